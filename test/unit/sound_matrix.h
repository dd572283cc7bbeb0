/*
 * sound_matrix.h: stored matrices to begin with, and mutations of them.
 */
#ifndef CLUSTER_EXT_TEST_SOUND_MATRIX_H
#define CLUSTER_EXT_TEST_SOUND_MATRIX_H

#include "fuzz.h"

#define SOUND_MATRICES 16

/* Whole numbers, cents, wild doubles, labels of every length, published cells. */
extern CmBytes sound_matrix(int kind);

/* Mutates a stored matrix: most often the lengths of sections follow. */
extern size_t mutate_matrix(uint8_t *bytes, size_t count, const CmBytes *other);

/* Lets the totals of the header agree with the cells. */
extern void repair_totals(uint8_t *bytes, size_t count);

#endif
