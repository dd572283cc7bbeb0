/*
 * test_noise.c: the noise of growth against a plain computation over dense
 * worlds, against growth that was made with a known noise, and where too little
 * is there to tell.
 */
#include "policy_world.h"

#include "core/policy/noise.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#ifdef UNDER_VALGRIND
enum {ROUNDS = 12};
#else
enum {ROUNDS = 120};
#endif

enum {GROUPS = 24, MOST = REGIONS * INDUSTRIES * YEARS};

/* Worlds --------------------------------------------------------------- */

static void
set_cell(int y, int r, int i, double size, double firms, double squares, double largest)
{
	Sums	   *s = &w.sums[w.base][y];

	s->size[r][i] = size;
	s->firms[r][i] = firms;
	s->squares[r][i] = squares;
	s->largest[r][i] = largest;
}

/* Firms of sizes 1 to 4, so that many cells are worth as many as others; plants are all of size 1.  Some cells stay as they were. */
static void
make_cells(int y, double empty, double stay)
{
	for (int r = 0; r < w.regions; r++)
		for (int i = 0; i < w.industries; i++)
		{
			const Sums *before = &w.sums[w.base][y - (y > 0)];
			double		size = 0,
						squares = 0,
						largest = 0;
			int			firms = test_uniform() < empty ? 0 : (int) test_below(one_in(3) ? 60 : 20);
			double		alike = one_in(2) ? 1 : 0;

			if (y > 0 && test_uniform() < stay)
			{
				set_cell(y, r, i, before->size[r][i], before->firms[r][i], before->squares[r][i], before->largest[r][i]);
				continue;
			}
			for (int f = 0; f < firms; f++)
			{
				double		x = w.base == CM_ESTABLISHMENTS || alike > 0 ? 1 : (double) (1 + test_below(4));

				size += x;
				squares += x * x;
				largest = fmax(largest, x);
			}
			set_cell(y, r, i, size, firms, squares, largest);
		}
}

/* Years of firms, some of them missing, at times so few that nothing can be told. */
static void
make_noisy_world(void)
{
	double		empty = one_in(3) ? 0.9 : one_in(2) ? 0.4 : 0.1;
	double		stay = one_in(2) ? 0 : test_uniform();

	make_world();
	w.base = one_in(3) ? CM_ESTABLISHMENTS : CM_EMPLOYMENT;
	memset(w.sums[w.base], 0, sizeof(w.sums[w.base]));
	for (int y = 0; y < YEARS; y++)
	{
		w.has[w.base][y] = y == NOW || !one_in(12);
		make_cells(y, empty, stay);
	}
}

/* By definition -------------------------------------------------------- */

typedef struct Move
{
	double		n;
	double		v;
	int			r;
	int			i;
	int			y;
} Move;

static Move move[MOST];
static int	moves;

static double
elsewhere(const Sums *s, int r, int i)
{
	double		sum = 0;

	for (int q = 0; q < REGIONS; q++)
		sum += s->size[q][i];
	return sum - s->size[r][i];
}

static void
list_moves(int until, int years)
{
	moves = 0;
	for (int y = 0; y < YEARS; y++)
		for (int z = 0; z < YEARS; z++)
			for (int r = 0; w.has[w.base][y] && w.has[w.base][z] && w.year[z] == w.year[y] + years && w.year[z] <= until && r < REGIONS; r++)
				for (int i = 0; i < INDUSTRIES; i++)
				{
					const Sums *a = &w.sums[w.base][y],
							   *b = &w.sums[w.base][z];
					double		x = a->size[r][i],
								mu = x * elsewhere(b, r, i) / elsewhere(a, r, i),
								n = w.base == CM_ESTABLISHMENTS ? mu : x * (x / a->squares[r][i]);

					if (x > 0 && elsewhere(a, r, i) > 0 && elsewhere(b, r, i) > 0 && n >= 3)
						move[moves++] = (Move) {n, pow(b->size[r][i] / mu - 1, 2) * n, r, i, y};
				}
}

/* How many moves are before one: of fewer firms, or, of as many, earlier by region, industry, year. */
static int
rank_of(int k)
{
	int			before = 0;

	for (int j = 0; j < moves; j++)
	{
		const Move *a = &move[j],
				   *b = &move[k];

		before += a->n != b->n ? a->n < b->n : a->r != b->r ? a->r < b->r : a->i != b->i ? a->i < b->i : a->y < b->y;
	}
	return before;
}

static int
larger(const void *a, const void *b)
{
	const Move *x = a,
			   *y = b;

	return (x->v < y->v) - (x->v > y->v);
}

/* The line through the groups, from weighted deviations. */
static void
fit(int *groups, double *phi, double *a2)
{
	static Move in[GROUPS][MOST];
	int			count[GROUPS] = {0};
	long double x[GROUPS],
				y[GROUPS],
				weight[GROUPS],
				mean_x = 0,
				mean_y = 0,
				xx = 0,
				xy = 0,
				all = 0;

	*groups = 0;
	for (int k = 0; k < moves; k++)
	{
		int			rank = rank_of(k),
					g = 0;

		while (rank >= moves * (g + 1) / GROUPS)
			g++;
		in[g][count[g]++] = move[k];
	}
	for (int g = 0; g < GROUPS; g++)
	{
		int			left_out = count[g] - (98 * count[g]) / 100;

		if (count[g] < 20)
			continue;
		qsort(in[g], (size_t) count[g], sizeof(Move), larger);
		x[*groups] = y[*groups] = 0;
		for (int k = left_out; k < count[g]; k++)
		{
			x[*groups] += (long double) in[g][k].n / (count[g] - left_out);
			y[*groups] += (long double) in[g][k].v / (count[g] - left_out);
		}
		if (y[*groups] == 0)
			continue;
		weight[*groups] = count[g] / (y[*groups] * y[*groups]);
		all += weight[*groups];
		(*groups)++;
	}
	for (int g = 0; g < *groups; g++)
	{
		mean_x += weight[g] * x[g] / all;
		mean_y += weight[g] * y[g] / all;
	}
	for (int g = 0; g < *groups; g++)
	{
		xx += weight[g] * (x[g] - mean_x) * (x[g] - mean_x);
		xy += weight[g] * (x[g] - mean_x) * (y[g] - mean_y);
	}
	*a2 = (double) (xy / xx);
	*phi = fmax(0.1, (double) (mean_y - xy / xx * mean_x));
	*a2 = fmax(0, *a2);
}

/* Tests ---------------------------------------------------------------- */

static void
by_definition(void **state)
{
	int			estimated = 0,
				refused = 0,
				least = 0;

	for (int round = 0; round < ROUNDS; round++)
	{
		static World o;
		int			years = one_in(3) ? 2 : 3,
					until,
					groups;
		CmNoise		found;
		double		phi,
					a2;

		make_noisy_world();
		until = !one_in(4) ? w.year[NOW] : FIRST_YEAR + (int) test_below(YEARS);
		open_world(&o);
		found = cm_noise(&o.panel, until, years);
		list_moves(until, years);
		fit(&groups, &phi, &a2);
		assert_int_equal(found.cells, moves);
		assert_int_equal(found.groups, groups);
		assert_int_equal(found.estimated, moves >= 200 && groups >= 5);
		estimated += found.estimated;
		refused += !found.estimated;
		least += found.estimated && (phi == 0.1 || a2 == 0);
		if (!found.estimated)
			assert_true(found.phi == 0.9 && found.a2 == 0.0011);
		else if (fabs(found.phi - phi) > 1e-9 * (1 + phi) || fabs(found.a2 - a2) > 1e-9 * (1 + a2))
			fail_msg("phi %.17g, not %.17g; a2 %.17g, not %.17g", found.phi, phi, found.a2, a2);
		close_world(&o);
	}
	assert_int_equal(test_allocations(), 0);
	assert_true(ROUNDS < 100 || (estimated > 20 && refused > 20 && least > 0));
	(void) state;
}

/*
 * Growth made with a known noise is found again.  One large firm of every
 * industry keeps it quiet elsewhere; the cells grow by mu (1 + e).  Without the
 * largest 2 % the mean square of a normal number is P(chi2_3 < 5.412)/.98 = .8735.
 */
static void
known_noise(void **state)
{
	static const double phis[] = {0.9, 0.4, 0.9},
				a2s[] = {0.01, 0.02, 0};

	for (int truth = 0; truth < 3; truth++)
	{
		double		phi = 0,
					a2 = 0;
		int			rounds = ROUNDS > 100 ? 30 : 10;

		for (int round = 0; round < rounds; round++)
		{
			static World o;
			CmNoise		found;

			make_world();
			w.regions = REGIONS;
			w.industries = INDUSTRIES;
			w.base = CM_EMPLOYMENT;
			memset(w.sums[w.base], 0, sizeof(w.sums[w.base]));
			for (int y = 0; y < YEARS; y++)
			{
				w.year[y] = FIRST_YEAR + y;
				w.has[w.base][y] = true;
			}
			for (int r = 0; r < REGIONS; r++)
				for (int i = 0; i < INDUSTRIES; i++)
				{
					double		n = r == 0 ? 1 : 10 * pow(50, test_uniform()),
								x[YEARS];

					for (int y = 0; y < YEARS; y++)
					{
						double		grown = 1 + sqrt(phis[truth] / n + a2s[truth]) * test_normal();

						x[y] = r == 0 ? 1e9 : y < 3 ? 1000 : x[y - 3] * fmax(0.001, grown);
						set_cell(y, r, i, x[y], ceil(n), x[y] * x[y] / n, x[y] / n);
					}
				}
			open_world(&o);
			found = cm_noise(&o.panel, w.year[NOW], 3);
			assert_true(found.estimated && found.windows == YEARS - 3);
			phi += found.phi / rounds;
			a2 += found.a2 / rounds;
			close_world(&o);
		}
		print_message("phi %g: %.3f, a2 %g: %.5f\n", phis[truth], phi / 0.8735, a2s[truth], a2 / 0.8735);
		assert_true(fabs(phi / 0.8735 / phis[truth] - 1) < 0.15 && fabs(a2 / 0.8735 - a2s[truth]) < 0.003);
	}
	(void) state;
}

/* Nothing moves, one window is of too few cells, and there is no window at all. */
static void
refusals(void **state)
{
	for (int of = 0; of < 3; of++)
	{
		static World o;
		CmNoise		found;

		make_world();
		w.base = CM_ESTABLISHMENTS;
		memset(w.sums[w.base], 0, sizeof(w.sums[w.base]));
		w.regions = of == 1 ? 10 : REGIONS;
		w.industries = INDUSTRIES;
		for (int y = 0; y < YEARS; y++)
		{
			w.year[y] = FIRST_YEAR + y;
			w.has[w.base][y] = of == 0 || y == NOW || (of == 1 && y == NOW - 3);
			for (int r = 0; r < w.regions; r++)
				for (int i = 0; i < w.industries; i++)
				{
					double		plants = of == 0 ? 20 : 10 + (double) test_below(90);

					set_cell(y, r, i, plants, plants, plants, 1);
				}
		}
		open_world(&o);
		found = cm_noise(&o.panel, w.year[NOW], 3);
		assert_true(!found.estimated && found.phi == 0.9 && found.a2 == 0.0011);
		assert_int_equal(found.windows, of == 0 ? YEARS - 3 : of == 1 ? 1 : 0);
		assert_int_equal(found.cells, of == 0 ? REGIONS * INDUSTRIES * (YEARS - 3) : of == 1 ? 10 * INDUSTRIES : 0);
		assert_int_equal(found.groups, 0);
		close_world(&o);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_definition),
		cmocka_unit_test(known_noise),
		cmocka_unit_test(refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
