/*
 * fuzz_points.c: bytes that say they are firms with coordinates, given to
 * everything that reads such.
 *
 * What the validator lets pass is written as it was read, adds up the same in
 * either order, and what is made of it is sound; nothing else does harm.
 */
#include "fuzz.h"

#include "core/space/points_builder.h"
#include "core/space/points_look.h"
#include "core/space/points_writer.h"
#include "core/space/snap.h"

#include <math.h>
#include <string.h>

static CmBytes
encoded(CmPointsBuilder *b)
{
	CmBytes		flat = {.host = test_host()};

	fuzz_require(cm_points_builder_encode(b, &flat) == CM_OK, "what was collected cannot be written");
	fuzz_require(cm_points_sound(test_host(), flat.data, flat.used), "what was collected is not sound");
	cm_points_builder_release(b);
	return flat;
}

static void
require_same(CmBytes *a, const uint8_t *bytes, size_t count, const char *what)
{
	fuzz_require(a->used == count && memcmp(a->data, bytes, count) == 0, what);
	cm_release(test_host(), a->data);
}

/* Another few firms; a metric's own. */
static void
add_others(CmPointsBuilder *b)
{
	double		x = 180,
				y = -0.0;

	cm_point_settle(b->metric, &x, &y);
	cm_points_builder_add(b, x, y, (CmText) {"A", 1}, 1, 1);
	cm_points_builder_add(b, 1.0 / 3, 7, (CmText) {"other", 5}, 0.25, 3);
}

static void
try_orders(const CmPoints *p)
{
	CmPointsBuilder b;
	CmBytes		forth,
				back;

	if (p->firms > CM_POINTS_MOST - 4)
		return;
	cm_points_builder_init(&b, test_host(), p->metric, UINT64_MAX);
	cm_points_builder_add_points(&b, p);
	add_others(&b);
	forth = encoded(&b);
	cm_points_builder_init(&b, test_host(), p->metric, UINT64_MAX);
	add_others(&b);
	cm_points_builder_add_points(&b, p);
	back = encoded(&b);
	require_same(&forth, back.data, back.used, "a sum depends on its order");
	cm_release(test_host(), back.data);
}

static void
try_snap(const CmPoints *p, double side)
{
	CmPointsBuilder b;
	CmBytes		flat;
	double	   *x,
			   *y;

	if (!cm_snap_fits(p, test_host(), side))
		return;
	fuzz_require(cm_snap(p, test_host(), side, &x, &y) >= 0, "a firm was moved by no distance");
	cm_points_builder_init(&b, test_host(), p->metric, UINT64_MAX);
	cm_points_builder_add_placed(&b, p, x, y, NULL);
	flat = encoded(&b);
	cm_release(test_host(), flat.data);
	cm_release(test_host(), x);
	cm_release(test_host(), y);
}

static void
try_totals(const CmPoints *p)
{
	CmPointsTotals t;
	uint64_t	industries = 0,
				places = 0;

	cm_points_totals(&t, test_host(), p);
	fuzz_require(t.weight >= 0, "a sum of weights is negative, or NaN");
	for (uint32_t i = 0; i < p->places; i++)
		industries += t.place_industries[i];
	for (uint32_t i = 0; i < p->industries; i++)
		places += t.industry_places[i];
	fuzz_require(industries == places && places <= p->entries, "cells are counted twice");
	cm_points_totals_close(&t, test_host());
}

static bool
test(const uint8_t *bytes, size_t count)
{
	CmPoints	p;
	CmPointsBuilder b;
	CmBytes		again = {.host = test_host()};
	bool		sound = cm_points_sound(test_host(), bytes, count);
	CmStatus	status = cm_points_arrive(test_host(), bytes, count, UINT64_MAX, &again);

	fuzz_require(!sound || status == CM_OK, "a sound value does not arrive");
	if (status == CM_OK)
		fuzz_require(cm_points_sound(test_host(), again.data, again.used), "what arrived is not sound");
	if (sound)
		fuzz_require(again.used == count && memcmp(again.data, bytes, count) == 0, "a value arrives as another");
	cm_release(test_host(), again.data);
	if (cm_points_open(&p, test_host(), bytes, count) != CM_OK)
	{
		fuzz_require(!sound, "a sound value cannot be read");
		return false;
	}
	cm_points_builder_init(&b, test_host(), p.metric, UINT64_MAX);
	fuzz_require(cm_points_builder_add_points(&b, &p) == CM_OK, "what is read cannot be collected");
	again = encoded(&b);
	if (sound)
		require_same(&again, bytes, count, "a value is collected as another");
	else
		cm_release(test_host(), again.data);
	try_orders(&p);
	try_totals(&p);
	try_snap(&p, 50);
	try_snap(&p, 1e-6);
	try_snap(&p, 1e149);
	cm_points_close(&p, test_host());
	return sound;
}

/* Seeds ---------------------------------------------------------------- */

/* A coordinate with so many decimals, or with all that a double has. */
static double
coordinate(int kind, double most)
{
	double		value = (test_uniform() * 2 - 1) * most;

	return kind < 7 ? rint(value * cm_ten_to((unsigned) kind)) / cm_ten_to((unsigned) kind) : value;
}

static CmBytes
make_seed(int kind)
{
	static const CmText label[] = {{"A", 1}, {"B10", 3}, {"", 0}, {"\xe9\x92\xa2", 3}};
	CmPointsBuilder b;

	cm_points_builder_init(&b, test_host(), kind < 8 ? CM_SPHERE : CM_PLANE, UINT64_MAX);
	cm_points_builder_skip(&b, test_below(3));
	b.moved = kind % 3 == 0 ? 1.5 : 0;
	for (uint64_t n = test_below(20); n > 0; n--)
	{
		double		x = coordinate(kind % 8, 180),
					y = coordinate(kind % 8, 90);

		cm_point_settle(b.metric, &x, &y);
		cm_points_builder_add(&b, x, y, label[test_below(4)], test_below(2) == 0 ? 1 : fabs(coordinate((int) test_below(8), 1000)),
							  test_below(3) == 0 ? test_below(1000) + 1 : 1);
	}
	return encoded(&b);
}

static size_t
mutate(uint8_t *bytes, size_t count, const CmBytes *other)
{
	return fuzz_mutate(bytes, count, other, fuzz_splice);
}

const FuzzTarget fuzz_target = {
	.mutations = 200000,
	.most = 4096,
	.memory = 65536,
	.seeds = 16,
	.seed = make_seed,
	.mutate = mutate,
	.test = test,
};
