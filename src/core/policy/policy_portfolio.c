/*
 * policy_portfolio.c: how risky all that a region targets is together.
 */
#include "core/policy/policy_portfolio.h"
#include "core/numeric/undefined.h"
#include "core/policy/panel_growth.h"

#include <math.h>
#include <string.h>

#define FEW_CHANGES 4
#define NOTHING 1e-12			/* growth that differs by less does so by rounding */

const char *const cm_part_name[CM_PARTS] = {"mean_risk", "tail", "breadth", "founded", "isomorphism", "fiscal"};

/* Preparation ------------------------------------------------------------- */

/* One industry while all lists are gone through. */
typedef struct Industry
{
	uint32_t	place;
	double	   *phi;			/* by industry */
	double	   *density;		/* by region */
	bool	   *present;		/* by region */
} Industry;

/* Is the industry present in the region, or close to what is? */
static bool
is_founded(const CmIndicators *s, const Industry *i, uint32_t region)
{
	return i->present[region] ||
		(s->density != NULL && cm_standard_density(s, region, i->density[region]) >= 0);
}

static void
mark_present(const CmOccurrences *o, Industry *i, bool mark)
{
	for (uint64_t k = o->column[i->place]; k < o->column[i->place + 1]; k++)
		i->present[o->region[k]] = mark;
}

/* Adds the relatedness of an industry to those before it: over all, and on the lists that it is on. */
static void
add_phi(CmPortfolios *s, const Industry *i)
{
	const CmOccurrences *o = &s->lists->target;
	double		row = 0;

	for (uint32_t j = 0; j < o->industries; j++)
	{
		row += i->phi[j];
		if (j >= i->place)
			continue;
		s->phi_sum += i->phi[j];
		s->phi_squares += i->phi[j] * i->phi[j];
	}
	s->phi_row_squares += row * row;
	for (uint64_t k = o->column[i->place]; k < o->column[i->place + 1]; k++)
	{
		uint32_t	r = o->region[k];

		for (uint64_t l = o->row[r]; o->industry[l] < i->place; l++)
			s->together[r] += i->phi[o->industry[l]];
		cm_breathe(s->indicators->host);
	}
}

static void
open_industries(CmPortfolios *s)
{
	const CmIndicators *f = s->indicators;
	const CmOccurrences *o = &s->lists->target;
	const CmHost *host = f->host;
	Industry	i = {0};
	CmRelatedness related;

	i.phi = cm_zeros(host, (size_t) o->industries + 1, sizeof(double));
	i.density = cm_zeros(host, (size_t) o->regions + 1, sizeof(double));
	i.present = cm_zeros(host, (size_t) o->regions + 1, sizeof(bool));
	cm_relatedness_open(&related, host, &f->present, CM_RELATEDNESS_PROXIMITY, CM_MARGINS_OCCURRENCES);
	for (; i.place < o->industries; i.place++)
	{
		/* Some labels are of other measures, or of earlier years. */
		if (f->size->industry[i.place] == 0 && cm_ubiquity(o, i.place) == 0)
			continue;
		s->universe++;
		mark_present(&f->present, &i, true);
		if (f->density != NULL)
		{
			cm_industry_density(f, &related, i.place, i.phi, i.density);
			add_phi(s, &i);
		}
		for (uint32_t m = 0; m < s->lists->members; m++)
			s->founded[s->lists->member[m]] += is_founded(f, &i, s->lists->member[m]);
		for (uint64_t k = o->column[i.place]; k < o->column[i.place + 1]; k++)
			s->hits[o->region[k]] += is_founded(f, &i, o->region[k]);
		mark_present(&f->present, &i, false);
		cm_breathe(host);
	}
	cm_relatedness_close(&related);
	cm_release(host, i.phi);
	cm_release(host, i.density);
	cm_release(host, i.present);
}

/* National growth of every industry between neighbouring years of the panel. */
static void
open_growth(CmPortfolios *s)
{
	const CmPanel *panel = s->indicators->panel;
	uint32_t	industries = panel->pairs.industries;
	int32_t		step = cm_usual_step(panel, s->indicators->year);

	s->growth = cm_zeros(panel->host, (size_t) industries * (size_t) panel->years + 1, sizeof(double));
	for (int k = 1; k < panel->years && panel->year[k] <= s->indicators->year; k++)
	{
		const CmLayer *from = cm_panel_base(panel, panel->year[k - 1]),
				   *to = cm_panel_base(panel, panel->year[k]);

		/* Growth over gaps of the panel would be larger. */
		if (panel->year[k] - panel->year[k - 1] != step)
			continue;
		for (uint32_t i = 0; i < industries; i++)
		{
			s->growth[(size_t) i * (size_t) panel->years + (size_t) s->changes] = log(to->industry[i] / from->industry[i]);
			cm_breathe_at(panel->host, i);
		}
		s->changes++;
	}
}

void
cm_portfolios_open(CmPortfolios *s, const CmIndicators *indicators, const CmLists *lists, const CmPartCut cut[CM_PARTS])
{
	*s = (CmPortfolios) {.indicators = indicators, .lists = lists, .cut = cut};
	s->founded = cm_zeros(indicators->host, (size_t) lists->target.regions + 1, sizeof(double));
	s->hits = cm_zeros(indicators->host, (size_t) lists->target.regions + 1, sizeof(double));
	s->together = cm_zeros(indicators->host, (size_t) lists->target.regions + 1, sizeof(double));
	open_industries(s);
	open_growth(s);
}

void
cm_portfolios_close(CmPortfolios *s)
{
	cm_release(s->indicators->host, s->founded);
	cm_release(s->indicators->host, s->hits);
	cm_release(s->indicators->host, s->together);
	cm_release(s->indicators->host, s->growth);
}

/* Risk -------------------------------------------------------------------- */

/* Weights of targets: amounts where all are known and any is above 0, else equal. */
static bool
has_amounts(const double *amount, uint64_t count, double *largest)
{
	*largest = 0;
	for (uint64_t k = 0; k < count; k++)
	{
		if (isnan(amount[k]))
			return false;
		*largest = fmax(*largest, amount[k]);
	}
	return *largest > 0;
}

CmListRisk
cm_list_risk(const CmTargetRisk *risk, const double *amount, uint64_t count)
{
	CmListRisk	r = {.targets = (uint32_t) count, .amount = NAN, .worst = NAN, .worst_target = UINT64_MAX};
	double		largest,
				weights = 0,
				sum = 0,
				high = 0;

	r.by_amount = has_amounts(amount, count, &largest);
	for (uint64_t k = 0; k < count; k++)
	{
		double		weight = r.by_amount ? amount[k] / largest : 1;

		if (!isnan(amount[k]))
			r.amount = (isnan(r.amount) ? 0 : r.amount) + amount[k];
		if (isnan(risk[k].score))
			continue;
		r.scored++;
		weights += weight;
		sum += weight * risk[k].score;
		high += risk[k].band == CM_BAND_HIGH ? weight : 0;
		if (!(risk[k].score <= r.worst))
		{
			r.worst = risk[k].score;
			r.worst_target = k;
		}
	}
	r.mean = sum / weights;
	r.tail = high / weights;
	return r;
}

/* The shape of a list ----------------------------------------------------- */

static void
find_founded(const CmPortfolios *s, uint32_t region, CmPortfolio *p)
{
	double		n = cm_targets(s->lists, region),
				share = s->founded[region] / s->universe,
				variance = n * share * (1 - share) * ((s->universe - n) / (s->universe - 1));

	p->breadth = p->founded = p->founded_expected = p->founded_z = NAN;
	if (!(s->indicators->size->region[region] > 0) || isnan(s->indicators->size->total))
		return;
	p->breadth = n / fmax(1, cm_diversity(&s->indicators->present, region));
	p->founded = s->hits[region] / n;
	p->founded_expected = share;
	p->founded_z = variance > 0 ? (s->hits[region] - n * share) / sqrt(variance) : NAN;
}

/*
 * Two pairs of a random list are the same, share one industry, or none: sums
 * over all such, times the chance that the list has them.
 */
static void
find_coherence(const CmPortfolios *s, uint32_t region, CmPortfolio *p)
{
	double		n = cm_targets(s->lists, region),
				all = s->universe,
				pairs = n * (n - 1) / 2,
				chance = n * (n - 1) / (all * (all - 1)),
				chance3 = n < 3 ? 0 : chance * (n - 2) / (all - 2),
				chance4 = n < 4 ? 0 : chance3 * (n - 3) / (all - 3),
				mean = s->phi_sum * chance,
				squares = s->phi_squares * chance + (s->phi_row_squares - 2 * s->phi_squares) * chance3 +
		(s->phi_sum * s->phi_sum + s->phi_squares - s->phi_row_squares) * chance4,
				variance = squares - mean * mean;

	p->coherence = p->coherence_expected = p->coherence_z = NAN;
	if (s->indicators->density == NULL || n < 2)
		return;
	p->coherence = s->together[region] / pairs;
	p->coherence_expected = mean / pairs;
	if (variance > NOTHING * squares)
		p->coherence_z = (s->together[region] - mean) / sqrt(variance);
}

/* Mean, and population deviation, of some changes. */
static double
deviation(const double *x, int count)
{
	double		mean = 0,
				squares = 0;

	for (int k = 0; k < count; k++)
		mean += x[k] / count;
	for (int k = 0; k < count; k++)
		squares += (x[k] - mean) * (x[k] - mean);
	return sqrt(squares / count);
}

/* sqrt(a' S a) is the deviation of the weighted sum.  Targets that had no firms in some year are left out. */
static double
common_shock(const CmPortfolios *s, uint32_t region)
{
	const CmHost *host = s->indicators->host;
	const CmOccurrences *o = &s->lists->target;
	const double *amount = s->lists->amount + o->row[region];
	double		largest,
				sum = 0,
			   *total = cm_zeros(host, (size_t) s->changes + 1, sizeof(double)),
				together;
	bool		by_amount = has_amounts(amount, cm_targets(s->lists, region), &largest);

	for (uint64_t k = o->row[region]; s->changes >= FEW_CHANGES && k < o->row[region + 1]; k++)
	{
		const double *growth = s->growth + (size_t) o->industry[k] * (size_t) s->indicators->panel->years;
		double		weight = by_amount ? s->lists->amount[k] / largest : 1,
					own = deviation(growth, s->changes);

		if (!isfinite(own))
			continue;
		sum += weight * own;
		for (int t = 0; t < s->changes; t++)
			total[t] += weight * growth[t];
	}
	together = deviation(total, s->changes);
	cm_release(host, total);
	return sum > NOTHING ? fmin(1, together / sum) : NAN;
}

/* All --------------------------------------------------------------------- */

double
cm_portfolio_score(const CmPartCut cut[CM_PARTS], const CmListRisk *risk, const double part_risk[CM_PARTS])
{
	double		shape = 0,
				known = 0,
				all = 0,
				weights = cut[CM_PART_MEAN_RISK].weight + cut[CM_PART_TAIL].weight,
				sum = cut[CM_PART_MEAN_RISK].weight * risk->mean + cut[CM_PART_TAIL].weight * 100 * risk->tail;

	for (int part = CM_PART_BREADTH; part < CM_PARTS; part++)
	{
		all += cut[part].weight;
		known += isnan(part_risk[part]) ? 0 : cut[part].weight;
		shape += isnan(part_risk[part]) ? 0 : cut[part].weight * part_risk[part];
	}
	if (known > 0)
	{
		weights += all;
		sum += all * 100 * (shape / known);
	}
	return sum / weights;
}

void
cm_portfolio_find(const CmPortfolios *s, uint32_t region, const CmTargetRisk *risk, const CmMeanAlike *alike,
				  CmPortfolio *result)
{
	const CmLayer *revenue = cm_panel_layer(s->indicators->panel, CM_FISCAL_REVENUE, s->indicators->year, CM_SIZES);
	double		value[CM_PARTS] = {NAN, NAN};

	result->risk = cm_list_risk(risk, s->lists->amount + s->lists->target.row[region], cm_targets(s->lists, region));
	result->alike = *alike;
	find_founded(s, region, result);
	find_coherence(s, region, result);
	result->common_shock = common_shock(s, region);
	result->fiscal = revenue != NULL && revenue->region[region] > 0 ? cm_defined(result->risk.amount / revenue->region[region]) : NAN;
	value[CM_PART_BREADTH] = result->breadth;
	value[CM_PART_FOUNDED] = result->founded;
	value[CM_PART_ISOMORPHISM] = alike->jaccard;
	value[CM_PART_FISCAL] = result->fiscal;
	for (int part = 0; part < CM_PARTS; part++)
		result->part_risk[part] = cm_risk_ramp(value[part], s->cut[part].elevated_from, s->cut[part].high_from);
	result->score = cm_portfolio_score(s->cut, &result->risk, result->part_risk);
}
