/*
 * test_audit.c: what is found about hidden cells: rests of nothing, figures, firms that are alone.
 */
#include "plain_table.h"

#include "core/disclosure/audit.h"
#include "core/disclosure/derived.h"

#include <math.h>

typedef struct Audited
{
	CmSums		sums;
	int			cell_of[SIDE][SIDE];
	double	   *value;
	double	   *firms;
	uint8_t    *hidden;
	uint8_t    *given[CM_FIGURES];
	uint8_t    *found;
	uint32_t   *known_by;
} Audited;

/* The table, values its firms, too, and no figures. */
static void
open_audited(Audited *t, const Plain *p)
{
	plain_open(p, &t->sums, t->cell_of);
	t->value = cm_zeros(test_host(), t->sums.cells + 1, sizeof(double));
	t->firms = cm_zeros(test_host(), t->sums.cells + 1, sizeof(double));
	t->hidden = cm_zeros(test_host(), t->sums.cells + 1, 1);
	t->found = cm_zeros(test_host(), t->sums.cells + 1, 1);
	t->known_by = cm_zeros(test_host(), t->sums.cells + 1, sizeof(uint32_t));
	for (int f = 0; f < CM_FIGURES; f++)
		t->given[f] = cm_zeros(test_host(), t->sums.cells + 1, 1);
	for (int r = 0; r < p->count[0]; r++)
		for (int i = 0; i < p->count[1]; i++)
			if (p->is_there[r][i])
			{
				t->hidden[t->cell_of[r][i]] = p->is_hidden[r][i];
				t->value[t->cell_of[r][i]] = t->firms[t->cell_of[r][i]] = p->value[r][i];
			}
}

static void
close_audited(Audited *t)
{
	cm_sums_close(&t->sums, test_host());
	cm_release(test_host(), t->value);
	cm_release(test_host(), t->firms);
	cm_release(test_host(), t->hidden);
	cm_release(test_host(), t->found);
	cm_release(test_host(), t->known_by);
	for (int f = 0; f < CM_FIGURES; f++)
		cm_release(test_host(), t->given[f]);
	assert_int_equal(test_allocations(), 0);
}

static void
audit(Audited *t, const double *firms)
{
	cm_audit(test_host(), &t->sums, t->value, firms, t->hidden, NULL, t->found, t->known_by);
}

/* With figures, of which none is at fault. */
static void
audit_figures(Audited *t)
{
	CmDerived	derived;
	uint32_t	faulty;

	assert_int_equal(cm_derived_open(&derived, test_host(), &t->sums, t->value, t->hidden, (const uint8_t *const *) t->given, &faulty), CM_FIGURE_SOUND);
	cm_audit(test_host(), &t->sums, t->value, NULL, t->hidden, &derived, t->found, t->known_by);
	cm_derived_close(&derived, test_host());
}

static int
found(const Audited *t, int region, int industry)
{
	return t->found[t->cell_of[region][industry]];
}

/* Region 1 has 5 of industry 1 and 0 of 2 and 3; region 2 has 1, 2 and 3. */
static Plain
two_regions(void)
{
	Plain		p = plain_flat(2, 3);
	static const int value[3][4] = {{11, 6, 2, 3}, {5, 5, 0, 0}, {6, 1, 2, 3}};

	for (int r = 0; r < 3; r++)
		for (int i = 0; i < 4; i++)
			p.value[r][i] = value[r][i];
	return p;
}

/* What is left for hidden cells is 0: they are, whether that is given or found; and what follows. */
static void
rests_of_nothing(void **state)
{
	Plain		p = two_regions();
	Audited		t;

	for (int r = 1; r <= 2; r++)
		p.is_hidden[r][2] = p.is_hidden[r][3] = true;
	open_audited(&t, &p);
	audit(&t, NULL);
	for (int k = 0; k < 4; k++)
		assert_int_equal(found(&t, 1 + k / 2, 2 + k % 2), CM_FOUND_ZERO);
	/* Cells of value 5 and 1 may be anything that adds up, until the others are shown. */
	for (int r = 1; r <= 2; r++)
		t.hidden[t.cell_of[r][1]] = 1;
	audit(&t, NULL);
	assert_int_equal(found(&t, 1, 2), CM_FOUND_NOTHING);
	/* The same from what is published alone. */
	for (int r = 1; r <= 2; r++)
	{
		t.hidden[t.cell_of[r][1]] = 0;
		t.value[t.cell_of[r][2]] = t.value[t.cell_of[r][3]] = NAN;
	}
	audit(&t, NULL);
	for (int k = 0; k < 4; k++)
		assert_int_equal(found(&t, 1 + k / 2, 2 + k % 2), CM_FOUND_ZERO);
	close_audited(&t);
	(void) state;
}

/*
 * Rests and sums take turns.  Industries 1 and 2 have parts 3, 4 and 5, 6; of 6 nothing is anywhere, so that
 * its parts are 0.  Then 2 is its part 5, which is shown, and 1 of the first region
 * the rest of its total: 0, so that its parts are 0, and those of the second region are what is left.
 */
static void
rests_and_sums(void **state)
{
	Plain		p = {.count = {3, 7}, .parent = {{-1, 0, 0}, {-1, 0, 0, 1, 1, 2, 2}}};
	static const int value[3][7] = {{8, 3, 5, 1, 2, 5, 0}, {4, 0, 4, 0, 0, 4, 0}, {4, 3, 1, 1, 2, 1, 0}};
	Audited		t;

	for (int r = 0; r < 3; r++)
		for (int i = 0; i < 7; i++)
		{
			p.is_there[r][i] = true;
			p.is_hidden[r][i] = r > 0 && i != 0 && i != 5;
			p.value[r][i] = value[r][i];
		}
	open_audited(&t, &p);
	audit(&t, NULL);
	for (int r = 1; r < 3; r++)
		for (int i = 1; i < 7; i++)
			assert_int_equal(found(&t, r, i), i == 5 ? CM_FOUND_NOTHING : CM_FOUND_ZERO);
	close_audited(&t);
	(void) state;
}

/* Where something is negative, as a balance may be, 0 is no rest of nothing. */
static void
negative_values(void **state)
{
	Plain		p = two_regions();
	Audited		t;

	p.value[2][1] = -1;
	p.value[2][0] = 4;
	p.value[0][1] = 4;
	p.value[0][0] = 9;
	for (int r = 1; r <= 2; r++)
		p.is_hidden[r][2] = p.is_hidden[r][3] = true;
	open_audited(&t, &p);
	audit(&t, NULL);
	for (int k = 0; k < 4; k++)
		assert_int_equal(found(&t, 1 + k / 2, 2 + k % 2), CM_FOUND_NOTHING);
	close_audited(&t);
	(void) state;
}

/* Firms -------------------------------------------------------------------- */

/* Do two cells of one firm have the same one?  They do if there is a cell without parts in both that has one. */
static bool
same_firm(const Plain *p, int k, int l)
{
	for (int m = 0; m < CELLS; m++)
	{
		bool		lowest = p->is_there[m / SIDE][m % SIDE] && p->value[m / SIDE][m % SIDE] == 1;

		for (int n = 0; n < SIDE && lowest; n++)
			lowest = (n >= p->count[0] || p->parent[0][n] != m / SIDE) && (n >= p->count[1] || p->parent[1][n] != m % SIDE);
		if (lowest && plain_is_within(p, 0, m / SIDE, k / SIDE) && plain_is_within(p, 1, m % SIDE, k % SIDE) &&
			plain_is_within(p, 0, m / SIDE, l / SIDE) && plain_is_within(p, 1, m % SIDE, l % SIDE))
			return true;
	}
	return false;
}

/* The first cell whose only firm can tell another one, or CELLS. */
static int
first_knower(const Plain *p, const Dense *m, int unknown_of[SIDE][SIDE], int k)
{
	for (int l = 0; l < CELLS; l++)
	{
		int			u = unknown_of[l / SIDE][l % SIDE];

		if (l == k || u < 0 || p->value[l / SIDE][l % SIDE] != 1 || dense_tells(m, u))
			continue;
		if (dense_bonds(m, u, unknown_of[k / SIDE][k % SIDE]) && !(p->value[k / SIDE][k % SIDE] == 1 && same_firm(p, k, l)))
			return l;
	}
	return CELLS;
}

/* Values are numbers of firms from 1 on, and no rests are 0. */
static void
firms_alone(void **state)
{
	int			singletons = 0,
				own = 0;

	for (int n = 0; n < 400; n++)
	{
		static Dense m;
		int			unknown_of[SIDE][SIDE];
		Plain		p;
		Audited		t;

		plain_draw_complete(&p, 1);
		open_audited(&t, &p);
		plain_write(&p, &m, unknown_of);
		audit(&t, t.firms);
		for (int k = 0; k < CELLS; k++)
		{
			int			u = unknown_of[k / SIDE][k % SIDE],
						knower;

			if (u < 0)
				continue;
			knower = dense_tells(&m, u) ? CELLS : first_knower(&p, &m, unknown_of, k);
			assert_int_equal(found(&t, k / SIDE, k % SIDE), dense_tells(&m, u) ? CM_FOUND_SUMS : knower < CELLS ? CM_FOUND_SINGLETON : CM_FOUND_NOTHING);
			if (knower < CELLS)
				assert_int_equal(t.known_by[t.cell_of[k / SIDE][k % SIDE]], t.cell_of[knower / SIDE][knower % SIDE]);
			else
				assert_int_equal(t.known_by[t.cell_of[k / SIDE][k % SIDE]], CM_NO_CELL);
			singletons += knower < CELLS;
			own += knower == CELLS && p.value[k / SIDE][k % SIDE] == 1 && !dense_tells(&m, u);
		}
		close_audited(&t);
	}
	assert_true(singletons > 100 && own > 100);
	(void) state;
}

/* Figures ---------------------------------------------------------------- */

/*
 * One degree of freedom: the totals of both regions are hidden, and their industry 1.
 * The quotient of another cell tells the total of its region, and all follows.
 */
static void
figure_tells_total(void **state)
{
	Plain		p = two_regions();
	Audited		t;

	for (int r = 1; r <= 2; r++)
		p.is_hidden[r][0] = p.is_hidden[r][1] = true;
	open_audited(&t, &p);
	audit_figures(&t);
	assert_int_equal(found(&t, 1, 0), CM_FOUND_NOTHING);
	t.given[CM_FIGURE_LQ][t.cell_of[2][2]] = 1;
	audit_figures(&t);
	for (int k = 0; k < 4; k++)
		assert_int_equal(found(&t, 1 + k / 2, k % 2), CM_FOUND_DERIVED);
	/* A share of an industry's total does not. */
	t.given[CM_FIGURE_LQ][t.cell_of[2][2]] = 0;
	t.given[CM_FIGURE_INDUSTRY_SHARE][t.cell_of[2][2]] = 1;
	audit_figures(&t);
	assert_int_equal(found(&t, 1, 0), CM_FOUND_NOTHING);
	/* That of a region's does, and the quotient of a region with itself does not. */
	t.given[CM_FIGURE_REGION_SHARE][t.cell_of[2][3]] = 1;
	audit_figures(&t);
	assert_int_equal(found(&t, 1, 0), CM_FOUND_DERIVED);
	t.given[CM_FIGURE_REGION_SHARE][t.cell_of[2][3]] = 0;
	t.given[CM_FIGURE_LQ][t.cell_of[1][0]] = 1;
	audit_figures(&t);
	assert_int_equal(found(&t, 1, 0), CM_FOUND_NOTHING);
	close_audited(&t);
	(void) state;
}

/* What cannot be told: values that are not known, totals that are not there. */
static void
figures_at_fault(void **state)
{
	Plain		p = two_regions();
	CmDerived	derived;
	uint32_t	faulty;
	Audited		t;

	p.is_hidden[1][1] = true;
	open_audited(&t, &p);
	t.given[CM_FIGURE_LQ][t.cell_of[1][1]] = 1;
	t.value[t.cell_of[1][1]] = NAN;
	assert_int_equal(cm_derived_open(&derived, test_host(), &t.sums, t.value, t.hidden, (const uint8_t *const *) t.given, &faulty), CM_FIGURE_NO_VALUE);
	assert_int_equal(faulty, t.cell_of[1][1]);
	cm_derived_close(&derived, test_host());
	close_audited(&t);
	p.parent[0][1] = p.parent[0][2] = -1;
	open_audited(&t, &p);
	t.given[CM_FIGURE_REGION_SHARE][t.cell_of[1][1]] = 1;
	assert_int_equal(cm_derived_open(&derived, test_host(), &t.sums, t.value, t.hidden, (const uint8_t *const *) t.given, &faulty), CM_FIGURE_SOUND);
	cm_derived_close(&derived, test_host());
	t.given[CM_FIGURE_LQ][t.cell_of[2][1]] = 1;
	assert_int_equal(cm_derived_open(&derived, test_host(), &t.sums, t.value, t.hidden, (const uint8_t *const *) t.given, &faulty), CM_FIGURE_NO_TOTAL);
	assert_int_equal(faulty, t.cell_of[2][1]);
	cm_derived_close(&derived, test_host());
	close_audited(&t);
	(void) state;
}

/* The equation of dlog figure = 0: SUM power dv / v, modulo the other prime. */
static void
write_figure(const Plain *p, int figure, int r, int i, Dense *m, int unknown_of[SIDE][SIDE])
{
	static const int power[CM_FIGURES][4] = {{1, -1, -1, 1}, {1, -1, 0, 0}, {1, 0, -1, 0}};
	int			cell[4][2] = {{r, i}, {r, 0}, {0, i}, {0, 0}};
	int64_t    *row = dense_add(m);

	for (int k = 0; k < 4; k++)
	{
		int			u = unknown_of[cell[k][0]][cell[k][1]];

		if (u >= 0)
			row[u] = (row[u] + (power[figure][k] + PLAIN_PRIME) * dense_inverse(p->value[cell[k][0]][cell[k][1]])) % PLAIN_PRIME;
	}
}

static void
figures_and_sums(void **state)
{
	int			derived = 0;

	for (int n = 0; n < 400; n++)
	{
		static Dense m,
					sums;
		int			unknown_of[SIDE][SIDE];
		Plain		p;
		Audited		t;

		plain_draw_complete(&p, 1);
		if (p.parent[0][1] < 0 || p.parent[1][1] < 0)
			continue;
		open_audited(&t, &p);
		plain_write(&p, &m, unknown_of);
		sums = m;
		for (int k = 0; k < 6; k++)
		{
			int			f = (int) test_below(CM_FIGURES),
						r = (int) test_below((uint64_t) p.count[0]),
						i = (int) test_below((uint64_t) p.count[1]);

			t.given[f][t.cell_of[r][i]] = 1;
			write_figure(&p, f, r, i, &m, unknown_of);
		}
		dense_reduce(&m);
		audit_figures(&t);
		for (int k = 0; k < CELLS; k++)
		{
			int			u = unknown_of[k / SIDE][k % SIDE];

			if (u < 0)
				continue;
			assert_int_equal(found(&t, k / SIDE, k % SIDE), dense_tells(&sums, u) ? CM_FOUND_SUMS : dense_tells(&m, u) ? CM_FOUND_DERIVED : CM_FOUND_NOTHING);
			derived += found(&t, k / SIDE, k % SIDE) == CM_FOUND_DERIVED;
		}
		close_audited(&t);
	}
	assert_true(derived > 100);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rests_of_nothing),
		cmocka_unit_test(rests_and_sums),
		cmocka_unit_test(negative_values),
		cmocka_unit_test(firms_alone),
		cmocka_unit_test(figure_tells_total),
		cmocka_unit_test(figures_at_fault),
		cmocka_unit_test(figures_and_sums),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
