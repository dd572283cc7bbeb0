/*
 * rules.h: which cells must not be published as they are (primary suppression).
 *
 * Hundepool et al., Handbook on Statistical Disclosure Control, 2nd ed., 4.2.
 */
#ifndef CLUSTER_EXT_RULES_H
#define CLUSTER_EXT_RULES_H

#include "core/host.h"

/* The parameters of an office; what is NaN or 0 is not asked for. */
typedef struct CmRules
{
	double		minimum;		/* firms that a cell must have */
	double		range;			/* protection of cells with fewer, percent of their size */
	int			dominance_n;	/* 1 or 2 firms ... */
	double		dominance_k;	/* ... must not have more than so many percent */
	double		p;				/* the second largest must not know the largest to so many percent ... */
	double		q;				/* ... who knows it to so many before */
} CmRules;

/* What firms of a cell add up to; NaN is unknown. */
typedef struct CmContributions
{
	double		firms;
	double		size;
	double		largest;
	double		second;			/* NaN or 0 where there is none */
} CmContributions;

typedef enum CmReason
{
	CM_SAFE,
	CM_TOO_FEW,					/* fewer firms than the minimum */
	CM_DOMINATED,				/* (n,k) */
	CM_ESTIMABLE,				/* p percent, or (p,q) */
	CM_UNJUDGED,				/* a rule asks for what is unknown */
	CM_REASONS
} CmReason;

extern const char *const cm_reason_name[CM_REASONS];

/*
 * The reason why a cell is unsafe, and by how much its size has to be uncertain
 * upwards and downwards.  `unwaived` are the firms among them that have not
 * consented to be recognisable; NULL: all of them.
 */
CmReason	cm_rules_judge(const CmRules *rules, const CmContributions *all, const CmContributions *unwaived, double *protection);

#endif
