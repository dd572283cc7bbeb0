/*
 * text_in.h: reading the text forms of our types, which are JSON of a fixed shape
 * and may have spaces between their parts, and the labels of their binary forms.
 */
#ifndef CLUSTER_EXT_TEXT_IN_H
#define CLUSTER_EXT_TEXT_IN_H

#include "pg/compat.h"

#include "core/matrix/flat.h"

#include "lib/stringinfo.h"

/* The first thing that is wrong stops all reading. */
typedef struct CextParser
{
	const char *start;
	const char *at;
	const char *fault;
	char		label[CM_LABEL_MAX + 1];
	size_t		label_length;
} CextParser;

/* What is wrong; false. */
extern bool cext_fail(CextParser *p, const char *fault);

/* Takes `word` if it comes next. */
extern bool cext_take(CextParser *p, const char *word);
extern bool cext_expect(CextParser *p, const char *word, const char *fault);

/* A string in double quotes, to `label`; the same before a colon. */
extern bool cext_parse_string(CextParser *p);
extern bool cext_parse_label(CextParser *p);

/* A whole number up to 2^53, and a finite one. */
extern bool cext_parse_count(CextParser *p, uint64_t *count);
extern bool cext_parse_double(CextParser *p, double *value);

/* What all forms begin with: the type's name in quotes, and a version up to `known`; `newer` if it is later. */
extern bool cext_parse_version(CextParser *p, const char *type, uint64_t known, bool *newer);

/* The members of an object up to its closing brace; what follows a label is for `member` to read. */
extern bool cext_parse_members(CextParser *p, bool (*member) (CextParser *p, uint32_t owner), uint32_t owner);

/* Strings in brackets, each for `string` to take from `label`. */
extern bool cext_parse_strings(CextParser *p, void (*string) (CextParser *p));

/* Base64 is read in pieces of at most so many characters, a multiple of four. */
#define CEXT_BASE64_PIECE 16384
#define CEXT_BASE64_BYTES(characters) ((characters) / 4 * 3)

/* The bytes of the next piece of base64 that goes on to `end`: how many, or -1. */
extern int	cext_parse_base64(CextParser *p, const char *end, int most, uint8_t *bytes);

/* The closing brace, and nothing after it. */
extern bool cext_parse_end(CextParser *p);

/* Within ereport: where and what the fault is. */
extern int	cext_tell_fault(const CextParser *p);

/* One label of a binary message, in the server's encoding; NULL if it is cut short or too long. */
extern char *cext_receive_label(StringInfo in, int *length);

#endif
