/*
 * event_study.c: how targeted cells grew before and after their policies began.
 */
#include "core/policy/event_study.h"

#include "core/policy/indicators/indicators.h"
#include "core/policy/panel_growth.h"

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

/* What treated cells are held against in one event year. */
typedef struct Study
{
	const CmHost *host;
	const CmPlans *plans;
	const bool *asked;
	int32_t    *start;			/* by pair: of its first policy, or CM_NO_YEAR */
	CmKeyed    *treated;		/* of an industry: year and level, and place among its cells */
	double	   *growth;			/* of the cells of an industry in a year; NaN for those that are no controls */
	/* by pair, if it is treated and has controls */
	double	   *gap;			/* else NaN */
	double	   *control_gap;
	uint32_t   *controls;
} Study;

static void
study_open(Study *s, const CmHost *host, const CmPlans *plans, const bool *asked)
{
	size_t		cells = plans->panel->pairs.cells + 1;

	*s = (Study) {.host = host, .plans = plans, .asked = asked};
	s->start = cm_resize(host, NULL, cells, sizeof(int32_t));
	s->treated = cm_resize(host, NULL, cells, sizeof(CmKeyed));
	s->growth = cm_resize(host, NULL, cells, sizeof(double));
	s->gap = cm_resize(host, NULL, cells, sizeof(double));
	s->control_gap = cm_resize(host, NULL, cells, sizeof(double));
	s->controls = cm_resize(host, NULL, cells, sizeof(uint32_t));
	for (uint64_t c = 0; c + 1 < cells; c++)
		s->start[c] = CM_NO_YEAR;
	for (uint32_t k = 0; k < plans->policies; k++)
	{
		const CmPolicy *p = &plans->policy[k];
		int32_t    *start = &s->start[cm_panel_pair(plans->panel, p->region_place, p->industry_place)];

		/* Those of a pair stand together, by start. */
		if (*start == CM_NO_YEAR)
			*start = p->start;
		cm_breathe_at(host, k);
	}
}

static void
study_close(Study *s)
{
	cm_release(s->host, s->start);
	cm_release(s->host, s->treated);
	cm_release(s->host, s->growth);
	cm_release(s->host, s->gap);
	cm_release(s->host, s->control_gap);
	cm_release(s->host, s->controls);
}

/* Growth in the year that ends at `year` beyond the industry elsewhere; NaN unless the panel has both years. */
static double
gap_of(const CmPanel *panel, uint32_t industry, uint64_t pair, int32_t year)
{
	const CmLayer *from = cm_panel_base(panel, year - 1),
			   *to = cm_panel_base(panel, year);
	double		gap = from == NULL || to == NULL ? NAN : cm_growth_gap(from, to, industry, pair, 1);

	return isfinite(gap) ? gap : NAN;
}

/* Growth of those cells of an industry that have no policy for it by a year. */
static void
fill_growth(Study *s, uint32_t industry, int32_t year)
{
	const CmByIndustry *by = &s->plans->panel->by_industry;

	for (uint64_t k = by->start[industry]; k < by->start[industry + 1]; k++)
	{
		uint64_t	c = by->cell[k];
		bool		untreated = s->start[c] == CM_NO_YEAR ? s->plans->of_pair[c] == UINT32_MAX : s->start[c] > year;

		s->growth[k - by->start[industry]] = untreated ? gap_of(s->plans->panel, industry, c, year) : NAN;
		cm_breathe_at(s->host, k);
	}
}

/* The mean growth of peers of a region among these; tells how many there are. */
static double
mean_growth(const Study *s, uint32_t industry, uint32_t region, uint32_t *count)
{
	const CmByIndustry *by = &s->plans->panel->by_industry;
	const int  *level = s->plans->level;
	double		sum = 0;

	*count = 0;
	for (uint64_t k = by->start[industry]; k < by->start[industry + 1]; k++)
	{
		uint32_t	other = by->region[k];
		double		growth = s->growth[k - by->start[industry]];

		cm_breathe_at(s->host, k);
		if (isnan(growth) || other == region || (level[other] >= 0 && level[other] != level[region]))
			continue;
		sum += growth;
		(*count)++;
	}
	return *count > 0 ? sum / *count : NAN;
}

/* The treated cells of an industry in an event year, by year, then by level. */
static uint64_t
list_treated(Study *s, uint32_t industry, int32_t event)
{
	const CmByIndustry *by = &s->plans->panel->by_industry;
	uint64_t	count = 0;

	for (uint64_t k = by->start[industry]; k < by->start[industry + 1]; k++)
	{
		uint64_t	c = by->cell[k];

		cm_breathe_at(s->host, k);
		s->gap[c] = NAN;
		if ((s->asked == NULL || s->asked[c]) && s->start[c] != CM_NO_YEAR && s->start[c] + event <= s->plans->year)
			s->treated[count++] = (CmKeyed) {cm_key_of_pair(s->start[c] + event, s->plans->level[by->region[k]]), k};
	}
	cm_radix_sort(s->host, s->treated, count, offsetof(CmKeyed, key));
	return count;
}

/*
 * Holds the treated cells of an industry against their controls.  From year 0 on
 * a treated cell is no control: all of a year and level have the same ones.
 */
static void
study_industry(Study *s, uint32_t industry, int32_t event)
{
	const CmByIndustry *by = &s->plans->panel->by_industry;
	uint64_t	count = list_treated(s, industry, event);
	int32_t		filled = CM_NO_YEAR;
	double		control_gap = NAN;
	uint32_t	controls = 0;

	for (uint64_t t = 0; t < count; t++)
	{
		uint64_t	c = by->cell[s->treated[t].with];
		int32_t		year = s->start[c] + event;
		double		gap = gap_of(s->plans->panel, industry, c, year);

		if (year != filled)
			fill_growth(s, industry, filled = year);
		if (event < 0 ? !isnan(gap) : t == 0 || s->treated[t].key != s->treated[t - 1].key)
			control_gap = mean_growth(s, industry, by->region[s->treated[t].with], &controls);
		if (isnan(control_gap))
			continue;
		s->gap[c] = gap;
		s->control_gap[c] = control_gap;
		s->controls[c] = controls;
	}
}

/* What is added up over the treated cells of an event year. */
typedef struct Sums
{
	double		treated;
	double		gap;
	double		control_gap;
	Clustered	difference;
} Sums;

/* One event year; differences before year 0 also go to `before`. */
static void
study_year(Study *s, CmEventYear *e, Clustered *before)
{
	const CmLayers *t = &s->plans->panel->pairs;
	Sums		sums = {0};

	for (uint32_t i = 0; i < t->industries; i++)
		study_industry(s, i, e->year);
	clustered_open(&sums.difference, s->host, t->regions);
	for (uint32_t r = 0; r < t->regions; r++)
		for (uint64_t c = t->row[r]; c < t->row[r + 1]; c++)
		{
			cm_breathe_at(s->host, c);
			if (isnan(s->gap[c]))
				continue;
			e->controls += s->controls[c];
			sums.treated++;
			sums.gap += s->gap[c];
			sums.control_gap += s->control_gap[c];
			add_term(&sums.difference, r, s->gap[c] - s->control_gap[c]);
			if (e->year < 0)
				add_term(before, r, s->gap[c] - s->control_gap[c]);
		}
	e->treated = (uint32_t) sums.treated;
	e->gap = sums.treated > 0 ? sums.gap / sums.treated : NAN;
	e->control_gap = sums.treated > 0 ? sums.control_gap / sums.treated : NAN;
	e->difference = clustered_mean(&sums.difference, &e->error);
	clustered_close(&sums.difference, s->host);
}

void
cm_event_study(CmEventStudy *s, const CmHost *host, const CmPlans *plans, const bool *asked, int32_t before, int32_t after)
{
	Clustered	early;
	Study		study;
	double		error;

	*s = (CmEventStudy) {.years = (uint32_t) (before + after + 1)};
	s->year = cm_resize(host, NULL, s->years, sizeof(CmEventYear));
	memset(s->year, 0, s->years * sizeof(CmEventYear));
	clustered_open(&early, host, plans->panel->pairs.regions);
	study_open(&study, host, plans, asked);
	for (uint32_t k = 0; k < s->years; k++)
	{
		s->year[k].year = (int32_t) k - before;
		study_year(&study, &s->year[k], &early);
	}
	s->pretrend = clustered_mean(&early, &error);
	s->pretrend_p = error > 0 ? erfc(fabs(s->pretrend / error) / sqrt(2)) : NAN;
	study_close(&study);
	clustered_close(&early, host);
}

void
cm_event_study_close(CmEventStudy *s, const CmHost *host)
{
	cm_release(host, s->year);
}
