/*
 * freedom.c: which hidden cells the sums of a table give away.
 */
#include "core/disclosure/freedom.h"

#include "core/disclosure/elimination.h"
#include "core/disclosure/forest.h"
#include "core/numeric/random.h"
#include "core/numeric/sort.h"

/* Any two numbers. */
static const uint64_t stream_of[2] = {UINT64_C(0x5DEECE66D1CE4E5B), UINT64_C(0x2545F4914F6CDD1D)};

typedef struct Freedom
{
	const CmHost *host;
	const CmSums *sums;
	CmForest	forest;
	CmElimination system;
	uint32_t   *unknown_of;		/* by cell; CM_NO_UNKNOWN for those that are not above */
	uint32_t   *cell_of;
} Freedom;

/* Cells that derived figures tell something of are not left to the forest. */
static uint8_t *
cells_apart(const CmHost *host, const CmSums *sums, const CmDerived *derived)
{
	uint8_t    *apart;

	if (derived == NULL)
		return NULL;
	apart = cm_zeros(host, (size_t) sums->cells + 1, 1);
	for (uint64_t k = 0; k < derived->start[derived->equations]; k++)
		apart[derived->cell[k]] = 1;
	return apart;
}

static void
number_unknowns(Freedom *f)
{
	uint32_t	count = 0;

	f->unknown_of = cm_resize(f->host, NULL, (size_t) f->sums->cells + 1, sizeof(uint32_t));
	f->cell_of = cm_resize(f->host, NULL, (size_t) f->sums->cells + 1, sizeof(uint32_t));
	for (uint32_t c = 0; c < f->sums->cells; c++)
	{
		f->unknown_of[c] = CM_NO_UNKNOWN;
		if (f->forest.moves[c] == CM_ABOVE)
		{
			f->cell_of[count] = c;
			f->unknown_of[c] = count++;
		}
	}
	cm_elimination_open(&f->system, f->host, count);
}

static void
add_relations(Freedom *f)
{
	CmRelations relations;
	uint64_t   *coefficient = cm_resize(f->host, NULL, (size_t) f->system.unknowns + 1, sizeof(uint64_t));

	cm_forest_relations(&f->forest, &relations);
	for (uint32_t r = 0; r < relations.count; r++)
	{
		uint32_t	start = relations.start[r],
					length = relations.start[r + 1] - start;

		cm_breathe_at(f->host, r);
		for (uint32_t k = 0; k < length; k++)
		{
			int8_t		times = relations.times[start + k];

			relations.cell[start + k] = f->unknown_of[relations.cell[start + k]];
			coefficient[k] = times < 0 ? CM_PRIME - (uint64_t) -times : (uint64_t) times;
		}
		cm_elimination_add(&f->system, relations.cell + start, coefficient, length);
	}
	cm_relations_close(&relations, f->host);
	cm_release(f->host, coefficient);
}

typedef struct Term
{
	uint32_t	unknown;
	uint64_t	coefficient;
} Term;

static int
by_unknown(const void *a, const void *b)
{
	const Term *x = a,
			   *y = b;

	return (x->unknown > y->unknown) - (x->unknown < y->unknown);
}

static void
add_derived(Freedom *f, const CmDerived *derived)
{
	uint32_t	most = f->system.unknowns + 1;
	Term	   *term = cm_resize(f->host, NULL, most, sizeof(Term));
	uint32_t   *unknown = cm_resize(f->host, NULL, most, sizeof(uint32_t));
	uint64_t   *coefficient = cm_resize(f->host, NULL, most, sizeof(uint64_t));

	for (uint32_t q = 0; q < derived->equations; q++)
	{
		uint32_t	length = 0;

		cm_breathe_at(f->host, q);
		for (uint64_t k = derived->start[q]; k < derived->start[q + 1]; k++)
			if (f->unknown_of[derived->cell[k]] != CM_NO_UNKNOWN && derived->coefficient[k] != 0)
				term[length++] = (Term) {f->unknown_of[derived->cell[k]], derived->coefficient[k]};
		cm_sort(f->host, term, length, sizeof(Term), by_unknown);
		for (uint32_t k = 0; k < length; k++)
		{
			unknown[k] = term[k].unknown;
			coefficient[k] = term[k].coefficient;
		}
		cm_elimination_add(&f->system, unknown, coefficient, length);
	}
	cm_release(f->host, term);
	cm_release(f->host, unknown);
	cm_release(f->host, coefficient);
}

/* A movement of chance: of free cells as it likes, of others as their equations tell. */
static void
move(Freedom *f, uint64_t stream, uint64_t *movement)
{
	uint64_t   *value = cm_resize(f->host, NULL, (size_t) f->system.unknowns + 1, sizeof(uint64_t));

	for (uint32_t c = 0; c < f->sums->cells; c++)
	{
		bool		may = f->forest.moves[c] == CM_ABOVE || f->forest.moves[c] == CM_LEAF;

		cm_breathe_at(f->host, c);
		movement[c] = may ? cm_modular(cm_mix64(stream + (c + UINT64_C(1)) * CM_GOLDEN)) : 0;
		if (f->forest.moves[c] == CM_ABOVE)
			value[f->unknown_of[c]] = movement[c];
	}
	cm_elimination_solve(&f->system, value);
	for (uint32_t u = 0; u < f->system.unknowns; u++)
		movement[f->cell_of[u]] = value[u];
	cm_release(f->host, value);
	cm_forest_fill(&f->forest, movement);
}

void
cm_freedom(const CmHost *host, const CmSums *sums, const uint8_t *hidden, const CmDerived *derived, uint64_t *one, uint64_t *two)
{
	Freedom		f = {.host = host, .sums = sums};
	uint8_t    *apart = cells_apart(host, sums, derived);

	cm_forest_open(&f.forest, host, sums, hidden, apart);
	cm_release(host, apart);
	number_unknowns(&f);
	add_relations(&f);
	if (derived != NULL)
		add_derived(&f, derived);
	cm_elimination_run(&f.system);
	move(&f, stream_of[0], one);
	move(&f, stream_of[1], two);
	cm_elimination_close(&f.system);
	cm_forest_close(&f.forest);
	cm_release(host, f.unknown_of);
	cm_release(host, f.cell_of);
}
