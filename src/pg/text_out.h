/*
 * text_out.h: pieces of the text forms of our types, which are JSON.
 */
#ifndef CLUSTER_EXT_TEXT_OUT_H
#define CLUSTER_EXT_TEXT_OUT_H

#include "pg/compat.h"

#include "core/matrix/flat.h"

#include "lib/stringinfo.h"

/* Largest value, in stored bytes, whose text is readable; that of others is compact. */
#define CEXT_READABLE_MOST 4096

/* The shortest decimal that reads back as the same double. */
extern void cext_write_double(StringInfo out, double value);

/* A label in quotes; the same before a colon. */
extern void cext_write_string(StringInfo out, CmText label);
extern void cext_write_label(StringInfo out, CmText label);

/* Bytes as base64, which goes on if they are a multiple of three. */
extern void cext_write_base64(StringInfo out, const uint8_t *bytes, size_t count);

#endif
