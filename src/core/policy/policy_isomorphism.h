/*
 * policy_isomorphism.h: how alike the target lists of regions are, and how
 * alike they would be by chance.
 *
 * Long lists overlap, and lists of what is in fashion do.  Random lists keep
 * the length of every list and the number of lists that each industry is on;
 * they are drawn by trades of lists two at a time (Strona, Nappo, Boccacci,
 * Fattorini, San-Miguel-Ayanz 2014, Nature Communications 5), which reach all
 * such lists with equal chance (Carstens 2015, Physical Review E 91).
 * Undefined is NaN.
 */
#ifndef CLUSTER_EXT_POLICY_ISOMORPHISM_H
#define CLUSTER_EXT_POLICY_ISOMORPHISM_H

#include "core/policy/policy_lists.h"

/* Two lists. */
typedef struct CmAlike
{
	uint32_t	shared;			/* targets on both */
	double		jaccard;		/* shared over those on either, 0 to 1 (Jaccard 1901) */
	double		expected;		/* mean Jaccard of random lists; NaN: none drawn */
	double		corrected;		/* (J - E)/(1 - E), at most 1: 0 is chance; NaN for E = 1 */
	double		cosine;			/* of amounts, 0 to 1; NaN where one is unknown or all are 0 */
} CmAlike;

/* A list and its peers': means over the pairs where defined. */
typedef struct CmMeanAlike
{
	uint32_t	peers;
	double		jaccard;
	double		expected;
	double		corrected;
	double		cosine;
	uint32_t	closest;		/* member with the largest Jaccard, the first of equal ones; UINT32_MAX: none shares any */
	double		closest_jaccard;
} CmMeanAlike;

/* One group of peers. */
typedef struct CmIsomorphism
{
	const CmHost *host;
	const CmLists *lists;
	const uint32_t *member;		/* regions, ascending */
	uint32_t	members;
	uint32_t	permutations;
	uint32_t   *shared;			/* by pair of members */
	double	   *excess;			/* by pair: mean Jaccard of random lists less that of theirs */
} CmIsomorphism;

/*
 * Compares all lists of a group.  The draws depend on the seed and on which
 * place regions and industries have among the labels.  Memory: 4 bytes a pair
 * of members, with permutations 16.
 */
void		cm_isomorphism_open(CmIsomorphism *s, const CmHost *host, const CmLists *lists, uint32_t group,
								uint32_t permutations, uint64_t seed);
void		cm_isomorphism_close(CmIsomorphism *s);

/* Members by their places in the group. */
CmAlike		cm_isomorphism_pair(const CmIsomorphism *s, uint32_t a, uint32_t b);
CmMeanAlike cm_isomorphism_member(const CmIsomorphism *s, uint32_t a);

#endif
