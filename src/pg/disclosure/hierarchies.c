/*
 * hierarchies.c: which regions and industries are parts of which.
 */
#include "pg/disclosure/hierarchies.h"
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/query.h"
#include "pg/relation.h"
#include "pg/prefixes.h"
#include "pg/settings.h"

#include "core/disclosure/levels.h"
#include "core/numeric/sort.h"

#include "executor/spi.h"

static int
by_number(const void *a, const void *b)
{
	int32_t		x = *(const int32_t *) a,
				y = *(const int32_t *) b;

	return (x > y) - (x < y);
}

/* Numbers of characters, ascending. */
static void
read_digits(FunctionCallInfo fcinfo, int number, CextHierarchy *h)
{
	Datum	   *digit;
	bool	   *isnull;
	int			count = cext_array_argument(fcinfo, number, &digit, &isnull);

	h->digits = palloc((count + 1) * sizeof(int32_t));
	for (int d = 0; d < count; d++)
	{
		h->digits[d] = isnull[d] ? -1 : DatumGetInt32(digit[d]);
		if (h->digits[d] < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("argument \"%s_digits\" must be numbers of characters, 0 or more", h->side),
					 errdetail("Element %d is %s.", d + 1, isnull[d] ? "NULL" : psprintf("%d", h->digits[d])),
					 errhint("ARRAY[0,2,5] takes labels of five characters, groups of their first two, and the total.")));
	}
	h->levels = (uint32_t) count;
	cm_sort(cext_call_host(), h->digits, h->levels, sizeof(int32_t), by_number);
}

/* Pairs of a relation: a label and its parent. */
static void
read_pairs(FunctionCallInfo fcinfo, int number, CextHierarchy *h)
{
	MemoryContext context = CurrentMemoryContext;
	CextRelation relation = cext_relation_argument(fcinfo, number, psprintf("%s_tree", h->side));
	const CextColumn column[] = {{h->side, CEXT_COLUMN_LABEL, CEXT_NEEDED}, {"parent", CEXT_COLUMN_LABEL, CEXT_NEEDED}, {.name = NULL}};
	uint64		rows;

	SPI_connect();
	rows = cext_query(psprintf("SELECT t.%1$s, t.parent FROM %2$s AS t WHERE t.%1$s IS NOT NULL AND t.parent IS NOT NULL"
							   " GROUP BY 1, 2 ORDER BY t.%1$s COLLATE pg_catalog.\"C\", t.parent COLLATE pg_catalog.\"C\"",
							   h->side, cext_relation_select(relation, column)),
					  0, NULL, NULL);
	h->part = MemoryContextAllocHuge(context, (rows + 1) * sizeof(CmText));
	h->whole = MemoryContextAllocHuge(context, (rows + 1) * sizeof(CmText));
	for (uint64 k = 0; k < rows; k++)
	{
		CHECK_FOR_INTERRUPTS();
		h->part[k] = cext_label_of(cext_query_text(k, 1, context));
		h->whole[k] = cext_label_of(cext_query_text(k, 2, context));
	}
	SPI_finish();
	h->pairs = (uint32_t) rows;
	h->of_pairs = true;
}

static void
read_side(FunctionCallInfo fcinfo, int digits, int tree, const char *side, CextHierarchy *h)
{
	*h = (CextHierarchy) {.side = side};
	if (!PG_ARGISNULL(digits) && !PG_ARGISNULL(tree))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("arguments \"%s_digits\" and \"%s_tree\" exclude each other", side, side),
				 errdetail("Both say which labels are parts of which."),
				 errhint("Pass digits where labels begin alike, or the relation of a label and its parent.")));
	if (!PG_ARGISNULL(digits))
		read_digits(fcinfo, digits, h);
	if (!PG_ARGISNULL(tree))
		read_pairs(fcinfo, tree, h);
}

void
cext_hierarchies_argument(FunctionCallInfo fcinfo, int first, CextHierarchies *hierarchies)
{
	read_side(fcinfo, first, first + 2, "region", &hierarchies->region);
	read_side(fcinfo, first + 1, first + 3, "industry", &hierarchies->industry);
}

void
cext_tree(const CextHierarchy *h, const CmText *labels, uint32_t count, CmTree *tree)
{
	CmText		faulty = {"", 0};
	CmTreeFault fault;

	if (!h->of_pairs)
	{
		cm_tree_of_prefixes(tree, cext_call_host(), labels, count, cext_prefix, h->digits, h->levels);
		return;
	}
	fault = cm_tree_of_pairs(tree, cext_call_host(), labels, count, h->part, h->whole, h->pairs, &faulty);
	if (fault != CM_TREE_SOUND)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("relation of argument \"%s_tree\" is no tree", h->side),
				 errdetail(fault == CM_TREE_CIRCLE ? "\"%s\" is above itself." : "\"%s\" has more than one parent.",
						   cext_shown(faulty.bytes, faulty.length)),
				 errhint("Each label has one parent, or none; tables over other groups are published apart.")));
}

/* Levels ---------------------------------------------------------------- */

/* The labels of one side of a stored matrix, cut to the lowest level. */
static CmText *
lowest_labels(const CextHierarchy *h, CmReader *reader, uint32_t count)
{
	CmText	   *label = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) count + 1) * sizeof(CmText));

	for (uint32_t i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		label[i] = cm_get_label(&reader->labels);
		if (h->levels > 0 && !cm_is_total(label[i]))
			label[i] = cext_prefix(label[i], h->digits[h->levels - 1]);
	}
	return label;
}

/* These labels and all that can be above them. */
static CmText *
with_those_above(const CextHierarchy *h, const CmText *label, uint32_t count, uint32_t *all)
{
	Size		most = count + (Size) count * h->levels + h->pairs + 1;
	CmText	   *node = MemoryContextAllocHuge(CurrentMemoryContext, most * sizeof(CmText));

	*all = 0;
	for (uint32_t i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		node[(*all)++] = label[i];
		for (uint32_t l = 0; l < h->levels && !cm_is_total(label[i]); l++)
			node[(*all)++] = cext_prefix(label[i], h->digits[l]);
	}
	for (uint32_t k = 0; k < h->pairs; k++)
		node[(*all)++] = h->whole[k];
	return node;
}

/* The labels of one side of a stored matrix as nodes of the tree that they are in. */
static void
open_leaves(const CextHierarchy *h, CmReader *reader, uint32_t count, CmTree *tree, CmLeaves *leaves)
{
	CmText	   *label = lowest_labels(h, reader, count);
	uint32_t	all;
	CmText	   *node_label = with_those_above(h, label, count, &all);
	uint32_t   *node = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) count + 1) * sizeof(uint32_t));

	cext_tree(h, node_label, all, tree);
	for (uint32_t i = 0; i < count; i++)
		node[i] = cm_tree_node(tree, label[i]);
	*leaves = (CmLeaves) {tree, node, count};
}

CextFlat
cext_all_levels(const CextHierarchies *hierarchies, CextFlat flat)
{
	const CmHost *host = cext_call_host();
	CmReader	reader;
	CmTree		region_tree,
				industry_tree;
	CmLeaves	region,
				industry;
	CmBuilder	builder;
	CextFlat	whole;

	cext_check(cm_reader_open(&reader, flat.bytes, flat.count), NULL);
	open_leaves(&hierarchies->region, &reader, reader.header.regions, &region_tree, &region);
	open_leaves(&hierarchies->industry, &reader, reader.header.industries, &industry_tree, &industry);
	if (cm_leaves_have_totals(&region, host) || cm_leaves_have_totals(&industry, host))
		return flat;
	cm_builder_init(&builder, host, cext_max_cells);
	cext_check(cm_builder_add_levels(&builder, flat.bytes, flat.count, &region, &industry), &builder);
	whole = cext_flat_of(cext_matrix_flat_datum(&builder));
	cm_builder_close(&builder);
	return whole;
}

static pg_noinline void
refuse_sum(const CmSums *sums, uint32_t cell, bool of_regions, const char *hint)
{
	CmText		region = sums->region.label[sums->region_of[cell]],
				industry = sums->industry.label[sums->industry_of[cell]];

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("a total is not the sum of its parts"),
			 errdetail("Region \"%s\", industry \"%s\": the %s below do not add up to it.", cext_shown(region.bytes, region.length),
					   cext_shown(industry.bytes, industry.length), of_regions ? "regions" : "industries"),
			 errhint("%s", hint)));
}

void
cext_check_sums(const CmSums *sums, const double *value, const char *hint)
{
	bool		of_regions;
	uint32_t	faulty = cm_sums_fault(sums, cext_call_host(), value, &of_regions);

	if (faulty != CM_NO_CELL)
		refuse_sum(sums, faulty, of_regions, hint);
}

void
cext_sums_of_table(const CextHierarchies *hierarchies, const CmTable *table, CmSums *sums)
{
	const CmHost *host = cext_call_host();
	uint32_t	cells = (uint32_t) table->cells,
				twice;
	uint32_t   *region_of,
			   *place;
	CmTree		region,
				industry;

	if (table->cells >= CM_SUMS_CELLS_MOST)
		cext_refuse(CM_TOO_MANY_CELLS, NULL);
	region_of = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) cells + 1) * sizeof(uint32_t));
	place = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) cells + 1) * sizeof(uint32_t));
	for (uint32_t r = 0; r < table->regions; r++)
		for (uint64_t k = table->row[r]; k < table->row[r + 1]; k++)
			region_of[k] = r;
	cext_tree(&hierarchies->region, table->region_label, table->regions, &region);
	cext_tree(&hierarchies->industry, table->industry_label, table->industries, &industry);
	cm_sums_open(sums, host, &region, &industry, region_of, table->column, cells, place, &twice);
	pfree(region_of);
	pfree(place);
	cext_check_sums(sums, table->cell.size, "Give all parts of every total, or leave totals out: they are made then.");
}
