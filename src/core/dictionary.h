/*
 * dictionary.h: labels to codes 0, 1, 2 ... in order of arrival.
 */
#ifndef CLUSTER_EXT_DICTIONARY_H
#define CLUSTER_EXT_DICTIONARY_H

#include "core/flat.h"

#define CM_NO_CODE UINT32_MAX
#define CM_CODES_MOST ((uint32_t) 0x7fffffff)

typedef struct CmDictionaryEntry
{
	uint64_t	a,
				b;				/* the label, or two hashes of a long one */
	uint32_t	length;
	uint32_t	code;			/* CM_NO_CODE: free */
} CmDictionaryEntry;

typedef struct CmDictionary
{
	const CmHost *host;
	CmDictionaryEntry *entry;
	uint32_t	mask;			/* entries - 1; a power of two minus one */
	uint32_t	count;
	size_t	   *start;			/* where each label begins in text; count + 1 */
	size_t		start_capacity;
	CmBytes		text;
	CmDictionaryEntry last;		/* rows often come sorted */
} CmDictionary;

void		cm_dictionary_init(CmDictionary *d, const CmHost *host);

/* Code of a label of at most CM_LABEL_MAX bytes, made if new; CM_NO_CODE when full. */
uint32_t	cm_dictionary_code(CmDictionary *d, const char *label, size_t length);

/* The label of a code; valid until the next new label. */
CmText		cm_dictionary_label(const CmDictionary *d, uint32_t code);

#endif
