/*
 * functions.c: functions as the catalogue has them: which are ours, and who may run one.
 */
#include "pg/functions.h"

#include "access/htup_details.h"
#include "catalog/objectaccess.h"
#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

bool
cext_find_function(Oid function, FmgrInfo *info)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
	bool		ours = false;

	if (!HeapTupleIsValid(tuple))
		return false;
	if (((Form_pg_proc) GETSTRUCT(tuple))->prolang == ClanguageId)
	{
		bool		isnull;
		Datum		symbol = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosrc, &isnull);

		ours = !isnull && strncmp(TextDatumGetCString(symbol), "cext_", 5) == 0;
	}
	ReleaseSysCache(tuple);
	if (ours)
		fmgr_info(function, info);
	return ours;
}

void
cext_check_right(Oid function, Oid role, ObjectType kind)
{
	AclResult	result = object_aclcheck(ProcedureRelationId, function, role, ACL_EXECUTE);

	if (result != ACLCHECK_OK)
		aclcheck_error(result, kind, get_func_name(function));
	InvokeFunctionExecuteHook(function);
}
