/*
 * bootstrap.c: how often a replicate of the bootstrap draws a firm.
 */
#include "core/firms/bootstrap.h"

#include "core/numeric/random.h"

/* 2^64 (1/0! + 1/1! + ... + 1/k!)/e, rounded. */
const uint64_t cm_weight_at_most[CM_WEIGHT_MOST] = {
	UINT64_C(0x5E2D58D8B3BCDF1B), UINT64_C(0xBC5AB1B16779BE35), UINT64_C(0xEB715E1DC1582DC3), UINT64_C(0xFB23979734A252F2),
	UINT64_C(0xFF1025F59174DC3E), UINT64_C(0xFFD90F3BA4055E1A), UINT64_C(0xFFFA8B71FC72C914), UINT64_C(0xFFFF540C0914B3CA),
	UINT64_C(0xFFFFED1F4AA8F120), UINT64_C(0xFFFFFE216E641463), UINT64_C(0xFFFFFFD4D85D3183), UINT64_C(0xFFFFFFFC6DA262B5),
	UINT64_C(0xFFFFFFFFBA12D179), UINT64_C(0xFFFFFFFFFB07C64D), UINT64_C(0xFFFFFFFFFFAB8EA5), UINT64_C(0xFFFFFFFFFFFABE22),
	UINT64_C(0xFFFFFFFFFFFFB11A), UINT64_C(0xFFFFFFFFFFFFFBA1), UINT64_C(0xFFFFFFFFFFFFFFC5), UINT64_C(0xFFFFFFFFFFFFFFFD),
};

/* Up to eight bytes as a number, the first one lowest on every machine. */
static uint64_t
word(const char *bytes, size_t length)
{
	uint64_t	w = 0;

	for (size_t i = 0; i < length; i++)
		w |= (uint64_t) (unsigned char) bytes[i] << (8 * i);
	return w;
}

/* What came before, and a word; a permutation of either for a given other. */
static uint64_t
absorb(uint64_t hash, uint64_t w)
{
	return cm_mix64((hash ^ w) + CM_GOLDEN);
}

/*
 * 64 bits of chance: the seed, the name in words of eight bytes, padded with
 * zeros, and last its length beside the replicate.
 */
static uint64_t
chance(const char *firm, size_t length, int32_t replicate, int64_t seed)
{
	uint64_t	hash = absorb(0, (uint64_t) seed);
	size_t		done = 0;

	for (; length - done >= 8; done += 8)
		hash = absorb(hash, word(firm + done, 8));
	if (done < length)
		hash = absorb(hash, word(firm + done, length - done));
	return absorb(hash, (uint64_t) length << 32 | (uint32_t) replicate);
}

int
cm_bootstrap_weight(const char *firm, size_t length, int32_t replicate, int64_t seed)
{
	uint64_t	u = chance(firm, length, replicate, seed);
	int			weight = 0;

	while (weight < CM_WEIGHT_MOST && u >= cm_weight_at_most[weight])
		weight++;
	return weight;
}
