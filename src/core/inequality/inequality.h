/*
 * inequality.h: indices of one column of numbers.
 *
 * A state collects for one measure what its formula needs: sums of two terms,
 * or the values in order.  States of parts add up, and what a state holds
 * depends neither on the order of values nor on the parts.  A new measure is a
 * formula and a row in the table of measures.
 *
 * Values are not negative.  x is one of n values, zeros included; s = x / sum x.
 * All results are the same for x in any unit.
 *
 * Stored form, little-endian:
 *
 *   byte       format version, 1
 *   byte, text name of the measure, at most 255 bytes
 *              nothing more if there are no values
 *   number     parameter, if the measure has one (8 bytes, a double)
 *   varint     values; of them, varint zeros
 *   then, if the measure has sums and some value is not zero:
 *     2 * 8    smallest value above zero, largest value
 *     1 or 2 times, as many sums as there are:
 *              varint 2048 + tier; twice (the tier, and the one below it) a
 *              byte 1 if negative and else 0, and an exact number (flat.h);
 *              above 0 and not negative, unless terms are logarithms
 *   then, if it keeps values:
 *     varint   runs; for each a number, the value, ascending, and its weight:
 *              a varint, how often, or a number
 *
 * Text form: the name of the measure, and for a state with values a colon and
 * the bytes after the name, two digits from 0-9a-f each.
 */
#ifndef CLUSTER_EXT_INEQUALITY_H
#define CLUSTER_EXT_INEQUALITY_H

#include "core/inequality/runs.h"
#include "core/numeric/scaled.h"

#include <math.h>

/* Most values that a state counts. */
#define CM_VALUES_MOST (UINT64_C(1) << 53)

typedef struct CmInequality CmInequality;

/* What is kept of the values themselves. */
typedef enum CmKept
{
	CM_KEEP_SUMS,				/* nothing: sum x, and the sum of a term */
	CM_KEEP_LARGEST,			/* sums, and as many of the largest as the parameter says */
	CM_KEEP_ALL,				/* values, and how often each comes */
	CM_KEEP_WEIGHTED			/* values and weights */
} CmKept;

typedef struct CmMeasure
{
	const char *name;
	const char *column;			/* as users call it */
	CmKept		kept;

	/*
	 * The term is x^p, p = power + slope * parameter.  At p = 0 and p = 1, where
	 * sums of powers say nothing, it is their derivative in p: ln x, x ln x.
	 */
	double		power;
	double		slope;

	const char *parameter;		/* its name; NULL if there is none */
	bool		whole;			/* a whole number */
	double		least;
	double		most;
	const char *range;			/* in words */

	double		(*result) (CmInequality *s);
} CmMeasure;

struct CmInequality
{
	const CmHost *host;
	const CmMeasure *measure;
	double		parameter;		/* NaN until the first value */
	uint64_t	values;
	uint64_t	zeros;
	double		smallest;		/* above zero; 0: none */
	double		largest;
	CmScaled	sum;			/* of x, and of the term */
	CmRuns		runs;
};

/* NULL if there is no measure of this name. */
const CmMeasure *cm_measure(const char *name, size_t length);

void		cm_inequality_init(CmInequality *s, const CmHost *host, const CmMeasure *measure);
void		cm_inequality_free(CmInequality *s);

static inline bool
cm_parameter_fits(const CmMeasure *m, double parameter)
{
	return parameter >= m->least && parameter <= m->most && (!m->whole || parameter == floor(parameter));
}

/* Sets a parameter that fits; CM_INCONSISTENT if it was another one before. */
CmStatus	cm_inequality_parameter(CmInequality *s, double parameter);

/*
 * Adds a value, finite and not negative, as is its weight: 1 for measures
 * without weights, and nothing is added by weight 0.
 */
CmStatus	cm_inequality_add(CmInequality *s, double value, double weight);

/* The measure of a stored form; NULL if it is none. */
const CmMeasure *cm_inequality_measure_of(const uint8_t *bytes, size_t count);

/* Adds a stored state: CM_MALFORMED, CM_INCONSISTENT for another measure or parameter. */
CmStatus	cm_inequality_add_flat(CmInequality *s, const uint8_t *bytes, size_t count);

/* Appends the stored form to `out`. */
void		cm_inequality_encode(CmInequality *s, CmBytes *out);

/* Are these bytes the stored form of a state? */
bool		cm_inequality_sound(const CmHost *host, const uint8_t *bytes, size_t count);

/* Appends the text form of a stored form to `text`; false if it has no measure. */
bool		cm_inequality_print(const uint8_t *bytes, size_t count, CmBytes *text);

/*
 * Appends the stored form of a state to `out`, from what follows the measure's
 * name in the text form and ends in NUL; false if that is no state of the measure.
 */
bool		cm_inequality_parse(const CmMeasure *m, const char *state, CmBytes *out);

/* The p of the table, for the state's parameter. */
double		cm_inequality_power(const CmInequality *s);

/* The index; NaN if it is undefined, or infinite. */
double		cm_inequality_result(CmInequality *s);

/* Cumulated shares of those with the smallest values. */
typedef struct CmLorenzPoint
{
	double		population;
	double		value;
} CmLorenzPoint;

/*
 * The Lorenz curve of a state that keeps all values, from (0, 0) to (1, 1);
 * returns the number of points, at most points + 1, thinned as lorenz.h says.
 * None if there is no amount.
 */
size_t		cm_lorenz_curve(CmInequality *s, uint32_t points, CmLorenzPoint *point);

#endif
