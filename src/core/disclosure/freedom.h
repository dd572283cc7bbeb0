/*
 * freedom.h: which hidden cells the sums of a table give away.
 *
 * Who sees a table knows each sum that hidden cells have to meet.  These leave the
 * hidden cells a space of movements in which all sums still hold, the kernel of
 * the system of sums; a cell that does not move in any of them is given away
 * (Langsrud, Bovelstad 2024, Privacy in Statistical Databases).  A movement that is
 * random in that space is 0 only where all are, and those of two cells are in
 * proportion only where all are, but for a chance of 2^-61 or so: numbers are taken
 * modulo the prime 2^61 - 1, where nothing is rounded.  The seed is fixed, so results are the same on every run.
 */
#ifndef CLUSTER_EXT_FREEDOM_H
#define CLUSTER_EXT_FREEDOM_H

#include "core/disclosure/sums.h"
#include "core/numeric/modular.h"

/* More equations over cells, SUM coefficient * movement of the cell = 0; cells of one are distinct. */
typedef struct CmDerived
{
	uint32_t	equations;
	uint64_t   *start;			/* of each in what follows; equations + 1 */
	uint32_t   *cell;			/* those that are not hidden do not count */
	uint64_t   *coefficient;	/* modulo CM_PRIME */
} CmDerived;

/*
 * Two random movements of the hidden cells, modulo CM_PRIME, 0 for all other cells.
 * `hidden` and both results are by cell; `derived` may be NULL.
 */
void		cm_freedom(const CmHost *host, const CmSums *sums, const uint8_t *hidden, const CmDerived *derived,
					   uint64_t *one, uint64_t *two);

/* Of a hidden cell, by its movements: do the sums give it away? */
static inline bool
cm_is_given_away(uint64_t one, uint64_t two)
{
	return one == 0 && two == 0;
}

/*
 * Of a hidden cell that is not given away: the number that it shares with those
 * that are known as soon as it is, and that make it known.
 */
static inline uint64_t
cm_bond(uint64_t one, uint64_t two)
{
	return one == 0 ? CM_PRIME : cm_modular_product(two, cm_modular_inverse(one));
}

#endif
