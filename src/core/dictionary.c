/*
 * dictionary.c: labels to codes, the first half of the hot path.
 *
 * Labels of up to 16 bytes, which codes of regions and industries are, become
 * two integers (overlapping loads), so that a look-up compares integers in one
 * cache line.  At most a quarter of the entries is in use: measured, this is
 * worth 5 % of a whole aggregation.
 */
#include "core/dictionary.h"

#include <string.h>

#define FIRST_ENTRIES 16
#define SHORT_LABEL 16

static inline uint64_t
load8(const char *at)
{
	uint64_t	value;

	memcpy(&value, at, 8);
	return value;
}

static inline uint64_t
load4(const char *at)
{
	uint32_t	value;

	memcpy(&value, at, 4);
	return value;
}

/* Both halves of a 128-bit product: every input bit reaches every output bit. */
static inline uint64_t
fold(uint64_t a, uint64_t b)
{
	__uint128_t product = (__uint128_t) a * b;

	return (uint64_t) product ^ (uint64_t) (product >> 64);
}

static inline uint64_t
hash_of(const CmDictionaryEntry *key)
{
	return fold(key->a ^ UINT64_C(0x9E3779B97F4A7C15),
				(key->b ^ UINT64_C(0xD1B54A32D192ED03)) + key->length);
}

/* a and b of a long label: two chains over its 16-byte pieces. */
static void
digest(const char *label, size_t length, CmDictionaryEntry *key)
{
	uint64_t	a = length;
	uint64_t	b = ~(uint64_t) length;

	for (size_t at = 0; at + 16 < length; at += 16)
	{
		a = fold(a ^ load8(label + at), UINT64_C(0xA0761D6478BD642F) ^ load8(label + at + 8));
		b = fold(b ^ load8(label + at + 8), UINT64_C(0xE7037ED1A0B428DB) ^ load8(label + at));
	}
	key->a = fold(a ^ load8(label + length - 16), UINT64_C(0x8EBC6AF09C88C6E3));
	key->b = fold(b ^ load8(label + length - 8), UINT64_C(0x589965CC75374CC3));
}

static inline void
key_of(const char *label, size_t length, CmDictionaryEntry *key)
{
	key->length = (uint32_t) length;
	if (length > SHORT_LABEL)
		digest(label, length, key);
	else if (length >= 8)
	{
		key->a = load8(label);
		key->b = load8(label + length - 8);
	}
	else if (length >= 4)
	{
		key->a = load4(label);
		key->b = load4(label + length - 4);
	}
	else
	{
		key->a = 0;
		for (size_t i = 0; i < length; i++)
			key->a = key->a << 8 | (uint8_t) label[i];
		key->b = 0;
	}
}

void
cm_dictionary_init(CmDictionary *d, const CmHost *host)
{
	memset(d, 0, sizeof(*d));
	d->host = host;
	d->text.host = host;
	d->last.code = CM_NO_CODE;
	d->start = cm_resize(host, NULL, FIRST_ENTRIES / 4 + 1, sizeof(size_t));
	d->start_capacity = FIRST_ENTRIES / 4 + 1;
	d->start[0] = 0;
	d->entry = cm_resize(host, NULL, FIRST_ENTRIES, sizeof(CmDictionaryEntry));
	d->mask = FIRST_ENTRIES - 1;
	memset(d->entry, 0xff, FIRST_ENTRIES * sizeof(CmDictionaryEntry));
}

CmText
cm_dictionary_label(const CmDictionary *d, uint32_t code)
{
	CmText		label;

	label.length = (uint32_t) (d->start[code + 1] - d->start[code]);
	label.bytes = label.length == 0 ? "" : (const char *) d->text.data + d->start[code];
	return label;
}

static inline bool
matches(const CmDictionary *d, const CmDictionaryEntry *entry,
		const CmDictionaryEntry *key, const char *label)
{
	if (entry->a != key->a || entry->b != key->b || entry->length != key->length)
		return false;
	return key->length <= SHORT_LABEL || key->length == CM_INTEGER_KEY ||
		memcmp(d->text.data + d->start[entry->code], label, key->length) == 0;
}

static void
double_entries(CmDictionary *d)
{
	uint32_t	mask = d->mask * 2 + 1;
	CmDictionaryEntry *entry = cm_resize(d->host, NULL, (size_t) mask + 1, sizeof(*entry));

	memset(entry, 0xff, ((size_t) mask + 1) * sizeof(*entry));
	for (uint32_t i = 0; i <= d->mask; i++)
	{
		uint32_t	at;

		if (d->entry[i].code == CM_NO_CODE)
			continue;
		at = hash_of(&d->entry[i]) & mask;
		while (entry[at].code != CM_NO_CODE)
			at = (at + 1) & mask;
		entry[at] = d->entry[i];
	}
	cm_release(d->host, d->entry);
	d->entry = entry;
	d->mask = mask;
}

/* Puts an entry that is not there yet. */
static void
put_entry(CmDictionary *d, const CmDictionaryEntry *entry)
{
	uint32_t	at;

	if (((uint64_t) d->used + 1) * 4 > (uint64_t) d->mask + 1)
		double_entries(d);
	at = hash_of(entry) & d->mask;
	while (d->entry[at].code != CM_NO_CODE)
		at = (at + 1) & d->mask;
	d->entry[at] = *entry;
	d->used++;
}

static void
put_label(CmDictionary *d, const char *label, uint32_t length)
{
	if (d->count + 2 > d->start_capacity)
	{
		size_t		capacity = cm_grown(d->start_capacity, d->count + 2);

		d->start = cm_resize(d->host, d->start, capacity, sizeof(size_t));
		d->start_capacity = capacity;
	}
	d->text.used = d->start[d->count];
	cm_put_bytes(&d->text, label, length);
	d->start[d->count + 1] = d->text.used;
}

/* The code of a key, CM_NO_CODE if it is new; a code found is remembered. */
static inline uint32_t
find(CmDictionary *d, const CmDictionaryEntry *key, const char *label)
{
	uint32_t	at;

	if (d->last.code != CM_NO_CODE && matches(d, &d->last, key, label))
		return d->last.code;
	at = hash_of(key) & d->mask;
	while (d->entry[at].code != CM_NO_CODE)
	{
		if (matches(d, &d->entry[at], key, label))
		{
			d->last = d->entry[at];
			return d->last.code;
		}
		at = (at + 1) & d->mask;
	}
	return CM_NO_CODE;
}

uint32_t
cm_dictionary_code(CmDictionary *d, const char *label, size_t length)
{
	CmDictionaryEntry key;
	uint32_t	code;

	key_of(label, length, &key);
	code = find(d, &key, label);
	if (code != CM_NO_CODE || d->count >= CM_CODES_MOST / 4)
		return code;
	key.code = d->count;
	put_label(d, label, key.length);
	put_entry(d, &key);
	d->count++;
	d->last = key;
	return key.code;
}

/* Digits from the last to the first, into the end of a buffer of 20. */
static char *
decimal_of(int64_t value, char *end)
{
	uint64_t	rest = value < 0 ? -(uint64_t) value : (uint64_t) value;

	do
	{
		*--end = (char) ('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (value < 0)
		*--end = '-';
	return end;
}

uint32_t
cm_dictionary_integer(CmDictionary *d, int64_t value)
{
	CmDictionaryEntry key = {.a = (uint64_t) value, .length = CM_INTEGER_KEY};
	char		decimal[20];
	char	   *start;

	key.code = find(d, &key, "");
	if (key.code != CM_NO_CODE)
		return key.code;
	start = decimal_of(value, decimal + sizeof(decimal));
	key.code = cm_dictionary_code(d, start, (size_t) (decimal + sizeof(decimal) - start));
	if (key.code != CM_NO_CODE)
		put_entry(d, &key);
	return key.code;
}
