/*
 * test_freedom.c: what sums give away, against ranks of dense matrices modulo another prime.
 */
#include "plain_table.h"

#include "core/disclosure/freedom.h"

/* The table for the code under test. */
typedef struct Tested
{
	CmSums		sums;
	CmDerived	derived;
	uint8_t    *hidden;
	uint64_t   *one;
	uint64_t   *two;
	int			cell_of[SIDE][SIDE];
} Tested;

static void
open_derived(CmDerived *d, const Plain *p, int cell_of[SIDE][SIDE])
{
	uint64_t	entries = 0;

	*d = (CmDerived) {.equations = (uint32_t) p->equations};
	d->start = cm_zeros(test_host(), EQUATIONS + 1, sizeof(uint64_t));
	d->cell = cm_zeros(test_host(), EQUATIONS * CELLS + 1, sizeof(uint32_t));
	d->coefficient = cm_zeros(test_host(), EQUATIONS * CELLS + 1, sizeof(uint64_t));
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
	plain_open(p, &t->sums, t->cell_of);
	t->hidden = cm_zeros(test_host(), t->sums.cells + 1, 1);
	t->one = cm_zeros(test_host(), t->sums.cells + 1, sizeof(uint64_t));
	t->two = cm_zeros(test_host(), t->sums.cells + 1, sizeof(uint64_t));
	for (int r = 0; r < p->count[0]; r++)
		for (int i = 0; i < p->count[1]; i++)
			if (p->is_there[r][i])
				t->hidden[t->cell_of[r][i]] = p->is_hidden[r][i];
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

/* Compares a hidden cell, and it with all later ones that are not given away. */
static void
compare_cell(const Tested *t, const Dense *m, int unknown_of[SIDE][SIDE], int k, int *given, int *bonds)
{
	int			u = unknown_of[k / SIDE][k % SIDE];

	assert_int_equal(gives_away(t, k / SIDE, k % SIDE), dense_tells(m, u));
	*given += dense_tells(m, u);
	for (int l = k + 1; l < CELLS && !dense_tells(m, u); l++)
	{
		int			v = unknown_of[l / SIDE][l % SIDE];

		if (v < 0 || dense_tells(m, v))
			continue;
		assert_int_equal(bonded(t, k / SIDE, k % SIDE, l / SIDE, l % SIDE), dense_bonds(m, u, v));
		*bonds += dense_bonds(m, u, v);
	}
}

static void
compare(const Plain *p, int *given, int *bonds)
{
	static Dense m;
	int			unknown_of[SIDE][SIDE];
	Tested		t;

	open_tested(&t, p);
	plain_write(p, &m, unknown_of);
	for (int r = 0; r < p->count[0]; r++)
		for (int i = 0; i < p->count[1]; i++)
		{
			if (unknown_of[r][i] >= 0)
				compare_cell(&t, &m, unknown_of, r * SIDE + i, given, bonds);
			else if (p->is_there[r][i])
				assert_true(gives_away(&t, r, i));
		}
	close_tested(&t);
}

/* Tables ----------------------------------------------------------------- */

static void
random_tables(void **state)
{
	int			given = 0,
				bonds = 0;

	for (int n = 0; n < 1000; n++)
	{
		Plain		p;

		plain_draw(&p);
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

	for (int n = 0; n < 500; n++)
	{
		Plain		p;

		plain_draw(&p);
		p.equations = 1 + (int) test_below(EQUATIONS);
		for (int q = 0; q < p.equations; q++)
			for (uint64_t terms = test_below(5); terms-- > 0;)
				p.times[q][test_below((uint64_t) p.count[0])][test_below((uint64_t) p.count[1])] = (int) test_below(9) - 4;
		compare(&p, &given, &bonds);
	}
	assert_true(given > 300 && bonds > 300);
	(void) state;
}

/* One hidden cell is the rest of its row; two of a row are those of their columns; four of a rectangle are none, and know each other. */
static void
rectangles(void **state)
{
	Plain		p = plain_flat(3, 3);
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
	Plain		p = plain_flat(8, 8);
	int			given = 0,
				bonds = 0;
	Tested		t;

	compare(&p, &given, &bonds);
	for (int k = 0; k < CELLS; k++)
		p.is_hidden[k / SIDE][k % SIDE] = true;
	compare(&p, &given, &bonds);
	assert_int_equal(given, 0);
	assert_int_equal(bonds, 0);
	p = plain_flat(1, 1);
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
