/*
 * published.h: a table to be published, or that was, read from a relation.
 */
#ifndef CLUSTER_EXT_PUBLISHED_H
#define CLUSTER_EXT_PUBLISHED_H

#include "pg/matrix/matrix.h"

#include "core/disclosure/derived.h"

/* All arrays are by cell. */
typedef struct CextPublished
{
	CmSums		sums;
	double	   *value;			/* NaN where it is NULL, which hidden cells may be */
	uint8_t    *hidden;
	double	   *firms;			/* NaN where there are none; so are the next ones */
	double	   *protection;
	double	   *least;			/* what everybody knows of the cell before */
	double	   *most;
	uint8_t    *given[CM_FIGURES];	/* is the figure published?  NULL where that is not asked */
} CextPublished;

/*
 * The relation of argument `number`, and the trees that four arguments from `hierarchies` on say.  What is not
 * hidden has a value.  Raises what reading relations raises, and 22023 for
 * rows that are no cells, for two of one cell, and where sums do not hold.
 */
extern void cext_published_argument(FunctionCallInfo fcinfo, int number, int hierarchies, const bool asked[CM_FIGURES], CextPublished *p);

#endif
