/*
 * server.h: as much of a server as the text input of cluster_matrix needs:
 * memory that a call leaves behind, and errors that end it.
 */
#ifndef CLUSTER_EXT_TEST_SERVER_H
#define CLUSTER_EXT_TEST_SERVER_H

#include "pg/compat.h"

/* Calls a function with one argument.  False after an error, whose code and detail stay in server_error. */
extern bool server_call(PGFunction function, Datum argument, Datum *result);

/* Gives back all that calls have left in memory. */
extern void server_forget(void);

typedef struct ServerError
{
	int			code;
	char		text[4096];		/* the message, then whatever part of it was last */
	char		detail[4096];
} ServerError;

extern ServerError server_error;

#endif
