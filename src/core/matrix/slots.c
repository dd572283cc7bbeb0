/*
 * slots.c: cells in order of arrival, and the index that finds them by pairs
 * of codes.
 */
#include "core/matrix/slots.h"

#include <string.h>

#define GRID_FREE 1024			/* pairs that a grid may have for nothing */
#define GRID_PER_CELL 8			/* pairs a cell beyond that */
#define AHEAD 16

bool
cm_places_has_room(const CmPlaces *x, uint32_t regions, uint32_t industries, uint64_t cells)
{
	if (regions > x->regions || industries > x->industries)
		return false;
	return x->grid_width != 0 || cells * 5 <= x->size * 3;
}

void
cm_places_drop(CmPlaces *x, const CmHost *host)
{
	cm_release(host, x->place);
	memset(x, 0, sizeof(*x));
}

/* More regions of a grid that is wide enough stand behind the others. */
static void
add_regions(CmPlaces *x, const CmHost *host, uint32_t regions)
{
	uint64_t	size = (uint64_t) regions * x->grid_width;

	x->place = cm_resize(host, x->place, size, sizeof(uint32_t));
	memset(x->place + x->size, 0, (size - x->size) * sizeof(uint32_t));
	x->size = size;
	x->regions = regions;
}

static void
put_cells(const CmPlaces *x, const CmHost *host, const CmSlot *slot, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
	{
		uint64_t	at = cm_places_home(x, slot[i].region, slot[i].industry);

		if (i + AHEAD < count)
			__builtin_prefetch(&x->place[cm_places_home(x, slot[i + AHEAD].region, slot[i + AHEAD].industry)], 1);
		while (x->place[at] != 0)
			at = (at + 1) & (x->size - 1);
		cm_places_put(x, &x->place[at], slot[i].region, slot[i].industry, i + 1);
		cm_breathe_at(host, i);
	}
}

/*
 * A grid is quicker but needs a place for every pair, so it must be well
 * filled; its sides leave room for new labels.  An index is ready once all cells are
 * in it: should the user cancel before, the next row makes another one.
 */
void
cm_places_make(CmPlaces *x, const CmHost *host, uint32_t regions, uint32_t industries, uint64_t cells,
			  const CmSlot *slot, uint32_t count)
{
	uint32_t	height = regions + regions / 8 + 4,
				width = industries + industries / 8 + 4;
	bool		wide = x->grid_width != 0 && industries <= x->industries;
	uint64_t	size = (uint64_t) height * (wide ? x->grid_width : width);
	bool		grid = size <= GRID_FREE || size <= GRID_PER_CELL * cells;
	CmPlaces	made = {.number = UINT32_MAX, .grid_width = width};

	if (grid && wide)
	{
		add_regions(x, host, height);
		return;
	}
	if (!grid)
	{
		for (made.bits = 6; (UINT64_C(1) << made.bits) < cells * 2; made.bits++)
			;
		size = UINT64_C(1) << made.bits;
		made.grid_width = 0;
		made.number = (uint32_t) (size - 1);
	}
	made.size = size;
	made.place = cm_zeros(host, size, sizeof(uint32_t));
	cm_places_drop(x, host);
	*x = made;
	put_cells(x, host, slot, count);
	x->regions = grid ? height : UINT32_MAX;
	x->industries = grid ? width : UINT32_MAX;
}
