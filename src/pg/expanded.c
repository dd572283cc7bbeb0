/*
 * expanded.c: values that are held ready for change, and their stored bytes.
 */
#include "pg/expanded.h"
#include "pg/host.h"

#include "nodes/memnodes.h"
#include "utils/memutils.h"

static Size
get_flat_size(ExpandedObjectHeader *header)
{
	CextExpanded *e = (CextExpanded *) header;

	if (e->flat.used == 0 && e->encode != NULL)
		e->encode(e);
	return VARHDRSZ + e->flat.used;
}

static void
flatten_into(ExpandedObjectHeader *header, void *result, Size size)
{
	CextExpanded *e = (CextExpanded *) header;

	Assert(size == VARHDRSZ + e->flat.used);
	SET_VARSIZE(result, size);
	memcpy(VARDATA(result), e->flat.data, e->flat.used);
}

void *
cext_expanded_new(MemoryContext context, Size size, void (*encode) (CextExpanded *e))
{
	static const ExpandedObjectMethods methods = {get_flat_size, flatten_into};
	CextExpanded *e = MemoryContextAllocZero(context, size);

	EOH_init_header(&e->header, &methods, context);
	e->host = cext_host(context);
	e->flat.host = &e->host;
	e->encode = encode;
	return e;
}

CextFlat
cext_flat_of(Datum datum)
{
	CextFlat	flat;

	if (VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(datum)))
	{
		CextExpanded *e = (CextExpanded *) DatumGetEOHP(datum);

		flat.count = get_flat_size(&e->header) - VARHDRSZ;
		flat.bytes = e->flat.data;
	}
	else
	{
		struct varlena *value = PG_DETOAST_DATUM_PACKED(datum);

		flat.bytes = (const uint8_t *) VARDATA_ANY(value);
		flat.count = VARSIZE_ANY_EXHDR(value);
	}
	return flat;
}

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
