/*
 * test_policy_opportunity.c: ranks of pairs among all targets, by definition.
 */
#include "list_world.h"

#include "core/policy/policy_opportunity.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Ranks of all pairs among the targets, and their mean. */
static void
opportunity_by_definition(void **state)
{
	static ListWorld w;
	static CmOpportunity of[PLACES][KINDS];

	for (int round = 0; round < 5; round++)
	{
		CmLists		lists;
		CmOpportunities s;

		list_world_open(&w);
		open_random_lists(&w, &lists);
		cm_opportunities_open(&s, &w.indicators, &lists);
		for (uint32_t m = 0; m < lists.members; m++)
			for (uint32_t i = 0; i < KINDS; i++)
				cm_opportunity_find(&s, m, i, &of[m][i]);
		for (uint32_t m = 0; m < lists.members; m++)
			for (uint32_t i = 0; i < KINDS; i++)
			{
				double		sum = 0,
							known = 0;

				for (int part = 0; part < CM_RETURNS; part++)
				{
					double		below = 0,
								count = 0;

					for (uint32_t n = 0; n < lists.members; n++)
						for (uint32_t j = 0; j < KINDS; j++)
						{
							double		other = of[n][j].value[part] - of[m][i].value[part];

							if (!cm_targeted(&lists, lists.member[n], j) || isnan(of[n][j].value[part]))
								continue;
							count++;
							below += other < -1e-9 ? 1 : other <= 1e-9 ? 0.5 : 0;
						}
					if (isnan(of[m][i].value[part]))
					{
						assert_true(isnan(of[m][i].rank[part]));
						continue;
					}
					assert_close(of[m][i].rank[part], below / count);
					sum += below / count;
					known++;
				}
				/* One year and no plans: neither growth nor room is known, the others are of all industries or of none. */
				assert_true(isnan(of[m][i].value[CM_RETURN_GROWTH]) && isnan(of[m][i].value[CM_RETURN_ROOM]));
				if (known < 2)
					assert_true(isnan(of[m][i].opportunity));
				else
					assert_close(of[m][i].opportunity, 100 * sum / known);
			}
		cm_opportunities_close(&s);
		cm_lists_close(&lists, test_host());
		list_world_close(&w);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opportunity_by_definition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
