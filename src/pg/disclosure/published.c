/*
 * published.c: a table to be published, or that was, read from a relation.
 */
#include "pg/disclosure/published.h"
#include "pg/disclosure/hierarchies.h"
#include "pg/arguments.h"
#include "pg/errors.h"
#include "pg/host.h"
#include "pg/query.h"
#include "pg/relation.h"

#include "core/matrix/dictionary.h"

#include "executor/spi.h"

#include <math.h>

/* Rows that are in memory as the server gives them. */
#define ROWS_AT_ONCE 10000

/* Columns of the query; figures follow. */
enum
{
	C_REGION = 1, C_INDUSTRY, C_VALUE, C_HIDDEN, C_STATUS, C_CONF_STATUS, C_FIRMS, C_PROTECTION, C_LOWER, C_UPPER, C_FIGURE
};

/* What tells which cells are hidden. */
typedef enum Telling
{
	BY_VALUE,					/* NULL is hidden */
	BY_FLAG,
	BY_STATUS,					/* all but F is hidden */
	BY_CONF_STATUS
} Telling;

typedef struct Row
{
	uint32_t	region;			/* codes */
	uint32_t	industry;
	bool		hidden;
	bool		given[CM_FIGURES];
	double		value;
	double		firms;
	double		protection;
	double		least;
	double		most;
} Row;

typedef struct Reading
{
	CmHost		host;
	CmDictionary region;
	CmDictionary industry;
	Telling		telling;
	int			figure[CM_FIGURES];	/* column of the query, or 0 */
	Row		   *row;
	size_t		rows;
	size_t		capacity;
} Reading;

static pg_noinline void
refuse_row(CmText region, CmText industry, const char *detail, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid row in the table of argument \"published\""),
			 errdetail("Region \"%s\", industry \"%s\": %s", cext_shown(region.bytes, region.length), cext_shown(industry.bytes, industry.length), detail),
			 errhint("%s", hint)));
}

/* Is the cell hidden?  False in `known` if the row does not tell. */
static bool
hidden_of(uint64 row, Telling telling, bool *known)
{
	int			column = telling == BY_FLAG ? C_HIDDEN : telling == BY_STATUS ? C_STATUS : telling == BY_CONF_STATUS ? C_CONF_STATUS : C_VALUE;
	bool		isnull;
	Datum		value = cext_query_column(row, column, &isnull);
	CmText		is_free = {"F", 1},
				status;

	*known = !isnull || telling == BY_VALUE;
	if (isnull)
		return true;
	if (telling == BY_VALUE || telling == BY_FLAG)
		return telling == BY_FLAG && DatumGetBool(value);
	status = cext_label(value);
	return cm_text_compare(&status, &is_free) != 0;
}

static void
check_row(const Row *r, CmText region, CmText industry)
{
	if (isinf(r->value) || (!r->hidden && isnan(r->value)))
		refuse_row(region, industry, "the value of a cell that is not hidden is NULL, or one is no finite number.",
				   "Leave rows of undefined figures out, or mark them as hidden.");
	if (r->firms < 0 || r->protection < 0 || isinf(r->firms) || isinf(r->protection))
		refuse_row(region, industry, "firms or protection is negative or infinite.", "NULL is unknown.");
	if (r->least > r->most)
		refuse_row(region, industry, "lower is more than upper.", "They are what everybody knows about the cell before: NULL is nothing.");
}

/* A label of the row; an empty one for NULL, which `isnull` tells. */
static CmText
label_of(uint64 row, int column, bool *isnull)
{
	Datum		label = cext_query_column(row, column, isnull);

	return *isnull ? (CmText) {"", 0} : cext_label(label);
}

/* The code of each label of a row of a cell. */
static void
read_labels(Reading *g, CmText region, CmText industry, Row *r)
{
	if (region.length > CM_LABEL_MAX || industry.length > CM_LABEL_MAX)
		refuse_row(region, industry, psprintf("a label has more than %d bytes.", CM_LABEL_MAX), "Use the codes of a classification as labels.");
	r->region = cext_code(&g->region, region);
	r->industry = cext_code(&g->industry, industry);
}

static void
read_row(Reading *g, uint64 k)
{
	bool		known,
				no_region,
				no_industry;
	CmText		region = label_of(k, C_REGION, &no_region),
				industry = label_of(k, C_INDUSTRY, &no_industry);
	Row			r = {.value = cext_query_double(k, C_VALUE)};

	if (no_region || no_industry)
		refuse_row(region, industry, "a label is NULL.", "The total of all has the label _T, or an empty one.");
	r.hidden = hidden_of(k, g->telling, &known);
	if (!known)
		refuse_row(region, industry, "it is not told whether the cell is hidden.", "Mark each row by hidden, or by F for free cells in status.");
	r.firms = cext_query_double(k, C_FIRMS);
	r.protection = cext_query_double(k, C_PROTECTION);
	r.least = cext_query_double(k, C_LOWER);
	r.most = cext_query_double(k, C_UPPER);
	for (int f = 0; f < CM_FIGURES; f++)
		r.given[f] = g->figure[f] > 0 && !isnan(cext_query_double(k, g->figure[f]));
	check_row(&r, region, industry);
	read_labels(g, region, industry, &r);
	if (g->rows == g->capacity)
	{
		size_t		capacity = cm_grown(g->capacity, 1024);

		g->row = cm_resize(&g->host, g->row, capacity, sizeof(Row));
		g->capacity = capacity;
	}
	g->row[g->rows++] = r;
}

static void
read_rows(Reading *g, const char *query)
{
	Portal		portal;

	SPI_connect();
	portal = SPI_cursor_open_with_args(NULL, query, 0, NULL, NULL, NULL, true, 0);
	for (;;)
	{
		SPI_cursor_fetch(portal, true, ROWS_AT_ONCE);
		if (SPI_processed == 0)
			break;
		if (g->rows + SPI_processed >= CM_SUMS_CELLS_MOST)
			cext_refuse(CM_TOO_MANY_CELLS, NULL);
		for (uint64 k = 0; k < SPI_processed; k++)
			read_row(g, k);
		SPI_freetuptable(SPI_tuptable);
		CHECK_FOR_INTERRUPTS();
	}
	SPI_cursor_close(portal);
	SPI_finish();
}

/* The query of all columns, those of figures that are asked for behind the others. */
static const char *
query_of(Reading *g, CextRelation relation, const bool asked[CM_FIGURES])
{
	CextColumn	column[C_FIGURE + CM_FIGURES] = {
		{"region", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{"industry", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{"value", CEXT_COLUMN_NUMBER, CEXT_NEEDED},
		{"hidden", CEXT_COLUMN_FLAG, CEXT_OPTIONAL},
		{"status", CEXT_COLUMN_LABEL, CEXT_OPTIONAL},
		{"conf_status", CEXT_COLUMN_LABEL, CEXT_OPTIONAL},
		{"firms", CEXT_COLUMN_NUMBER, CEXT_OPTIONAL},
		{"protection", CEXT_COLUMN_NUMBER, CEXT_OPTIONAL},
		{"lower", CEXT_COLUMN_NUMBER, CEXT_OPTIONAL},
		{"upper", CEXT_COLUMN_NUMBER, CEXT_OPTIONAL},
	};
	int			next = C_FIGURE;

	for (int f = 0; f < CM_FIGURES; f++)
		if (asked[f])
		{
			column[next - 1] = (CextColumn) {cm_figure_name[f], CEXT_COLUMN_NUMBER, CEXT_NEEDED};
			g->figure[f] = next++;
		}
	g->telling = cext_relation_has(relation, "hidden") ? BY_FLAG : cext_relation_has(relation, "conf_status") ? BY_CONF_STATUS :
		cext_relation_has(relation, "status") ? BY_STATUS : BY_VALUE;
	return psprintf("SELECT * FROM %s AS t", cext_relation_select(relation, column));
}

static CmText *
labels_of(const CmDictionary *d)
{
	CmText	   *label = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) d->count + 1) * sizeof(CmText));

	for (uint32_t k = 0; k < d->count; k++)
		label[k] = cm_dictionary_label(d, k);
	return label;
}

/* The node of each label, by its code. */
static uint32_t *
nodes_of(const CmTree *tree, const CmText *label, uint32_t count)
{
	uint32_t   *node = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) count + 1) * sizeof(uint32_t));

	for (uint32_t k = 0; k < count; k++)
		node[k] = cm_tree_node(tree, label[k]);
	return node;
}

/* Opens the sums of all rows; `place` gets the cell of each. */
static void
open_sums(Reading *g, const CextHierarchies *h, CmSums *sums, uint32_t *place)
{
	CmText	   *region = labels_of(&g->region),
			   *industry = labels_of(&g->industry);
	uint32_t   *of_region = cm_resize(&g->host, NULL, g->rows + 1, sizeof(uint32_t)),
			   *of_industry = cm_resize(&g->host, NULL, g->rows + 1, sizeof(uint32_t)),
			   *region_node,
			   *industry_node,
				twice;
	CmTree		region_tree,
				industry_tree;

	cext_tree(&h->region, region, g->region.count, &region_tree);
	cext_tree(&h->industry, industry, g->industry.count, &industry_tree);
	region_node = nodes_of(&region_tree, region, g->region.count);
	industry_node = nodes_of(&industry_tree, industry, g->industry.count);
	for (size_t k = 0; k < g->rows; k++)
	{
		of_region[k] = region_node[g->row[k].region];
		of_industry[k] = industry_node[g->row[k].industry];
	}
	if (!cm_sums_open(sums, &g->host, &region_tree, &industry_tree, of_region, of_industry, (uint32_t) g->rows, place, &twice))
		refuse_row(region[g->row[twice].region], industry[g->row[twice].industry], "there are two rows of this cell.", "Publish one table at a time: a view of one year, of one measure.");
	pfree(of_region);
	pfree(of_industry);
}

static double *
numbers(const Reading *g)
{
	return cm_resize(&g->host, NULL, g->rows + 1, sizeof(double));
}

/* Puts what was read in the order of cells. */
static void
put_cells(Reading *g, const uint32_t *place, CextPublished *p)
{
	p->value = numbers(g);
	p->firms = numbers(g);
	p->protection = numbers(g);
	p->least = numbers(g);
	p->most = numbers(g);
	p->hidden = cm_zeros(&g->host, g->rows + 1, 1);
	for (int f = 0; f < CM_FIGURES; f++)
		p->given[f] = g->figure[f] > 0 ? cm_zeros(&g->host, g->rows + 1, 1) : NULL;
	for (size_t k = 0; k < g->rows; k++)
	{
		const Row  *r = &g->row[k];
		uint32_t	c = place[k];

		p->value[c] = r->value;
		p->firms[c] = r->firms;
		p->protection[c] = r->protection;
		p->least[c] = r->least;
		p->most[c] = r->most;
		p->hidden[c] = r->hidden;
		for (int f = 0; f < CM_FIGURES; f++)
			if (p->given[f] != NULL)
				p->given[f][c] = r->given[f];
	}
}

void
cext_published_argument(FunctionCallInfo fcinfo, int number, int hierarchies, const bool asked[CM_FIGURES], CextPublished *p)
{
	Reading    *g = palloc0(sizeof(Reading));
	CextHierarchies h;
	uint32_t   *place;
	const char *query = query_of(g, cext_relation_argument(fcinfo, number, "published"), asked);

	g->host = cext_host(CurrentMemoryContext);
	cext_hierarchies_argument(fcinfo, hierarchies, &h);
	cm_dictionary_init(&g->region, &g->host);
	cm_dictionary_init(&g->industry, &g->host);
	read_rows(g, query);
	place = cm_resize(&g->host, NULL, g->rows + 1, sizeof(uint32_t));
	open_sums(g, &h, &p->sums, place);
	put_cells(g, place, p);
	cm_release(&g->host, place);
	cm_release(&g->host, g->row);
	cext_check_sums(&p->sums, p->value, "Parts that are not in the table are taken as 0: give them, or leave the total out.");
}
