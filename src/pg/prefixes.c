/*
 * prefixes.c: labels that belong together because they begin alike.
 */
#include "pg/prefixes.h"
#include "pg/errors.h"
#include "pg/host.h"

#include "mb/pg_wchar.h"

int32
cext_digits_argument(FunctionCallInfo fcinfo, int number, const char *name)
{
	int32		digits;

	if (PG_ARGISNULL(number))
		return -1;
	digits = PG_GETARG_INT32(number);
	if (digits < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must not be negative", name),
				 errdetail("It is %d.", digits),
				 errhint("Pass the number of leading characters to keep, or NULL to keep labels whole.")));
	return digits;
}

CmText
cext_prefix(CmText label, int32 digits)
{
	if (digits >= 0)
		label.length = pg_mbcharcliplen(label.bytes, label.length, digits);
	return label;
}

static int
width_of(CmText label)
{
	return pg_mbstrlen_with_len(label.bytes, label.length);
}

static void
tell_widths(CmText narrow, CmText wide, int32 digits, const char *argument)
{
	ereport(NOTICE,
			(errmsg("labels of different width are taken together by their first %d characters", digits),
			 errdetail("\"%s\" has %d characters, \"%s\" has %d; argument \"%s\" is %d.", cext_shown(narrow.bytes, narrow.length), width_of(narrow),
					   cext_shown(wide.bytes, wide.length), width_of(wide), argument, digits),
			 errhint("Integer codes lose leading zeros: give cluster_matrix_agg their widths. Groups of any kind are made by regroup, or passed as a map of labels.")));
}

static void
tell_alike(CmText label, int32 digits, const char *argument)
{
	ereport(NOTICE,
			(errmsg("all labels are one group: they begin with the same %d characters", digits),
			 errdetail("One of them is \"%s\"; argument \"%s\" is %d.", cext_shown(label.bytes, label.length), argument, digits),
			 errhint("Pass a number of characters that tells groups apart, or a map of labels.")));
}

void
cext_tell_prefixes(FunctionCallInfo fcinfo, const CmText *label, uint32_t count, int32 digits, const char *argument, bool groups)
{
	uint32_t	narrow = 0,
				wide = 0;
	bool		alike = true;

	/* Who reads many matrices in one query need not be told for each. */
	if (digits <= 0 || count < 2 || fcinfo->flinfo->fn_extra != NULL)
		return;
	for (uint32_t i = 1; i < count; i++)
	{
		CmText		one = cext_prefix(label[i], digits),
					other = cext_prefix(label[0], digits);

		CHECK_FOR_INTERRUPTS();
		alike = alike && cm_text_compare(&one, &other) == 0;
		if (width_of(label[i]) < width_of(label[narrow]))
			narrow = i;
		if (width_of(label[i]) > width_of(label[wide]))
			wide = i;
	}
	if (width_of(label[wide]) <= digits)
		return;
	if (width_of(label[narrow]) != width_of(label[wide]))
		tell_widths(label[narrow], label[wide], digits, argument);
	else if (alike && groups)
		tell_alike(label[0], digits, argument);
	else
		return;
	fcinfo->flinfo->fn_extra = fcinfo->flinfo;
}
