/*
 * simplex.c: variables within bounds that depend on each other, and how far each can go.
 */
#include "core/disclosure/simplex.h"

#include <math.h>

/* Coefficients are whole numbers to begin with; what gets so small was 0. */
#define SMALL 1e-10

/* Values are below 1; a step of less leads nowhere. */
#define DUST 1e-13

/* Values are computed anew after so many turns. */
#define TURNS 50

static inline double *
row_of(const CmSimplex *s, uint32_t row)
{
	return s->factor + (size_t) row * s->columns;
}

static void
spend(CmSimplex *s, uint64_t work)
{
	cm_breathe_after(s->host, s->work, s->work + work);
	s->work = s->work > work ? s->work - work : 0;
}

/* Subtracts a multiple of the row of a pivot from another, by what of the former is not 0. */
static void
subtract(const double *from, const uint32_t *entry, uint32_t entries, double times, double *row)
{
	for (uint32_t i = 0; i < entries; i++)
	{
		double		x = row[entry[i]] - times * from[entry[i]];

		row[entry[i]] = fabs(x) < SMALL ? 0 : x;
	}
}

/* The largest coefficient of a row, or `width`. */
static uint32_t
largest_of(const double *row, uint32_t width)
{
	uint32_t	best = width;

	for (uint32_t c = 0; c < width; c++)
		if (row[c] != 0 && (best == width || fabs(row[c]) > fabs(row[best])))
			best = c;
	return best;
}

/* Solves the equations: each that says anything gives one variable by the others.  Rows move up over those that do not. */
static void
solve(CmSimplex *s, double *coefficient, uint32_t equations)
{
	uint32_t	width = s->variables;

	for (uint32_t q = 0; q < equations; q++)
	{
		double	   *row = coefficient + (size_t) q * width,
				   *kept = coefficient + (size_t) s->rows * width;
		uint32_t	pivot = largest_of(row, width),
					entries = 0;

		spend(s, width);
		if (pivot == width)
			continue;
		for (uint32_t c = 0; c < width; c++)
			if (row[c] != 0)
				s->entry[entries++] = c;
		for (uint32_t i = entries; i-- > 0;)
			if (s->entry[i] != pivot)
				row[s->entry[i]] /= row[pivot];
		row[pivot] = 1;
		for (uint32_t other = 0; other < equations; other++)
		{
			double	   *from = coefficient + (size_t) other * width;

			if (other == q || (other >= s->rows && other < q) || from[pivot] == 0)
				continue;
			subtract(row, s->entry, entries, from[pivot], from);
			from[pivot] = 0;
			spend(s, entries);
		}
		if (kept != row)
			memcpy(kept, row, width * sizeof(double));
		s->in_row[s->rows] = pivot;
		s->place[pivot] = s->rows++;
	}
}

void
cm_simplex_open(CmSimplex *s, const CmHost *host, CmVariable *variable, uint32_t variables, double *coefficient, uint32_t equations, uint64_t work)
{
	uint32_t	column = 0;

	*s = (CmSimplex) {.host = host, .variables = variables, .variable = variable, .work = work};
	s->in_row = cm_resize(host, NULL, (size_t) variables + 1, sizeof(uint32_t));
	s->in_column = cm_resize(host, NULL, (size_t) variables + 1, sizeof(uint32_t));
	s->place = cm_resize(host, NULL, (size_t) variables + 1, sizeof(uint32_t));
	s->entry = cm_resize(host, NULL, (size_t) variables + 1, sizeof(uint32_t));
	memset(s->place, 0xFF, ((size_t) variables + 1) * sizeof(uint32_t));
	solve(s, coefficient, equations);
	s->columns = variables - s->rows;
	s->factor = cm_zeros(host, (size_t) s->rows * s->columns + 1, sizeof(double));
	for (uint32_t v = 0; v < variables; v++)
		if (s->place[v] == UINT32_MAX)
		{
			s->in_column[column] = v;
			s->place[v] = s->rows + column++;
		}
	for (uint32_t r = 0; r < s->rows; r++)
		for (uint32_t c = 0; c < s->columns; c++)
			row_of(s, r)[c] = 0 - coefficient[(size_t) r * variables + s->in_column[c]];
}

void
cm_simplex_close(CmSimplex *s)
{
	cm_release(s->host, s->factor);
	cm_release(s->host, s->in_row);
	cm_release(s->host, s->in_column);
	cm_release(s->host, s->place);
	cm_release(s->host, s->entry);
}

static void
set_value(CmVariable *v, double value)
{
	v->value = value;
	v->least = fmin(v->least, value);
	v->most = fmax(v->most, value);
}

/* By how much a variable can still go a way. */
static inline double
room(const CmVariable *v, bool rise)
{
	double		left = rise ? v->high - v->value : v->value - v->low;

	return left > 0 ? left : 0;
}

/* The row whose variable keeps that of a column from going on, and how far it gets; `rows` if its own bound does. */
static uint32_t
blocking(const CmSimplex *s, uint32_t column, bool rise, bool by_number, double *length)
{
	uint32_t	best = s->rows;
	double		size = 0;

	*length = room(&s->variable[s->in_column[column]], rise);
	for (uint32_t r = 0; r < s->rows; r++)
	{
		double		f = row_of(s, r)[column],
					left;

		if (f == 0)
			continue;
		left = room(&s->variable[s->in_row[r]], (f > 0) == rise) / fabs(f);
		if (left > *length || (left == *length && (best == s->rows || (by_number ? s->in_row[r] > s->in_row[best] : fabs(f) <= size))))
			continue;
		*length = left;
		best = r;
		size = fabs(f);
	}
	return best;
}

static void
move(CmSimplex *s, uint32_t column, bool rise, double length)
{
	CmVariable *own = &s->variable[s->in_column[column]];

	if (length == 0)
		return;
	for (uint32_t r = 0; r < s->rows; r++)
	{
		double		f = row_of(s, r)[column];
		CmVariable *v = &s->variable[s->in_row[r]];
		double		step = fabs(f) * length;
		bool		up = (f > 0) == rise;

		if (f != 0)
			set_value(v, step >= room(v, up) ? (up ? v->high : v->low) : v->value + (up ? step : -step));
	}
	set_value(own, length >= room(own, rise) ? (rise ? own->high : own->low) : own->value + (rise ? length : -length));
}

/* Computes values of rows anew by those of columns, so that what is lost by rounding does not add up. */
static void
compute_values(CmSimplex *s)
{
	for (uint32_t r = 0; r < s->rows; r++)
	{
		const double *row = row_of(s, r);
		CmVariable *v = &s->variable[s->in_row[r]];
		double		value = v->start;

		for (uint32_t c = 0; c < s->columns; c++)
			if (row[c] != 0)
				value += row[c] * (s->variable[s->in_column[c]].value - s->variable[s->in_column[c]].start);
		v->value = fmin(fmax(value, v->low), v->high);
	}
	spend(s, (uint64_t) s->rows * s->columns);
	s->turns = 0;
}

/* Lets the variables of a row and of a column change places. */
static void
turn(CmSimplex *s, uint32_t row, uint32_t column)
{
	double	   *from = row_of(s, row),
				pivot = from[column];
	uint32_t	entries = 0,
				variable = s->in_row[row];

	for (uint32_t c = 0; c < s->columns; c++)
		if (from[c] != 0 && c != column)
		{
			from[c] /= -pivot;
			s->entry[entries++] = c;
		}
	from[column] = 1 / pivot;
	for (uint32_t r = 0; r < s->rows; r++)
	{
		double	   *to = row_of(s, r);
		double		times = to[column];

		if (r == row || times == 0)
			continue;
		subtract(from, s->entry, entries, -times, to);
		to[column] = times / pivot;
		spend(s, entries);
	}
	spend(s, s->rows + s->columns);
	s->in_row[row] = s->in_column[column];
	s->in_column[column] = variable;
	s->place[s->in_row[row]] = row;
	s->place[variable] = s->rows + column;
	if (++s->turns >= TURNS)
		compute_values(s);
}

/* The column that is best to move, so that the variable of a row gets on; `columns` if none is. */
static uint32_t
entering(const CmSimplex *s, uint32_t row, bool rise, bool by_number)
{
	const double *f = row_of(s, row);
	uint32_t	best = s->columns;

	for (uint32_t c = 0; c < s->columns; c++)
	{
		if (f[c] == 0 || room(&s->variable[s->in_column[c]], (f[c] > 0) == rise) == 0)
			continue;
		if (best == s->columns || (by_number ? s->in_column[c] < s->in_column[best] : fabs(f[c]) > fabs(f[best])))
			best = c;
	}
	return best;
}

double
cm_simplex_reach(CmSimplex *s, uint32_t variable, bool rise, double bound)
{
	CmVariable *v = &s->variable[variable];
	bool		stuck = false;

	while (rise ? v->most < bound : v->least > bound)
	{
		uint32_t	row = s->place[variable],
					column,
					block;
		bool		up = rise;
		double		length;

		if (s->work == 0)
			return NAN;
		if (row < s->rows)
		{
			column = entering(s, row, rise, stuck);
			if (column == s->columns)
				break;
			up = (row_of(s, row)[column] > 0) == rise;
		}
		else
			column = row - s->rows;
		block = blocking(s, column, up, stuck, &length);
		spend(s, s->rows + s->columns);
		if (isinf(length))
			return rise ? INFINITY : -INFINITY;
		move(s, column, up, length);
		if (v->value == (rise ? v->high : v->low))
			break;
		if (block < s->rows)
		{
			CmVariable *b = &s->variable[s->in_row[block]];

			set_value(b, (row_of(s, block)[column] > 0) == up ? b->high : b->low);
			turn(s, block, column);
		}
		stuck = length < DUST;
	}
	return rise ? fmin(v->most, bound) : fmax(v->least, bound);
}
