/*
 * occurrences.h: which industries are present in which regions.
 *
 * Present is a location quotient of at least a threshold.
 */
#ifndef CLUSTER_EXT_OCCURRENCES_H
#define CLUSTER_EXT_OCCURRENCES_H

#include "core/measures/concentration.h"

/* A sparse matrix of zeros and ones, by rows and by columns. */
typedef struct CmOccurrences
{
	uint32_t	regions;
	uint32_t	industries;
	uint64_t   *row;			/* where each region's industries begin; regions + 1 */
	uint32_t   *industry;		/* ascending within a region */
	uint64_t   *column;			/* where each industry's regions begin; industries + 1 */
	uint32_t   *region;			/* ascending within an industry */
	bool		unknown;		/* amounts are, and so is who is present where: there are none */
} CmOccurrences;

/*
 * Finds them in a table, by location quotients against a reference (the table
 * itself, if NULL).  Returns as cm_reference_open does, an industry.
 */
uint32_t	cm_occurrences_open(CmOccurrences *o, const CmHost *host, const CmTable *t,
								const CmTable *reference, bool of_firms, double threshold);

/* Fills the columns from the rows. */
void		cm_occurrences_columns(CmOccurrences *o, const CmHost *host);

void		cm_occurrences_close(CmOccurrences *o, const CmHost *host);

/* How many industries a region has, and how many regions an industry. */
static inline uint32_t
cm_diversity(const CmOccurrences *o, uint32_t region)
{
	return (uint32_t) (o->row[region + 1] - o->row[region]);
}

static inline uint32_t
cm_ubiquity(const CmOccurrences *o, uint32_t industry)
{
	return (uint32_t) (o->column[industry + 1] - o->column[industry]);
}

/* One side: regions with the industries that each has, or industries with their regions. */
typedef struct CmSide
{
	uint32_t	count;
	const uint64_t *start;		/* count + 1 */
	const uint32_t *other;		/* ascending within each */
} CmSide;

static inline CmSide
cm_regions_side(const CmOccurrences *o)
{
	return (CmSide) {o->regions, o->row, o->industry};
}

static inline CmSide
cm_industries_side(const CmOccurrences *o)
{
	return (CmSide) {o->industries, o->column, o->region};
}

/* How many of the other side one has. */
static inline uint32_t
cm_degree(const CmSide *side, uint32_t place)
{
	return (uint32_t) (side->start[place + 1] - side->start[place]);
}

/* How many have anything. */
uint32_t	cm_side_present(const CmSide *side);

/* Mean over what each has of a value of the other side, NaN for those that have nothing. */
void		cm_side_means(const CmHost *host, const CmSide *side, const double *value, double *mean);

/* Is region `r` the next one of an industry's regions, from *next on?  Then *next moves on. */
static inline bool
cm_is_next(const CmOccurrences *o, uint32_t industry, uint64_t *next, uint32_t r)
{
	bool		here = *next < o->column[industry + 1] && o->region[*next] == r;

	*next += here;
	return here;
}

#endif
