/*
 * curve_arguments.c: what measures by distance take besides the points.
 */
#include "pg/space/curve_arguments.h"

#include "pg/errors.h"

#include <math.h>

uint32_t
cext_industry_argument(FunctionCallInfo fcinfo, int number, const char *name, const CmPoints *p)
{
	CmText		label;
	uint32_t	place;

	if (PG_ARGISNULL(number))
		return UINT32_MAX;
	label = cext_label_argument(fcinfo, number);
	place = cm_label_place(p->label, p->industries, label);
	if (place == UINT32_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the points have no industry \"%s\"", cext_shown(label.bytes, label.length)),
				 errdetail("Argument \"%s\" asks for it; the number of their industries is %u.", name, p->industries),
				 errhint("List them with points_industries(p).")));
	return place;
}

bool
cext_sites_argument(FunctionCallInfo fcinfo, int number, const CmPoints *p, CmPoints *reference)
{
	if (PG_ARGISNULL(number))
		return false;
	cext_points_argument(fcinfo, number, reference);
	if (reference->metric != p->metric)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the points and the reference have different metrics"),
				 errdetail("One is on the sphere, the other in the plane."),
				 errhint("Collect both with the same metric.")));
	return true;
}

double
cext_level_argument(FunctionCallInfo fcinfo, int number)
{
	double		level = PG_ARGISNULL(number) ? NAN : PG_GETARG_FLOAT8(number);

	if (!(level >= 0.5 && level < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"level\" must be at least 0.5 and below 1"),
				 isnan(level) ? errdetail("It is NULL or NaN.") : errdetail("It is %g.", level),
				 errhint("0.95 is usual: it leaves 5 percent to chance above a band, and as much below.")));
	return level;
}

double *
cext_radii_argument(FunctionCallInfo fcinfo, int number, int most, uint32_t *count)
{
	Datum	   *element;
	bool	   *isnull;
	double	   *radius;
	int			radii;

	*count = 0;
	if (PG_ARGISNULL(number))
		return NULL;
	radii = cext_array_argument(fcinfo, number, &element, &isnull);
	if (radii < 1 || radii > most)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"radii\" must hold from 1 to %d distances", most),
				 errdetail("It holds %d.", radii),
				 errhint("Leave it out for distances that suit the points.")));
	radius = palloc(radii * sizeof(double));
	for (int i = 0; i < radii; i++)
	{
		radius[i] = isnull[i] ? NAN : DatumGetFloat8(element[i]) + 0.0;
		if (!(radius[i] >= 0) || isinf(radius[i]) || (i > 0 && !(radius[i] > radius[i - 1])))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("argument \"radii\" must hold finite distances of 0 or more, each above the one before"),
					 isnull[i] ? errdetail("Element %d is NULL.", i + 1) : errdetail("Element %d is %g.", i + 1, radius[i]),
					 errhint("They are kilometres on the sphere, in the plane of the unit of the coordinates.")));
	}
	*count = (uint32_t) radii;
	return radius;
}

bool
cext_flag_argument(FunctionCallInfo fcinfo, int number, const char *name)
{
	if (PG_ARGISNULL(number))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must not be NULL", name),
				 errdetail("It is a question of yes or no."),
				 errhint("Pass true or false, or leave the argument out.")));
	return PG_GETARG_BOOL(number);
}
