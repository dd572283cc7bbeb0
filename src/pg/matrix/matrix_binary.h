/*
 * matrix_binary.h: how values of cluster_matrix arrive.
 */
#ifndef CLUSTER_EXT_MATRIX_BINARY_H
#define CLUSTER_EXT_MATRIX_BINARY_H

#include "pg/matrix/matrix.h"

/*
 * A value that arrives: labels as text, by now in the server's encoding, the
 * header and sections 2 to 4 as they were stored elsewhere.  First come labels
 * and header, in either order, then the rest.
 */
typedef struct CextArrival
{
	CmHeader	header;			/* its length of section 1 is the sender's */
	CmBytes		value;			/* length word, header, labels; the caller appends the rest */
	size_t		label_bytes;
} CextArrival;

extern void cext_arrival_begin(CextArrival *arrival);
extern void cext_arrival_label(CextArrival *arrival, const char *label, size_t length);

/* CM_NEWER or CM_MALFORMED if it is none of ours. */
extern CmStatus cext_arrival_header(CextArrival *arrival, const uint8_t header[CM_HEADER_BYTES]);

/* NULL and the value, once all is there; or what is wrong with it, in words. */
extern const char *cext_arrival_end(CextArrival *arrival, Datum *value);

#endif
