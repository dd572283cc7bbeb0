/*
 * noise.c: how much cells move by the chance of few firms, and which moved more.
 */
#include "pg/host.h"
#include "pg/policy/policy_input.h"
#include "pg/rows.h"

#include "core/numeric/distributions.h"
#include "core/policy/chance.h"

#include <math.h>

/* The noise of a panel ------------------------------------------------- */

enum
{
	NOISE_PANEL,
	NOISE_AS_OF,
	NOISE_HORIZON,
	NOISE_MEASURE
};

PG_FUNCTION_INFO_V1(cext_cell_noise);
Datum
cext_cell_noise(PG_FUNCTION_ARGS)
{
	int32		horizon = cext_whole_argument(fcinfo, NOISE_HORIZON, "horizon", 1, 100, "Leave the argument out for three years.");
	int32		as_of = cext_policy_as_of_argument(fcinfo, NOISE_AS_OF);
	CextRows	row;
	CextPolicyInput in;
	CmNoise		noise;

	cext_row_begin(&row, fcinfo);
	cext_policy_open_panel(&in, fcinfo, cext_policy_measure_argument(fcinfo, NOISE_MEASURE), as_of, NULL);
	noise = cm_noise(&in.panel, as_of, horizon);
	cext_put_datum(&row, Int32GetDatum(as_of));
	cext_put_datum(&row, Int32GetDatum(horizon));
	cext_put_double(&row, noise.phi);
	cext_put_double(&row, noise.a2);
	cext_put_datum(&row, BoolGetDatum(noise.estimated));
	cext_put_count(&row, (double) noise.cells);
	cext_put_datum(&row, Int32GetDatum(noise.groups));
	cext_put_datum(&row, Int32GetDatum(noise.windows));
	return cext_row_end(&row);
}

/* What moved beyond it ------------------------------------------------- */

enum
{
	SURPRISE_BASE,
	SURPRISE_FINAL,
	SURPRISE_PHI,
	SURPRISE_A2
};

/* The two matrices as the years 0 and 1 of a panel: of plants, if nothing but plants is counted. */
static void
open_years(FunctionCallInfo fcinfo, CmPanel *panel)
{
	CmPanelMatrix matrix[2];
	bool		plants = true;

	for (int k = 0; k < 2; k++)
	{
		cext_table_argument(fcinfo, k, &matrix[k].table);
		plants = plants && cm_counts_plants(&matrix[k].table, cext_call_host());
	}
	for (int k = 0; k < 2; k++)
	{
		matrix[k].measure = plants ? CM_ESTABLISHMENTS : CM_EMPLOYMENT;
		matrix[k].period = k;
	}
	cm_panel_open(panel, cext_call_host(), matrix, 2, &matrix[0].table, matrix[0].measure);
}

/* The noise that is given, or that of the two matrices themselves. */
static CmNoise
noise_argument(FunctionCallInfo fcinfo, const CmPanel *panel, const char **source)
{
	CmNoise		noise;

	if (PG_ARGISNULL(SURPRISE_PHI) != PG_ARGISNULL(SURPRISE_A2))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("one of the arguments \"phi\" and \"a2\" is NULL, and the other is not"),
				 errdetail("Both together are the noise of cells."),
				 errhint("Pass what cell_noise returns, or leave both out.")));
	if (!PG_ARGISNULL(SURPRISE_PHI))
	{
		*source = "given";
		return (CmNoise) {.phi = cext_range_argument(fcinfo, SURPRISE_PHI, "phi", 1e-6, 1e6, "Pass what cell_noise returns."),
			.a2 = cext_range_argument(fcinfo, SURPRISE_A2, "a2", 0, 1e6, "Pass what cell_noise returns.")};
	}
	noise = cm_noise(panel, 1, 1);
	*source = noise.estimated ? "estimated" : "usual";
	return noise;
}

static const char *
status_of(const CmMove *move, bool told)
{
	if (!(move->before > 0))
		return "nothing_before";
	if (!told)
		return "nowhere_else";
	return isnan(move->firms) ? "unknown_firms" : "ok";
}

/* P(|Z| > |surprise|) of all pairs, NaN where there is none. */
static double *
p_values(const CmPanel *panel, const CmNoise *noise)
{
	double	   *p = cm_resize(panel->host, NULL, (size_t) panel->pairs.cells + 1, sizeof(double));

	for (uint64_t c = 0; c < panel->pairs.cells; c++)
	{
		CmMove		move;

		p[c] = cm_move(panel, 0, 1, c, &move) ? erfc(fabs(cm_surprise(noise, &move)) / sqrt(2)) : NAN;
		cm_breathe_at(panel->host, c);
	}
	return p;
}

PG_FUNCTION_INFO_V1(cext_growth_surprise);
Datum
cext_growth_surprise(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CmPanel		panel;
	CmNoise		noise;
	const char *source;
	double	   *p,
			   *adjusted;
	Datum	   *industry;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(SURPRISE_BASE) || PG_ARGISNULL(SURPRISE_FINAL))
		return (Datum) 0;
	open_years(fcinfo, &panel);
	noise = noise_argument(fcinfo, &panel, &source);
	p = p_values(&panel, &noise);
	adjusted = cm_resize(panel.host, NULL, (size_t) panel.pairs.cells + 1, sizeof(double));
	memcpy(adjusted, p, panel.pairs.cells * sizeof(double));
	cm_adjust_p_values(panel.host, adjusted, panel.pairs.cells);
	industry = cext_texts(panel.pairs.industry_label, panel.pairs.industries);
	for (uint32_t r = 0; r < panel.pairs.regions; r++)
	{
		Datum		region = cext_text(panel.pairs.region_label[r]);

		for (uint64_t c = panel.pairs.row[r]; c < panel.pairs.row[r + 1]; c++)
		{
			CmMove		move;
			bool		told = cm_move(&panel, 0, 1, c, &move);

			if (move.before == 0 && move.after == 0)
				continue;
			cext_put_datum(&rows, region);
			cext_put_datum(&rows, industry[panel.pairs.column[c]]);
			cext_put_double(&rows, move.before);
			cext_put_double(&rows, move.after);
			cext_put_double(&rows, told ? move.expected : NAN);
			cext_put_double(&rows, move.before > 0 ? move.firms : NAN);
			cext_put_double(&rows, told ? cm_surprise(&noise, &move) : NAN);
			cext_put_double(&rows, p[c]);
			cext_put_double(&rows, adjusted[c]);
			cext_put_string(&rows, status_of(&move, told));
			cext_put_double(&rows, noise.phi);
			cext_put_double(&rows, noise.a2);
			cext_put_string(&rows, source);
			cext_rows_end_row(&rows);
		}
	}
	return (Datum) 0;
}
