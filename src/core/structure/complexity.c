/*
 * complexity.c: how many and how rare the industries of a region are.
 */
#include "core/structure/complexity.h"

#include "core/numeric/joins.h"
#include "core/numeric/lanczos.h"
#include "core/numeric/radix.h"

#include <math.h>

/* Eigenvalues nearer than this, relative or absolute, are the same; their vector is not determined. */
#define TIED_RELATIVE 1e-9
#define TIED_ABSOLUTE 1e-13

/* Below this a mean, in deviations, or a deviation that averaging left over is rounding. */
#define NO_SIGN 1e-8
#define NO_DEVIATION 1e-12

/* Below this correlation with diversity another year, or region, may turn the sign. */
#define WEAK_SIGN 0.1

const char *const cm_complexity_status_name[] = {
	"ok", "weak_sign", "absent", "too_few_regions", "disconnected", "uniform", "tied", "unsigned", "unsolved", "unknown"
};

/* Connected regions and industries --------------------------------------- */

/* The first region of each group of regions that industries connect. */
static uint32_t *
connect_regions(const CmHost *host, const CmOccurrences *o)
{
	uint32_t   *group = cm_joins_open(host, o->regions);

	for (uint32_t i = 0; i < o->industries; i++)
		for (uint64_t k = o->column[i] + 1; k < o->column[i + 1]; k++)
		{
			cm_join(group, o->region[k - 1], o->region[k]);
			cm_breathe_at(host, k);
		}
	for (uint32_t r = 0; r < o->regions; r++)
		group[r] = cm_joined(group, r);
	return group;
}

/* Numbers the groups from 1 on, those of most regions first; how many there are. */
static uint32_t
number_components(CmComplexity *c, const CmOccurrences *o)
{
	uint32_t   *root = connect_regions(c->host, o);
	CmKeyed    *group = cm_resize(c->host, NULL, (size_t) o->regions + 1, sizeof(CmKeyed));
	uint32_t	groups = 0;

	for (uint32_t r = 0; r < o->regions; r++)
		group[r] = (CmKeyed) {0, r};
	for (uint32_t r = 0; r < o->regions; r++)
		group[root[r]].key -= cm_diversity(o, r) > 0;	/* unsigned: the largest come first */
	for (uint32_t r = 0; r < o->regions; r++)
		if (group[r].key != 0)
			group[groups++] = group[r];
	cm_radix_sort(c->host, group, groups, 0);
	for (uint32_t r = 0; r < o->regions; r++)
		c->region_component[r] = 0;
	for (uint32_t g = 0; g < groups; g++)
		c->region_component[group[g].with] = g + 1;
	/* A root comes before the other regions of its group. */
	for (uint32_t r = 0; r < o->regions; r++)
		c->region_component[r] = c->region_component[root[r]];
	for (uint32_t i = 0; i < o->industries; i++)
		c->industry_component[i] = cm_ubiquity(o, i) == 0 ? 0 : c->region_component[o->region[o->column[i]]];
	cm_release(c->host, root);
	cm_release(c->host, group);
	return groups;
}

/* Mean and deviation ----------------------------------------------------- */

typedef struct Spread
{
	double		mean;
	double		deviation;
} Spread;

/* Of the values of those who have something. */
static Spread
spread_of(const CmSide *side, const double *value)
{
	double		sum = 0,
				squares = 0;
	uint32_t	count = 0;

	for (uint32_t p = 0; p < side->count; p++)
		if (cm_degree(side, p) > 0)
		{
			sum += value[p];
			count++;
		}
	for (uint32_t p = 0; p < side->count; p++)
		if (cm_degree(side, p) > 0)
			squares += (value[p] - sum / count) * (value[p] - sum / count);
	return (Spread) {sum / count, sqrt(squares / count)};
}

static void
shift_and_divide(const CmSide *side, double *value, double shift, double divisor)
{
	for (uint32_t p = 0; p < side->count; p++)
		value[p] = (value[p] - shift) / divisor;
}

/* Takes the mean away that averaging leaves as it is: weighted by what each has. */
static void
centre(const CmSide *side, double *value)
{
	double		sum = 0;

	for (uint32_t p = 0; p < side->count; p++)
		if (cm_degree(side, p) > 0)
			sum += cm_degree(side, p) * value[p];
	shift_and_divide(side, value, sum / side->start[side->count], 1);
}

/* Method of reflections -------------------------------------------------- */

/*
 * u_(N-1) but for its mean and deviation, which are taken away at each step: all
 * values draw near to their mean, and their differences would be lost.  It comes
 * of k_0 if N is even, else of u_0.
 */
static CmComplexityStatus
reflect(const CmHost *host, const CmOccurrences *o, uint32_t steps, double *by_region, double *by_industry)
{
	CmSide		regions = cm_regions_side(o),
				industries = cm_industries_side(o);

	for (uint32_t n = 0; n < steps; n++)
	{
		bool		at_regions = (steps - n) % 2 == 0;
		const CmSide *side = at_regions ? &regions : &industries;
		double	   *value = at_regions ? by_region : by_industry;
		double		deviation;

		if (n > 0)
			cm_side_means(host, side, at_regions ? by_industry : by_region, value);
		else
			for (uint32_t p = 0; p < side->count; p++)
				value[p] = cm_degree(side, p);
		centre(side, value);
		deviation = spread_of(side, value).deviation;
		if (deviation < NO_DEVIATION)
			return CM_COMPLEXITY_UNIFORM;
		shift_and_divide(side, value, 0, deviation);
	}
	return CM_COMPLEXITY_OK;
}

/* Eigenvectors ----------------------------------------------------------- */

/*
 * D^-1/2 B E^-1 B' D^-1/2, symmetric, where B is M or its transpose, D what
 * each of one side has and E what each of the other has.  It has the eigenvalues
 * of D^-1 B E^-1 B', and D^1/2 times its vectors.
 */
typedef struct Walk
{
	const CmHost *host;
	CmSide		side;
	CmSide		other;
	double	   *root;			/* D^1/2 */
	double	   *scaled;
	double	   *mean;			/* on the other side */
} Walk;

static void
walk(const void *context, const double *vector, double *product)
{
	const Walk *w = context;

	for (uint32_t p = 0; p < w->side.count; p++)
		w->scaled[p] = w->root[p] == 0 ? 0 : vector[p] / w->root[p];
	cm_side_means(w->host, &w->other, w->scaled, w->mean);
	cm_side_means(w->host, &w->side, w->mean, product);
	for (uint32_t p = 0; p < w->side.count; p++)
		product[p] = w->root[p] == 0 ? 0 : product[p] * w->root[p];
}

/*
 * Any vector will do to start from that no symmetry of the matrix can be orthogonal
 * to.  Each search needs its own: one start leads to one vector of equal eigenvalues.
 */
static void
scatter(const Walk *w, uint64_t seed, double *vector)
{
	for (uint32_t p = 0; p < w->side.count; p++)
	{
		uint64_t	x = (p + 1 + (seed << 32)) * UINT64_C(0x9e3779b97f4a7c15);

		x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
		x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
		vector[p] = w->root[p] == 0 ? 0 : (double) ((x ^ x >> 31) >> 11) / 0x1p53 - 0.5;
	}
}

/* The second pair, into `found`; the first one is known, D^1/2 and 1, and the third tells whether there is a tie. */
static CmComplexityStatus
second_vector(const Walk *w, uint32_t dimension, double *found)
{
	CmSymmetric a = {w->side.count, walk, w};
	double	   *known = cm_resize(w->host, NULL, 2 * (size_t) a.size + 1, sizeof(double));
	double		second,
				third = 0;
	CmComplexityStatus status = CM_COMPLEXITY_UNSOLVED;

	for (uint32_t p = 0; p < a.size; p++)
		known[p] = w->root[p] / sqrt((double) w->side.start[a.size]);
	scatter(w, 1, found);
	if (cm_largest_eigenpair(w->host, &a, dimension - 1, known, 1, found, &second))
	{
		double	   *vector = cm_resize(w->host, NULL, (size_t) a.size + 1, sizeof(double));

		for (uint32_t p = 0; p < a.size; p++)
			known[a.size + p] = found[p];
		scatter(w, 2, vector);
		if (dimension == 2 || cm_largest_eigenpair(w->host, &a, dimension - 2, known, 2, vector, &third))
			status = second - third <= TIED_RELATIVE * second + TIED_ABSOLUTE ? CM_COMPLEXITY_TIED : CM_COMPLEXITY_OK;
		cm_release(w->host, vector);
	}
	cm_release(w->host, known);
	return status;
}

/* The eigenvector of industries, by way of the side that is smaller. */
static CmComplexityStatus
solve(const CmHost *host, const CmOccurrences *o, double *by_region, double *by_industry)
{
	CmSide		regions = cm_regions_side(o),
				industries = cm_industries_side(o);
	uint32_t	with_industries = cm_side_present(&regions),
				with_regions = cm_side_present(&industries);
	bool		by_regions = with_industries <= with_regions;
	Walk		w = {host, by_regions ? regions : industries, by_regions ? industries : regions, NULL, NULL, NULL};
	double	   *found = by_regions ? by_region : by_industry;
	CmComplexityStatus status;

	if (o->row[o->regions] == (uint64_t) with_industries * with_regions)
		return CM_COMPLEXITY_UNIFORM;	/* all regions have all industries */
	w.root = cm_resize(host, NULL, (size_t) w.side.count + 1, sizeof(double));
	w.scaled = cm_resize(host, NULL, (size_t) w.side.count + 1, sizeof(double));
	w.mean = cm_resize(host, NULL, (size_t) w.other.count + 1, sizeof(double));
	for (uint32_t p = 0; p < w.side.count; p++)
		w.root[p] = sqrt(cm_degree(&w.side, p));
	status = second_vector(&w, by_regions ? with_industries : with_regions, found);
	for (uint32_t p = 0; p < w.side.count; p++)
		found[p] = w.root[p] == 0 ? 0 : found[p] / w.root[p];
	if (by_regions)
		cm_side_means(host, &industries, by_region, by_industry);
	cm_release(host, w.root);
	cm_release(host, w.scaled);
	cm_release(host, w.mean);
	return status;
}

/*
 * An eigenvector has two ends.  sum k_r v_r = 0, so its correlation with k is
 * positive where its plain mean is negative; the same for industries and u.
 */
static CmComplexityStatus
choose_end(const CmOccurrences *o, double *by_region, double *by_industry)
{
	CmSide		regions = cm_regions_side(o),
				industries = cm_industries_side(o);
	Spread		r = spread_of(&regions, by_region),
				i = spread_of(&industries, by_industry);
	double		towards = fabs(r.mean) > NO_SIGN * r.deviation ? -r.mean :
		fabs(i.mean) > NO_SIGN * i.deviation ? i.mean : 0;

	if (towards == 0)
		return CM_COMPLEXITY_UNSIGNED;
	shift_and_divide(&regions, by_region, 0, copysign(1, towards));
	shift_and_divide(&industries, by_industry, 0, copysign(1, towards));
	return CM_COMPLEXITY_OK;
}

/* All together ----------------------------------------------------------- */

static void
rescale(CmComplexity *c, const CmOccurrences *o, CmComplexityScale scale)
{
	CmSide		regions = cm_regions_side(o),
				industries = cm_industries_side(o);
	Spread		r = spread_of(&regions, c->region),
				i = scale == CM_SCALE_OWN ? spread_of(&industries, c->industry) : r;

	shift_and_divide(&regions, c->region, r.mean, r.deviation);
	shift_and_divide(&industries, c->industry, scale == CM_SCALE_RAW ? 0 : i.mean, i.deviation);
}

/* corr(ECI, k), undefined where all have as many industries. */
static double
correlation_with_diversity(const CmOccurrences *o, const double *eci)
{
	CmSide		regions = cm_regions_side(o);
	double		mean = (double) o->row[o->regions] / cm_side_present(&regions),
				product = 0,
				squares = 0,
				eci_squares = 0;

	for (uint32_t r = 0; r < o->regions; r++)
		if (cm_diversity(o, r) > 0)
		{
			product += eci[r] * (cm_diversity(o, r) - mean);
			squares += (cm_diversity(o, r) - mean) * (cm_diversity(o, r) - mean);
			eci_squares += eci[r] * eci[r];
		}
	return product / sqrt(squares * eci_squares);
}

static void
set_unknown(const CmSide *side, double *value, bool all)
{
	for (uint32_t p = 0; p < side->count; p++)
		if (all || cm_degree(side, p) == 0)
			value[p] = NAN;
}

static CmComplexityStatus
compute(CmComplexity *c, const CmOccurrences *o, CmComplexityMethod method, uint32_t steps)
{
	CmSide		regions = cm_regions_side(o),
				industries = cm_industries_side(o);
	uint32_t	components = number_components(c, o);
	CmComplexityStatus status;

	if (cm_side_present(&regions) < 3)
		return CM_COMPLEXITY_TOO_FEW;
	if (components > 1)
		return CM_COMPLEXITY_DISCONNECTED;
	status = method == CM_COMPLEXITY_REFLECTIONS ? reflect(c->host, o, steps, c->region, c->industry) :
		solve(c->host, o, c->region, c->industry);
	if (status != CM_COMPLEXITY_OK)
		return status;
	cm_side_means(c->host, &regions, c->industry, c->region);
	if (spread_of(&regions, c->region).deviation < NO_DEVIATION * spread_of(&industries, c->industry).deviation)
		return CM_COMPLEXITY_UNIFORM;
	return method == CM_COMPLEXITY_REFLECTIONS ? status : choose_end(o, c->region, c->industry);
}

void
cm_complexity_open(CmComplexity *c, const CmHost *host, const CmOccurrences *o,
				   CmComplexityMethod method, uint32_t steps, CmComplexityScale scale)
{
	CmSide		regions = cm_regions_side(o),
				industries = cm_industries_side(o);

	*c = (CmComplexity) {.host = host, .sign = NAN};
	c->region = cm_resize(host, NULL, (size_t) o->regions + 1, sizeof(double));
	c->industry = cm_resize(host, NULL, (size_t) o->industries + 1, sizeof(double));
	c->region_component = cm_resize(host, NULL, (size_t) o->regions + 1, sizeof(uint32_t));
	c->industry_component = cm_resize(host, NULL, (size_t) o->industries + 1, sizeof(uint32_t));
	c->status = compute(c, o, method, steps);
	if (o->unknown)
		c->status = CM_COMPLEXITY_UNKNOWN;
	if (c->status == CM_COMPLEXITY_OK)
	{
		rescale(c, o, scale);
		c->sign = correlation_with_diversity(o, c->region);
		if (method == CM_COMPLEXITY_EIGENVECTOR && !(c->sign >= WEAK_SIGN))
			c->status = CM_COMPLEXITY_WEAK_SIGN;
	}
	set_unknown(&regions, c->region, !cm_complexity_known(c->status));
	set_unknown(&industries, c->industry, !cm_complexity_known(c->status));
}

void
cm_complexity_close(CmComplexity *c)
{
	cm_release(c->host, c->region);
	cm_release(c->host, c->industry);
	cm_release(c->host, c->region_component);
	cm_release(c->host, c->industry_component);
}
