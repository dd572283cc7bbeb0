/*
 * exact.c: sums of doubles without any rounding.
 *
 * Two forms.  While a sum grows it is a cascade: the sum itself, level 0 of
 * what was left over, level 1 of what that left over...  Adding to a cascade
 * costs one error-free addition a level and never loses a bit.  A cascade
 * depends on the order of additions; its value does not.  The canonical form
 * is that value: we add the parts up as one long integer in two's complement
 * and read the bits off.
 */
#include "core/numeric/exact.h"

#include <math.h>
#include <string.h>

/* 2098 bits from the smallest double to the largest, carries and a sign. */
#define WORDS 36

typedef struct Window
{
	int			lowest;			/* exponent of bit 0 of word 0 */
	int			words;
	uint64_t	word[WORDS];
} Window;

/* p = *mantissa * 2^result with an integer mantissa. */
static int
split(double p, int64_t *mantissa)
{
	int			exponent;
	double		fraction = frexp(p, &exponent);
	int			shift = 53;

	/* Below the normal range a double has fewer bits: none under 2^-1074. */
	if (exponent - shift < -1074)
		shift = exponent + 1074;
	*mantissa = (int64_t) ldexp(fraction, shift);
	return exponent - shift;
}

static void
window_add(Window *w, int64_t mantissa, int exponent)
{
	int			at = (exponent - w->lowest) / 64;
	int			shift = (exponent - w->lowest) % 64;
	uint64_t	sign = mantissa < 0 ? UINT64_MAX : 0;
	uint64_t	low = (uint64_t) mantissa << shift;
	uint64_t	high = shift == 0 ? sign : (uint64_t) (mantissa >> (64 - shift));
	uint64_t	carry = 0;

	for (int i = at; i < w->words; i++)
	{
		uint64_t	add = i == at ? low : i == at + 1 ? high : sign;
		uint64_t	sum = w->word[i] + add;
		uint64_t	carried = sum < add;

		sum += carry;
		carried += sum < carry;
		w->word[i] = sum;
		carry = carried;
	}
}

static void
window_negate(Window *w)
{
	uint64_t	carry = 1;

	for (int i = 0; i < w->words; i++)
	{
		w->word[i] = ~w->word[i] + carry;
		carry = carry && w->word[i] == 0;
	}
}

/* `count` (at most 56) bits whose lowest is bit `at`; bits below 0 are zero. */
static uint64_t
window_bits(const Window *w, int at, int count)
{
	uint64_t	bits;
	int			i,
				shift;

	if (at < 0)
		return at + count <= 0 ? 0 : window_bits(w, 0, count + at) << -at;
	i = at / 64;
	shift = at % 64;
	bits = w->word[i] >> shift;
	if (shift != 0 && i + 1 < w->words)
		bits |= w->word[i + 1] << (64 - shift);
	return bits & ((UINT64_C(1) << count) - 1);
}

static int
window_top_bit(const Window *w)
{
	for (int i = w->words - 1; i >= 0; i--)
		if (w->word[i] != 0)
			return i * 64 + 63 - __builtin_clzll(w->word[i]);
	return -1;
}

static void
window_sum(Window *w, const CmExact *x)
{
	int64_t		mantissa[CM_EXACT_PARTS];
	int			exponent[CM_EXACT_PARTS];
	int			lowest = 1024;
	int			highest = -1074;

	for (int i = 0; i < x->parts; i++)
	{
		exponent[i] = split(x->part[i], &mantissa[i]);
		if (mantissa[i] == 0)
			continue;
		if (exponent[i] < lowest)
			lowest = exponent[i];
		if (exponent[i] > highest)
			highest = exponent[i];
	}
	w->lowest = lowest;
	/* 54 bits a part, 7 for the carries of 128 parts, 1 for the sign. */
	w->words = highest < lowest ? 1 : (highest - lowest + 62) / 64 + 1;
	memset(w->word, 0, w->words * sizeof(uint64_t));
	for (int i = 0; i < x->parts; i++)
		if (mantissa[i] != 0)
			window_add(w, mantissa[i], exponent[i]);
}

/* Adds the parts up as doubles; true if that lost nothing. */
static bool
add_up(const CmExact *x, double *sum)
{
	bool		exact = true;

	*sum = 0;
	for (int i = 0; i < x->parts; i++)
	{
		double		error;

		*sum = cm_two_sum(*sum, x->part[i], &error);
		exact = exact && error == 0;
	}
	return exact;
}

bool
cm_exact_canonical(const CmExact *x, CmDyadic *canonical)
{
	Window		w;
	int			top;
	int			cut;

	canonical->negative = false;
	canonical->tail_bytes = 0;
	/* Most often, and always for whole numbers, one double is enough. */
	if (add_up(x, &canonical->head))
	{
		canonical->negative = canonical->head < 0;
		canonical->head = fabs(canonical->head);
		return true;
	}
	for (int i = 0; i < x->parts; i++)
		if (!isfinite(x->part[i]))
			return false;

	window_sum(&w, x);
	if (w.word[w.words - 1] >> 63)
	{
		canonical->negative = true;
		window_negate(&w);
	}
	top = window_top_bit(&w);
	if (top < 0)
	{
		canonical->head = 0;
		return true;
	}
	cut = top < 53 ? 0 : top - 52;
	canonical->head = ldexp((double) window_bits(&w, cut, 53), w.lowest + cut);
	if (!isfinite(canonical->head))
		return false;
	for (int at = cut; at > 0; at -= 8)
		canonical->tail[canonical->tail_bytes++] = (uint8_t) window_bits(&w, at - 8, 8);
	while (canonical->tail_bytes > 0 && canonical->tail[canonical->tail_bytes - 1] == 0)
		canonical->tail_bytes--;
	return true;
}

double
cm_dyadic_round(const CmDyadic *x)
{
	uint64_t	bits;
	double		value;

	/* Doubles of one sign are ordered like the integers of their bits. */
	memcpy(&bits, &x->head, sizeof(bits));
	if (x->tail_bytes > 0)
	{
		if (x->tail[0] > 0x80 || (x->tail[0] == 0x80 && x->tail_bytes > 1))
			bits += 1;
		else if (x->tail[0] == 0x80)
			bits += bits & 1;
	}
	memcpy(&value, &bits, sizeof(value));
	return x->negative ? -value : value;
}

void
cm_dyadic_parts(const CmDyadic *x, CmExact *parts)
{
	int			exponent;
	double		sign = x->negative ? -1 : 1;

	cm_exact_set(parts, sign * x->head);
	if (x->tail_bytes == 0)
		return;
	frexp(x->head, &exponent);
	exponent -= 53;
	for (int at = 0; at < x->tail_bytes; at += 6)
	{
		int			end = at + 6 < x->tail_bytes ? at + 6 : x->tail_bytes;
		uint64_t	chunk = 0;

		for (int i = at; i < end; i++)
			chunk = chunk << 8 | x->tail[i];
		cm_exact_push(parts, sign * ldexp((double) chunk, exponent - 8 * end));
	}
}

double
cm_exact_round(const CmExact *x)
{
	CmDyadic	canonical;
	double		value;

	if (add_up(x, &value))
		return value + 0.0;		/* -0 is 0 */
	if (!cm_exact_canonical(x, &canonical))
		return NAN;
	value = cm_dyadic_round(&canonical);
	return isfinite(value) ? value : NAN;
}

void
cm_tails_reserve(CmTails *tails, const CmHost *host, size_t slots)
{
	if (slots <= tails->slots)
		return;
	for (int i = 0; i < tails->levels; i++)
	{
		tails->level[i] = cm_resize(host, tails->level[i], slots, sizeof(double));
		memset(tails->level[i] + tails->slots, 0, (slots - tails->slots) * sizeof(double));
	}
	tails->slots = slots;
}

void
cm_tails_release(CmTails *tails, const CmHost *host)
{
	for (int i = 0; i < tails->levels; i++)
		cm_release(host, tails->level[i]);
	cm_release(host, tails->level);
}

static void
add_level(CmTails *tails, const CmHost *host)
{
	double	   *level = cm_zeros(host, tails->slots, sizeof(double));

	tails->level = cm_resize(host, tails->level, tails->levels + 1, sizeof(double *));
	tails->level[tails->levels++] = level;
}

/*
 * Each level holds far smaller numbers than the one above, and nothing is
 * smaller than 2^-1074, so the cascade ends well before CM_EXACT_PARTS.  A sum
 * beyond the range of a double leaves an infinity in its level, and NaN as
 * error: that must not go down the levels, of which it would make ever more.
 */
void
cm_tails_add_below(CmTails *tails, const CmHost *host, size_t slot, double error, int level)
{
	for (int i = level; error != 0 && !isnan(error); i++)
	{
		if (i == tails->levels)
			add_level(tails, host);
		tails->level[i][slot] = cm_two_sum(tails->level[i][slot], error, &error);
	}
}

void
cm_tails_collect(const CmTails *tails, size_t slot, CmExact *x)
{
	for (int i = 0; i < tails->levels; i++)
		if (tails->level[i][slot] != 0)
			cm_exact_push(x, tails->level[i][slot]);
}

void
cm_tails_clear(CmTails *tails, size_t slot)
{
	for (int i = 0; i < tails->levels; i++)
		tails->level[i][slot] = 0;
}
