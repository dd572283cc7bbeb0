/*
 * test_similarity.c: similarity of mixes against the worked example of the
 * literature notes and the definitions over dense arrays.
 */
#include "host.h"

#include "core/structure/similarity.h"

#include <math.h>
#include <string.h>

static const TestRow example[] = {
	{"R1", "I1", 10}, {"R1", "I2", 40}, {"R2", "I1", 20}, {"R2", "I2", 10}, {"R3", "I1", 30}, {"R3", "I2", 10},
};

static void
the_example(void **state)
{
	CmTable		t;
	CmBytes		flat = test_open_rows(example, 6, &t);
	CmSimilarities s;
	double		row[CM_SIMILARITY_COLUMNS];

	assert_int_equal(cm_similarities_open(&s, test_host(), &t, NULL, false, 1), UINT32_MAX);
	cm_similarities_pairs(&s, test_host());
	cm_similarities_begin(&s, 0);
	assert_true(cm_similarities_pair(&s, 0, 1, row));
	assert_printed(row[CM_SIMILARITY_UNIDO], 0.650791, 1e-6);
	assert_printed(row[CM_SIMILARITY_FINGER_KREININ], 0.533333, 1e-6);
	assert_printed(row[CM_SIMILARITY_KRUGMAN], 2 - 2 * 0.533333, 2e-6);
	/* R1 is specialised in I2, R2 in I1 */
	assert_true(row[CM_SIMILARITY_JACCARD] == 0);
	cm_similarities_begin(&s, 1);
	assert_true(cm_similarities_pair(&s, 1, 2, row));
	assert_true(row[CM_SIMILARITY_JACCARD] == 1);
	/* and back: regions come in any order */
	cm_similarities_begin(&s, 0);
	assert_true(cm_similarities_pair(&s, 0, 1, row));
	assert_printed(row[CM_SIMILARITY_FINGER_KREININ], 0.533333, 1e-6);

	/* Against the whole, (1/2, 1/2): Krugman as in the notes. */
	cm_similarities_target(&s, test_host(), UINT32_MAX, NULL);
	cm_similarities_to_target(&s, 0, row);
	assert_printed(row[CM_SIMILARITY_KRUGMAN], 0.6, 1e-14);
	assert_printed(row[CM_SIMILARITY_UNIDO], 1 / sqrt(1.36), 1e-14);
	assert_true(row[CM_SIMILARITY_JACCARD] == 0.5);
	cm_similarities_close(&s, test_host());
	test_close_rows(&flat, &t);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

enum {SIDE = 9};

static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i"};

/* The definitions, over all industries. */
static void
by_definition(double x[SIDE][SIDE], int a, int b, double threshold, double row[CM_SIMILARITY_COLUMNS])
{
	double		region[SIDE] = {0},
				industry[SIDE] = {0};
	double		total = 0,
				product = 0,
				aa = 0,
				bb = 0,
				least = 0,
				apart = 0;
	int			both = 0,
				either = 0;

	for (int r = 0; r < SIDE; r++)
		for (int i = 0; i < SIDE; i++)
		{
			region[r] += x[r][i];
			industry[i] += x[r][i];
			total += x[r][i];
		}
	for (int i = 0; i < SIDE; i++)
	{
		double		p = x[a][i] / region[a],
					q = x[b][i] / region[b];
		bool		in_a = p >= threshold * industry[i] / total && industry[i] > 0,
					in_b = q >= threshold * industry[i] / total && industry[i] > 0;

		product += p * q;
		aa += p * p;
		bb += q * q;
		least += fmin(p, q);
		apart += fabs(p - q);
		both += in_a && in_b;
		either += in_a || in_b;
	}
	for (int i = 0; i < CM_SIMILARITY_COLUMNS; i++)
		row[i] = NAN;
	if (region[a] == 0 || region[b] == 0)
		return;
	row[CM_SIMILARITY_UNIDO] = product / sqrt(aa * bb);
	row[CM_SIMILARITY_FINGER_KREININ] = least;
	row[CM_SIMILARITY_KRUGMAN] = apart;
	row[CM_SIMILARITY_JACCARD] = either == 0 ? NAN : (double) both / either;
}

/* Undefined exactly where that is expected, else near it. */
static void
assert_row(const double *row, const double *expected)
{
	for (int i = 0; i < CM_SIMILARITY_COLUMNS; i++)
		assert_true(isnan(expected[i]) ? isnan(row[i]) : fabs(row[i] - expected[i]) < 1e-14);
}

static void
pairs_by_definition(void **state)
{
	for (int round = 0; round < 300; round++)
	{
		double		x[SIDE][SIDE] = {{0}};
		double		threshold = 0.317 + (double) test_below(4) * 0.7001;
		TestRow		rows[SIDE * SIDE];
		int			count = 0,
					place[SIDE],
					regions = 0;
		CmTable		t;
		CmBytes		flat;
		CmSimilarities s;

		for (int r = 0; r < SIDE; r++)
			for (int i = 0; i < SIDE; i++)
				if (test_below(4) == 0)
				{
					x[r][i] = (double) test_below(20);
					rows[count++] = (TestRow) {names[r], names[i], x[r][i]};
				}
		for (int r = 0; r < SIDE; r++)
			for (int k = 0; k < count; k++)
				if (rows[k].region == names[r])
				{
					place[regions++] = r;
					break;
				}
		flat = test_open_rows(rows, count, &t);
		assert_int_equal(t.regions, regions);
		cm_similarities_open(&s, test_host(), &t, NULL, false, threshold);
		cm_similarities_pairs(&s, test_host());
		for (uint32_t a = 0; a < t.regions; a++)
		{
			cm_similarities_begin(&s, a);
			cm_similarities_target(&s, test_host(), a, NULL);
			for (uint32_t b = a; b < t.regions; b++)
			{
				double		expected[CM_SIMILARITY_COLUMNS],
							row[CM_SIMILARITY_COLUMNS];

				by_definition(x, place[a], place[b], threshold, expected);
				if (a == b)
					assert_false(cm_similarities_pair(&s, a, b, row));
				else if (cm_similarities_pair(&s, a, b, row))
					assert_row(row, expected);
				else
					assert_false(expected[CM_SIMILARITY_UNIDO] > 0);
				cm_similarities_to_target(&s, b, row);
				assert_row(row, expected);
				if (a == b && t.region.size[a] > 0)
					assert_true(row[CM_SIMILARITY_UNIDO] == 1 && row[CM_SIMILARITY_FINGER_KREININ] == 1 && row[CM_SIMILARITY_KRUGMAN] == 0);
			}
			cm_release(test_host(), s.target);
			s.target = NULL;
		}
		cm_similarities_close(&s, test_host());
		test_close_rows(&flat, &t);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Threefold amounts, or amounts far beyond each other, are the same mix to the last bit. */
static void
equal_mixes_are_equal(void **state)
{
	static const TestRow rows[] = {{"a", "i", 7}, {"a", "j", 11}, {"a", "k", 3}, {"b", "i", 21}, {"b", "j", 33}, {"b", "k", 9},
	{"c", "l", 1e300}, {"d", "l", 1e-300}, {"d", "m", 0}};
	CmTable		t;
	CmBytes		flat = test_open_rows(rows, 9, &t);
	CmSimilarities s;
	double		row[CM_SIMILARITY_COLUMNS];

	cm_similarities_open(&s, test_host(), &t, NULL, false, 1);
	cm_similarities_pairs(&s, test_host());
	for (uint32_t a = 0; a < 4; a++)
	{
		cm_similarities_begin(&s, a);
		for (uint32_t b = a + 1; b < 4; b++)
		{
			bool		share = a / 2 == b / 2;

			assert_true(cm_similarities_pair(&s, a, b, row) == share);
			if (share)
				assert_true(row[CM_SIMILARITY_UNIDO] == 1 && row[CM_SIMILARITY_FINGER_KREININ] == 1
							&& row[CM_SIMILARITY_KRUGMAN] == 0 && row[CM_SIMILARITY_JACCARD] == 1);
		}
	}
	cm_similarities_close(&s, test_host());
	test_close_rows(&flat, &t);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example),
		cmocka_unit_test(pairs_by_definition),
		cmocka_unit_test(equal_mixes_are_equal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
