/*
 * standardized.c: values of units in standard deviations.
 */
#include "core/space/standardized.h"

#include "core/numeric/exact.h"

#include <math.h>

/* A share of the variance that is left without one unit from which on differences have lost too many digits. */
#define CANCELLED 1e-6

/* A sum that hardly rounds. */
typedef struct Sum
{
	double		high;
	double		low;
} Sum;

static inline void
add(Sum *s, double x)
{
	double		error;

	s->high = cm_two_sum(s->high, x, &error);
	s->low += error;
}

static inline double
mean_of(Sum s, uint32_t count)
{
	return (s.high + s.low) / count;
}

/* The values of those used at their places in y, times the power of two that brings the largest to about 1. */
static void
scale(CmStandardized *s, const CmHost *host, const double *value)
{
	double		largest = 0,
				half,
				rest;
	int			exponent;

	for (uint32_t k = 0; k < s->count; k++)
	{
		largest = fmax(largest, fabs(value[s->unit[k]]));
		s->negative |= value[s->unit[k]] < 0;
		cm_breathe_at(host, k);
	}
	frexp(largest, &exponent);
	/* The power itself may be beyond doubles. */
	half = ldexp(1, -(exponent / 2));
	rest = ldexp(1, -(exponent - exponent / 2));
	for (uint32_t k = 0; k < s->count; k++)
	{
		s->y[s->unit[k]] = value[s->unit[k]] * half * rest;
		cm_breathe_at(host, k);
	}
}

/* z of those used, in any unit; returns what the mean of y is beyond that of the first one. */
static double
centre(CmStandardized *s, const CmHost *host)
{
	double		first = s->y[s->unit[0]],
				mean;
	Sum			sum = {0, 0};

	/* From the first one, so that equal values have a z of exactly 0. */
	for (uint32_t k = 0; k < s->count; k++)
	{
		double		d = s->y[s->unit[k]] - first;

		s->z[s->unit[k]] = d;
		s->constant = s->constant && d == 0;
		add(&sum, d);
		cm_breathe_at(host, k);
	}
	mean = mean_of(sum, s->count);
	for (uint32_t k = 0; k < s->count; k++)
	{
		s->z[s->unit[k]] -= mean;
		cm_breathe_at(host, k);
	}
	return mean;
}

static double
deviation(const CmStandardized *s, const CmHost *host)
{
	Sum			squares = {0, 0};

	for (uint32_t k = 0; k < s->count; k++)
	{
		add(&squares, s->z[s->unit[k]] * s->z[s->unit[k]]);
		cm_breathe_at(host, k);
	}
	return sqrt(mean_of(squares, s->count));
}

void
cm_standardized_open(CmStandardized *s, const CmHost *host, uint32_t units, const double *value, const bool *used)
{
	Sum			third = {0, 0},
				fourth = {0, 0};
	double		first,
				mean,
				unit;

	memset(s, 0, sizeof(*s));
	s->units = units;
	s->constant = true;
	s->unit = cm_resize(host, NULL, (size_t) units + 1, sizeof(uint32_t));
	s->z = cm_zeros(host, (size_t) units + 1, sizeof(double));
	s->y = cm_zeros(host, (size_t) units + 1, sizeof(double));
	for (uint32_t r = 0; r < units; r++)
		if (used[r])
			s->unit[s->count++] = r;
	if (s->count == 0)
		return;
	scale(s, host, value);
	first = s->y[s->unit[0]];
	mean = centre(s, host);
	if (s->constant)
		return;
	unit = deviation(s, host);
	for (uint32_t k = 0; k < s->count; k++)
	{
		double		z = s->z[s->unit[k]] / unit;

		s->z[s->unit[k]] = z;
		s->y[s->unit[k]] /= unit;
		add(&third, z * z * z);
		add(&fourth, z * z * z * z);
		cm_breathe_at(host, k);
	}
	s->mean = (first + mean) / unit;
	s->third = mean_of(third, s->count);
	s->fourth = mean_of(fourth, s->count);
}

void
cm_standardized_close(CmStandardized *s, const CmHost *host)
{
	cm_release(host, s->unit);
	cm_release(host, s->z);
	cm_release(host, s->y);
}

/* The same from the others themselves; at most two units have so large a part of the variance. */
static double
variance_by_definition(const CmStandardized *s, const CmHost *host, uint32_t unit)
{
	double		first = s->z[s->unit[0] == unit ? s->unit[1] : s->unit[0]],
				mean;
	Sum			sum = {0, 0},
				squares = {0, 0};

	for (uint32_t k = 0; k < s->count; k++)
	{
		if (s->unit[k] != unit)
			add(&sum, s->z[s->unit[k]] - first);
		cm_breathe_at(host, k);
	}
	mean = mean_of(sum, s->count - 1);
	for (uint32_t k = 0; k < s->count; k++)
	{
		double		d = s->z[s->unit[k]] - first - mean;

		if (s->unit[k] != unit)
			add(&squares, d * d);
		cm_breathe_at(host, k);
	}
	return mean_of(squares, s->count - 1);
}

double
cm_variance_of_others(const CmStandardized *s, const CmHost *host, uint32_t unit)
{
	double		others = (double) s->count - 1,
				left = 1 - s->z[unit] * s->z[unit] / others;

	if (s->count < 2)
		return 0;
	return left < CANCELLED ? variance_by_definition(s, host, unit) : (others + 1) / others * left;
}
