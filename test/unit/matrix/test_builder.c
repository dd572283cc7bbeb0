/*
 * test_builder.c: matrices that grow, against firms counted one by one.
 */
#include "host.h"

#include "core/matrix/builder_encode.h"
#include "core/matrix/builder_merge.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRMS 3000
#define SIDE 12

typedef struct Firm
{
	int			region;
	int			industry;
	double		size;
} Firm;

/* By hand: (2^64 - 1)^2 = (2^64 - 2) 2^64 + 1, and two that have one half only. */
static void
both_halves_of_a_product(void **state)
{
	assert_true(cm_fold(UINT64_MAX, UINT64_MAX) == UINT64_MAX);
	assert_true(cm_fold(UINT64_C(3) << 40, UINT64_C(5) << 40) == UINT64_C(15) << 16);
	assert_true(cm_fold(UINT32_MAX, UINT32_MAX) == UINT64_C(0xFFFFFFFE00000001));
	(void) state;
}

static void
label_of(int number, char *label)
{
	/* short, of 16 bytes, and long ones with a common start */
	static const char *const form[] = {"%d", "region code %03d", "a label longer than sixteen bytes, number %d"};

	sprintf(label, form[number % 3], number);
}

static double
size_of(int kind)
{
	switch (kind)
	{
		case 0:
			return (double) test_below(200);
		case 1:
			return (double) test_below(10000000) / 100;
		default:
			return ldexp((double) test_random(), (int) test_below(300) - 200);
	}
}

static Firm *
make_firms(int kind)
{
	Firm	   *firm = calloc(FIRMS, sizeof(Firm));

	for (int i = 0; i < FIRMS; i++)
	{
		firm[i].region = (int) test_below(SIDE);
		firm[i].industry = (int) (test_below(SIDE) * test_below(SIDE) / SIDE);
		firm[i].size = size_of(kind);
	}
	return firm;
}

static void
add(CmBuilder *b, const Firm *firm)
{
	char		region[80],
				industry[80];

	label_of(firm->region, region);
	label_of(firm->industry, industry);
	test_add(b, region, industry, firm->size);
}

static CmBytes
build(const Firm *firm, int from, int to, int step)
{
	CmBuilder	b;
	CmBytes		flat;

	cm_builder_init(&b, test_host(), UINT64_MAX);
	for (int i = from; i != to; i += step)
		add(&b, &firm[i]);
	flat = test_encode(&b);
	test_builder_free(&b);
	return flat;
}

static void
assert_same(const CmBytes *a, const CmBytes *b)
{
	assert_int_equal(a->used, b->used);
	assert_memory_equal(a->data, b->data, a->used);
}

/* Rows filled in where they wait are rows added, those not counted are none, and labels may go. */
static void
rows_are_filled_in_place(void **state)
{
	Firm	   *firm = make_firms(1);
	CmBytes		added = build(firm, 0, FIRMS, 1),
				filled;
	CmBuilder	b;

	cm_builder_init(&b, test_host(), UINT64_MAX);
	for (int i = 0; i < FIRMS; i++)
		for (int counted = 0; counted < 2; counted++)
		{
			char		label[80];
			CmStatus	status;
			CmRow	   *row = cm_builder_row(&b, &status);

			assert_int_equal(status, CM_OK);
			label_of(firm[i].region + (counted ? 0 : SIDE), label);
			cm_builder_note_label(&b, label, strlen(label), &row->region);
			label_of(firm[i].industry, label);
			cm_builder_note_label(&b, label, strlen(label), &row->industry);
			row->size = firm[i].size;
			b.rows += counted;
		}
	filled = test_encode(&b);
	assert_same(&added, &filled);
	test_builder_free(&b);
	cm_release(test_host(), added.data);
	cm_release(test_host(), filled.data);
	free(firm);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Backwards, and merged from 1 to 64 random parts: the same bytes. */
static void
order_does_not_matter(void **state)
{
	for (int kind = 0; kind < 3; kind++)
	{
		Firm	   *firm = make_firms(kind);
		CmBytes		whole = build(firm, 0, FIRMS, 1);
		CmBytes		backwards = build(firm, FIRMS - 1, -1, -1);

		assert_same(&whole, &backwards);
		assert_null(cm_flat_fault(test_host(), whole.data, whole.used, false));
		cm_release(test_host(), backwards.data);
		for (int parts = 1; parts <= 64; parts = parts * 2 + (parts == 1 ? 0 : 1))
		{
			CmBuilder	b;
			CmBytes		merged;

			cm_builder_init(&b, test_host(), UINT64_MAX);
			for (int p = 0; p < parts; p++)
			{
				/* parts come in an order of their own */
				int			part = (p * 37 + 11) % parts;
				CmBytes		piece = build(firm, FIRMS * part / parts, FIRMS * (part + 1) / parts, 1);

				assert_int_equal(cm_builder_add_flat(&b, piece.data, piece.used, NULL), CM_OK);
				cm_release(test_host(), piece.data);
			}
			merged = test_encode(&b);
			assert_same(&whole, &merged);
			cm_release(test_host(), merged.data);
			test_builder_free(&b);
		}
		cm_release(test_host(), whole.data);
		free(firm);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Cells and margins against a plain count of whole numbers. */
static void
counts_are_right(void **state)
{
	Firm	   *firm = make_firms(0);
	CmBytes		flat = build(firm, 0, FIRMS, 1);
	CmTable		t;

	assert_int_equal(cm_table_open(&t, test_host(), flat.data, flat.used), CM_OK);
	for (int r = 0; r < SIDE; r++)
		for (int c = 0; c < SIDE; c++)
		{
			double		n = 0,
						sum = 0,
						squares = 0,
						first = -1,
						second = -1;
			char		label[2][80];
			uint32_t	region,
						industry;
			uint64_t	cell;

			for (int i = 0; i < FIRMS; i++)
				if (firm[i].region == r && firm[i].industry == c)
				{
					double		size = firm[i].size;

					n++;
					sum += size;
					squares += size * size;
					if (size > first)
					{
						second = first;
						first = size;
					}
					else if (size > second)
						second = size;
				}
			label_of(r, label[0]);
			label_of(c, label[1]);
			region = cm_label_place(t.region_label, t.regions, (CmText) {label[0], strlen(label[0])});
			industry = cm_label_place(t.industry_label, t.industries, (CmText) {label[1], strlen(label[1])});
			if (n == 0)
			{
				assert_true(region == UINT32_MAX || industry == UINT32_MAX ||
							cm_table_cell(&t, region, industry) == UINT64_MAX);
				continue;
			}
			cell = cm_table_cell(&t, region, industry);
			assert_true(t.cell.firms[cell] == n && t.cell.size[cell] == sum && t.cell.squares[cell] == squares);
			assert_true(t.cell.largest[cell] == first);
			assert_true(n < 2 ? isnan(t.cell.second[cell]) : t.cell.second[cell] == second);
		}
	cm_table_close(&t, test_host());
	cm_release(test_host(), flat.data);
	free(firm);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Many labels, few cells (hash table), then the gaps filled (grid). */
static void
index_changes_its_kind(void **state)
{
	CmBuilder	b;
	CmBytes		flat;
	char		region[20],
				industry[20];

	cm_builder_init(&b, test_host(), UINT64_MAX);
	for (int i = 0; i < 1000; i++)
	{
		sprintf(region, "r%d", i);
		sprintf(industry, "i%d", (i * 7) % 1000);
		test_add(&b, region, industry, 1);
	}
	assert_int_equal(cm_builder_flush(&b), CM_OK);
	assert_int_equal(b.slots, 1000);
	assert_int_equal(b.index.grid_width, 0);
	for (int i = 0; i < 1000; i += 2)
		for (int j = 0; j < 1000; j++)
		{
			sprintf(region, "r%d", i);
			sprintf(industry, "i%d", j);
			test_add(&b, region, industry, 1);
		}
	assert_int_equal(cm_builder_flush(&b), CM_OK);
	assert_true(b.index.grid_width > 0);
	/* half of the first cells lie among the others */
	assert_int_equal(b.slots, 500000 + 500);
	flat = test_encode(&b);
	assert_null(cm_flat_fault(test_host(), flat.data, flat.used, false));
	cm_release(test_host(), flat.data);
	test_builder_free(&b);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Cells that are doubles, but not together: an error, and no more memory than otherwise. */
static void
total_is_limited(void)
{
	CmBuilder	b;
	CmBytes		flat = {.host = test_host()};

	cm_builder_init(&b, test_host(), UINT64_MAX);
	test_add(&b, "r", "i", 1.7e308);
	test_add(&b, "s", "i", 1.7e308);
	test_limit_memory(10000);
	assert_int_equal(cm_builder_encode(&b, &flat), CM_OVERFLOW);
	test_unlimit_memory();
	assert_null(flat.data);
	test_builder_free(&b);
}

/* Writing does not end building, and nothing can be taken from nothing. */
static void
building_goes_on(void **state)
{
	CmBuilder	b,
				all;
	CmBytes		first,
				second,
				expected;

	cm_builder_init(&b, test_host(), UINT64_MAX);
	cm_builder_init(&all, test_host(), UINT64_MAX);
	test_add(&b, "north", "wool", 3);
	test_add(&all, "north", "wool", 3);
	first = test_encode(&b);
	for (int i = 0; i < 3000; i++)
	{
		char		region[20];

		sprintf(region, "r%d", i % 300);
		test_add(&b, region, "wool", i);
		test_add(&all, region, "wool", i);
		if (i % 700 == 0)
		{
			second = test_encode(&b);
			cm_release(test_host(), second.data);
		}
	}
	second = test_encode(&b);
	expected = test_encode(&all);
	assert_same(&second, &expected);
	test_builder_free(&b);
	test_builder_free(&all);
	cm_builder_init(&b, test_host(), UINT64_MAX);
	assert_int_equal(cm_builder_subtract_flat(&b, first.data, first.used), CM_NOT_CONTAINED);
	test_builder_free(&b);
	cm_release(test_host(), first.data);
	cm_release(test_host(), second.data);
	cm_release(test_host(), expected.data);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
limits_are_kept(void **state)
{
	CmBuilder	b;
	CmStatus	status = CM_OK;
	char		industry[20];
	int			added = 0;

	cm_builder_init(&b, test_host(), 1000);
	while (status == CM_OK && added < 2000)
	{
		sprintf(industry, "%d", added++);
		status = cm_builder_add_firm(&b, "r", 1, industry, strlen(industry), 1);
	}
	assert_int_equal(status, CM_TOO_MANY_CELLS);
	test_builder_free(&b);

	cm_builder_init(&b, test_host(), 1000);
	for (int i = 0; i < 4; i++)
		test_add(&b, "r", "i", 1.7e308);
	assert_int_equal(cm_builder_flush(&b), CM_OVERFLOW);
	test_builder_free(&b);
	total_is_limited();
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/*
 * (a + b) - b against the firms of a: counts and sums are exact; a largest or
 * second largest that is claimed to be known must be the true one.
 */
static void
subtraction_is_exact(void **state)
{
	for (int round = 0; round < 400; round++)
	{
		int			kept = 1 + (int) test_below(5),
					gone = 1 + (int) test_below(5);
		CmBuilder	a,
					b;
		CmBytes		flat_a,
					flat_b,
					left;
		double		first = -1,
					second = -1;
		CmTable		t,
					truth;

		cm_builder_init(&a, test_host(), UINT64_MAX);
		cm_builder_init(&b, test_host(), UINT64_MAX);
		for (int i = 0; i < kept; i++)
		{
			double		size = round % 2 ? (double) test_below(6) : size_of(1);

			test_add(&a, "r", "i", size);
			if (size > first)
			{
				second = first;
				first = size;
			}
			else if (size > second)
				second = size;
		}
		flat_a = test_encode(&a);
		for (int i = 0; i < gone; i++)
			test_add(&b, "r", "i", round % 2 ? (double) test_below(6) : size_of(1));
		flat_b = test_encode(&b);
		assert_int_equal(cm_builder_add_flat(&a, flat_b.data, flat_b.used, NULL), CM_OK);
		assert_int_equal(cm_builder_subtract_flat(&a, flat_b.data, flat_b.used), CM_OK);
		left = test_encode(&a);
		assert_null(cm_flat_fault(test_host(), left.data, left.used, false));
		assert_int_equal(cm_table_open(&t, test_host(), left.data, left.used), CM_OK);
		assert_int_equal(cm_table_open(&truth, test_host(), flat_a.data, flat_a.used), CM_OK);
		assert_true(t.cell.firms[0] == kept && t.cell.size[0] == truth.cell.size[0]);
		assert_true(t.cell.squares[0] == truth.cell.squares[0] && t.fourth[0] == truth.fourth[0]);
		assert_true(isnan(t.cell.largest[0]) || t.cell.largest[0] == first);
		assert_true(isnan(t.cell.second[0]) || t.cell.second[0] == second);
		/* all firms out again: nothing is left, and once more is too much */
		assert_int_equal(cm_builder_subtract_flat(&a, flat_a.data, flat_a.used), CM_OK);
		assert_int_equal(cm_builder_subtract_flat(&a, flat_a.data, flat_a.used), CM_NOT_CONTAINED);
		cm_table_close(&t, test_host());
		cm_table_close(&truth, test_host());
		cm_release(test_host(), flat_a.data);
		cm_release(test_host(), flat_b.data);
		cm_release(test_host(), left.data);
		test_builder_free(&a);
		test_builder_free(&b);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Cells with unknown moments, joined in every order of three: the same bytes. */
static void
unknowns_do_not_depend_on_order(void **state)
{
	static const int order[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

	for (int round = 0; round < 2000; round++)
	{
		CmCell		cell[3];
		CmBytes		first = {0};

		for (int i = 0; i < 3; i++)
		{
			double		large = (double) test_below(5),
						small = (double) test_below((uint64_t) large + 1),
						rest = small > 0 ? (double) test_below((uint64_t) small + 1) : 0;

			cell[i].firms = 3;
			cell[i].top = (CmTop) {(unsigned) test_below(CM_UNKNOWN_BITS + 1), large, small};
			cm_exact_set(&cell[i].size, large + small + rest);
			cm_exact_set(&cell[i].squares, large * large + small * small + rest * rest);
			cm_cell_complete(&cell[i]);
		}
		for (int o = 0; o < 6; o++)
		{
			CmBuilder	b;
			CmBytes		flat;

			cm_builder_init(&b, test_host(), UINT64_MAX);
			cm_dictionary_code(&b.region, "r", 1);
			cm_dictionary_code(&b.industry, "i", 1);
			for (int i = 0; i < 3; i++)
				assert_int_equal(cm_builder_add_cell(&b, 0, 0, &cell[order[o][i]]), CM_OK);
			flat = test_encode(&b);
			if (o == 0)
				first = flat;
			else
			{
				assert_same(&first, &flat);
				cm_release(test_host(), flat.data);
			}
			test_builder_free(&b);
		}
		assert_null(cm_flat_fault(test_host(), first.data, first.used, false));
		cm_release(test_host(), first.data);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Two firms with squares, the sum of which has no double: unknown, and sound. */
static void
far_squares_are_unknown(void **state)
{
	CmBuilder	b;
	CmBytes		flat;
	CmReader	reader;
	CmCell		cell;

	cm_builder_init(&b, test_host(), UINT64_MAX);
	for (int i = 0; i < 2; i++)
		test_add(&b, "r", "i", 1.29e154);
	flat = test_encode(&b);
	assert_null(cm_flat_fault(test_host(), flat.data, flat.used, false));
	assert_int_equal(cm_reader_open(&reader, flat.data, flat.used), CM_OK);
	cm_get_cell(&reader.values, &cell);
	assert_int_equal(cell.top.unknown, CM_SQUARES_UNKNOWN);
	assert_true(cell.top.second == 1.29e154);
	cm_release(test_host(), flat.data);
	test_builder_free(&b);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_halves_of_a_product),
		cmocka_unit_test(rows_are_filled_in_place),
		cmocka_unit_test(order_does_not_matter),
		cmocka_unit_test(counts_are_right),
		cmocka_unit_test(index_changes_its_kind),
		cmocka_unit_test(building_goes_on),
		cmocka_unit_test(limits_are_kept),
		cmocka_unit_test(subtraction_is_exact),
		cmocka_unit_test(unknowns_do_not_depend_on_order),
		cmocka_unit_test(far_squares_are_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
