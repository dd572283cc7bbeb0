/*
 * noise.c: how much the sizes of cells move although nothing changes.
 */
#include "core/policy/noise.h"

#include "core/numeric/sort.h"
#include "core/policy/panel_growth.h"

#define GROUPS 24
#define FEW_IN_GROUP 20
#define FEW_CELLS 200
#define FEW_GROUPS 5
#define LEAST_FIRMS 3
#define KEPT 0.98
#define LEAST_PHI 0.1

/* Where a panel does not tell: establishments of American states. */
#define USUAL_PHI 0.9
#define USUAL_A2 0.0011

/* One cell in one window. */
typedef struct Move
{
	double		firms;			/* effective ones, as many as expected */
	double		surprise;		/* squared, in units of theirs */
	uint64_t	pair;			/* by region and industry */
	int32_t		year;
} Move;

static int
by_firms(const void *a, const void *b)
{
	const Move *x = a,
			   *y = b;

	if (x->firms != y->firms)
		return x->firms < y->firms ? -1 : 1;
	if (x->pair != y->pair)
		return x->pair < y->pair ? -1 : 1;
	return (x->year > y->year) - (x->year < y->year);
}

static int
by_surprise(const void *a, const void *b)
{
	const Move *x = a,
			   *y = b;

	return (x->surprise > y->surprise) - (x->surprise < y->surprise);
}

bool
cm_counts_plants(const CmTable *table, const CmHost *host)
{
	for (uint64_t c = 0; c < table->cells; c++)
	{
		if (!(table->cell.size[c] == table->cell.firms[c] && !(table->cell.squares[c] > table->cell.firms[c] || table->cell.squares[c] < table->cell.firms[c])))
			return false;
		cm_breathe_at(host, c);
	}
	return true;
}

double
cm_firms_behind(const CmPanel *panel, int32_t year, uint64_t pair)
{
	double		size = cm_layer_at(cm_panel_base(panel, year), pair);

	return panel->base == CM_ESTABLISHMENTS ? size :
		cm_effective_firms(size, cm_layer_at(cm_panel_layer(panel, panel->base, year, CM_SQUARES), pair));
}

/* The moves of one window behind those there are. */
static uint64_t
add_window(const CmPanel *p, int32_t year, int32_t years, Move *move, uint64_t moves)
{
	const CmLayer *from = cm_panel_base(p, year),
			   *to = cm_panel_base(p, year + years);

	for (uint32_t i = 0; i < p->pairs.industries; i++)
		for (uint64_t k = p->by_industry.start[i]; k < p->by_industry.start[i + 1]; k++)
		{
			uint64_t	pair = p->by_industry.cell[k];
			double		expected = cm_expected_size(from, to, i, pair);
			double		firms = p->base == CM_ESTABLISHMENTS ? expected : cm_firms_behind(p, year, pair);
			double		off = to->cell[pair] / expected - 1;

			cm_breathe_at(p->host, k);
			if (expected > 0 && isfinite(expected) && isfinite(off) && firms >= LEAST_FIRMS)
				move[moves++] = (Move) {firms, off * off * firms, pair, year};
		}
	return moves;
}

/* Weighted sums for a line through the groups. */
typedef struct Line
{
	double		w;
	double		x;
	double		y;
	double		xx;
	double		xy;
	int			groups;
} Line;

static void
add_group(const CmHost *host, Move *move, uint64_t count, Line *line)
{
	uint64_t	kept = (uint64_t) floor(KEPT * (double) count);
	double		x = 0,
				y = 0,
				w;

	if (count < FEW_IN_GROUP)
		return;
	cm_sort(host, move, count, sizeof(Move), by_surprise);
	for (uint64_t k = 0; k < kept; k++)
	{
		x += move[k].firms / (double) kept;
		y += move[k].surprise / (double) kept;
	}
	if (y == 0)
		return;
	w = (double) count / (y * y);
	line->w += w;
	line->x += w * x;
	line->y += w * y;
	line->xx += w * x * x;
	line->xy += w * x * y;
	line->groups++;
}

CmNoise
cm_noise(const CmPanel *p, int32_t year, int32_t years)
{
	CmNoise		noise = {.phi = USUAL_PHI, .a2 = USUAL_A2};
	Move	   *move;
	Line		line = {0};
	double		slope;

	for (int k = 0; k < p->years; k++)
		noise.windows += p->year[k] <= year - years && cm_panel_base(p, p->year[k] + years) != NULL;
	move = cm_resize(p->host, NULL, (size_t) noise.windows * p->pairs.cells + 1, sizeof(Move));
	for (int k = 0; k < p->years; k++)
		if (p->year[k] <= year - years && cm_panel_base(p, p->year[k] + years) != NULL)
			noise.cells = add_window(p, p->year[k], years, move, noise.cells);
	cm_sort(p->host, move, noise.cells, sizeof(Move), by_firms);
	for (uint64_t g = 0; g < GROUPS; g++)
		add_group(p->host, move + noise.cells * g / GROUPS, noise.cells * (g + 1) / GROUPS - noise.cells * g / GROUPS, &line);
	cm_release(p->host, move);
	noise.groups = line.groups;
	slope = (line.w * line.xy - line.x * line.y) / (line.w * line.xx - line.x * line.x);
	if (noise.cells < FEW_CELLS || line.groups < FEW_GROUPS || !isfinite(slope))
		return noise;
	noise.estimated = true;
	noise.phi = fmax(LEAST_PHI, (line.y - slope * line.x) / line.w);
	noise.a2 = fmax(0, slope);
	return noise;
}
