/*
 * state.h: what types share that are the state of aggregates.
 */
#ifndef CLUSTER_EXT_PG_STATE_H
#define CLUSTER_EXT_PG_STATE_H

#include "pg/expanded.h"

/* Are these bytes a stored form? */
typedef bool (*CextSound) (const CmHost *host, const uint8_t *bytes, size_t count);

/* A value of these stored bytes in CurrentMemoryContext. */
extern Datum cext_flat_datum(const CmBytes *bytes);

/* The binary form, which is the stored form: of argument 0, and as argument 0. */
extern Datum cext_send_state(FunctionCallInfo fcinfo);
extern Datum cext_receive_state(FunctionCallInfo fcinfo, const char *type, CextSound sound);

/* Raises XX001. */
extern void cext_refuse_damaged(const char *type) __attribute__((noreturn));

#endif
