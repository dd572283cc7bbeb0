/*
 * policy_lists.c: lists of regions from the input of policy risk.
 */
#include "pg/policy/policy_lists.h"
#include "pg/query.h"
#include "pg/relation.h"

#include "core/numeric/sort.h"

#include "executor/spi.h"

#include <math.h>

void
cext_lists_open(const CextPolicyInput *in, FunctionCallInfo fcinfo, CmLists *lists)
{
	bool		given = !PG_ARGISNULL(CEXT_POLICY_PAIRS);

	cm_lists_open(lists, in->host, &in->plans, in->region, in->industry, given ? in->count : 0);
}

bool
cext_lists_asks(const CextPolicyInput *in, FunctionCallInfo fcinfo, uint32 region)
{
	uint32		low = 0,
				high = in->count;

	if (PG_ARGISNULL(CEXT_POLICY_PAIRS))
		return true;
	while (low < high)
	{
		uint32		middle = low + (high - low) / 2;

		if (in->region[middle] < region)
			low = middle + 1;
		else
			high = middle;
	}
	return low < in->count && in->region[low] == region;
}

CmTargetRisk *
cext_lists_risk(const CextPolicyInput *in, const CmLists *lists)
{
	const CmOccurrences *o = &lists->target;
	CmTargetRisk *risk = MemoryContextAllocHuge(CurrentMemoryContext, (o->row[o->regions] + 1) * sizeof(CmTargetRisk));

	for (uint32 r = 0; r < o->regions; r++)
		for (uint64 k = o->row[r]; k < o->row[r + 1]; k++)
		{
			CmFinding	finding[CM_INDICATORS];
			CmRiskScore score;

			cext_policy_find(in, r, o->industry[k], finding, &score);
			risk[k] = (CmTargetRisk) {score.score, score.band};
		}
	return risk;
}

/* The tree of regions --------------------------------------------------- */

static int
by_region(const void *a, const void *b)
{
	const CextBranch *x = a,
			   *y = b;
	int			order = strcmp(x->region, y->region);

	return order != 0 ? order : strcmp(x->parent, y->parent);
}

static int
by_parent(const void *a, const void *b)
{
	const CextBranch *x = a,
			   *y = b;
	int			order = strcmp(x->parent, y->parent);

	return order != 0 ? order : strcmp(x->region, y->region);
}

static uint32
place_of(const CextPolicyInput *in, const char *region)
{
	return cm_label_place(in->panel.pairs.region_label, in->panel.pairs.regions, cext_label_of(region));
}

CextBranch *
cext_lists_branches(const CextPolicyInput *in, FunctionCallInfo fcinfo, uint64 *count)
{
	static const CextColumn column[] = {
		{"region", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{"parent", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{.name = NULL}
	};
	MemoryContext context = CurrentMemoryContext;
	CextBranch *branch;
	uint64		rows;

	*count = 0;
	if (PG_ARGISNULL(CEXT_POLICY_REGION_TREE))
		return NULL;
	SPI_connect();
	rows = cext_query(psprintf("SELECT region, parent FROM %s AS t WHERE region OPERATOR(pg_catalog.<>) parent",
									  cext_relation_select(cext_relation_argument(fcinfo, CEXT_POLICY_REGION_TREE, "region_tree"), column)), 0, NULL, NULL);
	branch = MemoryContextAllocHuge(context, (rows + 1) * sizeof(CextBranch));
	for (uint64 k = 0; k < rows; k++)
	{
		branch[k].region = cext_query_text(k, 1, context);
		branch[k].parent = cext_query_text(k, 2, context);
		CHECK_FOR_INTERRUPTS();
	}
	SPI_finish();
	cm_sort(in->host, branch, rows, sizeof(CextBranch), by_region);
	for (uint64 k = 0; k < rows; k++)
	{
		CHECK_FOR_INTERRUPTS();
		if (*count > 0 && strcmp(branch[k].region, branch[*count - 1].region) == 0)
			continue;
		branch[k].region_place = place_of(in, branch[k].region);
		branch[k].parent_place = place_of(in, branch[k].parent);
		branch[(*count)++] = branch[k];
	}
	cm_sort(in->host, branch, *count, sizeof(CextBranch), by_parent);
	return branch;
}
