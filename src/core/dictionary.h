/*
 * dictionary.h: labels to codes 0, 1, 2 ... in order of arrival.
 */
#ifndef CLUSTER_EXT_DICTIONARY_H
#define CLUSTER_EXT_DICTIONARY_H

#include "core/flat.h"

#define CM_NO_CODE UINT32_MAX
#define CM_CODES_MOST ((uint32_t) 0x7fffffff)

/*
 * What a label is found by.  A label of up to CM_SHORT_LABEL bytes, as codes of
 * regions and industries are, is in its key; of a longer one the key has two
 * hashes.  An integer stands for its decimal label.
 */
#define CM_SHORT_LABEL 16
#define CM_INTEGER_KEY (CM_LABEL_MAX + 1)

typedef struct CmKey
{
	uint64_t	a,
				b;
	uint32_t	length;			/* CM_INTEGER_KEY for an integer */
	uint32_t	with;			/* in a dictionary the code; CM_NO_CODE: a free place */
} CmKey;

typedef struct CmDictionary
{
	const CmHost *host;
	CmKey	   *entry;
	uint32_t	mask;			/* entries - 1; a power of two minus one */
	uint32_t	used;			/* entries in use: labels, and integers seen as such */
	uint32_t	count;			/* labels */
	size_t	   *start;			/* where each label begins in text; count + 1 */
	size_t		start_capacity;
	CmBytes		text;
} CmDictionary;

void		cm_dictionary_init(CmDictionary *d, const CmHost *host);

/* The key of a label of at most CM_LABEL_MAX bytes, and of an integer's. */
void		cm_key_of_label(const char *label, size_t length, CmKey *key);
void		cm_key_of_integer(int64_t value, CmKey *key);

/* Asks the memory for what finding a key will read; returns its hash. */
uint64_t	cm_dictionary_expect(const CmDictionary *d, const CmKey *key);

/* The code of a key, made if new; CM_NO_CODE when full.  `label` matters if it is a long one. */
uint32_t	cm_dictionary_find(CmDictionary *d, const CmKey *key, uint64_t hash, const char *label);

/* All steps at once. */
uint32_t	cm_dictionary_code(CmDictionary *d, const char *label, size_t length);

/* The label of a code; valid until the next new label. */
CmText		cm_dictionary_label(const CmDictionary *d, uint32_t code);

#endif
