/*
 * settings.h: what users set.
 */
#ifndef CLUSTER_EXT_SETTINGS_H
#define CLUSTER_EXT_SETTINGS_H

#include "pg/compat.h"

/* cluster_ext.max_cells: most cells of a matrix while it is built. */
extern int	cext_max_cells;

/* cluster_ext.enable_scan: may plans have scans of ours? */
extern bool cext_enable_scan;

/* Makes them known; once, when the library is loaded. */
extern void cext_settings_init(void);

#endif
