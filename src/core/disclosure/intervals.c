/*
 * intervals.c: what can be inferred about the hidden cells of a published table.
 */
#include "core/disclosure/intervals.h"

#include "core/disclosure/narrow.h"
#include "core/disclosure/programs.h"
#include "core/disclosure/strips.h"
#include "core/disclosure/surroundings.h"

#include <math.h>

/* So many unknowns around one are let move; with more, little more was seen. */
#define AROUND 4000

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

/* The unknowns of a group. */
static const uint32_t *
group(const CmEquations *e, uint32_t number, uint32_t *members)
{
	*members = e->first[number + 1] - e->first[number];
	return e->member + e->first[number];
}

/* Solves the groups that are networks; are there others? */
static bool
solve_networks(CmNetworks *n, uint8_t *done, bool *sound)
{
	bool		rest = false;

	for (uint32_t g = 0; *sound && g < n->e->groups; g++)
	{
		uint32_t	members;
		const uint32_t *member = group(n->e, g, &members);
		bool		solved = solve_network(n, member, members, sound);

		cm_breathe_at(n->host, g);
		for (uint32_t i = 0; solved && i < members; i++)
			done[member[i]] = 1;
		rest |= !solved;
	}
	return rest;
}

/* Is there more to be found out about a group? */
static bool
is_open(const CmEquations *e, const uint32_t *member, uint32_t members, const uint8_t *done)
{
	for (uint32_t i = 0; i < members; i++)
		if (!done[member[i]] && !cm_is_exact(&e->unknown[member[i]]))
			return true;
	return false;
}

static bool
is_known(const CmEquations *e, const uint32_t *member, uint32_t members)
{
	for (uint32_t i = 0; i < members; i++)
		if (isnan(e->unknown[member[i]].seen_least))
			return false;
	return true;
}

/* Solves what strips left open, as far as groups are small enough; of others, what is around each unknown. */
static bool
solve_programs(CmNetworks *n, uint8_t *done, uint64_t work)
{
	CmEquations *e = n->e;
	bool		sound = true;

	for (uint32_t g = 0; sound && g < e->groups; g++)
	{
		uint32_t	members;
		const uint32_t *member = group(e, g, &members);
		CmProgramEnd end = CM_PROGRAM_SOLVED;

		if (is_open(e, member, members, done))
			end = cm_program_measure(n->host, e, member, members, &work);
		sound = end != CM_PROGRAM_IMPOSSIBLE;
		for (uint32_t i = 0; (end == CM_PROGRAM_SOLVED || !is_known(e, member, members)) && i < members; i++)
			done[member[i]] = 1;
	}
	if (sound)
		cm_surroundings_see(e, n->host, done, AROUND, &work);
	return sound;
}

static bool
solve(CmEquations *e, const CmHost *host, uint64_t work)
{
	uint8_t    *done = cm_zeros(host, (size_t) e->unknowns + 1, 1);
	bool		sound = cm_narrow(e, host);
	CmNetworks	n;

	cm_networks_open(&n, host, e);
	if (solve_networks(&n, done, &sound) && sound)
		sound = cm_strips_measure(&n, done) && solve_programs(&n, done, work);
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

static CmInterval
interval_of(const CmEquations *e, const CmUnknown *u)
{
	return (CmInterval) {
		.lower = given_back(e, u, u->least),
		.upper = given_back(e, u, u->most),
		.seen_lower = given_back(e, u, u->seen_least),
		.seen_upper = given_back(e, u, u->seen_most),
		.exact = cm_is_exact(u)
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
