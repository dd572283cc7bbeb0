/*
 * matrix.h: the type cluster_matrix inside the server.
 *
 * A value is flat (a varlena whose payload core/matrix/flat.h describes) or expanded
 * (a CmBuilder, the state of the aggregates).
 */
#ifndef CLUSTER_EXT_MATRIX_H
#define CLUSTER_EXT_MATRIX_H

#include "pg/errors.h"
#include "pg/expanded.h"

#include "core/matrix/layers.h"

typedef struct CextMatrix
{
	CextExpanded frame;
	CmBuilder	builder;
	bool		only_flat;		/* that is all there is: the builder is empty */
} CextMatrix;

/* A matrix that a function returns or keeps as its state. */
extern Datum cext_matrix_datum(CextMatrix *matrix);

/* The stored form of a builder as a flat value in CurrentMemoryContext. */
extern Datum cext_matrix_flat_datum(CmBuilder *builder);

/*
 * The state of an aggregate for change: argument 0 itself where it is ours to
 * change, else a copy (of nothing, if NULL) where the aggregate keeps its state.
 */
extern CextMatrix *cext_matrix_state(FunctionCallInfo fcinfo);

/* The same with argument 1, a matrix or NULL, added to it. */
extern CextMatrix *cext_matrix_merged(FunctionCallInfo fcinfo);

/* The stored bytes of an argument that is not NULL; valid during the call. */
extern CextFlat cext_matrix_argument(FunctionCallInfo fcinfo, int number);

/* An argument opened for measures; in CurrentMemoryContext. */
extern void cext_table_argument(FunctionCallInfo fcinfo, int number, CmTable *table);

/* The same, of the cells only sizes and numbers of firms (cm_table_open_amounts). */
extern void cext_amounts_argument(FunctionCallInfo fcinfo, int number, CmTable *table);

/* The same, only sizes, and no margins (cm_table_open_sizes). */
extern void cext_sizes_argument(FunctionCallInfo fcinfo, int number, CmTable *table);

/* The same for a value from elsewhere, such as an array. */
extern void cext_table_of(Datum matrix, CmTable *table);

/* The same for an argument that may be NULL: then NULL, else `table`. */
extern const CmTable *cext_reference_argument(FunctionCallInfo fcinfo, int number, CmTable *table);

/* The header of a value alone, without fetching the rest of a large one; its bytes in all. */
extern CmHeader cext_matrix_header(Datum datum, Size *bytes);

/* Arguments 0 and 1 as base and end; false if one of them is NULL. */
extern bool cext_two_periods_argument(FunctionCallInfo fcinfo, bool of_firms, CmLayers *periods);

/*
 * A matrix opened by an earlier call of the same query: one matrix is mostly
 * asked for many things, row by row or group by group, and opened once.  The
 * argument is compared as it came: byte by byte, or by its place on disk.
 */
typedef struct CextOpened
{
	MemoryContext context;		/* lives until another matrix comes */
	Size		size;
	void	   *datum;			/* as it came, perhaps a mere pointer to it */
	CmTable		table;
	void	   *derived;		/* what a function made of it, in the context; NULL at first */
} CextOpened;

extern CextOpened *cext_opened_argument(FunctionCallInfo fcinfo, int number);

#endif
