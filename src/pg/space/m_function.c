/*
 * m_function.c: how much more often than elsewhere the firms around those of an industry are of it.
 */
#include "pg/host.h"
#include "pg/rows.h"
#include "pg/space/curve_arguments.h"
#include "pg/space/telling.h"

#include "core/space/m_bands.h"

#include <math.h>

#define RADII 64				/* if no others are asked for */

/* Arguments of both functions, from 0. */
enum
{
	POINTS,
	INDUSTRY,
	NEIGHBOUR,
	RADII_GIVEN,
	WEIGHTED,
	MINIMUM_FIRMS,
	LEVEL,
	DRAWS,
	SEED
};

typedef struct Call
{
	CmPoints	points;
	CmMFunction function;
	CmMBands	bands;			/* where there are draws */
} Call;

/* Distances that suit the points; one where all are at the same place. */
static double *
radii_of(const CmHost *host, const CmPoints *p, uint32_t *count)
{
	double	   *radius = palloc(RADII * sizeof(double));
	double		extent;
	CmPositions at;

	cm_positions_open(&at, host, p->metric, p->places, p->x, p->y);
	extent = cm_diagonal(&at);
	cm_positions_close(&at, host);
	*count = extent > 0 ? RADII : 1;
	cm_m_radii(extent, *count, radius);
	return radius;
}

/* Reads the arguments and computes; false: there are no points. */
static bool
call_open(Call *c, FunctionCallInfo fcinfo, int draws_least)
{
	const CmHost *host = cext_call_host();
	CmMOptions	o = {
		.weighted = cext_flag_argument(fcinfo, WEIGHTED, "weighted"),
		.minimum_firms = (uint64_t) cext_whole_argument(fcinfo, MINIMUM_FIRMS, "minimum_firms", 1, INT32_MAX, "Curves of a few firms are mostly chance."),
		.level = cext_level_argument(fcinfo, LEVEL),
		.draws = (uint32_t) cext_whole_argument(fcinfo, DRAWS, "draws", draws_least, CEXT_CURVE_DRAWS_MOST, "1000 draws tell bands of 95 percent."),
		.seed = cext_seed_argument(fcinfo, SEED),
		.telling = cext_telling(fcinfo),
	};

	o.radius = cext_radii_argument(fcinfo, RADII_GIVEN, CM_CIRCLES_MOST, &o.radii);
	if (PG_ARGISNULL(POINTS))
		return false;
	cext_points_argument(fcinfo, POINTS, &c->points);
	o.industry = cext_industry_argument(fcinfo, INDUSTRY, "industry", &c->points);
	o.neighbour = cext_industry_argument(fcinfo, NEIGHBOUR, "neighbour", &c->points);
	if (o.neighbour == o.industry)
		o.neighbour = UINT32_MAX;
	if (o.radius == NULL)
		o.radius = radii_of(host, &c->points, &o.radii);
	cm_m_function_open(&c->function, host, &c->points, &o);
	if (o.draws > 0)
		cm_m_bands_open(&c->bands, host, &c->function);
	return true;
}

PG_FUNCTION_INFO_V1(cext_m_function);
Datum
cext_m_function(PG_FUNCTION_ARGS)
{
	static const double unknown[CM_M_COLUMNS] = {NAN, NAN, NAN, NAN, NAN, NAN};
	CextRows	rows;
	Call		c;

	cext_rows_begin(&rows, fcinfo);
	if (!call_open(&c, fcinfo, 0))
		return (Datum) 0;
	for (uint32_t i = 0; i < c.function.sectors; i++)
		for (uint32_t r = 0; r < c.function.options.radii; r++)
		{
			size_t		at = (size_t) i * c.function.options.radii + r;

			cext_put_label(&rows, c.points.label[c.function.sector[i].industry]);
			cext_put_double(&rows, c.function.options.radius[r]);
			cext_put_double(&rows, c.function.m[at]);
			cext_put_doubles(&rows, c.function.options.draws > 0 ? c.bands.value + at * CM_M_COLUMNS : unknown, CM_M_COLUMNS);
			cext_rows_end_row(&rows);
		}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(cext_m_function_test);
Datum
cext_m_function_test(PG_FUNCTION_ARGS)
{
	static const char *const kinds[] = {"dispersed", "neither", "concentrated"};
	CextRows	rows;
	Call		c;

	cext_rows_begin(&rows, fcinfo);
	if (!call_open(&c, fcinfo, 1))
		return (Datum) 0;
	for (uint32_t i = 0; i < c.function.sectors; i++)
	{
		uint32_t	peak = cm_m_peak(&c.function, i);

		cext_put_label(&rows, c.points.label[c.function.sector[i].industry]);
		cext_put_count(&rows, c.function.sector[i].firms);
		cext_put_double(&rows, c.bands.p[i]);
		cext_put_double(&rows, c.bands.adjusted[i]);
		cext_put_double(&rows, peak == UINT32_MAX ? NAN : c.function.options.radius[peak]);
		cext_put_double(&rows, peak == UINT32_MAX ? NAN : c.function.m[(size_t) i * c.function.options.radii + peak]);
		if (peak == UINT32_MAX)
		{
			cext_put_null(&rows);
			cext_put_null(&rows);
		}
		else
		{
			cext_put_string(&rows, kinds[cm_m_kind(&c.bands, &c.function, i) + 1]);
			cext_put_string(&rows, c.bands.gaussian[i] ? "gaussian" : "draws");
		}
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}
