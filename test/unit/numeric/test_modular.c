/*
 * test_modular.c: arithmetic modulo 2^61 - 1.
 */
#include "host.h"

#include "core/numeric/modular.h"

/* By doubling and adding: the long way that cannot overflow. */
static uint64_t
slow_product(uint64_t a, uint64_t b)
{
	uint64_t	product = 0;

	for (; b > 0; b /= 2, a = a * 2 % CM_PRIME)
		if (b % 2 == 1)
			product = (product + a) % CM_PRIME;
	return product;
}

/* Small ones, large ones, any. */
static uint64_t
draw(void)
{
	uint64_t	any = test_random() % CM_PRIME;

	return test_below(4) == 0 ? any % 3 : test_below(3) == 0 ? CM_PRIME - 1 - any % 3 : any;
}

static void
operations(void **state)
{
	for (int n = 0; n < 20000; n++)
	{
		uint64_t	a = draw(),
					b = draw();

		assert_true(cm_modular_sum(a, b) == (a + b) % CM_PRIME);
		assert_true(cm_modular_sum(cm_modular_difference(a, b), b) == a);
		assert_true(cm_modular_sum(a, cm_modular_negative(a)) == 0 && cm_modular_negative(a) < CM_PRIME);
		assert_true(cm_modular_product(a, b) == slow_product(a, b));
		assert_true(a == 0 || cm_modular_product(a, cm_modular_inverse(a)) == 1);
		assert_true(cm_modular(test_random() | a << 32) < CM_PRIME);
	}
	assert_true(cm_modular(UINT64_MAX) == UINT64_MAX % CM_PRIME && cm_modular(CM_PRIME) == 0);
	(void) state;
}

/* Sums and products of doubles that are exact are so here. */
static void
doubles(void **state)
{
	assert_true(cm_modular_of_double(0) == 0 && cm_modular_of_double(-0.0) == 0);
	assert_true(cm_modular_of_double(1) == 1 && cm_modular_of_double(-3) == CM_PRIME - 3);
	assert_true(cm_modular_of_double(0x1p61) == 1 && cm_modular_of_double(0x1p62) == 2);
	assert_true(cm_modular_product(cm_modular_of_double(0.125), 8) == 1);
	/* 1074 = 18 * 61 - 24 */
	assert_true(cm_modular_of_double(0x1p-1074) == UINT64_C(1) << 24);
	for (int n = 0; n < 20000; n++)
	{
		double		x = ldexp((double) test_below(UINT64_C(1) << 26) - 0x1p25, (int) test_below(200) - 100),
					y = ldexp((double) test_below(UINT64_C(1) << 26) - 0x1p25, (int) test_below(200) - 100);

		assert_true(cm_modular_of_double(x * y) == cm_modular_product(cm_modular_of_double(x), cm_modular_of_double(y)));
		assert_true(cm_modular_of_double(-x) == cm_modular_negative(cm_modular_of_double(x)));
	}
	assert_true(cm_modular_sum(cm_modular_of_double(0.75), cm_modular_of_double(1024.25)) == 1025);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(operations),
		cmocka_unit_test(doubles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
