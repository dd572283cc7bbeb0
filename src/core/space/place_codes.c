/*
 * place_codes.c: places to codes.
 */
#include "core/space/place_codes.h"

#define FIRST_SLOTS 16

static uint64_t
hash(double x, double y)
{
	uint64_t	a,
				b;

	memcpy(&a, &x, sizeof(a));
	memcpy(&b, &y, sizeof(b));
	return cm_fold(a ^ UINT64_C(0x9E3779B97F4A7C15), b ^ UINT64_C(0xD1B54A32D192ED03));
}

/* The bits of a hash that a slot has beside its code: by them most others are told apart without a look at their place. */
static uint32_t
tag_of(uint64_t hash, uint64_t slots)
{
	return (uint32_t) (hash >> 32) & ~(uint32_t) (slots - 1);
}

/* Where a place is looked for: its slot, or the free one where it would be. */
static uint32_t *
find(const CmPlaceCodes *c, uint64_t hash, double x, double y)
{
	uint32_t	mask = (uint32_t) (c->slots - 1),
				tag = tag_of(hash, c->slots);
	uint64_t	at = hash & mask;

	for (; c->slot[at] != 0; at = (at + 1) & mask)
	{
		uint32_t	code = (c->slot[at] & mask) - 1;

		if (((c->slot[at] ^ tag) & ~mask) == 0 && c->x[code] == x && c->y[code] == y)
			break;
	}
	return &c->slot[at];
}

/* At most two thirds of the slots are in use, so that a code and one fits beside a tag. */
static void
make_slots(CmPlaceCodes *c, const CmHost *host)
{
	uint64_t	slots = c->slots == 0 ? FIRST_SLOTS : c->slots * 2;
	uint32_t   *slot = cm_zeros(host, slots, sizeof(uint32_t));

	for (uint32_t code = 0; code < c->count; code++)
	{
		uint64_t	h = hash(c->x[code], c->y[code]),
					at = h & (slots - 1);

		while (slot[at] != 0)
			at = (at + 1) & (slots - 1);
		slot[at] = (code + 1) | tag_of(h, slots);
		cm_breathe_at(host, code);
	}
	cm_release(host, c->slot);
	c->slot = slot;
	c->slots = slots;
}

static void
make_room(CmPlaceCodes *c, const CmHost *host)
{
	uint32_t	capacity = (uint32_t) cm_grown(c->capacity, 8);

	c->x = cm_resize(host, c->x, capacity, sizeof(double));
	c->y = cm_resize(host, c->y, capacity, sizeof(double));
	c->capacity = capacity;
}

uint32_t
cm_place_code(CmPlaceCodes *c, const CmHost *host, double x, double y)
{
	uint64_t	h = hash(x, y);
	uint32_t   *slot;

	if ((uint64_t) c->count * 3 >= c->slots * 2)
		make_slots(c, host);
	slot = find(c, h, x, y);
	if (*slot != 0)
		return (*slot & (uint32_t) (c->slots - 1)) - 1;
	if (c->count == CM_CODES_MOST)
		return CM_NO_CODE;
	if (c->count == c->capacity)
		make_room(c, host);
	c->x[c->count] = x;
	c->y[c->count] = y;
	*slot = ++c->count | tag_of(h, c->slots);
	return c->count - 1;
}

void
cm_place_codes_release(CmPlaceCodes *c, const CmHost *host)
{
	cm_release(host, c->x);
	cm_release(host, c->y);
	cm_release(host, c->slot);
	*c = (CmPlaceCodes) {0};
}
