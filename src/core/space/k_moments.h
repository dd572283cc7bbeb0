/*
 * k_moments.h: mean and covariance that chance gives to K-densities.
 *
 * What null.h calls theta, S and Q, with the kernel for phi: exactly from all
 * pairs of places where these are few; else by bins, at bandwidths that are 2^(1/4)
 * apart, between which S is interpolated, as it hardly bends there.
 */
#ifndef CLUSTER_EXT_K_MOMENTS_H
#define CLUSTER_EXT_K_MOMENTS_H

#include "core/space/k_sites.h"
#include "core/space/kernel.h"

/* Where a bandwidth is among the nodes, four to a doubling; the nearest node, and its bandwidth. */
double		cm_k_node_place(double bandwidth);
int			cm_k_node(double bandwidth);
double		cm_k_node_bandwidth(int node);

/* At each step, or each two. */
typedef struct CmKMoments
{
	double	   *theta;
	double	   *s;				/* S(d, d) */
	double	   *q;				/* Q(d, d) */
	double	   *s_all;			/* S(d, d'), steps x steps, or NULL */
	double	   *q_all;
} CmKMoments;

void		cm_k_moments_open(CmKMoments *m, const CmHost *host, uint32_t steps, bool all);
void		cm_k_moments_close(CmKMoments *m, const CmHost *host);

/* What chance has as standard deviation at each step. */
void		cm_k_deviation(const CmKMoments *m, uint32_t steps, CmNullFactors factors, double *deviation);

/* The covariance of steps; of moments of all. */
void		cm_k_covariance(const CmKMoments *m, uint32_t steps, CmNullFactors factors, double *covariance);

/* By all pairs of places, exactly. */
void		cm_k_moments_exact(CmKMoments *m, const CmHost *host, const CmKSites *s, const double *step, uint32_t steps, double bandwidth);

/* A bandwidth at which S is known. */
typedef struct CmKNode
{
	int			node;
	double		bandwidth;
	CmBins		bins;
	CmKernel	kernel;
	double	   *theta;
	double	   *row;
	double	   *sum;
	double	   *s;				/* steps x steps; what is below the diagonal is left 0 while it is added up */
} CmKNode;

typedef struct CmKNodes
{
	CmKSites   *sites;
	const double *step;
	uint32_t	steps;
	bool		fixed;			/* there is one bandwidth, and its node */
	uint32_t	count;
	CmKNode    *node;			/* ascending */
} CmKNodes;

/* Nodes for these bandwidths; `fixed`: there is but one. */
void		cm_k_nodes_open(CmKNodes *n, const CmHost *host, CmKSites *sites, const double *step, uint32_t steps,
							const double *bandwidth, uint32_t bandwidths, bool fixed);
void		cm_k_nodes_close(CmKNodes *n, const CmHost *host);

/* Moments by bins: of any of these bandwidths, and of the node next to it, with those of all steps if m has room for them. */
void		cm_k_moments_at(CmKMoments *m, const CmHost *host, const CmKNodes *n, double bandwidth);
void		cm_k_moments_node(CmKMoments *m, const CmHost *host, const CmKNodes *n, int node);

#endif
