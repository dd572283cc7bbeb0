/*
 * levels.c: a matrix of all levels, from one of the lowest.
 */
#include "core/disclosure/levels.h"

#include "core/matrix/builder_merge.h"

bool
cm_leaves_have_totals(const CmLeaves *leaves, const CmHost *host)
{
	const CmTree *tree = leaves->tree;
	uint8_t    *is_label = cm_zeros(host, (size_t) tree->count + 1, 1);
	bool		have = false;

	for (uint32_t i = 0; i < leaves->count; i++)
		is_label[leaves->node[i]] = 1;
	for (uint32_t i = 0; i < leaves->count && !have; i++)
	{
		cm_breathe_at(host, i);
		for (uint32_t above = tree->parent[leaves->node[i]]; above != CM_NO_NODE; above = tree->parent[above])
			have |= is_label[above];
	}
	cm_release(host, is_label);
	return have;
}

static uint32_t
levels_of(const CmLeaves *leaves)
{
	uint32_t	most = 0;

	for (uint32_t i = 0; i < leaves->count; i++)
		if (leaves->tree->depth[leaves->node[i]] > most)
			most = leaves->tree->depth[leaves->node[i]];
	return most + 1;
}

/* What is so many levels above each label, as codes of a dictionary; where there is nothing the label is left out. */
static bool
find_codes(CmDictionary *d, const CmLeaves *leaves, uint32_t up, uint32_t *code)
{
	for (uint32_t i = 0; i < leaves->count; i++)
	{
		uint32_t	node = leaves->node[i];

		cm_breathe_at(d->host, i);
		for (uint32_t u = 0; u < up && node != CM_NO_NODE; u++)
			node = leaves->tree->parent[node];
		code[i] = CM_NO_CODE;
		if (node == CM_NO_NODE)
			continue;
		code[i] = cm_dictionary_code(d, leaves->tree->label[node].bytes, leaves->tree->label[node].length);
		if (code[i] == CM_NO_CODE)
			return false;
	}
	return true;
}

CmStatus
cm_builder_add_levels(CmBuilder *b, const uint8_t *bytes, size_t count, const CmLeaves *region, const CmLeaves *industry)
{
	CmMapping	mapping = {
		.region = cm_resize(b->host, NULL, (size_t) region->count + 1, sizeof(uint32_t)),
		.industry = cm_resize(b->host, NULL, (size_t) industry->count + 1, sizeof(uint32_t))
	};
	CmStatus	status = CM_OK;

	for (uint32_t r = 0; r < levels_of(region) && status == CM_OK; r++)
		for (uint32_t i = 0; i < levels_of(industry) && status == CM_OK; i++)
		{
			if (!find_codes(&b->region, region, r, mapping.region) || !find_codes(&b->industry, industry, i, mapping.industry))
				status = CM_TOO_MANY_LABELS;
			else
				status = cm_builder_add_flat(b, bytes, count, &mapping);
		}
	cm_release(b->host, mapping.region);
	cm_release(b->host, mapping.industry);
	return status;
}
