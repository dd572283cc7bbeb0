/*
 * change.h: how the industries of regions change between two times.
 *
 * Notation: x_ri and x'_ri amounts at the base and at the end, q_ri and q'_ri
 * shares of the region, LQ and LQ' location quotients.  Undefined is NaN.
 */
#ifndef CLUSTER_EXT_CHANGE_H
#define CLUSTER_EXT_CHANGE_H

#include "core/matrix/layers.h"
#include "core/structure/similarity.h"

/* The columns of one row of structural_change, in order. */
enum
{
	CM_STRUCTURAL_GROWTH,		/* X'_r/X_r - 1 */
	CM_STRUCTURAL_UNIDO,		/* these four: similarity.h, the region with itself at the other time */
	CM_STRUCTURAL_FINGER_KREININ,
	CM_STRUCTURAL_KRUGMAN,
	CM_STRUCTURAL_JACCARD,
	CM_STRUCTURAL_COEFFICIENT,	/* 1/2 sum |q' - q|, 0 to 1: coefficient of structural change */
	CM_STRUCTURAL_MOORE,		/* angle between q and q', 0 to pi/2 (Moore 1978, Review of Income and Wealth 24) */
	CM_STRUCTURAL_COLUMNS
};

/* Industries that the region had at one time only, and at both. */
typedef struct CmTurnover
{
	uint32_t	entered;
	uint32_t	left;
	uint32_t	stayed;
} CmTurnover;

/* One region at two periods; an industry is present at LQ >= threshold. */
void		cm_structural_change_row(const CmLayers *p, uint32_t region, double threshold,
									 double row[CM_STRUCTURAL_COLUMNS], CmTurnover *turnover);

/* What became of a pair's presence. */
typedef enum CmPresence
{
	CM_PRESENCE_UNKNOWN,
	CM_PRESENCE_ABSENT,
	CM_PRESENCE_ENTRY,
	CM_PRESENCE_EXIT,
	CM_PRESENCE_STAY
} CmPresence;

extern const char *const cm_presence_name[];

/*
 * Location quotients at base and end, and what became of the pair: present is
 * LQ >= threshold.  A pair without a quotient is absent.  `cell` is
 * UINT64_MAX for a pair that is no cell.
 */
CmPresence	cm_presence(const CmLayers *p, uint32_t region, uint32_t industry, uint64_t cell,
						double threshold, double lq[2]);

/* The columns of one row of portfolio, in order. */
enum
{
	CM_PORTFOLIO_GROWTH,		/* x'/x - 1 */
	CM_PORTFOLIO_NATIONAL,		/* X'_i/X_i - 1 */
	CM_PORTFOLIO_BASE_LQ,
	CM_PORTFOLIO_FINAL_LQ,
	CM_PORTFOLIO_LQ_CHANGE,		/* LQ' - LQ */
	CM_PORTFOLIO_COLUMNS
};

/* LQ' at least 1 or below, and not falling or falling. */
typedef enum CmQuadrant
{
	CM_QUADRANT_NONE,
	CM_QUADRANT_STAR,
	CM_QUADRANT_MATURE,
	CM_QUADRANT_EMERGING,
	CM_QUADRANT_TRANSFORMING
} CmQuadrant;

extern const char *const cm_quadrant_name[];

CmQuadrant	cm_portfolio_row(const CmLayers *p, uint32_t region, uint64_t cell, double row[CM_PORTFOLIO_COLUMNS]);

#endif
