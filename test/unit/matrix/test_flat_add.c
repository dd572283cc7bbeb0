/*
 * test_flat_add.c: stored matrices added side by side, against a builder of both.
 */
#include "host.h"

#include "core/matrix/builder_merge.h"
#include "core/matrix/flat_add.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum
{
	WHOLE, CENTS, ANY_DOUBLES, FAR_DOUBLES, UNKNOWNS, KINDS
};

static double
size_of(int kind)
{
	switch (kind)
	{
		case CENTS:
			return (double) test_below(1000000) / 100;
		case ANY_DOUBLES:
			return ldexp((double) test_below(1000000), (int) test_below(300) - 200);
		case FAR_DOUBLES:
			/* without a fourth power, or without a square */
			return test_below(4) == 0 ? 1.2e77 * (double) test_below(10) : 1e-160 * (double) test_below(1000000);
		default:
			return (double) test_below(200);
	}
}

static void
label_of(uint64_t number, char *label)
{
	sprintf(label, number % 3 == 0 ? "a region with a long label, number %d" : "%d", (int) number);
}

/* A published cell of which something is not known. */
static void
add_published(CmBuilder *b, const char *region, const char *industry)
{
	CmCell		cell = {.firms = test_below(4), .top = {.unknown = (unsigned) test_below(CM_UNKNOWN_BITS + 1)}};
	uint32_t	industry_code = cm_dictionary_code(&b->industry, industry, strlen(industry));

	cell.top.largest = (double) test_below(100);
	cm_exact_set(&cell.size, cell.top.largest);
	cm_exact_set(&cell.squares, cell.top.largest * cell.top.largest);
	cm_cell_complete(&cell);
	if (cm_cell_fault(&cell) == NULL)
		assert_int_equal(cm_builder_add_cell(b, cm_dictionary_code(&b->region, region, strlen(region)), industry_code, &cell), CM_OK);
	cm_builder_forget_fourth(b, industry_code);
}

static CmBytes
random_matrix(uint64_t firms, uint64_t side, int kind)
{
	CmBuilder	b;
	CmBytes		flat;
	char		region[60],
				industry[60];

	cm_builder_init(&b, test_host(), UINT64_MAX);
	for (uint64_t i = 0; i < firms; i++)
	{
		label_of(test_below(side), region);
		label_of(test_below(side) + 5, industry);
		if (kind == UNKNOWNS && i % 4 == 0)
			add_published(&b, region, industry);
		else
			test_add(&b, region, industry, size_of(kind));
	}
	b.skipped = test_below(5);
	flat = test_encode(&b);
	test_builder_free(&b);
	return flat;
}

static void
sums_are_those_of_a_builder(void **state)
{
	for (int round = 0; round < 1000; round++)
	{
		int			kind = round % KINDS;
		CmBytes		left = random_matrix(round % 7 == 0 ? 0 : test_below(300), 1 + test_below(20), kind),
					right = random_matrix(round % 11 == 0 ? 0 : test_below(300), 1 + test_below(30),
										  round % 3 == 0 ? kind : (int) test_below(KINDS)),
					expected,
					sum = {.host = test_host()};
		CmBuilder	b;
		uint64_t	cells;

		cm_builder_init(&b, test_host(), UINT64_MAX);
		assert_int_equal(cm_builder_add_flat(&b, left.data, left.used, NULL), CM_OK);
		assert_int_equal(cm_builder_add_flat(&b, right.data, right.used, NULL), CM_OK);
		cells = b.slots;
		expected = test_encode(&b);
		test_builder_free(&b);
		assert_int_equal(cm_flat_add(test_host(), left.data, left.used, right.data, right.used, cells, &sum), CM_OK);
		assert_int_equal(sum.used, expected.used);
		assert_memory_equal(sum.data, expected.data, sum.used);
		sum.used = 0;
		if (cells > 0)
			assert_int_equal(cm_flat_add(test_host(), left.data, left.used, right.data, right.used, cells - 1, &sum), CM_TOO_MANY_CELLS);
		cm_release(test_host(), left.data);
		cm_release(test_host(), right.data);
		cm_release(test_host(), expected.data);
		cm_release(test_host(), sum.data);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* A total beyond the range of doubles, and bytes that are no matrix. */
static void
faults_are_noticed(void **state)
{
	CmBytes		flat[2],
				sum = {.host = test_host()};

	for (int i = 0; i < 2; i++)
	{
		CmBuilder	b;

		cm_builder_init(&b, test_host(), UINT64_MAX);
		test_add(&b, "north", i == 0 ? "wool" : "wine", 1e308);
		flat[i] = test_encode(&b);
		test_builder_free(&b);
	}
	assert_int_equal(cm_flat_add(test_host(), flat[0].data, flat[0].used, flat[1].data, flat[1].used, 9, &sum), CM_OVERFLOW);
	assert_int_equal(cm_flat_add(test_host(), flat[0].data, flat[0].used, flat[0].data, flat[0].used, 9, &sum), CM_OVERFLOW);
	assert_int_equal(cm_flat_add(test_host(), flat[0].data, flat[0].used - 1, flat[1].data, flat[1].used, 9, &sum), CM_MALFORMED);
	assert_int_equal(cm_flat_add(test_host(), flat[0].data, flat[0].used, flat[1].data, 3, 9, &sum), CM_MALFORMED);
	cm_release(test_host(), flat[0].data);
	cm_release(test_host(), flat[1].data);
	cm_release(test_host(), sum.data);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_are_those_of_a_builder),
		cmocka_unit_test(faults_are_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
