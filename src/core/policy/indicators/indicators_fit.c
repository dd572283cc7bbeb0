/*
 * indicators_fit.c: does the industry fit the region, and is there a cluster or one plant?
 */
#include "core/policy/indicators/indicators_fit.h"

#include "core/numeric/lq.h"
#include "core/policy/panel_growth.h"

#include <math.h>

#define EXIT_YEARS 3			/* exits are told three years back */

/* Fit ------------------------------------------------------------------ */

/*
 * What the region would have of the industry at a quotient of 1.  The product
 * comes first, so that of whole numbers only the quotient is rounded, and what
 * is just as expected is so to the bit.
 */
static double
expected_size(const CmLayer *size, uint32_t region, uint32_t industry)
{
	double		product = size->region[region] * size->industry[industry];

	return isnormal(product) ? product / size->total : size->region[region] * (size->industry[industry] / size->total);
}

double
cm_shrunk_quotient(const CmIndicators *s, uint32_t region, uint32_t industry, uint64_t pair)
{
	double		x = cm_layer_at(s->size, pair);
	double		total = s->size->industry[industry];
	double		firms = s->firms->industry[industry];
	double		prior = firms > 0 ? s->model->shrinkage * (total / firms) : 0;

	if (!(s->size->region[region] > 0 && total > 0))
		return NAN;
	return prior > 0 ? (x + prior) / (expected_size(s->size, region, industry) + prior) :
		cm_location_quotient(x, s->size->region[region], total, s->size->total);
}

CmFinding
cm_find_lq(const CmIndicators *s, const CmPair *p)
{
	double		lq = cm_shrunk_quotient(s, p->region, p->industry, p->at);

	/* Where firms are not counted the quotient is not shrunk. */
	return isnan(s->firms->industry[p->industry]) && s->model->shrinkage > 0 ? cm_found_proxy(lq) : cm_found(lq);
}

/* Density of a pair that is not in the panel, from the industries present. */
static double
absent_density(const CmIndicators *s, uint32_t region, uint32_t industry)
{
	double	   *phi = cm_resize(s->host, NULL, (size_t) s->present.industries + 1, sizeof(double));
	double		density;

	cm_industry_phi(s->related, industry, phi);
	density = cm_relatedness_density_of(&s->present, phi, cm_relatedness_sum(phi, s->present.industries), region);
	cm_release(s->host, phi);
	return cm_standard_density(s, region, density);
}

CmFinding
cm_find_density(const CmIndicators *s, const CmPair *p)
{
	double		density;

	if (s->density == NULL)
		return cm_not_found(s->density_evidence);
	density = p->at == UINT64_MAX ? absent_density(s, p->region, p->industry) : s->density[p->at];
	return isnan(density) ? cm_not_found(CM_EVIDENCE_NOT_DEFINED) : cm_found(density);
}

CmFinding
cm_find_factor_gap(const CmIndicators *s, const CmPair *p)
{
	const CmLayer *capital = cm_sizes_of(s, CM_CAPITAL);
	const CmLayer *workers = cm_part_or_all(s, CM_CAPITAL_EMPLOYMENT, CM_EMPLOYMENT);
	double		of_industry,
				of_region;

	if (capital == NULL || workers == NULL)
		return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
	of_industry = cm_elsewhere(capital, p->industry, p->at) / cm_elsewhere(workers, p->industry, p->at);
	of_region = cm_beside(capital, p->region, p->at) / cm_beside(workers, p->region, p->at);
	return of_industry > 0 && of_region > 0 ? cm_found(log(of_industry / of_region)) : cm_not_found(CM_EVIDENCE_NO_DATA);
}

/* Structure ------------------------------------------------------------ */

CmFinding
cm_find_mass(const CmIndicators *s, const CmPair *p)
{
	double		firms = cm_layer_at(s->firms, p->at) / s->mass_firms[p->region];
	double		size = cm_layer_at(s->size, p->at) / s->mass_size[p->region];

	if (cm_layer_at(s->size, p->at) == 0)
		return (CmFinding) {.value = 0, .evidence = cm_is_empty(s, p->at) ? CM_EVIDENCE_NO_FIRMS : CM_EVIDENCE_ZERO_BASE};
	if (isnan(firms) || isnan(size))
		return cm_not_found(CM_EVIDENCE_NO_DATA);
	/* What is asked for besides firms is workers. */
	return cm_found(cm_counts_workers(s->panel->base) ? fmin(firms, size) : firms);
}

/* Sum of squared shares of owners. */
double
cm_owner_herfindahl(const CmIndicators *s, uint64_t pair)
{
	double		size = cm_layer_at(s->owner_size, pair);

	return size > 0 ? cm_layer_at(s->owner_squares, pair) / size / size : NAN;
}

CmFinding
cm_find_dominance(const CmIndicators *s, const CmPair *p)
{
	return cm_marked_small(cm_found(cm_owner_herfindahl(s, p->at)), cm_is_small_cell(s, p));
}

CmFinding
cm_find_footloose(const CmIndicators *s, const CmPair *p)
{
	const CmLayer *outside = cm_sizes_of(s, CM_OUTSIDE_EMPLOYMENT);
	const CmLayer *gone = cm_sizes_of(s, CM_EXIT_EMPLOYMENT);
	const CmLayer *workers = outside != NULL ? cm_part_or_all(s, CM_LOCATED_EMPLOYMENT, CM_EMPLOYMENT) :
		cm_panel_layer(s->panel, CM_EMPLOYMENT, s->year - EXIT_YEARS, CM_SIZES);
	double		share;

	if ((outside == NULL && gone == NULL) || workers == NULL)
		return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
	share = cm_layer_at(outside != NULL ? outside : gone, p->at) / cm_layer_at(workers, p->at);
	return cm_marked_small(outside != NULL ? cm_found(share) : cm_found_proxy(share), cm_is_small_cell(s, p));
}
