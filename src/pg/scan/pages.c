/*
 * pages.c: the pages of a table, one after another, as a scan node meets them.
 */
#include "pg/scan/pages.h"

#include "storage/predicate.h"

#define LINE 64					/* bytes that memory sends at once */

void
cext_pages_begin(CextPages *p, TableScanDesc scan)
{
	HeapScanDesc heap = (HeapScanDesc) scan;

	cext_pages_end(p);
	memset(p, 0, offsetof(CextPages, row));
	p->scan = scan;
	p->next = heap->rs_startblock;
	p->left = heap->rs_nblocks;
}

void
cext_pages_end(CextPages *p)
{
	while (p->pinned > 0)
		ReleaseBuffer(p->waiting[--p->pinned]);
}

/* Serial scans of a large table go along with others that are under way, and start where those are. */
static BlockNumber
next_block(CextPages *p)
{
	HeapScanDesc heap = (HeapScanDesc) p->scan;
	BlockNumber block = p->next;

	if (p->left == 0)
		return InvalidBlockNumber;
	p->left--;
	p->next = block + 1 < heap->rs_nblocks ? block + 1 : 0;
	if (p->scan->rs_flags & SO_ALLOW_SYNC)
		ss_report_location(p->scan->rs_rd, p->next);
	return block;
}

static BlockNumber
next_parallel_block(CextPages *p)
{
	HeapScanDesc heap = (HeapScanDesc) p->scan;

	if (!p->parallel_begun)
		cext_parallel_begin(heap);
	p->parallel_begun = true;
	return cext_parallel_next(heap);
}

/* Pins pages until there are as many ahead as there may be. */
static void
look_ahead(CextPages *p)
{
	while (!p->ended && p->pinned <= CEXT_PAGES_AHEAD)
	{
		BlockNumber block = p->scan->rs_parallel != NULL ? next_parallel_block(p) : next_block(p);
		Buffer		buffer;

		if (block == InvalidBlockNumber)
		{
			p->ended = true;
			return;
		}
		buffer = ReadBufferExtended(p->scan->rs_rd, MAIN_FORKNUM, block, RBM_NORMAL, ((HeapScanDesc) p->scan)->rs_strategy);
		p->waiting[p->pinned++] = buffer;
		for (const char *at = BufferGetPage(buffer), *end = at + BLCKSZ; at < end; at += LINE)
			__builtin_prefetch(at);
	}
}

/* Notes the lines of visible rows; the page is locked. */
static void
note_visible(CextPages *p, Buffer buffer)
{
	Relation	relation = p->scan->rs_rd;
	Snapshot	snapshot = p->scan->rs_snapshot;
	OffsetNumber lines = PageGetMaxOffsetNumber(p->page);
	/* On a standby the flag may be ahead of what its snapshots see. */
	bool		all_visible = PageIsAllVisible(p->page) && !snapshot->takenDuringRecovery;
	bool		watched = CheckForSerializableConflictOutNeeded(relation, snapshot);

	for (OffsetNumber line = FirstOffsetNumber; line <= lines; line++)
	{
		ItemId		id = PageGetItemId(p->page, line);
		bool		visible = true;

		if (!ItemIdIsNormal(id))
			continue;
		if (!all_visible || watched)
		{
			HeapTupleData tuple = {.t_len = ItemIdGetLength(id), .t_tableOid = RelationGetRelid(relation),
			.t_data = (HeapTupleHeader) PageGetItem(p->page, id)};

			ItemPointerSet(&tuple.t_self, p->block, line);
			visible = all_visible || HeapTupleSatisfiesVisibility(&tuple, snapshot, buffer);
			HeapCheckForSerializableConflictOut(visible, relation, &tuple, buffer, snapshot);
		}
		if (visible)
			p->row[p->rows++] = line;
	}
}

bool
cext_pages_next(CextPages *p)
{
	Buffer		buffer;

	if (p->page != NULL)
	{
		ReleaseBuffer(p->waiting[0]);
		p->pinned--;
		memmove(p->waiting, p->waiting + 1, p->pinned * sizeof(Buffer));
	}
	p->page = NULL;
	p->rows = 0;
	CHECK_FOR_INTERRUPTS();
	look_ahead(p);
	if (p->pinned == 0)
		return false;

	buffer = p->waiting[0];
	p->page = BufferGetPage(buffer);
	p->block = BufferGetBlockNumber(buffer);
	heap_page_prune_opt(p->scan->rs_rd, buffer);
	LockBuffer(buffer, BUFFER_LOCK_SHARE);
	TestForOldSnapshot(p->scan->rs_snapshot, p->scan->rs_rd, p->page);
	note_visible(p, buffer);
	LockBuffer(buffer, BUFFER_LOCK_UNLOCK);
	cext_count_rows_read(p->scan->rs_rd, p->rows);
	return true;
}
