/*
 * points_look.c: what firms with coordinates add up to.
 */
#include "core/space/points_look.h"

CmPointsCell
cm_points_cell(const CmPoints *p, uint64_t entry, uint64_t end)
{
	CmPointsCell cell = {entry, 0, 0};

	for (; cell.end < end && p->place[cell.end] == p->place[entry]; cell.end++)
	{
		cell.firms += p->count[cell.end];
		cell.weight += p->weight[cell.end] * (double) p->count[cell.end];
	}
	return cell;
}

void
cm_points_totals(CmPointsTotals *t, const CmHost *host, const CmPoints *p)
{
	*t = (CmPointsTotals) {0};
	t->place_weight = cm_zeros(host, (size_t) p->places + 1, sizeof(double));
	t->place_industries = cm_zeros(host, (size_t) p->places + 1, sizeof(uint32_t));
	t->industry_weight = cm_zeros(host, (size_t) p->industries + 1, sizeof(double));
	t->industry_places = cm_zeros(host, (size_t) p->industries + 1, sizeof(uint32_t));
	for (uint32_t i = 0; i < p->industries; i++)
	{
		CmPointsCell cell;

		for (uint64_t e = p->start[i]; e < p->start[i + 1]; e = cell.end)
		{
			cell = cm_points_cell(p, e, p->start[i + 1]);
			t->place_weight[p->place[e]] += cell.weight;
			t->place_industries[p->place[e]]++;
			t->industry_weight[i] += cell.weight;
			t->industry_places[i]++;
			cm_breathe_after(host, e, cell.end);
		}
		t->weight += t->industry_weight[i];
	}
}

void
cm_points_totals_close(CmPointsTotals *t, const CmHost *host)
{
	cm_release(host, t->place_weight);
	cm_release(host, t->place_industries);
	cm_release(host, t->industry_weight);
	cm_release(host, t->industry_places);
}
