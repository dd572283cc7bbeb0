/*
 * matrix_binary.c: the binary form of cluster_matrix, and how values arrive.
 *
 * Labels are text and travel as such, in the encoding of the other side, apart
 * from the rest of the stored bytes: in the binary form as in compact text.
 */
#include "pg/matrix/matrix_binary.h"
#include "pg/errors.h"
#include "pg/expanded.h"
#include "pg/host.h"
#include "pg/settings.h"
#include "pg/text_in.h"

#include "core/matrix/builder_merge.h"

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"

/* Arrival -------------------------------------------------------------- */

void
cext_arrival_begin(CextArrival *a)
{
	static const uint8_t room[VARHDRSZ + CM_HEADER_BYTES];

	memset(a, 0, sizeof(*a));
	a->value.host = cext_call_host();
	cm_put_bytes(&a->value, room, sizeof(room));
}

void
cext_arrival_label(CextArrival *a, const char *label, size_t length)
{
	cm_put_varint(&a->value, length);
	cm_put_bytes(&a->value, label, length);
	a->label_bytes = a->value.used - VARHDRSZ - CM_HEADER_BYTES;
}

CmStatus
cext_arrival_header(CextArrival *a, const uint8_t header[CM_HEADER_BYTES])
{
	CmStatus	status = cm_version_status(header, CM_HEADER_BYTES);

	if (status == CM_OK)
		cm_read_header(header, &a->header);
	return status;
}

/* The same matrix with its labels in order again. */
static const char *
sorted_anew(const CmHost *host, const uint8_t *flat, size_t count, const CmHeader *header, Datum *value)
{
	CmBuilder	builder;

	cm_builder_init(&builder, host, cext_max_cells);
	cext_check(cm_builder_add_flat(&builder, flat, count, NULL), &builder);
	if (builder.region.count != header->regions || builder.industry.count != header->industries)
		return "a label appears twice";
	*value = cext_matrix_flat_datum(&builder);
	return NULL;
}

const char *
cext_arrival_end(CextArrival *a, Datum *value)
{
	uint8_t    *flat = a->value.data + VARHDRSZ;
	size_t		count = a->value.used - VARHDRSZ;
	const char *fault;

	a->header.section[0] = (uint32_t) a->label_bytes;
	cm_put_header(flat, &a->header);
	if (cm_get_header(flat, count, &a->header) == CM_OK)
	{
		if (a->header.cells > (uint64_t) cext_max_cells)
			cext_refuse(CM_TOO_MANY_CELLS, NULL);
		if (!cm_flat_fits(a->label_bytes, count - a->label_bytes))
			cext_refuse(CM_TOO_LARGE, NULL);
	}
	if (cm_flat_fault(a->value.host, flat, count, false) == NULL)
	{
		SET_VARSIZE(a->value.data, a->value.used);
		*value = PointerGetDatum(a->value.data);
		return NULL;
	}
	/* Sound but for the order of labels, when the encodings differ? */
	fault = cm_flat_fault(a->value.host, flat, count, true);
	return fault != NULL ? fault : sorted_anew(a->value.host, flat, count, &a->header, value);
}

/* Binary form ----------------------------------------------------------
 *
 * byte 1 (form; a later one keeps what follows), then the header of
 * core/matrix/flat.h, then each label as a counted string in the client's encoding,
 * then sections 2 to 4 as they are.
 */
#define BINARY_FORM 1

PG_FUNCTION_INFO_V1(cext_matrix_send);
Datum
cext_matrix_send(PG_FUNCTION_ARGS)
{
	CextFlat	flat = cext_matrix_argument(fcinfo, 0);
	CmReader	reader;
	StringInfoData out;

	cext_check(cm_reader_open(&reader, flat.bytes, flat.count), NULL);
	pq_begintypsend(&out);
	pq_sendbyte(&out, BINARY_FORM);
	pq_sendbytes(&out, (const char *) flat.bytes, CM_HEADER_BYTES);
	for (uint64_t i = 0; i < (uint64_t) reader.header.regions + reader.header.industries; i++)
	{
		CmText		label = cm_get_label(&reader.labels);

		CHECK_FOR_INTERRUPTS();
		pq_sendcountedtext(&out, label.bytes, label.length);
	}
	pq_sendbytes(&out, (const char *) reader.labels.end, flat.bytes + flat.count - reader.labels.end);
	PG_RETURN_BYTEA_P(pq_endtypsend(&out));
}

static void
refuse_binary(const char *fault)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary form of cluster_matrix"),
			 errdetail("%c%s.", toupper((unsigned char) fault[0]), fault + 1),
			 errhint("Send what cluster_matrix_send or COPY BINARY wrote.")));
}

static void
receive_header(StringInfo in, CextArrival *a)
{
	static const char fault[] = "the header is not that of a cluster_matrix";
	uint8_t		header[CM_HEADER_BYTES];
	int			form;
	CmStatus	status;

	if (in->len - in->cursor < 1 + CM_HEADER_BYTES)
		refuse_binary(fault);
	form = pq_getmsgbyte(in);
	pq_copymsgbytes(in, (char *) header, CM_HEADER_BYTES);
	status = cext_arrival_header(a, header);
	if (status == CM_NEWER || (status == CM_OK && form > BINARY_FORM))
		cext_refuse(CM_NEWER, NULL);
	if (status != CM_OK || form != BINARY_FORM)
		refuse_binary(fault);
}

static void
receive_label(StringInfo in, CextArrival *a)
{
	int			length;
	char	   *label = cext_receive_label(in, &length);

	if (label == NULL)
		refuse_binary("a label is cut short or too long");
	cext_arrival_label(a, label, length);
	pfree(label);
}

PG_FUNCTION_INFO_V1(cext_matrix_recv);
Datum
cext_matrix_recv(PG_FUNCTION_ARGS)
{
	StringInfo	in = (StringInfo) PG_GETARG_POINTER(0);
	CextArrival arrival;
	const char *fault;
	Datum		value;
	size_t		count;

	cext_arrival_begin(&arrival);
	receive_header(in, &arrival);
	for (uint64_t i = 0; i < (uint64_t) arrival.header.regions + arrival.header.industries; i++)
	{
		CHECK_FOR_INTERRUPTS();
		receive_label(in, &arrival);
	}
	count = in->len - in->cursor;
	cm_put_bytes(&arrival.value, pq_getmsgbytes(in, count), count);
	fault = cext_arrival_end(&arrival, &value);
	if (fault != NULL)
		refuse_binary(fault);
	return value;
}
