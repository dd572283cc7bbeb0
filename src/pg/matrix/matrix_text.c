/*
 * matrix_text.c: the text form of cluster_matrix, which is JSON.
 *
 * Small values are readable:
 *
 *   {"cluster_matrix":1,"skipped":0,
 *    "fourths":{"I1":10000},
 *    "cells":{"R1":{"I1":[1,10],"I2":[2,40,1000,30,10]}}}
 *
 * A cell is [firms, size, sum of squares, largest, second largest]; one firm
 * needs two of them, no firm one, firms of unknown size two: [3,null].  null is unknown.  An exact number that no
 * double holds is an array of doubles that add up to it.  "fourths" are sums
 * of fourth powers by industry.  Decimals are the shortest that read back as
 * the same double, so nothing is lost.
 *
 * Others are compact, so that whatever is stored can be dumped:
 *
 *   {"cluster_matrix":1,"regions":["R1"],"industries":["I1","I2"],"base64":"Q1hN..."}
 *
 * which is the stored form (core/matrix/flat.h) with its labels, for the sake of
 * encodings, taken out of the middle.
 */
#include "pg/errors.h"
#include "pg/expanded.h"
#include "pg/matrix/matrix.h"
#include "pg/text_out.h"

/* More than a cell takes with both of its labels, or an industry's fourth powers. */
#define MEMBER_MOST 32768

/* Readable ------------------------------------------------------------- */

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
		cext_write_double(out, nearest);
		if (canonical.tail_bytes == 0)
			break;
		first = false;
		cm_exact_push(x, -nearest);
	}
	if (!first)
		appendStringInfoChar(out, ']');
}

/* Is there room for one more member of an object? */
static void
check_room(StringInfo out)
{
	if (out->len > (int) MaxAllocSize - MEMBER_MOST)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("cluster_matrix is too large for readable text"),
				 errdetail("Text has at most 1 GB."),
				 errhint("Read it as rows: cells(m), regions(m), industries(m).")));
}

static void
put_known(StringInfo out, bool known, double value)
{
	appendStringInfoChar(out, ',');
	if (known)
		cext_write_double(out, value);
	else
		appendStringInfoString(out, "null");
}

static void
put_cell(StringInfo out, CmCell *cell)
{
	bool		counted = !(cell->top.unknown & CM_FIRMS_UNKNOWN);
	bool		sized = !(cell->top.unknown & CM_SIZE_UNKNOWN);

	appendStringInfoChar(out, '[');
	if (counted)
		appendStringInfo(out, UINT64_FORMAT, (uint64) cell->firms);
	else
		appendStringInfoString(out, "null");
	if (!counted || cell->firms > 0)
	{
		appendStringInfoChar(out, ',');
		if (sized)
			put_exact(out, &cell->size);
		else
			appendStringInfoString(out, "null");
	}
	if (sized && (!counted || cell->firms > 1))
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

		check_room(out);
		if (i > 0)
			appendStringInfoChar(out, ',');
		cext_write_label(out, industry[i]);
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
		check_room(out);
		if (r != before)
		{
			appendStringInfoString(out, i == 0 ? "" : "},");
			cext_write_label(out, region[r]);
			appendStringInfoChar(out, '{');
			before = r;
		}
		else
			appendStringInfoChar(out, ',');
		cext_write_label(out, industry[c]);
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

static void
put_readable(StringInfo out, CextFlat flat)
{
	CmReader	reader;
	CmText	   *region,
			   *industry;

	cext_check(cm_reader_open(&reader, flat.bytes, flat.count), NULL);
	region = labels_of(&reader, reader.header.regions);
	industry = labels_of(&reader, reader.header.industries);
	appendStringInfo(out, "{\"cluster_matrix\":%d,\"skipped\":" UINT64_FORMAT ",\"fourths\":{",
					 CM_FORMAT_VERSION, (uint64) reader.header.skipped);
	put_fourths(out, &reader, industry);
	appendStringInfoString(out, "},\"cells\":{");
	put_cells(out, &reader, region, industry);
	appendStringInfoString(out, "}}");
	if (!cm_reader_sound(&reader))
		cext_check(CM_MALFORMED, NULL);
}

/* Compact -------------------------------------------------------------- */

static void
put_labels(StringInfo out, const char *name, CmReader *reader, uint32_t count)
{
	appendStringInfo(out, ",\"%s\":[", name);
	for (uint32_t i = 0; i < count; i++)
	{
		if (i > 0)
			appendStringInfoChar(out, ',');
		cext_write_string(out, cm_get_label(&reader->labels));
		if (i % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
	}
	appendStringInfoChar(out, ']');
}

/* The stored form but for its labels, in one run of base64. */
static void
put_base64(StringInfo out, CextFlat flat, const uint8_t *rest)
{
	uint8_t		first[CM_HEADER_BYTES + 2];
	const uint8_t *end = flat.bytes + flat.count;
	size_t		joined = Min(2, end - rest);

	memcpy(first, flat.bytes, CM_HEADER_BYTES);
	memcpy(first + CM_HEADER_BYTES, rest, joined);
	cext_write_base64(out, first, CM_HEADER_BYTES + joined);
	cext_write_base64(out, rest + joined, (size_t) (end - rest) - joined);
}

static void
put_compact(StringInfo out, CextFlat flat)
{
	CmReader	reader;

	cext_check(cm_reader_open(&reader, flat.bytes, flat.count), NULL);
	appendStringInfo(out, "{\"cluster_matrix\":%d", CM_FORMAT_VERSION);
	put_labels(out, "regions", &reader, reader.header.regions);
	put_labels(out, "industries", &reader, reader.header.industries);
	appendStringInfoString(out, ",\"base64\":\"");
	put_base64(out, flat, reader.labels.end);
	appendStringInfoString(out, "\"}");
	if (!cm_reader_sound(&reader))
		cext_check(CM_MALFORMED, NULL);
}

/* Output --------------------------------------------------------------- */

PG_FUNCTION_INFO_V1(cext_matrix_out);
Datum
cext_matrix_out(PG_FUNCTION_ARGS)
{
	CextFlat	flat = cext_matrix_argument(fcinfo, 0);
	StringInfoData out;

	initStringInfo(&out);
	if (VARHDRSZ + flat.count <= CEXT_READABLE_MOST)
		put_readable(&out, flat);
	else
		put_compact(&out, flat);
	PG_RETURN_CSTRING(out.data);
}

PG_FUNCTION_INFO_V1(cext_matrix_json);
Datum
cext_matrix_json(PG_FUNCTION_ARGS)
{
	StringInfoData out;

	initStringInfo(&out);
	appendStringInfoSpaces(&out, VARHDRSZ);
	put_readable(&out, cext_matrix_argument(fcinfo, 0));
	SET_VARSIZE(out.data, out.len);
	PG_RETURN_TEXT_P(out.data);
}
