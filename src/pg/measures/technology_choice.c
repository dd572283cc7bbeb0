/*
 * technology_choice.c: Lin's index of plain numbers, and of matrices.
 */
#include "pg/arguments.h"
#include "pg/rows.h"

#include "core/measures/technology_choice.h"

#include <math.h>

PG_FUNCTION_INFO_V1(cext_technology_choice_index);
Datum
cext_technology_choice_index(PG_FUNCTION_ARGS)
{
	return cext_double_or_null(fcinfo, cm_technology_choice(cext_figure_argument(fcinfo, 0, "value_added"),
													 cext_figure_argument(fcinfo, 1, "employment"),
													 cext_figure_argument(fcinfo, 2, "region_value_added"),
													 cext_figure_argument(fcinfo, 3, "region_employment")));
}

PG_FUNCTION_INFO_V1(cext_technology_choice_rows);
Datum
cext_technology_choice_rows(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CmLayers	p;				/* value added and employment, side by side */
	Datum	   *industry;

	cext_rows_begin(&rows, fcinfo);
	if (!cext_two_periods_argument(fcinfo, false, &p))
		return (Datum) 0;
	industry = cext_texts(p.industry_label, p.industries);
	for (uint32_t r = 0; r < p.regions; r++)
	{
		Datum		region = cext_text(p.region_label[r]);

		for (uint64_t c = p.row[r]; c < p.row[r + 1]; c++)
		{
			if (!cm_layers_any(&p, c))
				continue;
			cext_put_datum(&rows, region);
			cext_put_datum(&rows, industry[p.column[c]]);
			cext_put_double(&rows, p.layer[0].cell[c]);
			cext_put_double(&rows, p.layer[1].cell[c]);
			cext_put_double(&rows, cm_technology_choice(p.layer[0].cell[c], p.layer[1].cell[c],
														p.layer[0].region[r], p.layer[1].region[r]));
			cext_rows_end_row(&rows);
		}
	}
	return (Datum) 0;
}
