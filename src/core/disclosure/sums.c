/*
 * sums.c: the cells of a table to be published, and what they add up to.
 */
#include "core/disclosure/sums.h"

#include "core/numeric/sort.h"

#include <math.h>

/* How far parts may be off their sum, of its size: published figures are rounded. */
#define CM_SUMS_TOLERANCE 1e-9

typedef struct Place
{
	uint32_t	region;
	uint32_t	industry;
	uint32_t	number;			/* of the cell as it was given */
} Place;

static int
by_place(const void *a, const void *b)
{
	const Place *x = a,
			   *y = b;

	if (x->region != y->region)
		return x->region < y->region ? -1 : 1;
	return (x->industry > y->industry) - (x->industry < y->industry);
}

uint32_t
cm_sums_cell(const CmSums *sums, uint32_t region, uint32_t industry)
{
	uint64_t	cell = cm_find(sums->industry_of, sums->row[region], sums->row[region + 1], industry);

	return cell == UINT64_MAX ? CM_NO_CELL : (uint32_t) cell;
}

static uint32_t *
numbers(const CmHost *host, size_t count)
{
	return cm_resize(host, NULL, count + 1, sizeof(uint32_t));
}

/* The cells in their order; false if two are of one place. */
static bool
put_cells(CmSums *sums, const CmHost *host, Place *place, uint32_t *where, uint32_t *twice)
{
	uint32_t	filled = 0;

	for (uint32_t k = 0; k < sums->cells; k++)
	{
		cm_breathe_at(host, k);
		if (k > 0 && by_place(&place[k - 1], &place[k]) == 0)
		{
			*twice = place[k].number;
			return false;
		}
		while (filled <= place[k].region)
			sums->row[filled++] = k;
		sums->region_of[k] = place[k].region;
		sums->industry_of[k] = place[k].industry;
		where[place[k].number] = k;
	}
	while (filled <= sums->region.count)
		sums->row[filled++] = sums->cells;
	return true;
}

/* The nearest cell above one along a side, whose parents are given. */
static uint32_t
nearest_above(const CmSums *sums, uint32_t cell, bool of_regions)
{
	const CmTree *tree = of_regions ? &sums->region : &sums->industry;
	uint32_t	node = of_regions ? sums->region_of[cell] : sums->industry_of[cell];

	while ((node = tree->parent[node]) != CM_NO_NODE)
	{
		uint32_t	above = of_regions ? cm_sums_cell(sums, node, sums->industry_of[cell]) : cm_sums_cell(sums, sums->region_of[cell], node);

		if (above != CM_NO_CELL)
			return above;
	}
	return CM_NO_CELL;
}

static void
link_cells(CmSums *sums, const CmHost *host)
{
	for (uint32_t k = 0; k < sums->cells; k++)
	{
		cm_breathe_at(host, k);
		sums->above_region[k] = nearest_above(sums, k, true);
		sums->above_industry[k] = nearest_above(sums, k, false);
	}
}

bool
cm_sums_open(CmSums *sums, const CmHost *host, const CmTree *region, const CmTree *industry, const uint32_t *region_of, const uint32_t *industry_of,
			 uint32_t cells, uint32_t *where, uint32_t *twice)
{
	Place	   *place = cm_resize(host, NULL, (size_t) cells + 1, sizeof(Place));
	bool		once;

	*sums = (CmSums) {.region = *region, .industry = *industry, .cells = cells};
	sums->region_of = numbers(host, cells);
	sums->industry_of = numbers(host, cells);
	sums->above_region = numbers(host, cells);
	sums->above_industry = numbers(host, cells);
	sums->row = numbers(host, region->count);
	for (uint32_t k = 0; k < cells; k++)
		place[k] = (Place) {region_of[k], industry_of[k], k};
	cm_sort(host, place, cells, sizeof(Place), by_place);
	once = put_cells(sums, host, place, where, twice);
	cm_release(host, place);
	if (once)
		link_cells(sums, host);
	return once;
}

/* The first cell that is not the sum of its parts, which name it in `above`. */
static uint32_t
fault_of_side(const CmSums *sums, const CmHost *host, const double *value, const uint32_t *above)
{
	double	   *sum = cm_zeros(host, (size_t) sums->cells + 1, sizeof(double));
	uint8_t    *has = cm_zeros(host, (size_t) sums->cells + 1, 1);
	uint32_t	faulty = CM_NO_CELL;

	for (uint32_t k = 0; k < sums->cells; k++)
	{
		cm_breathe_at(host, k);
		if (above[k] == CM_NO_CELL)
			continue;
		sum[above[k]] += value[k];
		has[above[k]] = 1;
	}
	for (uint32_t k = 0; k < sums->cells && faulty == CM_NO_CELL; k++)
		if (has[k] && fabs(sum[k] - value[k]) > CM_SUMS_TOLERANCE * fmax(fabs(value[k]), fabs(sum[k])))
			faulty = k;
	cm_release(host, sum);
	cm_release(host, has);
	return faulty;
}

uint32_t
cm_sums_fault(const CmSums *sums, const CmHost *host, const double *value, bool *of_regions)
{
	uint32_t	faulty = fault_of_side(sums, host, value, sums->above_region);

	*of_regions = faulty != CM_NO_CELL;
	return faulty != CM_NO_CELL ? faulty : fault_of_side(sums, host, value, sums->above_industry);
}

void
cm_sums_close(CmSums *sums, const CmHost *host)
{
	cm_tree_close(&sums->region, host);
	cm_tree_close(&sums->industry, host);
	cm_release(host, sums->region_of);
	cm_release(host, sums->industry_of);
	cm_release(host, sums->row);
	cm_release(host, sums->above_region);
	cm_release(host, sums->above_industry);
	memset(sums, 0, sizeof(*sums));
}
