/*
 * test_relatedness.c: relatedness and its density against the definitions over
 * dense arrays, on random patterns.
 */
#include "host.h"

#include "core/structure/relatedness.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {REGIONS = 11, INDUSTRIES = 14};

static bool present[REGIONS][INDUSTRIES];

static double
together(int i, int j)
{
	double		count = 0;

	for (int r = 0; r < REGIONS; r++)
		count += present[r][i] && present[r][j];
	return count;
}

/* A pattern as location quotients see it: the definition, with its rounding. */
static void
make_pattern(CmTable *t, CmBytes *flat)
{
	static char label[REGIONS + INDUSTRIES][8];
	TestRow		row[REGIONS * INDUSTRIES];
	double		size[REGIONS][INDUSTRIES] = {0},
				region[REGIONS] = {0},
				industry[INDUSTRIES] = {0},
				total = 0;
	int			count = 0;

	for (int r = 0; r < REGIONS; r++)
		for (int i = 0; i < INDUSTRIES; i++)
		{
			/* a row of zeros keeps every label */
			size[r][i] = test_below(3) == 0 ? (double) test_below(100) : 0;
			region[r] += size[r][i];
			industry[i] += size[r][i];
			total += size[r][i];
			sprintf(label[r], "r%02d", r);
			sprintf(label[REGIONS + i], "i%02d", i);
			row[count++] = (TestRow) {label[r], label[REGIONS + i], size[r][i]};
		}
	for (int r = 0; r < REGIONS; r++)
		for (int i = 0; i < INDUSTRIES; i++)
			present[r][i] = size[r][i] > 0 && size[r][i] * total >= region[r] * industry[i];
	*flat = test_open_rows(row, count, t);
}

static void
assert_close(double value, double expected)
{
	assert_true(isnan(value) == isnan(expected));
	assert_true(isnan(value) || fabs(value - expected) <= 1e-13 * fmax(1, fabs(expected)));
}

static double
expected_relatedness(CmRelatednessMethod method, double c, double u, double v, double whole)
{
	switch (method)
	{
		case CM_RELATEDNESS_PROXIMITY:
			return fmin(c / u, c / v);
		case CM_RELATEDNESS_INCLUSION:
			return fmax(c / u, c / v);
		case CM_RELATEDNESS_COSINE:
			return c / sqrt(u * v);
		case CM_RELATEDNESS_JACCARD:
			return c / (u + v - c);
		case CM_RELATEDNESS_ASSOCIATION:
			return (c / whole) / (u / whole * v / whole);
		case CM_RELATEDNESS_PROBABILITY:
			return c / (u * v / 2 * (1 / (whole - u) + 1 / (whole - v)));
		default:
			return u == whole || v == whole ? NAN :
				(c - u * v / whole) / sqrt(u * v / whole * (1 - u / whole) * (whole - v) / (whole - 1));
	}
}

static void
relatedness_by_definition(void **state)
{
	for (int round = 0; round < 40; round++)
	{
		CmTable		t;
		CmBytes		flat;
		CmOccurrences o;
		double		others[INDUSTRIES] = {0},
					all = 0,
					regions = 0;

		make_pattern(&t, &flat);
		assert_int_equal(cm_occurrences_open(&o, test_host(), &t, NULL, false, 1), UINT32_MAX);
		for (int r = 0; r < REGIONS; r++)
			regions += cm_diversity(&o, (uint32_t) r) > 0;
		for (int i = 0; i < INDUSTRIES; i++)
			for (int j = 0; j < INDUSTRIES; j++)
				others[i] += i == j ? 0 : together(i, j);
		for (int i = 0; i < INDUSTRIES; i++)
			all += others[i];
		for (int method = CM_RELATEDNESS_PROXIMITY; method <= CM_RELATEDNESS_Z_SCORE; method++)
			for (int margins = CM_MARGINS_OCCURRENCES; margins <= CM_MARGINS_COOCCURRENCES; margins++)
			{
				CmRelatedness s;

				if (!cm_relatedness_has(method, margins))
					continue;
				cm_relatedness_open(&s, test_host(), &o, method, margins);
				for (int i = 0; i < INDUSTRIES; i++)
				{
					cm_relatedness_begin(&s, (uint32_t) i);
					for (int j = 0; j < INDUSTRIES; j++)
					{
						double		c = together(i, j);

						assert_int_equal(s.together[j], (uint32_t) c);
						if (i != j && c > 0)
							assert_close(cm_relatedness_value(&s, (uint32_t) i, (uint32_t) j), margins == CM_MARGINS_OCCURRENCES ?
										 expected_relatedness(method, c, together(i, i), together(j, j), regions) :
										 expected_relatedness(method, c, others[i], others[j], all));
					}
				}
				cm_relatedness_close(&s);
			}
		cm_occurrences_close(&o, test_host());
		test_close_rows(&flat, &t);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
density_by_definition(void **state)
{
	for (int round = 0; round < 40; round++)
	{
		CmTable		t;
		CmBytes		flat;
		CmOccurrences o;
		double		phi[INDUSTRIES],
					density[REGIONS],
					all = 0;

		make_pattern(&t, &flat);
		cm_occurrences_open(&o, test_host(), &t, NULL, false, 1);
		for (int i = 0; i < INDUSTRIES; i++)
			all += phi[i] = round == 0 ? 0 : (double) test_below(10) / 10;
		cm_relatedness_density(test_host(), &o, phi, density);
		for (int r = 0; r < REGIONS; r++)
		{
			double		near = 0;

			for (int i = 0; i < INDUSTRIES; i++)
				near += present[r][i] ? phi[i] : 0;
			assert_close(density[r], all > 0 ? near / all : NAN);
		}
		cm_occurrences_close(&o, test_host());
		test_close_rows(&flat, &t);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(relatedness_by_definition),
		cmocka_unit_test(density_by_definition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
