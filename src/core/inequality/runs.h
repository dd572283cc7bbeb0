/*
 * runs.h: values in order, each with how often it comes.
 *
 * Values arrive in any order.  Equal ones become one run, so that what is kept
 * grows with the different values: 16 bytes each.
 */
#ifndef CLUSTER_EXT_RUNS_H
#define CLUSTER_EXT_RUNS_H

#include "core/matrix/flat.h"
#include "core/status.h"

/* Most runs, so that their stored form (two doubles of 9 bytes) fits a value of 1 GB. */
#define CM_RUNS_MOST (((size_t) 0x3fffffff - 64 - 4096) / 18)

typedef struct CmRun
{
	double		value;			/* not negative, not -0 */
	double		weight;			/* how often, a whole number; or how much */
} CmRun;

typedef struct CmRuns
{
	CmRun	   *run;
	size_t		count;
	size_t		capacity;
	bool		in_order;
	bool		apart;			/* weights are no numbers of times: equal values stay apart */
	double		keep;			/* the largest values that matter, by number; 0: all */
} CmRuns;

/* Adds a value; CM_TOO_LARGE beyond CM_RUNS_MOST. */
CmStatus	cm_runs_add(CmRuns *runs, const CmHost *host, double value, double weight);

/* Ascending by value (then weight), equal ones joined, what does not matter gone. */
void		cm_runs_order(CmRuns *runs, const CmHost *host);

#endif
