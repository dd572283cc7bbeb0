/*
 * networks.h: equations of hidden cells as the vertices of a network.
 *
 * An unknown that is in no more than two equations is an edge between them.  Of a table one side of which has no more than parts
 * and their total, all unknowns are, once sums that follow from others are left out.
 * Handbook (intervals.h), 4.4; Castro 2012, European Journal of Operational Research 216.
 */
#ifndef CLUSTER_EXT_NETWORKS_H
#define CLUSTER_EXT_NETWORKS_H

#include "core/disclosure/equations.h"
#include "core/disclosure/flows.h"

/* Bounds of the edges of a network. */
typedef enum CmNetworkBounds
{
	CM_BOUNDS_GIVEN,
	CM_BOUNDS_FOUND,			/* of equations that the network does not have */
	CM_BOUNDS_STILL				/* unknowns that are in other equations, too, stay where they are */
} CmNetworkBounds;

typedef struct CmNetwork
{
	CmEquations *e;
	const uint32_t *member;		/* unknowns, which are the first edges */
	uint32_t	members;
	CmFlows		flows;
	double	   *slack;			/* of each vertex: what it may lack in the end */
	bool		whole;			/* whatever equations the members are in hold in it */
	CmNetworkBounds bounds;
} CmNetwork;

/* What networks of the same equations need, one after the other. */
typedef struct CmNetworks
{
	const CmHost *host;
	CmEquations *e;
	uint8_t    *use;			/* of each equation */
	uint32_t   *vertex;
	int8_t	   *sign;
	uint32_t   *queue;
} CmNetworks;

void		cm_networks_open(CmNetworks *n, const CmHost *host, CmEquations *e);
void		cm_networks_close(CmNetworks *n);

/*
 * The network of some unknowns and of those equations that `uses` takes, NULL: of all.  Where an unknown is in
 * more than two, those of the regions' side (or of the industries') are left out.  False, and nothing is
 * open, if it is no network.
 */
bool		cm_network_open(CmNetwork *network, CmNetworks *n, const uint32_t *member, uint32_t members,
							bool (*uses) (const CmEquations *e, uint32_t equation, uint32_t which), uint32_t which, bool without_regions,
							CmNetworkBounds bounds);
void		cm_network_close(CmNetwork *network);

/* Finds a flow that lacks nothing; false if there is none. */
bool		cm_network_balance(CmNetwork *network);

/*
 * How far each member can rise and fall.  That is what is possible where the network is `whole`;
 * else it is seen to be possible if others stay still, and no more is possible if they do not.
 */
void		cm_network_measure(CmNetwork *network);

#endif
