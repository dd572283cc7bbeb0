/*
 * matrix_type.c: which type is cluster_matrix.
 */
#include "pg/matrix/matrix_type.h"

#include "utils/lsyscache.h"

/* A type is known by the function that reads it. */
extern PGDLLEXPORT Datum cext_matrix_in(PG_FUNCTION_ARGS);

bool
cext_is_matrix(Oid type)
{
	Oid			input,
				parameter;
	FmgrInfo	reads;

	getTypeInputInfo(type, &input, &parameter);
	fmgr_info(input, &reads);
	return reads.fn_addr == cext_matrix_in;
}
