/*
 * dictionary.h: labels to codes 0, 1, 2 ... in order of arrival.
 */
#ifndef CLUSTER_EXT_DICTIONARY_H
#define CLUSTER_EXT_DICTIONARY_H

#include "core/flat.h"

#define CM_NO_CODE UINT32_MAX
#define CM_CODES_MOST ((uint32_t) 0x7fffffff)

#define CM_INTEGER_KEY (CM_LABEL_MAX + 1)

typedef struct CmDictionaryEntry
{
	uint64_t	a,
				b;				/* the label, two hashes of a long one, or an integer */
	uint32_t	length;			/* CM_INTEGER_KEY for an integer */
	uint32_t	code;			/* CM_NO_CODE: free */
} CmDictionaryEntry;

typedef struct CmDictionary
{
	const CmHost *host;
	CmDictionaryEntry *entry;
	uint32_t	mask;			/* entries - 1; a power of two minus one */
	uint32_t	used;			/* entries in use: labels, and integers seen as such */
	uint32_t	count;			/* labels */
	size_t	   *start;			/* where each label begins in text; count + 1 */
	size_t		start_capacity;
	CmBytes		text;
	CmDictionaryEntry last;		/* rows often come sorted */
} CmDictionary;

void		cm_dictionary_init(CmDictionary *d, const CmHost *host);

/* Code of a label of at most CM_LABEL_MAX bytes, made if new; CM_NO_CODE when full. */
uint32_t	cm_dictionary_code(CmDictionary *d, const char *label, size_t length);

/* The same for the decimal label of an integer, which is found without writing it. */
uint32_t	cm_dictionary_integer(CmDictionary *d, int64_t value);

/* The label of a code; valid until the next new label. */
CmText		cm_dictionary_label(const CmDictionary *d, uint32_t code);

#endif
