/*
 * plan.c: plans in which a node of ours stands for an aggregation over a table.
 *
 * The server plans as it always does.  In the finished plan an aggregation right
 * above a sequential scan, whole or partial, is replaced where each of its parts is
 * known to come out the same; where it has several tables below it, sorted rows or
 * a HAVING, scans of ours come to stand below it, and it combines what they give.
 * Nothing of a plan is changed before all of its new parts are there.
 */
#include "pg/scan/plan.h"
#include "pg/scan/aggregates.h"
#include "pg/scan/node.h"
#include "pg/settings.h"

#include "access/table.h"
#include "catalog/pg_class.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "optimizer/planner.h"
#include "parser/parsetree.h"
#include "utils/rel.h"

static planner_hook_type next_planner;

/* One aggregation that is looked at. */
typedef struct Candidate
{
	const Agg  *agg;
	bool		split;			/* it stays, to put together what several scans have computed, or to choose among it */
	List	   *computed;		/* what scans are to compute: columns of the GROUP BY, and then aggregates */
	bool		declined;
} Candidate;

/* A row's own address or type, or the whole of it, is nothing that a row read later still has. */
static bool
names_odd_columns(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, Var))
		return ((Var *) node)->varattno <= 0;
	return expression_tree_walker(node, names_odd_columns, context);
}

static bool
is_plain_condition(Node *condition)
{
	return !contain_volatile_functions(condition) && !names_odd_columns(condition, NULL);
}

/* Below the aggregation ------------------------------------------------ */

/* An expression of a plan's columns, as one of the columns below. */
static Node *
below(Node *node, void *context)
{
	if (node == NULL)
		return NULL;
	if (IsA(node, Var) && ((Var *) node)->varno == OUTER_VAR)
		return copyObject((Node *) ((TargetEntry *) list_nth(((const Plan *) context)->targetlist, ((Var *) node)->varattno - 1))->expr);
	return expression_tree_mutator(node, below, context);
}

/* The columns that scans of ours have, seen from above. */
static List *
columns_of(List *computed, int from)
{
	List	   *columns = NIL;
	ListCell   *cell;

	foreach(cell, computed)
	{
		TargetEntry *entry = lfirst(cell);
		Node	   *of = (Node *) entry->expr;
		Var		   *column = makeVar(from, entry->resno, exprType(of), exprTypmod(of), exprCollation(of), 0);

		columns = lappend(columns, makeTargetEntry((Expr *) column, entry->resno, NULL, false));
	}
	return columns;
}

/* Is it a table of the server's own kind, whose pages are as this library knows them? */
static bool
is_heap(const RangeTblEntry *entry)
{
	Relation	relation;
	bool		heap;

	if (entry->rtekind != RTE_RELATION)
		return false;
	relation = table_open(entry->relid, NoLock);
	heap = (relation->rd_rel->relkind == RELKIND_RELATION || relation->rd_rel->relkind == RELKIND_MATVIEW) &&
		relation->rd_tableam == GetHeapamTableAmRoutine();
	table_close(relation, NoLock);
	return heap;
}

/* Can a scan of ours compute an expression from the rows of its table? */
static bool
is_computable(const Expr *expression, Index table)
{
	CextAggregate aggregate;

	if (IsA(expression, Aggref))
		return cext_aggregate_of((const Aggref *) expression, table, &aggregate) && is_plain_condition((Node *) aggregate.filter);
	return IsA(expression, Var) && (Index) ((const Var *) expression)->varno == table && ((const Var *) expression)->varattno > 0;
}

/* A scan of ours in the place of the server's; NULL if there can be none. */
static Plan *
own_scan(const Scan *scan, const Candidate *c, List *computed, List *tables)
{
	CustomScan *node = makeNode(CustomScan);
	List	   *operators = NIL,
			   *collations = NIL;
	ListCell   *cell;

	if (!is_plain_condition((Node *) scan->plan.qual) || !is_heap(rt_fetch(scan->scanrelid, tables)))
		return NULL;
	foreach(cell, computed)
		if (!is_computable(((TargetEntry *) lfirst(cell))->expr, scan->scanrelid))
			return NULL;
	for (int i = 0; i < c->agg->numCols; i++)
	{
		operators = lappend_oid(operators, c->agg->grpOperators[i]);
		collations = lappend_oid(collations, c->agg->grpCollations[i]);
	}
	node->scan = *scan;
	node->scan.plan.type = T_CustomScan;
	node->scan.plan.startup_cost = scan->plan.total_cost;
	node->scan.plan.plan_rows = c->agg->plan.plan_rows;
	node->scan.plan.targetlist = columns_of(computed, INDEX_VAR);
	node->custom_scan_tlist = computed;
	node->custom_relids = bms_make_singleton(scan->scanrelid);
	node->custom_private = list_make3(operators, collations, makeInteger((int) Min(c->agg->numGroups, 1000000)));
	node->methods = &cext_build_node_methods;
	return (Plan *) node;
}

static Plan *narrowed(const Plan *plan, const Candidate *c, List *computed, List *tables);

/* Scans of all tables, or NULL. */
static Plan *
narrowed_append(const Append *append, const Candidate *c, List *computed, List *tables)
{
	Append	   *copy = makeNode(Append);
	ListCell   *cell;

	*copy = *append;
	copy->appendplans = NIL;
	foreach(cell, append->appendplans)
	{
		Plan	   *plan = narrowed(lfirst(cell), c, computed, tables);

		if (plan == NULL)
			return NULL;
		copy->appendplans = lappend(copy->appendplans, plan);
	}
	return (Plan *) copy;
}

/* Few rows are left to be sorted, by those of their columns that were to be grouped by. */
static Plan *
narrowed_sort(const Sort *sort, const Candidate *c, List *keys, List *computed, List *tables)
{
	Sort	   *copy = makeNode(Sort);

	*copy = *sort;
	copy->plan.lefttree = narrowed(sort->plan.lefttree, c, computed, tables);
	copy->sortColIdx = palloc(sort->numCols * sizeof(AttrNumber));
	for (int i = 0; i < sort->numCols; i++)
	{
		copy->sortColIdx[i] = 0;
		for (int k = 0; k < c->agg->numCols; k++)
			if (((Var *) ((TargetEntry *) list_nth(keys, k))->expr)->varattno == sort->sortColIdx[i])
				copy->sortColIdx[i] = (AttrNumber) (k + 1);
		if (copy->sortColIdx[i] == 0)
			return NULL;
	}
	return copy->plan.lefttree == NULL ? NULL : (Plan *) copy;
}

/* Does a plan only hand on what is below it? */
static bool
hands_on(const Plan *plan)
{
	return IsA(plan, Result) && plan->lefttree != NULL && plan->qual == NIL && plan->initPlan == NIL &&
		((const Result *) plan)->resconstantqual == NULL;
}

static Plan *
narrowed_kind(const Plan *plan, const Candidate *c, List *computed, List *tables)
{
	List	   *inner = (List *) below((Node *) computed, unconstify(Plan *, plan));
	Plan	   *result = NULL;

	if (hands_on(plan))
		return narrowed(plan->lefttree, c, inner, tables);
	if (IsA(plan, SeqScan))
		return own_scan((const Scan *) plan, c, inner, tables);
	if (IsA(plan, Append))
		result = narrowed_append((const Append *) plan, c, inner, tables);
	else if (IsA(plan, Sort))
		result = narrowed_sort((const Sort *) plan, c, computed, inner, tables);
	if (result != NULL)
		result->targetlist = columns_of(computed, OUTER_VAR);
	return result;
}

/*
 * What is below an aggregation, with scans of ours that compute what is given as
 * expressions of its columns; NULL if there can be none.  The plan stays as it is.
 */
static Plan *
narrowed(const Plan *plan, const Candidate *c, List *computed, List *tables)
{
	Plan	   *result = narrowed_kind(plan, c, computed, tables);

	/* Conditions have come down with the aggregates, and with them what they depend on. */
	if (result != NULL)
	{
		result->extParam = bms_union(result->extParam, c->agg->plan.extParam);
		result->allParam = bms_union(result->allParam, c->agg->plan.allParam);
	}
	return result;
}

/* Above the scans ------------------------------------------------------ */

/* An aggregate of rows, and what the whole of it is in the place where it was. */
static Aggref *
partial(const Aggref *aggref)
{
	Aggref	   *part = copyObject(unconstify(Aggref *, aggref));

	if (part->aggsplit == AGGSPLIT_SIMPLE)
		mark_partial_aggref(part, AGGSPLIT_INITIAL_SERIAL);
	return part;
}

static Aggref *
combined(const Aggref *aggref, Var *part)
{
	Aggref	   *whole = copyObject(unconstify(Aggref *, aggref));

	whole->args = list_make1(makeTargetEntry((Expr *) part, 1, NULL, false));
	whole->aggfilter = NULL;
	whole->aggsplit |= AGGSPLITOP_COMBINE | AGGSPLITOP_DESERIALIZE;
	return whole;
}

/* Where scans have an expression, which is put there if `add`; else it must be there. */
static Var *
column_of(Candidate *c, Expr *expression, bool add)
{
	TargetEntry *entry = NULL;
	ListCell   *cell;

	foreach(cell, c->computed)
		if (equal(((TargetEntry *) lfirst(cell))->expr, expression))
			entry = lfirst(cell);
	if (entry == NULL && add)
	{
		entry = makeTargetEntry(expression, (AttrNumber) (list_length(c->computed) + 1), NULL, false);
		c->computed = lappend(c->computed, entry);
	}
	c->declined |= entry == NULL;
	return makeVar(c->split ? OUTER_VAR : INDEX_VAR, entry == NULL ? 1 : entry->resno, exprType((Node *) expression),
				   exprTypmod((Node *) expression), exprCollation((Node *) expression), 0);
}

/* What the aggregation gives, of the columns of our scans. */
static Node *
above(Node *node, void *context)
{
	Candidate  *c = context;

	if (node == NULL || c->declined)
		return node;
	if (IsA(node, Var))
		return (Node *) column_of(c, (Expr *) node, false);
	if (IsA(node, Aggref) && c->split)
		return (Node *) combined((Aggref *) node, column_of(c, (Expr *) partial((Aggref *) node), true));
	if (IsA(node, Aggref))
		return (Node *) column_of(c, (Expr *) node, true);
	return expression_tree_mutator(node, above, context);
}

/* Only what has a matrix among its aggregates is looked at further. */
static bool
names_a_matrix(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, Aggref))
		return cext_aggregate_is_matrix((Aggref *) node);
	return expression_tree_walker(node, names_a_matrix, context);
}

/* Rows are sorted where the planner expects too many groups for memory; then that is the better way. */
static bool
fits_unsorted(const Agg *agg)
{
	return agg->aggstrategy != AGG_SORTED || (double) agg->numGroups * (double) agg->transitionSpace <= (double) get_hash_memory_limit();
}

static bool
is_candidate(const Agg *agg)
{
	return agg->plan.lefttree != NULL && fits_unsorted(agg) && agg->groupingSets == NIL && agg->chain == NIL && agg->aggstrategy != AGG_MIXED &&
		(agg->aggsplit == AGGSPLIT_SIMPLE || agg->aggsplit == AGGSPLIT_INITIAL_SERIAL) &&
		names_a_matrix((Node *) agg->plan.targetlist, NULL);
}

/* The aggregation, which now puts together what scans of ours have computed. */
static Plan *
combining(const Agg *agg, Plan *below_it, List *target, List *condition)
{
	Agg		   *copy = makeNode(Agg);

	*copy = *agg;
	copy->plan.lefttree = below_it;
	copy->plan.targetlist = target;
	copy->plan.qual = condition;
	copy->aggsplit |= AGGSPLITOP_COMBINE | AGGSPLITOP_DESERIALIZE;
	copy->grpColIdx = palloc(Max(agg->numCols, 1) * sizeof(AttrNumber));
	for (int i = 0; i < agg->numCols; i++)
		copy->grpColIdx[i] = (AttrNumber) (i + 1);
	return (Plan *) copy;
}

/* The aggregation as it was, or what gives the same with scans of ours. */
static Plan *
replaced(Agg *agg, List *tables)
{
	Candidate	c = {.agg = agg};
	List	   *target,
			   *condition;
	Plan	   *below_it = agg->plan.lefttree;

	if (!is_candidate(agg))
		return (Plan *) agg;
	while (hands_on(below_it))
		below_it = below_it->lefttree;
	c.split = !IsA(below_it, SeqScan) || agg->plan.qual != NIL || agg->aggstrategy == AGG_SORTED;
	for (int i = 0; i < agg->numCols; i++)
	{
		Expr	   *key = ((TargetEntry *) list_nth(agg->plan.lefttree->targetlist, agg->grpColIdx[i] - 1))->expr;
		Var		   *column = makeVar(OUTER_VAR, agg->grpColIdx[i], exprType((Node *) key), exprTypmod((Node *) key), exprCollation((Node *) key), 0);

		c.computed = lappend(c.computed, makeTargetEntry((Expr *) column, (AttrNumber) (i + 1), NULL, false));
	}
	target = (List *) above((Node *) agg->plan.targetlist, &c);
	condition = (List *) above((Node *) agg->plan.qual, &c);
	below_it = c.declined ? NULL : narrowed(agg->plan.lefttree, &c, c.computed, tables);
	if (below_it == NULL)
		return (Plan *) agg;
	if (c.split)
		return combining(agg, below_it, target, condition);
	below_it->startup_cost = agg->plan.startup_cost;
	below_it->total_cost = agg->plan.total_cost;
	below_it->plan_width = agg->plan.plan_width;
	below_it->targetlist = target;
	below_it->initPlan = list_concat(agg->plan.initPlan, below_it->initPlan);
	return below_it;
}

/* The whole plan ------------------------------------------------------- */

static Plan *walk(Plan *plan, List *tables);

static void
walk_list(List *plans, List *tables)
{
	ListCell   *cell;

	foreach(cell, plans)
		lfirst(cell) = walk(lfirst(cell), tables);
}

static Plan *
walk(Plan *plan, List *tables)
{
	if (plan == NULL)
		return NULL;
	check_stack_depth();
	plan->lefttree = walk(plan->lefttree, tables);
	plan->righttree = walk(plan->righttree, tables);
	switch (nodeTag(plan))
	{
		case T_Append:
			walk_list(((Append *) plan)->appendplans, tables);
			break;
		case T_MergeAppend:
			walk_list(((MergeAppend *) plan)->mergeplans, tables);
			break;
		case T_ModifyTable:
			walk_list(cext_modifying_plans((ModifyTable *) plan), tables);
			break;
		case T_SubqueryScan:
			((SubqueryScan *) plan)->subplan = walk(((SubqueryScan *) plan)->subplan, tables);
			break;
		case T_CustomScan:
			walk_list(((CustomScan *) plan)->custom_plans, tables);
			break;
		case T_Agg:
			return replaced((Agg *) plan, tables);
		default:
			break;
	}
	return plan;
}

static PlannedStmt *
plan_query(Query *query, const char *text, int options, ParamListInfo parameters)
{
	PlannedStmt *planned = next_planner != NULL ? next_planner(query, text, options, parameters) :
		standard_planner(query, text, options, parameters);

	if (cext_enable_scan)
	{
		planned->planTree = walk(planned->planTree, planned->rtable);
		walk_list(planned->subplans, planned->rtable);
	}
	return planned;
}

void
cext_scan_init(void)
{
	cext_scan_node_init();
	next_planner = planner_hook;
	planner_hook = plan_query;
}
