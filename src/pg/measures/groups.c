/*
 * groups.c: groups of labels, and Theil's index between and within them.
 */
#include "pg/measures/groups.h"
#include "pg/errors.h"
#include "pg/host.h"
#include "pg/prefixes.h"

#include "core/matrix/dictionary.h"

#include <math.h>

CextGrouping
cext_grouping_argument(FunctionCallInfo fcinfo, int number, const char *name, int from, const char *from_name, const char *to_name)
{
	CextGrouping grouping = {.argument = name, .digits = cext_digits_argument(fcinfo, number, name)};

	if (from >= 0)
		grouping.by_map = cext_label_map_argument(fcinfo, from, from_name, from + 1, to_name, -1, &grouping.map);
	return grouping;
}

static CmText
name_of_group(const CextGrouping *grouping, CmText label)
{
	int			found;
	const CextMapped *mapped;

	if (!grouping->by_map)
		return cext_prefix(label, grouping->digits);
	mapped = cext_label_mapped(&grouping->map, label, &found);
	if (found == 0)
		cext_refuse_unmapped(&grouping->map, label, "Map every label to the name of its group.");
	return mapped->to;
}

CextGroups
cext_groups(FunctionCallInfo fcinfo, const CextGrouping *grouping, const CmText *labels, uint32_t count, const CmReference *reference)
{
	CextGroups	g = {0};
	Size		size = (Size) count + 1;
	CmDictionary names;

	if (!grouping->by_map)
		cext_tell_prefixes(fcinfo, labels, count, grouping->digits, grouping->argument, true);
	g.group = MemoryContextAllocHuge(CurrentMemoryContext, size * sizeof(uint32_t));
	g.mass = MemoryContextAllocHuge(CurrentMemoryContext, size * sizeof(double));
	g.whole = reference == NULL ? 0 : reference->total;
	g.scratch = MemoryContextAllocHuge(CurrentMemoryContext, size * sizeof(double));
	cm_dictionary_init(&names, cext_call_host());
	for (uint32_t i = 0; i < count; i++)
	{
		CmText		name = name_of_group(grouping, labels[i]);

		CHECK_FOR_INTERRUPTS();
		/* Numbered as they come: groups by first characters ascend with their labels. */
		g.group[i] = cext_code(&names, name);
		if (g.group[i] == g.count)
			g.mass[g.count++] = 0;
		if (reference != NULL)
			g.mass[g.group[i]] += reference->mass[i];
	}
	return g;
}

void
cext_put_parts(CextRows *rows, const CextGroups *groups, const CmShare *shares, uint32_t count)
{
	double		between = NAN,
				within = NAN;

	if (count > 0)
		cm_theil_parts(shares, count, groups->group, groups->mass, groups->whole, groups->scratch, &between, &within);
	cext_put_double(rows, between + within);
	cext_put_double(rows, between);
	cext_put_double(rows, within);
}
