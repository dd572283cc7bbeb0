/*
 * flat.c: the pieces of the stored form; flat.h says what they mean.
 */
#include "core/matrix/flat.h"

#include "core/status.h"

#include <math.h>
#include <string.h>

#define INTEGER_TAG 0xDF		/* + number of bytes */
#define HUNDREDTHS_TAG 0xE7		/* + number of bytes */
#define DOUBLE_TAG 0xF0
#define LONG_TAG 0xF1
#define INTEGER_BYTES 7
#define INTEGER_LIMIT 9007199254740992.0	/* 2^53 */

/* Writing ------------------------------------------------------------- */

void
cm_put_bytes(CmBytes *out, const void *bytes, size_t count)
{
	if (count == 0)
		return;
	cm_reserve(out, count);
	memcpy(out->data + out->used, bytes, count);
	out->used += count;
}

void
cm_put_long_varint(CmBytes *out, uint64_t value)
{
	cm_reserve(out, 10);
	while (value >= 0x80)
	{
		out->data[out->used++] = (uint8_t) (value | 0x80);
		value >>= 7;
	}
	out->data[out->used++] = (uint8_t) value;
}

static void
store(uint8_t *at, uint64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		at[i] = (uint8_t) (value >> (8 * i));
}

static uint64_t
load(const uint8_t *at, int bytes)
{
	uint64_t	value = 0;

	for (int i = 0; i < bytes; i++)
		value |= (uint64_t) at[i] << (8 * i);
	return value;
}

static void
store_double(uint8_t *at, double value)
{
	uint64_t	bits;

	memcpy(&bits, &value, sizeof(bits));
	store(at, bits, 8);
}

static double
load_double(const uint8_t *at)
{
	uint64_t	bits = load(at, 8);
	double		value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

static void
put_integer(CmBytes *out, uint8_t tag, uint64_t value)
{
	int			bytes = (63 - __builtin_clzll(value | 1)) / 8 + 1;

	/* All eight at once is quicker; the next bytes will be written over. */
	cm_reserve(out, 9);
	out->data[out->used] = tag + bytes;
	store(out->data + out->used + 1, value, 8);
	out->used += 1 + bytes;
}

void
cm_put_long_double(CmBytes *out, double value)
{
	if (value >= 0 && value < INTEGER_LIMIT)
	{
		uint64_t	integer = (uint64_t) value;
		uint64_t	hundredths = (uint64_t) (value * 100 + 0.5);

		if ((double) integer == value)
		{
			if (integer <= CM_SMALL_MOST)
				cm_put_byte(out, (uint8_t) integer);
			else
				put_integer(out, INTEGER_TAG, integer);
			return;
		}
		if (value * 100 < INTEGER_LIMIT - 1 && hundredths / 100.0 == value)
		{
			put_integer(out, HUNDREDTHS_TAG, hundredths);
			return;
		}
	}
	cm_reserve(out, 9);
	out->data[out->used] = DOUBLE_TAG;
	store_double(out->data + out->used + 1, value);
	out->used += 9;
}

void
cm_put_number(CmBytes *out, const CmDyadic *value)
{
	uint8_t		head[10] = {LONG_TAG};

	if (value->tail_bytes == 0)
	{
		cm_put_double(out, value->head);
		return;
	}
	head[1] = (uint8_t) (value->tail_bytes - 1);
	store_double(head + 2, value->head);
	cm_put_bytes(out, head, sizeof(head));
	cm_put_bytes(out, value->tail, value->tail_bytes);
}

void
cm_put_raw_double(CmBytes *out, double value)
{
	cm_reserve(out, 8);
	store_double(out->data + out->used, value);
	out->used += 8;
}

/* Reading ------------------------------------------------------------- */

/* The next `count` bytes, or NULL. */
static inline const uint8_t *
take(CmCursor *in, size_t count)
{
	const uint8_t *at = in->at;

	if ((size_t) (in->end - at) < count)
	{
		in->bad = true;
		in->at = in->end;
		return NULL;
	}
	in->at += count;
	return at;
}

uint64_t
cm_get_long_varint(CmCursor *in)
{
	uint64_t	value = 0;

	for (int shift = 0; shift < 64; shift += 7)
	{
		const uint8_t *byte = take(in, 1);

		if (byte == NULL)
			return 0;
		value |= (uint64_t) (*byte & 0x7f) << shift;
		if (*byte < 0x80)
		{
			/* Not the shortest way to write it, or beyond 64 bits. */
			if ((*byte == 0 && shift > 0) || (shift == 63 && *byte > 1))
				break;
			return value;
		}
	}
	in->bad = true;
	return 0;
}

/* An integer of `count` (1 to INTEGER_BYTES) bytes. */
static inline uint64_t
take_integer(CmCursor *in, int count)
{
	const uint8_t *at = in->at;

	if (in->end - at < 8)
	{
		at = take(in, count);
		return at == NULL ? 0 : load(at, count);
	}
	/* All eight at once is quicker. */
	in->at += count;
	return load(at, 8) & ((UINT64_C(1) << 8 * count) - 1);
}

/*
 * A number of one double; a longer one (allowed only with `value`) goes there.
 */
static double
get_number(CmCursor *in, CmDyadic *value)
{
	const uint8_t *tag = take(in, 1);
	const uint8_t *bytes;

	if (tag == NULL)
		return 0;
	if (*tag <= CM_SMALL_MOST)
		return *tag;
	if (*tag < DOUBLE_TAG)
	{
		bool		integer = *tag <= HUNDREDTHS_TAG;
		int			count = *tag - (integer ? INTEGER_TAG : HUNDREDTHS_TAG);
		uint64_t	number;

		if (count > INTEGER_BYTES)
		{
			in->bad = true;
			return 0;
		}
		number = take_integer(in, count);
		return integer ? (double) number : number / 100.0;
	}
	if (*tag == DOUBLE_TAG)
	{
		bytes = take(in, 8);
		return bytes == NULL ? 0 : load_double(bytes);
	}
	if (*tag == LONG_TAG && value != NULL && (bytes = take(in, 9)) != NULL)
	{
		int			count = bytes[0] + 1;
		double		head = load_double(bytes + 1);

		bytes = take(in, count);
		if (bytes != NULL)
		{
			value->tail_bytes = count;
			memcpy(value->tail, bytes, count);
		}
		return head;
	}
	in->bad = true;
	return 0;
}

double
cm_get_long_double(CmCursor *in)
{
	return get_number(in, NULL);
}

void
cm_get_number(CmCursor *in, CmDyadic *value)
{
	value->negative = false;
	value->tail_bytes = 0;
	value->head = get_number(in, value);
}

uint8_t
cm_get_byte(CmCursor *in)
{
	const uint8_t *byte = take(in, 1);

	return byte == NULL ? 0 : *byte;
}

double
cm_get_raw_double(CmCursor *in)
{
	const uint8_t *bytes = take(in, 8);

	return bytes == NULL ? 0 : load_double(bytes);
}

CmText
cm_get_label(CmCursor *in)
{
	CmText		label = {NULL, 0};
	uint64_t	length = cm_get_varint(in);

	if (length > CM_LABEL_MAX)
		in->bad = true;
	else
	{
		label.bytes = (const char *) take(in, length);
		label.length = label.bytes == NULL ? 0 : (uint32_t) length;
	}
	return label;
}

/* Header -------------------------------------------------------------- */

void
cm_put_header(uint8_t bytes[CM_HEADER_BYTES], const CmHeader *header)
{
	memcpy(bytes, "CXM", 3);
	bytes[3] = CM_FORMAT_VERSION;
	store(bytes + 4, header->flags, 4);
	store(bytes + 8, header->regions, 4);
	store(bytes + 12, header->industries, 4);
	store(bytes + 16, header->cells, 8);
	store(bytes + 24, header->firms, 8);
	store_double(bytes + 32, header->size);
	store(bytes + 40, header->skipped, 8);
	for (int i = 0; i < 4; i++)
		store(bytes + 48 + 4 * i, header->section[i], 4);
}

void
cm_read_header(const uint8_t bytes[CM_HEADER_BYTES], CmHeader *header)
{
	header->version = bytes[3];
	header->flags = (uint32_t) load(bytes + 4, 4);
	header->regions = (uint32_t) load(bytes + 8, 4);
	header->industries = (uint32_t) load(bytes + 12, 4);
	header->cells = load(bytes + 16, 8);
	header->firms = load(bytes + 24, 8);
	header->size = load_double(bytes + 32);
	header->skipped = load(bytes + 40, 8);
	for (int i = 0; i < 4; i++)
		header->section[i] = (uint32_t) load(bytes + 48 + 4 * i, 4);
}

CmStatus
cm_version_status(const uint8_t *bytes, size_t count)
{
	if (count < 4 || memcmp(bytes, "CXM", 3) != 0 || bytes[3] == 0)
		return CM_MALFORMED;
	return bytes[3] > CM_FORMAT_VERSION ? CM_NEWER : CM_OK;
}

CmStatus
cm_get_header(const uint8_t *bytes, size_t count, CmHeader *header)
{
	uint64_t	total = CM_HEADER_BYTES;
	CmStatus	status = cm_version_status(bytes, count);
	bool		sound;

	if (status != CM_OK || count < CM_HEADER_BYTES)
		return status == CM_NEWER ? CM_NEWER : CM_MALFORMED;
	cm_read_header(bytes, header);
	for (int i = 0; i < 4; i++)
		total += header->section[i];
	/* Each label and each cell takes at least a byte, so counts are bounded. */
	sound = total == count &&
		(header->flags & ~(uint32_t) CM_FLAGS) == 0 &&
		(uint64_t) header->regions + header->industries <= header->section[0] &&
		header->industries <= header->section[1] &&
		header->cells <= UINT64_MAX / 2 &&
		header->cells + header->regions <= header->section[2] &&
		header->cells <= header->section[3];
	return sound ? CM_OK : CM_MALFORMED;
}

bool
cm_flat_fits(uint64_t labels, uint64_t rest)
{
	return CM_LABEL_TEXT * labels + (rest + 2) / 3 * 4 <= CM_ROW_MAX - CM_ROW_ROOM;
}
