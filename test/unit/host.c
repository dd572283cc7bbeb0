/*
 * host.c: a host for the core in tests.
 */
#include "host.h"

#include "core/matrix/builder_encode.h"
#include "core/numeric/random.h"

#include <malloc.h>
#include <stdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_MOST ((size_t) 1 << 30)

static int	allocations;
static size_t allocated;
static size_t limit = MEMORY_MOST;

static void *
resize(void *context, void *memory, size_t bytes)
{
	(void) context;
	allocations += memory == NULL;
	allocated -= memory == NULL ? 0 : malloc_usable_size(memory);
	memory = realloc(memory, bytes == 0 ? 1 : bytes);
	allocated += memory == NULL ? 0 : malloc_usable_size(memory);
	if (memory == NULL || allocated > limit)
	{
		fprintf(stderr, "%zu bytes are allocated where at most %zu should be\n", allocated, limit);
		abort();
	}
	return memory;
}

static void
release(void *context, void *memory)
{
	(void) context;
	allocations--;
	allocated -= malloc_usable_size(memory);
	free(memory);
}

static void
breathe(void *context)
{
	(void) context;
}

static const CmHost host = {resize, release, breathe, NULL};

const CmHost *
test_host(void)
{
	return &host;
}

int
test_allocations(void)
{
	return allocations;
}

size_t
test_allocated(void)
{
	return allocated;
}

void
test_limit_memory(size_t bytes)
{
	limit = allocated + bytes;
}

void
test_unlimit_memory(void)
{
	limit = MEMORY_MOST;
}

/* Marsaglia's xorshift64* */
static uint64_t chance = 88172645463325252u;

void
test_seed(uint64_t seed)
{
	chance = cm_mix64(seed) | 1;
}

uint64_t
test_random(void)
{
	chance ^= chance >> 12;
	chance ^= chance << 25;
	chance ^= chance >> 27;
	return chance * 2685821657736338717u;
}

uint64_t
test_below(uint64_t n)
{
	return (test_random() >> 11) % n;
}

double
test_uniform(void)
{
	return (double) test_below(1u << 30) / (1u << 30);
}

double
test_normal(void)
{
	return sqrt(-2 * log(1 - test_uniform())) * cos(6.283185307179586 * test_uniform());
}

void
test_builder_free(CmBuilder *b)
{
	cm_builder_close(b);
}

void
test_add(CmBuilder *b, const char *region, const char *industry, double size)
{
	assert_int_equal(cm_builder_add_firm(b, region, strlen(region), industry, strlen(industry), size), CM_OK);
}

CmBytes
test_encode(CmBuilder *b)
{
	CmBytes		flat = {.host = &host};

	assert_int_equal(cm_builder_encode(b, &flat), CM_OK);
	return flat;
}

CmBytes
test_open_rows(const TestRow *rows, int count, CmTable *t)
{
	CmBuilder	b;
	CmBytes		flat;

	cm_builder_init(&b, &host, UINT64_MAX);
	for (int i = 0; i < count; i++)
		test_add(&b, rows[i].region, rows[i].industry, rows[i].size);
	flat = test_encode(&b);
	test_builder_free(&b);
	assert_int_equal(cm_table_open(t, &host, flat.data, flat.used), CM_OK);
	return flat;
}

void
test_close_rows(CmBytes *flat, CmTable *t)
{
	cm_table_close(t, &host);
	cm_release(&host, flat->data);
}

void
assert_printed(double value, double printed, double unit)
{
	if (!(fabs(value - printed) <= unit / 2 * 1.0000001))
		fail_msg("%.17g is not printed as %.10g", value, printed);
}
