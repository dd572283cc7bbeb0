/*
 * test_points.c: firms with coordinates: their stored form byte by byte, the same
 * in every order and split, and bytes that are none refused; what they add up
 * to, and where they are snapped to.
 */
#include "host.h"

#include "core/space/points_builder.h"
#include "core/space/points_look.h"
#include "core/space/points_writer.h"
#include "core/space/snap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNLIMITED UINT64_MAX

typedef struct Firm
{
	double		x,
				y;
	const char *industry;
	double		weight;
	uint64_t	count;
} Firm;

static CmText
text(const char *label)
{
	return (CmText) {label, (uint32_t) strlen(label)};
}

static void
add_firms(CmPointsBuilder *b, const Firm *firm, int firms)
{
	for (int i = 0; i < firms; i++)
	{
		double		x = firm[i].x,
					y = firm[i].y;

		assert_true(cm_point_settle(b->metric, &x, &y));
		assert_int_equal(cm_points_builder_add(b, x, y, text(firm[i].industry), firm[i].weight, firm[i].count), CM_OK);
	}
}

static CmBytes
encoded(CmPointsBuilder *b)
{
	CmBytes		flat = {.host = test_host()};

	assert_int_equal(cm_points_builder_encode(b, &flat), CM_OK);
	cm_points_builder_release(b);
	return flat;
}

static CmBytes
stored(CmMetric metric, const Firm *firm, int firms)
{
	CmPointsBuilder b;

	cm_points_builder_init(&b, test_host(), metric, UNLIMITED);
	add_firms(&b, firm, firms);
	return encoded(&b);
}

static void
assert_same_bytes(const CmBytes *a, const CmBytes *b)
{
	assert_int_equal(a->used, b->used);
	assert_memory_equal(a->data, b->data, a->used);
}

/* The sum of two stored forms. */
static CmBytes
sum_of(const CmBytes *a, const CmBytes *b)
{
	const CmBytes *part[] = {a, b};
	CmPointsBuilder sum;
	CmPoints	p;

	for (int k = 0; k < 2; k++)
	{
		assert_int_equal(cm_points_open(&p, test_host(), part[k]->data, part[k]->used), CM_OK);
		if (k == 0)
			cm_points_builder_init(&sum, test_host(), p.metric, UNLIMITED);
		assert_int_equal(cm_points_builder_add_points(&sum, &p), CM_OK);
		cm_points_close(&p, test_host());
	}
	return encoded(&sum);
}

static const Firm four[] = {
	{116.4, 39.9, "B", 1, 1},
	{116.4, 39.9, "A", 2.5, 2},
	{180, 1, "A", 1, 1},
	{116.4, 39.9, "A", 1, 1},
};

/* Stored form ------------------------------------------------------------- */

/* By hand, from points.h. */
static void
test_bytes(void **state)
{
	static const uint8_t expected[] = {
		'C', 'X', 'P', 1, 0, 1,	/* sphere, one decimal */
		2, 2, 4, 0, 0,			/* places, industries, entries, skipped, moved */
		0x8f, 0x1c, 20,			/* -1800 is zigzag 3599, 10 is 20 */
		0x94, 0x17, 0x8a, 0x06,	/* 2964 on, and 389 up: zigzag 778 */
		3, 0, 4, 3, 2, 0xe8, 250,	/* A: place 0; a place on; none on, two of 2.50 */
		1, 4,					/* B: place 1 */
		1, 'A', 1, 'B'};
	CmBytes		flat = stored(CM_SPHERE, four, 4);
	CmPoints	p;

	assert_int_equal(flat.used, sizeof(expected));
	assert_memory_equal(flat.data, expected, sizeof(expected));
	assert_true(cm_points_sound(test_host(), flat.data, flat.used));
	assert_int_equal(cm_points_open(&p, test_host(), flat.data, flat.used), CM_OK);
	assert_int_equal(p.metric, CM_SPHERE);
	assert_int_equal(p.firms, 5);
	assert_int_equal(p.places, 2);
	assert_true(p.x[0] == -180 && p.y[0] == 1 && p.x[1] == 116.4 && p.y[1] == 39.9);
	assert_int_equal(p.place_firms[0], 1);
	assert_int_equal(p.place_firms[1], 4);
	assert_int_equal(p.industry_firms[0], 4);
	assert_int_equal(p.start[1], 3);
	assert_int_equal(p.start[2], 4);
	assert_true(p.place[2] == 1 && p.weight[2] == 2.5 && p.count[2] == 2);
	assert_int_equal(p.labels_at, sizeof(expected) - 4);
	cm_points_close(&p, test_host());
	cm_release(test_host(), flat.data);
}

static void
test_empty(void **state)
{
	static const uint8_t expected[] = {'C', 'X', 'P', 1, 1, 0, 0, 0, 0, 3, 0};
	CmPointsBuilder b;
	CmBytes		flat;
	CmPoints	p;

	cm_points_builder_init(&b, test_host(), CM_PLANE, UNLIMITED);
	assert_int_equal(cm_points_builder_skip(&b, 3), CM_OK);
	flat = encoded(&b);
	assert_int_equal(flat.used, sizeof(expected));
	assert_memory_equal(flat.data, expected, sizeof(expected));
	assert_int_equal(cm_points_open(&p, test_host(), flat.data, flat.used), CM_OK);
	assert_int_equal(p.skipped, 3);
	assert_int_equal(p.firms + p.places + p.industries, 0);
	cm_points_close(&p, test_host());
	cm_release(test_host(), flat.data);
}

/* The number of decimals is the least that all coordinates need, and others are kept as they are. */
static void
test_decimals(void **state)
{
	static const double shown[] = {0, 1e150, 0.5, -1234567.25, 0.123, -0.0001, 7.00001, 0.000001, 1e-7, 0.00000001, 1e-9};
	static const unsigned expected[] = {0, CM_DECIMALS_NONE, 1, 2, 3, 4, 5, 6, 7, 8, 9};
	double		zero = 0,
				odd = 1.0 / 3,
				large = 9007199254740992.0;

	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		assert_int_equal(cm_points_decimals(test_host(), 1, &zero, &shown[i]), expected[i]);
	assert_int_equal(cm_points_decimals(test_host(), 1, &odd, &zero), CM_DECIMALS_NONE);
	assert_int_equal(cm_points_decimals(test_host(), 1, &large, &zero), 0);
	assert_int_equal(cm_points_decimals(test_host(), 11, shown, shown), CM_DECIMALS_NONE);
}

static void
assert_settled(CmMetric metric, double x, double y, double expected_x, double expected_y)
{
	assert_true(cm_point_settle(metric, &x, &y));
	assert_memory_equal(&x, &expected_x, sizeof(x));
	assert_memory_equal(&y, &expected_y, sizeof(y));
}

static void
test_settle(void **state)
{
	double		zero = 0,
				out[] = {180.5, NAN, INFINITY, -180.0000001};

	assert_settled(CM_SPHERE, 180, 5, -180, 5);
	assert_settled(CM_SPHERE, -180, -0.0, -180, 0);
	assert_settled(CM_SPHERE, 77, 90, 0, 90);
	assert_settled(CM_SPHERE, 180, -90, 0, -90);
	assert_settled(CM_SPHERE, -0.0, 1, 0, 1);
	assert_settled(CM_PLANE, 180, 90, 180, 90);
	assert_settled(CM_PLANE, -1e150, -0.0, -1e150, 0);
	for (int i = 0; i < 4; i++)
		assert_false(cm_point_settle(CM_SPHERE, &out[i], &zero));
	out[0] = 90.1;
	assert_false(cm_point_settle(CM_SPHERE, &zero, &out[0]));
	out[0] = 1.1e150;
	assert_false(cm_point_settle(CM_PLANE, &zero, &out[0]));
}

/* Firms at places of one of several kinds of coordinates. */
static Firm
random_firm(int kind)
{
	static const char *const industry[] = {"A", "B", "C", "", "a longer one", "\xe9\x92\xa2\xe9\x93\x81"};
	double		scale = kind == 0 ? 1 : kind == 1 ? 100 : 3;

	return (Firm) {
		(double) test_below(30) / scale - 5, (double) test_below(9) / scale, industry[test_below(6)],
		test_below(3) == 0 ? (double) test_below(4) / 2 : 1, 1
	};
}

/* The same bytes in every order, split and sum; each different firm is there as often as it came. */
static void
test_orders(void **state)
{
	enum {FIRMS = 400};
	Firm		firm[FIRMS];

	for (int round = 0; round < 60; round++)
	{
		CmMetric	metric = round % 2 == 0 ? CM_SPHERE : CM_PLANE;
		CmBytes		forth,
					left,
					right,
					sum;
		CmPoints	p;

		for (int i = 0; i < FIRMS; i++)
			firm[i] = random_firm(round % 3);
		forth = stored(metric, firm, FIRMS);
		assert_true(cm_points_sound(test_host(), forth.data, forth.used));
		assert_int_equal(cm_points_open(&p, test_host(), forth.data, forth.used), CM_OK);
		assert_int_equal(p.firms, FIRMS);
		for (uint32_t i = 0; i < p.industries; i++)
			for (uint64_t e = p.start[i]; e < p.start[i + 1]; e++)
			{
				uint64_t	times = 0;

				for (int k = 0; k < FIRMS; k++)
				{
					CmText		label = text(firm[k].industry);

					times += firm[k].x == p.x[p.place[e]] && firm[k].y == p.y[p.place[e]] && firm[k].weight == p.weight[e] &&
						cm_text_compare(&label, &p.label[i]) == 0;
				}
				assert_int_equal(times, p.count[e]);
			}
		cm_points_close(&p, test_host());
		for (int i = FIRMS - 1; i > 0; i--)
		{
			int			other = (int) test_below((uint64_t) i + 1);
			Firm		moving = firm[i];

			firm[i] = firm[other];
			firm[other] = moving;
		}
		left = stored(metric, firm, 100);
		right = stored(metric, firm + 100, FIRMS - 100);
		sum = sum_of(&left, &right);
		assert_same_bytes(&sum, &forth);
		cm_release(test_host(), sum.data);
		sum = sum_of(&right, &left);
		assert_same_bytes(&sum, &forth);
		cm_release(test_host(), sum.data);
		cm_release(test_host(), left.data);
		cm_release(test_host(), right.data);
		cm_release(test_host(), forth.data);
	}
}

/* So many that they are put in order several times. */
static void
test_many(void **state)
{
	enum {FIRMS = 500000, PLACES = 1000};
	CmPointsBuilder b;
	CmBytes		flat;
	CmPoints	p;
	uint64_t   *times = calloc(2 * PLACES * 3, sizeof(uint64_t));

	cm_points_builder_init(&b, test_host(), CM_PLANE, UNLIMITED);
	for (int i = 0; i < FIRMS; i++)
	{
		int			place = (int) test_below(PLACES),
					industry = (int) test_below(2),
					weight = (int) test_below(3);

		times[(industry * PLACES + place) * 3 + weight]++;
		assert_int_equal(cm_points_builder_add(&b, place, place % 7, text(industry == 0 ? "x" : "y"), weight, 1), CM_OK);
	}
	flat = encoded(&b);
	assert_int_equal(cm_points_open(&p, test_host(), flat.data, flat.used), CM_OK);
	assert_int_equal(p.firms, FIRMS);
	for (uint32_t i = 0; i < 2; i++)
		for (uint64_t e = p.start[i]; e < p.start[i + 1]; e++)
		{
			uint64_t   *t = &times[((int) i * PLACES + (int) p.x[p.place[e]]) * 3 + (int) p.weight[e]];

			assert_int_equal(p.count[e], *t);
			*t = 0;
		}
	for (int k = 0; k < 2 * PLACES * 3; k++)
		assert_int_equal(times[k], 0);
	free(times);
	cm_points_close(&p, test_host());
	cm_release(test_host(), flat.data);
}

/* Limits ------------------------------------------------------------------ */

static void
test_limits(void **state)
{
	CmPointsBuilder b,
				plane;
	CmBytes		flat = stored(CM_SPHERE, four, 4),
				none = {.host = test_host()};
	CmPoints	p;

	cm_points_builder_init(&b, test_host(), CM_SPHERE, 3);
	add_firms(&b, four, 4);
	assert_int_equal(cm_points_builder_encode(&b, &none), CM_TOO_MANY_CELLS);
	cm_points_builder_release(&b);
	assert_int_equal(cm_points_arrive(test_host(), flat.data, flat.used, 3, &none), CM_TOO_MANY_CELLS);
	assert_int_equal(none.used, 0);

	cm_points_builder_init(&b, test_host(), CM_SPHERE, UNLIMITED);
	add_firms(&b, four, 4);
	assert_int_equal(cm_points_builder_add(&b, 0, 0, text("A"), 1, CM_POINTS_MOST - 5), CM_OK);
	assert_int_equal(cm_points_builder_add(&b, 0, 0, text("A"), 1, 1), CM_OVERFLOW);
	assert_int_equal(cm_points_builder_skip(&b, CM_POINTS_MOST), CM_OK);
	assert_int_equal(cm_points_builder_skip(&b, 1), CM_OVERFLOW);
	cm_points_builder_release(&b);

	assert_int_equal(cm_points_open(&p, test_host(), flat.data, flat.used), CM_OK);
	cm_points_builder_init(&plane, test_host(), CM_PLANE, UNLIMITED);
	assert_int_equal(cm_points_builder_add_points(&plane, &p), CM_INCONSISTENT);
	cm_points_builder_release(&plane);
	cm_points_close(&p, test_host());
	cm_release(test_host(), flat.data);
	cm_release(test_host(), none.data);
}

/* Other bytes --------------------------------------------------------------- */

/* Whatever is said of bytes, they are read without harm; those that are sound are read. */
static bool
tried(const uint8_t *bytes, size_t count)
{
	uint8_t    *copy = malloc(count + 1);	/* so that sanitizers see what is read behind them */
	bool		sound;
	CmPoints	p;

	memcpy(copy, bytes, count);
	sound = cm_points_sound(test_host(), copy, count);
	if (cm_points_open(&p, test_host(), copy, count) == CM_OK)
		cm_points_close(&p, test_host());
	else
		assert_false(sound);
	free(copy);
	return sound;
}

static void
test_malformed(void **state)
{
	for (int kind = 0; kind < 6; kind++)
	{
		enum {FIRMS = 12};
		Firm		firm[FIRMS];
		CmBytes		flat;
		int			before = test_allocations();
		CmPoints	p;

		for (int i = 0; i < FIRMS; i++)
			firm[i] = random_firm(kind % 3);
		flat = stored(kind < 3 ? CM_SPHERE : CM_PLANE, firm, FIRMS);
		assert_true(tried(flat.data, flat.used));
		for (size_t count = 0; count < flat.used; count++)
			assert_false(tried(flat.data, count));
		for (size_t at = 0; at < flat.used; at++)
			for (int value = 1; value < 256; value++)
			{
				flat.data[at] ^= (uint8_t) value;
				tried(flat.data, flat.used);
				flat.data[at] ^= (uint8_t) value;
			}
		assert_int_equal(test_allocations(), before + 1);
		flat.data[3] = 2;
		assert_int_equal(cm_points_open(&p, test_host(), flat.data, flat.used), CM_NEWER);
		flat.data[3] = 0;
		assert_int_equal(cm_points_open(&p, test_host(), flat.data, flat.used), CM_MALFORMED);
		cm_release(test_host(), flat.data);
	}
}

/* Sound but for one thing each, which a reader must see. */
static void
test_not_canonical(void **state)
{
	static const struct
	{
		const char *fault;
		size_t		at;
		uint8_t		value;
	}			change[] = {
		{"a third metric", 4, 2},
		{"more than nine decimals", 5, 10},
		{"an entry more than there is", 8, 5},
		{"an industry more than there is", 7, 3},
		{"a place beyond the pole", 17, 0x7f},
		{"a place beyond the last", 20, 8},
		{"a firm that comes twice", 24, 100},
		{"a weight below the one before", 24, 50},
		{"one firm, counted", 22, 1},
		{"no firm", 22, 0},
		{"an industry without firms", 25, 0},
		{"a label that is NUL", 28, 0},
		{"labels in the wrong order", 30, 'A'},
	};
	CmBytes		flat = stored(CM_SPHERE, four, 4);

	for (size_t i = 0; i < sizeof(change) / sizeof(change[0]); i++)
	{
		uint8_t		before = flat.data[change[i].at];

		flat.data[change[i].at] = change[i].value;
		if (cm_points_sound(test_host(), flat.data, flat.used))
			fail_msg("%s is taken", change[i].fault);
		flat.data[change[i].at] = before;
	}
	cm_release(test_host(), flat.data);
}

/* One firm at (1, 2), then what is nearly that. */
static void
test_not_shortest(void **state)
{
	static const uint8_t sound[] = {'C', 'X', 'P', 1, 1, 0, 1, 1, 1, 0, 0, 2, 4, 1, 0, 1, 'A'};
	static const uint8_t tenths[] = {'C', 'X', 'P', 1, 1, 1, 1, 1, 1, 0, 0, 20, 40, 1, 0, 1, 'A'};
	static const uint8_t nobody[] = {'C', 'X', 'P', 1, 1, 0, 2, 1, 1, 0, 0, 2, 4, 1, 0, 1, 0, 1, 'A'};
	static const uint8_t same_place[] = {'C', 'X', 'P', 1, 1, 0, 2, 1, 2, 0, 0, 2, 4, 0, 0, 2, 0, 4, 1, 'A'};
	static const uint8_t old_weight[] = {'C', 'X', 'P', 1, 1, 0, 1, 1, 1, 0, 0, 2, 4, 1, 1, 1, 1, 'A'};
	static const uint8_t long_weight[] = {'C', 'X', 'P', 1, 1, 0, 1, 1, 1, 0, 0, 2, 4, 1, 1, 0xe0, 2, 1, 'A'};
	static const uint8_t behind[] = {'C', 'X', 'P', 1, 1, 0, 1, 1, 1, 0, 0, 2, 4, 1, 0, 1, 'A', 0};

	assert_true(tried(sound, sizeof(sound)));
	assert_false(tried(tenths, sizeof(tenths)));
	assert_false(tried(nobody, sizeof(nobody)));
	assert_false(tried(same_place, sizeof(same_place)));
	assert_false(tried(old_weight, sizeof(old_weight)));
	assert_false(tried(long_weight, sizeof(long_weight)));
	assert_false(tried(behind, sizeof(behind)));
}

/* A head that promises much takes no memory for it. */
static void
test_promises(void **state)
{
	uint8_t		bytes[64] = {'C', 'X', 'P', 1, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xff, 0xff, 0xff, 0xff, 0x0f};

	test_limit_memory(65536);
	assert_false(cm_points_sound(test_host(), bytes, sizeof(bytes)));
	test_unlimit_memory();
}

/* Labels that another encoding has in another order, or does not tell apart. */
static void
test_arrival(void **state)
{
	CmBytes		flat = stored(CM_SPHERE, four, 4),
				out = {.host = test_host()},
				expected;
	Firm		renamed[4];

	assert_int_equal(cm_points_arrive(test_host(), flat.data, flat.used, UNLIMITED, &out), CM_OK);
	assert_same_bytes(&out, &flat);
	out.used = 0;
	flat.data[flat.used - 3] = 'Z';
	memcpy(renamed, four, sizeof(four));
	for (int i = 0; i < 4; i++)
		renamed[i].industry = strcmp(four[i].industry, "A") == 0 ? "Z" : "B";
	expected = stored(CM_SPHERE, renamed, 4);
	assert_int_equal(cm_points_arrive(test_host(), flat.data, flat.used, UNLIMITED, &out), CM_OK);
	assert_same_bytes(&out, &expected);
	flat.data[flat.used - 3] = 'B';
	assert_int_equal(cm_points_arrive(test_host(), flat.data, flat.used, UNLIMITED, &out), CM_MALFORMED);
	cm_release(test_host(), flat.data);
	cm_release(test_host(), out.data);
	cm_release(test_host(), expected.data);
}

/* What they add up to, and where they go ------------------------------------ */

static void
test_totals(void **state)
{
	CmBytes		flat = stored(CM_SPHERE, four, 4);
	CmPoints	p;
	CmPointsTotals t;
	CmPointsCell cell;

	assert_int_equal(cm_points_open(&p, test_host(), flat.data, flat.used), CM_OK);
	cm_points_totals(&t, test_host(), &p);
	assert_true(t.weight == 8);
	assert_true(t.place_weight[0] == 1 && t.place_weight[1] == 7);
	assert_true(t.place_industries[0] == 1 && t.place_industries[1] == 2);
	assert_true(t.industry_weight[0] == 7 && t.industry_weight[1] == 1);
	assert_true(t.industry_places[0] == 2 && t.industry_places[1] == 1);
	cell = cm_points_cell(&p, 1, 3);
	assert_true(cell.end == 3 && cell.firms == 3 && cell.weight == 6);
	cm_points_totals_close(&t, test_host());
	cm_points_close(&p, test_host());
	cm_release(test_host(), flat.data);
}

static void
test_subset(void **state)
{
	static const bool chosen[] = {false, true};
	CmBytes		flat = stored(CM_SPHERE, four, 4),
				part,
				expected = stored(CM_SPHERE, four, 1);
	CmPointsBuilder b;
	CmPoints	p;

	assert_int_equal(cm_points_open(&p, test_host(), flat.data, flat.used), CM_OK);
	cm_points_builder_init(&b, test_host(), CM_SPHERE, UNLIMITED);
	assert_int_equal(cm_points_builder_add_placed(&b, &p, p.x, p.y, chosen), CM_OK);
	part = encoded(&b);
	assert_same_bytes(&part, &expected);
	cm_points_close(&p, test_host());
	cm_release(test_host(), flat.data);
	cm_release(test_host(), part.data);
	cm_release(test_host(), expected.data);
}

/* Points of one place, snapped: where to, and how far. */
static double
snapped(CmMetric metric, double side, double *x, double *y)
{
	CmPoints	p = {.metric = metric, .places = 1, .x = x, .y = y};
	double	   *to_x,
			   *to_y,
				moved;

	assert_true(cm_snap_fits(&p, test_host(), side));
	moved = cm_snap(&p, test_host(), side, &to_x, &to_y);
	*x = to_x[0];
	*y = to_y[0];
	cm_release(test_host(), to_x);
	cm_release(test_host(), to_y);
	return moved;
}

static void
assert_snapped(CmMetric metric, double side, double x, double y, double expected_x, double expected_y, double expected)
{
	double		moved = snapped(metric, side, &x, &y);

	assert_float_equal(x, expected_x, 1e-9);
	assert_float_equal(y, expected_y, 1e-9);
	assert_float_equal(moved, expected, 1e-6);
}

static void
test_snap(void **state)
{
	assert_snapped(CM_PLANE, 10, 12, -3, 15, -5, sqrt(13));
	assert_snapped(CM_PLANE, 10, 10, 0, 15, 5, sqrt(50));
	assert_snapped(CM_PLANE, 0.5, -0.25, 0.25, -0.25, 0.25, 0);
	/* Two bands of 90 degrees, each of ceil(40030 cos 45 / 10008) = 3 cells of 120: the equator is 45 degrees off. */
	assert_snapped(CM_SPHERE, 10008, 0, 0, 0, 45, CM_HALF_ROUND / 4);
	assert_snapped(CM_SPHERE, 10008, 179, 90, 120, 45, 0.25 * CM_HALF_ROUND);
	/* One band, of ceil(40030 / 30000) = 2 cells; a cell for all. */
	assert_snapped(CM_SPHERE, 30000, -91, 0, -90, 0, CM_HALF_ROUND / 180);
	assert_snapped(CM_SPHERE, 50000, -180, 0, 0, 0, CM_HALF_ROUND);
}

/* Nobody is moved farther than half of a cell's diagonal, and nobody twice. */
static void
test_snap_everywhere(void **state)
{
	for (int i = 0; i < 20000; i++)
	{
		double		side = exp(test_uniform() * 9 - 3),	/* 50 m to 400 km */
					x = test_uniform() * 360 - 180,
					y = asin(test_uniform() * 2 - 1) / 0.017453292519943295,
					moved = snapped(CM_SPHERE, side, &x, &y);

		/* A band's edge towards the equator is longer than its middle. */
		assert_true(moved <= side * 0.7072 * (1 + (fabs(y) > 85 ? 1 : 0.2)));
		assert_true(snapped(CM_SPHERE, side, &x, &y) == 0);
	}
}

static void
test_snap_limits(void **state)
{
	double		x[] = {3e5, 1e150, -180},
				y[] = {0, 0, 0};
	CmPoints	p = {.metric = CM_PLANE, .places = 1, .x = x, .y = y};

	assert_true(cm_snap_fits(&p, test_host(), 3e-7));
	assert_false(cm_snap_fits(&p, test_host(), 2.9e-7));
	assert_false(cm_snap_fits(&p, test_host(), 2e150));
	p.places = 2;
	assert_false(cm_snap_fits(&p, test_host(), 1e140));
	p.metric = CM_SPHERE;
	assert_true(cm_snap_fits(&p, test_host(), 1e-6));
	assert_false(cm_snap_fits(&p, test_host(), 9e-7));
}

static int
no_leak(void **state)
{
	return test_allocations() == 0 ? 0 : -1;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_bytes, no_leak),
		cmocka_unit_test_teardown(test_empty, no_leak),
		cmocka_unit_test_teardown(test_decimals, no_leak),
		cmocka_unit_test_teardown(test_settle, no_leak),
		cmocka_unit_test_teardown(test_orders, no_leak),
		cmocka_unit_test_teardown(test_many, no_leak),
		cmocka_unit_test_teardown(test_limits, no_leak),
		cmocka_unit_test_teardown(test_malformed, no_leak),
		cmocka_unit_test_teardown(test_not_canonical, no_leak),
		cmocka_unit_test_teardown(test_not_shortest, no_leak),
		cmocka_unit_test_teardown(test_promises, no_leak),
		cmocka_unit_test_teardown(test_arrival, no_leak),
		cmocka_unit_test_teardown(test_totals, no_leak),
		cmocka_unit_test_teardown(test_subset, no_leak),
		cmocka_unit_test_teardown(test_snap, no_leak),
		cmocka_unit_test_teardown(test_snap_everywhere, no_leak),
		cmocka_unit_test_teardown(test_snap_limits, no_leak),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
