/*
 * ordered.c: runs in order, and what each shares of their weight and amount.
 */
#include "core/inequality/ordered.h"

#include <limits.h>

#define WEIGHT_BITS_MOST 997	/* CM_RUNS_MOST of such can be added up */
#define NEAR_MEAN 0.5

static void
choose_units(CmOrdered *o, const CmHost *host)
{
	int64_t		amount = INT_MIN;
	double		weight = 0;

	for (size_t i = 0; i < o->count; i++)
	{
		CmWide		wx = cm_wide_product(cm_wide(o->run[i].weight, 0), cm_wide(o->run[i].value, 0));

		if (wx.high > 0 && wx.exponent > amount)
			amount = wx.exponent;
		weight = fmax(weight, o->run[i].weight);
		cm_breathe_at(host, i);
	}
	o->amount_shift = (int) -amount;
	o->weight_shift = (int) -fmax(0, cm_wide(weight, 0).exponent - WEIGHT_BITS_MOST);
}

bool
cm_ordered_open(CmOrdered *o, CmRuns *runs, const CmHost *host)
{
	cm_runs_order(runs, host);
	*o = (CmOrdered) {.run = runs->run, .count = runs->count};
	if (o->count == 0 || o->run[o->count - 1].value == 0)
		return false;
	choose_units(o, host);
	for (size_t i = 0; i < o->count; i++)
	{
		cm_long_add(&o->weight, cm_weight_at(o, i));
		cm_add_amount(o, &o->amount, i);
		cm_breathe_at(host, i);
	}
	o->whole_weight = cm_wide(cm_long_value(o->weight), -o->weight_shift);
	o->whole_amount = cm_wide(cm_long_value(o->amount), -o->amount_shift);
	o->average = cm_wide(o->whole_amount.high / o->whole_weight.high, o->whole_amount.exponent - o->whole_weight.exponent);
	return true;
}

static double
off_mean(const CmOrdered *o, size_t i)
{
	return cm_wide_ratio(cm_wide(o->run[i].value, 0), o->average) - 1;
}

double
cm_share_gap(const CmOrdered *o, size_t i)
{
	double		off = off_mean(o, i);

	return fabs(off) < NEAR_MEAN ? cm_share_of_weight(o, i) * off : cm_share_of_amount(o, i) - cm_share_of_weight(o, i);
}

double
cm_log_ratio(const CmOrdered *o, size_t i)
{
	double		off = off_mean(o, i);
	CmWide		x = cm_wide(o->run[i].value, 0);

	if (fabs(off) < NEAR_MEAN)
		return log1p(off);
	return cm_wide_log((CmWide) {x.high / o->average.high, 0, x.exponent - o->average.exponent});
}
