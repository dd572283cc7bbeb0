/*
 * test_skill.c: what skill is, against definitions pair by pair, and by hand.
 */
#include "host.h"

#include "core/numeric/random.h"
#include "core/policy/skill.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {CASES = 70, REGIONS = 9, DRAWS = 40, SEED = 3};

static CmCase said[CASES],
			chance[CASES],
			earlier[CASES];

/* What is said in `values` steps is right more often than not; little of it is unknown. */
static void
make_cases(CmCase *c, uint64_t values)
{
	for (int k = 0; k < CASES; k++)
	{
		double		predicted = (double) test_below(values);

		c[k] = (CmCase) {.predicted = test_below(12) == 0 ? NAN : predicted, .probability = test_below(9) == 0 ? NAN : predicted / (double) values,
			.size = test_below(15) == 0 ? NAN : (double) test_below(30), .region = (uint32_t) test_below(REGIONS) / 2 * 2,
			.event = test_below(20) < 2 + (uint64_t) (14 * predicted / (double) values)};
	}
}

/* Chance says something else of the same cases. */
static void
make_world(uint64_t values)
{
	make_cases(said, values);
	make_cases(chance, values);
	make_cases(earlier, values);
	for (int k = 0; k < CASES; k++)
	{
		chance[k].region = said[k].region;
		chance[k].event = said[k].event;
		chance[k].size = said[k].size;
	}
}

static CmTrial
trial(const CmCase *reference, uint32_t replicates)
{
	return (CmTrial) {.cases = said, .chance = reference, .count = CASES, .earlier = earlier, .earlier_count = CASES,
		.regions = REGIONS, .replicates = replicates, .seed = SEED};
}

static bool
is_near(double a, double b)
{
	return isnan(a) ? isnan(b) : a == b || fabs(a - b) < 1e-11;
}

/* Definitions ------------------------------------------------------------ */

/* Both say something, if there are two. */
static bool
counts(const CmCase *a, const CmCase *b, int k)
{
	return !isnan(a[k].predicted) && (b == NULL || !isnan(b[k].predicted));
}

static bool
has_chance(const CmCase *a, const CmCase *b, int k)
{
	return counts(a, b, k) && !isnan(a[k].probability) && (b == NULL || !isnan(b[k].probability));
}

/* The chance that an event is predicted above another case, of those that `b` knows too, each region `weight` times. */
static double
area_by_pairs(const CmCase *a, const CmCase *b, const double *weight)
{
	double		won = 0,
				all = 0;

	for (int i = 0; i < CASES; i++)
		for (int j = 0; j < CASES; j++)
			if (counts(a, b, i) && counts(a, b, j) && a[i].event && !a[j].event)
			{
				double		times = weight[a[i].region] * weight[a[j].region];

				all += times;
				won += times * (a[i].predicted > a[j].predicted ? 1 : a[i].predicted == a[j].predicted ? 0.5 : 0);
			}
	return won / all;
}

static double
brier_by_case(const CmCase *a, const CmCase *b, const double *weight)
{
	double		sum = 0,
				all = 0;

	for (int k = 0; k < CASES; k++)
		if (has_chance(a, b, k))
		{
			sum += weight[a[k].region] * pow(a[k].probability - a[k].event, 2);
			all += weight[a[k].region];
		}
	return sum / all;
}

/* Its tenth by size, ties by place; -1 if it has none. */
static int
tenth_by_size(int k)
{
	int			before = 0,
				all = 0;

	for (int i = 0; i < CASES; i++)
		if (counts(said, NULL, i) && !isnan(said[i].size))
		{
			all++;
			before += said[i].size < said[k].size || (said[i].size == said[k].size && i < k);
		}
	if (!counts(said, NULL, k) || isnan(said[k].size))
		return -1;
	for (int d = 9; d > 0; d--)
		if (before >= all * d / 10)
			return d;
	return 0;
}

/* The pairs of all tenths together are the mean of their areas by pairs. */
static double
area_within_size(void)
{
	double		won = 0,
				all = 0;
	int			tenth[CASES];

	for (int k = 0; k < CASES; k++)
		tenth[k] = tenth_by_size(k);
	for (int i = 0; i < CASES; i++)
		for (int j = 0; j < CASES; j++)
			if (tenth[i] >= 0 && tenth[i] == tenth[j] && said[i].event && !said[j].event)
			{
				all++;
				won += said[i].predicted > said[j].predicted ? 1 : said[i].predicted == said[j].predicted ? 0.5 : 0;
			}
	return won / all;
}

/* The mean over events of the share of events among all that are predicted as high or higher. */
static double
precision_by_event(void)
{
	double		sum = 0,
				events = 0;

	for (int i = 0; i < CASES; i++)
	{
		double		as_high = 0,
					hits = 0;

		for (int j = 0; j < CASES; j++)
			if (said[j].predicted >= said[i].predicted)
			{
				as_high++;
				hits += said[j].event;
			}
		if (counts(said, NULL, i) && said[i].event)
		{
			sum += hits / as_high;
			events++;
		}
	}
	return sum / events;
}

static int
ascending(const void *a, const void *b)
{
	return (*(const double *) a > *(const double *) b) - (*(const double *) a < *(const double *) b);
}

/* The weights of regions in a replicate; only those that have a case are drawn. */
static void
draw(int replicate, double *weight)
{
	uint32_t	present[REGIONS],
				count = 0;

	for (uint32_t r = 0; r < REGIONS; r++)
		for (int k = 0; k < CASES; k++)
			if (said[k].region == r)
			{
				present[count++] = r;
				break;
			}
	memset(weight, 0, REGIONS * sizeof(double));
	for (uint32_t n = 0; n < count; n++)
		weight[present[(int) (cm_uniform(cm_mix64(SEED * CM_GOLDEN + (uint64_t) replicate + 1), n) * count)]]++;
}

typedef enum What
{
	AREA,
	DIFFERENCE,
	BRIER_DIFFERENCE
} What;

static double
measure(What what, const double *weight)
{
	switch (what)
	{
		case AREA: return area_by_pairs(said, NULL, weight);
		case DIFFERENCE: return area_by_pairs(said, chance, weight) - area_by_pairs(chance, said, weight);
		case BRIER_DIFFERENCE: return brier_by_case(chance, said, weight) - brier_by_case(said, chance, weight);
	}
	return NAN;
}

static void
assert_bounded(What what, double value, double lower, double upper)
{
	double		once[REGIONS],
				found[DRAWS];
	size_t		count = 0;

	for (int r = 0; r < REGIONS; r++)
		once[r] = 1;
	assert_true(is_near(value, measure(what, once)));
	for (int b = 0; b < DRAWS; b++)
	{
		double		weight[REGIONS];

		draw(b, weight);
		found[count] = measure(what, weight);
		count += !isnan(found[count]);
	}
	qsort(found, count, sizeof(double), ascending);
	assert_true(is_near(lower, found[(size_t) (0.025 * (double) (count - 1) + 0.5)]));
	assert_true(is_near(upper, found[(size_t) (0.975 * (double) (count - 1) + 0.5)]));
}

static void
skill_by_definition(void **state)
{
	for (int round = 0; round < 60; round++)
	{
		double		once[REGIONS],
					pairs = 0,
					events = 0,
					known = 0,
					rate = 0;
		CmTrial		t = trial(chance, DRAWS);
		CmSkill		s;

		make_world(round % 3 == 0 ? 4 : 1000);
		cm_skill(test_host(), &t, &s);
		for (int r = 0; r < REGIONS; r++)
			once[r] = 1;
		for (int k = 0; k < CASES; k++)
		{
			pairs += counts(said, NULL, k);
			events += counts(said, NULL, k) && said[k].event;
			known += has_chance(said, NULL, k);
			rate += has_chance(said, NULL, k) && said[k].event;
		}
		rate /= known;
		assert_true(s.pairs == pairs && s.events == events);
		assert_bounded(AREA, s.auc, s.auc_lower, s.auc_upper);
		assert_bounded(DIFFERENCE, s.difference, s.difference_lower, s.difference_upper);
		assert_bounded(BRIER_DIFFERENCE, s.brier_difference, s.brier_difference_lower, s.brier_difference_upper);
		assert_true(is_near(s.auc_within_size, area_within_size()));
		assert_true(is_near(s.precision_area, precision_by_event()));
		assert_true(is_near(s.brier, brier_by_case(said, NULL, once)));
		assert_true(is_near(s.brier_skill, 1 - s.brier / (rate * (1 - rate))));
		assert_true(is_near(s.brier_skill_chance, 1 - brier_by_case(said, chance, once) / brier_by_case(chance, said, once)));
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Two shufflings of the same cases have the same skill, but where sizes tie. */
static void
order_does_not_matter(void **state)
{
	for (int round = 0; round < 20; round++)
	{
		CmTrial		t = trial(chance, DRAWS);
		CmSkill		s[2];

		make_world(5);
		for (int turn = 0; turn < 2; turn++)
		{
			cm_skill(test_host(), &t, &s[turn]);
			for (int k = CASES - 1; k > 0; k--)
			{
				int			other = (int) test_below((uint64_t) k + 1);
				CmCase		a = said[k],
							b = chance[k];

				said[k] = said[other];
				chance[k] = chance[other];
				said[other] = a;
				chance[other] = b;
			}
		}
		s[1].auc_within_size = s[0].auc_within_size;
		for (size_t i = 0; i < sizeof(CmSkill) / sizeof(double); i++)
			assert_true(is_near(((const double *) &s[0])[i], ((const double *) &s[1])[i]));
	}
	(void) state;
}

/* The other way around everything is mirrored: chance is better as much as this is worse. */
static void
comparisons_are_mirrored(void **state)
{
	for (int round = 0; round < 20; round++)
	{
		CmTrial		there = trial(chance, DRAWS),
					back = trial(said, DRAWS);
		CmSkill		s[2];

		make_world(1000);
		back.cases = chance;
		cm_skill(test_host(), &there, &s[0]);
		cm_skill(test_host(), &back, &s[1]);
		assert_true(is_near(s[0].difference, -s[1].difference) && is_near(s[0].brier_difference, -s[1].brier_difference));
		assert_true(is_near(s[0].difference_lower, -s[1].difference_upper) && is_near(s[0].brier_difference_upper, -s[1].brier_difference_lower));
		assert_true(s[0].compared == s[1].compared && s[0].compared_events == s[1].compared_events);
	}
	(void) state;
}

/* By hand ---------------------------------------------------------------- */

/* Cases of one region that have the same chance as prediction, or are predicted 10 times that. */
static CmSkill
skill_of(const double *probability, const int *event, uint64_t count)
{
	CmCase		c[CASES];
	CmTrial		t = {.cases = c, .count = count, .regions = 1};
	CmSkill		s;

	for (uint64_t k = 0; k < count; k++)
		c[k] = (CmCase) {.predicted = 10 * probability[k], .probability = probability[k], .size = (double) k, .event = event[k]};
	cm_skill(test_host(), &t, &s);
	return s;
}

static void
brier_by_hand(void **state)
{
	static const double p[] = {.1, .1, .1, .1, .4, .4, .4, .4, .4, .8};
	static const int y[] = {0, 0, 0, 1, 0, 1, 0, 1, 0, 1};
	CmSkill		s = skill_of(p, y, 10);

	assert_printed(s.brier, 0.2080, 1e-4);
	assert_printed(s.brier_skill, 0.1333, 1e-4);
	/* 3 others at .1 and at .4: the event at .8 beats all, those at .4 beat three and tie with three, that at .1 ties with three. */
	assert_true(is_near(s.auc, (6 + 2 * (3 + 1.5) + 1.5) / 24));
	/* Recall 1/4 at precision 1, 2/4 more at 3/6, the last at 4/10. */
	assert_true(is_near(s.precision_area, 0.25 + 0.5 * 0.5 + 0.25 * 0.4));
	/* .1 comes true by 1/4, .4 by 2/5, .8 by 1. */
	assert_true(is_near(s.ece, 0.4 * 0.15 + 0.1 * 0.2));
	(void) state;
}

/* The riskiest two of 20 are one event and one of three that tie, two of these events: 1 + 2/3 of 4 events in a tenth. */
static void
lift_by_hand(void **state)
{
	double		p[20];
	int			y[20] = {[2] = 1, [16] = 1, [17] = 1, [19] = 1};

	for (int k = 0; k < 20; k++)
		p[k] = k < 16 ? k * 0.01 : k < 19 ? 0.5 : 0.99;
	assert_true(is_near(skill_of(p, y, 20).lift, (1 + 2.0 / 3) / 0.4));
	(void) state;
}

static void
usefulness_by_hand(void **state)
{
	static const struct {int count; double predicted; bool event;} table[] = {{30, 2, true}, {60, 2, false}, {20, 1, true}, {890, 1, false}};
	CmCase		c[1001];
	int			count = 0;

	for (int i = 0; i < 4; i++)
		for (int k = 0; k < table[i].count; k++)
			c[count++] = (CmCase) {.predicted = table[i].predicted, .event = table[i].event};
	c[count++] = (CmCase) {.predicted = NAN, .event = true};
	assert_true(is_near(cm_usefulness(test_host(), c, 1001, 2, 0.8), 0.3));
	/* Twice as many alarms are false: by themselves they are not worth it at .5. */
	assert_true(is_near(cm_usefulness(test_host(), c, 1001, 2, 0.5), -0.6));
	assert_true(is_near(cm_usefulness(test_host(), c, 1001, INFINITY, 0.8), 0));
	assert_true(isnan(cm_usefulness(test_host(), c, 1001, NAN, 0.8)));
	assert_true(cm_best_threshold(test_host(), c, 1001, 0.8) == 2);
	assert_true(cm_best_threshold(test_host(), c, 1001, 0.5) == INFINITY);
	/* A threshold that warns of one more event and four more others is worth as much at .8. */
	for (int k = 90; k < 95; k++)
		c[k + 20 * (k > 90)].predicted = 1.5;
	assert_true(cm_best_threshold(test_host(), c, 1001, 0.8) == 2);
	(void) state;
}

/* No threshold is better than that chosen, neither one that occurs nor never warning. */
static void
thresholds_are_best(void **state)
{
	for (int round = 0; round < 60; round++)
		for (int i = 0; i < CM_PREFERENCES; i++)
		{
			double		mu = cm_preference[i],
						best,
						most;
			CmTrial		t = trial(NULL, 0);
			CmSkill		s;

			make_world(round % 2 ? 6 : 1000);
			cm_skill(test_host(), &t, &s);
			best = s.threshold[i];
			most = cm_usefulness(test_host(), earlier, CASES, best, mu);
			assert_true(most >= cm_usefulness(test_host(), earlier, CASES, INFINITY, mu) - 1e-12);
			for (int k = 0; k < CASES; k++)
				if (!isnan(earlier[k].predicted))
				{
					double		useful = cm_usefulness(test_host(), earlier, CASES, earlier[k].predicted, mu);

					assert_true(useful < most - 1e-12 || (useful < most + 1e-12 && earlier[k].predicted <= best));
				}
			assert_true(s.usefulness[i] == cm_usefulness(test_host(), said, CASES, best, mu));
		}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Calibration ------------------------------------------------------------ */

/* Two probabilities, 1/4 and 3/4, of which a and b of so many are events: the line is through the log odds of both. */
static void
line_by_hand(void **state)
{
	double		p[60];
	int			y[60];
	CmSkill		s;

	for (int k = 0; k < 60; k++)
	{
		p[k] = k < 20 ? 0.25 : 0.75;
		y[k] = k < 20 ? k < 4 : k < 44;
	}
	s = skill_of(p, y, 60);
	/* 4 of 20 and 24 of 40. */
	assert_true(is_near(s.slope, (log(1.5) - log(0.25)) / (2 * log(3))));
	assert_true(is_near(s.intercept, (log(1.5) + log(0.25)) / 2));
	/* Probabilities of 0 and 1 count as 1/2 of 60 cases inside. */
	for (int k = 0; k < 60; k++)
		p[k] = k < 20 ? 0 : 1;
	s = skill_of(p, y, 60);
	assert_true(is_near(s.slope, (log(1.5) - log(0.25)) / (2 * log(119))));
	(void) state;
}

/* At the line the residuals are 0 in sum, and so are they by the log odds. */
static void
line_solves_its_equations(void **state)
{
	int			lines = 0;

	for (int round = 0; round < 100; round++)
	{
		double		p[CASES],
					residual[2] = {0, 0};
		int			y[CASES];
		CmSkill		s;

		for (int k = 0; k < CASES; k++)
		{
			p[k] = round % 2 ? 1 / (1 + exp(3 * test_normal())) : 1 / (1 + exp(8 + 1e-4 * test_normal()));
			y[k] = test_uniform() < (round % 3 ? p[k] : 0.1);
		}
		s = skill_of(p, y, CASES);
		lines += !isnan(s.slope);
		for (int k = 0; k < CASES; k++)
		{
			double		inside = fmin(fmax(p[k], 0.5 / CASES), 1 - 0.5 / CASES),
						x = log(inside / (1 - inside)),
						left = y[k] - 1 / (1 + exp(-s.intercept - s.slope * x));

			residual[0] += left;
			residual[1] += left * x;
		}
		assert_true(isnan(s.slope) || (fabs(residual[0]) < 1e-6 && fabs(residual[1]) < 1e-6));
	}
	assert_true(lines > 40);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* No line is best if all events are at or above all others, or below, or if all have the same probability. */
static void
no_line(void **state)
{
	static const double p[] = {.1, .2, .3, .3, .4, .5},
				same[] = {.3, .3, .3, .3, .3, .3};
	static const int above[] = {0, 0, 0, 1, 1, 1},
				below[] = {1, 1, 1, 0, 0, 0},
				mixed[] = {0, 1, 0, 0, 0, 1};

	assert_true(isnan(skill_of(p, above, 6).slope) && isnan(skill_of(p, above, 6).intercept));
	assert_true(isnan(skill_of(p, below, 6).slope));
	assert_true(isnan(skill_of(same, mixed, 6).slope));
	assert_false(isnan(skill_of(p, mixed, 6).slope));
	(void) state;
}

/* Without ties tenths are counted out; with ties they are shared. */
static void
reliability_by_definition(void **state)
{
	CmReliability tenth[CM_TENTHS];
	CmCase		c[25];

	for (int k = 0; k < 25; k++)
		c[k] = (CmCase) {.probability = (24 - k) * 0.04, .event = k < 12};
	cm_reliability(test_host(), c, 25, tenth);
	for (int d = 0, from = 0; d < CM_TENTHS; d++)
	{
		int			to = 25 * (d + 1) / 10;
		double		events = 0;

		for (int k = from; k < to; k++)
			events += 24 - k < 12;
		assert_true(is_near(tenth[d].lower, from * 0.04) && is_near(tenth[d].upper, (to - 1) * 0.04) && tenth[d].pairs == to - from);
		assert_true(is_near(tenth[d].predicted, (from + to - 1) * 0.02) && is_near(tenth[d].observed, events / (to - from)));
		from = to;
	}
	for (int k = 0; k < 25; k++)
		c[k].probability = k < 5 ? 0.8 : 0.3;
	cm_reliability(test_host(), c, 25, tenth);
	/* The 20 lower ones, 7 of them events, are the first eight tenths. */
	for (int d = 0; d < 8; d++)
		assert_true(tenth[d].predicted == 0.3 && is_near(tenth[d].observed, 7.0 / 20));
	assert_true(tenth[8].observed == 1 && tenth[9].observed == 1);
	cm_reliability(test_host(), c, 1, tenth);
	assert_true(tenth[0].pairs == 0 && isnan(tenth[0].lower) && isnan(tenth[0].observed) && tenth[9].pairs == 1 && tenth[9].lower == 0.8);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Edges ------------------------------------------------------------------ */

static void
constants_tell_nothing(void **state)
{
	CmTrial		t = trial(said, DRAWS);
	CmSkill		s;

	make_world(1000);
	for (int k = 0; k < CASES; k++)
		said[k].predicted = 7;
	cm_skill(test_host(), &t, &s);
	assert_true(s.auc == 0.5 && s.auc_lower == 0.5 && s.auc_upper == 0.5 && s.auc_within_size == 0.5);
	assert_true(is_near(s.lift, 1) && is_near(s.precision_area, s.events / s.pairs));
	assert_true(s.difference == 0 && s.difference_lower == 0 && s.difference_upper == 0);
	assert_true(s.brier_difference == 0 && s.brier_difference_lower == 0 && s.brier_difference_upper == 0 && s.brier_skill_chance == 0);
	(void) state;
}

/* All but what is counted is NaN. */
static void
assert_undefined(const CmSkill *s)
{
	assert_true(isnan(s->auc) && isnan(s->auc_lower) && isnan(s->auc_upper) && isnan(s->auc_within_size) && isnan(s->lift) && isnan(s->precision_area));
	assert_true(isnan(s->brier_skill) && isnan(s->slope) && isnan(s->intercept));
	assert_true(isnan(s->difference) && isnan(s->difference_lower) && isnan(s->difference_upper));
	assert_true(isnan(s->usefulness[0]) && isnan(s->usefulness[1]));
}

static void
nothing_to_tell(void **state)
{
	CmTrial		t = trial(chance, DRAWS),
				none = {.regions = REGIONS, .replicates = DRAWS};
	CmSkill		s;

	make_world(1000);
	for (int k = 0; k < CASES; k++)
		said[k].event = chance[k].event = false;
	cm_skill(test_host(), &t, &s);
	assert_undefined(&s);
	assert_true(s.events == 0 && s.pairs > 0 && s.brier > 0 && s.ece > 0 && !isnan(s.brier_skill_chance) && !isnan(s.threshold[0]));
	assert_int_equal(cm_skill_verdict(&s), CM_SKILL_TOO_FEW);
	cm_skill(test_host(), &none, &s);
	assert_undefined(&s);
	assert_true(s.pairs == 0 && isnan(s.brier) && isnan(s.ece) && isnan(s.threshold[0]) && isnan(s.compared) && isnan(s.brier_difference));
	assert_int_equal(cm_skill_verdict(&s), CM_SKILL_NONE);
	for (int k = 0; k < CASES; k++)
		said[k].predicted = NAN;
	cm_skill(test_host(), &t, &s);
	assert_undefined(&s);
	assert_true(s.pairs == 0 && s.compared == 0 && isnan(s.brier) && isnan(s.brier_difference));
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Bounds are left out without replicates, comparisons without chance. */
static void
less_is_asked(void **state)
{
	CmTrial		t = trial(NULL, DRAWS);
	CmSkill		s;

	make_world(1000);
	cm_skill(test_host(), &t, &s);
	assert_true(s.auc_lower <= s.auc && s.auc <= s.auc_upper && isnan(s.difference) && isnan(s.difference_lower) && isnan(s.brier_skill_chance));
	t = trial(chance, 0);
	cm_skill(test_host(), &t, &s);
	assert_true(!isnan(s.difference) && isnan(s.auc_lower) && isnan(s.difference_upper) && isnan(s.brier_difference_lower));
	(void) state;
}

static void
verdicts(void **state)
{
	static const struct {double compared, events, lower, upper; CmSkillVerdict verdict;} table[] = {
		{NAN, NAN, NAN, NAN, CM_SKILL_NONE},
		{0, 0, NAN, NAN, CM_SKILL_TOO_FEW},
		{90, 29, 0.1, 0.2, CM_SKILL_TOO_FEW},
		{90, 61, 0.1, 0.2, CM_SKILL_TOO_FEW},
		{90, 30, 0.1, 0.2, CM_SKILL_BETTER},
		{90, 60, -0.2, -0.1, CM_SKILL_WORSE},
		{90, 60, -0.2, 0.1, CM_SKILL_NOT_TOLD},
		{90, 60, 0, 0, CM_SKILL_NOT_TOLD},
		{90, 60, NAN, NAN, CM_SKILL_NONE},
	};

	for (size_t k = 0; k < sizeof(table) / sizeof(table[0]); k++)
	{
		CmSkill		s = {.compared = table[k].compared, .compared_events = table[k].events,
			.difference_lower = table[k].lower, .difference_upper = table[k].upper};

		assert_int_equal(cm_skill_verdict(&s), table[k].verdict);
	}
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(skill_by_definition),
		cmocka_unit_test(order_does_not_matter),
		cmocka_unit_test(comparisons_are_mirrored),
		cmocka_unit_test(brier_by_hand),
		cmocka_unit_test(lift_by_hand),
		cmocka_unit_test(usefulness_by_hand),
		cmocka_unit_test(thresholds_are_best),
		cmocka_unit_test(line_by_hand),
		cmocka_unit_test(line_solves_its_equations),
		cmocka_unit_test(no_line),
		cmocka_unit_test(reliability_by_definition),
		cmocka_unit_test(constants_tell_nothing),
		cmocka_unit_test(nothing_to_tell),
		cmocka_unit_test(less_is_asked),
		cmocka_unit_test(verdicts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
