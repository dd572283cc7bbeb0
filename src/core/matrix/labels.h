/*
 * labels.h: labels of regions and industries, which are runs of bytes.
 */
#ifndef CLUSTER_EXT_LABELS_H
#define CLUSTER_EXT_LABELS_H

#include "core/host.h"

typedef struct CmText
{
	const char *bytes;
	uint32_t	length;
} CmText;

/* Strictly ascending order of labels: bytes, then length (C collation). */
int			cm_text_compare(const CmText *a, const CmText *b);

/* Place of a label among `count` sorted ones, or UINT32_MAX. */
uint32_t	cm_label_place(const CmText *labels, uint32_t count, CmText label);

/* The same of each of some sorted labels, in time proportional to both lists. */
void		cm_label_places(const CmHost *host, const CmText *labels, uint32_t count, const CmText *wanted, uint32_t wanteds,
							uint32_t *place);

#endif
