/*
 * status.h: how something of the core ends.
 */
#ifndef CLUSTER_EXT_STATUS_H
#define CLUSTER_EXT_STATUS_H

typedef enum CmStatus
{
	CM_OK = 0,
	CM_MALFORMED,				/* bytes are not a matrix */
	CM_NEWER,					/* a matrix of a later format than this library knows */
	CM_TOO_MANY_CELLS,			/* more cells than the host allows */
	CM_TOO_MANY_LABELS,			/* more labels than codes */
	CM_TOO_LARGE,				/* flat form that no row could carry as text */
	CM_OVERFLOW,				/* a sum beyond the range of a double */
	CM_INCONSISTENT,			/* moments that no set of firms can have */
	CM_NOT_CONTAINED			/* subtracting what is not there */
} CmStatus;

#endif
