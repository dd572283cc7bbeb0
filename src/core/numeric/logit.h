/*
 * logit.h: how likely an event is, by ridge-penalised logistic regression.
 *
 * The log odds of row k are e_k = b_0 + sum_j z_kj b_j.  The coefficients b
 * maximise
 *
 *     sum_k [ y_k e_k - ln(1 + exp e_k) ] - (lambda N / 2) sum_j b_j^2,
 *
 * y_k = 1 for an event and else 0, N the number of rows used, j over the columns
 * penalised; b_0 never is (le Cessie, van Houwelingen 1992, Applied Statistics
 * 41).  One lambda means the same to all columns only where they are of one scale.
 *
 * All sums are plain ones in the order of the rows: the same rows give the same
 * bits, whether others between them are left out or are not there.
 *
 * What is undefined is NaN.
 */
#ifndef CLUSTER_EXT_LOGIT_H
#define CLUSTER_EXT_LOGIT_H

#include "core/host.h"

/* Most columns, and most coefficients: theirs and the intercept. */
#define CM_LOGIT_TERMS_MOST 31
#define CM_LOGIT_SIZE_MOST (CM_LOGIT_TERMS_MOST + 1)

/* Rows to learn from. */
typedef struct CmLogitRows
{
	uint64_t	rows;
	int			terms;			/* columns, at most CM_LOGIT_TERMS_MOST */
	const double *z;			/* rows x terms, row by row */
	const bool *event;			/* of each row */
	const bool *left_out;		/* of each row: it is not used; NULL: all are */
	const bool *penalised;		/* of each column */
	const uint32_t *region;		/* of each row, below `regions`; a fit alone does not look at it */
	uint32_t	regions;
} CmLogitRows;

/* Why there are coefficients, or none. */
typedef enum CmLogitStatus
{
	CM_LOGIT_OK,
	CM_LOGIT_ONE_OUTCOME,		/* no row, no event or nothing but events */
	CM_LOGIT_SINGULAR,			/* the Hessian is not positive definite: columns tell the same, or are not finite */
	CM_LOGIT_NOT_CONVERGED		/* lambda is 0, and columns tell some events without fail or tell nearly the same */
} CmLogitStatus;

typedef struct CmLogit
{
	CmLogitStatus status;
	int			terms;
	int			steps;			/* of Newton's method */
	double		objective;		/* what is maximised, 0 or less */
	double		b[CM_LOGIT_SIZE_MOST];	/* the intercept, then one for each column; NaN unless the status is OK */
} CmLogit;

/*
 * Newton's method from `start` (terms + 1 numbers) or, where that is NULL, from
 * b_0 = ln(events/others) and 0: a step is halved, at most 33 times, until the
 * objective does not fall by more than rounding; a step below 1e-12 is the last
 * (or, where rounding keeps steps longer, one below 1e-9 of the largest
 * coefficient that is no shorter than half of the one before); after 100 it has
 * not converged.  Each step is a pass over the rows.
 */
CmLogit		cm_logit_fit(const CmHost *host, const CmLogitRows *rows, double lambda, const double *start);

/* e of a row of columns, and the probability that belongs to log odds, without overflow. */
double		cm_logit_log_odds(const CmLogit *fit, const double *z);
double		cm_logit_probability(double log_odds);

/*
 * The covariance of the coefficients of a fit to rows that are not independent
 * within regions (Liang, Zeger 1986, Biometrika 73),
 *
 *     V = H^-1 (sum_g s_g s_g') H^-1 G/(G - 1),   s_g = sum_k in g (1, z_k)' (y_k - p_k),
 *
 * H the Hessian with the penalty, G the regions that have a row.  V is
 * (terms + 1) x (terms + 1), row by row; NaN where G < 2 or nothing was fitted.
 */
void		cm_logit_covariance(const CmHost *host, const CmLogitRows *rows, double lambda, const CmLogit *fit, double *v);

/* The standard error of a row's log odds, sqrt((1, z) V (1, z)'). */
double		cm_logit_standard_error(int terms, const double *v, const double *z);

/*
 * The place of the lambda, of several in ascending order, that best predicts
 * regions not seen: each of `folds` (1 or more) parts, the regions whose number
 * is `fold` modulo `folds`, is predicted by a fit to the others, in which a
 * column penalised counts as if scaled by its standard deviation among the rows
 * fitted (by what it is, if it is constant there).  log_loss: the mean of
 * -ln(probability of what happened) for each lambda, NaN where a fit failed.
 * Of equal ones the largest lambda is chosen; -1 if there is none.
 */
int			cm_logit_choose_lambda(const CmHost *host, const CmLogitRows *rows, uint32_t folds,
								   const double *lambda, int lambdas, double *log_loss);

#endif
