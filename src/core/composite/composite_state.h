/*
 * composite_state.h: the rows that weights and means are made of, as they are
 * kept and sent.
 *
 * Stored form, little-endian:
 *
 *   byte      format version, 1
 *   varint    numbers in a row, at least 1
 *   then row by row these numbers, doubles of 8 bytes; a missing one is NaN
 */
#ifndef CLUSTER_EXT_COMPOSITE_STATE_H
#define CLUSTER_EXT_COMPOSITE_STATE_H

#include "core/composite/columns.h"
#include "core/matrix/flat.h"
#include "core/status.h"

/* Most bytes of a state, so that its text, two digits a byte, fits into a row of a dump. */
#define CM_COMPOSITE_BYTES_MOST ((CM_ROW_MAX - CM_ROW_ROOM) / 2)

/* The numbers in a row of a stored form; 0 if it is none. */
size_t		cm_composite_columns(const uint8_t *bytes, size_t count);

/* Are these bytes the stored form of rows? */
bool		cm_composite_sound(const CmHost *host, const uint8_t *bytes, size_t count);

/*
 * Appends a row to a stored form, or to nothing: CM_INCONSISTENT unless it is as
 * long as the others, CM_TOO_LARGE.
 */
CmStatus	cm_composite_add(CmBytes *state, const double *number, size_t columns);

/* The same with the rows of another stored form, which are not those of `state` itself; CM_MALFORMED if it is none. */
CmStatus	cm_composite_merge(CmBytes *state, const uint8_t *bytes, size_t count);

/* The rows of a stored form, in new memory; false if it is none. */
bool		cm_composite_rows(const CmHost *host, const uint8_t *bytes, size_t count, CmNumbers *rows);

#endif
