/*
 * test_policy_province.c: provinces and the lists of their regions, by definition.
 */
#include "list_world.h"

#include "core/policy/policy_province.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A province of the regions with odd numbers, and of one of its own. */
static void
province_by_definition(void **state)
{
	static ListWorld w;

	list_world_open(&w);
	for (int round = 0; round < 50; round++)
	{
		static CmTargetRisk risk[PLACES * KINDS];
		uint32_t	region[PLACES],
					regions = 0,
					own = round % 3 == 0 ? UINT32_MAX : 0;
		double		by[KINDS] = {0},
					all = 0,
					entropy = 0,
					worst = -1;
		uint32_t	duplicated = 0,
					industries = 0,
					with = 0;
		CmLists		lists;
		CmProvince	p;
		uint32_t	count = open_random_lists(&w, &lists);

		for (uint32_t k = 0; k < count; k++)
			risk[k] = (CmTargetRisk) {test_below(5) == 0 ? NAN : (double) test_below(100), CM_BAND_LOW};
		for (uint32_t r = 1; r < PLACES; r += 2)
			region[regions++] = r;
		cm_province_find(&w.indicators, &lists, risk, own, region, regions, &p);
		for (uint32_t r = 0; r < PLACES; r++)
		{
			with += r % 2 == 1 && cm_targets(&lists, r) > 0;
			for (uint64_t k = lists.target.row[r]; k < lists.target.row[r + 1]; k++)
			{
				by[lists.target.industry[k]] += r % 2;
				all += r % 2;
				if (r % 2 == 1 || r == own)
					worst = fmax(worst, risk[k].score);
			}
		}
		for (uint32_t i = 0; i < KINDS; i++)
		{
			industries += by[i] > 0 || (own == 0 && cm_targeted(&lists, 0, i));
			duplicated += by[i] > 1 ? (uint32_t) by[i] : 0;
			entropy -= by[i] > 0 ? by[i] / all * log(by[i] / all) : 0;
		}
		assert_int_equal(p.regions, with);
		assert_int_equal(p.region_targets, (uint32_t) all);
		assert_int_equal(p.own_targets, own == 0 ? cm_targets(&lists, 0) : 0);
		assert_int_equal(p.industries, industries);
		assert_int_equal(p.duplicated, duplicated);
		if (all > 0)
			assert_close(p.distinct_share, exp(entropy) / all);
		else
			assert_true(isnan(p.distinct_share));
		if (worst >= 0)
			assert_true(p.risk.worst == worst);
		else
			assert_true(isnan(p.risk.worst) && p.worst_region == UINT32_MAX);
		/* nobody has a plan with a target */
		assert_true(isnan(p.sum_of_plans));
		cm_lists_close(&lists, test_host());
	}
	list_world_close(&w);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(province_by_definition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
