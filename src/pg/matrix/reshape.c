/*
 * reshape.c: the same firms under other labels.
 *
 * All three functions say for each label how many of its bytes stay, and let
 * the core add the cells up under what is left.
 */
#include "pg/arguments.h"
#include "pg/errors.h"
#include "pg/expanded.h"
#include "pg/host.h"

#include "core/matrix/builder_merge.h"

#include "mb/pg_wchar.h"

#define LEFT_OUT UINT32_MAX

/* The labels of one side of a matrix, and how many bytes of each stay. */
typedef struct Side
{
	uint32_t	count;
	CmText	   *label;
	uint32_t   *kept;
} Side;

static Side
open_side(CmReader *reader, uint32_t count)
{
	Side		side = {.count = count};

	side.label = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) count + 1) * sizeof(CmText));
	side.kept = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) count + 1) * sizeof(uint32_t));
	for (uint32_t i = 0; i < count; i++)
	{
		side.label[i] = cm_get_label(&reader->labels);
		side.kept[i] = side.label[i].length;
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
		code[i] = side->kept[i] == LEFT_OUT ? CM_NO_CODE :
			cm_dictionary_code(d, side->label[i].bytes, side->kept[i]);
		CHECK_FOR_INTERRUPTS();
	}
	return code;
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
		side->kept[i] = pg_mbcharcliplen(side->label[i].bytes, side->label[i].length, digits);
		CHECK_FOR_INTERRUPTS();
	}
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
		side->kept[i] = LEFT_OUT;
	for (int n = 0; n < names; n++)
	{
		uint32_t	place = isnull[n] ? UINT32_MAX :
			cm_label_place(side->label, side->count, cext_label(name[n]));

		CHECK_FOR_INTERRUPTS();
		if (place != UINT32_MAX)
			side->kept[place] = side->label[place].length;
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
