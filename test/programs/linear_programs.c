/*
 * linear_programs.c: intervals of hidden cells of small tables of chance, against the linear programs that
 * define them, solved by lp_solve.  Prints what was compared; fails at the first that differs.
 *
 * usage: linear_programs TABLES NODES SEED
 */
#include "hidden_table.h"

#include "core/disclosure/intervals.h"

#include <lpsolve/lp_lib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define ALIKE 1e-6

typedef struct Compared
{
	long		tables;
	long		cells;
	long		known;
	long		endless;
	long		networks;			/* exact without programs */
	long		loose;				/* not exact without programs ... */
	long		open;				/* ... without end, though there is one ... */
	double		width;				/* ... and how wide others are, of the true width */
} Compared;

/* The column of each hidden cell. */
static int
number_columns(const HiddenCells *c, int *column)
{
	int			columns = 0;

	for (uint32_t k = 0; k < c->sums.cells; k++)
		column[k] = c->hidden[k] ? ++columns : 0;
	return columns;
}

/* The sum of a side's parts of a cell, whatever is hidden of it. */
static void
add_sum(lprec *lp, const HiddenCells *c, const int *column, const uint32_t *above, uint32_t whole)
{
	int			number[256],
				count = 0,
				parts = 0;
	double		factor[256],
				right = 0;

	for (uint32_t k = 0; k < c->sums.cells; k++)
	{
		double		sign = k == whole ? -1 : 1;

		if (k != whole && above[k] != whole)
			continue;
		parts += k != whole;
		if (column[k] > 0)
		{
			number[count] = column[k];
			factor[count++] = sign;
		}
		else
			right -= sign * c->value[k];
	}
	if (parts > 0 && count > 0)
		add_constraintex(lp, count, factor, number, EQ, right);
}

static lprec *
open_program(const HiddenCells *c, const int *column, int columns)
{
	lprec	   *lp = make_lp(0, columns);

	set_verbose(lp, CRITICAL);
	set_add_rowmode(lp, TRUE);
	for (uint32_t k = 0; k < c->sums.cells; k++)
	{
		add_sum(lp, c, column, c->sums.above_region, k);
		add_sum(lp, c, column, c->sums.above_industry, k);
	}
	set_add_rowmode(lp, FALSE);
	for (uint32_t k = 0; k < c->sums.cells; k++)
		if (column[k] > 0)
			set_bounds(lp, column[k], isnan(c->least[k]) ? 0 : c->least[k], isnan(c->most[k]) ? get_infinite(lp) : c->most[k]);
	return lp;
}

static double
solved(lprec *lp, int column, bool most)
{
	double		one = 1;
	int			end;

	set_obj_fnex(lp, 1, &one, &column);
	if (most)
		set_maxim(lp);
	else
		set_minim(lp);
	default_basis(lp);
	end = solve(lp);
	if (end == UNBOUNDED)
		return most ? INFINITY : -INFINITY;
	if (end != OPTIMAL)
	{
		printf("lp_solve ends with %d\n", end);
		exit(2);
	}
	/* a column without equations ends there, too */
	return get_objective(lp) >= get_infinite(lp) ? INFINITY : get_objective(lp);
}

static bool
alike(double a, double b)
{
	return a == b || (isfinite(a) && isfinite(b) && fabs(a - b) <= ALIKE * (1 + fmax(fabs(a), fabs(b))));
}

static void
differ(const HiddenCells *c, uint32_t k, const char *what, const CmInterval *i, double least, double most)
{
	printf("%s of region %u, industry %u: %.17g .. %.17g, seen %.17g .. %.17g, exact %d; lp_solve says %.17g .. %.17g\n", what, c->sums.region_of[k],
		   c->sums.industry_of[k], i->lower, i->upper, i->seen_lower, i->seen_upper, i->exact, least, most);
	exit(1);
}

static void
measure(const HiddenCells *c, const double *value, uint64_t work, CmInterval *interval, long table)
{
	if (cm_intervals(test_host(), &c->sums, value, c->hidden, c->least, c->most, work, interval))
		return;
	printf("table %ld adds up, but a contradiction was seen%s%s\n", table, work == 0 ? " without programs" : "",
		   value == c->value ? "" : " where values are unknown");
	exit(1);
}

/* One table: all programs, networks and strips only, and with values unknown. */
static void
compare(const HiddenTable *t, Compared *sum)
{
	HiddenCells c;
	CmInterval	full[TABLE_SIDE * TABLE_SIDE],
				quick[TABLE_SIDE * TABLE_SIDE],
				blind[TABLE_SIDE * TABLE_SIDE];
	int			column[TABLE_SIDE * TABLE_SIDE],
				columns;
	double		unknown[TABLE_SIDE * TABLE_SIDE];
	lprec	   *lp;

	test_open_cells(&c, t);
	columns = number_columns(&c, column);
	lp = open_program(&c, column, columns);
	for (uint32_t k = 0; k < c.sums.cells; k++)
		unknown[k] = c.hidden[k] && test_below(8) > 0 ? NAN : c.value[k];
	measure(&c, c.value, UINT64_MAX, full, sum->tables);
	measure(&c, c.value, 0, quick, sum->tables);
	measure(&c, unknown, sum->tables % 2 == 0 ? UINT64_MAX : 0, blind, sum->tables);
	for (uint32_t k = 0; k < c.sums.cells; k++)
	{
		double		least,
					most;
		const CmInterval *const three[3] = {&full[k], &quick[k], &blind[k]};

		if (column[k] == 0)
			continue;
		least = solved(lp, column[k], false);
		most = solved(lp, column[k], true);
		if (!full[k].exact)
			differ(&c, k, "not exact", &full[k], least, most);
		for (int i = 0; i < 3; i++)
		{
			const CmInterval *v = three[i];

			const char *const name[3] = {"interval", "interval without programs", "interval without values"};

			if (v->exact && !(alike(v->lower, least) && alike(v->upper, most)))
				differ(&c, k, name[i], v, least, most);
			if (v->lower > least + ALIKE || v->upper < most - ALIKE)
				differ(&c, k, name[i], v, least, most);
			if (v->seen_lower < least - ALIKE || v->seen_upper > most + ALIKE)
				differ(&c, k, name[i], v, least, most);
		}
		sum->cells++;
		sum->known += alike(least, most);
		sum->endless += isinf(most);
		sum->networks += quick[k].exact;
		if (!quick[k].exact && most > least && isfinite(most))
		{
			sum->loose++;
			sum->open += isinf(quick[k].upper);
			if (isfinite(quick[k].upper))
				sum->width += (quick[k].upper - quick[k].lower) / (most - least);
		}
	}
	delete_lp(lp);
	test_close_cells(&c);
	sum->tables++;
}

int
main(int argc, char **argv)
{
	long		tables = argc > 1 ? atol(argv[1]) : 1000;
	uint64_t	nodes = argc > 2 ? (uint64_t) atol(argv[2]) : 6;
	Compared	sum = {0};

	test_seed(argc > 3 ? (uint64_t) atol(argv[3]) : 1);
	for (long n = 0; n < tables; n++)
	{
		HiddenTable t;

		test_random_table(&t, nodes, n % 4 != 3, n % 3 == 2);
		compare(&t, &sum);
	}
	printf("%ld tables, %ld hidden cells: %ld known, %ld without end, %ld exact without programs, %ld not: %ld without end, others %.3f times as wide\n", sum.tables, sum.cells,
		   sum.known, sum.endless, sum.networks, sum.loose, sum.open,
		   sum.loose > sum.open ? sum.width / (sum.loose - sum.open) : 1);
	return 0;
}
