/*
 * similarity.c: how alike what two regions do is.
 */
#include "core/structure/similarity.h"

#include "core/numeric/lq.h"

#include <math.h>
#include <string.h>

void
cm_mix_add(CmMix *mix, double share, bool present)
{
	mix->sum += share;
	mix->squares += share * share;
	mix->present += present;
}

void
cm_overlap_add(CmOverlap *overlap, double a, double b, bool both_present)
{
	overlap->product += a * b;
	overlap->least += a < b ? a : b;
	overlap->present += both_present;
}

void
cm_similarity(const CmMix *a, const CmMix *b, const CmOverlap *overlap, double row[CM_SIMILARITY_COLUMNS])
{
	double		larger = a->sum < b->sum ? b->sum : a->sum;
	uint32_t	either = a->present + b->present - overlap->present;

	for (int i = 0; i < CM_SIMILARITY_COLUMNS; i++)
		row[i] = NAN;
	/* Also where a share is unknown. */
	if (!(a->sum > 0 && b->sum > 0))
		return;
	/* Shares of equal mixes have the same sums, so that these quotients are 1 to the last bit. */
	row[CM_SIMILARITY_UNIDO] = fmin(1, overlap->product / sqrt(a->squares * b->squares));
	row[CM_SIMILARITY_FINGER_KREININ] = overlap->least / larger;
	row[CM_SIMILARITY_KRUGMAN] = (1 - overlap->least / a->sum) + (1 - overlap->least / b->sum);
	if (either > 0)
		row[CM_SIMILARITY_JACCARD] = (double) overlap->present / either;
}

/* Preparation ---------------------------------------------------------- */

/* A cell's share of its region, and whether its industry is present there. */
static CmMember
member_of(const CmSimilarities *s, uint32_t region, uint64_t cell)
{
	uint32_t	industry = s->table->column[cell];
	bool		present = cm_location_quotient_reaches(s->amount[cell], s->region_total[region],
													   s->reference.mass[industry], s->reference.total, s->threshold);
	CmMember	m = {region, present, 0};

	if (s->amount[cell] != 0)
		m.share = s->amount[cell] / s->region_total[region];
	return m;
}

uint32_t
cm_similarities_open(CmSimilarities *s, const CmHost *host, const CmTable *t,
					 const CmTable *reference, bool of_firms, double threshold)
{
	uint32_t	missing;

	memset(s, 0, sizeof(*s));
	s->host = host;
	s->table = t;
	s->of_firms = of_firms;
	s->amount = of_firms ? t->cell.firms : t->cell.size;
	s->region_total = of_firms ? t->region.firms : t->region.size;
	s->threshold = threshold;
	missing = cm_reference_open(&s->reference, host, t, reference, false, of_firms);
	s->mix = cm_zeros(host, (size_t) t->regions + 1, sizeof(CmMix));
	for (uint32_t r = 0; r < t->regions; r++)
		for (uint64_t c = t->row[r]; c < t->row[r + 1]; c++)
		{
			CmMember	m = member_of(s, r, c);

			cm_mix_add(&s->mix[r], m.share, m.present);
			cm_breathe_at(host, c);
		}
	return missing;
}

void
cm_similarities_close(CmSimilarities *s, const CmHost *host)
{
	cm_release(host, s->reference.mass);
	cm_release(host, s->mix);
	cm_release(host, s->start);
	cm_release(host, s->member);
	cm_release(host, s->overlap);
	cm_release(host, s->target);
	memset(s, 0, sizeof(*s));
}

/* All pairs ------------------------------------------------------------ */

void
cm_similarities_pairs(CmSimilarities *s, const CmHost *host)
{
	const CmTable *t = s->table;
	CmByIndustry by_industry;

	cm_by_industry_open(&by_industry, host, t->regions, t->industries, t->row, t->column);
	s->start = by_industry.start;
	s->member = cm_resize(host, NULL, t->cells + 1, sizeof(CmMember));
	for (uint64_t k = 0; k < t->cells; k++)
	{
		cm_breathe_at(host, k);
		s->member[k] = member_of(s, by_industry.region[k], by_industry.cell[k]);
	}
	cm_release(host, by_industry.region);
	cm_release(host, by_industry.cell);
	s->overlap = cm_resize(host, NULL, (size_t) t->regions + 1, sizeof(CmOverlap));
}

/* Where a region is among the members of an industry, of which it is one. */
static uint64_t
place_of_member(const CmSimilarities *s, uint32_t industry, uint32_t region)
{
	uint64_t	low = s->start[industry],
				high = s->start[industry + 1];

	while (high - low > 1)
	{
		uint64_t	middle = low + (high - low) / 2;

		*(s->member[middle].region <= region ? &low : &high) = middle;
	}
	return low;
}

void
cm_similarities_begin(CmSimilarities *s, uint32_t region)
{
	const CmTable *t = s->table;

	memset(s->overlap, 0, t->regions * sizeof(CmOverlap));
	for (uint64_t c = t->row[region]; c < t->row[region + 1]; c++)
	{
		uint32_t	i = t->column[c];
		uint64_t	place = place_of_member(s, i, region);
		CmMember	own = s->member[place];

		/* Members are sorted by region: those after it follow. */
		for (uint64_t k = place + 1; k < s->start[i + 1]; k++)
		{
			const CmMember *other = &s->member[k];

			cm_overlap_add(&s->overlap[other->region], own.share, other->share, own.present & other->present);
		}
		cm_breathe(s->host);
	}
}

bool
cm_similarities_pair(const CmSimilarities *s, uint32_t a, uint32_t b, double row[CM_SIMILARITY_COLUMNS])
{
	if (s->overlap[b].least == 0)
		return false;
	cm_similarity(&s->mix[a], &s->mix[b], &s->overlap[b], row);
	return true;
}

/* Against one ---------------------------------------------------------- */

void
cm_similarities_target(CmSimilarities *s, const CmHost *host, uint32_t region, const CmTable *reference)
{
	const CmTable *t = s->table;
	const CmTable *from = reference == NULL ? t : reference;
	const double *mass = s->of_firms ? from->industry.firms : from->industry.size;

	s->target = cm_zeros(host, (size_t) t->industries + 1, sizeof(CmMember));
	memset(&s->whole, 0, sizeof(s->whole));
	if (region != UINT32_MAX)
	{
		for (uint64_t c = t->row[region]; c < t->row[region + 1]; c++)
			s->target[t->column[c]] = member_of(s, region, c);
		s->whole = s->mix[region];
		return;
	}
	/* The whole has a quotient of 1 in each industry. */
	for (uint32_t i = 0; i < t->industries; i++)
		if (s->reference.mass[i] != 0)
			s->target[i] = (CmMember) {0, s->threshold <= 1, s->reference.mass[i] / s->reference.total};
	for (uint32_t i = 0; i < from->industries; i++)
		if (mass[i] != 0)
			cm_mix_add(&s->whole, mass[i] / s->reference.total, s->threshold <= 1);
}

void
cm_similarities_to_target(const CmSimilarities *s, uint32_t region, double row[CM_SIMILARITY_COLUMNS])
{
	const CmTable *t = s->table;
	CmOverlap	overlap = {0};

	for (uint64_t c = t->row[region]; c < t->row[region + 1]; c++)
	{
		CmMember	own = member_of(s, region, c);
		const CmMember *target = &s->target[t->column[c]];

		cm_overlap_add(&overlap, own.share, target->share, own.present & target->present);
	}
	cm_similarity(&s->mix[region], &s->whole, &overlap, row);
}
