/*
 * forest.c: the sums of hidden cells that are no sums themselves.
 */
#include "core/disclosure/forest.h"

#include "core/numeric/joins.h"
#include "core/numeric/modular.h"

/* The sums that a cell counts in, and how: SUM of parts - the cell above = 0. */
typedef struct Part
{
	int			count;
	size_t		sum[4];
	bool		is_above[4];
} Part;

static Part
sums_of(const CmForest *f, uint32_t cell)
{
	const CmSums *s = f->sums;
	Part		p = {0};

	for (int side = 0; side < 2; side++)
	{
		uint32_t	above = (side == 0 ? s->above_region : s->above_industry)[cell];

		if (above != CM_NO_CELL)
			p.sum[p.count++] = 2 * (size_t) above + (size_t) side;
	}
	for (size_t sum = CM_OVER_REGIONS(cell); sum <= CM_OVER_INDUSTRIES(cell); sum++)
		if (f->has[sum])
		{
			p.is_above[p.count] = true;
			p.sum[p.count++] = sum;
		}
	return p;
}

static void
find_sums(CmForest *f)
{
	const CmSums *s = f->sums;

	for (uint32_t c = 0; c < s->cells; c++)
	{
		cm_breathe_at(f->host, c);
		if (s->above_region[c] != CM_NO_CELL)
			f->has[CM_OVER_REGIONS(s->above_region[c])] = 1;
		if (s->above_industry[c] != CM_NO_CELL)
			f->has[CM_OVER_INDUSTRIES(s->above_industry[c])] = 1;
	}
}

/* Both ends of a cell without parts; what it is not part of is the ground. */
static void
ends_of(const CmForest *f, uint32_t cell, size_t end[2])
{
	const CmSums *s = f->sums;
	size_t		ground = 2 * (size_t) s->cells;

	end[0] = s->above_region[cell] == CM_NO_CELL ? ground : CM_OVER_REGIONS(s->above_region[cell]);
	end[1] = s->above_industry[cell] == CM_NO_CELL ? ground : CM_OVER_INDUSTRIES(s->above_industry[cell]);
}

static void
grow(CmForest *f, const uint8_t *apart)
{
	for (uint32_t c = 0; c < f->sums->cells; c++)
	{
		size_t		end[2];

		cm_breathe_at(f->host, c);
		if (f->moves[c] == CM_STILL || f->has[CM_OVER_REGIONS(c)] || f->has[CM_OVER_INDUSTRIES(c)] || (apart != NULL && apart[c]))
			continue;
		ends_of(f, c, end);
		f->moves[c] = cm_join(f->tree, (uint32_t) end[0], (uint32_t) end[1]) ? CM_EDGE : CM_LEAF;
	}
}

void
cm_forest_open(CmForest *f, const CmHost *host, const CmSums *sums, const uint8_t *hidden, const uint8_t *apart)
{
	size_t		equations = 2 * (size_t) sums->cells;

	*f = (CmForest) {.host = host, .sums = sums};
	f->moves = cm_zeros(host, (size_t) sums->cells + 1, 1);
	f->has = cm_zeros(host, equations + 1, 1);
	f->tree = cm_joins_open(host, equations + 1);
	for (uint32_t c = 0; c < sums->cells; c++)
		f->moves[c] = hidden[c] ? CM_ABOVE : CM_STILL;
	find_sums(f);
	grow(f, apart);
}

void
cm_forest_close(CmForest *f)
{
	cm_release(f->host, f->moves);
	cm_release(f->host, f->has);
	cm_release(f->host, f->tree);
}

/* How often the cell above counts in the relation of each tree that it has a sum of: at most four. */
typedef struct Share
{
	int			count;
	uint32_t	tree[4];
	int8_t		times[4];
} Share;

static Share
share_of(const CmForest *f, uint32_t cell)
{
	Part		p = sums_of(f, cell);
	Share		s = {0};
	uint32_t	ground = cm_joined(f->tree, 2 * f->sums->cells);

	for (int i = 0; i < p.count; i++)
	{
		uint32_t	tree = cm_joined(f->tree, (uint32_t) p.sum[i]);
		int8_t		times = (p.sum[i] % 2 == 0) == p.is_above[i] ? -1 : 1;
		int			k = 0;

		if (tree == ground)
			continue;
		while (k < s.count && s.tree[k] != tree)
			k++;
		s.tree[k] = tree;
		s.times[k] = (int8_t) (k == s.count ? times : s.times[k] + times);
		s.count += k == s.count;
	}
	return s;
}

/* Numbers trees with relations, and says where each relation begins. */
static uint32_t
number_trees(CmForest *f, uint32_t *number, uint32_t *start)
{
	uint32_t	trees = 0,
				entries = 0;

	for (uint32_t c = 0; c < f->sums->cells; c++)
	{
		Share		s = {0};

		cm_breathe_at(f->host, c);
		if (f->moves[c] == CM_ABOVE)
			s = share_of(f, c);
		for (int i = 0; i < s.count; i++)
			if (s.times[i] != 0)
			{
				if (number[s.tree[i]] == 0)
					number[s.tree[i]] = ++trees;
				start[number[s.tree[i]]]++;
			}
	}
	for (uint32_t t = 0; t <= trees; t++)
	{
		entries += start[t];
		start[t] = entries;
	}
	return trees;
}

void
cm_forest_relations(CmForest *f, CmRelations *relations)
{
	size_t		equations = 2 * (size_t) f->sums->cells;
	uint32_t   *number = cm_zeros(f->host, equations + 1, sizeof(uint32_t));
	uint32_t   *start = cm_zeros(f->host, equations + 2, sizeof(uint32_t));
	uint32_t   *next;

	*relations = (CmRelations) {.start = start};
	relations->count = number_trees(f, number, start);
	relations->cell = cm_resize(f->host, NULL, (size_t) start[relations->count] + 1, sizeof(uint32_t));
	relations->times = cm_resize(f->host, NULL, (size_t) start[relations->count] + 1, 1);
	next = cm_resize(f->host, NULL, (size_t) relations->count + 1, sizeof(uint32_t));
	memcpy(next, start, ((size_t) relations->count + 1) * sizeof(uint32_t));
	for (uint32_t c = 0; c < f->sums->cells; c++)
	{
		Share		s = {0};

		cm_breathe_at(f->host, c);
		if (f->moves[c] == CM_ABOVE)
			s = share_of(f, c);
		for (int i = 0; i < s.count; i++)
			if (s.times[i] != 0)
			{
				uint32_t	at = next[number[s.tree[i]] - 1]++;

				relations->cell[at] = c;
				relations->times[at] = s.times[i];
			}
	}
	cm_release(f->host, next);
	cm_release(f->host, number);
}

void
cm_relations_close(CmRelations *relations, const CmHost *host)
{
	cm_release(host, relations->start);
	cm_release(host, relations->cell);
	cm_release(host, relations->times);
}

/* What a cell adds to its sums: what is left over there is what their last edges have to take. */
static void
pour(const CmForest *f, uint64_t *left, uint32_t cell, uint64_t movement)
{
	Part		p = sums_of(f, cell);

	for (int i = 0; i < p.count; i++)
		left[p.sum[i]] = p.is_above[i] ? cm_modular_sum(left[p.sum[i]], movement) : cm_modular_difference(left[p.sum[i]], movement);
}

/* How many edges of the forest a sum still has, and all of their numbers, of which the last can be told when the others are taken out. */
typedef struct Tally
{
	uint32_t	count;
	uint32_t	mixed;			/* exclusive or */
} Tally;

static void
take(Tally *tally, uint32_t cell)
{
	tally->count--;
	tally->mixed ^= cell;
}

/* Tallies the edges of the forest at each sum, and pours all other cells into it; which sums have one edge is `ready`. */
static size_t
begin_filling(const CmForest *f, Tally *edges, uint64_t *left, size_t *ready, const uint64_t *movement)
{
	size_t		ground = 2 * (size_t) f->sums->cells,
				count = 0;

	for (uint32_t c = 0; c < f->sums->cells; c++)
	{
		size_t		end[2];

		cm_breathe_at(f->host, c);
		if (f->moves[c] == CM_ABOVE || f->moves[c] == CM_LEAF)
			pour(f, left, c, movement[c]);
		if (f->moves[c] != CM_EDGE)
			continue;
		ends_of(f, c, end);
		for (int i = 0; i < 2; i++)
		{
			edges[end[i]].count++;
			edges[end[i]].mixed ^= c;
		}
	}
	for (size_t sum = 0; sum < ground; sum++)
		if (edges[sum].count == 1)
			ready[count++] = sum;
	return count;
}

void
cm_forest_fill(const CmForest *f, uint64_t *movement)
{
	size_t		ground = 2 * (size_t) f->sums->cells,
				count;
	Tally	   *edges = cm_zeros(f->host, ground + 1, sizeof(Tally));
	uint64_t   *left = cm_zeros(f->host, ground + 1, sizeof(uint64_t));
	size_t	   *ready = cm_resize(f->host, NULL, ground + 1, sizeof(size_t));

	count = begin_filling(f, edges, left, ready, movement);
	for (size_t done = 0; done < count; done++)
	{
		size_t		end[2];
		uint32_t	cell = edges[ready[done]].mixed;

		cm_breathe_at(f->host, done);
		if (edges[ready[done]].count == 0)
			continue;
		movement[cell] = left[ready[done]];
		ends_of(f, cell, end);
		for (int i = 0; i < 2; i++)
		{
			take(&edges[end[i]], cell);
			left[end[i]] = cm_modular_difference(left[end[i]], movement[cell]);
			if (end[i] != ground && edges[end[i]].count == 1)
				ready[count++] = end[i];
		}
	}
	cm_release(f->host, edges);
	cm_release(f->host, left);
	cm_release(f->host, ready);
}
