/*
 * plain_table.c: small tables with two hierarchies, and what their sums tell by dense matrices.
 */
#include "plain_table.h"

/* Tables ----------------------------------------------------------------- */

static void
draw_side(Plain *p, int side)
{
	int			roots = 1 + (int) test_below(2);

	p->count[side] = 2 + (int) test_below(SIDE - 1);
	for (int k = 0; k < p->count[side]; k++)
	{
		int			parent = k < roots ? -1 : (int) test_below((uint64_t) k);

		/* Not below what is at the third level already. */
		while (parent >= 0 && p->parent[side][parent] >= 0 && p->parent[side][p->parent[side][parent]] >= 0)
			parent = p->parent[side][parent];
		p->parent[side][k] = parent;
	}
}

static void
draw(Plain *p, int missing)
{
	int			hidden = 20 + (int) test_below(70);

	*p = (Plain) {0};
	draw_side(p, 0);
	draw_side(p, 1);
	for (int r = 0; r < p->count[0]; r++)
		for (int i = 0; i < p->count[1]; i++)
		{
			p->is_there[r][i] = (int) test_below(100) >= missing;
			p->is_hidden[r][i] = (int) test_below(100) < hidden;
		}
}

void
plain_draw(Plain *p)
{
	draw(p, (int) test_below(30));
}

bool
plain_is_within(const Plain *p, int side, int node, int whole)
{
	while (node >= 0 && node != whole)
		node = p->parent[side][node];
	return node == whole;
}

static bool
has_parts(const Plain *p, int side, int node)
{
	for (int k = 0; k < p->count[side]; k++)
		if (p->parent[side][k] == node)
			return true;
	return false;
}

void
plain_draw_complete(Plain *p, int least)
{
	draw(p, 0);
	for (int k = 0; k < CELLS; k++)
		if (p->is_there[k / SIDE][k % SIDE] && !has_parts(p, 0, k / SIDE) && !has_parts(p, 1, k % SIDE))
		{
			int			value = least + (int) test_below(4);

			for (int r = 0; r < p->count[0]; r++)
				for (int i = 0; i < p->count[1]; i++)
					if (plain_is_within(p, 0, k / SIDE, r) && plain_is_within(p, 1, k % SIDE, i))
						p->value[r][i] += value;
		}
}

Plain
plain_flat(int regions, int industries)
{
	Plain		p = {.count = {regions + 1, industries + 1}};

	for (int k = 0; k < SIDE; k++)
		p.parent[0][k] = p.parent[1][k] = k == 0 ? -1 : 0;
	for (int k = 0; k < CELLS; k++)
		p.is_there[k / SIDE][k % SIDE] = true;
	return p;
}

void
plain_open(const Plain *p, CmSums *sums, int cell_of[SIDE][SIDE])
{
	const int  *const parent[2] = {p->parent[0], p->parent[1]};
	SmallCells	cells;

	test_open_sums(sums, &cells, parent, p->count, &p->is_there[0][0], SIDE);
	for (uint32_t k = 0; k < cells.count; k++)
		cell_of[cells.region[k]][cells.industry[k]] = (int) cells.place[k];
}

/* Dense matrices --------------------------------------------------------- */

int64_t
dense_inverse(int64_t a)
{
	int64_t		result = 1;

	for (int64_t exponent = PLAIN_PRIME - 2; exponent > 0; exponent /= 2, a = a * a % PLAIN_PRIME)
		if (exponent % 2 == 1)
			result = result * a % PLAIN_PRIME;
	return result;
}

static void
take_row(Dense *m, int to, int from, int column)
{
	int64_t		factor = m->entry[to][column];

	for (int c = 0; c < m->columns && factor != 0; c++)
		m->entry[to][c] = (m->entry[to][c] + (PLAIN_PRIME - factor) * m->entry[from][c]) % PLAIN_PRIME;
}

static void
lead_with(Dense *m, int rank, int from, int column)
{
	int64_t		inverse = dense_inverse(m->entry[from][column]);

	for (int k = 0; k < m->columns; k++)
	{
		int64_t		swapped = m->entry[from][k];

		m->entry[from][k] = m->entry[rank][k];
		m->entry[rank][k] = swapped * inverse % PLAIN_PRIME;
	}
}

void
dense_reduce(Dense *m)
{
	int			rank = 0;

	for (int c = 0; c < m->columns && rank < m->rows; c++)
	{
		int			r = rank;

		while (r < m->rows && m->entry[r][c] == 0)
			r++;
		if (r == m->rows)
			continue;
		lead_with(m, rank, r, c);
		for (int k = 0; k < m->rows; k++)
			if (k != rank)
				take_row(m, k, rank, c);
		rank++;
	}
	m->rows = rank;
}

int64_t *
dense_add(Dense *m)
{
	assert_true(m->rows < ROWS);
	memset(m->entry[m->rows], 0, sizeof(m->entry[0]));
	return m->entry[m->rows++];
}

bool
dense_tells(const Dense *m, int unknown)
{
	for (int r = 0; r < m->rows; r++)
	{
		int			others = 0;

		for (int c = 0; c < m->columns; c++)
			others += c != unknown && m->entry[r][c] != 0;
		if (m->entry[r][unknown] != 0 && others == 0)
			return true;
	}
	return false;
}

bool
dense_bonds(const Dense *m, int unknown, int other)
{
	static Dense with;

	with.rows = m->rows;
	with.columns = m->columns;
	memcpy(with.entry, m->entry, (size_t) m->rows * sizeof(m->entry[0]));
	dense_add(&with)[unknown] = 1;
	dense_reduce(&with);
	return dense_tells(&with, other);
}

static void
add_row(Dense *m, const int row[SIDE][SIDE], int unknown_of[SIDE][SIDE])
{
	int64_t    *entry = dense_add(m);

	for (int k = 0; k < CELLS; k++)
		if (unknown_of[k / SIDE][k % SIDE] >= 0)
			entry[unknown_of[k / SIDE][k % SIDE]] = (row[k / SIDE][k % SIDE] + PLAIN_PRIME) % PLAIN_PRIME;
}

/* Is a cell part of another one of the table, along a side, and of none between them? */
static bool
is_part(const Plain *p, int side, int region, int industry, int whole)
{
	int			node = p->parent[side][side == 0 ? region : industry];

	while (node >= 0 && !p->is_there[side == 0 ? node : region][side == 1 ? node : industry])
		node = p->parent[side][node];
	return node == whole && p->is_there[region][industry];
}

/* The sum that a cell is of its parts along a side, if there are any. */
static void
write_sum(const Plain *p, int side, int region, int industry, Dense *m, int unknown_of[SIDE][SIDE])
{
	int			row[SIDE][SIDE] = {{0}};
	bool		any = false;

	for (int part = 0; part < p->count[side]; part++)
	{
		int			r = side == 0 ? part : region,
					i = side == 1 ? part : industry;

		if (!is_part(p, side, r, i, side == 0 ? region : industry))
			continue;
		row[r][i] = -1;
		any = true;
	}
	row[region][industry] = 1;
	if (any && p->is_there[region][industry])
		add_row(m, row, unknown_of);
}

void
plain_write(const Plain *p, Dense *m, int unknown_of[SIDE][SIDE])
{
	m->rows = m->columns = 0;
	for (int r = 0; r < SIDE; r++)
		for (int i = 0; i < SIDE; i++)
			unknown_of[r][i] = r < p->count[0] && i < p->count[1] && p->is_there[r][i] && p->is_hidden[r][i] ? m->columns++ : -1;
	for (int side = 0; side < 2; side++)
		for (int r = 0; r < p->count[0]; r++)
			for (int i = 0; i < p->count[1]; i++)
				write_sum(p, side, r, i, m, unknown_of);
	for (int q = 0; q < p->equations; q++)
		add_row(m, p->times[q], unknown_of);
	dense_reduce(m);
}
