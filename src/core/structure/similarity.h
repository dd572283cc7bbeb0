/*
 * similarity.h: how alike what two regions do is.
 *
 * Notation: q_i share of industry i in one region, q'_i in another (or in the
 * same one at another time, or in all).  Undefined is NaN.
 */
#ifndef CLUSTER_EXT_SIMILARITY_H
#define CLUSTER_EXT_SIMILARITY_H

#include "core/measures/concentration.h"

/* The columns that compare two mixes, in order. */
enum
{
	/* sum q q' / sqrt(sum q^2 sum q'^2), 0 to 1 (UNIDO 1979, World Industry since 1960) */
	CM_SIMILARITY_UNIDO,
	/* sum min(q, q'), 0 to 1 (Finger, Kreinin 1979, Economic Journal 89) */
	CM_SIMILARITY_FINGER_KREININ,
	/* sum |q - q'|, 0 to 2 (Krugman 1991) */
	CM_SIMILARITY_KRUGMAN,
	/* industries present in both / in one or both, 0 to 1 (Jaccard 1901) */
	CM_SIMILARITY_JACCARD,
	CM_SIMILARITY_COLUMNS
};

/* One mix. */
typedef struct CmMix
{
	double		sum;			/* of its shares: 1 but for rounding, 0 if there are none */
	double		squares;
	uint32_t	present;		/* industries with a location quotient of the threshold or more */
} CmMix;

/* What two mixes have in common. */
typedef struct CmOverlap
{
	double		product;		/* sum q q' */
	double		least;			/* sum min(q, q'): 0 if they have no common industry */
	uint32_t	present;		/* in both */
} CmOverlap;

void		cm_mix_add(CmMix *mix, double share, bool present);
void		cm_overlap_add(CmOverlap *overlap, double a, double b, bool both_present);

/* Compares; equal mixes are equal to the last bit, whatever their unit. */
void		cm_similarity(const CmMix *a, const CmMix *b, const CmOverlap *overlap,
						  double row[CM_SIMILARITY_COLUMNS]);

/* One region's part of an industry. */
typedef struct CmMember
{
	uint32_t	region;
	bool		present;
	double		share;
} CmMember;

/* Regions against regions, or against one mix. */
typedef struct CmSimilarities
{
	const CmHost *host;
	const CmTable *table;
	bool		of_firms;
	const double *amount;		/* by cell */
	const double *region_total;
	double		threshold;
	CmReference reference;
	CmMix	   *mix;			/* by region */
	/* pairs: the members of each industry by region */
	uint64_t   *start;			/* industries + 1 */
	CmMember   *member;
	CmOverlap  *overlap;		/* of one region with each later one */
	/* one mix: by industry */
	CmMix		whole;
	CmMember   *target;
} CmSimilarities;

/*
 * Prepares the regions of a table; industries are present by their location
 * quotient against the reference.  Returns as cm_reference_open, an industry.
 */
uint32_t	cm_similarities_open(CmSimilarities *s, const CmHost *host, const CmTable *table,
								 const CmTable *reference, bool of_firms, double threshold);
void		cm_similarities_close(CmSimilarities *s, const CmHost *host);

/* Prepares all pairs. */
void		cm_similarities_pairs(CmSimilarities *s, const CmHost *host);

/* Prepares the pairs of a region with those after it.  Cost in proportion to what pairs share. */
void		cm_similarities_begin(CmSimilarities *s, uint32_t region);

/* Compares that region with a later one; false, and no row, if they share nothing. */
bool		cm_similarities_pair(const CmSimilarities *s, uint32_t a, uint32_t b, double row[CM_SIMILARITY_COLUMNS]);

/* Prepares comparison with a region, or with all of the reference (NULL: of the table) for UINT32_MAX. */
void		cm_similarities_target(CmSimilarities *s, const CmHost *host, uint32_t region, const CmTable *reference);

/* Compares a region with that. */
void		cm_similarities_to_target(const CmSimilarities *s, uint32_t region, double row[CM_SIMILARITY_COLUMNS]);

#endif
