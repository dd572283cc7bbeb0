/*
 * firm_health.c: firms that live on credit or subsidies, and firms that are
 * too rich in capital for where they are.
 */
#include "core/firms/firm_health.h"

#include <math.h>

/* Years in a row ------------------------------------------------------------ */

static CmAnswer
answer_of(const CmYears *y, uint32_t years_ago)
{
	return (CmAnswer) (y->answers >> 2 * years_ago & 3);
}

/* The answer for a year from two sets of its rows. */
static CmAnswer
both(CmAnswer a, CmAnswer b)
{
	if (a == CM_ANSWER_NONE || b == CM_ANSWER_NONE)
		return a > b ? a : b;
	return a < b ? a : b;
}

bool
cm_years_merge(CmYears *a, const CmYears *b)
{
	CmYears		later = a->latest >= b->latest ? *a : *b;
	CmYears		earlier = a->latest >= b->latest ? *b : *a;
	int64_t		apart = (int64_t) later.latest - earlier.latest;

	if (a->years != b->years)
		return false;
	*a = later;
	for (uint32_t ago = 0; ago + apart < later.years; ago++)
	{
		uint32_t	at = ago + (uint32_t) apart;

		a->answers &= ~(3u << 2 * at);
		a->answers |= (uint32_t) both(answer_of(&later, at), answer_of(&earlier, ago)) << 2 * at;
	}
	if (apart == 0)
		a->last = both(later.last, earlier.last);
	return true;
}

CmAnswer
cm_years_answer(const CmYears *y)
{
	CmAnswer	all = y->last == CM_ANSWER_NONE ? CM_ANSWER_YES : y->last;

	for (uint32_t ago = 0; ago < y->years; ago++)
		all = answer_of(y, ago) < all ? answer_of(y, ago) : all;
	return all == CM_ANSWER_NONE ? CM_ANSWER_UNKNOWN : all;
}

int64_t
cm_years_pack(const CmYears *y)
{
	uint64_t	packed = (uint64_t) (uint32_t) y->latest << 32 | (uint64_t) y->last << 28 |
		(uint64_t) y->years << 24 | y->answers;

	return (int64_t) packed;
}

bool
cm_years_unpack(int64_t packed, CmYears *y)
{
	uint32_t	low = (uint32_t) packed;

	y->latest = (int32_t) (packed >> 32);
	y->last = (CmAnswer) (low >> 28 & 3);
	y->years = low >> 24 & 15;
	y->answers = low & 0xFFFFFF;
	return low >> 30 == 0 && y->years >= 1 && y->years <= CM_YEARS_MOST &&
		y->answers >> 2 * (y->years - 1) >> 2 == 0 && answer_of(y, 0) != CM_ANSWER_NONE;
}

/* One year ------------------------------------------------------------------ */

static CmAnswer
answer(bool yes)
{
	return yes ? CM_ANSWER_YES : CM_ANSWER_NO;
}

double
cm_interest_cover(double ebit, double interest)
{
	return interest > 0 ? ebit / interest : NAN;
}

CmAnswer
cm_interest_uncovered(double ebit, double interest)
{
	if (isnan(ebit) || isnan(interest))
		return CM_ANSWER_UNKNOWN;
	return answer(ebit < fmax(interest, 0));
}

CmAnswer
cm_loss_without_subsidy(double profit, double subsidy)
{
	if (isnan(profit) || isnan(subsidy))
		return CM_ANSWER_UNKNOWN;
	return answer(profit < subsidy);
}

double
cm_minimum_interest(double short_debt, double long_debt, double bonds, double short_rate,
					const double *long_rate, int long_rates, double bond_rate)
{
	double		sum = 0;
	double		on_bonds = bonds * bond_rate;

	for (int i = 0; i < long_rates; i++)
		sum += long_rate[i];
	return short_debt * short_rate + long_debt * (sum / long_rates) + (isnan(on_bonds) ? 0 : on_bonds);
}

/* Below the minimum interest by more than the rounding of it. */
static bool
falls_short(double amount, double minimum_interest)
{
	return amount < minimum_interest - 1e-12 * fabs(minimum_interest);
}

CmAnswer
cm_zombie_chk(double interest, double minimum_interest, double debt_before)
{
	if (isnan(interest) || isnan(minimum_interest) || !(debt_before > 0))
		return CM_ANSWER_UNKNOWN;
	return answer(falls_short(interest, minimum_interest));
}

CmAnswer
cm_zombie_fn(double interest, double minimum_interest, double debt_before,
			 double ebit, double debt, double leverage_before)
{
	CmAnswer	chk = cm_zombie_chk(interest, minimum_interest, debt_before);

	if (chk == CM_ANSWER_UNKNOWN || isnan(ebit) || isnan(debt) || isnan(leverage_before))
		return CM_ANSWER_UNKNOWN;
	return answer(falls_short(ebit, minimum_interest) &&
				  (chk == CM_ANSWER_YES || (leverage_before > 0.5 && debt > debt_before)));
}
