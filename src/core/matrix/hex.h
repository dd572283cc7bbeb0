/*
 * hex.h: bytes as text, two of the digits 0-9a-f each.
 */
#ifndef CLUSTER_EXT_HEX_H
#define CLUSTER_EXT_HEX_H

#include "core/matrix/flat.h"

/* Appends the digits of some bytes to `text`. */
void		cm_put_hex(CmBytes *text, const uint8_t *bytes, size_t count);

/* Appends the bytes of digits, which end in NUL, to `out`; false if that is not what they are. */
bool		cm_get_hex(const char *text, CmBytes *out);

#endif
