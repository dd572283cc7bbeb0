/*
 * test_suppression.c: patterns of random tables against dense elimination, and against the best ones.
 */
#include "host.h"

#include "core/disclosure/audit.h"
#include "core/disclosure/suppression.h"
#include "core/numeric/random.h"

#include <stdio.h>
#include <stdlib.h>

/* Labels of a side, 'a' and so on. */
enum {SIDE = 10, CELLS = SIDE * SIDE};

/* A table in words of its own: a parent is a place before its parts, -1 for none. */
typedef struct Plain
{
	int			count[2];
	int			parent[2][SIDE];
	bool		is_there[SIDE][SIDE];
	double		value[SIDE][SIDE];
} Plain;

/* The same for the code under test, by cell. */
typedef struct Tested
{
	CmSums		sums;
	uint32_t	cells;
	double		value[CELLS];
	uint8_t		primary[CELLS];
	uint8_t		eligible[CELLS];
	CmCost		cost[CELLS];
	uint8_t		hidden[CELLS];
	uint8_t		exposed[CELLS];
} Tested;

static const char letters[] = "abcdefghij";

/* Random tables ------------------------------------------------------------ */

static void
draw_tree(int *parent, int count, bool total)
{
	for (int k = 0; k < count; k++)
		parent[k] = k == 0 || (!total && test_below(4) == 0) ? -1 : (int) test_below((uint64_t) (test_below(2) ? k : (k + 1) / 2));
}

static bool
has_parts(const int *parent, int count, int node)
{
	for (int k = 0; k < count; k++)
		if (parent[k] == node)
			return true;
	return false;
}

/* Adds a cell of the lowest level to all that it is part of. */
static void
add_leaf(Plain *p, int region, int industry, double value)
{
	for (int r = region; r >= 0; r = p->parent[0][r])
		for (int i = industry; i >= 0; i = p->parent[1][i])
		{
			p->is_there[r][i] = true;
			p->value[r][i] += value;
		}
}

static void
draw_table(Plain *p, int most)
{
	bool		total = test_below(3) > 0;
	uint64_t	filled = 1 + test_below(4);

	*p = (Plain) {.count = {0}};
	for (int side = 0; side < 2; side++)
	{
		p->count[side] = 1 + (int) test_below((uint64_t) most);
		draw_tree(p->parent[side], p->count[side], total);
	}
	for (int r = 0; r < p->count[0]; r++)
		for (int i = 0; i < p->count[1]; i++)
			if (!has_parts(p->parent[0], p->count[0], r) && !has_parts(p->parent[1], p->count[1], i) && test_below(5) <= filled)
				add_leaf(p, r, i, (double) (test_below(3) ? test_below(4) : test_below(40)));
	if (!total)
		for (int k = 0; k < 5; k++)
			p->is_there[test_below(SIDE)][test_below(SIDE)] = false;
}

static void
open_tree(CmTree *tree, const int *parent, int count)
{
	CmText		label[SIDE],
				part[SIDE],
				whole[SIDE],
				faulty;
	uint32_t	pairs = 0;

	for (int k = 0; k < count; k++)
	{
		label[k] = (CmText) {letters + k, 1};
		if (parent[k] < 0)
			continue;
		part[pairs] = label[k];
		whole[pairs++] = (CmText) {letters + parent[k], 1};
	}
	assert_int_equal(cm_tree_of_pairs(tree, test_host(), label, (uint32_t) count, part, whole, pairs, &faulty), CM_TREE_SOUND);
}

/* Cells below 3 are primary; cells come in an order by chance, or as they are. */
static void
open_tested(Tested *t, const Plain *p, bool shuffled)
{
	CmTree		tree[2];
	uint32_t	region[CELLS],
				industry[CELLS],
				place[CELLS],
				twice;

	*t = (Tested) {.cells = 0};
	for (int side = 0; side < 2; side++)
		open_tree(&tree[side], p->parent[side], p->count[side]);
	for (uint32_t r = 0; r < (uint32_t) p->count[0]; r++)
		for (uint32_t i = 0; i < (uint32_t) p->count[1]; i++)
		{
			uint32_t	at = t->cells;

			if (!p->is_there[r][i])
				continue;
			if (shuffled)
				at = (uint32_t) test_below(t->cells + 1);
			region[t->cells] = region[at];
			industry[t->cells++] = industry[at];
			region[at] = r;
			industry[at] = i;
		}
	assert_true(cm_sums_open(&t->sums, test_host(), &tree[0], &tree[1], region, industry, t->cells, place, &twice));
	for (uint32_t k = 0; k < t->cells; k++)
	{
		double		value = p->value[region[k]][industry[k]];

		t->value[place[k]] = value;
		t->primary[place[k]] = value < 3;
		t->eligible[place[k]] = value > 0;
		t->cost[place[k]] = (CmCost) {1, value};
	}
}

static CmDemand
demand_of(const Tested *t, bool singletons)
{
	return (CmDemand) {
		.sums = &t->sums,
		.value = t->value,
		.primary = t->primary,
		.eligible = t->eligible,
		.cost = t->cost,
		.firms = singletons ? t->value : NULL
	};
}

static void
suppress(Tested *t, bool singletons)
{
	CmDemand	demand = demand_of(t, singletons);

	cm_suppress(test_host(), &demand, t->hidden, t->exposed);
}

static void
close_tested(Tested *t)
{
	cm_sums_close(&t->sums, test_host());
	assert_int_equal(test_allocations(), 0);
}

/* Dense elimination -------------------------------------------------------- */

/* Sums as rows over cells, those that are not hidden left out, in doubles: entries stay small rationals. */
typedef struct Dense
{
	uint32_t	rows;
	double		entry[2 * CELLS][CELLS];
} Dense;

static void
fill(Dense *m, const Tested *t, const uint8_t *hidden)
{
	m->rows = 0;
	for (int side = 0; side < 2; side++)
	{
		const uint32_t *above = side == 0 ? t->sums.above_region : t->sums.above_industry;

		for (uint32_t whole = 0; whole < t->cells; whole++)
		{
			bool		any = false;

			memset(m->entry[m->rows], 0, sizeof(m->entry[0]));
			for (uint32_t k = 0; k < t->cells; k++)
				if (above[k] == whole)
				{
					any = true;
					m->entry[m->rows][k] = hidden[k];
				}
			m->entry[m->rows][whole] = -(double) hidden[whole];
			m->rows += any;
		}
	}
}

static bool
is_nothing(double x)
{
	return x < 1e-7 && x > -1e-7;
}

/* Eliminates with the largest entry of each column; a cell is known if a row is left that has no other one. */
static void
find_known(const Tested *t, const uint8_t *hidden, bool *known)
{
	static Dense m;
	uint32_t	rank = 0;

	fill(&m, t, hidden);
	for (uint32_t c = 0; c < t->cells; c++)
	{
		uint32_t	pivot = rank;

		known[c] = false;
		for (uint32_t r = rank; r < m.rows; r++)
			if (m.entry[r][c] * m.entry[r][c] > m.entry[pivot][c] * m.entry[pivot][c])
				pivot = r;
		if (rank == m.rows || is_nothing(m.entry[pivot][c]))
			continue;
		for (uint32_t k = 0; k < t->cells; k++)
		{
			double		swapped = m.entry[pivot][k];

			m.entry[pivot][k] = m.entry[rank][k];
			m.entry[rank][k] = swapped;
		}
		for (uint32_t r = 0; r < m.rows; r++)
		{
			double		factor = m.entry[r][c] / m.entry[rank][c];

			for (uint32_t k = 0; k < t->cells && r != rank && factor != 0; k++)
				m.entry[r][k] -= factor * m.entry[rank][k];
		}
		rank++;
	}
	for (uint32_t r = 0; r < rank; r++)
	{
		uint32_t	entries = 0,
					cell = 0;

		for (uint32_t k = 0; k < t->cells; k++)
			if (!is_nothing(m.entry[r][k]))
			{
				entries++;
				cell = k;
			}
		known[cell] |= entries == 1;
	}
}

/* What must hold of any pattern ---------------------------------------------- */

static void
check_pattern(const Tested *t)
{
	for (uint32_t k = 0; k < t->cells; k++)
	{
		assert_true(!t->primary[k] || t->hidden[k]);
		assert_true(t->primary[k] || !t->hidden[k] || t->eligible[k]);
		assert_true(t->primary[k] || !t->exposed[k]);
	}
}

static int unz, unable, exposures, primaries, secondaries, cells;

/* Hidden cells are not known, unless exposed: by dense elimination, and by the audit, which knows that nothing is negative. */
static void
check_safe(const Tested *t, bool singletons)
{
	uint8_t		found[CELLS],
				most[CELLS];
	uint32_t	by[CELLS];
	bool		known[CELLS];

	find_known(t, t->hidden, known);
	cm_audit(test_host(), &t->sums, t->value, singletons ? t->value : NULL, t->hidden, NULL, found, by);
	for (uint32_t k = 0; k < t->cells; k++)
	{
		assert_true(!t->hidden[k] || !known[k] || t->exposed[k]);
		if (t->primary[k])
			assert_int_equal(t->exposed[k], found[k] != CM_FOUND_NOTHING);
		most[k] = t->primary[k] || t->eligible[k];
		exposures += t->exposed[k];
		primaries += t->primary[k];
		secondaries += t->hidden[k] && !t->primary[k];
	}
	cells += t->cells;
	cm_audit(test_host(), &t->sums, t->value, singletons ? t->value : NULL, most, NULL, found, by);
	for (uint32_t k = 0; k < t->cells; k++)
		if (t->exposed[k] && found[k] == CM_FOUND_NOTHING) { unable++; if (t->value[k] == 0) unz++; }
}

static void
check_random(bool singletons)
{
	for (int n = 0; n < 3000; n++)
	{
		Plain		p;
		Tested		t;

		test_seed((uint64_t) n);
		draw_table(&p, n % 2 ? 6 : SIDE);
		open_tested(&t, &p, false);
		suppress(&t, singletons);
		check_pattern(&t);
		check_safe(&t, singletons);
		close_tested(&t);
	}
	printf("# singletons %d: cells %d primaries %d secondaries %d exposed %d unable %d %d\n", singletons, cells, primaries, secondaries, exposures, unable, unz);
	unable = exposures = primaries = secondaries = cells = 0;
}

static void
test_safe(void **state)
{
	check_random(false);
}

static void
test_singletons(void **state)
{
	check_random(true);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_safe),
		cmocka_unit_test(test_singletons)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
