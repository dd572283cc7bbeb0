/*
 * table.h: a stored matrix opened for measures.
 *
 * Columns over the non-empty cells, sorted by region and industry, and the
 * margins.  Everything is a double; what is unknown is NaN, and NaN spreads to
 * whatever is computed from it.
 */
#ifndef CLUSTER_EXT_TABLE_H
#define CLUSTER_EXT_TABLE_H

#include "core/matrix/flat.h"
#include "core/status.h"

/* Is there anything?  What is unknown is something, unless it is only the number of firms of no size. */
static inline bool
cm_is_any(double firms, double size)
{
	return firms > 0 || size != 0;
}

/* The same columns for cells, regions, industries and the whole. */
typedef struct CmColumns
{
	double	   *firms;
	double	   *size;
	double	   *squares;		/* sum of squared sizes of firms */
	double	   *largest;
	double	   *second;			/* NaN also where there is no second firm */
} CmColumns;

typedef struct CmTable
{
	CmHeader	header;
	uint32_t	regions;
	uint32_t	industries;
	uint64_t	cells;
	CmText	   *region_label;	/* point into the stored bytes */
	CmText	   *industry_label;
	uint64_t   *row;			/* first cell of each region; regions + 1 */
	uint32_t   *column;			/* industry of each cell */
	CmColumns	cell;
	CmColumns	region;
	CmColumns	industry;
	uint32_t   *region_present; /* industries with a firm or size in it */
	uint32_t   *industry_present;
	double	   *fourth;			/* by industry: sum of fourth powers */
	double		firms;			/* totals */
	double		size;
} CmTable;

/* One of the columns. */
typedef enum CmAmount
{
	CM_SIZES,
	CM_FIRMS,
	CM_SQUARES,
	CM_LARGEST
} CmAmount;

const double *cm_amounts(const CmColumns *columns, CmAmount of);

/* Opens stored bytes, which must outlive the table; CM_NEWER or CM_MALFORMED if they are not ours to read. */
CmStatus	cm_table_open(CmTable *table, const CmHost *host, const uint8_t *bytes, size_t count);

/*
 * The same, of the cells only sizes and numbers of firms; their other columns are
 * NULL.  Half of the memory, of which a million cells take long to get any.
 */
CmStatus	cm_table_open_amounts(CmTable *table, const CmHost *host, const uint8_t *bytes, size_t count);

/* The same of a list of links: labels, places and sizes of cells, and no margins, which are NULL. */
CmStatus	cm_table_open_sizes(CmTable *table, const CmHost *host, const uint8_t *bytes, size_t count);

/* Releases all of the cells but their places, and one column: sizes or numbers of firms. */
void		cm_table_keep_amounts(CmTable *table, const CmHost *host, bool of_firms);
void		cm_table_close(CmTable *table, const CmHost *host);

/* Number of the cell of a pair, or UINT64_MAX. */
uint64_t	cm_table_cell(const CmTable *table, uint32_t region, uint32_t industry);

#endif
