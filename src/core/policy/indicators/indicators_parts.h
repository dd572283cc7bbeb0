/*
 * indicators_parts.h: what the files of indicators share, and their test.
 */
#ifndef CLUSTER_EXT_INDICATORS_PARTS_H
#define CLUSTER_EXT_INDICATORS_PARTS_H

#include "core/policy/indicators/indicators.h"

#include <math.h>

/* One pair while its indicators are found. */
typedef struct CmPair
{
	uint32_t	region;
	uint32_t	industry;
	uint64_t	at;				/* in the panel, or UINT64_MAX */
	const CmPlan *plan;			/* NULL: not targeted */
} CmPair;

/* A value, a share of some cases, a substitute, and no value. */
CmFinding	cm_found(double value);
CmFinding	cm_found_among(double count, double cases);
CmFinding	cm_found_proxy(double value);
CmFinding	cm_not_found(CmEvidence why);

/* A finding, marked if few firms stand behind it. */
CmFinding	cm_marked_small(CmFinding finding, bool small);

/* Sizes of a measure in the year, or NULL; of a part of it of which something is known, else of all. */
const CmPeriod *cm_sizes_of(const CmIndicators *s, CmMeasure measure);
const CmPeriod *cm_part_or_all(const CmIndicators *s, CmMeasure part, CmMeasure all);

/* What other regions have of the industry, and what the region has of others; NaN for no layer. */
double		cm_elsewhere(const CmPeriod *layer, uint32_t industry, uint64_t pair);
double		cm_beside(const CmPeriod *layer, uint32_t region, uint64_t pair);

/* So few firms that single ones make shares. */
bool		cm_few_firms(const CmIndicators *s, const CmPair *p);

/* Sum of squared shares of owners; NaN for an empty cell. */
double		cm_owner_herfindahl(const CmIndicators *s, uint64_t pair);

/* What policy gives against what the cell makes; all of it if it makes nothing. */
CmFinding	cm_against_value_added(double money, double value_added);

/* The year of the panel to compare with: that of the policy's start, else three years ago, or the next there is; CM_NO_YEAR. */
int32_t		cm_earlier_year(const CmIndicators *s, const CmPlan *plan);

/* indicators_fit.c */
CmFinding	cm_find_lq(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_density(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_factor_gap(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_mass(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_dominance(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_footloose(const CmIndicators *s, const CmPair *p);

/* indicators_money.c */
CmFinding	cm_find_overcapacity(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_subsidy(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_zombie(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_linkage(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_export_share(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_champion_bias(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_env_gap(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_top1_share(const CmIndicators *s, const CmPair *p);

/* indicators_growth.c */
CmFinding	cm_find_local_shift(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_volatility(const CmIndicators *s, const CmPair *p);

/* indicators_plan.c */
CmFinding	cm_find_copycat(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_sum_of_plans(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_ambition(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_leverage(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_design_gap(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_follower_rank(const CmIndicators *s, const CmPair *p);

#endif
