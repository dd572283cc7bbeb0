/*
 * k_band.h: curves of chance, and the bands that hold them.
 */
#ifndef CLUSTER_EXT_K_BAND_H
#define CLUSTER_EXT_K_BAND_H

#include "core/space/envelope.h"
#include "core/space/k_moments.h"

/* Firms that are drawn, as many as one asks for, and pairs of them that count. */
typedef struct CmKDraw
{
	uint64_t	firms;
	uint64_t	apart;			/* the first so many are one industry, the others another, and only pairs of both count; 0: all pairs do */
	const double *weight;		/* of each firm; NULL: 1 */
	double		pairs;			/* what all of them weigh */
} CmKDraw;

/* Curves of a bandwidth, in standard deviations from what is expected. */
typedef struct CmKCurves
{
	double		bandwidth;
	const double *theta;
	const double *deviation;
	double	   *curve;			/* draws x steps */
} CmKCurves;

typedef struct CmKChance
{
	const CmKSites *sites;
	const double *step;
	uint32_t	steps;
	uint64_t	seed;
	uint32_t	draws;
	double		level;
	double		parts;			/* bins in a bandwidth, at least */
} CmKChance;

/* How many standard deviations a density is from what is expected; far beyond all where chance gives none. */
double		cm_k_standard(double density, double theta, double deviation);

/* Is a density above another by more than rounding? */
bool		cm_k_above(double density, double other);

/*
 * Pairs of draws that grow: one of fewer firms is how one of more begins, and only
 * those with the firms that are new need to be counted.  They are whole numbers, so
 * it makes no difference in how many parts.
 */
typedef struct CmKGrown
{
	CmBins		bins;			/* fine enough and far enough for all bandwidths */
	uint64_t	most;			/* firms of the last draws */
	uint32_t   *place;			/* draws x these, or NULL: too many to be kept, */
	uint64_t	firms;			/* of each draw, whose pairs are counted */
	double	   *count;			/* draws x bins, or NULL as well */
} CmKGrown;

void		cm_k_grown_open(CmKGrown *g, const CmKChance *chance, const CmHost *host, double narrowest, double widest, uint64_t most);
void		cm_k_grown_close(CmKGrown *g, const CmHost *host);

/* The same draws at several bandwidths; `grown`, or NULL, is of draws of one industry without weights, one after the other of no fewer firms. */
void		cm_k_curves_drawn(const CmKChance *chance, const CmHost *host, const CmKDraw *draw, CmKGrown *grown, CmKCurves *curves, uint32_t count);

/* As a Gaussian field with a covariance. */
void		cm_k_curves_gaussian(const CmKChance *chance, const CmHost *host, const double *covariance, double *curve);

/* Bands of curves, in standard deviations. */
typedef struct CmKBand
{
	CmEnvelope *envelope;
	double	   *local_lower;
	double	   *local_upper;
	double	   *global_lower;
	double	   *global_upper;
} CmKBand;

void		cm_k_band_open(CmKBand *b, const CmKChance *chance, const CmHost *host, const double *curve);
void		cm_k_band_close(CmKBand *b, const CmHost *host);

#endif
