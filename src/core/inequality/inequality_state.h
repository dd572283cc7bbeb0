/*
 * inequality_state.h: what an index collects, and its stored form.
 *
 * Stored form, little-endian:
 *
 *   byte       format version, 1
 *   byte, text name of the index, at most 255 bytes
 *              nothing more if there are no values
 *   number     parameter, if the index has one (8 bytes, a double)
 *   varint     values; of them, varint zeros
 *   then, if the index has sums and some value is not zero:
 *     2 * 8    smallest value above zero, largest value
 *     1 or 2 times, as many sums as there are:
 *              varint 2048 + tier; twice (the tier, and the one below it) a
 *              byte 1 if negative and else 0, and an exact number (flat.h);
 *              above 0 and not negative, unless terms are logarithms
 *   then, if it keeps values:
 *     varint   runs; for each a number, the value, ascending, and its weight:
 *              a varint, how often, or a number
 *
 * Text form: the name of the index, and for a state with values a colon and
 * the bytes after the name, two digits from 0-9a-f each.
 */
#ifndef CLUSTER_EXT_INEQUALITY_STATE_H
#define CLUSTER_EXT_INEQUALITY_STATE_H

#include "core/inequality/inequality.h"
#include "core/matrix/flat.h"
#include "core/status.h"

void		cm_inequality_init(CmInequality *s, const CmHost *host, const CmIndex *index);
void		cm_inequality_free(CmInequality *s);

/* Sets a parameter that fits; CM_INCONSISTENT if it was another one before. */
CmStatus	cm_inequality_parameter(CmInequality *s, double parameter);

/*
 * Adds a value, finite and not negative, as is its weight: 1 for indices
 * without weights, and nothing is added by weight 0.
 */
CmStatus	cm_inequality_add(CmInequality *s, double value, double weight);

/* The index of a stored form; NULL if it is none. */
const CmIndex *cm_inequality_index_of(const uint8_t *bytes, size_t count);

/* Adds a stored state: CM_MALFORMED, CM_INCONSISTENT for another index or parameter. */
CmStatus	cm_inequality_add_flat(CmInequality *s, const uint8_t *bytes, size_t count);

/* Appends the stored form to `out`. */
void		cm_inequality_encode(CmInequality *s, CmBytes *out);

/* Are these bytes the stored form of a state? */
bool		cm_inequality_sound(const CmHost *host, const uint8_t *bytes, size_t count);

/* Appends the text form of a stored form to `text`; false if it has no index. */
bool		cm_inequality_print(const uint8_t *bytes, size_t count, CmBytes *text);

/*
 * Appends the stored form of a state to `out`, from what follows the index's
 * name in the text form and ends in NUL; false if that is no state of the index.
 */
bool		cm_inequality_parse(const CmIndex *m, const char *state, CmBytes *out);

#endif
