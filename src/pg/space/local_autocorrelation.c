/*
 * local_autocorrelation.c: where is what is near alike?
 */
#include "pg/rows.h"
#include "pg/settings.h"
#include "pg/space/spatial.h"
#include "pg/stream/flows.h"

#include "core/numeric/distributions.h"
#include "core/space/local_autocorrelation.h"

#include "utils/memutils.h"

#include <math.h>

/* Columns of p-values, in order. */
enum
{
	P_VALUE,
	P_ADJUSTED,
	P_PERMUTATION,
	P_PERMUTATION_ADJUSTED,
	P_COLUMNS
};

typedef struct Local
{
	CextSpatial spatial;
	CmLocalKind kind;
	bool		sample;
	uint32_t	permutations;
	uint64_t	seed;
	bool		wanted[P_COLUMNS];
	bool		is_open;
	CmLocal		local;			/* of the values there are now */
	double	   *p[P_COLUMNS];	/* of each unit; NULL where nobody asks */
} Local;

/* Columns before those of p-values: labels, value, neighbours and what follows. */
static int
columns_before(const Local *l, int labels)
{
	if (l->kind == CM_LOCAL_MORAN)
		return labels + 2 + CM_LOCAL_MORAN_COLUMNS;
	return labels + 2 + CM_LOCAL_G_COLUMNS;
}

static void
open_wishes(Local *l, const CextFlow *f, int labels)
{
	for (int k = 0; k < P_COLUMNS; k++)
		l->wanted[k] = cext_wants(&f->rows, columns_before(l, labels) + k) && (k < P_PERMUTATION || l->permutations > 0);
	/* What is adjusted must be known. */
	l->wanted[P_VALUE] |= l->wanted[P_ADJUSTED];
	l->wanted[P_PERMUTATION] |= l->wanted[P_PERMUTATION_ADJUSTED];
	for (int k = 0; k < P_COLUMNS; k++)
		if (l->wanted[k])
			l->p[k] = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) l->spatial.units + 1) * sizeof(double));
}

/* Turns to the values of all units. */
static void
open_values(Local *l)
{
	CextSpatial *s = &l->spatial;
	const CmHost *host = &s->host;

	if (l->is_open)
	{
		cm_local_close(&l->local, host);
		cext_spatial_close_values(s);
	}
	cext_spatial_open_values(s);
	cm_local_open(&l->local, host, &s->among, &s->values);
	l->is_open = true;
	if (l->wanted[P_VALUE])
		cm_local_p(&l->local, l->kind, l->p[P_VALUE]);
	if (l->wanted[P_PERMUTATION])
		cm_local_permutation_p(&l->local, l->kind, l->permutations, l->seed, l->p[P_PERMUTATION]);
	for (int k = P_ADJUSTED; k <= P_PERMUTATION_ADJUSTED; k += P_PERMUTATION_ADJUSTED - P_ADJUSTED)
		if (l->wanted[k])
		{
			memcpy(l->p[k], l->p[k - 1], s->units * sizeof(double));
			cm_adjust_p_values(host, l->p[k], s->units);
		}
}

static void
put_p_values(CextRows *rows, const Local *l, uint32_t unit)
{
	for (int k = 0; k < P_COLUMNS; k++)
		cext_put_double(rows, l->wanted[k] ? l->p[k][unit] : NAN);
}

static void
put_moran(CextRows *rows, const Local *l, uint32_t unit)
{
	double		row[CM_LOCAL_MORAN_COLUMNS] = {NAN, NAN, NAN, NAN, NAN, NAN};
	const char *quadrant;

	if (l->spatial.among.used[unit])
		cm_local_moran(&l->local, unit, l->sample, row);
	cext_put_doubles(rows, row, CM_LOCAL_MORAN_COLUMNS);
	put_p_values(rows, l, unit);
	quadrant = cm_local_quadrant(row[CM_LOCAL_MORAN_Z], row[CM_LOCAL_MORAN_LAG]);
	if (quadrant == NULL)
		cext_put_null(rows);
	else
		cext_put_string(rows, quadrant);
}

static void
put_getis_ord(CextRows *rows, const Local *l, uint32_t unit)
{
	double		row[CM_LOCAL_G_COLUMNS] = {NAN, NAN, NAN, NAN};

	if (l->spatial.among.used[unit])
		cm_local_getis_ord(&l->local, unit, l->kind == CM_LOCAL_GI_STAR, row);
	cext_put_doubles(rows, row, CM_LOCAL_G_COLUMNS);
	put_p_values(rows, l, unit);
}

static void
put_unit(CextRows *rows, const Local *l, uint32_t unit)
{
	const CmGraph *links = &l->spatial.among.links;

	cext_put_double(rows, l->spatial.value[unit]);
	if (l->spatial.among.used[unit])
		cext_put_datum(rows, Int32GetDatum((int32) (links->start[unit + 1] - links->start[unit])));
	else
		cext_put_null(rows);
	(l->kind == CM_LOCAL_MORAN ? put_moran : put_getis_ord) (rows, l, unit);
}

/* Arguments that differ: variance of a population or a sample; Gi or Gi*; with what follows or precedes. */
static Local *
open_moran(CextFlow *f, FunctionCallInfo fcinfo, int number)
{
	static const char *const choices[] = {"population", "sample", NULL};
	Local	   *l = cext_flow_state(f, sizeof(Local));

	l->kind = CM_LOCAL_MORAN;
	l->permutations = cext_permutations_argument(fcinfo, number);
	l->seed = cext_seed_argument(fcinfo, number + 1);
	l->sample = cext_choice_argument(fcinfo, number + 2, "variance", choices) == 1;
	return l;
}

static Local *
open_getis_ord(CextFlow *f, FunctionCallInfo fcinfo, int number)
{
	Local	   *l = cext_flow_state(f, sizeof(Local));

	if (PG_ARGISNULL(number))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"star\" must not be NULL"),
				 errdetail("It says whether a region is among its own neighbours."),
				 errhint("Leave the argument out to use true.")));
	l->kind = PG_GETARG_BOOL(number) ? CM_LOCAL_GI_STAR : CM_LOCAL_GI;
	l->permutations = cext_permutations_argument(fcinfo, number + 1);
	l->seed = cext_seed_argument(fcinfo, number + 2);
	return l;
}

/* Of a matrix ------------------------------------------------------------ */

static void
check_rows(const CextSpatial *s)
{
	if ((uint64_t) s->units * s->industries > (uint64_t) cext_max_cells)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many rows of regions and industries"),
				 errdetail("%u regions by %u industries; cluster_ext.max_cells allows %d.", s->units, s->industries, cext_max_cells),
				 errhint("Ask for one industry, raise cluster_ext.max_cells, or use coarser labels.")));
}

static bool
open_map(CextFlow *f, FunctionCallInfo fcinfo, Local *l)
{
	static const char *const of[] = {"lq", "log_lq", "size", "firms", "share", NULL};
	static const CmRegionValue value[] = {CM_REGION_LQ, CM_REGION_LOG_LQ, CM_REGION_SIZE, CM_REGION_FIRMS, CM_REGION_SHARE};
	CextSpatial *s = &l->spatial;

	if (!cext_spatial_of_matrix(s, fcinfo, of, value, false))
		return false;
	check_rows(s);
	open_wishes(l, f, 2);
	cext_flow_of_cells(f, CEXT_ALL, s->industry_label, s->industries, s->label, s->units, NULL, NULL);
	return true;
}

static void
begin_industry(CextFlow *f)
{
	Local	   *l = f->state;

	cext_spatial_industry(&l->spatial, f->a);
	open_values(l);
}

static bool
put_pair(CextFlow *f)
{
	cext_put_outer(f);
	cext_put_inner(f);
	put_unit(&f->rows, f->state, f->b);
	return true;
}

static bool
open_moran_map(CextFlow *f, FunctionCallInfo fcinfo)
{
	return open_map(f, fcinfo, open_moran(f, fcinfo, 4));
}

static bool
open_getis_ord_map(CextFlow *f, FunctionCallInfo fcinfo)
{
	return open_map(f, fcinfo, open_getis_ord(f, fcinfo, 4));
}

PG_FUNCTION_INFO_V1(cext_local_moran_rows);
const CextFlowKind cext_flow_local_moran = {cext_local_moran_rows, 1, 2, open_moran_map, begin_industry, put_pair};

Datum
cext_local_moran_rows(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_local_moran);
}

PG_FUNCTION_INFO_V1(cext_local_getis_ord_rows);
const CextFlowKind cext_flow_local_getis_ord = {cext_local_getis_ord_rows, 1, 2, open_getis_ord_map, begin_industry, put_pair};

Datum
cext_local_getis_ord_rows(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_local_getis_ord);
}

/* Of columns ------------------------------------------------------------- */

static bool
open_columns(CextFlow *f, FunctionCallInfo fcinfo, Local *l)
{
	if (!cext_spatial_of_arrays(&l->spatial, fcinfo, false))
		return false;
	open_wishes(l, f, 1);
	open_values(l);
	cext_flow_of_labels(f, l->spatial.label, l->spatial.units);
	return true;
}

static bool
put_region(CextFlow *f)
{
	cext_put_outer(f);
	put_unit(&f->rows, f->state, f->a);
	return true;
}

static bool
open_moran_columns(CextFlow *f, FunctionCallInfo fcinfo)
{
	return open_columns(f, fcinfo, open_moran(f, fcinfo, 3));
}

static bool
open_getis_ord_columns(CextFlow *f, FunctionCallInfo fcinfo)
{
	return open_columns(f, fcinfo, open_getis_ord(f, fcinfo, 3));
}

PG_FUNCTION_INFO_V1(cext_local_moran_values);
const CextFlowKind cext_flow_local_moran_values = {cext_local_moran_values, 1, 0, open_moran_columns, NULL, put_region};

Datum
cext_local_moran_values(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_local_moran_values);
}

PG_FUNCTION_INFO_V1(cext_local_getis_ord_values);
const CextFlowKind cext_flow_local_getis_ord_values = {cext_local_getis_ord_values, 1, 0, open_getis_ord_columns, NULL, put_region};

Datum
cext_local_getis_ord_values(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_local_getis_ord_values);
}
