/*
 * cell.c: what the firms of one region and industry add up to.
 */
#include "core/matrix/cell.h"

#include <math.h>
#include <string.h>

#define TOLERANCE 1e-9

/* Of two firms the larger tells the other, and both tell the squares. */
static void
complete_two(CmCell *cell)
{
	CmExact		rest = {.parts = 1, .part[0] = -cell->top.largest};
	CmDyadic	second;

	if (cell->top.unknown & CM_SECOND_UNKNOWN)
	{
		for (int i = 0; i < cell->size.parts; i++)
			cm_exact_push(&rest, cell->size.part[i]);
		if (!cm_exact_canonical(&rest, &second) || second.negative ||
			second.tail_bytes > 0 || second.head > cell->top.largest)
			return;
		cell->top.second = second.head;
		cell->top.unknown &= ~CM_SECOND_UNKNOWN;
	}
	if (cell->top.unknown & CM_SQUARES_UNKNOWN &&
		cm_has_square(cell->top.largest) && cm_has_square(cell->top.second))
	{
		cm_exact_set(&cell->squares, cell->top.largest * cell->top.largest);
		cm_exact_push(&cell->squares, cell->top.second * cell->top.second);
		/* Two squares within the range of doubles may add up to one beyond it. */
		if (!isnan(cm_exact_round(&cell->squares)))
			cell->top.unknown &= ~CM_SQUARES_UNKNOWN;
	}
}

void
cm_cell_complete(CmCell *cell)
{
	bool		counted = !(cell->top.unknown & CM_FIRMS_UNKNOWN);

	if (!counted)
		cell->firms = 0;
	else if (cell->firms == 0)
	{
		cell->top.unknown = 0;
		cell->size.parts = cell->squares.parts = 0;
	}
	if (cell->top.unknown & CM_SIZE_UNKNOWN)
	{
		cell->top.unknown |= CM_MOMENTS_UNKNOWN;
		cell->size.parts = 0;
	}
	else if (counted && cell->firms == 1)
	{
		cell->top.largest = cm_exact_round(&cell->size);
		cm_exact_set(&cell->squares, cell->top.largest * cell->top.largest);
		cell->top.unknown = cm_has_square(cell->top.largest) ? 0 : CM_SQUARES_UNKNOWN;
		cell->top.second = 0;
	}
	if (cell->top.unknown & CM_LARGEST_UNKNOWN)
		cell->top.unknown |= CM_SECOND_UNKNOWN;
	else if (cell->top.unknown & CM_SECOND_UNKNOWN && cell->top.largest == 0)
	{
		/* No firm is above zero; cm_top_join would find the same. */
		cell->top.second = 0;
		cell->top.unknown &= ~CM_SECOND_UNKNOWN;
	}
	if (counted && cell->firms == 2 && cell->top.unknown != 0 && !(cell->top.unknown & CM_LARGEST_UNKNOWN))
		complete_two(cell);
	if (cell->top.unknown & CM_LARGEST_UNKNOWN || (counted && cell->firms == 0))
		cell->top.largest = 0;
	if (cell->top.unknown & CM_SECOND_UNKNOWN || (counted && cell->firms < 2))
		cell->top.second = 0;
	if (!cm_has_square(cell->top.largest))
		cell->top.unknown |= CM_SQUARES_UNKNOWN;
	if (cell->top.unknown & CM_SQUARES_UNKNOWN)
		cell->squares.parts = 0;
}

const char *
cm_cell_fault(const CmCell *cell)
{
	bool		counted = !(cell->top.unknown & CM_FIRMS_UNKNOWN);
	bool		largest_known = !(cell->top.unknown & CM_LARGEST_UNKNOWN);
	bool		second_known = !(cell->top.unknown & CM_SECOND_UNKNOWN);
	double		firms = (double) cell->firms;
	double		size = cm_exact_round(&cell->size);
	double		more = 1 + TOLERANCE;

	if (!(size >= 0))
		return "size is negative or beyond the range of double precision";
	if (counted && cell->firms > CM_FIRMS_MOST)
		return "more than 2^53 firms";
	if (counted && cell->firms == 0)
		return size > 0 ? "size without a firm" : NULL;
	if (cell->top.unknown & CM_SIZE_UNKNOWN)
		return ~cell->top.unknown & CM_MOMENTS_UNKNOWN ? "sum of squares, largest or second largest of an unknown size" : NULL;
	if (largest_known)
	{
		double		rest = size - cell->top.largest;

		if (cell->top.largest + (second_known ? cell->top.second : 0) > size * more)
			return "largest and second largest exceed size";
		if (second_known && cell->top.second > cell->top.largest)
			return "second largest exceeds largest";
		if (counted && cell->top.largest * firms * more < size)
			return "largest is below the mean size";
		if (second_known && counted && rest > (firms - 1) * cell->top.second * more + size * TOLERANCE)
			return "size exceeds what firms no larger than the second largest add up to";
	}
	if (!(cell->top.unknown & CM_SQUARES_UNKNOWN))
	{
		double		root = sqrt(cm_exact_round(&cell->squares));

		if (!(root <= size * more))
			return "sum of squares exceeds the square of size";
		if (counted && root * sqrt(firms) * more < size)
			return "sum of squares is below that of equal firms";
		if (largest_known && root * more < cell->top.largest)
			return "sum of squares is below the square of the largest";
	}
	return NULL;
}

/*
 * Known values of the union are those that every set of firms with these
 * summaries agrees on, so the result does not depend on the order of joins.
 */
void
cm_top_join(CmTop *a, const CmTop *b)
{
	bool		a_leads = a->largest > b->largest;
	const CmTop *lead = a_leads ? a : b;
	double		other = a_leads ? b->largest : a->largest;
	bool		known;
	double		second;

	if ((a->unknown | b->unknown) & CM_LARGEST_UNKNOWN)
	{
		a->unknown |= CM_LARGEST_UNKNOWN | CM_SECOND_UNKNOWN;
		a->largest = a->second = 0;
		return;
	}
	known = a->largest == b->largest || !(lead->unknown & CM_SECOND_UNKNOWN);
	second = !known ? 0 : lead->second > other ? lead->second : other;
	a->largest = lead->largest;
	a->second = second;
	a->unknown = known ? a->unknown & ~CM_SECOND_UNKNOWN : a->unknown | CM_SECOND_UNKNOWN;
}

void
cm_top_part(CmTop *a, const CmTop *b)
{
	bool		largest_known = !(a->unknown & CM_LARGEST_UNKNOWN);
	bool		second_known = !(a->unknown & CM_SECOND_UNKNOWN);
	bool		b_known = !(b->unknown & CM_LARGEST_UNKNOWN);

	if (largest_known && b_known && b->largest < a->largest)
		second_known = second_known && b->largest < a->second;
	else if (largest_known && second_known && b_known &&
			 !(b->unknown & CM_SECOND_UNKNOWN) && b->second < a->second)
	{
		/* A largest firm is the only one of the top two to go. */
		a->largest = a->second;
		second_known = false;
	}
	else
		largest_known = second_known = false;
	a->unknown &= ~(CM_LARGEST_UNKNOWN | CM_SECOND_UNKNOWN);
	if (!largest_known)
		a->unknown |= CM_LARGEST_UNKNOWN;
	if (!second_known)
		a->unknown |= CM_SECOND_UNKNOWN;
}

/* x less two doubles, in canonical form. */
static void
what_is_left(const CmExact *x, double a, double b, CmDyadic *left)
{
	CmExact		sum;

	sum.parts = x->parts;
	memcpy(sum.part, x->part, x->parts * sizeof(double));
	if (a != 0)
		cm_exact_push(&sum, -a);
	if (b != 0)
		cm_exact_push(&sum, -b);
	cm_exact_canonical(&sum, left);
}

void
cm_put_cell(CmBytes *out, const CmCell *cell)
{
	unsigned	bits = cell->top.unknown;
	bool		few = !(bits & CM_FIRMS_UNKNOWN) && cell->firms <= 2 &&
		!(bits & (CM_LARGEST_UNKNOWN | CM_SECOND_UNKNOWN));
	bool		squares_known = !(bits & CM_SQUARES_UNKNOWN);
	bool		derived;
	CmDyadic	size,
				squares;

	what_is_left(&cell->size, cell->top.largest, cell->top.second, &size);
	if (squares_known)
		what_is_left(&cell->squares, cell->top.largest * cell->top.largest,
					 cell->top.second * cell->top.second, &squares);
	derived = few && size.head == 0 && (!squares_known || squares.head == 0);
	if (!derived && (few || size.negative || (squares_known && squares.negative)))
	{
		bits |= CM_EXPLICIT;
		what_is_left(&cell->size, 0, 0, &size);
		if (squares_known)
			what_is_left(&cell->squares, 0, 0, &squares);
	}

	cm_put_varint(out, cell->firms << 1 | (bits != 0));
	if (bits != 0)
		cm_put_byte(out, (uint8_t) bits);
	else if (cell->firms == 0)
		return;
	if (!(bits & CM_LARGEST_UNKNOWN))
		cm_put_double(out, cell->top.largest);
	if (!(bits & CM_SECOND_UNKNOWN) && (bits & CM_FIRMS_UNKNOWN || cell->firms != 1))
		cm_put_double(out, cell->top.second);
	if (derived || bits & CM_SIZE_UNKNOWN)
		return;
	cm_put_number(out, &size);
	if (squares_known)
		cm_put_number(out, &squares);
}

/* What cm_put_cell took off, put back. */
static void
get_left(CmCursor *in, double a, double b, CmExact *x)
{
	CmDyadic	left;

	cm_get_number(in, &left);
	cm_dyadic_parts(&left, x);
	if (a != 0)
		cm_exact_push(x, a);
	if (b != 0)
		cm_exact_push(x, b);
}

void
cm_get_cell(CmCursor *in, CmCell *cell)
{
	uint64_t	head = cm_get_varint(in);
	unsigned	bits = 0;
	double		a,
				b;

	cell->firms = head >> 1;
	cell->top.largest = cell->top.second = 0;
	cell->size.parts = cell->squares.parts = 0;
	if (head & 1)
	{
		if (in->at == in->end)
			in->bad = true;
		else
			bits = *in->at++;
	}
	cell->top.unknown = bits & CM_UNKNOWN_BITS;
	if (head == 0)
		return;
	if (!(bits & CM_LARGEST_UNKNOWN))
		cell->top.largest = cm_get_double(in);
	if (!(bits & CM_SECOND_UNKNOWN) && (bits & CM_FIRMS_UNKNOWN || cell->firms != 1))
		cell->top.second = cm_get_double(in);

	a = cell->top.largest;
	b = cell->top.second;
	if (!(bits & (CM_FIRMS_UNKNOWN | CM_LARGEST_UNKNOWN | CM_SECOND_UNKNOWN | CM_EXPLICIT)) &&
		cell->firms <= 2)
	{
		cm_exact_set(&cell->size, a);
		cm_exact_set(&cell->squares, a * a);
		if (b != 0)
		{
			cm_exact_push(&cell->size, b);
			cm_exact_push(&cell->squares, b * b);
		}
		if (bits & CM_SQUARES_UNKNOWN)
			cell->squares.parts = 0;
		return;
	}
	if (bits & CM_SIZE_UNKNOWN)
		return;
	if (bits & CM_EXPLICIT)
		a = b = 0;
	get_left(in, a, b, &cell->size);
	if (!(bits & CM_SQUARES_UNKNOWN))
		get_left(in, a * a, b * b, &cell->squares);
}

bool
cm_put_plain_cell(CmBytes *out, const CmPlainCell *cell)
{
	double		a = cell->largest,
				b = cell->second;
	CmTwoBits	lost = {0, 0};
	CmTwo		sums = cm_whole_sums((CmTwo) {cell->size, cell->squares}, (CmTwo) {-a, -(a * a)}, &lost);
	double		size,
				squares;
	bool		few = cell->firms <= 2;

	sums = cm_whole_sums(sums, (CmTwo) {-b, -(b * b)}, &lost);
	size = sums[0];
	squares = sums[1];
	if (cm_any_of_two(lost) || cell->firms == 0 || !(size >= 0 && squares >= 0) || (few && (size > 0 || squares > 0)) || !cm_has_square(a))
		return false;
	cm_put_varint(out, cell->firms << 1);
	cm_put_double(out, a);
	if (cell->firms > 1)
		cm_put_double(out, b);
	if (!few)
	{
		cm_put_double(out, size);
		cm_put_double(out, squares);
	}
	return true;
}

bool
cm_get_plain_cell(CmCursor *in, CmPlainCell *cell)
{
	CmCursor	ahead = *in;
	uint64_t	head = cm_get_varint(&ahead);
	double		a,
				b = 0;
	double		size = 0,
				squares = 0;
	CmTwoBits	lost = {0, 0};
	CmTwo		sums;

	if (head & 1 || head == 0)
		return false;
	a = cm_get_double(&ahead);
	if (head > 2)
		b = cm_get_double(&ahead);
	if (head > 4)
	{
		size = cm_get_double(&ahead);
		squares = cm_get_double(&ahead);
	}
	cell->firms = head >> 1;
	cell->largest = a;
	cell->second = b;
	sums = cm_whole_sums((CmTwo) {size, squares}, (CmTwo) {a, a * a}, &lost);
	sums = cm_whole_sums(sums, (CmTwo) {b, b * b}, &lost);
	cell->size = sums[0];
	cell->squares = sums[1];
	if (cm_any_of_two(lost) || ahead.bad)
		return false;
	*in = ahead;
	return true;
}

void
cm_cell_of_plain(const CmPlainCell *plain, CmCell *cell)
{
	cell->firms = plain->firms;
	cell->top = (CmTop) {.largest = plain->largest, .second = plain->second};
	cm_exact_set(&cell->size, plain->size);
	cm_exact_set(&cell->squares, plain->squares);
}
