/*
 * cell.h: what the firms of one region and industry add up to.
 */
#ifndef CLUSTER_EXT_CELL_H
#define CLUSTER_EXT_CELL_H

#include "core/matrix/flat.h"

/* Most firms, or skipped rows, that a matrix counts: numbers up to here are doubles. */
#define CM_FIRMS_MOST (UINT64_C(1) << 53)

/*
 * The two largest of a group of firms.  `unknown` holds CM_*_UNKNOWN bits; what
 * is unknown is zero, and so is `second` where there is no second firm.
 */
typedef struct CmTop
{
	unsigned	unknown;
	double		largest;
	double		second;
} CmTop;

/* One cell; top.unknown also tells whether firms, size and squares are known. */
typedef struct CmCell
{
	uint64_t	firms;
	CmTop		top;
	CmExact		size;
	CmExact		squares;
} CmCell;

/*
 * The same where all is known, there is a firm, and sums are single doubles.
 * Nearly all cells are like this, so they have a shorter way through everything.
 */
typedef struct CmPlainCell
{
	uint64_t	firms;
	double		size;
	double		squares;
	double		largest;
	double		second;
} CmPlainCell;

/* Is the square (fourth power) of this size zero or a normal double? */
static inline bool
cm_has_square(double size)
{
	return size == 0 || (size >= CM_SQUARE_LEAST && size <= CM_SQUARE_MOST);
}

static inline bool
cm_has_fourth(double size)
{
	return size == 0 || (size >= CM_FOURTH_LEAST && size <= CM_FOURTH_MOST);
}

/* Fills in what follows from none, one or two firms, and clears what is unknown. */
void		cm_cell_complete(CmCell *cell);

/*
 * NULL if some set of firms can have these moments (to 1e-9, for published
 * figures are rounded), else what is wrong, in words.
 */
const char *cm_cell_fault(const CmCell *cell);

/* Largest and second largest of two groups of firms together, into `a`. */
void		cm_top_join(CmTop *a, const CmTop *b);

/* Largest and second largest of `a` without the firms of `b`, as far as known. */
void		cm_top_part(CmTop *a, const CmTop *b);

/* The bytes of a complete cell (flat.h, section 4). */
void		cm_put_cell(CmBytes *out, const CmCell *cell);
void		cm_get_cell(CmCursor *in, CmCell *cell);

/* The same for plain cells; false, and nothing written or read, if it takes more. */
bool		cm_put_plain_cell(CmBytes *out, const CmPlainCell *cell);
bool		cm_get_plain_cell(CmCursor *in, CmPlainCell *cell);

void		cm_cell_of_plain(const CmPlainCell *plain, CmCell *cell);

#endif
