/*
 * chance.c: what a cell did, and what it would do by the chance of few firms alone.
 */
#include "core/policy/chance.h"

#include "core/policy/panel_growth.h"

#include <math.h>

#define ONE_IN_TWENTY 1.645
#define FEW_FIRMS 30
#define LEAST_CHANCE 1e-6
#define ROUNDING 1e-9			/* of a bound that is a whole number of plants */

const char *const cm_outcome_name[] = {"fell", "beyond", "behind", "exit_of_established", NULL};

/* What happened -------------------------------------------------------- */

bool
cm_move(const CmPanel *panel, int32_t from, int32_t to, uint64_t pair, CmMove *move)
{
	const CmLayer *before = cm_panel_base(panel, from),
			   *after = cm_panel_base(panel, to);
	uint32_t	industry = panel->pairs.column[pair];

	*move = (CmMove) {
		.before = cm_layer_at(before, pair),
		.after = cm_layer_at(after, pair),
		.gap = cm_growth_gap(before, after, industry, pair, 1),
		.expected = cm_expected_size(before, after, industry, pair),
		.firms = cm_firms_behind(panel, from, pair),
		.plants = panel->base == CM_ESTABLISHMENTS,
	};
	return move->before > 0 && move->expected > 0 && isfinite(move->expected) && isfinite(move->after);
}

/* Of a size in units of itself. */
static double
deviation(const CmNoise *noise, double firms)
{
	return sqrt(noise->a2 + noise->phi / firms);
}

double
cm_surprise(const CmNoise *noise, const CmMove *move)
{
	/* Plants are as noisy as there should be, firms of any size as there were. */
	return (move->after / move->expected - 1) / deviation(noise, move->plants ? move->expected : move->firms);
}

int
cm_outcome(CmOutcome outcome, const CmNoise *noise, const CmMove *move, double fall, bool established)
{
	switch (outcome)
	{
		case CM_OUTCOME_FELL:
			return move->gap <= fall;
		case CM_OUTCOME_BEYOND:
			return isnan(move->firms) ? -1 : cm_surprise(noise, move) <= -ONE_IN_TWENTY;
		case CM_OUTCOME_BEHIND:
			return move->firms >= FEW_FIRMS ? move->after < move->expected : -1;
		case CM_OUTCOME_EXIT:
			return established ? move->after == 0 : -1;
		case CM_OUTCOMES:
			break;
	}
	return -1;
}

/* By chance ------------------------------------------------------------ */

static double
normal_below(double z)
{
	return erfc(-z / sqrt(2)) / 2;
}

/* That so many plants become at most a number of them, by the normal that is nearest to whole numbers; never fewer than none. */
static double
chance_of_plants(const CmNoise *noise, double plants, double most)
{
	if (most + ROUNDING < 0)
		return 0;
	return normal_below((floor(most + ROUNDING) + 0.5 - plants) / (plants * deviation(noise, plants)));
}

static double
chance(CmOutcome outcome, const CmNoise *noise, double firms, bool plants, double fall)
{
	double		off = deviation(noise, firms);

	switch (outcome)
	{
		case CM_OUTCOME_FELL:
			return plants ? chance_of_plants(noise, firms, firms * exp(fall)) : normal_below(fall / off);
		case CM_OUTCOME_BEYOND:
			return plants ? chance_of_plants(noise, firms, firms - ONE_IN_TWENTY * firms * off) : normal_below(-ONE_IN_TWENTY);
		case CM_OUTCOME_BEHIND:
			return 0.5;
		case CM_OUTCOME_EXIT:
			return chance_of_plants(noise, firms, 0);
		case CM_OUTCOMES:
			break;
	}
	return NAN;
}

double
cm_outcome_chance(CmOutcome outcome, const CmNoise *noise, double firms, bool plants, double fall)
{
	double		p = chance(outcome, noise, firms, plants, fall);

	return p < LEAST_CHANCE ? LEAST_CHANCE : p > 1 - LEAST_CHANCE ? 1 - LEAST_CHANCE : p;
}
