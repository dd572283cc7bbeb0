/*
 * change.c: how the industries of regions change between two times.
 */
#include "pg/arguments.h"
#include "pg/rows.h"

#include "core/change/change.h"

#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(cext_change_structural);
Datum
cext_change_structural(PG_FUNCTION_ARGS)
{
	double		threshold = cext_threshold_argument(fcinfo, 2);
	bool		of_firms = cext_of_firms_argument(fcinfo, 3);
	CextRows	rows;
	CmLayers	p;

	cext_rows_begin(&rows, fcinfo);
	if (!cext_two_periods_argument(fcinfo, of_firms, &p))
		return (Datum) 0;
	for (uint32_t r = 0; r < p.regions; r++)
	{
		double		row[CM_STRUCTURAL_COLUMNS];
		CmTurnover	turnover;

		cm_structural_change_row(&p, r, threshold, row, &turnover);
		cext_put_label(&rows, p.region_label[r]);
		cext_put_double(&rows, p.layer[0].region[r]);
		cext_put_double(&rows, p.layer[1].region[r]);
		cext_put_doubles(&rows, row, CM_STRUCTURAL_COLUMNS);
		cext_put_datum(&rows, Int32GetDatum((int32) turnover.entered));
		cext_put_datum(&rows, Int32GetDatum((int32) turnover.left));
		cext_put_datum(&rows, Int32GetDatum((int32) turnover.stayed));
		cext_put_string(&rows, cm_fate_name[cm_layers_region_fate(&p, r)]);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}

/* 1 or 0 where the pair could have done it, else NULL. */
static void
put_flag(CextRows *rows, CmPresence presence, CmPresence done, CmPresence not_done)
{
	if (presence == done || presence == not_done)
		cext_put_datum(rows, Int32GetDatum(presence == done));
	else
		cext_put_null(rows);
}

static void
put_presence(CextRows *rows, const CmLayers *p, uint32_t region, uint32_t industry, uint64_t cell,
			 double threshold, Datum region_label, Datum industry_label)
{
	double		lq[2];
	CmPresence	presence = cm_presence(p, region, industry, cell, threshold, lq);

	cext_put_datum(rows, region_label);
	cext_put_datum(rows, industry_label);
	cext_put_double(rows, cell == UINT64_MAX ? 0 : p->layer[0].cell[cell]);
	cext_put_double(rows, cell == UINT64_MAX ? 0 : p->layer[1].cell[cell]);
	cext_put_doubles(rows, lq, 2);
	put_flag(rows, presence, CM_PRESENCE_ENTRY, CM_PRESENCE_ABSENT);
	put_flag(rows, presence, CM_PRESENCE_EXIT, CM_PRESENCE_STAY);
	cext_put_string(rows, cm_presence_name[presence]);
	cext_rows_end_row(rows);
}

PG_FUNCTION_INFO_V1(cext_change_entry_exit);
Datum
cext_change_entry_exit(PG_FUNCTION_ARGS)
{
	double		threshold = cext_threshold_argument(fcinfo, 2);
	bool		of_firms = cext_of_firms_argument(fcinfo, 3);
	bool		absent = !PG_ARGISNULL(4) && PG_GETARG_BOOL(4);
	CextRows	rows;
	CmLayers	p;
	Datum	   *industry;

	cext_rows_begin(&rows, fcinfo);
	if (!cext_two_periods_argument(fcinfo, of_firms, &p))
		return (Datum) 0;
	if (absent)
		cext_check_pairs(p.regions, p.industries);
	industry = cext_texts(p.industry_label, p.industries);
	for (uint32_t r = 0; r < p.regions; r++)
	{
		Datum		region = cext_text(p.region_label[r]);
		uint64_t	c = p.row[r],
					end = p.row[r + 1];

		for (uint32_t i = 0; absent && i < p.industries; i++)
			put_presence(&rows, &p, r, i, c < end && p.column[c] == i ? c++ : UINT64_MAX, threshold, region, industry[i]);
		for (; c < end; c++)
			if (cm_layers_any(&p, c))
				put_presence(&rows, &p, r, p.column[c], c, threshold, region, industry[p.column[c]]);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(cext_change_portfolio);
Datum
cext_change_portfolio(PG_FUNCTION_ARGS)
{
	bool		of_firms = cext_of_firms_argument(fcinfo, 2);
	CextRows	rows;
	CmLayers	p;
	Datum	   *industry;

	cext_rows_begin(&rows, fcinfo);
	if (!cext_two_periods_argument(fcinfo, of_firms, &p))
		return (Datum) 0;
	industry = cext_texts(p.industry_label, p.industries);
	for (uint32_t r = 0; r < p.regions; r++)
	{
		Datum		region = cext_text(p.region_label[r]);

		for (uint64_t c = p.row[r]; c < p.row[r + 1]; c++)
		{
			double		row[CM_PORTFOLIO_COLUMNS];
			CmQuadrant	quadrant;

			if (!cm_layers_any(&p, c))
				continue;
			quadrant = cm_portfolio_row(&p, r, c, row);
			cext_put_datum(&rows, region);
			cext_put_datum(&rows, industry[p.column[c]]);
			cext_put_double(&rows, p.layer[0].cell[c]);
			cext_put_double(&rows, p.layer[1].cell[c]);
			cext_put_doubles(&rows, row, CM_PORTFOLIO_COLUMNS);
			if (quadrant == CM_QUADRANT_NONE)
				cext_put_null(&rows);
			else
				cext_put_string(&rows, cm_quadrant_name[quadrant]);
			cext_put_string(&rows, cm_fate_name[cm_layers_fate(&p, r, c)]);
			cext_rows_end_row(&rows);
		}
	}
	return (Datum) 0;
}
