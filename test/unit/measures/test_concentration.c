/*
 * test_concentration.c: concentration, specialization and coagglomeration
 * against the worked examples of the literature notes and brute force.
 */
#include "host.h"

#include "core/measures/coagglomeration.h"
#include "core/measures/dartboard.h"
#include "core/measures/specialization.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void
close_concentration(CmConcentration *c)
{
	cm_release(test_host(), c->reference.mass);
	cm_release(test_host(), c->cell);
	cm_release(test_host(), c->start);
	cm_release(test_host(), c->scratch);
}

static void
close_coagglomeration(CmCoagglomeration *c)
{
	cm_release(test_host(), c->weighted);
	cm_release(test_host(), c->pairs);
	cm_release(test_host(), c->product);
	cm_release(test_host(), c->meetings);
	cm_by_industry_close(&c->by_industry, test_host());
	close_concentration(&c->base);
}

static const TestRow example[] = {
	{"R1", "I1", 10}, {"R1", "I2", 40}, {"R2", "I1", 20}, {"R2", "I2", 10}, {"R3", "I1", 30}, {"R3", "I2", 10},
};

/* Plants of 10 and 20 in r1, 30 in r2, none in r3; the nation is (.5, .3, .2). */
static const TestRow plants[] = {{"r1", "a", 10}, {"r1", "a", 20}, {"r2", "a", 30}, {"r1", "b", 2}, {"r2", "b", 4}, {"r3", "b", 4}};
static const TestRow nation[] = {{"r1", "all", 50}, {"r2", "all", 30}, {"r3", "all", 20}};

static void
industries_of_the_example(void **state)
{
	CmTable		t;
	CmBytes		flat = test_open_rows(example, 6, &t);
	CmConcentration c;
	double		row[CM_CONCENTRATION_COLUMNS];

	assert_int_equal(cm_concentration_open(&c, test_host(), &t, NULL, false), UINT32_MAX);
	cm_concentration_row(&c, 0, row);
	assert_printed(row[CM_CONCENTRATION_GINI], 0.263889, 1e-6);
	assert_printed(row[CM_CONCENTRATION_HOOVER], 0.25, 1e-15);
	assert_printed(row[CM_CONCENTRATION_KRUGMAN], 0.5, 1e-15);
	assert_printed(row[CM_CONCENTRATION_THEIL], 0.145912, 2e-6);
	assert_printed(row[CM_CONCENTRATION_MEAN_LOG_DEVIATION], 0.174712, 1e-6);
	/* The others alone. */
	c.wanted = ~(1u << CM_CONCENTRATION_GINI | 1u << CM_CONCENTRATION_MORI);
	cm_concentration_row(&c, 0, row);
	assert_true(isnan(row[CM_CONCENTRATION_GINI]) && isnan(row[CM_CONCENTRATION_MORI]));
	assert_printed(row[CM_CONCENTRATION_THEIL], 0.145912, 2e-6);
	close_concentration(&c);
	test_close_rows(&flat, &t);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
plants_against_a_nation(void **state)
{
	CmTable		t,
				n;
	CmBytes		flat = test_open_rows(plants, 6, &t),
				national = test_open_rows(nation, 3, &n);
	CmCoagglomeration c;
	double		row[CM_CONCENTRATION_COLUMNS];
	double		pair[CM_COAGGLOMERATION_COLUMNS];
	bool		both[] = {true, true},
				one[] = {true, false};

	assert_int_equal(cm_coagglomeration_open(&c, test_host(), &t, &n, false), UINT32_MAX);
	cm_concentration_row(&c.base, 0, row);
	assert_printed(row[CM_CONCENTRATION_HERFINDAHL_FIRMS], 0.388889, 1e-6);
	assert_printed(row[CM_CONCENTRATION_ELLISON_GLAESER], -0.425220, 1e-6);
	assert_printed(row[CM_CONCENTRATION_ELLISON_GLAESER_Z], -0.853517, 1e-6);
	assert_printed(row[CM_CONCENTRATION_MAUREL_SEDILLOT], -0.319648, 1e-6);
	assert_printed(row[CM_CONCENTRATION_DEVEREUX_GRIFFITH_SIMPSON], 0.111111, 1e-6);
	assert_true(isnan(row[CM_CONCENTRATION_MEAN_LOG_DEVIATION]));
	cm_coagglomeration_begin(&c, 0);
	cm_coagglomeration_row(&c, 0, 1, pair);
	assert_printed(pair[CM_COAGGLOMERATION_GAMMA], -0.032258, 1e-6);
	/* of two industries the group's index is the pair's; one is no group */
	assert_printed(cm_group_coagglomeration(&c.base, test_host(), both), pair[CM_COAGGLOMERATION_GAMMA], 1e-14);
	assert_true(isnan(cm_group_coagglomeration(&c.base, test_host(), one)));
	close_coagglomeration(&c);
	/* the nation against the plants: r3 would be there, but a matrix without r1 is refused */
	assert_int_equal(cm_concentration_open(&c.base, test_host(), &n, &t, false), UINT32_MAX);
	close_concentration(&c.base);
	test_close_rows(&national, &n);
	national = test_open_rows(nation + 1, 2, &n);
	assert_int_equal(cm_concentration_open(&c.base, test_host(), &t, &n, false), 0);
	close_concentration(&c.base);
	test_close_rows(&national, &n);
	test_close_rows(&flat, &t);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
regions_of_the_example(void **state)
{
	static const double krugman[] = {0.6, 0.333333, 0.5},
				hachman[] = {0.735294, 0.9, 0.8},
				diversity[] = {1.666667, 3, 2},
				bits[] = {0.721928, 0.918296, 0.811278};
	static const uint32_t apart[] = {0, 1},
				together[] = {0, 0};
	CmTable		t;
	CmBytes		flat = test_open_rows(example, 6, &t);
	double		row[CM_SPECIALIZATION_COLUMNS];

	for (int grouped = 0; grouped < 2; grouped++)
	{
		CmSpecialization s;

		assert_int_equal(cm_specialization_open(&s, test_host(), &t, NULL, false, grouped ? together : apart, 2 - grouped), UINT32_MAX);
		for (uint32_t r = 0; r < 3; r++)
		{
			cm_specialization_row(&s, r, row);
			assert_printed(row[CM_SPECIALIZATION_KRUGMAN], krugman[r], 1e-6);
			assert_printed(row[CM_SPECIALIZATION_HACHMAN], hachman[r], 1e-6);
			assert_printed(row[CM_SPECIALIZATION_RELATIVE_DIVERSITY], diversity[r], 1e-6);
			assert_printed(row[CM_SPECIALIZATION_RELATED_VARIETY], grouped ? bits[r] : 0, 1e-6);
			assert_printed(row[CM_SPECIALIZATION_UNRELATED_VARIETY], grouped ? 0 : bits[r], 1e-6);
		}
		cm_release(test_host(), s.reference.mass);
		cm_release(test_host(), s.group_share);
		cm_release(test_host(), s.scratch);
	}
	test_close_rows(&flat, &t);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Gini by its definition over pairs; Theil's parts add up to the whole. */
static void
unevenness_by_definition(void **state)
{
	for (int round = 0; round < 500; round++)
	{
		enum {PLACES = 25};
		double		amount[PLACES],
					mass[PLACES],
					total = 0,
					whole = 0,
					pairs = 0,
					absent = 0,
					between,
					within;
		double		group_mass[5] = {0},
					group_share[5];
		uint32_t	group[PLACES];
		CmShare		share[PLACES];
		CmUnevenness u;
		uint32_t	count = 0;

		for (int k = 0; k < PLACES; k++)
		{
			total += amount[k] = (double) test_below(5);
			whole += mass[k] = 1 + (double) test_below(9);
			group[k] = (uint32_t) k / 5;
		}
		if (total == 0)
			continue;
		for (int k = 0; k < PLACES; k++)
		{
			group_mass[group[k]] += mass[k];
			if (amount[k] > 0)
				share[count++] = cm_share((uint32_t) k, amount[k], total, mass[k], whole);
			else
				absent += mass[k] / whole;
			for (int l = 0; l < PLACES; l++)
				pairs += mass[k] * mass[l] * fabs(amount[k] / mass[k] - amount[l] / mass[l]) / total / whole / 2;
		}
		cm_unevenness(test_host(), share, count, absent, true, &u);
		assert_printed(u.gini, pairs, 1e-13);
		cm_theil_parts(share, count, group, group_mass, whole, group_share, &between, &within);
		assert_printed(between + within, u.theil, 1e-13);
		assert_true(between >= 0 && within >= 0);
	}
	(void) state;
}

static void
giants_and_dwarfs(void **state)
{
	static const TestRow rows[] = {{"g", "x", 1e300}, {"d", "x", 1e-300}, {"d", "y", 1e-300}, {"g", "y", 1e300}};
	CmTable		t;
	CmBytes		flat = test_open_rows(rows, 4, &t);
	CmConcentration c;
	double		row[CM_CONCENTRATION_COLUMNS];

	assert_int_equal(cm_concentration_open(&c, test_host(), &t, NULL, false), UINT32_MAX);
	cm_concentration_row(&c, 0, row);
	assert_true(row[CM_CONCENTRATION_GINI] == 0 && row[CM_CONCENTRATION_HOOVER] == 0 && row[CM_CONCENTRATION_CR1] == 1);
	assert_printed(row[CM_CONCENTRATION_THEIL], 0, 1e-12);
	assert_true(isnan(row[CM_CONCENTRATION_ELLISON_GLAESER]));
	close_concentration(&c);
	test_close_rows(&flat, &t);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
simulation_does_not_depend_on_order(void **state)
{
	CmTable		t;
	CmBytes		flat = test_open_rows(example, 6, &t);
	CmConcentration c;
	double		up[] = {10, 20, 30},
				down[] = {30, 20, 10};
	double		first[CM_SIMULATION_COLUMNS],
				again[CM_SIMULATION_COLUMNS];

	cm_concentration_open(&c, test_host(), &t, NULL, false);
	cm_simulate_ellison_glaeser(&c, test_host(), 0, up, 3, 2000, 42, first);
	cm_simulate_ellison_glaeser(&c, test_host(), 0, down, 3, 2000, 42, again);
	assert_memory_equal(first, again, sizeof(first));
	assert_true(fabs(first[CM_SIMULATION_MEAN]) < 4 * first[CM_SIMULATION_DEVIATION] / sqrt(2000));
	close_concentration(&c);
	test_close_rows(&flat, &t);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* In "a" nobody knows how many firms "y" has, so nobody knows those of "a", of "y" and of all. */
static CmBytes
open_half_known(CmTable *t)
{
	static const struct
	{
		const char *region;
		const char *industry;
		uint64_t	firms;
		unsigned	unknown;
	}			cells[] = {{"a", "x", 2, 0}, {"a", "y", 0, CM_FIRMS_UNKNOWN}, {"b", "x", 3, 0}, {"b", "z", 4, 0}};
	CmBuilder	b;
	CmBytes		flat;

	cm_builder_init(&b, test_host(), UINT64_MAX);
	for (int k = 0; k < 4; k++)
	{
		CmCell		cell = {.firms = cells[k].firms, .top.unknown = CM_SQUARES_UNKNOWN | CM_LARGEST_UNKNOWN | CM_SECOND_UNKNOWN | cells[k].unknown};

		cm_exact_set(&cell.size, 10);
		cm_cell_complete(&cell);
		assert_int_equal(cm_builder_add_cell(&b, cm_dictionary_code(&b.region, cells[k].region, 1),
											 cm_dictionary_code(&b.industry, cells[k].industry, 1), &cell), CM_OK);
	}
	flat = test_encode(&b);
	test_builder_free(&b);
	assert_true(cm_table_open(t, test_host(), flat.data, flat.used) == CM_OK);
	return flat;
}

/* Shares of an unknown total are unknown: nothing made of them is 0. */
static void
unknown_is_not_zero(void **state)
{
	const uint32_t group[] = {0, 0, 1};
	CmTable		t;
	CmBytes		flat = open_half_known(&t);
	CmSpecialization s;
	double		row[CM_SPECIALIZATION_COLUMNS],
				mass[] = {2, 3},
				scratch[2],
				absent,
				between,
				within;
	uint32_t	count;

	assert_int_equal(cm_specialization_open(&s, test_host(), &t, NULL, true, group, 2), UINT32_MAX);
	cm_specialization_row(&s, 0, row);
	for (int i = 0; i < CM_SPECIALIZATION_COLUMNS; i++)
		if (!isnan(row[i]))
			fail_msg("column %d of an unknown mix is %g", i, row[i]);
	/* What is known of "b": 3 and 4 of 7. */
	cm_specialization_row(&s, 1, row);
	assert_printed(row[CM_SPECIALIZATION_ENTROPY], log(7) - (3 * log(3) + 4 * log(4)) / 7, 1e-15);
	count = cm_specialization_shares(&s, 0, s.scratch, &absent);
	assert_int_equal(count, 1);
	cm_theil_parts(s.scratch, count, group, mass, 5, scratch, &between, &within);
	assert_true(isnan(between) && isnan(within));
	cm_release(test_host(), s.reference.mass);
	cm_release(test_host(), s.scratch);
	cm_release(test_host(), s.group_share);
	test_close_rows(&flat, &t);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* A region with an unknown number of firms has some: a reference without it does not do. */
static void
reference_without_what_is_unknown(void **state)
{
	static const TestRow rows[] = {{"b", "x", 1}, {"b", "z", 1}};
	CmTable		t,
				reference;
	CmBytes		flat = open_half_known(&t),
				other = test_open_rows(rows, 2, &reference);
	CmConcentration c;

	assert_int_equal(cm_concentration_open(&c, test_host(), &t, &reference, true), 0);
	close_concentration(&c);
	test_close_rows(&flat, &t);
	test_close_rows(&other, &reference);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* All in a group that weighs 2^-1074 of 2^1000: ln 2^2074 between groups, nothing within. */
static void
group_of_next_to_no_weight(void **state)
{
	const CmShare share = cm_share(1, 5, 5, 0x1p-1074, 0x1p1000);
	const uint32_t group[] = {0, 1};
	const double mass[] = {0x1p1000, 0x1p-1074};
	double		scratch[2],
				between,
				within;

	cm_theil_parts(&share, 1, group, mass, 0x1p1000, scratch, &between, &within);
	assert_printed(between, 2074 * log(2), 1e-12);
	assert_printed(within, 0, 1e-12);
	(void) state;
}

/* Ten plants of 1 in a tenth of the nation: G = 2 0.9^2, 1 - D2 = 0.18, H = 0.1. */
static void
more_than_one(void **state)
{
	TestRow		rows[11] = {{"A", "x", 90}};
	CmTable		t;
	CmBytes		flat;
	CmCoagglomeration c;
	double		row[CM_CONCENTRATION_COLUMNS];

	for (int k = 1; k < 11; k++)
		rows[k] = (TestRow) {"B", "y", 1};
	flat = test_open_rows(rows, 11, &t);
	assert_int_equal(cm_coagglomeration_open(&c, test_host(), &t, NULL, false), UINT32_MAX);
	cm_concentration_row(&c.base, 1, row);
	assert_printed(row[CM_CONCENTRATION_ELLISON_GLAESER], (1.62 - 0.018) / (0.18 * 0.9), 1e-13);
	close_coagglomeration(&c);
	test_close_rows(&flat, &t);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Two industries where no share is that a double tells: 1 - D2 is 0, and 2 over it has no double. */
static void
next_to_nothing(void **state)
{
	static const TestRow rows[] = {{"a", "x", 1e-300}, {"a", "y", 1e-300}, {"b", "z", 1e300}};
	CmTable		t;
	CmBytes		flat = test_open_rows(rows, 3, &t);
	CmCoagglomeration c;
	double		pair[CM_COAGGLOMERATION_COLUMNS];
	bool		both[] = {true, true, false};

	assert_int_equal(cm_coagglomeration_open(&c, test_host(), &t, NULL, false), UINT32_MAX);
	cm_coagglomeration_begin(&c, 0);
	cm_coagglomeration_row(&c, 0, 1, pair);
	assert_true(isnan(pair[CM_COAGGLOMERATION_GAMMA]));
	assert_true(pair[CM_COAGGLOMERATION_COLOCATION] == 1);
	assert_true(isnan(cm_group_coagglomeration(&c.base, test_host(), both)));
	close_coagglomeration(&c);
	test_close_rows(&flat, &t);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Plants where there is no area are infinitely dense: undefined. */
static void
plants_without_area(void **state)
{
	CmTable		t;
	CmBytes		flat = test_open_rows(example, 6, &t);
	CmConcentration c;
	const double area[] = {0, 1, 1};
	double		row[CM_CONCENTRATION_COLUMNS];

	assert_int_equal(cm_concentration_open(&c, test_host(), &t, NULL, false), UINT32_MAX);
	c.area = area;
	c.area_total = 2;
	cm_concentration_row(&c, 0, row);
	assert_true(isnan(row[CM_CONCENTRATION_MORI]));
	assert_false(isnan(row[CM_CONCENTRATION_GINI]));
	close_concentration(&c);
	test_close_rows(&flat, &t);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(industries_of_the_example),
		cmocka_unit_test(plants_against_a_nation),
		cmocka_unit_test(regions_of_the_example),
		cmocka_unit_test(unevenness_by_definition),
		cmocka_unit_test(giants_and_dwarfs),
		cmocka_unit_test(simulation_does_not_depend_on_order),
		cmocka_unit_test(unknown_is_not_zero),
		cmocka_unit_test(reference_without_what_is_unknown),
		cmocka_unit_test(group_of_next_to_no_weight),
		cmocka_unit_test(plants_without_area),
		cmocka_unit_test(more_than_one),
		cmocka_unit_test(next_to_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
