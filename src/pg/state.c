/*
 * state.c: what types share that are the state of aggregates.
 */
#include "pg/state.h"

Datum
cext_flat_datum(const CmBytes *bytes)
{
	struct varlena *value = palloc(VARHDRSZ + bytes->used);

	SET_VARSIZE(value, VARHDRSZ + bytes->used);
	memcpy(VARDATA(value), bytes->data, bytes->used);
	return PointerGetDatum(value);
}

Datum
cext_send_state(FunctionCallInfo fcinfo)
{
	CextFlat	flat = cext_flat_of(PG_GETARG_DATUM(0));
	StringInfoData out;

	pq_begintypsend(&out);
	pq_sendbytes(&out, (const char *) flat.bytes, (int) flat.count);
	PG_RETURN_BYTEA_P(pq_endtypsend(&out));
}

Datum
cext_receive_state(FunctionCallInfo fcinfo, const char *type, CextSound sound)
{
	StringInfo	in = (StringInfo) PG_GETARG_POINTER(0);
	CmBytes		bytes = {.host = cext_call_host()};
	int			count = in->len - in->cursor;

	cm_put_bytes(&bytes, pq_getmsgbytes(in, count), count);
	if (!sound(bytes.host, bytes.data, bytes.used))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary form of %s", type),
				 errdetail("It is not a state."),
				 errhint("Send what %s_send or COPY BINARY wrote.", type)));
	return cext_flat_datum(&bytes);
}

void
cext_refuse_damaged(const char *type)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("stored %s is damaged", type),
			 errhint("Aggregate the values again.")));
}
