/*
 * similarity.c: how alike what two regions do is.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/stream/flows.h"

#include "core/structure/similarity.h"

#include <math.h>

static void
open_arguments(FunctionCallInfo fcinfo, CmSimilarities *s, CmTable *t, const CmTable *reference,
			   bool of_firms, double threshold)
{
	cext_check_reference(cm_similarities_open(s, cext_call_host(), t, reference, of_firms, threshold),
						 "industry", t->industry_label);
}

typedef struct Similarities
{
	CmTable		table;
	CmTable		reference;
	CmSimilarities s;
	int			by;
	double		minimum;
} Similarities;

static bool
open_pairs(CextFlow *f, FunctionCallInfo fcinfo)
{
	static const char *const choices[] = {"unido", "finger_kreinin", "jaccard", NULL};
	static const int columns[] = {CM_SIMILARITY_UNIDO, CM_SIMILARITY_FINGER_KREININ, CM_SIMILARITY_JACCARD};
	Similarities *s = cext_flow_state(f, sizeof(Similarities));
	double		threshold;
	bool		of_firms;

	s->minimum = cext_range_argument(fcinfo, 1, "minimum", 0, 1,
									 "Similarity is 1 for equal mixes of industries and 0 for mixes without a common industry.");
	s->by = columns[cext_choice_argument(fcinfo, 2, "by", choices)];
	threshold = cext_threshold_argument(fcinfo, 3);
	of_firms = cext_of_firms_argument(fcinfo, 5);
	if (PG_ARGISNULL(0))
		return false;
	cext_table_argument(fcinfo, 0, &s->table);
	open_arguments(fcinfo, &s->s, &s->table, cext_reference_argument(fcinfo, 4, &s->reference), of_firms, threshold);
	cm_similarities_pairs(&s->s, cext_call_host());
	cext_flow_of_pairs(f, s->table.region_label, s->table.regions);
	return true;
}

static void
begin_pairs(CextFlow *f)
{
	cm_similarities_begin(&((Similarities *) f->state)->s, f->a);
}

static bool
put_pair(CextFlow *f)
{
	Similarities *s = f->state;
	double		row[CM_SIMILARITY_COLUMNS];

	if (!cm_similarities_pair(&s->s, f->a, f->b, row) || (s->minimum > 0 && !(row[s->by] >= s->minimum)))
		return false;
	cext_put_outer(f);
	cext_put_inner(f);
	cext_put_doubles(&f->rows, row, CM_SIMILARITY_COLUMNS);
	return true;
}

PG_FUNCTION_INFO_V1(cext_similarity_pairs);
const CextFlowKind cext_flow_similarity = {cext_similarity_pairs, 1, 2, open_pairs, begin_pairs, put_pair};

Datum
cext_similarity_pairs(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_similarity);
}

static bool
open_to(CextFlow *f, FunctionCallInfo fcinfo)
{
	double		threshold = cext_threshold_argument(fcinfo, 2);
	bool		of_firms = cext_of_firms_argument(fcinfo, 4);
	Similarities *s = cext_flow_state(f, sizeof(Similarities));
	CmTable    *t = &s->table;
	const CmTable *given;
	uint32_t	target = UINT32_MAX;

	if (PG_ARGISNULL(0))
		return false;
	cext_table_argument(fcinfo, 0, t);
	if (!PG_ARGISNULL(1))
		target = cext_place_argument(fcinfo, 1, "region", "regions", t->region_label, t->regions);
	given = cext_reference_argument(fcinfo, 3, &s->reference);
	open_arguments(fcinfo, &s->s, t, given, of_firms, threshold);
	cm_similarities_target(&s->s, cext_call_host(), target, given);
	cext_flow_of_labels(f, t->region_label, t->regions);
	return true;
}

static bool
put_to(CextFlow *f)
{
	Similarities *s = f->state;
	double		row[CM_SIMILARITY_COLUMNS];

	cm_similarities_to_target(&s->s, f->a, row);
	cext_put_outer(f);
	cext_put_doubles(&f->rows, row, CM_SIMILARITY_COLUMNS);
	return true;
}

PG_FUNCTION_INFO_V1(cext_similarity_to);
const CextFlowKind cext_flow_similarity_to = {cext_similarity_to, 1, 0, open_to, NULL, put_to};

Datum
cext_similarity_to(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_similarity_to);
}
