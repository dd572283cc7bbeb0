/*
 * event_study.c: how targeted cells grew before and after their policies began.
 */
#include "core/policy/event_study.h"

#include "core/numeric/distributions.h"
#include "core/policy/panel_growth.h"

#include <math.h>
#include <string.h>

/* A mean of differences whose terms of one region belong together. */
typedef struct Clustered
{
	uint32_t	regions;
	double	   *sum;			/* by region */
	double	   *count;
	/* what noise of the same variance in all cells would do, in squares of its unit */
	double		noise;			/* to the sum of differences */
	double		noises;			/* to each difference, added up */
} Clustered;

static void
clustered_open(Clustered *c, const CmHost *host, uint32_t regions)
{
	*c = (Clustered) {.regions = regions};
	c->sum = cm_zeros(host, (size_t) regions + 1, sizeof(double));
	c->count = cm_zeros(host, (size_t) regions + 1, sizeof(double));
}

static void
clustered_close(Clustered *c, const CmHost *host)
{
	cm_release(host, c->sum);
	cm_release(host, c->count);
}

static void
add_all(Clustered *to, const Clustered *from)
{
	for (uint32_t r = 0; r < to->regions; r++)
	{
		to->sum[r] += from->sum[r];
		to->count[r] += from->count[r];
	}
	to->noise += from->noise;
	to->noises += from->noises;
}

/*
 * The mean, and how sure it is by the jackknife over regions (MacKinnon, Nielsen,
 * Webb 2023, Journal of Econometrics 232).  That does not see what all differences
 * share, the noise of common controls, of which it finds (G noises - noise)/(G - 1)
 * instead of all; the error is raised by as much, so that it keeps its degrees.
 */
static CmEventMean
clustered_mean(const Clustered *c)
{
	CmEventMean m = {.mean = NAN, .error = NAN, .lower = NAN, .upper = NAN, .p = NAN};
	double		sum = 0,
				count = 0,
				squares = 0,
				reach;

	for (uint32_t r = 0; r < c->regions; r++)
	{
		sum += c->sum[r];
		count += c->count[r];
		m.regions += c->count[r] > 0;
	}
	m.mean = count > 0 ? sum / count : NAN;
	if (m.regions < CM_EVENT_REGIONS_LEAST)
		return m;
	for (uint32_t r = 0; r < c->regions; r++)
	{
		double		left_out = (c->sum[r] - c->count[r] * m.mean) / (count - c->count[r]);

		squares += left_out * left_out;
	}
	m.error = sqrt(squares * (m.regions - 1.0) / m.regions * (c->noise * (m.regions - 1.0) / (m.regions * c->noises - c->noise)));
	reach = m.error * cm_student_upper_quantile(0.025, m.regions - 1.0);
	m.lower = m.mean - reach;
	m.upper = m.mean + reach;
	m.p = m.error > 0 ? cm_student_two_sided(m.mean / m.error, m.regions - 1.0) : NAN;
	return m;
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
	double	   *share;			/* by cell, in the event year: what it is of the controls of treated cells, added up */
	double	   *squares;		/* and the squares of that */
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
	s->share = cm_resize(host, NULL, cells, sizeof(double));
	s->squares = cm_resize(host, NULL, cells, sizeof(double));
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
	cm_release(s->host, s->share);
	cm_release(s->host, s->squares);
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

/* Is the k-th cell of an industry a control of a region? */
static bool
is_control(const Study *s, uint32_t industry, uint64_t k, uint32_t region)
{
	const CmByIndustry *by = &s->plans->panel->by_industry;
	const int  *level = s->plans->level;
	uint32_t	other = by->region[k];

	cm_breathe_at(s->host, k);
	return !isnan(s->growth[k - by->start[industry]]) && other != region && (level[other] < 0 || level[other] == level[region]);
}

/* The mean growth of peers of a region among these; tells how many there are. */
static double
mean_growth(const Study *s, uint32_t industry, uint32_t region, uint32_t *count)
{
	const CmByIndustry *by = &s->plans->panel->by_industry;
	double		sum = 0;

	*count = 0;
	for (uint64_t k = by->start[industry]; k < by->start[industry + 1]; k++)
		if (is_control(s, industry, k, region))
		{
			sum += s->growth[k - by->start[industry]];
			(*count)++;
		}
	return *count > 0 ? sum / *count : NAN;
}

/* What each control is of those of so many treated cells. */
static void
share_controls(Study *s, uint32_t industry, uint32_t region, double cells, double count)
{
	const CmByIndustry *by = &s->plans->panel->by_industry;

	for (uint64_t k = by->start[industry]; k < by->start[industry + 1]; k++)
		if (is_control(s, industry, k, region))
		{
			s->share[by->cell[k]] += cells / count;
			s->squares[by->cell[k]] += cells / count / count;
		}
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

/* How many of the treated that have the same controls as this one, which stand together, have grown from something. */
static double
count_alike(const Study *s, uint32_t industry, uint64_t from, uint64_t to, int32_t event)
{
	double		alike = 0;

	for (uint64_t t = from; t < to && s->treated[t].key == s->treated[from].key; t++)
	{
		uint64_t	c = s->plans->panel->by_industry.cell[s->treated[t].with];

		alike += !isnan(gap_of(s->plans->panel, industry, c, s->start[c] + event));
	}
	return alike;
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
		uint32_t	region = by->region[s->treated[t].with];
		int32_t		year = s->start[c] + event;
		double		gap = gap_of(s->plans->panel, industry, c, year);
		bool		anew = event < 0 ? !isnan(gap) : t == 0 || s->treated[t].key != s->treated[t - 1].key;

		if (year != filled)
			fill_growth(s, industry, filled = year);
		if (anew)
		{
			control_gap = mean_growth(s, industry, region, &controls);
			share_controls(s, industry, region, event < 0 ? 1 : count_alike(s, industry, t, count, event), controls);
		}
		if (isnan(control_gap))
			continue;
		s->gap[c] = gap;
		s->control_gap[c] = control_gap;
		s->controls[c] = controls;
	}
}

/* One event year; differences before year 0 also go to `before`. */
static void
study_year(Study *s, CmEventYear *e, Clustered *before)
{
	const CmLayers *t = &s->plans->panel->pairs;
	Clustered	difference;
	double		treated = 0,
				gap = 0,
				control_gap = 0;

	clustered_open(&difference, s->host, t->regions);
	memset(s->share, 0, t->cells * sizeof(double));
	memset(s->squares, 0, t->cells * sizeof(double));
	for (uint32_t i = 0; i < t->industries; i++)
		study_industry(s, i, e->year);
	for (uint32_t r = 0; r < t->regions; r++)
		for (uint64_t c = t->row[r]; c < t->row[r + 1]; c++)
		{
			double		own = isnan(s->gap[c]) ? 0 : 1;

			cm_breathe_at(s->host, c);
			difference.noise += (own - s->share[c]) * (own - s->share[c]);
			difference.noises += own + s->squares[c];
			if (own == 0)
				continue;
			e->controls += s->controls[c];
			treated++;
			gap += s->gap[c];
			control_gap += s->control_gap[c];
			difference.sum[r] += s->gap[c] - s->control_gap[c];
			difference.count[r]++;
		}
	e->treated = (uint32_t) treated;
	e->gap = treated > 0 ? gap / treated : NAN;
	e->control_gap = treated > 0 ? control_gap / treated : NAN;
	e->difference = clustered_mean(&difference);
	if (e->year < 0)
		add_all(before, &difference);
	clustered_close(&difference, s->host);
}

void
cm_event_study(CmEventStudy *s, const CmHost *host, const CmPlans *plans, const bool *asked, int32_t before, int32_t after)
{
	Clustered	early;
	Study		study;

	*s = (CmEventStudy) {.years = (uint32_t) (before + after + 1)};
	s->year = cm_zeros(host, s->years, sizeof(CmEventYear));
	clustered_open(&early, host, plans->panel->pairs.regions);
	study_open(&study, host, plans, asked);
	for (uint32_t k = 0; k < s->years; k++)
	{
		s->year[k].year = (int32_t) k - before;
		study_year(&study, &s->year[k], &early);
	}
	s->pretrend = clustered_mean(&early);
	study_close(&study);
	clustered_close(&early, host);
}

void
cm_event_study_close(CmEventStudy *s, const CmHost *host)
{
	cm_release(host, s->year);
}
