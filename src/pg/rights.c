/*
 * rights.c: who may run a function, where a node of ours runs it in the executor's place.
 */
#include "pg/rights.h"

#include "catalog/objectaccess.h"
#include "catalog/pg_proc.h"
#include "utils/lsyscache.h"

void
cext_check_right(Oid function, Oid role, ObjectType kind)
{
	AclResult	result = object_aclcheck(ProcedureRelationId, function, role, ACL_EXECUTE);

	if (result != ACLCHECK_OK)
		aclcheck_error(result, kind, get_func_name(function));
	InvokeFunctionExecuteHook(function);
}
