/*
 * relation.c: relations that a caller names, read column by column.
 */
#include "pg/relation.h"
#include "pg/matrix/matrix_type.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

CextRelation
cext_relation_argument(FunctionCallInfo fcinfo, int number, const char *name)
{
	if (PG_ARGISNULL(number))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("argument \"%s\" must not be NULL", name),
				 errdetail("It tells what to read."),
				 errhint("Pass the name of a table or view.")));
	return (CextRelation) {PG_GETARG_OID(number), name};
}

bool
cext_relation_has(CextRelation relation, const char *column)
{
	return get_attnum(relation.oid, column) != InvalidAttrNumber;
}

static const char *
name_of(CextRelation relation)
{
	char	   *name = get_rel_name(relation.oid);

	if (name == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("the relation of argument \"%s\" does not exist", relation.argument),
				 errdetail("Its oid is %u.", relation.oid),
				 errhint("Pass the name of a table or view.")));
	return name;
}

static bool
is_of_kind(Oid type, CextColumnKind kind)
{
	Oid			base = getBaseType(type);

	switch (kind)
	{
		case CEXT_COLUMN_LABEL:
			return !type_is_array(base) && !type_is_rowtype(base) && base != JSONOID && base != JSONBOID && base != XMLOID &&
				base != BYTEAOID && !cext_is_matrix(base);
		case CEXT_COLUMN_NUMBER:
			return base == INT2OID || base == INT4OID || base == INT8OID || base == FLOAT4OID || base == FLOAT8OID || base == NUMERICOID;
		case CEXT_COLUMN_FLAG:
			return base == BOOLOID;
		case CEXT_COLUMN_MATRIX:
			return cext_is_matrix(base);
	}
	return false;
}

static pg_noinline void
refuse_column(CextRelation relation, const CextColumn *column, Oid type)
{
	static const struct
	{
		const char *is;
		const char *hint;
	}			kind[] = {
		[CEXT_COLUMN_LABEL] = {"a label", "Make a view that gives one word for each value, as text."},
		[CEXT_COLUMN_NUMBER] = {"a number", "Make a view that casts it, such as extract(year FROM ...)::integer for the year of a date."},
		[CEXT_COLUMN_FLAG] = {"of type boolean", "Make a view that casts it to boolean."},
		[CEXT_COLUMN_MATRIX] = {"of type cluster_matrix", "Build its values by cluster_matrix_agg."},
	};

	ereport(ERROR,
			(errcode(ERRCODE_DATATYPE_MISMATCH),
			 errmsg("column \"%s\" of relation \"%s\" is not %s", column->name, name_of(relation), kind[column->kind].is),
			 errdetail("It is of type %s; argument \"%s\" needs it so.", format_type_be(type), relation.argument),
			 errhint("%s", kind[column->kind].hint)));
}

static const char *
type_of_kind(CextColumnKind kind)
{
	return kind == CEXT_COLUMN_LABEL ? "pg_catalog.text" : kind == CEXT_COLUMN_NUMBER ? "pg_catalog.float8" : "pg_catalog.bool";
}

const char *
cext_relation_select(CextRelation relation, const CextColumn *column)
{
	const char *name = name_of(relation);
	const char *from = quote_qualified_identifier(get_namespace_name(get_rel_namespace(relation.oid)), name);
	StringInfoData query;

	initStringInfo(&query);
	for (const CextColumn *c = column; c->name != NULL; c++)
	{
		AttrNumber	number = get_attnum(relation.oid, c->name);
		const char *read = psprintf("t.%s", c->name);

		if (number == InvalidAttrNumber && c->presence == CEXT_NEEDED)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_COLUMN),
					 errmsg("relation \"%s\" has no column \"%s\"", name, c->name),
					 errdetail("Argument \"%s\" needs one.", relation.argument),
					 errhint("Make a view that names the column so.")));
		if (number == InvalidAttrNumber)
			read = "NULL";
		else if (!is_of_kind(get_atttype(relation.oid, number), c->kind))
			refuse_column(relation, c, get_atttype(relation.oid, number));
		if (c->kind != CEXT_COLUMN_MATRIX)
			read = psprintf("%s::%s", read, type_of_kind(c->kind));
		appendStringInfo(&query, "%s%s AS %s", c == column ? "(SELECT " : ", ", read, c->name);
	}
	appendStringInfo(&query, " FROM %s AS t)", from);
	return query.data;
}
