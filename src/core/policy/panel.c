/*
 * panel.c: matrices of several measures and years, side by side.
 */
#include "core/policy/panel.h"

#include "core/numeric/sort.h"

#include <string.h>

const CmMeasureCard cm_measure_card[CM_MEASURES] = {
	[CM_EMPLOYMENT] = {"employment", "workers", "jobs of the firms; what all shares are of, unless another measure is chosen"},
	[CM_ESTABLISHMENTS] = {"establishments", "establishments", "number of plants, each of size 1; a base where employment is withheld"},
	[CM_GROUP_EMPLOYMENT] = {"group_employment", "workers", "employment added up by ownership group first: the matrix's firms are groups"},
	[CM_CAPITAL] = {"capital", "money", "fixed assets"},
	[CM_CAPITAL_EMPLOYMENT] = {"capital_employment", "workers", "employment of the firms that report capital; without it all do"},
	[CM_VALUE_ADDED] = {"value_added", "money a year", "value added; firms with a negative one left out"},
	[CM_OUTPUT] = {"output", "money a year", "output or sales, in constant prices where years are compared"},
	[CM_CAPACITY] = {"capacity", "as capacity_output", "capacity of the firms that report it"},
	[CM_CAPACITY_OUTPUT] = {"capacity_output", "as capacity", "output of the firms that report their capacity"},
	[CM_CAPACITY_EMPLOYMENT] = {"capacity_employment", "workers", "employment of the firms that report their capacity"},
	[CM_SUBSIDY] = {"subsidy", "money a year", "subsidies received"},
	[CM_PROFIT] = {"profit", "money a year", "profits; firms with losses left out"},
	[CM_INTEREST] = {"interest", "money a year", "interest paid"},
	[CM_ZOMBIE_CAPITAL] = {"zombie_capital", "money", "fixed assets of zombie firms"},
	[CM_CLASSIFIED_CAPITAL] = {"classified_capital", "money", "fixed assets of the firms that can be told to be zombies or not"},
	[CM_ZOMBIE_EMPLOYMENT] = {"zombie_employment", "workers", "employment of zombie firms"},
	[CM_CLASSIFIED_EMPLOYMENT] = {"classified_employment", "workers", "employment of the firms that can be told to be zombies or not"},
	[CM_OUTSIDE_EMPLOYMENT] = {"outside_employment", "workers", "employment of plants controlled from outside the region"},
	[CM_LOCATED_EMPLOYMENT] = {"located_employment", "workers", "employment of plants whose headquarters are known; without it all are"},
	[CM_EXIT_EMPLOYMENT] = {"exit_employment", "workers", "employment three years before of the firms that are gone since"},
	[CM_EXPORT] = {"export", "money a year", "exports"},
	[CM_EXPORT_OUTPUT] = {"export_output", "money a year", "output of the firms that report exports, 0 included; without it all do"},
	[CM_EMISSIONS] = {"emissions", "any", "emissions of one pollutant"},
	[CM_INPUT_COEFFICIENTS] = {"input_coefficients", "share of output", "national input coefficients: region = supplying industry, industry = using industry"},
	[CM_FISCAL_REVENUE] = {"fiscal_revenue", "money a year", "revenue of the region's government, under any industry label"},
};

CmMeasure
cm_measure_of(CmText name)
{
	int			i = 0;

	while (i < CM_MEASURES && (strlen(cm_measure_card[i].name) != name.length ||
							   memcmp(cm_measure_card[i].name, name.bytes, name.length) != 0))
		i++;
	return (CmMeasure) i;
}

bool
cm_counts_workers(CmMeasure measure)
{
	return strcmp(cm_measure_card[measure].unit, "workers") == 0;
}

/* Opening -------------------------------------------------------------- */

/* Of these measures single firms matter too. */
static bool
of_owners(const CmPanelMatrix *m, CmMeasure base)
{
	return m->measure == base || m->measure == CM_GROUP_EMPLOYMENT || m->measure == CM_SUBSIDY ||
		m->measure == CM_CLASSIFIED_CAPITAL || m->measure == CM_CLASSIFIED_EMPLOYMENT;
}

static void
add_layer(CmPanel *p, CmLayerOf *layer, int *layers, const CmPanelMatrix *m, CmAmount of)
{
	layer[*layers] = (CmLayerOf) {&m->table, of};
	p->key[*layers] = (CmPanelKey) {m->measure, m->period, of};
	(*layers)++;
}

static void
add_year(CmPanel *p, int32_t year)
{
	int			at = p->years++;

	while (at > 0 && p->year[at - 1] > year)
	{
		p->year[at] = p->year[at - 1];
		at--;
	}
	p->year[at] = year;
}

static bool *
known_labels(const CmPanel *p, const CmPanelMatrix *matrices, int count, bool of_regions)
{
	const CmText *label = of_regions ? p->pairs.region_label : p->pairs.industry_label;
	uint32_t	labels = of_regions ? p->pairs.regions : p->pairs.industries;
	bool	   *known = cm_zeros(p->host, (size_t) labels + 1, sizeof(bool));

	for (int m = 0; m < count; m++)
	{
		const CmTable *t = &matrices[m].table;

		for (uint32_t k = 0; k < (of_regions ? t->regions : t->industries); k++)
		{
			known[cm_label_place(label, labels, of_regions ? t->region_label[k] : t->industry_label[k])] = true;
			cm_breathe_at(p->host, k);
		}
	}
	return known;
}

void
cm_panel_open(CmPanel *p, const CmHost *host, const CmPanelMatrix *matrices, int count,
			  const CmTable *asked, CmMeasure base)
{
	CmLayerOf    *layer = cm_resize(host, NULL, 4 * (size_t) count + 1, sizeof(CmLayerOf));
	int			layers = 0;

	*p = (CmPanel) {.host = host, .base = base};
	p->key = cm_resize(host, NULL, 4 * (size_t) count + 1, sizeof(CmPanelKey));
	p->year = cm_resize(host, NULL, (size_t) count + 1, sizeof(int32_t));
	for (int m = 0; m < count; m++)
	{
		bool		owners = of_owners(&matrices[m], base);

		for (CmAmount of = CM_SIZES; of <= (owners ? CM_LARGEST : CM_SIZES); of++)
			add_layer(p, layer, &layers, &matrices[m], of);
		if (matrices[m].measure == base)
			add_year(p, matrices[m].period);
	}
	layer[layers] = (CmLayerOf) {asked, CM_SIZES};
	p->key[layers++] = (CmPanelKey) {CM_MEASURES, 0, CM_SIZES};
	cm_layers_open_of(&p->pairs, host, layer, layers);
	cm_by_industry_open(&p->by_industry, host, p->pairs.regions, p->pairs.industries, p->pairs.row, p->pairs.column);
	p->knows_region = known_labels(p, matrices, count, true);
	p->knows_industry = known_labels(p, matrices, count, false);
	cm_release(host, layer);
}

/* Reading -------------------------------------------------------------- */

const CmLayer *
cm_panel_layer(const CmPanel *p, CmMeasure measure, int32_t period, CmAmount of)
{
	/* The last layer is of no measure: those that were asked about. */
	for (int k = 0; k < p->pairs.count - 1; k++)
		if (p->key[k].measure == measure && p->key[k].period == period && p->key[k].of == of)
			return &p->pairs.layer[k];
	return NULL;
}

const CmLayer *
cm_panel_base(const CmPanel *p, int32_t period)
{
	return cm_panel_layer(p, p->base, period, CM_SIZES);
}

uint64_t
cm_panel_pair(const CmPanel *p, uint32_t region, uint32_t industry)
{
	return cm_find(p->pairs.column, p->pairs.row[region], p->pairs.row[region + 1], industry);
}

uint32_t
cm_panel_region(const CmPanel *p, uint64_t pair)
{
	uint32_t	low = 0,
				high = p->pairs.regions;

	while (high - low > 1)
	{
		uint32_t	middle = low + (high - low) / 2;

		if (p->pairs.row[middle] <= pair)
			low = middle;
		else
			high = middle;
	}
	return low;
}

double
cm_effective_firms(double size, double squares)
{
	return size == 0 ? 0 : size * (size / squares);
}
