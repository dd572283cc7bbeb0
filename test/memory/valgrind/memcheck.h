/*
 * What PostgreSQL, built with USE_VALGRIND, tells valgrind of its memory contexts
 * and buffers, told to AddressSanitizer, too, where its library is loaded: so both
 * know where each palloc'd piece ends and when it is freed, though malloc gave out
 * only the block around it.
 *
 * pfree needs no word of its own: assertion builds overwrite what is freed and then
 * mark it inaccessible.
 */
#ifndef MEMCHECK_AND_ADDRESS_SANITIZER_H
#define MEMCHECK_AND_ADDRESS_SANITIZER_H

#include <stddef.h>
#include_next <valgrind/memcheck.h>

extern void __asan_poison_memory_region(const volatile void *, size_t) __attribute__((weak));
extern void __asan_unpoison_memory_region(const volatile void *, size_t) __attribute__((weak));

static inline void
memory_closed(const volatile void *address, size_t size)
{
	(void) VALGRIND_MAKE_MEM_NOACCESS(address, size);
	if (__asan_poison_memory_region)
		__asan_poison_memory_region(address, size);
}

static inline void
memory_opened(const volatile void *address, size_t size)
{
	if (__asan_unpoison_memory_region)
		__asan_unpoison_memory_region(address, size);
}

static inline void
memory_undefined(const volatile void *address, size_t size)
{
	(void) VALGRIND_MAKE_MEM_UNDEFINED(address, size);
	memory_opened(address, size);
}

static inline void
memory_defined(const volatile void *address, size_t size)
{
	(void) VALGRIND_MAKE_MEM_DEFINED(address, size);
	memory_opened(address, size);
}

static inline void
memory_allocated(void *context, const volatile void *address, size_t size)
{
	VALGRIND_MEMPOOL_ALLOC(context, address, size);
	memory_opened(address, size);
}

static inline void
memory_moved(void *context, const volatile void *from, const volatile void *to, size_t size)
{
	VALGRIND_MEMPOOL_CHANGE(context, from, to, size);
	memory_opened(to, size);
}

#undef VALGRIND_MAKE_MEM_NOACCESS
#undef VALGRIND_MAKE_MEM_UNDEFINED
#undef VALGRIND_MAKE_MEM_DEFINED
#undef VALGRIND_MEMPOOL_ALLOC
#undef VALGRIND_MEMPOOL_CHANGE
#define VALGRIND_MAKE_MEM_NOACCESS(address, size)	memory_closed(address, size)
#define VALGRIND_MAKE_MEM_UNDEFINED(address, size)	memory_undefined(address, size)
#define VALGRIND_MAKE_MEM_DEFINED(address, size)	memory_defined(address, size)
#define VALGRIND_MEMPOOL_ALLOC(context, address, size)	memory_allocated(context, address, size)
#define VALGRIND_MEMPOOL_CHANGE(context, from, to, size)	memory_moved(context, from, to, size)

#endif
