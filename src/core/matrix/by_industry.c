/*
 * by_industry.c: the cells of a sparse matrix by industry.
 */
#include "core/matrix/by_industry.h"

#include <string.h>

void
cm_by_industry_open(CmByIndustry *c, const CmHost *host, uint32_t regions, uint32_t industries,
					const uint64_t *row, const uint32_t *column)
{
	uint64_t	cells = row[regions];

	c->start = cm_zeros(host, (size_t) industries + 2, sizeof(uint64_t));
	c->region = cm_resize(host, NULL, cells + 1, sizeof(uint32_t));
	c->cell = cm_resize(host, NULL, cells + 1, sizeof(uint64_t));
	/* Counted one place too far, the starts end up where they belong. */
	for (uint64_t i = 0; i < cells; i++)
		c->start[column[i] + 2]++;
	for (uint32_t i = 0; i < industries; i++)
		c->start[i + 2] += c->start[i + 1];
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

double *
cm_by_industry_amounts(const CmByIndustry *c, const CmHost *host, uint32_t industries, uint64_t cells,
					   const uint32_t *column, const double *amount)
{
	double	   *ordered = cm_resize(host, NULL, cells + 1, sizeof(double));
	uint64_t   *next = cm_resize(host, NULL, (size_t) industries + 1, sizeof(uint64_t));

	memcpy(next, c->start, ((size_t) industries + 1) * sizeof(uint64_t));
	for (uint64_t i = 0; i < cells; i++)
	{
		ordered[next[column[i]]++] = amount[i];
		cm_breathe_at(host, i);
	}
	cm_release(host, next);
	return ordered;
}

void
cm_by_industry_close(CmByIndustry *c, const CmHost *host)
{
	cm_release(host, c->start);
	cm_release(host, c->region);
	cm_release(host, c->cell);
}
