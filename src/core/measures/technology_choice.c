/*
 * technology_choice.c: is an industry too rich in capital for its region?
 */
#include "core/measures/technology_choice.h"

#include "core/numeric/lq.h"

double
cm_technology_choice(double value_added, double employment,
					 double region_value_added, double region_employment)
{
	double		here = value_added / employment;
	double		around = region_value_added / region_employment;

	if (!(value_added > 0 && employment > 0 && region_value_added > 0 && region_employment > 0))
		return NAN;
	if (isnormal(here) && isnormal(around))
		return here / around;
	/* Far numbers: the same as a ratio of shares, which is a location quotient. */
	return cm_location_quotient(value_added, region_value_added, employment, region_employment);
}
