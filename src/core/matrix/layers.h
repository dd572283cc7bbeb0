/*
 * layers.h: the same pairs of region and industry at several times.
 *
 * Matrices of different years have different labels and different cells.  Here
 * they stand side by side: the regions and industries that any of them has, and
 * for each pair that is a cell in any of them its amount in every one, 0 where
 * it is no cell, NaN where it is unknown.  Memory: 4 bytes a pair, and 8 more a
 * pair and period.
 */
#ifndef CLUSTER_EXT_LAYERS_H
#define CLUSTER_EXT_LAYERS_H

#include "core/matrix/table.h"

typedef struct CmLayer
{
	double	   *cell;			/* amounts */
	double	   *region;
	double	   *industry;
	double		total;
} CmLayer;

typedef struct CmLayers
{
	int			count;
	uint32_t	regions;
	uint32_t	industries;
	uint64_t	cells;
	CmText	   *region_label;	/* point where those of the tables do */
	CmText	   *industry_label;
	uint64_t   *row;			/* first cell of each region; regions + 1 */
	uint32_t   *column;			/* industry of each cell */
	CmLayer    *layer;
} CmLayers;

/* What is put beside others: a column of a table. */
typedef struct CmLayerOf
{
	const CmTable *table;
	CmAmount	of;
} CmLayerOf;

/* Puts tables side by side, in the order given.  They are not needed then, but for the bytes of their labels. */
void		cm_layers_open(CmLayers *p, const CmHost *host, const CmTable *tables, int count, bool of_firms);
void		cm_layers_open_of(CmLayers *p, const CmHost *host, const CmLayerOf *layers, int count);
void		cm_layers_close(CmLayers *p, const CmHost *host);

/* Is there an amount, or an unknown one, at any time? */
bool		cm_layers_any(const CmLayers *p, uint64_t cell);

/* What became of a pair between the first and the last period. */
typedef enum CmFate
{
	CM_FATE_UNKNOWN,			/* an amount is unknown, and so are all totals */
	CM_FATE_CONTINUING,
	CM_FATE_NEW,
	CM_FATE_VANISHED,
	CM_FATE_NEW_REGION,			/* the whole region was empty */
	CM_FATE_VANISHED_REGION,
	CM_FATE_NEW_INDUSTRY,		/* the industry was empty everywhere */
	CM_FATE_VANISHED_INDUSTRY,
	CM_FATE_TEMPORARY,			/* empty first and last */
	CM_FATE_EMPTY				/* empty always */
} CmFate;

/* As users call them. */
extern const char *const cm_fate_name[];

CmFate		cm_layers_fate(const CmLayers *p, uint32_t region, uint64_t cell);

/* The same of a region as a whole, of two periods. */
CmFate		cm_layers_region_fate(const CmLayers *p, uint32_t region);

#endif
