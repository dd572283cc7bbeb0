/*
 * text_out.c: pieces of the text forms of our types.
 */
#include "pg/text_out.h"

#include "common/shortest_dec.h"
#include "utils/json.h"

#define PIECE (3 * 16384)

void
cext_write_double(StringInfo out, double value)
{
	char		decimal[DOUBLE_SHORTEST_DECIMAL_LEN];

	double_to_shortest_decimal_buf(value, decimal);
	appendStringInfoString(out, decimal);
}

void
cext_write_string(StringInfo out, CmText label)
{
	char	   *copy = pnstrdup(label.bytes, label.length);

	escape_json(out, copy);
	pfree(copy);
}

void
cext_write_label(StringInfo out, CmText label)
{
	cext_write_string(out, label);
	appendStringInfoChar(out, ':');
}

/* All pieces but the last have a multiple of three bytes. */
void
cext_write_base64(StringInfo out, const uint8_t *bytes, size_t count)
{
	for (size_t at = 0; at < count; at += PIECE)
	{
		int			piece = (int) Min(PIECE, count - at);
		int			length = pg_b64_enc_len(piece);

		CHECK_FOR_INTERRUPTS();
		enlargeStringInfo(out, length);
		out->len += pg_b64_encode(bytes + at, piece, out->data + out->len, length);
		out->data[out->len] = '\0';
	}
}
