/*
 * complexity.h: how many and how rare the industries of a region are, told by
 * the regions that have them too.
 *
 * Notation: M_ri 1 where industry i is present in region r, else 0; k_r
 * industries of a region (diversity), u_i regions of an industry (ubiquity).
 * Undefined is NaN.
 */
#ifndef CLUSTER_EXT_COMPLEXITY_H
#define CLUSTER_EXT_COMPLEXITY_H

#include "core/structure/occurrences.h"

typedef enum CmComplexityMethod
{
	/*
	 * Vectors of the second largest eigenvalue of K^-1 M U^-1 M' and of
	 * U^-1 M' K^-1 M (Hausmann, Hidalgo et al. 2014, Atlas of Economic Complexity)
	 */
	CM_COMPLEXITY_EIGENVECTOR,
	/*
	 * k_N and u_(N-1): k_n = mean over a region's industries of u_(n-1), u_n =
	 * mean over an industry's regions of k_(n-1) (Hidalgo, Hausmann 2009, PNAS 106)
	 */
	CM_COMPLEXITY_REFLECTIONS
} CmComplexityMethod;

/* Where the complexity of industries has its zero, and its unit. */
typedef enum CmComplexityScale
{
	CM_SCALE_REGIONS,			/* mean and deviation of regions: a region has the mean of its industries */
	CM_SCALE_OWN,				/* mean and deviation of industries */
	CM_SCALE_RAW				/* deviation of regions, sum u_i PCI_i = 0 */
} CmComplexityScale;

/* Why there is a value, or none. */
typedef enum CmComplexityStatus
{
	CM_COMPLEXITY_OK,
	CM_COMPLEXITY_WEAK_SIGN,	/* there is, but diversity hardly tells which end of the vector is the complex one */
	CM_COMPLEXITY_ABSENT,		/* the region has no industry, the industry no region */
	CM_COMPLEXITY_TOO_FEW,		/* fewer than three regions with industries */
	CM_COMPLEXITY_DISCONNECTED, /* groups of regions that share no industry */
	CM_COMPLEXITY_UNIFORM,		/* regions do not differ */
	CM_COMPLEXITY_TIED,			/* second and third eigenvalue are the same: many vectors */
	CM_COMPLEXITY_UNSIGNED,		/* neither diversity nor ubiquity tell which end is the complex one */
	CM_COMPLEXITY_UNSOLVED,		/* no eigenvector found in the steps allowed */
	CM_COMPLEXITY_UNKNOWN		/* amounts are, and so is who is present where */
} CmComplexityStatus;

extern const char *const cm_complexity_status_name[];

typedef struct CmComplexity
{
	const CmHost *host;
	CmComplexityStatus status;	/* of all that are not absent, or unknown of all */
	double		sign;			/* corr(ECI, k), which decides the sign of eigenvectors */
	double	   *region;			/* ECI: mean 0, deviation 1 over regions with industries */
	double	   *industry;		/* PCI */
	uint32_t   *region_component;	/* 1 for the largest group of connected regions and industries; 0: none */
	uint32_t   *industry_component;
} CmComplexity;

/* Does the status come with values? */
static inline bool
cm_complexity_known(CmComplexityStatus status)
{
	return status == CM_COMPLEXITY_OK || status == CM_COMPLEXITY_WEAK_SIGN;
}

/* That of a region or an industry, which has some of the others or 0. */
static inline CmComplexityStatus
cm_complexity_status_of(const CmComplexity *c, uint32_t some)
{
	return some > 0 || c->status == CM_COMPLEXITY_UNKNOWN ? c->status : CM_COMPLEXITY_ABSENT;
}

/*
 * Complexity of regions and industries.  `steps` is N of reflections, at least
 * 1.  The sign of eigenvectors is that of corr(ECI, k) > 0; if that is 0, of
 * corr(PCI, u) < 0.  It is weak where corr(ECI, k) is below 0.1.  ECI and PCI are values of the same vector: for
 * CM_SCALE_REGIONS a region has the mean of its industries, but for rounding.
 */
void		cm_complexity_open(CmComplexity *c, const CmHost *host, const CmOccurrences *o,
							   CmComplexityMethod method, uint32_t steps, CmComplexityScale scale);

void		cm_complexity_close(CmComplexity *c);

#endif
