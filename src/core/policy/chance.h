/*
 * chance.h: what a cell did, and what it would do by the chance of few firms alone.
 *
 * A cell is looked at in a year and some years later.  It is expected to grow as
 * its industry does elsewhere, and found off that by the noise of its firms
 * (noise.h).  A decline that is told by growth alone is mostly that noise where
 * firms are few; one that is told in units of the noise is as frequent at every size.
 */
#ifndef CLUSTER_EXT_CHANCE_H
#define CLUSTER_EXT_CHANCE_H

#include "core/policy/noise.h"

/* What may have become of a cell. */
typedef enum CmOutcome
{
	CM_OUTCOME_FELL,			/* gone, or behind its industry elsewhere by so many log points */
	CM_OUTCOME_BEYOND,			/* as bad for its size as one in twenty by chance: surprise <= -1.645 */
	CM_OUTCOME_BEHIND,			/* behind its industry elsewhere at all; of cells of 30 firms or more */
	CM_OUTCOME_EXIT,			/* gone, though it was there already so many years before */
	CM_OUTCOMES
} CmOutcome;

extern const char *const cm_outcome_name[];

/* A cell from one year to a later one. */
typedef struct CmMove
{
	double		before;			/* size, above 0 */
	double		after;
	double		expected;		/* after growth as that of the industry elsewhere */
	double		gap;			/* log points that it grew more than that; -infinity: it is gone */
	double		firms;			/* effective ones before; NaN: unknown */
	bool		plants;			/* sizes are numbers of firms */
} CmMove;

/* Of a pair that has something in the first year; false if its industry is or was nowhere else. */
bool		cm_move(const CmPanel *panel, int32_t from, int32_t to, uint64_t pair, CmMove *move);

/* How far off the expected size the cell was found, in standard deviations of its noise; NaN where firms are unknown. */
double		cm_surprise(const CmNoise *noise, const CmMove *move);

/*
 * Did it happen?  1 or 0; -1 where the question is not asked: of fewer firms than 30
 * whether they are behind, of cells that are not `established` whether they left.
 * Only CM_OUTCOME_BEYOND looks at the noise.
 */
int			cm_outcome(CmOutcome outcome, const CmNoise *noise, const CmMove *move, double fall, bool established);

/*
 * The chance that it happens to so many firms if nothing changes, from 1e-6 to
 * 1 - 1e-6: normal, and of whole numbers of plants where these are counted; of being
 * behind one half.  No outcome is looked at.  NaN where firms are unknown.
 */
double		cm_outcome_chance(CmOutcome outcome, const CmNoise *noise, double firms, bool plants, double fall);

#endif
