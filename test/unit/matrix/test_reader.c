/*
 * test_reader.c: the validator, on bytes written by hand as flat.h says.
 */
#include "host.h"

#include "core/matrix/builder_merge.h"
#include "core/matrix/flat_add.h"

#include <math.h>
#include <string.h>

/*
 * Firms (A, x): 1, 2, 4 and (B, y): 0.25.  Fourth powers of x: 1 + 16 + 256,
 * of y: 2^-8.
 */
static const uint8_t by_hand[] = {
	'C', 'X', 'M', 1, 0, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0,
	2, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0x1d, 0x40, 3, 0, 0, 0, 0, 0, 0, 0,	/* size 7.25, 3 skipped */
	8, 0, 0, 0, 12, 0, 0, 0, 4, 0, 0, 0, 8, 0, 0, 0,
	1, 'A', 1, 'B', 1, 'x', 1, 'y',
	0xe1, 0x11, 0x01, 0xf0, 0, 0, 0, 0, 0, 0, 0x70, 0x3f,
	1, 0, 1, 1,
	6, 4, 2, 1, 1, 2, 0xe8, 25
};

#define LABELS 64
#define FOURTHS 72
#define KEYS 84
#define VALUES 88
#define HEADER 0

static void
firms_give_these_bytes(void **state)
{
	CmBuilder	b;
	CmBytes		flat;

	cm_builder_init(&b, test_host(), UINT64_MAX);
	b.skipped = 3;
	test_add(&b, "B", "y", 0.25);
	test_add(&b, "A", "x", 2);
	test_add(&b, "A", "x", 4);
	test_add(&b, "A", "x", 1);
	flat = test_encode(&b);
	assert_int_equal(flat.used, sizeof(by_hand));
	assert_memory_equal(flat.data, by_hand, sizeof(by_hand));
	assert_null(cm_flat_fault(test_host(), flat.data, flat.used, false));
	cm_release(test_host(), flat.data);
	test_builder_free(&b);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Some bytes taken out and others put in their place; the lengths follow. */
typedef struct Change
{
	int			at;
	int			removed;
	int			added;
	uint8_t		bytes[12];
	const char *fault;			/* how what is wrong begins; NULL: nothing is */
} Change;

static size_t
apply_change(const Change *change, uint8_t *bytes)
{
	static const int end[] = {FOURTHS, KEYS, VALUES, sizeof(by_hand)};
	size_t		after = change->at + change->removed;
	int			section = 0;

	memcpy(bytes, by_hand, change->at);
	memcpy(bytes + change->at, change->bytes, change->added);
	memcpy(bytes + change->at + change->added, by_hand + after, sizeof(by_hand) - after);
	if (change->at >= LABELS)
	{
		/* what is put between two sections belongs to the first one */
		while (change->at >= end[section] + (change->removed == 0))
			section++;
		bytes[48 + 4 * section] += (uint8_t) (change->added - change->removed);
	}
	return sizeof(by_hand) + change->added - change->removed;
}

static void
assert_fault(const Change *change, const char *fault)
{
	if (fault == NULL && change->fault == NULL)
		return;
	if (fault == NULL || change->fault == NULL || strstr(fault, change->fault) != fault)
		fail_msg("change at %d, %d bytes from %02x: %s", change->at, change->added,
				 change->bytes[0], fault == NULL ? "no fault" : fault);
}

static void
check_changes(const Change *change, size_t count, bool any_order)
{
	for (size_t i = 0; i < count; i++)
	{
		uint8_t		bytes[sizeof(by_hand) + 16];
		size_t		length = apply_change(&change[i], bytes);

		assert_fault(&change[i], cm_flat_fault(test_host(), bytes, length, any_order));
		assert_int_equal(test_allocations(), 0);
	}
}

static void
headers_are_checked(void **state)
{
	static const char header[] = "the header is not that of a cluster_matrix";
	static const char firms[] = "the number of firms differs";
	static const char size[] = "the total size differs";
	static const Change change[] = {
		{HEADER, 0, 0, {0}, NULL},
		{HEADER, 1, 1, {'c'}, header},
		{3, 1, 1, {2}, header},		/* version */
		{4, 1, 1, {1}, "what the header says to be unknown"},	/* firms */
		{4, 1, 1, {2}, "what the header says to be unknown"},	/* size */
		{4, 1, 1, {4}, header},
		{7, 1, 1, {0x80}, header},
		{8, 1, 1, {1}, "the places of the cells"},	/* the second one has no region */
		{8, 1, 1, {200}, header},
		{12, 1, 1, {200}, header},
		{16, 1, 1, {1}, "a label has no cell"},
		{16, 1, 1, {3}, header},	/* cells beyond the keys */
		{23, 1, 1, {0xff}, header},
		{24, 1, 1, {5}, firms},
		{39, 1, 1, {0xc0}, size},	/* -7.25 */
		{32, 1, 1, {1}, size},
		{40, 1, 1, {4}, NULL},		/* any number may be skipped */
		{40, 7, 7, {0, 0, 0, 0, 0, 0, 0x20}, NULL},	/* 2^53 */
		{46, 1, 1, {0x20}, "the number of skipped rows"},	/* and 3 more */
		{47, 1, 1, {1}, "the number of skipped rows"},
		{48, 1, 1, {9}, header},
		{60, 1, 1, {7}, header},
		{64, 32, 0, {0}, header},
	};

	check_changes(change, sizeof(change) / sizeof(change[0]), false);
	for (size_t count = 0; count < sizeof(by_hand); count++)
		assert_non_null(cm_flat_fault(test_host(), by_hand, count, false));
	(void) state;
}

static void
labels_are_checked(void **state)
{
	static const char order[] = "labels are not in ascending order";
	static const char bad[] = "a label is cut short or too long";
	static const Change change[] = {
		{LABELS, 2, 1, {0}, NULL},	/* the empty label */
		{LABELS + 1, 1, 1, {0}, "a label holds a zero byte"},
		{LABELS + 1, 1, 1, {'B'}, order},
		{LABELS + 1, 1, 1, {'C'}, order},
		{LABELS + 1, 1, 1, {0xff}, order},	/* bytes have no sign */
		{LABELS, 2, 3, {2, 'B', 'A'}, order},	/* longer is later */
		{LABELS, 2, 3, {2, 'A', 'Z'}, NULL},
		{LABELS, 1, 2, {0x81, 0}, bad},
		{LABELS + 6, 1, 1, {2}, bad},
		{LABELS + 6, 1, 2, {0x81, 8}, bad},	/* 1025 bytes */
		{LABELS + 8, 0, 1, {0}, "there are bytes after the end of a section"},
	};
	static const Change any_order[] = {
		{LABELS + 1, 1, 1, {'C'}, NULL},
		{LABELS + 1, 1, 1, {'B'}, order},	/* the same label twice */
	};

	check_changes(change, sizeof(change) / sizeof(change[0]), false);
	check_changes(any_order, sizeof(any_order) / sizeof(any_order[0]), true);
	(void) state;
}

static void
fourths_are_checked(void **state)
{
	static const char shortest[] = "a sum of fourth powers is not in its shortest form";
	static const char number[] = "a sum of fourth powers is not a number";
	static const Change change[] = {
		{FOURTHS, 3, 1, {0xff}, NULL},	/* unknown */
		{FOURTHS, 3, 1, {7}, NULL},
		{FOURTHS, 3, 2, {0xe0, 7}, shortest},
		{FOURTHS, 3, 4, {0xe2, 0x11, 0x01, 0}, shortest},
		{FOURTHS, 3, 9, {0xf0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f}, shortest},	/* the double 1 */
		{FOURTHS, 3, 9, {0xf0, 0, 0, 0, 0, 0, 0, 0, 0x80}, shortest},	/* -0 */
		{FOURTHS, 3, 9, {0xf0, 0, 0, 0, 0, 0, 0, 0xf0, 0xbf}, number},	/* -1 */
		{FOURTHS, 3, 9, {0xf0, 0, 0, 0, 0, 0, 0, 0xf0, 0x7f}, number},	/* infinity */
		{FOURTHS, 3, 9, {0xf0, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f}, number},	/* NaN */
		{FOURTHS, 3, 2, {0xe8, 50}, NULL},	/* 0.5 as hundredths */
		{FOURTHS, 3, 2, {0xe8, 100}, shortest},	/* 1 as hundredths */
		{FOURTHS, 3, 11, {0xf1, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0x80}, NULL},	/* 1 + 2^-53 */
		{FOURTHS, 3, 11, {0xf1, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0}, shortest},
		{FOURTHS, 3, 12, {0xf1, 1, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 1, 0}, shortest},
		{FOURTHS, 3, 1, {0xfe}, number},	/* no form */
		{FOURTHS + 11, 1, 0, {0}, number},
	};

	check_changes(change, sizeof(change) / sizeof(change[0]), false);
	(void) state;
}

static void
keys_are_checked(void **state)
{
	static const char place[] = "the places of the cells are out of order or out of range";
	static const char none[] = "a label has no cell";
	static const Change change[] = {
		{KEYS + 1, 1, 1, {1}, none},	/* both in y */
		{KEYS + 3, 1, 1, {0}, none},
		{KEYS + 3, 1, 1, {2}, place},
		{KEYS, 1, 1, {0}, place},
		{KEYS, 4, 4, {2, 0, 0, 0}, none},	/* both in A */
		{KEYS, 4, 4, {2, 1, 0, 0}, place},	/* a third industry */
		{KEYS + 2, 1, 1, {2}, "a region promises more cells than there are"},
		{KEYS, 1, 2, {0x81, 0}, place},
		{KEYS + 4, 0, 1, {0}, "there are bytes after the end of a section"},
	};

	check_changes(change, sizeof(change) / sizeof(change[0]), false);
	(void) state;
}

static void
cells_are_checked(void **state)
{
	static const char shortest[] = "a cell is not in its shortest form";
	static const char finite[] = "a cell holds a negative number, NaN or infinity";
	static const char bad[] = "a cell is cut short or has an unknown form of number";
	static const char firms[] = "the number of firms differs";
	static const Change change[] = {
		{VALUES, 1, 2, {0x86, 0}, bad},
		{VALUES, 1, 2, {7, 0}, shortest},	/* no bit set */
		{VALUES, 1, 2, {7, CM_EXPLICIT}, "largest and second largest exceed size"},
		{VALUES, 5, 6, {7, CM_EXPLICIT, 4, 2, 7, 21}, shortest},	/* explicit for nothing */
		{VALUES, 5, 5, {7, 2, 4, 2, 1}, NULL},	/* squares unknown */
		{VALUES, 5, 5, {7, 8, 4, 7, 21}, "sum of squares is below that of equal firms"},	/* 11 and 37 */
		{VALUES, 5, 5, {7, 8, 4, 3, 5}, NULL},	/* second unknown */
		{VALUES, 5, 4, {7, 12, 7, 21}, NULL},	/* largest and second unknown */
		{VALUES, 5, 4, {7, 4, 7, 21}, "sum of squares is below"},	/* only the largest unknown: 28, 51 */
		{VALUES, 5, 5, {7, 1, 4, 2, 1}, "a cell has a number of firms that is unknown"},
		{VALUES, 5, 6, {1, 1, 4, 2, 1, 1}, firms},
		{VALUES, 5, 2, {7, 0x1e}, "what the header says to be unknown differs"},	/* size unknown */
		{VALUES, 5, 4, {7, 0x10, 4, 2}, "sum of squares, largest or second largest of an unknown size"},
		{VALUES, 5, 6, {7, 0x40, 4, 2, 1, 1}, shortest},	/* a bit without a meaning */
		{VALUES, 5, 5, {6, 2, 4, 1, 1}, "second largest exceeds largest"},
		{VALUES, 5, 5, {8, 4, 2, 1, 1}, firms},
		{VALUES, 5, 3, {4, 4, 2}, firms},
		{VALUES, 5, 5, {4, 4, 2, 1, 1}, bad},	/* two firms leave nothing over */
		{VALUES + 5, 3, 3, {2, 0xe0, 1}, shortest},
		{VALUES + 5, 3, 10, {2, 0xf0, 0, 0, 0, 0, 0, 0, 0xf0, 0xff}, finite},
		{VALUES + 5, 3, 10, {2, 0xf0, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f}, finite},
		{VALUES + 5, 3, 1, {0}, firms},
		{VALUES + 7, 1, 0, {0}, bad},
		{VALUES + 8, 0, 1, {0}, "there are bytes after the end of a section"},
	};

	check_changes(change, sizeof(change) / sizeof(change[0]), false);
	(void) state;
}

/* A matrix of one industry "i" and `count` regions, its cells as written. */
static CmBytes
one_column(int count, const uint8_t *cell, size_t length, uint64_t firms)
{
	CmBytes		flat = {.host = test_host()};
	uint8_t		head[CM_HEADER_BYTES] = {0};
	CmHeader	header = {.regions = (uint32_t) count, .industries = 1, .cells = (uint64_t) count, .firms = firms,
	.section = {2 * (uint32_t) count + 2, 1, 2 * (uint32_t) count, (uint32_t) (count * length)}};

	cm_put_header(head, &header);
	cm_put_bytes(&flat, head, sizeof(head));
	for (int i = 0; i < count; i++)
		cm_put_bytes(&flat, (uint8_t[]) {1, (uint8_t) (i + 1)}, 2);
	cm_put_bytes(&flat, (uint8_t[]) {1, 'i', 0xff}, 3);
	for (int i = 0; i < count; i++)
		cm_put_bytes(&flat, (uint8_t[]) {1, 0}, 2);
	for (int i = 0; i < count; i++)
		cm_put_bytes(&flat, cell, length);
	return flat;
}

static void
assert_fault_of(CmBytes flat, const char *expected)
{
	const char *fault;

	test_limit_memory(1000);
	fault = cm_flat_fault(test_host(), flat.data, flat.used, false);
	test_unlimit_memory();
	if (expected == NULL)
		assert_null(fault);
	else
		assert_string_equal(fault == NULL ? "none" : fault, expected);
	cm_release(test_host(), flat.data);
	assert_int_equal(test_allocations(), 0);
}

/* A total beyond the range of a double is refused, and takes no memory for itself. */
static void
totals_must_be_doubles(void **state)
{
	/* one firm of 1.5 * 2^1023, squares unknown */
	static const uint8_t huge[] = {3, 2, 0xf0, 0, 0, 0, 0, 0, 0, 0xe8, 0x7f};

	assert_fault_of(one_column(2, huge, sizeof(huge), 2), "the total size differs from that of the cells");
	(void) state;
}

/* 2^53 firms are the most, in a cell or in all of them. */
static void
firms_must_be_countable(void **state)
{
	static const uint8_t most[] = {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 0, 0, 0, 0};
	static const uint8_t more[] = {0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 0, 0, 0, 0};
	static const uint8_t half[] = {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10, 0, 0, 0, 0};
	CmBuilder	b;
	CmBytes		two = one_column(2, half, sizeof(half), UINT64_C(1) << 53);

	assert_null(cm_flat_fault(test_host(), two.data, two.used, false));
	cm_builder_init(&b, test_host(), UINT64_MAX);
	assert_int_equal(cm_builder_add_flat(&b, two.data, two.used, NULL), CM_OK);
	cm_release(test_host(), two.data);
	two = test_encode(&b);
	test_builder_free(&b);
	cm_release(test_host(), two.data);
	assert_fault_of(one_column(1, most, sizeof(most), UINT64_C(1) << 53), NULL);
	assert_fault_of(one_column(1, more, sizeof(more), (UINT64_C(1) << 53) + 1), "more than 2^53 firms");
	assert_fault_of(one_column(2, most, sizeof(most), UINT64_C(1) << 54), "more than 2^53 firms");
	(void) state;
}

/* Published zeros are bytes of their own; the industry's fourth power is known: 0. */
static void
zeros_may_be_published(void **state)
{
	CmBytes		flat = one_column(3, (uint8_t[]) {0}, 1, 0);

	flat.data[CM_HEADER_BYTES + 8] = 0;
	assert_fault_of(flat, NULL);
	(void) state;
}

/* What a join would find must be said: no firm above zero, so a second one is known. */
static void
known_seconds_must_be_said(void **state)
{
	static const uint8_t hidden[] = {7, CM_SECOND_UNKNOWN, 0, 0, 0};
	static const uint8_t said[] = {6, 0, 0, 0, 0};

	assert_fault_of(one_column(1, hidden, sizeof(hidden), 3), "a cell is not in its shortest form");
	assert_fault_of(one_column(1, said, sizeof(said), 3), NULL);
	(void) state;
}

static void
assert_all_say(const uint8_t *bytes, size_t count, CmStatus status)
{
	CmBuilder	b;
	CmReader	reader;
	CmTable		table;
	CmBytes		sum = {.host = test_host()};

	assert_int_equal(cm_reader_open(&reader, bytes, count), status);
	assert_int_equal(cm_table_open(&table, test_host(), bytes, count), status);
	cm_builder_init(&b, test_host(), UINT64_MAX);
	assert_int_equal(cm_builder_add_flat(&b, bytes, count, NULL), status);
	assert_int_equal(cm_builder_subtract_flat(&b, bytes, count), status);
	test_builder_free(&b);
	assert_int_equal(cm_flat_add(test_host(), bytes, count, by_hand, sizeof(by_hand), 9, &sum), status);
	assert_int_equal(cm_flat_add(test_host(), by_hand, sizeof(by_hand), bytes, count, 9, &sum), status);
	assert_int_equal(test_allocations(), 0);
}

/* Whatever follows the version of a later format is not ours to judge. */
static void
later_formats_are_told(void **state)
{
	static const uint8_t later[] = {'C', 'X', 'M', 2, 0xff};
	uint8_t		bytes[sizeof(by_hand)];

	memcpy(bytes, by_hand, sizeof(by_hand));
	bytes[3] = 2;
	assert_all_say(bytes, sizeof(bytes), CM_NEWER);
	bytes[3] = 0;
	assert_all_say(bytes, sizeof(bytes), CM_MALFORMED);
	assert_all_say(later, 5, CM_NEWER);
	assert_all_say(later, 4, CM_NEWER);
	assert_all_say(later, 3, CM_MALFORMED);
	assert_all_say(by_hand, 4, CM_MALFORMED);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(firms_give_these_bytes),
		cmocka_unit_test(headers_are_checked),
		cmocka_unit_test(later_formats_are_told),
		cmocka_unit_test(labels_are_checked),
		cmocka_unit_test(fourths_are_checked),
		cmocka_unit_test(keys_are_checked),
		cmocka_unit_test(cells_are_checked),
		cmocka_unit_test(totals_must_be_doubles),
		cmocka_unit_test(firms_must_be_countable),
		cmocka_unit_test(zeros_may_be_published),
		cmocka_unit_test(known_seconds_must_be_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
