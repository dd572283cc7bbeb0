/*
 * envelope.h: how far from what chance does a curve is.
 *
 * Curves of the null, all at the same steps, and what lies beyond them.
 */
#ifndef CLUSTER_EXT_ENVELOPE_H
#define CLUSTER_EXT_ENVELOPE_H

#include "core/host.h"

typedef struct CmEnvelope CmEnvelope;

/*
 * From curves x steps numbers, at least one of each, row by row, all finite, which
 * are not needed any more afterwards.  What is to be equal must be so to the last
 * bit: make curves and observed ones by the same sums.
 */
CmEnvelope *cm_envelope_open(const CmHost *host, const double *curve, uint32_t curves, uint32_t steps);
void		cm_envelope_close(CmEnvelope *e, const CmHost *host);

/*
 * At each step the values that a share `level` of the curves does not fall below
 * and does not exceed, between the two nearest (cm_quantile): each side alone
 * (Duranton, Overman 2005).
 */
void		cm_envelope_local(const CmEnvelope *e, double level, double *lower, double *upper);

/*
 * The same local level at all steps, such that a share `level` of the curves never
 * exceeds the upper band anywhere, and as many never fall below the lower one
 * (Duranton, Overman 2005, Review of Economic Studies 72): the k-th largest at each
 * step, k the last where not more than 1 - level of the curves exceed that anywhere,
 * and from there towards the next one in proportion to how many more exceed that
 * (not where several curves have the k-th value: all would exceed what is below).
 * Returns the local level of each side.
 */
void		cm_envelope_global(const CmEnvelope *e, const CmHost *host, double level, double *lower, double *upper,
							   double *lower_local, double *upper_local);

/*
 * A bound as it stands beside an observed value of 0 or more: that value, where they
 * differ by no more than rounding, so that a value that is on the bound is not beyond it.
 */
double		cm_envelope_bound(double bound, double observed, double rounding);

/*
 * Extreme rank length (Myllymäki et al. 2017, JRSS B 79).  At each step a curve has
 * the rank min(curves not above it, curves not below it), it being one of both; of
 * two curves the one with the lowest rank is more extreme, then the one with the
 * lowest but one, and so on.
 */

/* The hull of the curves that are least extreme: at least the share `level`, all that are as extreme as the last one of it. */
void		cm_envelope_erl(const CmEnvelope *e, const CmHost *host, double level, double *lower, double *upper);

/* The share of curves at least as extreme as an observed one, which counts among them, for ranks too. */
double		cm_envelope_p(const CmEnvelope *e, const CmHost *host, const double *observed);

#endif
