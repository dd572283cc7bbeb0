/*
 * test_backtest.c: forecasts as cases, calibrations, tenths and event studies
 * against their definitions, pair by pair.
 */
#include "host.h"

#include "core/policy/backtest.h"
#include "core/policy/event_study.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {CASES = 60, REGIONS = 9};

static CmForecast forecast[CASES];

static void
make_forecasts(int values)
{
	memset(forecast, 0, sizeof(forecast));
	for (int k = 0; k < CASES; k++)
	{
		forecast[k].region = (uint32_t) test_below(REGIONS);
		forecast[k].targeted = test_below(3) > 0;
		forecast[k].size = 1 + (double) test_below(9);
		forecast[k].predicted[0] = test_below(12) == 0 ? NAN : (double) test_below((uint64_t) values);
		forecast[k].chance[CM_OUTCOME_BEHIND] = test_uniform();
		forecast[k].event[CM_OUTCOME_BEHIND] = test_below(9) == 0 ? -1 :
			test_below(20) < (uint64_t) (isnan(forecast[k].predicted[0]) ? 5 : 2 + 14 * forecast[k].predicted[0] / values);
	}
}

static bool
asked(int k, bool targeted)
{
	return forecast[k].event[CM_OUTCOME_BEHIND] >= 0 && (!targeted || forecast[k].targeted);
}

static uint64_t
cases_of(CmPredictor predictor, bool targeted, const CmCalibration *calibration, CmCase *cases)
{
	return cm_cases(test_host(), forecast, CASES, CM_OUTCOME_BEHIND, predictor, targeted, calibration, cases);
}

/* Those of whom the outcome is asked, in order, with what was said of them. */
static void
cases_are_what_is_asked(void **state)
{
	for (int targeted = 0; targeted < 2; targeted++)
	{
		CmCase		own[CASES],
					chance[CASES];
		uint64_t	count = 0;

		make_forecasts(8);
		assert_int_equal(cases_of(CM_PREDICTOR_COMPOSITE, targeted, NULL, own), cases_of(CM_PREDICTOR_CHANCE, targeted, NULL, chance));
		for (int k = 0; k < CASES; k++)
			if (asked(k, targeted))
			{
				const CmForecast *f = &forecast[k];

				assert_true(isnan(f->predicted[0]) ? isnan(own[count].predicted) : own[count].predicted == f->predicted[0]);
				assert_true(chance[count].predicted == f->chance[CM_OUTCOME_BEHIND] && chance[count].probability == chance[count].predicted);
				assert_true(own[count].region == f->region && own[count].size == f->size && own[count].event == (f->event[CM_OUTCOME_BEHIND] == 1));
				count++;
			}
		assert_int_equal(cases_of(CM_PREDICTOR_COMPOSITE, targeted, NULL, own), count);
	}
	(void) state;
}

/* The isotonic fit at x: over all that begin at or before it the largest of the smallest means to an end at or after it. */
static double
isotonic(double x)
{
	double		best = -1;

	for (int a = 0; a < 8 && a <= x; a++)
	{
		double		least = 2;

		for (int b = (int) x; b < 8; b++)
		{
			double		events = 0,
						all = 0;

			for (int k = 0; k < CASES; k++)
				if (asked(k, false) && forecast[k].predicted[0] >= a && forecast[k].predicted[0] <= b)
				{
					all++;
					events += forecast[k].event[CM_OUTCOME_BEHIND];
				}
			if (all > 0)
				least = fmin(least, events / all);
		}
		best = fmax(best, least > 1 ? -1 : least);
	}
	return best;
}

static void
calibration_by_definition(void **state)
{
	for (int round = 0; round < 30; round++)
	{
		CmCalibration c;
		CmCase		cases[CASES];
		uint64_t	count;

		make_forecasts(8);
		cm_calibrate(test_host(), cases, cases_of(CM_PREDICTOR_COMPOSITE, false, NULL, cases), &c);
		count = cases_of(CM_PREDICTOR_COMPOSITE, false, &c, cases);
		for (uint64_t k = 0; k < count; k++)
			assert_true(isnan(cases[k].predicted) ? isnan(cases[k].probability) : fabs(cases[k].probability - isotonic(cases[k].predicted)) < 1e-12);
		for (uint64_t k = 1; k < c.steps; k++)
			assert_true(c.from[k] > c.from[k - 1] && c.chance[k] > c.chance[k - 1]);
		cm_calibration_close(test_host(), &c);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
tenths_are_tenths(void **state)
{
	CmTenth		tenth[10];
	CmCase		cases[CASES];
	double		pairs = 0,
				events = 0,
				expected = 0,
				all_pairs = 0,
				all_events = 0,
				all_expected = 0;

	make_forecasts(1000);
	cm_tenths(test_host(), cases, cases_of(CM_PREDICTOR_COMPOSITE, false, NULL, cases), tenth);
	for (int k = 0; k < CASES; k++)
		if (asked(k, false) && !isnan(forecast[k].predicted[0]))
		{
			all_pairs++;
			all_events += forecast[k].event[CM_OUTCOME_BEHIND];
			all_expected += forecast[k].chance[CM_OUTCOME_BEHIND];
		}
	for (int d = 0; d < 10; d++)
	{
		pairs += tenth[d].pairs;
		events += tenth[d].events;
		expected += tenth[d].expected;
		assert_true(tenth[d].low <= tenth[d].mean && tenth[d].mean <= tenth[d].high);
		assert_true(d == 0 || tenth[d - 1].high <= tenth[d].low);
	}
	assert_true(events == all_events && pairs == all_pairs && fabs(expected - all_expected) < 1e-12 && pairs >= CASES / 2);
	(void) state;
}

/* Event studies --------------------------------------------------------- */

enum {YEARS = 5, PLACES = 6, KINDS = 3};

static char label[PLACES + KINDS][4];
static double size[YEARS][PLACES][KINDS];
static int	start[PLACES][KINDS];	/* 0: never */

static double
growth_beyond(int r, int i, int y)
{
	double		others[2] = {0, 0};

	if (y < 1 || y >= YEARS || size[y][r][i] == 0 || size[y - 1][r][i] == 0)
		return NAN;
	for (int q = 0; q < PLACES; q++)
		for (int k = 0; k < 2; k++)
			others[k] += q == r ? 0 : size[y - k][q][i];
	return log(size[y][r][i] / size[y - 1][r][i]) - log(others[0] / others[1]);
}

/* One treated cell, and what each cell weighs in its difference. */
typedef struct Treated
{
	int			region;
	double		difference;
	double		weight[PLACES][KINDS];
} Treated;

static bool
treat(int r, int i, int event_year, Treated *t)
{
	double		own = start[r][i] == 0 ? NAN : growth_beyond(r, i, start[r][i] + event_year),
				gap[PLACES],
				others = 0,
				controls = 0;

	for (int q = 0; q < PLACES; q++)
	{
		gap[q] = isnan(own) || q == r || (start[q][i] != 0 && start[q][i] <= start[r][i] + event_year) ? NAN :
			growth_beyond(q, i, start[r][i] + event_year);
		others += isnan(gap[q]) ? 0 : gap[q];
		controls += !isnan(gap[q]);
	}
	*t = (Treated) {.region = r, .difference = own - others / controls};
	for (int q = 0; q < PLACES; q++)
		t->weight[q][i] = q == r ? 1 : isnan(gap[q]) ? 0 : -1 / controls;
	return !isnan(own) && controls > 0;
}

/* The mean of all but those of a region. */
static double
mean_without(const Treated *t, int treated, int region)
{
	double		sum = 0,
				count = 0;

	for (int k = 0; k < treated; k++)
		if (t[k].region != region)
		{
			sum += t[k].difference;
			count++;
		}
	return sum / count;
}

/*
 * Noise of variance 1 in all cells: its variance in the sum of these differences;
 * and without what those of different regions share.
 */
static double
noise(const Treated *t, int treated, bool shared)
{
	double		sum = 0;

	for (int a = 0; a < treated; a++)
		for (int b = 0; b < treated; b++)
			for (int k = 0; k < PLACES * KINDS; k++)
				sum += shared || t[a].region == t[b].region ? t[a].weight[k / KINDS][k % KINDS] * t[b].weight[k / KINDS][k % KINDS] : 0;
	return sum;
}

/*
 * The mean difference in one event year or, before the policies, in several, and
 * its standard error: each region's cells are left out in turn, and what they
 * share is put back.
 */
static double
difference(int first, int last, double *error, int *treated, int *regions)
{
	static Treated t[YEARS * PLACES * KINDS];
	double		squares = 0,
				all = 0,
				own = 0,
				mean;
	bool		any[PLACES] = {false};

	*treated = *regions = 0;
	for (int e = first; e <= last; e++)
	{
		int			before = *treated;

		for (int k = 0; k < PLACES * KINDS; k++)
			if (treat(k / KINDS, k % KINDS, e, &t[*treated]))
				any[t[(*treated)++].region] = true;
		all += noise(t + before, *treated - before, true);
		own += noise(t + before, *treated - before, false);
	}
	for (int r = 0; r < PLACES; r++)
		*regions += any[r];
	mean = mean_without(t, *treated, -1);
	for (int r = 0; r < PLACES; r++)
		squares += any[r] ? pow(mean - mean_without(t, *treated, r), 2) * (*regions - 1) / *regions : 0;
	*error = *regions < 3 ? NAN : sqrt(squares * all / (own - (all - own) / (*regions - 1)));
	return mean;
}

static void
assert_mean(const CmEventMean *m, int first, int last, int *treated)
{
	int			regions;
	double		error,
				expected = difference(first, last, &error, treated, &regions);

	assert_int_equal(m->regions, regions);
	assert_true(isnan(expected) ? isnan(m->mean) : fabs(m->mean - expected) < 1e-10);
	assert_true(isnan(error) ? isnan(m->error) && isnan(m->lower) && isnan(m->upper) && isnan(m->p) : fabs(m->error - error) < 1e-10);
	if (regions == 4)
	{
		/* Three degrees of freedom: P(|T| > t) in closed form, and the tabled 2.5 percent. */
		double		t = fabs(expected / error),
					theta = atan(t / sqrt(3));

		assert_true(fabs(m->p - (1 - (theta + sin(theta) * cos(theta)) * 2 / acos(-1))) < 1e-9);
		assert_true(fabs(m->upper - expected - 3.182446305283708 * error) < 1e-9 && fabs(m->upper + m->lower - 2 * expected) < 1e-9);
	}
}

static void
make_world(CmPolicy *policy, uint32_t *policies, CmPanelMatrix *matrix, CmBytes *flat)
{
	*policies = 0;
	for (int k = 0; k < PLACES + KINDS; k++)
		sprintf(label[k], "%c%d", k < PLACES ? 'r' : 'i', k);
	for (int y = 0; y < YEARS; y++)
	{
		TestRow		row[PLACES * KINDS];

		for (int k = 0; k < PLACES * KINDS; k++)
		{
			size[y][k / KINDS][k % KINDS] = test_below(12) == 0 ? 0 : 1 + (double) test_below(500);
			row[k] = (TestRow) {label[k / KINDS], label[PLACES + k % KINDS], size[y][k / KINDS][k % KINDS]};
		}
		matrix[y] = (CmPanelMatrix) {.measure = CM_EMPLOYMENT, .period = y};
		flat[y] = test_open_rows(row, PLACES * KINDS, &matrix[y].table);
	}
	for (int k = 0; k < PLACES * KINDS; k++)
	{
		start[k / KINDS][k % KINDS] = test_below(2) == 0 ? 0 : 1 + (int) test_below(4);
		if (start[k / KINDS][k % KINDS] > 0)
			policy[(*policies)++] = (CmPolicy) {.region = {label[k / KINDS], 2}, .industry = {label[PLACES + k % KINDS], 2},
				.start = start[k / KINDS][k % KINDS], .end = CM_FOREVER, .amount = NAN, .target = NAN, .target_year = CM_NO_YEAR};
	}
}

static void
panel_close(CmPanel *p)
{
	cm_layers_close(&p->pairs, test_host());
	cm_release(test_host(), p->key);
	cm_release(test_host(), p->year);
	cm_release(test_host(), p->knows_region);
	cm_release(test_host(), p->knows_industry);
	cm_by_industry_close(&p->by_industry, test_host());
}

static void
event_study_by_definition(void **state)
{
	for (int round = 0; round < 30; round++)
	{
		CmPolicy	policy[PLACES * KINDS];
		uint32_t	policies;
		CmPanelMatrix matrix[YEARS];
		CmBytes		flat[YEARS];
		CmPanel		panel;
		CmPlans		plans;
		CmEventStudy s;
		int			level[PLACES],
					early;

		make_world(policy, &policies, matrix, flat);
		cm_panel_open(&panel, test_host(), matrix, YEARS, &matrix[0].table, CM_EMPLOYMENT);
		for (int r = 0; r < PLACES; r++)
			level[r] = -1;
		cm_plans_open(&plans, &panel, policy, policies, YEARS - 1, false, level);
		cm_event_study(&s, test_host(), &plans, NULL, 2, 3);
		for (uint32_t k = 0; k < s.years; k++)
		{
			int			treated;

			assert_mean(&s.year[k].difference, (int) k - 2, (int) k - 2, &treated);
			assert_int_equal(s.year[k].treated, treated);
			assert_true(treated == 0 || fabs(s.year[k].gap - s.year[k].control_gap - s.year[k].difference.mean) < 1e-10);
		}
		assert_mean(&s.pretrend, -2, -1, &early);
		cm_event_study_close(&s, test_host());
		cm_plans_close(&plans);
		panel_close(&panel);
		for (int y = 0; y < YEARS; y++)
			test_close_rows(&flat[y], &matrix[y].table);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Placebos --------------------------------------------------------------- */

enum {PLACEBO_REGIONS = 48, PLACEBO_KINDS = 6, PLACEBO_YEARS = 9, PLACEBO_POLICIES = PLACEBO_REGIONS * 3};

/* Cells of all sizes that move with their region, with their industry and by themselves, small regions the more. */
static void
make_placebo_panel(CmPanelMatrix *matrix, CmBytes *flat, CmPanel *panel, char (*name)[4])
{
	double		log_size[PLACEBO_REGIONS][PLACEBO_KINDS],
				noise[PLACEBO_REGIONS];

	for (int k = 0; k < PLACEBO_REGIONS + PLACEBO_KINDS; k++)
		sprintf(name[k], "%c%02d", k < PLACEBO_REGIONS ? 'r' : 'i', k);
	for (int r = 0; r < PLACEBO_REGIONS; r++)
	{
		noise[r] = 0.04 + 0.08 * (double) test_below(100) / 100;
		for (int i = 0; i < PLACEBO_KINDS; i++)
			log_size[r][i] = 6 + test_normal();
	}
	for (int y = 0; y < PLACEBO_YEARS; y++)
	{
		TestRow		row[PLACEBO_REGIONS * PLACEBO_KINDS];
		double		industry[PLACEBO_KINDS];

		for (int i = 0; i < PLACEBO_KINDS; i++)
			industry[i] = 0.03 * test_normal();
		for (int r = 0; r < PLACEBO_REGIONS; r++)
		{
			double		region = 0.02 * test_normal();

			for (int i = 0; i < PLACEBO_KINDS; i++)
			{
				log_size[r][i] += region + industry[i] + noise[r] * test_normal();
				row[r * PLACEBO_KINDS + i] = (TestRow) {name[r], name[PLACEBO_REGIONS + i], exp(log_size[r][i])};
			}
		}
		matrix[y] = (CmPanelMatrix) {.measure = CM_EMPLOYMENT, .period = y};
		flat[y] = test_open_rows(row, PLACEBO_REGIONS * PLACEBO_KINDS, &matrix[y].table);
	}
	cm_panel_open(panel, test_host(), matrix, PLACEBO_YEARS, &matrix[0].table, CM_EMPLOYMENT);
}

/* So many regions, drawn, that want the same from the same year on, or up to three things each from some year on. */
static uint32_t
make_placebo_policies(CmPolicy *policy, uint32_t treated, bool alike, char (*name)[4])
{
	int			order[PLACEBO_REGIONS];
	uint32_t	policies = 0;

	for (int r = 0; r < PLACEBO_REGIONS; r++)
		order[r] = r;
	for (uint32_t k = 0; k < treated; k++)
	{
		uint32_t	other = k + (uint32_t) test_below(PLACEBO_REGIONS - k);
		int			region = order[other],
					wants = alike ? 1 : 1 + (int) test_below(3);

		order[other] = order[k];
		for (int n = 0; n < wants; n++)
			policy[policies++] = (CmPolicy) {.region = {name[region], 3}, .industry = {name[PLACEBO_REGIONS + (alike ? 0 : (int) test_below(2) + 2 * n)], 3},
				.start = alike ? 4 : 3 + (int) test_below(4), .end = CM_FOREVER, .amount = NAN, .target = NAN, .target_year = CM_NO_YEAR};
	}
	return policies;
}

/* Of one panel, so many placebos; what is rejected before, in and after the first year. */
static void
try_placebos(uint32_t treated, bool alike, int tries, double rejected[3])
{
	static char name[PLACEBO_REGIONS + PLACEBO_KINDS][4];
	CmPanelMatrix matrix[PLACEBO_YEARS];
	CmBytes		flat[PLACEBO_YEARS];
	CmPanel		panel;

	make_placebo_panel(matrix, flat, &panel, name);
	for (int n = 0; n < tries; n++)
	{
		CmPolicy	policy[PLACEBO_POLICIES];
		CmPlans		plans;
		CmEventStudy s;
		int			level[PLACEBO_REGIONS];

		memset(level, 0xff, sizeof(level));
		cm_plans_open(&plans, &panel, policy, make_placebo_policies(policy, treated, alike, name), PLACEBO_YEARS - 1, false, level);
		cm_event_study(&s, test_host(), &plans, NULL, 2, 1);
		assert_int_equal(s.year[2].difference.regions, treated);
		rejected[0] += s.pretrend.p < 0.05;
		rejected[1] += s.year[2].difference.p < 0.05;
		rejected[2] += s.year[3].difference.lower > 0 || s.year[3].difference.upper < 0;
		cm_event_study_close(&s, test_host());
		cm_plans_close(&plans);
	}
	panel_close(&panel);
	for (int y = 0; y < PLACEBO_YEARS; y++)
		test_close_rows(&flat[y], &matrix[y].table);
}

/* Policies that do nothing are found to do something in about 5 of 100 studies, however few or many regions have them. */
static void
placebos_do_nothing(void **state)
{
	static const uint32_t treated[] = {3, 4, 6, 10, 20, 30};
#ifdef UNDER_VALGRIND
	enum {PANELS = 1, TRIES = 2, RATES = 0};
#else
	enum {PANELS = 100, TRIES = 10, RATES = 1};
#endif

	for (int k = 0; k < 12; k++)
	{
		double		rejected[3] = {0};

		for (int n = 0; n < PANELS; n++)
			try_placebos(treated[k / 2], k % 2, TRIES, rejected);
		print_message("%u regions that want %s: of 100 placebos %.1f, %.1f, %.1f are rejected\n", treated[k / 2], k % 2 ? "the same" : "several things",
					  rejected[0] * 100 / (PANELS * TRIES), rejected[1] * 100 / (PANELS * TRIES), rejected[2] * 100 / (PANELS * TRIES));
		for (int j = 0; j < 3; j++)
			assert_true(!RATES || (rejected[j] >= 0.02 * PANELS * TRIES && rejected[j] <= 0.08 * PANELS * TRIES));
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases_are_what_is_asked),
		cmocka_unit_test(calibration_by_definition),
		cmocka_unit_test(tenths_are_tenths),
		cmocka_unit_test(event_study_by_definition),
		cmocka_unit_test(placebos_do_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
