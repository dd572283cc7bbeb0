/*
 * scan_groups.c: the groups of a GROUP BY, found by plain columns of the row at hand.
 */
#include "pg/scan/scan_groups.h"

#include "access/tupmacs.h"
#include "executor/executor.h"
#include "utils/memutils.h"

/* The hash table, of the columns that tell groups apart. */
static void
open_table(CextGroups *g, PlanState *parent, CextColumns *columns, const AttrNumber *column,
		   const Oid *operators, const Oid *collations, long estimate)
{
	TupleDesc	descriptor = CreateTemplateTupleDesc(g->keys);
	AttrNumber *number = palloc(g->keys * sizeof(AttrNumber));
	Oid		   *equal;
	FmgrInfo   *hash;

	g->key = palloc(g->keys * sizeof(CextKey));
	for (int i = 0; i < g->keys; i++)
	{
		Form_pg_attribute attribute = TupleDescAttr(columns->descriptor, column[i] - 1);

		TupleDescCopyEntry(descriptor, (AttrNumber) (i + 1), columns->descriptor, column[i]);
		g->key[i] = (CextKey) {cext_columns_want(columns, column[i]), attribute->attlen, attribute->attbyval};
		number[i] = (AttrNumber) (i + 1);
	}
	g->looked_up = MakeSingleTupleTableSlot(descriptor, &TTSOpsVirtual);
	execTuplesHashPrepare(g->keys, operators, &equal, &hash);
	g->table = BuildTupleHashTableExt(parent, descriptor, g->keys, number, equal, hash, (Oid *) collations,
									  Max(Min(estimate, 10000), 1), CEXT_ENTRY_BYTES, CurrentMemoryContext, g->context,
									  parent->ps_ExprContext->ecxt_per_tuple_memory, false);
}

CextGroups *
cext_groups_new(PlanState *parent, CextColumns *columns, int keys, const AttrNumber *column,
				const Oid *operators, const Oid *collations, long estimate, int totals)
{
	CextGroups *g = palloc0(sizeof(CextGroups));

	g->keys = keys;
	g->totals = totals;
	g->context = AllocSetContextCreate(CurrentMemoryContext, "cluster_ext groups", ALLOCSET_DEFAULT_SIZES);
	g->host = cext_host(g->context);
	if (keys > 0)
		open_table(g, parent, columns, column, operators, collations, estimate);
	return g;
}

static CextGroup *
new_group(CextGroups *g, MinimalTuple key)
{
	CextGroup  *group = MemoryContextAllocZero(g->context, offsetof(CextGroup, total) + g->totals * sizeof(CextTotal));

	group->key = key;
	for (int i = 0; i < g->totals; i++)
		group->total[i].host = &g->host;
	if (g->last == NULL)
		g->first = group;
	else
		g->last->next = group;
	g->last = group;
	return group;
}

void
cext_groups_reset(CextGroups *g)
{
	if (g->keys > 0)
	{
		ExecClearTuple(g->looked_up);
		ResetTupleHashTable(g->table);
		memset(g->recent, 0, sizeof(g->recent));
	}
	MemoryContextReset(g->context);
	g->first = g->last = NULL;
	g->full = false;
	if (g->keys == 0)
		new_group(g, NULL);
}

/* What there is may grow beyond the limit, as in the server's own hash aggregation; what is new must not. */
static bool
is_full(CextGroups *g)
{
	g->full |= g->first != NULL && MemoryContextMemAllocated(g->context, true) >= get_hash_memory_limit();
	return g->full;
}

static CextGroup *
find_in_table(CextGroups *g, const CextColumns *columns)
{
	bool		is_new = false;
	TupleHashEntry entry;
	CextGroup **place;

	ExecClearTuple(g->looked_up);
	for (int i = 0; i < g->keys; i++)
	{
		const char *value = columns->value[g->key[i].place];

		g->looked_up->tts_isnull[i] = value == NULL;
		if (value != NULL)
			g->looked_up->tts_values[i] = fetch_att(value, g->key[i].by_value, g->key[i].length);
	}
	ExecStoreVirtualTuple(g->looked_up);
	entry = LookupTupleHashEntry(g->table, g->looked_up, is_full(g) ? NULL : &is_new, &g->hash);
	if (entry == NULL)
		return NULL;
	place = TupleHashEntryGetAdditional(g->table, entry);
	if (is_new)
		*place = new_group(g, entry->firstTuple);
	return *place;
}

CextGroup *
cext_groups_find_by_key(CextGroups *g, const CextColumns *columns)
{
	const char *value = columns->value[g->key[0].place];
	Datum		key;
	uint32		at;

	if (g->keys > 1 || !g->key[0].by_value || value == NULL)
		return find_in_table(g, columns);
	/* The same bits are equal, whatever else may be. */
	key = fetch_att(value, true, g->key[0].length);
	at = (uint32) (((uint64) key * UINT64_C(0x9E3779B97F4A7C15)) >> 54);
	if (g->recent[at].group == NULL || g->recent[at].key != key)
	{
		CextGroup  *group = find_in_table(g, columns);

		if (group == NULL)
			return NULL;
		g->recent[at].key = key;
		g->recent[at].group = group;
	}
	return g->recent[at].group;
}
