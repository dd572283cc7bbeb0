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

/* Where a place is looked for: its slot, or the free one where it would be. */
static uint32_t *
find(const CmPlaceCodes *c, uint32_t *slot, uint64_t slots, double x, double y)
{
	uint64_t	at = hash(x, y) & (slots - 1);

	for (; slot[at] != 0; at = (at + 1) & (slots - 1))
		if (c->x[slot[at] - 1] == x && c->y[slot[at] - 1] == y)
			break;
	return &slot[at];
}

/* At most two thirds of the slots are in use. */
static void
make_slots(CmPlaceCodes *c, const CmHost *host)
{
	uint64_t	slots = c->slots == 0 ? FIRST_SLOTS : c->slots * 2;
	uint32_t   *slot = cm_zeros(host, slots, sizeof(uint32_t));

	for (uint32_t code = 0; code < c->count; code++)
	{
		*find(c, slot, slots, c->x[code], c->y[code]) = code + 1;
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
	uint32_t   *slot;

	if ((uint64_t) c->count * 3 >= c->slots * 2)
		make_slots(c, host);
	slot = find(c, c->slot, c->slots, x, y);
	if (*slot != 0)
		return *slot - 1;
	if (c->count == CM_CODES_MOST)
		return CM_NO_CODE;
	if (c->count == c->capacity)
		make_room(c, host);
	c->x[c->count] = x;
	c->y[c->count] = y;
	*slot = ++c->count;
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
