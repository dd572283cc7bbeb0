/*
 * flat.h: the stored form of a cluster_matrix, byte by byte.
 *
 * These bytes are the payload of the varlena value, of the tuple queue between
 * parallel workers, and (after the labels) of binary COPY.  They are the same
 * on every machine: integers are little-endian, doubles IEEE 754 binary64
 * little-endian, nothing is aligned, nothing is padded.  One matrix has
 * exactly one such form, so equal matrices are equal bytes.
 *
 *   offset  bytes  header
 *        0      3  "CXM"
 *        3      1  format version, 1; a later one keeps these four bytes
 *        4      4  flags; bit 0: some cell's number of firms is unknown;
 *                  bit 1: some cell's size is; the other bits are zero
 *        8      4  R, number of regions
 *       12      4  I, number of industries
 *       16      8  C, number of cells
 *       24      8  number of firms (of the cells where it is known)
 *       32      8  total size (of the cells where it is known), the double
 *                  nearest to the exact sum
 *       40      8  input rows skipped for a NULL
 *       48      4  bytes of section 1, labels
 *       52      4  bytes of section 2, fourth powers
 *       56      4  bytes of section 3, keys
 *       60      4  bytes of section 4, values
 *
 *   section 1  R region labels, then I industry labels; each a varint length
 *              (at most CM_LABEL_MAX) and its bytes, without NUL, in strictly
 *              ascending order of bytes.  Every label has a cell.
 *   section 2  for each industry the sum of fourth powers of its firms' sizes:
 *              a number, or the byte 0xFF when unknown
 *   section 3  for each region a varint number of cells, then for each cell a
 *              varint: the industry's place for the first one, and for the
 *              next ones the distance from the one before, less one
 *   section 4  for each cell, in the same order:
 *              - varint 2 * firms + special (firms 0 when unknown)
 *              - if special, a byte of CM_*_UNKNOWN and CM_EXPLICIT bits
 *              - nothing more if firms is 0 and known: a published zero; nor
 *                if the size is unknown, and with it all that follows
 *              - number: largest size, unless unknown
 *              - number: second largest size, unless unknown or firms is 1
 *              - two numbers: what is left of size and of the sum of squares
 *                without the two largest (CM_EXPLICIT: not taken off); the
 *                second one is missing if squares are unknown.  Both are
 *                missing if firms is 1 or 2, the largest are known and
 *                nothing would be left.
 *
 *   varint   7 bits a byte, lowest first, high bit set on all but the last
 *   number   not negative, exact; the first form that applies:
 *              0x00-0xDF          that integer
 *              0xDF+n, n=1..7     integer below 2^53 in n bytes
 *              0xE7+n, n=1..7     the double nearest to (integer < 2^53) / 100
 *              0xF0               a double
 *              0xF1 n             a double cut (not rounded) after 53 bits,
 *                                 then the n+1 bytes of the number that follow
 *                                 these bits, most significant first, the last
 *                                 one not zero
 *
 * Squares and fourth powers of single sizes are rounded to double once; sums
 * of them are exact.  A square below the normal range of doubles, or above it,
 * makes the sum unknown.
 *
 * What is stored can be dumped: as text in a row of COPY, of which PostgreSQL
 * allows 1 GB, it leaves CM_ROW_ROOM for the other columns.  A byte of labels
 * takes at most CM_LABEL_TEXT there (of a control character, an escape and its
 * doubled backslash), three others take four (base64).
 */
#ifndef CLUSTER_EXT_FLAT_H
#define CLUSTER_EXT_FLAT_H

#include "core/host.h"
#include "core/matrix/labels.h"
#include "core/numeric/exact.h"
#include "core/status.h"

#define CM_FORMAT_VERSION 1
#define CM_HEADER_BYTES 64
#define CM_LABEL_MAX 1024

#define CM_ROW_MAX 0x3fffffff	/* 1 GB, as PostgreSQL counts it */
#define CM_ROW_ROOM 0x1000000	/* 16 MB */
#define CM_LABEL_TEXT 7

#define CM_FLAG_FIRMS_UNKNOWN 0x01
#define CM_FLAG_SIZE_UNKNOWN 0x02
#define CM_FLAGS 0x03

/* Bits of a cell: what is unknown, and how its sums are written. */
#define CM_FIRMS_UNKNOWN 0x01
#define CM_SQUARES_UNKNOWN 0x02
#define CM_LARGEST_UNKNOWN 0x04
#define CM_SECOND_UNKNOWN 0x08
#define CM_SIZE_UNKNOWN 0x10	/* and with it all but the number of firms */
#define CM_UNKNOWN_BITS 0x1F
#define CM_EXPLICIT 0x20
#define CM_MOMENTS_UNKNOWN (CM_SQUARES_UNKNOWN | CM_LARGEST_UNKNOWN | CM_SECOND_UNKNOWN)

/* Integers up to here are their own byte. */
#define CM_SMALL_MOST 0xDF

/* Stands in section 2 for a sum that is not known. */
#define CM_FOURTH_UNKNOWN 0xFF

/* Sizes whose square, or fourth power, is a normal double. */
#define CM_SQUARE_LEAST 1.5e-154
#define CM_SQUARE_MOST 1.3e154
#define CM_FOURTH_LEAST 1.3e-77
#define CM_FOURTH_MOST 1.1e77

typedef struct CmHeader
{
	uint8_t		version;		/* as it was read; what is written has CM_FORMAT_VERSION */
	uint32_t	flags;
	uint32_t	regions;
	uint32_t	industries;
	uint64_t	cells;
	uint64_t	firms;
	double		size;
	uint64_t	skipped;
	uint32_t	section[4];		/* bytes of labels, fourths, keys, values */
} CmHeader;

/* A growing run of bytes. */
typedef struct CmBytes
{
	const CmHost *host;
	uint8_t    *data;
	size_t		used;
	size_t		capacity;
} CmBytes;

/* A place in a run of bytes; `bad` once something was not as it must be. */
typedef struct CmCursor
{
	const uint8_t *at;
	const uint8_t *end;
	bool		bad;
} CmCursor;

void		cm_put_bytes(CmBytes *out, const void *bytes, size_t count);
void		cm_put_long_varint(CmBytes *out, uint64_t value);
void		cm_put_long_double(CmBytes *out, double value);
void		cm_put_number(CmBytes *out, const CmDyadic *value);

/* A double in eight bytes, whatever its value. */
void		cm_put_raw_double(CmBytes *out, double value);

uint64_t	cm_get_long_varint(CmCursor *in);
double		cm_get_long_double(CmCursor *in);
void		cm_get_number(CmCursor *in, CmDyadic *value);
uint8_t		cm_get_byte(CmCursor *in);
double		cm_get_raw_double(CmCursor *in);
CmText		cm_get_label(CmCursor *in);

void		cm_put_header(uint8_t bytes[CM_HEADER_BYTES], const CmHeader *header);

/* Reads the fields of a header, whatever they are. */
void		cm_read_header(const uint8_t bytes[CM_HEADER_BYTES], CmHeader *header);

/* CM_OK, CM_NEWER or CM_MALFORMED, by the first four of some bytes. */
CmStatus	cm_version_status(const uint8_t *bytes, size_t count);

/* Reads a header and checks it against the number of bytes; CM_NEWER or CM_MALFORMED if it is none of ours. */
CmStatus	cm_get_header(const uint8_t *bytes, size_t count, CmHeader *header);

/* Can a matrix of so many bytes in section 1 and outside of it be dumped? */
bool		cm_flat_fits(uint64_t labels, uint64_t rest);

/* Room for so many bytes more. */
static inline void
cm_reserve(CmBytes *out, size_t more)
{
	if (out->used + more > out->capacity)
	{
		size_t		capacity = cm_grown(out->capacity, out->used + more + 64);

		out->data = cm_resize(out->host, out->data, capacity, 1);
		out->capacity = capacity;
	}
}

/* Most varints and numbers are a byte, for which these are inline. */

static inline void
cm_put_byte(CmBytes *out, uint8_t byte)
{
	if (out->used < out->capacity)
		out->data[out->used++] = byte;
	else
		cm_put_bytes(out, &byte, 1);
}

static inline void
cm_put_varint(CmBytes *out, uint64_t value)
{
	if (value < 0x80)
		cm_put_byte(out, (uint8_t) value);
	else
		cm_put_long_varint(out, value);
}

static inline void
cm_put_double(CmBytes *out, double value)
{
	if (value >= 0 && value <= CM_SMALL_MOST && (double) (uint8_t) value == value)
		cm_put_byte(out, (uint8_t) value);
	else
		cm_put_long_double(out, value);
}

static inline uint64_t
cm_get_varint(CmCursor *in)
{
	if (in->at < in->end && *in->at < 0x80)
		return *in->at++;
	return cm_get_long_varint(in);
}

static inline double
cm_get_double(CmCursor *in)
{
	if (in->at < in->end && *in->at <= CM_SMALL_MOST)
		return *in->at++;
	return cm_get_long_double(in);
}

#endif
