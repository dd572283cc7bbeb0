/*
 * policy_relation.h: relations that a caller names, read column by column.
 *
 * A column of labels is read as text by the server's own cast, so that codes
 * of type char(n) lose their padding as they do in aggregates; nothing is read
 * by way of JSON.
 */
#ifndef CLUSTER_EXT_PG_POLICY_RELATION_H
#define CLUSTER_EXT_PG_POLICY_RELATION_H

#include "pg/matrix/matrix.h"

/* Differences of years stay far from overflow. */
#define CEXT_YEAR_MOST 1000000

typedef enum CextColumnKind
{
	CEXT_COLUMN_LABEL,			/* text, or what has one word for a value; no array, row or document */
	CEXT_COLUMN_NUMBER,			/* any type of number, read as double precision */
	CEXT_COLUMN_FLAG,			/* boolean */
	CEXT_COLUMN_MATRIX			/* cluster_matrix, or a domain over it */
} CextColumnKind;

typedef struct CextColumn
{
	const char *name;			/* NULL behind the last */
	CextColumnKind kind;
	enum
	{
		CEXT_NEEDED,
		CEXT_OPTIONAL			/* NULL in every row where the relation lacks it */
	}			presence;
} CextColumn;

/* A relation that is there, by its oid, and what the caller's argument is called. */
typedef struct CextRelation
{
	Oid			oid;
	const char *argument;
} CextRelation;

/* A relation argument that is not NULL; raises 22004. */
extern CextRelation cext_policy_relation_argument(FunctionCallInfo fcinfo, int number, const char *name);

/* A query in brackets of these columns in this order; raises 42P01, 42703 or 42804 where it cannot be. */
extern const char *cext_policy_select(CextRelation relation, const CextColumn *column);

/* Has the relation a column of this name? */
extern bool cext_policy_has(CextRelation relation, const char *column);

/* The query of a panel: period (double precision), measure, matrix; no NULLs. */
extern const char *cext_policy_panel_query(CextRelation panel);

/* A period of a panel, a whole year; raises 22023. */
extern int32 cext_policy_period(CextRelation panel, double period);

#endif
