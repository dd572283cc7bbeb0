/*
 * test_graph.c: a weights matrix at other units than its own.
 */
#include "host.h"

#include "core/space/graph.h"

#include <stdio.h>
#include <string.h>

/* From a to b and c, from c to a, an island x, and m, whose link to itself counts. */
static const TestRow weights[] = {
	{"a", "b", 2}, {"a", "c", 0.5}, {"c", "a", 1}, {"m", "m", 3}, {"m", "z", 7}, {"x", "x", 0}, {"z", "a", 4}, {"z", "b", 0},
};

static CmText
text(const char *label)
{
	return (CmText) {label, (uint32_t) strlen(label)};
}

/* The links of a graph as a text: from>to=weight. */
static void
assert_links(const CmGraph *g, const CmText *label, const char *expected)
{
	char		found[200] = "";

	for (uint32_t r = 0; r < g->units; r++)
		for (uint64_t k = g->start[r]; k < g->start[r + 1]; k++)
			snprintf(found + strlen(found), sizeof(found) - strlen(found), "%.*s>%.*s=%g ", (int) label[r].length, label[r].bytes,
					 (int) label[g->to[k]].length, label[g->to[k]].bytes, g->weight[k]);
	assert_string_equal(found, expected);
	assert_true(g->start[0] == 0 && g->start[g->units] == g->links);
}

static void
assert_graph(const CmText *label, uint32_t units, const char *expected)
{
	CmTable		t;
	CmBytes		flat = test_open_rows(weights, 8, &t);
	CmGraph		g;

	cm_graph_open(&g, test_host(), &t, label, units);
	assert_int_equal(g.units, units);
	assert_links(&g, label, expected);
	cm_graph_close(&g, test_host());
	/* Sizes are enough. */
	cm_table_close(&t, test_host());
	assert_int_equal(cm_table_open_sizes(&t, test_host(), flat.data, flat.used), CM_OK);
	assert_true(t.cell.firms == NULL && t.region.size == NULL);
	cm_graph_open(&g, test_host(), &t, label, units);
	assert_links(&g, label, expected);
	cm_graph_close(&g, test_host());
	test_close_rows(&flat, &t);
	assert_int_equal(test_allocations(), 0);
}

static void
units_of_their_own(void **state)
{
	CmText		all[] = {text("a"), text("b"), text("c"), text("m"), text("x"), text("z")};

	assert_graph(all, 6, "a>b=2 a>c=0.5 c>a=1 m>m=3 m>z=7 z>a=4 ");
	(void) state;
}

static void
other_units(void **state)
{
	CmText		few[] = {text("a"), text("c"), text("x")};
	CmText		more[] = {text(""), text("a"), text("aa"), text("b"), text("m"), text("zz")};
	CmText		strangers[] = {text("k"), text("l")};

	assert_graph(few, 3, "a>c=0.5 c>a=1 ");
	assert_graph(more, 6, "a>b=2 m>m=3 ");
	assert_graph(strangers, 2, "");
	assert_graph(strangers, 0, "");
	(void) state;
}

static void
nothing(void **state)
{
	CmText		one[] = {text("a")};
	CmTable		t = {0};
	uint64_t	row[1] = {0};
	CmGraph		g;

	t.row = row;
	cm_graph_open(&g, test_host(), &t, one, 1);
	assert_links(&g, one, "");
	cm_graph_close(&g, test_host());
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(units_of_their_own),
		cmocka_unit_test(other_units),
		cmocka_unit_test(nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
