/*
 * panel.h: matrices of several measures and years, side by side.
 *
 * What policy risk is measured on: for each pair of region and industry that
 * any matrix has, the amount of every measure in every year; 0 where a matrix
 * has no such cell, NaN where it is unknown.  A measure or year that the panel
 * lacks has no layer.
 */
#ifndef CLUSTER_EXT_PANEL_H
#define CLUSTER_EXT_PANEL_H

#include "core/matrix/layers.h"
#include "core/measures/concentration.h"

#define CM_NO_YEAR INT32_MIN

#include <math.h>

/* What firms can add up to. */
typedef enum CmMeasure
{
	CM_EMPLOYMENT,
	CM_ESTABLISHMENTS,			/* each of size 1, where employment is withheld */
	CM_GROUP_EMPLOYMENT,		/* employment whose "firms" are ownership groups */
	CM_CAPITAL,
	CM_CAPITAL_EMPLOYMENT,		/* of the firms whose capital is known */
	CM_VALUE_ADDED,
	CM_OUTPUT,
	CM_CAPACITY,
	CM_CAPACITY_OUTPUT,			/* output of the firms whose capacity is known */
	CM_CAPACITY_EMPLOYMENT,		/* their employment */
	CM_SUBSIDY,
	CM_PROFIT,
	CM_INTEREST,
	CM_ZOMBIE_CAPITAL,
	CM_CLASSIFIED_CAPITAL,		/* of the firms that can be told to be zombies or not */
	CM_ZOMBIE_EMPLOYMENT,
	CM_CLASSIFIED_EMPLOYMENT,
	CM_OUTSIDE_EMPLOYMENT,		/* in plants controlled from outside the region */
	CM_LOCATED_EMPLOYMENT,		/* in those of which it is known */
	CM_EXIT_EMPLOYMENT,			/* three years before, of firms that are gone */
	CM_EXPORT,
	CM_EXPORT_OUTPUT,			/* output of the firms whose exports are known */
	CM_EMISSIONS,
	CM_INPUT_COEFFICIENTS,		/* supplying industry x using industry */
	CM_FISCAL_REVENUE,			/* by region, any industry */
	CM_MEASURES
} CmMeasure;

typedef struct CmMeasureCard
{
	const char *name;
	const char *unit;
	const char *meaning;
} CmMeasureCard;

extern const CmMeasureCard cm_measure_card[CM_MEASURES];

/* The measure of a name, or CM_MEASURES. */
CmMeasure	cm_measure_of(CmText name);

/* Is it of workers? */
bool		cm_counts_workers(CmMeasure measure);

/* A matrix of the panel. */
typedef struct CmPanelMatrix
{
	CmMeasure	measure;
	int32_t		period;
	CmTable		table;
} CmPanelMatrix;

typedef struct CmPanelKey
{
	CmMeasure	measure;
	int32_t		period;
	CmAmount	of;
} CmPanelKey;

typedef struct CmPanel
{
	const CmHost *host;
	CmMeasure	base;			/* what x is */
	CmLayers	pairs;
	CmPanelKey *key;			/* of each layer */
	int32_t    *year;			/* of the base measure, ascending */
	int			years;
	CmByIndustry by_industry;
	bool	   *knows_region;	/* has any matrix such a region, such an industry? */
	bool	   *knows_industry;
} CmPanel;

/*
 * Puts matrices side by side, at most one for each measure and period, and with
 * them the pairs of `asked` (a table of zeros).  Sizes of all; of the base
 * measure and of ownership groups also firms, sums of squares and largest.  The
 * tables may be closed afterwards, but not the bytes of their labels.
 */
void		cm_panel_open(CmPanel *p, const CmHost *host, const CmPanelMatrix *matrices, int count,
						  const CmTable *asked, CmMeasure base);

/* A layer, or NULL. */
const CmLayer *cm_panel_layer(const CmPanel *p, CmMeasure measure, int32_t period, CmAmount of);

/* Sizes of the base measure in a year, or NULL. */
const CmLayer *cm_panel_base(const CmPanel *p, int32_t period);

/* The pair of a region and an industry, or UINT64_MAX. */
uint64_t	cm_panel_pair(const CmPanel *p, uint32_t region, uint32_t industry);

/* What the layer has in it: 0 for no pair, NaN for no layer. */
static inline double
cm_layer_at(const CmLayer *layer, uint64_t pair)
{
	return layer == NULL ? NAN : pair == UINT64_MAX ? 0 : layer->cell[pair];
}

/* The region that a pair is in: the last whose first pair is not after it. */
uint32_t	cm_panel_region(const CmPanel *p, uint64_t pair);

/* Firms' sizes as if equal: x^2 over the sum of squares, 1 or more; 0 for nothing, NaN for unknown. */
double		cm_effective_firms(double size, double squares);

#endif
