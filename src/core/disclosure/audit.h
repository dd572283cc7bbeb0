/*
 * audit.h: what a published table gives away about its hidden cells.
 */
#ifndef CLUSTER_EXT_AUDIT_H
#define CLUSTER_EXT_AUDIT_H

#include "core/disclosure/freedom.h"
#include "core/disclosure/intervals.h"

/* What is found about a cell: the first that holds. */
typedef enum CmFound
{
	CM_FOUND_NOTHING,			/* or the cell is not hidden */
	CM_FOUND_SUMS,				/* sums give it away */
	CM_FOUND_ZERO,				/* it is part of a rest of 0, and nothing is negative; or sums give it away then */
	CM_FOUND_DERIVED,			/* figures that are derived from cells do, with the sums */
	CM_FOUND_SINGLETON,			/* to the firm that is alone in another cell */
	CM_FOUND_POINT,				/* its interval is a point */
	CM_FOUND_NARROW,			/* its interval does not reach as far as its protection asks */
	CM_FOUND_UNPROVEN,			/* nor is it seen to, and its interval is an outer bound */
	CM_FOUND_INTERVAL			/* its interval is wide enough, for all that is asked */
} CmFound;

/*
 * A name of the firm of each cell of one firm, which cells that are parts of each other have in common; of
 * other cells CM_NO_CELL.  The caller releases it.
 */
uint32_t   *cm_single_firms(const CmHost *host, const CmSums *sums, const double *firms);

/*
 * Audits a table.  `value` and `firms` are by cell, NaN where they are unknown, which a hidden cell's value
 * may be; `firms` and `derived` may be NULL.  `found` gets a CmFound for each cell, `known_by` the cell of whose only
 * firm is spoken, or CM_NO_CELL.
 *
 * Where a value is negative, that nothing is so is not known, and rests of 0 tell nothing.  A
 * firm that is alone in two cells of which one is part of the other learns nothing from
 * one about the other.
 */
void		cm_audit(const CmHost *host, const CmSums *sums, const double *value, const double *firms, const uint8_t *hidden,
					 const CmDerived *derived, uint8_t *found, uint32_t *known_by);

/*
 * What the interval of a hidden cell says, from CM_FOUND_POINT on.  A cell is protected if it may be as far from its value, either way, as
 * `protection`, or as far as everybody knows that it cannot be: below `least`, above `most`.  NaN: a value or
 * protection that is not known asks for nothing; no least value is 0, no most is infinity.
 */
CmFound		cm_audit_interval(const CmInterval *interval, double value, double protection, double least, double most);

#endif
