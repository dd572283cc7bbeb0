/*
 * by_industry.c: the cells of a sparse matrix by industry.
 */
#include "core/matrix/by_industry.h"

#include <string.h>

/* One place too far: whoever puts the cells there moves each to where it belongs. */
static uint64_t *
starts_of(const CmHost *host, uint32_t industries, const uint32_t *column, uint64_t cells)
{
	uint64_t   *start = cm_zeros(host, (size_t) industries + 2, sizeof(uint64_t));

	for (uint64_t i = 0; i < cells; i++)
		start[column[i] + 2]++;
	for (uint32_t i = 0; i < industries; i++)
		start[i + 2] += start[i + 1];
	return start;
}

void
cm_by_industry_open(CmByIndustry *c, const CmHost *host, uint32_t regions, uint32_t industries,
					const uint64_t *row, const uint32_t *column)
{
	uint64_t	cells = row[regions];

	c->start = starts_of(host, industries, column, cells);
	c->region = cm_resize(host, NULL, cells + 1, sizeof(uint32_t));
	c->cell = cm_resize(host, NULL, cells + 1, sizeof(uint64_t));
	for (uint32_t r = 0; r < regions; r++)
	{
		for (uint64_t i = row[r]; i < row[r + 1]; i++)
		{
			uint64_t	at = c->start[column[i] + 1]++;

			c->region[at] = r;
			c->cell[at] = i;
		}
		cm_breathe_after(host, row[r], row[r + 1]);
	}
}

void
cm_by_industry_close(CmByIndustry *c, const CmHost *host)
{
	cm_release(host, c->start);
	cm_release(host, c->region);
	cm_release(host, c->cell);
}

CmIndustryCell *
cm_industry_cells(const CmHost *host, uint32_t regions, uint32_t industries, const uint64_t *row,
				  const uint32_t *column, const double *amount, const double *firms, uint64_t **start)
{
	CmIndustryCell *cell = cm_resize(host, NULL, row[regions] + 1, sizeof(CmIndustryCell));

	*start = starts_of(host, industries, column, row[regions]);
	for (uint32_t r = 0; r < regions; r++)
	{
		for (uint64_t i = row[r]; i < row[r + 1]; i++)
			cell[(*start)[column[i] + 1]++] = (CmIndustryCell) {amount[i], firms[i], r};
		cm_breathe_after(host, row[r], row[r + 1]);
	}
	return cell;
}
