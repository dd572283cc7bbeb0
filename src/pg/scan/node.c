/*
 * node.c: a node that reads a table and builds matrices of it.
 *
 * It stands where an aggregation over a sequential scan stood, whole or partial,
 * and gives the same rows.  No executor is between the page and the builder but
 * for conditions, which see rows as they would anywhere.
 */
#include "pg/scan/node.h"
#include "pg/scan/pages.h"
#include "pg/scan/scan_groups.h"

#include "access/table.h"
#include "access/tableam.h"
#include "executor/nodeCustom.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/ruleutils.h"
#include "utils/tuplestore.h"

#define PARTS_BITS 4
#define PARTS (1 << PARTS_BITS)

typedef struct KeptRows
{
	Tuplestorestate *rows;
	int			level;
} KeptRows;

typedef struct MatrixBuild
{
	CustomScanState css;
	CextPages	pages;
	CextColumns columns;
	int			aggregates;
	CextAggregate *aggregate;
	ExprState **filter;			/* by aggregate */
	TupleTableSlot *row;		/* for conditions; NULL where there are none */
	MemoryContext values;		/* what reading values takes, until the next page */

	CextGroups *groups;

	/*
	 * Rows of groups that did not fit are kept until those that did are done:
	 * in parts, so that a row is not read again and again for the groups of others.
	 */
	Tuplestorestate *part[PARTS];
	int			level;			/* how often the rows at hand have been kept */
	List	   *kept;			/* of KeptRows, the next ones first */
	TupleTableSlot *kept_row;
	TupleTableSlot *key;

	bool		has_read;
	CextGroup  *next;			/* to be given */
	MemoryContext result;
} MatrixBuild;

/* Rows ----------------------------------------------------------------- */

static bool
holds(MatrixBuild *s, ExprState *condition)
{
	ExprContext *context = s->css.ss.ps.ps_ExprContext;

	context->ecxt_scantuple = s->row;
	return ExecQual(condition, context);
}

static void
keep_for_later(MatrixBuild *s, HeapTuple tuple)
{
	Tuplestorestate **part = &s->part[s->groups->hash >> (s->level * PARTS_BITS) % 32 & (PARTS - 1)];

	if (*part == NULL)
	{
		MemoryContext before = MemoryContextSwitchTo(s->css.ss.ps.state->es_query_cxt);

		*part = tuplestore_begin_heap(false, false, Max(work_mem / PARTS, 64));
		MemoryContextSwitchTo(before);
	}
	tuplestore_puttuple(*part, tuple);
}

/* What was kept while some rows were read comes before what is kept already. */
static void
note_kept(MatrixBuild *s)
{
	MemoryContext before = MemoryContextSwitchTo(s->css.ss.ps.state->es_query_cxt);

	for (int i = 0; i < PARTS; i++)
	{
		KeptRows   *kept;

		if (s->part[i] == NULL)
			continue;
		kept = palloc(sizeof(KeptRows));
		*kept = (KeptRows) {s->part[i], s->level + 1};
		s->kept = lcons(kept, s->kept);
		s->part[i] = NULL;
	}
	MemoryContextSwitchTo(before);
}

static inline void
take(MatrixBuild *s, HeapTuple tuple)
{
	CextGroup  *group;

	if (s->row != NULL)
	{
		ResetExprContext(s->css.ss.ps.ps_ExprContext);
		ExecStoreHeapTuple(tuple, s->row, false);
		/* Rows that were kept have passed, and may not again where a subquery is volatile. */
		if (s->level == 0 && s->css.ss.ps.qual != NULL && !holds(s, s->css.ss.ps.qual))
		{
			InstrCountFiltered1(&s->css, 1);
			return;
		}
	}
	cext_columns_read(&s->columns, tuple->t_data);
	group = cext_groups_find(s->groups, &s->columns);
	if (unlikely(group == NULL))
	{
		keep_for_later(s, tuple);
		return;
	}
	for (int i = 0; i < s->aggregates; i++)
		if (s->filter[i] == NULL || holds(s, s->filter[i]))
			s->aggregate[i].add(&s->aggregate[i], &s->columns, &group->total[i]);
}

/* What was fetched, and what comparing and hashing keys took. */
static void
forget_values(MatrixBuild *s)
{
	MemoryContextReset(s->values);
	ResetExprContext(s->css.ss.ps.ps_ExprContext);
}

static void
read_table(MatrixBuild *s)
{
	EState	   *state = s->css.ss.ps.state;
	Relation	relation = s->css.ss.ss_currentRelation;
	HeapTupleData tuple = {.t_tableOid = RelationGetRelid(relation)};
	MemoryContext before = MemoryContextSwitchTo(s->values);

	if (s->css.ss.ss_currentScanDesc == NULL)
	{
		MemoryContextSwitchTo(state->es_query_cxt);
		s->css.ss.ss_currentScanDesc = table_beginscan(relation, state->es_snapshot, 0, NULL);
		MemoryContextSwitchTo(s->values);
	}
	cext_pages_begin(&s->pages, s->css.ss.ss_currentScanDesc);
	while (cext_pages_next(&s->pages))
	{
		for (int i = 0; i < s->pages.rows; i++)
		{
			cext_pages_row(&s->pages, i, &tuple);
			take(s, &tuple);
		}
		forget_values(s);
	}
	if (s->row != NULL)
		ExecClearTuple(s->row);
	MemoryContextSwitchTo(before);
}

/* Rows that were kept, once the groups before them are given. */
static void
read_kept(MatrixBuild *s)
{
	KeptRows   *kept = linitial(s->kept);
	MemoryContext before = MemoryContextSwitchTo(s->values);
	HeapTupleData tuple = {.t_len = 0};
	bool		owned;

	s->level = kept->level;
	while (tuplestore_gettupleslot(kept->rows, true, false, s->kept_row))
	{
		MinimalTuple minimal = ExecFetchSlotMinimalTuple(s->kept_row, &owned);

		tuple.t_data = (HeapTupleHeader) ((char *) minimal - MINIMAL_TUPLE_OFFSET);
		tuple.t_len = minimal->t_len + MINIMAL_TUPLE_OFFSET;
		take(s, &tuple);
		/* It may own a row that was read into this context. */
		ExecClearTuple(s->kept_row);
		forget_values(s);
		CHECK_FOR_INTERRUPTS();
	}
	if (s->row != NULL)
		ExecClearTuple(s->row);
	MemoryContextSwitchTo(before);
	s->kept = list_delete_first(s->kept);
	tuplestore_end(kept->rows);
	pfree(kept);
}

/* Results -------------------------------------------------------------- */

/* To the next group whose values are to be given; NULL after the last one. */
static CextGroup *
next_group(MatrixBuild *s)
{
	CextGroup  *group;

	while (s->next == NULL && (!s->has_read || s->kept != NIL))
	{
		cext_groups_reset(s->groups);
		if (s->has_read)
			read_kept(s);
		else
			read_table(s);
		s->has_read = true;
		note_kept(s);
		s->next = s->groups->first;
	}
	group = s->next;
	s->next = group == NULL ? NULL : group->next;
	return group;
}

static TupleTableSlot *
give(CustomScanState *node)
{
	MatrixBuild *s = (MatrixBuild *) node;
	TupleTableSlot *slot = node->ss.ss_ScanTupleSlot;
	CextGroup  *group = next_group(s);
	int			keys = s->groups->keys;
	MemoryContext before;

	ExecClearTuple(slot);
	if (group == NULL)
		return slot;
	MemoryContextReset(s->result);
	before = MemoryContextSwitchTo(s->result);
	if (keys > 0)
	{
		ExecStoreMinimalTuple(group->key, s->key, false);
		slot_getallattrs(s->key);
	}
	for (int i = 0; i < keys; i++)
	{
		slot->tts_values[i] = s->key->tts_values[i];
		slot->tts_isnull[i] = s->key->tts_isnull[i];
	}
	for (int i = 0; i < s->aggregates; i++)
		slot->tts_values[keys + i] = cext_aggregate_value(&s->aggregate[i], &group->total[i], &slot->tts_isnull[keys + i]);
	MemoryContextSwitchTo(before);
	ExecStoreVirtualTuple(slot);
	if (node->ss.ps.ps_ProjInfo == NULL)
		return slot;
	ResetExprContext(node->ss.ps.ps_ExprContext);
	node->ss.ps.ps_ExprContext->ecxt_scantuple = slot;
	return ExecProject(node->ss.ps.ps_ProjInfo);
}

/* Start and end -------------------------------------------------------- */

/* Conditions see rows as they are stored; the node's own slot has what it computes. */
static void
begin_conditions(MatrixBuild *s, CustomScan *plan)
{
	PlanState  *ps = &s->css.ss.ps;
	TupleDesc	descriptor = RelationGetDescr(s->css.ss.ss_currentRelation);
	bool		any = plan->scan.plan.qual != NIL;

	ps->scanops = &TTSOpsHeapTuple;
	ps->scandesc = descriptor;
	ps->scanopsfixed = ps->scanopsset = true;
	ps->qual = ExecInitQual(plan->scan.plan.qual, ps);
	s->filter = palloc0(s->aggregates * sizeof(ExprState *));
	for (int i = 0; i < s->aggregates; i++)
		if (s->aggregate[i].filter != NULL)
		{
			s->filter[i] = ExecInitQual(list_make1(s->aggregate[i].filter), ps);
			any = true;
		}
	if (any)
		s->row = ExecAllocTableSlot(&s->css.ss.ps.state->es_tupleTable, descriptor, &TTSOpsHeapTuple);
}

static void
begin_groups(MatrixBuild *s, CustomScan *plan, int keys)
{
	AttrNumber *column = palloc(keys * sizeof(AttrNumber));
	Oid		   *operators = palloc(keys * sizeof(Oid)),
			   *collations = palloc(keys * sizeof(Oid));

	for (int i = 0; i < keys; i++)
	{
		column[i] = ((Var *) ((TargetEntry *) list_nth(plan->custom_scan_tlist, i))->expr)->varattno;
		operators[i] = list_nth_oid(linitial(plan->custom_private), i);
		collations[i] = list_nth_oid(lsecond(plan->custom_private), i);
	}
	s->groups = cext_groups_new(&s->css.ss.ps, &s->columns, keys, column, operators, collations,
								intVal(lthird(plan->custom_private)), s->aggregates);
	if (keys == 0)
		return;
	s->key = ExecAllocTableSlot(&s->css.ss.ps.state->es_tupleTable, s->groups->looked_up->tts_tupleDescriptor, &TTSOpsMinimalTuple);
	s->kept_row = ExecAllocTableSlot(&s->css.ss.ps.state->es_tupleTable, s->columns.descriptor, &TTSOpsMinimalTuple);
}

static void
begin(CustomScanState *node, EState *estate, int flags)
{
	MatrixBuild *s = (MatrixBuild *) node;
	CustomScan *plan = (CustomScan *) node->ss.ps.plan;
	int			keys = list_length(linitial(plan->custom_private));

	cext_columns_init(&s->columns, RelationGetDescr(node->ss.ss_currentRelation));
	s->aggregates = list_length(plan->custom_scan_tlist) - keys;
	s->aggregate = palloc0(s->aggregates * sizeof(CextAggregate));
	for (int i = 0; i < s->aggregates; i++)
	{
		Aggref	   *aggref = (Aggref *) ((TargetEntry *) list_nth(plan->custom_scan_tlist, keys + i))->expr;
		CextAggregate *a = &s->aggregate[i];

		if (!cext_aggregate_of(aggref, plan->scan.scanrelid, a))
			elog(ERROR, "aggregate %u has changed since it was planned", aggref->aggfnoid);
		cext_aggregate_check_rights(aggref);
		for (int k = 0; k < a->inputs; k++)
			if (a->input[k].column != 0)
				a->input[k].place = cext_columns_want(&s->columns, a->input[k].column);
	}
	begin_conditions(s, plan);
	begin_groups(s, plan, keys);
	s->values = AllocSetContextCreate(CurrentMemoryContext, "cluster_ext values", ALLOCSET_DEFAULT_SIZES);
	s->result = AllocSetContextCreate(CurrentMemoryContext, "cluster_ext result", ALLOCSET_DEFAULT_SIZES);
}

/* Forgets what was read, and gives back what that took. */
static void
forget(MatrixBuild *s)
{
	cext_pages_end(&s->pages);
	note_kept(s);
	for (; s->kept != NIL; s->kept = list_delete_first(s->kept))
		tuplestore_end(((KeptRows *) linitial(s->kept))->rows);
	s->level = 0;
	s->next = NULL;
	s->has_read = false;
	if (s->key != NULL)
		ExecClearTuple(s->key);
	cext_groups_reset(s->groups);
}

static void
rescan(CustomScanState *node)
{
	forget((MatrixBuild *) node);
	if (node->ss.ss_currentScanDesc != NULL)
		table_rescan(node->ss.ss_currentScanDesc, NULL);
}

static void
end(CustomScanState *node)
{
	forget((MatrixBuild *) node);
	if (node->ss.ss_currentScanDesc != NULL)
		table_endscan(node->ss.ss_currentScanDesc);
	node->ss.ss_currentScanDesc = NULL;
}

/* Parallel scans ------------------------------------------------------- */

static Size
parallel_room(CustomScanState *node, ParallelContext *context)
{
	return table_parallelscan_estimate(node->ss.ss_currentRelation, node->ss.ps.state->es_snapshot);
}

static void
parallel_start(CustomScanState *node, ParallelContext *context, void *shared)
{
	table_parallelscan_initialize(node->ss.ss_currentRelation, shared, node->ss.ps.state->es_snapshot);
	node->ss.ss_currentScanDesc = table_beginscan_parallel(node->ss.ss_currentRelation, shared);
}

static void
parallel_restart(CustomScanState *node, ParallelContext *context, void *shared)
{
	table_parallelscan_reinitialize(node->ss.ss_currentRelation, shared);
}

static void
parallel_join(CustomScanState *node, shm_toc *toc, void *shared)
{
	node->ss.ss_currentScanDesc = table_beginscan_parallel(node->ss.ss_currentRelation, shared);
}

/* What EXPLAIN says ---------------------------------------------------- */

static void
explain(CustomScanState *node, List *ancestors, ExplainState *es)
{
	MatrixBuild *s = (MatrixBuild *) node;
	CustomScan *plan = (CustomScan *) node->ss.ps.plan;
	List	   *context = set_deparse_context_plan(es->deparse_cxt, node->ss.ps.plan, ancestors);
	List	   *keys = NIL;

	for (int i = 0; i < s->groups->keys; i++)
	{
		Node	   *key = (Node *) ((TargetEntry *) list_nth(plan->custom_scan_tlist, i))->expr;

		keys = lappend(keys, deparse_expression(key, context, cext_explain_tables(es) > 1 || es->verbose, true));
	}
	if (keys != NIL)
		ExplainPropertyList("Group Key", keys, es);
}

static Node *
new_state(CustomScan *plan)
{
	static const CustomExecMethods methods = {
		.CustomName = "ClusterMatrixBuild",
		.BeginCustomScan = begin,
		.ExecCustomScan = give,
		.EndCustomScan = end,
		.ReScanCustomScan = rescan,
		.EstimateDSMCustomScan = parallel_room,
		.InitializeDSMCustomScan = parallel_start,
		.ReInitializeDSMCustomScan = parallel_restart,
		.InitializeWorkerCustomScan = parallel_join,
		.ExplainCustomScan = explain,
	};
	MatrixBuild *s = palloc0(sizeof(MatrixBuild));

	NodeSetTag(s, T_CustomScanState);
	s->css.methods = &methods;
	return (Node *) s;
}

const CustomScanMethods cext_build_node_methods = {"ClusterMatrixBuild", new_state};

void
cext_scan_node_init(void)
{
	RegisterCustomScanMethods(&cext_build_node_methods);
}
