/*
 * indicators_money.h: what capacity, subsidies, zombies and suppliers tell, and what is reported beside the score.
 */
#ifndef CLUSTER_EXT_INDICATORS_MONEY_H
#define CLUSTER_EXT_INDICATORS_MONEY_H

#include "core/policy/indicators/ground.h"

CmFinding	cm_find_overcapacity(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_subsidy(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_zombie(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_linkage(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_export_share(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_champion_bias(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_env_gap(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_top1_share(const CmIndicators *s, const CmPair *p);

/* What policy gives against what the cell makes; all of it if it makes nothing. */
CmFinding	cm_against_value_added(double money, double value_added);

#endif
