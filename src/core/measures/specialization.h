/*
 * specialization.h: what a region does: specialization and diversity, region
 * by region.
 *
 * Notation: q_ri share of industry i in region r, q_i in the reference.
 * Undefined is NaN.
 */
#ifndef CLUSTER_EXT_SPECIALIZATION_H
#define CLUSTER_EXT_SPECIALIZATION_H

#include "core/measures/concentration.h"

/* The columns of one row of region_specialization, in order. */
enum
{
	CM_SPECIALIZATION_HERFINDAHL,	/* these six: unevenness.h */
	CM_SPECIALIZATION_GINI,
	CM_SPECIALIZATION_HOOVER,
	CM_SPECIALIZATION_KRUGMAN,
	CM_SPECIALIZATION_THEIL,
	CM_SPECIALIZATION_ENTROPY,

	/*
	 * Entropy in bits within groups of industries, and between them (Frenken,
	 * Van Oort, Verburg 2007, Regional Studies 41)
	 */
	CM_SPECIALIZATION_RELATED_VARIETY,
	CM_SPECIALIZATION_UNRELATED_VARIETY,

	/* 1/sum q_ri^2/q_i, above 0 to 1 = the reference's mix (Hachman; Utah BEBR 1995) */
	CM_SPECIALIZATION_HACHMAN,

	/* 1/sum |q_ri - q_i| (Duranton, Puga 2000, Urban Studies 37); undefined at 0 */
	CM_SPECIALIZATION_RELATIVE_DIVERSITY,
	CM_SPECIALIZATION_COLUMNS
};

typedef struct CmSpecialization
{
	const CmHost *host;
	const CmTable *table;
	bool		of_firms;
	const double *amount;		/* by cell */
	CmReference reference;
	const uint32_t *group;		/* of each industry, ascending */
	double	   *group_share;	/* scratch */
	CmShare    *scratch;
} CmSpecialization;

/* Prepares the rows of a table; returns as cm_reference_open does, an industry. */
uint32_t	cm_specialization_open(CmSpecialization *s, const CmHost *host, const CmTable *table,
								   const CmTable *reference, bool of_firms,
								   const uint32_t *group, uint32_t groups);

/* All columns of one region. */
void		cm_specialization_row(const CmSpecialization *s, uint32_t region, double row[CM_SPECIALIZATION_COLUMNS]);

/* The region's shares, by industry; returns how many, and the weight of other industries. */
uint32_t	cm_specialization_shares(const CmSpecialization *s, uint32_t region, CmShare *shares, double *absent);

#endif
