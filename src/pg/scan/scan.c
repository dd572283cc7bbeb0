/*
 * scan.c: plans in which a node of ours stands for an aggregation over a table.
 *
 * The server plans as it always does.  In the finished plan an aggregation right
 * above a sequential scan, whole or partial, is replaced where each of its parts is
 * known to come out the same; the rest of the plan stays as it is, and so does
 * everything else.
 */
#include "pg/scan/scan.h"
#include "pg/scan/aggregates.h"
#include "pg/scan/scan_node.h"
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
	const Scan *scan;
	List	   *computed;		/* what a node of ours would compute: columns of the GROUP BY, then aggregates */
	bool		any;			/* a matrix among them? */
	bool		declined;
} Candidate;

/* What an expression above the scan stands for below it. */
static Node *
below(Node *node, void *context)
{
	Candidate  *c = context;

	if (node == NULL)
		return NULL;
	if (IsA(node, Var) && ((Var *) node)->varno == OUTER_VAR)
		return copyObject((Node *) ((TargetEntry *) list_nth(c->scan->plan.targetlist, ((Var *) node)->varattno - 1))->expr);
	return expression_tree_mutator(node, below, context);
}

/* The node's column of an expression: it is put there if `add`, else it must be there. */
static Node *
computed(Candidate *c, Node *expression, bool add)
{
	ListCell   *cell;
	TargetEntry *entry = NULL;

	foreach(cell, c->computed)
		if (equal(((TargetEntry *) lfirst(cell))->expr, expression))
			entry = lfirst(cell);
	if (entry == NULL && add)
	{
		entry = makeTargetEntry((Expr *) expression, (AttrNumber) (list_length(c->computed) + 1), NULL, false);
		c->computed = lappend(c->computed, entry);
	}
	if (entry == NULL)
	{
		c->declined = true;
		return expression;
	}
	return (Node *) makeVar(INDEX_VAR, entry->resno, exprType(expression), exprTypmod(expression), exprCollation(expression), 0);
}

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

/* Expressions above the aggregation, as expressions of what the node computes. */
static Node *
above(Node *node, void *context)
{
	Candidate  *c = context;

	if (node == NULL || c->declined)
		return node;
	if (IsA(node, Var))
		return computed(c, below(node, c), false);
	if (IsA(node, Aggref))
	{
		Aggref	   *aggref = (Aggref *) below(node, c);
		CextAggregate aggregate;

		if (aggref->aggsplit != c->agg->aggsplit || !cext_aggregate_of(aggref, c->scan->scanrelid, &aggregate) ||
			contain_volatile_functions((Node *) aggregate.filter) || names_odd_columns((Node *) aggregate.filter, NULL))
		{
			c->declined = true;
			return node;
		}
		c->any |= !cext_aggregate_counts(&aggregate);
		return computed(c, (Node *) aggref, true);
	}
	return expression_tree_mutator(node, above, context);
}

/* Is it a table of the server's own kind, whose pages are as this library knows them? */
static bool
is_heap(Oid table)
{
	Relation	relation = table_open(table, NoLock);
	bool		heap = (relation->rd_rel->relkind == RELKIND_RELATION || relation->rd_rel->relkind == RELKIND_MATVIEW) &&
		relation->rd_tableam == GetHeapamTableAmRoutine();

	table_close(relation, NoLock);
	return heap;
}

static bool
is_replaceable(const Agg *agg, List *tables)
{
	const Plan *below_it = agg->plan.lefttree;
	RangeTblEntry *entry;

	if (below_it == NULL || !IsA(below_it, SeqScan) || agg->plan.qual != NIL || agg->groupingSets != NIL || agg->chain != NIL ||
		(agg->aggsplit != AGGSPLIT_SIMPLE && agg->aggsplit != AGGSPLIT_INITIAL_SERIAL) ||
		(agg->aggstrategy != AGG_PLAIN && agg->aggstrategy != AGG_HASHED))
		return false;
	entry = rt_fetch(((const Scan *) below_it)->scanrelid, tables);
	return entry->rtekind == RTE_RELATION && !contain_volatile_functions((Node *) below_it->qual) &&
		!names_odd_columns((Node *) below_it->qual, NULL) && is_heap(entry->relid);
}

/* The columns of the GROUP BY, each a plain one. */
static bool
take_keys(Candidate *c)
{
	for (int i = 0; i < c->agg->numCols; i++)
	{
		TargetEntry *entry = list_nth(c->scan->plan.targetlist, c->agg->grpColIdx[i] - 1);

		if (!IsA(entry->expr, Var) || ((Var *) entry->expr)->varattno <= 0)
			return false;
		c->computed = lappend(c->computed, makeTargetEntry(copyObject(entry->expr), (AttrNumber) (i + 1), NULL, false));
	}
	return true;
}

static List *
oids(const Oid *oid, int count)
{
	List	   *list = NIL;

	for (int i = 0; i < count; i++)
		list = lappend_oid(list, oid[i]);
	return list;
}

/* The aggregation as it was, or a scan of ours for it. */
static Plan *
replaced(const Agg *agg, List *tables)
{
	Candidate	c = {.agg = agg};
	CustomScan *node;
	List	   *target;

	if (!is_replaceable(agg, tables))
		return (Plan *) agg;
	c.scan = (const Scan *) agg->plan.lefttree;
	if (!take_keys(&c))
		return (Plan *) agg;
	target = (List *) above((Node *) agg->plan.targetlist, &c);
	if (c.declined || !c.any)
		return (Plan *) agg;

	node = makeNode(CustomScan);
	node->scan.plan = agg->plan;
	node->scan.plan.type = T_CustomScan;
	node->scan.plan.targetlist = target;
	node->scan.plan.qual = c.scan->plan.qual;
	node->scan.plan.lefttree = NULL;
	node->scan.plan.parallel_aware = c.scan->plan.parallel_aware;
	node->scan.plan.initPlan = list_concat(agg->plan.initPlan, c.scan->plan.initPlan);
	node->scan.scanrelid = c.scan->scanrelid;
	node->custom_scan_tlist = c.computed;
	node->custom_relids = bms_make_singleton(c.scan->scanrelid);
	node->custom_private = list_make3(oids(agg->grpOperators, agg->numCols), oids(agg->grpCollations, agg->numCols),
									  makeInteger((int) Min(agg->numGroups, 1000000)));
	node->methods = &cext_scan_methods;
	return (Plan *) node;
}

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
