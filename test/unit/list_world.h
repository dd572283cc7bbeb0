/*
 * list_world.h: a small random world of one year, for tests of target lists.
 */
#ifndef LIST_WORLD_H
#define LIST_WORLD_H

#include "host.h"

#include "core/policy/policy_lists.h"

enum {PLACES = 10, KINDS = 15, MOST = 1 << KINDS};

/* A world of one year, opened. */
typedef struct World
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
} World;

void		open_world(World *w);
void		close_world(World *w);

/* Random lists of some regions; returns how many targets. */
uint32_t	open_random_lists(const World *w, CmLists *lists);

void		assert_close(double value, double expected);

#endif
