/*
 * points.c: reading firms with coordinates.
 */
#include "core/space/points.h"

#include <math.h>
#include <string.h>

/* Coordinates ----------------------------------------------------------- */

bool
cm_point_settle(CmMetric metric, double *x, double *y)
{
	double		most_x = metric == CM_SPHERE ? 180 : CM_PLANE_MOST,
				most_y = metric == CM_SPHERE ? 90 : CM_PLANE_MOST;

	if (!(fabs(*x) <= most_x && fabs(*y) <= most_y))
		return false;
	if (metric == CM_SPHERE && *x == 180)
		*x = -180;
	if (metric == CM_SPHERE && fabs(*y) == 90)
		*x = 0;
	*x += 0.0;					/* -0 is 0 */
	*y += 0.0;
	return true;
}

static bool
is_settled(CmMetric metric, double x, double y)
{
	double		settled_x = x,
				settled_y = y;

	return cm_point_settle(metric, &settled_x, &settled_y) &&
		memcmp(&x, &settled_x, sizeof(x)) == 0 && memcmp(&y, &settled_y, sizeof(y)) == 0;
}

double
cm_ten_to(unsigned d)
{
	static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

	return power[d];
}

/* A step that may be negative; steps that lead beyond all integers are found there. */
static int64_t
get_zigzag(CmCursor *in)
{
	uint64_t	value = cm_get_varint(in);

	return (int64_t) (value >> 1) ^ -(int64_t) (value & 1);
}

/* Moves an integer by a step; false beyond what coordinates can be. */
static bool
move(int64_t *at, int64_t step)
{
	int64_t		limit = INT64_C(1) << 53;

	if (step > 2 * limit || step < -2 * limit)
		return false;
	*at += step;
	return *at <= limit && *at >= -limit;
}

static bool
get_places(CmCursor *in, const CmHost *host, CmPoints *p, unsigned decimals)
{
	double		scale = decimals == CM_DECIMALS_NONE ? 1 : cm_ten_to(decimals);
	int64_t		x = 0,
				y = 0;

	for (uint32_t i = 0; i < p->places; i++)
	{
		if (decimals == CM_DECIMALS_NONE)
		{
			p->x[i] = cm_get_raw_double(in);
			p->y[i] = cm_get_raw_double(in);
		}
		else
		{
			int64_t		step = i == 0 ? get_zigzag(in) : (int64_t) cm_get_varint(in);

			if (!move(&x, step) || !move(&y, i > 0 && step == 0 ? (int64_t) cm_get_varint(in) : get_zigzag(in)))
				return false;
			p->x[i] = (double) x / scale;
			p->y[i] = (double) y / scale;
		}
		if (in->bad || !is_settled(p->metric, p->x[i], p->y[i]) ||
			(i > 0 && !(p->x[i] > p->x[i - 1] || (p->x[i] == p->x[i - 1] && p->y[i] > p->y[i - 1]))))
			return false;
		cm_breathe_at(host, i);
	}
	return true;
}

/* Entries --------------------------------------------------------------- */

/* The entry after the one before in its industry, or its first one. */
static bool
get_entry(CmCursor *in, CmPoints *p, uint64_t e, bool first)
{
	uint64_t	code = cm_get_varint(in);
	uint64_t	place = (code >> 2) + (first ? 0 : p->place[e - 1]);
	double		before = first ? 1 : p->weight[e - 1];

	p->count[e] = code & 2 ? cm_get_varint(in) : 1;
	p->weight[e] = code & 1 ? cm_get_double(in) : before;
	if (in->bad || place >= p->places || p->count[e] == 0 || p->count[e] > CM_POINTS_MOST - p->firms ||
		!(p->weight[e] >= 0) || isinf(p->weight[e]) || signbit(p->weight[e]))
		return false;
	p->place[e] = (uint32_t) place;
	p->firms += p->count[e];
	p->place_firms[place] += p->count[e];
	return first || code >> 2 > 0 || p->weight[e] > before;
}

static bool
get_industries(CmCursor *in, const CmHost *host, CmPoints *p)
{
	uint64_t	e = 0;

	for (uint32_t i = 0; i < p->industries; i++)
	{
		uint64_t	entries = cm_get_varint(in),
					before = p->firms;

		if (in->bad || entries == 0 || entries > p->entries - e)
			return false;
		p->start[i] = e;
		for (uint64_t k = 0; k < entries; k++, e++)
		{
			if (!get_entry(in, p, e, k == 0))
				return false;
			cm_breathe_at(host, e);
		}
		p->industry_firms[i] = p->firms - before;
	}
	p->start[p->industries] = e;
	for (uint32_t i = 0; i < p->places; i++)
		if (p->place_firms[i] == 0)
			return false;
	return e == p->entries;
}

static bool
get_labels(CmCursor *in, const CmHost *host, CmPoints *p, bool ordered)
{
	for (uint32_t i = 0; i < p->industries; i++)
	{
		p->label[i] = cm_get_label(in);
		if (in->bad || (p->label[i].length > 0 && memchr(p->label[i].bytes, '\0', p->label[i].length) != NULL) ||
			(ordered && i > 0 && cm_text_compare(&p->label[i - 1], &p->label[i]) >= 0))
			return false;
		cm_breathe_at(host, i);
	}
	return true;
}

/* All -------------------------------------------------------------------- */

/* What precedes the places; the number of decimals of coordinates. */
static bool
get_head(CmCursor *in, CmPoints *p, unsigned *decimals)
{
	uint8_t		metric = cm_get_byte(in);
	uint64_t	places,
				industries,
				left;

	*decimals = cm_get_byte(in);
	places = cm_get_varint(in);
	industries = cm_get_varint(in);
	p->entries = cm_get_varint(in);
	p->skipped = cm_get_varint(in);
	p->moved = cm_get_double(in);
	/* Each takes so many bytes at least, so that memory is bounded by what is there. */
	left = (uint64_t) (in->end - in->at);
	if (in->bad || metric > CM_PLANE || (*decimals > CM_DECIMALS_MOST && *decimals != CM_DECIMALS_NONE) ||
		places > left / 2 || industries > left / 2 || p->entries > left || left > UINT32_MAX || p->skipped > CM_POINTS_MOST ||
		!(p->moved >= 0) || isinf(p->moved) || signbit(p->moved))
		return false;
	p->metric = (CmMetric) metric;
	p->places = (uint32_t) places;
	p->industries = (uint32_t) industries;
	return true;
}

static void
make_room(CmPoints *p, const CmHost *host)
{
	p->x = cm_resize(host, NULL, (size_t) p->places + 1, sizeof(double));
	p->y = cm_resize(host, NULL, (size_t) p->places + 1, sizeof(double));
	p->place_firms = cm_zeros(host, (size_t) p->places + 1, sizeof(uint64_t));
	p->label = cm_resize(host, NULL, (size_t) p->industries + 1, sizeof(CmText));
	p->industry_firms = cm_resize(host, NULL, (size_t) p->industries + 1, sizeof(uint64_t));
	p->start = cm_resize(host, NULL, (size_t) p->industries + 1, sizeof(uint64_t));
	p->place = cm_resize(host, NULL, p->entries + 1, sizeof(uint32_t));
	p->weight = cm_resize(host, NULL, p->entries + 1, sizeof(double));
	p->count = cm_resize(host, NULL, p->entries + 1, sizeof(uint64_t));
}

static CmStatus
open_bytes(CmPoints *p, const CmHost *host, const uint8_t *bytes, size_t count, bool ordered)
{
	CmCursor	in = {bytes, bytes + count, false};
	unsigned	decimals;

	*p = (CmPoints) {0};
	if (count < 4 || memcmp(bytes, "CXP", 3) != 0 || bytes[3] == 0)
		return CM_MALFORMED;
	if (bytes[3] > CM_POINTS_VERSION)
		return CM_NEWER;
	in.at += 4;
	if (!get_head(&in, p, &decimals))
		return CM_MALFORMED;
	make_room(p, host);
	if (get_places(&in, host, p, decimals) && get_industries(&in, host, p))
	{
		p->labels_at = (size_t) (in.at - bytes);
		if (get_labels(&in, host, p, ordered) && in.at == in.end)
			return CM_OK;
	}
	cm_points_close(p, host);
	return CM_MALFORMED;
}

CmStatus
cm_points_open(CmPoints *p, const CmHost *host, const uint8_t *bytes, size_t count)
{
	return open_bytes(p, host, bytes, count, true);
}

CmStatus
cm_points_open_unordered(CmPoints *p, const CmHost *host, const uint8_t *bytes, size_t count)
{
	return open_bytes(p, host, bytes, count, false);
}

void
cm_points_close(CmPoints *p, const CmHost *host)
{
	cm_release(host, p->x);
	cm_release(host, p->y);
	cm_release(host, p->place_firms);
	cm_release(host, p->label);
	cm_release(host, p->industry_firms);
	cm_release(host, p->start);
	cm_release(host, p->place);
	cm_release(host, p->weight);
	cm_release(host, p->count);
	*p = (CmPoints) {0};
}
