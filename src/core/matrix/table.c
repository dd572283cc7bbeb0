/*
 * table.c: a stored matrix opened for measures.
 */
#include "core/matrix/table.h"

#include "core/matrix/reader.h"
#include "core/numeric/sort.h"
#include "core/status.h"

#include <math.h>
#include <string.h>

static void *
zeroed(const CmHost *host, uint64_t count, size_t width)
{
	void	   *memory = cm_resize(host, NULL, count + 1, width);

	memset(memory, 0, (count + 1) * width);
	return memory;
}

static double *
column_of(const CmHost *host, uint64_t count)
{
	return cm_resize(host, NULL, count + 1, sizeof(double));
}

/* Every place of them will be written before it is read. */
static void
amounts_open(CmColumns *c, const CmHost *host, uint64_t count)
{
	c->firms = column_of(host, count);
	c->size = column_of(host, count);
}

static void
columns_open(CmColumns *c, const CmHost *host, uint64_t count)
{
	amounts_open(c, host, count);
	c->squares = column_of(host, count);
	c->largest = column_of(host, count);
	c->second = column_of(host, count);
}

static void
columns_close(CmColumns *c, const CmHost *host)
{
	cm_release(host, c->firms);
	cm_release(host, c->size);
	cm_release(host, c->squares);
	cm_release(host, c->largest);
	cm_release(host, c->second);
}

static CmText *
read_labels(const CmHost *host, CmCursor *in, uint32_t count)
{
	CmText	   *labels = cm_resize(host, NULL, (size_t) count + 1, sizeof(CmText));

	for (uint32_t i = 0; i < count; i++)
	{
		labels[i] = cm_get_label(in);
		cm_breathe_at(host, i);
	}
	return labels;
}

/* Summaries of one row or column while cells are added to it. */
typedef struct Margin
{
	CmTop		top;
	double		firms;
	CmTwo		sums,			/* size and squares, double-double */
				low;
	uint32_t	present;
} Margin;

static inline __attribute__((always_inline)) void
margin_add_sums(Margin *m, double firms, double size, double squares)
{
	CmTwo		error;

	m->firms += firms;
	m->sums = cm_two_sums(m->sums, (CmTwo) {size, squares}, &error);
	m->low += error;
	m->present += cm_is_any(firms, size);
}

static inline __attribute__((always_inline)) void
margin_add_top(Margin *m, const CmTop *top)
{
	CmTop	   *t = &m->top;
	double		less = top->largest < t->largest ? top->largest : t->largest;

	if (t->unknown | (top->unknown & (CM_LARGEST_UNKNOWN | CM_SECOND_UNKNOWN)))
	{
		cm_top_join(t, top);
		return;
	}
	less = top->second > less ? top->second : less;
	t->second = less > t->second ? less : t->second;
	t->largest = top->largest > t->largest ? top->largest : t->largest;
}

/* A cell, or a whole row or column, as doubles: NaN for what is unknown. */
static inline __attribute__((always_inline)) void
put_columns(CmColumns *c, uint64_t at, double firms, double size, double squares, const CmTop *top)
{
	bool		largest_known = !(top->unknown & CM_LARGEST_UNKNOWN) && !(firms == 0);
	bool		second_known = !(top->unknown & CM_SECOND_UNKNOWN) && !(firms < 2);

	c->firms[at] = firms;
	c->size[at] = size;
	if (c->squares == NULL)
		return;
	c->squares[at] = squares;
	c->largest[at] = largest_known ? top->largest : NAN;
	c->second[at] = second_known ? top->second : NAN;
}

static void
put_margins(CmColumns *c, uint32_t *present, const Margin *margin, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
	{
		const Margin *m = &margin[i];

		put_columns(c, i, m->firms, m->sums[0] + m->low[0], m->sums[1] + m->low[1], &m->top);
		present[i] = m->present;
	}
}

/* The next cell as doubles. */
static void
read_cell(CmCursor *values, CmTop *top, double *firms, double *size, double *squares)
{
	CmPlainCell plain;
	CmCell		cell;

	if (cm_get_plain_cell(values, &plain))
	{
		*top = (CmTop) {.largest = plain.largest, .second = plain.second};
		*firms = (double) plain.firms;
		*size = plain.size;
		*squares = plain.squares;
		return;
	}
	cm_get_cell(values, &cell);
	*top = cell.top;
	*firms = cell.top.unknown & CM_FIRMS_UNKNOWN ? NAN : (double) cell.firms;
	*size = cell.top.unknown & CM_SIZE_UNKNOWN ? NAN : cm_exact_round(&cell.size);
	*squares = cell.top.unknown & CM_SQUARES_UNKNOWN ? NAN : cm_exact_round(&cell.squares);
}

/* Without margins only sizes. */
static bool
read_cells(CmTable *t, const CmHost *host, CmReader *reader, Margin *by_region, Margin *by_industry)
{
	uint32_t	filled = 0;		/* rows whose start is known */

	for (uint64_t i = 0; i < t->cells; i++)
	{
		uint32_t	region,
					industry;
		CmTop		top;
		double		firms,
					size,
					squares;

		if (!cm_reader_key(reader, &region, &industry))
			return false;
		read_cell(&reader->values, &top, &firms, &size, &squares);
		while (filled <= region)
			t->row[filled++] = i;
		t->column[i] = industry;
		cm_breathe_at(host, i);
		if (by_region == NULL)
		{
			t->cell.size[i] = size;
			continue;
		}
		put_columns(&t->cell, i, firms, size, squares, &top);
		margin_add_sums(&by_region[region], firms, size, squares);
		margin_add_sums(&by_industry[industry], firms, size, squares);
		margin_add_top(&by_region[region], &top);
		margin_add_top(&by_industry[industry], &top);
	}
	while (filled <= t->regions)
		t->row[filled++] = t->cells;
	return true;
}

static void
read_fourths(CmTable *t, const CmHost *host, CmReader *reader)
{
	for (uint32_t i = 0; i < t->industries; i++)
	{
		CmDyadic	sum;

		t->fourth[i] = cm_reader_fourth(reader, &sum) ? cm_dyadic_round(&sum) : NAN;
		cm_breathe_at(host, i);
	}
}

/* The labels and what the header tells; the cursors of the reader are where cells begin. */
static CmStatus
open_labels(CmTable *t, const CmHost *host, CmReader *reader, const uint8_t *bytes, size_t count)
{
	CmStatus	status = cm_reader_open(reader, bytes, count);

	memset(t, 0, sizeof(*t));
	if (status != CM_OK)
		return status;
	t->header = reader->header;
	t->regions = reader->header.regions;
	t->industries = reader->header.industries;
	t->cells = reader->header.cells;
	t->size = reader->header.flags & CM_FLAG_SIZE_UNKNOWN ? NAN : reader->header.size;
	t->firms = reader->header.flags & CM_FLAG_FIRMS_UNKNOWN ? NAN : (double) reader->header.firms;
	t->region_label = read_labels(host, &reader->labels, t->regions);
	t->industry_label = read_labels(host, &reader->labels, t->industries);
	t->row = zeroed(host, t->regions, sizeof(uint64_t));
	t->column = cm_resize(host, NULL, t->cells + 1, sizeof(uint32_t));
	t->fourth = zeroed(host, t->industries, sizeof(double));
	return CM_OK;
}

static CmStatus
open_table(CmTable *t, const CmHost *host, const uint8_t *bytes, size_t count, void (*open_cells) (CmColumns *, const CmHost *, uint64_t))
{
	CmReader	reader;
	Margin	   *by_region,
			   *by_industry;
	CmStatus	status = open_labels(t, host, &reader, bytes, count);
	bool		sound;

	if (status != CM_OK)
		return status;
	t->region_present = zeroed(host, t->regions, sizeof(uint32_t));
	t->industry_present = zeroed(host, t->industries, sizeof(uint32_t));
	open_cells(&t->cell, host, t->cells);
	columns_open(&t->region, host, t->regions);
	columns_open(&t->industry, host, t->industries);

	by_region = zeroed(host, t->regions, sizeof(Margin));
	by_industry = zeroed(host, t->industries, sizeof(Margin));
	sound = read_cells(t, host, &reader, by_region, by_industry);
	put_margins(&t->region, t->region_present, by_region, t->regions);
	put_margins(&t->industry, t->industry_present, by_industry, t->industries);
	read_fourths(t, host, &reader);
	cm_release(host, by_region);
	cm_release(host, by_industry);
	return sound && cm_reader_sound(&reader) ? CM_OK : CM_MALFORMED;
}

CmStatus
cm_table_open_sizes(CmTable *t, const CmHost *host, const uint8_t *bytes, size_t count)
{
	CmReader	reader;
	CmStatus	status = open_labels(t, host, &reader, bytes, count);
	bool		sound;

	if (status != CM_OK)
		return status;
	t->cell.size = column_of(host, t->cells);
	sound = read_cells(t, host, &reader, NULL, NULL);
	read_fourths(t, host, &reader);
	return sound && cm_reader_sound(&reader) ? CM_OK : CM_MALFORMED;
}

CmStatus
cm_table_open(CmTable *t, const CmHost *host, const uint8_t *bytes, size_t count)
{
	return open_table(t, host, bytes, count, columns_open);
}

CmStatus
cm_table_open_amounts(CmTable *t, const CmHost *host, const uint8_t *bytes, size_t count)
{
	return open_table(t, host, bytes, count, amounts_open);
}

void
cm_table_keep_amounts(CmTable *t, const CmHost *host, bool of_firms)
{
	CmColumns	kept = {0};

	*(of_firms ? &kept.firms : &kept.size) = of_firms ? t->cell.firms : t->cell.size;
	*(of_firms ? &t->cell.firms : &t->cell.size) = NULL;
	columns_close(&t->cell, host);
	t->cell = kept;
}

void
cm_table_close(CmTable *t, const CmHost *host)
{
	cm_release(host, t->region_label);
	cm_release(host, t->industry_label);
	cm_release(host, t->row);
	cm_release(host, t->column);
	cm_release(host, t->region_present);
	cm_release(host, t->industry_present);
	cm_release(host, t->fourth);
	columns_close(&t->cell, host);
	columns_close(&t->region, host);
	columns_close(&t->industry, host);
	memset(t, 0, sizeof(*t));
}

const double *
cm_amounts(const CmColumns *columns, CmAmount of)
{
	switch (of)
	{
		case CM_SIZES:
			return columns->size;
		case CM_FIRMS:
			return columns->firms;
		case CM_SQUARES:
			return columns->squares;
		case CM_LARGEST:
			return columns->largest;
	}
	return NULL;
}

uint64_t
cm_table_cell(const CmTable *t, uint32_t region, uint32_t industry)
{
	return cm_find(t->column, t->row[region], t->row[region + 1], industry);
}
