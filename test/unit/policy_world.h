/*
 * policy_world.h: random small worlds of firms and policies, for tests of what
 * is measured of them.
 */
#ifndef CLUSTER_EXT_TEST_POLICY_WORLD_H
#define CLUSTER_EXT_TEST_POLICY_WORLD_H

#include "host.h"

#include "core/policy/indicators/indicators.h"

enum {REGIONS = 12, INDUSTRIES = 18, YEARS = 9, POLICIES = 60, OWNERS = 4, NOW = YEARS - 1, FIRST_YEAR = 2001};

/* Sums over firms of a measure in a year. */
typedef struct Sums
{
	double		size[REGIONS][INDUSTRIES];
	double		firms[REGIONS][INDUSTRIES];
	double		squares[REGIONS][INDUSTRIES];
	double		largest[REGIONS][INDUSTRIES];
} Sums;

/* A world, dense.  Regions and industries beyond its own are empty. */
typedef struct TestWorld
{
	int			regions;
	int			industries;
	int			year[YEARS];	/* of the panel; the last is now */
	CmMeasure	base;
	bool		has[CM_MEASURES][YEARS];
	Sums		sums[CM_MEASURES][YEARS];
	double		input[INDUSTRIES][INDUSTRIES];	/* supplier, user */
	bool		has_inputs;
	CmPolicy	policy[POLICIES];
	int			policy_region[POLICIES];
	int			policy_industry[POLICIES];
	int			policies;
	int			level[REGIONS];
	uint32_t	group[INDUSTRIES];
	double		mass_firms[REGIONS];
	double		mass_size[REGIONS];
	double		shrinkage;
	bool		asked_all;
	bool		hindsight;
} TestWorld;

extern TestWorld w;
extern char region_label[REGIONS][8];
extern char industry_label[INDUSTRIES][8];

/* The world, opened as the core sees it. */
typedef struct World
{
	CmPanelMatrix matrix[CM_MEASURES * YEARS];
	CmBytes		flat[CM_MEASURES * YEARS + 2];
	int			matrices;
	CmTable		asked;
	CmTable		inputs;
	CmRiskModel model;
	CmPanel		panel;
	CmPlans		plans;
	CmIndicators indicators;
	CmPolicy	policy[POLICIES];
	int			level[REGIONS];
} World;

extern bool one_in(uint64_t n);

/* Makes another world of w. */
extern void make_world(void);

extern void open_world(World *o);
extern void close_world(World *o);

#endif
