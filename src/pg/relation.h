/*
 * relation.h: relations that a caller names, read column by column.
 *
 * A column of labels is read as text by the server's own cast, so that codes
 * of type char(n) lose their padding as they do in aggregates; nothing is read
 * by way of JSON.
 */
#ifndef CLUSTER_EXT_RELATION_H
#define CLUSTER_EXT_RELATION_H

#include "pg/matrix/matrix.h"

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
extern CextRelation cext_relation_argument(FunctionCallInfo fcinfo, int number, const char *name);

/* A query in brackets of these columns in this order; raises 42P01, 42703 or 42804 where it cannot be. */
extern const char *cext_relation_select(CextRelation relation, const CextColumn *column);

/* Has the relation a column of this name? */
extern bool cext_relation_has(CextRelation relation, const char *column);

#endif
