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
	uint32_t	with;			/* in a dictionary the code, in a new key its hash */
} CmKey;

/*
 * Keys lie one after the other, and a sparse table of their numbers finds them:
 * where many labels are, far less memory is touched than in a table of keys.
 */
typedef struct CmDictionary
{
	const CmHost *host;
	uint32_t   *place;			/* numbers of keys by hash; 0: none, and the key of number 0 is nobody's */
	uint32_t	mask;			/* places - 1; a power of two minus one */
	CmKey	   *key;
	uint32_t	keys;			/* labels, integers seen as such, and nobody */
	uint32_t	key_capacity;
	uint32_t	width;			/* digits of an integer's label at least, with leading zeros */
	uint32_t	count;			/* labels */
	size_t	   *start;			/* where each label begins in text; count + 1 */
	size_t		start_capacity;
	CmBytes		text;
} CmDictionary;

void		cm_dictionary_init(CmDictionary *d, const CmHost *host);

/* The key of a label of at most CM_LABEL_MAX bytes that is not short. */
void		cm_key_of_long_label(const char *label, size_t length, CmKey *key);

/* Releases all memory. */
void		cm_dictionary_release(CmDictionary *d);

/* The code of a key, made if new; CM_NO_CODE when full.  `label` matters if the key is partial. */
uint32_t	cm_dictionary_search(CmDictionary *d, const CmKey *key, const char *label);

/* All steps at once. */
uint32_t	cm_dictionary_code(CmDictionary *d, const char *label, size_t length);

/* The label of a code; valid until the next new label. */
CmText		cm_dictionary_label(const CmDictionary *d, uint32_t code);

/* Has an integer been seen as such? */
static inline bool
cm_dictionary_has_integers(const CmDictionary *d)
{
	return d->keys - 1 > d->count;
}

/* What follows happens for each row, so it is short and inline. */

static inline uint64_t
cm_load(const char *at, size_t width)
{
	uint64_t	value = 0;

	memcpy(&value, at, width);
	return value;
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
cm_key_hash(uint64_t a, uint64_t b, uint32_t length)
{
	return (uint32_t) cm_fold(a ^ UINT64_C(0x9E3779B97F4A7C15), (b ^ UINT64_C(0xD1B54A32D192ED03)) + length);
}

static inline void
cm_key_set(CmKey *key, uint64_t a, uint64_t b, uint32_t length)
{
	key->a = a;
	key->b = b;
	key->length = length;
	key->with = cm_key_hash(a, b, length);
}

/* The key of a label of at most CM_LABEL_MAX bytes, and of an integer's. */
static inline void
cm_key_of_label(const char *label, size_t length, CmKey *key)
{
	uint64_t	a = 0;

	if (length > CM_SHORT_LABEL)
		cm_key_of_long_label(label, length, key);
	else if (length >= 8)
		cm_key_set(key, cm_load(label, 8), cm_load(label + length - 8, 8), (uint32_t) length);
	else if (length >= 4)
		cm_key_set(key, cm_load(label, 4), cm_load(label + length - 4, 4), (uint32_t) length);
	else
	{
		for (size_t i = 0; i < length; i++)
			a = a << 8 | (uint8_t) label[i];
		cm_key_set(key, a, 0, (uint32_t) length);
	}
}

static inline void
cm_key_of_integer(int64_t value, CmKey *key)
{
	cm_key_set(key, (uint64_t) value, 0, CM_INTEGER_KEY);
}

/* Is there more to a label than its key tells? */
static inline bool
cm_key_is_partial(const CmKey *key)
{
	return key->length - CM_SHORT_LABEL - 1 < CM_LABEL_MAX - CM_SHORT_LABEL;
}

static inline bool
cm_keys_agree(const CmKey *x, const CmKey *y)
{
	return ((x->a ^ y->a) | (x->b ^ y->b) | (x->length ^ y->length)) == 0;
}

static inline const CmKey *
cm_dictionary_home(const CmDictionary *d, const CmKey *key)
{
	return &d->key[d->place[key->with & d->mask]];
}

/* Asks the memory for what finding a new key will read. */
static inline __attribute__((always_inline)) void
cm_dictionary_expect(const CmDictionary *d, const CmKey *key)
{
	__builtin_prefetch(cm_dictionary_home(d, key));
}

/* Is the code of a new key found at once?  Most labels are short, and at home. */
static inline bool
cm_dictionary_knows(const CmDictionary *d, const CmKey *key, uint32_t *code)
{
	const CmKey *found = cm_dictionary_home(d, key);

	*code = found->with;
	return cm_keys_agree(found, key) && !cm_key_is_partial(key);
}

#endif
