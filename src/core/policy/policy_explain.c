/*
 * policy_explain.c: what makes a risk score, what would lower it, and values as
 * people read them.
 */
#include "core/policy/policy_explain.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Reasons and changes -------------------------------------------------- */

/* How much an indicator has to do with the score, in points or, without one, by its risk. */
static double
weight_of(const CmFinding *finding, const CmRiskScore *score, CmIndicator i)
{
	return isnan(score->score) ? finding[i].risk : score->contribution[i];
}

int
cm_reasons(const CmRiskModel *m, const CmFinding finding[CM_INDICATORS], const CmRiskScore *score,
		   CmIndicator reason[CM_REASONS_MOST])
{
	double		least = isnan(score->score) ? 1.0 / 3 : 1;
	int			count = 0;

	for (CmIndicator i = 0; i < CM_INDICATORS; i++)
	{
		int			k = count < CM_REASONS_MOST ? count : CM_REASONS_MOST - 1;

		if (!cm_is_scored(m, i) || !cm_is_known(finding[i].risk) || !(weight_of(finding, score, i) >= least))
			continue;
		if (count == CM_REASONS_MOST && !(weight_of(finding, score, i) > weight_of(finding, score, reason[k])))
			continue;
		for (; k > 0 && weight_of(finding, score, i) > weight_of(finding, score, reason[k - 1]); k--)
			reason[k] = reason[k - 1];
		reason[k] = i;
		count += count < CM_REASONS_MOST;
	}
	return count;
}

int
cm_strengths(const CmRiskModel *m, const CmFinding finding[CM_INDICATORS], CmIndicator strength[CM_STRENGTHS_MOST])
{
	int			count = 0;

	for (CmIndicator i = 0; i < CM_INDICATORS; i++)
	{
		int			k = count < CM_STRENGTHS_MOST ? count : CM_STRENGTHS_MOST - 1;

		if (!cm_is_scored(m, i) || !cm_is_known(finding[i].risk) || !(finding[i].risk < 1.0 / 3))
			continue;
		if (count == CM_STRENGTHS_MOST && !(finding[i].risk < finding[strength[k]].risk))
			continue;
		for (; k > 0 && finding[i].risk < finding[strength[k - 1]].risk; k--)
			strength[k] = strength[k - 1];
		strength[k] = i;
		count += count < CM_STRENGTHS_MOST;
	}
	return count;
}

int
cm_changes(const CmRiskModel *m, const CmFinding finding[CM_INDICATORS], const CmRiskScore *score,
		   CmChange change[CM_CHANGES_MOST])
{
	double		risk[CM_INDICATORS];
	int			count = 0;

	if (isnan(score->score))
		return 0;
	for (int i = 0; i < CM_INDICATORS; i++)
		risk[i] = finding[i].risk;
	for (int i = 0; i < CM_INDICATORS; i++)
	{
		CmChange	c = {.indicator = (CmIndicator) i};
		double		was = risk[i];
		int			k = count < CM_CHANGES_MOST ? count : CM_CHANGES_MOST - 1;

		if (!m->cut[i].movable || !cm_is_scored(m, c.indicator) || !(was > 1.0 / 3))
			continue;
		risk[i] = 1.0 / 3;
		c.score = cm_risk_quick_score(m, risk, &c.band);
		risk[i] = was;
		if (c.score > score->score - 1e-9 || (count == CM_CHANGES_MOST && c.score >= change[k].score))
			continue;
		for (; k > 0 && c.score < change[k - 1].score; k--)
			change[k] = change[k - 1];
		change[k] = c;
		count += count < CM_CHANGES_MOST;
	}
	return count;
}

bool
cm_is_fragile(const CmFinding finding[CM_INDICATORS], const CmRiskScore *score)
{
	double		small = 0;

	for (int i = 0; i < CM_INDICATORS; i++)
		if (!isnan(score->contribution[i]) && finding[i].small_cell)
			small += score->contribution[i];
	return small > score->score / 2;
}

bool
cm_has_proxy(const CmFinding finding[CM_INDICATORS], const CmRiskScore *score)
{
	bool		proxy = false;

	for (int i = 0; i < CM_INDICATORS; i++)
		proxy = proxy || (!isnan(score->contribution[i]) && finding[i].evidence == CM_EVIDENCE_PROXY);
	return proxy;
}

/* Numbers for people --------------------------------------------------- */

/* With so many decimals, less the zeros at the end; no -0. */
static void
print_decimals(char out[CM_PRINTED_MOST], double x, int decimals)
{
	size_t		length;

	if (fabs(x) < 0.5 * pow(10, -decimals))
		x = 0;
	snprintf(out, CM_PRINTED_MOST, "%.*f", decimals, x);
	if (decimals == 0)
		return;
	length = strlen(out);
	while (out[length - 1] == '0')
		out[--length] = '\0';
	if (out[length - 1] == '.')
		out[--length] = '\0';
}

/* Puts commas between thousands of a whole number. */
static void
separate_thousands(char out[CM_PRINTED_MOST])
{
	size_t		length = strlen(out),
				first = out[0] == '-';

	for (size_t at = length; at > first + 3 && length + 1 < CM_PRINTED_MOST; length++)
	{
		at -= 3;
		memmove(out + at + 1, out + at, length + 1 - at);
		out[at] = ',';
	}
}

void
cm_print_number(char out[CM_PRINTED_MOST], double x)
{
	double		size = fabs(x);

	if (size >= 1e15)
		snprintf(out, CM_PRINTED_MOST, "%.3g", x);
	else if (size >= 99.95)
	{
		print_decimals(out, x, 0);
		separate_thousands(out);
	}
	else
		print_decimals(out, x, size >= 9.995 ? 1 : size >= 0.095 ? 2 : 3);
}

void
cm_print_percent(char out[CM_PRINTED_MOST], double share, bool sign)
{
	char		number[CM_PRINTED_MOST];
	double		percent = 100 * share;

	if (fabs(percent) >= 99.95)
		cm_print_number(number, percent);
	else
		print_decimals(number, percent, fabs(percent) >= 9.95 ? 0 : 1);
	snprintf(out, CM_PRINTED_MOST, "%s%.60s%%", sign && number[0] != '-' && strcmp(number, "0") != 0 ? "+" : "", number);
}

void
cm_print_value(char out[CM_PRINTED_MOST], CmIndicator i, double value)
{
	char		number[CM_PRINTED_MOST];

	switch (i)
	{
		case CM_INDICATOR_FACTOR_GAP:
		case CM_INDICATOR_ENV_GAP:
			cm_print_number(out, exp(value));
			return;
		case CM_INDICATOR_LOCAL_SHIFT:
		case CM_INDICATOR_BRANCH_OUTLOOK:
		case CM_INDICATOR_REGION_TREND:
		case CM_INDICATOR_RELATED_TREND:
		case CM_INDICATOR_RAW_SHIFT:
			cm_print_percent(out, expm1(value), true);
			return;
		case CM_INDICATOR_REL_DENSITY:
			cm_print_number(number, value);
			snprintf(out, CM_PRINTED_MOST, "%s%.60s", value > 0 && strcmp(number, "0") != 0 ? "+" : "", number);
			return;
		case CM_INDICATOR_LQ:
		case CM_INDICATOR_DOMINANCE:
		case CM_INDICATOR_CHAMPION_BIAS:
			cm_print_number(out, value);
			return;
		default:
			cm_print_percent(out, value, false);
	}
}

void
cm_print_ordinal(char out[CM_PRINTED_MOST], uint32_t n)
{
	static const char *const ending[] = {"th", "st", "nd", "rd"};

	snprintf(out, CM_PRINTED_MOST, "%u%s", n, n % 10 > 3 || n / 10 % 10 == 1 ? ending[0] : ending[n % 10]);
}
