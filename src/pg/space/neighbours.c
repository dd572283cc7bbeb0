/*
 * neighbours.c: who is near whom, and how much that weighs.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/rows.h"
#include "pg/settings.h"
#include "pg/space/points.h"

#include "core/space/neighbours.h"
#include "core/space/weights_encode.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

#include <math.h>

#define DECAY_MOST 10

static CmStyle
style_argument(FunctionCallInfo fcinfo, int number)
{
	static const char *const styles[] = {"B", "W", "C", "S", "U", NULL};

	return (CmStyle) cext_choice_argument(fcinfo, number, "style", styles);
}

/* The matrix of links between labels; of no use afterwards is the graph. */
static Datum
matrix_of(CmGraph *g, const CmText *label)
{
	CmBytes		bytes = {.host = cext_call_host()};
	uint8_t		length[VARHDRSZ] = {0};

	cm_put_bytes(&bytes, length, VARHDRSZ);
	cext_check(cm_weights_encode(g, bytes.host, label, cext_max_cells, &bytes), NULL);
	cm_graph_close(g, bytes.host);
	SET_VARSIZE(bytes.data, bytes.used);
	return PointerGetDatum(bytes.data);
}

/* From points ------------------------------------------------------------- */

static void
refuse_torn(CmText label)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("label \"%s\" stands at several places", cext_shown(label.bytes, label.length)),
			 errdetail("Neighbours are of labels that stand at one place each."),
			 errhint("Pass one point for each label: cluster_points_agg(avg(lon), avg(lat), label) over groups, or centroids.")));
}

static void
refuse_decay(const CmPoints *p, const CmPositions *units, uint32_t from, uint32_t to, double decay)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("weight of \"%s\" for \"%s\" is not a positive, finite number",
					cext_shown(p->label[to].bytes, p->label[to].length), cext_shown(p->label[from].bytes, p->label[from].length)),
			 errdetail("It is the distance %g to the power of -%g.", cm_distance(units, from, to), decay),
			 errhint("Pass decay => 0, or join labels that stand at the same place.")));
}

/* Finds the links of units: by a distance, or a number of them. */
typedef CmStatus (*Finder) (FunctionCallInfo fcinfo, CmGraph *g, const CmPositions *units);

static Datum
neighbours(FunctionCallInfo fcinfo, Finder find)
{
	const CmHost *host = cext_call_host();
	CmStyle		style = style_argument(fcinfo, 2);
	double		decay = cext_range_argument(fcinfo, 3, "decay", 0, DECAY_MOST, "Weights are distance^-decay: 1 and 2 are usual, and 0 makes all of them 1.");
	CmPoints	p;
	CmPositions units;
	CmGraph		g;
	uint32_t	from,
				to;

	cext_points_argument(fcinfo, 0, &p);
	from = cm_neighbours_stand(&p, host, &units);
	if (from != UINT32_MAX)
		refuse_torn(p.label[from]);
	cext_check(find(fcinfo, &g, &units), NULL);
	if (!cm_neighbours_weigh(&g, host, p.metric, decay, style, &from, &to))
		refuse_decay(&p, &units, from, to, decay);
	return matrix_of(&g, p.label);
}

static CmStatus
find_within(FunctionCallInfo fcinfo, CmGraph *g, const CmPositions *units)
{
	return cm_neighbours_within(g, cext_call_host(), units, PG_GETARG_FLOAT8(1), cext_max_cells);
}

PG_FUNCTION_INFO_V1(cext_neighbours_within);
Datum
cext_neighbours_within(PG_FUNCTION_ARGS)
{
	cext_range_argument(fcinfo, 1, "distance", 0, INFINITY, "In kilometres on the sphere, in the unit of the coordinates in the plane.");
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return neighbours(fcinfo, find_within);
}

static CmStatus
find_nearest(FunctionCallInfo fcinfo, CmGraph *g, const CmPositions *units)
{
	return cm_neighbours_nearest(g, cext_call_host(), units, (uint32_t) PG_GETARG_INT32(1), cext_max_cells);
}

PG_FUNCTION_INFO_V1(cext_neighbours_nearest);
Datum
cext_neighbours_nearest(PG_FUNCTION_ARGS)
{
	cext_whole_argument(fcinfo, 1, "k", 1, PG_INT32_MAX, "Four to eight nearest labels are usual.");
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return neighbours(fcinfo, find_nearest);
}

/* From a matrix ------------------------------------------------------------ */

/* Weights of an argument that is not NULL between its own labels. */
static CmText *
weights_argument(FunctionCallInfo fcinfo, int number, CmGraph *g)
{
	const CmHost *host = cext_call_host();
	CmTable		t;
	CmText	   *label;
	uint32_t	units,
				from,
				to;

	cext_amounts_argument(fcinfo, number, &t);
	label = cm_weights_labels(host, &t, &units);
	cm_graph_open(g, host, &t, label, units);
	cm_table_close(&t, host);
	if (!cm_weights_known(g, host, &from, &to))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("weight of \"%s\" for \"%s\" is unknown",
						cext_shown(label[to].bytes, label[to].length), cext_shown(label[from].bytes, label[from].length)),
				 errdetail("A weight of neighbours is the size of a cell."),
				 errhint("Make the matrix by cluster_matrix_agg(region, neighbour, weight).")));
	return label;
}

PG_FUNCTION_INFO_V1(cext_neighbours_style);
Datum
cext_neighbours_style(PG_FUNCTION_ARGS)
{
	CmStyle		style = style_argument(fcinfo, 1);
	CmGraph		g;
	CmText	   *label;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	label = weights_argument(fcinfo, 0, &g);
	cm_weights_style(&g, cext_call_host(), style);
	return matrix_of(&g, label);
}

PG_FUNCTION_INFO_V1(cext_neighbours_symmetric);
Datum
cext_neighbours_symmetric(PG_FUNCTION_ARGS)
{
	static const char *const choices[] = {"max", "min", "mean", NULL};
	CmBothWays	both = (CmBothWays) cext_choice_argument(fcinfo, 1, "by", choices);
	CmGraph		g,
				symmetric;
	CmText	   *label;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	label = weights_argument(fcinfo, 0, &g);
	cm_weights_symmetric(&g, cext_call_host(), both, &symmetric);
	cm_graph_close(&g, cext_call_host());
	return matrix_of(&symmetric, label);
}

static Datum
islands(const CmWeightsSummary *s, const CmText *label)
{
	Datum		name[CM_ISLANDS_TOLD];
	int			names = (int) Min(s->islands, CM_ISLANDS_TOLD);

	for (int i = 0; i < names; i++)
		name[i] = cext_text(label[s->island[i]]);
	return PointerGetDatum(construct_array(name, names, TEXTOID, -1, false, TYPALIGN_INT));
}

static void
put_whole(CextRows *row, const CmGraph *g, uint32_t number)
{
	if (g->units == 0)
		cext_put_null(row);
	else
		cext_put_datum(row, Int32GetDatum((int32) number));
}

PG_FUNCTION_INFO_V1(cext_neighbours_summary);
Datum
cext_neighbours_summary(PG_FUNCTION_ARGS)
{
	CmWeightsSummary s;
	CmGraph		g;
	CmText	   *label;
	CextRows	row;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	label = weights_argument(fcinfo, 0, &g);
	cm_weights_summary(&g, cext_call_host(), &s);
	cext_row_begin(&row, fcinfo);
	cext_put_datum(&row, Int32GetDatum((int32) g.units));
	cext_put_datum(&row, Int64GetDatum((int64) s.links));
	cext_put_datum(&row, Int32GetDatum((int32) s.islands));
	cext_put_datum(&row, islands(&s, label));
	cext_put_datum(&row, BoolGetDatum(s.symmetric));
	put_whole(&row, &g, s.fewest);
	cext_put_double(&row, s.mean);
	put_whole(&row, &g, s.most);
	cext_put_datum(&row, Int32GetDatum((int32) s.own));
	cext_put_datum(&row, Int32GetDatum((int32) s.components));
	cext_put_double(&row, s.s0);
	cext_put_double(&row, s.s1);
	cext_put_double(&row, s.s2);
	return cext_row_end(&row);
}
