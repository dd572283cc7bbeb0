/*
 * policy_phrases.h: sentences about a pair, from the rows of
 * policy_risk_phrases.
 */
#ifndef CLUSTER_EXT_POLICY_PHRASES_H
#define CLUSTER_EXT_POLICY_PHRASES_H

#include "pg/policy/policy_input.h"

#include "core/policy/policy_explain.h"

#include "lib/stringinfo.h"

/* Phrases of a language, by key. */
typedef struct CextPhrases
{
	int			count;
	char	  **key;
	char	  **phrase;
	Datum	   *region;			/* what to call those of the panel */
	Datum	   *industry;
} CextPhrases;

/* What sentences are about. */
typedef struct CextSubject
{
	const CextPolicyInput *in;
	const CextPhrases *phrases;
	uint32		region;			/* places in the panel */
	uint32		industry;
	uint64_t	pair;
	const CmPlan *plan;			/* NULL: not targeted */
	const CmFinding *finding;
	const CmRiskScore *score;
	double		low;			/* the plausible range of the score */
	double		high;
	uint32		rank;			/* of the score, or of the indicator's risk, */
	uint32		through;		/* the last rank of those that are as risky, */
	uint32		of;				/* among so many */
	CmIndicator indicator;		/* CM_INDICATORS: none */
	const CmChange *change;		/* NULL: none */
} CextSubject;

/*
 * The phrases of a model and a language; what they lack is taken from the model
 * 'standard', and last from English.  Raises 22023 for a language that neither
 * model knows.
 */
extern void cext_phrases_read(CextPhrases *phrases, FunctionCallInfo fcinfo, const char *model, const char *language);

/*
 * What regions and industries of the panel are called: as the relation of an
 * optional argument says (code, language, title), in the language if it can,
 * else by their labels.
 */
extern void cext_titles_read(CextPhrases *phrases, FunctionCallInfo fcinfo, int number, const CextPolicyInput *in, const char *language);

/* A word in braces, and what it stands for; the last has no name. */
typedef struct CextWord
{
	const char *name;
	const char *text;
} CextWord;

/* The phrase of a key, or `otherwise`, with these words filled in. */
extern const char *cext_words(const CextPhrases *phrases, const char *key, const char *otherwise, const CextWord *words);

/*
 * Appends the first phrase there is of key.name.variant, key.name, key, filled
 * in; name and variant may be NULL.
 */
extern void cext_phrase(StringInfo out, const CextSubject *subject, const char *key, const char *name, const char *variant);

#endif
