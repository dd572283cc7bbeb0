/*
 * test_sums.c: trees of labels, and which cells are parts of which, by hand.
 */
#include "host.h"

#include "core/disclosure/sums.h"

#include <math.h>

static CmText
text(const char *label)
{
	return (CmText) {label, (uint32_t) strlen(label)};
}

/* Labels of one byte a character. */
static CmText
beginning(CmText label, int32_t characters)
{
	if ((uint32_t) characters < label.length)
		label.length = (uint32_t) characters;
	return label;
}

static CmTree
prefixes(const CmHost *host, const char *const *label, uint32_t count, const int32_t *digits, uint32_t levels)
{
	CmTree		tree;
	CmText		labels[16];

	for (uint32_t i = 0; i < count; i++)
		labels[i] = text(label[i]);
	cm_tree_of_prefixes(&tree, host, labels, count, beginning, digits, levels);
	return tree;
}

/* The parent of a label, or "none". */
static const char *
parent_of(const CmTree *tree, const char *label)
{
	static char parent[16];
	uint32_t	node = cm_tree_node(tree, text(label)),
				above;

	assert_int_not_equal(node, CM_NO_NODE);
	above = tree->parent[node];
	if (above == CM_NO_NODE)
		return "none";
	memcpy(parent, tree->label[above].bytes, tree->label[above].length);
	parent[tree->label[above].length] = '\0';
	return parent;
}

static void
test_prefixes(void **state)
{
	const CmHost *host = test_host();
	static const char *const label[] = {"13", "13001", "37001", "_T", "13001", "1", "5"};
	static const int32_t digits[] = {0, 2, 5};
	CmTree		tree = prefixes(host, label, 7, digits, 3);

	assert_int_equal(tree.count, 6);
	assert_string_equal(parent_of(&tree, "13001"), "13");
	assert_string_equal(parent_of(&tree, "13"), "_T");
	assert_string_equal(parent_of(&tree, "37001"), "_T");
	assert_string_equal(parent_of(&tree, "1"), "_T");
	assert_string_equal(parent_of(&tree, "_T"), "none");
	assert_int_equal(tree.depth[cm_tree_node(&tree, text("13001"))], 2);
	assert_int_equal(tree.depth[cm_tree_node(&tree, text("_T"))], 0);
	cm_tree_close(&tree, host);

	/* Without 0 the total is none; without digits it is all that there is above. */
	tree = prefixes(host, label, 7, digits + 1, 2);
	assert_string_equal(parent_of(&tree, "37001"), "none");
	assert_string_equal(parent_of(&tree, "13001"), "13");
	cm_tree_close(&tree, host);
	tree = prefixes(host, label, 7, NULL, 0);
	assert_string_equal(parent_of(&tree, "13001"), "_T");
	cm_tree_close(&tree, host);
	tree = prefixes(host, label, 0, NULL, 0);
	assert_int_equal(tree.count, 0);
	cm_tree_close(&tree, host);
}

static void
test_pairs(void **state)
{
	const CmHost *host = test_host();
	CmText		label[] = {text("a"), text("b"), text("all"), text("lone")},
				part[] = {text("a"), text("b"), text("a"), text("x"), text("all")},
				whole[] = {text("all"), text("all"), text("all"), text("a"), text("world")},
				again[] = {text("all"), text("a"), text("b")},
				other[] = {text("b"), text("b"), text("a")},
				faulty;
	CmTree		tree;

	assert_int_equal(cm_tree_of_pairs(&tree, host, label, 4, part, whole, 5, &faulty), CM_TREE_SOUND);
	assert_string_equal(parent_of(&tree, "a"), "all");
	assert_string_equal(parent_of(&tree, "all"), "none");
	assert_string_equal(parent_of(&tree, "lone"), "none");
	cm_tree_close(&tree, host);
	assert_int_equal(cm_tree_of_pairs(&tree, host, label, 4, again + 1, other + 1, 2, &faulty), CM_TREE_CIRCLE);
	cm_tree_close(&tree, host);
	whole[2] = text("b");
	assert_int_equal(cm_tree_of_pairs(&tree, host, label, 4, part, whole, 3, &faulty), CM_TREE_TWO_PARENTS);
	assert_memory_equal(faulty.bytes, "a", 1);
	cm_tree_close(&tree, host);
}

/* A level that is left out, and totals of either label. */
static void
test_pairs_left_out(void **state)
{
	const CmHost *host = test_host();
	CmText		label[] = {text("county"), text("town"), text("_T")},
				part[] = {text("county"), text("state"), text("town")},
				whole[] = {text("state"), text(""), text("_T")},
				faulty;
	CmTree		tree;

	assert_int_equal(cm_tree_of_pairs(&tree, host, label, 3, part, whole, 3, &faulty), CM_TREE_SOUND);
	assert_int_equal(tree.count, 3);
	assert_string_equal(parent_of(&tree, "county"), "_T");
	assert_string_equal(parent_of(&tree, "town"), "_T");
	assert_string_equal(parent_of(&tree, "_T"), "none");
	cm_tree_close(&tree, host);
	label[2] = text("");
	assert_int_equal(cm_tree_of_pairs(&tree, host, label, 3, part, whole, 3, &faulty), CM_TREE_SOUND);
	assert_int_equal(tree.depth[cm_tree_node(&tree, text("county"))], 1);
	assert_int_equal(tree.depth[cm_tree_node(&tree, text("town"))], 1);
	cm_tree_close(&tree, host);
}

/*
 * Regions 1 = 11 + 12 in all; industries a = aa + ab.  There is no cell (1, aa), so that (11, aa) and (12, aa)
 * are parts of (all, aa) themselves.
 */
static void
test_links(void **state)
{
	enum {CELLS = 10};
	const CmHost *host = test_host();
	static const char *const region[] = {"", "1", "11", "12"},
			   *const industry[] = {"a", "aa", "ab"};
	static const int32_t region_digits[] = {0, 1, 2},
				industry_digits[] = {1, 2};
	static const uint32_t region_of[CELLS] = {3, 2, 2, 0, 0, 1, 1, 2, 0, 3},
				industry_of[CELLS] = {1, 1, 2, 1, 2, 0, 2, 0, 0, 0};
	static const double value[CELLS] = {5, 2, 3, 7, 3, 10, 3, 5, 10, 5};
	CmTree		r = prefixes(host, region, 4, region_digits, 3),
				i = prefixes(host, industry, 3, industry_digits, 2);
	uint32_t	place[CELLS],
				twice = 0;
	double		sorted[CELLS];
	bool		of_regions;
	CmSums		sums;

	assert_true(cm_sums_open(&sums, host, &r, &i, region_of, industry_of, CELLS, place, &twice));
	for (uint32_t k = 0; k < CELLS; k++)
	{
		assert_int_equal(sums.region_of[place[k]], region_of[k]);
		assert_int_equal(sums.industry_of[place[k]], industry_of[k]);
		sorted[place[k]] = value[k];
	}
	assert_int_equal(sums.above_region[place[0]], place[3]);
	assert_int_equal(sums.above_region[place[1]], place[3]);
	assert_int_equal(sums.above_region[place[2]], place[6]);
	assert_int_equal(sums.above_region[place[3]], CM_NO_CELL);
	assert_int_equal(sums.above_industry[place[1]], place[7]);
	assert_int_equal(sums.above_industry[place[8]], CM_NO_CELL);
	assert_int_equal(cm_sums_cell(&sums, 1, 1), CM_NO_CELL);

	/* Region 1 has 10, of which its industries tell 3. */
	assert_int_equal(cm_sums_fault(&sums, host, sorted, &of_regions), place[5]);
	assert_false(of_regions);
	sorted[place[5]] = NAN;
	assert_int_equal(cm_sums_fault(&sums, host, sorted, &of_regions), CM_NO_CELL);
	cm_sums_close(&sums, host);
}

static void
test_twice(void **state)
{
	const CmHost *host = test_host();
	static const char *const label[] = {"a", "b"};
	static const uint32_t region_of[] = {0, 1, 0},
				industry_of[] = {1, 0, 1};
	CmTree		r = prefixes(host, label, 2, NULL, 0),
				i = prefixes(host, label, 2, NULL, 0);
	uint32_t	place[3],
				twice = 0;
	CmSums		sums;

	assert_false(cm_sums_open(&sums, host, &r, &i, region_of, industry_of, 3, place, &twice));
	assert_true(twice == 0 || twice == 2);
	cm_sums_close(&sums, host);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_pairs_left_out),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
