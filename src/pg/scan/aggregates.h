/*
 * aggregates.h: the aggregates that a scan node computes itself, and what it
 * keeps of each.
 */
#ifndef CLUSTER_EXT_AGGREGATES_H
#define CLUSTER_EXT_AGGREGATES_H

#include "pg/host.h"
#include "pg/scan/inputs.h"

#include "core/matrix/builder.h"

#define CEXT_INPUTS_MOST 5

typedef struct CextTotal CextTotal;

typedef struct CextAggregate
{
	/* Adds the row at hand; the transition function in other clothes. */
	void		(*add) (const struct CextAggregate *a, const CextColumns *columns, CextTotal *total);
	int			inputs;
	CextInput	input[CEXT_INPUTS_MOST];
	Expr	   *filter;
} CextAggregate;

/* What the rows of a group have come to, for one aggregate. */
struct CextTotal
{
	int64		rows;
	CmBuilder	builder;		/* of a matrix, once there is a row */
	const CmHost *host;
};

/*
 * Is this one of ours, over this table?  Known by its transition function: whatever
 * is called so elsewhere is another.  All arguments must be plain inputs.
 */
extern bool cext_aggregate_of(const Aggref *aggref, Index table, CextAggregate *aggregate);

/* Raises what the executor would where the user may not run it. */
extern void cext_aggregate_check_rights(const Aggref *aggref);

/* Does it make a matrix?  Others alone are no reason for a scan of ours. */
extern bool cext_aggregate_is_matrix(const Aggref *aggref);

/* The value of a total, and NULL for a matrix of no rows.  The total is given up. */
extern Datum cext_aggregate_value(const CextAggregate *aggregate, CextTotal *total, bool *isnull);

#endif
