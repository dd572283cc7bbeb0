/*
 * slots.h: cells in order of arrival, and the index that finds them by pairs
 * of codes.
 */
#ifndef CLUSTER_EXT_SLOTS_H
#define CLUSTER_EXT_SLOTS_H

#include "core/matrix/cell.h"

/* One cell while it grows: 48 bytes, without what rounding left over. */
typedef struct CmSlot
{
	uint32_t	region;
	uint32_t	industry;
	uint64_t	firms;			/* above them CM_*_UNKNOWN bits, or CM_SLOT_GONE */
	double		size;
	double		squares;
	double		largest;
	double		second;
} CmSlot;

#define CM_SLOT_FIRMS_BITS 56
#define CM_SLOT_GONE 0x80		/* all firms were subtracted again */

static inline uint64_t
cm_slot_firms(const CmSlot *s)
{
	return s->firms & ((UINT64_C(1) << CM_SLOT_FIRMS_BITS) - 1);
}

static inline unsigned
cm_slot_unknown(const CmSlot *s)
{
	return (unsigned) (s->firms >> CM_SLOT_FIRMS_BITS);
}

static inline void
cm_slot_set(CmSlot *s, uint64_t firms, unsigned unknown)
{
	s->firms = firms | (uint64_t) unknown << CM_SLOT_FIRMS_BITS;
}

/*
 * Number + 1 of the cell of a pair, 0 for none: a grid of all pairs, or a hash
 * table.  A number below 2^bits leaves room beside it for bits of the pair's
 * hash, by which most others are told apart without a look at their cells.
 */
typedef struct CmPlaces
{
	uint32_t   *place;
	uint64_t	size;
	uint32_t	grid_width;		/* places for each region; 0: hash table */
	uint32_t	bits;			/* of the size of a hash table */
	uint32_t	number;			/* the bits of a place that are the number */
	uint32_t	regions;		/* codes below these have places */
	uint32_t	industries;
} CmPlaces;

/* Adds a firm to a cell if all is known of both and no sum leaves anything over, as is so for whole numbers. */
static inline bool
cm_slot_add_plainly(CmSlot *s, double *fourth, double size)
{
	double		square = size * size;
	double		less = size < s->largest ? size : s->largest;
	CmTwoBits	lost = {0, 0};
	CmTwo		sums,
				powers;

	memcpy(&sums, &s->size, sizeof(sums));
	sums = cm_whole_sums(sums, (CmTwo) {size, square}, &lost);
	powers = cm_whole_sums((CmTwo) {*fourth}, (CmTwo) {square * square}, &lost);
	if (cm_any_of_two(lost) || cm_slot_unknown(s) != 0 || !cm_has_fourth(size))
		return false;
	s->firms++;
	memcpy(&s->size, &sums, sizeof(sums));
	*fourth = powers[0];
	s->second = less > s->second ? less : s->second;
	s->largest = size > s->largest ? size : s->largest;
	return true;
}

/* Asks the memory for a cell, which may lie on two lines of it.  Compilers drop calls that only do this. */
static inline __attribute__((always_inline)) void
cm_slot_expect(const CmSlot *s)
{
	__builtin_prefetch(s, 1);
	__builtin_prefetch((const char *) (s + 1) - 1, 1);
}

/* Is there a place for pairs of so many codes, and for so many cells? */
bool		cm_places_has_room(const CmPlaces *x, uint32_t regions, uint32_t industries, uint64_t cells);

/* Makes one for so many codes and cells, with the `count` cells that there are. */
void		cm_places_make(CmPlaces *x, const CmHost *host, uint32_t regions, uint32_t industries, uint64_t cells,
						  const CmSlot *slot, uint32_t count);

/* Releases its memory; cm_places_has_room says no then. */
void		cm_places_drop(CmPlaces *x, const CmHost *host);

/* What a pair has in the index beside its number, and where it is looked for first. */
static inline uint64_t
cm_pair_hash(uint32_t region, uint32_t industry)
{
	return ((uint64_t) region << 32 | industry) * UINT64_C(0x9E3779B97F4A7C15);
}

static inline uint32_t
cm_places_tag(const CmPlaces *x, uint64_t hash)
{
	return (uint32_t) (hash << x->bits >> 32) & ~x->number;
}

static inline uint64_t
cm_places_home(const CmPlaces *x, uint32_t region, uint32_t industry)
{
	return x->grid_width != 0 ? (uint64_t) region * x->grid_width + industry :
		cm_pair_hash(region, industry) >> (64 - x->bits);
}

/* An index at hand for a loop, which compilers make twice: for grids and for hash tables. */
static inline __attribute__((always_inline)) CmPlaces
cm_places_of_kind(const CmPlaces *x, bool grid)
{
	CmPlaces	at_hand = *x;

	if (grid)
		at_hand.number = UINT32_MAX;
	else
		at_hand.grid_width = 0;
	return at_hand;
}

/* The number of a pair, most often: 0 or another's if it is not there, or in the wrong order. */
static inline uint32_t
cm_places_number(const CmPlaces *x, uint32_t region, uint32_t industry)
{
	uint64_t	at = cm_places_home(x, region, industry);

	if (x->grid_width == 0)
	{
		uint32_t	tag = cm_places_tag(x, cm_pair_hash(region, industry));

		while (x->place[at] != 0 && ((x->place[at] ^ tag) & ~x->number) != 0)
			at = (at + 1) & (x->size - 1);
	}
	return x->place[at] & x->number;
}

/* Its place: its cell's number is there, or nothing. */
static inline uint32_t *
cm_places_find(const CmPlaces *x, const CmSlot *slot, uint32_t region, uint32_t industry)
{
	uint64_t	at = cm_places_home(x, region, industry);

	if (x->grid_width == 0)
	{
		uint32_t	tag = cm_places_tag(x, cm_pair_hash(region, industry));

		for (; x->place[at] != 0; at = (at + 1) & (x->size - 1))
		{
			const CmSlot *found = &slot[(x->place[at] & x->number) - 1];

			if (((x->place[at] ^ tag) & ~x->number) == 0 && found->region == region && found->industry == industry)
				break;
		}
	}
	return &x->place[at];
}

/* Puts a cell into the place of its pair. */
static inline void
cm_places_put(const CmPlaces *x, uint32_t *place, uint32_t region, uint32_t industry, uint32_t number)
{
	*place = x->grid_width != 0 ? number : number | cm_places_tag(x, cm_pair_hash(region, industry));
}

#endif
