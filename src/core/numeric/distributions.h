/*
 * distributions.h: the probability that tests and bounds need.
 *
 * Arguments are assumed to be in range; NaN in gives NaN out.
 */
#ifndef CLUSTER_EXT_DISTRIBUTIONS_H
#define CLUSTER_EXT_DISTRIBUTIONS_H

#include "core/host.h"

/*
 * The z with P(Z > z) = tail for a standard normal Z; 0 < tail <= 1/2.
 * Relative error about 1e-15.
 */
double		cm_normal_upper_quantile(double tail);

/*
 * P(N = successes) for N ~ Binomial(trials, chance), 0 <= successes <= trials.
 * Relative error about 1e-13 also for millions of trials, by Stirling's
 * formula with its error and the deviance instead of differences of factorials
 * (Loader 2000, Fast and Accurate Computation of Binomial Probabilities).
 */
double		cm_binomial_probability(double trials, double successes, double chance);

/* Most trials of the test below, whose cost grows with the square root of them. */
#define CM_TRIALS_MOST 1e12

/*
 * Two-sided exact p-value of a binomial count: twice the smaller tail, at most
 * 1.  NaN if successes > trials, trials > CM_TRIALS_MOST, or chance is outside (0, 1].
 */
double		cm_binomial_two_sided(double trials, double successes, double chance);

/*
 * P(|T| > |t|) for Student's T with so many degrees of freedom, 1 or more.
 * Relative error about 1e-14, and 1e-15 times the degrees where they are many.
 */
double		cm_student_two_sided(double t, double freedom);

/* The t with P(T > t) = tail; 0 < tail <= 1/2.  Relative error about 1e-13. */
double		cm_student_upper_quantile(double tail, double freedom);

/*
 * Benjamini and Hochberg (1995, JRSS B 57) adjusted p-values, in place, over
 * those values that are not NaN.
 */
void		cm_adjust_p_values(const CmHost *host, double *p, uint64_t count);

#endif
