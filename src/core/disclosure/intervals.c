/*
 * intervals.c: what can be inferred about the hidden cells of a published table.
 */
#include "core/disclosure/intervals.h"

#include "core/disclosure/narrow.h"
#include "core/disclosure/programs.h"
#include "core/disclosure/strips.h"

#include <math.h>

/* What differs by less, of its size, is the same. */
#define TOLERANCE 1e-12

/* Solves a group as a network, added up by rows or by columns. */
static bool
solve_network(CmNetworks *n, const uint32_t *member, uint32_t members, bool *sound)
{
	for (int side = 0; side < 2; side++)
	{
		CmNetwork	w;
		bool		whole;

		if (!cm_network_open(&w, n, member, members, NULL, 0, side == 0, CM_BOUNDS_GIVEN))
			continue;
		whole = w.whole;
		if (whole)
		{
			*sound = cm_network_balance(&w);
			if (*sound)
				cm_network_measure(&w);
		}
		cm_network_close(&w);
		if (whole)
			return true;
	}
	return false;
}

/* Solves the groups that are networks, or few unknowns; all others are solved as far as strips go. */
static bool
solve(CmEquations *e, const CmHost *host, uint64_t work)
{
	uint8_t    *done = cm_zeros(host, (size_t) e->unknowns + 1, 1);
	bool		sound = cm_narrow(e, host),
				rest = false;
	CmNetworks	n;

	cm_networks_open(&n, host, e);
	for (uint32_t g = 0; sound && g < e->groups; g++)
	{
		const uint32_t *member = e->member + e->first[g];
		uint32_t	members = e->first[g + 1] - e->first[g];
		bool		solved;

		cm_breathe_at(host, g);
		solved = solve_network(&n, member, members, &sound);
		if (!solved)
		{
			CmProgramEnd end = cm_program_measure(host, e, member, members, &work);

			solved = end == CM_PROGRAM_SOLVED;
			sound = end != CM_PROGRAM_IMPOSSIBLE;
		}
		for (uint32_t i = 0; solved && i < members; i++)
			done[member[i]] = 1;
		rest |= !solved;
	}
	if (sound && rest)
		sound = cm_strips_measure(&n, done);
	cm_networks_close(&n);
	cm_release(host, done);
	return sound;
}

/* A value that was found, in terms of those that were given. */
static double
given_back(const CmEquations *e, const CmUnknown *u, double found)
{
	return ldexp(u->point + found, -e->exponent);
}

static bool
same(const CmUnknown *u, double a, double b)
{
	return a == b || (isfinite(a) && isfinite(b) && fabs(a - b) <= TOLERANCE * (fabs(u->point) + fmax(fabs(a), fabs(b))));
}

static CmInterval
interval_of(const CmEquations *e, const CmUnknown *u)
{
	return (CmInterval) {
		.lower = given_back(e, u, u->least),
		.upper = given_back(e, u, u->most),
		.seen_lower = given_back(e, u, u->seen_least),
		.seen_upper = given_back(e, u, u->seen_most),
		.exact = same(u, u->least, u->seen_least) && same(u, u->most, u->seen_most)
	};
}

bool
cm_intervals(const CmHost *host, const CmSums *sums, const double *value, const uint8_t *hidden, const double *least, const double *most,
			 uint64_t work_limit, CmInterval *interval)
{
	CmEquations e;
	bool		sound;

	cm_equations_open(&e, host, sums, value, hidden, least, most);
	sound = solve(&e, host, work_limit);
	for (uint32_t k = 0; k < sums->cells; k++)
		interval[k] = (CmInterval) {value[k], value[k], value[k], value[k], true};
	for (uint32_t u = 0; u < e.unknowns; u++)
		interval[e.unknown[u].cell] = interval_of(&e, &e.unknown[u]);
	cm_equations_close(&e, host);
	return sound;
}
