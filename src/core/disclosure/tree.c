/*
 * tree.c: labels, and which are parts of which.
 */
#include "core/disclosure/tree.h"

#include "core/numeric/sort.h"

bool
cm_is_total(CmText label)
{
	return label.length == 0 || (label.length == 2 && memcmp(label.bytes, "_T", 2) == 0);
}

static int
by_label(const void *a, const void *b)
{
	return cm_text_compare(a, b);
}

uint32_t
cm_tree_node(const CmTree *tree, CmText label)
{
	return cm_label_place(tree->label, tree->count, label);
}

/* The labels, each once, parts of nothing. */
static void
open_tree(CmTree *tree, const CmHost *host, const CmText *labels, uint32_t count)
{
	memset(tree, 0, sizeof(*tree));
	tree->label = cm_resize(host, NULL, (size_t) count + 1, sizeof(CmText));
	if (count > 0)
		memcpy(tree->label, labels, count * sizeof(CmText));
	cm_sort(host, tree->label, count, sizeof(CmText), by_label);
	for (uint32_t i = 0; i < count; i++)
		if (i == 0 || cm_text_compare(&tree->label[i], &tree->label[tree->count - 1]) != 0)
			tree->label[tree->count++] = tree->label[i];
	tree->parent = cm_resize(host, NULL, (size_t) tree->count + 1, sizeof(uint32_t));
	tree->depth = cm_zeros(host, (size_t) tree->count + 1, sizeof(uint32_t));
	for (uint32_t i = 0; i < tree->count; i++)
		tree->parent[i] = CM_NO_NODE;
}

/* Of a circle that a node is on, the first label. */
static uint32_t
first_of_circle(const CmTree *tree, uint32_t node)
{
	uint32_t	first = node;

	for (uint32_t above = tree->parent[node]; above != node; above = tree->parent[above])
		first = above < first ? above : first;
	return first;
}

/* How many there are above each, from one that is known down; CM_NO_NODE, or one that is above itself. */
static uint32_t
find_depths(CmTree *tree, const CmHost *host)
{
	uint8_t    *known = cm_zeros(host, (size_t) tree->count + 1, 1);
	uint32_t	circle = CM_NO_NODE;

	for (uint32_t i = 0; i < tree->count && circle == CM_NO_NODE; i++)
	{
		uint32_t	steps = 0,
					depth,
					node = i;

		cm_breathe_at(host, i);
		while (!known[node] && tree->parent[node] != CM_NO_NODE && steps <= tree->count)
		{
			node = tree->parent[node];
			steps++;
		}
		if (steps > tree->count)
			circle = first_of_circle(tree, node);
		known[node] = 1;
		depth = tree->depth[node] + steps;
		for (node = i; !known[node]; node = tree->parent[node])
		{
			tree->depth[node] = depth--;
			known[node] = 1;
		}
	}
	cm_release(host, known);
	return circle;
}

/* The node that is the beginning of another one, of so many characters. */
static uint32_t
beginning_of(const CmTree *tree, uint32_t node, CmBeginning beginning, int32_t characters)
{
	CmText		label = beginning(tree->label[node], characters);
	uint32_t	found = label.length < tree->label[node].length ? cm_tree_node(tree, label) : CM_NO_NODE;

	return found;
}

static uint32_t
total_of(const CmTree *tree)
{
	static const CmText total[] = {{"", 0}, {"_T", 2}};
	uint32_t	node = cm_tree_node(tree, total[0]);

	return node != CM_NO_NODE ? node : cm_tree_node(tree, total[1]);
}

uint32_t
cm_tree_node_of(const CmTree *tree, CmText label)
{
	return cm_is_total(label) ? total_of(tree) : cm_tree_node(tree, label);
}

void
cm_tree_of_prefixes(CmTree *tree, const CmHost *host, const CmText *labels, uint32_t count, CmBeginning beginning, const int32_t *digits,
					uint32_t levels)
{
	bool		to_total = levels == 0;
	uint32_t	total;

	open_tree(tree, host, labels, count);
	for (uint32_t l = 0; l < levels; l++)
		to_total |= digits[l] == 0;
	total = to_total ? total_of(tree) : CM_NO_NODE;
	for (uint32_t i = 0; i < tree->count; i++)
	{
		uint32_t   *parent = &tree->parent[i];

		cm_breathe_at(host, i);
		for (uint32_t l = 0; l < levels; l++)
		{
			uint32_t	found = digits[l] > 0 ? beginning_of(tree, i, beginning, digits[l]) : CM_NO_NODE;

			if (found != CM_NO_NODE && (*parent == CM_NO_NODE || tree->label[*parent].length < tree->label[found].length))
				*parent = found;
		}
		if (*parent == CM_NO_NODE && i != total)
			*parent = total;
	}
	find_depths(tree, host);
}

/* What is part of nothing is part of the total, if there is one. */
static void
join_roots(CmTree *tree, const CmHost *host)
{
	uint32_t	total = total_of(tree);

	if (total == CM_NO_NODE || tree->parent[total] != CM_NO_NODE)
		return;
	for (uint32_t i = 0; i < tree->count; i++)
	{
		cm_breathe_at(host, i);
		if (tree->parent[i] == CM_NO_NODE && i != total)
			tree->parent[i] = total;
	}
}

/* The tree of all labels of pairs, and of others. */
static CmTreeFault
join_pairs(CmTree *tree, const CmHost *host, const CmText *labels, uint32_t count, const CmText *part, const CmText *whole, uint32_t pairs,
		   CmText *faulty)
{
	CmText	   *label = cm_resize(host, NULL, (size_t) count + 2 * (size_t) pairs + 1, sizeof(CmText));
	uint32_t	circle;

	memcpy(label, labels, count * sizeof(CmText));
	memcpy(label + count, part, pairs * sizeof(CmText));
	memcpy(label + count + pairs, whole, pairs * sizeof(CmText));
	open_tree(tree, host, label, count + 2 * pairs);
	cm_release(host, label);
	for (uint32_t k = 0; k < pairs; k++)
	{
		uint32_t	node = cm_tree_node_of(tree, part[k]),
					above = cm_tree_node_of(tree, whole[k]);

		cm_breathe_at(host, k);
		if (tree->parent[node] != CM_NO_NODE && tree->parent[node] != above)
		{
			*faulty = tree->label[node];
			return CM_TREE_TWO_PARENTS;
		}
		tree->parent[node] = above;
	}
	join_roots(tree, host);
	circle = find_depths(tree, host);
	if (circle != CM_NO_NODE)
		*faulty = tree->label[circle];
	return circle == CM_NO_NODE ? CM_TREE_SOUND : CM_TREE_CIRCLE;
}

CmTreeFault
cm_tree_of_pairs(CmTree *tree, const CmHost *host, const CmText *labels, uint32_t count, const CmText *part, const CmText *whole, uint32_t pairs,
				 CmText *faulty)
{
	CmTree		all;
	CmTreeFault fault = join_pairs(&all, host, labels, count, part, whole, pairs, faulty);

	open_tree(tree, host, labels, count);
	/* What is left out of a table between a label and one above it does not part them. */
	for (uint32_t i = 0; i < tree->count && fault == CM_TREE_SOUND; i++)
	{
		uint32_t	above = all.parent[cm_tree_node_of(&all, tree->label[i])];

		cm_breathe_at(host, i);
		while (above != CM_NO_NODE && cm_tree_node_of(tree, all.label[above]) == CM_NO_NODE)
			above = all.parent[above];
		if (above != CM_NO_NODE)
			tree->parent[i] = cm_tree_node_of(tree, all.label[above]);
	}
	if (fault == CM_TREE_SOUND)
		find_depths(tree, host);
	cm_tree_close(&all, host);
	return fault;
}

void
cm_tree_close(CmTree *tree, const CmHost *host)
{
	cm_release(host, tree->label);
	cm_release(host, tree->parent);
	cm_release(host, tree->depth);
	memset(tree, 0, sizeof(*tree));
}
