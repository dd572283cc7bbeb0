/*
 * suppression.h: which cells to hide besides those that must be (secondary suppression).
 *
 * First no hidden cell may be alone in a sum of one of the two-way subtables: least paths, subtables
 * from the top downwards.  Then the table as a whole is audited (audit.h), and what it still gives away gets
 * further circles of cells, of which none was hidden before.  What is left then is exposed, and said to be.
 * A secondary cell that sums give away hides nothing, and is shown.
 * Hundepool et al., Handbook on Statistical Disclosure Control, 2nd ed., 4.4.
 */
#ifndef CLUSTER_EXT_SUPPRESSION_H
#define CLUSTER_EXT_SUPPRESSION_H

#include "core/disclosure/paths.h"

/* What is to be hidden, by cell. */
typedef struct CmDemand
{
	const CmSums *sums;
	const double *value;		/* published where it is not hidden, not negative; NaN is unknown */
	const uint8_t *primary;		/* must be hidden, and must not be known from what is shown */
	const uint8_t *eligible;	/* may be hidden; never where the value is 0 */
	const CmCost *cost;			/* of hiding it, not negative */
	const uint8_t *previous;	/* was hidden before: the same again if that is enough; NULL: nothing was */
	const double *protection;	/* of primary cells: how far above and below the value they must seem possible; NULL: not asked for */
	const double *firms;		/* a cell of 1 is known to that firm, which must not know another one by it; NULL: not asked for */
} CmDemand;

/*
 * The pattern: 1 for what is hidden, and for primary cells that can be computed nevertheless, as there is nothing
 * left to hide that would help; or that are not shown to be as uncertain as asked for.
 */
void		cm_suppress(const CmHost *host, const CmDemand *demand, uint8_t *hidden, uint8_t *exposed);

#endif
