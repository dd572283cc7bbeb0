/*
 * test_flat.c: the pieces of the stored form, byte by byte.
 */
#include "host.h"

#include <math.h>
#include <string.h>

static void
assert_number(double value, size_t count, const uint8_t *bytes)
{
	CmBytes		out = {.host = test_host()};
	CmCursor	in;

	cm_put_double(&out, value);
	assert_int_equal(out.used, count);
	assert_memory_equal(out.data, bytes, count);
	in = (CmCursor) {out.data, out.data + out.used, false};
	assert_true(cm_get_double(&in) == value && !in.bad && in.at == in.end);
	cm_release(test_host(), out.data);
}

/* The forms of a number that flat.h promises. */
static void
numbers_have_their_form(void **state)
{
	assert_number(0, 1, (uint8_t[]) {0});
	assert_number(223, 1, (uint8_t[]) {0xdf});
	assert_number(224, 2, (uint8_t[]) {0xe0, 224});
	assert_number(256, 3, (uint8_t[]) {0xe1, 0, 1});
	assert_number(9007199254740991, 8, (uint8_t[]) {0xe6, 255, 255, 255, 255, 255, 255, 31});
	assert_number(9007199254740992, 9, (uint8_t[]) {0xf0, 0, 0, 0, 0, 0, 0, 0x40, 0x43});
	assert_number(0.25, 2, (uint8_t[]) {0xe8, 25});
	assert_number(1234.56, 4, (uint8_t[]) {0xea, 0x40, 0xe2, 1});
	assert_number(0.125, 9, (uint8_t[]) {0xf0, 0, 0, 0, 0, 0, 0, 0xc0, 0x3f});
	for (int i = 0; i < 100000; i++)
	{
		CmBytes		out = {.host = test_host()};
		CmCursor	in;
		double		value = i % 3 == 0 ? (double) (test_random() >> test_below(64)) :
			i % 3 == 1 ? (double) test_below(UINT64_C(1) << 50) / 100 : ldexp((double) test_random(), (int) test_below(1900) - 1100);

		cm_put_double(&out, value);
		in = (CmCursor) {out.data, out.data + out.used, false};
		assert_true(cm_get_double(&in) == value && !in.bad && in.at == in.end);
		cm_release(test_host(), out.data);
	}
	(void) state;
}

static void
varints_are_shortest(void **state)
{
	const uint8_t long_zero[] = {0x80, 0x00};
	const uint8_t endless[] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01};
	CmCursor	in = {long_zero, long_zero + 2, false};

	cm_get_varint(&in);
	assert_true(in.bad);
	in = (CmCursor) {endless, endless + 11, false};
	cm_get_varint(&in);
	assert_true(in.bad);
	in = (CmCursor) {endless, endless + 3, false};
	cm_get_varint(&in);
	assert_true(in.bad);
	for (int shift = 0; shift < 64; shift++)
		for (int off = -1; off <= 1; off++)
		{
			uint64_t	value = (UINT64_C(1) << shift) + (uint64_t) off;
			CmBytes		out = {.host = test_host()};

			cm_put_varint(&out, value);
			in = (CmCursor) {out.data, out.data + out.used, false};
			assert_true(cm_get_varint(&in) == value && !in.bad && in.at == in.end);
			cm_release(test_host(), out.data);
		}
	(void) state;
}

static void
assert_exact(CmDyadic value, size_t count, const uint8_t *bytes)
{
	CmBytes		out = {.host = test_host()};
	CmCursor	in;
	CmDyadic	again;

	cm_put_number(&out, &value);
	assert_int_equal(out.used, count);
	assert_memory_equal(out.data, bytes, count);
	in = (CmCursor) {out.data, out.data + out.used, false};
	cm_get_number(&in, &again);
	assert_true(!in.bad && in.at == in.end && !again.negative && again.head == value.head);
	assert_int_equal(again.tail_bytes, value.tail_bytes);
	assert_memory_equal(again.tail, value.tail, value.tail_bytes);
	/* where one double is asked for, more than one is refused */
	in = (CmCursor) {out.data, out.data + out.used, false};
	cm_get_double(&in);
	assert_true(in.bad == (value.tail_bytes > 0));
	for (size_t cut = 0; cut < count; cut++)
	{
		in = (CmCursor) {out.data, out.data + cut, false};
		cm_get_number(&in, &again);
		assert_true(in.bad);
	}
	cm_release(test_host(), out.data);
}

/* Exact numbers: a double, then the bytes that follow its 53 bits. */
static void
long_numbers_have_their_form(void **state)
{
	CmDyadic	most = {.head = 0x1.fffffffffffffp1023, .tail_bytes = CM_TAIL_BYTES};
	uint8_t		bytes[10 + CM_TAIL_BYTES] = {0xf1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xef, 0x7f};

	assert_exact((CmDyadic) {.head = 5}, 1, (uint8_t[]) {5});
	/* 1 + 2^-53, 1 + 2^-60, 1 + 2^-61 */
	assert_exact((CmDyadic) {.head = 1, .tail_bytes = 1, .tail = {0x80}}, 11,
				 (uint8_t[]) {0xf1, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0x80});
	assert_exact((CmDyadic) {.head = 1, .tail_bytes = 1, .tail = {1}}, 11,
				 (uint8_t[]) {0xf1, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 1});
	assert_exact((CmDyadic) {.head = 1, .tail_bytes = 2, .tail = {0, 0x80}}, 12,
				 (uint8_t[]) {0xf1, 1, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0x80});
	memset(most.tail, 0xa5, CM_TAIL_BYTES);
	memset(bytes + 10, 0xa5, CM_TAIL_BYTES);
	assert_exact(most, sizeof(bytes), bytes);
	(void) state;
}

/* Tags that no number has: 0xF2 and above, and those of 8 bytes. */
static void
unknown_forms_are_refused(void **state)
{
	uint8_t		bytes[300] = {0};

	for (int tag = 0; tag < 256; tag++)
	{
		CmCursor	in = {bytes, bytes + sizeof(bytes), false};
		CmDyadic	value;

		bytes[0] = (uint8_t) tag;
		cm_get_number(&in, &value);
		assert_int_equal(in.bad, tag > 0xf1 || tag == 0xe7 || tag == 0xef);
	}
	(void) state;
}

static void
assert_order(const char *a, uint32_t a_length, const char *b, uint32_t b_length, int order)
{
	CmText		x = {a, a_length},
				y = {b, b_length};
	int			got = cm_text_compare(&x, &y);

	assert_int_equal((got > 0) - (got < 0), order);
	got = cm_text_compare(&y, &x);
	assert_int_equal((got > 0) - (got < 0), -order);
}

/* C collation: bytes without a sign, the shorter one first. */
static void
labels_are_ordered_by_bytes(void **state)
{
	assert_order("", 0, "", 0, 0);
	assert_order("", 0, "a", 1, -1);
	assert_order("a", 1, "ab", 2, -1);
	assert_order("ab", 2, "b", 1, -1);
	assert_order("Z", 1, "a", 1, -1);
	assert_order("z", 1, "\xc3\xa4", 2, -1);
	assert_order("10", 2, "9", 1, -1);
	assert_order("same", 4, "same", 4, 0);
	(void) state;
}

/* 1 GB less 16 MB is 1,056,964,607: four for each three bytes or part of them, seven for a byte of labels. */
static void
what_is_stored_fits_a_row(void **state)
{
	assert_true(cm_flat_fits(0, 792723453));
	assert_false(cm_flat_fits(0, 792723454));
	assert_true(cm_flat_fits(150994931, CM_HEADER_BYTES));	/* 7 * 150994931 + 88 */
	assert_false(cm_flat_fits(150994932, CM_HEADER_BYTES));
	assert_true(cm_flat_fits(1000000, 787473453));
	assert_false(cm_flat_fits(1000000, 787473454));
	assert_false(cm_flat_fits(UINT32_MAX, UINT32_MAX));
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_have_their_form),
		cmocka_unit_test(varints_are_shortest),
		cmocka_unit_test(long_numbers_have_their_form),
		cmocka_unit_test(unknown_forms_are_refused),
		cmocka_unit_test(labels_are_ordered_by_bytes),
		cmocka_unit_test(what_is_stored_fits_a_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
