/*
 * dictionary.c: labels to codes, the first half of the hot path.
 *
 * A short label becomes two integers (overlapping loads), so that a look-up
 * compares integers in one cache line.  At most a quarter of the places is in
 * use: measured, this is worth 5 % of a whole aggregation.
 */
#include "core/matrix/dictionary.h"

#include <string.h>

#define FIRST_PLACES 16
#define FIRST_KEYS (FIRST_PLACES / 4 + 1)

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
	cm_key_set(key, cm_fold(a ^ cm_load(label + length - 16, 8), UINT64_C(0x8EBC6AF09C88C6E3)),
			   cm_fold(b ^ cm_load(label + length - 8, 8), UINT64_C(0x589965CC75374CC3)), (uint32_t) length);
}

void
cm_dictionary_init(CmDictionary *d, const CmHost *host)
{
	memset(d, 0, sizeof(*d));
	d->host = host;
	d->text.host = host;
	d->start = cm_resize(host, NULL, FIRST_KEYS, sizeof(size_t));
	d->start_capacity = FIRST_KEYS;
	d->start[0] = 0;
	d->key = cm_resize(host, NULL, FIRST_KEYS, sizeof(CmKey));
	d->key_capacity = FIRST_KEYS;
	d->key[0] = (CmKey) {.length = UINT32_MAX, .with = CM_NO_CODE};
	d->keys = 1;
	d->place = cm_zeros(host, FIRST_PLACES, sizeof(uint32_t));
	d->mask = FIRST_PLACES - 1;
}

void
cm_dictionary_release(CmDictionary *d)
{
	cm_release(d->host, d->place);
	cm_release(d->host, d->key);
	cm_release(d->host, d->start);
	cm_release(d->host, d->text.data);
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
matches(const CmDictionary *d, const CmKey *found, const CmKey *key, const char *label)
{
	return cm_keys_agree(found, key) &&
		(!cm_key_is_partial(key) || memcmp(d->text.data + d->start[found->with], label, key->length) == 0);
}

/* The first free place from where a key is looked for. */
static uint32_t *
free_place(uint32_t *place, uint32_t mask, const CmKey *key)
{
	uint32_t	at = cm_key_hash(key->a, key->b, key->length) & mask;

	while (place[at] != 0)
		at = (at + 1) & mask;
	return &place[at];
}

static void
double_places(CmDictionary *d)
{
	uint32_t	mask = d->mask * 2 + 1;
	uint32_t   *place = cm_zeros(d->host, (size_t) mask + 1, sizeof(uint32_t));

	for (uint32_t number = 1; number < d->keys; number++)
	{
		*free_place(place, mask, &d->key[number]) = number;
		cm_breathe_at(d->host, number);
	}
	cm_release(d->host, d->place);
	d->place = place;
	d->mask = mask;
}

/* Puts a key that is not there yet. */
static void
put_key(CmDictionary *d, const CmKey *key)
{
	if ((uint64_t) d->keys * 4 > (uint64_t) d->mask + 1)
		double_places(d);
	if (d->keys == d->key_capacity)
	{
		uint32_t	capacity = (uint32_t) cm_grown(d->key_capacity, 0);

		d->key = cm_resize(d->host, d->key, capacity, sizeof(CmKey));
		d->key_capacity = capacity;
	}
	*free_place(d->place, d->mask, key) = d->keys;
	d->key[d->keys++] = *key;
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
	put_key(d, &key);
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
		put_key(d, &key);
	return key.with;
}

uint32_t
cm_dictionary_search(CmDictionary *d, const CmKey *key, const char *label)
{
	for (uint32_t at = cm_key_hash(key->a, key->b, key->length) & d->mask; d->place[at] != 0; at = (at + 1) & d->mask)
		if (matches(d, &d->key[d->place[at]], key, label))
			return d->key[d->place[at]].with;
	return key->length == CM_INTEGER_KEY ? new_integer(d, *key) : new_label(d, *key, label);
}

uint32_t
cm_dictionary_code(CmDictionary *d, const char *label, size_t length)
{
	CmKey		key;
	uint32_t	code;

	cm_key_of_label(label, length, &key);
	return cm_dictionary_knows(d, &key, &code) ? code : cm_dictionary_search(d, &key, label);
}
