/*
 * plan.c: when the planner takes a scan of our own.
 *
 * PostgreSQL computes all rows of a function in FROM, keeps them, and filters.
 * For functions of flows.c there is another way to the same rows in the same
 * order: one by one, without columns that the query does not use, and without
 * regions or industries that it does not ask for.  Whatever is not known to
 * be the same, or is asked for in an unusual way, is left to PostgreSQL.
 */
#include "pg/stream/plan.h"
#include "pg/functions.h"
#include "pg/settings.h"
#include "pg/stream/flows.h"
#include "pg/stream/scan.h"

#include "access/sysattr.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/clauses.h"
#include "optimizer/cost.h"
#include "optimizer/pathnode.h"
#include "optimizer/paths.h"
#include "optimizer/restrictinfo.h"
#include "parser/parsetree.h"
#include "utils/lsyscache.h"

/* What finding a label costs, in operators: some comparisons, and to start again. */
#define LOOKUP_OPERATORS 100

static set_rel_pathlist_hook_type next_hook = NULL;

/* Which functions ------------------------------------------------------ */

/* The flow that a call makes, or NULL.  One that sets parameters or changes users has another address. */
static const CextFlowKind *
kind_of(const FuncExpr *call)
{
	FmgrInfo	info;

	return call->funcretset && cext_find_function(call->funcid, &info) ? cext_flow_kind(info.fn_addr) : NULL;
}

/* Has its row type columns of the usual kind? */
static bool
has_plain_rows(const FuncExpr *call)
{
	TupleDesc	descriptor;

	if (get_expr_result_type((Node *) call, NULL, &descriptor) != TYPEFUNC_COMPOSITE || descriptor->natts > CEXT_COLUMNS_MOST)
		return false;
	for (int i = 0; i < descriptor->natts; i++)
		if (TupleDescAttr(descriptor, i)->attisdropped)
			return false;
	return true;
}

/* The call of a relation that is one of our functions and nothing else, or NULL. */
static FuncExpr *
call_of(const RangeTblEntry *rte, const CextFlowKind **kind)
{
	RangeTblFunction *function;

	if (rte->rtekind != RTE_FUNCTION || rte->funcordinality || list_length(rte->functions) != 1)
		return NULL;
	function = linitial(rte->functions);
	if (function->funccolnames != NIL || !IsA(function->funcexpr, FuncExpr))
		return NULL;
	*kind = kind_of((FuncExpr *) function->funcexpr);
	if (*kind == NULL || !has_plain_rows((FuncExpr *) function->funcexpr))
		return NULL;
	return (FuncExpr *) function->funcexpr;
}

/* Is the whole row used, as one value? */
static bool
uses_whole_row(const RelOptInfo *rel)
{
	Bitmapset  *used = NULL;
	ListCell   *cell;

	pull_varattnos((Node *) rel->reltarget->exprs, rel->relid, &used);
	foreach(cell, rel->baserestrictinfo)
		pull_varattnos((Node *) lfirst_node(RestrictInfo, cell)->clause, rel->relid, &used);
	foreach(cell, rel->joininfo)
		pull_varattnos((Node *) lfirst_node(RestrictInfo, cell)->clause, rel->relid, &used);
	return bms_is_member(InvalidAttrNumber - FirstLowInvalidHeapAttributeNumber, used);
}

/* Which labels --------------------------------------------------------- */

/* What the label in a column must be. */
typedef struct Lookup
{
	RestrictInfo *by;			/* NULL: anything */
	Expr	   *label;
	bool		is_array;
} Lookup;

static bool
is_column(const Node *node, const RelOptInfo *rel, int column)
{
	const Var  *var = (const Var *) node;

	return IsA(node, Var) && (Index) var->varno == rel->relid && var->varattno == column && var->varlevelsup == 0 &&
		var->vartype == TEXTOID;
}

/* Equality of texts is that of bytes, unless a collation says otherwise. */
static bool
is_text_equality(Oid operator, Oid collation)
{
	return operator == TextEqualOperator && OidIsValid(collation) && get_collation_isdeterministic(collation);
}

/* Is the value the same for all rows of the function?  A subquery of the outer row may hide what is volatile. */
static bool
is_fixed(const RelOptInfo *rel, PlannerInfo *root, Node *value)
{
	return !bms_is_member(rel->relid, pull_varnos(root, value)) && !contain_volatile_functions(value) && !contain_subplans(value);
}

/* The value that a clause says the column's label is, or NULL if it says none. */
static Expr *
value_in(PlannerInfo *root, const RelOptInfo *rel, const Node *clause, int column, bool *is_array)
{
	Node	   *left,
			   *right;

	*is_array = IsA(clause, ScalarArrayOpExpr);
	if (*is_array)
	{
		const ScalarArrayOpExpr *any = (const ScalarArrayOpExpr *) clause;

		left = linitial(any->args);
		right = lsecond(any->args);
		if (!any->useOr || !is_text_equality(any->opno, any->inputcollid))
			return NULL;
	}
	else if (IsA(clause, OpExpr) && list_length(((const OpExpr *) clause)->args) == 2)
	{
		const OpExpr *equal = (const OpExpr *) clause;

		left = linitial(equal->args);
		right = lsecond(equal->args);
		if (!is_text_equality(equal->opno, equal->inputcollid))
			return NULL;
		if (!is_column(left, rel, column))
		{
			left = right;
			right = linitial(equal->args);
		}
	}
	else
		return NULL;
	return is_column(left, rel, column) && is_fixed(rel, root, right) ? (Expr *) right : NULL;
}

/* The first clause that says what a column's label is. */
static Lookup
lookup_in(PlannerInfo *root, RelOptInfo *rel, List *clauses, int column)
{
	Lookup		lookup = {0};
	ListCell   *cell;

	foreach(cell, clauses)
	{
		RestrictInfo *clause = lfirst_node(RestrictInfo, cell);

		if (column == 0 || clause->pseudoconstant || !restriction_is_securely_promotable(clause, rel))
			continue;
		lookup.label = value_in(root, rel, (Node *) clause->clause, column, &lookup.is_array);
		if (lookup.label == NULL)
			continue;
		lookup.by = clause;
		break;
	}
	return lookup;
}

/* Both sides' lookups among clauses; those of no column come out as none. */
static void
find_lookups(PlannerInfo *root, RelOptInfo *rel, const CextFlowKind *kind, List *clauses, Lookup lookup[2])
{
	lookup[0] = lookup_in(root, rel, clauses, kind->outer_column);
	lookup[1] = lookup_in(root, rel, clauses, kind->inner_column);
}

static List *
without_lookups(List *clauses, const Lookup lookup[2])
{
	List	   *rest = list_copy(clauses);

	for (int k = 0; k < 2; k++)
		if (lookup[k].by != NULL)
			rest = list_delete_ptr(rest, lookup[k].by);
	return rest;
}

/* The plan ------------------------------------------------------------- */

/*
 * The columns of a relation that its path's target and clauses use, as its Vars,
 * in order.  The target list itself may come later, but made of the target.
 */
static List *
columns_used(const RelOptInfo *rel, const FuncExpr *call, const Path *path, List *clauses)
{
	Bitmapset  *used = NULL;
	List	   *columns = NIL;
	TupleDesc	descriptor;

	pull_varattnos((Node *) path->pathtarget->exprs, rel->relid, &used);
	pull_varattnos((Node *) clauses, rel->relid, &used);
	get_expr_result_type((Node *) call, NULL, &descriptor);
	for (int column = 1; column <= descriptor->natts; column++)
	{
		Form_pg_attribute attribute = TupleDescAttr(descriptor, column - 1);

		if (!bms_is_member(column - FirstLowInvalidHeapAttributeNumber, used))
			continue;
		columns = lappend(columns,
						  makeTargetEntry((Expr *) makeVar(rel->relid, column, attribute->atttypid, attribute->atttypmod,
														   attribute->attcollation, 0),
										  list_length(columns) + 1, pstrdup(NameStr(attribute->attname)), false));
	}
	return columns;
}

static Plan *
make_plan(PlannerInfo *root, RelOptInfo *rel, CustomPath *path, List *tlist, List *clauses, List *children)
{
	const CextFlowKind *kind;
	FuncExpr   *call = call_of(planner_rt_fetch(rel->relid, root), &kind);
	CustomScan *scan = makeNode(CustomScan);
	Lookup		lookup[2];

	find_lookups(root, rel, kind, clauses, lookup);
	scan->flags = path->flags;
	scan->methods = &cext_scan_methods;
	scan->scan.plan.targetlist = tlist;
	scan->scan.plan.qual = extract_actual_clauses(without_lookups(clauses, lookup), false);
	scan->custom_scan_tlist = columns_used(rel, call, &path->path, scan->scan.plan.qual);
	scan->custom_exprs = list_make1(call);
	for (int k = 0; k < 2; k++)
		if (lookup[k].by != NULL)
		{
			scan->custom_exprs = lappend(scan->custom_exprs, lookup[k].label);
			scan->custom_private = lappend_int(scan->custom_private, k == 0 ? kind->outer_column : kind->inner_column);
			scan->custom_private = lappend_int(scan->custom_private, lookup[k].is_array);
		}
	return &scan->scan.plan;
}

/* The path ------------------------------------------------------------- */

/* As cost_functionscan, but for the rows that lookups leave out. */
static void
set_costs(PlannerInfo *root, RelOptInfo *rel, Path *path, List *clauses, const Lookup lookup[2], bool opened_once)
{
	QualCost	call,
				filter;
	double		walked = rel->tuples;
	Cost		startup,
				per_row;

	cost_qual_eval_node(&call, (Node *) planner_rt_fetch(rel->relid, root)->functions, root);
	cost_qual_eval(&filter, without_lookups(clauses, lookup), root);
	for (int k = 0; k < 2; k++)
		if (lookup[k].by != NULL)
			walked *= clause_selectivity(root, (Node *) lookup[k].by, 0, JOIN_INNER, NULL);
	/* Whoever asks again and again opens the matrix once, as every other way to these rows does. */
	startup = opened_once ? 0 : call.startup + call.per_tuple;
	startup += LOOKUP_OPERATORS * cpu_operator_cost + filter.startup + path->pathtarget->cost.startup;
	per_row = cpu_tuple_cost + filter.per_tuple;
	path->startup_cost = startup;
	path->total_cost = startup + clamp_row_est(walked) * per_row + path->rows * path->pathtarget->cost.per_tuple;
}

/* A scan that may use values of these other relations; NULL if it does not use them for a lookup, though it might. */
static Path *
make_path(PlannerInfo *root, RelOptInfo *rel, const CextFlowKind *kind, Relids outer)
{
	static const CustomPathMethods methods = {.CustomName = "ClusterMatrixScan", .PlanCustomPath = make_plan};
	Relids		required = bms_union(outer, rel->lateral_relids);
	ParamPathInfo *parameters = get_baserel_parampathinfo(root, rel, required);
	List	   *clauses = list_copy(rel->baserestrictinfo);
	CustomPath *custom = makeNode(CustomPath);
	Path	   *path = &custom->path;
	Lookup		lookup[2];

	if (parameters != NULL)
		clauses = list_concat(clauses, parameters->ppi_clauses);
	find_lookups(root, rel, kind, clauses, lookup);
	if (!bms_is_empty(outer) && (lookup[0].by == NULL || list_member_ptr(rel->baserestrictinfo, lookup[0].by)) &&
		(lookup[1].by == NULL || list_member_ptr(rel->baserestrictinfo, lookup[1].by)))
		return NULL;
	path->pathtype = T_CustomScan;
	path->parent = rel;
	path->pathtarget = rel->reltarget;
	path->param_info = parameters;
	path->parallel_safe = rel->consider_parallel;
	path->rows = parameters != NULL ? parameters->ppi_rows : rel->rows;
	custom->flags = CUSTOMPATH_SUPPORT_PROJECTION;
	custom->methods = &methods;
	set_costs(root, rel, path, clauses, lookup, !bms_is_empty(outer));
	return path;
}

static bool
member_is_column(PlannerInfo *root, RelOptInfo *rel, EquivalenceClass *class, EquivalenceMember *member, void *column)
{
	return is_column((Node *) member->em_expr, rel, *(int *) column);
}

/* Sets of relations are no nodes before PostgreSQL 16, so that list_append_unique does not know them. */
static List *
add_set(List *sets, Relids set)
{
	ListCell   *cell;

	foreach(cell, sets)
		if (bms_equal(lfirst(cell), set))
			return sets;
	return lappend(sets, set);
}

/* The sets of other relations whose values a column is equal to, appended to those known. */
static List *
add_outer_relids(PlannerInfo *root, RelOptInfo *rel, int column, List *sets)
{
	List	   *clauses = NIL;
	ListCell   *cell;

	if (column == 0)
		return sets;
	foreach(cell, rel->joininfo)
		if (join_clause_is_movable_to(lfirst_node(RestrictInfo, cell), rel))
			clauses = lappend(clauses, lfirst(cell));
	if (rel->has_eclass_joins)
		clauses = list_concat(clauses, generate_implied_equalities_for_column(root, rel, member_is_column, &column,
																			  rel->lateral_referencers));
	foreach(cell, clauses)
	{
		RestrictInfo *clause = lfirst_node(RestrictInfo, cell);
		Relids		others = bms_copy(clause->clause_relids);
		bool		is_array;

		others = bms_del_member(others, rel->relid);
		if (!bms_is_empty(others) && value_in(root, rel, (Node *) clause->clause, column, &is_array) != NULL)
			sets = add_set(sets, others);
	}
	return sets;
}

/*
 * Scans for the inner side of a nested loop, which look up what the outer side
 * has.  Not where arguments come from other relations: each row of the outer side
 * might bring other ones, and to open a matrix takes longer than all of its rows.
 */
static void
add_lookup_paths(PlannerInfo *root, RelOptInfo *rel, const CextFlowKind *kind)
{
	List	   *sets = add_outer_relids(root, rel, kind->inner_column, add_outer_relids(root, rel, kind->outer_column, NIL));
	Relids		all = NULL;
	ListCell   *cell;

	foreach(cell, sets)
		all = bms_add_members(all, lfirst(cell));
	if (all != NULL)
		sets = add_set(sets, all);
	foreach(cell, sets)
	{
		Path	   *path = make_path(root, rel, kind, lfirst(cell));

		if (path != NULL)
			add_path(rel, path);
	}
}

/* Ours take the place of PostgreSQL's scan, which costs the same or more. */
static void
consider(PlannerInfo *root, RelOptInfo *rel, Index rti, RangeTblEntry *rte)
{
	const CextFlowKind *kind;
	List	   *others = NIL;
	ListCell   *cell;

	if (next_hook != NULL)
		next_hook(root, rel, rti, rte);
	if (!cext_enable_scan || call_of(rte, &kind) == NULL || !IS_SIMPLE_REL(rel) || IS_DUMMY_REL(rel) || uses_whole_row(rel))
		return;
	foreach(cell, rel->pathlist)
		if (((Path *) lfirst(cell))->pathtype != T_FunctionScan)
			others = lappend(others, lfirst(cell));
	rel->pathlist = others;
	add_path(rel, make_path(root, rel, kind, NULL));
	if (rel->reloptkind == RELOPT_BASEREL && bms_is_empty(rel->lateral_relids))
		add_lookup_paths(root, rel, kind);
}

void
cext_stream_init(void)
{
	RegisterCustomScanMethods(&cext_scan_methods);
	next_hook = set_rel_pathlist_hook;
	set_rel_pathlist_hook = consider;
}
