/*
 * label_map.c: where labels go, as a caller says by arrays.
 */
#include "pg/label_map.h"
#include "pg/errors.h"
#include "pg/host.h"

#include "core/numeric/sort.h"

#include <math.h>

static int
by_from_and_to(const void *a, const void *b)
{
	const CextMapped *x = a,
			   *y = b;
	int			order = cm_text_compare(&x->from, &y->from);

	return order != 0 ? order : cm_text_compare(&x->to, &y->to);
}

static CmText
element(Datum label, bool isnull, const char *name)
{
	CmText		text;

	if (isnull)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must not hold NULL", name),
				 errdetail("It tells a label for each pair of the map."),
				 errhint("Collect the arrays from rows that have both labels.")));
	text = cext_label(label);
	if (text.length > CM_LABEL_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a label in argument \"%s\" is too long", name),
				 errdetail("\"%s\" has %u bytes, at most %d are allowed.", cext_shown(text.bytes, text.length), text.length, CM_LABEL_MAX),
				 errhint("Use the codes of a classification as labels.")));
	return text;
}

static double
share_of(Datum share, bool isnull)
{
	double		value = isnull ? NAN : DatumGetFloat8(share);

	if (!(value >= 0 && value <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"shares\" must hold numbers from 0 to 1"),
				 isnull ? errdetail("One of them is NULL.") : errdetail("One of them is %g.", value),
				 errhint("Pass the part of a label that goes to another one.")));
	return value;
}

static void
check_label(const CextLabelMap *map, const CextMapped *pair, int count, bool shared, double sum)
{
	const char *label = cext_shown(pair->from.bytes, pair->from.length);

	if (!shared && count > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("label \"%s\" is in argument \"%s\" %d times", label, map->from_name, count),
				 errdetail("Nothing says how it is to be split."),
				 errhint("Map each label once, or say by \"shares\" how much goes where.")));
	if (shared && fabs(sum - 1) > CEXT_SHARES_TOLERANCE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the shares of label \"%s\" do not add up to 1", label),
				 errdetail("They add up to %.9g.", sum),
				 errhint("Correct the map, so that nothing is lost or counted twice.")));
}

/* Checks each label of the sorted map, and makes its shares add up to 1. */
static void
close_labels(CextLabelMap *map, bool shared)
{
	for (int first = 0, next; first < map->count; first = next)
	{
		double		sum = 0;

		CHECK_FOR_INTERRUPTS();
		for (next = first; next < map->count && cm_text_compare(&map->pair[next].from, &map->pair[first].from) == 0; next++)
			sum += map->pair[next].share;
		check_label(map, &map->pair[first], next - first, shared, sum);
		for (int k = first; k < next; k++)
			map->pair[k].share /= sum;
	}
}

bool
cext_label_map_argument(FunctionCallInfo fcinfo, int from, const char *from_name, int to, const char *to_name, int shares, CextLabelMap *map)
{
	bool		shared = shares >= 0 && !PG_ARGISNULL(shares);
	Datum	   *element_of[3];
	bool	   *isnull[3];
	int			tos;

	*map = (CextLabelMap) {.from_name = from_name};
	if (PG_ARGISNULL(from) && PG_ARGISNULL(to))
		return false;
	if (PG_ARGISNULL(from) || PG_ARGISNULL(to))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must not be NULL", PG_ARGISNULL(from) ? from_name : to_name),
				 errdetail("A map of labels is two arrays: \"%s\" and \"%s\".", from_name, to_name),
				 errhint("Collect them with array_agg from the same rows.")));
	map->count = cext_array_argument(fcinfo, from, &element_of[0], &isnull[0]);
	tos = cext_array_argument(fcinfo, to, &element_of[1], &isnull[1]);
	cext_check_lengths(from_name, map->count, to_name, tos);
	if (shared)
		cext_check_lengths(from_name, map->count, "shares", cext_array_argument(fcinfo, shares, &element_of[2], &isnull[2]));
	map->pair = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) map->count + 1) * sizeof(CextMapped));
	for (int k = 0; k < map->count; k++)
	{
		CHECK_FOR_INTERRUPTS();
		map->pair[k].from = element(element_of[0][k], isnull[0][k], from_name);
		map->pair[k].to = element(element_of[1][k], isnull[1][k], to_name);
		map->pair[k].share = shared ? share_of(element_of[2][k], isnull[2][k]) : 1;
	}
	cm_sort(cext_call_host(), map->pair, (size_t) map->count, sizeof(CextMapped), by_from_and_to);
	close_labels(map, shared);
	return true;
}

const CextMapped *
cext_label_mapped(const CextLabelMap *map, CmText label, int *count)
{
	int			low = 0,
				high = map->count,
				end;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (cm_text_compare(&map->pair[middle].from, &label) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < map->count && cm_text_compare(&map->pair[end].from, &label) == 0; end++)
		;
	*count = end - low;
	return &map->pair[low];
}

void
cext_refuse_unmapped(const CextLabelMap *map, CmText label, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("label \"%s\" is not in argument \"%s\"", cext_shown(label.bytes, label.length), map->from_name),
			 errdetail("The matrix has it, and the map does not say where it goes."),
			 errhint("%s", hint)));
}
