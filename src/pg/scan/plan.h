/*
 * plan.h: plans in which a node of ours stands for an aggregation over a table.
 */
#ifndef CLUSTER_EXT_SCAN_PLAN_H
#define CLUSTER_EXT_SCAN_PLAN_H

/* Hooks in where plans are made; once, when the library is loaded. */
extern void cext_scan_init(void);

#endif
