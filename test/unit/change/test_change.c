/*
 * test_change.c: structural change, presence and portfolio, by hand.
 */
#include "host.h"

#include "core/change/change.h"

#include <math.h>

enum {SIDE = 9};

static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i"};

/* Two periods of one region, and another one that keeps the nation from being the region. */
static void
open_two(CmLayers *p, const TestRow *before, int before_count, const TestRow *after, int after_count)
{
	CmTable		t[2];
	CmBytes		flat[2] = {test_open_rows(before, before_count, &t[0]), test_open_rows(after, after_count, &t[1])};

	cm_layers_open(p, test_host(), t, 2, false);
	/* The labels are not looked at. */
	test_close_rows(&flat[0], &t[0]);
	test_close_rows(&flat[1], &t[1]);
}

static void
change_of_a_mix(void **state)
{
	/* (.6, .4, 0) to (.3, .4, .3): cosine .34/sqrt(.52 .34), Finger-Kreinin .7 */
	static const TestRow before[] = {{"r", "a", 6}, {"r", "b", 4}, {"s", "a", 10}, {"s", "b", 10}, {"s", "c", 10}};
	static const TestRow after[] = {{"r", "a", 6}, {"r", "b", 8}, {"r", "c", 6}, {"s", "a", 10}, {"s", "b", 10}, {"s", "c", 10}};
	CmLayers	p;
	CmTurnover	turnover;
	double		row[CM_STRUCTURAL_COLUMNS];

	open_two(&p, before, 5, after, 6);
	cm_structural_change_row(&p, 0, 1, row, &turnover);
	assert_printed(row[CM_STRUCTURAL_GROWTH], 1, 1e-15);
	assert_printed(row[CM_STRUCTURAL_UNIDO], 0.34 / sqrt(0.52 * 0.34), 1e-14);
	assert_printed(row[CM_STRUCTURAL_MOORE], acos(0.34 / sqrt(0.52 * 0.34)), 1e-14);
	assert_printed(row[CM_STRUCTURAL_FINGER_KREININ], 0.7, 1e-14);
	assert_printed(row[CM_STRUCTURAL_KRUGMAN], 0.6, 1e-14);
	assert_printed(row[CM_STRUCTURAL_COEFFICIENT], 0.3, 1e-14);
	/* Present at LQ >= 1: a and b (.6/.4, .4/.35), then b alone (.4/.36): one of two. */
	assert_printed(row[CM_STRUCTURAL_JACCARD], 0.5, 1e-15);
	assert_true(turnover.entered == 1 && turnover.left == 0 && turnover.stayed == 2);
	cm_structural_change_row(&p, 1, 1, row, &turnover);
	assert_true(row[CM_STRUCTURAL_MOORE] == 0 && row[CM_STRUCTURAL_UNIDO] == 1 && row[CM_STRUCTURAL_KRUGMAN] == 0);
	cm_layers_close(&p, test_host());
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* An angle of 1e-9, whose cosine is 1 in double precision. */
static void
small_angles(void **state)
{
	static const TestRow before[] = {{"r", "a", 1e9}, {"r", "b", 1e9}};
	static const TestRow after[] = {{"r", "a", 1e9 + 1}, {"r", "b", 1e9 - 1}};
	CmLayers	p;
	CmTurnover	turnover;
	double		row[CM_STRUCTURAL_COLUMNS];

	open_two(&p, before, 2, after, 2);
	cm_structural_change_row(&p, 0, 1, row, &turnover);
	assert_printed(row[CM_STRUCTURAL_MOORE], 1e-9, 1e-15);
	cm_layers_close(&p, test_host());
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
presence_and_quadrants(void **state)
{
	/* Industry i: r 8 of 20, s 12 of 80 at the base; r 4 of 20, s 24 of 80 at the end; n only at the end. */
	static const TestRow before[] = {{"r", "i", 8}, {"r", "o", 12}, {"s", "i", 12}, {"s", "o", 68}};
	static const TestRow after[] = {{"r", "i", 4}, {"r", "n", 1}, {"r", "o", 15}, {"s", "i", 24}, {"s", "o", 56}, {"t", "o", 1}};
	/* cells: r i, r n, r o, s i, s o, t o */
	static const CmPresence expected[] = {CM_PRESENCE_EXIT, CM_PRESENCE_ENTRY, CM_PRESENCE_ENTRY, CM_PRESENCE_ENTRY,
	CM_PRESENCE_EXIT, CM_PRESENCE_ENTRY};
	static const CmQuadrant quadrants[] = {CM_QUADRANT_TRANSFORMING, CM_QUADRANT_NONE, CM_QUADRANT_STAR, CM_QUADRANT_STAR,
	CM_QUADRANT_TRANSFORMING, CM_QUADRANT_NONE};
	CmLayers	p;
	double		lq[2],
				row[CM_PORTFOLIO_COLUMNS];
	uint32_t	r = 0;

	open_two(&p, before, 4, after, 6);
	assert_int_equal(p.cells, 6);
	for (uint64_t c = 0; c < p.cells; c++)
	{
		while (c >= p.row[r + 1])
			r++;
		assert_int_equal(cm_presence(&p, r, p.column[c], c, 1, lq), expected[c]);
		assert_int_equal(cm_portfolio_row(&p, r, c, row), quadrants[c]);
	}
	cm_presence(&p, 0, 0, 0, 1, lq);
	assert_printed(lq[0], (8.0 / 20) / (20.0 / 100), 1e-15);
	assert_printed(lq[1], (4.0 / 20) / (28.0 / 101), 1e-15);
	/* s is not the place for n, with or without a cell */
	assert_int_equal(cm_presence(&p, 1, 1, UINT64_MAX, 1, lq), CM_PRESENCE_ABSENT);
	assert_true(isnan(lq[0]) && lq[1] == 0);
	cm_portfolio_row(&p, 0, 0, row);
	assert_printed(row[CM_PORTFOLIO_GROWTH], -0.5, 1e-15);
	assert_printed(row[CM_PORTFOLIO_NATIONAL], 0.4, 1e-15);
	cm_layers_close(&p, test_host());
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* All three times as large: no quotient changes, whatever its rounding. */
static void
growth_alone_changes_no_quotient(void **state)
{
	for (int round = 0; round < 200; round++)
	{
		TestRow		before[SIDE * SIDE],
					after[SIDE * SIDE];
		CmLayers	p;
		double		row[CM_PORTFOLIO_COLUMNS];

		for (int k = 0; k < SIDE * SIDE; k++)
		{
			before[k] = (TestRow) {names[k / SIDE], names[k % SIDE], 0.1 * (double) (1 + test_below(1000))};
			after[k] = before[k];
			after[k].size *= 3;
		}
		open_two(&p, before, SIDE * SIDE, after, SIDE * SIDE);
		for (uint32_t r = 0; r < p.regions; r++)
			for (uint64_t c = p.row[r]; c < p.row[r + 1]; c++)
			{
				CmQuadrant	quadrant = cm_portfolio_row(&p, r, c, row);

				assert_true(row[CM_PORTFOLIO_LQ_CHANGE] == 0);
				assert_true(quadrant == CM_QUADRANT_STAR || quadrant == CM_QUADRANT_EMERGING);
			}
		cm_layers_close(&p, test_host());
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* From 1 to a quotient that no double holds: present, a star, and neither quotient nor change is told. */
static void
quotients_beyond_doubles(void **state)
{
	static const TestRow before[] = {{"dwarf", "x", 1}, {"dwarf", "y", 1}, {"giant", "x", 1}, {"giant", "y", 1}};
	static const TestRow after[] = {{"dwarf", "x", 1e-300}, {"giant", "y", 1e300}};
	CmLayers	p;
	CmTurnover	turnover;
	double		row[CM_PORTFOLIO_COLUMNS],
				change[CM_STRUCTURAL_COLUMNS],
				lq[2];

	open_two(&p, before, 4, after, 2);
	assert_int_equal(cm_presence(&p, 0, 0, 0, 1, lq), CM_PRESENCE_STAY);
	assert_true(lq[0] == 1 && isnan(lq[1]));
	assert_int_equal(cm_portfolio_row(&p, 0, 0, row), CM_QUADRANT_STAR);
	assert_true(isnan(row[CM_PORTFOLIO_FINAL_LQ]) && isnan(row[CM_PORTFOLIO_LQ_CHANGE]));
	cm_layers_close(&p, test_host());
	open_two(&p, after, 2, before, 4);
	/* from 1e-300 to 1 as a share of 1e300: growth of 1e300 still is a number, of 1e600 not */
	cm_structural_change_row(&p, 0, 1, change, &turnover);
	assert_printed(change[CM_STRUCTURAL_GROWTH], 2e300, 1e288);
	cm_layers_close(&p, test_host());
	open_two(&p, (TestRow[]) {{"r", "x", 1e-300}}, 1, (TestRow[]) {{"r", "x", 1e300}}, 1);
	cm_structural_change_row(&p, 0, 1, change, &turnover);
	assert_true(isnan(change[CM_STRUCTURAL_GROWTH]) && change[CM_STRUCTURAL_UNIDO] == 1);
	cm_portfolio_row(&p, 0, 0, row);
	assert_true(isnan(row[CM_PORTFOLIO_GROWTH]) && row[CM_PORTFOLIO_LQ_CHANGE] == 0);
	cm_layers_close(&p, test_host());
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(change_of_a_mix),
		cmocka_unit_test(small_angles),
		cmocka_unit_test(presence_and_quadrants),
		cmocka_unit_test(growth_alone_changes_no_quotient),
		cmocka_unit_test(quotients_beyond_doubles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
