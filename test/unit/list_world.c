/*
 * list_world.c: a small random world of one year, for tests of target lists.
 */
#include "list_world.h"

#include <math.h>
#include <stdio.h>

void
list_world_open(ListWorld *w)
{
	static char label[PLACES + KINDS][8];
	static TestRow row[PLACES * KINDS];
	int			count = 0;

	for (int r = 0; r < PLACES; r++)
		for (int i = 0; i < KINDS; i++)
		{
			sprintf(label[r], "r%02d", r);
			sprintf(label[PLACES + i], "i%02d", i);
			/* every industry somewhere */
			if (test_below(3) == 0 || i % PLACES == r)
				row[count++] = (TestRow) {label[r], label[PLACES + i], (double) (1 + test_below(100))};
		}
	*w = (ListWorld) {.matrix = {.measure = CM_EMPLOYMENT, .period = 2020}, .model = {.shrinkage = 0}};
	w->flat = test_open_rows(row, count, &w->matrix.table);
	for (int i = 0; i < CM_INDICATORS; i++)
		w->model.cut[i].pillar = -1;
	cm_panel_open(&w->panel, test_host(), &w->matrix, 1, &w->matrix.table, CM_EMPLOYMENT);
	cm_plans_open(&w->plans, &w->panel, NULL, 0, 2020, false, w->level);
	cm_indicators_open(&w->indicators, test_host(), &w->model, &w->panel, &w->plans, 2020, w->group, w->mass, w->mass, NULL);
}

void
list_world_close(ListWorld *w)
{
	cm_indicators_close(&w->indicators);
	cm_plans_close(&w->plans);
	cm_release(test_host(), w->panel.key);
	cm_release(test_host(), w->panel.year);
	cm_release(test_host(), w->panel.knows_region);
	cm_release(test_host(), w->panel.knows_industry);
	cm_by_industry_close(&w->panel.by_industry, test_host());
	cm_layers_close(&w->panel.pairs, test_host());
	test_close_rows(&w->flat, &w->matrix.table);
}

uint32_t
open_random_lists(const ListWorld *w, CmLists *lists)
{
	static uint32_t region[PLACES * KINDS],
				industry[PLACES * KINDS];
	uint32_t	count = 0;

	for (uint32_t r = 0; r < PLACES; r += 1 + (uint32_t) test_below(2))
		for (uint32_t i = 0; i < KINDS; i++)
			if (test_below(4) == 0)
			{
				region[count] = r;
				industry[count++] = i;
			}
	cm_lists_open(lists, test_host(), &w->plans, region, industry, count);
	return count;
}

void
assert_close(double value, double expected)
{
	if (!(fabs(value - expected) <= 1e-9 * fmax(1, fabs(expected))))
		fail_msg("%.17g is not %.17g", value, expected);
}
