/*
 * fuzz_policy.c: everything about policies, over panels of sound matrices,
 * however odd, with policies, models and peers of any kind.
 *
 * As fuzz_measures.c: no sanitizer complains, every loop ends, what is
 * documented to be in a range is there or NaN; nothing is infinite but what
 * says so.
 */
#include "measured.h"

#include "core/policy/backtest.h"
#include "core/policy/event_study.h"
#include "core/policy/indicators/indicators_plan.h"
#include "core/policy/indicators/stage.h"
#include "core/policy/policy_explain.h"
#include "core/policy/policy_opportunity.h"
#include "core/policy/policy_province.h"
#include "core/policy/policy_uncertainty.h"

#include <math.h>
#include <string.h>

enum {YEARS = 8, FIRST_YEAR = 2001, POLICIES = 24, PAIRS = 48, DRAWS = 8};

/* A panel with everything that its functions ask for. */
typedef struct World
{
	const Measured *m;
	CmPanel		panel;
	CmPolicy	policy[POLICIES];
	uint32_t	policies;
	CmRiskModel model;
	CmPlans		plans;
	CmTable		inputs;
	CmIndicators indicators;
	CmLists		lists;
	CmTargetRisk *risk;			/* of all targets of the lists */
} World;

/* Making one ----------------------------------------------------------- */

static int32_t
pick_year(int32_t none)
{
	static const int32_t far[] = {-100000, 0, 1999, 2100, 100000};

	if (pick_one_in(4))
		return none;
	return pick_one_in(8) ? far[pick(5)] : FIRST_YEAR - 2 + (int32_t) pick(YEARS + 6);
}

static CmText
pick_label(const CmText *labels, uint32_t count)
{
	return count == 0 || pick_one_in(16) ? (CmText) {"new", 3} : labels[pick(count)];
}

static void
pick_policies(World *w)
{
	const CmTable *t = &w->m->t;

	w->policies = (uint32_t) pick(POLICIES + 1);
	for (uint32_t k = 0; k < w->policies; k++)
	{
		CmPolicy   *p = &w->policy[k];

		*p = (CmPolicy) {.region = pick_label(t->region_label, t->regions), .industry = pick_label(t->industry_label, t->industries),
			.start = pick_year(CM_NO_YEAR), .end = pick_year(CM_FOREVER), .amount = pick_one_in(3) ? NAN : pick_amount(),
			.measure = (CmMeasure) pick(pick_one_in(2) ? 1 : CM_MEASURES + 1), .target = pick_one_in(3) ? NAN : pick_amount(),
			.target_year = pick_year(CM_NO_YEAR)};
		for (int g = 0; g < CM_SAFEGUARDS; g++)
			p->safeguard[g] = (int8_t) ((int) pick(3) - 1);
	}
}

/* The pairs of all policies, and others. */
static CmTable
open_asked(World *w)
{
	const CmTable *t = &w->m->t;
	CmBuilder	b;
	CmTable		asked;

	cm_builder_init(&b, w->m->host, UINT64_MAX);
	for (uint32_t k = 0; k < w->policies + 4; k++)
	{
		CmText		region = k < w->policies ? w->policy[k].region : pick_label(t->region_label, t->regions),
					industry = k < w->policies ? w->policy[k].industry : pick_label(t->industry_label, t->industries);

		cm_builder_add_firm(&b, region.bytes, region.length, industry.bytes, industry.length, 0);
	}
	fuzz_require(measured_built(w->m, &b, &asked), "pairs cannot be asked about");
	return asked;
}

static void
open_panel(World *w)
{
	CmPanelMatrix *matrix = cm_resize(w->m->host, NULL, CM_MEASURES * YEARS, sizeof(CmPanelMatrix));
	CmTable		asked = open_asked(w);
	CmMeasure	base = pick_one_in(4) ? CM_OUTPUT : CM_EMPLOYMENT;
	int			matrices = 0;

	for (int measure = 0; measure < CM_MEASURES; measure++)
	{
		bool		never = measure != (int) base && pick_one_in(3);

		for (int y = 0; y < YEARS; y++)
			if ((measure == (int) base && y == YEARS - 1) ||
				(!never && measure != CM_INPUT_COEFFICIENTS && !pick_one_in(6)))
				matrix[matrices++] = (CmPanelMatrix) {(CmMeasure) measure, FIRST_YEAR + y, pick_one_in(2) ? w->m->t : w->m->other};
	}
	cm_panel_open(&w->panel, w->m->host, matrix, matrices, &asked, base);
}

static CmCut
pick_cut(int pillars)
{
	CmCut		cut = {.pillar = (int) pick((uint64_t) pillars + 1) - 1, .weight = pick_one_in(6) ? 0 : pick_share(),
	.elevated_from = pick_amount(), .high_from = pick_amount(), .movable = pick_one_in(2)};

	if (pick_one_in(2))
	{
		cut.elevated_from = pick_share();
		cut.high_from = -pick_share();
	}
	if (cut.elevated_from == cut.high_from)
		cut.high_from += 1 + cut.elevated_from;
	cut.proxy_elevated_from = cut.high_from;
	cut.proxy_high_from = cut.elevated_from;
	if (pick_one_in(12))
		cut.elevated_from = cut.high_from = cut.proxy_elevated_from = cut.proxy_high_from = NAN;
	return cut;
}

static void
pick_model(CmRiskModel *model)
{
	*model = (CmRiskModel) {.pillars = (int) pick(7), .of_safety = pick_one_in(4), .exponent = 1 + (double) pick(100),
		.elevated_score = 33.3, .high_score = 66.7, .flag_from = pick_share(),
		.minimum_coverage = pick_one_in(2) ? 0 : pick_share(), .minimum_pillars = 1 + (int) pick(3), .grade_a = 0.8, .grade_b = 0.6,
		.shrinkage = pick_one_in(4) ? 0 : (double) pick(1000000)};
	for (int k = 0; k < model->pillars; k++)
	{
		model->pillar_weight[k] = pick_one_in(6) ? 0 : (double) pick(1000001);
		model->pillar_required[k] = pick_one_in(12);
	}
	for (int i = 0; i < CM_INDICATORS; i++)
		model->cut[i] = pick_cut(model->pillars);
}

static uint32_t *
pick_groups(const World *w)
{
	uint32_t	industries = w->panel.pairs.industries;
	uint32_t   *group = cm_resize(w->m->host, NULL, (size_t) industries + 1, sizeof(uint32_t));

	group[0] = 0;
	for (uint32_t i = 1; i < industries; i++)
		group[i] = group[i - 1] + pick_one_in(3);
	return group;
}

static void
open_world(World *w, const Measured *m)
{
	const CmLayers *t = &w->panel.pairs;
	int		   *level;
	double	   *mass;

	w->m = m;
	pick_policies(w);
	open_panel(w);
	pick_model(&w->model);
	level = cm_resize(m->host, NULL, (size_t) t->regions + 1, sizeof(int));
	mass = measured_doubles(m, t->regions);
	for (uint32_t r = 0; r < t->regions; r++)
	{
		level[r] = (int) pick(4) - 1;
		mass[r] = pick_amount() + 4.9e-324;
	}
	cm_plans_open(&w->plans, &w->panel, w->policy, w->policies, FIRST_YEAR + YEARS - 1, pick_one_in(2), level);
	w->inputs = pick_links(m, t->industry_label, t->industries, t->industry_label, t->industries);
	cm_indicators_open(&w->indicators, m->host, &w->model, &w->panel, &w->plans, w->plans.year, pick_groups(w), mass, mass,
					   pick_one_in(3) ? NULL : &w->inputs);
}

/* Indicators and scores ------------------------------------------------ */

static void
risks_of(const CmFinding finding[CM_INDICATORS], double risk[CM_INDICATORS])
{
	for (int i = 0; i < CM_INDICATORS; i++)
		risk[i] = finding[i].risk;
}

static void
try_findings(const CmFinding finding[CM_INDICATORS])
{
	for (int i = 0; i < CM_INDICATORS; i++)
	{
		bool		none = finding[i].evidence >= CM_EVIDENCE_MISSING_MEASURE;

		check_range(finding[i].value, -INFINITY, INFINITY, "an indicator is infinite");
		if (finding[i].risk != CM_NOT_APPLICABLE)
			check_range(finding[i].risk, 0, 1, "a risk is out of range");
		fuzz_require(!none || isnan(finding[i].value), "an indicator has a value and a reason to have none");
		fuzz_require(cm_evidence_name[finding[i].evidence] != NULL, "evidence has no name");
	}
}

/* Words and numbers of an explanation. */
static void
try_explaining(const World *w, const CmFinding finding[CM_INDICATORS], const CmRiskScore *score)
{
	CmIndicator reason[CM_REASONS_MOST],
				strength[CM_STRENGTHS_MOST];
	CmChange	change[CM_CHANGES_MOST];
	char		printed[CM_PRINTED_MOST];
	int			reasons = cm_reasons(&w->model, finding, score, reason),
				changes = cm_changes(&w->model, finding, score, change);

	fuzz_require(cm_strengths(&w->model, finding, strength) <= CM_STRENGTHS_MOST, "there are too many strengths");
	fuzz_require(reasons <= CM_REASONS_MOST && changes <= CM_CHANGES_MOST, "there are too many reasons");
	for (int k = 0; k < changes; k++)
		fuzz_require(change[k].score < score->score, "a change lowers nothing");
	cm_is_fragile(finding, score);
	cm_has_proxy(finding, score);
	for (int i = 0; i < CM_INDICATORS; i++)
		if (!isnan(finding[i].value))
			cm_print_value(printed, (CmIndicator) i, finding[i].value);
	cm_print_number(printed, pick_one_in(2) ? pick_amount() : -pick_amount());
	cm_print_percent(printed, pick_one_in(2) ? pick_amount() : -pick_amount(), pick_one_in(2));
	cm_print_ordinal(printed, (uint32_t) pick(UINT32_MAX));
}

static void
try_score(const World *w, const CmFinding finding[CM_INDICATORS])
{
	double		risk[CM_INDICATORS],
				quick;
	CmRiskScore score;
	CmBand		band;

	risks_of(finding, risk);
	cm_risk_score(&w->model, risk, &score);
	check_range(score.score, 0, 100, "a score is out of range");
	check_range(score.if_best, 0, 100, "a lower bound is out of range");
	check_range(score.if_worst, 0, 100, "an upper bound is out of range");
	check_range(score.coverage, 0, 1, "coverage is out of range");
	fuzz_require(!(score.score < score.if_best - 1e-6) && !(score.score > score.if_worst + 1e-6), "a score is beyond its bounds");
	quick = cm_risk_quick_score(&w->model, risk, &band);
	fuzz_require(isnan(score.score) || fabs(quick - score.score) < 1e-6, "a quick score is another one");
	try_explaining(w, finding, &score);
}

static void
try_indicators(const World *w)
{
	const CmLayers *t = &w->panel.pairs;

	for (int k = 0; k < PAIRS; k++)
	{
		uint32_t	r = (uint32_t) pick(t->regions),
					i = (uint32_t) pick(t->industries);
		uint64_t	pair = cm_panel_pair(&w->panel, r, i);
		CmFinding	finding[CM_INDICATORS],
					one;
		int			which = (int) pick(CM_INDICATORS);

		cm_indicators_find(&w->indicators, r, i, finding);
		try_findings(finding);
		one = cm_indicators_find_one(&w->indicators, r, i, (CmIndicator) which);
		fuzz_require(memcmp(&one.value, &finding[which].value, sizeof(double)) == 0 || isnan(one.value), "an indicator alone is another one");
		try_score(w, finding);
		fuzz_require(cm_stage(&w->indicators, r, i, finding) != NULL, "a cluster has no stage");
		cm_is_plant_driven(&w->indicators, w->indicators.year, pair);
		if (cm_plan_of(&w->plans, pair) != NULL)
			cm_asked_growth(&w->indicators, pair);
		check_range(cm_managed_growth(&w->indicators, i, pair, pick_share()), -INFINITY, INFINITY, "growth that others managed is infinite");
		check_range(cm_high_growth(&w->indicators, w->panel.base, i, 1 + (int32_t) pick(4)), -INFINITY, INFINITY, "high growth is infinite");
		check_range(cm_follower_rank(&w->plans, r, i), 0, 1, "a rank of followers is out of range");
	}
}

/* Uncertainty ---------------------------------------------------------- */

static void
try_uncertainty(const World *w)
{
	const CmLayers *t = &w->panel.pairs;
	CmFinding  *finding = cm_resize(w->m->host, NULL, PAIRS * CM_INDICATORS, sizeof(CmFinding));
	CmSpread	spread[PAIRS];
	const CmFinding *variant[] = {finding, finding};
	CmVariants	v = {.pairs = (uint32_t) pick(PAIRS), .count = 1 + (int) pick(2), .finding = variant};

	for (uint32_t k = 0; k < v.pairs; k++)
		cm_indicators_find(&w->indicators, (uint32_t) pick(t->regions), (uint32_t) pick(t->industries), &finding[k * CM_INDICATORS]);
	cm_spread(w->m->host, &w->model, &v, (unsigned) pick(CM_VARY_ALL + 1), 1 + (uint32_t) pick(DRAWS), pick(1000), spread);
	for (uint32_t k = 0; k < v.pairs; k++)
	{
		check_range(spread[k].low, 0, 100, "a low score is out of range");
		check_range(spread[k].high, 0, 100, "a high score is out of range");
		fuzz_require(!(spread[k].low > spread[k].median) && !(spread[k].median > spread[k].high), "quantiles are not in order");
		check_range(spread[k].elevated_or_high, 0, 1, "a share of draws is out of range");
		check_range(spread[k].in_high, 0, 1, "a share of draws is out of range");
	}
	check_range(cm_rank_shift(w->m->host, &w->model, &v, CM_VARY_ALL, 1 + (uint32_t) pick(DRAWS), pick(1000)), 0, INFINITY, "ranks shift without end");
	check_range(cm_rank_shift_without(w->m->host, &w->model, &v, (CmIndicator) pick(CM_INDICATORS)), 0, INFINITY, "ranks shift without end");
}

/* Lists ---------------------------------------------------------------- */

/* Ascending pairs that are lists of their own, now and then. */
static void
open_lists(World *w)
{
	const CmLayers *t = &w->panel.pairs;
	uint32_t	count = 0;
	uint32_t   *region = cm_resize(w->m->host, NULL, t->cells + 1, sizeof(uint32_t)),
			   *industry = cm_resize(w->m->host, NULL, t->cells + 1, sizeof(uint32_t));

	for (uint32_t r = 0; r < t->regions && pick_one_in(2); r++)
		for (uint64_t c = t->row[r]; c < t->row[r + 1]; c++)
			if (pick_one_in(4))
			{
				region[count] = r;
				industry[count++] = t->column[c];
			}
	cm_lists_open(&w->lists, w->m->host, &w->plans, region, industry, count);
	w->risk = cm_resize(w->m->host, NULL, w->lists.target.row[t->regions] + 1, sizeof(CmTargetRisk));
	for (uint64_t k = 0; k < w->lists.target.row[t->regions]; k++)
		w->risk[k] = pick_one_in(6) ? (CmTargetRisk) {NAN, CM_BAND_UNKNOWN} :
			(CmTargetRisk) {100 * pick_share(), (CmBand) (1 + pick(3))};
}

static void
try_list_risk(const CmListRisk *risk)
{
	check_range(risk->mean, 0, 100, "a mean risk is out of range");
	check_range(risk->tail, 0, 1, "a tail is out of range");
	check_range(risk->worst, 0, 100, "a worst risk is out of range");
	check_range(risk->amount, 0, INFINITY, "an amount is out of range");
}

static void
try_portfolio(const CmPortfolio *p)
{
	try_list_risk(&p->risk);
	check_range(p->breadth, 0, INFINITY, "breadth is out of range");
	check_range(p->founded, 0, 1, "a share of what is founded is out of range");
	check_range(p->founded_expected, 0, 1, "a share of what is founded by chance is out of range");
	check_range(p->founded_z, -INFINITY, INFINITY, "a deviation is infinite");
	check_range(p->coherence, 0, 1, "coherence is out of range");
	check_range(p->coherence_expected, 0, 1, "coherence by chance is out of range");
	check_range(p->coherence_z, -INFINITY, INFINITY, "a deviation of coherence is infinite");
	check_range(p->common_shock, 0, 1, "a common shock is out of range");
	check_range(p->fiscal, 0, INFINITY, "a fiscal burden is infinite");
	check_range(p->score, 0, 100, "the score of a list is out of range");
	for (int part = 0; part < CM_PARTS; part++)
		check_range(p->part_risk[part], 0, 1, "the risk of a part is out of range");
}

static void
try_group(const World *w, const CmPortfolios *portfolios, uint32_t group)
{
	CmIsomorphism s;

	cm_isomorphism_open(&s, w->m->host, &w->lists, group, (uint32_t) pick(4), pick(1000));
	for (uint32_t a = 0; a < s.members; a++)
	{
		CmMeanAlike mean = cm_isomorphism_member(&s, a);
		CmPortfolio portfolio;

		check_range(mean.jaccard, 0, 1, "a mean of what is common is out of range");
		check_range(mean.corrected, -INFINITY, 1, "a corrected mean is out of range");
		for (uint32_t b = 0; b < s.members; b++)
			if (a != b)
			{
				CmAlike		alike = cm_isomorphism_pair(&s, a, b);
				double		share,
							unfounded;

				check_range(alike.jaccard, 0, 1, "what is common is out of range");
				check_range(alike.expected, 0, 1, "what is common by chance is out of range");
				check_range(alike.corrected, -INFINITY, 1, "what is common beyond chance is out of range");
				check_range(alike.cosine, 0, 1, "a cosine is out of range");
				cm_follows(&w->lists, &w->indicators, s.member[a], s.member[b], &share, &unfounded);
				check_range(share, 0, 1, "a share of what is copied is out of range");
				check_range(unfounded, 0, 1, "a share of what is unfounded is out of range");
			}
		cm_portfolio_find(portfolios, s.member[a], w->risk + w->lists.target.row[s.member[a]], &mean, &portfolio);
		try_portfolio(&portfolio);
	}
	cm_isomorphism_close(&s);
}

static void
try_portfolios(const World *w)
{
	CmPartCut	cut[CM_PARTS];
	CmPortfolios s;

	for (int part = 0; part < CM_PARTS; part++)
	{
		cut[part] = (CmPartCut) {pick_one_in(6) ? 0 : pick_share(), NAN, NAN};
		if (part > CM_PART_TAIL && !pick_one_in(8))
		{
			cut[part].elevated_from = pick_share();
			cut[part].high_from = cut[part].elevated_from + 1 - 2 * (double) pick(2);
		}
	}
	cm_portfolios_open(&s, &w->indicators, &w->lists, cut);
	for (uint32_t g = 0; g < w->lists.groups; g++)
		try_group(w, &s, g);
	cm_portfolios_close(&s);
}

static void
try_province(const World *w)
{
	uint32_t	regions = 0,
				own = pick_one_in(2) ? UINT32_MAX : (uint32_t) pick(w->panel.pairs.regions);
	uint32_t   *region = cm_resize(w->m->host, NULL, (size_t) w->panel.pairs.regions + 1, sizeof(uint32_t));
	CmProvince	p;

	for (uint32_t r = 0; r < w->panel.pairs.regions; r++)
		if (r != own && pick_one_in(2))
			region[regions++] = r;
	cm_province_find(&w->indicators, &w->lists, w->risk, own, region, regions, &p);
	try_list_risk(&p.risk);
	check_range(p.distinct_share, 0, 1, "a share of different targets is out of range");
	check_range(p.sum_of_plans, 0, INFINITY, "a sum of plans is infinite");
}

static void
try_opportunities(const World *w)
{
	CmOpportunities s;

	cm_opportunities_open(&s, &w->indicators, &w->lists);
	for (uint32_t member = 0; member < w->lists.members; member++)
		for (uint32_t i = 0; i < w->panel.pairs.industries; i++)
		{
			CmOpportunity o;

			cm_opportunity_find(&s, member, i, &o);
			check_finite(o.value, CM_RETURNS, "a return is infinite");
			for (int part = 0; part < CM_RETURNS; part++)
				check_range(o.rank[part], 0, 1, "a rank is out of range");
			check_range(o.opportunity, 0, 100, "an opportunity is out of range");
			fuzz_require(cm_risk_quadrant(100 * pick_share(), o.opportunity, 50, 50) <= CM_RISK_QUADRANT_AVOID, "there is no such quadrant");
		}
	cm_opportunities_close(&s);
}

/* History -------------------------------------------------------------- */

/* Which pairs are asked about; NULL: all. */
static bool *
pick_asked(const World *w)
{
	bool	   *asked = cm_resize(w->m->host, NULL, w->panel.pairs.cells + 1, sizeof(bool));

	for (uint64_t c = 0; c < w->panel.pairs.cells; c++)
		asked[c] = pick_one_in(2);
	return pick_one_in(2) ? NULL : asked;
}

static void
check_skill(const CmSkill *s)
{
	check_range(s->auc, 0, 1, "an area is out of range");
	check_range(s->auc_lower, 0, 1, "a lower area is out of range");
	check_range(s->auc_upper, 0, 1, "an upper area is out of range");
	check_range(s->auc_within_size, 0, 1, "an area within size is out of range");
	check_range(s->precision_area, 0, 1 + 1e-9, "a precision is out of range");
	check_range(s->lift, 0, 10 + 1e-9, "a lift is out of range");
	check_range(s->brier, 0, 1, "a Brier score is out of range");
	check_range(s->brier_skill, -INFINITY, 1, "a Brier skill is out of range");
	check_range(s->ece, 0, 1 + 1e-9, "a calibration error is out of range");
	check_finite(&s->slope, 1, "a slope is infinite");
	check_finite(&s->intercept, 1, "an intercept is infinite");
	check_finite(s->usefulness, CM_PREFERENCES, "a usefulness is infinite");
	check_range(s->difference, -1, 1, "a difference is out of range");
}

static void
try_skill(const World *w, const CmForecast *forecast, uint64_t count, CmOutcome outcome, CmPredictor predictor, bool targeted)
{
	const CmHost *host = w->m->host;
	CmCase	   *cases = cm_resize(host, NULL, count + 1, sizeof(CmCase)),
			   *chance = cm_resize(host, NULL, count + 1, sizeof(CmCase));
	CmTrial		t = {.cases = cases, .chance = chance, .earlier = cases, .regions = w->panel.pairs.regions, .replicates = (uint32_t) pick(DRAWS), .seed = pick(1000)};
	CmSkill		s;
	CmCalibration c;
	CmTenth		tenth[10];
	double		pairs = 0;

	cm_cases(host, forecast, count, outcome, CM_PREDICTOR_CHANCE, targeted, NULL, chance);
	t.earlier_count = cm_cases(host, forecast, count, outcome, predictor, targeted, NULL, cases);
	cm_calibrate(host, cases, t.earlier_count, &c);
	for (uint64_t k = 0; k < c.steps; k++)
		fuzz_require(c.chance[k] >= 0 && c.chance[k] <= 1 && (k == 0 || c.chance[k] >= c.chance[k - 1]), "a calibration falls");
	t.count = cm_cases(host, forecast, count, outcome, predictor, targeted, &c, cases);
	cm_calibration_close(host, &c);
	cm_skill(host, &t, &s);
	check_skill(&s);
	cm_tenths(host, cases, t.count, tenth);
	for (int k = 0; k < 10; k++)
		pairs += tenth[k].pairs;
	fuzz_require(pairs == s.pairs, "tenths are not the whole");
}

static void
try_history(World *w)
{
	int32_t		year = FIRST_YEAR + 1 + (int32_t) pick(YEARS - 1);
	CmForecast *forecast = cm_resize(w->m->host, NULL, w->panel.pairs.cells + 1, sizeof(CmForecast));
	CmEventStudy s;
	uint64_t	count;

	cm_event_study(&s, w->m->host, &w->plans, pick_asked(w), (int32_t) pick(6), (int32_t) pick(6));
	for (uint32_t k = 0; k < s.years; k++)
	{
		check_finite(&s.year[k].gap, 1, "a gap is infinite");
		check_finite(&s.year[k].difference.mean, 1, "a difference is infinite");
		check_range(s.year[k].difference.error, 0, INFINITY, "an error is infinite");
		check_range(s.year[k].difference.p, 0, 1, "a p-value is none");
	}
	check_range(s.pretrend.p, 0, 1, "a p-value before policies is none");
	cm_event_study_close(&s, w->m->host);
	if (cm_panel_base(&w->panel, year) == NULL)
		return;
	count = cm_forecast(&w->indicators, year, -pick_share(), pick_asked(w), forecast);
	for (int p = 0; p < CM_PREDICTORS; p++)
		for (int targeted = 0; targeted < 2; targeted++)
			for (int o = 0; o < CM_OUTCOMES; o++)
				try_skill(w, forecast, count, (CmOutcome) o, (CmPredictor) p, targeted);
}

/* All of it ------------------------------------------------------------ */

static bool
test(const uint8_t *bytes, size_t count)
{
	Measured	m;
	static World w;

	if (!measured_open(&m, bytes, count))
		return false;
	if (m.t.cells > 0)
	{
		open_world(&w, &m);
		try_indicators(&w);
		try_uncertainty(&w);
		open_lists(&w);
		try_portfolios(&w);
		try_province(&w);
		try_opportunities(&w);
		try_history(&w);
	}
	measured_close();
	return true;
}

const FuzzTarget fuzz_target = {
	.mutations = 10000,
	.most = MEASURED_MOST,
	.memory = 64 << 20,
	.seeds = SOUND_MATRICES,
	.seed = measured_seed,
	.mutate = measured_mutate,
	.repair = measured_repair,
	.test = test,
};
