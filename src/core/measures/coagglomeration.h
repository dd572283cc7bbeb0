/*
 * coagglomeration.h: industries that are where other industries are.
 *
 * Notation as in concentration.h; n_ra number of plants of industry a in region
 * r, N_a of all.  Undefined is NaN.
 */
#ifndef CLUSTER_EXT_COAGGLOMERATION_H
#define CLUSTER_EXT_COAGGLOMERATION_H

#include "core/measures/concentration.h"

/* The columns of one row of coagglomeration, in order. */
enum
{
	/*
	 * sum (s_ra - s_r)(s_rb - s_r) / (1 - D2), above 1 for two in the same
	 * small regions (Ellison, Glaeser 1997; Ellison, Glaeser, Kerr 2010,
	 * American Economic Review 100)
	 */
	CM_COAGGLOMERATION_GAMMA,

	/* sum n_ra n_rb / (N_a N_b), 0 to 1: chance that two plants, one of each, share a region */
	CM_COAGGLOMERATION_COLOCATION,

	/*
	 * That less its mean when the plants of both are relabelled at random
	 * (Howard, Newman, Tarp 2016, Journal of Economic Geography 16)
	 */
	CM_COAGGLOMERATION_EXCESS,
	CM_COAGGLOMERATION_COLUMNS
};

typedef struct CmCoagglomeration
{
	CmConcentration base;
	CmByIndustry by_industry;
	double	   *weighted;		/* by industry: sum s_r s_ri */
	double	   *pairs;			/* by industry: sum n_r (n_r - 1) of its plants */
	double	   *product;		/* of one industry with each: sum s_ra s_rb */
	double	   *meetings;		/* of one industry with each: sum n_ra n_rb */
} CmCoagglomeration;

/* Prepares a table; returns as cm_reference_open. */
uint32_t	cm_coagglomeration_open(CmCoagglomeration *c, const CmHost *host, const CmTable *table,
									const CmTable *reference, bool of_firms);

/*
 * Prepares the pairs of one industry with those after it: cost in proportion to
 * the cells of the regions it is in.
 */
void		cm_coagglomeration_begin(CmCoagglomeration *c, uint32_t industry);

/* All columns of the pair of that industry with another one after it. */
void		cm_coagglomeration_row(const CmCoagglomeration *c, uint32_t a, uint32_t b,
								   double row[CM_COAGGLOMERATION_COLUMNS]);

/*
 * (G - sum w^2 G_j) / ((1 - D2)(1 - sum w^2)) for a group of industries, w_j
 * their shares of it and G of the group as one industry: Ellison and Glaeser's
 * index of coagglomeration, in which the plants' sizes cancel out.  `member`
 * tells the industries of the group.
 */
double		cm_group_coagglomeration(const CmConcentration *c, const CmHost *host, const bool *member);

#endif
