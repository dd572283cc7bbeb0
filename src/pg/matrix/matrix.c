/*
 * matrix.c: the type cluster_matrix: flat and expanded form, equality.
 */
#include "pg/matrix/matrix.h"

#include "common/hashfn.h"
#include "core/matrix/builder_encode.h"
#include "core/matrix/builder_merge.h"
#include "core/matrix/flat_add.h"
#include "nodes/memnodes.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

/* The core's host ------------------------------------------------------ */

static void *
resize(void *context, void *memory, size_t bytes)
{
	if (memory != NULL)
		return repalloc_huge(memory, bytes);
	return MemoryContextAllocHuge(context, bytes);
}

static void
release(void *context, void *memory)
{
	pfree(memory);
}

static void
breathe(void *context)
{
	CHECK_FOR_INTERRUPTS();
}

CmHost
cext_host(MemoryContext context)
{
	CmHost		host = {resize, release, breathe, context};

	return host;
}

const CmHost *
cext_call_host(void)
{
	CmHost	   *host = palloc(sizeof(CmHost));

	*host = cext_host(CurrentMemoryContext);
	return host;
}

/* The expanded form ---------------------------------------------------- */

static void
encode(CextMatrix *m)
{
	if (m->flat.used == 0)
	{
		CmStatus	status = cm_builder_encode(&m->builder, &m->flat);

		if (status != CM_OK)
			m->flat.used = 0;
		cext_check(status, &m->builder);
	}
}

static Size
get_flat_size(ExpandedObjectHeader *header)
{
	CextMatrix *m = (CextMatrix *) header;

	encode(m);
	return VARHDRSZ + m->flat.used;
}

static void
flatten_into(ExpandedObjectHeader *header, void *result, Size size)
{
	CextMatrix *m = (CextMatrix *) header;

	Assert(size == VARHDRSZ + m->flat.used);
	SET_VARSIZE(result, size);
	memcpy(VARDATA(result), m->flat.data, m->flat.used);
}

static const ExpandedObjectMethods methods = {get_flat_size, flatten_into};

#define STATES "cluster_ext states"
#define STATES_BLOCK (64 * 1024)	/* small beside any work_mem */

MemoryContext
cext_state_context(FunctionCallInfo fcinfo)
{
	MemoryContext keeper;

	if (!AggCheckCallContext(fcinfo, &keeper))
		return AllocSetContextCreate(CurrentMemoryContext, "cluster_ext value", ALLOCSET_START_SMALL_SIZES);
	for (MemoryContext child = keeper->firstchild; child != NULL; child = child->nextchild)
		if (strcmp(child->name, STATES) == 0)
			return child;
	return AllocSetContextCreate(keeper, STATES, ALLOCSET_SMALL_MINSIZE, ALLOCSET_SMALL_INITSIZE, STATES_BLOCK);
}

/* An empty matrix in a context of cext_state_context's. */
static CextMatrix *
new_matrix(MemoryContext context)
{
	CextMatrix *m = MemoryContextAllocZero(context, sizeof(CextMatrix));

	EOH_init_header(&m->header, &methods, context);
	m->host = cext_host(context);
	m->flat.host = &m->host;
	cm_builder_init(&m->builder, &m->host, cext_max_cells);
	return m;
}

Datum
cext_matrix_datum(CextMatrix *m)
{
	return EOHPGetRWDatum(&m->header);
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

	Assert(m->header.eoh_methods == &methods);
	return m;
}

static CextFlat
flat_of(Datum datum)
{
	CextFlat	flat;

	if (VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(datum)))
	{
		CextMatrix *m = expanded(datum);

		encode(m);
		flat.bytes = m->flat.data;
		flat.count = m->flat.used;
	}
	else
	{
		struct varlena *value = PG_DETOAST_DATUM_PACKED(datum);

		flat.bytes = (const uint8_t *) VARDATA_ANY(value);
		flat.count = VARSIZE_ANY_EXHDR(value);
	}
	return flat;
}

CextFlat
cext_matrix_argument(FunctionCallInfo fcinfo, int number)
{
	return flat_of(PG_GETARG_DATUM(number));
}

static void
set_flat(CextMatrix *m, CextFlat flat)
{
	m->flat.used = 0;
	cm_put_bytes(&m->flat, flat.bytes, flat.count);
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
		cext_check(cm_builder_add_flat(&m->builder, m->flat.data, m->flat.used, NULL), &m->builder);
	m->only_flat = false;
	m->flat.used = 0;
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
	CmBytes		sum = {.host = &m->host};
	CmReader	reader;

	if (is_first && cm_reader_open(&reader, flat.bytes, flat.count) == CM_OK &&
		reader.header.cells <= (uint64_t) cext_max_cells)
	{
		set_flat(m, flat);
		return true;
	}
	if (!m->only_flat || flat.count < m->flat.used / 2 ||
		cm_flat_add(&m->host, m->flat.data, m->flat.used, flat.bytes, flat.count, cext_max_cells, &sum) != CM_OK)
		return false;
	cm_release(&m->host, m->flat.data);
	m->flat = sum;
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
	CextFlat	flat = flat_of(matrix);

	cext_check(cm_table_open(table, cext_call_host(), flat.bytes, flat.count), NULL);
}

void
cext_table_argument(FunctionCallInfo fcinfo, int number, CmTable *table)
{
	cext_table_of(PG_GETARG_DATUM(number), table);
}

const CmTable *
cext_reference_argument(FunctionCallInfo fcinfo, int number, CmTable *table)
{
	if (PG_ARGISNULL(number))
		return NULL;
	cext_table_argument(fcinfo, number, table);
	return table;
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

Datum
cext_text(CmText label)
{
	return PointerGetDatum(cstring_to_text_with_len(label.bytes, label.length));
}

/* Equality ------------------------------------------------------------- */

static bool
same_bytes(FunctionCallInfo fcinfo)
{
	CextFlat	a = cext_matrix_argument(fcinfo, 0);
	CextFlat	b = cext_matrix_argument(fcinfo, 1);

	return a.count == b.count && memcmp(a.bytes, b.bytes, a.count) == 0;
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

PG_FUNCTION_INFO_V1(cext_matrix_hash);
Datum
cext_matrix_hash(PG_FUNCTION_ARGS)
{
	CextFlat	flat = cext_matrix_argument(fcinfo, 0);

	return hash_any(flat.bytes, (int) flat.count);
}
