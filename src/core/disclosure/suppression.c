/*
 * suppression.c: which cells to hide besides those that must be.
 */
#include "core/disclosure/suppression.h"

#include "core/disclosure/audit.h"
#include "core/disclosure/circuits.h"
#include "core/disclosure/cuts.h"
#include "core/disclosure/intervals.h"
#include "core/disclosure/leeway.h"

/* How often the audit is asked. */
#define CM_ROUNDS_MOST 20

/* And intervals, which take long; so many numbers of linear programs. */
#define CM_INTERVALS_MOST 4
#define CM_INTERVALS_WORK UINT64_C(2000000000)

/* Circuits are sought among so many cells. */
#define CM_NEAR_MOST 20000

typedef struct Work
{
	const CmHost *host;
	const CmDemand *demand;
	CmPattern	pattern;
	CmCircuits	circuits;
	CmLeeway	leeway;			/* where protection is asked for */
	int			judged;			/* how often intervals were */
	bool		narrow;			/* weak cells are those whose intervals are */
	bool		unjudged;		/* sums tell so much that intervals were not looked at */
	uint32_t   *firm;			/* of cells of one, a number that it has in all of them; CM_NO_CELL: of more */
	uint8_t    *weak;			/* primary cells that the audit finds */
	uint8_t    *found;			/* by the audit, CmFound */
	uint32_t   *known_by;
} Work;

/* Cells with the same key ------------------------------------------------ */

static CmKeyed *
room_for(const CmHost *host, size_t count)
{
	return cm_resize(host, NULL, count + 1, sizeof(CmKeyed));
}

/* The end of the run of equal keys that begins there. */
static size_t
end_of_run(const CmKeyed *sorted, size_t count, size_t begin)
{
	size_t		end = begin + 1;

	while (end < count && sorted[end].key == sorted[begin].key)
		end++;
	return end;
}

/* Firms that know their own cell ------------------------------------------- */

/* Does a firm that is alone in b learn something when that tells it a? */
static bool
learns(const Work *w, uint32_t a, uint32_t b)
{
	return w->demand->primary[a] && w->firm[b] != CM_NO_CELL && w->firm[a] != w->firm[b];
}

/* Further paths for primary cells that a firm knows by a cut with its own; did any hide something? */
static bool
part_run(Work *w, const CmKeyed *run, size_t count)
{
	const CmSubtables *s = &w->pattern.subtables;
	bool		any = false;

	for (size_t a = 0; a < count; a++)
		for (size_t b = 0; b < count; b++)
			if (learns(w, s->cell[run[a].with], s->cell[run[b].with]) &&
				cm_path_across(&w->pattern.paths, (uint32_t) run[a].with, (uint32_t) run[b].with))
				any |= cm_pattern_hide_path(&w->pattern);
	return any;
}

static bool
part_once(Work *w)
{
	const CmSubtables *s = &w->pattern.subtables;
	uint64_t   *number = cm_resize(w->host, NULL, (size_t) s->edges + 1, sizeof(uint64_t));
	CmKeyed    *edge = room_for(w->host, s->edges);
	size_t		count = 0;
	bool		any = false;

	cm_cuts(w->host, s, w->pattern.hidden, number);
	for (uint32_t e = 0; e < s->edges; e++)
		if (number[e] != 0)
			edge[count++] = (CmKeyed) {number[e], e};
	cm_release(w->host, number);
	cm_radix_sort(w->host, edge, count, 0);
	for (size_t begin = 0, end; begin < count; begin = end)
	{
		end = end_of_run(edge, count, begin);
		cm_breathe_after(w->host, begin, end);
		if (end - begin > 1)
			any |= part_run(w, edge + begin, end - begin);
	}
	cm_release(w->host, edge);
	return any;
}

/* All that is asked for within subtables. */
static void
mend(Work *w)
{
	if (w->demand->protection != NULL)
		cm_leeway_give(&w->leeway);
	cm_pattern_mend(&w->pattern);
	while (w->demand->firms != NULL && part_once(w))
		cm_pattern_mend(&w->pattern);
}

/* The table as a whole ----------------------------------------------------- */

/* Finds primary cells that may seem less uncertain than they must; is there any? */
static bool
judge_intervals(Work *w)
{
	const CmDemand *d = w->demand;
	uint32_t	cells = d->sums->cells;
	CmInterval *interval = cm_resize(w->host, NULL, (size_t) cells + 1, sizeof(CmInterval));
	uint8_t    *unknown = cm_resize(w->host, NULL, (size_t) cells + 1, 1);

	for (uint32_t k = 0; k < cells; k++)
		unknown[k] = w->pattern.hidden[k] || isnan(d->value[k]);
	if (cm_intervals(w->host, d->sums, d->value, unknown, NULL, NULL, CM_INTERVALS_WORK, interval))
		for (uint32_t k = 0; k < cells; k++)
		{
			bool		narrow = d->primary[k] && cm_audit_interval(&interval[k], d->value[k], d->protection[k], NAN, NAN) != CM_FOUND_INTERVAL;

			w->weak[k] |= narrow;
			w->narrow |= narrow;
		}
	w->judged++;
	cm_release(w->host, interval);
	cm_release(w->host, unknown);
	return w->narrow;
}

/* Finds what is known and what is weak; is anything weak? */
static bool
audit(Work *w)
{
	const CmDemand *d = w->demand;
	bool		any = false;

	w->narrow = false;
	cm_audit(w->host, d->sums, d->value, d->firms, w->pattern.hidden, NULL, w->found, w->known_by);
	for (uint32_t k = 0; k < d->sums->cells; k++)
	{
		w->weak[k] = d->primary[k] && w->found[k] != CM_FOUND_NOTHING;
		any |= w->weak[k];
	}
	w->unjudged = any && d->protection != NULL;
	return any || (d->protection != NULL && judge_intervals(w));
}

/* What circuits may use: of cells of 0 as few as may be, which hide nothing without others, as nothing is negative. */
static uint8_t *
uses(const Work *w)
{
	const CmDemand *d = w->demand;
	uint8_t    *use = cm_resize(w->host, NULL, (size_t) d->sums->cells + 1, 1);

	for (uint32_t k = 0; k < d->sums->cells; k++)
		use[k] = w->pattern.hidden[k] ? (d->value[k] == 0 ? CM_USE_LAST : CM_USE_HIDDEN) : d->eligible[k] ? CM_USE_OTHER : CM_USE_NEVER;
	return use;
}

/* Hides a circuit through a weak cell, past the firm that knows it by its own; false if there is none, or nothing to hide. */
static bool
hide_circuit(Work *w, uint32_t cell, uint8_t *use)
{
	uint32_t	by = w->known_by[cell];
	uint8_t		kept = by == CM_NO_CELL ? 0 : use[by];
	bool		found,
				any = false;

	if (by != CM_NO_CELL)
		use[by] = CM_USE_NEVER;
	found = cm_circuit(&w->circuits, cell, use, CM_NEAR_MOST);
	if (by != CM_NO_CELL)
		use[by] = kept;
	for (uint32_t f = 0; f < w->circuits.founds && found; f++)
	{
		uint32_t	k = w->circuits.found[f];

		w->weak[k] &= w->found[k] != CM_FOUND_SUMS;
		if (w->pattern.hidden[k])
			continue;
		cm_pattern_hide(&w->pattern, k);
		use[k] = CM_USE_HIDDEN;
		any = true;
	}
	return any;
}

/* Hides circles of subtables through a cell of 0: of cells that are not 0, next to which it may be anything. */
static bool
hide_circles(Work *w, uint32_t cell)
{
	const CmSubtables *s = &w->pattern.subtables;
	bool		any = false;

	for (uint32_t a = s->at[cell]; a < s->at[cell + 1]; a++)
		any |= cm_path_afresh(&w->pattern.paths, s->place[a]) && cm_pattern_hide_path(&w->pattern);
	return any;
}

/* Circuits through weak cells, or more leeway for them; was there anything to hide? */
static bool
strengthen(Work *w)
{
	uint8_t    *use;
	uint32_t	cells = w->demand->sums->cells;
	bool		any = false;

	for (uint32_t k = 0; k < cells && w->narrow && w->judged < CM_INTERVALS_MOST; k++)
		any |= w->weak[k] && cm_leeway_give_afresh(&w->leeway, k);
	if (w->narrow)
		return any;
	use = uses(w);
	for (uint32_t k = 0; k < cells; k++)
		any |= w->weak[k] && hide_circuit(w, k, use);
	for (uint32_t k = 0; k < cells && !any; k++)
		any = w->weak[k] && w->demand->value[k] == 0 && hide_circles(w, k);
	cm_release(w->host, use);
	return any;
}

/* Does everybody know it? */
static bool
is_known(uint8_t found)
{
	return found == CM_FOUND_SUMS || found == CM_FOUND_ZERO;
}

/*
 * Is what was hidden before, and what must be now, enough?  Then that is the pattern: one that changes without
 * need tells by its changes.
 */
static bool
keep_previous(Work *w)
{
	const CmDemand *d = w->demand;
	uint32_t	cells = d->sums->cells;
	bool		enough;

	for (uint32_t k = 0; k < cells; k++)
		w->pattern.hidden[k] = d->primary[k] || (d->previous[k] && d->eligible[k]);
	enough = !audit(w);
	for (uint32_t k = 0; k < cells && enough; k++)
		enough = d->primary[k] || !w->pattern.hidden[k] || !is_known(w->found[k]);
	if (!enough)
	{
		memset(w->pattern.hidden, 0, cells);
		w->judged = 0;
	}
	return enough;
}

/* The pattern of least cost that is found. */
static void
find_pattern(Work *w)
{
	const CmDemand *d = w->demand;
	uint32_t	cells = d->sums->cells;

	for (uint32_t k = 0; k < cells; k++)
		if (d->primary[k])
			cm_pattern_hide(&w->pattern, k);
	for (uint32_t k = 0; k < cells && d->protection != NULL; k++)
		if (d->primary[k])
			cm_leeway_ask(&w->leeway, k, d->protection[k]);
	mend(w);
	for (int round = 0; audit(w) && round < CM_ROUNDS_MOST && strengthen(w); round++)
		mend(w);
	if (w->unjudged)
		judge_intervals(w);
}

void
cm_suppress(const CmHost *host, const CmDemand *demand, uint8_t *hidden, uint8_t *exposed)
{
	uint32_t	cells = demand->sums->cells;
	Work		w = {
		.host = host,
		.demand = demand,
		.weak = cm_zeros(host, (size_t) cells + 1, 1),
		.found = cm_zeros(host, (size_t) cells + 1, 1),
		.known_by = cm_resize(host, NULL, (size_t) cells + 1, sizeof(uint32_t)),
		.firm = demand->firms == NULL ? NULL : cm_single_firms(host, demand->sums, demand->firms)
	};

	cm_pattern_open(&w.pattern, host, demand->sums, demand->eligible, demand->cost);
	cm_circuits_open(&w.circuits, host, demand->sums, &w.pattern.subtables, demand->cost);
	if (demand->protection != NULL)
		cm_leeway_open(&w.leeway, &w.pattern, demand->value);
	if (demand->previous == NULL || !keep_previous(&w))
		find_pattern(&w);
	for (uint32_t k = 0; k < cells; k++)
	{
		hidden[k] = w.pattern.hidden[k] && (demand->primary[k] || !is_known(w.found[k]));
		exposed[k] = w.weak[k];
	}
	if (demand->protection != NULL)
		cm_leeway_close(&w.leeway);
	cm_circuits_close(&w.circuits);
	cm_pattern_close(&w.pattern);
	cm_release(host, w.firm);
	cm_release(host, w.weak);
	cm_release(host, w.found);
	cm_release(host, w.known_by);
}
