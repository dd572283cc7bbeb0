/*
 * dictionary.h: labels to codes 0, 1, 2 ... in order of arrival.
 */
#ifndef CLUSTER_EXT_DICTIONARY_H
#define CLUSTER_EXT_DICTIONARY_H

#include "core/matrix/flat.h"

#include <string.h>

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
	uint32_t	width;			/* digits of an integer's label at least, with leading zeros */
	uint32_t	count;			/* labels */
	size_t	   *start;			/* where each label begins in text; count + 1 */
	size_t		start_capacity;
	CmBytes		text;
} CmDictionary;

void		cm_dictionary_init(CmDictionary *d, const CmHost *host);

/* The key of a label of at most CM_LABEL_MAX bytes that is not short. */
void		cm_key_of_long_label(const char *label, size_t length, CmKey *key);

/* The code of a key that cm_dictionary_find did not find at once. */
uint32_t	cm_dictionary_search(CmDictionary *d, const CmKey *key, uint32_t hash, const char *label);

/* All steps at once. */
uint32_t	cm_dictionary_code(CmDictionary *d, const char *label, size_t length);

/* The label of a code; valid until the next new label. */
CmText		cm_dictionary_label(const CmDictionary *d, uint32_t code);

/* What follows happens for each row, so it is short and inline. */

static inline uint64_t
cm_load(const char *at, size_t width)
{
	uint64_t	value = 0;

	memcpy(&value, at, width);
	return value;
}

/* The key of a label of at most CM_LABEL_MAX bytes, and of an integer's. */
static inline void
cm_key_of_label(const char *label, size_t length, CmKey *key)
{
	key->length = (uint32_t) length;
	key->with = 0;
	if (length > CM_SHORT_LABEL)
		cm_key_of_long_label(label, length, key);
	else if (length >= 8)
	{
		key->a = cm_load(label, 8);
		key->b = cm_load(label + length - 8, 8);
	}
	else if (length >= 4)
	{
		key->a = cm_load(label, 4);
		key->b = cm_load(label + length - 4, 4);
	}
	else
	{
		key->a = 0;
		for (size_t i = 0; i < length; i++)
			key->a = key->a << 8 | (uint8_t) label[i];
		key->b = 0;
	}
}

static inline void
cm_key_of_integer(int64_t value, CmKey *key)
{
	*key = (CmKey) {.a = (uint64_t) value, .length = CM_INTEGER_KEY};
}

/* Both halves of a 128-bit product: every input bit reaches every output bit. */
static inline uint64_t
cm_fold(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
	__uint128_t product = (__uint128_t) a * b;

	return (uint64_t) product ^ (uint64_t) (product >> 64);
#else
	/* By halves of 32 bits, as in writing.  What a hash is tells no result. */
	uint64_t	low = (a & UINT32_MAX) * (b & UINT32_MAX),
				left = (a >> 32) * (b & UINT32_MAX) + (low >> 32),
				right = (a & UINT32_MAX) * (b >> 32) + (left & UINT32_MAX),
				high = (a >> 32) * (b >> 32) + (left >> 32) + (right >> 32);

	return high ^ (right << 32 | (low & UINT32_MAX));
#endif
}

static inline uint32_t
cm_key_hash(const CmKey *key)
{
	return (uint32_t) cm_fold(key->a ^ UINT64_C(0x9E3779B97F4A7C15),
							  (key->b ^ UINT64_C(0xD1B54A32D192ED03)) + key->length);
}

/* Asks the memory for what finding a key will read; returns its hash. */
static inline uint32_t
cm_dictionary_expect(const CmDictionary *d, const CmKey *key)
{
	uint32_t	hash = cm_key_hash(key);

	__builtin_prefetch(&d->entry[hash & d->mask]);
	return hash;
}

/* The code of a key, made if new; CM_NO_CODE when full.  `label` matters if it is a long one. */
static inline uint32_t
cm_dictionary_find(CmDictionary *d, const CmKey *key, uint32_t hash, const char *label)
{
	const CmKey *entry = &d->entry[hash & d->mask];

	/* Most labels are short, and at home. */
	if (entry->a == key->a && entry->b == key->b && entry->length == key->length &&
		(key->length <= CM_SHORT_LABEL || key->length == CM_INTEGER_KEY))
		return entry->with;
	return cm_dictionary_search(d, key, hash, label);
}

#endif
