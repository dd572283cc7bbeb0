/*
 * points_writer.h: writing firms with coordinates as they are stored (points.h),
 * piece by piece, in the order of the stored form.
 */
#ifndef CLUSTER_EXT_POINTS_WRITER_H
#define CLUSTER_EXT_POINTS_WRITER_H

#include "core/space/points.h"

typedef struct CmPointsWriter
{
	CmBytes    *out;
	unsigned	decimals;
	bool		first;			/* place, or entry of an industry */
	int64_t		x;				/* of the place before */
	int64_t		y;
	uint32_t	place;			/* of the entry before */
	double		weight;
} CmPointsWriter;

/* With how many decimals all coordinates, in any order, can be written, or CM_DECIMALS_NONE. */
unsigned	cm_points_decimals(const CmHost *host, uint32_t places, const double *x, const double *y);

/* Begins with what `p` says of itself: metric, moved, skipped, and how many places, industries and entries follow. */
void		cm_points_write_head(CmPointsWriter *w, CmBytes *out, const CmPoints *p, unsigned decimals);

/* Then all places, then each industry with its entries, then all labels. */
void		cm_points_write_place(CmPointsWriter *w, double x, double y);
void		cm_points_write_industry(CmPointsWriter *w, uint64_t entries);
void		cm_points_write_entry(CmPointsWriter *w, uint32_t place, double weight, uint64_t count);
void		cm_points_write_label(CmPointsWriter *w, CmText label);

/* Are these bytes the one stored form of some firms? */
bool		cm_points_sound(const CmHost *host, const uint8_t *bytes, size_t count);

/*
 * Appends the stored form of bytes that are sound but for the order of their
 * labels; CM_NEWER or CM_MALFORMED if they are not, or if a label comes twice;
 * CM_TOO_MANY_CELLS, CM_TOO_LARGE.
 */
CmStatus	cm_points_arrive(const CmHost *host, const uint8_t *bytes, size_t count, uint64_t max_entries, CmBytes *out);

#endif
