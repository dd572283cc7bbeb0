/*
 * change.c: how the industries of regions change between two times.
 */
#include "core/change/change.h"
#include "core/numeric/lq.h"
#include "core/numeric/undefined.h"

#include <math.h>

/* Differences of quotients below this, relative to them, are rounding. */
#define ROUNDING 1e-13

const char *const cm_presence_name[] = {"unknown", "absent", "entry", "exit", "stay"};
const char *const cm_quadrant_name[] = {NULL, "star", "mature", "emerging", "transforming"};

/* The pair's location quotient in one period; `amount` is that of the pair. */
static double
lq_of(const CmLayers *p, int period, uint32_t region, uint32_t industry, double amount)
{
	const CmLayer *t = &p->layer[period];

	return cm_location_quotient(amount, t->region[region], t->industry[industry], t->total);
}

static double
growth(double base, double final)
{
	return base == 0 ? NAN : (final - base) / base;
}

/* A cell's share of its region, 0 for nothing of nothing. */
static double
share_of(const CmLayer *t, uint32_t region, uint64_t cell)
{
	return t->cell[cell] == 0 ? 0 : t->cell[cell] / t->region[region];
}

/* Half the chord between two directions tells small angles that their cosine does not. */
static double
angle(const CmLayers *p, uint32_t region, const CmMix mix[2])
{
	double		chord = 0;

	for (uint64_t c = p->row[region]; c < p->row[region + 1]; c++)
	{
		double		a = share_of(&p->layer[0], region, c) / sqrt(mix[0].squares);
		double		b = share_of(&p->layer[1], region, c) / sqrt(mix[1].squares);

		chord += (a - b) * (a - b);
	}
	return 2 * asin(sqrt(chord) / 2);
}

void
cm_structural_change_row(const CmLayers *p, uint32_t region, double threshold,
						 double row[CM_STRUCTURAL_COLUMNS], CmTurnover *turnover)
{
	CmMix		mix[2] = {{0}};
	CmOverlap	overlap = {0};
	double		similarity[CM_SIMILARITY_COLUMNS];

	*turnover = (CmTurnover) {0};
	for (uint64_t c = p->row[region]; c < p->row[region + 1]; c++)
	{
		double		lq[2];
		double		a = share_of(&p->layer[0], region, c),
					b = share_of(&p->layer[1], region, c);
		CmPresence	presence = cm_presence(p, region, p->column[c], c, threshold, lq);

		if (a != 0)
			cm_mix_add(&mix[0], a, presence == CM_PRESENCE_EXIT || presence == CM_PRESENCE_STAY);
		if (b != 0)
			cm_mix_add(&mix[1], b, presence == CM_PRESENCE_ENTRY || presence == CM_PRESENCE_STAY);
		if (a != 0 && b != 0)
			cm_overlap_add(&overlap, a, b, presence == CM_PRESENCE_STAY);
		turnover->entered += a == 0 && b != 0;
		turnover->left += a != 0 && b == 0;
		turnover->stayed += a != 0 && b != 0;
	}
	cm_similarity(&mix[0], &mix[1], &overlap, similarity);
	row[CM_STRUCTURAL_GROWTH] = growth(p->layer[0].region[region], p->layer[1].region[region]);
	row[CM_STRUCTURAL_UNIDO] = similarity[CM_SIMILARITY_UNIDO];
	row[CM_STRUCTURAL_FINGER_KREININ] = similarity[CM_SIMILARITY_FINGER_KREININ];
	row[CM_STRUCTURAL_KRUGMAN] = similarity[CM_SIMILARITY_KRUGMAN];
	row[CM_STRUCTURAL_JACCARD] = similarity[CM_SIMILARITY_JACCARD];
	row[CM_STRUCTURAL_COEFFICIENT] = similarity[CM_SIMILARITY_KRUGMAN] / 2;
	row[CM_STRUCTURAL_MOORE] = mix[0].sum > 0 && mix[1].sum > 0 ? angle(p, region, mix) : NAN;
	cm_define_row(row, CM_STRUCTURAL_COLUMNS);
}

CmPresence
cm_presence(const CmLayers *p, uint32_t region, uint32_t industry, uint64_t cell, double threshold, double lq[2])
{
	static const CmPresence presence[2][2] = {{CM_PRESENCE_ABSENT, CM_PRESENCE_ENTRY},
	{CM_PRESENCE_EXIT, CM_PRESENCE_STAY}};
	bool		reached[2];

	for (int k = 0; k < 2; k++)
	{
		const CmLayer *t = &p->layer[k];
		double		amount = cell == UINT64_MAX ? 0 : t->cell[cell];

		lq[k] = lq_of(p, k, region, industry, amount);
		reached[k] = cm_location_quotient_reaches(amount, t->region[region], t->industry[industry], t->total, threshold);
	}
	cm_define_row(lq, 2);
	/* What is unknown anywhere makes the total unknown. */
	if (isnan(p->layer[0].total + p->layer[1].total))
		return CM_PRESENCE_UNKNOWN;
	return presence[reached[0]][reached[1]];
}

CmQuadrant
cm_portfolio_row(const CmLayers *p, uint32_t region, uint64_t cell, double row[CM_PORTFOLIO_COLUMNS])
{
	uint32_t	i = p->column[cell];
	double		base = p->layer[0].cell[cell],
				final = p->layer[1].cell[cell];
	double		before = lq_of(p, 0, region, i, base),
				after = lq_of(p, 1, region, i, final);
	double		change = after - before;

	if (fabs(change) <= ROUNDING * after && isfinite(after))
		change = 0;
	row[CM_PORTFOLIO_GROWTH] = growth(base, final);
	row[CM_PORTFOLIO_NATIONAL] = growth(p->layer[0].industry[i], p->layer[1].industry[i]);
	row[CM_PORTFOLIO_BASE_LQ] = before;
	row[CM_PORTFOLIO_FINAL_LQ] = after;
	row[CM_PORTFOLIO_LQ_CHANGE] = change;
	cm_define_row(row, CM_PORTFOLIO_COLUMNS);
	if (isnan(change))
		return CM_QUADRANT_NONE;
	if (after >= 1)
		return change >= 0 ? CM_QUADRANT_STAR : CM_QUADRANT_MATURE;
	return change >= 0 ? CM_QUADRANT_EMERGING : CM_QUADRANT_TRANSFORMING;
}
