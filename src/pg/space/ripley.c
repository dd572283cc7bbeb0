/*
 * ripley.c: Ripley's K of industries, and whether chance makes such curves.
 */
#include "pg/host.h"
#include "pg/rows.h"
#include "pg/space/curve_arguments.h"
#include "pg/space/telling.h"

#include "core/numeric/distributions.h"
#include "core/space/ripley.h"

#include <math.h>

#define RADII_DEFAULT 64
#define DRAWN_MOST 10000000		/* draws times radii: 240 MB */

static pg_noinline void
refuse(const char *message, const char *detail, const char *hint)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s", message), errdetail("%s", detail), errhint("%s", hint)));
}

/* A quarter of the shorter side of the window, in equal steps. */
static void
choose_radii(CmRipleyQuestion *q)
{
	double	   *radius = palloc(RADII_DEFAULT * sizeof(double));

	if (!(q->window.side > 0))
		refuse("radii cannot be chosen where all firms are at one place", "The extent of the places is 0.", "Pass radii.");
	for (int k = 0; k < RADII_DEFAULT; k++)
		radius[k] = q->window.side / 4 * (k + 1) / RADII_DEFAULT;
	q->radius = radius;
	q->radii = RADII_DEFAULT;
}

/* The rectangle, or NULL. */
static const double *
rectangle_argument(FunctionCallInfo fcinfo, int number)
{
	static const char *const hint = "Pass '{xmin,ymin,xmax,ymax}'.";
	Datum	   *element;
	bool	   *isnull;
	double	   *rectangle = palloc(4 * sizeof(double));
	int			count;

	if (PG_ARGISNULL(number))
		return NULL;
	count = cext_array_argument(fcinfo, number, &element, &isnull);
	if (count != 4)
		refuse("argument \"rectangle\" must have 4 elements", psprintf("It has %d.", count), hint);
	for (int i = 0; i < count; i++)
	{
		rectangle[i] = isnull[i] ? NAN : DatumGetFloat8(element[i]);
		if (!isfinite(rectangle[i]))
			refuse("argument \"rectangle\" must hold finite numbers", psprintf("One of them is %s.", isnull[i] ? "NULL" : "NaN or infinite"), hint);
	}
	if (rectangle[0] >= rectangle[2] || rectangle[1] >= rectangle[3])
		refuse("argument \"rectangle\" has no area", psprintf("It is from %g to %g, and from %g to %g.", rectangle[0], rectangle[2], rectangle[1], rectangle[3]), hint);
	return rectangle;
}

static void
check_inside(const CmWindow *w, const CmPoints *p)
{
	uint32_t	outside = cm_window_outside(w, p);

	if (outside != UINT32_MAX)
		refuse("firms are outside of the rectangle", psprintf("There are some at %.15g, %.15g.", p->x[outside], p->y[outside]), "Pass a rectangle that has all firms in it.");
}

/* The window that edge, rectangle and area (NaN: the rectangle's) make of points. */
static void
open_window(CmRipleyQuestion *q, const CmPoints *p, CmEdge edge, const double *rectangle, double area)
{
	if (p->metric == CM_SPHERE && (edge != CM_EDGE_NONE || rectangle != NULL))
		refuse("the sphere has no rectangle and no correction for its edge", "The points are on the sphere.", "Collect projected coordinates with metric => 'plane', or leave edge and rectangle out.");
	if (edge != CM_EDGE_NONE && rectangle == NULL)
		refuse("a correction for the edge needs a rectangle", "Argument \"rectangle\" is NULL.", "Pass rectangle => '{xmin,ymin,xmax,ymax}'.");
	cm_window_open(&q->window, cext_call_host(), p, rectangle, area, edge);
	if (rectangle == NULL)
		return;
	check_inside(&q->window, p);
	if (q->reference != NULL)
		check_inside(&q->window, q->reference);
}

/* Where arguments of both functions are, and those that one lacks: 0. */
typedef struct Places
{
	int			area;
	int			level;
	int			draws;			/* seed and reference follow */
} Places;

static double
area_argument(FunctionCallInfo fcinfo, int number)
{
	double		area = number == 0 || PG_ARGISNULL(number) ? NAN : PG_GETARG_FLOAT8(number);

	if (number != 0 && !PG_ARGISNULL(number) && !(area > 0 && isfinite(area)))
		refuse("argument \"area\" must be finite and above 0", psprintf("It is %g.", area), "Pass it in squares of the unit of distance: square kilometres on the sphere.");
	return area;
}

/* Answers a call; false: there are no rows. */
static bool
open_call(FunctionCallInfo fcinfo, Places at, CmRipley *r, CmPoints *p)
{
	static const char *const edges[] = {"none", "isotropic", "translation", NULL};
	CmRipleyQuestion q = {.level = 0.95};
	CmEdge		edge = (CmEdge) cext_choice_argument(fcinfo, 3, "edge", edges);
	const double *rectangle = rectangle_argument(fcinfo, 4);
	double		area = area_argument(fcinfo, at.area);
	CmPoints   *reference = palloc(sizeof(CmPoints));

	q.radius = cext_radii_argument(fcinfo, 2, CM_CIRCLES_MOST, &q.radii);
	if (at.level != 0)
		q.level = cext_level_argument(fcinfo, at.level);
	q.draws = (uint32_t) cext_whole_argument(fcinfo, at.draws, "draws", 1, CEXT_CURVE_DRAWS_MOST, "1000 draws tell p-values of a few percent.");
	q.seed = cext_seed_argument(fcinfo, at.draws + 1);
	q.telling = cext_telling(fcinfo);
	if (PG_ARGISNULL(0))
		return false;
	cext_points_argument(fcinfo, 0, p);
	q.end = p->industries;
	if (!PG_ARGISNULL(1))
	{
		q.first = cext_industry_argument(fcinfo, 1, "industry", p);
		q.end = q.first + 1;
	}
	if (cext_sites_argument(fcinfo, at.draws + 2, p, reference))
		q.reference = reference;
	if (p->industries == 0)
		return false;
	open_window(&q, p, edge, rectangle, area);
	if (q.radius == NULL)
		choose_radii(&q);
	if ((uint64) q.draws * q.radii > DRAWN_MOST)
		refuse("too many draws for so many radii", psprintf("%u times %u is above %d.", q.draws, q.radii, DRAWN_MOST), "Draw fewer curves, or look at fewer radii.");
	cm_ripley_open(r, cext_call_host(), p, &q);
	return true;
}

PG_FUNCTION_INFO_V1(cext_ripley_k);
Datum
cext_ripley_k(PG_FUNCTION_ARGS)
{
	CextRows	result;
	CmPoints	p;
	CmRipley	r;

	cext_rows_begin(&result, fcinfo);
	if (!open_call(fcinfo, (Places) {5, 6, 7}, &r, &p))
		PG_RETURN_NULL();
	for (uint32_t i = r.question.first; i < r.question.end; i++)
		for (uint32_t k = 0; k < r.question.radii; k++)
		{
			double		row[CM_RIPLEY_COLUMNS];

			cm_ripley_row(&r, i, k, row);
			cext_put_label(&result, p.label[i]);
			cext_put_double(&result, r.question.radius[k]);
			cext_put_doubles(&result, row, CM_RIPLEY_COLUMNS);
			cext_rows_end_row(&result);
		}
	cm_ripley_close(&r, cext_call_host());
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(cext_ripley_k_test);
Datum
cext_ripley_k_test(PG_FUNCTION_ARGS)
{
	CextRows	result;
	CmPoints	p;
	CmRipley	r;
	double	   *adjusted;
	uint32_t	count;

	cext_rows_begin(&result, fcinfo);
	if (!open_call(fcinfo, (Places) {0, 0, 5}, &r, &p))
		PG_RETURN_NULL();
	count = r.question.end - r.question.first;
	adjusted = palloc(((Size) count + 1) * sizeof(double));
	memcpy(adjusted, r.p_value, count * sizeof(double));
	cm_adjust_p_values(cext_call_host(), adjusted, count);
	for (uint32_t i = 0; i < count; i++)
	{
		cext_put_label(&result, p.label[r.question.first + i]);
		cext_put_count(&result, (double) p.industry_firms[r.question.first + i]);
		cext_put_double(&result, r.p_value[i]);
		cext_put_double(&result, adjusted[i]);
		cext_rows_end_row(&result);
	}
	cm_ripley_close(&r, cext_call_host());
	PG_RETURN_NULL();
}
