/*
 * similarity.c: how alike what two regions do is.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/rows.h"

#include "core/structure/similarity.h"

#include <math.h>

static void
open_arguments(FunctionCallInfo fcinfo, CmSimilarities *s, CmTable *t, const CmTable *reference,
			   bool of_firms, double threshold)
{
	cext_check_reference(cm_similarities_open(s, cext_call_host(), t, reference, of_firms, threshold),
						 "industry", t->industry_label);
}

PG_FUNCTION_INFO_V1(cext_similarity_pairs);
Datum
cext_similarity_pairs(PG_FUNCTION_ARGS)
{
	static const char *const choices[] = {"unido", "finger_kreinin", "jaccard", NULL};
	static const int columns[] = {CM_SIMILARITY_UNIDO, CM_SIMILARITY_FINGER_KREININ, CM_SIMILARITY_JACCARD};
	double		minimum = cext_range_argument(fcinfo, 1, "minimum", 0, 1,
													 "Similarity is 1 for equal mixes of industries and 0 for mixes without a common industry.");
	int			by = columns[cext_choice_argument(fcinfo, 2, "by", choices)];
	double		threshold = cext_threshold_argument(fcinfo, 3);
	bool		of_firms = cext_of_firms_argument(fcinfo, 5);
	CextRows	rows;
	CmTable		t,
				reference;
	CmSimilarities s;
	Datum	   *region;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	cext_table_argument(fcinfo, 0, &t);
	open_arguments(fcinfo, &s, &t, cext_reference_argument(fcinfo, 4, &reference), of_firms, threshold);
	cm_similarities_pairs(&s, cext_call_host());
	region = cext_texts(t.region_label, t.regions);
	for (uint32_t a = 0; a < t.regions; a++)
	{
		cm_similarities_begin(&s, a);
		for (uint32_t b = a + 1; b < t.regions; b++)
		{
			double		row[CM_SIMILARITY_COLUMNS];

			if (!cm_similarities_pair(&s, a, b, row) || (minimum > 0 && !(row[by] >= minimum)))
				continue;
			cext_put_datum(&rows, region[a]);
			cext_put_datum(&rows, region[b]);
			cext_put_doubles(&rows, row, CM_SIMILARITY_COLUMNS);
			cext_rows_end_row(&rows);
		}
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(cext_similarity_to);
Datum
cext_similarity_to(PG_FUNCTION_ARGS)
{
	double		threshold = cext_threshold_argument(fcinfo, 2);
	bool		of_firms = cext_of_firms_argument(fcinfo, 4);
	CextRows	rows;
	CmTable		t,
				reference;
	const CmTable *given;
	CmSimilarities s;
	uint32_t	target = UINT32_MAX;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	cext_table_argument(fcinfo, 0, &t);
	if (!PG_ARGISNULL(1))
		target = cext_place_argument(fcinfo, 1, "region", "regions", t.region_label, t.regions);
	given = cext_reference_argument(fcinfo, 3, &reference);
	open_arguments(fcinfo, &s, &t, given, of_firms, threshold);
	cm_similarities_target(&s, cext_call_host(), target, given);
	for (uint32_t r = 0; r < t.regions; r++)
	{
		double		row[CM_SIMILARITY_COLUMNS];

		cm_similarities_to_target(&s, r, row);
		cext_put_label(&rows, t.region_label[r]);
		cext_put_doubles(&rows, row, CM_SIMILARITY_COLUMNS);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}
