/*
 * weights_encode.c: from weights of neighbours to a stored matrix.
 *
 * Links are in the order of a matrix already, so that it is written as it is
 * read, in time proportional to them and without a builder.
 */
#include "core/space/weights_encode.h"

#include "core/matrix/writer.h"

typedef struct Encoder
{
	const CmHost *host;
	const CmGraph *g;
	CmWriter	writer;
	uint32_t   *column;			/* of each unit that has one */
	double	   *fourth;			/* by unit: sum of fourth powers, without what rounding left over */
	uint8_t    *unknown;
	CmTails		tails;
} Encoder;

static inline bool
is_island(const CmGraph *g, uint32_t unit)
{
	return g->start[unit] == g->start[unit + 1];
}

/* Columns are the units that a cell leads to. */
static void
mark_columns(Encoder *e)
{
	const CmGraph *g = e->g;
	uint32_t	columns = 0;

	for (uint64_t k = 0; k < g->links; k++)
	{
		e->column[g->to[k]] = 1;
		cm_breathe_at(e->host, k);
	}
	for (uint32_t r = 0; r < g->units; r++)
	{
		uint32_t	has = e->column[r] | is_island(g, r);

		e->column[r] = has ? columns : UINT32_MAX;
		columns += has;
		e->writer.header.cells += is_island(g, r);
		cm_breathe_at(e->host, r);
	}
	e->writer.header.cells += g->links;
	e->writer.header.regions = g->units;
	e->writer.header.industries = columns;
}

static void
put_labels(Encoder *e, const CmText *label, bool of_columns)
{
	for (uint32_t r = 0; r < e->g->units; r++)
	{
		cm_breathe_at(e->host, r);
		if (of_columns && e->column[r] == UINT32_MAX)
			continue;
		cm_put_varint(&e->writer.section[0], label[r].length);
		cm_put_bytes(&e->writer.section[0], label[r].bytes, label[r].length);
	}
}

/* As a builder adds them up. */
static void
add_fourths(Encoder *e)
{
	const CmGraph *g = e->g;

	for (uint64_t k = 0; k < g->links; k++)
	{
		uint32_t	to = g->to[k];
		double		square = g->weight[k] * g->weight[k],
					error;

		cm_breathe_at(e->host, k);
		if (!cm_has_fourth(g->weight[k]))
		{
			e->unknown[to] = 1;
			continue;
		}
		e->fourth[to] = cm_two_sum(e->fourth[to], square * square, &error);
		if (error != 0)
			cm_tails_add(&e->tails, e->host, to, error);
	}
}

static CmStatus
put_fourths(Encoder *e)
{
	CmStatus	status = CM_OK;

	for (uint32_t r = 0; r < e->g->units && status == CM_OK; r++)
	{
		CmExact		sum;

		cm_breathe_at(e->host, r);
		if (e->column[r] == UINT32_MAX)
			continue;
		cm_exact_set(&sum, e->fourth[r]);
		cm_tails_collect(&e->tails, r, &sum);
		status = cm_writer_put_fourth(&e->writer, e->unknown[r] ? NULL : &sum);
	}
	return status;
}

static CmStatus
put_island(Encoder *e, uint32_t unit)
{
	cm_put_varint(&e->writer.section[2], 1);
	cm_put_varint(&e->writer.section[2], e->column[unit]);
	return cm_writer_put_firm(&e->writer, 0);
}

static CmStatus
put_unit(Encoder *e, uint32_t unit)
{
	const CmGraph *g = e->g;
	uint64_t	end = g->start[unit + 1];
	uint32_t	next = 0;
	CmStatus	status = CM_OK;

	cm_put_varint(&e->writer.section[2], end - g->start[unit]);
	for (uint64_t k = g->start[unit]; k < end && status == CM_OK; k++)
	{
		uint32_t	column = e->column[g->to[k]];

		cm_put_varint(&e->writer.section[2], column - next);
		next = column + 1;
		status = cm_writer_put_firm(&e->writer, g->weight[k]);
		cm_breathe_at(e->host, k);
	}
	return status;
}

static CmStatus
put_all(Encoder *e, const CmText *label, CmBytes *out)
{
	CmStatus	status;

	put_labels(e, label, false);
	put_labels(e, label, true);
	add_fourths(e);
	status = put_fourths(e);
	for (uint32_t r = 0; r < e->g->units && status == CM_OK; r++)
	{
		status = is_island(e->g, r) ? put_island(e, r) : put_unit(e, r);
		cm_breathe_at(e->host, r);
	}
	return status == CM_OK ? cm_writer_finish(&e->writer, out) : status;
}

CmStatus
cm_weights_encode(const CmGraph *g, const CmHost *host, const CmText *label, uint64_t max_cells, CmBytes *out)
{
	Encoder		e = {.host = host, .g = g};
	CmStatus	status;

	cm_writer_open(&e.writer, host);
	e.column = cm_zeros(host, (size_t) g->units + 1, sizeof(uint32_t));
	e.fourth = cm_zeros(host, (size_t) g->units + 1, sizeof(double));
	e.unknown = cm_zeros(host, (size_t) g->units + 1, 1);
	cm_tails_reserve(&e.tails, host, (size_t) g->units + 1);
	mark_columns(&e);
	status = e.writer.header.cells > max_cells ? CM_TOO_MANY_CELLS : put_all(&e, label, out);
	cm_writer_close(&e.writer);
	cm_release(host, e.column);
	cm_release(host, e.fourth);
	cm_release(host, e.unknown);
	cm_tails_release(&e.tails, host);
	return status;
}
