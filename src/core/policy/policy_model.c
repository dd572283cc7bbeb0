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

/* Weighted means of the risks that are known, by pillar; tells the share of the pillar's weight that they have. */
static void
fill_pillars(const CmRiskModel *m, const double risk[CM_INDICATORS], double *pillar, double *known)
{
	double		weight[CM_PILLARS_MOST] = {0},
				all[CM_PILLARS_MOST] = {0};

	memset(pillar, 0, sizeof(double) * (size_t) m->pillars);
	for (int i = 0; i < CM_INDICATORS; i++)
	{
		int			k = m->cut[i].pillar;

		if (k < 0)
			continue;
		all[k] += m->cut[i].weight;
		if (isnan(risk[i]))
			continue;
		weight[k] += m->cut[i].weight;
		pillar[k] += m->cut[i].weight * risk[i];
	}
	for (int k = 0; k < m->pillars; k++)
	{
		pillar[k] = weight[k] > 0 ? pillar[k] / weight[k] : NAN;
		known[k] = all[k] > 0 ? weight[k] / all[k] : 0;
	}
}

static int
flags_of(const CmRiskModel *m, const double *pillar)
{
	int			flags = 0;

	for (int k = 0; k < m->pillars; k++)
		/* A mean that is the cut but for rounding has reached it. */
		flags += m->pillar_weight[k] > 0 && pillar[k] >= m->flag_from - 1e-12;
	return flags;
}

static CmBand
band_of(const CmRiskModel *m, double score, int flags)
{
	if (isnan(score))
		return CM_BAND_UNKNOWN;
	if (score >= m->high_score || flags >= m->high_flags)
		return CM_BAND_HIGH;
	if (score >= m->elevated_score || flags >= m->elevated_flags)
		return CM_BAND_ELEVATED;
	return CM_BAND_LOW;
}

static double
score_of(const CmRiskModel *m, const double *pillar)
{
	return 100 * (m->of_safety ? cm_risk_of_safety(pillar, m->pillar_weight, m->pillars) :
				  cm_risk_power_mean(pillar, m->pillar_weight, m->pillars, m->exponent));
}

double
cm_risk_quick_score(const CmRiskModel *m, const double risk[CM_INDICATORS], CmBand *band)
{
	double		pillar[CM_PILLARS_MOST],
				known[CM_PILLARS_MOST];
	double		score;

	fill_pillars(m, risk, pillar, known);
	score = score_of(m, pillar);
	*band = band_of(m, score, flags_of(m, pillar));
	return score;
}

/* The score if every missing risk were `missing`. */
static double
bound(const CmRiskModel *m, const double risk[CM_INDICATORS], double missing, CmBand *band)
{
	double		filled[CM_INDICATORS];

	for (int i = 0; i < CM_INDICATORS; i++)
		filled[i] = isnan(risk[i]) ? missing : risk[i];
	return cm_risk_quick_score(m, filled, band);
}

/* How much is known: coverage, grade, and whether that is enough for a score. */
static bool
assess(const CmRiskModel *m, const double *known, CmRiskScore *result)
{
	double		weights = 0,
				covered = 0;
	int			pillars = 0;
	bool		enough = true;

	for (int k = 0; k < m->pillars; k++)
	{
		weights += m->pillar_weight[k];
		covered += m->pillar_weight[k] * known[k];
		pillars += m->pillar_weight[k] > 0 && known[k] > 0;
		enough = enough && !(m->pillar_required[k] && known[k] == 0);
	}
	result->coverage = weights > 0 ? covered / weights : 0;
	/* The smallest sum of weights that a user would call this share may be an ulp below it. */
	covered = result->coverage + 1e-12;
	enough = enough && covered >= m->minimum_coverage && pillars >= m->minimum_pillars;
	result->grade = !enough ? 0 : covered >= m->grade_a ? 'A' : covered >= m->grade_b ? 'B' : 'C';
	return enough;
}

/*
 * Shares of pillars and indicators in the score.  The power mean is homogeneous,
 * so its parts by Euler's theorem add up to it; of the geometric mean of safety
 * the logarithm is shared out.
 */
static void
contribute(const CmRiskModel *m, const double risk[CM_INDICATORS], CmRiskScore *result)
{
	double		part[CM_PILLARS_MOST];
	double		parts = 0,
				largest = 0;
	double		within[CM_PILLARS_MOST] = {0};

	for (int k = 0; k < m->pillars; k++)
		largest = fmax(largest, isnan(result->pillar[k]) || m->pillar_weight[k] == 0 ? 0 : result->pillar[k]);
	for (int k = 0; k < m->pillars; k++)
	{
		double		u = result->pillar[k];

		part[k] = isnan(u) || u == 0 || m->pillar_weight[k] == 0 ? 0 : m->pillar_weight[k] * (m->of_safety ? unsafety(u) : pow(u / largest, m->exponent));
		parts += part[k];
	}
	for (int i = 0; i < CM_INDICATORS; i++)
		if (m->cut[i].pillar >= 0 && !isnan(risk[i]))
			within[m->cut[i].pillar] += m->cut[i].weight * risk[i];
	for (int k = 0; k < m->pillars; k++)
		result->pillar_contribution[k] = isnan(result->pillar[k]) ? NAN : result->score * (parts > 0 ? part[k] / parts : 0);
	for (int i = 0; i < CM_INDICATORS; i++)
	{
		int			k = m->cut[i].pillar;

		result->contribution[i] = k < 0 || isnan(risk[i]) ? NAN :
			result->pillar_contribution[k] * (within[k] > 0 ? m->cut[i].weight * risk[i] / within[k] : 0);
	}
}

void
cm_risk_score(const CmRiskModel *m, const double risk[CM_INDICATORS], CmRiskScore *result)
{
	double		known[CM_PILLARS_MOST];
	bool		enough;

	fill_pillars(m, risk, result->pillar, known);
	enough = assess(m, known, result);
	result->score = enough ? score_of(m, result->pillar) : NAN;
	result->flags = flags_of(m, result->pillar);
	result->band = band_of(m, result->score, result->flags);
	result->lower = bound(m, risk, 0, &result->lower_band);
	result->upper = bound(m, risk, 1, &result->upper_band);
	contribute(m, risk, result);
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
