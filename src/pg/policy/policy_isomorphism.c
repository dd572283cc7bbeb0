/*
 * policy_isomorphism.c: target lists that are alike.
 */
#include "pg/policy/policy_lists.h"
#include "pg/rows.h"
#include "pg/settings.h"

#include "utils/builtins.h"

#include <math.h>

/* Draws of random lists, 0 for none. */
static uint32
permutations_argument(FunctionCallInfo fcinfo, int number)
{
	return (uint32) cext_whole_argument(fcinfo, number, "permutations", 0, 1000000,
										"300 tell what lists share by chance; 0 leaves it out.");
}

/* Every group holds all its pairs at once. */
static void
check_groups(const CmLists *lists)
{
	for (uint32 g = 0; g < lists->groups; g++)
	{
		uint64		members = lists->group[g + 1] - lists->group[g];

		if (members * (members - 1) / 2 > (uint64) cext_max_cells)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("pairs of " UINT64_FORMAT " regions are too many", members),
					 errdetail("cluster_ext.max_cells allows %d pairs.", cext_max_cells),
					 errhint("Raise cluster_ext.max_cells, or compare fewer regions.")));
	}
}

/* The pairs of a group of which one is asked about. */
static void
put_pairs(CextRows *rows, const CextPolicyInput *in, FunctionCallInfo fcinfo, const CmIsomorphism *s, double minimum)
{
	for (uint32 a = 0; a < s->members; a++)
	{
		bool		asked = cext_lists_asks(in, fcinfo, s->member[a]);

		for (uint32 b = a + 1; b < s->members; b++)
		{
			uint32		region_a = s->member[a],
						region_b = s->member[b];
			CmAlike		alike;

			CHECK_FOR_INTERRUPTS();
			if (!asked && !cext_lists_asks(in, fcinfo, region_b))
				continue;
			alike = cm_isomorphism_pair(s, a, b);
			if (alike.jaccard < minimum)
				continue;
			cext_put_datum(rows, in->region_text[region_a]);
			cext_put_datum(rows, in->region_text[region_b]);
			cext_put_datum(rows, Int32GetDatum((int32) cm_targets(s->lists, region_a)));
			cext_put_datum(rows, Int32GetDatum((int32) cm_targets(s->lists, region_b)));
			cext_put_datum(rows, Int32GetDatum((int32) alike.shared));
			cext_put_double(rows, alike.jaccard);
			cext_put_double(rows, alike.expected);
			cext_put_double(rows, alike.corrected);
			cext_put_double(rows, alike.cosine);
			cext_put_datum(rows, Int32GetDatum(in->as_of));
			cext_rows_end_row(rows);
		}
	}
}

PG_FUNCTION_INFO_V1(cext_isomorphism_pairs);
Datum
cext_isomorphism_pairs(PG_FUNCTION_ARGS)
{
	double		minimum = cext_range_argument(fcinfo, CEXT_POLICY_ARGUMENTS, "minimum", 0, 1,
													 "The Jaccard index is 1 for equal lists and 0 for lists that share nothing.");
	uint32		permutations = permutations_argument(fcinfo, CEXT_POLICY_ARGUMENTS + 1);
	uint64		seed = cext_seed_argument(fcinfo, CEXT_POLICY_ARGUMENTS + 2);
	CextRows	rows;
	CextPolicyInput in;
	CmLists		lists;

	cext_rows_begin(&rows, fcinfo);
	cext_policy_open(&in, fcinfo);
	cext_lists_open(&in, fcinfo, &lists);
	check_groups(&lists);
	for (uint32 g = 0; g < lists.groups; g++)
	{
		CmIsomorphism s;

		cm_isomorphism_open(&s, in.host, &lists, g, permutations, seed);
		put_pairs(&rows, &in, fcinfo, &s, minimum);
		cm_isomorphism_close(&s);
	}
	return (Datum) 0;
}

/* By region ------------------------------------------------------------- */

/* By region: the branch of the tree that it is on, or NULL. */
static const CextBranch **
branches_by_region(const CextPolicyInput *in, FunctionCallInfo fcinfo)
{
	const CextBranch **of = palloc0(((Size) in->panel.pairs.regions + 1) * sizeof(CextBranch *));
	uint64		count;
	CextBranch *branch = cext_lists_branches(in, fcinfo, &count);

	for (uint64 k = 0; k < count; k++)
		if (branch[k].region_place != UINT32_MAX)
			of[branch[k].region_place] = &branch[k];
	return of;
}

static void
put_follower(CextRows *rows, const CextPolicyInput *in, const CmLists *lists, uint32 region, const CextBranch *branch)
{
	double		share = NAN,
				unfounded = NAN;

	if (branch == NULL)
		cext_put_null(rows);
	else
		cext_put_string(rows, branch->parent);
	if (branch != NULL && branch->parent_place != UINT32_MAX)
		cm_follows(lists, &in->indicators, region, branch->parent_place, &share, &unfounded);
	cext_put_double(rows, share);
	cext_put_double(rows, unfounded);
}

static void
put_member(CextRows *rows, const CextPolicyInput *in, const CmIsomorphism *s, uint32 member, const CextBranch *branch)
{
	uint32		region = s->member[member];
	CmMeanAlike alike = cm_isomorphism_member(s, member);

	cext_put_datum(rows, in->region_text[region]);
	cext_put_datum(rows, Int32GetDatum((int32) cm_targets(s->lists, region)));
	cext_put_datum(rows, Int32GetDatum((int32) alike.peers));
	cext_put_double(rows, alike.jaccard);
	cext_put_double(rows, alike.expected);
	cext_put_double(rows, alike.corrected);
	cext_put_double(rows, alike.cosine);
	if (alike.closest == UINT32_MAX)
		cext_put_null(rows);
	else
		cext_put_datum(rows, in->region_text[s->member[alike.closest]]);
	cext_put_double(rows, alike.closest_jaccard);
	put_follower(rows, in, s->lists, region, branch);
	cext_put_datum(rows, Int32GetDatum(in->as_of));
	cext_rows_end_row(rows);
}

PG_FUNCTION_INFO_V1(cext_isomorphism_members);
Datum
cext_isomorphism_members(PG_FUNCTION_ARGS)
{
	uint32		permutations = permutations_argument(fcinfo, CEXT_POLICY_ARGUMENTS);
	uint64		seed = cext_seed_argument(fcinfo, CEXT_POLICY_ARGUMENTS + 1);
	CextRows	rows;
	CextPolicyInput in;
	CmLists		lists;
	const CextBranch **branch;

	cext_rows_begin(&rows, fcinfo);
	cext_policy_open(&in, fcinfo);
	cext_lists_open(&in, fcinfo, &lists);
	check_groups(&lists);
	branch = branches_by_region(&in, fcinfo);
	for (uint32 g = 0; g < lists.groups; g++)
	{
		CmIsomorphism s;

		cm_isomorphism_open(&s, in.host, &lists, g, permutations, seed);
		for (uint32 m = 0; m < s.members; m++)
			if (cext_lists_asks(&in, fcinfo, s.member[m]))
				put_member(&rows, &in, &s, m, branch[s.member[m]]);
		cm_isomorphism_close(&s);
	}
	return (Datum) 0;
}
