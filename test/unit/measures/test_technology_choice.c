/*
 * test_technology_choice.c: the index by hand, also of far numbers.
 */
#include "host.h"

#include "core/measures/technology_choice.h"

#include <math.h>

static void
technology(void **state)
{
	assert_true(cm_technology_choice(30, 10, 100, 50) == 1.5);
	assert_true(cm_technology_choice(1e300, 1e-300, 1e300, 1e-300) == 1);
	assert_true(cm_technology_choice(1e-300, 1e300, 1e-300, 1e300) == 1);
	assert_true(isnan(cm_technology_choice(0, 10, 100, 50)) && isnan(cm_technology_choice(-1, 10, 100, 50)));
	assert_true(isnan(cm_technology_choice(30, 10, NAN, 50)) && isnan(cm_technology_choice(30, 10, 100, 0)));
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(technology),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
