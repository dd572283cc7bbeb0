/*
 * dictionary.c: labels to codes, the first half of the hot path.
 *
 * A short label becomes two integers (overlapping loads), so that a look-up
 * compares integers in one cache line.  At most a quarter of the entries is in
 * use: measured, this is worth 5 % of a whole aggregation.
 */
#include "core/matrix/dictionary.h"

#include <string.h>

#define FIRST_ENTRIES 16

/* Two chains over its 16-byte pieces. */
void
cm_key_of_long_label(const char *label, size_t length, CmKey *key)
{
	uint64_t	a = length;
	uint64_t	b = ~(uint64_t) length;

	for (size_t at = 0; at + 16 < length; at += 16)
	{
		uint64_t	low = cm_load(label + at, 8);
		uint64_t	high = cm_load(label + at + 8, 8);

		a = cm_fold(a ^ low, UINT64_C(0xA0761D6478BD642F) ^ high);
		b = cm_fold(b ^ high, UINT64_C(0xE7037ED1A0B428DB) ^ low);
	}
	key->a = cm_fold(a ^ cm_load(label + length - 16, 8), UINT64_C(0x8EBC6AF09C88C6E3));
	key->b = cm_fold(b ^ cm_load(label + length - 8, 8), UINT64_C(0x589965CC75374CC3));
}

void
cm_dictionary_init(CmDictionary *d, const CmHost *host)
{
	memset(d, 0, sizeof(*d));
	d->host = host;
	d->text.host = host;
	d->start = cm_resize(host, NULL, FIRST_ENTRIES / 4 + 1, sizeof(size_t));
	d->start_capacity = FIRST_ENTRIES / 4 + 1;
	d->start[0] = 0;
	d->entry = cm_resize(host, NULL, FIRST_ENTRIES, sizeof(CmKey));
	d->mask = FIRST_ENTRIES - 1;
	memset(d->entry, 0xff, FIRST_ENTRIES * sizeof(CmKey));
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
matches(const CmDictionary *d, const CmKey *entry,
		const CmKey *key, const char *label)
{
	if (entry->a != key->a || entry->b != key->b || entry->length != key->length)
		return false;
	return key->length <= CM_SHORT_LABEL || key->length == CM_INTEGER_KEY ||
		memcmp(d->text.data + d->start[entry->with], label, key->length) == 0;
}

static void
double_entries(CmDictionary *d)
{
	uint32_t	mask = d->mask * 2 + 1;
	CmKey *entry = cm_resize(d->host, NULL, (size_t) mask + 1, sizeof(*entry));

	memset(entry, 0xff, ((size_t) mask + 1) * sizeof(*entry));
	for (uint32_t i = 0; i <= d->mask; i++)
	{
		uint32_t	at;

		cm_breathe_at(d->host, i);
		if (d->entry[i].with == CM_NO_CODE)
			continue;
		at = cm_key_hash(&d->entry[i]) & mask;
		while (entry[at].with != CM_NO_CODE)
			at = (at + 1) & mask;
		entry[at] = d->entry[i];
	}
	cm_release(d->host, d->entry);
	d->entry = entry;
	d->mask = mask;
}

/* Puts an entry that is not there yet. */
static void
put_entry(CmDictionary *d, const CmKey *entry)
{
	uint32_t	at;

	if (((uint64_t) d->used + 1) * 4 > (uint64_t) d->mask + 1)
		double_entries(d);
	at = cm_key_hash(entry) & d->mask;
	while (d->entry[at].with != CM_NO_CODE)
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

/* Digits from the last to the first, into the end of a buffer of 20. */
static char *
decimal_of(int64_t value, uint32_t width, char *end)
{
	uint64_t	rest = value < 0 ? -(uint64_t) value : (uint64_t) value;
	char	   *widest = end - width;

	do
	{
		*--end = (char) ('0' + rest % 10);
		rest /= 10;
	} while (rest > 0 || end > widest);
	if (value < 0)
		*--end = '-';
	return end;
}

/* A short label as it was before it became a key. */
static const char *
label_of(const CmKey *key, char buffer[CM_SHORT_LABEL])
{
	if (key->length >= 8)
	{
		memcpy(buffer, &key->a, 8);
		memcpy(buffer + key->length - 8, &key->b, 8);
	}
	else if (key->length >= 4)
	{
		memcpy(buffer, &key->a, 4);
		memcpy(buffer + key->length - 4, &key->b, 4);
	}
	else
		for (uint32_t i = 0; i < key->length; i++)
			buffer[i] = (char) (key->a >> 8 * (key->length - 1 - i));
	return buffer;
}

static uint32_t
new_label(CmDictionary *d, CmKey key, const char *label)
{
	char		buffer[CM_SHORT_LABEL];

	if (d->count >= CM_CODES_MOST / 4)
		return CM_NO_CODE;
	key.with = d->count;
	put_label(d, key.length <= CM_SHORT_LABEL ? label_of(&key, buffer) : label, key.length);
	put_entry(d, &key);
	d->count++;
	return key.with;
}

/* An integer not seen before may be a label that was: one code for both. */
static uint32_t
new_integer(CmDictionary *d, CmKey key)
{
	char		decimal[20];
	char	   *start = decimal_of((int64_t) key.a, d->width, decimal + sizeof(decimal));

	key.with = cm_dictionary_code(d, start, (size_t) (decimal + sizeof(decimal) - start));
	if (key.with != CM_NO_CODE)
		put_entry(d, &key);
	return key.with;
}

uint32_t
cm_dictionary_search(CmDictionary *d, const CmKey *key, uint32_t hash, const char *label)
{
	for (uint32_t at = hash & d->mask; d->entry[at].with != CM_NO_CODE; at = (at + 1) & d->mask)
		if (matches(d, &d->entry[at], key, label))
			return d->entry[at].with;
	return key->length == CM_INTEGER_KEY ? new_integer(d, *key) : new_label(d, *key, label);
}

uint32_t
cm_dictionary_code(CmDictionary *d, const char *label, size_t length)
{
	CmKey		key;

	cm_key_of_label(label, length, &key);
	return cm_dictionary_find(d, &key, cm_key_hash(&key), label);
}
