/*
 * writer.h: the stored form of a matrix (flat.h) while it is written.
 *
 * Labels, fourth powers and keys are put into their sections by the caller; for
 * cells the writer keeps the totals of the header.
 */
#ifndef CLUSTER_EXT_WRITER_H
#define CLUSTER_EXT_WRITER_H

#include "core/matrix/builder.h"
#include "core/status.h"

typedef struct CmWriter
{
	const CmHost *host;
	CmHeader	header;			/* counts of labels and cells, and rows skipped, are the caller's */
	CmBytes		section[4];
	double		size;			/* total, without what rounding left over */
	CmTails		size_tails;
} CmWriter;

void		cm_writer_open(CmWriter *w, const CmHost *host);

/* Puts the sum of fourth powers of the next industry; `sum` NULL if unknown. */
CmStatus	cm_writer_put_fourth(CmWriter *w, const CmExact *sum);

/* Puts the next cell, from a slot of a builder. */
CmStatus	cm_writer_put_slot(CmWriter *w, CmBuilder *b, uint32_t slot);

/* The same from the bytes of a stored cell. */
CmStatus	cm_writer_copy_cell(CmWriter *w, CmCursor *values);

/* The same of one firm. */
CmStatus	cm_writer_put_firm(CmWriter *w, double size);

/* Appends the stored form to `out`. */
CmStatus	cm_writer_finish(CmWriter *w, CmBytes *out);
void		cm_writer_close(CmWriter *w);

#endif
