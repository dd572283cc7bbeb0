/*
 * test_inequality.c: indices of one column against sums by hand, and their
 * states: the same bytes in every order and split, both forms there and back,
 * and bytes that are none refused.
 */
#include "host.h"

#include "core/inequality/inequality.h"
#include "core/inequality/inequality_state.h"

#include <float.h>
#include <stdio.h>
#include <string.h>

/* A state of these values, of weight 1. */
static CmInequality
state_of(const char *name, double parameter, const double *value, int values)
{
	CmInequality s;
	const CmIndex *m = cm_index(name, strlen(name));

	assert_non_null(m);
	cm_inequality_init(&s, test_host(), m);
	if (m->parameter != NULL)
	{
		assert_true(cm_parameter_fits(m, parameter));
		assert_int_equal(cm_inequality_parameter(&s, parameter), CM_OK);
	}
	for (int i = 0; i < values; i++)
		assert_int_equal(cm_inequality_add(&s, value[i], 1), CM_OK);
	return s;
}

static CmBytes
stored(CmInequality *s)
{
	CmBytes		flat = {.host = test_host()};

	cm_inequality_encode(s, &flat);
	return flat;
}

/* The text form, which the caller releases. */
static char *
text_of(const CmBytes *flat)
{
	CmBytes		text = {.host = test_host()};

	assert_true(cm_inequality_print(flat->data, flat->used, &text));
	cm_put_byte(&text, '\0');
	return (char *) text.data;
}

/* The stored form of a text, nothing if that is not the form of a state. */
static CmBytes
read_text(const char *text)
{
	CmBytes		flat = {.host = test_host()};
	size_t		length = strcspn(text, ":");
	const CmIndex *m = cm_index(text, length);

	assert_non_null(m);
	if (!cm_inequality_parse(m, text + length, &flat))
		flat.used = 0;
	return flat;
}

static void
assert_same_bytes(const CmBytes *a, const CmBytes *b)
{
	assert_int_equal(a->used, b->used);
	assert_memory_equal(a->data, b->data, a->used);
}

/* Results -------------------------------------------------------------- */

static void
assert_index_within(const char *name, double parameter, const double *value, int values, double expected, double tolerance)
{
	CmInequality s = state_of(name, parameter, value, values);
	double		result = cm_inequality_result(&s);

	if (isnan(expected) ? !isnan(result) : !(fabs(result - expected) <= tolerance * fmax(1, expected)))
		fail_msg("%s(%g) is %.17g, not %.17g", name, parameter, result, expected);
	cm_inequality_free(&s);
}

static void
assert_index(const char *name, double parameter, const double *value, int values, double expected)
{
	assert_index_within(name, parameter, value, values, expected, 4 * DBL_EPSILON);
}

/* 1, 2, 3, 10: sum 16, mean 4, sum of squares 114, product 60, sum of reciprocals 29/15. */
static void
four_values(void **state)
{
	const double x[] = {3, 1, 10, 2};
	/* sum x ln(x/4) */
	double		t = log(0.25) + 2 * log(0.5) + 3 * log(0.75) + 10 * log(2.5);

	assert_index("herfindahl", 0, x, 4, 114.0 / 256);
	assert_index("herfindahl_normalized", 0, x, 4, (114.0 / 256 - 0.25) / 0.75);
	assert_index("concentration_ratio", 1, x, 4, 10.0 / 16);
	assert_index("concentration_ratio", 3, x, 4, 15.0 / 16);
	assert_index("concentration_ratio", 4, x, 4, 1);
	assert_index("concentration_ratio", 2147483647, x, 4, 1);
	/* 2 (1 + 2 2 + 3 3 + 4 10)/(4 16) - 5/4 */
	assert_index("gini", 0, x, 4, 0.4375);
	assert_index("gini_weighted", 0, x, 4, 0.4375);
	assert_index("hoover", 0, x, 4, 6.0 / 16);
	/* 1/(2 (10 + 2 3 + 3 2 + 4 1)/16 - 1) */
	assert_index("hall_tideman", 0, x, 4, 1 / 2.25);
	assert_index("theil", 0, x, 4, t / 16);
	assert_index("shannon_entropy", 0, x, 4, log(4) - t / 16);
	assert_index("mean_log_deviation", 0, x, 4, log(4) - log(60) / 4);
	/* mean squared deviation (9 + 4 + 1 + 36)/4 = 12.5 */
	assert_index("coefficient_of_variation", 0, x, 4, sqrt(12.5) / 4);
	assert_index("generalized_entropy", 2, x, 4, 12.5 / 16 / 2);
	assert_index("generalized_entropy", 1, x, 4, t / 16);
	assert_index("generalized_entropy", 0, x, 4, log(4) - log(60) / 4);
	/* (4 29/15/4 - 1)/2 */
	assert_index("generalized_entropy", -1, x, 4, 7.0 / 15);
	assert_index("atkinson", 0, x, 4, 0);
	assert_index("atkinson", 1, x, 4, 1 - sqrt(sqrt(60)) / 4);
	/* the harmonic mean is 4/(29/15) */
	assert_index("atkinson", 2, x, 4, 1 - 15.0 / 29);
	assert_index("hannah_kay", 2, x, 4, 256.0 / 114);
	/* (1036/16^3)^(1/(1-3)) */
	assert_index("hannah_kay", 3, x, 4, sqrt(4096.0 / 1036));
	assert_index("hannah_kay", 1, x, 4, 4 * exp(-t / 16));
	assert_index("plants", 0, x, 4, NAN);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* 0, 0, 1, 3: mean 1, shares 1/4 and 3/4. */
static void
zeros_are_values(void **state)
{
	const double x[] = {0, 3, -0.0, 1};

	assert_index("herfindahl", 0, x, 4, 10.0 / 16);
	assert_index("herfindahl_normalized", 0, x, 4, 0.5);
	assert_index("concentration_ratio", 1, x, 4, 0.75);
	/* 2 (3 1 + 4 3)/(4 4) - 5/4 */
	assert_index("gini", 0, x, 4, 0.625);
	assert_index("hoover", 0, x, 4, 0.5);
	/* 1/(2 (3 + 2)/4 - 1) */
	assert_index("hall_tideman", 0, x, 4, 1 / 1.5);
	assert_index("theil", 0, x, 4, 0.75 * log(3));
	assert_index("shannon_entropy", 0, x, 4, log(4) - 0.75 * log(3));
	assert_index("mean_log_deviation", 0, x, 4, NAN);
	assert_index("coefficient_of_variation", 0, x, 4, sqrt(1.5));
	/* sums of powers from 0 down have a zero in their denominators */
	assert_index("generalized_entropy", 0, x, 4, NAN);
	assert_index("generalized_entropy", -1, x, 4, NAN);
	assert_index("generalized_entropy", 0.5, x, 4, 4 - (1 + sqrt(3)));
	assert_index("atkinson", 0.5, x, 4, 1 - pow((1 + sqrt(3)) / 4, 2));
	assert_index("atkinson", 1, x, 4, 1);
	assert_index("atkinson", 2, x, 4, 1);
	assert_index("hannah_kay", 3, x, 4, sqrt(64.0 / 28));
	(void) state;
}

static const char *const every_measure[] = {"herfindahl", "herfindahl_normalized", "concentration_ratio", "gini", "gini_weighted", "theil", "theil_weighted", "mean_log_deviation_weighted", "atkinson_weighted",
"mean_log_deviation", "generalized_entropy", "atkinson", "hoover", "shannon_entropy", "hall_tideman", "hannah_kay",
"coefficient_of_variation", "plants"};

#define MEASURES (sizeof(every_measure) / sizeof(every_measure[0]))

/* Without an amount nothing is defined; equal amounts are equal, whatever they are. */
static void
nothing_and_equal_values(void **state)
{
	const double zero[] = {0, 0, 0};
	const double size[] = {4.9e-324, 1e-300, 1.0 / 3, 7, 1e300, DBL_MAX};

	for (size_t m = 0; m < MEASURES; m++)
	{
		assert_index(every_measure[m], 1, zero, 0, NAN);
		assert_index(every_measure[m], 1, zero, 3, NAN);
	}
	for (size_t i = 0; i < sizeof(size) / sizeof(size[0]); i++)
	{
		const double x[] = {size[i], size[i], size[i], size[i]};

		assert_index("herfindahl", 0, x, 4, 0.25);
		assert_index("herfindahl_normalized", 0, x, 4, 0);
		assert_index("herfindahl_normalized", 0, x, 1, NAN);
		assert_index("concentration_ratio", 3, x, 4, 0.75);
		assert_index("gini", 0, x, 4, 0);
		assert_index("gini_weighted", 0, x, 4, 0);
		assert_index("hoover", 0, x, 4, 0);
		assert_index("theil", 0, x, 4, 0);
		assert_index("mean_log_deviation", 0, x, 4, 0);
		assert_index("generalized_entropy", -100, x, 4, 0);
		assert_index("atkinson", 100, x, 4, 0);
		assert_index("shannon_entropy", 0, x, 4, log(4));
		assert_index("hall_tideman", 0, x, 4, 0.25);
		assert_index("hannah_kay", 100, x, 4, 4);
		assert_index("coefficient_of_variation", 0, x, 4, 0);
	}
	(void) state;
}

/* Far beyond the range of squares, and of sums. */
static void
extreme_sizes(void **state)
{
	const double giant[] = {1e-300, 1e300, 1e300};
	const double tiny[] = {4.9e-324, 3 * 4.9e-324};
	const double most[] = {DBL_MAX / 4, DBL_MAX};

	/* two equal ones, and one that is nothing beside them */
	assert_index("herfindahl", 0, giant, 3, 0.5);
	assert_index("herfindahl", 0, giant, 2, 1);
	assert_index("gini", 0, giant, 3, 1.0 / 3);
	assert_index("hoover", 0, giant, 3, 1.0 / 3);
	assert_index("concentration_ratio", 1, giant, 3, 0.5);
	assert_index("coefficient_of_variation", 0, giant, 3, sqrt(0.5));
	/* What is left of logarithms of 700, and powers of which only these are known. */
	assert_index_within("theil", 0, giant, 3, log(1.5), 1e-12);
	assert_index_within("shannon_entropy", 0, giant, 3, log(2), 1e-12);
	/* ln(2/3) + ln 1e300 - (-1 + 1 + 1)/3 ln 1e300 */
	assert_index_within("mean_log_deviation", 0, giant, 3, log(2.0 / 3) + 200 * log(10), 1e-12);
	assert_index_within("hannah_kay", 3, giant, 3, 2, 1e-12);
	assert_index_within("hannah_kay", 100, giant, 2, 1, 1e-12);
	assert_index_within("generalized_entropy", 3, giant, 2, 0.5, 1e-12);
	assert_index("atkinson", 2, giant, 3, 1);
	/* 1 and 3: shares 1/4, 3/4; 1 and 4: 1/5, 4/5 */
	assert_index("herfindahl", 0, tiny, 2, 10.0 / 16);
	assert_index("gini", 0, tiny, 2, 0.25);
	assert_index("coefficient_of_variation", 0, tiny, 2, 0.5);
	assert_index_within("atkinson", 1, tiny, 2, 1 - sqrt(3) / 2, 1e-12);
	assert_index("herfindahl", 0, most, 2, 17.0 / 25);
	assert_index("gini", 0, most, 2, 0.3);
	assert_index("hoover", 0, most, 2, 0.3);
	assert_index("coefficient_of_variation", 0, most, 2, 0.6);
	assert_index("hall_tideman", 0, most, 2, 1 / 1.4);
	(void) state;
}

/* A weight is as good as repetition: 1 three times, 5 twice, 9 once: 2 (1 + 2 + 3 + 20 + 25 + 54)/(6 22) - 7/6. */
static void
weights_and_curve(void **state)
{
	CmInequality s = state_of("gini_weighted", 0, NULL, 0);
	const double part[][2] = {{0, 0}, {3.0 / 6, 3.0 / 22}, {5.0 / 6, 13.0 / 22}, {1, 1}};
	CmLorenzPoint point[11];

	assert_int_equal(cm_lorenz_curve(&s, 10, point), 0);
	for (double unit = 1e-300; unit < 1e301; unit *= 1e150)
	{
		CmInequality w = state_of("gini_weighted", 0, NULL, 0);

		cm_inequality_add(&w, 5, 2 * unit);
		cm_inequality_add(&w, 100, 0);
		cm_inequality_add(&w, 1, 3 * unit);
		cm_inequality_add(&w, 9, unit);
		assert_int_equal(w.values, 3);
		assert_true(fabs(cm_inequality_result(&w) - 14.0 / 33) < 1e-15);
		assert_int_equal(cm_lorenz_curve(&w, 10, point), 4);
		for (int i = 0; i < 4; i++)
			assert_true(fabs(point[i].population - part[i][0]) < 1e-15 && fabs(point[i].value - part[i][1]) < 1e-15);
		cm_inequality_free(&w);
	}
	cm_inequality_free(&s);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* An index of values with weights. */
static void
assert_weighted(const char *name, double parameter, const double (*x_w)[2], int values, double expected)
{
	CmInequality s = state_of(name, parameter, NULL, 0);
	double		result;

	for (int i = 0; i < values; i++)
		assert_int_equal(cm_inequality_add(&s, x_w[i][0], x_w[i][1]), CM_OK);
	result = cm_inequality_result(&s);
	if (!(fabs(result - expected) <= 1e-12 * fmax(1, expected)))
		fail_msg("%s(%g) of weights is %.17g, not %.17g", name, parameter, result, expected);
	cm_inequality_free(&s);
}

/*
 * Weights and values over the whole range of doubles, whose products, shares
 * and ratios are beyond it.
 */
static void
extreme_weights(void **state)
{
	/* amounts 1 and 1, and all weight with the first: y = 1/2, and 10^600/2 */
	const double opposed[][2] = {{1e300, 1e-300}, {1e-300, 1e300}};
	/* amounts 1e-300, 1e-300 and 1, of which the last has next to no weight */
	const double steps[][2] = {{1e-300, 1}, {1e-100, 1e-200}, {1e300, 1e-300}};
	/* 1, 2, 3, 10 as often each */
	const double most[][2] = {{10, DBL_MAX}, {2, DBL_MAX}, {1, DBL_MAX}, {3, DBL_MAX}};
	/* weight 3 of 1, weight 1 of 5, in units of the least double */
	const double least[][2] = {{4.9e-324, 3 * 4.9e-324}, {5 * 4.9e-324, 4.9e-324}};
	double		theil = (log(0.25) + 2 * log(0.5) + 3 * log(0.75) + 10 * log(2.5)) / 16;

	assert_weighted("gini_weighted", 0, opposed, 2, 0.5);
	assert_weighted("theil_weighted", 0, opposed, 2, log(0.5) + 300 * log(10));
	assert_weighted("mean_log_deviation_weighted", 0, opposed, 2, log(2));
	/* the mean of y^(1/2) is 2^(-1/2), of 1/y 2 */
	assert_weighted("atkinson_weighted", 0.5, opposed, 2, 0.5);
	assert_weighted("atkinson_weighted", 2, opposed, 2, 0.5);
	/* y = 10^300 of the last, and a share of all there is */
	assert_weighted("gini_weighted", 0, steps, 3, 1);
	assert_weighted("theil_weighted", 0, steps, 3, 300 * log(10));
	assert_weighted("gini_weighted", 0, most, 4, 0.4375);
	assert_weighted("theil_weighted", 0, most, 4, theil);
	assert_weighted("mean_log_deviation_weighted", 0, most, 4, log(4) - log(60) / 4);
	assert_weighted("atkinson_weighted", 2, most, 4, 1 - 15.0 / 29);
	/* shares of weight 3/4 and 1/4, of the amount 3/8 and 5/8 */
	assert_weighted("gini_weighted", 0, least, 2, 0.375);
	assert_weighted("theil_weighted", 0, least, 2, log(0.5) * 3 / 8 + log(2.5) * 5 / 8);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* States ---------------------------------------------------------------- */

/* Every parameter that is special to a formula or at the end of a range. */
static const double parameters[] = {-100, -1, -0.0, 4.9e-324, 1e-300, 0.3, 0.5, 1, 1.5, 2, 3, 7, 100, 2147483647};

#define PARAMETERS (sizeof(parameters) / sizeof(parameters[0]))

/* Values of all sizes, many of them equal, and zeros. */
static double
some_value(void)
{
	static const double special[] = {0, 0, 1, 5, 0.1, 4.9e-324, 1e-300, 1e-160, 1e160, 1e300, DBL_MAX};

	if (test_below(2))
		return special[test_below(sizeof(special) / sizeof(special[0]))];
	return ldexp((double) (test_random() >> 11), test_below(4) ? -20 : (int) test_below(1900) - 1100);
}

static void
add_some(CmInequality *s, double value, int i)
{
	assert_int_equal(cm_inequality_add(s, value, s->index->kept == CM_KEEP_WEIGHTED ? 1 + i % 3 / 8.0 : 1), CM_OK);
}

/* The same values in one piece, and backwards in several that are merged. */
static void
compare_split(const char *name, double parameter)
{
	CmInequality whole = state_of(name, parameter, NULL, 0),
				merged = state_of(name, parameter, NULL, 0);
	int			values = (int) test_below(100);
	double		x[100];
	CmBytes		a,
				b;

	for (int i = 0; i < values; i++)
		add_some(&whole, x[i] = some_value(), i);
	for (int i = values; i > 0;)
	{
		CmInequality part = state_of(name, parameter, NULL, 0);

		for (uint64_t n = test_below(40); n > 0 && i > 0; n--)
		{
			i--;
			add_some(&part, x[i], i);
		}
		a = stored(&part);
		assert_true(cm_inequality_sound(test_host(), a.data, a.used));
		assert_int_equal(cm_inequality_add_flat(&merged, a.data, a.used), CM_OK);
		cm_release(test_host(), a.data);
		cm_inequality_free(&part);
	}
	a = stored(&whole);
	b = stored(&merged);
	assert_same_bytes(&a, &b);
	cm_release(test_host(), a.data);
	cm_release(test_host(), b.data);
	cm_inequality_free(&whole);
	cm_inequality_free(&merged);
}

static void
order_and_parts_do_not_matter(void **state)
{
	for (int round = 0; round < 20; round++)
		for (size_t m = 0; m < MEASURES; m++)
			for (size_t p = 0; p < PARAMETERS; p++)
				if (cm_index(every_measure[m], strlen(every_measure[m]))->parameter == NULL ? p == 0 :
					cm_parameter_fits(cm_index(every_measure[m], strlen(every_measure[m])), parameters[p]))
					compare_split(every_measure[m], parameters[p]);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Text and bytes of a state make the same state, with the same result. */
static void
there_and_back(CmInequality *s)
{
	CmBytes		flat = stored(s),
				again;
	CmInequality read;
	char	   *text = text_of(&flat);
	double		result = cm_inequality_result(s);

	assert_ptr_equal(cm_inequality_index_of(flat.data, flat.used), s->index);
	if (!cm_inequality_sound(test_host(), flat.data, flat.used))
		fail_msg("%s of %g is not sound", text, s->parameter);
	again = read_text(text);
	assert_same_bytes(&flat, &again);
	cm_inequality_init(&read, test_host(), s->index);
	assert_int_equal(cm_inequality_add_flat(&read, again.data, again.used), CM_OK);
	assert_true(isnan(result) ? isnan(cm_inequality_result(&read)) : cm_inequality_result(&read) == result);
	cm_inequality_free(&read);
	cm_release(test_host(), flat.data);
	cm_release(test_host(), again.data);
	cm_release(test_host(), text);
}

/* Whatever parameter a measure takes, its states can be read again. */
static void
round_trips(void **state)
{
	int			tried = 0;

	for (size_t m = 0; m < MEASURES; m++)
		for (size_t p = 0; p < PARAMETERS; p++)
			for (int values = 0; values < 12; values++)
			{
				const CmIndex *index = cm_index(every_measure[m], strlen(every_measure[m]));
				CmInequality s;

				if (index->parameter == NULL ? p > 0 : !cm_parameter_fits(index, parameters[p]))
					continue;
				s = state_of(every_measure[m], parameters[p], NULL, 0);
				for (int i = 0; i < values; i++)
					add_some(&s, some_value(), i);
				there_and_back(&s);
				cm_inequality_free(&s);
				tried++;
			}
	/* 13 without a parameter; k takes 6, alpha 13, epsilon 11 twice, alpha above 0 10 */
	assert_int_equal(tried, 12 * (13 + 6 + 13 + 2 * 11 + 10));
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* The largest one and a half values are none: a state of them could not be read again. */
static void
whole_parameters(void **state)
{
	const CmIndex *k = cm_index("concentration_ratio", 19);
	static const double bad[] = {1.5, 1 + DBL_EPSILON, 0.5, 0, -1, 2147483648.0, 2147483646.5, INFINITY, NAN};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(cm_parameter_fits(k, bad[i]));
	assert_true(k->whole && cm_parameter_fits(k, 1) && cm_parameter_fits(k, 2147483647));
	for (size_t m = 0; m < MEASURES; m++)
		assert_false(cm_index(every_measure[m], strlen(every_measure[m]))->whole && strcmp(every_measure[m], k->name) != 0);
	(void) state;
}

#define ONE "000000000000f03f"
#define TWO "0000000000000040"
#define THREE "0000000000000840"

/* Written by hand from inequality.h. */
static void
text_by_hand(void **state)
{
	static const double pair[] = {2, 1},
				same[] = {5, 0, 5};
	struct
	{
		const char *name;
		double		parameter;
		const double *value;
		int			values;
		const char *text;
	}			by_hand[] = {
		{"theil", 0, NULL, 0, "theil"},
		/* two values, no zeros; least and most; tier 0: 3, below it 0; tier 0: 1 + 4 = 5, below it 0 */
		{"herfindahl", 0, pair, 2, "herfindahl:0200" ONE TWO "80100003" "0000" "80100005" "0000"},
		/* three values, one zero; two runs: 0 once, 5 twice */
		{"gini", 0, same, 3, "gini:03010200010502"},
		/* the same, weights as numbers */
		{"gini_weighted", 0, pair, 2, "gini_weighted:02000201010201"},
		/* k = 1, of two values; sum 3; one run: 2 once */
		{"concentration_ratio", 1, pair, 2, "concentration_ratio:" ONE "0200" ONE TWO "80100003" "0000" "010201"},
		/* only zeros: no sums */
		{"generalized_entropy", 2, same + 1, 1, "generalized_entropy:" TWO "0101"},
		/* p = 3: 1 + 8 */
		{"hannah_kay", 3, pair, 2, "hannah_kay:" THREE "0200" ONE TWO "80100003" "0000" "80100009" "0000"},
	};

	for (size_t i = 0; i < sizeof(by_hand) / sizeof(by_hand[0]); i++)
	{
		CmInequality s = state_of(by_hand[i].name, by_hand[i].parameter, by_hand[i].value, by_hand[i].values);
		CmBytes		flat = stored(&s);
		char	   *text = text_of(&flat);

		assert_string_equal(text, by_hand[i].text);
		there_and_back(&s);
		cm_release(test_host(), text);
		cm_release(test_host(), flat.data);
		cm_inequality_free(&s);
	}
	(void) state;
}

static void
merging(void **state)
{
	static const double x[] = {1, 3};
	CmInequality gini = state_of("gini", 0, x, 2),
				theil = state_of("theil", 0, x, 2),
				two = state_of("hannah_kay", 2, x, 2),
				three = state_of("hannah_kay", 3, x, 2),
				none = state_of("hannah_kay", 3, NULL, 0);
	CmBytes		flat = stored(&gini);

	assert_int_equal(cm_inequality_add_flat(&theil, flat.data, flat.used), CM_INCONSISTENT);
	/* with itself: every value twice, which changes no share of the whole */
	assert_int_equal(cm_inequality_add_flat(&gini, flat.data, flat.used), CM_OK);
	assert_int_equal(gini.values, 4);
	assert_true(cm_inequality_result(&gini) == 0.25);
	assert_int_equal(cm_inequality_parameter(&two, 3), CM_INCONSISTENT);
	assert_int_equal(cm_inequality_parameter(&two, 2), CM_OK);
	cm_release(test_host(), flat.data);
	flat = stored(&three);
	assert_int_equal(cm_inequality_add_flat(&two, flat.data, flat.used), CM_INCONSISTENT);
	cm_release(test_host(), flat.data);
	/* a state without values has no parameter yet */
	flat = stored(&none);
	assert_int_equal(cm_inequality_add_flat(&two, flat.data, flat.used), CM_OK);
	assert_true(two.parameter == 2 && two.values == 2);
	cm_release(test_host(), flat.data);
	cm_inequality_free(&gini);
	cm_inequality_free(&theil);
	cm_inequality_free(&two);
	cm_inequality_free(&three);
	cm_inequality_free(&none);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* 2^53 values are counted, and none more. */
static void
more_values_than_doubles_count(void **state)
{
	/* 2^53 as a varint, no zeros; one run: 5, 2^53 times */
	CmBytes		flat = read_text("gini:8080808080808010" "00" "0105" "8080808080808010");
	CmInequality s = state_of("gini", 0, NULL, 0);

	assert_int_equal(cm_inequality_add_flat(&s, flat.data, flat.used), CM_OK);
	assert_int_equal(s.values, CM_VALUES_MOST);
	assert_true(cm_inequality_result(&s) == 0);
	assert_int_equal(cm_inequality_add_flat(&s, flat.data, flat.used), CM_TOO_LARGE);
	cm_inequality_free(&s);
	cm_release(test_host(), flat.data);
	(void) state;
}

/* Hostile bytes --------------------------------------------------------- */

static void
texts_that_are_none(void **state)
{
	static const char *const bad[] = {
		"gini:",				/* nothing after the colon */
		"gini:0",				/* half a byte */
		"gini:020001050",
		"gini:02000105 2",		/* no digit */
		"gini:0200010502 ",
		"gini:020001050G",
		"gini:0A000105" "0A",	/* digits are lower case */
		"gini:0000" "00",		/* no values */
		"gini:0103" "0100" "01",	/* more zeros than values */
		"gini:0200010503",		/* three times among two values */
		"gini:0200010502" "00",	/* something left over */
		"gini:02000105",		/* cut off */
		"gini:0201010502",		/* a zero that is no run */
		"gini:020002050105" "01",	/* the same value twice */
		"gini:020002050103" "01",	/* falling */
		"gini:0200" "01" "e005" "02",	/* 5, longer than it need be */
		"gini:8200" "00010502", /* a count longer than it need be */
		"gini:0200010500",		/* no times */
		"gini:0200" "ffffffffffffffffff01" "0502",	/* more runs than bytes */
		"gini:ffffffffffffffffff01" "00" "0105" "ffffffffffffffffff01",	/* 2^64 - 1 values */
		"gini:8180808080808010" "00" "0105" "8180808080808010",	/* 2^53 + 1 */
		"gini:0100" "01" "f0000000000000f07f" "01",	/* infinite */
		"gini:0100" "01" "f0000000000000f87f" "01",	/* NaN */
		"gini:0100" "01" "f0000000000000f0bf" "01",	/* -1 */
		"gini:0101" "01" "f00000000000000080" "01",	/* -0 */
		"gini_weighted:0100" "01" "05" "00",	/* no weight */
		"gini_weighted:0100" "01" "05" "f0000000000000f07f",	/* an infinite one */
		"gini_weighted:0200" "02" "0502" "0501",	/* weights of a value out of order */
		"theil:0101" "00",
		"theil:0100",			/* no sums */
		"theil:0100" TWO ONE "80100001" "0000" "80100000" "0000",	/* the least above the most */
		"theil:0100" ONE "000000000000f07f" "80100001" "0000" "80100000" "0000",	/* infinite */
		"theil:0100" "000000000000f87f" ONE "80100001" "0000" "80100000" "0000",	/* NaN */
		"theil:0100" "0000000000000000" ONE "80100001" "0000" "80100000" "0000",	/* zero, which is none of them */
		"theil:0100" ONE ONE "0000" "010000" "80100000" "0000", /* no tier */
		"theil:0100" ONE ONE "81200001" "0000" "80100000" "0000",	/* a tier too high */
		"theil:0100" ONE ONE "80100201" "0000" "80100000" "0000",	/* neither plus nor minus */
		"theil:0100" ONE ONE "80100100" "0000" "80100000" "0000",	/* -0 */
		"theil:0100" ONE ONE "801000" "f0000000000000f07f" "0000" "80100000" "0000",	/* an infinite sum */
		"herfindahl:0100" ONE ONE "80100101" "0000" "80100001" "0000",	/* sums of what is above zero: -1 */
		"herfindahl:0100" ONE ONE "80100001" "0000" "80100101" "0000",
		"herfindahl:0100" ONE ONE "80100001" "0000" "80100000" "0001",	/* none in the highest tier */
		"herfindahl:0100" ONE ONE "80100001" "0101" "80100001" "0000",	/* less than none in the one below */
		"herfindahl:0100" ONE ONE "801000f00000000000007065" "0000" "80100001" "0000",	/* 2^600 as the sum of one value */
		"concentration_ratio:000000000000f83f" "0100" ONE ONE "80100001" "0000" "010101",	/* k = 1.5 */
		"concentration_ratio:000000000000f07f" "0100" ONE ONE "80100001" "0000" "010101",	/* infinite */
		"concentration_ratio:000000000000f87f" "0100" ONE ONE "80100001" "0000" "010101",	/* NaN */
		"concentration_ratio:0000000000000000" "0100" ONE ONE "80100001" "0000" "010101",	/* 0 */
		"concentration_ratio:" ONE "0200" ONE TWO "80100003" "0000" "010202",	/* k = 1, two kept */
		"concentration_ratio:" TWO "0200" ONE TWO "80100003" "0000" "010201",	/* k = 2, one kept */
		"generalized_entropy:0000000000000080" "0101",	/* alpha -0 */
		"generalized_entropy:0000000000405940" "0101",	/* alpha 101 */
		"hannah_kay:0000000000000000" "0101",	/* alpha 0 */
		"atkinson:000000000000f0bf" "0101",	/* epsilon -1 */
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		CmBytes		flat = read_text(bad[i]);

		if (flat.used > 0)
			fail_msg("%s is taken for a state", bad[i]);
		cm_release(test_host(), flat.data);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
bytes_that_are_none(void **state)
{
	struct
	{
		size_t		count;
		const char *bytes;
	}			bad[] = {
		{0, ""},
		{1, "\1"},				/* no name */
		{2, "\1\0"},			/* an empty one */
		{6, "\2\4gini"},		/* another version */
		{6, "\0\4gini"},
		{5, "\1\4gin"},			/* cut off */
		{6, "\1\5gini"},
		{6, "\1\4gina"},		/* no measure */
		{6, "\1\4Gini"},
		{7, "\1\4gini\2"},
		{11, "\1\4gini\2\0\1\5\3"},
	};
	CmBytes		text = {.host = test_host()};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		const uint8_t *bytes = (const uint8_t *) bad[i].bytes;

		assert_false(cm_inequality_sound(test_host(), bytes, bad[i].count));
		assert_int_equal(cm_inequality_index_of(bytes, bad[i].count) != NULL, i >= 9);
		assert_int_equal(cm_inequality_print(bytes, bad[i].count, &text), i >= 9);
	}
	cm_release(test_host(), text.data);
	assert_null(cm_index("gini", 3));
	assert_null(cm_index("", 0));
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(four_values),
		cmocka_unit_test(zeros_are_values),
		cmocka_unit_test(nothing_and_equal_values),
		cmocka_unit_test(extreme_sizes),
		cmocka_unit_test(weights_and_curve),
		cmocka_unit_test(extreme_weights),
		cmocka_unit_test(order_and_parts_do_not_matter),
		cmocka_unit_test(round_trips),
		cmocka_unit_test(whole_parameters),
		cmocka_unit_test(text_by_hand),
		cmocka_unit_test(merging),
		cmocka_unit_test(more_values_than_doubles_count),
		cmocka_unit_test(texts_that_are_none),
		cmocka_unit_test(bytes_that_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
