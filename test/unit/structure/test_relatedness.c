/*
 * test_relatedness.c: relatedness, its network and its density against the
 * definitions over dense arrays, on random patterns.
 */
#include "host.h"

#include "core/structure/industry_space.h"

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

/* A pattern as location quotients see it, from one in so many cells: the definition, with its rounding. */
static void
make_pattern(CmTable *t, CmBytes *flat, uint32_t one_in)
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
			size[r][i] = test_below(one_in) == 0 ? (double) test_below(100) : 0;
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

		make_pattern(&t, &flat, 3);
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

static double value[INDUSTRIES][INDUSTRIES];

/* Values of all pairs, which are the same from either side; 0 where there is no link. */
static void
fill_values(CmRelatedness *s)
{
	for (uint32_t i = 0; i < INDUSTRIES; i++)
	{
		cm_relatedness_begin(s, i);
		for (uint32_t j = 0; j < INDUSTRIES; j++)
		{
			double		v = s->together[j] == 0 || i == j ? 0 : cm_relatedness_value(s, i, j);

			value[i][j] = v > 0 ? v : 0;
			if (i > j)
				assert_memory_equal(&value[i][j], &value[j][i], sizeof(double));
		}
	}
}

/* The backbone by Kruskal: again and again the largest link between two parts, of equal ones the first. */
static int
expected_backbone(bool backbone[INDUSTRIES][INDUSTRIES])
{
	int			part[INDUSTRIES],
				links = 0;

	memset(backbone, 0, sizeof(bool) * INDUSTRIES * INDUSTRIES);
	for (int i = 0; i < INDUSTRIES; i++)
		part[i] = i;
	for (;; links++)
	{
		int			a = 0,
					b = 0,
					gone;

		for (int i = 0; i < INDUSTRIES; i++)
			for (int j = i + 1; j < INDUSTRIES; j++)
				if (part[i] != part[j] && value[i][j] > value[a][b])
				{
					a = i;
					b = j;
				}
		if (a == b)
			return links;
		backbone[a][b] = true;
		gone = part[b];
		for (int i = 0; i < INDUSTRIES; i++)
			if (part[i] == gone)
				part[i] = part[a];
	}
}

/* The links of the network, in order; returns how many trees the backbone has. */
static int
check_network(CmRelatedness *s, double minimum)
{
	CmIndustrySpace p;
	bool		backbone[INDUSTRIES][INDUSTRIES];
	int			trees = -expected_backbone(backbone);
	uint64_t	k = 0;

	cm_industry_space_open(&p, s, minimum);
	for (uint32_t i = 0; i < INDUSTRIES; i++)
	{
		bool		linked = false;

		assert_int_equal(p.start[i], k);
		for (uint32_t j = 0; j < INDUSTRIES; j++)
		{
			linked = linked || value[i][j] > 0;
			if (j <= i || value[i][j] == 0 || !(backbone[i][j] || value[i][j] >= minimum))
				continue;
			assert_true(k < p.links);
			assert_int_equal(p.link[k].pair, (uint64_t) i * INDUSTRIES + j);
			assert_int_equal(p.later[k], j);
			assert_memory_equal(&p.link[k].relatedness, &value[i][j], sizeof(double));
			assert_int_equal(cm_industry_space_is_backbone(&p, k), backbone[i][j]);
			k++;
		}
		trees += linked;
	}
	assert_int_equal(p.start[INDUSTRIES], k);
	assert_int_equal(p.links, k);
	cm_industry_space_close(&p, test_host());
	return trees;
}

static void
network_by_definition(void **state)
{
	static const double minimum[] = {-INFINITY, 0, 0.3, 0.55, 1, 1.5, INFINITY, NAN};
	int			most = 0;

	for (uint32_t round = 0; round < 60; round++)
	{
		CmTable		t;
		CmBytes		flat;
		CmOccurrences o;

		make_pattern(&t, &flat, 1 + round % 12);
		cm_occurrences_open(&o, test_host(), &t, NULL, false, 1);
		for (int method = CM_RELATEDNESS_PROXIMITY; method <= CM_RELATEDNESS_Z_SCORE; method++)
			for (int margins = CM_MARGINS_OCCURRENCES; margins <= CM_MARGINS_COOCCURRENCES; margins++)
			{
				CmRelatedness s;

				if (!cm_relatedness_has(method, margins))
					continue;
				cm_relatedness_open(&s, test_host(), &o, method, margins);
				fill_values(&s);
				for (size_t k = 0; k < sizeof(minimum) / sizeof(double); k++)
				{
					int			trees = check_network(&s, minimum[k]);

					most = trees > most ? trees : most;
				}
				cm_relatedness_close(&s);
			}
		cm_occurrences_close(&o, test_host());
		test_close_rows(&flat, &t);
	}
	assert_true(most > 1);
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

		make_pattern(&t, &flat, 3);
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
		cmocka_unit_test(network_by_definition),
		cmocka_unit_test(density_by_definition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
