/*
 * scan.h: a scan of a function's rows, one by one.
 */
#ifndef CLUSTER_EXT_STREAM_SCAN_H
#define CLUSTER_EXT_STREAM_SCAN_H

#include "pg/compat.h"

#include "nodes/extensible.h"

/*
 * The plan node: custom_scan_tlist has the columns that are asked for, as Vars of
 * the function; custom_exprs the call, and then for each label that rows must
 * have what it must be; custom_private, for each of these, its column (from 1)
 * and whether it is an array of labels.
 */
extern const CustomScanMethods cext_scan_methods;

#endif
