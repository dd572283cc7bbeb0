/*
 * industry_space.c: the network of related industries, as it is drawn.
 */
#include "core/structure/industry_space.h"

#include "core/numeric/radix.h"

static uint64_t
pair_of(const CmIndustrySpace *p, uint32_t x, uint32_t y)
{
	return x < y ? (uint64_t) x * p->industries + y : (uint64_t) y * p->industries + x;
}

/* Does the backbone take one link before another? */
static bool
is_before(const CmLink *x, const CmLink *y)
{
	return x->relatedness > y->relatedness || (x->relatedness == y->relatedness && x->pair < y->pair);
}

static void
add_link(CmIndustrySpace *p, const CmHost *host, CmLink link)
{
	if (p->links == p->capacity)
	{
		uint64_t	capacity = cm_grown(p->capacity, 64);

		p->link = cm_resize(host, p->link, capacity, sizeof(CmLink));
		p->capacity = capacity;
	}
	p->link[p->links++] = link;
}

/*
 * Looks from an industry that was reached at those that wait: each pair is seen
 * once.  Returns which of them is reached next.
 */
static uint32_t
look_from(CmIndustrySpace *p, CmRelatedness *s, uint32_t industry, const uint32_t *waiting, uint32_t count, double minimum)
{
	uint32_t	next = 0;

	cm_relatedness_begin(s, industry);
	for (uint32_t k = 0; k < count; k++)
	{
		uint32_t	j = waiting[k];

		if (s->together[j] > 0)
		{
			CmLink		link = {pair_of(p, industry, j), cm_relatedness_value(s, industry, j)};

			if (link.relatedness > 0 && link.relatedness >= minimum)
				add_link(p, s->host, link);
			if (is_before(&link, &p->nearest[j]))
				p->nearest[j] = link;
		}
		if (is_before(&p->nearest[j], &p->nearest[waiting[next]]))
			next = k;
	}
	return next;
}

/* Reaches all industries, along the first of the links that lead on; where none does, anywhere. */
static void
grow(CmIndustrySpace *p, CmRelatedness *s, double minimum)
{
	uint32_t   *waiting = cm_resize(s->host, NULL, (size_t) p->industries + 1, sizeof(uint32_t));
	uint32_t	count = p->industries,
				next = 0;

	for (uint32_t i = 0; i < count; i++)
		waiting[i] = i;
	while (count > 0)
	{
		uint32_t	industry = waiting[next];
		CmLink		by = p->nearest[industry];

		if (by.relatedness > 0 && !(by.relatedness >= minimum))
			add_link(p, s->host, by);
		waiting[next] = waiting[--count];
		next = look_from(p, s, industry, waiting, count, minimum);
	}
	cm_release(s->host, waiting);
}

void
cm_industry_space_open(CmIndustrySpace *p, CmRelatedness *s, double minimum)
{
	const CmHost *host = s->host;
	uint32_t	industries = s->occurrences->industries;

	*p = (CmIndustrySpace) {.industries = industries};
	p->nearest = cm_zeros(host, (size_t) industries + 1, sizeof(CmLink));
	grow(p, s, minimum);
	cm_radix_sort(host, p->link, p->links, offsetof(CmLink, pair));
	p->start = cm_zeros(host, (size_t) industries + 1, sizeof(uint64_t));
	p->later = cm_resize(host, NULL, p->links + 1, sizeof(uint32_t));
	for (uint64_t k = 0; k < p->links; k++)
	{
		p->start[p->link[k].pair / industries + 1]++;
		p->later[k] = (uint32_t) (p->link[k].pair % industries);
		cm_breathe_at(host, k);
	}
	for (uint32_t i = 0; i < industries; i++)
		p->start[i + 1] += p->start[i];
}

void
cm_industry_space_close(CmIndustrySpace *p, const CmHost *host)
{
	cm_release(host, p->link);
	cm_release(host, p->start);
	cm_release(host, p->later);
	cm_release(host, p->nearest);
}

bool
cm_industry_space_is_backbone(const CmIndustrySpace *p, uint64_t link)
{
	uint64_t	pair = p->link[link].pair;
	const CmLink *a = &p->nearest[pair / p->industries],
			   *b = &p->nearest[p->later[link]];

	return (a->relatedness > 0 && a->pair == pair) || (b->relatedness > 0 && b->pair == pair);
}
