/*
 * matrix_parse.c: a cluster_matrix from either of its text forms
 * (matrix_text.c), which may have spaces between their parts.
 */
#include "pg/errors.h"
#include "pg/host.h"
#include "pg/matrix/matrix.h"
#include "pg/matrix/matrix_binary.h"
#include "pg/settings.h"

#include "mb/pg_wchar.h"

#include <math.h>

/* The first thing that is wrong stops all reading. */
typedef struct Parser
{
	const char *start;
	const char *at;
	const char *fault;
	bool		newer;			/* a later form: that is the fault */
	char		label[CM_LABEL_MAX + 1];
	size_t		label_length;
	CmBuilder	builder;		/* what readable text says */
	const char *base64;			/* of compact text, once it is there; and what it says */
	CextArrival arrival;
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
parse_string(Parser *p)
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
	return true;
}

static bool
parse_label(Parser *p)
{
	return parse_string(p) && expect(p, ":", "a colon is missing after a label");
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

/* What both forms begin with. */
static bool
parse_version(Parser *p)
{
	uint64_t	version;

	if (!expect(p, "{", "an opening brace is missing") ||
		!expect(p, "\"cluster_matrix\"", "it does not start with \"cluster_matrix\"") ||
		!expect(p, ":", "a colon is missing") ||
		!parse_count(p, &version))
		return false;
	p->newer = version > CM_FORMAT_VERSION;
	return version == CM_FORMAT_VERSION ? expect(p, ",", "a comma is missing") :
		fail(p, "the version of the form is not 1");
}

/* Readable ------------------------------------------------------------- */

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

/* An exact number, or null. */
static bool
parse_sum(Parser *p, CmExact *x, unsigned *unknown, unsigned bit)
{
	if (take(p, "null"))
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
	if (!expect(p, "[", "an opening bracket is missing"))
		return false;
	counted = !take(p, "null");
	if (!counted)
		cell->top.unknown = CM_FIRMS_UNKNOWN;
	else if (!parse_count(p, &cell->firms))
		return false;
	if ((!counted || cell->firms > 0) &&
		(!expect(p, ",", "a size is missing") || !parse_sum(p, &cell->size, &cell->top.unknown, CM_SIZE_UNKNOWN)))
		return false;
	if (!(cell->top.unknown & CM_SIZE_UNKNOWN) && (!counted || cell->firms > 1))
	{
		if (!expect(p, ",", "a sum of squares is missing") ||
			!parse_sum(p, &cell->squares, &cell->top.unknown, CM_SQUARES_UNKNOWN) ||
			!expect(p, ",", "a largest size is missing") ||
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
	uint32_t	industry = cext_code(&p->builder.industry, (CmText) {p->label, p->label_length});
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
	uint32_t	industry = cext_code(&p->builder.industry, (CmText) {p->label, p->label_length});
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
	return parse_members(p, parse_industry, cext_code(&p->builder.region, (CmText) {p->label, p->label_length}));
}

static bool
parse_readable(Parser *p)
{
	cm_builder_init(&p->builder, cext_call_host(), cext_max_cells);
	return expect(p, ":", "a colon is missing") &&
		parse_count(p, &p->builder.skipped) &&
		expect(p, ",", "a comma is missing") &&
		expect(p, "\"fourths\"", "\"fourths\" is missing") &&
		expect(p, ":", "a colon is missing") &&
		parse_members(p, parse_fourth, 0) &&
		expect(p, ",", "a comma is missing") &&
		expect(p, "\"cells\"", "\"cells\" is missing") &&
		expect(p, ":", "a colon is missing") &&
		parse_members(p, parse_region, 0);
}

static Datum
readable_value(Parser *p)
{
	Datum		value = cext_matrix_flat_datum(&p->builder);
	CmHeader	header;

	cm_read_header((uint8_t *) VARDATA(DatumGetPointer(value)), &header);
	if (header.regions != p->builder.region.count || header.industries != p->builder.industry.count)
		fail(p, "a label has no cell");
	return value;
}

/* Compact -------------------------------------------------------------- */

/* A list of labels, and how many they are. */
static bool
parse_labels(Parser *p, uint32_t *count)
{
	*count = 0;
	if (!expect(p, ":", "a colon is missing") || !expect(p, "[", "an opening bracket is missing"))
		return false;
	if (take(p, "]"))
		return true;
	do
	{
		CHECK_FOR_INTERRUPTS();
		if (!parse_string(p))
			return false;
		cext_arrival_label(&p->arrival, p->label, p->label_length);
		++*count;
	} while (take(p, ","));
	return expect(p, "]", "a comma or closing bracket is missing");
}

/* Base64 is read in pieces of so many characters, a multiple of four. */
#define PIECE 16384
#define FIRST_PIECE 88			/* the header and two bytes more */
#define BYTES_OF(characters) ((characters) / 4 * 3)

/* The bytes of the next piece of base64 that goes on to `end`: how many, or -1. */
static int
decode_piece(Parser *p, const char *end, int most, uint8_t *bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	int			length = (int) Min(most, end - p->at);
	int			count = pg_b64_decode(p->at, length, bytes, BYTES_OF(most));
	int			padding = 0;

	CHECK_FOR_INTERRUPTS();
	if (p->at + length == end && length > 0 && end[-1] == '=')
		padding = end[-2] == '=' ? 2 : 1;
	if (length % 4 != 0 || count != BYTES_OF(length) - padding)
	{
		p->at += strspn(p->at, digits);
		fail(p, "this is not base64");
		return -1;
	}
	p->at += length;
	return count;
}

/* What is wrong with what base64 stands for: no character of it shows where. */
static bool
fail_inside(Parser *p, const char *fault)
{
	p->at = p->base64;
	return fail(p, fault);
}

/* The header, and the bytes that come with it. */
static bool
parse_header(Parser *p, const char *end, uint32_t regions, uint32_t industries)
{
	uint8_t		bytes[BYTES_OF(FIRST_PIECE)];
	int			count = decode_piece(p, end, FIRST_PIECE, bytes);
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
	uint8_t		bytes[BYTES_OF(PIECE)];
	const char *end;

	if (!expect(p, "\"", "base64 in double quotes is missing"))
		return false;
	p->base64 = p->at;
	end = strchr(p->at, '"');
	if (end == NULL)
		return fail(p, "base64 has no end");
	if (!parse_header(p, end, regions, industries))
		return false;
	while (p->at < end)
	{
		int			count = decode_piece(p, end, PIECE, bytes);

		if (count < 0)
			return false;
		cm_put_bytes(&p->arrival.value, bytes, count);
	}
	p->at++;
	return true;
}

static bool
parse_compact(Parser *p)
{
	uint32_t	regions,
				industries;

	cext_arrival_begin(&p->arrival);
	return parse_labels(p, &regions) &&
		expect(p, ",", "a comma is missing") &&
		expect(p, "\"industries\"", "\"industries\" is missing") &&
		parse_labels(p, &industries) &&
		expect(p, ",", "a comma is missing") &&
		expect(p, "\"base64\"", "\"base64\" is missing") &&
		expect(p, ":", "a colon is missing") &&
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

static bool
parse_end(Parser *p)
{
	if (!expect(p, "}", "a closing brace is missing"))
		return false;
	skip_space(p);
	return *p->at == '\0' || fail(p, "there is something after the end");
}

static Datum
parse_matrix(Parser *p)
{
	if (!parse_version(p))
		return 0;
	if (take(p, "\"skipped\""))
		return parse_readable(p) && parse_end(p) ? readable_value(p) : 0;
	if (take(p, "\"regions\""))
		return parse_compact(p) && parse_end(p) ? compact_value(p) : 0;
	fail(p, "\"skipped\" or \"regions\" is missing");
	return 0;
}

PG_FUNCTION_INFO_V1(cext_matrix_in);
Datum
cext_matrix_in(PG_FUNCTION_ARGS)
{
	Parser	   *p = palloc0(sizeof(Parser));
	Datum		value;

	p->start = p->at = PG_GETARG_CSTRING(0);
	value = parse_matrix(p);
	if (p->newer)
		ereturn(fcinfo->context, (Datum) 0, (cext_tell_newer()));
	if (p->fault != NULL)
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s", "cluster_matrix"),
				 errdetail("At character %d: %s.",
						   pg_mbstrlen_with_len(p->start, (int) (p->at - p->start)) + 1, p->fault),
				 errhint("The form is {\"cluster_matrix\":1,\"skipped\":0,\"fourths\":{},\"cells\":"
						 "{\"region\":{\"industry\":[firms,size,sum_squares,largest,second_largest]}}}, "
						 "or {\"cluster_matrix\":1,\"regions\":[],\"industries\":[],\"base64\":\"\"} as it was written.")));
	return value;
}
