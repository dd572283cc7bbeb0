/*
 * surroundings.c: what unknowns can be while all that is far from them stays as it is.
 */
#include "core/disclosure/surroundings.h"

#include "core/disclosure/programs.h"

typedef struct Around
{
	const CmHost *host;
	CmEquations *e;
	uint32_t	turn;			/* counted up, so that marks need not be taken away */
	uint32_t   *met;			/* by unknown: the turn when it was met last */
	uint32_t   *used;			/* by equation, likewise */
	uint32_t   *left;			/* by equation: those of its unknowns that are met */
	uint32_t	most;			/* members are no more; those that are alone in a sum then cannot move */
	uint32_t	count;
	uint32_t   *member;
} Around;

static void
meet(Around *a, uint32_t unknown)
{
	if (a->count == a->most || a->met[unknown] == a->turn)
		return;
	a->met[unknown] = a->turn;
	a->member[a->count++] = unknown;
}

/* The unknowns around one, nearest first. */
static void
look_around(Around *a, uint32_t unknown)
{
	a->turn++;
	a->count = 0;
	meet(a, unknown);
	for (uint32_t i = 0; i < a->count; i++)
		for (int p = 0; p < CM_PLACES; p++)
		{
			uint32_t	q = a->e->unknown[a->member[i]].equation[p];

			if (q == CM_NO_EQUATION || a->used[q] == a->turn)
				continue;
			a->used[q] = a->turn;
			a->left[q] = 0;
			for (uint32_t t = a->e->equation[q].first; t < a->e->equation[q + 1].first; t++)
				meet(a, a->e->term[t]);
		}
	for (uint32_t i = 0; i < a->count; i++)
		for (int p = 0; p < CM_PLACES; p++)
			if (a->e->unknown[a->member[i]].equation[p] != CM_NO_EQUATION)
				a->left[a->e->unknown[a->member[i]].equation[p]]++;
}

/* The unknown of an equation that is met. */
static uint32_t
last_of(const Around *a, uint32_t equation)
{
	uint32_t	t = a->e->equation[equation].first;

	while (a->met[a->e->term[t]] != a->turn)
		t++;
	return a->e->term[t];
}

/* Forgets an unknown that is alone in an equation and cannot move, and those that are alone then. */
static void
forget(Around *a, uint32_t unknown)
{
	while (unknown != UINT32_MAX)
	{
		uint32_t	next = UINT32_MAX;

		a->met[unknown] = 0;
		for (int p = 0; p < CM_PLACES; p++)
		{
			uint32_t	q = a->e->unknown[unknown].equation[p];

			if (q != CM_NO_EQUATION && --a->left[q] == 1)
				next = last_of(a, q);
		}
		unknown = next;
	}
}

static bool
is_alone(const Around *a, uint32_t unknown)
{
	for (int p = 0; p < CM_PLACES; p++)
	{
		uint32_t	q = a->e->unknown[unknown].equation[p];

		if (q != CM_NO_EQUATION && a->left[q] == 1)
			return true;
	}
	return false;
}

/* Keeps those that may move. */
static void
keep_moving(Around *a)
{
	uint32_t	before,
				kept;

	do
	{
		before = a->count;
		kept = 0;
		for (uint32_t i = 0; i < a->count; i++)
			if (a->met[a->member[i]] == a->turn && is_alone(a, a->member[i]))
				forget(a, a->member[i]);
		for (uint32_t i = 0; i < a->count; i++)
			if (a->met[a->member[i]] == a->turn)
				a->member[kept++] = a->member[i];
		a->count = kept;
	} while (kept < before);
}

void
cm_surroundings_see(CmEquations *e, const CmHost *host, const uint8_t *done, uint32_t most, uint64_t *work)
{
	Around		a = {.host = host, .e = e, .most = most};

	a.member = cm_resize(host, NULL, (size_t) most + 1, sizeof(uint32_t));
	a.met = cm_zeros(host, (size_t) e->unknowns + 1, sizeof(uint32_t));
	a.used = cm_zeros(host, (size_t) e->count + 1, sizeof(uint32_t));
	a.left = cm_zeros(host, (size_t) e->count + 1, sizeof(uint32_t));
	for (uint32_t u = 0; u < e->unknowns && *work > 0; u++)
	{
		if (done[u] || cm_is_exact(&e->unknown[u]))
			continue;
		look_around(&a, u);
		keep_moving(&a);
		cm_breathe(host);
		if (a.count > 0 && a.member[0] == u)
			cm_program_see(host, e, a.member, a.count, work);
	}
	cm_release(host, a.member);
	cm_release(host, a.met);
	cm_release(host, a.used);
	cm_release(host, a.left);
}
