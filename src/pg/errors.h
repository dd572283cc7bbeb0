/*
 * errors.h: what a status of the core says to the user.
 */
#ifndef CLUSTER_EXT_ERRORS_H
#define CLUSTER_EXT_ERRORS_H

#include "pg/compat.h"

#include "core/matrix/builder.h"

/* Within ereport: that a value is of a later format than this library reads. */
extern int	cext_tell_newer(void);

/* Raises the error of a status other than CM_OK; `builder` tells where, or NULL. */
extern void cext_refuse(CmStatus status, const CmBuilder *builder);

static inline void
cext_check(CmStatus status, const CmBuilder *builder)
{
	if (unlikely(status != CM_OK))
		cext_refuse(status, builder);
}

/* The code of a label, which is a new one if it is not there; raises 54000 where no more fit. */
static inline uint32_t
cext_code(CmDictionary *d, CmText label)
{
	uint32_t	code = cm_dictionary_code(d, label.bytes, label.length);

	if (unlikely(code == CM_NO_CODE))
		cext_refuse(CM_TOO_MANY_LABELS, NULL);
	return code;
}

/* Text for a message: whole, or its first characters and three dots. */
extern const char *cext_shown(const char *bytes, size_t length);

#endif
