/*
 * concentration.c: where an industry is.
 */
#include "core/measures/concentration.h"
#include "core/numeric/undefined.h"

#include <math.h>
#include <string.h>

const char *const cm_concentration_status_name[] = {"ok", "empty", "unknown", "one_region", "plants_unknown", "one_plant"};

#define FEW 32					/* firms whose term is kept */

/* Rows ----------------------------------------------------------------- */

static double
regions_in_use(const CmTable *t)
{
	double		count = 0;

	for (uint32_t r = 0; r < t->regions; r++)
		count += cm_is_any(t->region.firms[r], t->region.size[r]);
	return count;
}

uint32_t
cm_concentration_open(CmConcentration *c, const CmHost *host, const CmTable *t,
					  const CmTable *reference, bool of_firms)
{
	memset(c, 0, sizeof(*c));
	c->table = t;
	c->of_firms = of_firms;
	c->wanted = UINT32_MAX;
	c->amount = of_firms ? t->cell.firms : t->cell.size;
	c->host = host;
	c->scratch = cm_resize(host, NULL, (size_t) t->regions + 1, sizeof(CmShare));
	c->cell = cm_industry_cells(host, t->regions, t->industries, t->row, t->column, c->amount, t->cell.firms, &c->start);
	c->in_use = regions_in_use(reference == NULL ? t : reference);
	return cm_reference_open(&c->reference, host, t, reference, true, of_firms);
}

uint32_t
cm_concentration_shares(const CmConcentration *c, uint32_t industry, CmShare *shares, double *absent)
{
	double		total = cm_concentration_total(c, industry);
	uint32_t	count = 0;

	for (uint64_t k = c->start[industry]; k < c->start[industry + 1]; k++)
	{
		const CmIndustryCell *cell = &c->cell[k];

		if (cell->amount > 0)
			shares[count++] = cm_share(cell->region, cell->amount, total, c->reference.mass[cell->region], c->reference.total);
	}
	*absent = cm_absent_weight(&c->reference, shares, count);
	return count;
}

/* p ln(p/a) */
static inline double
divergence(double p, double a)
{
	return p > 0 ? p * log(p / a) : p;
}

/*
 * sum p ln(p/a) over the regions with firms; all regions in use are alike without
 * areas, and then few firms, as most regions have, give the same term each time.
 */
static double
mori(const CmConcentration *c, uint32_t industry)
{
	const CmTable *t = c->table;
	double		total = t->industry.firms[industry];
	double		sum = 0;
	double		few[FEW];
	bool		alike = c->area == NULL;

	for (int n = 0; n < FEW; n++)
		few[n] = alike ? divergence(n / total, 1 / c->in_use) : 0;
	for (uint64_t k = c->start[industry]; k < c->start[industry + 1]; k++)
	{
		double		firms = c->cell[k].firms;

		if (isnan(firms))
			return NAN;
		if (alike)
			sum += firms < FEW ? few[(int) firms] : divergence(firms / total, 1 / c->in_use);
		else
			sum += divergence(firms / total, c->area[c->cell[k].region] / c->area_total);
	}
	return total > 0 ? sum : NAN;
}

/* What plants alone would give, and how the industry differs from it. */
typedef struct Plants
{
	double		number;			/* N */
	double		herfindahl;		/* H */
	double		fourth;			/* sum z^4 */
	double		largest;		/* share of the largest */
} Plants;

static Plants
plants_of(const CmConcentration *c, uint32_t i)
{
	const CmTable *t = c->table;
	double		total = t->industry.size[i];
	Plants		p = {.number = t->industry.firms[i]};

	if (c->of_firms)
	{
		p.herfindahl = p.largest = 1 / p.number;
		p.fourth = p.herfindahl * p.herfindahl * p.herfindahl;
		return p;
	}
	p.largest = t->industry.largest[i] / total;
	/* One plant with all of it: exactly 1, whatever its square is rounded to. */
	p.herfindahl = p.largest >= 1 ? 1 : t->industry.squares[i] / total / total;
	p.fourth = p.largest >= 1 ? 1 : t->fourth[i] / total / total / total / total;
	if (c->herfindahl != NULL && !isnan(c->herfindahl[i]))
		p.herfindahl = c->herfindahl[i];
	return p;
}

CmConcentrationStatus
cm_concentration_status(const CmConcentration *c, uint32_t industry)
{
	double		total = cm_concentration_total(c, industry),
				h = plants_of(c, industry).herfindahl;

	if (total == 0)
		return CM_CONCENTRATION_EMPTY;
	if (isnan(total) || isnan(c->reference.one_less_d2))
		return CM_CONCENTRATION_UNKNOWN;
	if (c->reference.places < 2 || !(c->reference.one_less_d2 > 0))
		return CM_CONCENTRATION_ONE_REGION;
	return isnan(h) ? CM_CONCENTRATION_PLANTS_UNKNOWN : h < 1 ? CM_CONCENTRATION_OK : CM_CONCENTRATION_ONE_PLANT;
}

static void
agglomeration(const CmReference *ref, const CmShare *shares, uint32_t count, const Plants *plants,
			  double sum_squares, double *row)
{
	double		h = plants->herfindahl;
	double		d2 = ref->d2,
				d3 = ref->d3;
	double		present = 0,
				g = 0,
				excess,
				spread,
				variance,
				z;

	for (uint32_t k = 0; k < count; k++)
	{
		g += (shares[k].share - shares[k].weight) * (shares[k].share - shares[k].weight);
		present += shares[k].weight * shares[k].weight;
	}
	/* Regions without the industry differ by their own share. */
	if (count < ref->places)
		g += fmax(0, d2 - present);
	/* Where there is no index, there is nothing to test. */
	if (ref->places < 2 || !(ref->one_less_d2 > 0) || !(h < 1))
		return;
	excess = g - ref->one_less_d2 * h;
	row[CM_CONCENTRATION_ELLISON_GLAESER] = excess / (ref->one_less_d2 * (1 - h));
	row[CM_CONCENTRATION_MAUREL_SEDILLOT] = ((sum_squares - d2) / ref->one_less_d2 - h) / (1 - h);
	spread = h * h * (d2 - 2 * d3 + d2 * d2);
	variance = 2 * (spread - plants->fourth * (d2 - 4 * d3 + 3 * d2 * d2));
	if (!(variance > 1e-14 * spread))
		return;
	z = excess / sqrt(variance);
	row[CM_CONCENTRATION_ELLISON_GLAESER_Z] = z;
	row[CM_CONCENTRATION_ELLISON_GLAESER_P] = erfc(fabs(z) * M_SQRT1_2);
}

static inline bool
wants(const CmConcentration *c, int column)
{
	return c->wanted >> column & 1;
}

void
cm_concentration_row(const CmConcentration *c, uint32_t industry, double row[CM_CONCENTRATION_COLUMNS])
{
	Plants		plants = plants_of(c, industry);
	CmUnevenness u;
	double		absent;
	uint32_t	count;

	for (int i = 0; i < CM_CONCENTRATION_COLUMNS; i++)
		row[i] = NAN;
	/* Plants are counted where their sizes are unknown. */
	if (wants(c, CM_CONCENTRATION_MORI) && cm_concentration_total(c, industry) != 0)
		row[CM_CONCENTRATION_MORI] = cm_defined(mori(c, industry));
	count = cm_concentration_shares(c, industry, c->scratch, &absent);
	if (count == 0)
		return;
	cm_unevenness(c->host, c->scratch, count, absent, wants(c, CM_CONCENTRATION_GINI), &u);
	row[CM_CONCENTRATION_HERFINDAHL_FIRMS] = plants.herfindahl;
	row[CM_CONCENTRATION_CR1] = plants.largest;
	row[CM_CONCENTRATION_HERFINDAHL] = u.herfindahl;
	row[CM_CONCENTRATION_GINI] = u.gini;
	row[CM_CONCENTRATION_HOOVER] = u.hoover;
	row[CM_CONCENTRATION_THEIL] = u.theil;
	row[CM_CONCENTRATION_MEAN_LOG_DEVIATION] = u.mean_log_deviation;
	row[CM_CONCENTRATION_KRUGMAN] = u.krugman;
	row[CM_CONCENTRATION_ENTROPY] = u.entropy;
	agglomeration(&c->reference, c->scratch, count, &plants, u.herfindahl, row);
	row[CM_CONCENTRATION_DEVEREUX_GRIFFITH_SIMPSON] = u.herfindahl - 1 / fmin(plants.number, c->reference.places)
		- (plants.herfindahl - 1 / plants.number);
	cm_define_row(row, CM_CONCENTRATION_COLUMNS);
}
