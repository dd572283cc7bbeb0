/*
 * derived.h: what figures that are functions of cells tell about these.
 *
 * A quotient or a share that is published ties the cells that it is made of, hidden
 * ones too.  Close to the true values that is an equation of their movements, the
 * gradient of the figure there.  Cells that are told by such equations are known
 * but for finitely many choices.  The figure is taken to be published in all its digits.
 */
#ifndef CLUSTER_EXT_DERIVED_H
#define CLUSTER_EXT_DERIVED_H

#include "core/disclosure/freedom.h"

/* Of a cell x, its region's total R, its industry's total I and the total of all T. */
typedef enum CmFigure
{
	CM_FIGURE_LQ,				/* x T / (R I) */
	CM_FIGURE_REGION_SHARE,		/* x / R */
	CM_FIGURE_INDUSTRY_SHARE,	/* x / I */
	CM_FIGURES
} CmFigure;

/* Names of columns, and NULL behind them. */
extern const char *const cm_figure_name[CM_FIGURES + 1];

typedef enum CmFigureFault
{
	CM_FIGURE_SOUND,
	CM_FIGURE_NO_TOTAL,			/* the table lacks a cell that the figure is made of */
	CM_FIGURE_NO_VALUE			/* the value of such a cell is NaN */
} CmFigureFault;

/*
 * Equations of the figures that are given: `given[figure]` is by cell, or NULL.  Values of
 * all cells in them are needed, hidden ones too.  Where something is at fault, `faulty` is a cell
 * of whose figure that is, and `derived` is to be closed as ever.
 */
CmFigureFault cm_derived_open(CmDerived *derived, const CmHost *host, const CmSums *sums, const double *value, const uint8_t *hidden,
							  const uint8_t *const given[CM_FIGURES], uint32_t *faulty);
void		cm_derived_close(CmDerived *derived, const CmHost *host);

#endif
