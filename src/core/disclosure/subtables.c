/*
 * subtables.c: the two-way tables that a table with hierarchies consists of.
 */
#include "core/disclosure/subtables.h"

#include "core/numeric/radix.h"

/* What one side of a subtable knows of a node: whether the sum of its cells is one, and its vertex. */
typedef struct Line
{
	bool		total;
	bool		parts;
	uint32_t	vertex;			/* CM_NO_NODE: not numbered yet */
} Line;

typedef struct Maker
{
	const CmHost *host;
	const CmSums *sums;
	CmSubtables *s;
	bool	   *region_has_parts;
	bool	   *industry_has_parts;
	CmKeyed    *member;			/* subtable, as a key of both nodes, and cell */
	size_t		members;
	CmKeyed    *group;			/* depth of a subtable, and its first member */
	size_t		groups;
	Line	   *row;			/* by node */
	Line	   *column;
} Maker;

static bool *
nodes_with_parts(const CmHost *host, const CmTree *tree)
{
	bool	   *has = cm_zeros(host, (size_t) tree->count + 1, sizeof(bool));

	for (uint32_t v = 0; v < tree->count; v++)
		if (tree->parent[v] != CM_NO_NODE)
			has[tree->parent[v]] = true;
	return has;
}

/* The nodes that a side of a subtable may be of, for a cell of `node`: what is above, and itself, if it has parts. */
static int
sides_of(const CmTree *tree, const bool *has_parts, uint32_t node, uint32_t side[2])
{
	int			count = 0;

	if (tree->parent[node] != CM_NO_NODE || !has_parts[node])
		side[count++] = tree->parent[node];
	if (has_parts[node])
		side[count++] = node;
	return count;
}

static void
list_members(Maker *m)
{
	const CmSums *sums = m->sums;

	m->member = cm_resize(m->host, NULL, 4 * (size_t) sums->cells + 1, sizeof(CmKeyed));
	for (uint32_t k = 0; k < sums->cells; k++)
	{
		uint32_t	r[2],
					i[2];
		int			rs = sides_of(&sums->region, m->region_has_parts, sums->region_of[k], r),
					is = sides_of(&sums->industry, m->industry_has_parts, sums->industry_of[k], i);

		for (int a = 0; a < rs; a++)
			for (int b = 0; b < is; b++)
				if (r[a] != CM_NO_NODE || i[b] != CM_NO_NODE)
					m->member[m->members++] = (CmKeyed) {(uint64_t) r[a] << 32 | i[b], k};
		cm_breathe_at(m->host, k);
	}
	cm_radix_sort(m->host, m->member, m->members, 0);
}

static uint32_t
depth_of(const CmTree *tree, uint32_t node)
{
	return node == CM_NO_NODE ? 0 : tree->depth[node];
}

/* Subtables from the top downwards; those of one depth by region, then industry. */
static void
list_groups(Maker *m)
{
	size_t		at = 0;

	for (size_t e = 0; e < m->members; e++)
		m->groups += e == 0 || m->member[e].key != m->member[e - 1].key;
	m->group = cm_resize(m->host, NULL, m->groups + 1, sizeof(CmKeyed));
	for (size_t e = 0; e < m->members; e++)
	{
		uint64_t	key = m->member[e].key;

		if (e == 0 || key != m->member[e - 1].key)
			m->group[at++] = (CmKeyed) {
				(uint64_t) depth_of(&m->sums->region, (uint32_t) (key >> 32)) + depth_of(&m->sums->industry, (uint32_t) key), e
			};
	}
	cm_radix_sort(m->host, m->group, m->groups, 0);
}

/* The vertex of a row or column: the ground, unless it has a total and parts. */
static uint32_t
vertex_of(Line *line, uint32_t ground, uint32_t *vertices)
{
	if (!line->total || !line->parts)
		return ground;
	if (line->vertex == CM_NO_NODE)
		line->vertex = (*vertices)++;
	return line->vertex;
}

/* Edges of the subtable that begins at a member; a cell of no sum is none. */
static void
add_group(Maker *m, size_t begin)
{
	CmSubtables *s = m->s;
	uint64_t	key = m->member[begin].key;
	uint32_t	r = (uint32_t) (key >> 32),
				i = (uint32_t) key,
				ground = s->vertices++,
				before = s->edges;
	size_t		end = begin;

	for (; end < m->members && m->member[end].key == key; end++)
	{
		uint32_t	k = (uint32_t) m->member[end].with;
		Line	   *row = &m->row[m->sums->region_of[k]],
				   *column = &m->column[m->sums->industry_of[k]];

		*(m->sums->industry_of[k] == i ? &row->total : &row->parts) = true;
		*(m->sums->region_of[k] == r ? &column->total : &column->parts) = true;
	}
	for (size_t e = begin; e < end; e++)
	{
		uint32_t	k = (uint32_t) m->member[e].with,
					row = vertex_of(&m->row[m->sums->region_of[k]], ground, &s->vertices),
					column = vertex_of(&m->column[m->sums->industry_of[k]], ground, &s->vertices);
		bool		against = (m->sums->region_of[k] == r) != (m->sums->industry_of[k] == i);

		if (row == column)
			continue;
		s->cell[s->edges] = k;
		s->from[s->edges] = against ? column : row;
		s->to[s->edges++] = against ? row : column;
	}
	for (size_t e = begin; e < end; e++)
	{
		uint32_t	k = (uint32_t) m->member[e].with;

		m->row[m->sums->region_of[k]] = m->column[m->sums->industry_of[k]] = (Line) {.vertex = CM_NO_NODE};
	}
	if (s->edges == before)
	{
		s->vertices = ground;
		return;
	}
	s->region[s->count] = r;
	s->industry[s->count] = i;
	s->first_vertex[s->count] = ground;
	s->first_edge[s->count++] = before;
}

static Line *
blank_lines(const CmHost *host, uint32_t count)
{
	Line	   *line = cm_resize(host, NULL, (size_t) count + 1, sizeof(Line));

	for (uint32_t v = 0; v < count; v++)
		line[v] = (Line) {.vertex = CM_NO_NODE};
	return line;
}

static void
add_groups(Maker *m)
{
	CmSubtables *s = m->s;

	m->row = blank_lines(m->host, m->sums->region.count);
	m->column = blank_lines(m->host, m->sums->industry.count);
	s->region = cm_resize(m->host, NULL, m->groups + 1, sizeof(uint32_t));
	s->industry = cm_resize(m->host, NULL, m->groups + 1, sizeof(uint32_t));
	s->first_vertex = cm_resize(m->host, NULL, m->groups + 1, sizeof(uint32_t));
	s->first_edge = cm_resize(m->host, NULL, m->groups + 1, sizeof(uint32_t));
	s->cell = cm_resize(m->host, NULL, m->members + 1, sizeof(uint32_t));
	s->from = cm_resize(m->host, NULL, m->members + 1, sizeof(uint32_t));
	s->to = cm_resize(m->host, NULL, m->members + 1, sizeof(uint32_t));
	for (size_t g = 0; g < m->groups; g++)
	{
		add_group(m, (size_t) m->group[g].with);
		cm_breathe_at(m->host, g);
	}
	s->first_vertex[s->count] = s->vertices;
	s->first_edge[s->count] = s->edges;
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
	m.region_has_parts = nodes_with_parts(host, &sums->region);
	m.industry_has_parts = nodes_with_parts(host, &sums->industry);
	list_members(&m);
	list_groups(&m);
	add_groups(&m);
	cm_release(host, m.region_has_parts);
	cm_release(host, m.industry_has_parts);
	cm_release(host, m.member);
	cm_release(host, m.group);
	cm_release(host, m.row);
	cm_release(host, m.column);
	list_edges(host, s->edges, s->vertices, s->from, s->to, &s->around, &s->edge);
	list_edges(host, s->edges, sums->cells, s->cell, NULL, &s->at, &s->place);
}

void
cm_subtables_close(CmSubtables *s, const CmHost *host)
{
	cm_release(host, s->region);
	cm_release(host, s->industry);
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
