/*
 * node.h: a node that reads a table and builds matrices of it.
 */
#ifndef CLUSTER_EXT_SCAN_NODE_H
#define CLUSTER_EXT_SCAN_NODE_H

#include "pg/compat.h"

#include "nodes/extensible.h"
#include "nodes/plannodes.h"

/*
 * What a plan tells the node, by its fields:
 *   scan.scanrelid        the table
 *   scan.plan.qual        which rows count, of the table's columns
 *   custom_scan_tlist     what is computed: columns of the GROUP BY, and then aggregates
 *   custom_private        equality operators and collations of the former, and how many groups are expected
 */
extern const CustomScanMethods cext_build_node_methods;

extern void cext_scan_node_init(void);

#endif
