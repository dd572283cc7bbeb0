/*
 * fuzz.h: what the fuzz targets share.
 *
 *   build/fuzz_X [mutations]   deterministic mutations of sound inputs (make check)
 *   build/fuzz_X.libfuzzer     the same target, driven by libFuzzer (make fuzz)
 *
 * A target is a file fuzz_X.c that defines fuzz_target.
 */
#ifndef CLUSTER_EXT_TEST_FUZZ_H
#define CLUSTER_EXT_TEST_FUZZ_H

#include "host.h"

#define FUZZ_ROOM 256			/* most bytes that one mutation adds */

typedef struct FuzzTarget
{
	long		mutations;		/* how many to try unless told */
	size_t		most;			/* bytes that an input may have */
	size_t		memory;			/* that a test may take besides 1 kB for each of these */
	int			seeds;

	/* A sound input to begin with, one of `seeds`. */
	CmBytes		(*seed) (int kind);

	/* Changes an input in place, with FUZZ_ROOM bytes behind it; `other` is a sound one.  Returns how many there are then. */
	size_t		(*mutate) (uint8_t *bytes, size_t count, const CmBytes *other);

	/* Lets what follows from other bytes agree with them, so that more gets past it.  NULL: nothing does. */
	void		(*repair) (uint8_t *bytes, size_t count);

	/* Tries an input, with fuzz_require; is it a sound one?  Leaves no memory behind. */
	bool		(*test) (const uint8_t *bytes, size_t count);
} FuzzTarget;

extern const FuzzTarget fuzz_target;

/* Ends the program with a word about the input, and its bytes, unless the condition holds. */
extern void fuzz_require(bool condition, const char *what);

/* Puts bytes in the place of others. */
extern size_t fuzz_splice(uint8_t *bytes, size_t count, size_t at, size_t removed, const uint8_t *added, size_t length);

typedef size_t (*FuzzSplice) (uint8_t *bytes, size_t count, size_t at, size_t removed, const uint8_t *added, size_t length);

/*
 * One mutation of bytes as flat.h has them: of a bit, a byte, a number, a piece
 * of another input; `splice` is fuzz_splice, or one that knows more.
 */
extern size_t fuzz_mutate(uint8_t *bytes, size_t count, const CmBytes *other, FuzzSplice splice);

/* Numbers that are special to somebody, and plain ones; infinite or NaN now and then. */
extern double fuzz_double(void);

#endif
