/*
 * flow.h: functions whose rows can be had one by one.
 *
 * PostgreSQL asks a function in FROM for all of its rows; a scan of our own
 * (src/pg/stream) for the next one, for some columns, for some regions.  Such a
 * function says once what its rows are, and both ask that.
 */
#ifndef CLUSTER_EXT_FLOW_H
#define CLUSTER_EXT_FLOW_H

#include "pg/rows.h"

/* How rows follow each other: by outer labels, and for each of these ... */
typedef enum CextOrder
{
	CEXT_OUTER,					/* one row */
	CEXT_CELLS,					/* one for each of its cells */
	CEXT_ALL,					/* one for each inner label, a cell or not */
	CEXT_AFTER					/* one for each inner label after it */
} CextOrder;

/* The labels of one side that get rows. */
typedef struct CextSide
{
	const CmText *label;
	uint32_t	first;
	uint32_t	end;
	Datum	   *text;			/* of each label; 0 until it is put */
	bool		narrowed;		/* to `only` */
	const uint32_t *only;		/* ascending places */
	uint32_t	count;			/* of them */
} CextSide;

typedef struct CextFlow CextFlow;

/* What a function is. */
typedef struct CextFlowKind
{
	PGFunction	function;
	/* The columns, from 1, that tell the outer and the inner label. */
	int			outer_column;
	int			inner_column;	/* 0: there is none */
	/* Reads the arguments, in memory that lasts as long as the rows.  Is there anything to tell rows of? */
	bool		(*open) (CextFlow *flow, FunctionCallInfo fcinfo);
	/* Called at each outer label, or NULL. */
	void		(*begin) (CextFlow *flow);
	/* Puts the row of `a`, `b` and `cell`, or false if there is none. */
	bool		(*put) (CextFlow *flow);
} CextFlowKind;

struct CextFlow
{
	const CextFlowKind *kind;
	CextRows	rows;
	MemoryContext memory;		/* of all that lasts */
	void	   *state;			/* what `open` made */

	/* What rows there are; `open` sets that by one of the functions below. */
	CextOrder	order;
	CextSide	outer;
	CextSide	inner;
	const uint64_t *start;		/* first cell of each outer label, one more than there are; NULL: there are no cells */
	const uint32_t *column;		/* inner label of each cell */

	/* The row that is put: places of labels, and its cell, UINT64_MAX for none. */
	uint32_t	a;
	uint32_t	b;
	uint64_t	cell;

	/* Where the walk is. */
	bool		inside;			/* an outer label */
	uint32_t	outer_at;
	uint32_t	inner_at;
	uint64_t	cell_at;
	uint64_t	cell_end;
};

/* What rows there are: of labels; of pairs of labels with a later one; of outer and inner labels with the cells they have. */
extern void cext_flow_of_labels(CextFlow *flow, const CmText *label, uint32_t count);
extern void cext_flow_of_pairs(CextFlow *flow, const CmText *label, uint32_t count);
extern void cext_flow_of_cells(CextFlow *flow, CextOrder order, const CmText *outer, uint32_t outers, const CmText *inner,
							   uint32_t inners, const uint64_t *start, const uint32_t *column);

/* The cells of a table, or of layers; `order` is CEXT_CELLS or CEXT_ALL. */
extern void cext_flow_of_table(CextFlow *flow, CextOrder order, const CmTable *table);
extern void cext_flow_of_layers(CextFlow *flow, CextOrder order, const CmLayers *layers);

/* Is a pair listed where all are, which takes a limit? */
extern CextOrder cext_order_argument(FunctionCallInfo fcinfo, int absent);

/* Labels of the row that is put. */
extern void cext_put_outer(CextFlow *flow);
extern void cext_put_inner(CextFlow *flow);

/* A region or an industry, the outer one: its label, firms, size, and in how many of the others it is present. */
extern void cext_put_unit(CextFlow *flow, const CmColumns *columns, const uint32_t *present);

/* Zeros for what `open` makes. */
extern void *cext_flow_state(CextFlow *flow, Size size);

/* Opens a call in CurrentMemoryContext, whose `rows` are begun; false: it has no rows. */
extern bool cext_flow_open(CextFlow *flow, const CextFlowKind *kind, FunctionCallInfo fcinfo);

/* Only these labels of a side; `room` is for as many places.  Before the first row. */
extern void cext_side_narrow(CextSide *side, const CmText *labels, int count, uint32_t *room);

/* Starts again from the first row. */
extern void cext_flow_restart(CextFlow *flow);

/* Moves to the place of the next row, if `put` has one there; false after the last. */
extern bool cext_flow_step(CextFlow *flow);

/* Puts the next row, in CurrentMemoryContext; false after the last. */
extern bool cext_flow_next(CextFlow *flow);

/* All rows of a call, as PostgreSQL asks for them. */
extern Datum cext_flow_rows(FunctionCallInfo fcinfo, const CextFlowKind *kind);

#endif
