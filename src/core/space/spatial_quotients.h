/*
 * spatial_quotients.h: location quotients of regions with what surrounds them.
 *
 * Clusters do not end at the borders of regions.  A focal amount of a region
 * and an industry is own x_ri + SUM_s w_rs x_si, its neighbours weighing what
 * they weigh and the region itself `own`, whatever the weights say of it.  The
 * focal location quotient is (focal x_ri / focal x_r) / (x_i / x).
 * Cromley, Hanink 2012, Journal of Geographical Systems 14.
 */
#ifndef CLUSTER_EXT_SPATIAL_QUOTIENTS_H
#define CLUSTER_EXT_SPATIAL_QUOTIENTS_H

#include "core/space/graph.h"

enum
{
	CM_FOCAL_FIRMS,				/* of the region itself */
	CM_FOCAL_SIZE,
	CM_FOCAL_FOCAL_FIRMS,
	CM_FOCAL_FOCAL_SIZE,
	CM_FOCAL_LQ,
	CM_FOCAL_FOCAL_LQ,
	CM_FOCAL_COLUMNS
};

/* What a region has, and what it has with its neighbours. */
typedef struct CmFocalAmounts
{
	double		firms;
	double		size;
	double		focal_firms;
	double		focal_size;
	bool		any;			/* is there anything? */
} CmFocalAmounts;

typedef struct CmFocal
{
	const CmHost *host;
	const CmTable *table;
	const CmGraph *graph;
	double		own;
	bool		of_firms;

	/* Of the region that was begun. */
	CmFocalAmounts *amounts;	/* by industry */
	uint64_t   *met;			/* a bit for each industry */
	uint32_t   *industry;		/* those that have a cell anywhere around, ascending */
	uint32_t	count;
	double		region;			/* its focal total, of the amount that quotients are of */
} CmFocal;

/* Table and graph, of the regions of the table, must outlive it; of the table cells with firms and sizes are needed. */
void		cm_focal_open(CmFocal *f, const CmHost *host, const CmTable *table, const CmGraph *graph, double own, bool of_firms);
void		cm_focal_close(CmFocal *f);

/* Prepares a region: cost in proportion to its cells and those of its neighbours. */
void		cm_focal_begin(CmFocal *f, uint32_t region);

/* All columns of it and one of its industries, by its place in the list; undefined is NaN.  False if there is nothing of it. */
bool		cm_focal_row(const CmFocal *f, uint32_t region, uint32_t place, double row[CM_FOCAL_COLUMNS]);

#endif
