/*
 * list_world.h: a small random world of one year, for tests of target lists.
 */
#ifndef LIST_WORLD_H
#define LIST_WORLD_H

#include "host.h"

#include "core/policy/policy_lists.h"

enum {PLACES = 10, KINDS = 15, MOST = 1 << KINDS};

/* A world of one year, opened. */
typedef struct ListWorld
{
	CmPanelMatrix matrix;
	CmBytes		flat;
	CmPanel		panel;
	CmPlans		plans;
	CmIndicators indicators;
	CmRiskModel model;
	int			level[PLACES];
	uint32_t	group[KINDS];
	double		mass[PLACES];
} ListWorld;

void		list_world_open(ListWorld *w);
void		list_world_close(ListWorld *w);

/* Random lists of some regions; returns how many targets. */
uint32_t	open_random_lists(const ListWorld *w, CmLists *lists);

void		assert_close(double value, double expected);

#endif
