/*
 * policy_outlook_rows.h: what is known of the pairs of a year, and what came of them.
 */
#ifndef CLUSTER_EXT_POLICY_OUTLOOK_ROWS_H
#define CLUSTER_EXT_POLICY_OUTLOOK_ROWS_H

#include "core/policy/chance.h"

/* What is known of a pair in the year that an outlook is made. */
typedef enum CmTerm
{
	CM_TERM_CHANCE,				/* log odds of the event by chance alone; never penalised */
	CM_TERM_LQ,					/* ln of the location quotient, shrunk by 5 firms, 0.02 or more */
	CM_TERM_INDUSTRY_SIZE,		/* ln of the industry's size in all regions */
	CM_TERM_REGION_SIZE,		/* ln of the region's size in all industries */
	CM_TERM_PAST_SURPRISE,		/* surprise of the last three years by phi alone, -4 to 4 */
	CM_TERM_DENSITY,			/* relatedness density, standardized within the region */
	CM_TERM_INDUSTRY_RATE,		/* ln of the industry's events over those expected by chance, shrunk */
	CM_TERMS
} CmTerm;

extern const char *const cm_term_name[];

/* A pair that has something in a year. */
typedef struct CmOutlookRow
{
	uint64_t	pair;
	uint32_t	region;
	uint32_t	industry;
	bool		known;			/* is it known what came? */
	bool		event;
	double		size;
	double		firms;			/* effective ones; NaN: unknown */
	double		term[CM_TERMS]; /* NaN: missing.  Chance and rate are left out, past surprise is in units of phi = 1: a fit knows these */
} CmOutlookRow;

/* The pairs of a year, by region and industry. */
typedef struct CmOutlookYear
{
	int32_t		year;
	uint64_t	rows;
	CmOutlookRow *row;
} CmOutlookYear;

/* What is asked. */
typedef struct CmOutlookQuestion
{
	const CmHost *host;
	const CmPanel *panel;
	int32_t		horizon;
	double		fall;			/* below 0: log points behind the industry elsewhere */
	bool		asked[CM_TERMS];
	uint32_t	folds;			/* of regions, to choose lambda by */
	uint32_t	replicates;		/* of the bootstrap of regions */
	uint64_t	seed;
} CmOutlookQuestion;

/*
 * The rows of a year of the panel, with what came `horizon` years later if the
 * panel has that year and `until` is not before it.  Cost: that of relatedness.
 */
void		cm_outlook_year(const CmOutlookQuestion *q, int32_t year, int32_t until, CmOutlookYear *y);

#endif
