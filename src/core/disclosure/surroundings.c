/*
 * surroundings.c: what unknowns can be while all that is far from them stays as it is.
 */
#include "core/disclosure/surroundings.h"

#include "core/disclosure/programs.h"

/* Unknowns that surround one. */
#define AROUND 600

typedef struct Around
{
	const CmHost *host;
	CmEquations *e;
	uint32_t	turn;			/* counted up, so that marks need not be taken away */
	uint32_t   *met;			/* by unknown: the turn when it was met last */
	uint32_t   *used;			/* by equation, likewise */
	uint32_t	count;
	uint32_t	member[AROUND];
} Around;

static void
meet(Around *a, uint32_t unknown)
{
	if (a->count == AROUND || a->met[unknown] == a->turn)
		return;
	a->met[unknown] = a->turn;
	a->member[a->count++] = unknown;
}

/* The unknowns around one, nearest first. */
static void
surround(Around *a, uint32_t unknown)
{
	a->turn++;
	a->count = 0;
	meet(a, unknown);
	for (uint32_t i = 0; i < a->count && a->count < AROUND; i++)
		for (int p = 0; p < CM_PLACES; p++)
		{
			uint32_t	q = a->e->unknown[a->member[i]].equation[p];

			if (q == CM_NO_EQUATION || a->used[q] == a->turn)
				continue;
			a->used[q] = a->turn;
			for (uint32_t t = a->e->equation[q].first; t < a->e->equation[q + 1].first; t++)
				meet(a, a->e->term[t]);
		}
}

void
cm_surroundings_see(CmEquations *e, const CmHost *host, const uint8_t *done, uint64_t *work)
{
	Around		a = {.host = host, .e = e};

	a.met = cm_zeros(host, (size_t) e->unknowns + 1, sizeof(uint32_t));
	a.used = cm_zeros(host, (size_t) e->count + 1, sizeof(uint32_t));
	for (uint32_t u = 0; u < e->unknowns && *work > 0; u++)
	{
		if (done[u] || cm_is_exact(&e->unknown[u]))
			continue;
		surround(&a, u);
		cm_program_see(host, e, a.member, a.count, 1, work);
	}
	cm_release(host, a.met);
	cm_release(host, a.used);
}
