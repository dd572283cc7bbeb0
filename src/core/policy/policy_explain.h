/*
 * policy_explain.h: what makes a risk score, what would lower it, and values as
 * people read them.
 */
#ifndef CLUSTER_EXT_POLICY_EXPLAIN_H
#define CLUSTER_EXT_POLICY_EXPLAIN_H

#include "core/policy/indicators/indicators.h"

#define CM_REASONS_MOST 5
#define CM_STRENGTHS_MOST 3
#define CM_CHANGES_MOST 3
#define CM_PRINTED_MOST 64

/* One indicator that policy can move, brought to the cut from where it is elevated. */
typedef struct CmChange
{
	CmIndicator indicator;
	double		score;			/* as it would be, all else equal */
	CmBand		band;
} CmChange;

/*
 * The scored indicators that are known and make most of the score, by
 * contribution, five at most and none of less than a point; without a score by
 * risk, those that are elevated.  Equal ones in their order.  Returns how many.
 */
int			cm_reasons(const CmRiskModel *m, const CmFinding finding[CM_INDICATORS], const CmRiskScore *score,
					   CmIndicator reason[CM_REASONS_MOST]);

/* What speaks for the pair: those of the lowest risk, three at most and all of them low.  Returns how many. */
int			cm_strengths(const CmRiskModel *m, const CmFinding finding[CM_INDICATORS], CmIndicator strength[CM_STRENGTHS_MOST]);

/* The changes that would lower the score most, from the largest fall.  Returns how many; none without a score. */
int			cm_changes(const CmRiskModel *m, const CmFinding finding[CM_INDICATORS], const CmRiskScore *score,
					   CmChange change[CM_CHANGES_MOST]);

/* Do findings of few firms make more than half of the score? */
bool		cm_is_fragile(const CmFinding finding[CM_INDICATORS], const CmRiskScore *score);

/* Were substitutes measured for some of it? */
bool		cm_has_proxy(const CmFinding finding[CM_INDICATORS], const CmRiskScore *score);

/*
 * Numbers as people read them: about three digits and no zeros at the end,
 * thousands separated by commas.  A percentage is of a share, signed if asked.
 */
void		cm_print_number(char out[CM_PRINTED_MOST], double x);
void		cm_print_percent(char out[CM_PRINTED_MOST], double share, bool sign);

/* The same in the unit of an indicator: shares as percentages, logarithms as factors or growth a year. */
void		cm_print_value(char out[CM_PRINTED_MOST], CmIndicator i, double value);

/* 1st, 2nd, 3rd, 4th, 11th. */
void		cm_print_ordinal(char out[CM_PRINTED_MOST], uint32_t n);

#endif
