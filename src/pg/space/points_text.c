/*
 * points_text.c: the text form of cluster_points, which is JSON, and the binary one.
 *
 * Small values are readable:
 *
 *   {"cluster_points":1,"metric":"sphere","skipped":0,"moved":0,
 *    "firms":{"I1":[[116.4,39.9],[116.4,39.9,2.5],[121.5,31.2,1,12]]}}
 *
 * Firms of an industry are [x, y, weight, count], of which count is left out
 * if it is 1, and then weight if that is 1 too.  Decimals are the shortest
 * that read back as the same double, so nothing is lost.  Others are compact:
 *
 *   {"cluster_points":1,"industries":["I1","I2"],"base64":"Q1hQ..."}
 *
 * which is the stored form (core/space/points.h) without its labels, that come
 * last.  The binary form is a byte 1 (a later form keeps it), the number of these
 * bytes, they themselves, then each label as a counted string in the client's
 * encoding.
 */
#include "pg/space/points.h"
#include "pg/errors.h"
#include "pg/settings.h"
#include "pg/text_in.h"
#include "pg/text_out.h"

#include "core/space/points_writer.h"

#define BINARY_FORM 1

/* Writing --------------------------------------------------------------- */

static void
write_firms(StringInfo out, const CmPoints *p, uint32_t industry)
{
	for (uint64_t e = p->start[industry]; e < p->start[industry + 1]; e++)
	{
		appendStringInfoString(out, e == p->start[industry] ? "[[" : ",[");
		cext_write_double(out, p->x[p->place[e]]);
		appendStringInfoChar(out, ',');
		cext_write_double(out, p->y[p->place[e]]);
		if (p->weight[e] != 1 || p->count[e] > 1)
		{
			appendStringInfoChar(out, ',');
			cext_write_double(out, p->weight[e]);
		}
		if (p->count[e] > 1)
			appendStringInfo(out, "," UINT64_FORMAT, (uint64) p->count[e]);
		appendStringInfoChar(out, ']');
		CHECK_FOR_INTERRUPTS();
	}
	appendStringInfoChar(out, ']');
}

static void
write_readable(StringInfo out, const CmPoints *p)
{
	appendStringInfo(out, "{\"cluster_points\":%d,\"metric\":\"%s\",\"skipped\":" UINT64_FORMAT ",\"moved\":",
					 CM_POINTS_VERSION, cext_metrics[p->metric], (uint64) p->skipped);
	cext_write_double(out, p->moved);
	appendStringInfoString(out, ",\"firms\":{");
	for (uint32_t i = 0; i < p->industries; i++)
	{
		if (i > 0)
			appendStringInfoChar(out, ',');
		cext_write_label(out, p->label[i]);
		write_firms(out, p, i);
	}
	appendStringInfoString(out, "}}");
}

static void
write_compact(StringInfo out, const CmPoints *p, CextFlat flat)
{
	appendStringInfo(out, "{\"cluster_points\":%d,\"industries\":[", CM_POINTS_VERSION);
	for (uint32_t i = 0; i < p->industries; i++)
	{
		if (i > 0)
			appendStringInfoChar(out, ',');
		cext_write_string(out, p->label[i]);
		CHECK_FOR_INTERRUPTS();
	}
	appendStringInfoString(out, "],\"base64\":\"");
	cext_write_base64(out, flat.bytes, p->labels_at);
	appendStringInfoString(out, "\"}");
}

PG_FUNCTION_INFO_V1(cext_points_out);
Datum
cext_points_out(PG_FUNCTION_ARGS)
{
	CextFlat	flat = cext_flat_of(PG_GETARG_DATUM(0));
	StringInfoData out;
	CmPoints	p;

	cext_points_argument(fcinfo, 0, &p);
	initStringInfo(&out);
	if (VARHDRSZ + flat.count <= CEXT_READABLE_MOST)
		write_readable(&out, &p);
	else
		write_compact(&out, &p, flat);
	PG_RETURN_CSTRING(out.data);
}

PG_FUNCTION_INFO_V1(cext_points_send);
Datum
cext_points_send(PG_FUNCTION_ARGS)
{
	CextFlat	flat = cext_flat_of(PG_GETARG_DATUM(0));
	StringInfoData out;
	CmPoints	p;

	cext_points_argument(fcinfo, 0, &p);
	pq_begintypsend(&out);
	pq_sendbyte(&out, BINARY_FORM);
	pq_sendint32(&out, (uint32) p.labels_at);
	pq_sendbytes(&out, (const char *) flat.bytes, (int) p.labels_at);
	for (uint32_t i = 0; i < p.industries; i++)
	{
		CHECK_FOR_INTERRUPTS();
		pq_sendcountedtext(&out, p.label[i].bytes, p.label[i].length);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&out));
}

/* Reading: readable --------------------------------------------------------- */

typedef struct Parser
{
	CextParser	text;			/* first, so that what reads only that leads here */
	bool		newer;			/* a later form: that is the fault */
	CmPointsBuilder builder;	/* what readable text says */
	CmBytes		labels;			/* of compact text, as they are stored */
	CmBytes		value;			/* and what base64 says */
} Parser;

static bool
parse_firm(CextParser *text, CmPointsBuilder *b)
{
	double		x,
				y,
				weight = 1;
	uint64_t	count = 1;

	if (!cext_expect(text, "[", "an opening bracket is missing") || !cext_parse_double(text, &x) ||
		!cext_expect(text, ",", "a second coordinate is missing") || !cext_parse_double(text, &y) ||
		(cext_take(text, ",") && (!cext_parse_double(text, &weight) || (cext_take(text, ",") && !cext_parse_count(text, &count)))) ||
		!cext_expect(text, "]", "a closing bracket is missing"))
		return false;
	if (!cm_point_settle(b->metric, &x, &y))
		return cext_fail(text, "coordinates are out of range");
	if (weight < 0)
		return cext_fail(text, "a weight is negative");
	if (count == 0)
		return cext_fail(text, "a number of firms is 0");
	cext_points_check(cm_points_builder_add(b, x, y, (CmText) {text->label, text->label_length}, weight, count));
	return true;
}

static bool
parse_industry(CextParser *text, uint32_t owner)
{
	if (!cext_expect(text, "[", "an opening bracket is missing"))
		return false;
	do
	{
		CHECK_FOR_INTERRUPTS();
		if (!parse_firm(text, &((Parser *) text)->builder))
			return false;
	} while (cext_take(text, ","));
	return cext_expect(text, "]", "a comma or closing bracket is missing");
}

static bool
parse_metric(CextParser *text, CmMetric *metric)
{
	*metric = CM_SPHERE;
	if (cext_take(text, "\"plane\""))
		*metric = CM_PLANE;
	else if (!cext_take(text, "\"sphere\""))
		return cext_fail(text, "the metric is neither \"sphere\" nor \"plane\"");
	return true;
}

static bool
parse_readable(Parser *p)
{
	CextParser *text = &p->text;
	CmMetric	metric;

	if (!cext_expect(text, ":", "a colon is missing") || !parse_metric(text, &metric))
		return false;
	cm_points_builder_init(&p->builder, cext_call_host(), metric, cext_max_cells);
	return cext_expect(text, ",", "a comma is missing") &&
		cext_expect(text, "\"skipped\"", "\"skipped\" is missing") &&
		cext_expect(text, ":", "a colon is missing") &&
		cext_parse_count(text, &p->builder.skipped) &&
		cext_expect(text, ",", "a comma is missing") &&
		cext_expect(text, "\"moved\"", "\"moved\" is missing") &&
		cext_expect(text, ":", "a colon is missing") &&
		cext_parse_double(text, &p->builder.moved) &&
		(p->builder.moved >= 0 || cext_fail(text, "a distance is negative")) &&
		cext_expect(text, ",", "a comma is missing") &&
		cext_expect(text, "\"firms\"", "\"firms\" is missing") &&
		cext_expect(text, ":", "a colon is missing") &&
		cext_parse_members(text, parse_industry, 0) &&
		cext_parse_end(text);
}

/* Reading: stored bytes without labels, and labels ------------------------------ */

static void
add_label(CmBytes *labels, const char *label, size_t length)
{
	cm_put_varint(labels, length);
	cm_put_bytes(labels, label, length);
}

/* The value of stored bytes and the labels that follow them; 0 and a status if there is none. */
static Datum
arrived(CmBytes *front, const CmBytes *labels, CmStatus *status)
{
	CmBytes		value = {.host = front->host};
	uint8_t		length[VARHDRSZ] = {0};

	cm_put_bytes(front, labels->data, labels->used);
	cm_put_bytes(&value, length, VARHDRSZ);
	*status = cm_points_arrive(front->host, front->data, front->used, cext_max_cells, &value);
	if (*status != CM_OK && *status != CM_MALFORMED && *status != CM_NEWER)
		cext_points_check(*status);
	SET_VARSIZE(value.data, value.used);
	return *status == CM_OK ? PointerGetDatum(value.data) : 0;
}

static void
take_label(CextParser *text)
{
	add_label(&((Parser *) text)->labels, text->label, text->label_length);
}

static bool
parse_base64(Parser *p)
{
	CextParser *text = &p->text;
	uint8_t		bytes[CEXT_BASE64_BYTES(CEXT_BASE64_PIECE)];
	const char *end;

	if (!cext_expect(text, "\"", "base64 in double quotes is missing"))
		return false;
	end = strchr(text->at, '"');
	if (end == NULL)
		return cext_fail(text, "base64 has no end");
	while (text->at < end)
	{
		int			count = cext_parse_base64(text, end, CEXT_BASE64_PIECE, bytes);

		if (count < 0)
			return false;
		cm_put_bytes(&p->value, bytes, count);
	}
	text->at++;
	return true;
}

static Datum
parse_compact(Parser *p)
{
	CextParser *text = &p->text;
	const char *base64;
	CmStatus	status;
	Datum		value;

	p->labels.host = p->value.host = cext_call_host();
	if (!cext_parse_strings(text, take_label) ||
		!cext_expect(text, ",", "a comma is missing") ||
		!cext_expect(text, "\"base64\"", "\"base64\" is missing") ||
		!cext_expect(text, ":", "a colon is missing"))
		return 0;
	base64 = text->at;
	if (!parse_base64(p) || !cext_parse_end(text))
		return 0;
	value = arrived(&p->value, &p->labels, &status);
	p->newer = status == CM_NEWER;
	if (status != CM_OK)
	{
		/* No character of it shows where. */
		text->at = base64;
		cext_fail(text, "these are not the bytes of points with these industries");
	}
	return value;
}

/* Input ------------------------------------------------------------------ */

static Datum
parse_points(Parser *p)
{
	if (!cext_parse_version(&p->text, "\"cluster_points\"", CM_POINTS_VERSION, &p->newer))
		return 0;
	if (cext_take(&p->text, "\"metric\""))
		return parse_readable(p) ? cext_points_flat_datum(&p->builder) : 0;
	if (cext_take(&p->text, "\"industries\""))
		return parse_compact(p);
	cext_fail(&p->text, "\"metric\" or \"industries\" is missing");
	return 0;
}

PG_FUNCTION_INFO_V1(cext_points_in);
Datum
cext_points_in(PG_FUNCTION_ARGS)
{
	Parser	   *p = palloc0(sizeof(Parser));
	Datum		value;

	p->text.start = p->text.at = PG_GETARG_CSTRING(0);
	value = parse_points(p);
	if (p->newer)
		ereturn(fcinfo->context, (Datum) 0, (cext_points_tell_newer()));
	if (p->text.fault != NULL)
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s", "cluster_points"),
				 cext_tell_fault(&p->text),
				 errhint("The form is {\"cluster_points\":1,\"metric\":\"sphere\",\"skipped\":0,\"moved\":0,\"firms\":"
						 "{\"industry\":[[x,y],[x,y,weight],[x,y,weight,count]]}}, "
						 "or {\"cluster_points\":1,\"industries\":[],\"base64\":\"\"} as it was written.")));
	return value;
}

static void
refuse_binary(const char *fault)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary form of cluster_points"),
			 errdetail("%s.", fault),
			 errhint("Send what cluster_points_send or COPY BINARY wrote.")));
}

PG_FUNCTION_INFO_V1(cext_points_recv);
Datum
cext_points_recv(PG_FUNCTION_ARGS)
{
	StringInfo	in = (StringInfo) PG_GETARG_POINTER(0);
	CmBytes		front = {.host = cext_call_host()},
				labels = {.host = front.host};
	int			form,
				count;
	CmStatus	status;
	Datum		value;

	if (in->len - in->cursor < 5)
		refuse_binary("It is too short");
	form = pq_getmsgbyte(in);
	if (form > BINARY_FORM)
		cext_points_check(CM_NEWER);
	count = pq_getmsgint(in, 4);
	if (form != BINARY_FORM || count < 0 || count > in->len - in->cursor)
		refuse_binary("It does not begin as points do");
	cm_put_bytes(&front, pq_getmsgbytes(in, count), count);
	while (in->cursor < in->len)
	{
		int			length;
		char	   *label = cext_receive_label(in, &length);

		CHECK_FOR_INTERRUPTS();
		if (label == NULL)
			refuse_binary("A label is cut short or too long");
		add_label(&labels, label, length);
		pfree(label);
	}
	value = arrived(&front, &labels, &status);
	if (status == CM_MALFORMED)
		refuse_binary("These are not the bytes of points with these industries");
	cext_points_check(status);
	return value;
}
