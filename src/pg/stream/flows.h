/*
 * flows.h: the functions whose rows can be had one by one.
 */
#ifndef CLUSTER_EXT_FLOWS_H
#define CLUSTER_EXT_FLOWS_H

#include "pg/flow.h"

extern const CextFlowKind cext_flow_cells;
extern const CextFlowKind cext_flow_regions;
extern const CextFlowKind cext_flow_industries;
extern const CextFlowKind cext_flow_quotients;
extern const CextFlowKind cext_flow_flegg;
extern const CextFlowKind cext_flow_litzenberger;
extern const CextFlowKind cext_flow_concentration;
extern const CextFlowKind cext_flow_concentration_parts;
extern const CextFlowKind cext_flow_specialization;
extern const CextFlowKind cext_flow_specialization_parts;
extern const CextFlowKind cext_flow_coagglomeration;
extern const CextFlowKind cext_flow_shift_share;
extern const CextFlowKind cext_flow_shift_share_dynamic;
extern const CextFlowKind cext_flow_shift_share_spatial;
extern const CextFlowKind cext_flow_structural_change;
extern const CextFlowKind cext_flow_entry_exit;
extern const CextFlowKind cext_flow_portfolio;
extern const CextFlowKind cext_flow_similarity;
extern const CextFlowKind cext_flow_similarity_to;
extern const CextFlowKind cext_flow_relatedness;
extern const CextFlowKind cext_flow_space;
extern const CextFlowKind cext_flow_density;
extern const CextFlowKind cext_flow_opportunities;
extern const CextFlowKind cext_flow_spatial_quotients;
extern const CextFlowKind cext_flow_moran;
extern const CextFlowKind cext_flow_geary;
extern const CextFlowKind cext_flow_getis_ord;
extern const CextFlowKind cext_flow_local_moran;
extern const CextFlowKind cext_flow_local_getis_ord;
extern const CextFlowKind cext_flow_local_moran_values;
extern const CextFlowKind cext_flow_local_getis_ord_values;

/* The function at an address, or NULL if it is none of these. */
extern const CextFlowKind *cext_flow_kind(PGFunction function);

#endif
