/*
 * plan.h: when the planner takes a scan of our own.
 */
#ifndef CLUSTER_EXT_STREAM_PLAN_H
#define CLUSTER_EXT_STREAM_PLAN_H

/* From _PG_init: lets the planner know of it. */
extern void cext_stream_init(void);

#endif
