/*
 * matrix.c: the type cluster_matrix: flat and expanded form, equality.
 */
#include "pg/matrix/matrix.h"
#include "pg/errors.h"
#include "pg/expanded.h"
#include "pg/host.h"
#include "pg/settings.h"

#include "core/matrix/builder_encode.h"
#include "core/matrix/builder_merge.h"
#include "core/matrix/flat_add.h"

#include "access/detoast.h"
#include "common/hashfn.h"
#include "nodes/memnodes.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

/* The expanded form ---------------------------------------------------- */

static void
encode(CextExpanded *frame)
{
	CextMatrix *m = (CextMatrix *) frame;
	CmStatus	status = cm_builder_encode(&m->builder, &frame->flat);

	if (status != CM_OK)
		frame->flat.used = 0;
	cext_check(status, &m->builder);
}

/* An empty matrix in a context of cext_state_context's. */
static CextMatrix *
new_matrix(MemoryContext context)
{
	CextMatrix *m = cext_expanded_new(context, sizeof(CextMatrix), encode);

	cm_builder_init(&m->builder, &m->frame.host, cext_max_cells);
	return m;
}

Datum
cext_matrix_datum(CextMatrix *m)
{
	return EOHPGetRWDatum(&m->frame.header);
}

Datum
cext_matrix_flat_datum(CmBuilder *b)
{
	CmBytes		bytes = {.host = b->host};
	uint8_t		length[VARHDRSZ] = {0};

	cm_put_bytes(&bytes, length, VARHDRSZ);
	cext_check(cm_builder_encode(b, &bytes), b);
	SET_VARSIZE(bytes.data, bytes.used);
	return PointerGetDatum(bytes.data);
}

static CextMatrix *
expanded(Datum datum)
{
	CextMatrix *m = (CextMatrix *) DatumGetEOHP(datum);

	Assert(m->frame.encode == encode);
	return m;
}

CextFlat
cext_matrix_argument(FunctionCallInfo fcinfo, int number)
{
	return cext_flat_of(PG_GETARG_DATUM(number));
}

static void
set_flat(CextMatrix *m, CextFlat flat)
{
	m->frame.flat.used = 0;
	cm_put_bytes(&m->frame.flat, flat.bytes, flat.count);
	m->only_flat = true;
}

/* The state of an aggregate as it is, flat or not. */
static CextMatrix *
state_of(FunctionCallInfo fcinfo)
{
	CextMatrix *m;

	if (!PG_ARGISNULL(0) && VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(PG_GETARG_DATUM(0))))
	{
		m = expanded(PG_GETARG_DATUM(0));
		m->builder.max_cells = cext_max_cells;
		return m;
	}
	m = new_matrix(cext_state_context(fcinfo));
	if (!PG_ARGISNULL(0))
		set_flat(m, cext_matrix_argument(fcinfo, 0));
	return m;
}

/* Makes a builder ready for changes, after which the flat form is old. */
static inline void
prepare(CextMatrix *m)
{
	if (m->only_flat)
		cext_check(cm_builder_add_flat(&m->builder, m->frame.flat.data, m->frame.flat.used, NULL), &m->builder);
	m->only_flat = false;
	m->frame.flat.used = 0;
}

CextMatrix *
cext_matrix_state(FunctionCallInfo fcinfo)
{
	CextMatrix *m = state_of(fcinfo);

	prepare(m);
	return m;
}

/*
 * A first flat form may stay as it is.  Two that are about as long, such as
 * those of parallel workers, are quickest added as they are; many short ones
 * are not.
 */
static bool
add_as_flat(CextMatrix *m, bool is_first, CextFlat flat)
{
	CmBytes		sum = {.host = &m->frame.host};
	CmReader	reader;

	if (is_first && cm_reader_open(&reader, flat.bytes, flat.count) == CM_OK &&
		reader.header.cells <= (uint64_t) cext_max_cells)
	{
		set_flat(m, flat);
		return true;
	}
	if (!m->only_flat || flat.count < m->frame.flat.used / 2 ||
		cm_flat_add(&m->frame.host, m->frame.flat.data, m->frame.flat.used, flat.bytes, flat.count, cext_max_cells, &sum) != CM_OK)
		return false;
	cm_release(&m->frame.host, m->frame.flat.data);
	m->frame.flat = sum;
	return true;
}

CextMatrix *
cext_matrix_merged(FunctionCallInfo fcinfo)
{
	CextMatrix *m = state_of(fcinfo);
	CextFlat	flat;

	if (PG_ARGISNULL(1))
		return m;
	flat = cext_matrix_argument(fcinfo, 1);
	if (!add_as_flat(m, PG_ARGISNULL(0), flat))
	{
		/* Should the argument be the state itself, its bytes stay where they are. */
		prepare(m);
		cext_check(cm_builder_add_flat(&m->builder, flat.bytes, flat.count, NULL), &m->builder);
	}
	return m;
}

void
cext_table_of(Datum matrix, CmTable *table)
{
	CextFlat	flat = cext_flat_of(matrix);

	cext_check(cm_table_open(table, cext_call_host(), flat.bytes, flat.count), NULL);
}

void
cext_table_argument(FunctionCallInfo fcinfo, int number, CmTable *table)
{
	cext_table_of(PG_GETARG_DATUM(number), table);
}

void
cext_amounts_argument(FunctionCallInfo fcinfo, int number, CmTable *table)
{
	CextFlat	flat = cext_matrix_argument(fcinfo, number);

	cext_check(cm_table_open_amounts(table, cext_call_host(), flat.bytes, flat.count), NULL);
}

void
cext_sizes_argument(FunctionCallInfo fcinfo, int number, CmTable *table)
{
	CextFlat	flat = cext_matrix_argument(fcinfo, number);

	cext_check(cm_table_open_sizes(table, cext_call_host(), flat.bytes, flat.count), NULL);
}

const CmTable *
cext_reference_argument(FunctionCallInfo fcinfo, int number, CmTable *table)
{
	if (PG_ARGISNULL(number))
		return NULL;
	cext_amounts_argument(fcinfo, number, table);
	return table;
}

CmHeader
cext_matrix_header(Datum datum, Size *bytes)
{
	struct varlena *start;
	CmHeader	header;

	*bytes = toast_raw_datum_size(datum);
	start = PG_DETOAST_DATUM_SLICE(datum, 0, CM_HEADER_BYTES);
	cext_check(cm_version_status((const uint8_t *) VARDATA_ANY(start), VARSIZE_ANY_EXHDR(start)), NULL);
	if (VARSIZE_ANY_EXHDR(start) < CM_HEADER_BYTES)
		cext_check(CM_MALFORMED, NULL);
	cm_read_header((const uint8_t *) VARDATA_ANY(start), &header);
	return header;
}

bool
cext_two_periods_argument(FunctionCallInfo fcinfo, bool of_firms, CmLayers *periods)
{
	CmTable		tables[2];

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return false;
	for (int k = 0; k < 2; k++)
		cext_table_argument(fcinfo, k, &tables[k]);
	cm_layers_open(periods, cext_call_host(), tables, 2, of_firms);
	for (int k = 0; k < 2; k++)
		cm_table_close(&tables[k], cext_call_host());
	return true;
}

CextOpened *
cext_opened_argument(FunctionCallInfo fcinfo, int number)
{
	CextOpened *opened = fcinfo->flinfo->fn_extra;
	struct varlena *datum = (struct varlena *) DatumGetPointer(PG_GETARG_DATUM(number));
	MemoryContext before;

	if (opened == NULL)
	{
		opened = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(CextOpened));
		opened->context = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "cluster_matrix opened", ALLOCSET_DEFAULT_SIZES);
		fcinfo->flinfo->fn_extra = opened;
	}
	if (VARATT_IS_EXTERNAL_EXPANDED(datum))
		datum = NULL;
	else if (opened->datum != NULL && opened->size == VARSIZE_ANY(datum) &&
			 memcmp(opened->datum, datum, opened->size) == 0)
		return opened;

	opened->datum = opened->derived = NULL;
	MemoryContextReset(opened->context);
	before = MemoryContextSwitchTo(opened->context);
	if (datum != NULL)
	{
		Size		size = VARSIZE_ANY(datum);
		void	   *copy = memcpy(MemoryContextAllocHuge(opened->context, size), datum, size);

		cext_table_of(PointerGetDatum(copy), &opened->table);
		opened->size = size;
		opened->datum = copy;
	}
	else
		cext_table_argument(fcinfo, number, &opened->table);
	MemoryContextSwitchTo(before);
	return opened;
}

/* Equality, and an order without meaning -------------------------------- */

/* Gives back what was fetched of an argument: sorting compares for long in one memory context. */
static void
release(Datum datum, CextFlat flat)
{
	struct varlena *value = (struct varlena *) DatumGetPointer(datum);

	if (VARATT_IS_COMPRESSED(value) || (VARATT_IS_EXTERNAL(value) && !VARATT_IS_EXTERNAL_EXPANDED(value)))
		pfree((char *) flat.bytes - VARHDRSZ);
}

/* The order of the stored bytes: what begins another comes first. */
static int
compare(FunctionCallInfo fcinfo)
{
	CextFlat	a = cext_matrix_argument(fcinfo, 0);
	CextFlat	b = cext_matrix_argument(fcinfo, 1);
	int			order = memcmp(a.bytes, b.bytes, Min(a.count, b.count));

	if (order == 0)
		order = (a.count > b.count) - (a.count < b.count);
	release(PG_GETARG_DATUM(0), a);
	release(PG_GETARG_DATUM(1), b);
	return order;
}

/* Most that differ do so in length, which is known without fetching them. */
static bool
same_bytes(FunctionCallInfo fcinfo)
{
	return toast_raw_datum_size(PG_GETARG_DATUM(0)) == toast_raw_datum_size(PG_GETARG_DATUM(1)) && compare(fcinfo) == 0;
}

PG_FUNCTION_INFO_V1(cext_matrix_eq);
Datum
cext_matrix_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(same_bytes(fcinfo));
}

PG_FUNCTION_INFO_V1(cext_matrix_ne);
Datum
cext_matrix_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!same_bytes(fcinfo));
}

PG_FUNCTION_INFO_V1(cext_matrix_lt);
Datum
cext_matrix_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) < 0);
}

PG_FUNCTION_INFO_V1(cext_matrix_le);
Datum
cext_matrix_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) <= 0);
}

PG_FUNCTION_INFO_V1(cext_matrix_gt);
Datum
cext_matrix_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) > 0);
}

PG_FUNCTION_INFO_V1(cext_matrix_ge);
Datum
cext_matrix_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) >= 0);
}

PG_FUNCTION_INFO_V1(cext_matrix_cmp);
Datum
cext_matrix_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(compare(fcinfo));
}

PG_FUNCTION_INFO_V1(cext_matrix_hash);
Datum
cext_matrix_hash(PG_FUNCTION_ARGS)
{
	CextFlat	flat = cext_matrix_argument(fcinfo, 0);

	return hash_any(flat.bytes, (int) flat.count);
}
