/*
 * cards.c: the indicators of policy risk, and what users read about them.
 *
 * Notation: x_ri employment (or the chosen measure) of industry i in region r,
 * N_ri its firms, x_r, x_i, x totals; (-r), (-i) leave a region or an industry
 * out; k = 5 firms of prior evidence.
 */
#include "core/policy/indicators/cards.h"

#include "core/policy/indicators/indicators_fit.h"
#include "core/policy/indicators/indicators_growth.h"
#include "core/policy/indicators/indicators_money.h"
#include "core/policy/indicators/indicators_plan.h"

#include <string.h>

const CmIndicatorCard cm_indicator_card[CM_INDICATORS] = {
	[CM_INDICATOR_LQ] = {
		cm_find_lq,
		false, "lq", "Location quotient, shrunk", "ratio",
		"(x_ri + k m)/(x_r x_i/x + k m), m = x_i/N_i",
		"employment", "",
		"Florence 1939; Lin, Chang 2009, Development Policy Review 27"},
	[CM_INDICATOR_REL_DENSITY] = {
		cm_find_density,
		false, "rel_density", "Relatedness density within the region", "standard deviations",
		"(d_ri - mean_j d_rj)/sd_j d_rj, d_ri = sum_{j<>i} phi_ij M_rj / sum_{j<>i} phi_ij, M = [lq >= 1]",
		"employment", "",
		"Hidalgo et al. 2007, Science 317; Balland et al. 2019, Regional Studies 53"},
	[CM_INDICATOR_FACTOR_GAP] = {
		cm_find_factor_gap,
		false, "factor_gap", "Capital intensity of the industry against the region's", "logarithm of a ratio",
		"ln(k_i(-r)/k_r(-i)), k = capital/employment",
		"capital, capital_employment", "employment of all firms",
		"Lin 2003, Economic Development and Cultural Change 51"},
	[CM_INDICATOR_MASS] = {
		cm_find_mass,
		false, "mass", "Critical mass", "share of what is asked for",
		"min(N_ri/10, x_ri/1000), both by administrative level; N_ri/10 where x is no employment",
		"employment", "",
		"Menzel, Fornahl 2010, Industrial and Corporate Change 19"},
	[CM_INDICATOR_DOMINANCE] = {
		cm_find_dominance,
		true, "dominance", "Dominance of few owners", "Herfindahl index",
		"sum (size/x_ri)^2 over ownership groups",
		"group_employment", "plants of employment",
		"Drucker, Feser 2012, Regional Science and Urban Economics 42"},
	[CM_INDICATOR_FOOTLOOSE] = {
		cm_find_footloose,
		true, "footloose", "Plants controlled from outside", "share of employment",
		"outside_employment_ri/located_employment_ri",
		"outside_employment, located_employment", "employment of all plants; exit_employment_ri/x_ri three years before (proxy)",
		"Goerg, Strobl 2003, Manchester School 71; Bernard, Jensen 2007, REStat 89"},
	[CM_INDICATOR_COPYCAT] = {
		cm_find_copycat,
		false, "copycat", "Peers that target the same", "share of peers",
		"share of other regions with a list, of the same administrative level, whose list has i",
		"policies: region, industry, start_year, end_year, admin_level", "",
		"Wu, Zhu, Groenewold 2019, China Economic Review; He et al. 2008, Acta Geographica Sinica 63"},
	[CM_INDICATOR_OVERCAPACITY] = {
		cm_find_overcapacity,
		true, "overcapacity", "Use of capacity", "ratio",
		"capacity_output_ri/capacity_ri, if those firms have half of the employment",
		"capacity, capacity_output, capacity_employment", "output/capital against its peak of ten years (proxy)",
		"Barwick, Kalouptsidi, Zahur 2025, Review of Economic Studies 92"},
	[CM_INDICATOR_SUM_OF_PLANS] = {
		cm_find_sum_of_plans,
		false, "sum_of_plans", "All plans against any plausible market", "ratio",
		"sum_r target_ri/(x_i exp(g90 h)), g90 = 90th percentile of past growth a year over h years",
		"employment; policies: target_value, target_year", "",
		"fallacy of composition; Flyvbjerg 2008, European Planning Studies 16"},
	[CM_INDICATOR_SUBSIDY] = {
		cm_find_subsidy,
		true, "subsidy", "Subsidies", "share of value added",
		"subsidy_ri/value_added_ri",
		"subsidy, value_added", "output_ri times the industry's value added/output (proxy)",
		"Branstetter, Li, Ren 2023, Journal of Comparative Economics 51"},
	[CM_INDICATOR_ZOMBIE] = {
		cm_find_zombie,
		true, "zombie", "Zombie firms", "share of capital",
		"zombie_capital_ri/classified_capital_ri; (n p + 10 p_i)/(n + 10) for n < 10 firms",
		"zombie_capital, classified_capital", "the same of employment (proxy)",
		"McGowan, Andrews, Millot 2018, Economic Policy 33; Caballero, Hoshi, Kashyap 2008, AER 98"},
	[CM_INDICATOR_LINKAGE] = {
		cm_find_linkage,
		false, "linkage", "Inputs available locally", "share of inputs",
		"sum_j a_ji min(1, lq_rj)/sum_j a_ji",
		"employment, input_coefficients", "",
		"Schaffer, Chu 1969; Turok 1993, Regional Studies 27"},
	[CM_INDICATOR_LOCAL_SHIFT] = {
		cm_find_local_shift,
		false, "local_shift", "Growth beyond the industry's elsewhere", "log points a year",
		"raw_shift a/(a + phi/N), N effective firms at t0: what is not the noise of few firms (variance phi/N + a)",
		"employment of two years", "",
		"Dunn 1960; Martin, Mayer, Mayneris 2011, RSUE 41"},
	[CM_INDICATOR_VOLATILITY] = {
		cm_find_volatility,
		true, "volatility", "Boom and bust beyond the industry's own", "log points a year",
		"sd_s(dln x_ri,s - dln x_i,s)",
		"employment of five years", "",
		"Gabaix 2011, Econometrica 79"},
	[CM_INDICATOR_BRANCH_OUTLOOK] = {
		cm_find_branch_outlook,
		false, "branch_outlook", "Growth of the industry elsewhere", "log points a year",
		"ln(x_i(-r),t/x_i(-r),t0)/(t - t0), t0 = t - 3",
		"employment of two years", "",
		"Glaeser et al. 1992, Journal of Political Economy 100; Bartik 1991"},
	[CM_INDICATOR_REGION_TREND] = {
		cm_find_region_trend,
		false, "region_trend", "Growth of the region's other industries against those elsewhere", "log points a year",
		"(ln(x_r(-i),t/x_r(-i),t0) - ln(x_(-r)(-i),t/x_(-r)(-i),t0))/(t - t0), t0 = t - 3",
		"employment of two years", "",
		"Blanchard, Katz 1992, Brookings Papers on Economic Activity"},
	[CM_INDICATOR_RELATED_TREND] = {
		cm_find_related_trend,
		false, "related_trend", "Growth of related industries of the region against theirs elsewhere", "log points a year",
		"mean over j<>i with lq_rj >= 1 of j's local shift since t0 = t - 3, weights phi_ij x_rj,t0",
		"employment of two years", "",
		"Delgado, Porter, Stern 2014, Research Policy 43"},
	[CM_INDICATOR_AMBITION] = {
		cm_find_ambition,
		false, "ambition", "Comparable places that ever grew as the plan asks", "share of cases",
		"share of reference cells with (x_s+h/x_s)^(1/h) - 1 >= (target/x_ri)^(1/h) - 1",
		"employment of h years; policies: target_value, target_year", "",
		"Flyvbjerg 2008, European Planning Studies 16"},
	[CM_INDICATOR_LEVERAGE] = {
		cm_find_leverage,
		false, "leverage", "Policy money against the base", "share of value added a year",
		"amount a year/value_added_ri",
		"value_added; policies: amount", "",
		"judgement"},
	[CM_INDICATOR_DESIGN_GAP] = {
		cm_find_design_gap,
		false, "design_gap", "Safeguards that are absent", "share of safeguards",
		"share of the four: end date, measurable target, competitive allocation, review, that are absent or not told",
		"policies: has_end, has_target, is_competitive, has_review", "end_year (known by decided) and target_value tell the first two",
		"Rodrik 2004; Juhasz, Lane, Rodrik 2024, Annual Review of Economics 16"},
	[CM_INDICATOR_EXPORT_SHARE] = {
		cm_find_export_share,
		true, "export_share", "Exports", "share of output", "export_ri/export_output_ri", "export, export_output", "output of all firms", "reported, not scored"},
	[CM_INDICATOR_CHAMPION_BIAS] = {
		cm_find_champion_bias,
		true, "champion_bias", "Subsidies to few", "difference of Herfindahl indices",
		"H of subsidies - H of employment", "subsidy, group_employment", "plants of employment",
		"Aghion et al. 2015, AEJ Macroeconomics 7; reported, not scored"},
	[CM_INDICATOR_FOLLOWER_RANK] = {
		cm_find_follower_rank,
		false, "follower_rank", "Who came first", "share of adopters",
		"share of the other adopters of i that adopted before r", "policies: start_year", "",
		"Fang, Li, Lu 2025; reported, not scored"},
	[CM_INDICATOR_ENV_GAP] = {
		cm_find_env_gap,
		true, "env_gap", "Emissions beyond the industry's elsewhere", "logarithm of a ratio",
		"ln((emissions/value added)_ri/(emissions/value added)_i(-r))", "emissions, value_added", "",
		"reported, not scored"},
	[CM_INDICATOR_TOP1_SHARE] = {
		cm_find_top1_share,
		true, "top1_share", "Largest owner", "share of employment", "largest/x_ri", "group_employment", "plants of employment",
		"reported, not scored"},
	[CM_INDICATOR_RAW_SHIFT] = {
		cm_find_raw_shift,
		false, "raw_shift", "Growth beyond the industry's elsewhere, noise and all", "log points a year",
		"(ln(x_ri,t/x_ri,t0) - ln(x_i(-r),t/x_i(-r),t0))/(t - t0), t0 the policy's start, else t - 3", "employment of two years", "",
		"Dunn 1960; reported, not scored"},
};

CmIndicator
cm_indicator_of(const char *name)
{
	int			i = 0;

	while (i < CM_INDICATORS && strcmp(cm_indicator_card[i].name, name) != 0)
		i++;
	return (CmIndicator) i;
}
