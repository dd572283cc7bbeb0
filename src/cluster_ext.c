/*
 * cluster_ext.c: module magic, and what happens when the library is loaded.
 */
#include "pg/scan/plan.h"
#include "pg/settings.h"
#include "pg/stream/plan.h"

#include "utils/builtins.h"

PG_MODULE_MAGIC;

void		_PG_init(void);

void
_PG_init(void)
{
	cext_settings_init();
	cext_scan_init();
	cext_stream_init();
}

PG_FUNCTION_INFO_V1(cext_version);
Datum
cext_version(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(CEXT_VERSION));
}
