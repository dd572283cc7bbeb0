/*
 * derived.c: what figures that are functions of cells tell about these.
 */
#include "core/disclosure/derived.h"

const char *const cm_figure_name[CM_FIGURES + 1] = {"lq", "region_share", "industry_share", NULL};

/* The cells that figures are made of. */
enum {OWN, REGION, INDUSTRY, ALL, MADE_OF};

/* How each stands in the logarithm of a figure. */
static const int8_t power[CM_FIGURES][MADE_OF] = {
	[CM_FIGURE_LQ] = {[OWN] = 1, [REGION] = -1, [INDUSTRY] = -1, [ALL] = 1},
	[CM_FIGURE_REGION_SHARE] = {[OWN] = 1, [REGION] = -1},
	[CM_FIGURE_INDUSTRY_SHARE] = {[OWN] = 1, [INDUSTRY] = -1},
};

/* The label of all together, or the only one that is part of no other; CM_NO_NODE. */
static uint32_t
total_of(const CmTree *tree)
{
	uint32_t	root = CM_NO_NODE,
				roots = 0;

	for (uint32_t n = 0; n < tree->count; n++)
	{
		if (cm_is_total(tree->label[n]))
			return n;
		if (tree->parent[n] == CM_NO_NODE)
		{
			root = n;
			roots++;
		}
	}
	return roots == 1 ? root : CM_NO_NODE;
}

static uint32_t
cell_of(const CmSums *s, uint32_t region, uint32_t industry)
{
	return region == CM_NO_NODE || industry == CM_NO_NODE ? CM_NO_CELL : cm_sums_cell(s, region, industry);
}

typedef struct Making
{
	CmDerived  *derived;
	const CmHost *host;
	const CmSums *sums;
	const double *value;
	const uint8_t *hidden;
	uint32_t	region_total;	/* nodes */
	uint32_t	industry_total;
	size_t		equations;		/* that there is room for */
} Making;

static void
make_room(Making *m)
{
	CmDerived  *d = m->derived;

	if (d->equations < m->equations)
		return;
	m->equations = cm_grown(m->equations, 256);
	d->start = cm_resize(m->host, d->start, m->equations + 1, sizeof(uint64_t));
	d->cell = cm_resize(m->host, d->cell, MADE_OF * m->equations, sizeof(uint32_t));
	d->coefficient = cm_resize(m->host, d->coefficient, MADE_OF * m->equations, sizeof(uint64_t));
}

/* Adds to the coefficient of a cell in the equation that is being written. */
static uint64_t
add_term(CmDerived *d, uint64_t end, uint32_t cell, uint64_t coefficient)
{
	uint64_t	k = d->start[d->equations];

	while (k < end && d->cell[k] != cell)
		k++;
	d->coefficient[k] = k == end ? coefficient : cm_modular_sum(d->coefficient[k], coefficient);
	d->cell[k] = cell;
	return k == end ? end + 1 : end;
}

/*
 * The gradient of PRODUCT v^power along the cells, divided by the figure and times
 * all values: the coefficient of each is its power times the values of the others, so that 0 divides nothing.
 */
static void
write_equation(Making *m, const uint32_t cell[MADE_OF], const int8_t times[MADE_OF])
{
	CmDerived  *d = m->derived;
	uint64_t	end;

	make_room(m);
	end = d->start[d->equations];
	for (int a = 0; a < MADE_OF; a++)
	{
		uint64_t	coefficient = times[a] < 0 ? CM_PRIME - 1 : 1;

		for (int b = 0; b < MADE_OF; b++)
			if (b != a && times[b] != 0)
				coefficient = cm_modular_product(coefficient, cm_modular_of_double(m->value[cell[b]]));
		if (times[a] != 0 && m->hidden[cell[a]])
			end = add_term(d, end, cell[a], coefficient);
	}
	if (end > d->start[d->equations])
		d->start[++d->equations] = end;
}

static CmFigureFault
add_figure(Making *m, uint32_t own, CmFigure figure)
{
	const CmSums *s = m->sums;
	const uint32_t cell[MADE_OF] = {
		[OWN] = own,
		[REGION] = cell_of(s, s->region_of[own], m->industry_total),
		[INDUSTRY] = cell_of(s, m->region_total, s->industry_of[own]),
		[ALL] = cell_of(s, m->region_total, m->industry_total)
	};
	bool		any_hidden = false,
				any_unknown = false;

	for (int a = 0; a < MADE_OF; a++)
	{
		if (power[figure][a] == 0)
			continue;
		if (cell[a] == CM_NO_CELL)
			return CM_FIGURE_NO_TOTAL;
		any_hidden = any_hidden || m->hidden[cell[a]];
		any_unknown = any_unknown || isnan(m->value[cell[a]]);
	}
	if (any_hidden && any_unknown)
		return CM_FIGURE_NO_VALUE;
	if (any_hidden)
		write_equation(m, cell, power[figure]);
	return CM_FIGURE_SOUND;
}

CmFigureFault
cm_derived_open(CmDerived *derived, const CmHost *host, const CmSums *sums, const double *value, const uint8_t *hidden,
				const uint8_t *const given[CM_FIGURES], uint32_t *faulty)
{
	Making		m = {derived, host, sums, value, hidden, total_of(&sums->region), total_of(&sums->industry), 0};

	*derived = (CmDerived) {0};
	make_room(&m);
	derived->start[0] = 0;
	for (int f = 0; f < CM_FIGURES; f++)
		for (uint32_t c = 0; given[f] != NULL && c < sums->cells; c++)
		{
			CmFigureFault fault = given[f][c] ? add_figure(&m, c, (CmFigure) f) : CM_FIGURE_SOUND;

			cm_breathe_at(host, c);
			if (fault != CM_FIGURE_SOUND)
			{
				*faulty = c;
				return fault;
			}
		}
	return CM_FIGURE_SOUND;
}

void
cm_derived_close(CmDerived *derived, const CmHost *host)
{
	cm_release(host, derived->start);
	cm_release(host, derived->cell);
	cm_release(host, derived->coefficient);
}
