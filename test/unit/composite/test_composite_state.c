/*
 * test_composite_state.c: rows are stored as they are, in whatever parts they
 * come, and what is no stored form is none.
 */
#include "host.h"

#include "core/composite/composite_state.h"
#include "core/matrix/hex.h"

#include <math.h>
#include <string.h>

enum {ROWS = 50, COLUMNS = 300};

static double number[ROWS * COLUMNS];

/* Every bit of a double counts, and NaN is one. */
static double
any_double(void)
{
	uint64_t	bits = test_random();
	double		value;

	memcpy(&value, &bits, sizeof(value));
	return test_below(10) == 0 ? NAN : isnan(value) ? 0.1 : value;
}

static CmBytes
stored(const double *row, size_t rows, size_t columns)
{
	CmBytes		state = {.host = test_host()};

	for (size_t i = 0; i < rows; i++)
		assert_int_equal(cm_composite_add(&state, row + i * columns, columns), CM_OK);
	return state;
}

static void
assert_same(const CmBytes *a, const CmBytes *b)
{
	assert_int_equal(a->used, b->used);
	assert_memory_equal(a->data, b->data, a->used);
}

static void
rows_come_back(void **state)
{
	for (int round = 0; round < 300; round++)
	{
		size_t		rows = 1 + test_below(ROWS),
					columns = 1 + test_below(round % 3 == 0 ? COLUMNS : 5),
					first = test_below(rows + 1);
		CmBytes		whole,
					parts,
					rest,
					text = {.host = test_host()},
					again = {.host = test_host()};
		CmNumbers	read;

		for (size_t i = 0; i < rows * columns; i++)
			number[i] = any_double();
		whole = stored(number, rows, columns);
		assert_true(cm_composite_sound(test_host(), whole.data, whole.used));
		assert_int_equal(cm_composite_columns(whole.data, whole.used), columns);
		assert_true(cm_composite_rows(test_host(), whole.data, whole.used, &read));
		assert_int_equal(read.rows, rows);
		assert_int_equal(read.columns, columns);
		assert_memory_equal(read.number, number, rows * columns * sizeof(double));

		/* In two parts, one of which may be nothing; and through text. */
		parts = stored(number, first, columns);
		rest = stored(number + first * columns, rows - first, columns);
		if (rest.used > 0)
			assert_int_equal(cm_composite_merge(&parts, rest.data, rest.used), CM_OK);
		assert_same(&parts, &whole);
		cm_put_hex(&text, whole.data, whole.used);
		cm_put_byte(&text, '\0');
		assert_true(cm_get_hex((const char *) text.data, &again));
		assert_same(&again, &whole);

		assert_int_equal(cm_composite_add(&whole, number, columns + 1), CM_INCONSISTENT);
		cm_release(test_host(), (void *) read.number);
		cm_release(test_host(), whole.data);
		cm_release(test_host(), parts.data);
		cm_release(test_host(), rest.data);
		cm_release(test_host(), text.data);
		cm_release(test_host(), again.data);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* 1 is 3ff0000000000000, 2 is 4000000000000000. */
static void
bytes_by_hand(void **state)
{
	static const uint8_t expected[] = {1, 2, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0x40};
	static const double row[] = {1, 2};
	CmBytes		one = stored(row, 1, 2);

	assert_int_equal(one.used, sizeof(expected));
	assert_memory_equal(one.data, expected, sizeof(expected));
	cm_release(test_host(), one.data);
	(void) state;
}

static void
bytes_that_are_none(void **state)
{
	static const struct
	{
		size_t		count;
		const char *bytes;
	}			bad[] = {
		{0, ""},
		{1, "\1"},				/* no length of a row */
		{2, "\1\0"},
		{2, "\1\x80"},
		{3, "\1\x80\0"},		/* 0, in two bytes */
		{2, "\2\1"},			/* another version */
		{9, "\1\1\0\0\0\0\0\0\0"},	/* seven eighths of a number */
		{10, "\1\2\0\0\0\0\0\0\0\0"},	/* half a row */
		{11, "\1\xff\xff\xff\xff\xff\xff\xff\xff\xff\1"},
	};
	CmBytes		rows = {.host = test_host()};
	CmNumbers	read;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		const uint8_t *bytes = (const uint8_t *) bad[i].bytes;

		assert_false(cm_composite_sound(test_host(), bytes, bad[i].count));
		assert_false(cm_composite_rows(test_host(), bytes, bad[i].count, &read));
		assert_int_equal(cm_composite_merge(&rows, bytes, bad[i].count), CM_MALFORMED);
	}
	assert_int_equal(rows.used, 0);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
texts_that_are_none(void **state)
{
	static const char *const bad[] = {"0", "012", "0g", "g0", "0A", " 00", "00 ", "0\xc3\xa9"};
	CmBytes		bytes = {.host = test_host()};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(cm_get_hex(bad[i], &bytes));
	cm_release(test_host(), bytes.data);
	(void) state;
}

/* Rows are refused before their bytes are looked at. */
static void
more_than_can_be_dumped(void **state)
{
	CmBytes		rows = {.host = test_host()};

	assert_int_equal(cm_composite_add(&rows, number, CM_COMPOSITE_BYTES_MOST / sizeof(double) + 1), CM_TOO_LARGE);
	cm_release(test_host(), rows.data);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_come_back),
		cmocka_unit_test(bytes_by_hand),
		cmocka_unit_test(bytes_that_are_none),
		cmocka_unit_test(texts_that_are_none),
		cmocka_unit_test(more_than_can_be_dumped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
