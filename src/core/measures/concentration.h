/*
 * concentration.h: where an industry is: spatial concentration and
 * agglomeration of plants, industry by industry.
 *
 * Notation: s_ri share of region r in industry i, s_r of the region in the
 * reference, H plant Herfindahl of the industry, N its number of plants,
 * D2 = sum s_r^2, D3 = sum s_r^3, G = sum (s_ri - s_r)^2.  Undefined is NaN.
 */
#ifndef CLUSTER_EXT_CONCENTRATION_H
#define CLUSTER_EXT_CONCENTRATION_H

#include "core/matrix/by_industry.h"
#include "core/measures/reference.h"

/* The columns of one row of industry_concentration, in order. */
enum
{
	CM_CONCENTRATION_HERFINDAHL_FIRMS,	/* H = sum of squared plant shares, 1/N to 1 */
	CM_CONCENTRATION_CR1,		/* share of the largest plant, 0 to 1 */
	CM_CONCENTRATION_HERFINDAHL,	/* these seven: disproportionality.h */
	CM_CONCENTRATION_GINI,
	CM_CONCENTRATION_HOOVER,
	CM_CONCENTRATION_THEIL,
	CM_CONCENTRATION_MEAN_LOG_DEVIATION,
	CM_CONCENTRATION_KRUGMAN,
	CM_CONCENTRATION_ENTROPY,

	/*
	 * (G - (1-D2)H) / ((1-D2)(1-H)): agglomeration beyond what plants thrown
	 * at regions give (Ellison, Glaeser 1997, Journal of Political Economy
	 * 105), above 1 in small regions.  Undefined for one plant or one region.
	 */
	CM_CONCENTRATION_ELLISON_GLAESER,

	/*
	 * (G - (1-D2)H) / sd with the exact variance of G under the dartboard,
	 * 2 (H^2 (D2 - 2 D3 + D2^2) - sum z^4 (D2 - 4 D3 + 3 D2^2)), and its
	 * two-sided normal p.  Undefined where the index is.
	 */
	CM_CONCENTRATION_ELLISON_GLAESER_Z,
	CM_CONCENTRATION_ELLISON_GLAESER_P,

	/* ((sum s_ri^2 - D2)/(1-D2) - H)/(1-H) (Maurel, Sedillot 1999, RSUE 29) */
	CM_CONCENTRATION_MAUREL_SEDILLOT,

	/*
	 * sum s_ri^2 - 1/min(N, R) - (H - 1/N) (Devereux, Griffith, Simpson 2004,
	 * RSUE 34); no reference, all regions alike.
	 */
	CM_CONCENTRATION_DEVEREUX_GRIFFITH_SIMPSON,

	/*
	 * sum p ln(p/a), p share of the industry's plants, a of the area (Mori,
	 * Nishikimi, Smith 2005, Review of Economics and Statistics 87)
	 */
	CM_CONCENTRATION_MORI,
	CM_CONCENTRATION_COLUMNS
};

/* Why an industry has an Ellison-Glaeser and a Maurel-Sedillot index, or none. */
typedef enum CmConcentrationStatus
{
	CM_CONCENTRATION_OK,
	CM_CONCENTRATION_EMPTY,		/* nothing that could be anywhere */
	CM_CONCENTRATION_UNKNOWN,	/* amounts of cells are unknown */
	CM_CONCENTRATION_ONE_REGION,	/* nowhere else to be */
	CM_CONCENTRATION_PLANTS_UNKNOWN,	/* H is */
	CM_CONCENTRATION_ONE_PLANT	/* H is 1 */
} CmConcentrationStatus;

extern const char *const cm_concentration_status_name[];

typedef struct CmConcentration
{
	const CmHost *host;
	const CmTable *table;
	bool		of_firms;
	uint32_t	wanted;			/* a bit for each column, all from the start: others may be NaN */
	const double *amount;		/* by cell */
	CmReference reference;
	CmIndustryCell *cell;		/* industry after industry */
	uint64_t   *start;			/* of each industry in them, industries + 1 */
	const double *area;			/* by region; NULL: all alike */
	double		area_total;
	const double *herfindahl;	/* H by industry as known from elsewhere, NaN: not; NULL: none */
	double		in_use;			/* regions of the reference with firms or size */
	CmShare    *scratch;
} CmConcentration;

/* Prepares the rows of a table; returns as cm_reference_open. */
uint32_t	cm_concentration_open(CmConcentration *c, const CmHost *host, const CmTable *table,
								  const CmTable *reference, bool of_firms);

/* The wanted columns of one industry. */
void		cm_concentration_row(const CmConcentration *c, uint32_t industry, double row[CM_CONCENTRATION_COLUMNS]);

/* How much of an industry there is, of what concentration is of. */
static inline double
cm_concentration_total(const CmConcentration *c, uint32_t industry)
{
	return c->of_firms ? c->table->industry.firms[industry] : c->table->industry.size[industry];
}

CmConcentrationStatus cm_concentration_status(const CmConcentration *c, uint32_t industry);

/* The industry's shares, by place; returns how many, and the weight of other places. */
uint32_t	cm_concentration_shares(const CmConcentration *c, uint32_t industry, CmShare *shares, double *absent);

#endif
