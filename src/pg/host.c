/*
 * host.c: the core's host: memory, and a look at interrupts.
 */
#include "pg/host.h"

#include "utils/memutils.h"

int			cext_max_cells = 50000000;
bool		cext_enable_scan = true;

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
