/*
 * finding.c: a value of an indicator, or why there is none.
 */
#include "core/policy/indicators/finding.h"

#include <math.h>

const char *const cm_evidence_name[] = {
	"ok", "small_cell", "proxy", "zero_base", "no_firms", "missing_measure", "no_data", "no_policy", "too_few", "not_defined", "not_applicable", "unknown_label"
};

CmFinding
cm_found(double value)
{
	return (CmFinding) {.value = isfinite(value) ? value : NAN, .risk = NAN,
		.evidence = isfinite(value) ? CM_EVIDENCE_OK : CM_EVIDENCE_NO_DATA};
}

CmFinding
cm_found_among(double count, double cases)
{
	CmFinding	f = cm_found(count / cases);

	f.cases = cases;
	return f;
}

CmFinding
cm_not_found(CmEvidence why)
{
	return (CmFinding) {.value = NAN, .risk = NAN, .evidence = why};
}

CmFinding
cm_found_proxy(double value)
{
	CmFinding	f = cm_found(value);

	if (f.evidence == CM_EVIDENCE_OK)
		f.evidence = CM_EVIDENCE_PROXY;
	return f;
}

CmFinding
cm_marked_small(CmFinding f, bool small)
{
	f.small_cell = small && !isnan(f.value);
	if (f.small_cell && f.evidence == CM_EVIDENCE_OK)
		f.evidence = CM_EVIDENCE_SMALL_CELL;
	return f;
}

double
cm_finding_risk(const CmCut *cut, const CmFinding *f)
{
	if (f->evidence == CM_EVIDENCE_NOT_APPLICABLE)
		return CM_NOT_APPLICABLE;
	if (f->evidence == CM_EVIDENCE_ZERO_BASE || f->evidence == CM_EVIDENCE_NO_FIRMS)
		return isnan(cut->elevated_from) ? NAN : 1;
	if (f->evidence == CM_EVIDENCE_PROXY)
		return cm_risk_ramp(f->value, cut->proxy_elevated_from, cut->proxy_high_from);
	return cm_risk_ramp(f->value, cut->elevated_from, cut->high_from);
}
