/*
 * programs.h: the least and the largest value of each unknown by linear programs.
 *
 * All have the same equations and bounds. Each begins at the solution of the one before, by the simplex method with
 * bounds, of which the point where it begins need not be a corner; Bland's rule, where a step leads nowhere, keeps
 * it from going round (Bland 1977, Mathematics of Operations Research 2).  Unknowns are seen on the way at values that are possible.
 */
#ifndef CLUSTER_EXT_PROGRAMS_H
#define CLUSTER_EXT_PROGRAMS_H

#include "core/disclosure/equations.h"

typedef enum CmProgramEnd
{
	CM_PROGRAM_SOLVED,
	CM_PROGRAM_TOO_LONG,		/* bounds hold, but are not all exact */
	CM_PROGRAM_IMPOSSIBLE		/* equations and bounds contradict each other */
} CmProgramEnd;

/*
 * Solves those of a group of unknowns; `work` is how many numbers may be computed, less those that were.
 * Unknowns of which enough is known are left as they are.
 */
CmProgramEnd cm_program_measure(const CmHost *host, CmEquations *e, const uint32_t *member, uint32_t members, uint64_t *work);

/* Sees what some unknowns can be while all others stay at their values, which must be known. */
void		cm_program_see(const CmHost *host, CmEquations *e, const uint32_t *member, uint32_t members, uint64_t *work);

#endif
