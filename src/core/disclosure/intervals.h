/*
 * intervals.h: what can be inferred about the hidden cells of a published table.
 *
 * Who reads the table knows every cell that is not hidden, that parts add up
 * (sums.h), and bounds of each cell: that it is not negative, if nothing else.  What a hidden
 * cell may be, for all that, is an interval: the least and the largest value of a linear program.
 * Hundepool et al., Handbook on Statistical Disclosure Control, 2nd ed., 4.3 and 4.4.
 *
 * Where the hidden cells that hang together are a network (they are where one side has no more
 * than parts and their total), or where they are a few thousand, the program is solved: the interval is exact.
 * Elsewhere it is an outer bound, of parts of the table that are networks: no value beyond it
 * is possible, but values within may be impossible, too.  There, what was seen to be possible is an
 * inner one, and the interval is exact if both are the same; most are, if values of hidden cells are given.  A
 * cell that needs protection has it for sure only where it was seen with values that far away.
 */
#ifndef CLUSTER_EXT_INTERVALS_H
#define CLUSTER_EXT_INTERVALS_H

#include "core/disclosure/sums.h"

typedef struct CmInterval
{
	double		lower;			/* nothing below is possible */
	double		upper;			/* nothing above is possible; may be infinite */
	double		seen_lower;		/* this is possible, and all up to seen_upper; NaN where no possible value was found */
	double		seen_upper;
	bool		exact;			/* what was seen is all that is possible */
} CmInterval;

/*
 * The interval of each hidden cell; those of other cells are their value.
 *
 * `value`: of each cell; NaN is unknown, for hidden cells only.  Without values of hidden cells it takes longer,
 * and large tables with two hierarchies have outer bounds only; exact intervals are the same.  `least` and
 * `most`: what everybody knows before, NULL: 0 and infinity; NaN likewise.  A bound that the value of its cell does not keep is no bound.  `work_limit`: so many numbers of programs may be
 * computed, altogether; 0: networks only.  2,000,000,000 are several seconds, and enough for
 * 150,000 hidden cells of a table of 340,000.  The same limit gives the same result anywhere.
 *
 * False where there are no such values of the hidden cells: what is given contradicts itself.
 */
bool		cm_intervals(const CmHost *host, const CmSums *sums, const double *value, const uint8_t *hidden, const double *least,
						 const double *most, uint64_t work_limit, CmInterval *interval);

#endif
