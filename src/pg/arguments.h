/*
 * arguments.h: what functions of a matrix take besides the matrix.
 */
#ifndef CLUSTER_EXT_ARGUMENTS_H
#define CLUSTER_EXT_ARGUMENTS_H

#include "pg/matrix/matrix.h"

#include "core/matrix/layers.h"

/*
 * Place of a text argument among `choices` (ending in NULL).  Raises 22023,
 * naming the choices, if it is none of them or NULL.
 */
extern int	cext_choice_argument(FunctionCallInfo fcinfo, int number, const char *name,
								 const char *const *choices);

/*
 * Marks the places among `choices` that a text[] argument, or NULL for none, names,
 * and returns how many it names.  Raises 22023 for a name, or NULL, that is none.
 */
extern int	cext_choices_argument(FunctionCallInfo fcinfo, int number, const char *name, const char *const *choices,
								  const char *hint, bool *chosen);

/* The argument of => 'size' | 'firms': true for firms. */
extern bool cext_of_firms_argument(FunctionCallInfo fcinfo, int number);

/* A double argument; raises 22023 unless it is finite and not negative. */
extern double cext_amount_argument(FunctionCallInfo fcinfo, int number, const char *name);

/* A double from a firm's books, NaN for NULL; raises 22023 unless it is finite, and `negative` or not negative. */
extern double cext_figure(Datum figure, bool isnull, const char *name, bool negative);

/* The same of a figure that may be negative. */
extern double cext_figure_argument(FunctionCallInfo fcinfo, int number, const char *name);

/* The elements of an array argument; NULL elements have `isnull` set. */
extern int	cext_array_argument(FunctionCallInfo fcinfo, int number, Datum **elements, bool **isnull);

/* A whole number, or any, within bounds; raises 22023 else, also for NULL. */
extern int32 cext_whole_argument(FunctionCallInfo fcinfo, int number, const char *name, int32 least, int32 most,
								 const char *hint);
extern double cext_range_argument(FunctionCallInfo fcinfo, int number, const char *name, double least, double most,
								  const char *hint);

/* The seed of draws; raises 22023 for NULL. */
extern uint64 cext_seed_argument(FunctionCallInfo fcinfo, int number);

/* How many points of a curve. */
static inline int32
cext_curve_argument(FunctionCallInfo fcinfo, int number)
{
	return cext_whole_argument(fcinfo, number, "points", 1, 1000000, "A hundred points draw a smooth curve.");
}

/*
 * Place of the label in a text argument.  Raises 22023 if the matrix has no
 * `what` (region, industry) of this name.
 */
extern uint32_t cext_place_argument(FunctionCallInfo fcinfo, int number, const char *what, const char *plural,
									const CmText *labels, uint32_t count);

/* Raises 22023 if two arrays differ in length. */
extern void cext_check_lengths(const char *name, int length, const char *other_name, int other_length);

/* Raises 54000 if so many pairs are too many to list. */
extern void cext_check_pairs(uint32_t regions, uint32_t industries);

/* A location quotient from which on an industry is present: finite and above 0, else 22023. */
extern double cext_threshold_argument(FunctionCallInfo fcinfo, int number);

/*
 * A figure for each region from an array of them and one of their labels, NaN
 * for regions that are not in it, and the sum over the array.  Raises 22023 for
 * arrays of different length and for figures that are negative or not finite.
 */
extern double *cext_figures_argument(FunctionCallInfo fcinfo, int labels_number, const char *labels_name,
									 int number, const char *name, const CmTable *t, double *total);

/* Raises 22023 if some `what` (region, industry) has no weight in the reference. */
extern void cext_check_reference(uint32_t missing, const char *what, const CmText *labels);

/* A text datum as a label; inline, for there are two in each row. */
static inline CmText
cext_label(Datum text)
{
	struct varlena *value = (struct varlena *) DatumGetPointer(text);

	if (unlikely(VARATT_IS_COMPRESSED(value) || VARATT_IS_EXTERNAL(value)))
		value = pg_detoast_datum_packed(value);
	return (CmText) {VARDATA_ANY(value), (uint32_t) VARSIZE_ANY_EXHDR(value)};
}

/* A text argument that is not NULL, as a label. */
static inline CmText
cext_label_argument(FunctionCallInfo fcinfo, int number)
{
	return cext_label(PG_GETARG_DATUM(number));
}

#endif
