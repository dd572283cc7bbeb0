/*
 * policy_uncertainty.c: how far scores and ranks depend on our own choices.
 */
#include "core/policy/policy_uncertainty.h"

#include "core/numeric/random.h"
#include "core/numeric/sort.h"

#include <math.h>
#include <string.h>

const double cm_other_shrinkage[CM_OTHER_SHRINKAGES] = {0, 10};

/* Drawing -------------------------------------------------------------- */

/* Numbers of one draw, taken one after the other. */
typedef struct Chance
{
	uint64_t	stream;
	uint64_t	taken;
} Chance;

static double
uniform(Chance *c)
{
	return cm_uniform(c->stream, c->taken++);
}

/* Box, Muller 1958. */
static double
normal(Chance *c)
{
	double		u = 1 - uniform(c),
				v = uniform(c);

	return sqrt(-2 * log(u)) * cos(2 * 3.14159265358979323846 * v);
}

/* Gamma with shape a > 0, scale 1: Marsaglia, Tsang 2000, ACM TOMS 26. */
static double
gamma_number(Chance *c, double a)
{
	double		boost = a < 1 ? pow(1 - uniform(c), 1 / a) : 1;
	double		d = (a < 1 ? a + 1 : a) - 1.0 / 3;

	for (;;)
	{
		double		x = normal(c);
		double		v = pow(1 + x / sqrt(9 * d), 3);

		if (v > 0 && log(1 - uniform(c)) < x * x / 2 + d - d * v + d * log(v))
			return boost * d * v;
	}
}

static void
draw_weights(Chance *c, CmRiskModel *m)
{
	double		sum = 0;

	for (int k = 0; k < m->pillars; k++)
		sum += m->pillar_weight[k];
	for (int k = 0; k < m->pillars; k++)
		if (m->pillar_weight[k] > 0)
			m->pillar_weight[k] = gamma_number(c, 20 * m->pillar_weight[k] / sum);
}

static void
shift_cuts(Chance *c, double *a, double *b)
{
	double		fifth = (*b - *a) / 5;

	*a += fifth * (2 * uniform(c) - 1);
	*b += fifth * (2 * uniform(c) - 1);
}

int
cm_draw_model(const CmRiskModel *m, unsigned vary, int variants, uint64_t seed, uint32_t draw, CmRiskModel *drawn)
{
	static const double exponent[] = {1, 2, 4};
	Chance		c = {cm_mix64(seed * CM_GOLDEN + draw + 1), 0};

	*drawn = *m;
	if (vary & CM_VARY_EXPONENT)
		drawn->exponent = exponent[(int) (3 * uniform(&c))];
	if (vary & CM_VARY_WEIGHTS)
		draw_weights(&c, drawn);
	for (int i = 0; (vary & CM_VARY_CUTS) && i < CM_INDICATORS; i++)
	{
		shift_cuts(&c, &drawn->cut[i].elevated_from, &drawn->cut[i].high_from);
		shift_cuts(&c, &drawn->cut[i].proxy_elevated_from, &drawn->cut[i].proxy_high_from);
	}
	return vary & CM_VARY_MEASURING ? (int) (variants * uniform(&c)) : 0;
}

/* Scores and ranks ------------------------------------------------------ */

/* Everything that draws need. */
typedef struct Study
{
	const CmHost *host;
	const CmRiskModel *model;
	const CmVariants *variants;
	bool	   *counts;			/* has the pair a score? */
	double	   *score;			/* of the reference */
	uint32_t   *rank;
	double	   *drawn;			/* of one draw */
	uint32_t   *drawn_rank;
	CmBand	   *band;
	double	   *sorted;
	CmNearest  *nearest;		/* donors, or NULL */
} Study;

static void
risks_of(const CmRiskModel *m, const CmFinding *finding, uint32_t pair, double risk[CM_INDICATORS])
{
	for (int i = 0; i < CM_INDICATORS; i++)
		risk[i] = cm_finding_risk(&m->cut[i], &finding[(size_t) pair * CM_INDICATORS + i]);
}

/* Fills in what is unknown of a pair, by the cuts of the draw. */
static void
fill_unknown(const Study *s, const CmRiskModel *m, uint32_t pair, uint32_t draw, double risk[CM_INDICATORS])
{
	const CmVariants *v = s->variants;
	uint32_t	donor[CM_INDICATORS];

	cm_draw_donors(v->donors, &s->nearest[pair], v->stream[pair], draw, risk, donor);
	for (int i = 0; i < CM_INDICATORS; i++)
		if (donor[i] != UINT32_MAX)
			risk[i] = cm_finding_risk(&m->cut[i], &v->donor_finding[(size_t) donor[i] * CM_INDICATORS + i]);
}

/* Scores and bands of all pairs by a model and a variant, NaN for those that have none; what is unknown is filled in if it is in `vary`. */
static void
score_pairs(const Study *s, const CmRiskModel *m, int variant, unsigned vary, uint32_t draw, int left_out, double *score)
{
	for (uint32_t k = 0; k < s->variants->pairs; k++)
	{
		double		risk[CM_INDICATORS];

		cm_breathe_at(s->host, k);
		score[k] = NAN;
		if (!s->counts[k])
			continue;
		risks_of(m, s->variants->finding[variant], k, risk);
		if (left_out >= 0)
			risk[left_out] = CM_NOT_APPLICABLE;
		if (s->nearest != NULL && (vary & CM_VARY_UNKNOWN))
			fill_unknown(s, m, k, draw, risk);
		score[k] = cm_risk_quick_score(m, risk, &s->band[k]);
	}
}

static void
study_open(Study *s, const CmHost *host, const CmRiskModel *m, const CmVariants *v)
{
	size_t		count = (size_t) v->pairs + 1;

	*s = (Study) {.host = host, .model = m, .variants = v};
	s->counts = cm_resize(host, NULL, count, sizeof(bool));
	s->score = cm_resize(host, NULL, count, sizeof(double));
	s->rank = cm_resize(host, NULL, count, sizeof(uint32_t));
	s->drawn = cm_resize(host, NULL, count, sizeof(double));
	s->drawn_rank = cm_resize(host, NULL, count, sizeof(uint32_t));
	s->band = cm_resize(host, NULL, count, sizeof(CmBand));
	s->sorted = cm_resize(host, NULL, count, sizeof(double));
	for (uint32_t k = 0; k < v->pairs; k++)
	{
		double		risk[CM_INDICATORS];
		CmRiskScore score;

		cm_breathe_at(host, k);
		risks_of(m, v->finding[0], k, risk);
		cm_risk_score(m, risk, &score);
		s->counts[k] = !isnan(score.score);
	}
	score_pairs(s, m, 0, 0, 0, -1, s->score);
	cm_risk_ranks(host, s->score, v->pairs, s->sorted, s->rank);
}

static void
study_close(Study *s)
{
	cm_release(s->host, s->counts);
	cm_release(s->host, s->score);
	cm_release(s->host, s->rank);
	cm_release(s->host, s->drawn);
	cm_release(s->host, s->drawn_rank);
	cm_release(s->host, s->band);
	cm_release(s->host, s->sorted);
	cm_release(s->host, s->nearest);
}

/* What is unknown in any variant may have to be filled in; who is near is told by the first. */
static void
find_nearest(Study *s)
{
	const CmVariants *v = s->variants;

	s->nearest = cm_resize(s->host, NULL, (size_t) v->pairs + 1, sizeof(CmNearest));
	for (uint32_t k = 0; k < v->pairs; k++)
	{
		double		risk[CM_INDICATORS],
					other[CM_INDICATORS];

		risks_of(s->model, v->finding[0], k, risk);
		for (int n = 1; n < v->count; n++)
		{
			risks_of(s->model, v->finding[n], k, other);
			for (int i = 0; i < CM_INDICATORS; i++)
				risk[i] = isnan(other[i]) ? NAN : risk[i];
		}
		cm_nearest(v->donors, risk, v->self[k], &s->nearest[k]);
	}
}

static void
study_draw(Study *s, unsigned vary, uint64_t seed, uint32_t draw)
{
	const CmVariants *v = s->variants;
	CmRiskModel drawn;
	int			variant = cm_draw_model(s->model, vary, v->count, seed, draw, &drawn);

	score_pairs(s, &drawn, variant, vary, draw, -1, s->drawn);
	cm_risk_ranks(s->host, s->drawn, v->pairs, s->sorted, s->drawn_rank);
}

/* Intervals ------------------------------------------------------------ */

/* Takes the draws of a pair out of all, into `own`, those that have a score; sorted. */
static uint32_t
draws_of(const CmHost *host, const double *all, uint32_t pairs, uint32_t pair, uint32_t draws, double *own)
{
	uint32_t	count = 0;

	for (uint32_t d = 0; d < draws; d++)
		if (!isnan(all[(size_t) d * pairs + pair]))
			own[count++] = all[(size_t) d * pairs + pair];
	cm_sort(host, own, count, sizeof(double), cm_ascending);
	return count;
}

static void
summarize(const Study *s, const double *score, const double *rank, uint32_t draws, CmSpread *spread)
{
	uint32_t	pairs = s->variants->pairs;
	double	   *own = cm_resize(s->host, NULL, (size_t) draws + 1, sizeof(double));

	for (uint32_t k = 0; k < pairs; k++)
	{
		CmSpread   *p = &spread[k];
		uint32_t	count;

		p->score = s->score[k];
		p->rank = s->rank[k];
		p->low = p->median = p->high = p->rank_low = p->rank_high = NAN;
		count = s->counts[k] ? draws_of(s->host, score, pairs, k, draws, own) : 0;
		p->elevated_or_high = count == 0 ? NAN : p->elevated_or_high / count;
		p->in_high = count == 0 ? NAN : p->in_high / count;
		if (count == 0)
			continue;
		p->low = cm_quantile(own, count, 0.05);
		p->median = cm_quantile(own, count, 0.5);
		p->high = cm_quantile(own, count, 0.95);
		count = draws_of(s->host, rank, pairs, k, draws, own);
		p->rank_low = cm_quantile(own, count, 0.05);
		p->rank_high = cm_quantile(own, count, 0.95);
		cm_breathe(s->host);
	}
	cm_release(s->host, own);
}

void
cm_spread(const CmHost *host, const CmRiskModel *m, const CmVariants *v, unsigned vary,
		  uint32_t draws, uint64_t seed, CmSpread *spread)
{
	double	   *score = cm_resize(host, NULL, (size_t) v->pairs * draws + 1, sizeof(double));
	double	   *rank = cm_resize(host, NULL, (size_t) v->pairs * draws + 1, sizeof(double));
	Study		s;

	study_open(&s, host, m, v);
	if (v->donors != NULL && (vary & CM_VARY_UNKNOWN))
		find_nearest(&s);
	memset(spread, 0, v->pairs * sizeof(CmSpread));
	for (uint32_t d = 0; d < draws; d++)
	{
		study_draw(&s, vary, seed, d);
		for (uint32_t k = 0; k < v->pairs; k++)
		{
			bool		scored = !isnan(s.drawn[k]);

			score[(size_t) d * v->pairs + k] = s.drawn[k];
			rank[(size_t) d * v->pairs + k] = scored ? s.drawn_rank[k] : NAN;
			spread[k].elevated_or_high += scored && s.band[k] >= CM_BAND_ELEVATED;
			spread[k].in_high += scored && s.band[k] == CM_BAND_HIGH;
		}
	}
	summarize(&s, score, rank, draws, spread);
	study_close(&s);
	cm_release(host, score);
	cm_release(host, rank);
}

/* Shifts of ranks ------------------------------------------------------ */

/* Adds the distances of the drawn ranks from those of the reference. */
static void
add_shifts(const Study *s, double *sum, double *count)
{
	for (uint32_t k = 0; k < s->variants->pairs; k++)
		if (s->rank[k] > 0 && s->drawn_rank[k] > 0)
		{
			*sum += fabs((double) s->rank[k] - s->drawn_rank[k]);
			(*count)++;
		}
}

double
cm_rank_shift(const CmHost *host, const CmRiskModel *m, const CmVariants *v, unsigned vary, uint32_t draws, uint64_t seed)
{
	double		sum = 0,
				count = 0;
	Study		s;

	study_open(&s, host, m, v);
	for (uint32_t d = 0; d < draws; d++)
	{
		study_draw(&s, vary, seed, d);
		add_shifts(&s, &sum, &count);
	}
	study_close(&s);
	return count > 0 ? sum / count : NAN;
}

double
cm_rank_shift_without(const CmHost *host, const CmRiskModel *m, const CmVariants *v, CmIndicator left_out)
{
	double		sum = 0,
				count = 0;
	Study		s;

	study_open(&s, host, m, v);
	score_pairs(&s, m, 0, 0, 0, (int) left_out, s.drawn);
	cm_risk_ranks(host, s.drawn, v->pairs, s.sorted, s.drawn_rank);
	add_shifts(&s, &sum, &count);
	study_close(&s);
	return count > 0 ? sum / count : NAN;
}
