/*
 * server.c: as much of a server as the text input of cluster_matrix needs.
 *
 * Headers, base64 and decimals are PostgreSQL's own (libpgcommon); here is what
 * only a running server has.  Memory is the test host's.
 */
#include "server.h"
#include "host.h"

#include "pg/host.h"
#include "pg/matrix/matrix.h"

#include "core/matrix/builder_encode.h"

#include "lib/ilist.h"
#include "mb/pg_wchar.h"
#include "utils/json.h"
#include "utils/memutils.h"

#include <setjmp.h>

/* Memory --------------------------------------------------------------- */

typedef union Chunk
{
	dlist_node	node;
	max_align_t align;
} Chunk;

static dlist_head chunks = DLIST_STATIC_INIT(chunks);

MemoryContext CurrentMemoryContext;

static void *
resize(void *context, void *memory, size_t bytes)
{
	Chunk	   *chunk = memory;

	if (chunk != NULL)
		dlist_delete(&(--chunk)->node);
	chunk = test_host()->resize(NULL, chunk, sizeof(Chunk) + bytes);
	dlist_push_head(&chunks, &chunk->node);
	return chunk + 1;
}

static void
release(void *context, void *memory)
{
	Chunk	   *chunk = (Chunk *) memory - 1;

	dlist_delete(&chunk->node);
	cm_release(test_host(), chunk);
}

static void
breathe(void *context)
{
}

void
server_forget(void)
{
	while (!dlist_is_empty(&chunks))
		release(NULL, (Chunk *) dlist_head_node(&chunks) + 1);
}

void *
palloc(Size size)
{
	return resize(NULL, NULL, size);
}

void *
palloc0(Size size)
{
	return memset(palloc(size), 0, size);
}

void *
repalloc(void *memory, Size size)
{
	return resize(NULL, memory, size);
}

void
pfree(void *memory)
{
	release(NULL, memory);
}

void *
MemoryContextAllocHuge(MemoryContext context, Size size)
{
	return palloc(size);
}

char *
pnstrdup(const char *text, Size length)
{
	char	   *copy = palloc(length + 1);

	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

/* Errors --------------------------------------------------------------- */

ServerError server_error;

static sigjmp_buf failed;

volatile sig_atomic_t InterruptPending;

void
ProcessInterrupts(void)
{
}

bool
server_call(PGFunction function, Datum argument, Datum *result)
{
	LOCAL_FCINFO(fcinfo, 1);

	InitFunctionCallInfoData(*fcinfo, NULL, 1, InvalidOid, NULL, NULL);
	fcinfo->args[0].value = argument;
	fcinfo->args[0].isnull = false;
	memset(&server_error, 0, sizeof(server_error));
	if (sigsetjmp(failed, 0) != 0)
		return false;
	*result = function(fcinfo);
	return true;
}

bool
errstart(int level, const char *domain)
{
	return true;
}

bool
errstart_cold(int level, const char *domain)
{
	return true;
}

void
errfinish(const char *file, int line, const char *function)
{
	siglongjmp(failed, 1);
}

#if PG_VERSION_NUM >= 160000
bool
errsave_start(struct Node *context, const char *domain)
{
	return true;
}

void
errsave_finish(struct Node *context, const char *file, int line, const char *function)
{
	siglongjmp(failed, 1);
}
#endif

int
errcode(int code)
{
	return server_error.code = code;
}

#define PUT_WORDS(field) \
	do \
	{ \
		va_list		words; \
		va_start(words, format); \
		vsnprintf(server_error.field, sizeof(server_error.field), format, words); \
		va_end(words); \
	} while (0)

int
errmsg(const char *format,...)
{
	PUT_WORDS(text);
	return 0;
}

int
errdetail(const char *format,...)
{
	PUT_WORDS(detail);
	return 0;
}

int
errhint(const char *format,...)
{
	PUT_WORDS(text);
	return 0;
}

/* Text: each byte is a character --------------------------------------- */

int
pg_mbstrlen_with_len(const char *text, int length)
{
	return length;
}

int
pg_mbcliplen(const char *text, int length, int most)
{
	return Min(length, most);
}

void
escape_json(StringInfo out, const char *text)
{
	static const char bytes[] = "\"\\\b\f\n\r\t";
	static const char names[] = "\"\\bfnrt";

	appendStringInfoChar(out, '"');
	for (; *text != '\0'; text++)
	{
		const char *special = strchr(bytes, *text);

		if (special != NULL)
			appendStringInfo(out, "\\%c", names[special - bytes]);
		else if ((unsigned char) *text < ' ')
			appendStringInfo(out, "\\u%04x", (unsigned) *text);
		else
			appendStringInfoChar(out, *text);
	}
	appendStringInfoChar(out, '"');
}

/* Messages ------------------------------------------------------------- */

void
pq_begintypsend(StringInfo out)
{
	initStringInfo(out);
	appendStringInfoSpaces(out, VARHDRSZ);
}

bytea *
pq_endtypsend(StringInfo out)
{
	SET_VARSIZE(out->data, out->len);
	return (bytea *) out->data;
}

/* Their types differ between versions of PostgreSQL; the linker knows names only. */
extern void send_bytes(StringInfo out, const void *bytes, int count) __asm__("pq_sendbytes");
extern void send_text(StringInfo out, const char *text, int length) __asm__("pq_sendcountedtext");
extern void copy_bytes(StringInfo in, void *bytes, int count) __asm__("pq_copymsgbytes");

void
send_bytes(StringInfo out, const void *bytes, int count)
{
	appendBinaryStringInfo(out, bytes, count);
}

void
send_text(StringInfo out, const char *text, int length)
{
	pq_sendint32(out, (uint32) length);
	send_bytes(out, text, length);
}

const char *
pq_getmsgbytes(StringInfo in, int count)
{
	const char *bytes = in->data + in->cursor;

	if (count < 0 || count > in->len - in->cursor)
		ereport(ERROR, (errcode(ERRCODE_PROTOCOL_VIOLATION), errmsg("insufficient data left in message")));
	in->cursor += count;
	return bytes;
}

void
copy_bytes(StringInfo in, void *bytes, int count)
{
	memcpy(bytes, pq_getmsgbytes(in, count), count);
}

int
pq_getmsgbyte(StringInfo in)
{
	return (unsigned char) *pq_getmsgbytes(in, 1);
}

unsigned int
pq_getmsgint(StringInfo in, int width)
{
	uint32		number;

	Assert(width == sizeof(number));
	copy_bytes(in, &number, sizeof(number));
	return pg_ntoh32(number);
}

char *
pq_getmsgtext(StringInfo in, int length, int *converted)
{
	*converted = length;
	return pnstrdup(pq_getmsgbytes(in, length), length);
}

/* The rest of src/pg, which knows more of the server ------------------- */

int			cext_max_cells = 1000;

const CmHost *
cext_call_host(void)
{
	static const CmHost host = {resize, release, breathe, NULL};

	return &host;
}

Datum
cext_matrix_flat_datum(CmBuilder *b)
{
	CmBytes		bytes = {.host = b->host};

	cm_put_bytes(&bytes, (uint8_t[VARHDRSZ]) {0}, VARHDRSZ);
	cext_check(cm_builder_encode(b, &bytes), b);
	SET_VARSIZE(bytes.data, bytes.used);
	return PointerGetDatum(bytes.data);
}

CextFlat
cext_matrix_argument(FunctionCallInfo fcinfo, int number)
{
	struct varlena *value = (struct varlena *) PG_GETARG_POINTER(number);

	return (CextFlat) {(const uint8_t *) VARDATA(value), VARSIZE(value) - VARHDRSZ};
}
