/*
 * envelope.h: how far from what chance does a curve is.
 *
 * Curves of the null, all at the same steps, and what lies beyond them.
 */
#ifndef CLUSTER_EXT_ENVELOPE_H
#define CLUSTER_EXT_ENVELOPE_H

#include "core/host.h"

typedef struct CmEnvelope CmEnvelope;

/* From curves x steps numbers, row by row, all finite, which are not needed any more afterwards. */
CmEnvelope *cm_envelope_open(const CmHost *host, const double *curve, uint32_t curves, uint32_t steps);
void		cm_envelope_close(CmEnvelope *e, const CmHost *host);

/*
 * At each step the values that a share `level` of the curves does not fall below
 * and does not exceed: each side alone (Duranton, Overman 2005).
 */
void		cm_envelope_local(const CmEnvelope *e, double level, double *lower, double *upper);

/*
 * The same local level at all steps, such that a share `level` of the curves never
 * exceeds the upper band anywhere, and as many never fall below the lower one
 * (Duranton, Overman 2005, Review of Economic Studies 72).  Returns the local
 * level of each side.
 */
void		cm_envelope_global(const CmEnvelope *e, const CmHost *host, double level, double *lower, double *upper,
							   double *lower_local, double *upper_local);

/* The hull of the share `level` of curves that are least extreme by extreme rank length (Myllymäki et al. 2017, JRSS B 79). */
void		cm_envelope_erl(const CmEnvelope *e, const CmHost *host, double level, double *lower, double *upper);

/* The share of curves, an observed one among them, that are as extreme as it, by extreme rank length, two-sided. */
double		cm_envelope_p(const CmEnvelope *e, const CmHost *host, const double *observed);

#endif
