/*
 * build.h: firms into a matrix.
 *
 * What is wrong with a row raises 22023, naming its region and industry.
 */
#ifndef CLUSTER_EXT_BUILD_H
#define CLUSTER_EXT_BUILD_H

#include "pg/compat.h"

#include "core/matrix/builder.h"

/* Adds a firm that counts so many times, without a NULL. */
extern void cext_add_firm(CmBuilder *b, CmText region, CmText industry, double size, int32 copies);

/* The same for integer codes. */
extern void cext_add_coded_firm(CmBuilder *b, int64 region, int64 industry, double size, int32 copies);

/* The same for codes that have lost their leading zeros: labels have so many digits, or as many as there are for 0. */
extern void cext_add_wide_firm(CmBuilder *b, int64 region, int64 industry, double size, int32 region_width, int32 industry_width);

/* Transition functions; a scan node knows aggregates by them. */
extern Datum cext_build_text(PG_FUNCTION_ARGS);
extern Datum cext_build_int8(PG_FUNCTION_ARGS);
extern Datum cext_build_wide(PG_FUNCTION_ARGS);

#endif
