/*
 * occurrences.h: which industries are present in which regions.
 *
 * Present is a location quotient of at least a threshold.
 */
#ifndef CLUSTER_EXT_OCCURRENCES_H
#define CLUSTER_EXT_OCCURRENCES_H

#include "core/concentration.h"

/* A sparse matrix of zeros and ones, by rows and by columns. */
typedef struct CmOccurrences
{
	uint32_t	regions;
	uint32_t	industries;
	uint64_t   *row;			/* where each region's industries begin; regions + 1 */
	uint32_t   *industry;		/* ascending within a region */
	uint64_t   *column;			/* where each industry's regions begin; industries + 1 */
	uint32_t   *region;			/* ascending within an industry */
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

#endif
