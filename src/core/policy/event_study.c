/*
 * event_study.c: how targeted cells grew before and after their policies began.
 */
#include "core/policy/event_study.h"

#include "core/policy/indicators/indicators.h"

#include <math.h>
#include <string.h>

/* A mean whose terms of one region belong together. */
typedef struct Clustered
{
	uint32_t	regions;
	double	   *sum;			/* by region */
	double	   *count;
} Clustered;

static void
clustered_open(Clustered *c, const CmHost *host, uint32_t regions)
{
	size_t		bytes = ((size_t) regions + 1) * sizeof(double);

	c->regions = regions;
	c->sum = cm_resize(host, NULL, bytes, 1);
	c->count = cm_resize(host, NULL, bytes, 1);
	memset(c->sum, 0, bytes);
	memset(c->count, 0, bytes);
}

static void
clustered_close(Clustered *c, const CmHost *host)
{
	cm_release(host, c->sum);
	cm_release(host, c->count);
}

static void
add_term(Clustered *c, uint32_t region, double x)
{
	c->sum[region] += x;
	c->count[region]++;
}

/* The mean, and its standard error: sum over regions of (sum - n mean)^2 over n^2, times R/(R-1). */
static double
clustered_mean(const Clustered *c, double *error)
{
	double		sum = 0,
				count = 0,
				regions = 0,
				squares = 0;

	for (uint32_t r = 0; r < c->regions; r++)
	{
		sum += c->sum[r];
		count += c->count[r];
		regions += c->count[r] > 0;
	}
	for (uint32_t r = 0; r < c->regions; r++)
	{
		double		off = c->sum[r] - c->count[r] * (sum / count);

		squares += c->count[r] > 0 ? off * off : 0;
	}
	*error = regions < 2 ? NAN : sqrt(squares * (regions / (regions - 1))) / count;
	return count > 0 ? sum / count : NAN;
}

/* Growth in the year that ends at `year` beyond the industry elsewhere; NaN unless the panel has both years. */
static double
gap_of(const CmPlans *plans, uint32_t industry, uint64_t pair, int32_t year)
{
	const CmPeriod *from = cm_panel_base(plans->panel, year - 1),
			   *to = cm_panel_base(plans->panel, year);
	double		gap = from == NULL || to == NULL ? NAN : cm_growth_gap(from, to, industry, pair, 1);

	return isfinite(gap) ? gap : NAN;
}

/* The mean gap of peers without a policy for the industry by that year; adds to how many there were. */
static double
control_gap(const CmPlans *plans, uint32_t region, uint32_t industry, int32_t year, uint32_t *controls)
{
	const CmByIndustry *by = &plans->panel->by_industry;
	double		sum = 0;
	uint32_t	count = 0;

	for (uint64_t k = by->start[industry]; k < by->start[industry + 1]; k++)
	{
		uint32_t	other = by->region[k];
		int32_t		start = cm_first_start(plans, other, industry);
		double		gap;

		if (other == region || (start != CM_NO_YEAR && start <= year) ||
			(plans->level[other] >= 0 && plans->level[other] != plans->level[region]) ||
			(start == CM_NO_YEAR && plans->of_pair[by->cell[k]] != UINT32_MAX))
			continue;
		gap = gap_of(plans, industry, by->cell[k], year);
		if (isnan(gap))
			continue;
		sum += gap;
		count++;
	}
	*controls += count;
	return count > 0 ? sum / count : NAN;
}

/* What is added up over the treated cells of an event year. */
typedef struct Sums
{
	double		treated;
	double		gap;
	double		control_gap;
	Clustered	difference;
} Sums;

/* One treated cell in one event year; its difference before year 0 also goes to `before`. */
static void
add_cell(const CmPlans *plans, CmEventYear *e, uint32_t region, uint64_t pair, Sums *sums, Clustered *before)
{
	uint32_t	industry = plans->panel->pairs.column[pair],
				controls = 0;
	int32_t		start = cm_first_start(plans, region, industry);
	double		gap,
				control;

	if (start == CM_NO_YEAR || start + e->year > plans->year)
		return;
	gap = gap_of(plans, industry, pair, start + e->year);
	control = isnan(gap) ? NAN : control_gap(plans, region, industry, start + e->year, &controls);
	if (isnan(control))
		return;
	e->controls += controls;
	sums->treated++;
	sums->gap += gap;
	sums->control_gap += control;
	add_term(&sums->difference, region, gap - control);
	if (e->year < 0)
		add_term(before, region, gap - control);
}

static void
study_year(const CmHost *host, const CmPlans *plans, const bool *asked, CmEventYear *e, Clustered *before)
{
	const CmPeriods *t = &plans->panel->pairs;
	Sums		sums = {0};

	clustered_open(&sums.difference, host, t->regions);
	for (uint32_t r = 0; r < t->regions; r++)
	{
		for (uint64_t c = t->row[r]; c < t->row[r + 1]; c++)
			if (asked == NULL || asked[c])
				add_cell(plans, e, r, c, &sums, before);
		cm_breathe(host);
	}
	e->treated = (uint32_t) sums.treated;
	e->gap = sums.treated > 0 ? sums.gap / sums.treated : NAN;
	e->control_gap = sums.treated > 0 ? sums.control_gap / sums.treated : NAN;
	e->difference = clustered_mean(&sums.difference, &e->error);
	clustered_close(&sums.difference, host);
}

void
cm_event_study(CmEventStudy *s, const CmHost *host, const CmPlans *plans, const bool *asked, int32_t before, int32_t after)
{
	Clustered	early;
	double		error;

	*s = (CmEventStudy) {.years = (uint32_t) (before + after + 1)};
	s->year = cm_resize(host, NULL, s->years, sizeof(CmEventYear));
	memset(s->year, 0, s->years * sizeof(CmEventYear));
	clustered_open(&early, host, plans->panel->pairs.regions);
	for (uint32_t k = 0; k < s->years; k++)
	{
		s->year[k].year = (int32_t) k - before;
		study_year(host, plans, asked, &s->year[k], &early);
	}
	s->pretrend = clustered_mean(&early, &error);
	s->pretrend_p = error > 0 ? erfc(fabs(s->pretrend / error) / sqrt(2)) : NAN;
	clustered_close(&early, host);
}

void
cm_event_study_close(CmEventStudy *s, const CmHost *host)
{
	cm_release(host, s->year);
}
