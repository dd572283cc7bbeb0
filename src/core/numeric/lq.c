/*
 * lq.c: the location quotient of plain numbers, and whether it reaches a threshold.
 */
#include "core/numeric/lq.h"

#include <float.h>
#include <stdint.h>

/* Relative difference from a threshold below which amounts that are no whole numbers cannot tell. */
#define TOLERANCE 1e-12

/* Thresholds of so many decimals are meant as such: 1.1 is 11/10. */
#define DECIMALS 1e6

/* Whole numbers below are exact. */
#define WHOLE_MOST 9007199254740992.0

/* The quotient from mantissas and exponents, where shares leave the range of doubles. */
static double
far_quotient(double cell, double region, double industry, double total)
{
	int			c,
				r,
				i,
				t;
	double		left = frexp(cell, &c) / frexp(region, &r);
	double		right = frexp(industry, &i) / frexp(total, &t);

	return ldexp(left / right, c - r - i + t);
}

static double
plain_quotient(double cell, double region, double industry, double total)
{
	/* Shares first: products of totals may overflow. */
	double		left = cm_ratio(cell, region);
	double		right = cm_ratio(industry, total);

	if ((left < DBL_MIN && cell > 0) || (right < DBL_MIN && industry > 0))
		return far_quotient(cell, region, industry, total);
	return cm_ratio(left, right);
}

static int
is_whole(double x)
{
	return x < WHOLE_MOST && x == floor(x);
}

/* A product of whole numbers, 32 bits a limb, the last the highest. */
typedef struct Product
{
	uint32_t	limb[6];
} Product;

static void
multiply(Product *p, double by)
{
	uint64_t	factor = (uint64_t) by;
	Product		product = {{0}};

	for (int half = 0; half < 2; half++)
	{
		uint64_t	carry = 0,
					digit = half == 0 ? factor & UINT32_MAX : factor >> 32;

		for (int k = 0; k + half < 6; k++)
		{
			carry += product.limb[k + half] + p->limb[k] * digit;
			product.limb[k + half] = (uint32_t) carry;
			carry >>= 32;
		}
	}
	*p = product;
}

/* The sign of a*b*c - d*e*f, all whole numbers. */
static int
compare_products(double a, double b, double c, double d, double e, double f)
{
	Product		left = {{1}},
				right = {{1}};

	multiply(&left, a);
	multiply(&left, b);
	multiply(&left, c);
	multiply(&right, d);
	multiply(&right, e);
	multiply(&right, f);
	for (int k = 5; k >= 0; k--)
		if (left.limb[k] != right.limb[k])
			return left.limb[k] > right.limb[k] ? 1 : -1;
	return 0;
}

/* The sign of quotient - threshold, where the quotient as computed is `lq`, not NaN. */
static int
compare(double lq, double cell, double region, double industry, double total, double threshold)
{
	double		decimal = rint(threshold * DECIMALS);

	if (fabs(lq - threshold) > TOLERANCE * threshold)
		return lq > threshold ? 1 : -1;
	if (is_whole(cell) && is_whole(region) && is_whole(industry) && is_whole(total) &&
		is_whole(decimal) && threshold == decimal / DECIMALS)
		return compare_products(cell, total, DECIMALS, region, industry, decimal);
	return 0;
}

double
cm_location_quotient(double cell, double region, double industry, double total)
{
	double		lq = plain_quotient(cell, region, industry, total);

	if (!(fabs(lq - 1) <= TOLERANCE))
		return lq;
	switch (compare(lq, cell, region, industry, total, 1))
	{
		case -1:
			return fmin(lq, 1 - DBL_EPSILON / 2);
		case 1:
			return fmax(lq, 1 + DBL_EPSILON);
		default:
			return 1;
	}
}

bool
cm_location_quotient_reaches(double cell, double region, double industry, double total, double threshold)
{
	double		lq = plain_quotient(cell, region, industry, total);

	return !isnan(lq) && compare(lq, cell, region, industry, total, threshold) >= 0;
}
