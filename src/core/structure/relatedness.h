/*
 * relatedness.h: which industries are found in the same regions, and how close
 * those of a region are to another one.
 *
 * Notation: u_i regions where industry i is present, k_r industries present in
 * region r, c_ij regions where i and j are, R regions with any industry;
 * S_i = sum of c_ij over j other than i, T = sum S_i.  Undefined is NaN.
 */
#ifndef CLUSTER_EXT_RELATEDNESS_H
#define CLUSTER_EXT_RELATEDNESS_H

#include "core/structure/occurrences.h"

typedef enum CmRelatednessMethod
{
	CM_RELATEDNESS_PROXIMITY,	/* c/max(u_i, u_j), 0 to 1 (Hidalgo, Klinger, Barabasi, Hausmann 2007, Science 317) */
	CM_RELATEDNESS_INCLUSION,	/* c/min(u_i, u_j), 0 to 1 */
	CM_RELATEDNESS_COSINE,		/* c/sqrt(u_i u_j), 0 to 1 */
	CM_RELATEDNESS_JACCARD,		/* c/(u_i + u_j - c), 0 to 1 (Jaccard 1901) */
	CM_RELATEDNESS_ASSOCIATION, /* c R/(u_i u_j), 0 or more (van Eck, Waltman 2009, JASIST 60) */
	/* c over what is expected of pairs of different industries, 0 or more (Steijn 2021, QSS 2) */
	CM_RELATEDNESS_PROBABILITY,
	/* (c - mean)/deviation of a hypergeometric count (Teece, Rumelt, Dosi, Winter 1994, JEBO 23) */
	CM_RELATEDNESS_Z_SCORE
} CmRelatednessMethod;

/*
 * What an industry's frequency is: its regions (u, with R), or its
 * co-occurrences with other industries (S, with T).
 */
typedef enum CmMargins
{
	CM_MARGINS_OCCURRENCES,
	CM_MARGINS_COOCCURRENCES
} CmMargins;

/* Is the method defined for these margins? */
bool		cm_relatedness_has(CmRelatednessMethod method, CmMargins margins);

typedef struct CmRelatedness
{
	const CmHost *host;
	const CmOccurrences *occurrences;
	CmRelatednessMethod method;
	CmMargins	margins;
	double	   *margin;			/* by industry: u or S */
	double		whole;			/* R or T */
	uint32_t   *together;		/* of the industry begun with each other: c */
} CmRelatedness;

/* Memory in proportion to labels; each industry costs what its regions have. */
void		cm_relatedness_open(CmRelatedness *s, const CmHost *host, const CmOccurrences *o,
								CmRelatednessMethod method, CmMargins margins);

void		cm_relatedness_close(CmRelatedness *s);

/* Counts the regions that an industry shares with each, itself included. */
void		cm_relatedness_begin(CmRelatedness *s, uint32_t industry);

/* Relatedness of the industry begun and another one, of which either may be the one begun. */
double		cm_relatedness_value(const CmRelatedness *s, uint32_t industry, uint32_t other);

/* Relatedness of the industry begun to all, 0 where they share no region. */
void		cm_relatedness_fill(const CmRelatedness *s, uint32_t industry, double *phi);

/* An industry's relatedness to all, added up. */
double		cm_relatedness_sum(const double *phi, uint32_t industries);

/*
 * Relatedness density of industry i, 0 to 1: the share of a region's industries
 * in the relatedness of i to all, sum M_rj phi_ij / sum phi_ij; undefined where i
 * is related to none (Hidalgo et al. 2007).  `phi` is by industry, phi_ii as the
 * caller wants it; `density` by region.
 */
void		cm_relatedness_density(const CmHost *host, const CmOccurrences *o, const double *phi, double *density);

/* The same of one region; `all` is the sum of phi. */
double		cm_relatedness_density_of(const CmOccurrences *o, const double *phi, double all, uint32_t region);

/* phi of an industry in a table of industries by industries, the larger of both directions. */
typedef struct CmGivenRelatedness
{
	const CmTable *table;
	CmByIndustry by_industry;
	uint32_t   *row_of;			/* places in the table of the industries of a matrix; UINT32_MAX */
	uint32_t   *column_of;
	uint32_t   *from_row;		/* and back */
	uint32_t   *from_column;
} CmGivenRelatedness;

void		cm_given_open(CmGivenRelatedness *g, const CmHost *host, const CmTable *given, const CmTable *t);

/* Fills phi in units of its largest, so that nothing overflows; returns that unit, 0 if it is related to none. */
double		cm_given_phi(const CmGivenRelatedness *g, uint32_t industry, uint32_t industries, double *phi);

#endif
