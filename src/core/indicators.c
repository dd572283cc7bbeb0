/*
 * indicators.c: what is measured of a region that targets an industry.
 */
#include "core/indicators.h"

#include "core/quotients.h"

#include <math.h>
#include <string.h>

#define FEW_FIRMS 5				/* below, single firms make shares */
#define FEW_EFFECTIVE_FIRMS 11	/* below, one plant makes the growth */
#define FEW_ZOMBIES 10			/* below, the industry's rate is mixed in */
#define LOCAL_YEARS 3			/* without a policy's start */
#define PEAK_YEARS 10
#define FEW_YEARS 5
#define FEW_REGIONS 10
#define FEW_INDUSTRIES 15
#define FEW_PEERS 5
#define HALF 0.5

const char *const cm_evidence_name[] = {
	"ok", "small_cell", "proxy", "zero_base", "missing_measure", "no_data", "no_policy", "too_few", "not_defined"
};

/* One pair while its indicators are found. */
typedef struct Pair
{
	uint32_t	region;
	uint32_t	industry;
	uint64_t	at;				/* in the panel, or UINT64_MAX */
	const CmPlan *plan;			/* NULL: not targeted */
} Pair;

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

static CmFinding
found_proxy(double value)
{
	CmFinding	f = cm_found(value);

	if (f.evidence == CM_EVIDENCE_OK)
		f.evidence = CM_EVIDENCE_PROXY;
	return f;
}

static CmFinding
marked_small(CmFinding f, bool small)
{
	f.small_cell = small && !isnan(f.value);
	if (f.small_cell && f.evidence == CM_EVIDENCE_OK)
		f.evidence = CM_EVIDENCE_SMALL_CELL;
	return f;
}

/* Layers --------------------------------------------------------------- */

static const CmPeriod *
sizes_of(const CmIndicators *s, CmMeasure measure)
{
	return cm_panel_layer(s->panel, measure, s->year, CM_SIZES);
}

/* The part of a measure of which something is known, or, if the panel does not tell, all of it. */
static const CmPeriod *
part_or_all(const CmIndicators *s, CmMeasure part, CmMeasure all)
{
	const CmPeriod *layer = sizes_of(s, part);

	return layer != NULL ? layer : sizes_of(s, all);
}

static double
elsewhere(const CmPeriod *layer, uint32_t industry, uint64_t pair)
{
	return layer == NULL ? NAN : fmax(0, layer->industry[industry] - cm_layer_at(layer, pair));
}

/* What the region has in other industries. */
static double
beside(const CmPeriod *layer, uint32_t region, uint64_t pair)
{
	return layer == NULL ? NAN : fmax(0, layer->region[region] - cm_layer_at(layer, pair));
}

static bool
few_firms(const CmIndicators *s, const Pair *p)
{
	return cm_layer_at(s->firms, p->at) < FEW_FIRMS;
}

/* Fit ------------------------------------------------------------------ */

/*
 * What the region would have of the industry at a quotient of 1.  The product
 * comes first, so that of whole numbers only the quotient is rounded, and what
 * is just as expected is so to the bit.
 */
static double
expected_size(const CmPeriod *size, uint32_t region, uint32_t industry)
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

static CmFinding
find_lq(const CmIndicators *s, const Pair *p)
{
	double		lq = cm_shrunk_quotient(s, p->region, p->industry, p->at);

	/* Where firms are not counted the quotient is not shrunk. */
	return isnan(s->firms->industry[p->industry]) && s->model->shrinkage > 0 ? found_proxy(lq) : cm_found(lq);
}

/* Density of a pair that is not in the panel, from the industries present. */
static double
absent_density(const CmIndicators *s, uint32_t region, uint32_t industry)
{
	double	   *phi = cm_resize(s->host, NULL, (size_t) s->present.industries + 1, sizeof(double));
	double	   *density = cm_resize(s->host, NULL, (size_t) s->present.regions + 1, sizeof(double));
	CmRelatedness related;
	double		found;

	cm_relatedness_open(&related, s->host, &s->present, CM_RELATEDNESS_PROXIMITY, CM_MARGINS_OCCURRENCES);
	cm_industry_density(s, &related, industry, phi, density);
	found = cm_standard_density(s, region, density[region]);
	cm_relatedness_close(&related);
	cm_release(s->host, phi);
	cm_release(s->host, density);
	return found;
}

static CmFinding
find_density(const CmIndicators *s, const Pair *p)
{
	double		density;

	if (s->density == NULL)
		return cm_not_found(s->density_evidence);
	density = p->at == UINT64_MAX ? absent_density(s, p->region, p->industry) : s->density[p->at];
	return isnan(density) ? cm_not_found(CM_EVIDENCE_NOT_DEFINED) : cm_found(density);
}

static CmFinding
find_factor_gap(const CmIndicators *s, const Pair *p)
{
	const CmPeriod *capital = sizes_of(s, CM_CAPITAL);
	const CmPeriod *workers = part_or_all(s, CM_CAPITAL_EMPLOYMENT, CM_EMPLOYMENT);
	double		of_industry,
				of_region;

	if (capital == NULL || workers == NULL)
		return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
	of_industry = elsewhere(capital, p->industry, p->at) / elsewhere(workers, p->industry, p->at);
	of_region = beside(capital, p->region, p->at) / beside(workers, p->region, p->at);
	return of_industry > 0 && of_region > 0 ? cm_found(log(of_industry / of_region)) : cm_not_found(CM_EVIDENCE_NO_DATA);
}

/* Structure ------------------------------------------------------------ */

static CmFinding
find_mass(const CmIndicators *s, const Pair *p)
{
	double		firms = cm_layer_at(s->firms, p->at) / s->mass_firms[p->region];
	double		size = cm_layer_at(s->size, p->at) / s->mass_size[p->region];

	return isnan(firms) ? cm_not_found(CM_EVIDENCE_NO_DATA) : cm_found(fmin(firms, size));
}

/* Sum of squared shares of owners. */
static double
owner_herfindahl(const CmIndicators *s, uint64_t pair)
{
	double		size = cm_layer_at(s->owner_size, pair);

	return size > 0 ? cm_layer_at(s->owner_squares, pair) / size / size : NAN;
}

static CmFinding
find_dominance(const CmIndicators *s, const Pair *p)
{
	return marked_small(cm_found(owner_herfindahl(s, p->at)), few_firms(s, p));
}

static CmFinding
find_footloose(const CmIndicators *s, const Pair *p)
{
	const CmPeriod *outside = sizes_of(s, CM_OUTSIDE_EMPLOYMENT);
	const CmPeriod *gone = sizes_of(s, CM_EXIT_EMPLOYMENT);
	const CmPeriod *workers = outside != NULL ? part_or_all(s, CM_LOCATED_EMPLOYMENT, CM_EMPLOYMENT) :
		cm_panel_layer(s->panel, CM_EMPLOYMENT, s->year - LOCAL_YEARS, CM_SIZES);
	double		share;

	if ((outside == NULL && gone == NULL) || workers == NULL)
		return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
	share = cm_layer_at(outside != NULL ? outside : gone, p->at) / cm_layer_at(workers, p->at);
	return marked_small(outside != NULL ? cm_found(share) : found_proxy(share), few_firms(s, p));
}

/* Crowding ------------------------------------------------------------- */

CmFinding
cm_find_copycat(const CmIndicators *s, uint32_t region, uint32_t industry)
{
	uint32_t	peers = cm_peers(s->plans, region);

	if (peers < FEW_PEERS)
		return cm_not_found(CM_EVIDENCE_TOO_FEW);
	return cm_found_among(cm_peers_targeting(s->plans, region, industry), peers);
}

static CmFinding
find_copycat(const CmIndicators *s, const Pair *p)
{
	return cm_find_copycat(s, p->region, p->industry);
}

/* Output per capital against the best of the last ten years. */
static CmFinding
capacity_by_peak(const CmIndicators *s, const Pair *p)
{
	double		now = NAN,
				peak = 0;
	int			years = 0;

	for (int32_t year = s->year; year > s->year - PEAK_YEARS; year--)
	{
		const CmPeriod *output = cm_panel_layer(s->panel, CM_OUTPUT, year, CM_SIZES);
		const CmPeriod *capital = cm_panel_layer(s->panel, CM_CAPITAL, year, CM_SIZES);
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
	return years < FEW_YEARS ? cm_not_found(CM_EVIDENCE_TOO_FEW) : found_proxy(now / peak);
}

static CmFinding
find_overcapacity(const CmIndicators *s, const Pair *p)
{
	const CmPeriod *capacity = sizes_of(s, CM_CAPACITY);
	const CmPeriod *output = sizes_of(s, CM_CAPACITY_OUTPUT);
	double		covered = cm_layer_at(sizes_of(s, CM_CAPACITY_EMPLOYMENT), p->at);
	double		workers = cm_layer_at(sizes_of(s, CM_EMPLOYMENT), p->at);

	if (capacity == NULL || output == NULL)
		return capacity_by_peak(s, p);
	/* Without a word on who reports, all do. */
	if (covered < HALF * workers)
		return cm_not_found(CM_EVIDENCE_TOO_FEW);
	return cm_found(cm_layer_at(output, p->at) / cm_layer_at(capacity, p->at));
}

/* Soft budgets --------------------------------------------------------- */

/* What policy gives against what the cell makes; all of it if it makes nothing, or next to nothing. */
static CmFinding
against_value_added(double money, double value_added)
{
	if (money > 0 && isinf(money / value_added))
		return (CmFinding) {.value = NAN, .risk = 1, .evidence = CM_EVIDENCE_ZERO_BASE};
	return cm_found(money / value_added);
}

static CmFinding
find_subsidy(const CmIndicators *s, const Pair *p)
{
	const CmPeriod *subsidy = sizes_of(s, CM_SUBSIDY);
	const CmPeriod *value_added = sizes_of(s, CM_VALUE_ADDED);
	const CmPeriod *output = sizes_of(s, CM_OUTPUT);
	CmFinding	f;

	if (subsidy == NULL || value_added == NULL)
		return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
	if (cm_layer_at(s->firms, p->at) == 0)
		return cm_not_found(CM_EVIDENCE_NO_DATA);
	if (cm_layer_at(value_added, p->at) == 0 && cm_layer_at(output, p->at) > 0)
		f = found_proxy(cm_layer_at(subsidy, p->at) /
						(cm_layer_at(output, p->at) * (value_added->industry[p->industry] / output->industry[p->industry])));
	else
		f = against_value_added(cm_layer_at(subsidy, p->at), cm_layer_at(value_added, p->at));
	return marked_small(f, few_firms(s, p));
}

/* The share of zombies in a measure of the firms that can be classified. */
static CmFinding
zombie_share(const CmIndicators *s, const Pair *p, CmMeasure zombies, CmMeasure classified, CmMeasure all)
{
	const CmPeriod *part = sizes_of(s, zombies);
	const CmPeriod *whole = sizes_of(s, classified);
	const CmPeriod *firms = cm_panel_layer(s->panel, classified, s->year, CM_FIRMS);
	double		n,
				rate,
				share;

	if (whole == NULL)
	{
		whole = sizes_of(s, all);
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

static CmFinding
find_zombie(const CmIndicators *s, const Pair *p)
{
	CmFinding	f = zombie_share(s, p, CM_ZOMBIE_CAPITAL, CM_CLASSIFIED_CAPITAL, CM_CAPITAL);

	if (f.evidence != CM_EVIDENCE_MISSING_MEASURE)
		return f;
	f = zombie_share(s, p, CM_ZOMBIE_EMPLOYMENT, CM_CLASSIFIED_EMPLOYMENT, CM_EMPLOYMENT);
	return f.evidence == CM_EVIDENCE_OK ? found_proxy(f.value) : f;
}

static CmFinding
find_linkage(const CmIndicators *s, const Pair *p)
{
	double		all = 0,
				local = 0;
	uint32_t	column;

	if (s->inputs == NULL)
		return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
	column = s->input_of[p->industry];
	if (column == UINT32_MAX)
		return cm_not_found(CM_EVIDENCE_NO_DATA);
	for (uint32_t j = 0; j < s->inputs->regions; j++)
	{
		uint64_t	at = cm_table_cell(s->inputs, j, column);
		double		a = at == UINT64_MAX ? 0 : s->inputs->cell.size[at];
		double		lq = s->supplier[j] == UINT32_MAX ? NAN :
			cm_shrunk_quotient(s, p->region, s->supplier[j], cm_panel_pair(s->panel, p->region, s->supplier[j]));

		all += a;
		local += isnan(lq) ? 0 : a * fmin(1, lq);
	}
	return all > 0 ? cm_found(local / all) : cm_not_found(CM_EVIDENCE_NO_DATA);
}

/* Dynamics ------------------------------------------------------------- */

int32_t
cm_year_before(const CmPanel *panel, int32_t year, int32_t wanted)
{
	int32_t		found = CM_NO_YEAR;

	for (int k = 0; k < panel->years && panel->year[k] < year; k++)
		if (found == CM_NO_YEAR || panel->year[k] <= wanted)
			found = panel->year[k];
	return found;
}

/* The year of the panel to compare with: that of the policy's start, else three years ago, or the next there is; CM_NO_YEAR. */
static int32_t
earlier_year(const CmIndicators *s, const CmPlan *plan)
{
	return cm_year_before(s->panel, s->year,
						  plan != NULL && plan->start != CM_NO_YEAR && plan->start < s->year ? plan->start : s->year - LOCAL_YEARS);
}

double
cm_growth_elsewhere(const CmPeriod *from, const CmPeriod *to, uint32_t industry, uint64_t pair)
{
	return log(elsewhere(to, industry, pair) / elsewhere(from, industry, pair));
}

double
cm_growth_gap(const CmPeriod *from, const CmPeriod *to, uint32_t industry, uint64_t pair, double years)
{
	double		own = log(cm_layer_at(to, pair) / cm_layer_at(from, pair));

	return (own - cm_growth_elsewhere(from, to, industry, pair)) / years;
}

static double
effective_firms(const CmIndicators *s, int32_t year, uint64_t pair)
{
	return cm_effective_firms(cm_layer_at(cm_panel_base(s->panel, year), pair),
							  cm_layer_at(cm_panel_layer(s->panel, s->panel->base, year, CM_SQUARES), pair));
}

bool
cm_has_few_firms(const CmIndicators *s, uint64_t pair)
{
	return effective_firms(s, s->year, pair) < FEW_EFFECTIVE_FIRMS;
}

/* Few enough firms at either end that one plant can make the growth; not where nothing is known of them. */
static bool
few_effective_firms(const CmIndicators *s, int32_t from, uint64_t pair)
{
	return effective_firms(s, from, pair) < FEW_EFFECTIVE_FIRMS || cm_has_few_firms(s, pair);
}

static CmFinding
find_local_shift(const CmIndicators *s, const Pair *p)
{
	int32_t		from = earlier_year(s, p->plan);
	const CmPeriod *before;

	if (from == CM_NO_YEAR)
		return cm_not_found(CM_EVIDENCE_TOO_FEW);
	before = cm_panel_base(s->panel, from);
	if (!(cm_layer_at(before, p->at) > 0))
		return cm_not_found(CM_EVIDENCE_NO_DATA);
	if (cm_layer_at(s->size, p->at) == 0)
		return (CmFinding) {.value = NAN, .risk = 1, .evidence = CM_EVIDENCE_ZERO_BASE};
	return marked_small(cm_found(cm_growth_gap(before, s->size, p->industry, p->at, (double) s->year - from)),
						few_effective_firms(s, from, p->at));
}

int32_t
cm_usual_step(const CmPanel *panel, int32_t year)
{
	int32_t		step = INT32_MAX;

	for (int k = 1; k < panel->years && panel->year[k] <= year; k++)
		if (panel->year[k] - panel->year[k - 1] < step)
			step = panel->year[k] - panel->year[k - 1];
	return step;
}

static CmFinding
find_volatility(const CmIndicators *s, const Pair *p)
{
	const CmPanel *panel = s->panel;
	int32_t		step = cm_usual_step(panel, s->year),
				first = s->year;
	double		mean = 0,
				squares = 0;
	int			changes = 0;

	for (int k = 1; k < panel->years && panel->year[k] <= s->year; k++)
	{
		const CmPeriod *from = cm_panel_base(panel, panel->year[k - 1]),
				   *to = cm_panel_base(panel, panel->year[k]);
		double		gap = (log(cm_layer_at(to, p->at) / cm_layer_at(from, p->at)) -
						   log(to->industry[p->industry] / from->industry[p->industry])) / step;
		double		off = gap - mean;

		/* Changes over gaps of the panel would be smaller or larger. */
		if (panel->year[k] - panel->year[k - 1] != step || !isfinite(gap))
			continue;
		if (changes++ == 0)
			first = panel->year[k - 1];
		mean += off / changes;
		squares += off * (gap - mean);
	}
	if (changes < FEW_YEARS - 1)
		return cm_not_found(CM_EVIDENCE_TOO_FEW);
	return marked_small(cm_found(sqrt(fmax(0, squares) / changes)), few_effective_firms(s, first, p->at));
}

/* Ambition and plans --------------------------------------------------- */

static CmFinding
find_ambition(const CmIndicators *s, const Pair *p)
{
	return cm_find_ambition(s, p->industry, p->at);
}

static CmFinding
find_sum_of_plans(const CmIndicators *s, const Pair *p)
{
	return cm_find_sum_of_plans(s, p->industry, p->at);
}

static CmFinding
find_leverage(const CmIndicators *s, const Pair *p)
{
	const CmPeriod *value_added = sizes_of(s, CM_VALUE_ADDED);

	if (p->plan == NULL || isnan(p->plan->amount))
		return cm_not_found(CM_EVIDENCE_NO_POLICY);
	return value_added == NULL ? cm_not_found(CM_EVIDENCE_MISSING_MEASURE) :
		against_value_added(p->plan->amount, cm_layer_at(value_added, p->at));
}

static CmFinding
find_design_gap(const CmIndicators *s, const Pair *p)
{
	if (p->plan == NULL || p->plan->safeguards < 2)
		return cm_not_found(CM_EVIDENCE_NO_POLICY);
	return cm_found_among(p->plan->absent, p->plan->safeguards);
}

/* Beside the score ----------------------------------------------------- */

static CmFinding
find_export_share(const CmIndicators *s, const Pair *p)
{
	const CmPeriod *exported = sizes_of(s, CM_EXPORT);
	const CmPeriod *output = part_or_all(s, CM_EXPORT_OUTPUT, CM_OUTPUT);

	if (exported == NULL || output == NULL)
		return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
	return cm_found(cm_layer_at(exported, p->at) / cm_layer_at(output, p->at));
}

static CmFinding
find_champion_bias(const CmIndicators *s, const Pair *p)
{
	const CmPeriod *subsidy = sizes_of(s, CM_SUBSIDY);
	double		given = cm_layer_at(subsidy, p->at);

	if (subsidy == NULL)
		return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
	return marked_small(cm_found(cm_layer_at(cm_panel_layer(s->panel, CM_SUBSIDY, s->year, CM_SQUARES), p->at) / given / given -
								 owner_herfindahl(s, p->at)), few_firms(s, p));
}

static CmFinding
find_follower_rank(const CmIndicators *s, const Pair *p)
{
	double		rank = cm_follower_rank(s->plans, p->region, p->industry);

	return isnan(rank) ? cm_not_found(CM_EVIDENCE_NO_POLICY) : cm_found(rank);
}

static CmFinding
find_env_gap(const CmIndicators *s, const Pair *p)
{
	const CmPeriod *emissions = sizes_of(s, CM_EMISSIONS);
	const CmPeriod *value_added = sizes_of(s, CM_VALUE_ADDED);

	if (emissions == NULL || value_added == NULL)
		return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
	return cm_found(log(cm_layer_at(emissions, p->at) / cm_layer_at(value_added, p->at)) -
					log(elsewhere(emissions, p->industry, p->at) / elsewhere(value_added, p->industry, p->at)));
}

static CmFinding
find_top1_share(const CmIndicators *s, const Pair *p)
{
	return marked_small(cm_found(cm_layer_at(s->owner_largest, p->at) / cm_layer_at(s->owner_size, p->at)), few_firms(s, p));
}

/* All ------------------------------------------------------------------ */

static CmFinding (*const find[CM_INDICATORS]) (const CmIndicators *, const Pair *) = {
	[CM_INDICATOR_LQ] = find_lq,
	[CM_INDICATOR_REL_DENSITY] = find_density,
	[CM_INDICATOR_FACTOR_GAP] = find_factor_gap,
	[CM_INDICATOR_MASS] = find_mass,
	[CM_INDICATOR_DOMINANCE] = find_dominance,
	[CM_INDICATOR_FOOTLOOSE] = find_footloose,
	[CM_INDICATOR_COPYCAT] = find_copycat,
	[CM_INDICATOR_OVERCAPACITY] = find_overcapacity,
	[CM_INDICATOR_SUM_OF_PLANS] = find_sum_of_plans,
	[CM_INDICATOR_SUBSIDY] = find_subsidy,
	[CM_INDICATOR_ZOMBIE] = find_zombie,
	[CM_INDICATOR_LINKAGE] = find_linkage,
	[CM_INDICATOR_LOCAL_SHIFT] = find_local_shift,
	[CM_INDICATOR_VOLATILITY] = find_volatility,
	[CM_INDICATOR_AMBITION] = find_ambition,
	[CM_INDICATOR_LEVERAGE] = find_leverage,
	[CM_INDICATOR_DESIGN_GAP] = find_design_gap,
	[CM_INDICATOR_EXPORT_SHARE] = find_export_share,
	[CM_INDICATOR_CHAMPION_BIAS] = find_champion_bias,
	[CM_INDICATOR_FOLLOWER_RANK] = find_follower_rank,
	[CM_INDICATOR_ENV_GAP] = find_env_gap,
	[CM_INDICATOR_TOP1_SHARE] = find_top1_share,
};

void
cm_indicators_find(const CmIndicators *s, uint32_t region, uint32_t industry, CmFinding finding[CM_INDICATORS])
{
	Pair		p = {region, industry, cm_panel_pair(s->panel, region, industry), NULL};

	p.plan = cm_plan_of(s->plans, p.at);
	for (int i = 0; i < CM_INDICATORS; i++)
	{
		finding[i] = find[i] (s, &p);
		finding[i].risk = cm_finding_risk(&s->model->cut[i], &finding[i]);
	}
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
	int32_t		from = earlier_year(s, cm_plan_of(s->plans, pair));
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
			if (s->size->cell[c] > 0 && cm_location_quotient(s->size->cell[c], s->size->region[r], s->size->industry[t->column[c]], s->size->total) >= 1)
				o->industry[count++] = t->column[c];
		o->row[r + 1] = count;
		cm_breathe(s->host);
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
			s->density[c] = cm_standard_density(s, r, s->density[c]);
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
		s->input_of[i] = cm_label_place(inputs->industry_label, inputs->industries, t->industry_label[i]);
	for (uint32_t j = 0; j < inputs->regions; j++)
		s->supplier[j] = cm_label_place(t->industry_label, t->industries, inputs->region_label[j]);
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
}
