/*
 * unknown.h: what callers are told of what a matrix does not know, and what
 * they know of it.
 */
#ifndef CLUSTER_EXT_UNKNOWN_H
#define CLUSTER_EXT_UNKNOWN_H

#include "pg/arguments.h"

/*
 * Known plant Herfindahls from an array of them and one of their industries:
 * by industry of the table, NaN for those that are not in it; NULL if none
 * are passed.  Raises 22023 for arrays of different length, for numbers that
 * are not above 0 and at most 1, and for an industry that comes twice.
 */
extern double *cext_herfindahls_argument(FunctionCallInfo fcinfo, int labels_number, int number, const CmTable *t);

/* Of which industries something is missing, as their plants are unknown. */
typedef struct CextMissing
{
	uint32_t	count;
	uint32_t	industry;		/* the first of them */
} CextMissing;

static inline void
cext_miss(CextMissing *missing, uint32_t industry)
{
	if (missing->count++ == 0)
		missing->industry = industry;
}

/* Tells, once a query, what is missing, and what can be done about it. */
extern void cext_tell_plants(FunctionCallInfo fcinfo, const CmTable *t, CextMissing missing, const char *what, const char *hint);

/* Tells, once a query, that amounts of cells are unknown, if they are, and with them all that compares with the whole. */
extern void cext_tell_amounts(FunctionCallInfo fcinfo, const CmTable *t, bool of_firms);

#endif
