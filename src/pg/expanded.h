/*
 * expanded.h: values that are held ready for change, and their stored bytes.
 *
 * A type of this extension is a struct that begins with the frame; it says how
 * its stored form is made of the rest, if there is a rest.
 */
#ifndef CLUSTER_EXT_EXPANDED_H
#define CLUSTER_EXT_EXPANDED_H

#include "pg/host.h"

#include "core/matrix/flat.h"

#include "utils/expandeddatum.h"

/* The stored bytes of a value, without their length word. */
typedef struct CextFlat
{
	const uint8_t *bytes;
	size_t		count;
} CextFlat;

typedef struct CextExpanded
{
	ExpandedObjectHeader header;
	CmHost		host;
	CmBytes		flat;			/* stored form, while it is up to date */
	void		(*encode) (struct CextExpanded *e); /* makes it; NULL where it is all there is */
} CextExpanded;

/* Room for such a struct of `size` bytes, zeros behind the frame, in a context of cext_state_context's. */
extern void *cext_expanded_new(MemoryContext context, Size size, void (*encode) (CextExpanded *e));

/* The stored bytes of a value of one of our types, whatever its form; valid during the call. */
extern CextFlat cext_flat_of(Datum datum);

/*
 * Where a function's state, an expanded object, is to live: in a context of its
 * own; for a transition function in one that all states of the aggregate share.
 * A hash aggregate looks at every context that is below its own whenever a group
 * is new, so that a context for each group would take time by the square of
 * their number.
 *
 * To delete a state that shares is to delete all.  The executor does so where a
 * transition function returns another state than the one it was given, so none
 * may, once the state is here.  Everyone else gets it to read only.
 */
extern MemoryContext cext_state_context(FunctionCallInfo fcinfo);

#endif
