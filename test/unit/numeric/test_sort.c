/*
 * test_sort.c: sorting, and counting in what is sorted.
 */
#include "host.h"

#include "core/numeric/radix.h"
#include "core/numeric/sort.h"

#include <string.h>

#define MOST 3000

/* Records of several lengths begin with a key; the rest tells where they come from. */
static int
by_first_byte(const void *a, const void *b)
{
	return *(const unsigned char *) a - *(const unsigned char *) b;
}

static void
sort_keeps_order(void **state)
{
	static const size_t width[] = {3, 8, 12, 24};

	for (int round = 0; round < 400; round++)
	{
		size_t		w = width[round % 4],
					count = round < 40 ? (size_t) round : test_below(MOST);
		uint64_t	keys = 1 + test_below(round % 3 == 0 ? 3 : 256);
		unsigned char *record = cm_resize(test_host(), NULL, count + 1, w);
		size_t		seen[256] = {0};

		memset(record, 0, (count + 1) * w);
		for (size_t k = 0; k < count; k++)
		{
			record[k * w] = (unsigned char) (round % 5 == 0 ? k * keys / count : test_below(keys));
			/* so many of its key were before it */
			record[k * w + w - 2] = (unsigned char) (seen[record[k * w]] >> 8);
			record[k * w + w - 1] = (unsigned char) seen[record[k * w]]++;
		}
		cm_sort(test_host(), record, count, w, by_first_byte);
		for (size_t k = 0, before = 0; k < count; k++)
		{
			const unsigned char *r = record + k * w;

			before = k > 0 && r[0] == r[-(ptrdiff_t) w] ? before + 1 : 0;
			assert_true(k == 0 || r[0] >= r[-(ptrdiff_t) w]);
			assert_int_equal(r[w - 2] << 8 | r[w - 1], before);
			if (k + 1 == count || r[0] != r[w])
				assert_int_equal(seen[r[0]], before + 1);
		}
		cm_release(test_host(), record);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static int	breaths;

static void
count_breath(void *context)
{
	(void) context;
	breaths++;
}

/* However the records lie, the user is never far from being heard. */
static void
sort_breathes(void **state)
{
	enum {COUNT = 200000};
	CmHost		host = *test_host();
	double	   *x = cm_resize(&host, NULL, COUNT, sizeof(double));

	host.breathe = count_breath;
	for (size_t k = 0; k < COUNT; k++)
		x[k] = (double) test_below(1000);
	cm_sort(&host, x, COUNT, sizeof(double), cm_ascending);
	assert_true(breaths > 100);
	for (size_t k = 1; k < COUNT; k++)
		assert_true(x[k - 1] <= x[k]);
	cm_release(&host, x);
	(void) state;
}

static void
keys_of_pairs_are_in_order(void **state)
{
	static const int32_t number[] = {INT32_MIN, -7, -1, 0, 1, 2020, INT32_MAX};
	enum {N = sizeof(number) / sizeof(number[0])};
	CmKeyed		key[N * N];

	for (size_t k = 0; k < N * N; k++)
		key[k] = (CmKeyed) {cm_key_of_pair(number[k / N], number[k % N]), k};
	for (size_t k = 0; k < N * N; k++)
	{
		assert_true(k == 0 || key[k - 1].key < key[k].key);
		assert_int_equal(cm_count_below(key, N * N, key[k].key), k);
		assert_true(k + 1 == N * N || cm_count_below(key, N * N, key[k].key + 1) == k + 1);
	}
	assert_int_equal(cm_count_below(key, 0, 5), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sort_keeps_order),
		cmocka_unit_test(sort_breathes),
		cmocka_unit_test(keys_of_pairs_are_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
