/*
 * reader.h: a stored matrix from front to back, and its one validator.
 */
#ifndef CLUSTER_EXT_READER_H
#define CLUSTER_EXT_READER_H

#include "core/matrix/cell.h"
#include "core/status.h"

/*
 * Four cursors over the four sections.  Labels, fourth powers, keys and cells
 * are read in order and independently: keys may run ahead of cells.
 */
typedef struct CmReader
{
	CmHeader	header;
	CmCursor	labels;
	CmCursor	fourths;
	CmCursor	keys;
	CmCursor	values;
	uint32_t	region;			/* of the last key */
	uint32_t	industry;
	uint64_t	left_in_region;
	bool		first_in_region;
} CmReader;

/* Starts reading; CM_NEWER or CM_MALFORMED if the bytes have no sound header of ours. */
CmStatus	cm_reader_open(CmReader *reader, const uint8_t *bytes, size_t count);

/* What cm_reader_key does where a region begins, or ends, or a step is long. */
bool		cm_reader_far_key(CmReader *reader, uint32_t *region, uint32_t *industry);

/* Next cell's place.  Call header.cells times; false if the bytes are bad. */
static inline bool
cm_reader_key(CmReader *reader, uint32_t *region, uint32_t *industry)
{
	CmCursor   *keys = &reader->keys;

	if (reader->left_in_region > 0 && !reader->first_in_region && keys->at < keys->end && *keys->at < 0x80)
	{
		uint64_t	next = (uint64_t) reader->industry + 1 + *keys->at;

		if (next < reader->header.industries)
		{
			keys->at++;
			reader->left_in_region--;
			*region = reader->region;
			*industry = reader->industry = (uint32_t) next;
			return true;
		}
	}
	return cm_reader_far_key(reader, region, industry);
}

/* Next industry's sum of fourth powers; false if it is unknown. */
bool		cm_reader_fourth(CmReader *reader, CmDyadic *sum);

/* True unless something read so far was not as it must be. */
bool		cm_reader_sound(const CmReader *reader);

/*
 * NULL if the bytes are a cluster_matrix, written in the one way there is; else
 * what is wrong with them, in words.  `any_order` accepts labels that are not
 * in ascending order (another encoding may order them differently), not
 * duplicates next to each other.  Needs memory for one cell.
 */
const char *cm_flat_fault(const CmHost *host, const uint8_t *bytes, size_t count, bool any_order);

#endif
