/*
 * rules.c: which cells must not be published as they are.
 */
#include "core/disclosure/rules.h"

#include "core/numeric/undefined.h"

#include <math.h>

const char *const cm_reason_name[CM_REASONS] = {
	[CM_SAFE] = "safe",
	[CM_TOO_FEW] = "minimum",
	[CM_DOMINATED] = "dominance",
	[CM_ESTIMABLE] = "p_percent",
	[CM_UNJUDGED] = "unknown",
};

/* What is said of a cell while rules are asked: the first reason counts, and the widest protection. */
typedef struct Verdict
{
	CmReason	reason;
	double		protection;
} Verdict;

static void
find(Verdict *verdict, CmReason reason, double protection)
{
	if (verdict->reason == CM_SAFE)
		verdict->reason = reason;
	if (protection > verdict->protection)
		verdict->protection = protection;
}

/* A firm that is not there adds nothing; one whose size is not known is unknown. */
static double
contribution(double size, double firms, double least)
{
	return firms < least ? 0 : size;
}

static void
ask_minimum(const CmRules *rules, const CmContributions *all, Verdict *verdict)
{
	if (isnan(all->firms) || (all->firms == 0 && all->size != 0))
		find(verdict, CM_UNJUDGED, 0);
	else if (all->firms < rules->minimum)
		find(verdict, CM_TOO_FEW, rules->range / 100 * all->size);
}

/* (n,k): do the n largest have more than k percent?  Only if one of them is to be protected. */
static void
ask_dominance(const CmRules *rules, const CmContributions *all, double target, Verdict *verdict)
{
	double		second = contribution(all->second, all->firms, 2),
				least = rules->dominance_n == 1 ? all->largest : second,
				sum = rules->dominance_n == 1 ? all->largest : all->largest + second;

	if (isnan(sum) || isnan(all->size) || isnan(target))
		find(verdict, CM_UNJUDGED, 0);
	else if (target >= least && 100 * sum > rules->dominance_k * all->size)
		find(verdict, CM_DOMINATED, 100 / rules->dominance_k * sum - all->size);
}

/* (p,q): the largest other firm knows all but the rest, which must not be less than p/q of the target. */
static void
ask_p_percent(const CmRules *rules, const CmContributions *all, double target, Verdict *verdict)
{
	double		intruder = target >= all->largest ? contribution(all->second, all->firms, 2) : all->largest,
				rest = cm_not_below_zero(all->size - target - intruder);

	if (isnan(rest))
		find(verdict, CM_UNJUDGED, 0);
	else if (rules->q * rest < rules->p * target)
		find(verdict, CM_ESTIMABLE, rules->p / rules->q * target - rest);
}

CmReason
cm_rules_judge(const CmRules *rules, const CmContributions *all, const CmContributions *unwaived, double *protection)
{
	Verdict		verdict = {CM_SAFE, 0};
	double		target = unwaived == NULL ? all->largest : unwaived->largest;

	*protection = 0;
	if (all->firms == 0 && all->size == 0)
		return CM_SAFE;
	if (unwaived != NULL && unwaived->firms == 0)
		return CM_SAFE;
	if (rules->minimum > 0)
		ask_minimum(rules, all, &verdict);
	if (rules->dominance_k > 0)
		ask_dominance(rules, all, target, &verdict);
	if (rules->p > 0)
		ask_p_percent(rules, all, target, &verdict);
	*protection = verdict.protection;
	return verdict.reason;
}
