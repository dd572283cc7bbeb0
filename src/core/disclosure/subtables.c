/*
 * subtables.c: the two-way tables that a table with hierarchies consists of.
 */
#include "core/disclosure/subtables.h"

#include "core/numeric/joins.h"
#include "core/numeric/radix.h"

/*
 * A cell of which others are parts has a sum over regions, or over industries, or both.  Each is the column or the row
 * of a subtable in which the cell is a total, and if there are both they
 * are the total column and the total row of the one below.
 */
typedef enum Line
{
	COLUMN,
	ROW,
	TOTAL_COLUMN,
	TOTAL_ROW,
	LINES
} Line;

#define GROUND UINT32_MAX

typedef struct Maker
{
	const CmHost *host;
	const CmSums *sums;
	CmSubtables *s;
	uint8_t    *lines;			/* of each cell: a bit for each that there is */
	uint32_t   *group;			/* lines that cells join, by LINES * cell + line */
	uint32_t   *number;			/* of such a line, a vertex; that of the ground for the first of its group */
	CmKeyed    *link;			/* subtable of each edge; cell and which of its edges */
	size_t		links;
} Maker;

static void
find_lines(Maker *m)
{
	const CmSums *sums = m->sums;

	m->lines = cm_zeros(m->host, (size_t) sums->cells + 1, 1);
	for (uint32_t k = 0; k < sums->cells; k++)
	{
		cm_breathe_at(m->host, k);
		if (sums->above_region[k] != CM_NO_CELL)
			m->lines[sums->above_region[k]] |= 1 << COLUMN;
		if (sums->above_industry[k] != CM_NO_CELL)
			m->lines[sums->above_industry[k]] |= 1 << ROW;
	}
	for (uint32_t k = 0; k < sums->cells; k++)
		if (m->lines[k] == (1 << COLUMN | 1 << ROW))
			m->lines[k] |= 1 << TOTAL_COLUMN | 1 << TOTAL_ROW;
}

static uint32_t
line_of(const Maker *m, uint32_t cell, Line line)
{
	return cell != CM_NO_CELL && m->lines[cell] >> line & 1 ? LINES * cell + (uint32_t) line : GROUND;
}

/* Where a cell leads from and to as an inner cell, as the total of a column, of a row, and of all; from one line at least, or it is no edge. */
static bool
find_ends(const Maker *m, uint32_t k, int as, uint32_t end[2])
{
	uint32_t	column = m->sums->above_region[k],
				row = m->sums->above_industry[k];

	switch (as)
	{
		case 0:
			end[0] = line_of(m, row, ROW);
			end[1] = line_of(m, column, COLUMN);
			break;
		case 1:
			end[0] = line_of(m, k, COLUMN);
			end[1] = line_of(m, row, TOTAL_ROW);
			break;
		case 2:
			end[0] = line_of(m, column, TOTAL_COLUMN);
			end[1] = line_of(m, k, ROW);
			break;
		default:
			end[0] = line_of(m, k, TOTAL_ROW);
			end[1] = line_of(m, k, TOTAL_COLUMN);
	}
	return end[0] != GROUND || end[1] != GROUND;
}

/* Edges, and what they join. */
static void
list_links(Maker *m)
{
	uint32_t	cells = m->sums->cells,
				end[2];

	m->group = cm_joins_open(m->host, LINES * (size_t) cells);
	m->link = cm_resize(m->host, NULL, 4 * (size_t) cells + 1, sizeof(CmKeyed));
	for (uint32_t k = 0; k < cells; k++)
	{
		cm_breathe_at(m->host, k);
		for (int as = 0; as < 4; as++)
			if (find_ends(m, k, as, end))
			{
				m->link[m->links++].with = 4 * (uint64_t) k + (uint64_t) as;
				if (end[0] != GROUND && end[1] != GROUND)
					cm_join(m->group, end[0], end[1]);
			}
	}
}

/* How far below the top the subtable of a line is. */
static uint64_t
depth_of(const Maker *m, uint32_t line)
{
	const CmSums *sums = m->sums;
	uint32_t	k = line / LINES;

	return (uint64_t) sums->region.depth[sums->region_of[k]] + sums->industry.depth[sums->industry_of[k]] + (line % LINES >= TOTAL_COLUMN);
}

/* Numbers groups from the top downwards, those of one depth as their first cells come; and gives their edges the numbers. */
static void
number_groups(Maker *m)
{
	size_t		lines = LINES * (size_t) m->sums->cells;
	uint32_t	count = 0,
				end[2];
	CmKeyed    *group;

	m->number = cm_resize(m->host, NULL, lines + 1, sizeof(uint32_t));
	for (size_t l = 0; l < lines; l++)
		count += m->lines[l / LINES] >> l % LINES & 1 && cm_joined(m->group, (uint32_t) l) == l;
	group = cm_resize(m->host, NULL, (size_t) count + 1, sizeof(CmKeyed));
	count = 0;
	for (size_t l = 0; l < lines; l++)
	{
		cm_breathe_at(m->host, l);
		if (m->lines[l / LINES] >> l % LINES & 1 && cm_joined(m->group, (uint32_t) l) == l)
			group[count++] = (CmKeyed) {depth_of(m, (uint32_t) l), l};
	}
	cm_radix_sort(m->host, group, count, 0);
	for (uint32_t g = 0; g < count; g++)
		m->number[group[g].with] = g;
	cm_release(m->host, group);
	for (size_t e = 0; e < m->links; e++)
	{
		find_ends(m, (uint32_t) (m->link[e].with / 4), (int) (m->link[e].with % 4), end);
		m->link[e].key = m->number[cm_joined(m->group, end[0] != GROUND ? end[0] : end[1])];
	}
	m->s->count = count;
}

/* The vertex of a line, which is the next one if it has none. */
static uint32_t
vertex_of(Maker *m, uint32_t line, uint32_t ground)
{
	if (line == GROUND)
		return ground;
	if (m->number[line] == GROUND)
		m->number[line] = m->s->vertices++;
	return m->number[line];
}

/* Edges in the order of subtables. */
static void
add_edges(Maker *m)
{
	CmSubtables *s = m->s;
	uint32_t	subtables = 0,
				end[2];

	cm_radix_sort(m->host, m->link, m->links, 0);
	for (size_t l = 0; l < LINES * (size_t) m->sums->cells; l++)
		m->number[l] = GROUND;
	s->first_vertex = cm_resize(m->host, NULL, (size_t) s->count + 1, sizeof(uint32_t));
	s->first_edge = cm_resize(m->host, NULL, (size_t) s->count + 1, sizeof(uint32_t));
	s->cell = cm_resize(m->host, NULL, m->links + 1, sizeof(uint32_t));
	s->from = cm_resize(m->host, NULL, m->links + 1, sizeof(uint32_t));
	s->to = cm_resize(m->host, NULL, m->links + 1, sizeof(uint32_t));
	for (; s->edges < m->links; s->edges++)
	{
		const CmKeyed *link = &m->link[s->edges];

		cm_breathe_at(m->host, s->edges);
		if (s->edges == 0 || link->key != link[-1].key)
		{
			s->first_vertex[subtables] = s->vertices++;
			s->first_edge[subtables++] = s->edges;
		}
		find_ends(m, (uint32_t) (link->with / 4), (int) (link->with % 4), end);
		s->cell[s->edges] = (uint32_t) (link->with / 4);
		s->from[s->edges] = vertex_of(m, end[0], s->first_vertex[subtables - 1]);
		s->to[s->edges] = vertex_of(m, end[1], s->first_vertex[subtables - 1]);
	}
	s->first_vertex[subtables] = s->vertices;
	s->first_edge[subtables] = s->edges;
}

/* Lists of edges by one or two numbers that each of them has. */
static void
list_edges(const CmHost *host, uint32_t edges, uint32_t lists, const uint32_t *one, const uint32_t *two, uint32_t **first, uint32_t **listed)
{
	uint32_t   *start = *first = cm_zeros(host, (size_t) lists + 2, sizeof(uint32_t));

	*listed = cm_resize(host, NULL, (two == NULL ? 1 : 2) * (size_t) edges + 1, sizeof(uint32_t));
	for (uint32_t e = 0; e < edges; e++)
	{
		start[one[e] + 2]++;
		if (two != NULL)
			start[two[e] + 2]++;
	}
	for (uint32_t v = 2; v <= lists; v++)
		start[v] += start[v - 1];
	cm_breathe(host);
	for (uint32_t e = 0; e < edges; e++)
	{
		(*listed)[start[one[e] + 1]++] = e;
		if (two != NULL)
			(*listed)[start[two[e] + 1]++] = e;
	}
	cm_breathe(host);
}

void
cm_subtables_open(CmSubtables *s, const CmHost *host, const CmSums *sums)
{
	Maker		m = {.host = host, .sums = sums, .s = s};

	*s = (CmSubtables) {0};
	find_lines(&m);
	list_links(&m);
	number_groups(&m);
	add_edges(&m);
	cm_release(host, m.lines);
	cm_release(host, m.group);
	cm_release(host, m.number);
	cm_release(host, m.link);
	list_edges(host, s->edges, s->vertices, s->from, s->to, &s->around, &s->edge);
	list_edges(host, s->edges, sums->cells, s->cell, NULL, &s->at, &s->place);
}

void
cm_subtables_close(CmSubtables *s, const CmHost *host)
{
	cm_release(host, s->first_edge);
	cm_release(host, s->first_vertex);
	cm_release(host, s->cell);
	cm_release(host, s->from);
	cm_release(host, s->to);
	cm_release(host, s->around);
	cm_release(host, s->edge);
	cm_release(host, s->at);
	cm_release(host, s->place);
}

uint32_t
cm_subtables_of(const CmSubtables *s, uint32_t edge)
{
	uint32_t	low = 0,
				high = s->count;

	while (high - low > 1)
	{
		uint32_t	middle = low + (high - low) / 2;

		if (s->first_edge[middle] <= edge)
			low = middle;
		else
			high = middle;
	}
	return low;
}
