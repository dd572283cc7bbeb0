/*
 * errors.c: what a status of the core says to the user.
 */
#include "pg/errors.h"
#include "pg/host.h"
#include "pg/settings.h"

#include "mb/pg_wchar.h"

#define SHOWN_MOST 60

const char *
cext_shown(const char *bytes, size_t length)
{
	if (length <= SHOWN_MOST)
		return pnstrdup(bytes, length);
	return psprintf("%.*s...", pg_mbcliplen(bytes, (int) Min(length, 2 * SHOWN_MOST), SHOWN_MOST), bytes);
}

static int
detail_of_fault(const CmBuilder *b)
{
	const CmSlot *slot;
	CmText		region,
				industry;

	if (b == NULL || b->fault_slot >= b->slots)
		return 0;
	slot = &b->slot[b->fault_slot];
	region = cm_dictionary_label(&b->region, slot->region);
	industry = cm_dictionary_label(&b->industry, slot->industry);
	return errdetail("Region \"%.*s\", industry \"%.*s\".",
					 (int) region.length, region.bytes, (int) industry.length, industry.bytes);
}

int
cext_tell_newer(void)
{
	errcode(ERRCODE_FEATURE_NOT_SUPPORTED);
	errmsg("cluster_matrix was written by a newer version of cluster_ext");
	errdetail("Version %s, which is loaded here, reads formats up to %d.", CEXT_VERSION, CM_FORMAT_VERSION);
	return errhint("Install the newer version, connect again, and run ALTER EXTENSION cluster_ext UPDATE.");
}

void
cext_refuse(CmStatus status, const CmBuilder *b)
{
	switch (status)
	{
		case CM_OK:
			break;
		case CM_MALFORMED:
			ereport(ERROR,
					(errcode(ERRCODE_DATA_CORRUPTED),
					 errmsg("stored cluster_matrix is damaged"),
					 errhint("Build it again from its firms, or restore it from a backup.")));
			break;
		case CM_NEWER:
			ereport(ERROR, (cext_tell_newer()));
			break;
		case CM_TOO_MANY_CELLS:
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("cluster_matrix has more than %d cells", cext_max_cells),
					 errdetail("The limit is the setting cluster_ext.max_cells."),
					 errhint("Raise cluster_ext.max_cells, or use coarser regions or industries.")));
			break;
		case CM_TOO_MANY_LABELS:
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("cluster_matrix has too many regions or industries"),
					 errdetail("At most %u of each fit.", CM_CODES_MOST / 4),
					 errhint("Use coarser regions or industries.")));
			break;
		case CM_TOO_LARGE:
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("cluster_matrix is too large to be stored"),
					 errdetail("At most %d MB can be dumped as text; each byte of a label counts as %.2f.",
							   (CM_ROW_MAX - CM_ROW_ROOM) / 4 * 3 / 1000000, CM_LABEL_TEXT * 3 / 4.0),
					 errhint("Use coarser regions or industries, or one matrix per period or province.")));
			break;
		case CM_OVERFLOW:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("sum in cluster_matrix is out of range"),
					 detail_of_fault(b),
					 errhint("Use a larger unit of size.")));
			break;
		case CM_INCONSISTENT:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("moments of a cell contradict each other"),
					 detail_of_fault(b),
					 errhint("Pass NULL for moments that are not known.")));
			break;
		case CM_NOT_CONTAINED:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("cannot subtract firms that the cluster_matrix does not contain"),
					 detail_of_fault(b),
					 errhint("Subtract a matrix of firms that were added before.")));
			break;
	}
}
