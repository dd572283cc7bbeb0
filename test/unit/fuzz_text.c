/*
 * fuzz_text.c: any text at all as a cluster_matrix, readable or compact.
 *
 * What is accepted is sound; printed in either form, or sent, and read again it
 * is the same bytes.  What is not is refused with a code and a place that the
 * text has.  The binary form arrives by the same functions: what is sent is read.
 */

/* Which form is written depends on the size; here both are, whatever it is. */
#include "pg/matrix/matrix_text.c"

#include "server.h"
#include "sound_matrix.h"

extern PGDLLEXPORT Datum cext_matrix_in(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum cext_matrix_send(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum cext_matrix_recv(PG_FUNCTION_ARGS);

/* Printing ------------------------------------------------------------- */

typedef void (*Form) (StringInfo out, CextFlat flat);

/* The text, with the NUL behind it; as a function of the server, for there may be errors. */
static Form form;

static Datum
print(PG_FUNCTION_ARGS)
{
	StringInfo	out = palloc(sizeof(StringInfoData));

	initStringInfo(out);
	form(out, *(CextFlat *) PG_GETARG_POINTER(0));
	PG_RETURN_POINTER(out);
}

static CmBytes
printed(Form as, const CmBytes *flat)
{
	CextFlat	value = {flat->data, flat->used};
	CmBytes		text = {.host = test_host()};
	Datum		out;

	form = as;
	fuzz_require(server_call(print, PointerGetDatum(&value), &out), "a sound value has no text");
	cm_put_bytes(&text, ((StringInfo) DatumGetPointer(out))->data, (size_t) ((StringInfo) DatumGetPointer(out))->len + 1);
	server_forget();
	return text;
}

/* Reading -------------------------------------------------------------- */

/* What a function makes of its argument, without the length word; false after an error. */
static bool
called(PGFunction function, const void *argument, CmBytes *out)
{
	Datum		value;
	bool		done = server_call(function, PointerGetDatum(argument), &value);

	*out = (CmBytes) {.host = test_host()};
	if (done)
		cm_put_bytes(out, VARDATA(DatumGetPointer(value)), VARSIZE(DatumGetPointer(value)) - VARHDRSZ);
	server_forget();
	return done;
}

static void
require_same(bool read, CmBytes *again, const CmBytes *flat)
{
	fuzz_require(read, "what was written is not read");
	fuzz_require(again->used == flat->used && memcmp(again->data, flat->data, flat->used) == 0, "what was written is read as another value");
	cm_release(test_host(), again->data);
}

static void
try_writing(const CmBytes *flat)
{
	static const Form forms[] = {put_readable, put_compact};
	CmBytes		again,
				value = {.host = test_host()},
				sent;
	StringInfoData in = {0};

	for (int i = 0; i < 2; i++)
	{
		CmBytes		text = printed(forms[i], flat);
		bool		read = called(cext_matrix_in, text.data, &again);

		require_same(read, &again, flat);
		cm_release(test_host(), text.data);
	}
	cm_put_bytes(&value, (uint8_t[VARHDRSZ]) {0}, VARHDRSZ);
	cm_put_bytes(&value, flat->data, flat->used);
	SET_VARSIZE(value.data, value.used);
	fuzz_require(called(cext_matrix_send, value.data, &sent), "a sound value cannot be sent");
	in.data = (char *) sent.data;
	in.len = (int) sent.used;
	require_same(called(cext_matrix_recv, &in, &again), &again, flat);
	cm_release(test_host(), value.data);
	cm_release(test_host(), sent.data);
}

static void
check_error(size_t length)
{
	int			place = 0;

	switch (server_error.code)
	{
		case ERRCODE_INVALID_TEXT_REPRESENTATION:
			fuzz_require(sscanf(server_error.detail, "At character %d: ", &place) == 1, "an error does not say where");
			fuzz_require(place >= 1 && (size_t) place <= length + 1, "an error is outside of the text");
			break;
		case ERRCODE_FEATURE_NOT_SUPPORTED: /* a newer format */
		case ERRCODE_PROGRAM_LIMIT_EXCEEDED:
		case ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE:
			break;
		default:
			fuzz_require(false, server_error.text);
	}
}

/* What comes before the first NUL, as text. */
static bool
test(const uint8_t *bytes, size_t count)
{
	size_t		length = strnlen((const char *) bytes, count);
	CmBytes		text = {.host = test_host()},
				flat;
	bool		sound;

	cm_put_bytes(&text, bytes, length);
	cm_put_byte(&text, '\0');
	text.data = cm_resize(test_host(), text.data, text.used, 1);
	sound = called(cext_matrix_in, text.data, &flat);
	cm_release(test_host(), text.data);
	if (sound)
	{
		fuzz_require(cm_flat_fault(test_host(), flat.data, flat.used, false) == NULL, "an unsound value is accepted");
		try_writing(&flat);
	}
	else
		check_error(length);
	cm_release(test_host(), flat.data);
	return sound;
}

/* Seeds and mutations -------------------------------------------------- */

static CmBytes
make_seed(int kind)
{
	CmBytes		flat = sound_matrix(kind / 2),
				text = printed(kind % 2 ? put_compact : put_readable, &flat);

	text.used--;
	cm_release(test_host(), flat.data);
	return text;
}

/* Bytes of compact text, mutated as those of a stored matrix without labels; mostly the totals follow. */
static size_t
mutate_base64(uint8_t *text, size_t count)
{
	static const char before[] = "\"base64\":\"";
	uint8_t    *start = memmem(text, count, before, strlen(before)),
			   *end = NULL;
	CmBytes		flat = {.host = test_host()},
				again = {.host = test_host()};
	int			decoded;

	if (start != NULL)
	{
		start += strlen(before);
		end = memchr(start, '"', count - (size_t) (start - text));
	}
	if (end == NULL)
		return count;
	flat.data = cm_resize(test_host(), NULL, count + FUZZ_ROOM, 2);
	again.data = cm_resize(test_host(), NULL, count + FUZZ_ROOM, 2);
	decoded = pg_b64_decode((const char *) start, (int) (end - start), flat.data, (int) count);
	if (decoded >= CM_HEADER_BYTES)
	{
		memset(flat.data + 48, 0, 4);	/* bytes of labels: none are here, and nobody looks */
		memcpy(again.data, flat.data, (size_t) decoded);
		again.used = (size_t) decoded;
		flat.used = mutate_matrix(flat.data, again.used, &again);
		if (test_below(4) > 0)
			repair_totals(flat.data, flat.used);
		again.used = (size_t) pg_b64_encode(flat.data, (int) flat.used, (char *) again.data, 2 * (int) (count + FUZZ_ROOM));
		count = fuzz_splice(text, count, (size_t) (start - text), (size_t) (end - start), again.data, again.used);
	}
	cm_release(test_host(), flat.data);
	cm_release(test_host(), again.data);
	return count;
}

/* Another number in the place of the next one. */
static size_t
mutate_number(uint8_t *text, size_t count, size_t at)
{
	static const char *const special[] = {"-0", "0.0", "1e400", "1e-400", "0x1p3", "9007199254740992", "9007199254740993", "-1",
	"1.7976931348623157e308", "5e-324", "007", "1.", "1e", "-", "-nan", "[1,1e-30]", "[1e300,-1e300]", "null", "18446744073709551617"};
	size_t		end;
	char		number[64];

	while (at < count && !isdigit(text[at]))
		at++;
	for (end = at; end < count && (isalnum(text[end]) || strchr(".+-", text[end]) != NULL) && text[end] != '\0';)
		end++;
	if (test_below(2))
		snprintf(number, sizeof(number), "%.17g", fuzz_double());
	else
		snprintf(number, sizeof(number), "%s", special[test_below(lengthof(special))]);
	return fuzz_splice(text, count, at, end - at, (uint8_t *) number, strlen(number));
}

static size_t
mutate(uint8_t *text, size_t count, const CmBytes *other)
{
	static const char *const word[] = {" ", "\n\t", "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0001", "\\u00ff", "\\n", "null", "=", "==",
	"\"A\":{\"0\":[1,5]},", "\"0\":[2,5,13,3,2],", "\"0\":[null,5,null,null,null],", "\"0\":null,", "\"x\",", "\"\","};
	size_t		at = test_below(count),
				from,
				length = test_below(64);
	const char *added;

	switch (test_below(8))
	{
		case 0:
			text[at] ^= (uint8_t) (1 << test_below(8));
			return count;
		case 1:
			return test_below(16) ? fuzz_splice(text, count, at, 1 + test_below(8), (const uint8_t *) "", 0) : at;
		case 2:					/* a piece of another text, or of this one */
			from = test_below(other->used);
			return fuzz_splice(text, count, at, test_below(32), other->data + from, Min(other->used - from, length));
		case 3:
		case 4:					/* now and then the last one */
			added = word[test_below(lengthof(word))];
			return fuzz_splice(text, count, at, test_below(16) ? test_below(3) : count, (const uint8_t *) added, strlen(added));
		case 5:
			return mutate_base64(text, count);
		default:
			return mutate_number(text, count, at);
	}
}

const FuzzTarget fuzz_target = {
	.mutations = 100000,
	.most = 4096,
	.memory = 65536,
	.seeds = 2 * SOUND_MATRICES,
	.seed = make_seed,
	.mutate = mutate,
	.test = test,
};
