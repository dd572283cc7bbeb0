/*
 * spatial.c: units with values and neighbours, of a matrix or of a query's columns.
 */
#include "pg/space/spatial.h"

#include "core/numeric/sort.h"

#include "utils/memutils.h"

#include <math.h>

uint32_t
cext_permutations_argument(FunctionCallInfo fcinfo, int number)
{
	return (uint32_t) cext_whole_argument(fcinfo, number, "permutations", 0, CEXT_PERMUTATIONS_MOST,
										  "999 permutations tell p-values of a percent; 0 leaves them out.");
}

/* Links between the units, whose labels are known. */
static void
open_neighbours(CextSpatial *s, FunctionCallInfo fcinfo, int number, bool drop_islands)
{
	CmTable		weights;

	cext_sizes_argument(fcinfo, number, &weights);
	cm_graph_open(&s->graph, &s->host, &weights, s->label, s->units);
	cm_table_close(&weights, &s->host);
	cm_among_open(&s->among, &s->host, &s->graph, drop_islands);
}

static double *
values_of(uint32_t units)
{
	return MemoryContextAllocHuge(CurrentMemoryContext, ((Size) units + 1) * sizeof(double));
}

bool
cext_spatial_of_matrix(CextSpatial *s, FunctionCallInfo fcinfo, const char *const *of, const CmRegionValue *chosen, bool drop_islands)
{
	CmRegionValue value = chosen[cext_choice_argument(fcinfo, 2, "of", of)];

	s->host = cext_host(CurrentMemoryContext);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return false;
	cext_amounts_argument(fcinfo, 0, &s->table);
	s->units = s->table.regions;
	s->label = s->table.region_label;
	s->industries = PG_ARGISNULL(3) ? s->table.industries : 1;
	if (!PG_ARGISNULL(3))
		s->first = cext_place_argument(fcinfo, 3, "industry", "industries", s->table.industry_label, s->table.industries);
	s->industry_label = s->table.industry_label + s->first;
	cm_region_values_open(&s->of, &s->host, &s->table, value);
	s->value = values_of(s->units);
	open_neighbours(s, fcinfo, 1, drop_islands);
	return true;
}

/* Columns of a query --------------------------------------------------- */

typedef struct Unit
{
	CmText		label;
	double		value;
} Unit;

static int
by_label(const void *a, const void *b)
{
	return cm_text_compare(&((const Unit *) a)->label, &((const Unit *) b)->label);
}

/* The elements that have a region, as they come. */
static Unit *
units_of(FunctionCallInfo fcinfo, uint32_t *count)
{
	Datum	   *label,
			   *value;
	bool	   *no_label,
			   *no_value;
	int			labels = cext_array_argument(fcinfo, 0, &label, &no_label);
	int			values = cext_array_argument(fcinfo, 1, &value, &no_value);
	Unit	   *unit = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) labels + 1) * sizeof(Unit));

	cext_check_lengths("regions", labels, "values", values);
	*count = 0;
	for (int i = 0; i < labels; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!no_label[i])
			unit[(*count)++] = (Unit) {cext_label(label[i]), cext_figure(value[i], no_value[i], "values", true)};
	}
	return unit;
}

/* In order; each of them once. */
static void
order_units(CextSpatial *s, Unit *unit, uint32_t count)
{
	bool		ordered = true;

	for (uint32_t i = 1; i < count && ordered; i++)
	{
		CHECK_FOR_INTERRUPTS();
		ordered = by_label(&unit[i - 1], &unit[i]) < 0;
	}
	if (ordered)
		return;
	cm_sort(&s->host, unit, count, sizeof(Unit), by_label);
	for (uint32_t i = 1; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (by_label(&unit[i - 1], &unit[i]) == 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("argument \"regions\" names region \"%s\" twice", cext_shown(unit[i].label.bytes, unit[i].label.length)),
					 errdetail("A region has one value."),
					 errhint("Group by the region before array_agg.")));
	}
}

bool
cext_spatial_of_arrays(CextSpatial *s, FunctionCallInfo fcinfo, bool drop_islands)
{
	Unit	   *unit;
	CmText	   *label;

	s->host = cext_host(CurrentMemoryContext);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return false;
	unit = units_of(fcinfo, &s->units);
	order_units(s, unit, s->units);
	label = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) s->units + 1) * sizeof(CmText));
	s->value = values_of(s->units);
	for (uint32_t r = 0; r < s->units; r++)
	{
		CHECK_FOR_INTERRUPTS();
		label[r] = unit[r].label;
		s->value[r] = unit[r].value;
	}
	s->label = label;
	pfree(unit);
	open_neighbours(s, fcinfo, 2, drop_islands);
	return true;
}

/* Values ----------------------------------------------------------------- */

void
cext_spatial_industry(CextSpatial *s, uint32_t industry)
{
	cm_region_values(&s->of, &s->host, s->first + industry, s->value);
}

bool
cext_spatial_open_values(CextSpatial *s)
{
	bool		others = cm_among_those(&s->among, &s->host, s->value);

	cm_standardized_open(&s->values, &s->host, s->units, s->value, s->among.used);
	return others;
}

void
cext_spatial_close_values(CextSpatial *s)
{
	cm_standardized_close(&s->values, &s->host);
}
