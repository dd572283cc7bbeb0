/*
 * relatedness.h: the relatedness that functions of a matrix weigh with.
 */
#ifndef CLUSTER_EXT_PG_RELATEDNESS_H
#define CLUSTER_EXT_PG_RELATEDNESS_H

#include "pg/arguments.h"
#include "pg/flow.h"

#include "core/structure/relatedness.h"

/* Where it comes from: the matrix itself, or a table of the user's. */
typedef struct CextSource
{
	bool		own;			/* an industry is related to itself */
	bool		given;
	CmTable		table;
	CmGivenRelatedness elsewhere;
	CmRelatedness here;
} CextSource;

/* Where industries are present, by an optional argument as reference; 22023 for an industry that it lacks. */
extern void cext_open_occurrences(FunctionCallInfo fcinfo, CmOccurrences *o, const CmTable *t,
								  int reference_number, bool of_firms, double threshold);

/*
 * Rows of industries by regions, whose cells are where industries are present:
 * all regions, or the one that an optional argument names; 22023 if the matrix lacks it.
 */
extern void cext_flow_of_presence(CextFlow *flow, FunctionCallInfo fcinfo, int number, const CmTable *t, const CmOccurrences *o);

/* Is an industry present?  NULL if nobody knows. */
extern void cext_put_presence(CextRows *rows, const CmOccurrences *o, bool present);

/* From four arguments in a row: method, own_industry, relatedness, margins. */
extern void cext_open_source(FunctionCallInfo fcinfo, int number, CextSource *s, const CmOccurrences *o, const CmTable *t);

/* Relatedness of an industry to all, in a unit of its own: returns that. */
extern double cext_fill_phi(CextSource *s, uint32_t industry, uint32_t industries, double *phi);

#endif
