/*
 * test_suppression.c: patterns of random tables against dense matrices, the audit, and the best patterns there are.
 */
#include "hidden_table.h"
#include "plain_table.h"

#include "core/disclosure/audit.h"
#include "core/disclosure/intervals.h"
#include "core/disclosure/suppression.h"

#include <stdio.h>

typedef struct Tested
{
	HiddenCells c;
	uint32_t	cells;
	uint8_t		primary[CELLS];
	uint8_t		eligible[CELLS];
	CmCost		cost[CELLS];
	double		protection[CELLS];
	bool		intervals;		/* is protection asked for? */
	uint8_t		hidden[CELLS];
	uint8_t		exposed[CELLS];
} Tested;

/* Cells below a minimum are primary. */
static void
open_tested(Tested *t, const HiddenTable *table, double minimum)
{
	memset(t, 0, sizeof(*t));
	test_open_cells(&t->c, table);
	t->cells = t->c.sums.cells;
	for (uint32_t k = 0; k < t->cells; k++)
	{
		t->primary[k] = t->c.value[k] < minimum;
		t->eligible[k] = t->c.value[k] > 0;
		t->cost[k] = (CmCost) {1, t->c.value[k]};
	}
}

static void
suppress(Tested *t, bool singletons)
{
	CmDemand	demand = {
		.sums = &t->c.sums,
		.value = t->c.value,
		.primary = t->primary,
		.eligible = t->eligible,
		.cost = t->cost,
		.protection = t->intervals ? t->protection : NULL,
		.firms = singletons ? t->c.value : NULL
	};

	cm_suppress(test_host(), &demand, t->hidden, t->exposed);
	for (uint32_t k = 0; k < t->cells; k++)
	{
		assert_true(!t->primary[k] || t->hidden[k]);
		assert_true(t->primary[k] || !t->hidden[k] || t->eligible[k]);
		assert_true(t->primary[k] || !t->exposed[k]);
	}
}

static void
close_tested(Tested *t)
{
	test_close_cells(&t->c);
	assert_int_equal(test_allocations(), 0);
}

static uint32_t
secondaries_of(const Tested *t)
{
	uint32_t	count = 0;

	for (uint32_t k = 0; k < t->cells; k++)
		count += t->hidden[k] && !t->primary[k];
	return count;
}

/* What sums tell of hidden cells, by the dense matrix of all. */
static const Dense *
dense_of(const CmSums *sums, const uint8_t *hidden)
{
	static Dense m;

	m.rows = 0;
	m.columns = (int) sums->cells;
	for (uint32_t whole = 0; whole < 2 * sums->cells; whole++)
	{
		const uint32_t *above = whole < sums->cells ? sums->above_region : sums->above_industry;
		int64_t    *row = dense_add(&m);
		bool		any = false;

		for (uint32_t k = 0; k < sums->cells; k++)
			if (above[k] == whole % sums->cells)
			{
				any = true;
				row[k] = hidden[k];
			}
		row[whole % sums->cells] = hidden[whole % sums->cells] ? PLAIN_PRIME - 1 : 0;
		m.rows -= !any;
	}
	dense_reduce(&m);
	return &m;
}

/* Random tables ------------------------------------------------------------ */

/*
 * Hidden cells are known only where that is said, and only where nothing could be done: where they are
 * known even if all that may be hidden is.  The latter by the audit, which has tests of its own; and not of cells of 0,
 * which may be known by more than the audit of all that is hidden sees.
 */
static void
check_safe(const Tested *t, bool singletons)
{
	const Dense *m = dense_of(&t->c.sums, t->hidden);
	const double *firms = singletons ? t->c.value : NULL;
	uint8_t		found[CELLS],
				all[CELLS];
	uint32_t	by[CELLS];

	for (uint32_t k = 0; k < t->cells; k++)
	{
		assert_true(!t->hidden[k] || t->exposed[k] || !dense_tells(m, (int) k));
		all[k] = t->primary[k] || t->eligible[k];
	}
	cm_audit(test_host(), &t->c.sums, t->c.value, firms, t->hidden, NULL, found, by);
	for (uint32_t k = 0; k < t->cells; k++)
		assert_true(!t->primary[k] || t->exposed[k] == (found[k] != CM_FOUND_NOTHING));
	cm_audit(test_host(), &t->c.sums, t->c.value, firms, all, NULL, found, by);
	for (uint32_t k = 0; k < t->cells; k++)
		assert_true(!t->exposed[k] || found[k] != CM_FOUND_NOTHING || t->c.value[k] == 0);
}

/* What a table adds to `told`: cells, primary ones, secondary ones, exposed ones. */
static void
check_random(uint64_t seed, bool singletons, uint32_t told[4])
{
	HiddenTable table;
	Tested		t;

	test_seed(seed);
	test_random_table(&table, seed % 2 == 0 ? 5 : SIDE, true, false);
	open_tested(&t, &table, 3);
	suppress(&t, singletons);
	check_safe(&t, singletons);
	told[0] += t.cells;
	for (uint32_t k = 0; k < t.cells; k++)
	{
		told[1] += t.primary[k];
		told[3] += t.exposed[k];
	}
	told[2] += secondaries_of(&t);
	close_tested(&t);
}

enum
{
#ifdef UNDER_VALGRIND
	TABLES = 200
#else
	TABLES = 3000
#endif
};

static void
check_all(bool singletons)
{
	uint32_t	told[4] = {0};

	for (uint64_t seed = 0; seed < TABLES; seed++)
		check_random(seed, singletons, told);
	printf("# of %u cells %u are primary, %u secondary, %u exposed\n", told[0], told[1], told[2], told[3]);
	assert_true(told[2] > 0 && told[3] < told[1] / 10);
}

static void
test_safe(void **state)
{
	check_all(false);
}

static void
test_singletons(void **state)
{
	check_all(true);
}

/* Primary cells can be as far from their values as is asked for, but for exposed ones, which are few. */
static void
test_intervals(void **state)
{
	uint32_t	told[4] = {0};

	for (uint64_t seed = 0; seed < TABLES / 5; seed++)
	{
		HiddenTable table;
		Tested		t;
		CmInterval	interval[CELLS];

		test_seed(seed);
		test_random_table(&table, seed % 2 == 0 ? 5 : SIDE, true, false);
		open_tested(&t, &table, 3);
		for (uint32_t k = 0; k < t.cells; k++)
			t.protection[k] = (double) (1 + test_below(3));
		t.intervals = true;
		suppress(&t, false);
		assert_true(cm_intervals(test_host(), &t.c.sums, t.c.value, t.hidden, NULL, NULL, UINT64_C(1000000000), interval));
		for (uint32_t k = 0; k < t.cells; k++)
		{
			bool		wide = interval[k].lower <= fmax(t.c.value[k] - t.protection[k], 0) + 1e-6 && interval[k].upper >= t.c.value[k] + t.protection[k] - 1e-6;

			assert_true(!t.primary[k] || t.exposed[k] || wide);
			told[0] += t.primary[k];
			told[1] += t.exposed[k];
		}
		told[2] += secondaries_of(&t);
		close_tested(&t);
	}
	printf("# of %u primary cells with protection %u are exposed; %u secondary\n", told[0], told[1], told[2]);
	assert_true(told[1] < told[0] / 5);
}

static void
test_nothing(void **state)
{
	for (uint64_t seed = 0; seed < 50; seed++)
	{
		HiddenTable table;
		Tested		t;

		test_seed(seed);
		test_random_table(&table, SIDE, true, false);
		open_tested(&t, &table, 0);
		suppress(&t, true);
		for (uint32_t k = 0; k < t.cells; k++)
			assert_false(t.hidden[k] || t.exposed[k]);
		close_tested(&t);
	}
}

/* By hand -------------------------------------------------------------------- */

/* A total and three parts on both sides; inner values of rows, one after the other. */
static void
open_square(HiddenTable *table, const double *inner)
{
	memset(table, 0, sizeof(*table));
	for (int side = 0; side < 2; side++)
	{
		table->count[side] = 4;
		for (int k = 0; k < 4; k++)
			table->parent[side][k] = k == 0 ? -1 : 0;
	}
	for (int r = 0; r < 4; r++)
		for (int i = 0; i < 4; i++)
			table->there[r][i] = true;
	for (int r = 1; r < 4; r++)
		for (int i = 1; i < 4; i++)
		{
			double		x = inner[3 * (r - 1) + i - 1];

			table->value[r][i] = x;
			table->value[0][i] += x;
			table->value[r][0] += x;
			table->value[0][0] += x;
		}
}

/*
 * Of 1 20 30 / 40 9 60 / 70 80 8 the 1 is primary.  Three more cells close a circle with it: the least such
 * is 20, 40 and 9, which is 69; by way of 30, 70 and 8 it is 108, and totals are more.
 */
static void
test_circle(void **state)
{
	static const double inner[] = {1, 20, 30, 40, 9, 60, 70, 80, 8};
	HiddenTable table;
	Tested		t;

	open_square(&table, inner);
	open_tested(&t, &table, 3);
	suppress(&t, false);
	assert_int_equal(secondaries_of(&t), 3);
	assert_true(t.hidden[t.c.at[1][1]] && t.hidden[t.c.at[1][2]] && t.hidden[t.c.at[2][1]] && t.hidden[t.c.at[2][2]]);
	assert_int_equal(t.exposed[t.c.at[1][1]], 0);
	close_tested(&t);
}

/*
 * Of 1 2 30 / 40 50 60 / 70 80 90 the 1 of a firm and the 2 of two are primary: that firm must not know the other
 * two by the sum of the row.  Without it 40 and 50 close a circle; with it a third cell of the row is needed, 30, and one below.
 */
static void
test_alone(void **state)
{
	static const double inner[] = {1, 2, 30, 40, 50, 60, 70, 80, 90};
	HiddenTable table;
	Tested		t;

	open_square(&table, inner);
	open_tested(&t, &table, 3);
	suppress(&t, false);
	assert_int_equal(secondaries_of(&t), 2);
	assert_true(t.hidden[t.c.at[2][1]] && t.hidden[t.c.at[2][2]]);
	suppress(&t, true);
	assert_int_equal(secondaries_of(&t), 4);
	assert_true(t.hidden[t.c.at[1][3]] && t.hidden[t.c.at[2][3]]);
	close_tested(&t);
}

/*
 * Of 5 2 30 / 3 40 60 / 70 80 90 the 5 is primary, and must seem possible from 0 to 15.  The least circle, of 2, 3 and 40,
 * lets it rise by 2; the least of which each cell can fall, or rise, by 10 is 30, 70 and 90.
 */
static void
test_leeway(void **state)
{
	static const double inner[] = {5, 2, 30, 3, 40, 60, 70, 80, 90};
	HiddenTable table;
	Tested		t;

	open_square(&table, inner);
	open_tested(&t, &table, 0);
	t.primary[t.c.at[1][1]] = 1;
	suppress(&t, false);
	assert_int_equal(secondaries_of(&t), 3);
	assert_true(t.hidden[t.c.at[1][2]] && t.hidden[t.c.at[2][1]] && t.hidden[t.c.at[2][2]]);
	t.protection[t.c.at[1][1]] = 10;
	t.intervals = true;
	suppress(&t, false);
	assert_int_equal(secondaries_of(&t), 3);
	assert_true(t.hidden[t.c.at[1][3]] && t.hidden[t.c.at[3][1]] && t.hidden[t.c.at[3][3]]);
	assert_int_equal(t.exposed[t.c.at[1][1]], 0);

	/* no row has so much that 1,000 could come of it, but all totals together have no end */
	t.protection[t.c.at[1][1]] = 1000;
	suppress(&t, false);
	assert_int_equal(t.exposed[t.c.at[1][1]], 0);
	assert_true(t.hidden[t.c.at[1][0]] && t.hidden[t.c.at[0][1]] && t.hidden[t.c.at[0][0]]);
	close_tested(&t);
}

/* One part of one part: whatever is hidden of such a chain, its other cells tell. */
static void
test_exposed(void **state)
{
	HiddenTable table = {.count = {2, 2}, .parent = {{-1, 0}, {-1, 0}}};
	Tested		t;

	for (int k = 0; k < 4; k++)
	{
		table.there[k / 2][k % 2] = true;
		table.value[k / 2][k % 2] = 2;
	}
	open_tested(&t, &table, 3);
	t.primary[t.c.at[0][0]] = t.eligible[t.c.at[0][0]] = 0;
	suppress(&t, false);
	assert_int_equal(t.exposed[t.c.at[1][1]] + t.exposed[t.c.at[0][1]] + t.exposed[t.c.at[1][0]], 3);
	close_tested(&t);
}

/* The best patterns ---------------------------------------------------------- */

/* Does a choice of cells besides the primary ones keep these from being known? */
static bool
is_enough(const Tested *t, const uint32_t *other, uint32_t others, uint32_t chosen)
{
	uint8_t		hidden[CELLS];
	const Dense *m;

	memcpy(hidden, t->primary, sizeof(hidden));
	for (uint32_t k = 0; k < others; k++)
		hidden[other[k]] = chosen >> k & 1;
	m = dense_of(&t->c.sums, hidden);
	for (uint32_t k = 0; k < t->cells; k++)
		if (t->primary[k] && dense_tells(m, (int) k))
			return false;
	return true;
}

/* The least number of secondary cells, by trying all choices of fewer than so many. */
static uint32_t
least_of(const Tested *t, uint32_t most)
{
	uint32_t	other[CELLS],
				others = 0;

	for (uint32_t k = 0; k < t->cells; k++)
		if (!t->primary[k] && t->eligible[k])
			other[others++] = k;
	for (uint32_t chosen = 0; chosen < UINT32_C(1) << others; chosen++)
		if ((uint32_t) __builtin_popcount(chosen) < most && is_enough(t, other, others, chosen))
			most = (uint32_t) __builtin_popcount(chosen);
	return most;
}

/*
 * Tables of three by three.  A path has, but for the half that a cell may be discounted, as few cells as there are for its bridge
 * alone, which are no more than the best pattern has; and each primary cell needs one path at most.
 */
static void
test_best(void **state)
{
	uint32_t	all = 0,
				best = 0;

	for (uint64_t seed = 0; seed < TABLES / 60; seed++)
	{
		double		inner[9];
		HiddenTable table;
		Tested		t;
		uint32_t	primaries = 0,
					least;

		test_seed(seed);
		for (int k = 0; k < 9; k++)
			inner[k] = (double) (1 + test_below(10));
		open_square(&table, inner);
		open_tested(&t, &table, 3);
		suppress(&t, false);
		for (uint32_t k = 0; k < t.cells; k++)
		{
			primaries += t.primary[k];
			assert_int_equal(t.exposed[k], 0);
		}
		least = least_of(&t, secondaries_of(&t));
		assert_true(secondaries_of(&t) <= 2 * primaries * least);
		all += secondaries_of(&t);
		best += least;
		close_tested(&t);
	}
	printf("# %u secondary cells where the best patterns have %u\n", all, best);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_safe),
		cmocka_unit_test(test_singletons),
		cmocka_unit_test(test_intervals),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_circle),
		cmocka_unit_test(test_alone),
		cmocka_unit_test(test_leeway),
		cmocka_unit_test(test_exposed),
		cmocka_unit_test(test_best)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
