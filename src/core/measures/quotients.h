/*
 * quotients.h: location quotients and what is derived from them.
 *
 * Notation: x amount of a cell (size, or number of firms), X_r of its region,
 * X_i of its industry, X of the whole; with a reference matrix, X_i and X are
 * the reference's.  Undefined is NaN.
 */
#ifndef CLUSTER_EXT_QUOTIENTS_H
#define CLUSTER_EXT_QUOTIENTS_H

#include "core/matrix/table.h"
#include "core/numeric/lq.h"

/* The columns of one row of location_quotients, in order. */
enum
{
	CM_QUOTIENT_LQ,				/* (x/X_r)/(X_i/X), 0 or more (Florence 1939) */
	CM_QUOTIENT_LOG,			/* ln LQ; NaN at 0 */
	CM_QUOTIENT_SYMMETRIC,		/* (LQ-1)/(LQ+1), -1 to 1 (Dalum, Laursen, Villumsen 1998) */
	CM_QUOTIENT_STANDARDIZED,	/* (LQ-mean)/sd over regions (O'Donoghue, Gleave 2004) */
	CM_QUOTIENT_ADDITIVE,		/* x/X_r - X_i/X, -1 to 1 (Hoen, Oosterhaven 2006) */
	CM_QUOTIENT_NORMALIZED,		/* x/X - X_r X_i/X^2, -1/4 to 1/4 (Yu, Cai, Leung 2009) */
	CM_QUOTIENT_HORIZONTAL,		/* x - X_r X_i/X, amount beyond LQ 1 (Fingleton et al. 2004) */
	CM_QUOTIENT_LOWER,			/* confidence bounds of LQ */
	CM_QUOTIENT_UPPER,
	CM_QUOTIENT_COLUMNS
};

/* How the confidence bounds are found. */
typedef enum CmBounds
{
	/*
	 * LQ -/+ z sqrt(H_i (1-s_r)/s_r): plants thrown at regions as in Ellison
	 * and Glaeser (1997), H_i the plant Herfindahl, s_r = X_r/X.
	 */
	CM_BOUNDS_PLANTS,
	/*
	 * LQ -/+ z sqrt(H_i s_ri (1-s_ri))/s_r: plants thrown with the probability
	 * s_ri = x/X_i that was observed, so that strong quotients are as uncertain
	 * as their few plants make them.
	 */
	CM_BOUNDS_PLANTS_OBSERVED,
	/*
	 * Workers as independent draws (Moineddin, Beyene, Boyle 2003): the ratio's
	 * variance to first order, or Fieller's interval.  Too narrow for firm data.
	 */
	CM_BOUNDS_DELTA,
	CM_BOUNDS_FIELLER
} CmBounds;

typedef struct CmQuotientOptions
{
	bool		of_firms;		/* amounts are numbers of firms */
	bool		standardize_log;	/* standardize ln LQ instead of LQ */
	CmBounds	bounds;
	double		confidence;		/* of the bounds, between 0 and 1 */
	const double *herfindahl;	/* H_i by industry as known from elsewhere, NaN: not; NULL: none */
	unsigned	unasked;		/* bits 1 << column of those that need not be found */
} CmQuotientOptions;

/* What the rows of one industry share. */
typedef struct CmQuotientIndustry
{
	double		total;			/* X_i; NaN if the reference lacks it */
	double		firms;
	double		herfindahl;		/* of plants */
	double		variance;		/* V of Moineddin et al. times X */
	double		mean;			/* of LQ or ln LQ over regions */
	double		deviation;
} CmQuotientIndustry;

typedef struct CmQuotients
{
	const CmTable *table;
	CmQuotientOptions options;
	const double *amount;		/* by cell */
	const double *region_total;
	double		total;
	CmQuotientIndustry *industry;
	double		z;
} CmQuotients;

/* Prepares the rows of a table against a reference (or itself, if NULL). */
void		cm_quotients_open(CmQuotients *q, const CmHost *host, const CmTable *table,
							  const CmTable *reference, const CmQuotientOptions *options);
void		cm_quotients_close(CmQuotients *q, const CmHost *host);

/* Would an industry's quotients have bounds if the sizes of its plants were known? */
bool		cm_quotients_lack_plants(const CmQuotients *q, uint32_t industry);

/* The location quotient alone. */
double		cm_quotients_lq(const CmQuotients *q, uint32_t region, uint32_t industry, double amount);

/* All columns of one row but those that nobody asks for; `amount` is 0 for an absent cell. */
void		cm_quotients_row(const CmQuotients *q, uint32_t region, uint32_t industry,
							 double amount, double row[CM_QUOTIENT_COLUMNS]);

/*
 * Two-sided p-value of LQ = 1: the industry's firms, thrown at regions with
 * probability X_r/X each, against the `firms` found here (Guimaraes, Figueiredo,
 * Woodward 2009).  Always on firms; 0 to 1.  NaN where LQ is.
 */
double		cm_quotients_p(const CmQuotients *q, uint32_t region, uint32_t industry, double firms);

/*
 * Flegg's lambda [log2(1 + X_r/X)]^delta, 0 to 1; 0 <= delta < 1 (Flegg,
 * Webber, Elliott 1995; Flegg, Webber 1997, Regional Studies 29 and 31).
 */
double		cm_flegg_lambda(double region, double total, double delta);

enum
{
	CM_FLEGG_CROSS,				/* LQ_i/LQ_j */
	CM_FLEGG_LQ,				/* lambda times that, or times LQ_i for i = j */
	CM_FLEGG_AUGMENTED,			/* times log2(1+LQ_j) where LQ_j > 1 (Flegg, Webber 2000) */
	CM_FLEGG_COLUMNS
};

/* Quotients of industry i supplying industry j; NaN where LQ_j is 0. */
void		cm_flegg_row(double supplying_lq, double purchasing_lq, bool same, double lambda,
						 double row[CM_FLEGG_COLUMNS]);

/*
 * (size/industry_size)(firms/industry_firms) / ((area/total)(population/total)), 0 or
 * more, 1 = average; NaN if a denominator is 0 (Litzenberger, Sternberg 2006,
 * Geographische Zeitschrift 94).
 */
double		cm_litzenberger_sternberg(double size, double industry_size, double firms, double industry_firms,
									  double area, double total_area, double population, double total_population);

#endif
