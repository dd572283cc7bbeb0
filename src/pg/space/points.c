/*
 * points.c: the type cluster_points, firms with coordinates, and its aggregates.
 *
 * The state of every aggregate is a cluster_points: flat (the bytes of
 * core/space/points.h) or expanded (a CmPointsBuilder).
 */
#include "pg/space/points.h"
#include "pg/arguments.h"
#include "pg/errors.h"
#include "pg/settings.h"

#include "utils/memutils.h"

#include <math.h>

typedef struct Expanded
{
	CextExpanded frame;
	CmPointsBuilder builder;
} Expanded;

const char *const cext_metrics[] = {"sphere", "plane", NULL};

/* Errors --------------------------------------------------------------- */

int
cext_points_tell_newer(void)
{
	errcode(ERRCODE_FEATURE_NOT_SUPPORTED);
	errmsg("cluster_points was written by a newer version of cluster_ext");
	errdetail("Version %s, which is loaded here, reads formats up to %d.", CEXT_VERSION, CM_POINTS_VERSION);
	return errhint("Install the newer version, connect again, and run ALTER EXTENSION cluster_ext UPDATE.");
}

static pg_noinline void
refuse_size(CmStatus status)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 status == CM_TOO_MANY_CELLS ? errmsg("cluster_points has more than %d different firms", cext_max_cells) :
			 status == CM_TOO_MANY_LABELS ? errmsg("cluster_points has too many places or industries") :
			 status == CM_OVERFLOW ? errmsg("cluster_points has too many firms") :
			 errmsg("cluster_points is too large to be stored"),
			 status == CM_TOO_MANY_CELLS ? errdetail("The limit is the setting cluster_ext.max_cells; firms of one place, industry and weight are one.") :
			 status == CM_TOO_MANY_LABELS ? errdetail("At most %u of each fit.", CM_CODES_MOST / 4) :
			 status == CM_OVERFLOW ? errdetail("At most 2^53 firms, and as many rows with a NULL, can be counted.") :
			 errdetail("At most %d MB can be dumped as text; each byte of an industry counts as %.2f.",
					   (CM_ROW_MAX - CM_ROW_ROOM) / 4 * 3 / 1000000, CM_LABEL_TEXT * 3 / 4.0),
			 status == CM_TOO_MANY_CELLS ? errhint("Raise cluster_ext.max_cells, or round the coordinates.") :
			 errhint("Round the coordinates, or make one value for each group of industries.")));
}

void
cext_points_check(CmStatus status)
{
	if (likely(status == CM_OK))
		return;
	if (status == CM_MALFORMED)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("stored cluster_points is damaged"),
				 errhint("Build it again from its firms, or restore it from a backup.")));
	if (status == CM_NEWER)
		ereport(ERROR, (cext_points_tell_newer()));
	if (status == CM_INCONSISTENT)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("points of different metrics cannot be added"),
				 errdetail("Some are on the sphere, others in the plane."),
				 errhint("Use one metric for all: coordinates in degrees with 'sphere', or projected ones with 'plane'.")));
	refuse_size(status);
}

static pg_noinline void
refuse_place(CmMetric metric, CmText industry, double x, double y)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("coordinates out of range in industry \"%s\"", cext_shown(industry.bytes, industry.length)),
			 errdetail("x is %g, and y is %g.", x, y),
			 metric == CM_SPHERE ? errhint("x is the longitude, -180 to 180, and y the latitude, -90 to 90: %s.",
										   fabs(y) <= 180 && fabs(x) <= 90 ? "perhaps they are swapped" :
										   "projected coordinates have the metric 'plane', after the weight") :
			 errhint("Pass finite numbers up to %g.", CM_PLANE_MOST)));
}

static pg_noinline void
refuse_firm(CmText industry, double weight)
{
	if (industry.length > CM_LABEL_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("label of industry is too long"),
				 errdetail("\"%s\" has %u bytes, at most %d are allowed.",
						   cext_shown(industry.bytes, industry.length), industry.length, CM_LABEL_MAX),
				 errhint("Use the codes of a classification as labels.")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s weight in industry \"%s\"", isnan(weight) ? "NaN" : isinf(weight) ? "infinite" : "negative",
					cext_shown(industry.bytes, industry.length)),
			 errdetail("The weight is %g.", weight),
			 errhint("Leave such rows out with FILTER (WHERE ...), or correct them.")));
}

/* The expanded form ---------------------------------------------------- */

static void
encode(CextExpanded *frame)
{
	CmStatus	status = cm_points_builder_encode(&((Expanded *) frame)->builder, &frame->flat);

	if (status != CM_OK)
		frame->flat.used = 0;
	cext_points_check(status);
}

Datum
cext_points_flat_datum(CmPointsBuilder *b)
{
	CmBytes		bytes = {.host = b->host};
	uint8_t		length[VARHDRSZ] = {0};

	cm_put_bytes(&bytes, length, VARHDRSZ);
	cext_points_check(cm_points_builder_encode(b, &bytes));
	SET_VARSIZE(bytes.data, bytes.used);
	return PointerGetDatum(bytes.data);
}

void
cext_points_argument(FunctionCallInfo fcinfo, int number, CmPoints *p)
{
	CextFlat	flat = cext_flat_of(PG_GETARG_DATUM(number));

	cext_points_check(cm_points_open(p, cext_call_host(), flat.bytes, flat.count));
}

static Expanded *
new_state(FunctionCallInfo fcinfo, CmMetric metric)
{
	Expanded   *e = cext_expanded_new(cext_state_context(fcinfo), sizeof(Expanded), encode);

	cm_points_builder_init(&e->builder, &e->frame.host, metric, cext_max_cells);
	return e;
}

static void
add_points(CmPointsBuilder *b, CmPoints *p)
{
	cext_points_check(cm_points_builder_add_points(b, p));
	cm_points_close(p, cext_call_host());
}

/* The state of an aggregate, not NULL, for change: itself where it is ours, else a copy. */
static Expanded *
state_argument(FunctionCallInfo fcinfo)
{
	Expanded   *e;
	CmPoints	p;

	if (VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(PG_GETARG_DATUM(0))))
	{
		e = (Expanded *) DatumGetEOHP(PG_GETARG_DATUM(0));
		Assert(e->frame.encode == encode);
		e->frame.flat.used = 0;
		return e;
	}
	cext_points_argument(fcinfo, 0, &p);
	e = new_state(fcinfo, p.metric);
	add_points(&e->builder, &p);
	return e;
}

/* Aggregates ----------------------------------------------------------- */

/* The metric of a row; where the signature does not ask, that of the state, or the sphere. */
static CmMetric
metric_argument(FunctionCallInfo fcinfo, const Expanded *state)
{
	if (PG_NARGS() <= 5)
		return state == NULL ? CM_SPHERE : state->builder.metric;
	return (CmMetric) cext_choice_argument(fcinfo, 5, "metric", cext_metrics);
}

static inline bool
any_null(FunctionCallInfo fcinfo)
{
	for (int i = 1; i <= 4 && i < PG_NARGS(); i++)
		if (PG_ARGISNULL(i))
			return true;
	return false;
}

PG_FUNCTION_INFO_V1(cext_points_accumulate);
Datum
cext_points_accumulate(PG_FUNCTION_ARGS)
{
	Expanded   *e = PG_ARGISNULL(0) ? NULL : state_argument(fcinfo);
	CmMetric	metric = metric_argument(fcinfo, e);
	double		x,
				y,
				weight;
	CmText		industry;

	if (e == NULL)
		e = new_state(fcinfo, metric);
	else if (unlikely(metric != e->builder.metric))
		cext_points_check(CM_INCONSISTENT);
	if (any_null(fcinfo))
	{
		cext_points_check(cm_points_builder_skip(&e->builder, 1));
		return EOHPGetRWDatum(&e->frame.header);
	}
	x = PG_GETARG_FLOAT8(1);
	y = PG_GETARG_FLOAT8(2);
	industry = cext_label_argument(fcinfo, 3);
	weight = PG_NARGS() > 4 ? PG_GETARG_FLOAT8(4) : 1;
	if (unlikely(industry.length > CM_LABEL_MAX || !(weight >= 0) || isinf(weight)))
		refuse_firm(industry, weight);
	if (unlikely(!cm_point_settle(metric, &x, &y)))
		refuse_place(metric, industry, x, y);
	cext_points_check(cm_points_builder_add(&e->builder, x, y, industry, weight, 1));
	return EOHPGetRWDatum(&e->frame.header);
}

PG_FUNCTION_INFO_V1(cext_points_merge);
Datum
cext_points_merge(PG_FUNCTION_ARGS)
{
	Expanded   *e;
	CmPoints	p;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	/* Opened first: should it be the state itself, its bytes are old from then on. */
	cext_points_argument(fcinfo, 1, &p);
	e = PG_ARGISNULL(0) ? new_state(fcinfo, p.metric) : state_argument(fcinfo);
	add_points(&e->builder, &p);
	return EOHPGetRWDatum(&e->frame.header);
}

PG_FUNCTION_INFO_V1(cext_points_add);
Datum
cext_points_add(PG_FUNCTION_ARGS)
{
	CmPointsBuilder builder;
	CmPoints	p;

	cext_points_argument(fcinfo, 0, &p);
	cm_points_builder_init(&builder, cext_call_host(), p.metric, cext_max_cells);
	add_points(&builder, &p);
	cext_points_argument(fcinfo, 1, &p);
	add_points(&builder, &p);
	return cext_points_flat_datum(&builder);
}
