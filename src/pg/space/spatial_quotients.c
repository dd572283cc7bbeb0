/*
 * spatial_quotients.c: location quotients of regions with what surrounds them.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/stream/flows.h"

#include "core/space/spatial_quotients.h"

#define OWN_MOST 1e9

typedef struct Spatial
{
	CmTable		table;
	CmGraph		graph;
	CmFocal		focal;
} Spatial;

static bool
open_spatial(CextFlow *f, FunctionCallInfo fcinfo)
{
	double		own = cext_range_argument(fcinfo, 2, "own", 0, OWN_MOST, "1 counts a region as much as a neighbour of weight 1; 0 leaves it out.");
	bool		of_firms = cext_of_firms_argument(fcinfo, 3);
	Spatial    *s = cext_flow_state(f, sizeof(Spatial));
	CmTable    *t = &s->table,
				weights;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return false;
	cext_amounts_argument(fcinfo, 0, t);
	cext_amounts_argument(fcinfo, 1, &weights);
	cm_graph_open(&s->graph, cext_call_host(), &weights, t->region_label, t->regions);
	cm_table_close(&weights, cext_call_host());
	cm_focal_open(&s->focal, cext_call_host(), t, &s->graph, own, of_firms);
	cext_flow_of_cells(f, CEXT_CELLS, t->region_label, t->regions, t->industry_label, t->industries, NULL, NULL);
	return true;
}

/* The cells of a region are what is around it, which is found when it is reached. */
static void
begin_spatial(CextFlow *f)
{
	CmFocal    *focal = &((Spatial *) f->state)->focal;

	cm_focal_begin(focal, f->a);
	f->column = focal->industry;
	f->cell_at = 0;
	f->cell_end = focal->count;
}

static bool
put_spatial(CextFlow *f)
{
	double		row[CM_FOCAL_COLUMNS];

	if (!cm_focal_row(&((const Spatial *) f->state)->focal, f->a, (uint32_t) f->cell, row))
		return false;
	cext_put_outer(f);
	cext_put_inner(f);
	cext_put_count(&f->rows, row[CM_FOCAL_FIRMS]);
	cext_put_doubles(&f->rows, row + CM_FOCAL_SIZE, CM_FOCAL_COLUMNS - CM_FOCAL_SIZE);
	return true;
}

PG_FUNCTION_INFO_V1(cext_spatial_quotients);
const CextFlowKind cext_flow_spatial_quotients = {cext_spatial_quotients, 1, 2, open_spatial, begin_spatial, put_spatial};

Datum
cext_spatial_quotients(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_spatial_quotients);
}
