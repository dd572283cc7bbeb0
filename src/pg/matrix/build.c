/*
 * build.c: firms, published cells and matrices into a matrix.
 */
#include "pg/matrix/build.h"
#include "pg/arguments.h"
#include "pg/errors.h"
#include "pg/expanded.h"
#include "pg/host.h"
#include "pg/settings.h"

#include "core/matrix/builder_merge.h"
#include "core/matrix/flat_add.h"

#include "utils/builtins.h"

#include <math.h>

/* Errors that name the row ------------------------------------------------ */

static pg_noinline void
refuse_size(CmText region, CmText industry, double size)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s size in region \"%.*s\", industry \"%.*s\"",
					isnan(size) ? "NaN" : isinf(size) ? "infinite" : "negative",
					(int) region.length, region.bytes, (int) industry.length, industry.bytes),
			 errdetail("The size is %g.", size),
			 errhint("Leave such rows out with FILTER (WHERE ...), or correct them.")));
}

static pg_noinline void
refuse_label(CmText label)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("label of region or industry is too long"),
			 errdetail("\"%s\" has %u bytes, at most %d are allowed.",
					   cext_shown(label.bytes, label.length), label.length, CM_LABEL_MAX),
			 errhint("Use the codes of a classification as labels.")));
}

static inline void
check_labels(CmText region, CmText industry)
{
	if (unlikely(region.length > CM_LABEL_MAX))
		refuse_label(region);
	if (unlikely(industry.length > CM_LABEL_MAX))
		refuse_label(industry);
}

/* Firms ---------------------------------------------------------------- */

static inline bool
any_null(FunctionCallInfo fcinfo, int first, int last)
{
	for (int i = first; i <= last; i++)
		if (PG_ARGISNULL(i))
			return true;
	return false;
}

static Datum
skip_row(CextMatrix *state)
{
	state->builder.skipped++;
	return cext_matrix_datum(state);
}

static pg_noinline void
refuse_copies(CmText region, CmText industry, int32 copies)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("negative copies in region \"%.*s\", industry \"%.*s\"",
					(int) region.length, region.bytes, (int) industry.length, industry.bytes),
			 errdetail("The number of copies is %d.", copies),
			 errhint("Pass how often the firm counts, 0 or more.")));
}

static inline void
let_cancel(int32 copies)
{
	if (unlikely(copies % 4096 == 0))
		CHECK_FOR_INTERRUPTS();
}

void
cext_add_odd_firm(CmBuilder *b, CmText region, CmText industry, double size, int32 copies)
{
	check_labels(region, industry);
	if (!cext_is_size(size))
		refuse_size(region, industry, size);
	if (unlikely(copies < 0))
		refuse_copies(region, industry, copies);
	for (; copies > 0; copies--)
	{
		cext_check(cm_builder_add_firm(b, region.bytes, region.length, industry.bytes, industry.length, size), b);
		let_cancel(copies);
	}
}

static CmText
decimal(int64 code)
{
	CmText		label;

	label.bytes = psprintf(INT64_FORMAT, code);
	label.length = (uint32_t) strlen(label.bytes);
	return label;
}

void
cext_add_odd_coded_firm(CmBuilder *b, int64 region, int64 industry, double size, int32 copies)
{
	if (!cext_is_size(size))
		refuse_size(decimal(region), decimal(industry), size);
	if (unlikely(copies < 0))
		refuse_copies(decimal(region), decimal(industry), copies);
	for (; copies > 0; copies--)
	{
		cext_check(cm_builder_add_coded_firm(b, region, industry, size), b);
		let_cancel(copies);
	}
}

/* How often a firm counts: once, where the signature does not ask; it may be negative. */
static inline int32
copies_argument(FunctionCallInfo fcinfo)
{
	return likely(PG_NARGS() <= 4) ? 1 : PG_GETARG_INT32(4);
}

PG_FUNCTION_INFO_V1(cext_build_text);
Datum
cext_build_text(PG_FUNCTION_ARGS)
{
	CextMatrix *state = cext_matrix_state(fcinfo);

	if (any_null(fcinfo, 1, PG_NARGS() - 1))
		return skip_row(state);
	cext_add_firm(&state->builder, cext_label_argument(fcinfo, 1), cext_label_argument(fcinfo, 2),
				   PG_GETARG_FLOAT8(3), copies_argument(fcinfo));
	return cext_matrix_datum(state);
}

PG_FUNCTION_INFO_V1(cext_build_int8);
Datum
cext_build_int8(PG_FUNCTION_ARGS)
{
	CextMatrix *state = cext_matrix_state(fcinfo);

	if (any_null(fcinfo, 1, PG_NARGS() - 1))
		return skip_row(state);
	cext_add_coded_firm(&state->builder, PG_GETARG_INT64(1), PG_GETARG_INT64(2), PG_GETARG_FLOAT8(3), copies_argument(fcinfo));
	return cext_matrix_datum(state);
}

/* Integers that have lost their leading zeros --------------------------- */

#define WIDTH_MOST 18			/* all such numbers are below 2^63 */

static void
set_width(CmBuilder *b, CmDictionary *d, int32 width, const char *name)
{
	if (width < 0 || width > WIDTH_MOST)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be from 0 to %d", name, WIDTH_MOST),
				 errdetail("It is %d.", width),
				 errhint("Pass the number of digits that all codes have, or 0 to leave them as they are.")));
	if (b->rows > 0 || cm_dictionary_has_integers(d))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be the same in all rows", name),
				 errdetail("It was %u, and is %d.", d->width, width),
				 errhint("Codes of several widths are labels of type text.")));
	d->width = (uint32_t) width;
}

static void
check_width(int64 code, int32 width, const char *name)
{
	int64		most = 1;

	for (int i = 0; i < width; i++)
		most *= 10;
	if (code < 0 || code >= most)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("code " INT64_FORMAT " is no number of %d digits", code, width),
				 errdetail("Argument \"%s\" is %d.", name, width),
				 errhint("Pass the width of the longest code.")));
}

static void
apply_width(CmBuilder *b, CmDictionary *d, int64 code, int32 width, const char *name)
{
	if (unlikely(d->width != (uint32_t) width))
		set_width(b, d, width, name);
	if (width > 0)
		check_width(code, width, name);
}

void
cext_add_wide_firm(CmBuilder *b, int64 region, int64 industry, double size, int32 region_width, int32 industry_width)
{
	apply_width(b, &b->region, region, region_width, "region_width");
	apply_width(b, &b->industry, industry, industry_width, "industry_width");
	cext_add_coded_firm(b, region, industry, size, 1);
}

static inline int32
width_argument(FunctionCallInfo fcinfo, int number)
{
	return PG_ARGISNULL(number) ? 0 : PG_GETARG_INT32(number);
}

PG_FUNCTION_INFO_V1(cext_build_wide);
Datum
cext_build_wide(PG_FUNCTION_ARGS)
{
	CextMatrix *state = cext_matrix_state(fcinfo);

	if (any_null(fcinfo, 1, 3))
		return skip_row(state);
	cext_add_wide_firm(&state->builder, PG_GETARG_INT64(1), PG_GETARG_INT64(2), PG_GETARG_FLOAT8(3),
						width_argument(fcinfo, 4), width_argument(fcinfo, 5));
	return cext_matrix_datum(state);
}

/* Published cells ------------------------------------------------------ */

static void
refuse_cell(CmText region, CmText industry, const char *fault)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("published figures of region \"%.*s\", industry \"%.*s\" contradict each other",
					(int) region.length, region.bytes, (int) industry.length, industry.bytes),
			 errdetail("%c%s.", toupper((unsigned char) fault[0]), fault + 1),
			 errhint("Pass NULL for firms, size, sum_squares, largest or second_largest that are not known.")));
}

/* A moment, or 0 and its bit among the unknown ones if it is NULL. */
static double
moment(FunctionCallInfo fcinfo, int number, const char *name, CmCell *cell, unsigned bit)
{
	if (!PG_ARGISNULL(number))
		return cext_amount_argument(fcinfo, number, name);
	cell->top.unknown |= bit;
	return 0;
}

static void
read_cell(FunctionCallInfo fcinfo, CmText region, CmText industry, CmCell *cell)
{
	double		size = PG_ARGISNULL(4) ? 0 : PG_GETARG_FLOAT8(4);
	const char *fault;

	if (!cext_is_size(size))
		refuse_size(region, industry, size);
	cell->firms = 0;
	cell->top.unknown = (PG_ARGISNULL(3) ? CM_FIRMS_UNKNOWN : 0) | (PG_ARGISNULL(4) ? CM_SIZE_UNKNOWN : 0);
	if (!PG_ARGISNULL(3))
	{
		if (PG_GETARG_INT64(3) < 0)
			refuse_cell(region, industry, "the number of firms is negative");
		cell->firms = PG_GETARG_INT64(3);
	}
	cm_exact_set(&cell->size, size);
	cm_exact_set(&cell->squares, moment(fcinfo, 5, "sum_squares", cell, CM_SQUARES_UNKNOWN));
	cell->top.largest = moment(fcinfo, 6, "largest", cell, CM_LARGEST_UNKNOWN);
	cell->top.second = moment(fcinfo, 7, "second_largest", cell, CM_SECOND_UNKNOWN);
	fault = cm_cell_fault(cell);
	if (fault != NULL)
		refuse_cell(region, industry, fault);
	cm_cell_complete(cell);
}

/* A single firm's fourth power is known, that of several is not. */
static void
add_fourth(CmBuilder *b, uint32_t industry, const CmCell *cell)
{
	bool		none = !(cell->top.unknown & CM_FIRMS_UNKNOWN) && cell->firms == 0;
	CmExact		fourth;

	if (none)
		return;
	if (cell->firms == 1 && !(cell->top.unknown & CM_SIZE_UNKNOWN) && cm_has_fourth(cell->top.largest))
	{
		double		square = cell->top.largest * cell->top.largest;

		cm_exact_set(&fourth, square * square);
		cm_builder_add_fourth(b, industry, &fourth, 1);
	}
	else
		cm_builder_forget_fourth(b, industry);
}

PG_FUNCTION_INFO_V1(cext_build_cell);
Datum
cext_build_cell(PG_FUNCTION_ARGS)
{
	CextMatrix *state = cext_matrix_state(fcinfo);
	CmBuilder  *b = &state->builder;
	CmText		region,
				industry;
	uint32_t	region_code,
				industry_code;
	CmCell		cell;

	if (any_null(fcinfo, 1, 2) || (PG_ARGISNULL(3) && PG_ARGISNULL(4)))
		return skip_row(state);
	region = cext_label_argument(fcinfo, 1);
	industry = cext_label_argument(fcinfo, 2);
	check_labels(region, industry);
	read_cell(fcinfo, region, industry, &cell);

	region_code = cext_code(&b->region, region);
	industry_code = cext_code(&b->industry, industry);
	cext_check(cm_builder_add_cell(b, region_code, industry_code, &cell), b);
	add_fourth(b, industry_code, &cell);
	return cext_matrix_datum(state);
}

/* Matrices ------------------------------------------------------------- */

PG_FUNCTION_INFO_V1(cext_build_merge);
Datum
cext_build_merge(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0) && PG_ARGISNULL(1))
		PG_RETURN_NULL();
	return cext_matrix_datum(cext_matrix_merged(fcinfo));
}

PG_FUNCTION_INFO_V1(cext_build_empty);
Datum
cext_build_empty(PG_FUNCTION_ARGS)
{
	CmBuilder	builder;

	cm_builder_init(&builder, cext_call_host(), cext_max_cells);
	return cext_matrix_flat_datum(&builder);
}

/* Both in one builder, which can say in which cell the fault is. */
static Datum
combine(CextFlat left, CextFlat right, CmStatus (*step) (CmBuilder *, const uint8_t *, size_t))
{
	CmBuilder	builder;

	cm_builder_init(&builder, cext_call_host(), cext_max_cells);
	cext_check(cm_builder_add_flat(&builder, left.bytes, left.count, NULL), &builder);
	cext_check(step(&builder, right.bytes, right.count), &builder);
	return cext_matrix_flat_datum(&builder);
}

static CmStatus
add(CmBuilder *b, const uint8_t *bytes, size_t count)
{
	return cm_builder_add_flat(b, bytes, count, NULL);
}

PG_FUNCTION_INFO_V1(cext_build_add);
Datum
cext_build_add(PG_FUNCTION_ARGS)
{
	CextFlat	left = cext_matrix_argument(fcinfo, 0);
	CextFlat	right = cext_matrix_argument(fcinfo, 1);
	CmBytes		sum = {.host = cext_call_host()};
	uint8_t		length[VARHDRSZ] = {0};

	cm_put_bytes(&sum, length, VARHDRSZ);
	if (cm_flat_add(sum.host, left.bytes, left.count, right.bytes, right.count, cext_max_cells, &sum) != CM_OK)
		return combine(left, right, add);
	SET_VARSIZE(sum.data, sum.used);
	PG_RETURN_POINTER(sum.data);
}

PG_FUNCTION_INFO_V1(cext_build_subtract);
Datum
cext_build_subtract(PG_FUNCTION_ARGS)
{
	return combine(cext_matrix_argument(fcinfo, 0), cext_matrix_argument(fcinfo, 1), cm_builder_subtract_flat);
}
