/*
 * test_complexity.c: complexity, fitness and outlook against their definitions
 * over dense arrays, on random patterns; an eigenvector known in closed form;
 * and every reason to have no value.
 */
#include "host.h"

#include "core/structure/complexity.h"
#include "core/structure/fitness.h"
#include "core/structure/outlook.h"
#include "core/structure/relatedness.h"

#include <math.h>
#include <string.h>

enum {MOST = 320};

#ifdef UNDER_VALGRIND
#define ROUNDS 1000
#else
#define ROUNDS 3000
#endif

/* A pattern of zeros and ones. */
typedef struct Pattern
{
	int			regions;
	int			industries;
	bool		has[MOST][MOST];
} Pattern;

static Pattern pattern;

static void
open_pattern(const Pattern *p, CmOccurrences *o)
{
	const CmHost *host = test_host();
	uint64_t	count = 0;

	*o = (CmOccurrences) {.regions = (uint32_t) p->regions, .industries = (uint32_t) p->industries};
	o->row = cm_resize(host, NULL, (size_t) p->regions + 1, sizeof(uint64_t));
	o->column = cm_resize(host, NULL, (size_t) p->industries + 1, sizeof(uint64_t));
	o->industry = cm_resize(host, NULL, (size_t) p->regions * p->industries + 1, sizeof(uint32_t));
	o->region = cm_resize(host, NULL, (size_t) p->regions * p->industries + 1, sizeof(uint32_t));
	for (int r = 0; r < p->regions; r++)
	{
		o->row[r] = count;
		for (int i = 0; i < p->industries; i++)
			if (p->has[r][i])
				o->industry[count++] = (uint32_t) i;
	}
	o->row[p->regions] = count;
	count = 0;
	for (int i = 0; i < p->industries; i++)
	{
		o->column[i] = count;
		for (int r = 0; r < p->regions; r++)
			if (p->has[r][i])
				o->region[count++] = (uint32_t) r;
	}
	o->column[p->industries] = count;
}

/* Rows of '0' and '1'. */
static void
set_pattern(const char *const *row, int regions)
{
	memset(&pattern, 0, sizeof(pattern));
	pattern.regions = regions;
	pattern.industries = regions == 0 ? 0 : (int) strlen(row[0]);
	for (int r = 0; r < regions; r++)
		for (int i = 0; i < pattern.industries; i++)
			pattern.has[r][i] = row[r][i] == '1';
}

/* About one pair in `thinness`, more in some regions and industries than in others. */
static void
set_random(int regions, int industries, uint64_t thinness)
{
	memset(&pattern, 0, sizeof(pattern));
	pattern.regions = regions;
	pattern.industries = industries;
	for (int r = 0; r < regions; r++)
		for (int i = 0; i < industries; i++)
			pattern.has[r][i] = test_below(thinness + (uint64_t) (r + i) % 3) == 0;
}

static double
diversity(const Pattern *p, int r)
{
	double		count = 0;

	for (int i = 0; i < p->industries; i++)
		count += p->has[r][i];
	return count;
}

static double
ubiquity(const Pattern *p, int i)
{
	double		count = 0;

	for (int r = 0; r < p->regions; r++)
		count += p->has[r][i];
	return count;
}

static void
assert_within(double value, double expected, double tolerance)
{
	if (!(isnan(value) && isnan(expected)) && !(fabs(value - expected) <= tolerance))
		fail_msg("%.17g is not %.17g to %g", value, expected, tolerance);
}

/* Dense eigenvectors ------------------------------------------------------- */

typedef struct Dense
{
	int			size;
	double		entry[MOST][MOST];
	double		vector[MOST][MOST]; /* by columns */
	int			order[MOST];	/* of eigenvalues, descending */
} Dense;

static Dense dense;

/* K^-1/2 M U^-1 M' K^-1/2 over all regions; those without industries have zeros. */
static void
make_dense(const Pattern *p)
{
	memset(&dense, 0, sizeof(dense));
	dense.size = p->regions;
	for (int r = 0; r < p->regions; r++)
		for (int s = 0; s < p->regions; s++)
			for (int i = 0; i < p->industries; i++)
				if (p->has[r][i] && p->has[s][i])
					dense.entry[r][s] += 1 / (ubiquity(p, i) * sqrt(diversity(p, r) * diversity(p, s)));
}

/* Jacobi, the largest entry off the diagonal first. */
static void
solve_dense(void)
{
	for (int i = 0; i < dense.size; i++)
		dense.vector[i][i] = 1;
	for (;;)
	{
		int			p = 0,
					q = 0;
		double		angle;

		for (int i = 0; i < dense.size; i++)
			for (int j = i + 1; j < dense.size; j++)
				if (p == q || fabs(dense.entry[i][j]) > fabs(dense.entry[p][q]))
				{
					p = i;
					q = j;
				}
		if (p == q || fabs(dense.entry[p][q]) < 1e-17)
			break;
		angle = atan2(2 * dense.entry[p][q], dense.entry[p][p] - dense.entry[q][q]) / 2;
		for (int k = 0; k < dense.size; k++)
		{
			double		a = dense.entry[k][p],
						b = dense.entry[k][q];

			dense.entry[k][p] = cos(angle) * a + sin(angle) * b;
			dense.entry[k][q] = cos(angle) * b - sin(angle) * a;
			a = dense.vector[k][p];
			b = dense.vector[k][q];
			dense.vector[k][p] = cos(angle) * a + sin(angle) * b;
			dense.vector[k][q] = cos(angle) * b - sin(angle) * a;
		}
		for (int k = 0; k < dense.size; k++)
		{
			double		a = dense.entry[p][k],
						b = dense.entry[q][k];

			dense.entry[p][k] = cos(angle) * a + sin(angle) * b;
			dense.entry[q][k] = cos(angle) * b - sin(angle) * a;
		}
		dense.entry[p][q] = dense.entry[q][p] = 0;
	}
	for (int i = 0; i < dense.size; i++)
	{
		int			place = i;

		while (place > 0 && dense.entry[dense.order[place - 1]][dense.order[place - 1]] < dense.entry[i][i])
		{
			dense.order[place] = dense.order[place - 1];
			place--;
		}
		dense.order[place] = i;
	}
}

static double
eigenvalue(int place)
{
	return place >= dense.size ? 0 : dense.entry[dense.order[place]][dense.order[place]];
}

static void
standardize(const Pattern *p, double *value)
{
	double		sum = 0,
				squares = 0,
				count = 0;

	for (int r = 0; r < p->regions; r++)
		if (diversity(p, r) > 0)
		{
			sum += value[r];
			count++;
		}
	for (int r = 0; r < p->regions; r++)
		if (diversity(p, r) > 0)
			squares += pow(value[r] - sum / count, 2);
	for (int r = 0; r < p->regions; r++)
		value[r] = diversity(p, r) > 0 ? (value[r] - sum / count) / sqrt(squares / count) : NAN;
}

static double
covariance(const Pattern *p, const double *eci)
{
	double		sum = 0;

	/* eci has mean 0 */
	for (int r = 0; r < p->regions; r++)
		sum += isnan(eci[r]) ? 0 : eci[r] * diversity(p, r);
	return sum;
}

/* ECI = mean PCI; M~ v = lambda v to 1e-10 of v's length, where v is ECI with sum k v = 0. */
static void
check_eigenvector(const Pattern *p, const CmComplexity *c)
{
	static double v[MOST],
				w[MOST];
	double		weighted = 0,
				weight = 0,
				product = 0,
				length = 0,
				residual = 0;

	for (int r = 0; r < p->regions; r++)
	{
		double		sum = 0;

		if (diversity(p, r) == 0)
			continue;
		weighted += diversity(p, r) * c->region[r];
		weight += diversity(p, r);
		for (int i = 0; i < p->industries; i++)
			sum += p->has[r][i] ? c->industry[i] : 0;
		assert_within(c->region[r], sum / diversity(p, r), 1e-12);
	}
	for (int r = 0; r < p->regions; r++)
		v[r] = isnan(c->region[r]) ? 0 : c->region[r] - weighted / weight;
	for (int r = 0; r < p->regions; r++)
	{
		w[r] = 0;
		for (int i = 0; i < p->industries; i++)
			for (int s = 0; p->has[r][i] && s < p->regions; s++)
				w[r] += p->has[s][i] ? v[s] / ubiquity(p, i) : 0;
		w[r] = diversity(p, r) == 0 ? 0 : w[r] / diversity(p, r);
	}
	for (int r = 0; r < p->regions; r++)
	{
		product += v[r] * diversity(p, r) * w[r];
		length += v[r] * diversity(p, r) * v[r];
	}
	for (int r = 0; r < p->regions; r++)
		residual += pow(w[r] - product / length * v[r], 2);
	for (length = 0, weight = 0; weight < p->regions; weight++)
		length += pow(v[(int) weight], 2);
	assert_true(sqrt(residual / length) < 1e-10);
}

/* Of the dense solution's second vector with diversity. */
static double
dense_correlation(const Pattern *p)
{
	double		n = 0,
				k = 0,
				v = 0,
				kk = 0,
				kv = 0,
				vv = 0;

	for (int r = 0; r < p->regions; r++)
	{
		double		d = diversity(p, r),
					x = d == 0 ? 0 : dense.vector[r][dense.order[1]] / sqrt(d);

		n += d > 0;
		k += d;
		v += x;
		kk += d * d;
		kv += d * x;
		vv += x * x;
	}
	return (n * kv - k * v) / sqrt((n * kk - k * k) * (n * vv - v * v));
}

static CmComplexityStatus
expected_status(const Pattern *p)
{
	int			regions = 0;
	double		plain = 0;

	for (int r = 0; r < p->regions; r++)
		regions += diversity(p, r) > 0;
	if (regions < 3)
		return CM_COMPLEXITY_TOO_FEW;
	if (eigenvalue(1) > 1 - 1e-10)
		return CM_COMPLEXITY_DISCONNECTED;
	if (eigenvalue(1) < 1e-10)
		return CM_COMPLEXITY_UNIFORM;
	if (eigenvalue(1) - eigenvalue(2) < 1e-10)
		return CM_COMPLEXITY_TIED;
	for (int r = 0; r < p->regions; r++)
		plain += diversity(p, r) == 0 ? 0 : dense.vector[r][dense.order[1]] / sqrt(diversity(p, r));
	/* Where this is 0 ubiquity decides, or nothing does: not the dense vector's business. */
	if (fabs(plain) < 1e-9)
		return CM_COMPLEXITY_UNSIGNED;
	return fabs(dense_correlation(p)) < 0.1 ? CM_COMPLEXITY_WEAK_SIGN : CM_COMPLEXITY_OK;
}

static void
eigenvectors_by_dense_solution(void **state)
{
	int			seen[CM_COMPLEXITY_UNSOLVED + 1] = {0};

	for (int round = 0; round < ROUNDS; round++)
	{
		CmOccurrences o;
		CmComplexity c;
		CmComplexityStatus status;
		double		expected[MOST];

		set_random(1 + (int) test_below(9), 1 + (int) test_below(9), 1 + test_below(3));
		make_dense(&pattern);
		solve_dense();
		status = expected_status(&pattern);
		open_pattern(&pattern, &o);
		cm_complexity_open(&c, test_host(), &o, CM_COMPLEXITY_EIGENVECTOR, 0, CM_SCALE_REGIONS);
		seen[c.status]++;
		if (status != CM_COMPLEXITY_UNSIGNED)
			assert_int_equal(c.status, status);
		if (cm_complexity_known(c.status))
		{
			for (int r = 0; r < pattern.regions; r++)
				expected[r] = dense.vector[r][dense.order[1]] / sqrt(diversity(&pattern, r));
			standardize(&pattern, expected);
			if (covariance(&pattern, expected) * covariance(&pattern, c.region) < 0)
				for (int r = 0; r < pattern.regions; r++)
					expected[r] = -expected[r];
			for (int r = 0; r < pattern.regions && cm_complexity_known(status); r++)
				assert_within(c.region[r], expected[r], 1e-12 / (eigenvalue(1) - eigenvalue(2)) + 1e-12);
			if (cm_complexity_known(status))
				assert_within(c.sign, fabs(dense_correlation(&pattern)), 1e-9 / (eigenvalue(1) - eigenvalue(2)));
			check_eigenvector(&pattern, &c);
		}
		else
			for (int r = 0; r < pattern.regions; r++)
				assert_true(isnan(c.region[r]));
		cm_complexity_close(&c);
		cm_occurrences_close(&o, test_host());
	}
	for (int s = CM_COMPLEXITY_OK; s < CM_COMPLEXITY_UNSOLVED; s++)
		assert_true(s == CM_COMPLEXITY_ABSENT || seen[s] > 2);
	assert_true(seen[CM_COMPLEXITY_OK] > ROUNDS / 4);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
large_eigenvectors(void **state)
{
	const int	shape[][2] = {{300, 120}, {120, 300}, {200, 200}};

	for (int k = 0; k < 3; k++)
	{
		CmOccurrences o;
		CmComplexity c;

		set_random(shape[k][0], shape[k][1], 4);
		open_pattern(&pattern, &o);
		cm_complexity_open(&c, test_host(), &o, CM_COMPLEXITY_EIGENVECTOR, 0, CM_SCALE_REGIONS);
		assert_true(cm_complexity_known(c.status));
		check_eigenvector(&pattern, &c);
		assert_true(covariance(&pattern, c.region) > 0);
		cm_complexity_close(&c);
		cm_occurrences_close(&o, test_host());
	}
	(void) state;
}

/*
 * Region r has industries r and r + 1, the last one only its own: a walk on a
 * path of 2 n places between reflecting ends, whose eigenvalues are
 * cos^2(pi j / (2n - 1)) with vectors cos(pi j x / (2n - 1)).  The second and
 * third are 1.4e-4 apart for n = 250: hard for a method that iterates.
 */
static void
a_path_in_closed_form(void **state)
{
	int			n = 250;
	CmOccurrences o;
	CmComplexity c;
	double		expected[MOST];

	memset(&pattern, 0, sizeof(pattern));
	pattern.regions = pattern.industries = n;
	for (int r = 0; r < n; r++)
	{
		pattern.has[r][r] = pattern.has[r][r + 1 < n ? r + 1 : r] = true;
		expected[r] = cos(M_PI * (2 * r + 1) / (2 * n - 1));
	}
	standardize(&pattern, expected);
	open_pattern(&pattern, &o);
	cm_complexity_open(&c, test_host(), &o, CM_COMPLEXITY_EIGENVECTOR, 0, CM_SCALE_REGIONS);
	/* The last region has one industry less, so its end is the low one: the only sign of it. */
	assert_int_equal(c.status, CM_COMPLEXITY_WEAK_SIGN);
	for (int r = 0; r < n; r++)
		assert_within(c.region[r], expected[r], 1e-9);
	cm_complexity_close(&c);
	cm_occurrences_close(&o, test_host());
	(void) state;
}

static void
labels_in_any_order(void **state)
{
	static Pattern shuffled;
	CmOccurrences o,
				q;
	CmComplexity c,
				d;
	CmFitness	f,
				g;
	int			region[60],
				industry[50];

	set_random(60, 50, 3);
	shuffled = pattern;
	for (int r = 0; r < 60; r++)
	{
		int			other = (int) test_below((uint64_t) r + 1);

		region[r] = region[other];
		region[other] = r;
	}
	for (int i = 0; i < 50; i++)
	{
		int			other = (int) test_below((uint64_t) i + 1);

		industry[i] = industry[other];
		industry[other] = i;
	}
	for (int r = 0; r < 60; r++)
		for (int i = 0; i < 50; i++)
			shuffled.has[region[r]][industry[i]] = pattern.has[r][i];
	open_pattern(&pattern, &o);
	open_pattern(&shuffled, &q);
	for (int method = CM_COMPLEXITY_EIGENVECTOR; method <= CM_COMPLEXITY_REFLECTIONS; method++)
	{
		cm_complexity_open(&c, test_host(), &o, method, 20, CM_SCALE_OWN);
		cm_complexity_open(&d, test_host(), &q, method, 20, CM_SCALE_OWN);
		assert_true(cm_complexity_known(c.status));
		assert_int_equal(c.status, d.status);
		for (int r = 0; r < 60; r++)
			assert_within(d.region[region[r]], c.region[r], 1e-10);
		for (int i = 0; i < 50; i++)
			assert_within(d.industry[industry[i]], c.industry[i], 1e-10);
		cm_complexity_close(&c);
		cm_complexity_close(&d);
	}
	cm_fitness_open(&f, test_host(), &o, 100);
	cm_fitness_open(&g, test_host(), &q, 100);
	for (int r = 0; r < 60; r++)
		assert_within(g.fitness[region[r]], f.fitness[r], 1e-11 * f.fitness[r]);
	cm_fitness_close(&f, test_host());
	cm_fitness_close(&g, test_host());
	cm_occurrences_close(&o, test_host());
	cm_occurrences_close(&q, test_host());
	(void) state;
}

/* Reasons ------------------------------------------------------------------ */

static void
assert_status(const char *const *row, int regions, CmComplexityMethod method, CmComplexityStatus status)
{
	CmOccurrences o;
	CmComplexity c;

	set_pattern(row, regions);
	open_pattern(&pattern, &o);
	cm_complexity_open(&c, test_host(), &o, method, 20, CM_SCALE_REGIONS);
	assert_int_equal(c.status, status);
	for (int r = 0; r < regions; r++)
		assert_true(isnan(c.region[r]) == (!cm_complexity_known(status) || diversity(&pattern, r) == 0));
	for (int i = 0; i < pattern.industries; i++)
		assert_true(isnan(c.industry[i]) == (!cm_complexity_known(status) || ubiquity(&pattern, i) == 0));
	cm_complexity_close(&c);
	cm_occurrences_close(&o, test_host());
}

static void
reasons_for_no_value(void **state)
{
	const char *const one[] = {"1"};
	const char *const two[] = {"110", "011"};
	const char *const uniform[] = {"111", "111", "000", "111"};
	const char *const apart[] = {"1100", "0110", "0001"};
	/* Three alike around a hub: any difference between them is an eigenvector. */
	const char *const tied[] = {"111", "100", "010", "001"};
	/* Turned round, the path is itself: no end is the complex one. */
	const char *const path[] = {"1100", "0110", "0011"};
	/* All as diverse, but 1 and 2 are the ubiquitous industries. */
	const char *const by_ubiquity[] = {"11000", "11000", "10100", "01010", "00011"};
	const char *const absent[] = {"11100", "11000", "10000", "01110", "00000"};

	assert_status(NULL, 0, CM_COMPLEXITY_EIGENVECTOR, CM_COMPLEXITY_TOO_FEW);
	assert_status(one, 1, CM_COMPLEXITY_EIGENVECTOR, CM_COMPLEXITY_TOO_FEW);
	assert_status(two, 2, CM_COMPLEXITY_EIGENVECTOR, CM_COMPLEXITY_TOO_FEW);
	assert_status(uniform, 4, CM_COMPLEXITY_EIGENVECTOR, CM_COMPLEXITY_UNIFORM);
	assert_status(uniform, 4, CM_COMPLEXITY_REFLECTIONS, CM_COMPLEXITY_UNIFORM);
	assert_status(apart, 3, CM_COMPLEXITY_EIGENVECTOR, CM_COMPLEXITY_DISCONNECTED);
	assert_status(apart, 3, CM_COMPLEXITY_REFLECTIONS, CM_COMPLEXITY_DISCONNECTED);
	assert_status(tied, 4, CM_COMPLEXITY_EIGENVECTOR, CM_COMPLEXITY_TIED);
	/* Reflections of the same: u = 2, 2, 2, so all are alike after one. */
	assert_status(tied, 4, CM_COMPLEXITY_REFLECTIONS, CM_COMPLEXITY_UNIFORM);
	assert_status(path, 3, CM_COMPLEXITY_EIGENVECTOR, CM_COMPLEXITY_UNSIGNED);
	assert_status(by_ubiquity, 5, CM_COMPLEXITY_EIGENVECTOR, CM_COMPLEXITY_WEAK_SIGN);
	assert_status(absent, 5, CM_COMPLEXITY_EIGENVECTOR, CM_COMPLEXITY_OK);
	(void) state;
}

/* Where diversity is silent, the industries of few regions are the complex ones. */
static void
ubiquity_decides(void **state)
{
	const char *const row[] = {"11000", "11000", "10100", "01010", "00011"};
	CmOccurrences o;
	CmComplexity c;
	double		sum = 0,
				mean = 0;

	set_pattern(row, 5);
	open_pattern(&pattern, &o);
	cm_complexity_open(&c, test_host(), &o, CM_COMPLEXITY_EIGENVECTOR, 0, CM_SCALE_REGIONS);
	for (int i = 0; i < 5; i++)
		mean += ubiquity(&pattern, i) / 5;
	for (int i = 0; i < 5; i++)
		sum += c.industry[i] * (ubiquity(&pattern, i) - mean);
	assert_true(sum < -0.1);
	cm_complexity_close(&c);
	cm_occurrences_close(&o, test_host());
	(void) state;
}

static void
components_by_size(void **state)
{
	/* Groups {2}, {1, 3, 5} and {0}; region 4 has nothing, nor has industry 3. */
	const char *const row[] = {"100000", "010000", "001000", "010010", "000000", "000010"};
	const uint32_t region[] = {2, 1, 3, 1, 0, 1},
				industry[] = {2, 1, 3, 0, 1, 0};
	CmOccurrences o;
	CmComplexity c;

	set_pattern(row, 6);
	open_pattern(&pattern, &o);
	cm_complexity_open(&c, test_host(), &o, CM_COMPLEXITY_EIGENVECTOR, 0, CM_SCALE_REGIONS);
	assert_memory_equal(c.region_component, region, sizeof(region));
	assert_memory_equal(c.industry_component, industry, sizeof(industry));
	cm_complexity_close(&c);
	cm_occurrences_close(&o, test_host());
	(void) state;
}

/* Reflections, fitness, outlook -------------------------------------------- */

/* k_N and u_(N-1) as they are defined, for N that leaves their differences large. */
static void
reflections_by_definition(void **state)
{
	for (uint32_t steps = 1; steps <= 8; steps++)
		for (int round = 0; round < 20; round++)
		{
			static double k[2][MOST],
						u[2][MOST];
			CmOccurrences o;
			CmComplexity c;

			set_random(7, 9, 2);
			for (int r = 0; r < 7; r++)
				k[0][r] = diversity(&pattern, r);
			for (int i = 0; i < 9; i++)
				u[0][i] = ubiquity(&pattern, i);
			for (uint32_t n = 1; n <= steps; n++)
			{
				for (int r = 0; r < 7; r++)
				{
					k[n % 2][r] = 0;
					for (int i = 0; i < 9; i++)
						k[n % 2][r] += pattern.has[r][i] ? u[(n - 1) % 2][i] / diversity(&pattern, r) : 0;
				}
				for (int i = 0; i < 9; i++)
				{
					u[n % 2][i] = 0;
					for (int r = 0; r < 7; r++)
						u[n % 2][i] += pattern.has[r][i] ? k[(n - 1) % 2][r] / ubiquity(&pattern, i) : 0;
				}
			}
			standardize(&pattern, k[steps % 2]);
			open_pattern(&pattern, &o);
			cm_complexity_open(&c, test_host(), &o, CM_COMPLEXITY_REFLECTIONS, steps, CM_SCALE_REGIONS);
			for (int r = 0; r < 7 && c.status == CM_COMPLEXITY_OK; r++)
			{
				double		mean = 0;

				assert_within(c.region[r], k[steps % 2][r], 1e-8);
				for (int i = 0; i < 9; i++)
					mean += pattern.has[r][i] ? c.industry[i] / diversity(&pattern, r) : 0;
				assert_within(c.region[r], diversity(&pattern, r) == 0 ? NAN : mean, 1e-12);
			}
			cm_complexity_close(&c);
			cm_occurrences_close(&o, test_host());
		}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* So many steps, in long double. */
static void
fitness_by_definition(void **state)
{
	for (uint32_t steps = 1; steps <= 12; steps++)
	{
		static long double f[2][MOST],
					q[2][MOST];
		CmOccurrences o;
		CmFitness	fitness;

		set_random(12, 15, 2);
		for (int p = 0; p < MOST; p++)
			f[0][p] = q[0][p] = 1;
		for (uint32_t n = 1; n <= steps; n++)
		{
			long double *old_f = f[(n - 1) % 2],
					   *old_q = q[(n - 1) % 2],
						sum_f = 0,
						sum_q = 0;
			int			regions = 0,
						industries = 0;

			for (int r = 0; r < 12; r++)
			{
				long double *now = &f[n % 2][r];

				for (int i = (*now = 0, 0); i < 15; i++)
					*now += pattern.has[r][i] ? old_q[i] : 0;
				sum_f += *now;
				regions += diversity(&pattern, r) > 0;
			}
			for (int i = 0; i < 15; i++)
			{
				long double *now = &q[n % 2][i];

				for (int r = (*now = 0, 0); r < 12; r++)
					*now += pattern.has[r][i] ? 1 / old_f[r] : 0;
				*now = ubiquity(&pattern, i) > 0 ? 1 / *now : 0;
				sum_q += *now;
				industries += ubiquity(&pattern, i) > 0;
			}
			for (int r = 0; r < 12; r++)
				f[n % 2][r] *= regions / sum_f;
			for (int i = 0; i < 15; i++)
				q[n % 2][i] *= industries / sum_q;
		}
		open_pattern(&pattern, &o);
		cm_fitness_open(&fitness, test_host(), &o, steps);
		assert_int_equal(fitness.steps, steps);
		for (int r = 0; r < 12; r++)
			assert_within(fitness.fitness[r], diversity(&pattern, r) == 0 ? NAN : (double) f[steps % 2][r], 1e-13);
		for (int i = 0; i < 15; i++)
			assert_within(fitness.quality[i], ubiquity(&pattern, i) == 0 ? NAN : (double) q[steps % 2][i], 1e-13);
		cm_fitness_close(&fitness, test_host());
		cm_occurrences_close(&o, test_host());
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Converged values are a fixed point; values that fall for ever stay above 0; equal diversity is no reason to stop. */
static void
fitness_in_the_limit(void **state)
{
	const char *const nested[] = {"1111", "1110", "1100", "1000"};
	const char *const falling[] = {"1000000000", "1111111111", "1111111110"};
	const char *const alike[] = {"1100", "0110", "1010", "1001"};
	const char *const full[] = {"11", "11"};
	const struct
	{
		const char *const *row;
		int			regions;
	}			cases[] = {{nested, 4}, {falling, 3}, {alike, 4}, {full, 2}};

	for (int k = 0; k < 4; k++)
	{
		CmOccurrences o;
		CmFitness	f;
		double		sum[16] = {0},
					mean = 0;

		set_pattern(cases[k].row, cases[k].regions);
		open_pattern(&pattern, &o);
		cm_fitness_open(&f, test_host(), &o, 100000);
		for (int r = 0; r < pattern.regions; r++)
		{
			assert_true(isfinite(log(f.fitness[r])));
			for (int i = 0; i < pattern.industries; i++)
				sum[r] += pattern.has[r][i] ? f.quality[i] : 0;
			mean += sum[r] / pattern.regions;
		}
		for (int r = 0; r < pattern.regions && f.converged && f.fitness[r] > 1e-199; r++)
			assert_within(f.fitness[r], sum[r] / mean, 1e-8 * f.fitness[r]);
		assert_true(f.converged == (f.steps < 100000));
		assert_true(k != 3 || (f.converged && f.steps == 1 && f.fitness[0] == 1 && f.quality[1] == 1));
		cm_fitness_close(&f, test_host());
		cm_occurrences_close(&o, test_host());
	}
	(void) state;
}

/* Outlook and gain as sums over all industries; with relatedness to others only, gain less density x PCI is what outlook gains. */
static void
outlook_by_definition(void **state)
{
	enum {R = 8, I = 7};

	for (int round = 0; round < 50; round++)
	{
		static double phi[I][I],
					sum[I],
					pci[I],
					density[R],
					outlook[R],
					worth[I];
		bool		own = round % 2 == 0;
		CmOccurrences o;

		set_random(R, I, 2);
		open_pattern(&pattern, &o);
		for (int i = 0; i < I; i++)
		{
			pci[i] = i == 3 && round > 40 ? NAN : (double) test_below(2000) / 1000 - 1;
			for (int j = 0; j <= i; j++)
				phi[i][j] = phi[j][i] = i == j ? own : 0.01 + (double) test_below(100) / 100;
		}
		for (int i = 0; i < I; i++)
			sum[i] = cm_relatedness_sum(phi[i], I);
		memset(outlook, 0, sizeof(outlook));
		for (int i = 0; i < I; i++)
		{
			cm_relatedness_density(test_host(), &o, phi[i], density);
			cm_outlook_add(&o, (uint32_t) i, density, pci[i], outlook);
		}
		cm_opportunity_worth(pci, sum, I, worth);
		for (int r = 0; r < R; r++)
		{
			double		expected = 0;

			for (int i = 0; i < I; i++)
				for (int j = 0; j < I; j++)
					expected += !pattern.has[r][i] && pattern.has[r][j] && !isnan(pci[i]) ? phi[i][j] / sum[i] * pci[i] : 0;
			assert_within(outlook[r], expected, 1e-13);
		}
		for (int i = 0; i < I; i++)
		{
			cm_relatedness_density(test_host(), &o, phi[i], density);
			for (int r = 0; r < R; r++)
			{
				double		gain = cm_opportunity_gain_of(&o, phi[i], worth, cm_opportunity_all(phi[i], worth, (uint32_t) I), (uint32_t) r);
				double		expected = 0,
							change = 0;

				for (int j = 0; j < I; j++)
					expected += !pattern.has[r][j] && !isnan(pci[j]) ? phi[i][j] / sum[j] * pci[j] : 0;
				assert_within(gain, expected, 1e-13);
				if (own || pattern.has[r][i] || isnan(pci[i]))
					continue;
				for (int j = 0; j < I; j++)
					for (int l = 0; l < I; l++)
						if (!pattern.has[r][j] && !isnan(pci[j]))
							change += phi[j][l] / sum[j] * pci[j] * ((j != i && (pattern.has[r][l] || l == i)) - pattern.has[r][l]);
				assert_within(gain - density[r] * pci[i], change, 1e-13);
			}
		}
		cm_occurrences_close(&o, test_host());
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Printed in the literature's notation for 1110, 1100, 1000, 0111. */
static void
worked_example(void **state)
{
	const char *const row[] = {"1110", "1100", "1000", "0111"};
	const double eci[] = {.186385, -.379060, -1.282613, 1.475289},
				a[] = {-1.282613, .524493, 1.317274, 2.584100},
				b[] = {-1.277638, -.161414, .328276, 1.110776},
				fitness[2][4] = {{1.333333, .888889, .444444, 1.333333}, {1.166667, .666667, .333333, 1.833333}},
				quality[2][4] = {{.615385, .615385, .923077, 1.846154}, {.369637, .580858, 1.016502, 2.033003}};
	CmOccurrences o;
	CmComplexity c;
	CmFitness	f;

	set_pattern(row, 4);
	open_pattern(&pattern, &o);
	cm_complexity_open(&c, test_host(), &o, CM_COMPLEXITY_EIGENVECTOR, 0, CM_SCALE_REGIONS);
	for (int p = 0; p < 4; p++)
	{
		assert_printed(c.region[p], eci[p], 1e-6);
		assert_printed(c.industry[p], a[p], 1e-6);
	}
	cm_complexity_close(&c);
	/* These are printed with n - 1. */
	cm_complexity_open(&c, test_host(), &o, CM_COMPLEXITY_EIGENVECTOR, 0, CM_SCALE_OWN);
	for (int p = 0; p < 4; p++)
		assert_printed(c.industry[p] * sqrt(3. / 4), b[p], 1e-6);
	cm_complexity_close(&c);
	for (uint32_t steps = 1; steps <= 2; steps++)
	{
		cm_fitness_open(&f, test_host(), &o, steps);
		for (int p = 0; p < 4; p++)
		{
			assert_printed(f.fitness[p], fitness[steps - 1][p], 1e-6);
			assert_printed(f.quality[p], quality[steps - 1][p], 1e-6);
		}
		cm_fitness_close(&f, test_host());
	}
	cm_occurrences_close(&o, test_host());
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(worked_example),
		cmocka_unit_test(eigenvectors_by_dense_solution),
		cmocka_unit_test(large_eigenvectors),
		cmocka_unit_test(a_path_in_closed_form),
		cmocka_unit_test(labels_in_any_order),
		cmocka_unit_test(reasons_for_no_value),
		cmocka_unit_test(ubiquity_decides),
		cmocka_unit_test(components_by_size),
		cmocka_unit_test(reflections_by_definition),
		cmocka_unit_test(fitness_by_definition),
		cmocka_unit_test(fitness_in_the_limit),
		cmocka_unit_test(outlook_by_definition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
