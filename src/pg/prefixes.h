/*
 * prefixes.h: labels that belong together because they begin alike.
 */
#ifndef CLUSTER_EXT_PREFIXES_H
#define CLUSTER_EXT_PREFIXES_H

#include "pg/arguments.h"

/* A number of leading characters, not negative; -1 for NULL, which keeps all. */
extern int32 cext_digits_argument(FunctionCallInfo fcinfo, int number, const char *name);

/* The first characters of a label, all of them for -1. */
extern CmText cext_prefix(CmText label, int32 digits);

/*
 * Tells, once a query, of prefixes that may not be what is meant: of labels
 * that differ in width, as integer codes do that lost leading zeros; where
 * they are to be groups, also of labels that all begin alike.
 */
extern void cext_tell_prefixes(FunctionCallInfo fcinfo, const CmText *label, uint32_t count, int32 digits,
							   const char *argument, bool groups);

#endif
