/*
 * test_freedom.c: what sums give away, against ranks of dense matrices modulo another prime.
 */
#include "host.h"

#include "core/disclosure/freedom.h"

#include <stdio.h>
#include <stdlib.h>

/* Labels of a side, 'a' and so on, and the parts of the table; by region, then by industry. */
enum {SIDE = 9, CELLS = SIDE * SIDE, ROWS = 3 * CELLS};

/* A table in words of its own: a parent is a place before its parts, -1 for none. */
typedef struct Plain
{
	int			count[2];
	int			parent[2][SIDE];
	bool		is_there[SIDE][SIDE];
	bool		is_hidden[SIDE][SIDE];
	int			equations;			/* derived */
	int			times[4][SIDE][SIDE];
} Plain;

/* The same for the code under test. */
typedef struct Tested
{
	CmSums		sums;
	CmDerived	derived;
	uint8_t    *hidden;
	uint64_t   *one;
	uint64_t   *two;
	int			cell_of[SIDE][SIDE];
} Tested;

static const char letters[] = "abcdefghi";

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

static void
open_derived(CmDerived *d, const Plain *p, int cell_of[SIDE][SIDE])
{
	uint64_t	entries = 0;

	*d = (CmDerived) {.equations = (uint32_t) p->equations};
	d->start = cm_zeros(test_host(), 5, sizeof(uint64_t));
	d->cell = cm_zeros(test_host(), 4 * CELLS + 1, sizeof(uint32_t));
	d->coefficient = cm_zeros(test_host(), 4 * CELLS + 1, sizeof(uint64_t));
	for (int q = 0; q < p->equations; q++)
	{
		/* backwards: an equation may name cells in any order */
		for (int k = CELLS; k-- > 0;)
			if (p->is_there[k / SIDE][k % SIDE] && p->times[q][k / SIDE][k % SIDE] != 0)
			{
				d->cell[entries] = (uint32_t) cell_of[k / SIDE][k % SIDE];
				d->coefficient[entries++] = cm_modular_of_double(p->times[q][k / SIDE][k % SIDE] / 8.0);
			}
		d->start[q + 1] = entries;
	}
}

static void
open_tested(Tested *t, const Plain *p)
{
	CmTree		tree[2];
	uint32_t	region[CELLS],
				industry[CELLS],
				place[CELLS],
				twice,
				count = 0;

	for (int side = 0; side < 2; side++)
		open_tree(&tree[side], p->parent[side], p->count[side]);
	for (int r = 0; r < p->count[0]; r++)
		for (int i = 0; i < p->count[1]; i++)
			if (p->is_there[r][i])
			{
				region[count] = (uint32_t) r;
				industry[count++] = (uint32_t) i;
			}
	assert_true(cm_sums_open(&t->sums, test_host(), &tree[0], &tree[1], region, industry, count, place, &twice));
	t->hidden = cm_zeros(test_host(), count + 1, 1);
	t->one = cm_zeros(test_host(), count + 1, sizeof(uint64_t));
	t->two = cm_zeros(test_host(), count + 1, sizeof(uint64_t));
	for (uint32_t k = 0; k < count; k++)
	{
		t->cell_of[region[k]][industry[k]] = (int) place[k];
		t->hidden[place[k]] = p->is_hidden[region[k]][industry[k]];
	}
	open_derived(&t->derived, p, t->cell_of);
	cm_freedom(test_host(), &t->sums, t->hidden, p->equations > 0 ? &t->derived : NULL, t->one, t->two);
}

static void
close_tested(Tested *t)
{
	cm_sums_close(&t->sums, test_host());
	cm_release(test_host(), t->hidden);
	cm_release(test_host(), t->one);
	cm_release(test_host(), t->two);
	cm_release(test_host(), t->derived.start);
	cm_release(test_host(), t->derived.cell);
	cm_release(test_host(), t->derived.coefficient);
	assert_int_equal(test_allocations(), 0);
}

static bool
gives_away(const Tested *t, int region, int industry)
{
	int			c = t->cell_of[region][industry];

	return cm_is_given_away(t->one[c], t->two[c]);
}

static bool
bonded(const Tested *t, int r, int i, int s, int j)
{
	int			a = t->cell_of[r][i],
				b = t->cell_of[s][j];

	return cm_bond(t->one[a], t->two[a]) == cm_bond(t->one[b], t->two[b]);
}

/* Dense matrices --------------------------------------------------------- */

static const int64_t prime = 998244353;

typedef struct Dense
{
	int			rows;
	int			columns;
	int64_t		entry[ROWS][CELLS];
} Dense;

static int64_t
power(int64_t a, int64_t exponent)
{
	int64_t		result = 1;

	for (; exponent > 0; exponent /= 2, a = a * a % prime)
		if (exponent % 2 == 1)
			result = result * a % prime;
	return result;
}

static void
take_row(Dense *m, int to, int from, int column)
{
	int64_t		factor = m->entry[to][column];

	for (int c = 0; c < m->columns && factor != 0; c++)
		m->entry[to][c] = (m->entry[to][c] + (prime - factor) * m->entry[from][c]) % prime;
}

/* Reduces rows to those that begin with a 1 that is alone in its column. */
static void
reduce(Dense *m)
{
	int			rank = 0;

	for (int c = 0; c < m->columns && rank < m->rows; c++)
	{
		int			r = rank;
		int64_t		inverse;

		while (r < m->rows && m->entry[r][c] == 0)
			r++;
		if (r == m->rows)
			continue;
		for (int k = 0; k < m->columns; k++)
		{
			int64_t		swapped = m->entry[r][k];

			m->entry[r][k] = m->entry[rank][k];
			m->entry[rank][k] = swapped;
		}
		inverse = power(m->entry[rank][c], prime - 2);
		for (int k = 0; k < m->columns; k++)
			m->entry[rank][k] = m->entry[rank][k] * inverse % prime;
		for (int k = 0; k < m->rows; k++)
			if (k != rank)
				take_row(m, k, rank, c);
		rank++;
	}
	m->rows = rank;
}

/* Of a reduced matrix: is an unknown told, which is a row of its own? */
static bool
is_told(const Dense *m, int unknown)
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

static void
add_row(Dense *m, int row[SIDE][SIDE], int unknown_of[SIDE][SIDE])
{
	for (int c = 0; c < m->columns; c++)
		m->entry[m->rows][c] = 0;
	for (int k = 0; k < CELLS; k++)
		if (unknown_of[k / SIDE][k % SIDE] >= 0)
			m->entry[m->rows][unknown_of[k / SIDE][k % SIDE]] = (row[k / SIDE][k % SIDE] + prime) % prime;
	m->rows++;
}

/* All sums of a table, from what a sum is. */
static void
write_sums(const Plain *p, Dense *m, int unknown_of[SIDE][SIDE])
{
	for (int side = 0; side < 2; side++)
		for (int r = 0; r < p->count[0]; r++)
			for (int i = 0; i < p->count[1]; i++)
			{
				int			row[SIDE][SIDE] = {{0}};
				bool		any = false;

				for (int part = 0; part < p->count[side]; part++)
				{
					int			s = side == 0 ? part : r,
								j = side == 1 ? part : i;

					if (p->parent[side][part] != (side == 0 ? r : i) || !p->is_there[s][j])
						continue;
					row[s][j] = -1;
					any = true;
				}
				row[r][i] = 1;
				if (any && p->is_there[r][i])
					add_row(m, row, unknown_of);
			}
}

static int
write_system(const Plain *p, Dense *m, int unknown_of[SIDE][SIDE])
{
	*m = (Dense) {0};
	for (int r = 0; r < SIDE; r++)
		for (int i = 0; i < SIDE; i++)
			unknown_of[r][i] = r < p->count[0] && i < p->count[1] && p->is_there[r][i] && p->is_hidden[r][i] ? m->columns++ : -1;
	write_sums(p, m, unknown_of);
	for (int q = 0; q < p->equations; q++)
		add_row(m, (int (*)[SIDE]) p->times[q], unknown_of);
	reduce(m);
	return m->columns;
}

/* Compares all cells, and all pairs of those that are not given away. */
static void
compare(const Plain *p, int *given, int *bonds)
{
	static Dense m,
				with;
	int			unknown_of[SIDE][SIDE];
	Tested		t;

	open_tested(&t, p);
	write_system(p, &m, unknown_of);
	for (int k = 0; k < CELLS; k++)
	{
		int			r = k / SIDE,
					i = k % SIDE,
					u = unknown_of[r][i];

		if (u < 0)
		{
			if (r < p->count[0] && i < p->count[1] && p->is_there[r][i])
				assert_true(t.one[t.cell_of[r][i]] == 0 && t.two[t.cell_of[r][i]] == 0);
			continue;
		}
		assert_int_equal(gives_away(&t, r, i), is_told(&m, u));
		*given += is_told(&m, u);
		if (is_told(&m, u))
			continue;
		with = m;
		for (int c = 0; c < m.columns; c++)
			with.entry[with.rows][c] = c == u;
		with.rows++;
		reduce(&with);
		for (int l = k + 1; l < CELLS; l++)
		{
			int			v = unknown_of[l / SIDE][l % SIDE];

			if (v < 0 || is_told(&m, v))
				continue;
			assert_int_equal(bonded(&t, r, i, l / SIDE, l % SIDE), is_told(&with, v));
			*bonds += is_told(&with, v);
		}
	}
	close_tested(&t);
}

/* Tables ----------------------------------------------------------------- */

/* A side of up to three levels; now and then flat, or of parts without a whole. */
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
draw(Plain *p)
{
	int			missing = (int) test_below(30),
				hidden = 20 + (int) test_below(70);

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

static void
random_tables(void **state)
{
	int			given = 0,
				bonds = 0;

	for (int n = 0; n < 3000; n++)
	{
		Plain		p;

		draw(&p);
		compare(&p, &given, &bonds);
	}
	/* There is something to be found. */
	assert_true(given > 1000 && bonds > 1000);
	(void) state;
}

static void
random_derived(void **state)
{
	int			given = 0,
				bonds = 0;

	for (int n = 0; n < 1000; n++)
	{
		Plain		p;

		draw(&p);
		p.equations = 1 + (int) test_below(4);
		for (int q = 0; q < p.equations; q++)
			for (uint64_t terms = test_below(5); terms-- > 0;)
				p.times[q][test_below((uint64_t) p.count[0])][test_below((uint64_t) p.count[1])] = (int) test_below(9) - 4;
		compare(&p, &given, &bonds);
	}
	assert_true(given > 300 && bonds > 300);
	(void) state;
}

/* A total with its parts on both sides. */
static Plain
flat_table(int regions, int industries)
{
	Plain		p = {.count = {regions + 1, industries + 1}};

	for (int k = 0; k < SIDE; k++)
		p.parent[0][k] = p.parent[1][k] = k == 0 ? -1 : 0;
	for (int k = 0; k < CELLS; k++)
		p.is_there[k / SIDE][k % SIDE] = true;
	return p;
}

/* One hidden cell is the rest of its row; two of a row are those of their columns; four of a rectangle are none, and know each other. */
static void
rectangles(void **state)
{
	Plain		p = flat_table(3, 3);
	Tested		t;

	p.is_hidden[1][1] = true;
	open_tested(&t, &p);
	assert_true(gives_away(&t, 1, 1));
	close_tested(&t);
	p.is_hidden[1][2] = true;
	open_tested(&t, &p);
	assert_true(gives_away(&t, 1, 1) && gives_away(&t, 1, 2));
	close_tested(&t);
	p.is_hidden[2][1] = p.is_hidden[2][2] = true;
	open_tested(&t, &p);
	for (int k = 0; k < 4; k++)
	{
		assert_false(gives_away(&t, 1 + k / 2, 1 + k % 2));
		assert_true(bonded(&t, 1, 1, 1 + k / 2, 1 + k % 2));
	}
	close_tested(&t);
	/* A third row frees them from each other; what is in a corner stays alone with it. */
	p.is_hidden[3][1] = p.is_hidden[3][2] = true;
	open_tested(&t, &p);
	assert_true(!bonded(&t, 1, 1, 2, 1) && bonded(&t, 1, 1, 1, 2) && bonded(&t, 3, 1, 3, 2));
	close_tested(&t);
	(void) state;
}

/*
 * Two tables, each of them safe by itself, are not together: a state (0) of counties 1
 * and 2 has industries 1 and 2, and 2 has parts 3 and 4.  Hidden are the
 * counties' industry 2, part 3 in both counties and part 4 in the first.  Industry 1 is
 * shown, so that 2 is the rest of each county's total; then the second county's part 3
 * is the rest of 2, the first's the rest of the state's part 3, and part 4 is left.
 */
static void
together(void **state)
{
	Plain		p = {.count = {3, 5}, .parent = {{-1, 0, 0}, {-1, 0, 0, 2, 2}}};
	Tested		t;

	for (int k = 0; k < CELLS; k++)
		p.is_there[k / SIDE][k % SIDE] = true;
	p.is_hidden[1][2] = p.is_hidden[2][2] = p.is_hidden[1][3] = p.is_hidden[2][3] = p.is_hidden[1][4] = p.is_hidden[2][4] = true;
	/* Without totals of counties all is safe: x moves up in one of them, down in the other. */
	p.is_hidden[1][1] = p.is_hidden[2][1] = true;
	open_tested(&t, &p);
	for (int r = 1; r <= 2; r++)
		for (int i = 1; i <= 4; i++)
			assert_false(gives_away(&t, r, i));
	close_tested(&t);
	p.is_hidden[1][1] = p.is_hidden[2][1] = p.is_hidden[2][4] = false;
	open_tested(&t, &p);
	for (int r = 1; r <= 2; r++)
		for (int i = 2; i <= 4; i++)
			assert_true(!p.is_hidden[r][i] || gives_away(&t, r, i));
	close_tested(&t);
	(void) state;
}

/* No cells, none hidden, all of them: the total of all hidden is free. */
static void
at_the_ends(void **state)
{
	Plain		p = flat_table(8, 8);
	int			given = 0,
				bonds = 0;
	Tested		t;

	compare(&p, &given, &bonds);
	for (int k = 0; k < CELLS; k++)
		p.is_hidden[k / SIDE][k % SIDE] = true;
	compare(&p, &given, &bonds);
	assert_int_equal(given, 0);
	assert_int_equal(bonds, 0);
	p = flat_table(1, 1);
	memset(p.is_there, 0, sizeof(p.is_there));
	open_tested(&t, &p);
	assert_int_equal(t.sums.cells, 0);
	close_tested(&t);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_tables),
		cmocka_unit_test(random_derived),
		cmocka_unit_test(rectangles),
		cmocka_unit_test(together),
		cmocka_unit_test(at_the_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
