/*
 * indicators.c: what is measured of a region that targets an industry.
 */
#include "core/policy/indicators/indicators_parts.h"

#include "core/measures/quotients.h"

#include <math.h>
#include <string.h>

#define FEW_FIRMS 5				/* below, single firms make shares */
#define FEW_REGIONS 10
#define FEW_INDUSTRIES 15

const char *const cm_evidence_name[] = {
	"ok", "small_cell", "proxy", "zero_base", "missing_measure", "no_data", "no_policy", "too_few", "not_defined"
};

/* Findings ------------------------------------------------------------- */

CmFinding
cm_found(double value)
{
	return (CmFinding) {.value = isfinite(value) ? value : NAN, .risk = NAN,
		.evidence = isfinite(value) ? CM_EVIDENCE_OK : CM_EVIDENCE_NO_DATA};
}

CmFinding
cm_found_among(double count, double cases)
{
	CmFinding	f = cm_found(count / cases);

	f.cases = cases;
	return f;
}

CmFinding
cm_not_found(CmEvidence why)
{
	return (CmFinding) {.value = NAN, .risk = NAN, .evidence = why};
}

CmFinding
cm_found_proxy(double value)
{
	CmFinding	f = cm_found(value);

	if (f.evidence == CM_EVIDENCE_OK)
		f.evidence = CM_EVIDENCE_PROXY;
	return f;
}

CmFinding
cm_marked_small(CmFinding f, bool small)
{
	f.small_cell = small && !isnan(f.value);
	if (f.small_cell && f.evidence == CM_EVIDENCE_OK)
		f.evidence = CM_EVIDENCE_SMALL_CELL;
	return f;
}

/* Layers --------------------------------------------------------------- */

const CmPeriod *
cm_sizes_of(const CmIndicators *s, CmMeasure measure)
{
	return cm_panel_layer(s->panel, measure, s->year, CM_SIZES);
}

/* The part of a measure of which something is known, or, if the panel does not tell, all of it. */
const CmPeriod *
cm_part_or_all(const CmIndicators *s, CmMeasure part, CmMeasure all)
{
	const CmPeriod *layer = cm_sizes_of(s, part);

	return layer != NULL ? layer : cm_sizes_of(s, all);
}

double
cm_elsewhere(const CmPeriod *layer, uint32_t industry, uint64_t pair)
{
	return layer == NULL ? NAN : fmax(0, layer->industry[industry] - cm_layer_at(layer, pair));
}

/* What the region has in other industries. */
double
cm_beside(const CmPeriod *layer, uint32_t region, uint64_t pair)
{
	return layer == NULL ? NAN : fmax(0, layer->region[region] - cm_layer_at(layer, pair));
}

bool
cm_few_firms(const CmIndicators *s, const CmPair *p)
{
	return cm_layer_at(s->firms, p->at) < FEW_FIRMS;
}

/* All ------------------------------------------------------------------ */

static CmFinding (*const find[CM_INDICATORS]) (const CmIndicators *, const CmPair *) = {
	[CM_INDICATOR_LQ] = cm_find_lq,
	[CM_INDICATOR_REL_DENSITY] = cm_find_density,
	[CM_INDICATOR_FACTOR_GAP] = cm_find_factor_gap,
	[CM_INDICATOR_MASS] = cm_find_mass,
	[CM_INDICATOR_DOMINANCE] = cm_find_dominance,
	[CM_INDICATOR_FOOTLOOSE] = cm_find_footloose,
	[CM_INDICATOR_COPYCAT] = cm_find_copycat,
	[CM_INDICATOR_OVERCAPACITY] = cm_find_overcapacity,
	[CM_INDICATOR_SUM_OF_PLANS] = cm_find_sum_of_plans,
	[CM_INDICATOR_SUBSIDY] = cm_find_subsidy,
	[CM_INDICATOR_ZOMBIE] = cm_find_zombie,
	[CM_INDICATOR_LINKAGE] = cm_find_linkage,
	[CM_INDICATOR_LOCAL_SHIFT] = cm_find_local_shift,
	[CM_INDICATOR_VOLATILITY] = cm_find_volatility,
	[CM_INDICATOR_AMBITION] = cm_find_ambition,
	[CM_INDICATOR_LEVERAGE] = cm_find_leverage,
	[CM_INDICATOR_DESIGN_GAP] = cm_find_design_gap,
	[CM_INDICATOR_EXPORT_SHARE] = cm_find_export_share,
	[CM_INDICATOR_CHAMPION_BIAS] = cm_find_champion_bias,
	[CM_INDICATOR_FOLLOWER_RANK] = cm_find_follower_rank,
	[CM_INDICATOR_ENV_GAP] = cm_find_env_gap,
	[CM_INDICATOR_TOP1_SHARE] = cm_find_top1_share,
};

static CmFinding
find_of(const CmIndicators *s, const CmPair *p, CmIndicator indicator)
{
	CmFinding	f = find[indicator] (s, p);

	f.risk = cm_finding_risk(&s->model->cut[indicator], &f);
	return f;
}

CmFinding
cm_indicators_find_one(const CmIndicators *s, uint32_t region, uint32_t industry, CmIndicator indicator)
{
	uint64_t	at = cm_panel_pair(s->panel, region, industry);
	CmPair		p = {region, industry, at, cm_plan_of(s->plans, at)};

	return find_of(s, &p, indicator);
}

void
cm_indicators_find(const CmIndicators *s, uint32_t region, uint32_t industry, CmFinding finding[CM_INDICATORS])
{
	uint64_t	at = cm_panel_pair(s->panel, region, industry);
	CmPair		p = {region, industry, at, cm_plan_of(s->plans, at)};

	cm_breathe(s->host);
	for (CmIndicator i = 0; i < CM_INDICATORS; i++)
		finding[i] = find_of(s, &p, i);
}

double
cm_finding_risk(const CmCut *cut, const CmFinding *f)
{
	if (f->evidence == CM_EVIDENCE_ZERO_BASE)
		return isnan(cut->elevated_from) ? NAN : 1;
	if (f->evidence == CM_EVIDENCE_PROXY)
		return cm_risk_ramp(f->value, cut->proxy_elevated_from, cut->proxy_high_from);
	return cm_risk_ramp(f->value, cut->elevated_from, cut->high_from);
}

const char *
cm_stage(const CmIndicators *s, uint32_t region, uint32_t industry, const CmFinding finding[CM_INDICATORS])
{
	uint64_t	pair = cm_panel_pair(s->panel, region, industry);
	int32_t		from = cm_earlier_year(s, cm_plan_of(s->plans, pair));
	const CmPeriod *before = from == CM_NO_YEAR ? NULL : cm_panel_base(s->panel, from);
	double		firms = cm_layer_at(s->firms, pair);
	double		firms_before = from == CM_NO_YEAR ? NAN :
		cm_layer_at(cm_panel_layer(s->panel, s->panel->base, from, CM_FIRMS), pair);
	double		shift = finding[CM_INDICATOR_LOCAL_SHIFT].value;
	double		lq = cm_location_quotient(cm_layer_at(s->size, pair), s->size->region[region],
										  s->size->industry[industry], s->size->total);
	double		lq_before = before == NULL ? NAN :
		cm_location_quotient(cm_layer_at(before, pair), before->region[region], before->industry[industry], before->total);

	if (cm_layer_at(s->size, pair) == 0)
		return "absent";
	if (finding[CM_INDICATOR_MASS].value < 1 && (shift > 0 || cm_layer_at(before, pair) == 0))
		return "emerging";
	if (shift < -0.02 && firms < firms_before)
		return "declining";
	if (lq > lq_before && firms > firms_before)
		return "growing";
	return lq >= 1 ? "mature" : "other";
}

/* Opening -------------------------------------------------------------- */

static void
open_present(CmIndicators *s)
{
	const CmPeriods *t = &s->panel->pairs;
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
		{
			cm_breathe_at(s->host, c);
			if (s->size->cell[c] > 0 && cm_location_quotient(s->size->cell[c], s->size->region[r], s->size->industry[t->column[c]], s->size->total) >= 1)
				o->industry[count++] = t->column[c];
		}
		o->row[r + 1] = count;
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
cm_industry_density(const CmIndicators *s, CmRelatedness *related, uint32_t industry, double *phi, double *density)
{
	uint32_t	industries = s->panel->pairs.industries;

	cm_relatedness_begin(related, industry);
	for (uint32_t j = 0; j < industries; j++)
		phi[j] = j == industry || related->together[j] == 0 ? 0 : cm_relatedness_value(related, industry, j);
	cm_relatedness_density(s->host, &s->present, phi, density);
}

double
cm_standard_density(const CmIndicators *s, uint32_t region, double density)
{
	/* Densities are at most 1: what is left out is nothing but rounding. */
	return s->density_deviation[region] > 1e-12 ? (density - s->density_mean[region]) / s->density_deviation[region] : NAN;
}

/* Relatedness density of every pair, in standard deviations of its region's. */
static void
open_density(CmIndicators *s)
{
	const CmPeriods *t = &s->panel->pairs;
	const CmByIndustry *by = &s->panel->by_industry;
	double	   *phi = cm_resize(s->host, NULL, (size_t) t->industries + 1, sizeof(double));
	double	   *density = cm_resize(s->host, NULL, (size_t) t->regions + 1, sizeof(double));
	double	   *mean,
			   *squares;
	uint32_t	defined = 0;
	CmRelatedness related;

	s->density = cm_resize(s->host, NULL, t->cells + 1, sizeof(double));
	s->density_mean = mean = cm_resize(s->host, NULL, (size_t) t->regions + 1, sizeof(double));
	s->density_deviation = squares = cm_resize(s->host, NULL, (size_t) t->regions + 1, sizeof(double));
	memset(mean, 0, ((size_t) t->regions + 1) * sizeof(double));
	memset(squares, 0, ((size_t) t->regions + 1) * sizeof(double));
	cm_relatedness_open(&related, s->host, &s->present, CM_RELATEDNESS_PROXIMITY, CM_MARGINS_OCCURRENCES);
	for (uint32_t i = 0; i < t->industries; i++)
	{
		cm_industry_density(s, &related, i, phi, density);
		for (uint64_t k = by->start[i]; k < by->start[i + 1]; k++)
			s->density[by->cell[k]] = density[by->region[k]];
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
		{
			s->density[c] = cm_standard_density(s, r, s->density[c]);
			cm_breathe_at(s->host, c);
		}
	}
	cm_relatedness_close(&related);
	cm_release(s->host, phi);
	cm_release(s->host, density);
}

static void
open_inputs(CmIndicators *s)
{
	const CmPeriods *t = &s->panel->pairs;
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
	open_present(s);
	s->density_evidence = CM_EVIDENCE_TOO_FEW;
	if (count_positive(s->size->region, panel->pairs.regions) >= FEW_REGIONS &&
		count_positive(s->size->industry, panel->pairs.industries) >= FEW_INDUSTRIES)
		open_density(s);
	if (inputs != NULL)
		open_inputs(s);
}

void
cm_indicators_close(CmIndicators *s)
{
	cm_occurrences_close(&s->present, s->host);
	cm_release(s->host, s->density);
	cm_release(s->host, s->density_mean);
	cm_release(s->host, s->density_deviation);
	cm_release(s->host, s->input_of);
	cm_release(s->host, s->supplier);
	cm_by_industry_close(&s->inputs_by_user, s->host);
}
