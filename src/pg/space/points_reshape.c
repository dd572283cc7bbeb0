/*
 * points_reshape.c: some of the firms, or all of them elsewhere.
 */
#include "pg/arguments.h"
#include "pg/settings.h"
#include "pg/space/points.h"

#include "core/space/snap.h"

#include <math.h>

/* The industries that an array names, NULL for NULL, which is all; names that points lack are ignored. */
static bool *
chosen_argument(FunctionCallInfo fcinfo, int number, const CmPoints *p)
{
	bool	   *chosen,
			   *isnull;
	Datum	   *name;
	int			names;

	if (PG_ARGISNULL(number))
		return NULL;
	chosen = palloc0((Size) p->industries + 1);
	names = cext_array_argument(fcinfo, number, &name, &isnull);
	for (int k = 0; k < names; k++)
	{
		uint32_t	i = isnull[k] ? UINT32_MAX : cm_label_place(p->label, p->industries, cext_label(name[k]));

		if (i != UINT32_MAX)
			chosen[i] = true;
		CHECK_FOR_INTERRUPTS();
	}
	return chosen;
}

/* Points with their places at x and y, and of the chosen industries, to `builder`, which is new. */
static void
place(CmPointsBuilder *builder, const CmPoints *p, const double *x, const double *y, const bool *chosen)
{
	cm_points_builder_init(builder, cext_call_host(), p->metric, cext_max_cells);
	cext_points_check(cm_points_builder_add_placed(builder, p, x, y, chosen));
}

PG_FUNCTION_INFO_V1(cext_points_subset);
Datum
cext_points_subset(PG_FUNCTION_ARGS)
{
	CmPoints	p;
	CmPointsBuilder builder;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	cext_points_argument(fcinfo, 0, &p);
	place(&builder, &p, p.x, p.y, chosen_argument(fcinfo, 1, &p));
	return cext_points_flat_datum(&builder);
}

static void
refuse_side(FunctionCallInfo fcinfo, const CmPoints *p)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("argument \"side\" is out of range"),
			 PG_ARGISNULL(1) ? errdetail("It is NULL.") : errdetail("It is %g.", PG_GETARG_FLOAT8(1)),
			 p->metric == CM_SPHERE ? errhint("Pass a number of km, at least %g.", CM_SNAP_LEAST) :
			 errhint("Pass a number above 0 of the unit of the coordinates, of which there are at most %g to any place.", CM_SNAP_CELLS)));
}

PG_FUNCTION_INFO_V1(cext_points_snap);
Datum
cext_points_snap(PG_FUNCTION_ARGS)
{
	CmPoints	p;
	CmPointsBuilder builder;
	double		side = PG_ARGISNULL(1) ? NAN : PG_GETARG_FLOAT8(1),
			   *x,
			   *y,
				moved;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	cext_points_argument(fcinfo, 0, &p);
	if (!(side > 0) || isinf(side) || !cm_snap_fits(&p, cext_call_host(), side))
		refuse_side(fcinfo, &p);
	moved = cm_snap(&p, cext_call_host(), side, &x, &y);
	place(&builder, &p, x, y, NULL);
	builder.moved += moved;
	return cext_points_flat_datum(&builder);
}
