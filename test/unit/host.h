/*
 * host.h: a host for the core in tests, and a few words for them.
 */
#ifndef CLUSTER_EXT_TEST_HOST_H
#define CLUSTER_EXT_TEST_HOST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/matrix/builder.h"
#include "core/matrix/table.h"

/*
 * A host that counts what it has allocated and not got back, and ends the
 * program when that is more than a limit: 1 GB, unless a test sets its own.
 */
extern const CmHost *test_host(void);
extern int	test_allocations(void);
extern size_t test_allocated(void);
extern void test_limit_memory(size_t bytes);
extern void test_unlimit_memory(void);

/* Deterministic random numbers: 64 bits, and 0 .. n-1; test_seed begins another stream. */
extern void test_seed(uint64_t seed);
extern uint64_t test_random(void);
extern uint64_t test_below(uint64_t n);

/* Uniform from 0 to below 1, and normal with mean 0 and variance 1, from two uniform ones (Box, Muller). */
extern double test_uniform(void);
extern double test_normal(void);

/* Frees all that a builder holds. */
extern void test_builder_free(CmBuilder *b);

/* Adds a firm with labels of C strings; the status must be CM_OK. */
extern void test_add(CmBuilder *b, const char *region, const char *industry, double size);

/* The stored form; the caller frees .data. */
extern CmBytes test_encode(CmBuilder *b);

typedef struct TestRow
{
	const char *region;
	const char *industry;
	double		size;
} TestRow;

/* A table of firms, and closing it with the bytes that it points to. */
extern CmBytes test_open_rows(const TestRow *rows, int count, CmTable *t);
extern void test_close_rows(CmBytes *flat, CmTable *t);

/* Fails unless a value would be printed with that last digit. */
extern void assert_printed(double value, double printed, double unit);

#endif
