/*
 * text_in.c: reading the text forms of our types, and their labels in binary forms.
 */
#include "pg/text_in.h"

#include "core/matrix/cell.h"

#include "mb/pg_wchar.h"

#include <math.h>

/* Pieces of JSON --------------------------------------------------------- */

bool
cext_fail(CextParser *p, const char *fault)
{
	if (p->fault == NULL)
		p->fault = fault;
	return false;
}

static void
skip_space(CextParser *p)
{
	while (*p->at == ' ' || *p->at == '\n' || *p->at == '\t' || *p->at == '\r')
		p->at++;
}

bool
cext_take(CextParser *p, const char *word)
{
	size_t		length = strlen(word);

	if (p->fault != NULL)
		return false;
	skip_space(p);
	if (strncmp(p->at, word, length) != 0)
		return false;
	p->at += length;
	return true;
}

bool
cext_expect(CextParser *p, const char *word, const char *fault)
{
	return cext_take(p, word) || cext_fail(p, fault);
}

static bool
put_byte(CextParser *p, char byte)
{
	if (p->label_length == CM_LABEL_MAX)
		return cext_fail(p, "a label is longer than 1024 bytes");
	p->label[p->label_length++] = byte;
	return true;
}

/* What follows a backslash. */
static bool
parse_escape(CextParser *p)
{
	static const char names[] = "\"\\/bfnrt";
	static const char bytes[] = "\"\\/\b\f\n\r\t";
	const char *name = *p->at == '\0' ? NULL : strchr(names, *p->at);

	if (name != NULL)
	{
		p->at++;
		return put_byte(p, bytes[name - names]);
	}
	/* Control characters are written as four hexadecimal digits. */
	if (strncmp(p->at, "u00", 3) == 0 && isxdigit((unsigned char) p->at[3]) &&
		isxdigit((unsigned char) p->at[4]))
	{
		char		digits[3] = {p->at[3], p->at[4], '\0'};
		long		code = strtol(digits, NULL, 16);

		p->at += 5;
		if (code >= 1 && code <= 0x7f)
			return put_byte(p, (char) code);
	}
	return cext_fail(p, "a label has an escape that is not understood");
}

bool
cext_parse_string(CextParser *p)
{
	p->label_length = 0;
	if (!cext_expect(p, "\"", "a label in double quotes is missing"))
		return false;
	while (*p->at != '"')
	{
		char		byte = *p->at;

		if (byte == '\0')
			return cext_fail(p, "a label has no end");
		p->at++;
		if (!(byte == '\\' ? parse_escape(p) : put_byte(p, byte)))
			return false;
	}
	p->at++;
	return true;
}

bool
cext_parse_label(CextParser *p)
{
	return cext_parse_string(p) && cext_expect(p, ":", "a colon is missing after a label");
}

bool
cext_parse_count(CextParser *p, uint64_t *count)
{
	*count = 0;
	if (p->fault != NULL)
		return false;
	skip_space(p);
	if (!isdigit((unsigned char) *p->at))
		return cext_fail(p, "a whole number is missing");
	for (; isdigit((unsigned char) *p->at); p->at++)
	{
		*count = *count * 10 + (*p->at - '0');
		if (*count > CM_FIRMS_MOST)
			return cext_fail(p, "a whole number is out of range");
	}
	return true;
}

bool
cext_parse_double(CextParser *p, double *value)
{
	char	   *end;

	if (p->fault != NULL)
		return false;
	skip_space(p);
	if (!isdigit((unsigned char) *p->at) && *p->at != '-')
		return cext_fail(p, "a number is missing");
	*value = strtod(p->at, &end);
	if (end == p->at)
		return cext_fail(p, "a number is missing");
	p->at = end;
	return isfinite(*value) || cext_fail(p, "a number is out of range");
}

/* Several of them -------------------------------------------------------- */

bool
cext_parse_version(CextParser *p, const char *type, uint64_t known, bool *newer)
{
	uint64_t	version;

	if (!cext_expect(p, "{", "an opening brace is missing"))
		return false;
	if (!cext_take(p, type))
		return cext_fail(p, psprintf("it does not start with %s", type));
	if (!cext_expect(p, ":", "a colon is missing") || !cext_parse_count(p, &version))
		return false;
	*newer = version > known;
	return version == known ? cext_expect(p, ",", "a comma is missing") : cext_fail(p, "the version of the form is not 1");
}

bool
cext_parse_members(CextParser *p, bool (*member) (CextParser *p, uint32_t owner), uint32_t owner)
{
	if (!cext_expect(p, "{", "an opening brace is missing"))
		return false;
	if (cext_take(p, "}"))
		return true;
	do
	{
		CHECK_FOR_INTERRUPTS();
		if (!cext_parse_label(p) || !member(p, owner))
			return false;
	} while (cext_take(p, ","));
	return cext_expect(p, "}", "a comma or closing brace is missing");
}

bool
cext_parse_strings(CextParser *p, void (*string) (CextParser *p))
{
	if (!cext_expect(p, ":", "a colon is missing") || !cext_expect(p, "[", "an opening bracket is missing"))
		return false;
	if (cext_take(p, "]"))
		return true;
	do
	{
		CHECK_FOR_INTERRUPTS();
		if (!cext_parse_string(p))
			return false;
		string(p);
	} while (cext_take(p, ","));
	return cext_expect(p, "]", "a comma or closing bracket is missing");
}

int
cext_parse_base64(CextParser *p, const char *end, int most, uint8_t *bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	int			length = (int) Min(most, end - p->at);
	int			count = pg_b64_decode(p->at, length, bytes, CEXT_BASE64_BYTES(most));
	int			padding = 0;

	CHECK_FOR_INTERRUPTS();
	if (p->at + length == end && length > 0 && end[-1] == '=')
		padding = end[-2] == '=' ? 2 : 1;
	if (length % 4 != 0 || count != CEXT_BASE64_BYTES(length) - padding)
	{
		p->at += strspn(p->at, digits);
		cext_fail(p, "this is not base64");
		return -1;
	}
	p->at += length;
	return count;
}

bool
cext_parse_end(CextParser *p)
{
	if (!cext_expect(p, "}", "a closing brace is missing"))
		return false;
	skip_space(p);
	return *p->at == '\0' || cext_fail(p, "there is something after the end");
}

int
cext_tell_fault(const CextParser *p)
{
	return errdetail("At character %d: %s.", pg_mbstrlen_with_len(p->start, (int) (p->at - p->start)) + 1, p->fault);
}

char *
cext_receive_label(StringInfo in, int *length)
{
	int			bytes;
	char	   *label;

	if (in->len - in->cursor < 4)
		return NULL;
	bytes = pq_getmsgint(in, 4);
	if (bytes < 0 || bytes > in->len - in->cursor)
		return NULL;
	label = pq_getmsgtext(in, bytes, length);
	return *length > CM_LABEL_MAX ? NULL : label;
}
