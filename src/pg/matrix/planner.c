/*
 * planner.c: what the planner is told of functions of a matrix.
 */
#include "pg/matrix/matrix.h"
#include "pg/matrix/matrix_type.h"

#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "optimizer/optimizer.h"
#include "utils/lsyscache.h"

/* What a function has a row for; those not listed, for each cell. */
static const struct
{
	const char *function;
	enum {REGION, INDUSTRY, TWO_REGIONS, TWO_INDUSTRIES, PAIR} unit;
}			row_units[] = {
	{"regions", REGION},
	{"region_specialization", REGION},
	{"specialization_decomposition", REGION},
	{"locational_lorenz", REGION},
	{"structural_change", REGION},
	{"structural_similarity_to", REGION},
	{"region_complexity", REGION},
	{"expy", REGION},
	{"industries", INDUSTRY},
	{"industry_concentration", INDUSTRY},
	{"theil_decomposition", INDUSTRY},
	{"industry_complexity", INDUSTRY},
	{"industry_space", INDUSTRY},
	{"prody", INDUSTRY},
	{"structural_similarity", TWO_REGIONS},
	{"coagglomeration", TWO_INDUSTRIES},
	{"industry_relatedness", TWO_INDUSTRIES},
	{"relatedness_density", PAIR},
	{"opportunity_gain", PAIR},
};

/* `last` argument of pairs: the one region that is asked for, else NULL. */
static double
rows_of(const char *function, const CmHeader *header, const Node *last)
{
	double		regions = header->regions,
				industries = header->industries;

	for (size_t i = 0; i < lengthof(row_units); i++)
		if (strcmp(function, row_units[i].function) == 0)
			switch (row_units[i].unit)
			{
				case REGION:
					return regions;
				case INDUSTRY:
					return industries;
				case TWO_REGIONS:
					return regions * (regions - 1) / 2;
				case TWO_INDUSTRIES:
					return industries * (industries - 1) / 2;
				case PAIR:
					return IsA(last, Const) && ((const Const *) last)->constisnull ? regions * industries : industries;
			}
	return (double) header->cells;
}

/*
 * Planner support.  With a matrix known at planning time its header tells the
 * number of rows; else the ROWS clause does.
 */
PG_FUNCTION_INFO_V1(cext_look_support);
Datum
cext_look_support(PG_FUNCTION_ARGS)
{
	Node	   *request = (Node *) PG_GETARG_POINTER(0);
	SupportRequestRows *rows = (SupportRequestRows *) request;
	List	   *arguments;
	Node	   *matrix;
	CmHeader	header;
	Size		bytes;
	char	   *name;

	if (request == NULL || !IsA(request, SupportRequestRows) || !is_funcclause(rows->node))
		PG_RETURN_POINTER(NULL);
	arguments = ((FuncExpr *) rows->node)->args;
	matrix = arguments == NIL ? NULL : estimate_expression_value(rows->root, linitial(arguments));
	if (matrix == NULL || !IsA(matrix, Const) || ((Const *) matrix)->constisnull || !cext_is_matrix(((Const *) matrix)->consttype))
		PG_RETURN_POINTER(NULL);
	header = cext_matrix_header(((Const *) matrix)->constvalue, &bytes);
	name = get_func_name(rows->funcid);
	rows->rows = rows_of(name == NULL ? "" : name, &header, llast(arguments));
	PG_RETURN_POINTER(rows);
}
