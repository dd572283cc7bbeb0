/*
 * small_sums.c: sums of small tables whose sides are lists of parents, for tests.
 */
#include "small_sums.h"

static const char letters[] = "abcdefghijklmnop";

static void
open_tree(CmTree *tree, const int *parent, int count)
{
	CmText		label[SMALL_SIDE],
				part[SMALL_SIDE],
				whole[SMALL_SIDE],
				faulty;
	uint32_t	pairs = 0;

	for (int k = 0; k < count; k++)
	{
		label[k] = (CmText) {letters + k, 1};
		if (parent[k] < 0)
			continue;
		part[pairs] = label[k];
		whole[pairs++] = (CmText) {letters + parent[k], 1};
	}
	assert_int_equal(cm_tree_of_pairs(tree, test_host(), label, (uint32_t) count, part, whole, pairs, &faulty), CM_TREE_SOUND);
}

void
test_open_sums(CmSums *sums, SmallCells *cells, const int *const parent[2], const int count[2], const bool *is_there, int stride)
{
	CmTree		tree[2];
	uint32_t	twice;

	for (int side = 0; side < 2; side++)
		open_tree(&tree[side], parent[side], count[side]);
	cells->count = 0;
	for (int r = 0; r < count[0]; r++)
		for (int i = 0; i < count[1]; i++)
			if (is_there[r * stride + i])
			{
				cells->region[cells->count] = (uint32_t) r;
				cells->industry[cells->count++] = (uint32_t) i;
			}
	assert_true(cm_sums_open(sums, test_host(), &tree[0], &tree[1], cells->region, cells->industry, cells->count, cells->place, &twice));
}
