/*
 * matrix_text.c: the text form of cluster_matrix, which is JSON:
 *
 *   {"cluster_matrix":1,"skipped":0,
 *    "fourths":{"I1":10000},
 *    "cells":{"R1":{"I1":[1,10],"I2":[2,40,1000,30,10]}}}
 *
 * A cell is [firms, size, sum of squares, largest, second largest]; one firm
 * needs two of them, no firm one.  null is unknown.  An exact number that no
 * double holds is an array of doubles that add up to it.  "fourths" are sums
 * of fourth powers by industry.  Decimals are the shortest that read back as
 * the same double, so nothing is lost.
 */
#include "pg/matrix/matrix.h"

#include "common/shortest_dec.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/json.h"

#include <math.h>

/* Output --------------------------------------------------------------- */

static void
put_double(StringInfo out, double value)
{
	char		decimal[DOUBLE_SHORTEST_DECIMAL_LEN];

	double_to_shortest_decimal_buf(value, decimal);
	appendStringInfoString(out, decimal);
}

/* Each part is the double nearest to what the parts before leave. */
static void
put_exact(StringInfo out, CmExact *x)
{
	CmDyadic	canonical;
	bool		first = true;

	for (;;)
	{
		double		nearest;

		if (!cm_exact_canonical(x, &canonical))
			cext_check(CM_MALFORMED, NULL);
		nearest = cm_dyadic_round(&canonical);
		if (first && canonical.tail_bytes > 0)
			appendStringInfoChar(out, '[');
		else if (!first)
			appendStringInfoChar(out, ',');
		put_double(out, nearest);
		if (canonical.tail_bytes == 0)
			break;
		first = false;
		cm_exact_push(x, -nearest);
	}
	if (!first)
		appendStringInfoChar(out, ']');
}

static void
put_label(StringInfo out, CmText label)
{
	char	   *copy = pnstrdup(label.bytes, label.length);

	escape_json(out, copy);
	appendStringInfoChar(out, ':');
	pfree(copy);
}

static void
put_known(StringInfo out, bool known, double value)
{
	appendStringInfoChar(out, ',');
	if (known)
		put_double(out, value);
	else
		appendStringInfoString(out, "null");
}

static void
put_cell(StringInfo out, CmCell *cell)
{
	bool		counted = !(cell->top.unknown & CM_FIRMS_UNKNOWN);

	appendStringInfoChar(out, '[');
	if (counted)
		appendStringInfo(out, UINT64_FORMAT, (uint64) cell->firms);
	else
		appendStringInfoString(out, "null");
	if (!counted || cell->firms > 0)
	{
		appendStringInfoChar(out, ',');
		put_exact(out, &cell->size);
	}
	if (!counted || cell->firms > 1)
	{
		appendStringInfoChar(out, ',');
		if (cell->top.unknown & CM_SQUARES_UNKNOWN)
			appendStringInfoString(out, "null");
		else
			put_exact(out, &cell->squares);
		put_known(out, !(cell->top.unknown & CM_LARGEST_UNKNOWN), cell->top.largest);
		put_known(out, !(cell->top.unknown & CM_SECOND_UNKNOWN), cell->top.second);
	}
	appendStringInfoChar(out, ']');
}

static void
put_fourths(StringInfo out, CmReader *reader, const CmText *industry)
{
	for (uint32_t i = 0; i < reader->header.industries; i++)
	{
		CmDyadic	sum;
		CmExact		parts;

		if (i > 0)
			appendStringInfoChar(out, ',');
		put_label(out, industry[i]);
		if (cm_reader_fourth(reader, &sum))
		{
			cm_dyadic_parts(&sum, &parts);
			put_exact(out, &parts);
		}
		else
			appendStringInfoString(out, "null");
	}
}

static void
put_cells(StringInfo out, CmReader *reader, const CmText *region, const CmText *industry)
{
	uint32_t	before = UINT32_MAX;
	CmCell		cell;

	for (uint64_t i = 0; i < reader->header.cells; i++)
	{
		uint32_t	r,
					c;

		if (!cm_reader_key(reader, &r, &c))
			cext_check(CM_MALFORMED, NULL);
		cm_get_cell(&reader->values, &cell);
		if (r != before)
		{
			appendStringInfoString(out, i == 0 ? "" : "},");
			put_label(out, region[r]);
			appendStringInfoChar(out, '{');
			before = r;
		}
		else
			appendStringInfoChar(out, ',');
		put_label(out, industry[c]);
		put_cell(out, &cell);
		if (i % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
	}
	if (reader->header.cells > 0)
		appendStringInfoChar(out, '}');
}

static CmText *
labels_of(CmReader *reader, uint32_t count)
{
	CmText	   *label = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) count + 1) * sizeof(CmText));

	for (uint32_t i = 0; i < count; i++)
		label[i] = cm_get_label(&reader->labels);
	return label;
}

PG_FUNCTION_INFO_V1(cext_matrix_out);
Datum
cext_matrix_out(PG_FUNCTION_ARGS)
{
	CextFlat	flat = cext_matrix_argument(fcinfo, 0);
	CmReader	reader;
	CmText	   *region,
			   *industry;
	StringInfoData out;

	if (!cm_reader_open(&reader, flat.bytes, flat.count))
		cext_check(CM_MALFORMED, NULL);
	region = labels_of(&reader, reader.header.regions);
	industry = labels_of(&reader, reader.header.industries);
	initStringInfo(&out);
	appendStringInfo(&out, "{\"cluster_matrix\":%d,\"skipped\":" UINT64_FORMAT ",\"fourths\":{",
					 CM_FORMAT_VERSION, (uint64) reader.header.skipped);
	put_fourths(&out, &reader, industry);
	appendStringInfoString(&out, "},\"cells\":{");
	put_cells(&out, &reader, region, industry);
	appendStringInfoString(&out, "}}");
	if (!cm_reader_sound(&reader))
		cext_check(CM_MALFORMED, NULL);
	PG_RETURN_CSTRING(out.data);
}

/* Input ---------------------------------------------------------------- */

/* The first thing that is wrong stops all reading. */
typedef struct Parser
{
	const char *start;
	const char *at;
	const char *fault;
	CmBuilder	builder;
	char		label[CM_LABEL_MAX + 1];
	size_t		label_length;
} Parser;

static bool
fail(Parser *p, const char *fault)
{
	if (p->fault == NULL)
		p->fault = fault;
	return false;
}

static void
skip_space(Parser *p)
{
	while (*p->at == ' ' || *p->at == '\n' || *p->at == '\t' || *p->at == '\r')
		p->at++;
}

/* Takes `word` if it comes next. */
static bool
take(Parser *p, const char *word)
{
	size_t		length = strlen(word);

	if (p->fault != NULL)
		return false;
	skip_space(p);
	if (strncmp(p->at, word, length) != 0)
		return false;
	p->at += length;
	return true;
}

static bool
expect(Parser *p, const char *word, const char *fault)
{
	return take(p, word) || fail(p, fault);
}

static bool
put_byte(Parser *p, char byte)
{
	if (p->label_length == CM_LABEL_MAX)
		return fail(p, "a label is longer than 1024 bytes");
	p->label[p->label_length++] = byte;
	return true;
}

/* What follows a backslash. */
static bool
parse_escape(Parser *p)
{
	static const char names[] = "\"\\/bfnrt";
	static const char bytes[] = "\"\\/\b\f\n\r\t";
	const char *name = *p->at == '\0' ? NULL : strchr(names, *p->at);

	if (name != NULL)
	{
		p->at++;
		return put_byte(p, bytes[name - names]);
	}
	/* Control characters are written as four hexadecimal digits. */
	if (strncmp(p->at, "u00", 3) == 0 && isxdigit((unsigned char) p->at[3]) &&
		isxdigit((unsigned char) p->at[4]))
	{
		char		digits[3] = {p->at[3], p->at[4], '\0'};
		long		code = strtol(digits, NULL, 16);

		p->at += 5;
		if (code >= 1 && code <= 0x7f)
			return put_byte(p, (char) code);
	}
	return fail(p, "a label has an escape that is not understood");
}

static bool
parse_label(Parser *p)
{
	p->label_length = 0;
	if (!expect(p, "\"", "a label in double quotes is missing"))
		return false;
	while (*p->at != '"')
	{
		char		byte = *p->at;

		if (byte == '\0')
			return fail(p, "a label has no end");
		p->at++;
		if (!(byte == '\\' ? parse_escape(p) : put_byte(p, byte)))
			return false;
	}
	p->at++;
	return expect(p, ":", "a colon is missing after a label");
}

static bool
parse_count(Parser *p, uint64_t *count)
{
	*count = 0;
	if (p->fault != NULL)
		return false;
	skip_space(p);
	if (!isdigit((unsigned char) *p->at))
		return fail(p, "a whole number is missing");
	for (; isdigit((unsigned char) *p->at); p->at++)
	{
		*count = *count * 10 + (*p->at - '0');
		if (*count > CM_FIRMS_MOST)
			return fail(p, "a whole number is out of range");
	}
	return true;
}

static bool
parse_double(Parser *p, double *value)
{
	char	   *end;

	if (p->fault != NULL)
		return false;
	skip_space(p);
	if (!isdigit((unsigned char) *p->at) && *p->at != '-')
		return fail(p, "a number is missing");
	*value = strtod(p->at, &end);
	if (end == p->at)
		return fail(p, "a number is missing");
	p->at = end;
	return isfinite(*value) || fail(p, "a number is out of range");
}

/* A known number that is not negative, or null. */
static bool
parse_known(Parser *p, double *value, unsigned *unknown, unsigned bit)
{
	if (take(p, "null"))
	{
		*unknown |= bit;
		return true;
	}
	return parse_double(p, value) && (*value >= 0 || fail(p, "a number is negative"));
}

static bool
parse_exact(Parser *p, CmExact *x)
{
	CmDyadic	canonical;
	double		value;

	x->parts = 0;
	if (take(p, "["))
	{
		do
		{
			if (!parse_double(p, &value))
				return false;
			if (x->parts == CM_EXACT_PARTS / 2)
				return fail(p, "an exact number has too many parts");
			cm_exact_push(x, value);
		} while (take(p, ","));
		if (!expect(p, "]", "a closing bracket is missing"))
			return false;
	}
	else if (parse_double(p, &value))
		cm_exact_set(x, value);
	else
		return false;
	if (!cm_exact_canonical(x, &canonical))
		return fail(p, "a number is out of range");
	if (canonical.negative)
		return fail(p, "a number is negative");
	cm_dyadic_parts(&canonical, x);
	return true;
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
	if (!expect(p, "[", "an opening bracket is missing"))
		return false;
	counted = !take(p, "null");
	if (!counted)
		cell->top.unknown = CM_FIRMS_UNKNOWN;
	else if (!parse_count(p, &cell->firms))
		return false;
	if ((!counted || cell->firms > 0) &&
		(!expect(p, ",", "a size is missing") || !parse_exact(p, &cell->size)))
		return false;
	if (!counted || cell->firms > 1)
	{
		if (!expect(p, ",", "a sum of squares is missing"))
			return false;
		if (take(p, "null"))
			cell->top.unknown |= CM_SQUARES_UNKNOWN;
		else if (!parse_exact(p, &cell->squares))
			return false;
		if (!expect(p, ",", "a largest size is missing") ||
			!parse_known(p, &cell->top.largest, &cell->top.unknown, CM_LARGEST_UNKNOWN) ||
			!expect(p, ",", "a second largest size is missing") ||
			!parse_known(p, &cell->top.second, &cell->top.unknown, CM_SECOND_UNKNOWN))
			return false;
	}
	if (counted && cell->firms == 1 && cell->size.parts > 1)
		return fail(p, "a single firm has a size that no double holds");
	if (!expect(p, "]", "a closing bracket is missing"))
		return false;
	cm_cell_complete(cell);
	fault = cm_cell_fault(cell);
	return fault == NULL || fail(p, fault);
}

static uint32_t
code_of(Parser *p, CmDictionary *d)
{
	uint32_t	code = cm_dictionary_code(d, p->label, p->label_length);

	if (code == CM_NO_CODE)
		cext_check(CM_TOO_MANY_LABELS, NULL);
	return code;
}

/* The members of an object, up to its closing brace. */
static bool
parse_members(Parser *p, bool (*member) (Parser *p, uint32_t owner), uint32_t owner)
{
	if (!expect(p, "{", "an opening brace is missing"))
		return false;
	if (take(p, "}"))
		return true;
	do
	{
		CHECK_FOR_INTERRUPTS();
		if (!parse_label(p) || !member(p, owner))
			return false;
	} while (take(p, ","));
	return expect(p, "}", "a comma or closing brace is missing");
}

static bool
parse_fourth(Parser *p, uint32_t owner)
{
	uint32_t	before = p->builder.industry.count;
	uint32_t	industry = code_of(p, &p->builder.industry);
	CmExact		sum;

	if (industry < before)
		return fail(p, "an industry appears twice");
	if (take(p, "null"))
		cm_builder_forget_fourth(&p->builder, industry);
	else if (parse_exact(p, &sum))
		cm_builder_add_fourth(&p->builder, industry, &sum, 1);
	return p->fault == NULL;
}

static bool
parse_industry(Parser *p, uint32_t region)
{
	uint32_t	before = p->builder.industry.count;
	uint32_t	industry = code_of(p, &p->builder.industry);
	CmCell		cell;

	if (!parse_cell(p, &cell))
		return false;
	if (industry >= before)
		cm_builder_forget_fourth(&p->builder, industry);
	else if (cm_builder_has_cell(&p->builder, region, industry))
		return fail(p, "a cell appears twice");
	cext_check(cm_builder_add_cell(&p->builder, region, industry, &cell), &p->builder);
	return true;
}

static bool
parse_region(Parser *p, uint32_t owner)
{
	return parse_members(p, parse_industry, code_of(p, &p->builder.region));
}

static bool
parse_matrix(Parser *p)
{
	if (!expect(p, "{", "an opening brace is missing") ||
		!expect(p, "\"cluster_matrix\"", "it does not start with \"cluster_matrix\"") ||
		!expect(p, ":", "a colon is missing") ||
		!expect(p, "1", "the version of the form is not 1") ||
		!expect(p, ",", "a comma is missing") ||
		!expect(p, "\"skipped\"", "\"skipped\" is missing") ||
		!expect(p, ":", "a colon is missing") ||
		!parse_count(p, &p->builder.skipped) ||
		!expect(p, ",", "a comma is missing") ||
		!expect(p, "\"fourths\"", "\"fourths\" is missing") ||
		!expect(p, ":", "a colon is missing") ||
		!parse_members(p, parse_fourth, 0) ||
		!expect(p, ",", "a comma is missing") ||
		!expect(p, "\"cells\"", "\"cells\" is missing") ||
		!expect(p, ":", "a colon is missing") ||
		!parse_members(p, parse_region, 0) ||
		!expect(p, "}", "a closing brace is missing"))
		return false;
	skip_space(p);
	return *p->at == '\0' || fail(p, "there is something after the end");
}

PG_FUNCTION_INFO_V1(cext_matrix_in);
Datum
cext_matrix_in(PG_FUNCTION_ARGS)
{
	Parser	   *p = palloc0(sizeof(Parser));
	Datum		result = 0;

	p->start = p->at = PG_GETARG_CSTRING(0);
	cm_builder_init(&p->builder, cext_call_host(), cext_max_cells);
	if (parse_matrix(p))
	{
		CmHeader	header;

		result = cext_matrix_flat_datum(&p->builder);
		cm_read_header((uint8_t *) VARDATA(DatumGetPointer(result)), &header);
		if (header.regions != p->builder.region.count || header.industries != p->builder.industry.count)
			fail(p, "a label has no cell");
	}
	if (p->fault != NULL)
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s", "cluster_matrix"),
				 errdetail("At character %d: %s.",
						   pg_mbstrlen_with_len(p->start, (int) (p->at - p->start)) + 1, p->fault),
				 errhint("The form is {\"cluster_matrix\":1,\"skipped\":0,\"fourths\":{},\"cells\":"
						 "{\"region\":{\"industry\":[firms,size,sum_squares,largest,second_largest]}}}.")));
	return result;
}
