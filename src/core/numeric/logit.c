/*
 * logit.c: how likely an event is, by ridge-penalised logistic regression.
 */
#include "core/numeric/logit.h"
#include "core/numeric/undefined.h"

#include <math.h>
#include <string.h>

#define SIZE CM_LOGIT_SIZE_MOST
#define STEPS_MOST 100
#define HALVINGS_MOST 33
#define LAST_STEP 1e-12
#define SHORT_STEP 1e-9			/* of the largest coefficient */

/* So much of the objective rounding may take: sums of a million rows are known to about 1e-13. */
#define ROUNDING 1e-11

/* What a column has that those before it do not, as a share of its square: below that it is rounding. */
#define OWN_LEAST 1e-12

typedef struct Problem
{
	const CmHost *host;
	const CmLogitRows *rows;
	int			size;			/* coefficients */
	double		used;			/* rows */
	double		events;
	double		ridge[SIZE];	/* lambda N for coefficients penalised, else 0 */
} Problem;

/* The objective around some coefficients; of the Hessian, of minus it, the lower triangle. */
typedef struct Point
{
	double		objective;
	double		gradient[SIZE];
	double		hessian[SIZE][SIZE];
} Point;

/* One row, given its log odds. */
typedef struct Outcome
{
	double		loss;			/* -ln(probability of what happened) */
	double		residual;		/* y - p */
	double		weight;			/* p (1 - p) */
} Outcome;

/* With exp of nothing positive, nothing overflows, and the smaller of p and 1 - p keeps its digits. */
static Outcome
outcome(double e, bool event)
{
	double		t = exp(-fabs(e)),
				larger = 1 / (1 + t),
				smaller = t / (1 + t),
				miss = (e >= 0) == event ? smaller : larger;

	return (Outcome) {fmax(event ? -e : e, 0) + log1p(t), event ? miss : -miss, larger * smaller};
}

double
cm_logit_probability(double log_odds)
{
	double		t = exp(-fabs(log_odds));

	return (log_odds >= 0 ? 1 : t) / (1 + t);
}

static double
log_odds(const double *b, int terms, const double *z)
{
	double		e = b[0];

	for (int j = 0; j < terms; j++)
		e += z[j] * b[j + 1];
	return e;
}

double
cm_logit_log_odds(const CmLogit *fit, const double *z)
{
	return log_odds(fit->b, fit->terms, z);
}

static const double *
row_of(const CmLogitRows *rows, uint64_t k)
{
	return rows->z + k * (uint64_t) rows->terms;
}

static bool
is_used(const CmLogitRows *rows, uint64_t k)
{
	return rows->left_out == NULL || !rows->left_out[k];
}

/* The objective ------------------------------------------------------- */

static void
add_row(Point *at, int size, const double *z, Outcome o)
{
	double		x[SIZE] = {1};

	memcpy(x + 1, z, (size_t) (size - 1) * sizeof(double));
	at->objective -= o.loss;
	for (int i = 0; i < size; i++)
	{
		double		weighted = o.weight * x[i];

		at->gradient[i] += o.residual * x[i];
		for (int j = 0; j <= i; j++)
			at->hessian[i][j] += weighted * x[j];
	}
}

/* In the order of the rows, so that every machine rounds the same. */
static void
look_at(const Problem *p, const double *b, Point *at)
{
	const CmLogitRows *rows = p->rows;

	memset(at, 0, sizeof(*at));
	for (uint64_t k = 0; k < rows->rows; k++)
	{
		const double *z = row_of(rows, k);

		cm_breathe_at(p->host, k);
		if (is_used(rows, k))
			add_row(at, p->size, z, outcome(log_odds(b, rows->terms, z), rows->event[k]));
	}
	for (int i = 0; i < p->size; i++)
	{
		at->objective -= p->ridge[i] / 2 * b[i] * b[i];
		at->gradient[i] -= p->ridge[i] * b[i];
		at->hessian[i][i] += p->ridge[i];
	}
}

/* Cholesky's factor of a matrix, of which the lower triangle is given, in its place; false if it is not positive definite. */
static bool
factor(double m[SIZE][SIZE], int size)
{
	for (int i = 0; i < size; i++)
		for (int j = 0; j <= i; j++)
		{
			double		rest = m[i][j];

			for (int k = 0; k < j; k++)
				rest -= m[i][k] * m[j][k];
			if (j < i)
				m[i][j] = rest / m[j][j];
			else if (rest > OWN_LEAST * m[i][i] && isfinite(rest))
				m[i][i] = sqrt(rest);
			else
				return false;
		}
	return true;
}

/* Solves factor factor' x = v, in place. */
static void
solve(double m[SIZE][SIZE], int size, double *v)
{
	for (int i = 0; i < size; i++)
	{
		for (int k = 0; k < i; k++)
			v[i] -= m[i][k] * v[k];
		v[i] /= m[i][i];
	}
	for (int i = size - 1; i >= 0; i--)
	{
		for (int k = i + 1; k < size; k++)
			v[i] -= m[k][i] * v[k];
		v[i] /= m[i][i];
	}
}

/* Newton's method ------------------------------------------------------ */

/* Goes a step, or as much of it as does not make the objective fall; false if no part of it is good. */
static bool
advance(const Problem *p, double *b, double *step, Point *at)
{
	double		least = at->objective - ROUNDING * fabs(at->objective);

	for (int halvings = 0; halvings <= HALVINGS_MOST; halvings++)
	{
		double		tried[SIZE];

		for (int i = 0; i < p->size; i++)
			tried[i] = b[i] + step[i];
		look_at(p, tried, at);
		if (at->objective >= least)
		{
			memcpy(b, tried, (size_t) p->size * sizeof(double));
			return true;
		}
		for (int i = 0; i < p->size; i++)
			step[i] /= 2;
	}
	return false;
}

static double
largest(const double *v, int size)
{
	double		most = 0;

	for (int i = 0; i < size; i++)
		most = fmax(most, fabs(v[i]));
	return most;
}

/*
 * Climbs from fit->b.  The whole step tells whether it was the last: a halved one
 * is short for another reason.  Near the top each is about the square of the one
 * before, so a short one that is not shorter than half of that is rounding.
 */
static CmLogitStatus
climb(const Problem *p, CmLogit *fit)
{
	double		before = INFINITY;
	Point		at;

	look_at(p, fit->b, &at);
	for (fit->steps = 0; fit->steps < STEPS_MOST; fit->steps++)
	{
		double		step[SIZE],
					length;

		if (!factor(at.hessian, p->size))
			return CM_LOGIT_SINGULAR;
		memcpy(step, at.gradient, sizeof(step));
		solve(at.hessian, p->size, step);
		length = largest(step, p->size);
		if (!advance(p, fit->b, step, &at))
			return CM_LOGIT_NOT_CONVERGED;
		if (length < LAST_STEP || (length < SHORT_STEP * largest(fit->b, p->size) && length >= before / 2))
		{
			fit->steps++;
			fit->objective = at.objective;
			return CM_LOGIT_OK;
		}
		before = length;
	}
	return CM_LOGIT_NOT_CONVERGED;
}

/* weight: of the square of each column's coefficient in the penalty. */
static Problem
pose(const CmHost *host, const CmLogitRows *rows, double lambda, const double *weight)
{
	Problem		p = {.host = host, .rows = rows, .size = rows->terms + 1};

	for (uint64_t k = 0; k < rows->rows; k++)
	{
		cm_breathe_at(host, k);
		p.used += is_used(rows, k);
		p.events += is_used(rows, k) && rows->event[k];
	}
	for (int j = 0; j < rows->terms; j++)
		p.ridge[j + 1] = lambda * p.used * weight[j];
	return p;
}

static CmLogit
fit_weighted(const CmHost *host, const CmLogitRows *rows, double lambda, const double *weight, const double *start)
{
	Problem		p = pose(host, rows, lambda, weight);
	CmLogit		fit = {.status = CM_LOGIT_ONE_OUTCOME, .terms = rows->terms};

	if (start != NULL)
		memcpy(fit.b, start, (size_t) p.size * sizeof(double));
	else
		fit.b[0] = log(p.events / (p.used - p.events));
	if (p.events > 0 && p.events < p.used)
		fit.status = climb(&p, &fit);
	if (fit.status == CM_LOGIT_OK)
		return fit;
	fit.objective = NAN;
	for (int i = 0; i < SIZE; i++)
		fit.b[i] = NAN;
	return fit;
}

static void
flags_as_weights(const CmLogitRows *rows, double *weight)
{
	for (int j = 0; j < rows->terms; j++)
		weight[j] = rows->penalised[j];
}

CmLogit
cm_logit_fit(const CmHost *host, const CmLogitRows *rows, double lambda, const double *start)
{
	double		weight[SIZE];

	flags_as_weights(rows, weight);
	return fit_weighted(host, rows, lambda, weight, start);
}

/* How sure that is ----------------------------------------------------- */

/* s_g of each region, `size` numbers, and which regions have a row; how many have. */
static uint32_t
sum_scores(const Problem *p, const double *b, double *score, bool *seen)
{
	const CmLogitRows *rows = p->rows;
	uint32_t	regions = 0;

	for (uint64_t k = 0; k < rows->rows; k++)
	{
		const double *z = row_of(rows, k);
		double	   *s = score + (size_t) rows->region[k] * (size_t) p->size;
		double		residual;

		cm_breathe_at(p->host, k);
		if (!is_used(rows, k))
			continue;
		residual = outcome(log_odds(b, rows->terms, z), rows->event[k]).residual;
		s[0] += residual;
		for (int j = 0; j < rows->terms; j++)
			s[j + 1] += residual * z[j];
		regions += !seen[rows->region[k]];
		seen[rows->region[k]] = true;
	}
	return regions;
}

/* v += the sum over regions of H^-1 s (H^-1 s)', which is symmetric to the last bit. */
static void
add_squares(const Problem *p, Point *at, double *score, double *v)
{
	int			size = p->size;

	for (uint32_t g = 0; g < p->rows->regions; g++)
	{
		double	   *u = score + (size_t) g * (size_t) size;

		cm_breathe_at(p->host, g);
		solve(at->hessian, size, u);
		for (int i = 0; i < size; i++)
			for (int j = 0; j < size; j++)
				v[i * size + j] += u[i] * u[j];
	}
}

void
cm_logit_covariance(const CmHost *host, const CmLogitRows *rows, double lambda, const CmLogit *fit, double *v)
{
	int			size = rows->terms + 1;
	double		weight[SIZE];
	double	   *score = cm_zeros(host, (size_t) rows->regions * (size_t) size + 1, sizeof(double));
	bool	   *seen = cm_zeros(host, (size_t) rows->regions + 1, sizeof(bool));
	double		regions = NAN;
	Problem		p;
	Point		at;

	flags_as_weights(rows, weight);
	p = pose(host, rows, lambda, weight);
	memset(v, 0, (size_t) (size * size) * sizeof(double));
	if (fit->status == CM_LOGIT_OK)
		look_at(&p, fit->b, &at);
	if (fit->status == CM_LOGIT_OK && factor(at.hessian, size))
	{
		regions = sum_scores(&p, fit->b, score, seen);
		add_squares(&p, &at, score, v);
	}
	for (int i = 0; i < size * size; i++)
		v[i] = regions >= 2 ? v[i] * (regions / (regions - 1)) : NAN;
	cm_release(host, seen);
	cm_release(host, score);
}

double
cm_logit_standard_error(int terms, const double *v, const double *z)
{
	double		sum = 0;

	for (int i = 0; i <= terms; i++)
		for (int j = 0; j <= terms; j++)
			sum += v[i * (terms + 1) + j] * (i == 0 ? 1 : z[i - 1]) * (j == 0 ? 1 : z[j - 1]);
	return sqrt(cm_not_below_zero(sum));
}

/* The choice of lambda ------------------------------------------------- */

/* Marks rows that a fold does not learn from: those left out anyway, and its own; how many it has. */
static uint64_t
hold_out(const CmHost *host, const CmLogitRows *rows, uint32_t folds, uint32_t fold, bool *held)
{
	uint64_t	own = 0;

	for (uint64_t k = 0; k < rows->rows; k++)
	{
		bool		in_fold = rows->region[k] % folds == fold;

		cm_breathe_at(host, k);
		own += in_fold && is_used(rows, k);
		held[k] = in_fold || !is_used(rows, k);
	}
	return own;
}

/*
 * Dividing a column by its standard deviation multiplies its coefficient by it:
 * in the penalty that is a weight, and no column need be copied.  The first row's
 * value is taken off first, so that what is constant varies by exactly 0; its
 * coefficient will be 0, whatever the weight.
 */
static void
variances_as_weights(const CmHost *host, const CmLogitRows *rows, double *weight)
{
	const double *first = NULL;
	double		used = 0,
				sum[SIZE] = {0},
				squares[SIZE] = {0};

	for (int pass = 0; pass < 2; pass++)
		for (uint64_t k = 0; k < rows->rows; k++)
		{
			const double *z = row_of(rows, k);

			cm_breathe_at(host, k);
			if (!is_used(rows, k))
				continue;
			if (first == NULL)
				first = z;
			used += pass == 0;
			for (int j = 0; j < rows->terms; j++)
			{
				double		off = z[j] - first[j];

				if (pass == 0)
					sum[j] += off;
				else
					squares[j] += (off - sum[j] / used) * (off - sum[j] / used);
			}
		}
	for (int j = 0; j < rows->terms; j++)
		weight[j] = !rows->penalised[j] ? 0 : squares[j] == 0 ? 1 : squares[j] / used;
}

static double
loss_of_held(const CmHost *host, const CmLogitRows *rows, const bool *held, const CmLogit *fit)
{
	double		loss = 0;

	for (uint64_t k = 0; k < rows->rows; k++)
	{
		cm_breathe_at(host, k);
		if (held[k] && is_used(rows, k))
			loss += outcome(cm_logit_log_odds(fit, row_of(rows, k)), rows->event[k]).loss;
	}
	return loss;
}

/* From the largest lambda down, whose fit is the easiest, each from where the one before ended. */
static void
add_losses(const CmHost *host, const CmLogitRows *rows, const bool *held, const double *lambda, int lambdas, double *loss)
{
	CmLogitRows others = *rows;
	double		weight[SIZE];
	CmLogit		before = {.status = CM_LOGIT_NOT_CONVERGED};

	others.left_out = held;
	variances_as_weights(host, &others, weight);
	for (int l = lambdas - 1; l >= 0; l--)
	{
		CmLogit		fit = fit_weighted(host, &others, lambda[l], weight, before.status == CM_LOGIT_OK ? before.b : NULL);

		loss[l] += loss_of_held(host, rows, held, &fit);
		before = fit;
	}
}

int
cm_logit_choose_lambda(const CmHost *host, const CmLogitRows *rows, uint32_t folds,
					   const double *lambda, int lambdas, double *log_loss)
{
	bool	   *held = cm_resize(host, NULL, rows->rows + 1, sizeof(bool));
	uint64_t	predicted = 0;
	double		least = INFINITY;
	int			chosen = -1;

	memset(log_loss, 0, (size_t) lambdas * sizeof(double));
	for (uint32_t fold = 0; fold < folds; fold++)
	{
		uint64_t	own = hold_out(host, rows, folds, fold, held);

		predicted += own;
		if (own > 0)
			add_losses(host, rows, held, lambda, lambdas, log_loss);
	}
	for (int l = 0; l < lambdas; l++)
	{
		log_loss[l] /= (double) predicted;
		if (log_loss[l] <= least)
		{
			least = log_loss[l];
			chosen = l;
		}
	}
	cm_release(host, held);
	return chosen;
}
