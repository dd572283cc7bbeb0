/*
 * specialization.c: what a region does.
 */
#include "core/measures/specialization.h"
#include "core/numeric/undefined.h"

#include <math.h>
#include <string.h>

uint32_t
cm_specialization_open(CmSpecialization *s, const CmHost *host, const CmTable *t,
					   const CmTable *reference, bool of_firms, const uint32_t *group, uint32_t groups)
{
	memset(s, 0, sizeof(*s));
	s->table = t;
	s->of_firms = of_firms;
	s->amount = of_firms ? t->cell.firms : t->cell.size;
	s->group = group;
	s->host = host;
	s->group_share = cm_resize(host, NULL, (size_t) groups + 1, sizeof(double));
	s->scratch = cm_resize(host, NULL, (size_t) t->industries + 1, sizeof(CmShare));
	return cm_reference_open(&s->reference, host, t, reference, false, of_firms);
}

uint32_t
cm_specialization_shares(const CmSpecialization *s, uint32_t region, CmShare *shares, double *absent)
{
	const CmTable *t = s->table;
	double		total = s->of_firms ? t->region.firms[region] : t->region.size[region];
	uint32_t	count = 0;

	for (uint64_t c = t->row[region]; c < t->row[region + 1]; c++)
		if (s->amount[c] > 0)
			shares[count++] = cm_share(t->column[c], s->amount[c], total,
									   s->reference.mass[t->column[c]], s->reference.total);
	*absent = cm_absent_weight(&s->reference, shares, count);
	return count;
}

/* Entropy in bits between groups, and within them; it adds up to that of the industries. */
static void
variety(const CmSpecialization *s, const CmShare *shares, uint32_t count, double *related, double *unrelated)
{
	*related = *unrelated = 0;
	cm_group_shares(shares, count, s->group, s->group_share);
	for (uint32_t k = 0; k < count; k++)
	{
		double		of_group = s->group_share[s->group[shares[k].place]];

		if (shares[k].share == 0)
			continue;
		*unrelated -= shares[k].share * log2(of_group);
		*related -= shares[k].share * log2(shares[k].share / of_group);
	}
}

void
cm_specialization_row(const CmSpecialization *s, uint32_t region, double row[CM_SPECIALIZATION_COLUMNS])
{
	CmUnevenness u;
	double		absent;
	double		mix = 0;
	uint32_t	count;

	for (int i = 0; i < CM_SPECIALIZATION_COLUMNS; i++)
		row[i] = NAN;
	count = cm_specialization_shares(s, region, s->scratch, &absent);
	if (count == 0)
		return;
	cm_unevenness(s->host, s->scratch, count, absent, true, &u);
	for (uint32_t k = 0; k < count; k++)
		if (s->scratch[k].share != 0)
			mix += s->scratch[k].share * cm_share_ratio(&s->scratch[k]);
	row[CM_SPECIALIZATION_HERFINDAHL] = u.herfindahl;
	row[CM_SPECIALIZATION_GINI] = u.gini;
	row[CM_SPECIALIZATION_HOOVER] = u.hoover;
	row[CM_SPECIALIZATION_KRUGMAN] = u.krugman;
	row[CM_SPECIALIZATION_THEIL] = u.theil;
	row[CM_SPECIALIZATION_ENTROPY] = u.entropy;
	variety(s, s->scratch, count, &row[CM_SPECIALIZATION_RELATED_VARIETY], &row[CM_SPECIALIZATION_UNRELATED_VARIETY]);
	row[CM_SPECIALIZATION_HACHMAN] = 1 / mix;
	row[CM_SPECIALIZATION_RELATIVE_DIVERSITY] = u.krugman > 0 ? 1 / u.krugman : NAN;
	cm_define_row(row, CM_SPECIALIZATION_COLUMNS);
}
