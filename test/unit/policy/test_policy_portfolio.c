/*
 * test_policy_portfolio.c: one list among all that it could be.
 */
#include "list_world.h"

#include "core/policy/policy_portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What is found of a region if its list is some set of industries. */
static CmPortfolio
portfolio_of(const ListWorld *w, uint32_t region, unsigned set)
{
	static const CmPartCut cut[CM_PARTS];
	static const CmTargetRisk risk[KINDS];
	CmMeanAlike alone = {.jaccard = NAN};
	uint32_t	places[KINDS],
				industry[KINDS],
				count = 0;
	CmLists		lists;
	CmPortfolios s;
	CmPortfolio p;

	for (uint32_t i = 0; i < KINDS; i++)
		if (set >> i & 1)
		{
			places[count] = region;
			industry[count++] = i;
		}
	cm_lists_open(&lists, test_host(), &w->plans, places, industry, count);
	assert_int_equal(lists.members, 1);
	for (uint32_t i = 0; i < KINDS; i++)
		assert_int_equal(cm_targeted(&lists, region, i), set >> i & 1);
	cm_portfolios_open(&s, &w->indicators, &lists, cut);
	cm_portfolio_find(&s, region, risk, &alone, &p);
	cm_portfolios_close(&s);
	cm_lists_close(&lists, test_host());
	return p;
}

/* Mean and deviation of a statistic over all lists of a length are what each of them is told to expect. */
static void
chance_by_enumeration(void **state)
{
	static double founded[MOST],
				coherence[MOST];
	static const int lengths[] = {1, 2, 3, 4, KINDS - 1, KINDS};
	static ListWorld w;

	list_world_open(&w);
	assert_true(w.indicators.density != NULL);
	for (size_t k = 0; k < sizeof(lengths) / sizeof(*lengths); k++)
	{
		uint32_t	region = (uint32_t) test_below(PLACES);
		double		lists = 0,
					mean[2] = {0},
					squares[2] = {0};
		CmPortfolio p;

#ifdef UNDER_VALGRIND
		if (lengths[k] == 3 || lengths[k] == 4)
			continue;
#endif
		for (unsigned set = 0; set < MOST; set++)
		{
			if (__builtin_popcount(set) != lengths[k])
				continue;
			p = portfolio_of(&w, region, set);
			founded[set] = p.founded;
			coherence[set] = p.coherence;
			lists++;
			mean[0] += p.founded;
			mean[1] += p.coherence;
		}
		mean[0] /= lists;
		mean[1] /= lists;
		for (unsigned set = 0; set < MOST; set++)
			if (__builtin_popcount(set) == lengths[k])
			{
				squares[0] += (founded[set] - mean[0]) * (founded[set] - mean[0]) / lists;
				squares[1] += (coherence[set] - mean[1]) * (coherence[set] - mean[1]) / lists;
			}
		for (unsigned set = 0; set < MOST; set += lists < 200 ? 1 : 1 + (unsigned) test_below(40))
		{
			if (__builtin_popcount(set) != lengths[k])
				continue;
			p = portfolio_of(&w, region, set);
			assert_close(p.founded_expected, mean[0]);
			if (lengths[k] == KINDS)
				assert_true(isnan(p.founded_z) && isnan(p.coherence_z));
			else
				assert_close(p.founded_z, (p.founded - mean[0]) / sqrt(squares[0]));
			if (lengths[k] == 1)
				assert_true(isnan(p.coherence) && isnan(p.coherence_expected) && isnan(p.coherence_z));
			else
				assert_close(p.coherence_expected, mean[1]);
			if (lengths[k] > 1 && lengths[k] < KINDS)
				assert_close(p.coherence_z, (p.coherence - mean[1]) / sqrt(squares[1]));
		}
	}
	list_world_close(&w);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chance_by_enumeration),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
