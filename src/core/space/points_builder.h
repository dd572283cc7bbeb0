/*
 * points_builder.h: firms with coordinates, as they are collected.
 *
 * What comes is kept as it is, 24 bytes a firm, until there is as much of it as half
 * of what is in order already, and then put in order with it: equal firms become
 * one entry.
 */
#ifndef CLUSTER_EXT_POINTS_BUILDER_H
#define CLUSTER_EXT_POINTS_BUILDER_H

#include "core/matrix/dictionary.h"
#include "core/space/place_codes.h"
#include "core/space/points.h"

/* Equal firms: codes of their industry and, below it, of their place. */
typedef struct CmPointsEntry
{
	uint64_t	at;
	double		weight;
	uint64_t	count;
} CmPointsEntry;

typedef struct CmPointsBuilder
{
	const CmHost *host;
	CmMetric	metric;
	double		moved;
	uint64_t	skipped;
	uint64_t	firms;
	uint64_t	max_entries;
	CmDictionary industry;
	CmPlaceCodes place;
	CmPointsEntry *entry;		/* ascending by `at` and weight */
	size_t		entries;
	size_t		entry_capacity;
	CmPointsEntry *pending;		/* as they came */
	size_t		pendings;
	size_t		pending_capacity;
} CmPointsBuilder;

void		cm_points_builder_init(CmPointsBuilder *b, const CmHost *host, CmMetric metric, uint64_t max_entries);
void		cm_points_builder_release(CmPointsBuilder *b);

/*
 * Adds `count` firms at coordinates that are settled (points.h), of an industry whose
 * label has at most CM_LABEL_MAX bytes, with a weight that is finite and not
 * negative.  CM_TOO_MANY_CELLS, CM_TOO_MANY_LABELS, CM_OVERFLOW beyond CM_POINTS_MOST.
 */
CmStatus	cm_points_builder_add(CmPointsBuilder *b, double x, double y, CmText industry, double weight, uint64_t count);

/* A row that was skipped for a NULL. */
CmStatus	cm_points_builder_skip(CmPointsBuilder *b, uint64_t rows);

/* Adds points: CM_INCONSISTENT if their metric is another. */
CmStatus	cm_points_builder_add_points(CmPointsBuilder *b, const CmPoints *p);

/* The same with each place at other coordinates, and of those industries only that are chosen (NULL: all). */
CmStatus	cm_points_builder_add_placed(CmPointsBuilder *b, const CmPoints *p, const double *x, const double *y, const bool *chosen);

/* Appends the stored form; CM_TOO_MANY_CELLS, CM_TOO_LARGE. */
CmStatus	cm_points_builder_encode(CmPointsBuilder *b, CmBytes *out);

#endif
