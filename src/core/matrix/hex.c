/*
 * hex.c: bytes as text.
 */
#include "core/matrix/hex.h"

void
cm_put_hex(CmBytes *text, const uint8_t *bytes, size_t count)
{
	static const char digit[] = "0123456789abcdef";

	for (size_t i = 0; i < count; i++)
	{
		cm_put_byte(text, (uint8_t) digit[bytes[i] >> 4]);
		cm_put_byte(text, (uint8_t) digit[bytes[i] & 15]);
		cm_breathe_at(text->host, i);
	}
}

/* The value of a digit, or -1. */
static int
digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
cm_get_hex(const char *text, CmBytes *out)
{
	for (size_t i = 0; text[i] != '\0'; i += 2)
	{
		int			high = digit_value(text[i]),
					low = high < 0 ? -1 : digit_value(text[i + 1]);

		if (low < 0)
			return false;
		cm_put_byte(out, (uint8_t) (16 * high + low));
		cm_breathe_at(out->host, i);
	}
	return true;
}
