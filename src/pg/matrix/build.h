/*
 * build.h: firms into a matrix.
 *
 * What is wrong with a row raises 22023, naming its region and industry.
 */
#ifndef CLUSTER_EXT_BUILD_H
#define CLUSTER_EXT_BUILD_H

#include "pg/errors.h"

#include "core/matrix/builder.h"

#include <float.h>

/* Adds a firm that is not as most are, or says what is wrong with it. */
extern void cext_add_odd_firm(CmBuilder *b, CmText region, CmText industry, double size, int32 copies);
extern void cext_add_odd_coded_firm(CmBuilder *b, int64 region, int64 industry, double size, int32 copies);

static inline bool
cext_is_size(double size)
{
	return size >= 0 && size <= DBL_MAX;
}

/* Adds a firm that counts so many times, without a NULL. */
static inline void
cext_add_firm(CmBuilder *b, CmText region, CmText industry, double size, int32 copies)
{
	if (likely(copies == 1 && cext_is_size(size) && region.length <= CM_LABEL_MAX && industry.length <= CM_LABEL_MAX))
		cext_check(cm_builder_add_firm(b, region.bytes, region.length, industry.bytes, industry.length, size), b);
	else
		cext_add_odd_firm(b, region, industry, size, copies);
}

/* The same for integer codes. */
static inline void
cext_add_coded_firm(CmBuilder *b, int64 region, int64 industry, double size, int32 copies)
{
	if (likely(copies == 1 && cext_is_size(size)))
		cext_check(cm_builder_add_coded_firm(b, region, industry, size), b);
	else
		cext_add_odd_coded_firm(b, region, industry, size, copies);
}

/* The same for codes that have lost their leading zeros: labels have so many digits, or as many as there are for 0. */
extern void cext_add_wide_firm(CmBuilder *b, int64 region, int64 industry, double size, int32 region_width, int32 industry_width);

/* Transition functions; a scan node knows aggregates by them. */
extern Datum cext_build_text(PG_FUNCTION_ARGS);
extern Datum cext_build_int8(PG_FUNCTION_ARGS);
extern Datum cext_build_wide(PG_FUNCTION_ARGS);

#endif
