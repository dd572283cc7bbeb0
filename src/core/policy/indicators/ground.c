/*
 * ground.c: what all indicators of a year are measured from.
 */
#include "core/policy/indicators/ground.h"

#include "core/numeric/lq.h"
#include "core/numeric/undefined.h"
#include "core/policy/panel_growth.h"

#include <math.h>
#include <string.h>

#define FEW_FIRMS 5				/* below, single firms make shares */
#define FEW_EFFECTIVE_FIRMS 11	/* below, one plant makes the growth */
#define FEW_REGIONS 10
#define FEW_INDUSTRIES 15
#define LOCAL_YEARS 3			/* without a policy's start */
#define LEAST_YEARS 2			/* of a trend */

/* Layers --------------------------------------------------------------- */

const CmLayer *
cm_sizes_of(const CmIndicators *s, CmMeasure measure)
{
	return cm_panel_layer(s->panel, measure, s->year, CM_SIZES);
}

/* The part of a measure of which something is known, or, if the panel does not tell, all of it. */
const CmLayer *
cm_part_or_all(const CmIndicators *s, CmMeasure part, CmMeasure all)
{
	const CmLayer *layer = cm_sizes_of(s, part);

	return layer != NULL ? layer : cm_sizes_of(s, all);
}

/* What the region has in other industries. */
double
cm_beside(const CmLayer *layer, uint32_t region, uint64_t pair)
{
	return layer == NULL ? NAN : cm_not_below_zero(layer->region[region] - cm_layer_at(layer, pair));
}

bool
cm_is_empty(const CmIndicators *s, uint64_t pair)
{
	double		firms = cm_layer_at(s->firms, pair);

	return (isnan(firms) ? cm_layer_at(s->size, pair) : firms) == 0;
}

bool
cm_is_small_cell(const CmIndicators *s, const CmPair *p)
{
	return cm_layer_at(s->firms, p->at) < FEW_FIRMS;
}

bool
cm_is_plant_driven(const CmIndicators *s, int32_t year, uint64_t pair)
{
	return cm_effective_firms(cm_layer_at(cm_panel_base(s->panel, year), pair),
							  cm_layer_at(cm_panel_layer(s->panel, s->panel->base, year, CM_SQUARES), pair)) < FEW_EFFECTIVE_FIRMS;
}

/* The year of the panel to compare with: that of the policy's start, else three years ago, or the next there is; CM_NO_YEAR. */
int32_t
cm_earlier_year(const CmIndicators *s, const CmPlan *plan)
{
	return cm_year_before(s->panel, s->year,
						  plan != NULL && plan->start != CM_NO_YEAR && plan->start < s->year ? plan->start : s->year - LOCAL_YEARS);
}

/* Opening -------------------------------------------------------------- */

static void
open_present(CmIndicators *s)
{
	const CmLayers *t = &s->panel->pairs;
	CmOccurrences *o = &s->present;
	uint64_t	count = 0;

	*o = (CmOccurrences) {.regions = t->regions, .industries = t->industries};
	o->row = cm_resize(s->host, NULL, (size_t) t->regions + 1, sizeof(uint64_t));
	o->industry = cm_resize(s->host, NULL, t->cells + 1, sizeof(uint32_t));
	o->row[0] = 0;
	for (uint32_t r = 0; r < t->regions; r++)
	{
		/* Shrunk or not, a quotient is on the same side of 1. */
		for (uint64_t c = t->row[r]; c < t->row[r + 1]; c++)
			if (s->size->cell[c] > 0 && cm_location_quotient(s->size->cell[c], s->size->region[r], s->size->industry[t->column[c]], s->size->total) >= 1)
				o->industry[count++] = t->column[c];
		o->row[r + 1] = count;
		cm_breathe_after(s->host, t->row[r], t->row[r + 1]);
	}
	cm_occurrences_columns(o, s->host);
}

static uint32_t
count_positive(const double *x, uint32_t count)
{
	uint32_t	positive = 0;

	for (uint32_t i = 0; i < count; i++)
		positive += x[i] > 0;
	return positive;
}

void
cm_industry_phi(CmRelatedness *related, uint32_t industry, double *phi)
{
	cm_relatedness_begin(related, industry);
	cm_relatedness_fill(related, industry, phi);
	phi[industry] = 0;
}

void
cm_industry_density(const CmIndicators *s, CmRelatedness *related, uint32_t industry, double *phi, double *density)
{
	cm_industry_phi(related, industry, phi);
	cm_relatedness_density(s->host, &s->present, phi, density);
}

double
cm_standard_density(const CmIndicators *s, uint32_t region, double density)
{
	/* Densities are at most 1: what is left out is nothing but rounding. */
	return s->density_deviation[region] > 1e-12 ? (density - s->density_mean[region]) / s->density_deviation[region] : NAN;
}

/* How industries that are present grew, where the panel goes back. */
static void
open_trend(CmIndicators *s)
{
	int32_t		from = cm_year_before(s->panel, s->year, s->year - LOCAL_YEARS);
	const CmOccurrences *o = &s->present;
	CmTrend    *t = &s->trend;

	if (from == CM_NO_YEAR || s->year - from < LEAST_YEARS)
		return;
	t->before = cm_panel_base(s->panel, from);
	t->years = (double) s->year - from;
	t->weight = cm_resize(s->host, NULL, o->row[o->regions] + 1, sizeof(double));
	t->shift = cm_resize(s->host, NULL, o->row[o->regions] + 1, sizeof(double));
	for (uint32_t r = 0; r < o->regions; r++)
		for (uint64_t k = o->row[r]; k < o->row[r + 1]; k++)
		{
			uint64_t	pair = cm_panel_pair(s->panel, r, o->industry[k]);

			cm_breathe_at(s->host, k);
			t->shift[k] = cm_growth_gap(t->before, s->size, o->industry[k], pair, t->years);
			t->weight[k] = isfinite(t->shift[k]) ? cm_layer_at(t->before, pair) : 0;
		}
}

/* Mean shift of what a region has, by relatedness and size. */
static double
related_trend(const CmIndicators *s, const double *phi, uint32_t region)
{
	const CmOccurrences *o = &s->present;
	double		weights = 0,
				sum = 0;

	cm_breathe(s->host);
	for (uint64_t k = o->row[region]; k < o->row[region + 1]; k++)
	{
		double		w = phi[o->industry[k]] * s->trend.weight[k];

		if (!(w > 0))
			continue;
		weights += w;
		sum += w * s->trend.shift[k];
	}
	return weights > 0 ? sum / weights : NAN;
}

double
cm_related_trend(const CmIndicators *s, uint32_t region, uint32_t industry)
{
	double	   *phi = cm_resize(s->host, NULL, (size_t) s->present.industries + 1, sizeof(double));
	double		trend;

	cm_industry_phi(s->related, industry, phi);
	trend = related_trend(s, phi, region);
	cm_release(s->host, phi);
	return trend;
}

/* Relatedness density of every pair, in standard deviations of its region's. */
static void
open_density(CmIndicators *s)
{
	const CmLayers *t = &s->panel->pairs;
	const CmByIndustry *by = &s->panel->by_industry;
	double	   *phi = cm_resize(s->host, NULL, (size_t) t->industries + 1, sizeof(double));
	double	   *density = cm_resize(s->host, NULL, (size_t) t->regions + 1, sizeof(double));
	double	   *mean,
			   *squares;
	uint32_t	defined = 0;

	s->density = cm_resize(s->host, NULL, t->cells + 1, sizeof(double));
	if (s->trend.before != NULL)
		s->trend.related = cm_resize(s->host, NULL, t->cells + 1, sizeof(double));
	s->density_mean = mean = cm_zeros(s->host, (size_t) t->regions + 1, sizeof(double));
	s->density_deviation = squares = cm_zeros(s->host, (size_t) t->regions + 1, sizeof(double));
	s->related = cm_resize(s->host, NULL, 1, sizeof(CmRelatedness));
	cm_relatedness_open(s->related, s->host, &s->present, CM_RELATEDNESS_PROXIMITY, CM_MARGINS_OCCURRENCES);
	for (uint32_t i = 0; i < t->industries; i++)
	{
		cm_industry_density(s, s->related, i, phi, density);
		for (uint64_t k = by->start[i]; k < by->start[i + 1]; k++)
		{
			s->density[by->cell[k]] = density[by->region[k]];
			if (s->trend.before != NULL)
				s->trend.related[by->cell[k]] = related_trend(s, phi, by->region[k]);
		}
		/* An industry related to none has no density anywhere. */
		if (t->regions == 0 || isnan(density[0]))
			continue;
		defined++;
		for (uint32_t r = 0; r < t->regions; r++)
		{
			double		off = density[r] - mean[r];

			mean[r] += off / defined;
			squares[r] += off * (density[r] - mean[r]);
		}
	}
	for (uint32_t r = 0; r < t->regions; r++)
	{
		s->density_deviation[r] = sqrt(squares[r] / defined);
		for (uint64_t c = t->row[r]; c < t->row[r + 1]; c++)
			s->density[c] = cm_standard_density(s, r, s->density[c]);
		cm_breathe_after(s->host, t->row[r], t->row[r + 1]);
	}
	cm_release(s->host, phi);
	cm_release(s->host, density);
}

static void
open_inputs(CmIndicators *s)
{
	const CmLayers *t = &s->panel->pairs;
	const CmTable *inputs = s->inputs;

	s->input_of = cm_resize(s->host, NULL, (size_t) t->industries + 1, sizeof(uint32_t));
	s->supplier = cm_resize(s->host, NULL, (size_t) inputs->regions + 1, sizeof(uint32_t));
	for (uint32_t i = 0; i < t->industries; i++)
	{
		s->input_of[i] = cm_label_place(inputs->industry_label, inputs->industries, t->industry_label[i]);
		cm_breathe_at(s->host, i);
	}
	for (uint32_t j = 0; j < inputs->regions; j++)
	{
		s->supplier[j] = cm_label_place(t->industry_label, t->industries, inputs->region_label[j]);
		cm_breathe_at(s->host, j);
	}
	cm_by_industry_open(&s->inputs_by_user, s->host, inputs->regions, inputs->industries, inputs->row, inputs->column);
}

void
cm_indicators_open(CmIndicators *s, const CmHost *host, const CmRiskModel *model, const CmPanel *panel,
				   const CmPlans *plans, int32_t year, const uint32_t *group,
				   const double *mass_firms, const double *mass_size, const CmTable *inputs)
{
	CmMeasure	owners;

	*s = (CmIndicators) {.host = host, .model = model, .panel = panel, .plans = plans, .year = year, .group = group,
		.mass_firms = mass_firms, .mass_size = mass_size, .inputs = inputs};
	s->size = cm_panel_base(panel, year);
	s->firms = cm_panel_layer(panel, panel->base, year, CM_FIRMS);
	s->squares = cm_panel_layer(panel, panel->base, year, CM_SQUARES);
	owners = cm_panel_layer(panel, CM_GROUP_EMPLOYMENT, year, CM_SIZES) != NULL ? CM_GROUP_EMPLOYMENT : panel->base;
	s->owner_size = cm_panel_layer(panel, owners, year, CM_SIZES);
	s->owner_squares = cm_panel_layer(panel, owners, year, CM_SQUARES);
	s->owner_largest = cm_panel_layer(panel, owners, year, CM_LARGEST);
	s->noise = cm_noise(panel, year, LOCAL_YEARS);
	open_present(s);
	open_trend(s);
	/* Nobody knows who is present where a size is unknown. */
	s->density_evidence = isnan(s->size->total) ? CM_EVIDENCE_NO_DATA : CM_EVIDENCE_TOO_FEW;
	if (!isnan(s->size->total) && count_positive(s->size->region, panel->pairs.regions) >= FEW_REGIONS &&
		count_positive(s->size->industry, panel->pairs.industries) >= FEW_INDUSTRIES)
		open_density(s);
	if (inputs != NULL)
		open_inputs(s);
}

void
cm_indicators_close(CmIndicators *s)
{
	cm_occurrences_close(&s->present, s->host);
	cm_release(s->host, s->trend.weight);
	cm_release(s->host, s->trend.shift);
	cm_release(s->host, s->trend.related);
	cm_release(s->host, s->density);
	cm_release(s->host, s->density_mean);
	cm_release(s->host, s->density_deviation);
	if (s->related != NULL)
		cm_relatedness_close(s->related);
	cm_release(s->host, s->related);
	cm_release(s->host, s->input_of);
	cm_release(s->host, s->supplier);
	cm_by_industry_close(&s->inputs_by_user, s->host);
}
