/*
 * test_exact.c: exact sums against integers that hold them.
 */
#include "host.h"

#include "core/exact.h"

#include <math.h>
#include <string.h>

static CmDyadic
canonical_of(int parts, const double *part)
{
	CmExact		x = {.parts = 0};
	CmDyadic	c;

	for (int i = 0; i < parts; i++)
		cm_exact_push(&x, part[i]);
	assert_true(cm_exact_canonical(&x, &c));
	return c;
}

static bool
same(const CmDyadic *a, const CmDyadic *b)
{
	return a->negative == b->negative && a->head == b->head && a->tail_bytes == b->tail_bytes &&
		memcmp(a->tail, b->tail, a->tail_bytes) == 0;
}

/* Sums of numbers with few bits are integers of 128 bits; compare with these. */
static void
agrees_with_integers(void **state)
{
	for (int round = 0; round < 20000; round++)
	{
		__int128	sum = 0;
		double		part[12];
		int			parts = 1 + (int) test_below(12);
		CmDyadic	c;
		double		head;
		__int128	rest;

		for (int i = 0; i < parts; i++)
		{
			int64_t		mantissa = (int64_t) (test_random() >> 11) * (test_below(4) == 0 ? -1 : 1);
			int			shift = (int) test_below(60);

			part[i] = ldexp((double) mantissa, shift - 100);
			sum += (__int128) mantissa * ((__int128) 1 << shift);
		}
		c = canonical_of(parts, part);
		assert_int_equal(c.negative, sum < 0);
		if (sum < 0)
			sum = -sum;
		/* head is sum cut to 53 bits, the tail is what follows */
		head = ldexp(c.head, 100);
		rest = sum - (__int128) head;
		assert_true(rest >= 0);
		if (c.head != 0)
		{
			int			exponent;
			__int128	ulp;

			frexp(head, &exponent);
			ulp = exponent > 53 ? (__int128) 1 << (exponent - 53) : 1;
			assert_true(rest < ulp);
			for (int i = 0; i < c.tail_bytes; i++)
			{
				__int128	place = ulp >> (8 * i);

				/* the i-th byte counts ulp / 256^(i+1) */
				rest = place >= 256 ? rest - c.tail[i] * (place / 256) : rest * 256 / place - c.tail[i];
			}
			assert_true(rest == 0);
		}
		else
			assert_true(sum == 0);
	}
	(void) state;
}

/* Any order, any split into cascades: one canonical form; and it is canonical. */
static void
does_not_depend_on_order(void **state)
{
	for (int round = 0; round < 3000; round++)
	{
		double		part[20];
		CmDyadic	first,
					again;
		CmTails		tails = {0};
		CmExact		x = {.parts = 0};

		for (int i = 0; i < 20; i++)
		{
			uint64_t	bits = test_random();

			/* every exponent, subnormals too, but nothing near overflow */
			bits &= ~(UINT64_C(3) << 62);
			bits |= (uint64_t) (i % 5 == 0) << 63;
			memcpy(&part[i], &bits, sizeof(double));
		}
		first = canonical_of(20, part);
		cm_tails_reserve(&tails, test_host(), 3);
		for (int i = 20; i > 1; i--)
		{
			int			j = (int) test_below(i);
			double		swap = part[i - 1];

			part[i - 1] = part[j];
			part[j] = swap;
		}
		again = canonical_of(20, part);
		assert_true(same(&first, &again));
		for (int i = 0; i < 20; i++)
			cm_tails_add(&tails, test_host(), 1, part[i]);
		cm_tails_collect(&tails, 1, &x);
		assert_true(cm_exact_canonical(&x, &again));
		assert_true(same(&first, &again));
		cm_dyadic_parts(&first, &x);
		assert_true(cm_exact_canonical(&x, &again));
		assert_true(same(&first, &again));
		for (int i = 0; i < tails.levels; i++)
			cm_release(test_host(), tails.level[i]);
		cm_release(test_host(), tails.level);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
rounds_to_even(void **state)
{
	double		half_up[] = {1, 0x1p-53, 0x1p-200};
	double		half[] = {1, 0x1p-53};
	double		odd_half[] = {1 + 0x1p-52, 0x1p-53};
	double		below[] = {1, 0x1p-53, -0x1p-200};
	double		wide[] = {1e300, 1e-300, -1e300};
	double		nothing[] = {0.1, 0.2, -0.1, -0.2};
	CmDyadic	c;

	c = canonical_of(3, half_up);
	assert_true(cm_dyadic_round(&c) == 1 + 0x1p-52);
	c = canonical_of(2, half);
	assert_true(cm_dyadic_round(&c) == 1);
	c = canonical_of(2, odd_half);
	assert_true(cm_dyadic_round(&c) == 1 + 0x1p-51);
	c = canonical_of(3, below);
	assert_true(cm_dyadic_round(&c) == 1);
	c = canonical_of(3, wide);
	assert_true(c.head == 1e-300 && c.tail_bytes == 0);
	c = canonical_of(4, nothing);
	assert_true(c.head == 0 && c.tail_bytes == 0 && !c.negative);
	(void) state;
}

static void
refuses_what_is_no_number(void **state)
{
	CmExact		x = {.parts = 2, .part = {1e308, 1.7e308}};
	CmDyadic	c;

	assert_false(cm_exact_canonical(&x, &c));
	assert_true(isnan(cm_exact_round(&x)));
	cm_exact_set(&x, INFINITY);
	assert_false(cm_exact_canonical(&x, &c));
	cm_exact_set(&x, NAN);
	assert_false(cm_exact_canonical(&x, &c));
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_integers),
		cmocka_unit_test(does_not_depend_on_order),
		cmocka_unit_test(rounds_to_even),
		cmocka_unit_test(refuses_what_is_no_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
