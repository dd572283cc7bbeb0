/*
 * phrases.h: the sentences of the shipped model.
 */
#ifndef CLUSTER_EXT_PHRASES_H
#define CLUSTER_EXT_PHRASES_H

#include <stddef.h>

typedef struct CmPhrase
{
	const char *language;		/* NULL ends the list */
	const char *key;
	const char *phrase;
} CmPhrase;

extern const CmPhrase cm_shipped_phrase[];

#endif
