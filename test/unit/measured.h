/*
 * measured.h: inputs that are matrices to be measured, after eight bytes from
 * which the arguments are drawn.
 */
#ifndef CLUSTER_EXT_TEST_MEASURED_H
#define CLUSTER_EXT_TEST_MEASURED_H

#include "sound_matrix.h"

#define MEASURED_MOST 1536		/* bytes: few labels, for many measures are of pairs of them */

typedef struct Measured
{
	const CmHost *host;			/* what it gave goes when the matrix is closed, as in a call of PostgreSQL */
	CmTable		t;
	CmTable		other;			/* the same labels but for some, other sizes */
	const CmTable *reference;	/* one of them, or NULL */
	bool		of_firms;
} Measured;

/* What a fuzz target needs of such inputs. */
extern CmBytes measured_seed(int kind);
extern size_t measured_mutate(uint8_t *bytes, size_t count, const CmBytes *other);
extern void measured_repair(uint8_t *bytes, size_t count);

/* False if the input is no sound matrix. */
extern bool measured_open(Measured *m, const uint8_t *bytes, size_t count);
extern void measured_close(void);

/* Pieces of memory that the host gave and did not get back. */
extern int	measured_pieces(void);

/* Arguments, drawn from the input: 0 .. n-1, true once in n, 0 to 1, an amount of any size. */
extern uint64_t pick(uint64_t n);
extern bool pick_one_in(uint64_t n);
extern double pick_share(void);
extern double pick_amount(void);

/* An amount for each of some, unknown (NaN) for a few. */
extern double *pick_figures(const Measured *m, size_t count);

/* A table of random links from labels to labels: weights of neighbours, relatedness. */
extern CmTable pick_links(const Measured *m, const CmText *from, uint32_t from_count, const CmText *to, uint32_t to_count);

/* Opens the matrix that was built; false if it has no stored form. */
extern bool measured_built(const Measured *m, CmBuilder *b, CmTable *table);

/* Memory for `count` numbers. */
extern double *measured_doubles(const Measured *m, size_t count);

/* Each of them is finite or NaN; a number is so and within bounds, but for rounding. */
extern void check_finite(const double *number, size_t count, const char *what);
extern void check_range(double number, double least, double most, const char *what);

#endif
