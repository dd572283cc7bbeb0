/*
 * points_writer.c: writing firms with coordinates.
 */
#include "core/space/points_writer.h"

#include "core/numeric/sort.h"

#include <math.h>
#include <string.h>

/* Coordinates ----------------------------------------------------------- */

static bool
has_decimals(double value, double scale)
{
	double		integer = rint(value * scale);

	return fabs(integer) <= CM_DECIMAL_LIMIT && integer / scale == value;
}

unsigned
cm_points_decimals(const CmHost *host, uint32_t places, const double *x, const double *y)
{
	for (unsigned d = 0; d <= CM_DECIMALS_MOST; d++)
	{
		double		scale = cm_ten_to(d);
		uint32_t	i = 0;

		for (; i < places && has_decimals(x[i], scale) && has_decimals(y[i], scale); i++)
			cm_breathe_at(host, i);
		if (i == places)
			return d;
	}
	return CM_DECIMALS_NONE;
}

static void
put_zigzag(CmBytes *out, int64_t step)
{
	cm_put_varint(out, (uint64_t) step << 1 ^ (uint64_t) (step >> 63));
}

void
cm_points_write_place(CmPointsWriter *w, double x, double y)
{
	double		scale;
	int64_t		step_x,
				step_y;

	if (w->decimals == CM_DECIMALS_NONE)
	{
		cm_put_raw_double(w->out, x);
		cm_put_raw_double(w->out, y);
		return;
	}
	scale = cm_ten_to(w->decimals);
	step_x = (int64_t) rint(x * scale) - w->x;
	step_y = (int64_t) rint(y * scale) - w->y;
	if (w->first)
		put_zigzag(w->out, step_x);
	else
		cm_put_varint(w->out, (uint64_t) step_x);
	if (!w->first && step_x == 0)
		cm_put_varint(w->out, (uint64_t) step_y);
	else
		put_zigzag(w->out, step_y);
	w->first = false;
	w->x += step_x;
	w->y += step_y;
}

/* The rest --------------------------------------------------------------- */

void
cm_points_write_head(CmPointsWriter *w, CmBytes *out, const CmPoints *p, unsigned decimals)
{
	*w = (CmPointsWriter) {.out = out, .decimals = decimals, .first = true};
	cm_put_bytes(out, "CXP", 3);
	cm_put_byte(out, CM_POINTS_VERSION);
	cm_put_byte(out, (uint8_t) p->metric);
	cm_put_byte(out, (uint8_t) decimals);
	cm_put_varint(out, p->places);
	cm_put_varint(out, p->industries);
	cm_put_varint(out, p->entries);
	cm_put_varint(out, p->skipped);
	cm_put_double(out, p->moved);
}

void
cm_points_write_industry(CmPointsWriter *w, uint64_t entries)
{
	cm_put_varint(w->out, entries);
	w->place = 0;
	w->weight = 1;
}

void
cm_points_write_entry(CmPointsWriter *w, uint32_t place, double weight, uint64_t count)
{
	uint64_t	many = count > 1,
				other = weight != w->weight;

	cm_put_varint(w->out, (uint64_t) (place - w->place) << 2 | many << 1 | other);
	if (many)
		cm_put_varint(w->out, count);
	if (other)
		cm_put_double(w->out, weight);
	w->place = place;
	w->weight = weight;
}

void
cm_points_write_label(CmPointsWriter *w, CmText label)
{
	cm_put_varint(w->out, label.length);
	cm_put_bytes(w->out, label.bytes, label.length);
}

/* Appends the stored form of points, whose industries come in an order. */
static void
put_points(const CmHost *host, const CmPoints *p, const uint32_t *order, CmBytes *out)
{
	CmPointsWriter w;

	cm_points_write_head(&w, out, p, cm_points_decimals(host, p->places, p->x, p->y));
	for (uint32_t i = 0; i < p->places; i++)
	{
		cm_points_write_place(&w, p->x[i], p->y[i]);
		cm_breathe_at(host, i);
	}
	for (uint32_t k = 0; k < p->industries; k++)
	{
		uint32_t	i = order[k];

		cm_points_write_industry(&w, p->start[i + 1] - p->start[i]);
		for (uint64_t e = p->start[i]; e < p->start[i + 1]; e++)
		{
			cm_points_write_entry(&w, p->place[e], p->weight[e], p->count[e]);
			cm_breathe_at(host, e);
		}
	}
	for (uint32_t k = 0; k < p->industries; k++)
		cm_points_write_label(&w, p->label[order[k]]);
}

/* Whole values ------------------------------------------------------------ */

/* Do points have these bytes, with their labels as they are? */
static bool
have_bytes(const CmHost *host, const CmPoints *p, const uint8_t *bytes, size_t count)
{
	CmBytes		again = {.host = host};
	uint32_t   *order = cm_resize(host, NULL, (size_t) p->industries + 1, sizeof(uint32_t));
	bool		same;

	for (uint32_t i = 0; i < p->industries; i++)
		order[i] = i;
	put_points(host, p, order, &again);
	same = again.used == count && memcmp(again.data, bytes, count) == 0;
	cm_release(host, order);
	cm_release(host, again.data);
	return same;
}

bool
cm_points_sound(const CmHost *host, const uint8_t *bytes, size_t count)
{
	CmPoints	p;
	bool		sound;

	if (cm_points_open(&p, host, bytes, count) != CM_OK)
		return false;
	sound = have_bytes(host, &p, bytes, count);
	cm_points_close(&p, host);
	return sound;
}

typedef struct Numbered
{
	CmText		label;
	uint32_t	number;
} Numbered;

static int
compare_labels(const void *a, const void *b)
{
	return cm_text_compare(&((const Numbered *) a)->label, &((const Numbered *) b)->label);
}

/* The labels in order; false if one comes twice. */
static bool
sort_labels(const CmHost *host, const CmPoints *p, uint32_t *order)
{
	Numbered   *numbered = cm_resize(host, NULL, (size_t) p->industries + 1, sizeof(Numbered));
	bool		distinct = true;

	for (uint32_t i = 0; i < p->industries; i++)
		numbered[i] = (Numbered) {p->label[i], i};
	cm_sort(host, numbered, p->industries, sizeof(Numbered), compare_labels);
	for (uint32_t i = 0; i < p->industries; i++)
	{
		order[i] = numbered[i].number;
		distinct = distinct && (i == 0 || compare_labels(&numbered[i - 1], &numbered[i]) < 0);
	}
	cm_release(host, numbered);
	return distinct;
}

CmStatus
cm_points_arrive(const CmHost *host, const uint8_t *bytes, size_t count, uint64_t max_entries, CmBytes *out)
{
	CmPoints	p;
	CmStatus	status = cm_points_open_unordered(&p, host, bytes, count);
	uint32_t   *order;

	if (status != CM_OK)
		return status;
	order = cm_resize(host, NULL, (size_t) p.industries + 1, sizeof(uint32_t));
	if (!have_bytes(host, &p, bytes, count) || !sort_labels(host, &p, order))
		status = CM_MALFORMED;
	else if (p.entries > max_entries)
		status = CM_TOO_MANY_CELLS;
	else if (!cm_flat_fits(count - p.labels_at, p.labels_at))
		status = CM_TOO_LARGE;
	else
		put_points(host, &p, order, out);
	cm_release(host, order);
	cm_points_close(&p, host);
	return status;
}
