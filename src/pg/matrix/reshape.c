/*
 * reshape.c: the same firms under other labels.
 *
 * All functions say for each label what it becomes, and let the core add the
 * cells up under that.
 */
#include "pg/errors.h"
#include "pg/label_map.h"
#include "pg/prefixes.h"
#include "pg/matrix/matrix.h"
#include "pg/settings.h"

#include "core/matrix/builder_merge.h"
#include "core/matrix/builder_split.h"

#include "utils/builtins.h"

/* Where a label goes whose cells are left out, or split. */
static const CmText nowhere = {NULL, 0};

/* The labels of one side of a matrix, and what they become. */
typedef struct Side
{
	uint32_t	count;
	CmText	   *label;
	CmText	   *becomes;
	const CextLabelMap *splits; /* some of them; NULL: none */
} Side;

static Side
open_side(CmReader *reader, uint32_t count)
{
	Side		side = {.count = count, .splits = NULL};

	side.label = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) count + 1) * sizeof(CmText));
	side.becomes = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) count + 1) * sizeof(CmText));
	for (uint32_t i = 0; i < count; i++)
	{
		side.label[i] = side.becomes[i] = cm_get_label(&reader->labels);
		CHECK_FOR_INTERRUPTS();
	}
	return side;
}

static uint32_t *
codes_of(const Side *side, CmDictionary *d)
{
	uint32_t   *code = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) side->count + 1) * sizeof(uint32_t));

	for (uint32_t i = 0; i < side->count; i++)
	{
		code[i] = side->becomes[i].bytes == NULL ? CM_NO_CODE : cext_code(d, side->becomes[i]);
		CHECK_FOR_INTERRUPTS();
	}
	return code;
}

/* The cells of those labels that the map splits. */
static void
add_splits(CmBuilder *b, CextFlat flat, const Side *side, bool of_regions, const uint32_t *other)
{
	const CextLabelMap *map = side->splits;
	Size		size = map == NULL ? 1 : (Size) map->count + 1;
	uint64_t   *start = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) side->count + 1) * sizeof(uint64_t));
	uint32_t   *code = MemoryContextAllocHuge(CurrentMemoryContext, size * sizeof(uint32_t));
	double	   *share = MemoryContextAllocHuge(CurrentMemoryContext, size * sizeof(double));

	if (map == NULL)
		return;
	start[0] = 0;
	for (uint32_t i = 0; i < side->count; i++)
	{
		int			parts;
		const CextMapped *to = cext_label_mapped(map, side->label[i], &parts);

		start[i + 1] = start[i];
		for (int k = 0; parts > 1 && k < parts; k++)
		{
			CHECK_FOR_INTERRUPTS();
			code[start[i + 1]] = cext_code(of_regions ? &b->region : &b->industry, to[k].to);
			share[start[i + 1]++] = to[k].share;
		}
	}
	cext_check(cm_builder_add_split(b, flat.bytes, flat.count, &(CmSplit) {of_regions, start, code, share, other}), b);
}

typedef void (*ReshapeSides) (FunctionCallInfo fcinfo, Side *region, Side *industry);

/* Argument 0 under the labels that `choose` (NULL: all of them) leaves. */
static Datum
reshape(FunctionCallInfo fcinfo, ReshapeSides choose, bool transposed)
{
	CextFlat	flat = cext_matrix_argument(fcinfo, 0);
	CmReader	reader;
	CmBuilder	builder;
	CmMapping	mapping = {.transposed = transposed};
	Side		region,
				industry;

	cext_check(cm_reader_open(&reader, flat.bytes, flat.count), NULL);
	region = open_side(&reader, reader.header.regions);
	industry = open_side(&reader, reader.header.industries);
	if (choose != NULL)
		choose(fcinfo, &region, &industry);
	cm_builder_init(&builder, cext_call_host(), cext_max_cells);
	mapping.region = codes_of(&region, transposed ? &builder.industry : &builder.region);
	mapping.industry = codes_of(&industry, transposed ? &builder.region : &builder.industry);
	cext_check(cm_builder_add_flat(&builder, flat.bytes, flat.count, &mapping), &builder);
	add_splits(&builder, flat, &region, true, mapping.industry);
	add_splits(&builder, flat, &industry, false, mapping.region);
	return cext_matrix_flat_datum(&builder);
}

/* coarsen -------------------------------------------------------------- */

static void
clip_side(FunctionCallInfo fcinfo, int number, const char *name, Side *side)
{
	int32		digits = cext_digits_argument(fcinfo, number, name);

	if (digits < 0)
		return;
	for (uint32_t i = 0; i < side->count; i++)
	{
		side->becomes[i] = cext_prefix(side->label[i], digits);
		CHECK_FOR_INTERRUPTS();
	}
	cext_tell_prefixes(fcinfo, side->label, side->count, digits, name, false);
}

static void
clip(FunctionCallInfo fcinfo, Side *region, Side *industry)
{
	clip_side(fcinfo, 1, "region_digits", region);
	clip_side(fcinfo, 2, "industry_digits", industry);
}

PG_FUNCTION_INFO_V1(cext_reshape_coarsen);
Datum
cext_reshape_coarsen(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return reshape(fcinfo, clip, false);
}

/* subset --------------------------------------------------------------- */

static void
choose_side(FunctionCallInfo fcinfo, int number, Side *side)
{
	Datum	   *name;
	bool	   *isnull;
	int			names;

	if (PG_ARGISNULL(number))
		return;
	names = cext_array_argument(fcinfo, number, &name, &isnull);
	for (uint32_t i = 0; i < side->count; i++)
		side->becomes[i] = nowhere;
	for (int n = 0; n < names; n++)
	{
		uint32_t	place = isnull[n] ? UINT32_MAX :
			cm_label_place(side->label, side->count, cext_label(name[n]));

		CHECK_FOR_INTERRUPTS();
		if (place != UINT32_MAX)
			side->becomes[place] = side->label[place];
	}
}

static void
choose(FunctionCallInfo fcinfo, Side *region, Side *industry)
{
	choose_side(fcinfo, 1, region);
	choose_side(fcinfo, 2, industry);
}

PG_FUNCTION_INFO_V1(cext_reshape_subset);
Datum
cext_reshape_subset(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return reshape(fcinfo, choose, false);
}

/* transpose ------------------------------------------------------------ */

PG_FUNCTION_INFO_V1(cext_reshape_transpose);
Datum
cext_reshape_transpose(PG_FUNCTION_ARGS)
{
	return reshape(fcinfo, NULL, true);
}

/* regroup -------------------------------------------------------------- */

enum
{
	REGIONS_FROM = 1,
	REGIONS_TO,
	INDUSTRIES_FROM,
	INDUSTRIES_TO,
	SHARES,
	UNMAPPED,
	OTHERS
};

/* What becomes of a label that a map lacks. */
static CmText
unmapped(FunctionCallInfo fcinfo, const CextLabelMap *map, CmText label)
{
	enum {REFUSE, KEEP, DROP};
	static const char *const choices[] = {"error", "keep", "drop", NULL};

	if (!PG_ARGISNULL(OTHERS))
		return cext_label_argument(fcinfo, OTHERS);
	switch (cext_choice_argument(fcinfo, UNMAPPED, "unmapped", choices))
	{
		case KEEP:
			return label;
		case DROP:
			return nowhere;
		default:
			cext_refuse_unmapped(map, label, "Map it, name a label for all such labels as \"others\", or pass unmapped => 'keep' or 'drop'.");
	}
	return nowhere;
}

static void
map_side(FunctionCallInfo fcinfo, const CextLabelMap *map, Side *side)
{
	for (uint32_t i = 0; i < side->count; i++)
	{
		int			parts;
		const CextMapped *to = cext_label_mapped(map, side->label[i], &parts);

		CHECK_FOR_INTERRUPTS();
		side->becomes[i] = parts == 0 ? unmapped(fcinfo, map, side->label[i]) : parts == 1 ? to->to : nowhere;
		if (parts > 1)
			side->splits = map;
	}
}

static void
map_both(FunctionCallInfo fcinfo, Side *region, Side *industry)
{
	CextLabelMap *regions = palloc(sizeof(CextLabelMap)),
			   *industries = palloc(sizeof(CextLabelMap));
	bool		of_regions = cext_label_map_argument(fcinfo, REGIONS_FROM, "regions_from", REGIONS_TO, "regions_to", SHARES, regions),
				of_industries = cext_label_map_argument(fcinfo, INDUSTRIES_FROM, "industries_from", INDUSTRIES_TO, "industries_to", SHARES, industries);

	if (of_regions && of_industries && !PG_ARGISNULL(SHARES))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"shares\" is of one map, not of two"),
				 errdetail("Both regions and industries are mapped."),
				 errhint("Regroup the regions first, and the industries of the result.")));
	if (of_regions)
		map_side(fcinfo, regions, region);
	if (of_industries)
		map_side(fcinfo, industries, industry);
}

PG_FUNCTION_INFO_V1(cext_reshape_regroup);
Datum
cext_reshape_regroup(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return reshape(fcinfo, map_both, false);
}
