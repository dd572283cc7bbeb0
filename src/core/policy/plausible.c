/*
 * plausible.c: where a score may well be, given what is not known of it.
 */
#include "core/policy/plausible.h"

#include "core/numeric/random.h"
#include "core/numeric/sort.h"

#include <math.h>
#include <string.h>

#define PRIOR 3				/* indicators of ordinary unlikeness, lest those win that are known in little */
#define UNLIKE 0.15

void
cm_donors_open(CmDonors *d, const CmHost *host, const CmRiskModel *model, double (*risk)[CM_INDICATORS], uint32_t count)
{
	*d = (CmDonors) {.host = host, .model = model, .count = count, .risk = risk};
	d->any = cm_resize(host, NULL, (size_t) count * CM_INDICATORS + 1, sizeof(double));
	d->level = cm_resize(host, NULL, (size_t) count + 1, sizeof(double));
	for (uint32_t k = 0; k < count; k++)
	{
		CmBand		band;

		d->level[k] = cm_risk_quick_score(model, risk[k], &band);
		for (int i = 0; i < CM_INDICATORS; i++)
			if (cm_is_scored(model, (CmIndicator) i) && cm_is_known(risk[k][i]))
				d->any[d->known++] = risk[k][i];
	}
}

void
cm_donors_close(CmDonors *d)
{
	cm_release(d->host, d->any);
	cm_release(d->host, d->level);
}

/* A donor and how unlike it is. */
typedef struct Donor
{
	double		distance;
	uint32_t	place;
} Donor;

static int
by_distance(const void *a, const void *b)
{
	const Donor *x = a,
			   *y = b;

	if (x->distance != y->distance)
		return x->distance < y->distance ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

/* Mean squared difference of what is known of both, shrunk; infinite if nothing is. */
static double
distance(const CmRiskModel *m, const double *a, const double *b)
{
	double		sum = 0;
	int			both = 0;

	for (int i = 0; i < CM_INDICATORS; i++)
		if (cm_is_scored(m, (CmIndicator) i) && cm_is_known(a[i]) && cm_is_known(b[i]))
		{
			sum += (a[i] - b[i]) * (a[i] - b[i]);
			both++;
		}
	return both == 0 ? INFINITY : (sum + PRIOR * UNLIKE) / (both + PRIOR);
}

static void
order_donors(const CmDonors *d, const double *risk, uint32_t self, Donor *donor)
{
	for (uint32_t k = 0; k < d->count; k++)
		donor[k] = (Donor) {k == self ? INFINITY : distance(d->model, risk, d->risk[k]), k};
	cm_sort(d->host, donor, d->count, sizeof(Donor), by_distance);
}

/* The nearest that know an indicator, by level.  Returns how many. */
static uint8_t
nearest_of(const CmDonors *d, const Donor *donor, int indicator, uint16_t place[CM_NEAREST])
{
	int			found = 0;

	for (uint32_t k = 0; k < d->count && found < CM_NEAREST && isfinite(donor[k].distance); k++)
	{
		uint32_t	next = donor[k].place;
		int			at = found;

		if (!cm_is_known(d->risk[next][indicator]))
			continue;
		for (; at > 0 && d->level[place[at - 1]] > d->level[next]; at--)
			place[at] = place[at - 1];
		place[at] = (uint16_t) next;
		found++;
	}
	return (uint8_t) found;
}

void
cm_nearest(const CmDonors *d, const double risk[CM_INDICATORS], uint32_t self, CmNearest *nearest)
{
	Donor	   *donor = cm_resize(d->host, NULL, (size_t) d->count + 1, sizeof(Donor));

	order_donors(d, risk, self, donor);
	for (int i = 0; i < CM_INDICATORS; i++)
		nearest->count[i] = isnan(risk[i]) && cm_is_scored(d->model, (CmIndicator) i) ? nearest_of(d, donor, i, nearest->place[i]) : 0;
	cm_release(d->host, donor);
	cm_breathe(d->host);
}

/*
 * One number chooses all donors, so that where several are needed all are among
 * the riskier ones, or all are not: what is unknown of a pair would go together, too.
 */
void
cm_draw_donors(const CmDonors *d, const CmNearest *nearest, uint64_t stream, uint64_t draw,
			   double risk[CM_INDICATORS], uint32_t donor[CM_INDICATORS])
{
	uint32_t	last = UINT32_MAX;
	double		chance = cm_uniform(stream, draw * (CM_INDICATORS + 1));

	for (int i = 0; i < CM_INDICATORS; i++)
	{
		donor[i] = UINT32_MAX;
		if (!isnan(risk[i]) || !cm_is_scored(d->model, (CmIndicator) i))
			continue;
		/* The donor of what came before, as long as it knows more. */
		if (last == UINT32_MAX || !cm_is_known(d->risk[last][i]))
			last = nearest->count[i] > 0 ? nearest->place[i][(int) (chance * nearest->count[i])] : UINT32_MAX;
		donor[i] = last;
		if (last == UINT32_MAX && d->known > 0)
			risk[i] = d->any[(uint64_t) (cm_uniform(stream, draw * (CM_INDICATORS + 1) + (uint64_t) i + 1) * (double) d->known)];
	}
}

void
cm_plausible_range(const CmDonors *d, const double risk[CM_INDICATORS], uint32_t self, uint32_t draws, uint64_t seed, double *low, double *high)
{
	double	   *score;
	CmNearest	nearest;
	bool		complete = true;
	CmBand		band;
	double		known = cm_risk_quick_score(d->model, risk, &band);

	for (int i = 0; i < CM_INDICATORS; i++)
		complete = complete && !(isnan(risk[i]) && cm_is_scored(d->model, (CmIndicator) i));
	*low = *high = complete ? known : NAN;
	if (complete || draws == 0)
		return;
	score = cm_resize(d->host, NULL, draws, sizeof(double));
	cm_nearest(d, risk, self, &nearest);
	for (uint32_t k = 0; k < draws; k++)
	{
		double		filled[CM_INDICATORS];
		uint32_t	donor[CM_INDICATORS];

		cm_breathe_at(d->host, k);
		memcpy(filled, risk, sizeof(filled));
		cm_draw_donors(d, &nearest, cm_mix64(seed), k, filled, donor);
		for (int i = 0; i < CM_INDICATORS; i++)
			if (donor[i] != UINT32_MAX)
				filled[i] = d->risk[donor[i]][i];
		score[k] = cm_risk_quick_score(d->model, filled, &band);
	}
	cm_sort(d->host, score, draws, sizeof(double), cm_ascending);
	/* The score of what is known is possible, too. */
	*low = fmin(cm_quantile(score, draws, 0.05), known);
	*high = fmax(cm_quantile(score, draws, 0.95), known);
	cm_release(d->host, score);
}
