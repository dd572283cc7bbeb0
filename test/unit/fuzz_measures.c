/*
 * fuzz_measures.c: every measure of sound matrices, however odd, with arguments
 * of any kind.
 *
 * No sanitizer complains, every loop ends, no measure with a close function
 * leaves memory behind, and what is documented to be in a range is there or
 * NaN; nothing is infinite.
 */
#include "measured.h"

#include "core/change/change.h"
#include "core/change/shift_share.h"
#include "core/composite/composite.h"
#include "core/composite/composite_weights.h"
#include "core/measures/coagglomeration.h"
#include "core/measures/dartboard.h"
#include "core/measures/quotients.h"
#include "core/measures/specialization.h"
#include "core/numeric/distributions.h"
#include "core/structure/complexity.h"
#include "core/structure/fitness.h"
#include "core/structure/industry_space.h"
#include "core/structure/outlook.h"
#include "core/structure/sophistication.h"

#include <math.h>
#include <string.h>

#define TRIALS_MOST 1e6			/* firms, beyond which p-values of all pairs take long */

static double
pick_threshold(void)
{
	return pick_one_in(2) ? 1 : pick_amount() + 4.9e-324;
}

/* Ascending groups of labels. */
static uint32_t *
pick_groups(const Measured *m, uint32_t count, uint32_t *groups)
{
	uint32_t   *group = cm_resize(m->host, NULL, (size_t) count + 1, sizeof(uint32_t));

	*groups = count > 0;
	for (uint32_t i = 0; i < count; i++)
	{
		*groups += i > 0 && pick_one_in(2);
		group[i] = *groups - 1;
	}
	return group;
}

/* Herfindahls of plants known from elsewhere, of some industries. */
static double *
pick_herfindahls(const Measured *m)
{
	double	   *h = measured_doubles(m, m->t.industries);

	for (uint32_t i = 0; i < m->t.industries; i++)
		h[i] = pick_one_in(3) ? NAN : fmax(pick_share(), 4.9e-324);
	return h;
}

/* Quotients ------------------------------------------------------------ */

static void
try_quotient(const CmQuotients *q, bool own, uint32_t r, uint32_t i, double amount)
{
	double		row[CM_QUOTIENT_COLUMNS];

	cm_quotients_row(q, r, i, amount, row);
	check_finite(row, CM_QUOTIENT_COLUMNS, "a quotient is infinite");
	check_range(row[CM_QUOTIENT_LQ], 0, INFINITY, "a location quotient is negative");
	check_range(row[CM_QUOTIENT_SYMMETRIC], -1, 1, "a symmetric quotient is out of range");
	fuzz_require(isnan(row[CM_QUOTIENT_LOWER]) == isnan(row[CM_QUOTIENT_UPPER]), "an interval has one bound");
	fuzz_require(!(row[CM_QUOTIENT_LOWER] > row[CM_QUOTIENT_UPPER]), "an interval is upside down");
	if (!own)
		return;
	check_range(row[CM_QUOTIENT_ADDITIVE], -1, 1, "an additive quotient is out of range");
	check_range(row[CM_QUOTIENT_NORMALIZED], -0.25, 0.25, "a normalized quotient is out of range");
}

static void
quotients(const Measured *m)
{
	const CmTable *t = &m->t;
	CmQuotientOptions options = {.of_firms = m->of_firms, .standardize_log = pick_one_in(2), .bounds = (CmBounds) pick(4),
	.confidence = fmin(fmax(pick_share(), 4.9e-324), 1 - 0x1p-53)};
	CmQuotients q;
	double	   *p = measured_doubles(m, (size_t) t->regions * t->industries);
	double	   *herfindahl = pick_herfindahls(m);
	uint64_t	count = 0;

	if (pick_one_in(3))
		options.herfindahl = herfindahl;
	cm_quotients_open(&q, m->host, t, m->reference, &options);
	for (uint32_t r = 0; r < t->regions; r++)
		for (uint32_t i = 0; i < t->industries; i++)
		{
			uint64_t	cell = cm_table_cell(t, r, i);

			try_quotient(&q, m->reference != &m->other, r, i, cell == UINT64_MAX ? 0 : q.amount[cell]);
			if (q.industry[i].firms > TRIALS_MOST && !pick_one_in(64))
				continue;
			p[count] = cm_quotients_p(&q, r, i, cell == UINT64_MAX ? 0 : t->cell.firms[cell]);
			check_range(p[count++], 0, 1, "a p-value is none");
		}
	cm_adjust_p_values(m->host, p, count);
	for (uint64_t k = 0; k < count; k++)
		check_range(p[k], 0, 1, "an adjusted p-value is none");
	cm_quotients_close(&q, m->host);
	cm_release(m->host, p);
	cm_release(m->host, herfindahl);
}

static void
input_output(const Measured *m)
{
	const CmTable *t = &m->t;
	CmQuotientOptions options = {.of_firms = m->of_firms, .confidence = 0.95};
	CmQuotients q;
	uint32_t	r = (uint32_t) pick(t->regions);
	double		row[CM_FLEGG_COLUMNS],
				lambda;
	double	   *lq = measured_doubles(m, t->industries);

	cm_quotients_open(&q, m->host, t, NULL, &options);
	lambda = cm_flegg_lambda(q.region_total[r], q.total, fmin(pick_share(), 1 - 0x1p-53));
	check_range(lambda, 0, 1, "a lambda is out of range");
	for (uint32_t i = 0; i < t->industries; i++)
		lq[i] = cm_quotients_lq(&q, r, i, q.amount[pick(t->cells)]);
	for (uint32_t i = 0; i < t->industries; i++)
		for (uint32_t j = 0; j < t->industries; j++)
		{
			cm_flegg_row(lq[i], lq[j], i == j, lambda, row);
			check_finite(row, CM_FLEGG_COLUMNS, "a quotient of input and output is infinite");
		}
	cm_quotients_close(&q, m->host);
	cm_release(m->host, lq);
}

/* Concentration and specialization ------------------------------------- */

/* Nothing is known of parts of an unknown total. */
static void
check_unknown(double total, const double *row, int columns)
{
	for (int i = 0; i < columns && isnan(total); i++)
		fuzz_require(isnan(row[i]), "something is known of what is unknown");
}

static void
try_unevenness(const double *row, const char *what)
{
	check_range(row[0], 0, 1, what);	/* Herfindahl */
	check_range(row[1], 0, 1, what);	/* Gini */
	check_range(row[2], 0, 1, what);	/* Hoover */
}

static void
try_parts(const Measured *m, const CmShare *shares, uint32_t count, const CmReference *reference, uint32_t places)
{
	uint32_t	groups;
	uint32_t   *group = pick_groups(m, places, &groups);
	double	   *mass = measured_doubles(m, groups),
			   *scratch = measured_doubles(m, groups);
	double		between,
				within;

	for (uint32_t g = 0; g < groups; g++)
		mass[g] = 0;
	for (uint32_t p = 0; p < places; p++)
		mass[group[p]] += reference->mass[p];
	if (count > 0)
	{
		cm_theil_parts(shares, count, group, mass, reference->total, scratch, &between, &within);
		fuzz_require(!isnan(shares[0].share) || isnan(between + within), "parts are known of what is unknown");
		check_range(between, 0, INFINITY, "Theil's index between groups is negative or infinite");
		check_range(within, 0, INFINITY, "Theil's index within groups is negative or infinite");
	}
	cm_release(m->host, group);
	cm_release(m->host, mass);
	cm_release(m->host, scratch);
}

static void
simulate(const Measured *m, const CmConcentration *c, uint32_t industry)
{
	uint64_t	plants = 1 + pick(20);
	double	   *plant = measured_doubles(m, plants);
	double		row[CM_SIMULATION_COLUMNS];

	for (uint64_t k = 0; k < plants; k++)
		plant[k] = m->t.industry.size[industry] / (double) plants;
	cm_simulate_ellison_glaeser(c, m->host, industry, plant, plants, 1 + (uint32_t) pick(20), pick(1000), row);
	check_finite(row, CM_SIMULATION_COLUMNS, "a simulated index is infinite");
	check_range(row[CM_SIMULATION_P], 0, 1, "a simulated p-value is none");
	cm_release(m->host, plant);
}

static void
concentration(const Measured *m)
{
	const CmTable *t = &m->t;
	CmConcentration c;
	bool	   *member = cm_resize(m->host, NULL, (size_t) t->industries + 1, sizeof(bool));

	if (cm_concentration_open(&c, m->host, t, m->reference, m->of_firms) != UINT32_MAX)
		return;
	if (pick_one_in(2))
	{
		c.area = pick_figures(m, t->regions);
		for (uint32_t r = 0; r < t->regions; r++)
			c.area_total += isnan(c.area[r]) ? 0 : c.area[r];
	}
	if (pick_one_in(3))
		c.herfindahl = pick_herfindahls(m);
	for (uint32_t i = 0; i < t->industries; i++)
	{
		double		row[CM_CONCENTRATION_COLUMNS],
					absent;
		uint32_t	count;

		cm_concentration_row(&c, i, row);
		check_finite(row, CM_CONCENTRATION_COLUMNS, "concentration is infinite");
		/* The first column may be known from elsewhere, the last one is of firms. */
		check_unknown(cm_amounts(&t->industry, m->of_firms ? CM_FIRMS : CM_SIZES)[i], row + 1, CM_CONCENTRATION_MORI - 1);
		check_unknown(t->industry.firms[i], row + CM_CONCENTRATION_MORI, 1);
		fuzz_require(isnan(row[CM_CONCENTRATION_ELLISON_GLAESER]) || cm_concentration_status(&c, i) == CM_CONCENTRATION_OK, "an index has a status that it cannot have");
		try_unevenness(row + CM_CONCENTRATION_HERFINDAHL, "concentration is out of range");
		check_range(row[CM_CONCENTRATION_ELLISON_GLAESER_P], 0, 1, "a normal p-value is none");
		count = cm_concentration_shares(&c, i, c.scratch, &absent);
		try_parts(m, c.scratch, count, &c.reference, t->regions);
		member[i] = pick_one_in(2);
		if (m->reference == NULL && !m->of_firms && c.herfindahl == NULL && pick_one_in(4))
			simulate(m, &c, i);
	}
	check_range(cm_group_coagglomeration(&c, m->host, member), -INFINITY, INFINITY, "coagglomeration of a group is infinite");
}

static void
specialization(const Measured *m)
{
	const CmTable *t = &m->t;
	uint32_t	groups;
	uint32_t   *group = pick_groups(m, t->industries, &groups);
	CmSpecialization s;

	if (cm_specialization_open(&s, m->host, t, m->reference, m->of_firms, group, groups) != UINT32_MAX)
		return;
	for (uint32_t r = 0; r < t->regions; r++)
	{
		double		row[CM_SPECIALIZATION_COLUMNS],
					absent;
		uint32_t	count;

		cm_specialization_row(&s, r, row);
		check_finite(row, CM_SPECIALIZATION_COLUMNS, "specialization is infinite");
		check_unknown(cm_amounts(&t->region, m->of_firms ? CM_FIRMS : CM_SIZES)[r], row, CM_SPECIALIZATION_COLUMNS);
		try_unevenness(row, "specialization is out of range");
		check_range(row[CM_SPECIALIZATION_HACHMAN], 0, 1, "Hachman's index is out of range");
		count = cm_specialization_shares(&s, r, s.scratch, &absent);
		try_parts(m, s.scratch, count, &s.reference, t->industries);
	}
}

static void
coagglomeration(const Measured *m)
{
	CmCoagglomeration c;

	if (cm_coagglomeration_open(&c, m->host, &m->t, m->reference, m->of_firms) != UINT32_MAX)
		return;
	for (uint32_t a = 0; a < m->t.industries; a++)
	{
		cm_coagglomeration_begin(&c, a);
		for (uint32_t b = a + 1; b < m->t.industries; b++)
		{
			double		row[CM_COAGGLOMERATION_COLUMNS];

			cm_coagglomeration_row(&c, a, b, row);
			check_finite(row, CM_COAGGLOMERATION_COLUMNS, "coagglomeration is infinite");
			check_range(row[CM_COAGGLOMERATION_COLOCATION], 0, 1, "colocation is out of range");
		}
	}
}

/* Structure ------------------------------------------------------------ */

static void
try_similarity(const double row[CM_SIMILARITY_COLUMNS])
{
	check_range(row[CM_SIMILARITY_UNIDO], 0, 1, "a cosine is out of range");
	check_range(row[CM_SIMILARITY_FINGER_KREININ], 0, 1, "an overlap is out of range");
	check_range(row[CM_SIMILARITY_KRUGMAN], 0, 2, "a distance is out of range");
	check_range(row[CM_SIMILARITY_JACCARD], 0, 1, "a share of what is common is out of range");
}

static void
similarity(const Measured *m)
{
	CmSimilarities s;
	double		row[CM_SIMILARITY_COLUMNS];

	if (cm_similarities_open(&s, m->host, &m->t, m->reference, m->of_firms, pick_threshold()) == UINT32_MAX)
	{
		cm_similarities_pairs(&s, m->host);
		for (uint32_t a = 0; a < m->t.regions; a++)
		{
			cm_similarities_begin(&s, a);
			for (uint32_t b = a + 1; b < m->t.regions; b++)
				if (cm_similarities_pair(&s, a, b, row))
					try_similarity(row);
		}
	}
	cm_similarities_close(&s, m->host);
	if (cm_similarities_open(&s, m->host, &m->t, m->reference, m->of_firms, pick_threshold()) == UINT32_MAX)
	{
		cm_similarities_target(&s, m->host, pick_one_in(2) ? UINT32_MAX : (uint32_t) pick(m->t.regions), m->reference);
		for (uint32_t r = 0; r < m->t.regions; r++)
		{
			cm_similarities_to_target(&s, r, row);
			try_similarity(row);
		}
	}
	cm_similarities_close(&s, m->host);
}

/* The network: a forest of links that are above 0, and in order. */
static void
try_network(CmRelatedness *s)
{
	CmIndustrySpace p;
	uint64_t	backbone = 0;

	cm_industry_space_open(&p, s, pick_one_in(3) ? INFINITY : pick_share());
	fuzz_require(p.start[p.industries] == p.links, "links are lost");
	for (uint64_t k = 0; k < p.links; k++)
	{
		fuzz_require(p.link[k].relatedness > 0 && isfinite(p.link[k].relatedness), "a link is none");
		fuzz_require(k == 0 || p.link[k - 1].pair < p.link[k].pair, "links are out of order");
		fuzz_require(p.link[k].pair / p.industries < p.later[k], "a link has a wrong side");
		backbone += cm_industry_space_is_backbone(&p, k);
	}
	fuzz_require(backbone == 0 || backbone < p.industries, "the backbone has a circle");
	cm_industry_space_close(&p, s->host);
}

/* The relatedness of one industry, used as weights; `own` that of it to itself, too. */
static void
try_density(const Measured *m, const CmOccurrences *o, uint32_t industry, bool own, double *phi)
{
	double	   *density = measured_doubles(m, o->regions);

	if (!own)
		phi[industry] = 0;
	check_range(cm_relatedness_sum(phi, o->industries), 0, INFINITY, "relatedness adds up to less than nothing");
	cm_relatedness_density(m->host, o, phi, density);
	for (uint32_t r = 0; r < o->regions; r++)
		check_range(density[r], 0, 1, "a density is out of range");
	cm_release(m->host, density);
}

static void
try_relatedness(const Measured *m, const CmOccurrences *o, CmRelatednessMethod method, CmMargins margins)
{
	CmRelatedness s;
	double	   *phi = measured_doubles(m, o->industries);

	cm_relatedness_open(&s, m->host, o, method, margins);
	for (uint32_t i = 0; i < o->industries; i++)
	{
		cm_relatedness_begin(&s, i);
		for (uint32_t j = i + 1; j < o->industries; j++)
			if (s.together[j] > 0)
				check_range(cm_relatedness_value(&s, i, j), method == CM_RELATEDNESS_Z_SCORE ? -INFINITY : 0,
							method <= CM_RELATEDNESS_JACCARD ? 1 : INFINITY, "relatedness is out of range");
		if (method == CM_RELATEDNESS_Z_SCORE)
			continue;
		cm_relatedness_fill(&s, i, phi);
		try_density(m, o, i, margins == CM_MARGINS_OCCURRENCES && pick_one_in(2), phi);
	}
	try_network(&s);
	cm_relatedness_close(&s);
	cm_release(m->host, phi);
}

/* Relatedness of the user's own. */
static void
try_given(const Measured *m, const CmOccurrences *o)
{
	const CmTable *t = &m->t;
	CmTable		links = pick_links(m, t->industry_label, t->industries, t->industry_label, t->industries);
	CmGivenRelatedness g;
	double	   *phi = measured_doubles(m, o->industries);

	cm_given_open(&g, m->host, &links, t);
	for (uint32_t i = 0; i < o->industries; i++)
	{
		check_range(cm_given_phi(&g, i, o->industries, phi), 0, INFINITY, "a unit of relatedness is infinite");
		try_density(m, o, i, pick_one_in(2), phi);
	}
}

static void
relatedness(const Measured *m)
{
	CmOccurrences o;

	if (cm_occurrences_open(&o, m->host, &m->t, m->reference, m->of_firms, pick_threshold()) != UINT32_MAX)
		return;
	for (int method = CM_RELATEDNESS_PROXIMITY; method <= CM_RELATEDNESS_Z_SCORE; method++)
		for (int margins = CM_MARGINS_OCCURRENCES; margins <= CM_MARGINS_COOCCURRENCES; margins++)
			if (cm_relatedness_has((CmRelatednessMethod) method, (CmMargins) margins))
				try_relatedness(m, &o, (CmRelatednessMethod) method, (CmMargins) margins);
	try_given(m, &o);
}

/* What regions could gain, by proximity. */
static void
try_outlook(const Measured *m, const CmOccurrences *o, const CmComplexity *c)
{
	CmRelatedness s;
	double	   *phi = measured_doubles(m, o->industries),
			   *sum = measured_doubles(m, o->industries),
			   *worth = measured_doubles(m, o->industries),
			   *density = measured_doubles(m, o->regions),
			   *outlook = measured_doubles(m, o->regions),
			   *gain = measured_doubles(m, o->regions);

	for (uint32_t r = 0; r < o->regions; r++)
		outlook[r] = 0;
	cm_relatedness_open(&s, m->host, o, CM_RELATEDNESS_PROXIMITY, CM_MARGINS_OCCURRENCES);
	for (uint32_t i = 0; i < o->industries; i++)
	{
		cm_relatedness_begin(&s, i);
		cm_relatedness_fill(&s, i, phi);
		sum[i] = cm_relatedness_sum(phi, o->industries);
		cm_relatedness_density(m->host, o, phi, density);
		if (!isnan(c->industry[i]))
			cm_outlook_add(o, i, density, c->industry[i], outlook);
	}
	check_finite(outlook, o->regions, "an outlook is infinite");
	cm_opportunity_worth(c->industry, sum, o->industries, worth);
	check_finite(worth, o->industries, "a worth is infinite");
	for (uint32_t i = 0; i < o->industries; i++)
	{
		cm_relatedness_begin(&s, i);
		cm_relatedness_fill(&s, i, phi);
		for (uint32_t r = 0; r < o->regions; r++)
			gain[r] = cm_opportunity_gain_of(o, phi, worth, cm_opportunity_all(phi, worth, o->industries), r);
		check_finite(gain, o->regions, "a gain is infinite");
	}
}

static void
complexity(const Measured *m)
{
	CmOccurrences o;
	CmComplexity c;
	CmFitness	f;

	if (cm_occurrences_open(&o, m->host, &m->t, m->reference, m->of_firms, pick_threshold()) != UINT32_MAX)
		return;
	cm_complexity_open(&c, m->host, &o, (CmComplexityMethod) pick(2), 1 + (uint32_t) pick(40), (CmComplexityScale) pick(3));
	check_finite(c.region, o.regions, "the complexity of a region is infinite");
	check_finite(c.industry, o.industries, "the complexity of an industry is infinite");
	cm_fitness_open(&f, m->host, &o, 1 + (uint32_t) pick(50));
	check_finite(f.fitness, o.regions, "fitness is infinite");
	check_finite(f.quality, o.industries, "quality is infinite");
	cm_fitness_close(&f, m->host);
	try_outlook(m, &o, &c);
	cm_complexity_close(&c);
}

static void
sophistication(const Measured *m)
{
	double	   *figure = pick_figures(m, m->t.regions),
			   *prody = measured_doubles(m, m->t.industries);
	double		coverage;

	cm_prody(m->host, &m->t, m->of_firms, figure, prody);
	check_finite(prody, m->t.industries, "PRODY is infinite");
	for (uint32_t r = 0; r < m->t.regions; r++)
	{
		check_range(cm_expy(&m->t, m->of_firms, r, prody, &coverage), 0, INFINITY, "EXPY is infinite");
		check_range(coverage, 0, 1, "coverage is out of range");
	}
}

/* Change --------------------------------------------------------------- */

static void
try_shift_share(const CmLayers *p)
{
	double		row[CM_SHIFT_COLUMNS];

	for (uint32_t r = 0; r < p->regions; r++)
		for (uint64_t c = p->row[r]; c < p->row[r + 1]; c++)
			for (int method = CM_SHIFT_CLASSIC; method <= CM_SHIFT_ARCELUS; method++)
			{
				cm_shift_share_row(p, (CmShiftMethod) method, r, c, row);
				check_finite(row, CM_SHIFT_COLUMNS, "a component is infinite");
				fuzz_require(cm_fate_name[cm_layers_fate(p, r, c)] != NULL, "a fate has no name");
			}
}

static void
try_spatial(const Measured *m, const CmLayers *p)
{
	CmTable		weights = pick_links(m, p->region_label, p->regions, p->region_label, p->regions);
	CmSpatial	s;
	double		row[CM_SPATIAL_COLUMNS];

	cm_spatial_open(&s, m->host, p, &weights);
	for (uint32_t r = 0; r < p->regions; r++)
	{
		cm_spatial_begin(&s, r);
		for (uint64_t c = p->row[r]; c < p->row[r + 1]; c++)
		{
			cm_spatial_row(&s, r, c, row);
			check_finite(row, CM_SPATIAL_COLUMNS, "a spatial component is infinite");
		}
	}
	cm_spatial_close(&s, m->host);
}

static void
try_change(const CmLayers *p)
{
	for (uint32_t r = 0; r < p->regions; r++)
	{
		double		row[CM_STRUCTURAL_COLUMNS],
					lq[2],
					portfolio[CM_PORTFOLIO_COLUMNS];
		CmTurnover	turnover;

		cm_structural_change_row(p, r, pick_threshold(), row, &turnover);
		check_finite(row, CM_STRUCTURAL_COLUMNS, "structural change is infinite");
		check_range(row[CM_STRUCTURAL_COEFFICIENT], 0, 1, "a coefficient of change is out of range");
		check_range(row[CM_STRUCTURAL_MOORE], 0, 2, "an angle is out of range");
		try_similarity(row + CM_STRUCTURAL_UNIDO);
		for (uint64_t c = p->row[r]; c < p->row[r + 1]; c++)
		{
			cm_presence(p, r, p->column[c], c, pick_threshold(), lq);
			check_finite(lq, 2, "a quotient of a period is infinite");
			cm_portfolio_row(p, r, c, portfolio);
			check_finite(portfolio, CM_PORTFOLIO_COLUMNS, "a portfolio is infinite");
		}
		cm_presence(p, r, (uint32_t) pick(p->industries), UINT64_MAX, pick_threshold(), lq);
		cm_layers_region_fate(p, r);
	}
}

static void
change(const Measured *m)
{
	CmTable		tables[4];
	int			count = 2 + (int) pick(3);
	CmLayers	p;

	for (int k = 0; k < count; k++)
		tables[k] = pick_one_in(2) ? m->t : m->other;
	cm_layers_open(&p, m->host, tables, count, m->of_firms);
	try_shift_share(&p);
	cm_layers_close(&p, m->host);
	cm_layers_open(&p, m->host, tables, 2, m->of_firms);
	try_spatial(m, &p);
	try_change(&p);
	cm_layers_close(&p, m->host);
}

/* Any numbers ---------------------------------------------------------- */

static void
normalizing(const Measured *m)
{
	size_t		rows = m->t.cells;
	double	   *x = measured_doubles(m, rows);

	for (int method = CM_NORMALIZE_MIN_MAX; method <= CM_NORMALIZE_PERCENTILE; method++)
	{
		memcpy(x, cm_amounts(&m->t.cell, (CmAmount) pick(4)), rows * sizeof(double));
		cm_normalize(m->host, (CmNormalization) method, (CmTies) pick(3), pick_one_in(2), x, rows);
		check_finite(x, rows, "a normalised number is infinite");
	}
	cm_release(m->host, x);
}

static void
composite(const Measured *m)
{
	enum {COLUMNS = 4};
	static const CmWeighting weighting[] = {cm_entropy_weights, cm_critic_weights, cm_pca_weights};
	CmNumbers	n = {.rows = m->t.cells, .columns = COLUMNS};
	double	   *number = measured_doubles(m, n.rows * COLUMNS),
			   *score = measured_doubles(m, n.rows);
	double		weight[COLUMNS];
	bool		reversed[COLUMNS];

	for (int k = 0; k < COLUMNS; k++)
	{
		const double *column = cm_amounts(&m->t.cell, (CmAmount) k);

		for (size_t i = 0; i < n.rows; i++)
			number[i * COLUMNS + (size_t) k] = column[i];
		weight[k] = pick_amount();
		reversed[k] = pick_one_in(2);
	}
	n.number = number;
	cm_topsis(m->host, &n, weight, reversed, score);
	for (size_t i = 0; i < n.rows; i++)
		check_range(score[i], 0, 1, "a TOPSIS score is out of range");
	for (size_t w = 0; w < sizeof(weighting) / sizeof(weighting[0]); w++)
		if (weighting[w] (m->host, &n, weight))
			for (int k = 0; k < COLUMNS; k++)
				check_range(weight[k], 0, 1, "a weight is out of range");
	cm_release(m->host, number);
	cm_release(m->host, score);
}

/* The sizes of cells as indicators, with any weights. */
static void
means(const Measured *m)
{
	static const double power[] = {1, 0, -1, 2, 0.5, -3, 100, -100, 1e-300, INFINITY, -INFINITY};
	CmNumbers	n = {.rows = m->t.cells, .columns = 2};
	double	   *number = measured_doubles(m, 2 * n.rows);

	for (size_t i = 0; i < n.rows; i++)
	{
		number[2 * i] = m->t.cell.largest[i];
		number[2 * i + 1] = pick_amount();
	}
	n.number = number;
	check_range(cm_coverage(m->host, &n), 0, 1, "coverage is out of range");
	for (size_t p = 0; p < sizeof(power) / sizeof(power[0]); p++)
		check_range(cm_power_mean(m->host, &n, power[p]), 0, INFINITY, "a mean is infinite");
	for (size_t i = 0; i < n.rows; i++)
		number[2 * i] = pick_share();
	check_range(cm_geometric_safety(m->host, &n), 0, 1, "a risk is out of range");
	cm_release(m->host, number);
}

/* All of them ---------------------------------------------------------- */

static const struct
{
	void		(*measure) (const Measured *m);
	bool		closes;			/* leaves no memory behind */
}			measures[] = {
	{quotients, true}, {input_output, true}, {concentration, false}, {specialization, false}, {coagglomeration, false},
	{similarity, true}, {relatedness, false}, {complexity, false}, {sophistication, false}, {change, false},
	{normalizing, true}, {composite, true}, {means, true},
};

static bool
test(const uint8_t *bytes, size_t count)
{
	Measured	m;

	if (!measured_open(&m, bytes, count))
		return false;
	for (size_t i = 0; i < sizeof(measures) / sizeof(measures[0]) && m.t.cells > 0; i++)
	{
		int			before = measured_pieces();

		measures[i].measure(&m);
		fuzz_require(!measures[i].closes || measured_pieces() == before, "a measure left memory behind");
	}
	measured_close();
	return true;
}

const FuzzTarget fuzz_target = {
	.mutations = 20000,
	.most = MEASURED_MOST,
	.memory = 32 << 20,
	.seeds = SOUND_MATRICES,
	.seed = measured_seed,
	.mutate = measured_mutate,
	.repair = measured_repair,
	.test = test,
};
