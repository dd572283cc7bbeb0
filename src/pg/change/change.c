/*
 * change.c: how the industries of regions change between two times.
 */
#include "pg/arguments.h"
#include "pg/stream/flows.h"

#include "core/change/change.h"

#include "utils/builtins.h"

typedef struct Changes
{
	CmLayers	periods;
	double		threshold;
} Changes;

static bool
open_structural(CextFlow *f, FunctionCallInfo fcinfo)
{
	double		threshold = cext_threshold_argument(fcinfo, 2);
	bool		of_firms = cext_of_firms_argument(fcinfo, 3);
	Changes    *s = cext_flow_state(f, sizeof(Changes));

	s->threshold = threshold;
	if (!cext_two_periods_argument(fcinfo, of_firms, &s->periods))
		return false;
	cext_flow_of_labels(f, s->periods.region_label, s->periods.regions);
	return true;
}

static bool
put_structural(CextFlow *f)
{
	const Changes *s = f->state;
	const CmLayers *p = &s->periods;
	CextRows   *rows = &f->rows;
	double		row[CM_STRUCTURAL_COLUMNS];
	CmTurnover	turnover;

	cm_structural_change_row(p, f->a, s->threshold, row, &turnover);
	cext_put_outer(f);
	cext_put_double(rows, p->layer[0].region[f->a]);
	cext_put_double(rows, p->layer[1].region[f->a]);
	cext_put_doubles(rows, row, CM_STRUCTURAL_COLUMNS);
	cext_put_datum(rows, Int32GetDatum((int32) turnover.entered));
	cext_put_datum(rows, Int32GetDatum((int32) turnover.left));
	cext_put_datum(rows, Int32GetDatum((int32) turnover.stayed));
	cext_put_string(rows, cm_fate_name[cm_layers_region_fate(p, f->a)]);
	return true;
}

PG_FUNCTION_INFO_V1(cext_change_structural);
const CextFlowKind cext_flow_structural_change = {cext_change_structural, 1, 0, open_structural, NULL, put_structural};

Datum
cext_change_structural(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_structural_change);
}

/* 1 or 0 where the pair could have done it, else NULL. */
static void
put_flag(CextRows *rows, CmPresence presence, CmPresence done, CmPresence not_done)
{
	if (presence == done || presence == not_done)
		cext_put_datum(rows, Int32GetDatum(presence == done));
	else
		cext_put_null(rows);
}

static bool
open_entry_exit(CextFlow *f, FunctionCallInfo fcinfo)
{
	double		threshold = cext_threshold_argument(fcinfo, 2);
	bool		of_firms = cext_of_firms_argument(fcinfo, 3);
	CextOrder	order = cext_order_argument(fcinfo, 4);
	Changes    *s = cext_flow_state(f, sizeof(Changes));

	s->threshold = threshold;
	if (!cext_two_periods_argument(fcinfo, of_firms, &s->periods))
		return false;
	if (order == CEXT_ALL)
		cext_check_pairs(s->periods.regions, s->periods.industries);
	cext_flow_of_layers(f, order, &s->periods);
	return true;
}

static bool
put_entry_exit(CextFlow *f)
{
	const Changes *s = f->state;
	const CmLayers *p = &s->periods;
	CextRows   *rows = &f->rows;
	double		lq[2];
	CmPresence	presence;

	if (f->order != CEXT_ALL && !cm_layers_any(p, f->cell))
		return false;
	presence = cm_presence(p, f->a, f->b, f->cell, s->threshold, lq);
	cext_put_outer(f);
	cext_put_inner(f);
	cext_put_double(rows, f->cell == UINT64_MAX ? 0 : p->layer[0].cell[f->cell]);
	cext_put_double(rows, f->cell == UINT64_MAX ? 0 : p->layer[1].cell[f->cell]);
	cext_put_doubles(rows, lq, 2);
	put_flag(rows, presence, CM_PRESENCE_ENTRY, CM_PRESENCE_ABSENT);
	put_flag(rows, presence, CM_PRESENCE_EXIT, CM_PRESENCE_STAY);
	cext_put_string(rows, cm_presence_name[presence]);
	return true;
}

PG_FUNCTION_INFO_V1(cext_change_entry_exit);
const CextFlowKind cext_flow_entry_exit = {cext_change_entry_exit, 1, 2, open_entry_exit, NULL, put_entry_exit};

Datum
cext_change_entry_exit(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_entry_exit);
}

static bool
open_portfolio(CextFlow *f, FunctionCallInfo fcinfo)
{
	bool		of_firms = cext_of_firms_argument(fcinfo, 2);
	Changes    *s = cext_flow_state(f, sizeof(Changes));

	if (!cext_two_periods_argument(fcinfo, of_firms, &s->periods))
		return false;
	cext_flow_of_layers(f, CEXT_CELLS, &s->periods);
	return true;
}

static bool
put_portfolio(CextFlow *f)
{
	const CmLayers *p = &((const Changes *) f->state)->periods;
	CextRows   *rows = &f->rows;
	double		row[CM_PORTFOLIO_COLUMNS];
	CmQuadrant	quadrant;

	if (!cm_layers_any(p, f->cell))
		return false;
	quadrant = cm_portfolio_row(p, f->a, f->cell, row);
	cext_put_outer(f);
	cext_put_inner(f);
	cext_put_double(rows, p->layer[0].cell[f->cell]);
	cext_put_double(rows, p->layer[1].cell[f->cell]);
	cext_put_doubles(rows, row, CM_PORTFOLIO_COLUMNS);
	if (quadrant == CM_QUADRANT_NONE)
		cext_put_null(rows);
	else
		cext_put_string(rows, cm_quadrant_name[quadrant]);
	cext_put_string(rows, cm_fate_name[cm_layers_fate(p, f->a, f->cell)]);
	return true;
}

PG_FUNCTION_INFO_V1(cext_change_portfolio);
const CextFlowKind cext_flow_portfolio = {cext_change_portfolio, 1, 2, open_portfolio, NULL, put_portfolio};

Datum
cext_change_portfolio(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_portfolio);
}
