/*
 * groups.c: groups of labels, and Theil's index between and within them.
 */
#include "pg/measures/groups.h"

#include "mb/pg_wchar.h"

#include <math.h>

CextGroups
cext_groups(const CmText *labels, uint32_t count, int32 digits, const CmReference *reference)
{
	CextGroups	g = {0};
	Size		size = (Size) count + 1;
	CmText		before = {NULL, 0};

	g.group = MemoryContextAllocHuge(CurrentMemoryContext, size * sizeof(uint32_t));
	g.mass = MemoryContextAllocHuge(CurrentMemoryContext, size * sizeof(double));
	g.whole = reference == NULL ? 0 : reference->total;
	g.scratch = MemoryContextAllocHuge(CurrentMemoryContext, size * sizeof(double));
	for (uint32_t i = 0; i < count; i++)
	{
		CmText		prefix = labels[i];

		CHECK_FOR_INTERRUPTS();
		if (digits >= 0)
			prefix.length = pg_mbcharcliplen(prefix.bytes, prefix.length, digits);
		/* Labels are sorted, so those of a group are neighbours. */
		if (i == 0 || cm_text_compare(&before, &prefix) != 0)
			g.mass[g.count++] = 0;
		before = prefix;
		g.group[i] = g.count - 1;
		if (reference != NULL)
			g.mass[g.count - 1] += reference->mass[i];
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
