/*
 * test_policy_lists.c: target lists by definition: what chance makes of them
 * against all lists there are, their ranks among all targets, their provinces.
 */
#include "host.h"

#include "core/policy/policy_opportunity.h"
#include "core/policy/policy_province.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Any patterns of targets ------------------------------------------------- */

enum {REGIONS = 5, INDUSTRIES = 6};

static bool listed[REGIONS][INDUSTRIES];

/* Lists of one group from a pattern, in which each region has a target. */
static void
open_pattern(CmLists *l)
{
	CmOccurrences *o = &l->target;
	uint64_t	count = 0;

	*l = (CmLists) {.target = {.regions = REGIONS, .industries = INDUSTRIES}, .members = REGIONS, .groups = 1};
	o->row = cm_resize(test_host(), NULL, REGIONS + 1, sizeof(uint64_t));
	o->industry = cm_resize(test_host(), NULL, REGIONS * INDUSTRIES, sizeof(uint32_t));
	l->amount = cm_resize(test_host(), NULL, REGIONS * INDUSTRIES, sizeof(double));
	l->member = cm_resize(test_host(), NULL, REGIONS, sizeof(uint32_t));
	l->group = cm_resize(test_host(), NULL, 2, sizeof(uint32_t));
	l->group[0] = 0;
	l->group[1] = REGIONS;
	o->row[0] = 0;
	for (uint32_t r = 0; r < REGIONS; r++)
	{
		l->member[r] = r;
		for (uint32_t i = 0; i < INDUSTRIES; i++)
			if (listed[r][i])
			{
				l->amount[count] = (double) test_below(4);
				o->industry[count++] = i;
			}
		o->row[r + 1] = count;
	}
	cm_occurrences_columns(o, test_host());
}

static void
make_pattern(void)
{
	memset(listed, 0, sizeof(listed));
	for (int r = 0; r < REGIONS; r++)
	{
		for (int i = 0; i < INDUSTRIES; i++)
			listed[r][i] = test_below(3) == 0;
		listed[r][test_below(INDUSTRIES)] = true;
	}
}

static double
jaccard(const unsigned *row, int a, int b)
{
	return (double) __builtin_popcount(row[a] & row[b]) / __builtin_popcount(row[a] | row[b]);
}

/* All patterns with the same margins, region by region. */
typedef struct All
{
	int			length[REGIONS];
	int			left[INDUSTRIES];	/* lists that an industry is still to be on */
	unsigned	row[REGIONS];
	double		count;
	double		sum[REGIONS][REGIONS];
} All;

static void
go_through(All *all, int region)
{
	if (region == REGIONS)
	{
		all->count++;
		for (int a = 0; a < REGIONS; a++)
			for (int b = 0; b < REGIONS; b++)
				all->sum[a][b] += jaccard(all->row, a, b);
		return;
	}
	for (unsigned row = 0; row < 1u << INDUSTRIES; row++)
	{
		bool		fits = __builtin_popcount(row) == all->length[region];

		for (int i = 0; i < INDUSTRIES; i++)
			fits = fits && !(row >> i & 1 && all->left[i] == 0) && !(!(row >> i & 1) && all->left[i] == REGIONS - region);
		if (!fits)
			continue;
		for (int i = 0; i < INDUSTRIES; i++)
			all->left[i] -= (int) (row >> i & 1);
		all->row[region] = row;
		go_through(all, region + 1);
		for (int i = 0; i < INDUSTRIES; i++)
			all->left[i] += (int) (row >> i & 1);
	}
}

static void
enumerate(All *all)
{
	*all = (All) {.count = 0};
	for (int r = 0; r < REGIONS; r++)
		for (int i = 0; i < INDUSTRIES; i++)
		{
			all->length[r] += listed[r][i];
			all->left[i] += listed[r][i];
		}
	go_through(all, 0);
}

/* Means over random lists are those over all lists there are; what is there is by definition. */
static void
expected_by_enumeration(void **state)
{
#ifdef UNDER_VALGRIND
	enum {ROUNDS = 2, DRAWS = 100};
#else
	enum {ROUNDS = 25, DRAWS = 20000};
#endif
	for (int round = 0; round < ROUNDS; round++)
	{
		static All	all;
		CmLists		lists;
		CmIsomorphism s,
					again;
		unsigned	row[REGIONS] = {0};

		make_pattern();
		enumerate(&all);
		open_pattern(&lists);
		for (int r = 0; r < REGIONS; r++)
			for (int i = 0; i < INDUSTRIES; i++)
				row[r] |= (unsigned) listed[r][i] << i;
		cm_isomorphism_open(&s, test_host(), &lists, 0, DRAWS, (uint64_t) round);
		cm_isomorphism_open(&again, test_host(), &lists, 0, DRAWS, (uint64_t) round);
		for (uint32_t a = 0; a < REGIONS; a++)
		{
			CmMeanAlike mean = cm_isomorphism_member(&s, a);
			double		sum = 0;

			for (uint32_t b = 0; b < REGIONS; b++)
			{
				CmAlike		alike;

				if (a == b)
					continue;
				alike = cm_isomorphism_pair(&s, a, b);
				assert_int_equal(alike.shared, __builtin_popcount(row[a] & row[b]));
				assert_true(alike.jaccard == jaccard(row, (int) a, (int) b));
				/* Draws differ by 0.3 or so, and neighbours of the chain are alike. */
				assert_true(fabs(alike.expected - all.sum[a][b] / all.count) < 3 / sqrt(DRAWS));
				if (all.count == 1)
					assert_true(alike.expected == alike.jaccard);
				assert_true(alike.expected == cm_isomorphism_pair(&again, a, b).expected);
				assert_true(alike.expected == cm_isomorphism_pair(&s, b, a).expected);
				assert_true(isnan(alike.corrected) ? alike.expected >= 1 :
							fabs(alike.corrected * (1 - alike.expected) - (alike.jaccard - alike.expected)) < 1e-14);
				sum += alike.jaccard;
			}
			assert_int_equal(mean.peers, REGIONS - 1);
			assert_true(fabs(mean.jaccard - sum / (REGIONS - 1)) < 1e-15);
		}
		cm_isomorphism_close(&s);
		cm_isomorphism_close(&again);
		cm_lists_close(&lists, test_host());
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* One list among all that it could be --------------------------------------- */

enum {PLACES = 10, KINDS = 15, MOST = 1 << KINDS};

/* A world of one year, opened. */
typedef struct World
{
	CmPanelMatrix matrix;
	CmBytes		flat;
	CmPanel		panel;
	CmPlans		plans;
	CmIndicators indicators;
	CmRiskModel model;
	int			level[PLACES];
	uint32_t	group[KINDS];
	double		mass[PLACES];
} World;

static void
open_world(World *w)
{
	static char label[PLACES + KINDS][8];
	static TestRow row[PLACES * KINDS];
	int			count = 0;

	for (int r = 0; r < PLACES; r++)
		for (int i = 0; i < KINDS; i++)
		{
			sprintf(label[r], "r%02d", r);
			sprintf(label[PLACES + i], "i%02d", i);
			/* every industry somewhere */
			if (test_below(3) == 0 || i % PLACES == r)
				row[count++] = (TestRow) {label[r], label[PLACES + i], (double) (1 + test_below(100))};
		}
	*w = (World) {.matrix = {.measure = CM_EMPLOYMENT, .period = 2020}, .model = {.shrinkage = 0}};
	w->flat = test_open_rows(row, count, &w->matrix.table);
	for (int i = 0; i < CM_INDICATORS; i++)
		w->model.cut[i].pillar = -1;
	cm_panel_open(&w->panel, test_host(), &w->matrix, 1, &w->matrix.table, CM_EMPLOYMENT);
	cm_plans_open(&w->plans, &w->panel, NULL, 0, 2020, w->level);
	cm_indicators_open(&w->indicators, test_host(), &w->model, &w->panel, &w->plans, 2020, w->group, w->mass, w->mass, NULL);
}

static void
close_world(World *w)
{
	cm_indicators_close(&w->indicators);
	cm_plans_close(&w->plans);
	cm_release(test_host(), w->panel.key);
	cm_release(test_host(), w->panel.year);
	cm_by_industry_close(&w->panel.by_industry, test_host());
	cm_layers_close(&w->panel.pairs, test_host());
	test_close_rows(&w->flat, &w->matrix.table);
}

/* What is found of a region if its list is some set of industries. */
static CmPortfolio
portfolio_of(const World *w, uint32_t region, unsigned set)
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

static void
assert_close(double value, double expected)
{
	if (!(fabs(value - expected) <= 1e-9 * fmax(1, fabs(expected))))
		fail_msg("%.17g is not %.17g", value, expected);
}

/* Mean and deviation of a statistic over all lists of a length are what each of them is told to expect. */
static void
chance_by_enumeration(void **state)
{
	static double founded[MOST],
				coherence[MOST];
	static const int lengths[] = {1, 2, 3, 4, KINDS - 1, KINDS};
	static World w;

	open_world(&w);
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
	close_world(&w);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Many lists ---------------------------------------------------------------- */

/* Random lists of some regions; returns how many targets. */
static uint32_t
open_random_lists(const World *w, CmLists *lists)
{
	static uint32_t region[PLACES * KINDS],
				industry[PLACES * KINDS];
	uint32_t	count = 0;

	for (uint32_t r = 0; r < PLACES; r += 1 + (uint32_t) test_below(2))
		for (uint32_t i = 0; i < KINDS; i++)
			if (test_below(4) == 0)
			{
				region[count] = r;
				industry[count++] = i;
			}
	cm_lists_open(lists, test_host(), &w->plans, region, industry, count);
	return count;
}

/* Ranks of all pairs among the targets, and their mean. */
static void
opportunity_by_definition(void **state)
{
	static World w;
	static CmOpportunity of[PLACES][KINDS];

	for (int round = 0; round < 5; round++)
	{
		CmLists		lists;
		CmOpportunities s;

		open_world(&w);
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
		close_world(&w);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* A province of the regions with odd numbers, and of one of its own. */
static void
province_by_definition(void **state)
{
	static World w;

	open_world(&w);
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
	close_world(&w);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(expected_by_enumeration),
		cmocka_unit_test(chance_by_enumeration),
		cmocka_unit_test(opportunity_by_definition),
		cmocka_unit_test(province_by_definition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
