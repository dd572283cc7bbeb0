/*
 * audit.c: what a published table gives away about its hidden cells.
 */
#include "core/disclosure/audit.h"

#include "core/disclosure/equations.h"
#include "core/numeric/joins.h"
#include "core/numeric/radix.h"

#include <math.h>

/* A rest of so little, of the sum that it is left of, is 0 where the values of hidden cells are not given. */
#define REST_TOLERANCE 1e-12

/* Ends of intervals are compared as far as this, of what they are. */
#define END_TOLERANCE 1e-9

typedef struct Audit
{
	const CmHost *host;
	const CmSums *sums;
	const double *value;
	uint8_t    *hidden;			/* as far as nothing is found */
	uint8_t    *found;
	uint64_t   *one;
	uint64_t   *two;
} Audit;

static void
note(Audit *a, uint32_t cell, CmFound what)
{
	a->found[cell] = (uint8_t) what;
	a->hidden[cell] = 0;
}

/* Rests of nothing ----------------------------------------------------------- */

static bool
any_negative(const Audit *a)
{
	for (uint32_t c = 0; c < a->sums->cells; c++)
		if (a->value[c] < 0)
			return true;
	return false;
}

static uint32_t
depth_of(const CmSums *s, uint32_t cell)
{
	return s->region.depth[s->region_of[cell]] + s->industry.depth[s->industry_of[cell]];
}

/* Adds what a cell must have to one that it is part of. */
static void
add_least(double *sum, uint32_t above, double least)
{
	if (above != CM_NO_CELL)
		sum[above] += least;
}

/* The least that each cell can have: what is shown; of a hidden one, what its parts must have, as nothing is negative. */
static double *
find_leasts(const Audit *a)
{
	const CmSums *s = a->sums;
	double	   *least = cm_zeros(a->host, (size_t) s->cells + 1, sizeof(double)),
			   *of_regions = cm_zeros(a->host, (size_t) s->cells + 1, sizeof(double)),
			   *of_industries = cm_zeros(a->host, (size_t) s->cells + 1, sizeof(double));
	uint32_t	deepest = 0;

	for (uint32_t c = 0; c < s->cells; c++)
		deepest = depth_of(s, c) > deepest ? depth_of(s, c) : deepest;
	/* Parts lie deeper than what they are parts of. */
	for (uint32_t depth = deepest + 1; depth-- > 0;)
		for (uint32_t c = 0; c < s->cells; c++)
		{
			cm_breathe_at(a->host, c);
			if (depth_of(s, c) != depth)
				continue;
			least[c] = a->hidden[c] || isnan(a->value[c]) ? fmax(of_regions[c], of_industries[c]) : a->value[c];
			add_least(of_regions, s->above_region[c], least[c]);
			add_least(of_industries, s->above_industry[c], least[c]);
		}
	cm_release(a->host, of_regions);
	cm_release(a->host, of_industries);
	return least;
}

/* What is left of a sum for its hidden parts, beyond what these must have. */
typedef struct Rest
{
	double		least;			/* of all parts */
	bool		is_some;		/* a hidden part is given, and has more */
	bool		is_unknown;		/* a hidden part is not given */
} Rest;

static bool
is_nothing(const Rest *rest, double whole)
{
	return !rest->is_some && (!rest->is_unknown || fabs(whole - rest->least) <= REST_TOLERANCE * fabs(whole));
}

/* Hidden parts, along a side, of cells that are not hidden and leave them nothing but what they must have. */
static uint32_t
find_rests(Audit *a, const uint32_t *above, const double *least, CmFound what)
{
	uint32_t	cells = a->sums->cells,
				count = 0;
	Rest	   *rest = cm_zeros(a->host, (size_t) cells + 1, sizeof(Rest));

	for (uint32_t c = 0; c < cells; c++)
	{
		Rest	   *r = above[c] == CM_NO_CELL ? NULL : &rest[above[c]];

		cm_breathe_at(a->host, c);
		if (r == NULL)
			continue;
		r->least += least[c];
		if (!a->hidden[c])
			continue;
		r->is_unknown |= isnan(a->value[c]);
		r->is_some |= a->value[c] - least[c] > REST_TOLERANCE * a->value[c];
	}
	for (uint32_t c = 0; c < cells; c++)
	{
		cm_breathe_at(a->host, c);
		if (a->hidden[c] && above[c] != CM_NO_CELL && !a->hidden[above[c]] && is_nothing(&rest[above[c]], a->value[above[c]]))
		{
			note(a, c, what);
			count++;
		}
	}
	cm_release(a->host, rest);
	return count;
}

static bool
find_all_rests(Audit *a, CmFound what)
{
	double	   *least = find_leasts(a);
	uint32_t	all = 0,
				more;

	/* What is found has its least, which therefore stays what it is. */
	do
	{
		more = find_rests(a, a->sums->above_region, least, what);
		more += find_rests(a, a->sums->above_industry, least, what);
		all += more;
	} while (more > 0);
	cm_release(a->host, least);
	return all > 0;
}

/* Cells of 0 that cannot be more -------------------------------------------- */

/* Numbers of linear programs for them, at most. */
#define PINNED_WORK UINT64_C(2000000000)

static bool
any_zero(const Audit *a)
{
	for (uint32_t c = 0; c < a->sums->cells; c++)
		if (a->hidden[c] && a->value[c] == 0)
			return true;
	return false;
}

/* Marks the hidden cells that hang together with a hidden cell of 0. */
static void
mark_near_zeros(const Audit *a, uint8_t *near)
{
	CmEquations e;

	cm_equations_open(&e, a->host, a->sums, a->value, a->hidden, NULL, NULL);
	for (uint32_t g = 0; g < e.groups; g++)
	{
		bool		has_zero = false;

		cm_breathe_at(a->host, g);
		for (uint32_t m = e.first[g]; m < e.first[g + 1]; m++)
			has_zero |= a->value[e.unknown[e.member[m]].cell] == 0;
		for (uint32_t m = e.first[g]; m < e.first[g + 1]; m++)
			near[e.unknown[e.member[m]].cell] = has_zero;
	}
	cm_equations_close(&e, a->host);
}

/*
 * Several sums together can keep cells at 0, as nothing is negative.  Where each hidden cell of 0 can be more in some
 * table, all can be at once in a mean of these, and nothing but sums binds the others.
 */
static bool
find_pinned(Audit *a, CmFound what)
{
	uint32_t	cells = a->sums->cells;
	uint8_t    *near;
	CmInterval *interval;
	bool		any = false;

	if (!any_zero(a))
		return false;
	near = cm_zeros(a->host, (size_t) cells + 1, 1);
	interval = cm_resize(a->host, NULL, (size_t) cells + 1, sizeof(CmInterval));
	mark_near_zeros(a, near);
	if (cm_intervals(a->host, a->sums, a->value, near, NULL, NULL, PINNED_WORK, interval))
		for (uint32_t c = 0; c < cells; c++)
			if (near[c] && a->value[c] == 0 && interval[c].upper <= 0)
			{
				note(a, c, what);
				any = true;
			}
	cm_release(a->host, near);
	cm_release(a->host, interval);
	return any;
}

/* Sums ------------------------------------------------------------------- */

static void
find_given_away(Audit *a, const CmDerived *derived, CmFound what)
{
	cm_freedom(a->host, a->sums, a->hidden, derived, a->one, a->two);
	for (uint32_t c = 0; c < a->sums->cells; c++)
		if (a->hidden[c] && cm_is_given_away(a->one[c], a->two[c]))
			note(a, c, what);
}

/* All that follows from each other; rests of nothing are looked at where nothing is negative. */
static void
find_exact(Audit *a, const CmDerived *derived, bool rests)
{
	CmFound		zero = derived == NULL ? CM_FOUND_ZERO : CM_FOUND_DERIVED,
				sums = derived == NULL ? CM_FOUND_SUMS : CM_FOUND_DERIVED;

	find_given_away(a, derived, sums);
	while (rests && (find_all_rests(a, zero) || find_pinned(a, zero)))
		find_given_away(a, derived, zero);
}

/* Singletons -------------------------------------------------------------- */

uint32_t *
cm_single_firms(const CmHost *host, const CmSums *sums, const double *firms)
{
	uint32_t   *firm = cm_joins_open(host, sums->cells);

	for (uint32_t c = 0; c < sums->cells; c++)
	{
		const uint32_t above[] = {sums->above_region[c], sums->above_industry[c]};

		cm_breathe_at(host, c);
		for (int side = 0; side < 2; side++)
			if (firms[c] == 1 && above[side] != CM_NO_CELL && firms[above[side]] == 1)
				cm_join(firm, c, above[side]);
	}
	for (uint32_t c = 0; c < sums->cells; c++)
		firm[c] = cm_joined(firm, c);
	for (uint32_t c = 0; c < sums->cells; c++)
		if (firms[c] != 1)
			firm[c] = CM_NO_CELL;
	return firm;
}

/* Cells that make each other known; the first single firm among them knows all others, the first other one its cell. */
static void
look_at_bonded(Audit *a, const uint32_t *firm, const CmKeyed *bond, size_t count, uint32_t *known_by)
{
	uint32_t	knower = CM_NO_CELL,
				other = CM_NO_CELL;

	for (size_t k = 0; k < count; k++)
	{
		uint32_t	cell = (uint32_t) bond[k].with;

		if (firm[cell] == CM_NO_CELL)
			continue;
		if (knower == CM_NO_CELL)
			knower = cell;
		else if (other == CM_NO_CELL && firm[cell] != firm[knower])
			other = cell;
	}
	for (size_t k = 0; k < count && knower != CM_NO_CELL; k++)
	{
		uint32_t	cell = (uint32_t) bond[k].with;

		known_by[cell] = firm[cell] == firm[knower] ? other : knower;
		if (known_by[cell] != CM_NO_CELL)
			a->found[cell] = CM_FOUND_SINGLETON;
	}
}

static void
find_known_by_firms(Audit *a, const double *firms, uint32_t *known_by)
{
	CmKeyed    *bond = cm_resize(a->host, NULL, (size_t) a->sums->cells + 1, sizeof(CmKeyed));
	uint32_t   *firm = cm_single_firms(a->host, a->sums, firms);
	size_t		count = 0;

	for (uint32_t c = 0; c < a->sums->cells; c++)
	{
		cm_breathe_at(a->host, c);
		if (a->hidden[c])
			bond[count++] = (CmKeyed) {cm_bond(a->one[c], a->two[c]), c};
	}
	cm_radix_sort(a->host, bond, count, 0);
	for (size_t from = 0, to; from < count; from = to)
	{
		for (to = from + 1; to < count && bond[to].key == bond[from].key;)
			to++;
		look_at_bonded(a, firm, bond + from, to - from, known_by);
	}
	cm_release(a->host, bond);
	cm_release(a->host, firm);
}

void
cm_audit(const CmHost *host, const CmSums *sums, const double *value, const double *firms, const uint8_t *hidden,
		 const CmDerived *derived, uint8_t *found, uint32_t *known_by)
{
	Audit		a = {.host = host, .sums = sums, .value = value, .found = found};
	bool		rests = !any_negative(&a);

	a.hidden = cm_resize(host, NULL, (size_t) sums->cells + 1, 1);
	a.one = cm_resize(host, NULL, (size_t) sums->cells + 1, sizeof(uint64_t));
	a.two = cm_resize(host, NULL, (size_t) sums->cells + 1, sizeof(uint64_t));
	memcpy(a.hidden, hidden, sums->cells);
	memset(found, CM_FOUND_NOTHING, sums->cells);
	for (uint32_t c = 0; c < sums->cells; c++)
		known_by[c] = CM_NO_CELL;
	find_exact(&a, NULL, rests);
	if (derived != NULL && derived->equations > 0)
		find_exact(&a, derived, rests);
	if (firms != NULL)
		find_known_by_firms(&a, firms, known_by);
	cm_release(host, a.hidden);
	cm_release(host, a.one);
	cm_release(host, a.two);
}

CmFound
cm_audit_interval(const CmInterval *interval, double value, double protection, double least, double most)
{
	double		near = END_TOLERANCE * fmax(fabs(value), protection),
				low = fmax(value - protection, isnan(least) ? fmin(value, 0) : least) + near,
				high = fmin(value + protection, isnan(most) ? INFINITY : most) - near;

	if (isfinite(interval->upper) && interval->upper - interval->lower <= END_TOLERANCE * fabs(interval->upper))
		return CM_FOUND_POINT;
	if (isnan(value) || !(protection > 0))
		return CM_FOUND_INTERVAL;
	if (interval->lower > low || interval->upper < high)
		return CM_FOUND_NARROW;
	if (interval->exact || (interval->seen_lower <= low && interval->seen_upper >= high))
		return CM_FOUND_INTERVAL;
	return CM_FOUND_UNPROVEN;
}
