/*
 * discrimination.c: does a number tell events from others?
 */
#include "core/policy/discrimination.h"

#include <math.h>

/* In order of what is said ---------------------------------------------- */

CmKeyed *
cm_ranked(const CmHost *host, const CmCase *cases, uint64_t count, CmSaid said, uint64_t *known)
{
	CmKeyed    *rank = cm_resize(host, NULL, count + 1, sizeof(CmKeyed));

	*known = 0;
	for (uint64_t k = 0; k < count; k++)
	{
		double		value = said(&cases[k]);

		cm_breathe_at(host, k);
		if (!isnan(value))
			rank[(*known)++] = (CmKeyed) {cm_key(value), k};
	}
	cm_radix_sort(host, rank, *known, 0);
	return rank;
}

void
cm_order_open(CmOrder *o, const CmHost *host, const CmCase *cases, uint64_t count, CmSaid said)
{
	CmKeyed    *rank = cm_ranked(host, cases, count, said, &count);

	*o = (CmOrder) {.cases = count, .region = cm_resize(host, NULL, count + 1, sizeof(uint32_t)),
		.event = cm_resize(host, NULL, count + 1, sizeof(bool)), .value = cm_resize(host, NULL, count + 1, sizeof(double)),
		.end = cm_resize(host, NULL, count + 1, sizeof(uint64_t)), .tied_events = cm_zeros(host, count + 1, sizeof(uint64_t))};
	for (uint64_t k = 0; k < count; k++)
	{
		const CmCase *c = &cases[rank[k].with];

		cm_breathe_at(host, k);
		o->ties += k == 0 || rank[k].key != rank[k - 1].key;
		o->region[k] = c->region;
		o->event[k] = c->event;
		o->events += c->event;
		o->value[o->ties - 1] = said(c);
		o->end[o->ties - 1] = k + 1;
		o->tied_events[o->ties - 1] += c->event;
	}
	cm_release(host, rank);
}

void
cm_order_close(CmOrder *o, const CmHost *host)
{
	cm_release(host, o->region);
	cm_release(host, o->event);
	cm_release(host, o->value);
	cm_release(host, o->end);
	cm_release(host, o->tied_events);
}

/* Telling events from others --------------------------------------------- */

/* Whole sums add faster than doubles. */
double
cm_area(const CmHost *host, const CmOrder *o, const uint32_t *weight)
{
	uint64_t	others = 0,
				events = 0,
				k = 0;
	double		won_twice = 0;

	for (uint64_t tie = 0; tie < o->ties; tie++)
	{
		uint64_t	all = 0,
					hit = 0;

		for (; k < o->end[tie]; k++)
		{
			uint64_t	times = weight[o->region[k]];

			cm_breathe_at(host, k);
			all += times;
			hit += times * o->event[k];
		}
		won_twice += (double) hit * (double) (2 * others + all - hit);
		events += hit;
		others += all - hit;
	}
	return won_twice / 2 / ((double) events * (double) others);
}

double
cm_average_precision(const CmHost *host, const CmOrder *o)
{
	double		warned = 0,
				found = 0,
				sum = 0;

	for (uint64_t tie = o->ties; tie-- > 0;)
	{
		cm_breathe_at(host, tie);
		warned += (double) cm_tied(o, tie);
		found += (double) o->tied_events[tie];
		sum += (double) o->tied_events[tie] * found / warned;
	}
	return sum / (double) o->events;
}

double
cm_lift(const CmHost *host, const CmOrder *o)
{
	double		wanted = (double) o->cases / 10,
				got = 0;

	for (uint64_t tie = o->ties; tie-- > 0 && wanted > 0;)
	{
		double		all = (double) cm_tied(o, tie),
					taken = fmin(wanted, all);

		cm_breathe_at(host, tie);
		got += (double) o->tied_events[tie] * (taken / all);
		wanted -= taken;
	}
	return got / ((double) o->events / 10);
}
