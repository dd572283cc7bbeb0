/*
 * test_shift_share.c: components of change against the worked examples of the
 * literature notes, the definitions, and exact adding up.
 */
#include "host.h"

#include "core/change/shift_share.h"

#include <math.h>
#include <string.h>

/* Opens periods of tables that are given by their firms. */
static void
open_periods(CmLayers *p, CmTable *t, CmBytes *flat, const TestRow *const *rows, const int *counts, int count)
{
	for (int k = 0; k < count; k++)
		flat[k] = test_open_rows(rows[k], counts[k], &t[k]);
	cm_layers_open(p, test_host(), t, count, false);
}

static void
close_periods(CmLayers *p, CmTable *t, CmBytes *flat)
{
	int			count = p->count;

	cm_layers_close(p, test_host());
	for (int k = 0; k < count; k++)
		test_close_rows(&flat[k], &t[k]);
	assert_int_equal(test_allocations(), 0);
}

/* x = (100, 50) to (130, 45), the nation (1000, 1000) to (1100, 1000). */
static const TestRow base[] = {{"R", "I1", 100}, {"R", "I2", 50}, {"rest", "I1", 900}, {"rest", "I2", 950}};
static const TestRow final[] = {{"R", "I1", 130}, {"R", "I2", 45}, {"rest", "I1", 970}, {"rest", "I2", 955}};

static void
the_example(void **state)
{
	static const double classic[2][3] = {{5, 5, 20}, {2.5, -2.5, -5}};
	static const double esteban[2][3] = {{75, 15, 5}, {75, -7.5, 2.5}};
	static const double arcelus[2][8] = {{3.75, 1.25, 3.75, 1.25, 8.75, 2.916667, 6.25, 2.083333},
	{3.75, -1.25, -3.75, 1.25, 8.75, -2.916667, -16.25, 5.416667}};
	CmLayers	p;
	CmTable		t[2];
	CmBytes		flat[2];
	double		row[CM_SHIFT_COLUMNS];

	open_periods(&p, t, flat, (const TestRow *const[]) {base, final}, (const int[]) {4, 4}, 2);
	for (uint64_t c = 0; c < 2; c++)
	{
		for (CmShiftMethod method = CM_SHIFT_CLASSIC; method <= CM_SHIFT_ARCELUS; method++)
		{
			cm_shift_share_row(&p, method, 0, c, row);
			for (int i = 0; i < 3; i++)
				assert_printed(row[CM_SHIFT_NATIONAL + i], classic[c][i], 1e-13);
			assert_true(isnan(row[CM_SHIFT_COMPETITIVE]) == (method != CM_SHIFT_ESTEBAN));
			assert_true(isnan(row[CM_SHIFT_MIX_HOMOTHETIC]) == (method != CM_SHIFT_ARCELUS));
			if (method == CM_SHIFT_ESTEBAN)
				for (int i = 0; i < 3; i++)
					assert_printed(row[CM_SHIFT_HOMOTHETIC + i], esteban[c][i], 1e-13);
			if (method == CM_SHIFT_ARCELUS)
				for (int i = 0; i < 8; i++)
					assert_printed(row[CM_SHIFT_NATIONAL_HOMOTHETIC + i], arcelus[c][i], 1e-6);
		}
		assert_int_equal(cm_layers_fate(&p, 0, c), CM_FATE_CONTINUING);
	}
	close_periods(&p, t, flat);
	(void) state;
}

static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g"};

enum {MOST = 49, SIDE = 7, YEARS = 4};

/* Some of 49 pairs, so that cells, rows and columns come and go; amounts from 0 to `most` - 1. */
static int
random_rows(TestRow *rows, uint64_t most)
{
	int			count = 0;

	for (int r = 0; r < SIDE; r++)
		for (int i = 0; i < SIDE; i++)
			if (test_below(3) > 0)
				rows[count++] = (TestRow) {names[r], names[i], (double) test_below(most)};
	return count;
}

/* What the definitions give, in wider numbers, for a cell that had something. */
static void
by_definition(const CmLayers *p, int k, uint32_t r, uint64_t c, long double sum[CM_SHIFT_COLUMNS])
{
	const CmLayer *a = &p->layer[k],
			   *b = &p->layer[k + 1];
	uint32_t	i = p->column[c];
	long double x = a->cell[c];
	long double h = a->total > 0 ? (long double) a->region[r] * a->industry[i] / a->total : 0;
	long double g = a->total > 0 ? b->total / (long double) a->total - 1 : 0,
				gi = a->industry[i] > 0 ? b->industry[i] / (long double) a->industry[i] - 1 : 0,
				gr = a->region[r] > 0 ? b->region[r] / (long double) a->region[r] - 1 : 0,
				gri = x > 0 ? b->cell[c] / x - 1 : gi;
	long double regional = (b->cell[c] - x) - x * gi;

	sum[CM_SHIFT_NATIONAL] += x * g;
	sum[CM_SHIFT_MIX] += x * (gi - g);
	sum[CM_SHIFT_REGIONAL] += regional;
	sum[CM_SHIFT_COMPETITIVE] += h * (gri - gi);
	sum[CM_SHIFT_ALLOCATION] += regional - h * (gri - gi);
	sum[CM_SHIFT_NATIONAL_HOMOTHETIC] += h * g;
	sum[CM_SHIFT_NATIONAL_DIFFERENTIAL] += (x - h) * g;
	sum[CM_SHIFT_MIX_HOMOTHETIC] += h * (gi - g);
	sum[CM_SHIFT_MIX_DIFFERENTIAL] += (x - h) * (gi - g);
	sum[CM_SHIFT_REGIONAL_HOMOTHETIC] += h * (gr - g);
	sum[CM_SHIFT_REGIONAL_DIFFERENTIAL] += (x - h) * (gr - g);
	sum[CM_SHIFT_REGIONAL_INDUSTRY_HOMOTHETIC] += h * ((gri - gr) - (gi - g));
	/* for a cell that was empty, what the seven others leave of the change */
	sum[CM_SHIFT_REGIONAL_INDUSTRY_DIFFERENTIAL] += (b->cell[c] - x) - x * g - x * (gi - g) - x * (gr - g)
		- h * ((gri - gr) - (gi - g));
}

/* Whole numbers add up to the last bit, forwards and backwards. */
static void
assert_adds_up(const double *row, const int *columns, int count, double whole)
{
	double		up = 0,
				down = 0;

	for (int i = 0; i < count; i++)
	{
		up += row[columns[i]];
		down += row[columns[count - 1 - i]];
	}
	assert_true(up == whole && down == whole);
}

static void
check_row(const CmLayers *p, uint32_t r, uint64_t c)
{
	static const int classic[] = {CM_SHIFT_NATIONAL, CM_SHIFT_MIX, CM_SHIFT_REGIONAL};
	static const int esteban[] = {CM_SHIFT_NATIONAL, CM_SHIFT_MIX, CM_SHIFT_COMPETITIVE, CM_SHIFT_ALLOCATION};
	static const int arcelus[] = {CM_SHIFT_NATIONAL_HOMOTHETIC, CM_SHIFT_NATIONAL_DIFFERENTIAL,
		CM_SHIFT_MIX_HOMOTHETIC, CM_SHIFT_MIX_DIFFERENTIAL, CM_SHIFT_REGIONAL_HOMOTHETIC, CM_SHIFT_REGIONAL_DIFFERENTIAL,
	CM_SHIFT_REGIONAL_INDUSTRY_HOMOTHETIC, CM_SHIFT_REGIONAL_INDUSTRY_DIFFERENTIAL};
	static const int *const all[] = {classic, esteban, arcelus};
	static const int counts[] = {3, 4, 8};
	long double expected[CM_SHIFT_COLUMNS] = {0};
	double		change = p->layer[p->count - 1].cell[c] - p->layer[0].cell[c];

	for (int k = 0; k + 1 < p->count; k++)
		by_definition(p, k, r, c, expected);
	for (CmShiftMethod method = CM_SHIFT_CLASSIC; method <= CM_SHIFT_ARCELUS; method++)
	{
		double		row[CM_SHIFT_COLUMNS];
		double		scale = 1;

		cm_shift_share_row(p, method, r, c, row);
		assert_adds_up(row, all[method], counts[method], change);
		assert_adds_up(row, classic, 3, change);
		if (method == CM_SHIFT_ESTEBAN)
			assert_adds_up(row, esteban + 2, 2, row[CM_SHIFT_REGIONAL]);
		if (method == CM_SHIFT_ARCELUS)
			assert_adds_up(row, arcelus + 4, 4, row[CM_SHIFT_REGIONAL]);
		for (int i = 0; i < counts[method]; i++)
			scale += fabs(row[all[method][i]]);
		for (int i = 0; i < counts[method]; i++)
			assert_true(fabs(row[all[method][i]] - (double) expected[all[method][i]]) <= 1e-14 * scale);
	}
}

static void
whole_numbers_add_up_exactly(void **state)
{
	for (int round = 0; round < 400; round++)
	{
		TestRow		rows[YEARS][MOST];
		const TestRow *year[YEARS];
		int			counts[YEARS];
		int			years = 2 + (int) test_below(YEARS - 1);
		CmLayers	p;
		CmTable		t[YEARS];
		CmBytes		flat[YEARS];

		for (int k = 0; k < years; k++)
		{
			counts[k] = random_rows(rows[k], round % 2 ? 4 : 3000000);
			year[k] = rows[k];
		}
		open_periods(&p, t, flat, year, counts, years);
		for (uint32_t r = 0; r < p.regions; r++)
			for (uint64_t c = p.row[r]; c < p.row[r + 1]; c++)
				check_row(&p, r, c);
		close_periods(&p, t, flat);
	}
	(void) state;
}

/* Where all grows alike, nothing is left for industries and regions: 0, not almost. */
static void
equal_rates_leave_nothing(void **state)
{
	for (int round = 0; round < 200; round++)
	{
		TestRow		rows[2][MOST];
		int			count = random_rows(rows[0], 2000000);
		CmLayers	p;
		CmTable		t[2];
		CmBytes		flat[2];
		double		factor = 1 + 0.5 * (double) test_below(5);

		for (int k = 0; k < count; k++)
		{
			rows[0][k].size *= 2;
			rows[1][k] = rows[0][k];
			rows[1][k].size *= factor;
		}
		open_periods(&p, t, flat, (const TestRow *const[]) {rows[0], rows[1]}, (const int[]) {count, count}, 2);
		for (uint32_t r = 0; r < p.regions; r++)
			for (uint64_t c = p.row[r]; c < p.row[r + 1]; c++)
			{
				double		row[CM_SHIFT_COLUMNS];

				cm_shift_share_row(&p, CM_SHIFT_ESTEBAN, r, c, row);
				assert_true(row[CM_SHIFT_NATIONAL] == row[CM_SHIFT_CHANGE]);
				for (int i = CM_SHIFT_MIX; i <= CM_SHIFT_ALLOCATION; i++)
					assert_true(row[i] == 0 || i == CM_SHIFT_HOMOTHETIC);
			}
		close_periods(&p, t, flat);
	}
	(void) state;
}

/* Regional components of an industry add to 0 unless it is new, mixes of all cells too. */
static void
components_cancel(void **state)
{
	for (int round = 0; round < 200; round++)
	{
		TestRow		rows[2][MOST];
		const int	counts[] = {random_rows(rows[0], 1000), random_rows(rows[1], 1000)};
		CmLayers	p;
		CmTable		t[2];
		CmBytes		flat[2];
		double		regional[SIDE] = {0};
		double		mix = 0,
					lost = 0;

		open_periods(&p, t, flat, (const TestRow *const[]) {rows[0], rows[1]}, counts, 2);
		for (uint32_t r = 0; r < p.regions; r++)
			for (uint64_t c = p.row[r]; c < p.row[r + 1]; c++)
			{
				double		row[CM_SHIFT_COLUMNS];

				cm_shift_share_row(&p, CM_SHIFT_CLASSIC, r, c, row);
				regional[p.column[c]] += row[CM_SHIFT_REGIONAL];
				mix += row[CM_SHIFT_MIX];
			}
		for (uint32_t i = 0; i < p.industries; i++)
		{
			bool		new = p.layer[0].industry[i] == 0;

			assert_printed(regional[i], new ? p.layer[1].industry[i] : 0, 1e-9);
			lost += new ? p.layer[1].industry[i] : 0;
		}
		/* What industries without a past gained is in no mix. */
		assert_printed(mix, -lost, 1e-9);
		close_periods(&p, t, flat);
	}
	(void) state;
}

static void
fates(void **state)
{
	static const TestRow before[] = {{"a", "old", 1}, {"a", "x", 1}, {"a", "y", 1}, {"b", "y", 1}, {"gone", "x", 2}, {"zero", "x", 0}};
	static const TestRow after[] = {{"a", "new", 1}, {"a", "x", 2}, {"b", "x", 1}, {"b", "y", 1}, {"fresh", "x", 3}, {"zero", "x", 0}};
	static const CmFate expected[] = {CM_FATE_NEW_INDUSTRY, CM_FATE_VANISHED_INDUSTRY, CM_FATE_CONTINUING, CM_FATE_VANISHED,	/* a: new, old, x, y */
		CM_FATE_NEW, CM_FATE_CONTINUING, CM_FATE_NEW_REGION, CM_FATE_VANISHED_REGION, CM_FATE_EMPTY};
	static const CmFate regions[] = {CM_FATE_CONTINUING, CM_FATE_CONTINUING, CM_FATE_NEW_REGION, CM_FATE_VANISHED_REGION, CM_FATE_EMPTY};
	CmLayers	p;
	CmTable		t[3];
	CmBytes		flat[3];
	uint32_t	r = 0;
	double		row[CM_SHIFT_COLUMNS];

	open_periods(&p, t, flat, (const TestRow *const[]) {before, after}, (const int[]) {6, 6}, 2);
	assert_int_equal(p.cells, 9);
	for (uint64_t c = 0; c < p.cells; c++)
	{
		while (c >= p.row[r + 1])
			r++;
		assert_int_equal(cm_layers_fate(&p, r, c), expected[c]);
	}
	for (r = 0; r < p.regions; r++)
		assert_int_equal(cm_layers_region_fate(&p, r), regions[r]);
	/* new to the nation: all of it regional */
	cm_shift_share_row(&p, CM_SHIFT_ESTEBAN, 0, 0, row);
	assert_true(row[CM_SHIFT_NATIONAL] == 0 && row[CM_SHIFT_MIX] == 0 && row[CM_SHIFT_REGIONAL] == 1);
	assert_true(row[CM_SHIFT_COMPETITIVE] == 0 && row[CM_SHIFT_ALLOCATION] == 1);
	close_periods(&p, t, flat);

	/* there and gone again */
	open_periods(&p, t, flat, (const TestRow *const[]) {before, after, before}, (const int[]) {6, 6, 6}, 3);
	assert_int_equal(cm_layers_fate(&p, 0, 0), CM_FATE_TEMPORARY);
	close_periods(&p, t, flat);
	(void) state;
}

/* Neighbours of R are S (weight 3) and T (weight 1); U has none. */
static void
neighbours(void **state)
{
	static const TestRow before[] = {{"R", "i", 100}, {"R", "j", 60}, {"S", "i", 20}, {"T", "i", 40}, {"T", "j", 0}, {"U", "i", 40}, {"U", "j", 40}};
	static const TestRow after[] = {{"R", "i", 130}, {"R", "j", 50}, {"S", "i", 30}, {"S", "j", 5}, {"T", "i", 20}, {"U", "i", 60}, {"U", "j", 45}};
	static const TestRow weights[] = {{"R", "S", 6}, {"R", "T", 2}, {"S", "R", 1}, {"T", "nowhere", 1}};
	CmLayers	p;
	CmTable		t[2],
				w;
	CmBytes		flat[2],
				weight_bytes = test_open_rows(weights, 4, &w);
	CmSpatial	s;
	double		row[CM_SPATIAL_COLUMNS];

	open_periods(&p, t, flat, (const TestRow *const[]) {before, after}, (const int[]) {7, 7}, 2);
	cm_spatial_open(&s, test_host(), &p, &w);
	cm_spatial_begin(&s, 0);
	cm_spatial_row(&s, 0, 0, row);

	/*
	 * The neighbours' mean goes from 3/4 20 + 1/4 40 = 25 to 3/4 30 + 1/4 20 =
	 * 27.5, by a tenth; industry i from 200 to 240, all from 300 to 340.
	 */
	assert_printed(row[CM_SPATIAL_NEIGHBOUR_BASE], 25, 1e-12);
	assert_printed(row[CM_SPATIAL_NEIGHBOUR_FINAL], 27.5, 1e-12);
	assert_printed(row[CM_SPATIAL_NATIONAL], 40.0 / 3, 1e-12);
	assert_printed(row[CM_SPATIAL_MIX], 20 - 40.0 / 3, 1e-12);
	assert_printed(row[CM_SPATIAL_NEIGHBOURHOOD], -10, 1e-12);
	assert_printed(row[CM_SPATIAL_REGIONAL], 20, 1e-12);
	assert_true(row[CM_SPATIAL_NATIONAL] + row[CM_SPATIAL_MIX] + row[CM_SPATIAL_NEIGHBOURHOOD] + row[CM_SPATIAL_REGIONAL] == 30);
	/* The neighbours had nothing of j. */
	cm_spatial_row(&s, 0, 1, row);
	assert_true(row[CM_SPATIAL_NEIGHBOUR_BASE] == 0 && isnan(row[CM_SPATIAL_NEIGHBOURHOOD]) && isnan(row[CM_SPATIAL_REGIONAL]));
	assert_printed(row[CM_SPATIAL_NATIONAL], 8, 1e-12);
	/* S had nothing of j itself: all regional. */
	cm_spatial_begin(&s, 1);
	cm_spatial_row(&s, 1, p.row[1] + 1, row);
	assert_true(row[CM_SPATIAL_NATIONAL] == 0 && row[CM_SPATIAL_NEIGHBOURHOOD] == 0 && row[CM_SPATIAL_REGIONAL] == 5);
	/* T's only neighbour is not among the regions; U has no row. */
	cm_spatial_begin(&s, 2);
	assert_true(s.connected);
	cm_spatial_row(&s, 2, p.row[2], row);
	assert_true(row[CM_SPATIAL_NEIGHBOUR_BASE] == 0 && isnan(row[CM_SPATIAL_REGIONAL]));
	cm_spatial_begin(&s, 3);
	assert_false(s.connected);
	cm_spatial_row(&s, 3, p.row[3], row);
	assert_true(isnan(row[CM_SPATIAL_NEIGHBOUR_BASE]) && isnan(row[CM_SPATIAL_NEIGHBOURHOOD]) && row[CM_SPATIAL_CHANGE] == 20);
	cm_spatial_close(&s, test_host());
	test_close_rows(&weight_bytes, &w);
	close_periods(&p, t, flat);
	(void) state;
}

/* Sizes at the ends of the range: the components are what they are of sizes near 1. */
static void
giants_and_dwarfs(void **state)
{
	static const double unit[] = {1e300, 1e-300};

	for (int u = 0; u < 2; u++)
	{
		TestRow		scaled[2][4];
		CmLayers	p;
		CmTable		t[2];
		CmBytes		flat[2];
		double		row[CM_SHIFT_COLUMNS];

		for (int i = 0; i < 4; i++)
		{
			scaled[0][i] = (TestRow) {base[i].region, base[i].industry, base[i].size * unit[u]};
			scaled[1][i] = (TestRow) {final[i].region, final[i].industry, final[i].size * unit[u]};
		}
		open_periods(&p, t, flat, (const TestRow *const[]) {scaled[0], scaled[1]}, (const int[]) {4, 4}, 2);
		cm_shift_share_row(&p, CM_SHIFT_ARCELUS, 0, 0, row);
		assert_printed(row[CM_SHIFT_NATIONAL] / unit[u], 5, 1e-12);
		assert_printed(row[CM_SHIFT_REGIONAL] / unit[u], 20, 1e-12);
		assert_printed(row[CM_SHIFT_REGIONAL_INDUSTRY_HOMOTHETIC] / unit[u], 6.25, 1e-12);
		close_periods(&p, t, flat);
	}
	/* Dwarfs among giants: the dwarf's parts are of its own order, or 0. */
	{
		static const TestRow before[] = {{"d", "i", 1e-300}, {"g", "i", 1e300}, {"g", "j", 1e300}};
		static const TestRow after[] = {{"d", "i", 3e-300}, {"g", "i", 1.1e300}, {"g", "j", 1.3e300}};
		CmLayers	p;
		CmTable		t[2];
		CmBytes		flat[2];
		double		row[CM_SHIFT_COLUMNS];

		open_periods(&p, t, flat, (const TestRow *const[]) {before, after}, (const int[]) {3, 3}, 2);
		cm_shift_share_row(&p, CM_SHIFT_ESTEBAN, 0, 0, row);
		assert_printed(row[CM_SHIFT_NATIONAL] * 1e300, 0.2, 1e-12);
		assert_printed(row[CM_SHIFT_MIX] * 1e300, -0.1, 1e-12);
		assert_printed(row[CM_SHIFT_REGIONAL] * 1e300, 1.9, 1e-12);
		assert_printed(row[CM_SHIFT_COMPETITIVE] * 1e300, 0.95, 1e-12);
		close_periods(&p, t, flat);
	}
	/* Products of 1e-300 and a millionth of 1e-9 have few digits, components have all. */
	{
		static const TestRow before[] = {{"d", "i", 1e-300}, {"g", "i", 1e-9}};
		static const TestRow after[] = {{"d", "i", 1e-300}, {"g", "i", 1e-9 + 1e-15}};
		CmLayers	p;
		CmTable		t[2];
		CmBytes		flat[2];
		double		row[CM_SHIFT_COLUMNS];

		open_periods(&p, t, flat, (const TestRow *const[]) {before, after}, (const int[]) {2, 2}, 2);
		cm_shift_share_row(&p, CM_SHIFT_CLASSIC, 0, 0, row);
		assert_printed(row[CM_SHIFT_NATIONAL] * 1e300, (after[1].size - 1e-9) / 1e-9, 1e-18);
		close_periods(&p, t, flat);
	}
	(void) state;
}

/* A dwarf that becomes a giant among giants: what it would have gained as a giant has no double, its change has. */
static void
components_beyond_doubles(void **state)
{
	static const TestRow before[] = {{"r", "x", 1e-300}, {"r", "y", 1e300}, {"s", "x", 1e300}};
	static const TestRow after[] = {{"r", "x", 1e300}, {"r", "y", 1e300}, {"s", "x", 1e300}};
	CmLayers	p;
	CmTable		t[2];
	CmBytes		flat[2];
	double		row[CM_SHIFT_COLUMNS];

	open_periods(&p, t, flat, (const TestRow *const[]) {before, after}, (const int[]) {3, 3}, 2);
	cm_shift_share_row(&p, CM_SHIFT_ESTEBAN, 0, 0, row);
	assert_true(row[CM_SHIFT_CHANGE] == 1e300 && isnan(row[CM_SHIFT_COMPETITIVE]) && isnan(row[CM_SHIFT_ALLOCATION]));
	cm_shift_share_row(&p, CM_SHIFT_ARCELUS, 0, 0, row);
	assert_true(isnan(row[CM_SHIFT_REGIONAL_INDUSTRY_HOMOTHETIC]) && isnan(row[CM_SHIFT_REGIONAL_INDUSTRY_DIFFERENTIAL]));
	close_periods(&p, t, flat);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example),
		cmocka_unit_test(whole_numbers_add_up_exactly),
		cmocka_unit_test(equal_rates_leave_nothing),
		cmocka_unit_test(components_cancel),
		cmocka_unit_test(fates),
		cmocka_unit_test(neighbours),
		cmocka_unit_test(giants_and_dwarfs),
		cmocka_unit_test(components_beyond_doubles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
