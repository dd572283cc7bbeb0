/*
 * flows.c: the functions whose rows can be had one by one.
 */
#include "pg/stream/flows.h"

static const CextFlowKind *const kinds[] = {
	&cext_flow_cells,
	&cext_flow_regions,
	&cext_flow_industries,
	&cext_flow_quotients,
	&cext_flow_flegg,
	&cext_flow_litzenberger,
	&cext_flow_concentration,
	&cext_flow_concentration_parts,
	&cext_flow_specialization,
	&cext_flow_specialization_parts,
	&cext_flow_coagglomeration,
	&cext_flow_shift_share,
	&cext_flow_shift_share_dynamic,
	&cext_flow_shift_share_spatial,
	&cext_flow_structural_change,
	&cext_flow_entry_exit,
	&cext_flow_portfolio,
	&cext_flow_similarity,
	&cext_flow_similarity_to,
	&cext_flow_relatedness,
	&cext_flow_space,
	&cext_flow_density,
	&cext_flow_opportunities,
	&cext_flow_spatial_quotients,
	&cext_flow_moran,
	&cext_flow_geary,
	&cext_flow_getis_ord,
	&cext_flow_local_moran,
	&cext_flow_local_getis_ord,
	&cext_flow_local_moran_values,
	&cext_flow_local_getis_ord_values,
};

const CextFlowKind *
cext_flow_kind(PGFunction function)
{
	for (size_t i = 0; i < lengthof(kinds); i++)
		if (kinds[i]->function == function)
			return kinds[i];
	return NULL;
}
