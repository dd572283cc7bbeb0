/*
 * fitness.h: fitness of regions and quality of industries.
 *
 * F_r = sum of Q_i over the region's industries, Q_i = 1 / sum of 1/F_r over the
 * industry's regions, both from the values of the step before, then divided by
 * their means; all start at 1 (Tacchella, Cristelli, Caldarelli, Gabrielli,
 * Pietronero 2012, Scientific Reports 2:723).
 */
#ifndef CLUSTER_EXT_FITNESS_H
#define CLUSTER_EXT_FITNESS_H

#include "core/structure/occurrences.h"

/* Values that fall without end are held here, so that 1/F stays finite. */
#define CM_FITNESS_LEAST 1e-200

/* The steps end once no logarithm changes by more than this, relative to it where it is above 1. */
#define CM_FITNESS_CHANGE 1e-10

typedef struct CmFitness
{
	double	   *fitness;		/* by region, mean 1 over those with industries; NaN for the others */
	double	   *quality;		/* by industry, mean 1 over those with regions; NaN for the others */
	uint32_t	steps;			/* taken */
	bool		converged;
} CmFitness;

/* Takes at most `steps` steps. */
void		cm_fitness_open(CmFitness *f, const CmHost *host, const CmOccurrences *o, uint32_t steps);
void		cm_fitness_close(CmFitness *f, const CmHost *host);

#endif
