/*
 * test_quotients.c: the worked example of the literature notes, number by number.
 *
 *         I1   I2   X_r
 *    R1   10   40    50
 *    R2   20   10    30
 *    R3   30   10    40
 *    X_i  60   60   120
 */
#include "host.h"

#include "core/measures/quotients.h"

#include <math.h>

typedef struct Example
{
	CmBytes		flat;
	CmTable		table;
	CmQuotients q;
} Example;

static void
open_example(Example *e, CmBounds bounds, bool of_firms, bool log_lq)
{
	static const char *const region[] = {"R1", "R1", "R2", "R2", "R3", "R3"};
	static const char *const industry[] = {"I1", "I2", "I1", "I2", "I1", "I2"};
	static const double size[] = {10, 40, 20, 10, 30, 10};
	CmQuotientOptions options = {of_firms, log_lq, bounds, 0.95, NULL, 0};
	CmBuilder	b;

	cm_builder_init(&b, test_host(), UINT64_MAX);
	for (int i = 0; i < 6; i++)
		test_add(&b, region[i], industry[i], size[i]);
	e->flat = test_encode(&b);
	test_builder_free(&b);
	assert_int_equal(cm_table_open(&e->table, test_host(), e->flat.data, e->flat.used), CM_OK);
	cm_quotients_open(&e->q, test_host(), &e->table, NULL, &options);
}

static void
close_example(Example *e)
{
	cm_quotients_close(&e->q, test_host());
	cm_table_close(&e->table, test_host());
	cm_release(test_host(), e->flat.data);
	assert_int_equal(test_allocations(), 0);
}

/* Columns that nobody asks for change nothing about the others. */
static void
any_columns_alone(void **state)
{
	for (int alone = 0; alone < CM_QUOTIENT_COLUMNS; alone++)
		for (int kind = 0; kind < 8; kind++)
		{
			Example		e;
			CmQuotients q;
			CmQuotientOptions options;

			open_example(&e, (CmBounds) (kind % 4), false, kind >= 4);
			options = e.q.options;
			options.unasked = ~(1U << alone);
			cm_quotients_open(&q, test_host(), &e.table, NULL, &options);
			for (uint32_t r = 0; r < 3; r++)
			{
				double		all[CM_QUOTIENT_COLUMNS],
							row[CM_QUOTIENT_COLUMNS];

				cm_quotients_row(&e.q, r, 1, e.table.cell.size[2 * r + 1], all);
				cm_quotients_row(&q, r, 1, e.table.cell.size[2 * r + 1], row);
				assert_memory_equal(&all[alone], &row[alone], sizeof(double));
			}
			cm_quotients_close(&q, test_host());
			close_example(&e);
		}
	(void) state;
}

static void
columns_of_the_example(void **state)
{
	static const double lq[] = {0.4, 1.33333, 1.5},
				log_lq[] = {-0.916291, 0.287682, 0.405465},
				symmetric[] = {-0.428571, 0.142857, 0.2},
				standardized[] = {-1.143237, 0.431056, 0.712180};
	Example		e;
	double		row[CM_QUOTIENT_COLUMNS];

	open_example(&e, CM_BOUNDS_PLANTS, false, false);
	for (uint32_t r = 0; r < 3; r++)
	{
		cm_quotients_row(&e.q, r, 0, e.table.cell.size[2 * r], row);
		assert_printed(row[CM_QUOTIENT_LQ], lq[r], 1e-5);
		assert_printed(row[CM_QUOTIENT_LOG], log_lq[r], 1e-6);
		assert_printed(row[CM_QUOTIENT_SYMMETRIC], symmetric[r], 1e-6);
		assert_printed(row[CM_QUOTIENT_STANDARDIZED], standardized[r], 1e-6);
	}
	assert_printed(row[CM_QUOTIENT_HORIZONTAL], 10, 1e-12);
	cm_quotients_row(&e.q, 0, 0, 10, row);
	assert_printed(row[CM_QUOTIENT_ADDITIVE], -0.3, 1e-15);
	assert_printed(row[CM_QUOTIENT_NORMALIZED], -0.125, 1e-15);
	close_example(&e);

	open_example(&e, CM_BOUNDS_PLANTS, false, true);
	static const double log_standardized[] = {-1.150952, 0.494967, 0.655985};
	for (uint32_t r = 0; r < 3; r++)
	{
		cm_quotients_row(&e.q, r, 0, e.table.cell.size[2 * r], row);
		assert_printed(row[CM_QUOTIENT_STANDARDIZED], log_standardized[r], 1e-6);
	}
	close_example(&e);
	(void) state;
}

static void
bounds_of_the_example(void **state)
{
	Example		e;
	double		row[CM_QUOTIENT_COLUMNS];
	double		deviation;

	open_example(&e, CM_BOUNDS_DELTA, false, false);
	cm_quotients_row(&e.q, 2, 0, 30, row);
	assert_printed((row[CM_QUOTIENT_UPPER] - row[CM_QUOTIENT_LQ]) / 1.959963984540054, 0.117704, 1e-6);
	assert_printed(row[CM_QUOTIENT_LOWER], 1.26930, 1e-5);
	assert_printed(row[CM_QUOTIENT_UPPER], 1.73070, 1e-5);
	close_example(&e);

	open_example(&e, CM_BOUNDS_FIELLER, false, false);
	cm_quotients_row(&e.q, 2, 0, 30, row);
	assert_printed(row[CM_QUOTIENT_LOWER], 1.27798, 1e-5);
	assert_printed(row[CM_QUOTIENT_UPPER], 1.74552, 1e-5);
	/* no worker of 40: at most 1 - 0.025^(1/40) of them, half of whom is the nation's share */
	cm_quotients_row(&e.q, 2, 0, 0, row);
	assert_true(row[CM_QUOTIENT_LOWER] == 0);
	assert_printed(row[CM_QUOTIENT_UPPER], (1 - pow(0.025, 1.0 / 40)) / 0.5, 1e-12);
	close_example(&e);

	/* H = (100 + 400 + 900)/3600; s_r = 40/120; s_ri = 30/60 */
	open_example(&e, CM_BOUNDS_PLANTS, false, false);
	cm_quotients_row(&e.q, 2, 0, 30, row);
	deviation = sqrt(1400.0 / 3600 * (2.0 / 3) / (1.0 / 3));
	assert_printed(row[CM_QUOTIENT_UPPER], 1.5 + 1.959963984540054 * deviation, 1e-12);
	assert_true(row[CM_QUOTIENT_LOWER] == 0);
	close_example(&e);

	open_example(&e, CM_BOUNDS_PLANTS_OBSERVED, false, false);
	cm_quotients_row(&e.q, 2, 0, 30, row);
	deviation = sqrt(1400.0 / 3600 * 0.5 * 0.5) * 3;
	assert_printed(row[CM_QUOTIENT_UPPER], 1.5 + 1.959963984540054 * deviation, 1e-12);
	close_example(&e);
	(void) state;
}

static void
counts_of_firms(void **state)
{
	Example		e;
	double		row[CM_QUOTIENT_COLUMNS];

	/* one firm in every cell: every quotient of firms is 1 */
	open_example(&e, CM_BOUNDS_PLANTS, true, false);
	for (uint32_t r = 0; r < 3; r++)
	{
		cm_quotients_row(&e.q, r, 1, 1, row);
		assert_true(row[CM_QUOTIENT_LQ] == 1 && row[CM_QUOTIENT_LOG] == 0 && isnan(row[CM_QUOTIENT_STANDARDIZED]));
		/* 1 of 3 where a third is expected: both tails above 1/2 */
		assert_true(cm_quotients_p(&e.q, r, 1, 1) == 1);
		/* none of 3: (2/3)^3 twice */
		assert_printed(cm_quotients_p(&e.q, r, 1, 0), 2 * 8.0 / 27, 1e-14);
	}
	close_example(&e);
	(void) state;
}

static void
input_output_quotients(void **state)
{
	double		lambda = cm_flegg_lambda(50, 120, 0.3);
	double		row[CM_FLEGG_COLUMNS];

	assert_printed(lambda, 0.813469, 1e-6);
	cm_flegg_row(0.4, 1.6, false, lambda, row);
	assert_printed(row[CM_FLEGG_CROSS], 0.25, 1e-15);
	assert_printed(row[CM_FLEGG_LQ], 0.203367, 1e-6);
	assert_printed(row[CM_FLEGG_AUGMENTED], 0.203367 * log2(2.6), 2e-6);
	cm_flegg_row(1.6, 0.4, false, lambda, row);
	assert_printed(row[CM_FLEGG_LQ], 3.253875, 2e-6);
	assert_true(row[CM_FLEGG_AUGMENTED] == row[CM_FLEGG_LQ]);
	cm_flegg_row(1.6, 1.6, true, lambda, row);
	assert_true(row[CM_FLEGG_CROSS] == 1 && row[CM_FLEGG_LQ] == lambda * 1.6);
	cm_flegg_row(1.6, 0, false, lambda, row);
	assert_true(isnan(row[CM_FLEGG_CROSS]) && isnan(row[CM_FLEGG_LQ]) && isnan(row[CM_FLEGG_AUGMENTED]));
	assert_printed(cm_litzenberger_sternberg(20, 100, 5, 20, 10, 100, 2, 10), 2.5, 1e-12);
	assert_true(cm_litzenberger_sternberg(0, 100, 0, 20, 10, 100, 2, 10) == 0);
	assert_true(isnan(cm_litzenberger_sternberg(20, 100, 5, 20, 0, 100, 2, 10)));
	(void) state;
}

static void
extremes_do_not_overflow(void **state)
{
	assert_true(cm_location_quotient(1e300, 1e300, 2e300, 4e300) == 2);
	assert_true(cm_location_quotient(1e-300, 1e-300, 2e-300, 4e-300) == 2);
	assert_true(cm_location_quotient(1e-300, 1e300, 1e-300, 1e300) == 1);
	assert_true(cm_location_quotient(3e-200, 1e200, 1.5e-200, 1e200) == 2);
	assert_true(cm_location_quotient(1e-300, 1e-300, 1e-300, 1e300) == INFINITY);
	assert_true(cm_location_quotient(0, 5, 5, 10) == 0);
	assert_true(isnan(cm_location_quotient(0, 0, 5, 10)));
	assert_true(isnan(cm_location_quotient(0, 5, 0, 10)));
	assert_true(isnan(cm_location_quotient(0, 0, 0, 0)));
	(void) state;
}

/* All of a dwarf is in an industry that a giant lacks: a quotient of 1e600 has no double, and no bounds. */
static void
quotients_beyond_doubles(void **state)
{
	static const TestRow rows[] = {{"dwarf", "x", 1e-300}, {"giant", "y", 1e300}};
	CmTable		t;
	CmBytes		flat = test_open_rows(rows, 2, &t);
	double		row[CM_QUOTIENT_COLUMNS],
				flegg[CM_FLEGG_COLUMNS];

	for (int bounds = CM_BOUNDS_PLANTS; bounds <= CM_BOUNDS_FIELLER; bounds++)
	{
		CmQuotientOptions options = {.bounds = (CmBounds) bounds, .confidence = 0.95};
		CmQuotients q;

		cm_quotients_open(&q, test_host(), &t, NULL, &options);
		cm_quotients_row(&q, 0, 0, 1e-300, row);
		assert_true(isnan(row[CM_QUOTIENT_LQ]) && isnan(row[CM_QUOTIENT_LOG]));
		assert_true(isnan(row[CM_QUOTIENT_LOWER]) && isnan(row[CM_QUOTIENT_UPPER]));
		assert_true(row[CM_QUOTIENT_ADDITIVE] == 1);
		cm_quotients_close(&q, test_host());
	}
	cm_flegg_row(1e200, 1e-200, false, 1, flegg);
	for (int i = 0; i < CM_FLEGG_COLUMNS; i++)
		assert_true(isnan(flegg[i]));
	test_close_rows(&flat, &t);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Of a region that is no part of the reference Fieller's interval may lie below 0, where no quotient is. */
static void
interval_below_zero(void **state)
{
	static const TestRow rows[] = {{"r", "x", 216}, {"r", "y", 285}};
	static const TestRow elsewhere[] = {{"s", "x", 0.1}, {"u", "y", 1000}};
	CmQuotientOptions options = {.bounds = CM_BOUNDS_FIELLER, .confidence = 0.95};
	CmTable		t,
				reference;
	CmBytes		flat = test_open_rows(rows, 2, &t),
				other = test_open_rows(elsewhere, 2, &reference);
	CmQuotients q;
	double		row[CM_QUOTIENT_COLUMNS];

	cm_quotients_open(&q, test_host(), &t, &reference, &options);
	cm_quotients_row(&q, 0, 0, 216, row);
	/* 216/501 of the region, 0.1/1000.1 of the whole */
	assert_printed(row[CM_QUOTIENT_LQ], 216.0 / 501 * 1000.1 / 0.1, 1e-9);
	assert_true(isnan(row[CM_QUOTIENT_LOWER]) && isnan(row[CM_QUOTIENT_UPPER]));
	cm_quotients_close(&q, test_host());
	test_close_rows(&flat, &t);
	test_close_rows(&other, &reference);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_of_the_example),
		cmocka_unit_test(any_columns_alone),
		cmocka_unit_test(bounds_of_the_example),
		cmocka_unit_test(counts_of_firms),
		cmocka_unit_test(input_output_quotients),
		cmocka_unit_test(extremes_do_not_overflow),
		cmocka_unit_test(quotients_beyond_doubles),
		cmocka_unit_test(interval_below_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
