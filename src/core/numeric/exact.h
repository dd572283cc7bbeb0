/*
 * exact.h: sums of doubles without any rounding.
 *
 * A matrix must hold the same bytes whatever the order in which its firms
 * came.  Floating-point addition cannot give that, so sums are kept as the
 * exact real number: a double, plus what rounding left over, plus what that
 * left over, and so on.  Whole numbers below 2^53 never leave anything over
 * and pay nothing.
 */
#ifndef CLUSTER_EXT_EXACT_H
#define CLUSTER_EXT_EXACT_H

#include "core/host.h"

/* Most parts a sum can have: 2098 bits of range, at least 20 bits a part. */
#define CM_EXACT_PARTS 128

/* Most bytes below the leading 53 bits of an exact number. */
#define CM_TAIL_BYTES 256

/* An exact number as a sum of parts of either sign, in any order. */
typedef struct CmExact
{
	int			parts;
	double		part[CM_EXACT_PARTS];
} CmExact;

/*
 * The canonical form of an exact number, one for each real value:
 * +/-(head + tail), head = the number cut after 53 bits (not rounded), tail =
 * the bytes that follow, most significant first, without trailing zero bytes.
 */
typedef struct CmDyadic
{
	bool		negative;
	double		head;
	int			tail_bytes;
	uint8_t		tail[CM_TAIL_BYTES];
} CmDyadic;

/* What rounding left over in one slot of an array of sums; see exact.c. */
typedef struct CmTails
{
	double	  **level;
	int			levels;
	size_t		slots;
} CmTails;

/*
 * Knuth's error-free addition (The Art of Computer Programming 2, 4.2.2):
 * a + b = result + *error exactly.  Overflow makes *error NaN.
 */
static inline double
cm_two_sum(double a, double b, double *error)
{
	double		sum = a + b;
	double		back = sum - a;

	*error = (a - (sum - back)) + (b - back);
	return sum;
}

/* Two doubles that processors add at the same time, aligned no more than hosts align memory. */
typedef double CmTwo __attribute__((vector_size(16), aligned(4)));
typedef int64_t CmTwoBits __attribute__((vector_size(16), aligned(4)));

static inline CmTwo
cm_two_sums(CmTwo a, CmTwo b, CmTwo *error)
{
	CmTwo		sum = a + b;
	CmTwo		back = sum - a;

	*error = (a - (sum - back)) + (b - back);
	return sum;
}

/* x + y, noting in `lost` which are not exact, or NaN: a sum is exact if each part is what the other leaves of it. */
static inline CmTwo
cm_whole_sums(CmTwo x, CmTwo y, CmTwoBits *lost)
{
	CmTwo		sum = x + y;

	*lost |= (sum - x != y) | (sum - y != x);
	return sum;
}

static inline bool
cm_any_of_two(CmTwoBits two)
{
	int64_t		one[2];

	memcpy(one, &two, sizeof(one));
	return (one[0] | one[1]) != 0;
}

static inline void
cm_exact_set(CmExact *x, double value)
{
	x->parts = 1;
	x->part[0] = value;
}

static inline void
cm_exact_push(CmExact *x, double value)
{
	x->part[x->parts++] = value;
}

/* The canonical form; false when the number is beyond the range of a double. */
bool		cm_exact_canonical(const CmExact *x, CmDyadic *canonical);

/* The double nearest to an exact number, ties to even. */
double		cm_dyadic_round(const CmDyadic *x);

/* The parts of a canonical number. */
void		cm_dyadic_parts(const CmDyadic *x, CmExact *parts);

/* The double nearest to x; NaN beyond the range of a double. */
double		cm_exact_round(const CmExact *x);

/* Makes room for `slots` sums. */
void		cm_tails_reserve(CmTails *tails, const CmHost *host, size_t slots);

/* What cm_tails_add does where the first level does not hold everything. */
void		cm_tails_add_below(CmTails *tails, const CmHost *host, size_t slot, double error, int level);

/* Adds a finite number to a slot; level 0 is infinite once that overflowed. */
static inline void
cm_tails_add(CmTails *tails, const CmHost *host, size_t slot, double error)
{
	double		rest = error;

	if (tails->levels > 0)
		tails->level[0][slot] = cm_two_sum(tails->level[0][slot], error, &rest);
	if (rest != 0)
		cm_tails_add_below(tails, host, slot, rest, tails->levels > 0);
}

/* Appends the parts of a slot to x. */
void		cm_tails_collect(const CmTails *tails, size_t slot, CmExact *x);

/* Releases all memory. */
void		cm_tails_release(CmTails *tails, const CmHost *host);

/* Forgets what a slot holds. */
void		cm_tails_clear(CmTails *tails, size_t slot);

#endif
