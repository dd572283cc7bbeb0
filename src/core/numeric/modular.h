/*
 * modular.h: arithmetic modulo the prime 2^61 - 1, in which nothing is rounded.
 *
 * Whether a system of equations has one solution is decided by it as over the
 * rational numbers, unless the prime divides a determinant.
 */
#ifndef CLUSTER_EXT_MODULAR_H
#define CLUSTER_EXT_MODULAR_H

#include <math.h>
#include <stdint.h>

#define CM_PRIME ((UINT64_C(1) << 61) - 1)

/* All take and give numbers from 0 to below CM_PRIME. */

static inline uint64_t
cm_modular_sum(uint64_t a, uint64_t b)
{
	uint64_t	sum = a + b;

	return sum >= CM_PRIME ? sum - CM_PRIME : sum;
}

static inline uint64_t
cm_modular_negative(uint64_t a)
{
	return a == 0 ? 0 : CM_PRIME - a;
}

static inline uint64_t
cm_modular_difference(uint64_t a, uint64_t b)
{
	return a >= b ? a - b : a + CM_PRIME - b;
}

/* Any 64 bits as such a number; 2^61 is 1. */
static inline uint64_t
cm_modular(uint64_t any)
{
	return cm_modular_sum(any & CM_PRIME, any >> 61);
}

static inline uint64_t
cm_modular_product(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
	__uint128_t product = (__uint128_t) a * b;

	return cm_modular_sum((uint64_t) product & CM_PRIME, (uint64_t) (product >> 61));
#else
	uint64_t	high = a >> 31,
				low = a & 0x7fffffff,
				other_high = b >> 31,
				other_low = b & 0x7fffffff,
				middle = high * other_low + low * other_high;

	/* high * other_high * 2^62 + middle * 2^31 + low * other_low, each of them below 2^63. */
	return cm_modular(2 * high * other_high + (middle >> 30) + ((middle & 0x3fffffff) << 31) + low * other_low);
#endif
}

/* The number whose product with this one, which is not 0, is 1 (Fermat: a^(p-2)). */
static inline uint64_t
cm_modular_inverse(uint64_t a)
{
	uint64_t	power = a,
				result = 1;

	if (a == 1 || a == CM_PRIME - 1)
		return a;
	for (uint64_t exponent = CM_PRIME - 2; exponent > 0; exponent >>= 1)
	{
		if (exponent & 1)
			result = cm_modular_product(result, power);
		power = cm_modular_product(power, power);
	}
	return result;
}

/* A double, which is a whole number times a power of 2 and so has its exact place here; it must be finite. */
static inline uint64_t
cm_modular_of_double(double x)
{
	int			exponent;
	double		fraction = frexp(fabs(x), &exponent);
	uint64_t	whole = (uint64_t) ldexp(fraction, 53);
	int			shift = ((exponent - 53) % 61 + 61) % 61;
	uint64_t	place = (whole << shift & CM_PRIME) | whole >> (61 - shift);

	return x < 0 ? cm_modular_negative(place) : place;
}

#endif
