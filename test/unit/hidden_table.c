/*
 * hidden_table.c: small tables with hidden cells, for tests.
 */
#include "hidden_table.h"

#include <math.h>

void
test_open_cells(HiddenCells *c, const HiddenTable *t)
{
	const int  *const parent[2] = {t->parent[0], t->parent[1]};
	SmallCells	cells;
	uint32_t	count;

	test_open_sums(&c->sums, &cells, parent, t->count, &t->there[0][0], TABLE_SIDE);
	count = cells.count;
	c->hidden = cm_zeros(test_host(), count + 1, 1);
	c->value = cm_zeros(test_host(), count + 1, sizeof(double));
	c->least = cm_zeros(test_host(), count + 1, sizeof(double));
	c->most = cm_zeros(test_host(), count + 1, sizeof(double));
	for (uint32_t k = 0; k < count; k++)
	{
		uint32_t	r = cells.region[k],
					i = cells.industry[k],
					cell = cells.place[k];

		c->at[r][i] = cell;
		c->hidden[cell] = t->hidden[r][i];
		c->value[cell] = t->value[r][i];
		c->least[cell] = t->least[r][i];
		c->most[cell] = t->most[r][i];
	}
}

void
test_close_cells(HiddenCells *c)
{
	cm_sums_close(&c->sums, test_host());
	cm_release(test_host(), c->hidden);
	cm_release(test_host(), c->value);
	cm_release(test_host(), c->least);
	cm_release(test_host(), c->most);
}

/* A tree of chance, of which some have no total. */
static void
draw_side(HiddenTable *t, int side, uint64_t nodes)
{
	bool		flat = test_below(5) == 0;

	t->count[side] = (int) (2 + test_below(nodes - 1));
	for (int k = 0; k < t->count[side]; k++)
	{
		int			p = k == 0 || (flat && test_below(2) == 0) ? -1 : (int) test_below((uint64_t) k);

		/* no deeper than three levels */
		if (p >= 0 && t->parent[side][p] >= 0 && t->parent[side][t->parent[side][p]] >= 0)
			p = t->parent[side][p];
		t->parent[side][k] = p;
	}
}

static bool
is_leaf(const HiddenTable *t, int side, int node)
{
	for (int k = 0; k < t->count[side]; k++)
		if (t->parent[side][k] == node)
			return false;
	return true;
}

/* Values of the smallest cells; parts come after what they are parts of, so sums are done backwards. */
static void
draw_values(HiddenTable *t, bool whole_numbers)
{
	bool		leaf[2][TABLE_SIDE];

	for (int side = 0; side < 2; side++)
		for (int k = 0; k < t->count[side]; k++)
			leaf[side][k] = is_leaf(t, side, k);
	for (int r = t->count[0]; r-- > 0;)
		for (int i = t->count[1]; i-- > 0;)
		{
			double		sum = 0;

			if (leaf[0][r] && leaf[1][i])
				sum = test_below(3) == 0 ? 0 : whole_numbers ? (double) test_below(12) : 12 * test_uniform();
			else if (!leaf[0][r])
				for (int k = 0; k < t->count[0]; k++)
					sum += t->parent[0][k] == r ? t->value[k][i] : 0;
			else
				for (int k = 0; k < t->count[1]; k++)
					sum += t->parent[1][k] == i ? t->value[r][k] : 0;
			t->value[r][i] = sum;
		}
}

/* The node of a cell that another one is part of along a side, or -1. */
static int
above(const HiddenTable *t, int side, int r, int i)
{
	int			node = t->parent[side][side == 0 ? r : i];

	while (node >= 0 && !(side == 0 ? t->there[node][i] : t->there[r][node]))
		node = t->parent[side][node];
	return node;
}

/* Do sums of a side hold without a cell, whose parts take its place? */
static bool
is_spare(const HiddenTable *t, int side, int r, int i)
{
	double		parts = 0;

	if (above(t, side, r, i) < 0)
		return true;
	for (int k = 0; k < t->count[side]; k++)
	{
		int			row = side == 0 ? k : r,
					column = side == 0 ? i : k;

		if (t->there[row][column] && above(t, side, row, column) == (side == 0 ? r : i))
			parts += t->value[row][column];
	}
	return fabs(parts - t->value[r][i]) < 1e-9;
}

/* Some cells that are not needed are missing. */
static void
draw_missing(HiddenTable *t)
{
	uint64_t	share = 2 + 4 * test_below(3);

	for (int r = 0; r < t->count[0]; r++)
		for (int i = 0; i < t->count[1]; i++)
			t->there[r][i] = true;
	for (int r = 0; r < t->count[0]; r++)
		for (int i = 0; i < t->count[1]; i++)
			if (test_below(share) == 0)
				t->there[r][i] = !(is_spare(t, 0, r, i) && is_spare(t, 1, r, i));
}

void
test_random_table(HiddenTable *t, uint64_t nodes, bool whole_numbers, bool bounds)
{
	uint64_t	share = 2 + test_below(8);

	memset(t, 0, sizeof(*t));
	for (int side = 0; side < 2; side++)
		draw_side(t, side, nodes);
	draw_values(t, whole_numbers);
	draw_missing(t);
	for (int r = 0; r < t->count[0]; r++)
		for (int i = 0; i < t->count[1]; i++)
		{
			double		x = t->value[r][i];

			t->hidden[r][i] = test_below(10) < share;
			t->least[r][i] = bounds && test_below(2) == 0 ? floor(x / 2) : NAN;
			t->most[r][i] = bounds && test_below(2) == 0 ? ceil(x * (1 + test_uniform())) : NAN;
		}
}
