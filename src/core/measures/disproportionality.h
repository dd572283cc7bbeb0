/*
 * disproportionality.h: how a distribution differs from the one it is held against.
 *
 * An industry over regions against all industries over regions, or a region
 * over industries against all regions over industries: shares x against
 * weights w, both adding up to 1 over all places.  Places without a share count
 * with their weight.  Undefined is NaN.
 */
#ifndef CLUSTER_EXT_DISPROPORTIONALITY_H
#define CLUSTER_EXT_DISPROPORTIONALITY_H

#include "core/host.h"

#include <float.h>
#include <math.h>

/* One place with a share. */
typedef struct CmShare
{
	double		share;			/* x */
	double		weight;			/* w */
	double		log_ratio;		/* ln(x/w), also where x or w is too small for a double */
	uint32_t	place;			/* of the caller's */
} CmShare;

typedef struct CmUnevenness
{
	/* sum x^2, 0 to 1 (Hirschman 1945, Herfindahl 1950) */
	double		herfindahl;

	/*
	 * 1/2 sum sum w w' |x/w - x'/w'|, 0 to 1 - min w: twice the area between
	 * the Lorenz curve and the diagonal (locational Gini; Krugman 1991 prints
	 * half of it)
	 */
	double		gini;

	/* 1/2 sum |x - w|, 0 to 1 (Hoover 1936) */
	double		hoover;

	/* sum x ln(x/w), 0 or more (Theil 1967) */
	double		theil;

	/* sum w ln(w/x), 0 or more; undefined if a place with weight has no share */
	double		mean_log_deviation;

	/* sum |x - w|, 0 to 2 (Krugman 1991) */
	double		krugman;

	/* -sum x ln x, 0 or more (Shannon 1948) */
	double		entropy;
} CmUnevenness;

/* x/w, also where x or w is too small for a double. */
static inline double
cm_share_ratio(const CmShare *s)
{
	return s->share >= DBL_MIN && s->weight >= DBL_MIN ? s->share / s->weight : exp(s->log_ratio);
}

/* A place with `amount` > 0 of `total`, weighing `mass` > 0 of `whole`. */
CmShare		cm_share(uint32_t place, double amount, double total, double mass, double whole);

/*
 * All of them, that of Gini, which takes sorting, if it is wanted.  `shares` holds the places with
 * a share; `absent` is the weight of the other places, 0 if and only if there are none.
 */
void		cm_unevenness(const CmHost *host, const CmShare *shares, uint32_t count, double absent, bool gini_wanted,
						  CmUnevenness *result);

/* Adds shares up by groups of places: fills in those of `group_share` that have a share. */
void		cm_group_shares(const CmShare *shares, uint32_t count, const uint32_t *group, double *group_share);

/*
 * Theil's index between groups of places and within them (the weighted mean of
 * the groups' own); they add up to the whole (Shorrocks 1980).  `group` is as in
 * cm_group_shares, `group_mass` the mass of all places of a group, of the
 * `whole`, and `group_share` is scratch of the same length.
 */
void		cm_theil_parts(const CmShare *shares, uint32_t count, const uint32_t *group,
						   const double *group_mass, double whole, double *group_share, double *between, double *within);

#endif
