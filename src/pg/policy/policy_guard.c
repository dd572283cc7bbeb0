/*
 * policy_guard.c: triggers that keep the rows of models of policy risk in order.
 */
#include "pg/compat.h"

#include "catalog/dependency.h"
#include "catalog/pg_class.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

/*
 * What fired a trigger, which must be one of the given timing (TRIGGER_EVENT_AFTER
 * or _BEFORE) for changes of rows of the extension's own tables, or AFTER their
 * TRUNCATE.
 */
static TriggerData *
trigger_of(FunctionCallInfo fcinfo, Oid extension, TriggerEvent timing)
{
	TriggerData *data = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) || (data->tg_event & TRIGGER_EVENT_TIMINGMASK) != timing ||
		!(TRIGGER_FIRED_FOR_ROW(data->tg_event) || (TRIGGER_FIRED_BY_TRUNCATE(data->tg_event) && timing == TRIGGER_EVENT_AFTER)) ||
		extension == InvalidOid || getExtensionOfObject(RelationRelationId, RelationGetRelid(data->tg_relation)) != extension)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("%s is for triggers that cluster_ext makes", get_func_name(fcinfo->flinfo->fn_oid)),
				 errdetail("They are fired by changes of rows of its tables."),
				 errhint("Do not call it, and do not make triggers of it.")));
	return data;
}

static Oid
extension_of(FunctionCallInfo fcinfo)
{
	return getExtensionOfObject(ProcedureRelationId, fcinfo->flinfo->fn_oid);
}

/* Shipped models ------------------------------------------------------- */

static bool
is_shipped(HeapTuple row, TupleDesc descriptor)
{
	char	   *model = SPI_getvalue(row, descriptor, SPI_fnumber(descriptor, "model"));

	return model != NULL && strncmp(model, "standard", strlen("standard")) == 0;
}

/* A change of them that is not made by a script of the extension, which alone may. */
static bool
is_meddling(const TriggerData *data, Oid extension)
{
	TupleDesc	descriptor = RelationGetDescr(data->tg_relation);

	if (creating_extension && CurrentExtensionObject == extension)
		return false;
	return TRIGGER_FIRED_BY_TRUNCATE(data->tg_event) || is_shipped(data->tg_trigtuple, descriptor) ||
		(TRIGGER_FIRED_BY_UPDATE(data->tg_event) && is_shipped(data->tg_newtuple, descriptor));
}

/* Comes last, so that it sees rows as they stay, whatever other triggers do. */
PG_FUNCTION_INFO_V1(cext_policy_keep_shipped);
Datum
cext_policy_keep_shipped(PG_FUNCTION_ARGS)
{
	Oid			extension = extension_of(fcinfo);

	if (is_meddling(trigger_of(fcinfo, extension, TRIGGER_EVENT_AFTER), extension))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("models whose name begins with \"standard\" belong to the extension"),
				 errdetail("Scores that name them must mean the same everywhere."),
				 errhint("Copy the model: SELECT policy_risk_copy_model('standard', 'my model'); then change the copy.")));
	PG_RETURN_POINTER(NULL);
}

/*
 * Fires where replication applies changes of another server: what that server's
 * extension brought, this one's has brought as well, and rows come twice.  Only there:
 * a restore that disables triggers enables them all as ordinary ones afterwards.
 */
PG_FUNCTION_INFO_V1(cext_policy_pass_over_shipped);
Datum
cext_policy_pass_over_shipped(PG_FUNCTION_ARGS)
{
	Oid			extension = extension_of(fcinfo);
	TriggerData *data = trigger_of(fcinfo, extension, TRIGGER_EVENT_BEFORE);

	if (SessionReplicationRole == SESSION_REPLICATION_ROLE_REPLICA && is_meddling(data, extension))
		PG_RETURN_POINTER(NULL);
	PG_RETURN_POINTER(TRIGGER_FIRED_BY_UPDATE(data->tg_event) ? data->tg_newtuple : data->tg_trigtuple);
}

/* Rows that go along --------------------------------------------------- */

#define KEYS_MOST 2

/* What tells a model, or a pillar of it, in its own table and in those of its parts. */
typedef struct Key
{
	int			columns;
	Datum		before[KEYS_MOST];
	Datum		after[KEYS_MOST];
	bool		is_same;
} Key;

static Key
key_of(const TriggerData *data)
{
	static const char *const name[KEYS_MOST] = {"model", "pillar"};
	TupleDesc	descriptor = RelationGetDescr(data->tg_relation);
	Key			key = {.is_same = TRIGGER_FIRED_BY_UPDATE(data->tg_event)};
	bool		isnull;

	for (; key.columns < KEYS_MOST; key.columns++)
	{
		int			number = SPI_fnumber(descriptor, name[key.columns]);

		if (number <= 0)
			break;
		key.before[key.columns] = SPI_getbinval(data->tg_trigtuple, descriptor, number, &isnull);
		if (!TRIGGER_FIRED_BY_UPDATE(data->tg_event))
			continue;
		key.after[key.columns] = SPI_getbinval(data->tg_newtuple, descriptor, number, &isnull);
		key.is_same = key.is_same && datum_image_eq(key.before[key.columns], key.after[key.columns], false, -1);
	}
	return key;
}

/* Rows of `table` that have the key get its new value, or go. */
static void
take_along(const TriggerData *data, const Key *key, const char *table)
{
	static const char *const renames[] = {"SET model = $2", "SET model = $3, pillar = $4"};
	static const char *const matches[] = {"model OPERATOR(pg_catalog.=) $1", "model OPERATOR(pg_catalog.=) $1 AND pillar OPERATOR(pg_catalog.=) $2"};
	bool		rename = TRIGGER_FIRED_BY_UPDATE(data->tg_event);
	const char *name = quote_qualified_identifier(get_namespace_name(RelationGetNamespace(data->tg_relation)), table);
	char	   *query = psprintf("%s %s %s WHERE %s", rename ? "UPDATE" : "DELETE FROM", name,
								 rename ? renames[key->columns - 1] : "", matches[key->columns - 1]);
	Oid			type[2 * KEYS_MOST] = {TEXTOID, TEXTOID, TEXTOID, TEXTOID};
	Datum		value[2 * KEYS_MOST];

	memcpy(value, key->before, key->columns * sizeof(Datum));
	memcpy(value + key->columns, key->after, key->columns * sizeof(Datum));
	SPI_execute_with_args(query, rename ? 2 * key->columns : key->columns, type, value, NULL, false, 0);
}

/* Its arguments are the tables of the parts. */
PG_FUNCTION_INFO_V1(cext_policy_take_rows_along);
Datum
cext_policy_take_rows_along(PG_FUNCTION_ARGS)
{
	TriggerData *data = trigger_of(fcinfo, extension_of(fcinfo), TRIGGER_EVENT_AFTER);
	Key			key;

	if (TRIGGER_FIRED_BY_INSERT(data->tg_event) || TRIGGER_FIRED_BY_TRUNCATE(data->tg_event))
		PG_RETURN_POINTER(NULL);
	key = key_of(data);
	if (key.is_same || key.columns == 0)
		PG_RETURN_POINTER(NULL);
	SPI_connect();
	for (int i = 0; i < data->tg_trigger->tgnargs; i++)
		take_along(data, &key, data->tg_trigger->tgargs[i]);
	SPI_finish();
	PG_RETURN_POINTER(NULL);
}
