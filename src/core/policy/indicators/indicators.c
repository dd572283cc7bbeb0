/*
 * indicators.c: what is measured of a region that targets an industry.
 */
#include "core/policy/indicators/indicators.h"

#include "core/policy/indicators/cards.h"

static CmFinding
find_of(const CmIndicators *s, const CmPair *p, CmIndicator indicator)
{
	const CmIndicatorCard *card = &cm_indicator_card[indicator];
	CmFinding	f;

	if (!s->panel->knows_region[p->region] || !s->panel->knows_industry[p->industry])
		f = cm_not_found(CM_EVIDENCE_UNKNOWN_LABEL);
	else if (card->of_firms && cm_is_empty(s, p->at))
		f = cm_not_found(CM_EVIDENCE_NOT_APPLICABLE);
	else
		f = card->find(s, p);
	f.risk = cm_finding_risk(&s->model->cut[indicator], &f);
	return f;
}

CmFinding
cm_indicators_find_one(const CmIndicators *s, uint32_t region, uint32_t industry, CmIndicator indicator)
{
	uint64_t	at = cm_panel_pair(s->panel, region, industry);
	CmPair		p = {region, industry, at, cm_plan_of(s->plans, at)};

	return find_of(s, &p, indicator);
}

void
cm_indicators_find(const CmIndicators *s, uint32_t region, uint32_t industry, CmFinding finding[CM_INDICATORS])
{
	uint64_t	at = cm_panel_pair(s->panel, region, industry);
	CmPair		p = {region, industry, at, cm_plan_of(s->plans, at)};

	cm_breathe(s->host);
	for (CmIndicator i = 0; i < CM_INDICATORS; i++)
		finding[i] = find_of(s, &p, i);
}
