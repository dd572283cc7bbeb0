/*
 * test_cell.c: cells and the two largest, against all sets of firms that can
 * stand behind them.
 */
#include "host.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* A small set of firms, largest first, and the bits that hide part of it. */
typedef struct Firms
{
	int			count;
	double		size[8];
} Firms;

static void
put_firm(Firms *f, double size)
{
	int			at = f->count++;

	for (; at > 0 && f->size[at - 1] < size; at--)
		f->size[at] = f->size[at - 1];
	f->size[at] = size;
}

static Firms
union_of(const Firms *a, const Firms *b)
{
	Firms		both = *a;

	for (int i = 0; i < b->count; i++)
		put_firm(&both, b->size[i]);
	return both;
}

#define SETS 69					/* sets of 1 to 4 firms of size 0 to 3 */

/* All sets of 1 to 4 firms with sizes 0 to 3, each once. */
static const Firms *
all_firms(void)
{
	static Firms set[SETS];
	int			sets = 0;

	for (int count = 1; count <= 4; count++)
		for (int number = 0; number < 1 << (2 * count); number++)
		{
			Firms		f = {0};
			bool		descending = true;

			for (int i = 0; i < count; i++)
			{
				f.size[f.count++] = number >> (2 * i) & 3;
				descending = descending && (i == 0 || f.size[i] <= f.size[i - 1]);
			}
			if (descending)
				set[sets++] = f;
		}
	assert_int_equal(sets, SETS);
	return set;
}

static CmTop
top_of(const Firms *f, unsigned unknown)
{
	CmTop		top = {.unknown = unknown};

	if (unknown & CM_LARGEST_UNKNOWN)
		top.unknown |= CM_SECOND_UNKNOWN;
	if (!(top.unknown & CM_LARGEST_UNKNOWN) && f->count > 0)
		top.largest = f->size[0];
	if (!(top.unknown & CM_SECOND_UNKNOWN) && f->count > 1)
		top.second = f->size[1];
	return top;
}

static CmCell
cell_of(const Firms *f, unsigned unknown)
{
	bool		sized = !(unknown & CM_SIZE_UNKNOWN);
	CmCell		cell = {.firms = unknown & CM_FIRMS_UNKNOWN ? 0 : (uint64_t) f->count, .top = top_of(f, unknown | (sized ? 0 : CM_MOMENTS_UNKNOWN))};
	double		size = 0,
				squares = 0;

	for (int i = 0; i < f->count; i++)
	{
		size += f->size[i];
		squares += f->size[i] * f->size[i];
	}
	cm_exact_set(&cell.size, sized ? size : 0);
	cm_exact_set(&cell.squares, cell.top.unknown & CM_SQUARES_UNKNOWN ? 0 : squares);
	return cell;
}

static void
assert_true_top(const CmTop *top, const Firms *f)
{
	if (!(top->unknown & CM_LARGEST_UNKNOWN))
		assert_true(top->largest == (f->count > 0 ? f->size[0] : 0));
	if (!(top->unknown & CM_SECOND_UNKNOWN))
		assert_true(top->second == (f->count > 1 ? f->size[1] : 0));
}

static bool
equal_tops(const CmTop *a, const CmTop *b)
{
	return a->unknown == b->unknown && a->largest == b->largest && a->second == b->second;
}

static const unsigned hidden[] = {0, CM_SECOND_UNKNOWN, CM_LARGEST_UNKNOWN | CM_SECOND_UNKNOWN};

/* Joined tops are true, do not depend on the order, and are known when both were. */
static void
joined_tops_are_true(void **state)
{
	const Firms *set = all_firms();

	for (int n = 0; n < SETS * SETS; n++)
		for (int h = 0; h < 9; h++)
		{
			const Firms *a = &set[n % SETS],
					   *b = &set[n / SETS];
			Firms		both = union_of(a, b);
			const CmTop top_a = top_of(a, hidden[h % 3]),
						top_b = top_of(b, hidden[h / 3]);
			CmTop		ab = top_a,
						ba = top_b;

			cm_top_join(&ab, &top_b);
			cm_top_join(&ba, &top_a);
			assert_true_top(&ab, &both);
			assert_true(equal_tops(&ab, &ba));
			assert_true(h != 0 || ab.unknown == 0);
		}
	(void) state;
}

/* What claims to be known after firms have gone must be true of those left. */
static void
parted_tops_are_true(void **state)
{
	const Firms *set = all_firms();

	for (int n = 0; n < SETS * SETS; n++)
		for (int h = 0; h < 9; h++)
		{
			const Firms *left = &set[n % SETS],
					   *gone = &set[n / SETS];
			Firms		whole = union_of(left, gone);
			CmTop		top = top_of(&whole, hidden[h % 3]);
			const CmTop taken = top_of(gone, hidden[h / 3]);

			cm_top_part(&top, &taken);
			assert_true_top(&top, left);
			/* firms smaller than both of the top two leave both alone */
			if (h == 0 && left->count > 1 && left->size[1] > gone->size[0])
				assert_true(top.unknown == 0);
			/* the only largest one goes: the second becomes it */
			if (h == 0 && gone->count == 1 && gone->size[0] > left->size[0] && left->size[0] > 0)
				assert_true(top.unknown == CM_SECOND_UNKNOWN);
		}
	(void) state;
}

/* Real firms are plausible, whatever is hidden of them; the stored bytes say the same. */
static void
real_cells_are_plausible(void **state)
{
	const Firms *set = all_firms();

	for (int n = 0; n < SETS; n++)
		for (unsigned bits = 0; bits <= CM_UNKNOWN_BITS; bits++)
		{
			CmCell		cell = cell_of(&set[n], bits);
			CmCell		again;
			CmBytes		out = {.host = test_host()};
			CmCursor	in;

			assert_null(cm_cell_fault(&cell));
			cm_cell_complete(&cell);
			assert_null(cm_cell_fault(&cell));
			assert_true_top(&cell.top, &set[n]);
			cm_put_cell(&out, &cell);
			in = (CmCursor) {out.data, out.data + out.used, false};
			cm_get_cell(&in, &again);
			assert_true(!in.bad && in.at == in.end);
			assert_true(again.firms == cell.firms && equal_tops(&again.top, &cell.top));
			assert_true(cm_exact_round(&again.size) == cm_exact_round(&cell.size));
			assert_true(cm_exact_round(&again.squares) == cm_exact_round(&cell.squares));
			cm_release(test_host(), out.data);
		}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static CmCell
published(uint64_t firms, unsigned unknown, double size, double squares, double largest, double second)
{
	CmCell		cell = {.firms = firms, .top = {unknown, largest, second}};

	cm_exact_set(&cell.size, size);
	cm_exact_set(&cell.squares, squares);
	return cell;
}

/* One violation of every rule, and its nearest neighbour that is none. */
static void
impossible_cells_are_refused(void **state)
{
	const unsigned tops = CM_LARGEST_UNKNOWN | CM_SECOND_UNKNOWN;
	struct
	{
		CmCell		cell;
		const char *fault;
	}			example[] = {
		{published(2, 0, 10, 58, 7, 3), NULL},
		{published(2, 0, 10, 58, 8, 3), "largest and second largest exceed size"},
		{published(3, 0, 10, 42, 4, 5), "second largest exceeds largest"},
		{published(3, CM_SQUARES_UNKNOWN, 10, 0, 3, 3), "largest is below the mean size"},
		{published(3, CM_SQUARES_UNKNOWN, 10, 0, 4, 3), NULL},
		{published(3, CM_SQUARES_UNKNOWN, 10, 0, 4, 2), "size exceeds what firms no larger than the second largest add up to"},
		{published(5, tops, 10, 100, 0, 0), NULL},
		{published(5, tops, 10, 101, 0, 0), "sum of squares exceeds the square of size"},
		{published(5, tops, 10, 20, 0, 0), NULL},
		{published(5, tops, 10, 19, 0, 0), "sum of squares is below that of equal firms"},
		{published(0, CM_FIRMS_UNKNOWN | CM_SECOND_UNKNOWN, 10, 48, 7, 0), "sum of squares is below the square of the largest"},
		{published(0, 0, 10, 0, 0, 0), "size without a firm"},
		{published(0, 0, 0, 0, 0, 0), NULL},
		{published((UINT64_C(1) << 53) + 1, tops | CM_SQUARES_UNKNOWN, 1, 0, 0, 0), "more than 2^53 firms"},
		{published(3, tops | CM_SQUARES_UNKNOWN | CM_SIZE_UNKNOWN, 0, 0, 0, 0), NULL},
		{published(3, CM_SECOND_UNKNOWN | CM_SQUARES_UNKNOWN | CM_SIZE_UNKNOWN, 0, 0, 4, 0), "sum of squares, largest or second largest of an unknown size"},
		{published(0, CM_SIZE_UNKNOWN, 0, 0, 0, 0), NULL},
		{published(1, 0, INFINITY, 1, 1, 0), "size is negative or beyond the range of double precision"},
		{published(1, 0, -1, 1, 1, 0), "size is negative or beyond the range of double precision"},
	};

	for (size_t i = 0; i < sizeof(example) / sizeof(example[0]); i++)
	{
		const char *fault = cm_cell_fault(&example[i].cell);

		if (example[i].fault == NULL)
			assert_null(fault);
		else
			assert_string_equal(fault == NULL ? "none" : fault, example[i].fault);
	}
	(void) state;
}

/* What follows from the rest is filled in: flat.h, reference of from_cells. */
static void
what_follows_is_filled_in(void **state)
{
	CmCell		one = published(1, CM_MOMENTS_UNKNOWN, 5, 0, 0, 0);
	CmCell		hidden = published(1, CM_SIZE_UNKNOWN, 0, 0, 0, 0);
	CmCell		none = published(0, CM_SIZE_UNKNOWN | CM_MOMENTS_UNKNOWN, 0, 0, 0, 0);
	CmCell		two = published(2, CM_SECOND_UNKNOWN | CM_SQUARES_UNKNOWN, 10, 0, 7, 0);
	CmCell		three = published(3, CM_SECOND_UNKNOWN, 10, 50, 7, 0);
	CmCell		faint = published(1, 0, 1e-160, 1e-320, 1e-160, 0);

	cm_cell_complete(&one);
	assert_true(one.top.unknown == 0 && one.top.largest == 5 && cm_exact_round(&one.squares) == 25);
	/* One firm of unknown size tells nothing, no firm has none. */
	cm_cell_complete(&hidden);
	assert_true(hidden.firms == 1 && hidden.top.unknown == (CM_SIZE_UNKNOWN | CM_MOMENTS_UNKNOWN) && hidden.top.largest == 0 && hidden.size.parts == 0);
	cm_cell_complete(&none);
	assert_int_equal(none.top.unknown, 0);
	cm_cell_complete(&two);
	assert_true(two.top.unknown == 0 && two.top.second == 3 && cm_exact_round(&two.squares) == 58);
	cm_cell_complete(&three);
	assert_true(three.top.unknown == CM_SECOND_UNKNOWN && cm_exact_round(&three.squares) == 50);
	cm_cell_complete(&faint);
	assert_true(faint.top.unknown == CM_SQUARES_UNKNOWN && faint.top.largest == 1e-160);
	(void) state;
}

/* No firm above zero: the second largest is zero, as a join would find. */
static void
largest_of_zero_tells_the_second(void **state)
{
	CmCell		cell = published(3, CM_SECOND_UNKNOWN, 0, 0, 0, 0);
	CmTop		joined = {.unknown = 0};

	cm_top_join(&joined, &cell.top);
	cm_cell_complete(&cell);
	assert_true(cell.top.unknown == 0 && equal_tops(&joined, &cell.top));
	(void) state;
}

/*
 * flat.h: a square above the range of doubles makes the sum of squares unknown.
 * That of the largest here is 2^1024 (1 + 1e-9), of which no double can be
 * taken off, although the published sum is close enough to it to be plausible.
 */
static void
largest_without_a_square_hides_the_squares(void **state)
{
	const double sizes[] = {0x1p512 * (1 + 5e-10), 0x1p-520};

	for (int i = 0; i < 2; i++)
	{
		CmCell		cell = published(3, 0, sizes[i], i == 0 ? DBL_MAX : 0x1p-1040, sizes[i], 0);

		assert_null(cm_cell_fault(&cell));
		cm_cell_complete(&cell);
		assert_true(cell.top.unknown == CM_SQUARES_UNKNOWN && cell.top.largest == sizes[i]);
	}
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joined_tops_are_true),
		cmocka_unit_test(parted_tops_are_true),
		cmocka_unit_test(real_cells_are_plausible),
		cmocka_unit_test(impossible_cells_are_refused),
		cmocka_unit_test(what_follows_is_filled_in),
		cmocka_unit_test(largest_of_zero_tells_the_second),
		cmocka_unit_test(largest_without_a_square_hides_the_squares),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
