/*
 * ripley.h: Ripley's K of each industry's firms, and what chance would make of it.
 *
 * K(r) = A / (n(n-1)) SUM_{k<>l} e_kl 1(d_kl <= r) of n firms on an area A, e the
 * weight for the edge (Ripley 1976, Journal of Applied Probability 13; 1977, JRSS B
 * 39).  Chance: as many firms at sites drawn from those of all.
 *
 * What is undefined is NaN.
 */
#ifndef CLUSTER_EXT_RIPLEY_H
#define CLUSTER_EXT_RIPLEY_H

#include "core/space/ripley_sites.h"
#include "core/space/telling.h"

/* Columns of a row, in order. */
enum
{
	CM_RIPLEY_K,
	CM_RIPLEY_L,				/* sqrt(K / pi) (Besag 1977) */
	CM_RIPLEY_L_MINUS_R,
	CM_RIPLEY_G,				/* of the ring from the radius before: pairs over those of a uniform pattern */
	CM_RIPLEY_D,				/* K less that of all other firms, or of the reference (Diggle, Chetwynd 1991) */
	CM_RIPLEY_EXPECTED,			/* of K, as all below */
	CM_RIPLEY_DEVIATION,
	CM_RIPLEY_LOCAL_LOWER,
	CM_RIPLEY_LOCAL_UPPER,
	CM_RIPLEY_GLOBAL_LOWER,
	CM_RIPLEY_GLOBAL_UPPER,
	CM_RIPLEY_COLUMNS
};

typedef struct CmRipleyQuestion
{
	uint32_t	first;			/* industry, and the one after the last */
	uint32_t	end;
	const CmPoints *reference;	/* whose sites chance draws from; NULL: those of the points */
	CmWindow	window;
	const double *radius;		/* ascending, 0 or more, at least one */
	uint32_t	radii;
	double		level;
	uint32_t	draws;
	uint64_t	seed;
	CmTelling	telling;
} CmRipleyQuestion;

typedef struct CmRipley
{
	CmRipleyQuestion question;
	const CmPoints *points;
	CmRings		rings;
	CmRipleySites sites;
	double	   *pairs;			/* industries x radii: weights of pairs */
	double	   *others;			/* the same of all firms but the industry's; NULL: there is a reference */
	uint32_t   *null;			/* of each industry; UINT32_MAX: none */
	double	   *band;			/* nulls x 4 x radii, in deviations from the mean */
	double	   *p_value;		/* of each industry, of its whole curve */
} CmRipley;

/* The points, the reference, and the radii must outlive it; both points have the same metric. */
void		cm_ripley_open(CmRipley *r, const CmHost *host, const CmPoints *p, const CmRipleyQuestion *question);

void		cm_ripley_close(CmRipley *r, const CmHost *host);

void		cm_ripley_row(const CmRipley *r, uint32_t industry, uint32_t radius, double row[CM_RIPLEY_COLUMNS]);

#endif
