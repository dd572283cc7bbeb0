/*
 * test_intervals.c: what can be inferred about hidden cells, by hand and by trying all tables.
 * test/t/046_linear_programs.pl compares many more with another program.
 */
#include "hidden_table.h"

#include "core/disclosure/freedom.h"
#include "core/disclosure/intervals.h"
#include "core/disclosure/narrow.h"
#include "core/disclosure/strips.h"
#include "core/disclosure/surroundings.h"

#include <math.h>
#include <stdlib.h>

enum {CELLS = TABLE_SIDE * TABLE_SIDE};

/* Sides: a total of two parts; of three; of two parts of which the first has two, its parts last. */
#define TWO {-1, 0, 0}
#define NESTED {-1, 0, 0, 1, 1}

/* Rows of values; hidden ones are negative, and -0.5 is a 0 that is hidden. */
static void
fill(HiddenTable *t, const double *value, double times)
{
	for (int r = 0; r < t->count[0]; r++)
		for (int i = 0; i < t->count[1]; i++)
		{
			double		x = value[r * t->count[1] + i];

			t->there[r][i] = true;
			t->hidden[r][i] = x < 0;
			t->value[r][i] = x == -0.5 ? 0 : fabs(x) * times;
			t->least[r][i] = t->most[r][i] = NAN;
		}
}

/* The intervals, with values of hidden cells and without; what they are must be the same. */
static bool
measure(const HiddenTable *t, uint64_t work, CmInterval interval[TABLE_SIDE][TABLE_SIDE])
{
	CmInterval	known[CELLS],
				again[CELLS],
				unknown[CELLS];
	HiddenCells c;
	bool		sound;

	test_open_cells(&c, t);
	memset(known, 0, sizeof(known));
	memset(again, 0, sizeof(again));
	sound = cm_intervals(test_host(), &c.sums, c.value, c.hidden, c.least, c.most, work, known);
	assert_int_equal(cm_intervals(test_host(), &c.sums, c.value, c.hidden, c.least, c.most, work, again), sound);
	assert_memory_equal(known, again, sizeof(known));
	for (uint32_t k = 0; k < c.sums.cells; k++)
		c.value[k] = c.hidden[k] ? NAN : c.value[k];
	assert_int_equal(cm_intervals(test_host(), &c.sums, c.value, c.hidden, c.least, c.most, work, unknown), sound);
	for (int r = 0; r < t->count[0]; r++)
		for (int i = 0; i < t->count[1]; i++)
			if (t->there[r][i])
			{
				const CmInterval *a = &known[c.at[r][i]],
						   *b = &unknown[c.at[r][i]];

				interval[r][i] = *a;
				if (sound && a->exact && b->exact)
				{
					assert_true(a->lower == b->lower || fabs(a->lower - b->lower) <= 1e-12 * fabs(t->value[0][0]));
					assert_true(a->upper == b->upper || fabs(a->upper - b->upper) <= 1e-12 * fabs(t->value[0][0]));
				}
			}
	test_close_cells(&c);
	assert_int_equal(test_allocations(), 0);
	return sound;
}

static void
assert_interval(const CmInterval *i, double lower, double upper)
{
	double		slack = 1e-12 * fmax(fabs(lower), isinf(upper) ? 0 : fabs(upper));

	assert_true(i->exact);
	assert_true(i->lower == lower || fabs(i->lower - lower) <= slack);
	assert_true(i->upper == upper || fabs(i->upper - upper) <= slack);
	assert_true(i->seen_lower == i->lower || fabs(i->seen_lower - lower) <= slack);
	assert_true(i->seen_upper == i->upper || fabs(i->seen_upper - upper) <= slack);
}

/* Handbook, 4.3.1, example 3: rows of 7 and 3, columns of 6 and 4; at any scale. */
static void
test_handbook(void **state)
{
	static const double scale[] = {1, 0.1, 1.0 / 3, 1e-300, 1e300, 0x1p-1050};
	static const double value[] = {10, 6, 4, 7, -5, -2, 3, -1, -2};

	for (size_t s = 0; s < sizeof(scale) / sizeof(*scale); s++)
	{
		HiddenTable t = {.count = {3, 3}, .parent = {TWO, TWO}};
		CmInterval	i[TABLE_SIDE][TABLE_SIDE];
		double		x = scale[s];

		fill(&t, value, x);
		assert_true(measure(&t, 0, i));
		assert_interval(&i[1][1], 3 * x, 6 * x);
		assert_interval(&i[1][2], 1 * x, 4 * x);
		assert_interval(&i[2][1], 0, 3 * x);
		assert_interval(&i[2][2], 0, 3 * x);
		assert_interval(&i[0][0], 10 * x, 10 * x);
	}
}

/* A cell that is alone in a sum, one beside zeros, and parts of a sum that is 0. */
static void
test_known(void **state)
{
	static const double value[] = {10, 6, 4, 7, -5, 2, 3, 1, 2};
	static const double zeros[] = {5, 0, 5, 2, -0.5, -2, 3, -0.5, -3};
	HiddenTable t = {.count = {3, 3}, .parent = {TWO, TWO}};
	CmInterval	i[TABLE_SIDE][TABLE_SIDE];

	fill(&t, value, 1);
	assert_true(measure(&t, 0, i));
	assert_interval(&i[1][1], 5, 5);
	fill(&t, zeros, 1);
	assert_true(measure(&t, 0, i));
	assert_interval(&i[1][1], 0, 0);
	assert_interval(&i[2][1], 0, 0);
	assert_interval(&i[1][2], 2, 2);
	assert_interval(&i[2][2], 3, 3);
}

/* Totals that are hidden, too, and those that are not in the table. */
static void
test_totals(void **state)
{
	static const double value[] = {10, -6, -4, 7, -5, -2, 3, 1, 2};
	static const double open[] = {-6, 4, -5, 2, -1, 2};
	HiddenTable t = {.count = {3, 3}, .parent = {TWO, TWO}},
				one_side = {.count = {3, 2}, .parent = {TWO, {-1, -1}}};
	CmInterval	i[TABLE_SIDE][TABLE_SIDE];

	/* The second row is 1 and 2: the columns are 1 and 2 more than the first row, which is 7. */
	fill(&t, value, 1);
	assert_true(measure(&t, 0, i));
	assert_interval(&i[0][1], 1, 8);
	assert_interval(&i[0][2], 2, 9);
	assert_interval(&i[1][1], 0, 7);
	assert_interval(&i[1][2], 0, 7);
	/* Industries have no total: nothing holds the hidden column down. */
	fill(&one_side, open, 1);
	assert_true(measure(&one_side, 0, i));
	assert_interval(&i[0][0], 0, INFINITY);
	assert_interval(&i[1][0], 0, INFINITY);
	assert_interval(&i[2][0], 0, INFINITY);
}

/*
 * Three levels of regions, two of industries: columns all, x and y; rows all, A and B, then
 * both parts of A.  All of the rows' totals are shown, and the sums of x and y.
 */
static void
test_levels(void **state)
{
	static const double value[] = {20, 9, 11, 10, -5, -5, 10, -4, -6, 4, -3, -1, 6, -2, -4};
	static const double shown[] = {20, 9, 11, 10, 5, 5, 10, 4, 6, 4, -3, -1, 6, -2, -4};
	HiddenTable t = {.count = {5, 3}, .parent = {NESTED, TWO}};
	CmInterval	i[TABLE_SIDE][TABLE_SIDE];

	fill(&t, value, 1);
	assert_true(measure(&t, UINT64_MAX, i));
	assert_interval(&i[1][1], 0, 9);
	assert_interval(&i[1][2], 1, 10);
	assert_interval(&i[2][1], 0, 9);
	assert_interval(&i[2][2], 1, 10);
	assert_interval(&i[3][1], 0, 4);
	assert_interval(&i[3][2], 0, 4);
	assert_interval(&i[4][1], 0, 6);
	assert_interval(&i[4][2], 0, 6);
	/* A is 5 and 5: x of its second part is what the first leaves of 5. */
	fill(&t, shown, 1);
	assert_true(measure(&t, 0, i));
	assert_interval(&i[3][1], 0, 4);
	assert_interval(&i[3][2], 0, 4);
	assert_interval(&i[4][1], 1, 5);
	assert_interval(&i[4][2], 1, 5);
}

/* What everybody knows before; what contradicts itself. */
static void
test_bounds(void **state)
{
	static const double value[] = {10, 6, 4, 7, -5, -2, 3, -1, -2};
	static const double upwards[] = {-10, -6, 4, -7, -5, 2, 3, 1, 2};
	HiddenTable t = {.count = {3, 3}, .parent = {TWO, TWO}};
	CmInterval	i[TABLE_SIDE][TABLE_SIDE];

	fill(&t, value, 1);
	t.least[1][1] = 4;
	t.most[2][2] = 2.5;
	assert_true(measure(&t, 0, i));
	assert_interval(&i[1][1], 4, 5.5);
	assert_interval(&i[1][2], 1.5, 3);
	assert_interval(&i[2][1], 0.5, 2);
	assert_interval(&i[2][2], 1, 2.5);
	/* Of a table whose cells may be negative. */
	fill(&t, value, 1);
	t.least[1][1] = t.least[1][2] = t.least[2][1] = t.least[2][2] = -100;
	assert_true(measure(&t, 0, i));
	assert_interval(&i[1][1], -97, 106);
	/* One inner cell and all that it is part of: what the total is at most, leaves 7 to it. */
	fill(&t, upwards, 1);
	t.most[0][0] = 12;
	assert_true(measure(&t, 0, i));
	assert_interval(&i[1][1], 0, 7);
	assert_interval(&i[1][0], 2, 9);
	assert_interval(&i[0][1], 1, 8);
	assert_interval(&i[0][0], 5, 12);
}

/* Sums and bounds that cannot be kept together are told; values that are given keep them by definition. */
static void
test_contradictions(void **state)
{
	static const double value[] = {10, 6, 4, 7, -5, -2, 3, -1, -2};

	for (int kind = 0; kind < 3; kind++)
	{
		HiddenTable t = {.count = {3, 3}, .parent = {TWO, TWO}};
		CmInterval	interval[CELLS];
		HiddenCells c;

		fill(&t, value, 1);
		if (kind == 1)
			t.most[1][1] = 2;	/* at least 3 are needed */
		if (kind == 2)
			t.value[2][0] = 9;	/* rows of 16, columns of 10 */
		test_open_cells(&c, &t);
		for (uint32_t k = 0; k < c.sums.cells; k++)
			c.value[k] = c.hidden[k] ? NAN : c.value[k];
		assert_int_equal(cm_intervals(test_host(), &c.sums, c.value, c.hidden, c.least, c.most, UINT64_MAX, interval), kind == 0);
		test_close_cells(&c);
	}
}

/* Two sides of three levels: what is found without programs holds, and what was seen is possible. */
static void
test_work(void **state)
{
	int			loose = 0;

	test_seed(46);
	for (int n = 0; n < 400; n++)
	{
		CmInterval	all[TABLE_SIDE][TABLE_SIDE],
					some[TABLE_SIDE][TABLE_SIDE];
		HiddenTable t;

		test_random_table(&t, 9, true, false);
		assert_true(measure(&t, UINT64_MAX, all));
		assert_true(measure(&t, n % 2 == 0 ? 0 : 2000, some));
		for (int r = 0; r < t.count[0]; r++)
			for (int i = 0; i < t.count[1]; i++)
			{
				const CmInterval *a = &all[r][i],
						   *s = &some[r][i];

				if (!t.there[r][i])
					continue;
				assert_true(a->exact);
				assert_true(a->lower <= t.value[r][i] && t.value[r][i] <= a->upper);
				assert_true(s->lower <= a->lower + 1e-9 && s->upper >= a->upper - 1e-9);
				assert_true(s->seen_lower >= a->lower - 1e-9 && s->seen_upper <= a->upper + 1e-9);
				assert_true(s->seen_lower <= t.value[r][i] && t.value[r][i] <= s->seen_upper);
				loose += !s->exact;
			}
	}
	assert_true(loose > 100);
}

/* Of cells that may be anything, sums tell a value or nothing: what freedom.h says, which eliminates modulo a prime. */
static void
test_without_bounds(void **state)
{
	long		told = 0,
				free = 0;

	test_seed(49);
	for (int n = 0; n < 400; n++)
	{
		CmInterval	i[CELLS];
		uint64_t	one[CELLS],
					two[CELLS];
		HiddenTable t;
		HiddenCells c;

		test_random_table(&t, 9, n % 2 == 0, false);
		test_open_cells(&c, &t);
		for (uint32_t k = 0; k < c.sums.cells; k++)
		{
			c.least[k] = -INFINITY;
			c.most[k] = INFINITY;
		}
		assert_true(cm_intervals(test_host(), &c.sums, c.value, c.hidden, c.least, c.most, UINT64_MAX, i));
		cm_freedom(test_host(), &c.sums, c.hidden, NULL, one, two);
		for (uint32_t k = 0; k < c.sums.cells; k++)
		{
			bool		known = cm_is_given_away(one[k], two[k]);

			if (!c.hidden[k])
				continue;
			assert_true(i[k].exact);
			assert_true(known ? i[k].lower == c.value[k] && i[k].upper == c.value[k] : i[k].lower == -INFINITY && i[k].upper == INFINITY);
			told += known;
			free += !known;
		}
		test_close_cells(&c);
		assert_int_equal(test_allocations(), 0);
	}
	assert_true(told > 500 && free > 500);
}

/* How wide all is that was seen, and that is possible, without what has no end; nothing else was seen. */
static void
add_widths(const CmEquations *e, const CmInterval *all, double *seen, double *possible)
{
	for (uint32_t u = 0; u < e->unknowns; u++)
	{
		const CmUnknown *k = &e->unknown[u];
		const CmInterval *i = &all[k->cell];

		assert_true(ldexp(k->point + k->seen_least, -e->exponent) >= i->lower - 1e-9);
		assert_true(ldexp(k->point + k->seen_most, -e->exponent) <= i->upper + 1e-9);
		if (isinf(i->upper))
			continue;
		*seen += ldexp(k->seen_most - k->seen_least, -e->exponent);
		*possible += i->upper - i->lower;
	}
}

/* What is seen by strips, in small surroundings and in large ones: more and more of what is possible, in the end all of it. */
static void
test_surroundings(void **state)
{
	static const uint32_t most[3] = {0, 20, 1000};
	double		seen[3] = {0},
				possible[3] = {0};

	test_seed(48);
	for (int n = 0; n < 300; n++)
	{
		CmInterval	all[CELLS];
		uint64_t	work = UINT64_MAX;
		HiddenTable t;
		HiddenCells c;
		CmEquations e;
		CmNetworks	networks;
		uint8_t    *done;

		test_random_table(&t, TABLE_SIDE, true, false);
		test_open_cells(&c, &t);
		assert_true(cm_intervals(test_host(), &c.sums, c.value, c.hidden, NULL, NULL, UINT64_MAX, all));
		cm_equations_open(&e, test_host(), &c.sums, c.value, c.hidden, NULL, NULL);
		done = cm_zeros(test_host(), e.unknowns + 1, 1);
		cm_networks_open(&networks, test_host(), &e);
		assert_true(cm_narrow(&e, test_host()) && cm_strips_measure(&networks, done));
		for (int k = 0; k < 3; k++)
		{
			cm_surroundings_see(&e, test_host(), done, most[k], &work);
			add_widths(&e, all, &seen[k], &possible[k]);
		}
		cm_networks_close(&networks);
		cm_equations_close(&e, test_host());
		cm_release(test_host(), done);
		test_close_cells(&c);
		assert_int_equal(test_allocations(), 0);
	}
	assert_true(seen[0] < 0.99 * seen[1] && seen[1] < 0.99 * seen[2]);
	assert_true(fabs(seen[2] - possible[2]) < 1e-6);
}

/* Trying all tables -------------------------------------------------------- */

/* What inner cells may be of two rows and three columns that add up to a total that is shown. */
typedef struct Tried
{
	const HiddenTable *t;
	int			inner[6];
	double		least[3][4];
	double		most[3][4];
} Tried;

static double
cell_of(const Tried *w, int r, int i)
{
	double		sum = 0;

	for (int k = 0; k < 6; k++)
		if ((r == 0 || r == 1 + k / 3) && (i == 0 || i == 1 + k % 3))
			sum += w->inner[k];
	return sum;
}

static void
look(Tried *w)
{
	for (int r = 0; r < 3; r++)
		for (int i = 0; i < 4; i++)
			if (!w->t->hidden[r][i] && cell_of(w, r, i) != w->t->value[r][i])
				return;
	for (int r = 0; r < 3; r++)
		for (int i = 0; i < 4; i++)
		{
			w->least[r][i] = fmin(w->least[r][i], cell_of(w, r, i));
			w->most[r][i] = fmax(w->most[r][i], cell_of(w, r, i));
		}
}

/* All ways to spread an amount over the cells from one on. */
static void
try(Tried *w, int from, int left)
{
	if (from == 5)
	{
		w->inner[5] = left;
		look(w);
		return;
	}
	for (int x = 0; x <= left; x++)
	{
		w->inner[from] = x;
		try(w, from + 1, left - x);
	}
}

/* Such tables are networks, whose ends are whole numbers. */
static void
test_all_tables(void **state)
{
	test_seed(47);
	for (int n = 0; n < 200; n++)
	{
		HiddenTable t = {.count = {3, 4}, .parent = {TWO, {-1, 0, 0, 0}}};
		CmInterval	i[TABLE_SIDE][TABLE_SIDE];
		Tried		w = {.t = &t};

		for (int spread = 0; spread < 8; spread++)
			w.inner[test_below(6)] += spread == 0 || test_below(4) > 0;
		for (int k = 0; k < 12; k++)
		{
			t.there[k / 4][k % 4] = true;
			t.value[k / 4][k % 4] = cell_of(&w, k / 4, k % 4);
			t.hidden[k / 4][k % 4] = k > 0 && test_below(3) > 0;
			t.least[k / 4][k % 4] = t.most[k / 4][k % 4] = NAN;
			w.least[k / 4][k % 4] = INFINITY;
			w.most[k / 4][k % 4] = -INFINITY;
		}
		assert_true(measure(&t, 0, i));
		try(&w, 0, (int) t.value[0][0]);
		for (int k = 0; k < 12; k++)
			assert_interval(&i[k / 4][k % 4], w.least[k / 4][k % 4], w.most[k / 4][k % 4]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_handbook),
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_totals),
		cmocka_unit_test(test_levels),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_contradictions),
		cmocka_unit_test(test_work),
		cmocka_unit_test(test_without_bounds),
		cmocka_unit_test(test_surroundings),
		cmocka_unit_test(test_all_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
