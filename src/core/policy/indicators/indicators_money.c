/*
 * indicators_money.c: what capacity, subsidies, zombies and suppliers tell, and what is reported beside the score.
 */
#include "core/policy/indicators/indicators_money.h"

#include "core/policy/indicators/indicators_fit.h"
#include "core/policy/panel_growth.h"

#include <math.h>

#define FEW_ZOMBIES 10			/* below, the industry's rate is mixed in */
#define PEAK_YEARS 10
#define FEW_YEARS 5
#define HALF 0.5

/* Capacity ------------------------------------------------------------- */

/* Output per capital against the best of the last ten years. */
static CmFinding
capacity_by_peak(const CmIndicators *s, const CmPair *p)
{
	double		now = NAN,
				peak = 0;
	int			years = 0;

	for (int32_t year = s->year; year > s->year - PEAK_YEARS; year--)
	{
		const CmLayer *output = cm_panel_layer(s->panel, CM_OUTPUT, year, CM_SIZES);
		const CmLayer *capital = cm_panel_layer(s->panel, CM_CAPITAL, year, CM_SIZES);
		double		q = output == NULL || capital == NULL ? NAN : cm_layer_at(output, p->at) / cm_layer_at(capital, p->at);

		if (year == s->year)
		{
			if (output == NULL || capital == NULL)
				return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
			now = q;
		}
		if (!isfinite(q))
			continue;
		years++;
		peak = fmax(peak, q);
	}
	if (!isfinite(now))
		return cm_not_found(CM_EVIDENCE_NO_DATA);
	return years < FEW_YEARS ? cm_not_found(CM_EVIDENCE_TOO_FEW) : cm_found_proxy(now / peak);
}

CmFinding
cm_find_overcapacity(const CmIndicators *s, const CmPair *p)
{
	const CmLayer *capacity = cm_sizes_of(s, CM_CAPACITY);
	const CmLayer *output = cm_sizes_of(s, CM_CAPACITY_OUTPUT);
	const CmLayer *covered = cm_sizes_of(s, CM_CAPACITY_EMPLOYMENT);
	const CmLayer *workers = cm_sizes_of(s, CM_EMPLOYMENT);
	double		share = cm_layer_at(covered, p->at) - HALF * cm_layer_at(workers, p->at);

	if (capacity == NULL || output == NULL)
		return capacity_by_peak(s, p);
	/* Without a word on who reports, all do. */
	if (covered != NULL && workers != NULL && !(share >= 0))
		return cm_not_found(isnan(share) ? CM_EVIDENCE_NO_DATA : CM_EVIDENCE_TOO_FEW);
	return cm_found(cm_layer_at(output, p->at) / cm_layer_at(capacity, p->at));
}

/* Soft budgets --------------------------------------------------------- */

/* What policy gives against what the cell makes; all of it if it makes nothing, or next to nothing. */
CmFinding
cm_against_value_added(double money, double value_added)
{
	if (money > 0 && isinf(money / value_added))
		return (CmFinding) {.value = NAN, .risk = 1, .evidence = CM_EVIDENCE_ZERO_BASE};
	return cm_found(money / value_added);
}

CmFinding
cm_find_subsidy(const CmIndicators *s, const CmPair *p)
{
	const CmLayer *subsidy = cm_sizes_of(s, CM_SUBSIDY);
	const CmLayer *value_added = cm_sizes_of(s, CM_VALUE_ADDED);
	const CmLayer *output = cm_sizes_of(s, CM_OUTPUT);
	CmFinding	f;

	if (subsidy == NULL || value_added == NULL)
		return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
	if (cm_layer_at(s->firms, p->at) == 0)
		return cm_not_found(CM_EVIDENCE_NO_DATA);
	if (cm_layer_at(value_added, p->at) == 0 && cm_layer_at(output, p->at) > 0)
		f = cm_found_proxy(cm_layer_at(subsidy, p->at) /
						(cm_layer_at(output, p->at) * (value_added->industry[p->industry] / output->industry[p->industry])));
	else
		f = cm_against_value_added(cm_layer_at(subsidy, p->at), cm_layer_at(value_added, p->at));
	return cm_marked_small(f, cm_is_small_cell(s, p));
}

/* The share of zombies in a measure of the firms that can be classified. */
static CmFinding
zombie_share(const CmIndicators *s, const CmPair *p, CmMeasure zombies, CmMeasure classified, CmMeasure all)
{
	const CmLayer *part = cm_sizes_of(s, zombies);
	const CmLayer *whole = cm_sizes_of(s, classified);
	const CmLayer *firms = cm_panel_layer(s->panel, classified, s->year, CM_FIRMS);
	double		n,
				rate,
				share;

	if (whole == NULL)
	{
		whole = cm_sizes_of(s, all);
		firms = s->firms;
	}
	if (part == NULL || whole == NULL)
		return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
	n = cm_layer_at(firms, p->at);
	share = cm_layer_at(part, p->at) / cm_layer_at(whole, p->at);
	rate = part->industry[p->industry] / whole->industry[p->industry];
	/* Firms of which nothing is measured tell nothing. */
	if (isnan(share))
		n = share = 0;
	if (n < FEW_ZOMBIES)
		share = (n * share + FEW_ZOMBIES * rate) / (n + FEW_ZOMBIES);
	return cm_found(share);
}

CmFinding
cm_find_zombie(const CmIndicators *s, const CmPair *p)
{
	CmFinding	f = zombie_share(s, p, CM_ZOMBIE_CAPITAL, CM_CLASSIFIED_CAPITAL, CM_CAPITAL);

	if (f.evidence != CM_EVIDENCE_MISSING_MEASURE)
		return f;
	f = zombie_share(s, p, CM_ZOMBIE_EMPLOYMENT, CM_CLASSIFIED_EMPLOYMENT, CM_EMPLOYMENT);
	return f.evidence == CM_EVIDENCE_OK ? cm_found_proxy(f.value) : f;
}

CmFinding
cm_find_linkage(const CmIndicators *s, const CmPair *p)
{
	double		all = 0,
				local = 0;
	uint32_t	column;

	if (s->inputs == NULL)
		return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
	column = s->input_of[p->industry];
	/* A quotient that there is none of is 0, one that is unknown is not. */
	if (column == UINT32_MAX || isnan(s->size->total))
		return cm_not_found(CM_EVIDENCE_NO_DATA);
	for (uint64_t k = s->inputs_by_user.start[column]; k < s->inputs_by_user.start[column + 1]; k++)
	{
		uint32_t	supplier = s->supplier[s->inputs_by_user.region[k]];
		double		a = s->inputs->cell.size[s->inputs_by_user.cell[k]];
		double		lq = supplier == UINT32_MAX ? NAN :
			cm_shrunk_quotient(s, p->region, supplier, cm_panel_pair(s->panel, p->region, supplier));

		cm_breathe_at(s->host, k);
		all += a;
		local += isnan(lq) ? 0 : a * fmin(1, lq);
	}
	return all > 0 ? cm_found(local / all) : cm_not_found(CM_EVIDENCE_NO_DATA);
}

/* Beside the score ----------------------------------------------------- */

CmFinding
cm_find_export_share(const CmIndicators *s, const CmPair *p)
{
	const CmLayer *exported = cm_sizes_of(s, CM_EXPORT);
	const CmLayer *output = cm_part_or_all(s, CM_EXPORT_OUTPUT, CM_OUTPUT);

	if (exported == NULL || output == NULL)
		return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
	return cm_found(cm_layer_at(exported, p->at) / cm_layer_at(output, p->at));
}

CmFinding
cm_find_champion_bias(const CmIndicators *s, const CmPair *p)
{
	const CmLayer *subsidy = cm_sizes_of(s, CM_SUBSIDY);
	double		given = cm_layer_at(subsidy, p->at);

	if (subsidy == NULL)
		return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
	return cm_marked_small(cm_found(cm_layer_at(cm_panel_layer(s->panel, CM_SUBSIDY, s->year, CM_SQUARES), p->at) / given / given -
								 cm_owner_herfindahl(s, p->at)), cm_is_small_cell(s, p));
}

CmFinding
cm_find_env_gap(const CmIndicators *s, const CmPair *p)
{
	const CmLayer *emissions = cm_sizes_of(s, CM_EMISSIONS);
	const CmLayer *value_added = cm_sizes_of(s, CM_VALUE_ADDED);

	if (emissions == NULL || value_added == NULL)
		return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
	return cm_found(log(cm_layer_at(emissions, p->at) / cm_layer_at(value_added, p->at)) -
					log(cm_elsewhere(emissions, p->industry, p->at) / cm_elsewhere(value_added, p->industry, p->at)));
}

CmFinding
cm_find_top1_share(const CmIndicators *s, const CmPair *p)
{
	return cm_marked_small(cm_found(cm_layer_at(s->owner_largest, p->at) / cm_layer_at(s->owner_size, p->at)), cm_is_small_cell(s, p));
}
