/*
 * policy_opportunity.c: what there is to gain from a target, beside its risk.
 */
#include "core/policy/policy_opportunity.h"

#include "core/numeric/sort.h"
#include "core/policy/panel_growth.h"
#include "core/structure/complexity.h"
#include "core/structure/outlook.h"

#include <math.h>
#include <string.h>

#define GROWTH_YEARS 5
#define FEW_INDUSTRIES 10
#define FEW_RETURNS 2
#define TIE 1e-9				/* values that differ by less do so by rounding */

const char *const cm_risk_quadrant_name[] = {NULL, "build_on", "careful_bet", "steady", "avoid"};

/* Preparation ------------------------------------------------------------- */

static void
fill_unknown(const CmHost *host, double *x, size_t count)
{
	for (size_t k = 0; k < count; k++)
	{
		x[k] = NAN;
		cm_breathe_at(host, k);
	}
}

/* Relatedness of an industry to all, itself included. */
static void
fill_phi(CmRelatedness *related, uint32_t industry, double *phi)
{
	cm_relatedness_begin(related, industry);
	cm_relatedness_fill(related, industry, phi);
}

/* What each industry would add to the outlook of the regions with lists. */
static void
open_gain(CmOpportunities *s, CmRelatedness *related)
{
	const CmHost *host = s->indicators->host;
	const CmOccurrences *o = &s->indicators->present;
	double	   *phi = cm_resize(host, NULL, (size_t) o->industries + 1, sizeof(double));
	double	   *worth = cm_resize(host, NULL, (size_t) o->industries + 1, sizeof(double));
	double	   *sum = cm_resize(host, NULL, (size_t) o->industries + 1, sizeof(double));

	for (uint32_t i = 0; i < o->industries; i++)
	{
		fill_phi(related, i, phi);
		sum[i] = cm_relatedness_sum(phi, o->industries);
	}
	cm_opportunity_worth(s->complexity, sum, o->industries, worth);
	for (uint32_t i = 0; i < o->industries; i++)
	{
		double		all;

		if (isnan(s->complexity[i]))
			continue;
		fill_phi(related, i, phi);
		all = cm_opportunity_all(phi, worth, o->industries);
		for (uint32_t m = 0; m < s->lists->members; m++)
		{
			uint32_t	r = s->lists->member[m];

			s->gain[(size_t) m * o->industries + i] = cm_opportunity_gain_of(o, phi, worth, all, r);
			cm_breathe_after(host, o->row[r], o->row[r + 1]);
		}
	}
	cm_release(host, phi);
	cm_release(host, worth);
	cm_release(host, sum);
}

static void
open_complexity(CmOpportunities *s)
{
	const CmHost *host = s->indicators->host;
	const CmOccurrences *o = &s->indicators->present;
	const CmSide industries = cm_industries_side(o);
	CmComplexity complexity;
	CmRelatedness related;

	s->complexity = cm_resize(host, NULL, (size_t) o->industries + 1, sizeof(double));
	s->gain = cm_resize(host, NULL, (size_t) s->lists->members * o->industries + 1, sizeof(double));
	fill_unknown(host, s->complexity, o->industries);
	fill_unknown(host, s->gain, (size_t) s->lists->members * o->industries);
	if (cm_side_present(&industries) < FEW_INDUSTRIES)
		return;
	cm_complexity_open(&complexity, host, o, CM_COMPLEXITY_EIGENVECTOR, 0, CM_SCALE_REGIONS);
	memcpy(s->complexity, complexity.industry, (size_t) o->industries * sizeof(double));
	if (cm_complexity_known(complexity.status))
	{
		cm_relatedness_open(&related, host, o, CM_RELATEDNESS_PROXIMITY, CM_MARGINS_OCCURRENCES);
		open_gain(s, &related);
		cm_relatedness_close(&related);
	}
	cm_complexity_close(&complexity);
}

/* Values of one industry in one region. */
static void
find_values(const CmOpportunities *s, uint32_t member, uint32_t industry, double value[CM_RETURNS])
{
	const CmIndicators *f = s->indicators;
	uint32_t	region = s->lists->member[member];
	uint64_t	pair = cm_panel_pair(f->panel, region, industry);
	CmFinding	copycat = cm_indicators_find_one(f, region, industry, CM_INDICATOR_COPYCAT);
	double		growth = s->before == NULL ? NAN : cm_growth_elsewhere(s->before, f->size, industry, pair) / s->years;

	value[CM_RETURN_COMPLEXITY] = s->complexity[industry];
	value[CM_RETURN_GAIN] = s->gain[(size_t) member * f->present.industries + industry];
	value[CM_RETURN_GROWTH] = isfinite(growth) ? growth : NAN;
	value[CM_RETURN_ROOM] = 1 - cm_finding_risk(&f->model->cut[CM_INDICATOR_COPYCAT], &copycat);
}

static void
open_sorted(CmOpportunities *s)
{
	const CmHost *host = s->indicators->host;
	const CmOccurrences *o = &s->lists->target;

	for (int part = 0; part < CM_RETURNS; part++)
		s->sorted[part] = cm_resize(host, NULL, o->row[o->regions] + 1, sizeof(double));
	for (uint32_t m = 0; m < s->lists->members; m++)
	{
		uint32_t	r = s->lists->member[m];

		for (uint64_t k = o->row[r]; k < o->row[r + 1]; k++)
		{
			double		value[CM_RETURNS];

			cm_breathe_at(host, k);
			find_values(s, m, o->industry[k], value);
			for (int part = 0; part < CM_RETURNS; part++)
				if (!isnan(value[part]))
					s->sorted[part][s->known[part]++] = value[part];
		}
	}
	for (int part = 0; part < CM_RETURNS; part++)
		cm_sort(host, s->sorted[part], s->known[part], sizeof(double), cm_ascending);
}

void
cm_opportunities_open(CmOpportunities *s, const CmIndicators *indicators, const CmLists *lists)
{
	int32_t		before = cm_year_before(indicators->panel, indicators->year, indicators->year - GROWTH_YEARS);

	*s = (CmOpportunities) {.indicators = indicators, .lists = lists};
	if (before != CM_NO_YEAR)
	{
		s->before = cm_panel_base(indicators->panel, before);
		s->years = (double) indicators->year - before;
	}
	open_complexity(s);
	open_sorted(s);
}

void
cm_opportunities_close(CmOpportunities *s)
{
	cm_release(s->indicators->host, s->complexity);
	cm_release(s->indicators->host, s->gain);
	for (int part = 0; part < CM_RETURNS; part++)
		cm_release(s->indicators->host, s->sorted[part]);
}

/* All --------------------------------------------------------------------- */

/* How many of sorted values are below one, or not above it. */
static uint64_t
count_below(const double *sorted, uint64_t count, double value, bool or_equal)
{
	uint64_t	low = 0,
				high = count;

	while (low < high)
	{
		uint64_t	middle = low + (high - low) / 2;

		if (sorted[middle] < value || (or_equal && sorted[middle] == value))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
cm_opportunity_find(const CmOpportunities *s, uint32_t member, uint32_t industry, CmOpportunity *result)
{
	double		sum = 0;
	int			known = 0;

	find_values(s, member, industry, result->value);
	for (int part = 0; part < CM_RETURNS; part++)
	{
		const double *sorted = s->sorted[part];
		uint64_t	count = s->known[part];
		double		value = result->value[part];

		result->rank[part] = isnan(value) || count == 0 ? NAN :
			((double) count_below(sorted, count, value - TIE, false) + (double) count_below(sorted, count, value + TIE, true)) / 2 / (double) count;
		known += !isnan(result->rank[part]);
		sum += isnan(result->rank[part]) ? 0 : result->rank[part];
	}
	result->opportunity = known >= FEW_RETURNS ? 100 * sum / known : NAN;
}

CmRiskQuadrant
cm_risk_quadrant(double risk, double opportunity, double risk_from, double opportunity_from)
{
	if (isnan(risk) || isnan(opportunity))
		return CM_RISK_QUADRANT_UNKNOWN;
	if (opportunity >= opportunity_from)
		return risk < risk_from ? CM_RISK_QUADRANT_BUILD_ON : CM_RISK_QUADRANT_CAREFUL_BET;
	return risk < risk_from ? CM_RISK_QUADRANT_STEADY : CM_RISK_QUADRANT_AVOID;
}
