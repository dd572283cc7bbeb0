/*
 * discrimination.h: does a number tell events from others?
 */
#ifndef CLUSTER_EXT_DISCRIMINATION_H
#define CLUSTER_EXT_DISCRIMINATION_H

#include "core/host.h"
#include "core/numeric/radix.h"

/* What was said of one thing, and what came. */
typedef struct CmCase
{
	double		predicted;		/* high is risky, finite; NaN: says nothing, and the case does not count */
	double		probability;	/* what it makes of the chance of the event, 0 to 1; NaN: unknown */
	double		size;			/* cases are compared within tenths of it; NaN: unknown */
	uint32_t	region;
	bool		event;
} CmCase;

/* What cases are put in order of; NaN leaves one out. */
typedef double (*CmSaid) (const CmCase *c);

static inline double
cm_predicted_of(const CmCase *c)
{
	return c->predicted;
}

/* Cases that are left in and their places, ascending; equal ones stay in order. */
CmKeyed    *cm_ranked(const CmHost *host, const CmCase *cases, uint64_t count, CmSaid said, uint64_t *known);

/* Cases from the lowest, in arrays of their own because every replicate reads them. */
typedef struct CmOrder
{
	uint64_t	cases;
	uint64_t	events;
	uint32_t   *region;			/* by case */
	bool	   *event;
	uint64_t	ties;			/* groups of equal ones */
	double	   *value;			/* by tie */
	uint64_t   *end;			/* of its cases */
	uint64_t   *tied_events;
} CmOrder;

void		cm_order_open(CmOrder *o, const CmHost *host, const CmCase *cases, uint64_t count, CmSaid said);
void		cm_order_close(CmOrder *o, const CmHost *host);

/* How many are equal. */
static inline uint64_t
cm_tied(const CmOrder *o, uint64_t tie)
{
	return o->end[tie] - (tie == 0 ? 0 : o->end[tie - 1]);
}

/* The area under the ROC curve, each region counted `weight` times: the chance that an event is above another case, ties half. */
double		cm_area(const CmHost *host, const CmOrder *o, const uint32_t *weight);

/* Precision where each event is found, over events; those of a tie are found together. */
double		cm_average_precision(const CmHost *host, const CmOrder *o);

/* Events expected in the riskiest tenth if ties are broken by lot, against a tenth of all events. */
double		cm_lift(const CmHost *host, const CmOrder *o);

#endif
