/*
 * inputs.c: what an aggregate is given, where it can be read from a stored row
 * without the executor.
 */
#include "pg/scan/inputs.h"

#include "access/transam.h"
#include "catalog/pg_type.h"
#include "nodes/nodeFuncs.h"
#include "parser/parse_coerce.h"
#include "utils/fmgrprotos.h"

static bool
form_of(Oid type, CextForm *form)
{
	switch (type)
	{
		case TEXTOID:
		case VARCHAROID:
			*form = CEXT_TEXT;
			return true;
		case INT2OID:
			*form = CEXT_INT2;
			return true;
		case INT4OID:
			*form = CEXT_INT4;
			return true;
		case INT8OID:
			*form = CEXT_INT8;
			return true;
		case FLOAT4OID:
			*form = CEXT_FLOAT4;
			return true;
		case FLOAT8OID:
			*form = CEXT_FLOAT8;
			return true;
		case NUMERICOID:
			*form = CEXT_NUMERIC;
			return true;
		default:
			return false;
	}
}

/*
 * Is a cast one that reading does by itself?  Every whole number fits in a bigint,
 * and every number becomes a double as the server's cast makes it one.
 */
static bool
is_known_cast(const FuncExpr *cast)
{
	Oid			from = exprType(linitial(cast->args));
	Oid			function;

	if (list_length(cast->args) != 1 || cast->funcid >= FirstNormalObjectId ||
		find_coercion_pathway(cast->funcresulttype, from, COERCION_EXPLICIT, &function) != COERCION_PATH_FUNC ||
		function != cast->funcid)
		return false;
	switch (cast->funcresulttype)
	{
		case INT4OID:
			return from == INT2OID;
		case INT8OID:
			return from == INT2OID || from == INT4OID;
		case FLOAT8OID:
			return from == INT2OID || from == INT4OID || from == INT8OID || from == FLOAT4OID || from == NUMERICOID;
		default:
			return false;
	}
}

/* varchar as text is the same bytes. */
static bool
is_text(const Expr *expression)
{
	Oid			type = exprType((const Node *) expression);

	return type == TEXTOID || type == VARCHAROID;
}

bool
cext_input_of(Expr *argument, Index table, CextInput *input)
{
	memset(input, 0, sizeof(*input));
	for (;;)
	{
		if (IsA(argument, RelabelType) && is_text((Expr *) argument) && is_text(((RelabelType *) argument)->arg))
			argument = ((RelabelType *) argument)->arg;
		else if (IsA(argument, FuncExpr) && is_known_cast((FuncExpr *) argument))
			argument = linitial(((FuncExpr *) argument)->args);
		else
			break;
	}
	if (!form_of(exprType((Node *) argument), &input->form))
		return false;
	if (IsA(argument, Const))
	{
		const Const *constant = (const Const *) argument;

		if (!constant->constisnull)
			input->constant = cext_columns_stored(constant->constvalue, constant->constbyval, constant->constlen);
		return true;
	}
	if (!IsA(argument, Var) || (Index) ((Var *) argument)->varno != table || ((Var *) argument)->varattno <= 0)
		return false;
	input->column = ((Var *) argument)->varattno;
	return true;
}

double
cext_input_of_numeric(const char *value)
{
	return DatumGetFloat8(DirectFunctionCall1(numeric_float8, PointerGetDatum(value)));
}
