/*
 * test_weights.c: weights of neighbours against what definitions say of dense
 * arrays, and their stored form against that of a builder.
 */
#include "host.h"

#include "core/space/weights.h"
#include "core/space/weights_encode.h"

#include <math.h>
#include <stdlib.h>

enum {SIDE = 9};

static const char *const names[] = {"", "a", "aa", "b", "c", "d", "e", "f", "g"};

/* Weights of any magnitude, some of which have no square, some no fourth power, and few a short sum. */
static double
random_weight(void)
{
	switch (test_below(8))
	{
		case 0:
			return pow(10, (double) test_below(400) - 200);
		case 1:
			return test_uniform();
		default:
			return (double) test_below(4) / 2;
	}
}

static void
draw(double w[SIDE][SIDE], bool tame)
{
	for (int r = 0; r < SIDE; r++)
		for (int s = 0; s < SIDE; s++)
			w[r][s] = test_below(4) > 0 ? 0 : tame ? (double) test_below(5) : random_weight();
}

static CmText
label_of(int r)
{
	return (CmText) {names[r], (uint32_t) strlen(names[r])};
}

/* The stored form of the cells, as a builder makes it; what has no link gets a cell with itself. */
static CmBytes
built(double w[SIDE][SIDE])
{
	CmBuilder	b;
	CmBytes		flat;

	cm_builder_init(&b, test_host(), 1000);
	for (int r = 0; r < SIDE; r++)
	{
		int			links = 0;

		for (int s = 0; s < SIDE; s++)
			if (w[r][s] != 0)
			{
				test_add(&b, names[r], names[s], w[r][s]);
				links++;
			}
		if (links == 0)
			test_add(&b, names[r], names[r], 0);
	}
	flat = test_encode(&b);
	test_builder_free(&b);
	return flat;
}

/* The graph of the same cells. */
static CmGraph
opened(double w[SIDE][SIDE])
{
	CmBytes		flat = built(w);
	CmTable		t;
	CmText	   *label;
	CmGraph		g;
	uint32_t	units;

	assert_int_equal(cm_table_open_amounts(&t, test_host(), flat.data, flat.used), CM_OK);
	label = cm_weights_labels(test_host(), &t, &units);
	assert_int_equal(units, SIDE);
	for (int r = 0; r < SIDE; r++)
		assert_true(cm_text_compare(&label[r], &(CmText) {names[r], (uint32_t) strlen(names[r])}) == 0);
	cm_graph_open(&g, test_host(), &t, label, units);
	cm_release(test_host(), label);
	test_close_rows(&flat, &t);
	return g;
}

static void
assert_encoded(const CmGraph *g, double w[SIDE][SIDE])
{
	CmText		label[SIDE];
	CmBytes		flat = {.host = test_host()},
				expected = built(w);

	for (int r = 0; r < SIDE; r++)
		label[r] = label_of(r);
	assert_int_equal(cm_weights_encode(g, test_host(), label, 1000, &flat), CM_OK);
	assert_int_equal(flat.used, expected.used);
	assert_memory_equal(flat.data, expected.data, flat.used);
	cm_release(test_host(), flat.data);
	cm_release(test_host(), expected.data);
}

static void
stored_as_built(void **state)
{
	for (int round = 0; round < 500; round++)
	{
		double		w[SIDE][SIDE];
		CmGraph		g;
		CmBytes		flat = {.host = test_host()};
		CmText		label[SIDE] = {{NULL, 0}};

		draw(w, round % 2);
		g = opened(w);
		assert_encoded(&g, w);
		assert_int_equal(cm_weights_encode(&g, test_host(), label, SIDE - 1, &flat), CM_TOO_MANY_CELLS);
		cm_graph_close(&g, test_host());
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
both_ways(void **state)
{
	for (int round = 0; round < 300; round++)
	{
		double		w[SIDE][SIDE];
		CmGraph		g;

		draw(w, false);
		g = opened(w);
		for (int both = CM_BOTH_MAX; both <= CM_BOTH_MEAN; both++)
		{
			double		expected[SIDE][SIDE];
			CmGraph		symmetric;

			for (int r = 0; r < SIDE; r++)
				for (int s = 0; s < SIDE; s++)
					expected[r][s] = both == CM_BOTH_MAX ? fmax(w[r][s], w[s][r]) :
						both == CM_BOTH_MIN ? fmin(w[r][s], w[s][r]) : w[r][s] / 2 + w[s][r] / 2;
			cm_weights_symmetric(&g, test_host(), both, &symmetric);
			assert_encoded(&symmetric, expected);
			cm_graph_close(&symmetric, test_host());
		}
		cm_graph_close(&g, test_host());
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
join_parts(double w[SIDE][SIDE], int *part, int r)
{
	for (int s = 0; s < SIDE; s++)
		if ((w[r][s] > 0 || w[s][r] > 0) && part[s] != part[r])
		{
			part[s] = part[r];
			join_parts(w, part, s);
		}
}

/* Small whole numbers, of which all sums are exact. */
static void
summed_up(void **state)
{
	for (int round = 0; round < 300; round++)
	{
		double		w[SIDE][SIDE],
					s0 = 0,
					s1 = 0,
					s2 = 0;
		int			part[SIDE] = {0},
					parts = 0,
					own = 0,
					islands = 0,
					links = 0;
		bool		symmetric = true;
		CmWeightsSummary found;
		CmGraph		g;

		draw(w, true);
		g = opened(w);
		cm_weights_summary(&g, test_host(), &found);
		for (int r = 0; r < SIDE; r++)
		{
			double		sums = 0;
			int			others = 0;

			for (int s = 0; s < SIDE; s++)
			{
				s0 += w[r][s];
				s1 += (w[r][s] + w[s][r]) * (w[r][s] + w[s][r]) / 2;
				sums += w[r][s] + w[s][r];
				others += s != r && w[r][s] > 0;
				symmetric = symmetric && w[r][s] == w[s][r];
			}
			s2 += sums * sums;
			own += w[r][r] > 0;
			links += others;
			assert_true(found.fewest <= (uint32_t) others && (uint32_t) others <= found.most);
			if (others == 0)
				assert_int_equal(found.island[islands++], r);
			if (part[r] == 0)
			{
				part[r] = ++parts;
				join_parts(w, part, r);
			}
		}
		assert_true(found.s0 == s0 && found.s1 == s1 && found.s2 == s2 && found.symmetric == symmetric);
		assert_int_equal(found.components, parts);
		assert_int_equal(found.own, own);
		assert_int_equal(found.islands, islands);
		assert_int_equal(found.links, links);
		assert_true(found.mean == (double) links / SIDE);
		cm_graph_close(&g, test_host());
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static double
sum_of(const CmGraph *g, uint32_t first, uint32_t end)
{
	double		sum = 0;

	for (uint64_t k = g->start[first]; k < g->start[end]; k++)
		sum += g->weight[k];
	return sum;
}

/* What each style promises, and that weights of a unit keep their proportions. */
static void
styles(void **state)
{
	for (int round = 0; round < 200; round++)
	{
		double		w[SIDE][SIDE],
					units = 0;

		draw(w, true);
		for (int style = CM_STYLE_B; style <= CM_STYLE_U; style++)
		{
			CmGraph		g = opened(w),
						raw = opened(w);
			double		all;

			cm_weights_style(&g, test_host(), style);
			assert_int_equal(g.links, raw.links);
			all = sum_of(&g, 0, SIDE);
			units = 0;
			for (uint32_t r = 0; r < SIDE; r++)
			{
				units += g.start[r] < g.start[r + 1];
				if (style == CM_STYLE_W && g.start[r] < g.start[r + 1])
					assert_printed(sum_of(&g, r, r + 1), 1, 1e-12);
				for (uint64_t k = g.start[r]; k < g.start[r + 1]; k++)
					if (style == CM_STYLE_B)
						assert_true(g.weight[k] == 1);
					else
						assert_printed(g.weight[k] * raw.weight[g.start[r]], g.weight[g.start[r]] * raw.weight[k], 1e-12);
			}
			if ((style == CM_STYLE_C || style == CM_STYLE_S) && units > 0)
				assert_printed(all, units, 1e-12);
			if (style == CM_STYLE_U && units > 0)
				assert_printed(all, 1, 1e-12);
			/* C and U scale all alike; S makes roots of sums of squares equal. */
			for (uint32_t r = 0; r < SIDE && units > 0; r++)
			{
				double		squares = 0,
							of_all = sum_of(&raw, 0, SIDE),
							scaled = 0;

				for (uint64_t k = g.start[r]; k < g.start[r + 1]; k++)
				{
					squares += raw.weight[k] * raw.weight[k];
					scaled += g.weight[k] * g.weight[k];
				}
				if (style == CM_STYLE_C)
					assert_printed(sqrt(scaled), sqrt(squares) * units / of_all, 1e-12);
				if (style == CM_STYLE_S && squares > 0)
				{
					double		in_roots = 0;

					for (uint32_t q = 0; q < SIDE; q++)
					{
						double		own = 0;

						for (uint64_t k = raw.start[q]; k < raw.start[q + 1]; k++)
							own += raw.weight[k] * raw.weight[k];
						in_roots += own == 0 ? 0 : sum_of(&raw, q, q + 1) / sqrt(own);
					}
					assert_printed(sqrt(scaled), units / in_roots, 1e-12);
				}
			}
			cm_graph_close(&g, test_host());
			cm_graph_close(&raw, test_host());
		}
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
unknown_weights(void **state)
{
	double		weight[] = {1, 2, NAN};
	uint64_t	start[] = {0, 1, 3};
	uint32_t	to[] = {1, 0, 1},
				from,
				other;
	CmGraph		g = {2, 3, start, to, weight};

	assert_false(cm_weights_known(&g, test_host(), &from, &other));
	assert_int_equal(from, 1);
	assert_int_equal(other, 1);
	weight[2] = 3;
	assert_true(cm_weights_known(&g, test_host(), &from, &other));
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stored_as_built),
		cmocka_unit_test(both_ways),
		cmocka_unit_test(summed_up),
		cmocka_unit_test(styles),
		cmocka_unit_test(unknown_weights),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
