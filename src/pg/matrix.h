/*
 * matrix.h: the type cluster_matrix inside the server.
 *
 * A value is flat (a varlena whose payload core/flat.h describes) or expanded
 * (a CmBuilder, the state of the aggregates).
 */
#ifndef CLUSTER_EXT_MATRIX_H
#define CLUSTER_EXT_MATRIX_H

#include "pg/compat.h"

#include "core/builder.h"
#include "core/table.h"
#include "utils/expandeddatum.h"

/* The stored bytes of a value, without their length word. */
typedef struct CextFlat
{
	const uint8_t *bytes;
	size_t		count;
} CextFlat;

typedef struct CextMatrix
{
	ExpandedObjectHeader header;
	CmHost		host;
	CmBuilder	builder;
	CmBytes		flat;			/* stored form, while it is up to date */
	bool		only_flat;		/* that is all there is: the builder is empty */
} CextMatrix;

/* A host that allocates in a memory context. */
extern CmHost cext_host(MemoryContext context);

/* A host for work of this call, in CurrentMemoryContext. */
extern const CmHost *cext_call_host(void);

/*
 * Where a function's state, an expanded object, is to live: in a context of its
 * own; for a transition function in one that all states of the aggregate share.
 * A hash aggregate looks at every context that is below its own whenever a group
 * is new, so that a context for each group would take time by the square of
 * their number.
 *
 * To delete a state that shares is to delete all.  The executor does so where a
 * transition function returns another state than the one it was given, so none
 * may, once the state is here.  Everyone else gets it to read only.
 */
extern MemoryContext cext_state_context(FunctionCallInfo fcinfo);

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

/* The same for a value from elsewhere, such as an array. */
extern void cext_table_of(Datum matrix, CmTable *table);

/* The same for an argument that may be NULL: then NULL, else `table`. */
extern const CmTable *cext_reference_argument(FunctionCallInfo fcinfo, int number, CmTable *table);

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

/*
 * A value that arrives: labels as text, by now in the server's encoding, the
 * header and sections 2 to 4 as they were stored elsewhere.  First come labels
 * and header, in either order, then the rest.
 */
typedef struct CextArrival
{
	CmHeader	header;			/* its length of section 1 is the sender's */
	CmBytes		value;			/* length word, header, labels; the caller appends the rest */
	size_t		label_bytes;
} CextArrival;

extern void cext_arrival_begin(CextArrival *arrival);
extern void cext_arrival_label(CextArrival *arrival, const char *label, size_t length);

/* CM_NEWER or CM_MALFORMED if it is none of ours. */
extern CmStatus cext_arrival_header(CextArrival *arrival, const uint8_t header[CM_HEADER_BYTES]);

/* NULL and the value, once all is there; or what is wrong with it, in words. */
extern const char *cext_arrival_end(CextArrival *arrival, Datum *value);

/* Within ereport: that a value is of a later format than this library reads. */
extern int	cext_tell_newer(void);

/* Raises the error of a status other than CM_OK; `builder` tells where, or NULL. */
extern void cext_refuse(CmStatus status, const CmBuilder *builder);

static inline void
cext_check(CmStatus status, const CmBuilder *builder)
{
	if (unlikely(status != CM_OK))
		cext_refuse(status, builder);
}

/* Text for a message: whole, or its first characters and three dots. */
extern const char *cext_shown(const char *bytes, size_t length);

/* A label as text. */
extern Datum cext_text(CmText label);

/* cluster_ext.max_cells */
extern int	cext_max_cells;

#endif
