/*
 * autocorrelation.c: is what is near alike?
 */
#include "pg/rows.h"
#include "pg/space/spatial.h"
#include "pg/stream/flows.h"

#include "core/numeric/distributions.h"
#include "core/space/autocorrelation.h"

#include <math.h>

/* What is found of an industry, or of a column. */
typedef struct Found
{
	bool		known;
	uint32_t	units;
	uint32_t	islands;
	uint64_t	links;
	double		row[CM_AUTO_COLUMNS];
	double		adjusted;
} Found;

typedef struct Global
{
	CextSpatial spatial;
	CmAutocorrelation kind;
	uint32_t	permutations;
	uint64_t	seed;
	CmAutocorrelated values;	/* and weights, those of the units that had values last */
	Found	   *found;			/* of each industry */
} Global;

/* From the argument before the last two on: permutations, seed, islands. */
static bool
trailing_arguments(Global *g, FunctionCallInfo fcinfo, int number)
{
	static const char *const choices[] = {"keep", "drop", NULL};

	g->permutations = cext_permutations_argument(fcinfo, number);
	g->seed = cext_seed_argument(fcinfo, number + 1);
	return cext_choice_argument(fcinfo, number + 2, "islands", choices) == 1;
}

static void
open_values(Global *g)
{
	CextSpatial *s = &g->spatial;

	if (cext_spatial_open_values(s))
		g->values.weights = cm_weight_sums(&s->among.links, &s->host);
	g->values.among = &s->among;
	g->values.values = &s->values;
}

static void
find(Global *g, Found *f)
{
	f->known = true;
	f->units = g->spatial.among.count;
	f->islands = g->spatial.among.islands;
	f->links = g->spatial.among.links.links;
	f->adjusted = NAN;
	cm_autocorrelation(&g->values, &g->spatial.host, g->kind, f->row);
}

/* The columns from the number of regions on. */
static void
put_found(CextRows *rows, Global *g, const Found *f, bool adjusted)
{
	const double *row = f->row;

	cext_put_datum(rows, Int32GetDatum((int32) f->units));
	cext_put_datum(rows, Int32GetDatum((int32) f->islands));
	cext_put_count(rows, (double) f->links);
	cext_put_doubles(rows, row, CM_AUTO_P + 1);
	if (adjusted)
		cext_put_double(rows, f->adjusted);
	if (g->kind != CM_GETIS_ORD)
		cext_put_doubles(rows, row + CM_AUTO_VARIANCE_NORMALITY, CM_AUTO_COLUMNS - CM_AUTO_VARIANCE_NORMALITY);
	cext_put_double(rows, cext_wants_next(rows) ?
					cm_autocorrelation_p(&g->values, &g->spatial.host, g->kind, g->permutations, g->seed) : NAN);
}

/* Of a matrix ------------------------------------------------------------ */

#define P_ADJUSTED 9			/* the column */

static void
adjust(Global *g)
{
	CextSpatial *s = &g->spatial;
	double	   *p = palloc(((Size) s->industries + 1) * sizeof(double));

	for (uint32_t i = 0; i < s->industries; i++)
	{
		CHECK_FOR_INTERRUPTS();
		cext_spatial_industry(s, i);
		open_values(g);
		find(g, &g->found[i]);
		p[i] = g->found[i].row[CM_AUTO_P];
		cext_spatial_close_values(s);
	}
	cm_adjust_p_values(&s->host, p, s->industries);
	for (uint32_t i = 0; i < s->industries; i++)
		g->found[i].adjusted = p[i];
	pfree(p);
}

static bool
open_global(CextFlow *f, FunctionCallInfo fcinfo, CmAutocorrelation kind)
{
	static const char *const of[] = {"lq", "log_lq", "size", "firms", "share", NULL};
	static const char *const of_positive[] = {"lq", "size", "firms", "share", NULL};
	static const CmRegionValue value[] = {CM_REGION_LQ, CM_REGION_LOG_LQ, CM_REGION_SIZE, CM_REGION_FIRMS, CM_REGION_SHARE};
	static const CmRegionValue positive_value[] = {CM_REGION_LQ, CM_REGION_SIZE, CM_REGION_FIRMS, CM_REGION_SHARE};
	Global	   *g = cext_flow_state(f, sizeof(Global));
	bool		positive = kind == CM_GETIS_ORD;
	bool		drop_islands = trailing_arguments(g, fcinfo, 4);
	CextSpatial *s = &g->spatial;

	g->kind = kind;
	if (!cext_spatial_of_matrix(s, fcinfo, positive ? of_positive : of, positive ? positive_value : value, drop_islands))
		return false;
	g->found = palloc0(((Size) s->industries + 1) * sizeof(Found));
	if (cext_wants(&f->rows, P_ADJUSTED))
		adjust(g);
	cext_flow_of_labels(f, s->industry_label, s->industries);
	return true;
}

static bool
put_industry(CextFlow *f)
{
	Global	   *g = f->state;
	Found	   *found = &g->found[f->a];
	bool		opens = !found->known || g->permutations > 0;

	if (opens)
	{
		cext_spatial_industry(&g->spatial, f->a);
		open_values(g);
	}
	if (!found->known)
		find(g, found);
	cext_put_outer(f);
	put_found(&f->rows, g, found, true);
	if (opens)
		cext_spatial_close_values(&g->spatial);
	return true;
}

/* Of columns ------------------------------------------------------------- */

static Datum
row_of_columns(FunctionCallInfo fcinfo, CmAutocorrelation kind)
{
	Global		g = {.kind = kind};
	bool		drop_islands = trailing_arguments(&g, fcinfo, 3);
	Found		found;
	CextRows	rows;

	if (!cext_spatial_of_arrays(&g.spatial, fcinfo, drop_islands))
		PG_RETURN_NULL();
	open_values(&g);
	find(&g, &found);
	cext_row_begin(&rows, fcinfo);
	put_found(&rows, &g, &found, false);
	return cext_row_end(&rows);
}

/* Moran, Geary, Getis and Ord ---------------------------------------------- */

static bool
open_moran(CextFlow *f, FunctionCallInfo fcinfo)
{
	return open_global(f, fcinfo, CM_MORAN);
}

static bool
open_geary(CextFlow *f, FunctionCallInfo fcinfo)
{
	return open_global(f, fcinfo, CM_GEARY);
}

static bool
open_getis_ord(CextFlow *f, FunctionCallInfo fcinfo)
{
	return open_global(f, fcinfo, CM_GETIS_ORD);
}

PG_FUNCTION_INFO_V1(cext_moran_rows);
const CextFlowKind cext_flow_moran = {cext_moran_rows, 1, 0, open_moran, NULL, put_industry};

Datum
cext_moran_rows(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_moran);
}

PG_FUNCTION_INFO_V1(cext_geary_rows);
const CextFlowKind cext_flow_geary = {cext_geary_rows, 1, 0, open_geary, NULL, put_industry};

Datum
cext_geary_rows(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_geary);
}

PG_FUNCTION_INFO_V1(cext_getis_ord_rows);
const CextFlowKind cext_flow_getis_ord = {cext_getis_ord_rows, 1, 0, open_getis_ord, NULL, put_industry};

Datum
cext_getis_ord_rows(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_getis_ord);
}

PG_FUNCTION_INFO_V1(cext_moran_values);
Datum
cext_moran_values(PG_FUNCTION_ARGS)
{
	return row_of_columns(fcinfo, CM_MORAN);
}

PG_FUNCTION_INFO_V1(cext_geary_values);
Datum
cext_geary_values(PG_FUNCTION_ARGS)
{
	return row_of_columns(fcinfo, CM_GEARY);
}

PG_FUNCTION_INFO_V1(cext_getis_ord_values);
Datum
cext_getis_ord_values(PG_FUNCTION_ARGS)
{
	return row_of_columns(fcinfo, CM_GETIS_ORD);
}
