/*
 * cards.h: the table of indicators.
 */
#ifndef CLUSTER_EXT_CARDS_H
#define CLUSTER_EXT_CARDS_H

#include "core/policy/indicators/ground.h"

/* How an indicator is found, and what users read about it. */
typedef struct CmIndicatorCard
{
	CmFinding	(*find) (const CmIndicators *s, const CmPair *p);
	bool		of_firms;		/* of those in the cell: not applicable where there is none */
	const char *name;
	const char *title;
	const char *unit;
	const char *formula;
	const char *measures;		/* of the panel, and columns of the policies, that it needs */
	const char *fallback;		/* what it does without some of them; "" for nothing */
	const char *source;
} CmIndicatorCard;

extern const CmIndicatorCard cm_indicator_card[CM_INDICATORS];

/* The indicator of a name, or CM_INDICATORS. */
CmIndicator cm_indicator_of(const char *name);

#endif
