/*
 * test_policy_isomorphism.c: what chance makes of lists that are alike, against all patterns of targets.
 */
#include "host.h"

#include "core/policy/policy_isomorphism.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(expected_by_enumeration),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
