/*
 * telling.c: a NOTICE now and then of how far a long call is.
 */
#include "pg/space/telling.h"

#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#define EVERY 10000				/* milliseconds */

typedef struct Told
{
	Oid			function;
	TimestampTz at;
} Told;

static void
tell(void *context, const char *what, uint32_t done, uint32_t all)
{
	Told	   *told = context;
	TimestampTz now;

	if (done == all)
		return;
	now = GetCurrentTimestamp();
	if (!TimestampDifferenceExceeds(told->at, now, EVERY))
		return;
	told->at = now;
	ereport(NOTICE, (errmsg("%s: %u of %u %s", get_func_name(told->function), done, all, what)));
}

CmTelling
cext_telling(FunctionCallInfo fcinfo)
{
	Told	   *told = palloc(sizeof(Told));

	*told = (Told) {fcinfo->flinfo->fn_oid, GetCurrentTimestamp()};
	return (CmTelling) {tell, told};
}
