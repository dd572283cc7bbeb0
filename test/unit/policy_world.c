/*
 * policy_world.c: random small worlds of firms and policies.
 */
#include "policy_world.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

TestWorld	w;
char		region_label[REGIONS][8];
char		industry_label[INDUSTRIES][8];

/* Making a world ------------------------------------------------------- */

bool
one_in(uint64_t n)
{
	return test_below(n) == 0;
}

static void
add(CmMeasure m, int y, int r, int i, double size)
{
	Sums	   *s = &w.sums[m][y];

	s->size[r][i] += size;
	s->firms[r][i]++;
	s->squares[r][i] += size * size;
	s->largest[r][i] = fmax(s->largest[r][i], size);
}

/* A firm of some size, with all that it has in a year. */
static void
make_firm(int y, int r, int i, double size)
{
	bool		classified = !one_in(4),
				reports = !one_in(3);
	double		capital = size * (double) test_below(5),
				output = size * (double) (1 + test_below(9));

	add(CM_EMPLOYMENT, y, r, i, size);
	add(CM_CAPITAL, y, r, i, capital);
	if (!one_in(4))
		add(CM_CAPITAL_EMPLOYMENT, y, r, i, size);
	add(CM_OUTPUT, y, r, i, output);
	if (!one_in(4))
		add(CM_VALUE_ADDED, y, r, i, floor(output / 3));
	if (reports)
	{
		add(CM_CAPACITY, y, r, i, output + (double) test_below(50));
		add(CM_CAPACITY_OUTPUT, y, r, i, output);
		add(CM_CAPACITY_EMPLOYMENT, y, r, i, size);
	}
	if (one_in(3))
		add(CM_SUBSIDY, y, r, i, (double) test_below(20));
	if (classified)
	{
		bool		zombie = one_in(5);

		add(CM_CLASSIFIED_CAPITAL, y, r, i, capital);
		add(CM_CLASSIFIED_EMPLOYMENT, y, r, i, size);
		if (zombie)
		{
			add(CM_ZOMBIE_CAPITAL, y, r, i, capital);
			add(CM_ZOMBIE_EMPLOYMENT, y, r, i, size);
		}
	}
	if (one_in(3))
		add(CM_OUTSIDE_EMPLOYMENT, y, r, i, size);
	if (!one_in(4))
		add(CM_LOCATED_EMPLOYMENT, y, r, i, size);
	if (!one_in(4))
		add(CM_EXPORT_OUTPUT, y, r, i, output);
	if (one_in(3))
		add(CM_EXPORT, y, r, i, floor(output / 2));
	if (one_in(2))
		add(CM_EMISSIONS, y, r, i, (double) (1 + test_below(30)));
}

/* Firms of a cell, some of which have one owner. */
static void
make_cell(int y, int r, int i, double scale)
{
	int			firms = (int) (one_in(6) ? test_below(20) : test_below(4));
	double		owned[OWNERS] = {0};
	bool		owns[OWNERS] = {false};

	for (int f = 0; f < firms; f++)
	{
		double		size = one_in(9) ? 0 : floor((double) (1 + test_below(200)) * scale);
		int			owner = (int) test_below(OWNERS);

		make_firm(y, r, i, size);
		owned[owner] += size;
		owns[owner] = true;
	}
	for (int o = 0; o < OWNERS; o++)
		if (owns[o])
			add(CM_GROUP_EMPLOYMENT, y, r, i, owned[o]);
	/* Three years before: at most what there was then. */
	if (y >= 3 && one_in(2))
		add(CM_EXIT_EMPLOYMENT, y, r, i, floor(w.sums[CM_EMPLOYMENT][y - 3].size[r][i] / (double) (1 + test_below(5))));
}

static double
maybe(double value, double otherwise)
{
	return one_in(3) ? otherwise : value;
}

static void
make_policies(void)
{
	static const CmMeasure measures[] = {CM_EMPLOYMENT, CM_EMPLOYMENT, CM_OUTPUT, CM_VALUE_ADDED, CM_MEASURES};

	bool		alike = one_in(2);	/* most want the same, and say so */

	w.policies = (int) test_below(POLICIES + 1);
	for (int k = 0; k < w.policies; k++)
	{
		CmPolicy   *p = &w.policy[k];
		int			r = w.policy_region[k] = (int) test_below(REGIONS),
					i = w.policy_industry[k] = (int) test_below(alike && k % 4 ? 2 : k % 2 ? 4 : INDUSTRIES);
		double		now = w.sums[CM_EMPLOYMENT][NOW].size[r][i];

		*p = (CmPolicy) {.region = {region_label[r], 3}, .industry = {industry_label[i], 3},
			.start = (int32_t) maybe(FIRST_YEAR + (double) test_below(12), CM_NO_YEAR),
			.end = (int32_t) maybe(FIRST_YEAR + 6 + (double) test_below(9), CM_FOREVER),
			.decided = (int32_t) maybe(FIRST_YEAR + 6 + (double) test_below(9), CM_NO_YEAR),
			.tells_end = one_in(2),
			.amount = maybe((double) test_below(1000) / 4, NAN),
			.measure = alike ? w.base : measures[test_below(5)],
			.target = maybe(floor(now * (double) test_below(40) / 10 + (double) test_below(3) * 50), NAN),
			.target_year = (int32_t) maybe(w.year[NOW] - 1 + (double) test_below(alike ? 4 : 6), CM_NO_YEAR)};
		for (int g = 0; g < CM_SAFEGUARDS; g++)
			p->safeguard[g] = (int8_t) ((int) test_below(3) - 1);
	}
}

void
make_world(void)
{
	int			levels = (int) test_below(3);
	bool		gap = one_in(2);

	memset(&w, 0, sizeof(w));
	for (int r = 0; r < REGIONS; r++)
		sprintf(region_label[r], "r%02d", r % 100);
	for (int i = 0; i < INDUSTRIES; i++)
		sprintf(industry_label[i], "i%02d", i % 100);
	w.regions = one_in(4) ? 6 : 10 + (int) test_below(3);
	w.industries = one_in(4) ? 8 : 15 + (int) test_below(4);
	w.base = one_in(5) ? CM_OUTPUT : CM_EMPLOYMENT;
	w.shrinkage = one_in(4) ? 0 : 5;
	w.asked_all = one_in(2);
	w.hindsight = one_in(3);
	for (int y = 0; y < YEARS; y++)
		w.year[y] = FIRST_YEAR + y + (gap && y >= 4);
	for (int y = 0; y < YEARS; y++)
		for (int r = 0; r < w.regions; r++)
			for (int i = 0; i < w.industries; i++)
				make_cell(y, r, i, one_in(30) ? 1000 : 1);
	for (int m = 0; m < CM_MEASURES; m++)
	{
		bool		never = m != (int) w.base && one_in(5);

		for (int y = 0; y < YEARS; y++)
			w.has[m][y] = m != CM_INPUT_COEFFICIENTS && m != CM_FISCAL_REVENUE && m != CM_PROFIT && m != CM_INTEREST && !never &&
				((m == (int) w.base && y == NOW) || !one_in(12));
	}
	w.has_inputs = !one_in(4);
	for (int j = 0; j < INDUSTRIES; j++)
		for (int i = 0; i < INDUSTRIES; i++)
			w.input[j][i] = one_in(3) ? (double) test_below(100) / 1000 : 0;
	for (int r = 0; r < REGIONS; r++)
	{
		w.level[r] = levels == 0 ? -1 : one_in(6) ? -1 : one_in(4) ? levels - 1 : 0;
		w.mass_firms[r] = w.level[r] == 1 ? 3 : 10;
		w.mass_size[r] = w.level[r] == 1 ? 200 : 1000;
	}
	for (int i = 0; i < INDUSTRIES; i++)
		w.group[i] = (uint32_t) i / 4;
	make_policies();
}

/* Opening it ----------------------------------------------------------- */

static CmBytes
open_sums(const Sums *s, CmTable *t)
{
	CmBuilder	b;
	CmBytes		flat;

	cm_builder_init(&b, test_host(), UINT64_MAX);
	for (int r = 0; r < REGIONS; r++)
		for (int i = 0; i < INDUSTRIES; i++)
		{
			CmCell		cell = {0};

			if (s->firms[r][i] == 0)
				continue;
			/* As published: sums, and the largest firm; the second one is not known. */
			cell.firms = (uint64_t) s->firms[r][i];
			cm_exact_set(&cell.size, s->size[r][i]);
			cm_exact_set(&cell.squares, s->squares[r][i]);
			cell.top.largest = s->largest[r][i];
			cell.top.unknown = CM_SECOND_UNKNOWN;
			cm_cell_complete(&cell);
			assert_int_equal(cm_builder_add_cell(&b, cm_dictionary_code(&b.region, region_label[r], 3),
												 cm_dictionary_code(&b.industry, industry_label[i], 3), &cell), CM_OK);
		}
	flat = test_encode(&b);
	test_builder_free(&b);
	assert_int_equal(cm_table_open(t, test_host(), flat.data, flat.used), CM_OK);
	return flat;
}

void
open_world(World *o)
{
	static TestRow row[INDUSTRIES * INDUSTRIES];
	int			rows = 0;

	memset(o, 0, sizeof(*o));
	for (int m = 0; m < CM_MEASURES; m++)
		for (int y = 0; y < YEARS; y++)
			if (w.has[m][y])
			{
				o->matrix[o->matrices].measure = (CmMeasure) m;
				o->matrix[o->matrices].period = w.year[y];
				o->flat[o->matrices] = open_sums(&w.sums[m][y], &o->matrix[o->matrices].table);
				o->matrices++;
			}
	/* Every label is asked about, every policy's pair, and sometimes all pairs: others may be in no matrix. */
	for (int r = 0; r < REGIONS; r++)
		for (int i = 0; i < INDUSTRIES; i++)
			if (w.asked_all || r == 0 || i == 0)
				row[rows++] = (TestRow) {region_label[r], industry_label[i], 0};
	for (int k = 0; k < w.policies; k++)
		row[rows++] = (TestRow) {region_label[w.policy_region[k]], industry_label[w.policy_industry[k]], 0};
	o->flat[o->matrices] = test_open_rows(row, rows, &o->asked);
	rows = 0;
	for (int j = 0; j < INDUSTRIES; j++)
		for (int i = 0; i < INDUSTRIES; i++)
			row[rows++] = (TestRow) {industry_label[j], industry_label[i], w.input[j][i]};
	o->flat[o->matrices + 1] = test_open_rows(row, rows, &o->inputs);
	o->model.shrinkage = w.shrinkage;
	for (int i = 0; i < CM_INDICATORS; i++)
		o->model.cut[i] = (CmCut) {.pillar = 0, .weight = 1, .elevated_from = 1 + i, .high_from = 3 + i,
			.proxy_elevated_from = 0.2, .proxy_high_from = 0.1};
	cm_panel_open(&o->panel, test_host(), o->matrix, o->matrices, &o->asked, w.base);
	memcpy(o->policy, w.policy, sizeof(w.policy));
	memcpy(o->level, w.level, sizeof(w.level));
	cm_plans_open(&o->plans, &o->panel, o->policy, (uint32_t) w.policies, w.year[NOW], w.hindsight, o->level);
	cm_indicators_open(&o->indicators, test_host(), &o->model, &o->panel, &o->plans, w.year[NOW], w.group,
					   w.mass_firms, w.mass_size, w.has_inputs ? &o->inputs : NULL);
}

void
close_world(World *o)
{
	const CmHost *host = test_host();

	cm_indicators_close(&o->indicators);
	cm_plans_close(&o->plans);
	cm_release(host, o->panel.key);
	cm_release(host, o->panel.year);
	cm_release(host, o->panel.knows_region);
	cm_release(host, o->panel.knows_industry);
	cm_by_industry_close(&o->panel.by_industry, host);
	cm_layers_close(&o->panel.pairs, host);
	for (int m = 0; m < o->matrices; m++)
		test_close_rows(&o->flat[m], &o->matrix[m].table);
	test_close_rows(&o->flat[o->matrices], &o->asked);
	test_close_rows(&o->flat[o->matrices + 1], &o->inputs);
}
