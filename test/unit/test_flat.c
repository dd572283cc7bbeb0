/*
 * test_flat.c: the stored form, byte by byte, and mutated.
 */
#include "host.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#ifdef FEW
#define MUTATIONS 3000
#else
#define MUTATIONS 200000
#endif

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

/* Values of every kind: whole numbers, cents, wild doubles, unknown moments. */
static CmBytes
example(int kind)
{
	CmBuilder	b;
	CmBytes		flat;
	char		label[2] = {0};

	cm_builder_init(&b, test_host(), UINT64_MAX);
	for (int i = 0; i < 3 + kind * 7; i++)
	{
		char		industry[2] = {(char) ('a' + test_below(5)), 0};

		label[0] = (char) ('A' + test_below(4));
		if (kind % 4 == 3 && i % 2 == 0)
		{
			CmCell		cell = {.firms = test_below(4), .top.unknown = (unsigned) test_below(16)};
			uint32_t	region = cm_dictionary_code(&b.region, label, 1),
						code = cm_dictionary_code(&b.industry, industry, 1);

			if (cell.firms == 0)
				cell.top.unknown = CM_UNKNOWN_BITS;
			cm_exact_set(&cell.size, (double) cell.firms * 7 + 2);
			cm_exact_set(&cell.squares, 1);
			cell.top.unknown |= CM_SQUARES_UNKNOWN | CM_LARGEST_UNKNOWN;
			cm_cell_complete(&cell);
			assert_int_equal(cm_builder_add_cell(&b, region, code, &cell), CM_OK);
			cm_builder_forget_fourth(&b, code);
		}
		else
			test_add(&b, label, industry, kind % 4 == 0 ? (double) test_below(300) :
					 kind % 4 == 1 ? (double) test_below(100000) / 100 : ldexp((double) test_random(), (int) test_below(120) - 100));
	}
	b.skipped = (uint64_t) kind;
	flat = test_encode(&b);
	test_builder_free(&b);
	return flat;
}

static size_t
mutate(uint8_t *bytes, size_t count, const CmBytes *other)
{
	for (uint64_t n = test_below(3) + 1; n > 0 && count > 0; n--)
	{
		size_t		at = test_below(count),
					run = test_below(9) + 1;

		switch (test_below(6))
		{
			case 0:
				bytes[at] = (uint8_t) test_random();
				break;
			case 1:
				bytes[at] ^= (uint8_t) (1 << test_below(8));
				break;
			case 2:				/* a run of bytes less */
				run = run > count - at ? count - at : run;
				memmove(bytes + at, bytes + at + run, count - at - run);
				count -= run;
				break;
			case 3:				/* a run of bytes twice */
				run = run > count - at ? count - at : run;
				memmove(bytes + at + run, bytes + at, count - at);
				count += run;
				break;
			case 4:				/* a piece of another value */
				if (at < other->used)
					memcpy(bytes + at, other->data + at, run > other->used - at ? other->used - at :
						   run > count - at ? count - at : run);
				break;
			default:			/* a field of the header */
				if (count >= CM_HEADER_BYTES)
					bytes[4 + test_below(CM_HEADER_BYTES - 4)] = (uint8_t) (test_below(4) * 85);
				break;
		}
	}
	return count;
}

/* A value that the validator lets pass is sound: what is built from it is itself. */
static void
assert_sound(const uint8_t *bytes, size_t count)
{
	CmBuilder	b;
	CmBytes		again;
	CmTable		t;

	cm_builder_init(&b, test_host(), UINT64_MAX);
	assert_int_equal(cm_builder_add_flat(&b, bytes, count, NULL), CM_OK);
	again = test_encode(&b);
	assert_int_equal(again.used, count);
	assert_memory_equal(again.data, bytes, count);
	assert_true(cm_table_open(&t, test_host(), bytes, count));
	cm_table_close(&t, test_host());
	cm_release(test_host(), again.data);
	test_builder_free(&b);
}

static void
mutations_do_no_harm(void **state)
{
	CmBytes		value[16];
	int			passed = 0;

	for (int i = 0; i < 16; i++)
	{
		value[i] = example(i);
		assert_null(cm_flat_fault(test_host(), value[i].data, value[i].used, false));
		assert_sound(value[i].data, value[i].used);
	}
	for (int i = 0; i < MUTATIONS; i++)
	{
		const CmBytes *from = &value[i % 16];
		uint8_t    *scratch = malloc(from->used + 64);
		uint8_t    *bytes;
		size_t		count;
		CmTable		t;

		memcpy(scratch, from->data, from->used);
		count = mutate(scratch, from->used, &value[test_below(16)]);
		/* exactly as many bytes as there are, so that one too many is noticed */
		bytes = malloc(count == 0 ? 1 : count);
		memcpy(bytes, scratch, count);
		free(scratch);
		if (cm_flat_fault(test_host(), bytes, count, false) == NULL)
		{
			passed++;
			assert_sound(bytes, count);
		}
		cm_flat_fault(test_host(), bytes, count, true);
		/* Readers trust values, but must stay inside the bytes of any. */
		cm_table_open(&t, test_host(), bytes, count);
		cm_table_close(&t, test_host());
		free(bytes);
	}
	assert_true(passed > MUTATIONS / 1000 && passed < MUTATIONS / 2);
	for (int i = 0; i < 16; i++)
		cm_release(test_host(), value[i].data);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_have_their_form),
		cmocka_unit_test(varints_are_shortest),
		cmocka_unit_test(mutations_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
