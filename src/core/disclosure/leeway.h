/*
 * leeway.h: hiding more so that hidden cells can be far from their values, subtable by subtable.
 *
 * A primary cell must be able to rise by its protection, and to fall by it, though not below 0.  What
 * it changes comes back to it by hidden cells of the subtable, each of which can fall by its value at
 * most: least paths that let it pass, one after the other, hide what is lacking.  A cell that gives way in
 * one subtable must do so in its others, too.  Necessary for the table as a whole, and mostly enough: intervals.h tells.
 * Hundepool et al., Handbook on Statistical Disclosure Control, 2nd ed., 4.4.
 */
#ifndef CLUSTER_EXT_LEEWAY_H
#define CLUSTER_EXT_LEEWAY_H

#include "core/disclosure/pattern.h"

typedef struct CmLeeway
{
	CmPattern  *pattern;
	const double *value;		/* by cell */
	double	   *need[2];		/* by cell: how far it must fall, and rise */
	double	   *flow;			/* by edge, of the change that is led around */
	uint32_t   *changed;		/* edges that have such a flow, and some twice */
	size_t		changes;
	size_t		changed_room;
	CmKeyed    *pending;		/* edges, and whether they fall or rise */
	size_t		pendings;
	size_t		pending_room;
} CmLeeway;

/* What is pointed to must outlive it. */
void		cm_leeway_open(CmLeeway *l, CmPattern *pattern, const double *value);
void		cm_leeway_close(CmLeeway *l);

/* A hidden cell must be able to change by so much, from now on; nothing for NaN, of either. */
void		cm_leeway_ask(CmLeeway *l, uint32_t cell, double protection);

/* Hides what is lacking for all that was asked since the last time. */
void		cm_leeway_give(CmLeeway *l);

/* The same for one cell, by cells only that were not hidden before; was there anything to hide? */
bool		cm_leeway_give_afresh(CmLeeway *l, uint32_t cell);

#endif
