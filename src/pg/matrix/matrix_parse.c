/*
 * matrix_parse.c: a cluster_matrix from either of its text forms
 * (matrix_text.c), which may have spaces between their parts.
 */
#include "pg/errors.h"
#include "pg/host.h"
#include "pg/matrix/matrix.h"
#include "pg/matrix/matrix_binary.h"
#include "pg/settings.h"
#include "pg/text_in.h"

typedef struct Parser
{
	CextParser	text;			/* first, so that what reads only that leads here */
	bool		newer;			/* a later form: that is the fault */
	CmBuilder	builder;		/* what readable text says */
	const char *base64;			/* of compact text, once it is there; and what it says */
	CextArrival arrival;
	uint32_t	labels;			/* of the list that is read */
} Parser;

/* Readable ------------------------------------------------------------- */

/* A known number that is not negative, or null. */
static bool
parse_known(Parser *p, double *value, unsigned *unknown, unsigned bit)
{
	if (cext_take(&p->text, "null"))
	{
		*unknown |= bit;
		return true;
	}
	return cext_parse_double(&p->text, value) && (*value >= 0 || cext_fail(&p->text, "a number is negative"));
}

static bool
parse_exact(Parser *p, CmExact *x)
{
	CmDyadic	canonical;
	double		value;

	x->parts = 0;
	if (cext_take(&p->text, "["))
	{
		do
		{
			if (!cext_parse_double(&p->text, &value))
				return false;
			if (x->parts == CM_EXACT_PARTS / 2)
				return cext_fail(&p->text, "an exact number has too many parts");
			cm_exact_push(x, value);
		} while (cext_take(&p->text, ","));
		if (!cext_expect(&p->text, "]", "a closing bracket is missing"))
			return false;
	}
	else if (cext_parse_double(&p->text, &value))
		cm_exact_set(x, value);
	else
		return false;
	if (!cm_exact_canonical(x, &canonical))
		return cext_fail(&p->text, "a number is out of range");
	if (canonical.negative)
		return cext_fail(&p->text, "a number is negative");
	cm_dyadic_parts(&canonical, x);
	return true;
}

/* An exact number, or null. */
static bool
parse_sum(Parser *p, CmExact *x, unsigned *unknown, unsigned bit)
{
	if (cext_take(&p->text, "null"))
	{
		*unknown |= bit;
		return true;
	}
	return parse_exact(p, x);
}

static bool
parse_cell(Parser *p, CmCell *cell)
{
	bool		counted;
	const char *fault;

	cell->firms = 0;
	cell->top.unknown = 0;
	cell->top.largest = cell->top.second = 0;
	cell->size.parts = cell->squares.parts = 0;
	if (!cext_expect(&p->text, "[", "an opening bracket is missing"))
		return false;
	counted = !cext_take(&p->text, "null");
	if (!counted)
		cell->top.unknown = CM_FIRMS_UNKNOWN;
	else if (!cext_parse_count(&p->text, &cell->firms))
		return false;
	if ((!counted || cell->firms > 0) &&
		(!cext_expect(&p->text, ",", "a size is missing") || !parse_sum(p, &cell->size, &cell->top.unknown, CM_SIZE_UNKNOWN)))
		return false;
	if (!(cell->top.unknown & CM_SIZE_UNKNOWN) && (!counted || cell->firms > 1))
	{
		if (!cext_expect(&p->text, ",", "a sum of squares is missing") ||
			!parse_sum(p, &cell->squares, &cell->top.unknown, CM_SQUARES_UNKNOWN) ||
			!cext_expect(&p->text, ",", "a largest size is missing") ||
			!parse_known(p, &cell->top.largest, &cell->top.unknown, CM_LARGEST_UNKNOWN) ||
			!cext_expect(&p->text, ",", "a second largest size is missing") ||
			!parse_known(p, &cell->top.second, &cell->top.unknown, CM_SECOND_UNKNOWN))
			return false;
	}
	if (counted && cell->firms == 1 && cell->size.parts > 1)
		return cext_fail(&p->text, "a single firm has a size that no double holds");
	if (!cext_expect(&p->text, "]", "a closing bracket is missing"))
		return false;
	cm_cell_complete(cell);
	fault = cm_cell_fault(cell);
	return fault == NULL || cext_fail(&p->text, fault);
}

static bool
parse_fourth(CextParser *text, uint32_t owner)
{
	Parser	   *p = (Parser *) text;
	uint32_t	before = p->builder.industry.count;
	uint32_t	industry = cext_code(&p->builder.industry, (CmText) {p->text.label, p->text.label_length});
	CmExact		sum;

	if (industry < before)
		return cext_fail(&p->text, "an industry appears twice");
	if (cext_take(&p->text, "null"))
		cm_builder_forget_fourth(&p->builder, industry);
	else if (parse_exact(p, &sum))
		cm_builder_add_fourth(&p->builder, industry, &sum, 1);
	return p->text.fault == NULL;
}

static bool
parse_industry(CextParser *text, uint32_t region)
{
	Parser	   *p = (Parser *) text;
	uint32_t	before = p->builder.industry.count;
	uint32_t	industry = cext_code(&p->builder.industry, (CmText) {p->text.label, p->text.label_length});
	CmCell		cell;

	if (!parse_cell(p, &cell))
		return false;
	if (industry >= before)
		cm_builder_forget_fourth(&p->builder, industry);
	else if (cm_builder_has_cell(&p->builder, region, industry))
		return cext_fail(&p->text, "a cell appears twice");
	cext_check(cm_builder_add_cell(&p->builder, region, industry, &cell), &p->builder);
	return true;
}

static bool
parse_region(CextParser *text, uint32_t owner)
{
	CmDictionary *regions = &((Parser *) text)->builder.region;

	return cext_parse_members(text, parse_industry, cext_code(regions, (CmText) {text->label, text->label_length}));
}

static bool
parse_readable(Parser *p)
{
	cm_builder_init(&p->builder, cext_call_host(), cext_max_cells);
	return cext_expect(&p->text, ":", "a colon is missing") &&
		cext_parse_count(&p->text, &p->builder.skipped) &&
		cext_expect(&p->text, ",", "a comma is missing") &&
		cext_expect(&p->text, "\"fourths\"", "\"fourths\" is missing") &&
		cext_expect(&p->text, ":", "a colon is missing") &&
		cext_parse_members(&p->text, parse_fourth, 0) &&
		cext_expect(&p->text, ",", "a comma is missing") &&
		cext_expect(&p->text, "\"cells\"", "\"cells\" is missing") &&
		cext_expect(&p->text, ":", "a colon is missing") &&
		cext_parse_members(&p->text, parse_region, 0);
}

static Datum
readable_value(Parser *p)
{
	Datum		value = cext_matrix_flat_datum(&p->builder);
	CmHeader	header;

	cm_read_header((uint8_t *) VARDATA(DatumGetPointer(value)), &header);
	if (header.regions != p->builder.region.count || header.industries != p->builder.industry.count)
		cext_fail(&p->text, "a label has no cell");
	return value;
}

/* Compact -------------------------------------------------------------- */

static void
take_label(CextParser *text)
{
	Parser	   *p = (Parser *) text;

	cext_arrival_label(&p->arrival, text->label, text->label_length);
	p->labels++;
}

/* A list of labels, and how many they are. */
static bool
parse_labels(Parser *p, uint32_t *count)
{
	p->labels = 0;
	if (!cext_parse_strings(&p->text, take_label))
		return false;
	*count = p->labels;
	return true;
}

#define FIRST_PIECE 88			/* the header and two bytes more */

/* What is wrong with what base64 stands for: no character of it shows where. */
static bool
fail_inside(Parser *p, const char *fault)
{
	p->text.at = p->base64;
	return cext_fail(&p->text, fault);
}

/* The header, and the bytes that come with it. */
static bool
parse_header(Parser *p, const char *end, uint32_t regions, uint32_t industries)
{
	uint8_t		bytes[CEXT_BASE64_BYTES(FIRST_PIECE)];
	int			count = cext_parse_base64(&p->text, end, FIRST_PIECE, bytes);
	CmStatus	status;

	if (count < 0)
		return false;
	status = count < CM_HEADER_BYTES ? CM_MALFORMED : cext_arrival_header(&p->arrival, bytes);
	p->newer = status == CM_NEWER;
	if (status != CM_OK)
		return fail_inside(p, "the header is not that of a cluster_matrix");
	if (p->arrival.header.regions != regions || p->arrival.header.industries != industries)
		return fail_inside(p, "the header has other numbers of regions and industries");
	cm_put_bytes(&p->arrival.value, bytes + CM_HEADER_BYTES, count - CM_HEADER_BYTES);
	return true;
}

static bool
parse_base64(Parser *p, uint32_t regions, uint32_t industries)
{
	uint8_t		bytes[CEXT_BASE64_BYTES(CEXT_BASE64_PIECE)];
	const char *end;

	if (!cext_expect(&p->text, "\"", "base64 in double quotes is missing"))
		return false;
	p->base64 = p->text.at;
	end = strchr(p->text.at, '"');
	if (end == NULL)
		return cext_fail(&p->text, "base64 has no end");
	if (!parse_header(p, end, regions, industries))
		return false;
	while (p->text.at < end)
	{
		int			count = cext_parse_base64(&p->text, end, CEXT_BASE64_PIECE, bytes);

		if (count < 0)
			return false;
		cm_put_bytes(&p->arrival.value, bytes, count);
	}
	p->text.at++;
	return true;
}

static bool
parse_compact(Parser *p)
{
	uint32_t	regions,
				industries;

	cext_arrival_begin(&p->arrival);
	return parse_labels(p, &regions) &&
		cext_expect(&p->text, ",", "a comma is missing") &&
		cext_expect(&p->text, "\"industries\"", "\"industries\" is missing") &&
		parse_labels(p, &industries) &&
		cext_expect(&p->text, ",", "a comma is missing") &&
		cext_expect(&p->text, "\"base64\"", "\"base64\" is missing") &&
		cext_expect(&p->text, ":", "a colon is missing") &&
		parse_base64(p, regions, industries);
}

static Datum
compact_value(Parser *p)
{
	Datum		value = 0;
	const char *fault = cext_arrival_end(&p->arrival, &value);

	if (fault != NULL)
		fail_inside(p, fault);
	return value;
}

/* Input ---------------------------------------------------------------- */

static Datum
parse_matrix(Parser *p)
{
	if (!cext_parse_version(&p->text, "\"cluster_matrix\"", CM_FORMAT_VERSION, &p->newer))
		return 0;
	if (cext_take(&p->text, "\"skipped\""))
		return parse_readable(p) && cext_parse_end(&p->text) ? readable_value(p) : 0;
	if (cext_take(&p->text, "\"regions\""))
		return parse_compact(p) && cext_parse_end(&p->text) ? compact_value(p) : 0;
	cext_fail(&p->text, "\"skipped\" or \"regions\" is missing");
	return 0;
}

PG_FUNCTION_INFO_V1(cext_matrix_in);
Datum
cext_matrix_in(PG_FUNCTION_ARGS)
{
	Parser	   *p = palloc0(sizeof(Parser));
	Datum		value;

	p->text.start = p->text.at = PG_GETARG_CSTRING(0);
	value = parse_matrix(p);
	if (p->newer)
		ereturn(fcinfo->context, (Datum) 0, (cext_tell_newer()));
	if (p->text.fault != NULL)
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s", "cluster_matrix"),
				 cext_tell_fault(&p->text),
				 errhint("The form is {\"cluster_matrix\":1,\"skipped\":0,\"fourths\":{},\"cells\":"
						 "{\"region\":{\"industry\":[firms,size,sum_squares,largest,second_largest]}}}, "
						 "or {\"cluster_matrix\":1,\"regions\":[],\"industries\":[],\"base64\":\"\"} as it was written.")));
	return value;
}
