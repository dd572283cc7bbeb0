/*
 * test_indicators.c: every indicator of policy risk against its definition,
 * over dense arrays of random small worlds.
 */
#include "policy_world.h"

#include "core/policy/indicators/cards.h"
#include "core/policy/indicators/indicators_plan.h"
#include "core/policy/policy_province.h"

#include <math.h>
#include <string.h>

#ifdef UNDER_VALGRIND
#define ROUNDS 6
#else
#define ROUNDS 120
#endif

/* The definitions ------------------------------------------------------ */

/* Sums of a measure in a calendar year, or NULL. */
static const Sums *
in_year(CmMeasure m, int year)
{
	for (int y = 0; y < YEARS; y++)
		if (w.year[y] == year && m < CM_MEASURES && w.has[m][y])
			return &w.sums[m][y];
	return NULL;
}

static const Sums *
now(CmMeasure m)
{
	return in_year(m, w.year[NOW]);
}

/* Sizes in other regions, in other industries, in all of an industry, of a region, of everything. */
static double
total(const Sums *s, int r, int i, int not_r, int not_i)
{
	double		sum = 0;

	for (int q = 0; q < REGIONS; q++)
		for (int j = 0; j < INDUSTRIES; j++)
			if ((r < 0 || q == r) && (i < 0 || j == i) && q != not_r && j != not_i)
				sum += s->size[q][j];
	return sum;
}

static double
industry_firms(const Sums *s, int i)
{
	double		sum = 0;

	for (int r = 0; r < REGIONS; r++)
		sum += s->firms[r][i];
	return sum;
}

static double
lq_of(int r, int i)
{
	const Sums *s = now(w.base);
	double		x_i = total(s, -1, i, -1, -1),
				n_i = industry_firms(s, i);
	double		expected = total(s, r, -1, -1, -1) * x_i / total(s, -1, -1, -1, -1),
				prior = n_i > 0 ? w.shrinkage * x_i / n_i : 0;

	return expected > 0 ? (s->size[r][i] + prior) / (expected + prior) : NAN;
}

static bool present[REGIONS][INDUSTRIES];
static double density[REGIONS][INDUSTRIES];
static bool dense;				/* is there enough for densities? */

static double
proximity(int i, int j)
{
	double		both = 0,
				u = 0,
				v = 0;

	for (int r = 0; r < REGIONS; r++)
	{
		both += present[r][i] && present[r][j];
		u += present[r][i];
		v += present[r][j];
	}
	return both == 0 ? 0 : fmin(both / u, both / v);
}

static void
find_densities(void)
{
	const Sums *s = now(w.base);
	double		x = total(s, -1, -1, -1, -1);
	int			regions = 0,
				industries = 0;

	for (int r = 0; r < REGIONS; r++)
		regions += total(s, r, -1, -1, -1) > 0;
	for (int i = 0; i < INDUSTRIES; i++)
		industries += total(s, -1, i, -1, -1) > 0;
	dense = regions >= 10 && industries >= 15;
	for (int r = 0; r < REGIONS; r++)
		for (int i = 0; i < INDUSTRIES; i++)
			present[r][i] = s->size[r][i] > 0 && s->size[r][i] * x >= total(s, r, -1, -1, -1) * total(s, -1, i, -1, -1);
	for (int r = 0; r < REGIONS; r++)
		for (int i = 0; i < INDUSTRIES; i++)
		{
			double		near = 0,
						all = 0;

			for (int j = 0; j < INDUSTRIES; j++)
				if (j != i)
				{
					all += proximity(i, j);
					near += present[r][j] ? proximity(i, j) : 0;
				}
			density[r][i] = all > 0 ? near / all : NAN;
		}
	for (int r = 0; r < REGIONS; r++)
	{
		double		n = 0,
					mean = 0,
					variance = 0;

		for (int i = 0; i < INDUSTRIES; i++)
			if (!isnan(density[r][i]))
			{
				n++;
				mean += density[r][i];
			}
		mean /= n;
		for (int i = 0; i < INDUSTRIES; i++)
			variance += isnan(density[r][i]) ? 0 : (density[r][i] - mean) * (density[r][i] - mean) / n;
		for (int i = 0; i < INDUSTRIES; i++)
			density[r][i] = sqrt(variance) > 1e-12 ? (density[r][i] - mean) / sqrt(variance) : NAN;
	}
}

/* All active policies of a pair. */
typedef struct Plan
{
	bool		any;
	int			start;			/* CM_NO_YEAR */
	double		amount;
	CmMeasure	measure;
	double		target;
	int			target_year;
	double		growth;			/* that it asks a year, NaN */
	int			policies;
	int			known;
	int			present;
} Plan;

static Plan
plan_of(int r, int i)
{
	Plan		plan = {.start = CM_NO_YEAR, .amount = NAN, .target = NAN, .growth = NAN};

	for (int k = 0; k < w.policies; k++)
	{
		const CmPolicy *p = &w.policy[k];
		const Sums *s = now(p->measure);
		double		years,
					growth;
		bool		more,
					later = p->decided != CM_NO_YEAR ? p->decided > w.year[NOW] : w.hindsight && p->end >= w.year[NOW];
		int			end = later ? CM_FOREVER : p->end;

		if (w.policy_region[k] != r || w.policy_industry[k] != i || p->start > w.year[NOW] || end < w.year[NOW])
			continue;
		plan.any = true;
		if (p->start != CM_NO_YEAR && (plan.start == CM_NO_YEAR || p->start < plan.start))
			plan.start = p->start;
		years = p->start == CM_NO_YEAR ? 1 : (end != CM_FOREVER ? end : p->target_year != CM_NO_YEAR ? p->target_year : w.year[NOW]) - p->start + 1;
		if (!isnan(p->amount))
			plan.amount = (isnan(plan.amount) ? 0 : plan.amount) + p->amount / (years < 1 ? 1 : years);
		plan.policies++;
		for (int g = 0; g < CM_SAFEGUARDS; g++)
		{
			int			there = p->safeguard[g];

			/* What is said of the end itself, else what its year says, as far as it was known then. */
			if (g == CM_SAFEGUARD_END && there == -1 && p->tells_end)
				there = end == CM_FOREVER ? (w.hindsight ? -1 : 0) : p->decided != CM_NO_YEAR || end > w.year[NOW] ? 1 : -1;
			plan.known += there != -1;
			plan.present += there == 1;
		}
		growth = s == NULL || p->target_year == CM_NO_YEAR || p->target_year <= w.year[NOW] ? NAN :
			pow(p->target / s->size[r][i], 1.0 / (p->target_year - w.year[NOW]));
		/* Known growth before unknown, more before less, then the larger target, the earlier year, the first measure. */
		more = isnan(growth) != isnan(plan.growth) ? isnan(plan.growth) :
			!isnan(growth) && growth != plan.growth ? growth > plan.growth :
			isnan(plan.target) || p->target != plan.target ? isnan(plan.target) || p->target > plan.target :
			p->target_year != plan.target_year ? plan.target_year == CM_NO_YEAR || (p->target_year != CM_NO_YEAR && p->target_year < plan.target_year) :
			p->measure < plan.measure;
		if (!isnan(p->target) && more)
		{
			plan.measure = p->measure;
			plan.target = p->target;
			plan.target_year = p->target_year;
			plan.growth = growth;
		}
	}
	return plan;
}

static CmFinding
value(double x)
{
	return cm_found(x);
}

static CmFinding
proxy(CmFinding f)
{
	f.evidence = f.evidence == CM_EVIDENCE_OK ? CM_EVIDENCE_PROXY : f.evidence;
	return f;
}

static CmFinding
none(CmEvidence why)
{
	return cm_not_found(why);
}

static CmFinding
small(CmFinding f, bool few)
{
	f.small_cell = few && !isnan(f.value);
	f.evidence = f.small_cell && f.evidence == CM_EVIDENCE_OK ? CM_EVIDENCE_SMALL_CELL : f.evidence;
	return f;
}

static bool
few(int r, int i)
{
	return now(w.base)->firms[r][i] < 5;
}

static CmFinding
factor_gap(int r, int i)
{
	const Sums *k = now(CM_CAPITAL),
			   *l = now(CM_CAPITAL_EMPLOYMENT) != NULL ? now(CM_CAPITAL_EMPLOYMENT) : now(CM_EMPLOYMENT);
	double		industry,
				region;

	if (k == NULL || l == NULL)
		return none(CM_EVIDENCE_MISSING_MEASURE);
	industry = total(k, -1, i, r, -1) / total(l, -1, i, r, -1);
	region = total(k, r, -1, -1, i) / total(l, r, -1, -1, i);
	return industry > 0 && region > 0 ? value(log(industry) - log(region)) : none(CM_EVIDENCE_NO_DATA);
}

static CmFinding
footloose(int r, int i)
{
	const Sums *outside = now(CM_OUTSIDE_EMPLOYMENT),
			   *gone = now(CM_EXIT_EMPLOYMENT),
			   *l = now(CM_LOCATED_EMPLOYMENT) != NULL ? now(CM_LOCATED_EMPLOYMENT) : now(CM_EMPLOYMENT),
			   *before = in_year(CM_EMPLOYMENT, w.year[NOW] - 3);

	if (outside != NULL)
		return l == NULL ? none(CM_EVIDENCE_MISSING_MEASURE) : small(value(outside->size[r][i] / l->size[r][i]), few(r, i));
	return gone == NULL || before == NULL ? none(CM_EVIDENCE_MISSING_MEASURE) :
		small(proxy(value(gone->size[r][i] / before->size[r][i])), few(r, i));
}

/* Other regions with a plan that count as peers. */
static CmFinding
copycat(int r, int i)
{
	double		peers = 0,
				targeting = 0;
	int			level = w.level[r];
	bool		seen[3] = {false};
	int			levels = 0;

	for (int q = 0; q < REGIONS; q++)
	{
		bool		lists = false;

		for (int j = 0; j < INDUSTRIES; j++)
			lists = lists || plan_of(q, j).any;
		if (lists && w.level[q] >= 0)
			seen[w.level[q]] = true;
	}
	for (int l = 0; l < 3; l++)
		if (seen[l])
		{
			levels++;
			level = w.level[r] < 0 ? l : level;
		}
	if (w.level[r] < 0 && levels > 1)
		return none(CM_EVIDENCE_TOO_FEW);
	for (int q = 0; q < REGIONS; q++)
	{
		bool		lists = false;

		for (int j = 0; j < INDUSTRIES; j++)
			lists = lists || plan_of(q, j).any;
		peers += q != r && lists && w.level[q] == level;
		targeting += q != r && plan_of(q, i).any && w.level[q] == level;
	}
	return peers < 5 ? none(CM_EVIDENCE_TOO_FEW) : value(targeting / peers);
}

static CmFinding
overcapacity(int r, int i)
{
	const Sums *capacity = now(CM_CAPACITY),
			   *made = now(CM_CAPACITY_OUTPUT),
			   *covered = now(CM_CAPACITY_EMPLOYMENT),
			   *l = now(CM_EMPLOYMENT);
	double		peak = 0,
				used = NAN;
	int			years = 0;

	if (capacity != NULL && made != NULL)
		return covered != NULL && l != NULL && covered->size[r][i] / l->size[r][i] < 0.5 ? none(CM_EVIDENCE_TOO_FEW) :
			value(made->size[r][i] / capacity->size[r][i]);
	if (now(CM_OUTPUT) == NULL || now(CM_CAPITAL) == NULL)
		return none(CM_EVIDENCE_MISSING_MEASURE);
	for (int year = w.year[NOW] - 9; year <= w.year[NOW]; year++)
	{
		const Sums *q = in_year(CM_OUTPUT, year),
				   *k = in_year(CM_CAPITAL, year);

		used = NAN;
		if (q == NULL || k == NULL || k->size[r][i] == 0)
			continue;
		used = q->size[r][i] / k->size[r][i];
		peak = fmax(peak, used);
		years++;
	}
	if (isnan(used))
		return none(CM_EVIDENCE_NO_DATA);
	return years < 5 ? none(CM_EVIDENCE_TOO_FEW) : proxy(value(used / peak));
}

static CmFinding
of_value_added(double money, double value_added)
{
	CmFinding	f = none(CM_EVIDENCE_ZERO_BASE);

	return money > 0 && value_added == 0 ? f : value(money / value_added);
}

static CmFinding
subsidy(int r, int i)
{
	const Sums *s = now(CM_SUBSIDY),
			   *v = now(CM_VALUE_ADDED),
			   *q = now(CM_OUTPUT);

	if (s == NULL || v == NULL)
		return none(CM_EVIDENCE_MISSING_MEASURE);
	if (now(w.base)->firms[r][i] == 0)
		return none(CM_EVIDENCE_NO_DATA);
	if (v->size[r][i] == 0 && q != NULL && q->size[r][i] > 0)
		return small(proxy(value(s->size[r][i] / (q->size[r][i] / total(q, -1, i, -1, -1) * total(v, -1, i, -1, -1)))), few(r, i));
	return small(of_value_added(s->size[r][i], v->size[r][i]), few(r, i));
}

static CmFinding
zombie_of(int r, int i, CmMeasure zombies, CmMeasure classified, CmMeasure all)
{
	const Sums *z = now(zombies),
			   *c = now(classified);
	double		n,
				p;

	if (c == NULL)
		c = now(all);
	if (z == NULL || c == NULL)
		return none(CM_EVIDENCE_MISSING_MEASURE);
	n = now(classified) != NULL ? c->firms[r][i] : now(w.base)->firms[r][i];
	p = total(z, -1, i, -1, -1) / total(c, -1, i, -1, -1);
	if (c->size[r][i] == 0)
		return value(p);
	return value(n < 10 ? (n * z->size[r][i] / c->size[r][i] + 10 * p) / (n + 10) : z->size[r][i] / c->size[r][i]);
}

static CmFinding
zombie(int r, int i)
{
	CmFinding	f = zombie_of(r, i, CM_ZOMBIE_CAPITAL, CM_CLASSIFIED_CAPITAL, CM_CAPITAL);

	return f.evidence != CM_EVIDENCE_MISSING_MEASURE ? f :
		proxy(zombie_of(r, i, CM_ZOMBIE_EMPLOYMENT, CM_CLASSIFIED_EMPLOYMENT, CM_EMPLOYMENT));
}

static CmFinding
linkage(int r, int i)
{
	double		all = 0,
				local = 0;

	if (!w.has_inputs)
		return none(CM_EVIDENCE_MISSING_MEASURE);
	for (int j = 0; j < INDUSTRIES; j++)
	{
		double		lq = lq_of(r, j);

		all += w.input[j][i];
		local += isnan(lq) ? 0 : w.input[j][i] * fmin(lq, 1);
	}
	return value(local / all);
}

static double
effective(int y, int r, int i)
{
	const Sums *s = &w.sums[w.base][y];

	return s->size[r][i] == 0 ? 0 : s->size[r][i] * s->size[r][i] / s->squares[r][i];
}

/* The last year of the panel that is not later than one wanted, else the first one; -1 for none before now. */
static int
year_before(int wanted)
{
	int			first = -1;

	for (int y = NOW - 1; y >= 0; y--)
		if (w.has[w.base][y])
		{
			first = y;
			if (w.year[y] <= wanted)
				break;
		}
	return first;
}

static CmFinding
raw_shift(int r, int i, int *from)
{
	Plan		plan = plan_of(r, i);
	int			first = year_before(plan.any && plan.start != CM_NO_YEAR && plan.start < w.year[NOW] ? plan.start : w.year[NOW] - 3);
	const Sums *s = now(w.base),
			   *b;

	*from = first;
	if (first < 0)
		return none(CM_EVIDENCE_TOO_FEW);
	b = &w.sums[w.base][first];
	if (b->size[r][i] == 0)
		return none(s->size[r][i] == 0 ? CM_EVIDENCE_NOT_APPLICABLE : CM_EVIDENCE_NO_DATA);
	if (s->size[r][i] == 0)
		return none(CM_EVIDENCE_ZERO_BASE);
	return small(value((log(s->size[r][i]) - log(b->size[r][i]) - log(total(s, -1, i, r, -1)) + log(total(b, -1, i, r, -1))) / (w.year[NOW] - w.year[first])),
				 effective(first, r, i) < 11 || effective(NOW, r, i) < 11);
}

/* Less the part of it that is expected of few firms. */
static CmFinding
local_shift(int r, int i, const CmNoise *noise)
{
	int			from;
	CmFinding	f = raw_shift(r, i, &from);
	double		n = from < 0 ? 0 : w.base == CM_ESTABLISHMENTS ? w.sums[w.base][from].size[r][i] : effective(from, r, i);

	f.value *= noise->a2 / (noise->a2 + noise->phi / n);
	return f;
}

/* Trends since three years ago. */

static const Sums *
then(double *years)
{
	int			y = year_before(w.year[NOW] - 3);

	if (y < 0 || w.year[NOW] - w.year[y] < 2)
		return NULL;
	*years = w.year[NOW] - w.year[y];
	return &w.sums[w.base][y];
}

static CmFinding
branch_outlook(int r, int i)
{
	double		years;
	const Sums *s = now(w.base),
			   *b = then(&years);

	return b == NULL ? none(CM_EVIDENCE_TOO_FEW) : value((log(total(s, -1, i, r, -1)) - log(total(b, -1, i, r, -1))) / years);
}

static CmFinding
region_trend(int r, int i)
{
	double		years;
	const Sums *s = now(w.base),
			   *b = then(&years);

	return b == NULL ? none(CM_EVIDENCE_TOO_FEW) : value((log(total(s, r, -1, -1, i)) - log(total(b, r, -1, -1, i)) -
														 log(total(s, -1, -1, r, i)) + log(total(b, -1, -1, r, i))) / years);
}

static CmFinding
related_trend(int r, int i)
{
	double		years,
				sum = 0,
				weights = 0;
	const Sums *s = now(w.base),
			   *b = then(&years);

	if (b == NULL || !dense)
		return none(CM_EVIDENCE_TOO_FEW);
	for (int j = 0; j < INDUSTRIES; j++)
	{
		double		shift = (log(s->size[r][j]) - log(b->size[r][j]) - log(total(s, -1, j, r, -1)) + log(total(b, -1, j, r, -1))) / years;
		double		weight = proximity(i, j) * b->size[r][j];

		if (j == i || !present[r][j] || !(weight > 0) || !isfinite(shift))
			continue;
		sum += weight * shift;
		weights += weight;
	}
	return value(sum / weights);
}

static CmFinding
volatility(int r, int i)
{
	double		change[YEARS],
				mean = 0,
				variance = 0;
	int			n = 0,
				first = -1,
				before = -1,
				step = 1000;

	for (int y = 0; y < YEARS; y++)
		if (w.has[w.base][y])
		{
			if (before >= 0 && w.year[y] - w.year[before] < step)
				step = w.year[y] - w.year[before];
			before = y;
		}
	for (int y = 0; y < YEARS; y++)
	{
		const Sums *to = in_year(w.base, w.year[y]),
				   *from = in_year(w.base, w.year[y] - step);

		if (from == NULL || to == NULL || from->size[r][i] == 0 || to->size[r][i] == 0)
			continue;
		if (first < 0)
			for (first = 0; w.year[first] != w.year[y] - step;)
				first++;
		change[n++] = (log(to->size[r][i] / from->size[r][i]) - log(total(to, -1, i, -1, -1) / total(from, -1, i, -1, -1))) / step;
	}
	if (n < 4)
		return none(CM_EVIDENCE_TOO_FEW);
	for (int k = 0; k < n; k++)
		mean += change[k] / n;
	for (int k = 0; k < n; k++)
		variance += (change[k] - mean) * (change[k] - mean) / n;
	return small(value(sqrt(variance)), effective(first, r, i) < 11 || effective(NOW, r, i) < 11);
}

/* Cells of a class of industries and of like size that grew so over windows of so many years. */
static void
cases(CmMeasure m, int years, int of_class, double size, double factor, double target, double *all, double *reached)
{
	*all = *reached = 0;
	for (int y = 0; y < YEARS; y++)
	{
		const Sums *from = in_year(m, w.year[y]),
				   *to = in_year(m, w.year[y] + years);

		if (from == NULL || to == NULL)
			continue;
		for (int r = 0; r < REGIONS; r++)
			for (int i = 0; i < INDUSTRIES; i++)
			{
				double		x = from->size[r][i];

				if (of_class >= 0 && i / 4 != of_class)
					continue;
				if (size == 0 ? x > 0 || total(from, r, -1, -1, -1) == 0 || total(from, -1, i, -1, -1) == 0 :
					x == 0 || x < size / factor || x > size * factor)
					continue;
				++*all;
				*reached += size == 0 ? to->size[r][i] >= target : to->size[r][i] * size >= target * x;
			}
	}
}

static CmFinding
ambition(int r, int i)
{
	Plan		plan = plan_of(r, i);
	double		all,
				reached,
				size;
	int			years;

	if (!plan.any || isnan(plan.target) || plan.target_year == CM_NO_YEAR)
		return none(CM_EVIDENCE_NO_POLICY);
	if (plan.target_year <= w.year[NOW])
		return none(CM_EVIDENCE_NOT_DEFINED);
	if (plan.measure == CM_MEASURES || now(plan.measure) == NULL)
		return none(CM_EVIDENCE_MISSING_MEASURE);
	size = now(plan.measure)->size[r][i];
	if (size == 0 && plan.target == 0)
		return none(CM_EVIDENCE_NOT_DEFINED);
	years = plan.target_year - w.year[NOW];
	cases(plan.measure, years, i / 4, size, 2, plan.target, &all, &reached);
	if (all < 30)
		cases(plan.measure, years, -1, size, 2, plan.target, &all, &reached);
	if (all < 30)
		cases(plan.measure, years, -1, size, 1e300, plan.target, &all, &reached);
	return all < 30 ? none(CM_EVIDENCE_TOO_FEW) : value(reached / all);
}

static CmFinding
sum_of_plans(int r, int i)
{
	Plan		own = plan_of(r, i);
	CmMeasure	m = own.any && !isnan(own.target) ? own.measure : w.base;
	const Sums *s = m == CM_MEASURES ? NULL : now(m);
	double		target = 0,
				held = 0,
				growth[YEARS],
				rank;
	int			planners = 0,
				years = 0,
				n = 0;

	if (s == NULL)
		return none(CM_EVIDENCE_MISSING_MEASURE);
	for (int q = 0; q < REGIONS; q++)
	{
		Plan		plan = plan_of(q, i);

		if (!plan.any || isnan(plan.target) || plan.measure != m || plan.target_year <= w.year[NOW])
			continue;
		planners++;
		target += plan.target;
		held += s->size[q][i];
		years = plan.target_year - w.year[NOW] > years ? plan.target_year - w.year[NOW] : years;
	}
	if (planners == 0)
		return none(CM_EVIDENCE_NO_POLICY);
	if (planners < 3 || held < 0.3 * total(s, -1, i, -1, -1))
		return none(CM_EVIDENCE_TOO_FEW);
	for (int y = 0; y < YEARS; y++)
	{
		const Sums *from = in_year(m, w.year[y]),
				   *to = in_year(m, w.year[y] + years);

		if (from == NULL || to == NULL || total(from, -1, i, -1, -1) == 0 || total(to, -1, i, -1, -1) == 0)
			continue;
		growth[n] = log(total(to, -1, i, -1, -1) / total(from, -1, i, -1, -1)) / years;
		/* sorted as they come */
		for (int k = n++; k > 0 && growth[k - 1] > growth[k]; k--)
		{
			double		swapped = growth[k];

			growth[k] = growth[k - 1];
			growth[k - 1] = swapped;
		}
	}
	if (n < 3)
		return none(CM_EVIDENCE_TOO_FEW);
	rank = 0.9 * (n - 1);
	rank = growth[(int) floor(rank)] * (1 - (rank - floor(rank))) + growth[(int) ceil(rank)] * (rank - floor(rank));
	return value(target / (total(s, -1, i, -1, -1) * exp(rank * years)));
}

static CmFinding
leverage(int r, int i)
{
	Plan		plan = plan_of(r, i);

	if (!plan.any || isnan(plan.amount))
		return none(CM_EVIDENCE_NO_POLICY);
	return now(CM_VALUE_ADDED) == NULL ? none(CM_EVIDENCE_MISSING_MEASURE) :
		of_value_added(plan.amount, now(CM_VALUE_ADDED)->size[r][i]);
}

static double
first_start(int r, int i)
{
	double		first = NAN;

	for (int k = 0; k < w.policies; k++)
		if (w.policy_region[k] == r && w.policy_industry[k] == i && w.policy[k].start != CM_NO_YEAR && w.policy[k].start <= w.year[NOW])
			first = fmin(first, w.policy[k].start);
	return first;
}

static CmFinding
follower_rank(int r, int i)
{
	double		others = 0,
				before = 0;

	for (int q = 0; q < REGIONS; q++)
		if (q != r && !isnan(first_start(q, i)))
		{
			others++;
			before += first_start(q, i) < first_start(r, i);
		}
	return isnan(first_start(r, i)) || others == 0 ? none(CM_EVIDENCE_NO_POLICY) : value(before / others);
}

/* Has any matrix the region, or the industry? */
static bool
is_known(int r, int i)
{
	for (int m = 0; m < CM_MEASURES; m++)
		for (int y = 0; y < YEARS; y++)
			for (int q = 0; q < REGIONS; q++)
				for (int j = 0; j < INDUSTRIES; j++)
					if (w.has[m][y] && (r < 0 || q == r) && (i < 0 || j == i) && w.sums[m][y].firms[q][j] > 0)
						return true;
	return false;
}

/* Of whom these are told there must be some. */
static const CmIndicator of_firms[] = {CM_INDICATOR_DOMINANCE, CM_INDICATOR_FOOTLOOSE, CM_INDICATOR_OVERCAPACITY, CM_INDICATOR_SUBSIDY, CM_INDICATOR_ZOMBIE,
	CM_INDICATOR_VOLATILITY, CM_INDICATOR_EXPORT_SHARE, CM_INDICATOR_CHAMPION_BIAS, CM_INDICATOR_ENV_GAP, CM_INDICATOR_TOP1_SHARE};

static void
expect(int r, int i, const CmNoise *noise, CmFinding f[CM_INDICATORS])
{
	const Sums *s = now(w.base),
			   *o = now(CM_GROUP_EMPLOYMENT) != NULL ? now(CM_GROUP_EMPLOYMENT) : s,
			   *g = now(CM_SUBSIDY),
			   *e = now(CM_EMISSIONS),
			   *v = now(CM_VALUE_ADDED),
			   *q = now(CM_EXPORT_OUTPUT) != NULL ? now(CM_EXPORT_OUTPUT) : now(CM_OUTPUT);
	double		owners = o->squares[r][i] / (o->size[r][i] * o->size[r][i]);
	double		firms = s->firms[r][i] / w.mass_firms[r];
	Plan		plan = plan_of(r, i);
	int			from;

	f[CM_INDICATOR_LQ] = value(lq_of(r, i));
	f[CM_INDICATOR_REL_DENSITY] = !dense ? none(CM_EVIDENCE_TOO_FEW) : isnan(density[r][i]) ? none(CM_EVIDENCE_NOT_DEFINED) : value(density[r][i]);
	f[CM_INDICATOR_FACTOR_GAP] = factor_gap(r, i);
	f[CM_INDICATOR_MASS] = value(w.base == CM_EMPLOYMENT ? fmin(firms, s->size[r][i] / w.mass_size[r]) : firms);
	if (s->size[r][i] == 0)
		f[CM_INDICATOR_MASS] = (CmFinding) {.value = 0, .evidence = s->firms[r][i] == 0 ? CM_EVIDENCE_NO_FIRMS : CM_EVIDENCE_ZERO_BASE};
	f[CM_INDICATOR_DOMINANCE] = small(value(owners), few(r, i));
	f[CM_INDICATOR_FOOTLOOSE] = footloose(r, i);
	f[CM_INDICATOR_COPYCAT] = copycat(r, i);
	f[CM_INDICATOR_OVERCAPACITY] = overcapacity(r, i);
	f[CM_INDICATOR_SUM_OF_PLANS] = sum_of_plans(r, i);
	f[CM_INDICATOR_SUBSIDY] = subsidy(r, i);
	f[CM_INDICATOR_ZOMBIE] = zombie(r, i);
	f[CM_INDICATOR_LINKAGE] = linkage(r, i);
	f[CM_INDICATOR_LOCAL_SHIFT] = local_shift(r, i, noise);
	f[CM_INDICATOR_RAW_SHIFT] = raw_shift(r, i, &from);
	f[CM_INDICATOR_BRANCH_OUTLOOK] = branch_outlook(r, i);
	f[CM_INDICATOR_REGION_TREND] = region_trend(r, i);
	f[CM_INDICATOR_RELATED_TREND] = related_trend(r, i);
	f[CM_INDICATOR_VOLATILITY] = volatility(r, i);
	f[CM_INDICATOR_AMBITION] = ambition(r, i);
	f[CM_INDICATOR_LEVERAGE] = leverage(r, i);
	f[CM_INDICATOR_DESIGN_GAP] = plan.known == 0 ? none(CM_EVIDENCE_NO_POLICY) : value(1 - plan.present / (4.0 * plan.policies));
	f[CM_INDICATOR_EXPORT_SHARE] = now(CM_EXPORT) == NULL || q == NULL ? none(CM_EVIDENCE_MISSING_MEASURE) :
		value(now(CM_EXPORT)->size[r][i] / q->size[r][i]);
	f[CM_INDICATOR_CHAMPION_BIAS] = g == NULL ? none(CM_EVIDENCE_MISSING_MEASURE) :
		small(value(g->squares[r][i] / (g->size[r][i] * g->size[r][i]) - owners), few(r, i));
	f[CM_INDICATOR_FOLLOWER_RANK] = follower_rank(r, i);
	f[CM_INDICATOR_ENV_GAP] = e == NULL || v == NULL ? none(CM_EVIDENCE_MISSING_MEASURE) :
		value(log(e->size[r][i] / v->size[r][i] / (total(e, -1, i, r, -1) / total(v, -1, i, r, -1))));
	f[CM_INDICATOR_TOP1_SHARE] = small(value(o->largest[r][i] / o->size[r][i]), few(r, i));
	for (size_t k = 0; s->firms[r][i] == 0 && k < sizeof(of_firms) / sizeof(of_firms[0]); k++)
		f[of_firms[k]] = none(CM_EVIDENCE_NOT_APPLICABLE);
	for (int k = 0; !(is_known(r, -1) && is_known(-1, i)) && k < CM_INDICATORS; k++)
		f[k] = none(CM_EVIDENCE_UNKNOWN_LABEL);
}

/* Tests ---------------------------------------------------------------- */

static double
expected_risk(int i, const CmFinding *f)
{
	double		a = f->evidence == CM_EVIDENCE_PROXY ? 0.2 : 1 + i,
				b = f->evidence == CM_EVIDENCE_PROXY ? 0.1 : 3 + i;
	double		u = (1 + (f->value - a) / (b - a)) / 3;

	if (f->evidence == CM_EVIDENCE_NOT_APPLICABLE)
		return CM_NOT_APPLICABLE;
	return f->evidence == CM_EVIDENCE_ZERO_BASE || f->evidence == CM_EVIDENCE_NO_FIRMS ? 1 : u < 0 ? 0 : u > 1 ? 1 : u;
}

static int	seen[CM_INDICATORS][CM_EVIDENCE_UNKNOWN_LABEL + 1];

static void
compare(int r, int i, const CmFinding found[CM_INDICATORS], const CmFinding expected[CM_INDICATORS])
{
	for (int k = 0; k < CM_INDICATORS; k++)
	{
		const CmFinding *f = &found[k],
				   *e = &expected[k];
		double		risk = expected_risk(k, e);

		seen[k][f->evidence]++;
		if (f->evidence != e->evidence || f->small_cell != e->small_cell || isnan(f->value) != isnan(e->value) ||
			fabs(f->value - e->value) > 1e-10 * fmax(1, fabs(e->value)) || isnan(f->risk) != isnan(risk) || fabs(f->risk - risk) > 1e-9)
			fail_msg("%s of %s, %s is %.17g (%s, risk %g), not %.17g (%s, risk %g)", cm_indicator_card[k].name, region_label[r], industry_label[i],
					 f->value, cm_evidence_name[f->evidence], f->risk, e->value, cm_evidence_name[e->evidence], risk);
	}
}

static void
by_definition(void **state)
{
	static World o;

	for (int round = 0; round < ROUNDS; round++)
	{
		make_world();
		open_world(&o);
		find_densities();
		for (int r = 0; r < REGIONS; r++)
			for (int i = 0; i < INDUSTRIES; i++)
			{
				CmFinding	found[CM_INDICATORS],
							expected[CM_INDICATORS];

				/* a few pairs of each world are enough, but most plans are of these industries */
				if (i >= 2 && !one_in(4))
					continue;
				cm_indicators_find(&o.indicators, (uint32_t) r, (uint32_t) i, found);
				expect(r, i, &o.indicators.noise, expected);
				compare(r, i, found, expected);
			}
		close_world(&o);
	}
	assert_int_equal(test_allocations(), 0);
	/* The worlds have shown what there is to be shown. */
	for (int k = 0; k < CM_INDICATORS && ROUNDS > 100; k++)
		if (seen[k][CM_EVIDENCE_OK] < 100 && seen[k][CM_EVIDENCE_SMALL_CELL] < 100)
			fail_msg("%s was found %d times", cm_indicator_card[k].name, seen[k][CM_EVIDENCE_OK]);
	(void) state;
}

/* The same policies in another order are the same plans, to the bit. */
static void
order_of_policies(void **state)
{
	static World o;

	for (int round = 0; round < ROUNDS / 6; round++)
	{
		static CmFinding found[2][REGIONS][INDUSTRIES][CM_INDICATORS];

		memset(found, 0, sizeof(found));
		make_world();
		for (int turn = 0; turn < 2; turn++)
		{
			open_world(&o);
			for (int r = 0; r < REGIONS; r++)
				for (int i = 0; i < INDUSTRIES; i++)
					cm_indicators_find(&o.indicators, (uint32_t) r, (uint32_t) i, found[turn][r][i]);
			close_world(&o);
			for (int k = w.policies - 1; k > 0; k--)
			{
				int			other = (int) test_below((uint64_t) k + 1);
				CmPolicy	p = w.policy[k];

				w.policy[k] = w.policy[other];
				w.policy[other] = p;
			}
		}
		for (int r = 0; r < REGIONS; r++)
			for (int i = 0; i < INDUSTRIES; i++)
				for (int k = 0; k < CM_INDICATORS; k++)
				{
					const CmFinding *a = &found[0][r][i][k],
							   *b = &found[1][r][i][k];

					assert_true(a->evidence == b->evidence && (isnan(a->value) ? isnan(b->value) : a->value == b->value));
				}
	}
	(void) state;
}

/* The growth that so large a share of the cells reached falls as the share rises; the least share is that of one cell. */
static void
growth_that_others_managed(void **state)
{
	static const double share[] = {4.9e-324, 1e-12, 0.01, 0.5, 1};
	static World o;
	int			known = 0;

	for (int round = 0; round < ROUNDS / 6; round++)
	{
		make_world();
		open_world(&o);
		for (uint32_t k = 0; k < o.plans.count; k++)
		{
			const CmPlan *plan = &o.plans.plan[k];
			double		before = INFINITY;

			for (int i = 0; i < 5; i++)
			{
				double		growth = cm_managed_growth(&o.indicators, plan->industry, plan->pair, share[i]);

				if (isnan(growth))
					break;
				assert_true(growth <= before && (i != 1 || growth == before));
				before = growth;
				known++;
			}
		}
		close_world(&o);
	}
	assert_true(known > ROUNDS || ROUNDS < 100);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* One firm of so little in a cell in every year. */
static void
make_dwarf(CmMeasure m, int r, int i, double size)
{
	for (int y = 0; y < YEARS; y++)
	{
		Sums	   *s = &w.sums[m][y];

		s->firms[r][i] = 1;
		s->size[r][i] = s->largest[r][i] = size;
		s->squares[r][i] = size * size;
		w.has[m][y] = true;
	}
}

/* Plans of giants for dwarfs: what they are times of what is there has no double. */
static void
plans_beyond_doubles(void **state)
{
	static World o;
	const uint32_t region[] = {0, 1};
	CmPartCut	cut[CM_PARTS] = {{0}};
	CmTargetRisk risk[] = {{50, CM_BAND_ELEVATED}};
	CmMeanAlike alike = {0};
	CmPortfolios portfolios;
	CmPortfolio portfolio;
	CmProvince	province;
	CmLists		lists;

	make_world();
	w.base = CM_EMPLOYMENT;
	for (int r = 0; r < REGIONS; r++)
		make_dwarf(CM_EMPLOYMENT, r, 0, 1e-300);
	make_dwarf(CM_FISCAL_REVENUE, 0, 1, 1e-300);
	w.policies = 1;
	w.policy_region[0] = w.policy_industry[0] = 0;
	w.policy[0] = (CmPolicy) {.region = {region_label[0], 3}, .industry = {industry_label[0], 3}, .start = CM_NO_YEAR, .end = CM_FOREVER,
		.amount = 1e300, .measure = CM_EMPLOYMENT, .target = 1e300, .target_year = w.year[NOW] + 1};
	open_world(&o);
	cm_lists_open(&lists, test_host(), &o.plans, region, region, 0);
	cm_province_find(&o.indicators, &lists, risk, UINT32_MAX, region, 2, &province);
	assert_true(province.region_targets == 1 && isnan(province.sum_of_plans));
	cm_portfolios_open(&portfolios, &o.indicators, &lists, cut);
	cm_portfolio_find(&portfolios, 0, risk, &alike, &portfolio);
	assert_true(portfolio.risk.amount > 0 && isnan(portfolio.fiscal));
	cm_portfolios_close(&portfolios);
	cm_lists_close(&lists, test_host());
	close_world(&o);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_definition),
		cmocka_unit_test(order_of_policies),
		cmocka_unit_test(growth_that_others_managed),
		cmocka_unit_test(plans_beyond_doubles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
