/*
 * tree.h: the labels of one side of a table to be published, and which are parts of
 * which: counties of states, industries of divisions.
 */
#ifndef CLUSTER_EXT_TREE_H
#define CLUSTER_EXT_TREE_H

#include "core/matrix/labels.h"

#define CM_NO_NODE UINT32_MAX

typedef struct CmTree
{
	uint32_t	count;
	CmText	   *label;			/* ascending */
	uint32_t   *parent;			/* CM_NO_NODE: part of no other */
	uint32_t   *depth;			/* how many there are above */
} CmTree;

/* What is wrong with a tree; `label` says where. */
typedef enum CmTreeFault
{
	CM_TREE_SOUND,
	CM_TREE_TWO_PARENTS,
	CM_TREE_CIRCLE
} CmTreeFault;

/* Is it a label of all together: '_T', as in SDMX, or the one that is left of no digits? */
bool		cm_is_total(CmText label);

/* The first so many characters of a label, of whatever encoding. */
typedef CmText (*CmBeginning) (CmText label, int32_t characters);

/*
 * The tree of labels by their first characters: each is part of its longest
 * beginning of so many characters that is another one of them.  Where 0 is among
 * the digits, or there are none, all that begin like no other are parts of the
 * total, if there is one.  `labels` may hold one twice; they must outlive the tree.
 */
void		cm_tree_of_prefixes(CmTree *tree, const CmHost *host, const CmText *labels, uint32_t count, CmBeginning beginning,
								const int32_t *digits, uint32_t levels);

/*
 * The tree of labels by pairs of a label and what it is part of.  Labels of pairs that are none
 * of `labels` are not in it: parts are then of what is next above.  Either label of the total
 * stands for the other; what is part of nothing is part of the total, if there is one that is not a part itself.
 */
CmTreeFault cm_tree_of_pairs(CmTree *tree, const CmHost *host, const CmText *labels, uint32_t count, const CmText *part, const CmText *whole,
							 uint32_t pairs, CmText *faulty);

/* The node of a label, or CM_NO_NODE. */
uint32_t	cm_tree_node(const CmTree *tree, CmText label);

/* The same where either label of the total stands for the other. */
uint32_t	cm_tree_node_of(const CmTree *tree, CmText label);

void		cm_tree_close(CmTree *tree, const CmHost *host);

#endif
