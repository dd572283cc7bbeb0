/*
 * pages.h: the pages of a table, one after another, as a scan node meets them.
 *
 * A page is pinned and asked of the memory some pages before it is looked at, so
 * that rows do not wait for it one by one.  What is visible on a page is decided
 * at once, under one lock, as the server's own scans decide it.
 */
#ifndef CLUSTER_EXT_PAGES_H
#define CLUSTER_EXT_PAGES_H

#include "pg/compat.h"

#include "access/heapam.h"
#include "access/htup_details.h"
#include "access/relscan.h"
#include "storage/bufmgr.h"

#define CEXT_PAGES_AHEAD 2

typedef struct CextPages
{
	TableScanDesc scan;
	BlockNumber next;			/* of a scan that is not parallel */
	BlockNumber left;
	bool		parallel_begun;
	bool		ended;
	Buffer		waiting[CEXT_PAGES_AHEAD + 1];	/* pinned; the first one is being read */
	int			pinned;

	/* The page that is being read, and the lines of what is visible there. */
	Page		page;
	BlockNumber block;
	int			rows;
	OffsetNumber row[MaxHeapTuplesPerPage];
} CextPages;

/* Starts, or starts again, with a scan that table_beginscan or table_rescan left at its beginning. */
extern void cext_pages_begin(CextPages *p, TableScanDesc scan);

/* To the next page; false after the last one. */
extern bool cext_pages_next(CextPages *p);

/* Gives back all pins. */
extern void cext_pages_end(CextPages *p);

/* A row of the page, as long as the page is being read. */
static inline void
cext_pages_row(const CextPages *p, int number, HeapTuple tuple)
{
	ItemId		line = PageGetItemId(p->page, p->row[number]);

	tuple->t_data = (HeapTupleHeader) PageGetItem(p->page, line);
	tuple->t_len = ItemIdGetLength(line);
	ItemPointerSet(&tuple->t_self, p->block, p->row[number]);
}

#endif
