/*
 * relatedness.c: which industries are found in the same regions.
 */
#include "core/structure/relatedness.h"

#include <math.h>
#include <string.h>

bool
cm_relatedness_has(CmRelatednessMethod method, CmMargins margins)
{
	if (margins == CM_MARGINS_OCCURRENCES)
		return method != CM_RELATEDNESS_PROBABILITY;
	return method == CM_RELATEDNESS_COSINE || method == CM_RELATEDNESS_JACCARD ||
		method == CM_RELATEDNESS_ASSOCIATION || method == CM_RELATEDNESS_PROBABILITY;
}

/* Pairs of industries in a region: each of its k industries meets k - 1 others. */
static void
count_cooccurrences(CmRelatedness *s, const CmOccurrences *o)
{
	for (uint32_t r = 0; r < o->regions; r++)
	{
		uint32_t	others = cm_diversity(o, r) == 0 ? 0 : cm_diversity(o, r) - 1;

		for (uint64_t k = o->row[r]; k < o->row[r + 1]; k++)
			s->margin[o->industry[k]] += others;
		cm_breathe_after(s->host, o->row[r], o->row[r + 1]);
	}
	for (uint32_t i = 0; i < o->industries; i++)
		s->whole += s->margin[i];
}

void
cm_relatedness_open(CmRelatedness *s, const CmHost *host, const CmOccurrences *o,
					CmRelatednessMethod method, CmMargins margins)
{
	*s = (CmRelatedness) {.host = host, .occurrences = o, .method = method, .margins = margins};
	s->margin = cm_zeros(host, (size_t) o->industries + 1, sizeof(double));
	s->together = cm_resize(host, NULL, (size_t) o->industries + 1, sizeof(uint32_t));
	if (margins == CM_MARGINS_COOCCURRENCES)
	{
		count_cooccurrences(s, o);
		return;
	}
	for (uint32_t i = 0; i < o->industries; i++)
		s->margin[i] = cm_ubiquity(o, i);
	for (uint32_t r = 0; r < o->regions; r++)
		s->whole += cm_diversity(o, r) > 0;
}

void
cm_relatedness_close(CmRelatedness *s)
{
	cm_release(s->host, s->margin);
	cm_release(s->host, s->together);
}

void
cm_relatedness_begin(CmRelatedness *s, uint32_t industry)
{
	const CmOccurrences *o = s->occurrences;

	cm_breathe(s->host);
	memset(s->together, 0, (size_t) o->industries * sizeof(uint32_t));
	for (uint64_t k = o->column[industry]; k < o->column[industry + 1]; k++)
	{
		uint32_t	r = o->region[k];

		for (uint64_t l = o->row[r]; l < o->row[r + 1]; l++)
			s->together[o->industry[l]]++;
		cm_breathe(s->host);
	}
}

/* c less what chance gives, in deviations of it: u_i of R regions hit u_j. */
static double
z_score(double c, double a, double b, double regions)
{
	double		mean = a * b / regions;
	double		variance = mean * (1 - a / regions) * ((regions - b) / (regions - 1));

	return (c - mean) / sqrt(variance);
}

/* Co-occurrences that are expected if each industry drew others by their frequency. */
static double
expected_pairs(double a, double b, double whole)
{
	return whole / 2 * (a / whole * (b / (whole - a)) + b / whole * (a / (whole - b)));
}

double
cm_relatedness_value(const CmRelatedness *s, uint32_t industry, uint32_t other)
{
	double		c = s->together[other];
	/* In the order of labels: a z-score has the same bits from either side. */
	double		a = s->margin[industry < other ? industry : other],
				b = s->margin[industry < other ? other : industry];
	double		value = NAN;

	switch (s->method)
	{
		case CM_RELATEDNESS_PROXIMITY:
			value = c / fmax(a, b);
			break;
		case CM_RELATEDNESS_INCLUSION:
			value = c / fmin(a, b);
			break;
		case CM_RELATEDNESS_COSINE:
			value = c / sqrt(a * b);
			break;
		case CM_RELATEDNESS_JACCARD:
			value = c / (a + b - c);
			break;
		case CM_RELATEDNESS_ASSOCIATION:
			value = c * s->whole / (a * b);
			break;
		case CM_RELATEDNESS_PROBABILITY:
			value = c / expected_pairs(a, b, s->whole);
			break;
		case CM_RELATEDNESS_Z_SCORE:
			value = z_score(c, a, b, s->whole);
			break;
	}
	return isfinite(value) ? value : NAN;
}

void
cm_relatedness_fill(const CmRelatedness *s, uint32_t industry, double *phi)
{
	for (uint32_t j = 0; j < s->occurrences->industries; j++)
		phi[j] = s->together[j] == 0 ? 0 : cm_relatedness_value(s, industry, j);
}

double
cm_relatedness_sum(const double *phi, uint32_t industries)
{
	double		sum = 0;

	for (uint32_t j = 0; j < industries; j++)
		sum += phi[j];
	return sum;
}

double
cm_relatedness_density_of(const CmOccurrences *o, const double *phi, double all, uint32_t region)
{
	double		near = 0;

	for (uint64_t k = o->row[region]; k < o->row[region + 1]; k++)
		near += phi[o->industry[k]];
	/* The same terms in the same order, so that all of them give 1. */
	return all > 0 ? fmin(1, near / all) : NAN;
}

void
cm_relatedness_density(const CmHost *host, const CmOccurrences *o, const double *phi, double *density)
{
	double		all = cm_relatedness_sum(phi, o->industries);

	for (uint32_t r = 0; r < o->regions; r++)
	{
		density[r] = cm_relatedness_density_of(o, phi, all, r);
		cm_breathe_after(host, o->row[r], o->row[r + 1]);
	}
}

/* Relatedness from elsewhere -------------------------------------------- */

/* Where the labels of one list are in another, and where those of the other are in the first. */
static void
match_labels(const CmHost *host, const CmText *labels, uint32_t count, const CmText *others, uint32_t other_count,
			 uint32_t **to, uint32_t **back)
{
	*to = cm_resize(host, NULL, (size_t) count + 1, sizeof(uint32_t));
	*back = cm_resize(host, NULL, (size_t) other_count + 1, sizeof(uint32_t));
	memset(*back, 0xff, ((size_t) other_count + 1) * sizeof(uint32_t));
	for (uint32_t i = 0; i < count; i++)
	{
		cm_breathe_at(host, i);
		(*to)[i] = cm_label_place(others, other_count, labels[i]);
		if ((*to)[i] != UINT32_MAX)
			(*back)[(*to)[i]] = i;
	}
}

void
cm_given_open(CmGivenRelatedness *g, const CmHost *host, const CmTable *given, const CmTable *t)
{
	g->table = given;
	cm_by_industry_open(&g->by_industry, host, given->regions, given->industries, given->row, given->column);
	match_labels(host, t->industry_label, t->industries, given->region_label, given->regions, &g->row_of, &g->from_row);
	match_labels(host, t->industry_label, t->industries, given->industry_label, given->industries,
				 &g->column_of, &g->from_column);
}

static void
put_larger(double *phi, uint32_t place, double value)
{
	/* What is unknown stays so. */
	if (place != UINT32_MAX && !isnan(phi[place]) && !(value <= phi[place]))
		phi[place] = value;
}

double
cm_given_phi(const CmGivenRelatedness *g, uint32_t industry, uint32_t industries, double *phi)
{
	const CmTable *t = g->table;
	uint32_t	row = g->row_of[industry],
				column = g->column_of[industry];
	double		largest = 0;

	memset(phi, 0, (size_t) industries * sizeof(double));
	if (row != UINT32_MAX)
		for (uint64_t c = t->row[row]; c < t->row[row + 1]; c++)
			put_larger(phi, g->from_column[t->column[c]], t->cell.size[c]);
	if (column != UINT32_MAX)
		for (uint64_t k = g->by_industry.start[column]; k < g->by_industry.start[column + 1]; k++)
			put_larger(phi, g->from_row[g->by_industry.region[k]], t->cell.size[g->by_industry.cell[k]]);
	for (uint32_t i = 0; i < industries; i++)
		largest = fmax(largest, phi[i]);
	for (uint32_t i = 0; i < industries && largest > 0; i++)
		phi[i] /= largest;
	return largest;
}
