/*
 * programs.c: the least and the largest value of each unknown by linear programs.
 */
#include "core/disclosure/programs.h"

#include "core/disclosure/simplex.h"

#include <math.h>

/* Programs are kept in memory as a whole: so many numbers at most, which are 80 MB, and are there twice while it is made. */
#define LARGEST 10000000

typedef struct Program
{
	const CmHost *host;
	CmEquations *e;
	const uint32_t *member;
	uint32_t	members;
	uint32_t	equations;
	uint32_t   *equation;
	uint32_t   *row;			/* of each equation of all */
	uint32_t	lacking;		/* equations that do not hold at the start */
	uint32_t   *lacks;			/* the equation of each */
	bool		begun;			/* nothing is lacking any more */
	CmVariable *variable;		/* members, then what equations lack */
	double	   *coefficient;
} Program;

/* The equations of the members. */
static void
collect(Program *p)
{
	uint32_t	capacity = 0;

	p->row = cm_resize(p->host, NULL, (size_t) p->e->count + 1, sizeof(uint32_t));
	for (uint32_t i = 0; i < p->members; i++)
		for (int k = 0; k < CM_PLACES; k++)
		{
			uint32_t	q = p->e->unknown[p->member[i]].equation[k];

			capacity += q != CM_NO_EQUATION;
			if (q != CM_NO_EQUATION)
				p->row[q] = CM_NO_EQUATION;
		}
	p->equation = cm_resize(p->host, NULL, (size_t) capacity + 1, sizeof(uint32_t));
	for (uint32_t i = 0; i < p->members; i++)
		for (int k = 0; k < CM_PLACES; k++)
		{
			uint32_t	q = p->e->unknown[p->member[i]].equation[k];

			if (q == CM_NO_EQUATION || p->row[q] != CM_NO_EQUATION)
				continue;
			p->row[q] = p->equations;
			p->equation[p->equations++] = q;
		}
}

/* Members as variables that start as near to their point as bounds let them. */
static void
put_members(Program *p)
{
	for (uint32_t i = 0; i < p->members; i++)
	{
		const CmUnknown *u = &p->e->unknown[p->member[i]];
		double		start = fmin(fmax(0, u->least), u->most);

		p->variable[i] = (CmVariable) {.low = u->low, .high = u->high, .start = start, .value = start, .least = start, .most = start};
	}
}

/* What each equation lacks at the start, as a variable that has to come down to 0. */
static void
put_lacking(Program *p)
{
	p->lacks = cm_resize(p->host, NULL, (size_t) p->equations + 1, sizeof(uint32_t));
	for (uint32_t i = 0; i < p->equations; i++)
	{
		const CmEquation *q = &p->e->equation[p->equation[i]];
		double		lacking = q->lacking;

		p->lacks[p->lacking] = i;
		for (uint32_t t = q->first; t < q[1].first; t++)
		{
			const CmUnknown *u = &p->e->unknown[p->e->term[t]];

			lacking -= cm_sign_in(q, u) * fmin(fmax(0, u->least), u->most);
		}
		if (lacking != 0)
			p->variable[p->members + p->lacking++] = (CmVariable) {.low = fmin(0, lacking), .high = fmax(0, lacking), .start = lacking,
				.value = lacking, .least = lacking, .most = lacking};
	}
}

static void
put_coefficients(Program *p)
{
	uint32_t	width = p->members + p->lacking;

	p->coefficient = cm_zeros(p->host, (size_t) p->equations * width + 1, sizeof(double));
	for (uint32_t i = 0; i < p->members; i++)
		for (int k = 0; k < CM_PLACES; k++)
		{
			const CmUnknown *u = &p->e->unknown[p->member[i]];
			uint32_t	q = u->equation[k];

			if (q != CM_NO_EQUATION)
				p->coefficient[(size_t) p->row[q] * width + i] = cm_sign_in(&p->e->equation[q], u);
		}
	for (uint32_t i = 0; i < p->lacking; i++)
		p->coefficient[(size_t) p->lacks[i] * width + p->members + i] = 1;
}

/* Brings what equations lack down to 0, one after the other. */
static CmProgramEnd
start(Program *p, CmSimplex *s)
{
	for (uint32_t i = 0; i < p->lacking; i++)
	{
		CmVariable *v = &p->variable[p->members + i];

		/* It may have been there before and gone back. */
		v->least = v->most = v->value;
		if (v->value != 0 && isnan(cm_simplex_reach(s, p->members + i, v->value < 0, 0)))
			return CM_PROGRAM_TOO_LONG;
		if (fabs(v->value) > cm_slack_of(&p->e->equation[p->equation[p->lacks[i]]]))
			return CM_PROGRAM_IMPOSSIBLE;
		v->low = v->high = v->value;
	}
	for (uint32_t i = 0; p->lacking > 0 && i < p->members; i++)
		p->variable[i].least = p->variable[i].most = p->variable[i].value;
	p->begun = true;
	return CM_PROGRAM_SOLVED;
}

/* Both programs of all members; bounds are what was reached if there are no others. */
static CmProgramEnd
measure(Program *p, CmSimplex *s, bool alone)
{
	CmProgramEnd end = start(p, s);

	for (uint32_t i = 0; end == CM_PROGRAM_SOLVED && i < p->members; i++)
	{
		CmUnknown  *u = &p->e->unknown[p->member[i]];
		double		most = u->seen_most == u->most ? u->most : cm_simplex_reach(s, i, true, u->most),
					least = u->seen_least == u->least ? u->least : cm_simplex_reach(s, i, false, u->least);

		if (isnan(most) || isnan(least))
			end = CM_PROGRAM_TOO_LONG;
		u->seen_most = fmax(u->seen_most, most);
		u->seen_least = fmin(u->seen_least, least);
		if (alone && !isnan(most))
			u->most = most;
		if (alone && !isnan(least))
			u->least = least;
	}
	for (uint32_t i = 0; p->begun && i < p->members; i++)
	{
		CmUnknown  *u = &p->e->unknown[p->member[i]];

		u->seen_most = fmax(u->seen_most, fmin(u->most, p->variable[i].most));
		u->seen_least = fmin(u->seen_least, fmax(u->least, p->variable[i].least));
	}
	return end;
}

static CmProgramEnd
solve(const CmHost *host, CmEquations *e, const uint32_t *member, uint32_t members, bool alone, uint64_t *work)
{
	Program		p = {.host = host, .e = e, .member = member, .members = members};
	CmProgramEnd end = CM_PROGRAM_TOO_LONG;
	CmSimplex	s;
	uint64_t	size;

	collect(&p);
	p.variable = cm_resize(host, NULL, (size_t) members + p.equations + 1, sizeof(CmVariable));
	put_members(&p);
	put_lacking(&p);
	size = (uint64_t) p.equations * (members + p.lacking);
	if (size < *work && size < LARGEST)
	{
		put_coefficients(&p);
		cm_simplex_open(&s, host, p.variable, members + p.lacking, p.coefficient, p.equations, *work);
		cm_release(host, p.coefficient);
		end = measure(&p, &s, alone);
		*work = s.work;
		cm_simplex_close(&s);
	}
	cm_release(host, p.row);
	cm_release(host, p.equation);
	cm_release(host, p.lacks);
	cm_release(host, p.variable);
	return end;
}

CmProgramEnd
cm_program_measure(const CmHost *host, CmEquations *e, const uint32_t *member, uint32_t members, uint64_t *work)
{
	return solve(host, e, member, members, true, work);
}

void
cm_program_see(const CmHost *host, CmEquations *e, const uint32_t *member, uint32_t members, uint64_t *work)
{
	solve(host, e, member, members, false, work);
}
