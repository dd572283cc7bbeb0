/*
 * policy_outlook_test.h: does an outlook beat the chance of few firms, on windows
 * later than those that it was learnt from?
 */
#ifndef CLUSTER_EXT_POLICY_OUTLOOK_TEST_H
#define CLUSTER_EXT_POLICY_OUTLOOK_TEST_H

#include "core/policy/policy_outlook.h"
#include "core/policy/skill.h"

/* A fit made in the year of a window, and how it did there against chance; all windows together at the end. */
typedef struct CmOutlookTest
{
	int32_t		year;			/* CM_NO_YEAR: all */
	CmSkill		model;
	CmSkill		chance;
} CmOutlookTest;

typedef struct CmOutlookTests
{
	CmOutlookTest *test;
	int			tests;			/* 0: no window can be tested */
	CmReliability reliability[CM_TENTHS];	/* of all windows */
} CmOutlookTests;

/* Tests on every window that is later than some other; what does not beat chance there turns the fit into chance alone. */
void		cm_outlook_test(const CmOutlookQuestion *q, const CmOutlookYear *years, int count, CmOutlookFit *fit,
							CmOutlookTests *tests);

#endif
