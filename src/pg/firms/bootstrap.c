/*
 * bootstrap.c: how often a replicate of the bootstrap draws a firm.
 */
#include "pg/arguments.h"

#include "core/firms/bootstrap.h"

#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(cext_bootstrap_text);
Datum
cext_bootstrap_text(PG_FUNCTION_ARGS)
{
	CmText		firm = cext_label_argument(fcinfo, 0);

	PG_RETURN_INT32(cm_bootstrap_weight(firm.bytes, firm.length, PG_GETARG_INT32(1), PG_GETARG_INT64(2)));
}

PG_FUNCTION_INFO_V1(cext_bootstrap_int8);
Datum
cext_bootstrap_int8(PG_FUNCTION_ARGS)
{
	char		decimal[24];

	pg_lltoa(PG_GETARG_INT64(0), decimal);
	PG_RETURN_INT32(cm_bootstrap_weight(decimal, strlen(decimal), PG_GETARG_INT32(1), PG_GETARG_INT64(2)));
}
