/*
 * measured.c: inputs that are matrices to be measured.
 */
#include "measured.h"

#include "core/matrix/builder_encode.h"
#include "core/matrix/builder_merge.h"
#include "core/matrix/reader.h"
#include "core/numeric/random.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ARGUMENT_BYTES 8

/* Inputs --------------------------------------------------------------- */

CmBytes
measured_seed(int kind)
{
	CmBytes		matrix = sound_matrix(kind),
				input = {.host = test_host()};
	uint64_t	arguments = test_random();

	cm_put_bytes(&input, &arguments, ARGUMENT_BYTES);
	cm_put_bytes(&input, matrix.data, matrix.used);
	cm_release(test_host(), matrix.data);
	return input;
}

size_t
measured_mutate(uint8_t *bytes, size_t count, const CmBytes *other)
{
	CmBytes		matrix = {.data = other->data + ARGUMENT_BYTES, .used = other->used - ARGUMENT_BYTES};

	if (count <= ARGUMENT_BYTES || test_below(4) == 0)
	{
		bytes[test_below(count < ARGUMENT_BYTES ? count : ARGUMENT_BYTES)] = (uint8_t) test_random();
		return count;
	}
	if (other->used <= ARGUMENT_BYTES)
		return count;
	return ARGUMENT_BYTES + mutate_matrix(bytes + ARGUMENT_BYTES, count - ARGUMENT_BYTES, &matrix);
}

void
measured_repair(uint8_t *bytes, size_t count)
{
	if (count > ARGUMENT_BYTES)
		repair_totals(bytes + ARGUMENT_BYTES, count - ARGUMENT_BYTES);
}

/* Memory that goes at once --------------------------------------------- */

typedef struct Piece
{
	struct Piece *before;
	struct Piece *after;
} Piece;

static Piece *newest;
static int	pieces;

static void
take_out(Piece *piece)
{
	if (piece->after != NULL)
		piece->after->before = piece->before;
	else
		newest = piece->before;
	if (piece->before != NULL)
		piece->before->after = piece->after;
	pieces--;
}

static void *
resize(void *context, void *memory, size_t bytes)
{
	Piece	   *piece = memory == NULL ? NULL : (Piece *) memory - 1;

	(void) context;
	if (piece != NULL)
		take_out(piece);
	piece = cm_resize(test_host(), piece, bytes + sizeof(Piece), 1);
	*piece = (Piece) {.before = newest};
	if (newest != NULL)
		newest->after = piece;
	newest = piece;
	pieces++;
	return piece + 1;
}

static void
release(void *context, void *memory)
{
	(void) context;
	take_out((Piece *) memory - 1);
	cm_release(test_host(), (Piece *) memory - 1);
}

static void
breathe(void *context)
{
	(void) context;
}

static const CmHost host = {resize, release, breathe, NULL};

int
measured_pieces(void)
{
	return pieces;
}

void
measured_close(void)
{
	while (newest != NULL)
		release(NULL, newest + 1);
}

double *
measured_doubles(const Measured *m, size_t count)
{
	return cm_resize(m->host, NULL, count + 1, sizeof(double));
}

/* Arguments ------------------------------------------------------------ */

static uint64_t stream;
static uint64_t drawn;

uint64_t
pick(uint64_t n)
{
	return (cm_mix64(stream + ++drawn * CM_GOLDEN) >> 11) % n;
}

bool
pick_one_in(uint64_t n)
{
	return pick(n) == 0;
}

double
pick_share(void)
{
	static const double special[] = {0, 1, 0.5, 4.9e-324, 1e-300, 1e-16, 1 - 0x1p-53};

	return pick_one_in(2) ? special[pick(sizeof(special) / sizeof(special[0]))] : (double) pick(1001) / 1000;
}

double
pick_amount(void)
{
	static const double special[] = {0, 1, 4.9e-324, 1e-300, 1e-160, 1e-77, 0.1, 9007199254740992, 1e77, 1e160, 1e300};

	if (pick_one_in(8))
		return special[pick(sizeof(special) / sizeof(special[0]))];
	return (double) pick(10000) / (pick_one_in(2) ? 100 : 1);
}

double *
pick_figures(const Measured *m, size_t count)
{
	double	   *figure = measured_doubles(m, count);

	for (size_t i = 0; i < count; i++)
		figure[i] = pick_one_in(10) ? NAN : pick_amount();
	return figure;
}

bool
measured_built(const Measured *m, CmBuilder *b, CmTable *table)
{
	CmBytes		flat = {.host = m->host};

	return cm_builder_encode(b, &flat) == CM_OK && cm_table_open(table, m->host, flat.data, flat.used) == CM_OK;
}

CmTable
pick_links(const Measured *m, const CmText *from, uint32_t from_count, const CmText *to, uint32_t to_count)
{
	CmBuilder	b;
	CmTable		table;

	cm_builder_init(&b, m->host, UINT64_MAX);
	for (uint32_t i = 0; i < from_count; i++)
		for (uint64_t links = to_count == 0 ? 0 : pick(6); links > 0; links--)
		{
			CmText		other = to[pick(to_count)];

			fuzz_require(cm_builder_add_firm(&b, from[i].bytes, from[i].length, other.bytes, other.length, pick_amount()) == CM_OK,
						 "a link cannot be added");
		}
	fuzz_require(measured_built(m, &b, &table), "links cannot be opened");
	return table;
}

/* Most cells once more with other sizes, and some that the matrix lacks; all of it besides now and then. */
static void
open_other(Measured *m, const uint8_t *bytes, size_t count)
{
	const CmTable *t = &m->t;
	CmBuilder	b;

	cm_builder_init(&b, m->host, UINT64_MAX);
	for (uint32_t r = 0; r < t->regions; r++)
		for (uint64_t c = t->row[r]; c < t->row[r + 1]; c++)
		{
			CmText		region = t->region_label[r],
						industry = t->industry_label[t->column[c]];

			for (uint64_t firms = pick(4); firms > 0; firms--)
				cm_builder_add_firm(&b, region.bytes, region.length, industry.bytes, industry.length,
									pick_one_in(3) ? t->cell.size[c] : pick_amount());
			if (pick_one_in(16))
				cm_builder_add_firm(&b, region.bytes, region.length, "new", 3, pick_amount());
			if (pick_one_in(16))
				cm_builder_add_firm(&b, "new", 3, industry.bytes, industry.length, pick_amount());
		}
	if (pick_one_in(3))
		cm_builder_add_flat(&b, bytes, count, NULL);
	/* Sums beyond the range of doubles have no stored form. */
	if (!measured_built(m, &b, &m->other))
		fuzz_require(cm_table_open(&m->other, m->host, bytes, count) == CM_OK, "a sound matrix does not open");
}

/* Turned on its side. */
static void
open_transposed(Measured *m, const uint8_t *bytes, size_t count)
{
	CmTable		table;
	CmBuilder	b;
	CmMapping	mapping = {.transposed = true};

	fuzz_require(cm_table_open(&table, m->host, bytes, count) == CM_OK, "a sound matrix does not open");
	cm_builder_init(&b, m->host, UINT64_MAX);
	mapping.region = cm_resize(m->host, NULL, (size_t) table.regions + 1, sizeof(uint32_t));
	mapping.industry = cm_resize(m->host, NULL, (size_t) table.industries + 1, sizeof(uint32_t));
	for (uint32_t r = 0; r < table.regions; r++)
		mapping.region[r] = cm_dictionary_code(&b.industry, table.region_label[r].bytes, table.region_label[r].length);
	for (uint32_t i = 0; i < table.industries; i++)
		mapping.industry[i] = cm_dictionary_code(&b.region, table.industry_label[i].bytes, table.industry_label[i].length);
	fuzz_require(cm_builder_add_flat(&b, bytes, count, &mapping) == CM_OK && measured_built(m, &b, &m->t), "a sound matrix cannot be transposed");
}

bool
measured_open(Measured *m, const uint8_t *bytes, size_t count)
{
	const CmTable *references[] = {NULL, &m->t, &m->other};

	if (count <= ARGUMENT_BYTES || cm_flat_fault(test_host(), bytes + ARGUMENT_BYTES, count - ARGUMENT_BYTES, false) != NULL)
		return false;
	memcpy(&stream, bytes, ARGUMENT_BYTES);
	drawn = 0;
	bytes += ARGUMENT_BYTES;
	count -= ARGUMENT_BYTES;
	m->host = &host;
	if (pick_one_in(3))
		open_transposed(m, bytes, count);
	else
		fuzz_require(cm_table_open(&m->t, m->host, bytes, count) == CM_OK, "a sound matrix does not open");
	open_other(m, bytes, count);
	m->reference = references[pick(3)];
	m->of_firms = pick_one_in(3);
	return true;
}

/* Results -------------------------------------------------------------- */

void
check_range(double number, double least, double most, const char *what)
{
	if (isnan(number) || (isfinite(number) && number >= least - 1e-9 && number <= most + 1e-9))
		return;
	fprintf(stderr, "%.17g is not from %g to %g: ", number, least, most);
	fuzz_require(false, what);
}

void
check_finite(const double *number, size_t count, const char *what)
{
	for (size_t i = 0; i < count; i++)
		check_range(number[i], -INFINITY, INFINITY, what);
}
