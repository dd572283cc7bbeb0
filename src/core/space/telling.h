/*
 * telling.h: how far a long call is, told to whoever waits for it.
 */
#ifndef CLUSTER_EXT_TELLING_H
#define CLUSTER_EXT_TELLING_H

#include <stddef.h>
#include <stdint.h>

/* Who is told, or NULL: as often as the core comes by, of so many of `what`, a plural. */
typedef struct CmTelling
{
	void		(*tell) (void *context, const char *what, uint32_t done, uint32_t all);
	void	   *context;
} CmTelling;

static inline void
cm_tell(const CmTelling *t, const char *what, uint32_t done, uint32_t all)
{
	if (t->tell != NULL)
		t->tell(t->context, what, done, all);
}

#endif
