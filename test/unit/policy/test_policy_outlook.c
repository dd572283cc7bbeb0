/*
 * test_policy_outlook.c: outlooks, and back-tests, on registers in which nothing
 * but chance happens; where something does; and where too little is there to tell.
 *
 * OUTLOOK_REGISTERS=200 build/test_policy_outlook tries as many registers of
 * chance alone, and prints what is found in them.
 */
#include "host.h"

#include "core/policy/backtest.h"
#include "core/policy/panel_growth.h"
#include "core/policy/policy_outlook_test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef UNDER_VALGRIND
enum {REGISTERS = 1};
#else
enum {REGISTERS = 10};
#endif

enum {REGIONS = 40, INDUSTRIES = 30, YEARS = 11, FIRST = 2001, HORIZON = 3, CELLS = REGIONS * INDUSTRIES};

#define TURNOVER 0.17			/* of plants in a year: closed, and as many opened by those there are */
#define PHI (3 * TURNOVER * (2 - TURNOVER))	/* variance over three years, per plant */
#define KEPT 0.8735				/* of the variance of a normal number, without the largest 2 % of its squares */

/* Registers ------------------------------------------------------------ */

typedef struct Register
{
	CmPanelMatrix matrix[YEARS];
	CmBytes		flat[YEARS];
	CmPanel		panel;
	int			years;
} Register;

static char label[REGIONS + INDUSTRIES][5];
static int	plants[YEARS][CELLS];

static int
poisson(double mean)
{
	double		left = exp(-mean),
				p = test_uniform();
	int			n = 0;

	for (; p > left && n < 10000; n++)
		p *= test_uniform();
	return n;
}

static int
survivors(int n, double chance)
{
	int			left = 0;

	for (int k = 0; k < n; k++)
		left += test_uniform() < chance;
	return left;
}

/* Plants close, and others open beside those there are, in a cell whose growth is `drift` a year. */
static int
next_year(int n, double drift)
{
	int			opened = 0;

	for (double mean = n * (TURNOVER + drift); mean > 0; mean -= 30)
		opened += poisson(fmin(mean, 30));
	return survivors(n, 1 - TURNOVER) + opened;
}

/*
 * Cells of a few to some hundred plants.  By `decline`, of larger ones, those of every third region fall by so much a
 * year in every second industry; where it is 0 nothing happens but chance.
 */
static void
make_plants(double decline)
{
	for (int c = 0; c < CELLS; c++)
	{
		int			r = c / INDUSTRIES,
					i = c % INDUSTRIES;
		double		drift = r % 3 == 0 && i % 2 == 0 ? -decline : 0;

		plants[0][c] = (int) exp((decline > 0 ? 3.7 : 2.7) + 1.1 * test_normal());
		for (int y = 1; y < YEARS; y++)
			plants[y][c] = next_year(plants[y - 1][c], fmax(-TURNOVER, drift));
	}
}

static void
open_register(Register *g, int years)
{
	g->years = years;
	for (int k = 0; k < REGIONS + INDUSTRIES; k++)
		sprintf(label[k], "%c%02d", k < REGIONS ? 'r' : 'i', k);
	for (int y = 0; y < years; y++)
	{
		TestRow		row[CELLS];

		for (int c = 0; c < CELLS; c++)
			row[c] = (TestRow) {label[c / INDUSTRIES], label[REGIONS + c % INDUSTRIES], plants[y][c]};
		g->matrix[y] = (CmPanelMatrix) {.measure = CM_ESTABLISHMENTS, .period = FIRST + y};
		g->flat[y] = test_open_rows(row, CELLS, &g->matrix[y].table);
	}
	cm_panel_open(&g->panel, test_host(), g->matrix, years, &g->matrix[0].table, CM_ESTABLISHMENTS);
}

static void
close_register(Register *g)
{
	CmPanel    *p = &g->panel;

	cm_layers_close(&p->pairs, test_host());
	cm_release(test_host(), p->key);
	cm_release(test_host(), p->year);
	cm_release(test_host(), p->knows_region);
	cm_release(test_host(), p->knows_industry);
	cm_by_industry_close(&p->by_industry, test_host());
	for (int y = 0; y < g->years; y++)
		test_close_rows(&g->flat[y], &g->matrix[y].table);
}

/* Outlooks ------------------------------------------------------------- */

static CmOutlookQuestion
question_of(const Register *g)
{
	CmOutlookQuestion q = {.host = test_host(), .panel = &g->panel, .horizon = HORIZON, .fall = -0.2, .folds = 5, .replicates = 200, .seed = 1};

	for (int j = 0; j < CM_TERMS; j++)
		q.asked[j] = true;
	return q;
}

static int
open_windows(const CmOutlookQuestion *q, int32_t as_of, CmOutlookYear *years)
{
	int			count = 0;

	for (int y = FIRST; y + HORIZON <= as_of && cm_panel_base(q->panel, y) != NULL; y++)
		cm_outlook_year(q, y, as_of, &years[count++]);
	return count;
}

static void
close_windows(CmOutlookYear *years, int count)
{
	for (int k = 0; k < count; k++)
		cm_release(test_host(), years[k].row);
}

static CmOutlookStatus
status_of_register(double decline, bool chance_alone, CmNoise *noise)
{
	static Register g;
	CmOutlookYear years[YEARS];
	CmOutlookQuestion q = question_of(&g);
	CmOutlookFit fit;
	CmOutlookTests tests;
	int			count;

	for (int j = 0; chance_alone && j < CM_TERMS; j++)
		q.asked[j] = j == CM_TERM_CHANCE;
	make_plants(decline);
	open_register(&g, YEARS);
	count = open_windows(&q, FIRST + YEARS - 1, years);
	cm_outlook_fit(&q, years, count, FIRST + YEARS - 1, &fit);
	cm_outlook_test(&q, years, count, &fit, &tests);
	*noise = fit.noise;
	cm_release(test_host(), tests.test);
	cm_outlook_fit_close(&fit, test_host());
	close_windows(years, count);
	close_register(&g);
	return fit.status;
}

static int
registers(void)
{
	const char *asked = getenv("OUTLOOK_REGISTERS");

	return asked == NULL ? REGISTERS : atoi(asked);
}

/* Nothing is told where nothing but chance happens, of which phi is found. */
static void
chance_is_told_by_nothing(void **state)
{
	int			told = 0,
				count = registers();
	double		phi = 0;

	for (int k = 0; k < count; k++)
	{
		CmNoise		noise;
		CmOutlookStatus status = status_of_register(0, false, &noise);

		assert_true(status == CM_OUTLOOK_OK || status == CM_OUTLOOK_BY_NOTHING);
		told += status == CM_OUTLOOK_OK;
		phi += noise.phi / KEPT / count;
	}
	print_message("of %d registers of chance alone, something is told of %d; phi %.3f, of %.3f\n", count, told, phi, PHI);
	assert_true(told <= 1 + count / 20);
	assert_true(count < 10 || fabs(phi - PHI) < 0.05);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* What goes on declining is foretold, but not by chance alone. */
static void
decline_is_told(void **state)
{
	CmNoise		noise;

	assert_int_equal(status_of_register(0.12, false, &noise), CM_OUTLOOK_OK);
	for (int k = 0; k < 4; k++)
		assert_int_equal(status_of_register(k % 2 == 0 ? 0.12 : 0, true, &noise), CM_OUTLOOK_BY_NOTHING);
	(void) state;
}

/* A cell of one or two plants cannot be beyond chance, one of three can. */
static void
few_plants_are_never_beyond(void **state)
{
	CmNoise		noise = {.phi = 0.9, .a2 = 0.0011};

	for (double n = 1; n <= 2; n++)
		assert_true(cm_outcome_chance(CM_OUTCOME_BEYOND, &noise, n, true, -0.2) == 1e-6);
	assert_true(fabs(cm_outcome_chance(CM_OUTCOME_BEYOND, &noise, 3, true, -0.2) - erfc(2.5 / sqrt(2.7 + 0.0099) / sqrt(2)) / 2) < 1e-12);
	(void) state;
}

/* Later years, as many as there are, change no bit of a fit. */
static void
later_years_do_not_matter(void **state)
{
	static Register g[2];
	CmOutlookFit fit[2];
	CmOutlookTests tests[2];

	make_plants(0.12);
	for (int k = 0; k < 2; k++)
	{
		CmOutlookYear years[YEARS];
		CmOutlookQuestion q = question_of(&g[k]);
		int			count;

		open_register(&g[k], k == 0 ? YEARS - 2 : YEARS);
		count = open_windows(&q, FIRST + (k == 0 ? YEARS - 3 : YEARS - 1), years);
		cm_outlook_fit(&q, years, count, FIRST + YEARS - 3, &fit[k]);
		cm_outlook_test(&q, years, count, &fit[k], &tests[k]);
		close_windows(years, count);
	}
	assert_int_equal(fit[0].status, fit[1].status);
	assert_memory_equal(fit[0].logit.b, fit[1].logit.b, sizeof(double) * (size_t) (fit[0].logit.terms + 1));
	assert_memory_equal(fit[0].rate, fit[1].rate, sizeof(double) * INDUSTRIES);
	assert_true(fit[0].noise.phi == fit[1].noise.phi && fit[0].noise.a2 == fit[1].noise.a2);
	assert_int_equal(tests[0].tests, tests[1].tests);
	assert_true(tests[0].test[0].model.auc == tests[1].test[0].model.auc);
	for (int k = 0; k < 2; k++)
	{
		cm_release(test_host(), tests[k].test);
		cm_outlook_fit_close(&fit[k], test_host());
		close_register(&g[k]);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Contributions and the intercept are the log odds; the bounds enclose the probability; the chance of few plants is by its formula. */
static void
parts_add_up(void **state)
{
	static Register g;
	CmOutlookYear years[YEARS];
	CmOutlookYear now;
	CmOutlookQuestion q = question_of(&g);
	CmOutlookFit fit;
	int			count;

	make_plants(0.12);
	open_register(&g, YEARS);
	count = open_windows(&q, FIRST + YEARS - 1, years);
	cm_outlook_fit(&q, years, count, FIRST + YEARS - 1, &fit);
	cm_outlook_year(&q, FIRST + YEARS - 1, FIRST + YEARS - 1, &now);
	assert_true(fit.status == CM_OUTLOOK_OK && now.rows > CELLS / 2);
	for (uint64_t k = 0; k < now.rows; k++)
	{
		CmOutlook	o;
		double		n = now.row[k].size,
					sum = fit.logit.b[0];

		assert_false(now.row[k].known);
		cm_outlook(&fit, &now.row[k], true, -0.2, &o);
		for (int j = 0; j < CM_TERMS; j++)
			sum += isnan(o.contribution[j]) ? 0 : o.contribution[j];
		assert_true(fabs(sum - o.log_odds) < 1e-9 && fabs(o.probability - 1 / (1 + exp(-o.log_odds))) < 1e-12);
		assert_true(o.lower < o.probability && o.probability < o.upper && o.lower > 0 && o.upper < 1);
		assert_true(fabs(o.chance - fmax(1e-6, erfc(-(floor(n * exp(-0.2)) + 0.5 - n) / sqrt(fit.noise.phi * n + fit.noise.a2 * n * n) / sqrt(2)) / 2)) < 1e-12);
	}
	cm_release(test_host(), now.row);
	cm_outlook_fit_close(&fit, test_host());
	close_windows(years, count);
	close_register(&g);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Refusals --------------------------------------------------------------- */

static CmOutlookStatus
status_of(const Register *g, int years)
{
	CmOutlookYear windows[YEARS];
	CmOutlookQuestion q = question_of(g);
	CmOutlookFit fit;
	CmOutlookTests tests;
	int			count = open_windows(&q, FIRST + years - 1, windows);

	cm_outlook_fit(&q, windows, count, FIRST + years - 1, &fit);
	cm_outlook_test(&q, windows, count, &fit, &tests);
	cm_release(test_host(), tests.test);
	cm_outlook_fit_close(&fit, test_host());
	close_windows(windows, count);
	return fit.status;
}

static CmOutlookStatus
status_of_years(int years)
{
	static Register g;
	CmOutlookStatus status;

	open_register(&g, years);
	status = status_of(&g, years);
	close_register(&g);
	return status;
}

static void
too_little_is_refused(void **state)
{
	make_plants(0.12);
	/* one year; one window that is over, and none later than another */
	assert_int_equal(status_of_years(1), CM_OUTLOOK_SHORT);
	assert_int_equal(status_of_years(4), CM_OUTLOOK_SHORT);
	assert_int_equal(status_of_years(6), CM_OUTLOOK_SHORT);
	/* two regions */
	for (int y = 0; y < YEARS; y++)
		for (int c = 0; c < CELLS; c++)
			plants[y][c] = c / INDUSTRIES < 2 ? 20 : 0;
	assert_int_equal(status_of_years(YEARS), CM_OUTLOOK_FEW_EVENTS);
	/* nothing happens */
	for (int y = 0; y < YEARS; y++)
		for (int c = 0; c < CELLS; c++)
			plants[y][c] = 20;
	assert_int_equal(status_of_years(YEARS), CM_OUTLOOK_FEW_EVENTS);
	/* all that happens is in eighteen regions */
	make_plants(0.12);
	for (int y = 0; y < YEARS; y++)
		for (int c = 18 * INDUSTRIES; c < CELLS; c++)
			plants[y][c] = 0;
	assert_int_equal(status_of_years(YEARS), CM_OUTLOOK_FEW_REGIONS);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Back-tests of chance --------------------------------------------------- */

/* How often each predictor beats the chance of few firms, by outcome, in a register of chance alone. */
static void
count_beaten(const Register *g, int beaten[CM_OUTCOMES][CM_PREDICTORS])
{
	CmRiskModel model = {.shrinkage = 5};
	CmPlans		plans;
	CmIndicators s;
	int			level[REGIONS];
	double		mass[REGIONS];
	uint32_t	group[INDUSTRIES] = {0};
	int32_t		year = FIRST + YEARS - 1 - HORIZON;
	CmForecast *forecast = cm_resize(test_host(), NULL, CELLS + 1, sizeof(CmForecast));
	CmCase	   *cases = cm_resize(test_host(), NULL, CELLS + 1, sizeof(CmCase)),
			   *chance = cm_resize(test_host(), NULL, CELLS + 1, sizeof(CmCase));
	uint64_t	count;

	for (int r = 0; r < REGIONS; r++)
	{
		level[r] = -1;
		mass[r] = 1;
	}
	cm_plans_open(&plans, &g->panel, NULL, 0, year, false, level);
	cm_indicators_open(&s, test_host(), &model, &g->panel, &plans, year, group, mass, mass, NULL);
	count = cm_forecast(&s, FIRST + YEARS - 1, -0.2, NULL, forecast);
	for (CmOutcome o = 0; o < CM_OUTCOMES; o++)
		for (CmPredictor p = CM_PREDICTOR_LOW_LQ; p < CM_PREDICTOR_DOMINANCE; p++)
		{
			CmTrial		trial = {.cases = cases, .chance = chance, .regions = REGIONS, .replicates = 200, .seed = 1};
			CmSkill		skill;

			cm_cases(test_host(), forecast, count, o, CM_PREDICTOR_CHANCE, false, NULL, chance);
			trial.count = cm_cases(test_host(), forecast, count, o, p, false, NULL, cases);
			cm_skill(test_host(), &trial, &skill);
			beaten[o][p] += cm_skill_verdict(&skill) == CM_SKILL_BETTER;
		}
	cm_release(test_host(), forecast);
	cm_release(test_host(), cases);
	cm_release(test_host(), chance);
	cm_indicators_close(&s);
	cm_plans_close(&plans);
}

static void
chance_is_beaten_by_nothing(void **state)
{
	static Register g;
	int			beaten[CM_OUTCOMES][CM_PREDICTORS] = {{0}},
				count = registers();

	for (int k = 0; k < count; k++)
	{
		make_plants(0);
		open_register(&g, YEARS);
		count_beaten(&g, beaten);
		close_register(&g);
	}
	for (CmOutcome o = 0; o < CM_OUTCOMES; o++)
		for (CmPredictor p = CM_PREDICTOR_LOW_LQ; p < CM_PREDICTOR_DOMINANCE; p++)
		{
			print_message("%s: %s beats chance in %d of %d registers of chance alone\n", cm_outcome_name[o], cm_predictor_name[p], beaten[o][p], count);
			assert_true(beaten[o][p] <= 2 + count / 20);
		}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chance_is_told_by_nothing),
		cmocka_unit_test(decline_is_told),
		cmocka_unit_test(few_plants_are_never_beyond),
		cmocka_unit_test(later_years_do_not_matter),
		cmocka_unit_test(parts_add_up),
		cmocka_unit_test(too_little_is_refused),
		cmocka_unit_test(chance_is_beaten_by_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
