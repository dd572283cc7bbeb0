/*
 * host.h: what the core needs from the program around it.
 *
 * The core knows neither PostgreSQL nor SQL.  Memory, interruption and the
 * words of error messages belong to its host: the SQL face in src/pg, or a
 * unit test.
 */
#ifndef CLUSTER_EXT_HOST_H
#define CLUSTER_EXT_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Services of the host.  `resize` allocates (memory NULL) or resizes and does
 * not return on failure; nor does `breathe` when the user cancels.  Both may
 * therefore leave by longjmp: callers keep their structures whole before each
 * call.
 */
typedef struct CmHost
{
	void	   *(*resize) (void *context, void *memory, size_t bytes);
	void		(*release) (void *context, void *memory);
	void		(*breathe) (void *context);
	void	   *context;
} CmHost;

/* Growth of arrays, at least `least`: half as much again, large ones an eighth, which systems resize in place. */
static inline size_t
cm_grown(size_t capacity, size_t least)
{
	size_t		next = capacity + capacity / (capacity < 65536 ? 2 : 8);

	return next < least ? least : next;
}

static inline void *
cm_resize(const CmHost *host, void *memory, size_t count, size_t width)
{
	return host->resize(host->context, memory, count * width);
}

/* Newly allocated, all bytes 0. */
static inline void *
cm_zeros(const CmHost *host, size_t count, size_t width)
{
	return memset(cm_resize(host, NULL, count, width), 0, count * width);
}

static inline void
cm_release(const CmHost *host, void *memory)
{
	if (memory != NULL)
		host->release(host->context, memory);
}

/*
 * Lets the user cancel.  Nothing that grows with the input goes on for more than
 * a few hundredths of a second without it.
 */
static inline void
cm_breathe(const CmHost *host)
{
	host->breathe(host->context);
}

/* The same in every few thousandth step of a loop whose steps are short. */
static inline void
cm_breathe_at(const CmHost *host, uint64_t step)
{
	if (step % 4096 == 0)
		cm_breathe(host);
}

/* The same after the steps from one to before another, where a look at each would cost more than they do. */
static inline void
cm_breathe_after(const CmHost *host, uint64_t from, uint64_t to)
{
	if (from / 4096 != to / 4096)
		cm_breathe(host);
}

#endif
