/*
 * inequality_state.c: what indices of one column collect, and its stored form.
 */
#include "core/inequality/inequality_state.h"

#include "core/matrix/hex.h"
#include "core/status.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define FORM 1
#define TIER_ZERO 2048			/* as it is stored */
#define TERM_MOST 0x1p600		/* no term of a sum reaches it, so that sums of sound states are sound */

void
cm_inequality_init(CmInequality *s, const CmHost *host, const CmIndex *index)
{
	*s = (CmInequality) {.host = host, .index = index, .parameter = NAN};
	cm_scaled_init(&s->sum);
	s->runs.apart = index->kept == CM_KEEP_WEIGHTED;
}

/* How many sums an index needs. */
static int
sums_of(const CmIndex *m)
{
	return m->kept == CM_KEEP_SUMS ? 2 : m->kept == CM_KEEP_LARGEST ? 1 : 0;
}

CmStatus
cm_inequality_parameter(CmInequality *s, double parameter)
{
	if (!isnan(s->parameter))
		return s->parameter == parameter ? CM_OK : CM_INCONSISTENT;
	s->parameter = parameter + 0.0; /* -0 is 0 */
	if (s->index->kept == CM_KEEP_LARGEST)
		s->runs.keep = parameter;
	return CM_OK;
}

void
cm_inequality_free(CmInequality *s)
{
	for (int i = 0; i < s->sum.tails.levels; i++)
		cm_release(s->host, s->sum.tails.level[i]);
	cm_release(s->host, s->sum.tails.level);
	cm_release(s->host, s->runs.run);
}

/* Values --------------------------------------------------------------- */

static void
extend(CmInequality *s, double smallest, double largest)
{
	if (s->smallest == 0 || smallest < s->smallest)
		s->smallest = smallest;
	if (largest > s->largest)
		s->largest = largest;
}

/* The tier of 2^exponent. */
static int32_t
tier_of(double exponent)
{
	return (int32_t) lrint(exponent / CM_TIER_BITS);
}

/* x^2 exactly, so that differences of large sums of squares mean something. */
static void
add_square(CmInequality *s, double x, int exponent)
{
	int32_t		tier = tier_of(2.0 * exponent);
	double		scaled = tier == 0 ? x : ldexp(x, -tier * (CM_TIER_BITS / 2));
	double		square = scaled * scaled;

	cm_scaled_add(&s->sum, s->host, 1, tier, square);
	cm_scaled_add(&s->sum, s->host, 1, tier, fma(scaled, scaled, -square));
}

static void
add_power(CmInequality *s, double x, double power)
{
	double		exponent = power * log2(x);
	int32_t		tier = tier_of(exponent);

	cm_scaled_add(&s->sum, s->host, 1, tier,
				  tier == 0 ? pow(x, power) : exp2(exponent - (double) CM_TIER_BITS * tier));
}

static void
add_terms(CmInequality *s, double x)
{
	double		power;
	int			exponent;
	int32_t		tier;
	double		scaled;

	frexp(x, &exponent);
	tier = tier_of(exponent);
	scaled = tier == 0 ? x : ldexp(x, -tier * CM_TIER_BITS);
	cm_scaled_add(&s->sum, s->host, 0, tier, scaled);
	if (sums_of(s->index) == 1)
		return;
	power = cm_inequality_power(s);
	if (power == 0)
		cm_scaled_add(&s->sum, s->host, 1, 0, log(x));
	else if (power == 1)
		cm_scaled_add(&s->sum, s->host, 1, tier, scaled * log(x));
	else if (power == 2)
		add_square(s, x, exponent);
	else
		add_power(s, x, power);
}

CmStatus
cm_inequality_add(CmInequality *s, double value, double weight)
{
	value += 0.0;				/* -0 is 0 */
	if (weight == 0)
		return CM_OK;
	s->values++;
	if (value == 0)
		s->zeros++;
	else if (sums_of(s->index) > 0)
	{
		extend(s, value, value);
		add_terms(s, value);
	}
	if (s->index->kept == CM_KEEP_SUMS)
		return CM_OK;
	return cm_runs_add(&s->runs, s->host, value, weight);
}

/* Stored form: writing ------------------------------------------------- */

static void
put_sum(CmBytes *out, const CmScaled *sum, int which)
{
	cm_put_varint(out, TIER_ZERO + sum->tier[which]);
	for (int below = 0; below < 2; below++)
	{
		CmDyadic	canonical = {0};

		/* Within range: terms are below 2^600, and there are at most 2^53. */
		cm_scaled_canonical(sum, which, below, &canonical);
		cm_put_byte(out, canonical.negative);
		cm_put_number(out, &canonical);
	}
}

static void
put_runs(CmInequality *s, CmBytes *out)
{
	cm_runs_order(&s->runs, s->host);
	cm_put_varint(out, s->runs.count);
	for (size_t i = 0; i < s->runs.count; i++)
	{
		cm_put_double(out, s->runs.run[i].value);
		if (s->runs.apart)
			cm_put_double(out, s->runs.run[i].weight);
		else
			cm_put_varint(out, (uint64_t) s->runs.run[i].weight);
		if (i % 4096 == 0)
			cm_breathe(s->host);
	}
}

/* What comes first, and is all there is to a state without values. */
static void
put_index(const CmIndex *m, CmBytes *out)
{
	size_t		length = strlen(m->name);

	cm_put_byte(out, FORM);
	cm_put_byte(out, (uint8_t) length);
	cm_put_bytes(out, m->name, length);
}

void
cm_inequality_encode(CmInequality *s, CmBytes *out)
{
	put_index(s->index, out);
	if (s->values == 0)
		return;
	if (s->index->parameter != NULL)
		cm_put_raw_double(out, s->parameter);
	cm_put_varint(out, s->values);
	cm_put_varint(out, s->zeros);
	if (sums_of(s->index) > 0 && s->zeros < s->values)
	{
		cm_put_raw_double(out, s->smallest);
		cm_put_raw_double(out, s->largest);
		for (int which = 0; which < sums_of(s->index); which++)
			put_sum(out, &s->sum, which);
	}
	if (s->index->kept != CM_KEEP_SUMS)
		put_runs(s, out);
}

/* Stored form: reading ------------------------------------------------- */

/* A number that was in range when it was stored. */
static bool
in_range(double value, double least, double most)
{
	return value >= least && value <= most && !(value == 0 && signbit(value));
}

/* Can terms be negative, or zero?  Logarithms can. */
static bool
of_logarithms(const CmInequality *s, int which)
{
	double		power = cm_inequality_power(s);

	return which == 1 && (power == 0 || power == 1);
}

static CmStatus
get_sum(CmInequality *s, CmCursor *in, int which, uint64_t values)
{
	uint64_t	tier = cm_get_varint(in);
	bool		positive = !of_logarithms(s, which);

	if (tier == 0 || tier > 2 * TIER_ZERO)
		return CM_MALFORMED;
	for (int below = 0; below < 2; below++)
	{
		uint8_t		negative = cm_get_byte(in);
		CmDyadic	canonical;
		CmExact		parts;

		cm_get_number(in, &canonical);
		if (in->bad || negative > 1 || !in_range(canonical.head, 0, DBL_MAX) || canonical.head >= TERM_MOST * (double) values ||
			(canonical.tail_bytes > 0 && canonical.head < DBL_MIN) ||
			(positive && (negative || (below == 0 && canonical.head == 0))))
			return CM_MALFORMED;
		canonical.negative = negative;
		cm_dyadic_parts(&canonical, &parts);
		for (int i = 0; i < parts.parts; i++)
			cm_scaled_add(&s->sum, s->host, which, (int32_t) tier - TIER_ZERO - below, parts.part[i]);
	}
	return CM_OK;
}

static CmStatus
get_sums(CmInequality *s, CmCursor *in, uint64_t values)
{
	double		smallest = cm_get_raw_double(in);
	double		largest = cm_get_raw_double(in);

	if (!in_range(smallest, DBL_TRUE_MIN, largest) || isinf(largest))
		return CM_MALFORMED;
	extend(s, smallest, largest);
	for (int which = 0; which < sums_of(s->index); which++)
	{
		CmStatus	status = get_sum(s, in, which, values);

		if (status != CM_OK)
			return status;
	}
	return CM_OK;
}

/* A run as it must follow one of value `before`. */
static bool
get_run(const CmRuns *runs, CmCursor *in, double before, CmRun *run)
{
	run->value = cm_get_double(in);
	run->weight = runs->apart ? cm_get_double(in) : (double) cm_get_varint(in);
	return !in->bad && in_range(run->value, 0, DBL_MAX) && in_range(run->weight, DBL_TRUE_MIN, DBL_MAX) &&
		(run->value > before || (runs->apart && run->value == before));
}

static CmStatus
get_runs(CmInequality *s, CmCursor *in, uint64_t values, uint64_t zeros)
{
	uint64_t	count = cm_get_varint(in);
	double		times = 0,
				zero_times = 0;
	CmRun		run = {-1, 0};
	CmStatus	status = CM_OK;

	for (uint64_t i = 0; i < count && status == CM_OK; i++)
	{
		if (!get_run(&s->runs, in, run.value, &run))
			return CM_MALFORMED;
		times += s->runs.apart ? 1 : run.weight;
		if (run.value == 0)
			zero_times += s->runs.apart ? 1 : run.weight;
		status = cm_runs_add(&s->runs, s->host, run.value, run.weight);
		if (i % 4096 == 0)
			cm_breathe(s->host);
	}
	if (status != CM_OK)
		return status;
	if (s->index->kept == CM_KEEP_LARGEST)
		return times == fmin((double) values, s->parameter) ? CM_OK : CM_MALFORMED;
	return times == (double) values && zero_times == (double) zeros ? CM_OK : CM_MALFORMED;
}

/* The form and the name; what follows is left in `in`. */
static const CmIndex *
get_index(CmCursor *in)
{
	size_t		length;
	const CmIndex *m;

	if (cm_get_byte(in) != FORM)
		return NULL;
	length = cm_get_byte(in);
	if (in->bad || length > (size_t) (in->end - in->at))
		return NULL;
	m = cm_index((const char *) in->at, length);
	in->at += length;
	return m;
}

const CmIndex *
cm_inequality_index_of(const uint8_t *bytes, size_t count)
{
	CmCursor	in = {bytes, bytes + count, false};

	return get_index(&in);
}

CmStatus
cm_inequality_add_flat(CmInequality *s, const uint8_t *bytes, size_t count)
{
	CmCursor	in = {bytes, bytes + count, false};
	const CmIndex *m = get_index(&in);
	CmStatus	status = CM_OK;
	uint64_t	values,
				zeros;

	if (m == NULL)
		return CM_MALFORMED;
	if (m != s->index)
		return CM_INCONSISTENT;
	if (in.at == in.end)
		return CM_OK;
	if (m->parameter != NULL)
	{
		double		parameter = cm_get_raw_double(&in);

		if (!cm_parameter_fits(m, parameter))
			return CM_MALFORMED;
		status = cm_inequality_parameter(s, parameter);
		if (status != CM_OK)
			return status;
	}
	values = cm_get_varint(&in);
	zeros = cm_get_varint(&in);
	if (in.bad || values == 0 || values > CM_VALUES_MOST || zeros > values)
		return CM_MALFORMED;
	s->values += values;
	s->zeros += zeros;
	if (s->values > CM_VALUES_MOST)
		return CM_TOO_LARGE;
	if (sums_of(m) > 0 && zeros < values)
		status = get_sums(s, &in, values);
	if (status == CM_OK && m->kept != CM_KEEP_SUMS)
		status = get_runs(s, &in, values, zeros);
	return status != CM_OK || (!in.bad && in.at == in.end) ? status : CM_MALFORMED;
}

bool
cm_inequality_sound(const CmHost *host, const uint8_t *bytes, size_t count)
{
	const CmIndex *m = cm_inequality_index_of(bytes, count);
	CmBytes		again = {.host = host};
	CmInequality s;
	bool		sound = false;

	if (m == NULL)
		return false;
	cm_inequality_init(&s, host, m);
	if (cm_inequality_add_flat(&s, bytes, count) == CM_OK)
	{
		/* A state has one stored form only. */
		cm_inequality_encode(&s, &again);
		sound = again.used == count && memcmp(again.data, bytes, count) == 0;
	}
	cm_release(host, again.data);
	cm_inequality_free(&s);
	return sound;
}

/* Text form ------------------------------------------------------------ */

bool
cm_inequality_print(const uint8_t *bytes, size_t count, CmBytes *text)
{
	CmCursor	in = {bytes, bytes + count, false};
	const CmIndex *m = get_index(&in);

	if (m == NULL)
		return false;
	cm_put_bytes(text, m->name, strlen(m->name));
	if (in.at < in.end)
		cm_put_byte(text, ':');
	cm_put_hex(text, in.at, in.end - in.at);
	return true;
}

bool
cm_inequality_parse(const CmIndex *m, const char *state, CmBytes *out)
{
	size_t		before = out->used;

	put_index(m, out);
	if (*state == '\0')
		return true;
	return state[0] == ':' && state[1] != '\0' && cm_get_hex(state + 1, out) &&
		cm_inequality_sound(out->host, out->data + before, out->used - before);
}
