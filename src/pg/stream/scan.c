/*
 * scan.c: a scan of a function's rows, one by one.
 *
 * What a scan of a function does besides holds here, too: the caller needs the
 * right to execute it; its arguments are found once, and again where they change;
 * a strict function has no rows for a NULL.
 */
#include "pg/stream/scan.h"
#include "pg/arguments.h"
#include "pg/functions.h"
#include "pg/stream/flows.h"

#include "executor/executor.h"
#include "nodes/nodeFuncs.h"
#include "pgstat.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/ruleutils.h"

/* One label, or one of an array, that rows must have. */
typedef struct Lookup
{
	int			column;			/* from 1 */
	bool		is_array;
	ExprState  *value;
} Lookup;

typedef struct Argument
{
	ExprState  *state;
	int16		length;			/* of its type */
	bool		by_value;
} Argument;

typedef struct MatrixScan
{
	CustomScanState frame;
	FuncExpr   *call;
	const CextFlowKind *kind;
	Argument   *argument;		/* as many as the call has */
	Bitmapset  *parameters;		/* that the arguments depend on ... */
	bool		any_parameter;	/* ... or they may depend on any */
	int			lookups;
	Lookup		lookup[2];
	FmgrInfo	function;
	FunctionCallInfo fcinfo;	/* with copies of the arguments of the flow that is open */
	bool		opened;			/* is one? */
	bool		current;		/* are these the arguments still? */
	bool		started;
	bool		any;			/* can there be rows? */
	MemoryContext flow_memory;
	MemoryContext lookup_memory;
	CextFlow	flow;
} MatrixScan;

/* Begin ------------------------------------------------------------------ */

/* Notes the executor's parameters that an argument depends on. */
static bool
collect_parameters(Node *node, void *context)
{
	MatrixScan *s = context;

	if (node == NULL)
		return false;
	if (IsA(node, Param) && ((Param *) node)->paramkind == PARAM_EXEC)
		s->parameters = bms_add_member(s->parameters, ((Param *) node)->paramid);
	s->any_parameter |= IsA(node, SubPlan);
	return expression_tree_walker(node, collect_parameters, context);
}

static void
begin_function(MatrixScan *s)
{
	Oid			function = s->call->funcid;
	int			arguments = list_length(s->call->args);

	cext_check_right(function, GetUserId(), OBJECT_FUNCTION);
	fmgr_info(function, &s->function);
	fmgr_info_set_expr((Node *) s->call, &s->function);
	s->kind = cext_flow_kind(s->function.fn_addr);
	if (s->kind == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("function %s was changed after the query was planned", get_func_name(function)),
				 errhint("Run the query again.")));
	s->fcinfo = palloc0(SizeForFunctionCallInfo(arguments));
	InitFunctionCallInfoData(*s->fcinfo, &s->function, arguments, s->call->inputcollid, NULL, NULL);
	s->argument = palloc(arguments * sizeof(Argument));
	for (int k = 0; k < arguments; k++)
	{
		Expr	   *expression = list_nth(s->call->args, k);

		s->argument[k].state = ExecInitExpr(expression, &s->frame.ss.ps);
		get_typlenbyval(exprType((Node *) expression), &s->argument[k].length, &s->argument[k].by_value);
	}
	collect_parameters((Node *) s->call->args, s);
}

/* Columns that are asked for go where the scan tuple has them. */
static void
begin_rows(MatrixScan *s, const List *columns)
{
	TupleTableSlot *slot = s->frame.ss.ss_ScanTupleSlot;
	TupleDesc	descriptor;
	int			place[CEXT_COLUMNS_MOST];
	ListCell   *cell;
	int			next = 0;

	get_expr_result_type((Node *) s->call, NULL, &descriptor);
	for (int column = 0; column < CEXT_COLUMNS_MOST; column++)
		place[column] = -1;
	foreach(cell, columns)
		place[castNode(Var, lfirst_node(TargetEntry, cell)->expr)->varattno - 1] = next++;
	cext_rows_begin_into(&s->flow.rows, CreateTupleDescCopy(descriptor), place, slot->tts_values, slot->tts_isnull,
						 s->frame.ss.ps.ps_ExprContext->ecxt_per_tuple_memory);
}

static void
begin(CustomScanState *node, EState *estate, int flags)
{
	MatrixScan *s = (MatrixScan *) node;
	CustomScan *plan = (CustomScan *) node->ss.ps.plan;

	s->call = linitial_node(FuncExpr, plan->custom_exprs);
	begin_function(s);
	begin_rows(s, plan->custom_scan_tlist);
	s->lookups = list_length(plan->custom_exprs) - 1;
	for (int k = 0; k < s->lookups; k++)
		s->lookup[k] = (Lookup)
	{
		list_nth_int(plan->custom_private, 2 * k), list_nth_int(plan->custom_private, 2 * k + 1) != 0,
			ExecInitExpr(list_nth(plan->custom_exprs, k + 1), &node->ss.ps)
	};
	s->flow_memory = AllocSetContextCreate(estate->es_query_cxt, "cluster_ext flow", ALLOCSET_DEFAULT_SIZES);
	s->lookup_memory = AllocSetContextCreate(estate->es_query_cxt, "cluster_ext lookup", ALLOCSET_SMALL_SIZES);
}

/* Open ------------------------------------------------------------------- */

/* Evaluates the arguments; true if those at hand are the same. */
static bool
same_arguments(MatrixScan *s, NullableDatum *now)
{
	bool		same = s->opened;

	for (int k = 0; k < s->fcinfo->nargs; k++)
	{
		const NullableDatum *before = &s->fcinfo->args[k];
		const Argument *a = &s->argument[k];

		now[k].value = ExecEvalExprSwitchContext(a->state, s->frame.ss.ps.ps_ExprContext, &now[k].isnull);
		same = same && before->isnull == now[k].isnull &&
			(now[k].isnull || datumIsEqual(before->value, now[k].value, a->by_value, a->length));
	}
	return same;
}

/* Copies the arguments to where the flow is; false if the function is strict and one is NULL. */
static bool
keep_arguments(MatrixScan *s, const NullableDatum *now)
{
	bool		callable = true;

	for (int k = 0; k < s->fcinfo->nargs; k++)
	{
		const Argument *a = &s->argument[k];

		s->fcinfo->args[k].isnull = now[k].isnull;
		s->fcinfo->args[k].value = now[k].isnull ? (Datum) 0 : datumCopy(now[k].value, a->by_value, a->length);
		callable = callable && !(now[k].isnull && s->function.fn_strict);
	}
	return callable;
}

/* Opens the flow of the arguments as they are now, unless it is open already. */
static void
open_flow(MatrixScan *s)
{
	NullableDatum now[FUNC_MAX_ARGS];
	MemoryContext before;
	PgStat_FunctionCallUsage usage;

	if (s->current)
		return;
	if (!same_arguments(s, now))
	{
		s->opened = false;
		MemoryContextReset(s->flow_memory);
		before = MemoryContextSwitchTo(s->flow_memory);
		s->any = keep_arguments(s, now);
		if (s->any)
		{
			pgstat_init_function_usage(s->fcinfo, &usage);
			s->any = cext_flow_open(&s->flow, s->kind, s->fcinfo);
			pgstat_end_function_usage(&usage, true);
		}
		MemoryContextSwitchTo(before);
		s->opened = true;
	}
	s->current = true;
}

/* Leaves a side the labels that a lookup finds; those of NULL are none. */
static void
narrow(MatrixScan *s, const Lookup *lookup)
{
	bool		isnull;
	Datum		value = ExecEvalExprSwitchContext(lookup->value, s->frame.ss.ps.ps_ExprContext, &isnull);
	CextSide   *side = lookup->column == s->kind->outer_column ? &s->flow.outer : &s->flow.inner;
	Datum	   *element = &value;
	bool	   *no_element = &isnull;
	int			elements = 1,
				labels = 0;
	CmText	   *label;

	if (lookup->is_array && !isnull)
	{
		ArrayType  *array = DatumGetArrayTypeP(value);

		/* Of text, or of what is stored like it: varchar. */
		deconstruct_array(array, ARR_ELEMTYPE(array), -1, false, TYPALIGN_INT, &element, &no_element, &elements);
	}
	label = palloc(((Size) elements + 1) * sizeof(CmText));
	for (int k = 0; k < elements; k++)
		if (!no_element[k])
			label[labels++] = cext_label(element[k]);
	cext_side_narrow(side, label, labels, MemoryContextAlloc(s->lookup_memory, ((Size) labels + 1) * sizeof(uint32_t)));
}

static void
start(MatrixScan *s)
{
	open_flow(s);
	s->started = true;
	if (!s->any)
		return;
	MemoryContextReset(s->lookup_memory);
	for (int k = 0; k < s->lookups; k++)
		narrow(s, &s->lookup[k]);
	cext_flow_restart(&s->flow);
}

/* Rows ------------------------------------------------------------------- */

static TupleTableSlot *
execute(CustomScanState *node)
{
	MatrixScan *s = (MatrixScan *) node;
	ExprContext *context = node->ss.ps.ps_ExprContext;
	ProjectionInfo *projection = node->ss.ps.ps_ProjInfo;
	TupleTableSlot *slot = node->ss.ss_ScanTupleSlot;
	MemoryContext before;
	bool		found = true;

	ResetExprContext(context);
	before = MemoryContextSwitchTo(context->ecxt_per_tuple_memory);
	if (!s->started)
		start(s);
	while (found)
	{
		ExecClearTuple(slot);
		found = s->any && cext_flow_next(&s->flow);
		if (!found)
			break;
		ExecStoreVirtualTuple(slot);
		context->ecxt_scantuple = slot;
		if (ExecQual(node->ss.ps.qual, context))
			break;
		InstrCountFiltered1(node, 1);
		ResetExprContext(context);
	}
	MemoryContextSwitchTo(before);
	if (!found)
		return projection == NULL ? slot : ExecClearTuple(projection->pi_state.resultslot);
	return projection == NULL ? slot : ExecProject(projection);
}

static void
rescan(CustomScanState *node)
{
	MatrixScan *s = (MatrixScan *) node;

	ExecClearTuple(node->ss.ss_ScanTupleSlot);
	s->started = false;
	if (s->any_parameter || bms_overlap(node->ss.ps.chgParam, s->parameters))
		s->current = false;
}

static void
end(CustomScanState *node)
{
	MatrixScan *s = (MatrixScan *) node;

	MemoryContextDelete(s->flow_memory);
	MemoryContextDelete(s->lookup_memory);
}

/* EXPLAIN ------------------------------------------------------------------ */

static void
explain(CustomScanState *node, List *ancestors, ExplainState *es)
{
	MatrixScan *s = (MatrixScan *) node;
	const CustomScan *plan = (const CustomScan *) node->ss.ps.plan;
	List	   *context = set_deparse_context_plan(es->deparse_cxt, node->ss.ps.plan, ancestors);
	bool		prefix = cext_explain_tables(es) > 1 || es->verbose;
	TupleDesc	descriptor = s->flow.rows.descriptor;
	List	   *columns = NIL;
	StringInfoData lookups;
	ListCell   *cell;

	ExplainPropertyText(es->verbose ? "Function Call" : "Function",
						es->verbose ? deparse_expression((Node *) s->call, context, prefix, false) : get_func_name(s->call->funcid), es);
	foreach(cell, plan->custom_scan_tlist)
		columns = lappend(columns, lfirst_node(TargetEntry, cell)->resname);
	if (columns != NIL)
		ExplainPropertyList("Columns", columns, es);
	initStringInfo(&lookups);
	for (int k = 0; k < s->lookups; k++)
		appendStringInfo(&lookups, "%s(%s = %s%s%s)", k == 0 ? "" : " AND ",
						 quote_identifier(NameStr(TupleDescAttr(descriptor, s->lookup[k].column - 1)->attname)),
						 s->lookup[k].is_array ? "ANY (" : "",
						 deparse_expression(list_nth(plan->custom_exprs, k + 1), context, prefix, false),
						 s->lookup[k].is_array ? ")" : "");
	if (s->lookups > 0)
		ExplainPropertyText("Lookup", lookups.data, es);
}

static Node *
create(CustomScan *plan)
{
	static const CustomExecMethods methods = {
		.CustomName = "ClusterMatrixScan",
		.BeginCustomScan = begin,
		.ExecCustomScan = execute,
		.EndCustomScan = end,
		.ReScanCustomScan = rescan,
		.ExplainCustomScan = explain,
	};
	MatrixScan *s = (MatrixScan *) newNode(sizeof(MatrixScan), T_CustomScanState);

	s->frame.methods = &methods;
	return (Node *) s;
}

const CustomScanMethods cext_scan_methods = {"ClusterMatrixScan", create};
