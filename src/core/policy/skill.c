/*
 * skill.c: how well did a predictor foretell what came, and better than chance?
 */
#include "core/policy/skill.h"

#include "core/numeric/logit.h"
#include "core/numeric/random.h"
#include "core/numeric/sort.h"
#include "core/numeric/undefined.h"

#include <math.h>

#define FEW 30					/* events or others that tell nothing */
#define ROUNDING 1e-12			/* of a usefulness: smaller gains are ties */

const double cm_preference[CM_PREFERENCES] = {0.5, 0.8};

/* What is said --------------------------------------------------------- */

static double
probability_of(const CmCase *c)
{
	return isnan(c->predicted) ? NAN : c->probability;
}

static double
size_of(const CmCase *c)
{
	return isnan(c->predicted) ? NAN : c->size;
}

/* Where a tenth of so many begins: at cases x tenth / 10, rounded down; where the last one ends for 10. */
static uint64_t
tenth_from(uint64_t cases, uint64_t tenth)
{
	return cases / CM_TENTHS * tenth + cases % CM_TENTHS * tenth / CM_TENTHS;
}

/* The mean of the areas of tenths by size, by how many events and others meet in each. */
static double
area_within_size(const CmHost *host, const CmTrial *t, const uint32_t *once)
{
	uint64_t	known;
	CmKeyed    *rank = cm_ranked(host, t->cases, t->count, size_of, &known);
	CmCase	   *by_size = cm_resize(host, NULL, known + 1, sizeof(CmCase));
	double		won = 0,
				met = 0;

	for (uint64_t k = 0; k < known; k++)
	{
		cm_breathe_at(host, k);
		by_size[k] = t->cases[rank[k].with];
	}
	for (uint64_t d = 0; d < CM_TENTHS; d++)
	{
		uint64_t	from = tenth_from(known, d);
		CmOrder		o;
		double		meet;

		cm_order_open(&o, host, by_size + from, tenth_from(known, d + 1) - from, cm_predicted_of);
		meet = (double) o.events * (double) (o.cases - o.events);
		won += meet > 0 ? cm_area(host, &o, once) * meet : 0;
		met += meet;
		cm_order_close(&o, host);
	}
	cm_release(host, rank);
	cm_release(host, by_size);
	return won / met;
}

/* Probabilities ---------------------------------------------------------- */

static bool
has_probability(const CmCase *c)
{
	return !isnan(probability_of(c));
}

/* Squared distance of a probability from what came. */
static double
off_by(const CmCase *c)
{
	return (c->probability - c->event) * (c->probability - c->event);
}

/* The mean of that, of the cases whose probability is known, and another's too if there is one. */
static double
brier_of(const CmHost *host, const CmCase *cases, const CmCase *other, uint64_t count)
{
	double		sum = 0,
				known = 0;

	for (uint64_t k = 0; k < count; k++)
	{
		cm_breathe_at(host, k);
		if (!has_probability(&cases[k]) || (other != NULL && !has_probability(&other[k])))
			continue;
		sum += off_by(&cases[k]);
		known++;
	}
	return sum / known;
}

/* The tenth from one place to before another; `tie` is one at or before it. */
static void
fill_tenth(const CmHost *host, const CmOrder *o, uint64_t from, uint64_t to, uint64_t *tie, CmReliability *r)
{
	double		above = 0,
				events = 0;

	*r = (CmReliability) {.lower = NAN, .upper = NAN, .pairs = (double) (to - from)};
	for (uint64_t at = from, end; at < to; at = end)
	{
		double		share;

		while (o->end[*tie] <= at)
			++*tie;
		cm_breathe_at(host, *tie);
		end = o->end[*tie] < to ? o->end[*tie] : to;
		share = (double) (end - at);
		if (at == from)
			r->lower = o->value[*tie];
		r->upper = o->value[*tie];
		above += share * (o->value[*tie] - r->lower);
		events += share * ((double) o->tied_events[*tie] / (double) cm_tied(o, *tie));
	}
	r->predicted = r->lower + above / r->pairs;
	r->observed = events / r->pairs;
}

void
cm_reliability(const CmHost *host, const CmCase *cases, uint64_t count, CmReliability tenth[CM_TENTHS])
{
	CmOrder		o;
	uint64_t	tie = 0;

	cm_order_open(&o, host, cases, count, probability_of);
	for (uint64_t d = 0; d < CM_TENTHS; d++)
		fill_tenth(host, &o, tenth_from(o.cases, d), tenth_from(o.cases, d + 1), &tie, &tenth[d]);
	cm_order_close(&o, host);
}

static double
calibration_error(const CmHost *host, const CmTrial *t)
{
	CmReliability tenth[CM_TENTHS];
	double		sum = 0,
				pairs = 0;

	cm_reliability(host, t->cases, t->count, tenth);
	for (int d = 0; d < CM_TENTHS; d++)
	{
		pairs += tenth[d].pairs;
		sum += tenth[d].pairs > 0 ? tenth[d].pairs * fabs(tenth[d].predicted - tenth[d].observed) : 0;
	}
	return sum / pairs;
}

/* The line of calibration ------------------------------------------------ */

/* Probabilities of 0 and 1 would be infinitely far out: they are taken half a case inside. */
static void
fit_line(const CmHost *host, const CmTrial *t, double *intercept, double *slope)
{
	double	   *z = cm_resize(host, NULL, t->count + 1, sizeof(double)),
				least;
	bool	   *event = cm_resize(host, NULL, t->count + 1, sizeof(bool)),
				penalised = false;
	CmLogitRows rows = {.terms = 1, .z = z, .event = event, .penalised = &penalised};
	CmLogit		fit;

	for (uint64_t k = 0; k < t->count; k++)
	{
		cm_breathe_at(host, k);
		if (!has_probability(&t->cases[k]))
			continue;
		z[rows.rows] = t->cases[k].probability;
		event[rows.rows++] = t->cases[k].event;
	}
	least = 0.5 / (double) rows.rows;
	for (uint64_t k = 0; k < rows.rows; k++)
	{
		double		p = fmin(fmax(z[k], least), 1 - least);

		z[k] = log(p / (1 - p));
	}
	fit = cm_logit_fit(host, &rows, 0, NULL);
	*intercept = fit.status == CM_LOGIT_OK ? fit.b[0] : NAN;
	*slope = fit.status == CM_LOGIT_OK ? fit.b[1] : NAN;
	cm_release(host, z);
	cm_release(host, event);
}

/* Usefulness ------------------------------------------------------------- */

/* Of so many missed events and false alarms, against always or never warning. */
static double
relative_usefulness(double mu, double missed, double events, double false_alarms, double others)
{
	double		without = fmin(mu * events, (1 - mu) * others);

	return without > 0 ? 1 - (mu * missed + (1 - mu) * false_alarms) / without : NAN;
}

double
cm_usefulness(const CmHost *host, const CmCase *cases, uint64_t count, double threshold, double mu)
{
	double		all[2] = {0, 0},	/* others, events */
				warned[2] = {0, 0};

	for (uint64_t k = 0; k < count; k++)
	{
		cm_breathe_at(host, k);
		all[cases[k].event] += !isnan(cases[k].predicted);
		warned[cases[k].event] += cases[k].predicted >= threshold;
	}
	return isnan(threshold) ? NAN : relative_usefulness(mu, all[1] - warned[1], all[1], warned[0], all[0]);
}

double
cm_best_threshold(const CmHost *host, const CmCase *cases, uint64_t count, double mu)
{
	CmOrder		o;
	double		events,
				others,
				hits = 0,
				false_alarms = 0,
				most,
				best = INFINITY;

	cm_order_open(&o, host, cases, count, cm_predicted_of);
	events = (double) o.events;
	others = (double) (o.cases - o.events);
	most = relative_usefulness(mu, events, events, 0, others);
	for (uint64_t tie = o.ties; tie-- > 0;)
	{
		double		useful;

		cm_breathe_at(host, tie);
		hits += (double) o.tied_events[tie];
		false_alarms += (double) (cm_tied(&o, tie) - o.tied_events[tie]);
		useful = relative_usefulness(mu, events - hits, events, false_alarms, others);
		if (useful > most + ROUNDING)
		{
			most = useful;
			best = o.value[tie];
		}
	}
	cm_order_close(&o, host);
	return isnan(most) ? NAN : best;
}

/* Replicates ------------------------------------------------------------- */

/* What each replicate looks at. */
typedef struct Contest
{
	CmOrder		own;
	CmOrder		both[2];		/* the predictor's and chance's, of cases of which both say something */
	double	   *gap;			/* by region: sum of how much less the predictor is off than chance */
	double	   *gaps;			/* of so many cases */
} Contest;

/* The cases of which both say something. */
static void
compare(Contest *c, const CmHost *host, const CmTrial *t)
{
	CmCase	   *both[2];
	uint64_t	compared = 0;

	for (int i = 0; i < 2; i++)
		both[i] = cm_resize(host, NULL, t->count + 1, sizeof(CmCase));
	for (uint64_t k = 0; k < t->count; k++)
	{
		const CmCase *a = &t->cases[k],
				   *b = &t->chance[k];

		cm_breathe_at(host, k);
		if (isnan(a->predicted) || isnan(b->predicted))
			continue;
		both[0][compared] = *a;
		both[1][compared++] = *b;
		if (has_probability(a) && has_probability(b))
		{
			c->gap[a->region] += off_by(b) - off_by(a);
			c->gaps[a->region]++;
		}
	}
	for (int i = 0; i < 2; i++)
	{
		cm_order_open(&c->both[i], host, both[i], compared, cm_predicted_of);
		cm_release(host, both[i]);
	}
}

static void
contest_open(Contest *c, const CmHost *host, const CmTrial *t)
{
	*c = (Contest) {.gap = cm_zeros(host, (size_t) t->regions + 1, sizeof(double)), .gaps = cm_zeros(host, (size_t) t->regions + 1, sizeof(double))};
	cm_order_open(&c->own, host, t->cases, t->count, cm_predicted_of);
	if (t->chance != NULL)
		compare(c, host, t);
}

static void
contest_close(Contest *c, const CmHost *host)
{
	cm_release(host, c->gap);
	cm_release(host, c->gaps);
	cm_order_close(&c->own, host);
	for (int i = 0; i < 2; i++)
		cm_order_close(&c->both[i], host);
}

static double
area_difference(const CmHost *host, const Contest *c, const uint32_t *weight)
{
	return cm_area(host, &c->both[0], weight) - cm_area(host, &c->both[1], weight);
}

static double
brier_difference(const Contest *c, uint32_t regions, const uint32_t *weight)
{
	double		gap = 0,
				gaps = 0;

	for (uint32_t r = 0; r < regions; r++)
	{
		gap += weight[r] * c->gap[r];
		gaps += weight[r] * c->gaps[r];
	}
	return gap / gaps;
}

/* The regions that have a case, whatever is said of it, ascending.  Returns how many. */
static uint32_t
regions_present(const CmHost *host, const CmTrial *t, uint32_t *present)
{
	bool	   *any = cm_zeros(host, (size_t) t->regions + 1, sizeof(bool));
	uint32_t	count = 0;

	for (uint64_t k = 0; k < t->count; k++)
	{
		cm_breathe_at(host, k);
		any[t->cases[k].region] = true;
	}
	for (uint32_t r = 0; r < t->regions; r++)
		if (any[r])
			present[count++] = r;
	cm_release(host, any);
	return count;
}

/* How often a replicate draws each region. */
static void
draw_regions(const CmTrial *t, uint32_t replicate, const uint32_t *present, uint32_t count, uint32_t *weight)
{
	uint64_t	stream = cm_mix64(t->seed * CM_GOLDEN + replicate + 1);

	memset(weight, 0, ((size_t) t->regions + 1) * sizeof(uint32_t));
	for (uint32_t k = 0; k < count; k++)
		weight[present[(uint32_t) (cm_uniform(stream, k) * count)]]++;
}

/* What replicates find, those without events or others left out. */
typedef struct Found
{
	double	   *value;
	uint32_t	count;
} Found;

static void
keep(Found *f, double value)
{
	f->value[f->count] = value;
	f->count += !isnan(value);
}

/* The bounds of 95 percent of them. */
static void
bound(const CmHost *host, Found *f, double *lower, double *upper)
{
	cm_sort(host, f->value, f->count, sizeof(double), cm_ascending);
	*lower = f->count == 0 ? NAN : f->value[(uint32_t) (0.025 * (f->count - 1) + 0.5)];
	*upper = f->count == 0 ? NAN : f->value[(uint32_t) (0.975 * (f->count - 1) + 0.5)];
	cm_release(host, f->value);
}

static void
bootstrap(const CmHost *host, const CmTrial *t, const Contest *c, CmSkill *s)
{
	uint32_t   *weight = cm_resize(host, NULL, (size_t) t->regions + 1, sizeof(uint32_t));
	uint32_t   *present = cm_resize(host, NULL, (size_t) t->regions + 1, sizeof(uint32_t));
	uint32_t	count = regions_present(host, t, present);
	Found		auc = {cm_resize(host, NULL, (size_t) t->replicates + 1, sizeof(double)), 0},
				difference = {cm_resize(host, NULL, (size_t) t->replicates + 1, sizeof(double)), 0},
				brier = {cm_resize(host, NULL, (size_t) t->replicates + 1, sizeof(double)), 0};

	for (uint32_t b = 0; b < t->replicates; b++)
	{
		cm_breathe(host);
		draw_regions(t, b, present, count, weight);
		keep(&auc, cm_area(host, &c->own, weight));
		keep(&difference, area_difference(host, c, weight));
		keep(&brier, brier_difference(c, t->regions, weight));
	}
	bound(host, &auc, &s->auc_lower, &s->auc_upper);
	bound(host, &difference, &s->difference_lower, &s->difference_upper);
	bound(host, &brier, &s->brier_difference_lower, &s->brier_difference_upper);
	cm_release(host, weight);
	cm_release(host, present);
}

/* All together ----------------------------------------------------------- */

static void
tell_apart(const CmHost *host, const CmTrial *t, const Contest *c, CmSkill *s)
{
	uint32_t   *once = cm_resize(host, NULL, (size_t) t->regions + 1, sizeof(uint32_t));

	for (uint32_t r = 0; r < t->regions; r++)
		once[r] = 1;
	s->pairs = (double) c->own.cases;
	s->events = (double) c->own.events;
	s->auc = cm_area(host, &c->own, once);
	s->auc_within_size = area_within_size(host, t, once);
	s->precision_area = cm_average_precision(host, &c->own);
	s->lift = cm_lift(host, &c->own);
	s->compared = t->chance == NULL ? NAN : (double) c->both[0].cases;
	s->compared_events = t->chance == NULL ? NAN : (double) c->both[0].events;
	s->difference = area_difference(host, c, once);
	s->brier_difference = brier_difference(c, t->regions, once);
	cm_release(host, once);
}

/* The Brier score of saying of all cases how many of them are events. */
static double
brier_of_base_rate(const CmHost *host, const CmTrial *t)
{
	double		known = 0,
				events = 0;

	for (uint64_t k = 0; k < t->count; k++)
	{
		cm_breathe_at(host, k);
		known += has_probability(&t->cases[k]);
		events += has_probability(&t->cases[k]) && t->cases[k].event;
	}
	return events / known * (1 - events / known);
}

static void
weigh_probabilities(const CmHost *host, const CmTrial *t, CmSkill *s)
{
	s->brier = brier_of(host, t->cases, NULL, t->count);
	s->brier_skill = cm_defined(1 - s->brier / brier_of_base_rate(host, t));
	s->brier_skill_chance = t->chance == NULL ? NAN :
		cm_defined(1 - brier_of(host, t->cases, t->chance, t->count) / brier_of(host, t->chance, t->cases, t->count));
	s->ece = calibration_error(host, t);
	fit_line(host, t, &s->intercept, &s->slope);
}

void
cm_skill(const CmHost *host, const CmTrial *t, CmSkill *s)
{
	Contest		c;

	contest_open(&c, host, t);
	tell_apart(host, t, &c, s);
	weigh_probabilities(host, t, s);
	for (int i = 0; i < CM_PREFERENCES; i++)
	{
		s->threshold[i] = cm_best_threshold(host, t->earlier, t->earlier_count, cm_preference[i]);
		s->usefulness[i] = cm_usefulness(host, t->cases, t->count, s->threshold[i], cm_preference[i]);
	}
	bootstrap(host, t, &c, s);
	contest_close(&c, host);
}

CmSkillVerdict
cm_skill_verdict(const CmSkill *s)
{
	if (isnan(s->compared))
		return CM_SKILL_NONE;
	if (s->compared_events < FEW || s->compared - s->compared_events < FEW)
		return CM_SKILL_TOO_FEW;
	if (isnan(s->difference_lower))
		return CM_SKILL_NONE;
	return s->difference_lower > 0 ? CM_SKILL_BETTER : s->difference_upper < 0 ? CM_SKILL_WORSE : CM_SKILL_NOT_TOLD;
}
