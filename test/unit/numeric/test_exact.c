/*
 * test_exact.c: exact sums against integers that hold them.
 */
#include "host.h"

#include "core/numeric/exact.h"

#include <math.h>
#include <string.h>

#ifdef UNDER_VALGRIND
#define ROUNDS 2000
#else
#define ROUNDS 30000
#endif

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

/*
 * The reference: an integer of 2208 bits in two's complement, in units of
 * 2^-1074, to which every double is added bit by bit.
 */
#define LIMBS 69

typedef struct Long
{
	uint32_t	limb[LIMBS];
} Long;

static void
long_add_bit(Long *x, int bit)
{
	uint64_t	carry = UINT64_C(1) << (bit % 32);

	for (int i = bit / 32; i < LIMBS && carry != 0; i++)
	{
		carry += x->limb[i];
		x->limb[i] = (uint32_t) carry;
		carry >>= 32;
	}
}

static void
long_negate(Long *x)
{
	for (int i = 0; i < LIMBS; i++)
		x->limb[i] = ~x->limb[i];
	long_add_bit(x, 0);
}

/* The bits of a double say which powers of two it is made of. */
static void
long_add(Long *x, double value)
{
	uint64_t	bits;
	int			exponent;

	memcpy(&bits, &value, sizeof(bits));
	exponent = (int) (bits >> 52 & 0x7ff);
	if (bits >> 63)
		long_negate(x);
	for (int i = 0; i < 52; i++)
		if (bits >> i & 1)
			long_add_bit(x, i + (exponent == 0 ? 0 : exponent - 1));
	if (exponent != 0)
		long_add_bit(x, 52 + exponent - 1);
	if (bits >> 63)
		long_negate(x);
}

static int
long_bit(const Long *x, int bit)
{
	return bit < 0 ? 0 : x->limb[bit / 32] >> (bit % 32) & 1;
}

static int
long_top(const Long *x)
{
	int			top = LIMBS * 32 - 1;

	while (top >= 0 && long_bit(x, top) == 0)
		top--;
	return top;
}

/* The double of the 53 bits down from `top`, those below 2^-1074 left out. */
static double
long_head(const Long *x, int top)
{
	double		head = 0;

	for (int bit = top; bit > top - 53 && bit >= 0; bit--)
		head += ldexp(long_bit(x, bit), bit - 1074);
	return head;
}

/* flat.h: the bytes after the first 53 bits, the last one not zero. */
static void
assert_canonical(const CmDyadic *c, Long sum)
{
	int			top;
	int			tail_bytes = 0;

	assert_int_equal(c->negative, long_bit(&sum, LIMBS * 32 - 1));
	if (c->negative)
		long_negate(&sum);
	top = long_top(&sum);
	assert_true(c->head == long_head(&sum, top));
	for (int i = 0, bit = top - 53; bit >= 0; i++, bit -= 8)
	{
		int			byte = 0;

		for (int j = 0; j < 8; j++)
			byte = byte << 1 | long_bit(&sum, bit - j);
		if (byte != 0)
			tail_bytes = i + 1;
		assert_int_equal(i < c->tail_bytes ? c->tail[i] : 0, byte);
	}
	assert_int_equal(c->tail_bytes, tail_bytes);
}

/* IEEE 754: to the nearest double, ties to the one with an even last bit. */
static double
long_round(Long sum)
{
	bool		negative = long_bit(&sum, LIMBS * 32 - 1);
	int			top;
	bool		below = false;

	if (negative)
		long_negate(&sum);
	top = long_top(&sum);
	for (int bit = top - 54; bit >= 0; bit--)
		below = below || long_bit(&sum, bit);
	if (long_bit(&sum, top - 53) && (below || long_bit(&sum, top - 52)))
		long_add_bit(&sum, top - 52);
	return long_head(&sum, long_top(&sum)) * (negative ? -1 : 1);
}

/* Any finite double; `spread` binary orders of magnitude around a common one. */
static double
any_double(int center, int spread)
{
	int			exponent = center + (int) test_below(2 * spread + 1) - spread;
	uint64_t	bits = test_random();
	double		value;

	exponent = exponent < 0 ? 0 : exponent > 2040 ? 2040 : exponent;
	/* every third one has few bits, so that ties come up */
	if (bits % 3 == 0)
		bits &= UINT64_C(0xf) << 48 | UINT64_C(1) << 63 | 1;
	bits = (bits & ~(UINT64_C(0x7ff) << 52)) | (uint64_t) exponent << 52;
	memcpy(&value, &bits, sizeof(value));
	return value;
}

static void
agrees_with_long_integers(void **state)
{
	static const int spread[] = {0, 3, 60, 300, 2047};
	int			tails = 0;

	for (int round = 0; round < ROUNDS; round++)
	{
		CmExact		x = {.parts = 0};
		CmDyadic	c;
		Long		sum = {{0}};
		int			parts = 1 + (int) test_below(round % 10 == 0 ? CM_EXACT_PARTS : 6);
		int			center = round % 7 == 0 ? 0 : (int) test_below(2041);

		for (int i = 0; i < parts; i++)
		{
			/* now and then what was there comes off again */
			double		value = i > 0 && test_below(4) == 0 ? -x.part[test_below(i)] :
				any_double(center, spread[round % 5]);

			cm_exact_push(&x, value);
			long_add(&sum, value);
		}
		assert_true(cm_exact_canonical(&x, &c));
		assert_canonical(&c, sum);
		assert_true(cm_exact_round(&x) == long_round(sum));
		tails += c.tail_bytes > 0;
	}
	assert_true(tails > ROUNDS / 4 && tails < ROUNDS);
	(void) state;
}

#ifdef __SIZEOF_INT128__
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
#endif

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

/* A sum beyond the range of a double ends there, and takes no memory for itself. */
static void
overflow_ends(void **state)
{
	CmTails		tails = {0};
	CmExact		x = {.parts = 0};

	test_limit_memory(1000);
	cm_tails_reserve(&tails, test_host(), 2);
	for (int i = 0; i < 3; i++)
		cm_tails_add(&tails, test_host(), 1, 1.7e308);
	test_unlimit_memory();
	cm_tails_collect(&tails, 1, &x);
	assert_true(isnan(cm_exact_round(&x)));
	for (int i = 0; i < tails.levels; i++)
		cm_release(test_host(), tails.level[i]);
	cm_release(test_host(), tails.level);
	assert_int_equal(test_allocations(), 0);
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
		cmocka_unit_test(agrees_with_long_integers),
#ifdef __SIZEOF_INT128__
		cmocka_unit_test(agrees_with_integers),
#endif
		cmocka_unit_test(does_not_depend_on_order),
		cmocka_unit_test(rounds_to_even),
		cmocka_unit_test(overflow_ends),
		cmocka_unit_test(refuses_what_is_no_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
