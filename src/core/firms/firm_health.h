/*
 * firm_health.h: firms that live on credit or subsidies, and firms that are
 * too rich in capital for where they are.
 *
 * Figures are those of one firm and year; NaN is unknown.
 */
#ifndef CLUSTER_EXT_FIRM_HEALTH_H
#define CLUSTER_EXT_FIRM_HEALTH_H

#include <stdbool.h>
#include <stdint.h>

/* An answer to a question about a firm.  Of several about the same year the first in this order but none counts. */
typedef enum CmAnswer
{
	CM_ANSWER_NONE,				/* not asked: no row of the year */
	CM_ANSWER_UNKNOWN,
	CM_ANSWER_NO,
	CM_ANSWER_YES
} CmAnswer;

/* Years in a row ------------------------------------------------------------ */

#define CM_YEARS_MOST 12

/*
 * Answers about the latest `years` calendar years.  What it holds depends
 * neither on the order of rows nor on how they were split.
 */
typedef struct CmYears
{
	int32_t		latest;
	uint32_t	years;			/* 1 to CM_YEARS_MOST */
	uint32_t	answers;		/* two bits a year, the latest in the lowest */
	CmAnswer	last;			/* to a question about the latest year alone, if there is one */
} CmYears;

/* Adds b's rows to a; false if they are about different numbers of years. */
bool		cm_years_merge(CmYears *a, const CmYears *b);

/*
 * YES if all years and the last question are answered so, NO if all are
 * answered, else UNKNOWN: who is asked does not depend on the answers.
 */
CmAnswer	cm_years_answer(const CmYears *y);

/*
 * As one number: the latest year in the upper 32 bits, then from bit 28 the
 * last answer, from bit 24 the number of years, and the answers.  Unpacking is
 * false for a number that packing cannot give.
 */
int64_t		cm_years_pack(const CmYears *y);
bool		cm_years_unpack(int64_t packed, CmYears *y);

/* One year ------------------------------------------------------------------ */

/* EBIT/interest; NaN without interest to pay. */
double		cm_interest_cover(double ebit, double interest);

/* Is the interest not earned?  Where there is none (0 or less) only a loss is a yes. */
CmAnswer	cm_interest_uncovered(double ebit, double interest);

/* Would there be a loss but for the subsidy? */
CmAnswer	cm_loss_without_subsidy(double profit, double subsidy);

/*
 * Least interest that a firm without favours pays on last year's debt: short
 * loans at the short rate, long loans at the mean of the long rates, bonds at
 * the bond rate, which are left out where either is unknown (Caballero, Hoshi,
 * Kashyap 2008, American Economic Review 98).  NaN for no long rate.
 */
double		cm_minimum_interest(double short_debt, double long_debt, double bonds, double short_rate,
								const double *long_rate, int long_rates, double bond_rate);

/* Is less paid than that?  Unknown without debt. */
CmAnswer	cm_zombie_chk(double interest, double minimum_interest, double debt_before);

/*
 * The same, but not if EBIT reaches the minimum interest; also if it does not,
 * debt was more than half of assets and has grown (Fukuda, Nakamura 2011,
 * World Economy 34).  Unknown without debt before.
 */
CmAnswer	cm_zombie_fn(double interest, double minimum_interest, double debt_before,
						 double ebit, double debt, double leverage_before);

#endif
