/*
 * lanczos.c: the largest eigenvalue of a large symmetric matrix, and its vector.
 */
#include "core/numeric/lanczos.h"

#include <math.h>
#include <string.h>

#define SPACE 32				/* most vectors of a search space */
#define KEPT 8					/* so many of them survive a restart */
#define RESTARTS 4000

/* What is left of a vector is rounding: the space holds all that the matrix makes of it. */
#define NOTHING_LEFT 1e-14

typedef struct Small
{
	double		entry[SPACE][SPACE];
} Small;

typedef struct Search
{
	const CmHost *host;
	const CmSymmetric *a;
	uint32_t	known;
	uint32_t	used;			/* vectors of the space, after the known ones */
	double	   *basis;			/* all of them, and one more */
	Small		projected;		/* the matrix as the space sees it */
	Small		rotation;		/* its eigenvectors, by columns, the largest eigenvalue's first */
	double		value[SPACE];
} Search;

static double *
basis_vector(const Search *s, uint32_t place)
{
	return s->basis + (size_t) place * s->a->size;
}

static double
dot(const double *a, const double *b, uint32_t size)
{
	double		sum = 0;

	for (uint32_t i = 0; i < size; i++)
		sum += a[i] * b[i];
	return sum;
}

/* Takes away what a vector has in the first vectors of the basis; twice, for rounding. */
static void
make_orthogonal(const Search *s, double *vector, uint32_t count, double *amount)
{
	memset(amount, 0, count * sizeof(double));
	for (int pass = 0; pass < 2; pass++)
		for (uint32_t b = 0; b < count; b++)
		{
			const double *base = basis_vector(s, b);
			double		part = dot(base, vector, s->a->size);

			amount[b] += part;
			for (uint32_t i = 0; i < s->a->size; i++)
				vector[i] -= part * base[i];
			cm_breathe(s->host);
		}
}

/* Makes a vector one of length 1, unless nothing is left of it; its length. */
static double
normalize(double *vector, uint32_t size)
{
	double		length = sqrt(dot(vector, vector, size));

	for (uint32_t i = 0; i < size && length > NOTHING_LEFT; i++)
		vector[i] /= length;
	return length;
}

/* Adds what the matrix makes of the space's last vector; how much of it is new. */
static double
extend(Search *s, double *amount)
{
	uint32_t	last = s->known + s->used;
	double	   *product = basis_vector(s, last + 1);

	s->a->apply(s->a->context, basis_vector(s, last), product);
	make_orthogonal(s, product, last + 1, amount);
	for (uint32_t b = 0; b <= s->used; b++)
		s->projected.entry[b][s->used] = s->projected.entry[s->used][b] = amount[s->known + b];
	s->used++;
	return normalize(product, s->a->size);
}

/* Jacobi's rotation that makes entry (p, q) zero. */
static void
rotate(Small *m, Small *vectors, uint32_t size, uint32_t p, uint32_t q)
{
	double		theta = (m->entry[q][q] - m->entry[p][p]) / (2 * m->entry[p][q]);
	double		t = copysign(1, theta) / (fabs(theta) + sqrt(theta * theta + 1));
	double		c = 1 / sqrt(t * t + 1),
				s = t * c;

	for (uint32_t k = 0; k < size; k++)
	{
		double		a = m->entry[k][p],
					b = m->entry[k][q];

		m->entry[k][p] = c * a - s * b;
		m->entry[k][q] = s * a + c * b;
		a = vectors->entry[k][p];
		b = vectors->entry[k][q];
		vectors->entry[k][p] = c * a - s * b;
		vectors->entry[k][q] = s * a + c * b;
	}
	for (uint32_t k = 0; k < size; k++)
	{
		double		a = m->entry[p][k],
					b = m->entry[q][k];

		m->entry[p][k] = c * a - s * b;
		m->entry[q][k] = s * a + c * b;
	}
	m->entry[p][q] = m->entry[q][p] = 0;
}

/* Eigenvalues of the projected matrix, the largest first, and their vectors (Jacobi 1846). */
static void
solve_projected(Search *s)
{
	Small		m = s->projected,
				vectors = {{{0}}};
	bool		rotated = true;

	for (uint32_t i = 0; i < s->used; i++)
		vectors.entry[i][i] = 1;
	while (rotated)
	{
		rotated = false;
		for (uint32_t p = 0; p < s->used; p++)
			for (uint32_t q = p + 1; q < s->used; q++)
				if (fabs(m.entry[p][q]) > 1e-18)
				{
					rotate(&m, &vectors, s->used, p, q);
					rotated = true;
				}
	}
	for (uint32_t place = 0; place < s->used; place++)
	{
		uint32_t	largest = 0;

		for (uint32_t i = 1; i < s->used; i++)
			if (m.entry[i][i] > m.entry[largest][largest])
				largest = i;
		s->value[place] = m.entry[largest][largest];
		m.entry[largest][largest] = -INFINITY;
		for (uint32_t k = 0; k < s->used; k++)
			s->rotation.entry[k][place] = vectors.entry[k][largest];
	}
}

/* Turns the first vectors of the space into those of the largest eigenvalues that it knows. */
static void
turn_space(Search *s, uint32_t count)
{
	for (uint32_t i = 0; i < s->a->size; i++)
	{
		double		old[SPACE];

		cm_breathe_at(s->host, i);
		for (uint32_t b = 0; b < s->used; b++)
			old[b] = basis_vector(s, s->known + b)[i];
		for (uint32_t place = 0; place < count; place++)
		{
			double		sum = 0;

			for (uint32_t b = 0; b < s->used; b++)
				sum += s->rotation.entry[b][place] * old[b];
			basis_vector(s, s->known + place)[i] = sum;
		}
	}
}

/* Keeps the best vectors of a full space and the newest one, which comes after them. */
static void
restart(Search *s)
{
	turn_space(s, KEPT);
	memcpy(basis_vector(s, s->known + KEPT), basis_vector(s, s->known + s->used), s->a->size * sizeof(double));
	memset(&s->projected, 0, sizeof(s->projected));
	for (uint32_t b = 0; b < KEPT; b++)
		s->projected.entry[b][b] = s->value[b];
	s->used = KEPT;
}

/* Fills the space and restarts until its best vector is an eigenvector. */
static bool
search(Search *s, uint32_t dimension, double *amount)
{
	for (int round = 0; round < RESTARTS; round++)
	{
		double		left = 1;

		while (left > NOTHING_LEFT && s->used < SPACE && s->used < dimension)
			left = extend(s, amount);
		solve_projected(s);
		if (left <= NOTHING_LEFT || s->used == dimension ||
			left * fabs(s->rotation.entry[s->used - 1][0]) <= CM_EIGEN_RESIDUAL)
			return true;
		restart(s);
	}
	return false;
}

bool
cm_largest_eigenpair(const CmHost *host, const CmSymmetric *a, uint32_t dimension,
					 const double *knowns, uint32_t known, double *vector, double *value)
{
	Search	   *s = cm_resize(host, NULL, 1, sizeof(Search));
	double	   *amount = cm_resize(host, NULL, known + SPACE + 1, sizeof(double));
	size_t		width = a->size * sizeof(double);
	bool		found;

	memset(s, 0, sizeof(*s));
	s->host = host;
	s->a = a;
	s->known = known;
	s->basis = cm_resize(host, NULL, known + SPACE + 1, width);
	memcpy(s->basis, knowns, known * width);
	make_orthogonal(s, vector, known, amount);
	normalize(vector, a->size);
	memcpy(basis_vector(s, known), vector, width);
	found = search(s, dimension, amount);
	turn_space(s, 1);
	memcpy(vector, basis_vector(s, known), width);
	*value = s->value[0];
	cm_release(host, s->basis);
	cm_release(host, amount);
	cm_release(host, s);
	return found;
}
