/*
 * policy_portfolio.h: how risky all that a region targets is together.
 *
 * Notation: T the list of region r, n = |T|, a_i the weight of a target: its
 * share in the amounts of T, or 1/n where an amount is unknown or all are 0;
 * phi_ij proximity of industries by where they are present (relatedness.h).
 * Random lists are of n of the N industries that have firms or are on anybody's
 * list.  Undefined is NaN.
 */
#ifndef CLUSTER_EXT_POLICY_PORTFOLIO_H
#define CLUSTER_EXT_POLICY_PORTFOLIO_H

#include "core/policy/policy_isomorphism.h"

/* What the score of a list is made of. */
typedef enum CmPart
{
	CM_PART_MEAN_RISK,
	CM_PART_TAIL,
	/* the shape of the list */
	CM_PART_BREADTH,
	CM_PART_FOUNDED,
	CM_PART_ISOMORPHISM,
	CM_PART_FISCAL,
	CM_PARTS
} CmPart;

extern const char *const cm_part_name[CM_PARTS];

/* What each part weighs, and from where its value is risky (policy_model.h). */
typedef struct CmPartCut
{
	double		weight;			/* 0 or more */
	double		elevated_from;	/* NaN: of mean risk and tail, which are risks already */
	double		high_from;
} CmPartCut;

/* Score and band of one target. */
typedef struct CmTargetRisk
{
	double		score;			/* NaN: too little is known */
	CmBand		band;
} CmTargetRisk;

/* The scored targets of one list, or of several together. */
typedef struct CmListRisk
{
	uint32_t	targets;
	uint32_t	scored;
	bool		by_amount;		/* a_i are shares of amounts */
	double		amount;			/* a year, of those that tell; NaN: none does */
	double		mean;			/* of scores, weighted by a_i; 0 to 100 */
	double		tail;			/* weight of band high among the scored, 0 to 1 */
	double		worst;			/* largest score */
	uint64_t	worst_target;	/* which; UINT64_MAX */
} CmListRisk;

typedef struct CmPortfolio
{
	CmListRisk	risk;
	double		breadth;		/* n over the industries with a location quotient of 1 or more, at least 1; NaN: no firms */
	double		founded;		/* share of T with a quotient of 1 or relatedness density of 0 or more; NaN: no firms */
	double		founded_expected;	/* of random lists */
	double		founded_z;		/* in deviations of a hypergeometric count; NaN without any */
	double		coherence;		/* mean phi of pairs of T, 0 to 1; NaN for one target, or too few regions or industries */
	double		coherence_expected; /* of random lists: the mean over all pairs */
	double		coherence_z;	/* in deviations of random lists, exactly; NaN without any */
	double		common_shock;	/* deviation of T's national growth over sum a_i sd_i, 0 to 1: 1 is one basket; NaN below five years */
	double		fiscal;			/* amount a year over revenue of the region; NaN */
	CmMeanAlike alike;			/* peers' lists */
	double		part_risk[CM_PARTS];	/* 0 to 1 */
	double		score;			/* 0 to 100; NaN without a scored target */
} CmPortfolio;

/* Prepared for all lists. */
typedef struct CmPortfolios
{
	const CmIndicators *indicators;
	const CmLists *lists;
	const CmPartCut *cut;
	double		universe;		/* N */
	double	   *founded;		/* by region: industries that would be founded there */
	double	   *hits;			/* of these on its list */
	double	   *together;		/* sum of phi over pairs of its list */
	double		phi_sum;		/* over all pairs */
	double		phi_squares;
	double		phi_row_squares;	/* sum of squared sums by industry */
	double	   *growth;			/* by industry and change */
	int			changes;
} CmPortfolios;

/* Costs what relatedness of all industries does. */
void		cm_portfolios_open(CmPortfolios *s, const CmIndicators *indicators, const CmLists *lists, const CmPartCut cut[CM_PARTS]);
void		cm_portfolios_close(CmPortfolios *s);

/* Targets with risks and amounts side by side. */
CmListRisk	cm_list_risk(const CmTargetRisk *risk, const double *amount, uint64_t count);

/* One region with a list; `risk` is of its targets, in their order. */
void		cm_portfolio_find(const CmPortfolios *s, uint32_t region, const CmTargetRisk *risk, const CmMeanAlike *alike,
							  CmPortfolio *result);

/*
 * The score: weighted mean of mean risk, 100 tail, and 100 times the mean risk
 * of the shape, whose known parts stand for the whole of it.  A shape of which
 * nothing is known is left out.
 */
double		cm_portfolio_score(const CmPartCut cut[CM_PARTS], const CmListRisk *risk, const double part_risk[CM_PARTS]);

#endif
