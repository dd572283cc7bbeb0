/*
 * m_function.c: the curve of each industry.
 */
#include "core/space/m_function.h"

#include <math.h>

#define TILE_BYTES (1 << 20)	/* rings of some places around some places are kept while all industries look at them */
#define TILE_ROWS 64

void
cm_m_radii(double extent, uint32_t radii, double *radius)
{
	for (uint32_t k = 0; k < radii; k++)
	{
		double		part = radii == 1 ? 0 : (double) k / (radii - 1);

		radius[k] = extent / 3 * part * part;
	}
}

/* The firms of an industry by place. */
static void
sector_open(CmMSector *s, const CmHost *host, const CmPoints *p, uint32_t industry, bool weighted)
{
	uint64_t	first = p->start[industry],
				end = p->start[industry + 1];

	*s = (CmMSector) {.industry = industry, .firms = (double) p->industry_firms[industry]};
	s->group = cm_resize(host, NULL, end - first + 1, sizeof(CmMGroup));
	s->place = cm_resize(host, NULL, end - first + 1, sizeof(uint32_t));
	s->mass = cm_resize(host, NULL, end - first + 1, sizeof(double));
	for (uint64_t e = first; e < end; e++)
	{
		double		weight = weighted ? p->weight[e] : 1,
					count = (double) p->count[e];
		bool		known = s->places > 0 && s->place[s->places - 1] == p->place[e];

		cm_breathe_at(host, e);
		if (known && s->group[s->groups - 1].weight == weight)
			s->group[s->groups - 1].count += count;
		else
			s->group[s->groups++] = (CmMGroup) {p->place[e], weight, count};
		if (!known)
		{
			s->place[s->places] = p->place[e];
			s->mass[s->places++] = 0;
		}
		s->mass[s->places - 1] += count * weight;
		s->weight += count * weight;
	}
}

static void
sector_close(CmMSector *s, const CmHost *host)
{
	cm_release(host, s->group);
	cm_release(host, s->place);
	cm_release(host, s->mass);
}

static void
choose_sectors(CmMFunction *f, const CmHost *host)
{
	const CmMOptions *o = &f->options;
	const CmPoints *p = f->points;

	f->sector = cm_resize(host, NULL, (size_t) p->industries + 1, sizeof(CmMSector));
	for (uint32_t i = 0; i < p->industries; i++)
		if ((o->industry == UINT32_MAX || o->industry == i) && o->neighbour != i && p->industry_firms[i] >= o->minimum_firms)
			sector_open(&f->sector[f->sectors++], host, p, i, o->weighted);
	if (o->neighbour != UINT32_MAX)
		sector_open(&f->neighbour, host, p, o->neighbour, o->weighted);
}

/* What weighs at each place. */
static void
weigh_places(CmMFunction *f, const CmHost *host)
{
	const CmPoints *p = f->points;

	f->mass = cm_zeros(host, (size_t) p->places + 1, sizeof(double));
	for (uint64_t e = 0; e < p->entries; e++)
	{
		f->mass[p->place[e]] += (double) p->count[e] * (f->options.weighted ? p->weight[e] : 1);
		cm_breathe_at(host, e);
	}
	for (uint32_t x = 0; x < p->places; x++)
	{
		f->weight += f->mass[x];
		cm_breathe_at(host, x);
	}
	f->firms = (double) p->firms;
}

/* Adds the firms of a sector at one place, around which `within` weighs of the industry looked for, to both sums. */
static void
add_firms(const CmMFunction *f, CmMSector *s, const double *within, double *local, double *global)
{
	uint32_t	radii = f->options.radii;
	bool		itself = f->options.neighbour == UINT32_MAX;
	double		wanted = itself ? s->weight : f->neighbour.weight;
	uint32_t	place = s->group[s->next_group].place;
	const double *all = f->within + (size_t) place * radii;

	for (; s->next_group < s->groups && s->group[s->next_group].place == place; s->next_group++)
	{
		CmMGroup	g = s->group[s->next_group];
		double		own = itself ? g.weight : 0;
		double		elsewhere = f->weight - g.weight > 0 ? (wanted - own) / (f->weight - g.weight) : 0;

		for (uint32_t r = 0; r < radii; r++)
		{
			double		around = all[r] - g.weight;

			if (around > 0)
			{
				local[r] += g.count * ((within[r] - own) / around);
				global[r] += g.count * elsewhere;
			}
		}
	}
}

/* Rows of a tile: places whose rings are known. */
typedef struct Tile
{
	uint32_t	rows;			/* at most */
	uint32_t	first;
	uint32_t	end;
	uint8_t    *ring;			/* rows x places */
} Tile;

static void
look_around(CmMFunction *f, const CmHost *host, Tile *t, const bool *wanted)
{
	uint32_t	places = f->points->places,
				radii = f->options.radii;
	double		sum[CM_CIRCLES_MOST + 1];

	for (uint32_t x = t->first; x < t->end; x++)
	{
		uint8_t    *ring = t->ring + (size_t) (x - t->first) * places;

		if (wanted != NULL && !wanted[x])
			continue;
		cm_breathe(host);
		cm_circles_around(&f->circles, &f->positions, x, 0, places, ring);
		cm_circles_sums(ring, NULL, f->mass, places, radii, sum);
		cm_circles_add_up(sum, radii);
		memcpy(f->within + (size_t) x * radii, sum, radii * sizeof(double));
	}
}

/* The firms of a sector in a tile. */
static void
visit_sector(const CmMFunction *f, const CmHost *host, const Tile *t, CmMSector *s, double *local, double *global)
{
	const CmMSector *around = f->options.neighbour == UINT32_MAX ? s : &f->neighbour;
	uint32_t	radii = f->options.radii;
	double		sum[CM_CIRCLES_MOST + 1];

	while (s->next_group < s->groups && s->group[s->next_group].place < t->end)
	{
		uint32_t	row = s->group[s->next_group].place - t->first;

		cm_breathe(host);
		cm_circles_sums(t->ring + (size_t) row * f->points->places, around->place, around->mass, around->places, radii, sum);
		cm_circles_add_up(sum, radii);
		add_firms(f, s, sum, local, global);
	}
}

static bool *
places_of_sectors(const CmMFunction *f, const CmHost *host)
{
	bool	   *wanted = cm_zeros(host, (size_t) f->points->places + 1, sizeof(bool));

	for (uint32_t i = 0; i < f->sectors; i++)
		for (uint32_t k = 0; k < f->sector[i].places; k++)
			wanted[f->sector[i].place[k]] = true;
	return wanted;
}

static void
observe(CmMFunction *f, const CmHost *host)
{
	uint32_t	places = f->points->places,
				radii = f->options.radii;
	size_t		values = (size_t) f->sectors * radii;
	double	   *local = cm_zeros(host, values + 1, sizeof(double));
	double	   *global = cm_zeros(host, values + 1, sizeof(double));
	bool	   *wanted = f->options.draws > 0 ? NULL : places_of_sectors(f, host);
	Tile		t = {.rows = TILE_BYTES / (places + 1) + 1};

	t.rows = t.rows > TILE_ROWS ? TILE_ROWS : t.rows;
	t.ring = cm_resize(host, NULL, (size_t) t.rows * places + 1, sizeof(uint8_t));
	for (t.first = 0; t.first < places; t.first = t.end)
	{
		t.end = places - t.first < t.rows ? places : t.first + t.rows;
		look_around(f, host, &t, wanted);
		for (uint32_t i = 0; i < f->sectors; i++)
			visit_sector(f, host, &t, &f->sector[i], local + (size_t) i * radii, global + (size_t) i * radii);
		cm_tell(&f->options.telling, "places have been seen", t.end, places);
	}
	for (size_t v = 0; v < values; v++)
	{
		f->m[v] = global[v] > 0 ? local[v] / global[v] : NAN;
		cm_breathe_at(host, v);
	}
	cm_release(host, local);
	cm_release(host, global);
	cm_release(host, wanted);
	cm_release(host, t.ring);
}

void
cm_m_function_open(CmMFunction *f, const CmHost *host, const CmPoints *points, const CmMOptions *options)
{
	*f = (CmMFunction) {.points = points, .options = *options};
	choose_sectors(f, host);
	weigh_places(f, host);
	cm_positions_open(&f->positions, host, points->metric, points->places, points->x, points->y);
	cm_circles_open(&f->circles, host, points->metric, options->radius, options->radii);
	f->within = cm_resize(host, NULL, (size_t) points->places * options->radii + 1, sizeof(double));
	f->m = cm_resize(host, NULL, (size_t) f->sectors * options->radii + 1, sizeof(double));
	observe(f, host);
}

void
cm_m_function_close(CmMFunction *f, const CmHost *host)
{
	for (uint32_t i = 0; i < f->sectors; i++)
		sector_close(&f->sector[i], host);
	sector_close(&f->neighbour, host);
	cm_positions_close(&f->positions, host);
	cm_circles_close(&f->circles, host);
	cm_release(host, f->sector);
	cm_release(host, f->mass);
	cm_release(host, f->within);
	cm_release(host, f->m);
}
