/*
 * policy_model.c: how evidence about a targeted pair becomes a risk score.
 */
#include "core/policy/policy_model.h"

#include "core/numeric/sort.h"

#include <math.h>
#include <string.h>

const char *const cm_band_name[] = {"insufficient_data", "low", "elevated", "high"};

/* Means over pillars --------------------------------------------------- */

double
cm_risk_power_mean(const double *u, const double *w, int count, double p)
{
	double		largest = 0,
				weights = 0,
				sum = 0;

	for (int k = 0; k < count; k++)
		if (!isnan(u[k]) && w[k] > 0)
		{
			largest = fmax(largest, u[k]);
			weights += w[k];
		}
	if (!(weights > 0))
		return NAN;
	if (largest == 0 || isinf(p))
		return largest;
	/* In units of the largest no power underflows that matters. */
	for (int k = 0; k < count; k++)
		if (!isnan(u[k]) && w[k] > 0)
			sum += w[k] * pow(u[k] / largest, p);
	return largest * pow(sum / weights, 1 / p);
}

/* -ln of safety. */
static double
unsafety(double u)
{
	return -log(fmax(1 - u, CM_LEAST_SAFETY));
}

double
cm_risk_of_safety(const double *u, const double *w, int count)
{
	double		weights = 0,
				sum = 0;

	for (int k = 0; k < count; k++)
		if (!isnan(u[k]) && w[k] > 0)
		{
			weights += w[k];
			sum += w[k] * unsafety(u[k]);
		}
	return weights > 0 ? -expm1(-sum / weights) : NAN;
}

/* The score ------------------------------------------------------------ */

/* What is known of the pillars. */
typedef struct Pillars
{
	double		risk[CM_PILLARS_MOST];	/* weighted means of the risks that are known; NaN */
	double		known[CM_PILLARS_MOST]; /* share of the weight that applies, 0 to 1 */
	bool		applies[CM_PILLARS_MOST];	/* anything */
	double		weight[CM_PILLARS_MOST];	/* in the score */
} Pillars;

static void
fill_pillars(const CmRiskModel *m, const double risk[CM_INDICATORS], Pillars *p)
{
	double		known[CM_PILLARS_MOST] = {0},
				applicable[CM_PILLARS_MOST] = {0};

	memset(p->risk, 0, sizeof(double) * (size_t) m->pillars);
	for (int i = 0; i < CM_INDICATORS; i++)
	{
		int			k = m->cut[i].pillar;

		if (k < 0 || !cm_is_applicable(risk[i]))
			continue;
		applicable[k] += m->cut[i].weight;
		if (!cm_is_known(risk[i]))
			continue;
		known[k] += m->cut[i].weight;
		p->risk[k] += m->cut[i].weight * risk[i];
	}
	for (int k = 0; k < m->pillars; k++)
	{
		p->risk[k] = known[k] > 0 ? p->risk[k] / known[k] : NAN;
		p->applies[k] = applicable[k] > 0;
		p->known[k] = p->applies[k] ? known[k] / applicable[k] : 0;
		p->weight[k] = m->pillar_weight[k] * p->known[k];
	}
}

/* A mean that is the cut but for rounding has reached it. */
static bool
reaches(double value, double cut)
{
	return value >= cut - 1e-12 * fmax(1, fabs(cut));
}

CmBand
cm_risk_band(const CmRiskModel *m, double score)
{
	if (isnan(score))
		return CM_BAND_UNKNOWN;
	return reaches(score, m->high_score) ? CM_BAND_HIGH : reaches(score, m->elevated_score) ? CM_BAND_ELEVATED : CM_BAND_LOW;
}

static double
score_of(const CmRiskModel *m, const Pillars *p)
{
	return 100 * (m->of_safety ? cm_risk_of_safety(p->risk, p->weight, m->pillars) :
				  cm_risk_power_mean(p->risk, p->weight, m->pillars, m->exponent));
}

double
cm_risk_quick_score(const CmRiskModel *m, const double risk[CM_INDICATORS], CmBand *band)
{
	Pillars		p;
	double		score;

	fill_pillars(m, risk, &p);
	score = score_of(m, &p);
	*band = cm_risk_band(m, score);
	return score;
}

/* The score if every unknown risk were so much. */
static double
score_if(const CmRiskModel *m, const double risk[CM_INDICATORS], double unknown)
{
	double		filled[CM_INDICATORS];
	CmBand		band;

	for (int i = 0; i < CM_INDICATORS; i++)
		filled[i] = isnan(risk[i]) ? unknown : risk[i];
	return cm_risk_quick_score(m, filled, &band);
}

/* How much is known: coverage, grade, and whether that is enough for a score. */
static bool
assess(const CmRiskModel *m, const Pillars *p, CmRiskScore *result)
{
	double		weights = 0,
				covered = 0;
	int			pillars = 0;
	bool		enough = true;

	for (int k = 0; k < m->pillars; k++)
	{
		weights += p->applies[k] ? m->pillar_weight[k] : 0;
		covered += p->weight[k];
		pillars += p->weight[k] > 0;
		enough = enough && !(m->pillar_required[k] && p->known[k] == 0);
	}
	result->coverage = weights > 0 ? covered / weights : 0;
	enough = enough && reaches(result->coverage, m->minimum_coverage) && pillars >= m->minimum_pillars;
	result->grade = !enough ? 0 : reaches(result->coverage, m->grade_a) ? 'A' : reaches(result->coverage, m->grade_b) ? 'B' : 'C';
	return enough;
}

static void
find_flags(const CmRiskModel *m, const Pillars *p, CmRiskScore *result)
{
	result->flags = 0;
	for (int k = 0; k < m->pillars; k++)
	{
		result->flag[k] = p->weight[k] > 0 && reaches(p->risk[k], m->flag_from) && reaches(p->known[k], 0.5);
		result->flags += result->flag[k];
	}
}

/*
 * Shares of pillars and indicators in the score.  The power mean is homogeneous,
 * so its parts by Euler's theorem add up to it; of the geometric mean of safety
 * the logarithm is shared out.
 */
static void
contribute(const CmRiskModel *m, const double risk[CM_INDICATORS], const Pillars *p, CmRiskScore *result)
{
	double		part[CM_PILLARS_MOST];
	double		parts = 0,
				largest = 0;
	double		within[CM_PILLARS_MOST] = {0};

	for (int k = 0; k < m->pillars; k++)
		largest = fmax(largest, p->weight[k] > 0 ? p->risk[k] : 0);
	for (int k = 0; k < m->pillars; k++)
	{
		double		u = p->risk[k];

		part[k] = p->weight[k] > 0 && u > 0 ? p->weight[k] * (m->of_safety ? unsafety(u) : pow(u / largest, m->exponent)) : 0;
		parts += part[k];
	}
	for (int i = 0; i < CM_INDICATORS; i++)
		if (m->cut[i].pillar >= 0 && cm_is_known(risk[i]))
			within[m->cut[i].pillar] += m->cut[i].weight * risk[i];
	for (int k = 0; k < m->pillars; k++)
		result->pillar_contribution[k] = isnan(p->risk[k]) ? NAN : result->score * (parts > 0 ? part[k] / parts : 0);
	for (int i = 0; i < CM_INDICATORS; i++)
	{
		int			k = m->cut[i].pillar;

		result->contribution[i] = k < 0 || !cm_is_known(risk[i]) ? NAN :
			result->pillar_contribution[k] * (within[k] > 0 ? m->cut[i].weight * risk[i] / within[k] : 0);
	}
}

void
cm_risk_score(const CmRiskModel *m, const double risk[CM_INDICATORS], CmRiskScore *result)
{
	Pillars		p;

	fill_pillars(m, risk, &p);
	memcpy(result->pillar, p.risk, sizeof(double) * (size_t) m->pillars);
	result->score = assess(m, &p, result) ? score_of(m, &p) : NAN;
	result->band = cm_risk_band(m, result->score);
	result->if_best = score_if(m, risk, 0);
	result->if_worst = score_if(m, risk, 1);
	/* A pillar that becomes known weighs more, so that even the worst of it may be a mean between others: the score itself is possible, too. */
	result->if_best = fmin(result->if_best, result->score);
	result->if_worst = fmax(result->if_worst, result->score);
	result->band_if_best = cm_risk_band(m, result->if_best);
	result->band_if_worst = cm_risk_band(m, result->if_worst);
	find_flags(m, &p, result);
	contribute(m, risk, &p, result);
}

/* Ranks ---------------------------------------------------------------- */

uint32_t
cm_risk_ranks(const CmHost *host, const double *risk, uint32_t pairs, double *sorted, uint32_t *rank)
{
	uint32_t	count = 0;

	for (uint32_t k = 0; k < pairs; k++)
		if (!isnan(risk[k]))
			sorted[count++] = risk[k];
	cm_sort(host, sorted, count, sizeof(double), cm_ascending);
	for (uint32_t k = 0; k < pairs; k++)
	{
		uint32_t	low = 0,
					high = count;

		cm_breathe_at(host, k);
		/* How many are not above it. */
		while (!isnan(risk[k]) && low < high)
		{
			uint32_t	middle = low + (high - low) / 2;

			if (sorted[middle] <= risk[k])
				low = middle + 1;
			else
				high = middle;
		}
		rank[k] = isnan(risk[k]) ? 0 : count - low + 1;
	}
	return count;
}
