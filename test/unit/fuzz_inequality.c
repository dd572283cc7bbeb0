/*
 * fuzz_inequality.c: bytes and texts that say they are the state of an index of
 * one column, given to everything that reads such.
 *
 * An input is tried as both forms.  What the validator lets pass is written as
 * it was read, adds up the same in either order, and has a result or none, but
 * no infinite one; nothing else does harm.
 */
#include "fuzz.h"

#include "core/inequality/inequality.h"
#include "core/inequality/inequality_state.h"

#include <math.h>
#include <string.h>

#define POINTS 16

static const struct
{
	const char *name;
	double		parameter;
}			indices[] = {
	{"herfindahl", 0}, {"herfindahl_normalized", 0}, {"concentration_ratio", 1}, {"concentration_ratio", 4}, {"gini", 0},
	{"gini_weighted", 0}, {"theil_weighted", 0}, {"mean_log_deviation_weighted", 0}, {"atkinson_weighted", 0.5},
	{"atkinson_weighted", 99.5}, {"theil", 0}, {"mean_log_deviation", 0}, {"generalized_entropy", -1}, {"generalized_entropy", 0},
	{"generalized_entropy", 2}, {"generalized_entropy", 99.5}, {"atkinson", 0}, {"atkinson", 0.5}, {"atkinson", 1}, {"hoover", 0},
	{"shannon_entropy", 0}, {"hall_tideman", 0}, {"hannah_kay", 0.3}, {"hannah_kay", 3}, {"coefficient_of_variation", 0}, {"plants", 0},
};

#define STATES (int) (sizeof(indices) / sizeof(indices[0]))

/* Trying --------------------------------------------------------------- */

static CmBytes
stored(CmInequality *s)
{
	CmBytes		flat = {.host = test_host()};

	cm_inequality_encode(s, &flat);
	return flat;
}

static void
try_curve(CmInequality *s)
{
	CmLorenzPoint point[POINTS + 1];
	size_t		count = cm_lorenz_curve(s, POINTS, point);

	fuzz_require(count <= POINTS + 1, "a curve has too many points");
	for (size_t i = 0; i < count; i++)
		fuzz_require(point[i].population >= 0 && point[i].population <= 1 + 1e-9 &&
					 point[i].value >= 0 && point[i].value <= 1 + 1e-9, "a curve leaves its square");
}

/* Finite or NaN; all indices are at least 0, and these at most 1. */
static void
try_results(CmInequality *s)
{
	static const char *const shares[] = {"herfindahl", "herfindahl_normalized", "concentration_ratio", "gini", "gini_weighted",
	"atkinson", "atkinson_weighted", "hoover", "hall_tideman"};
	double		result = cm_inequality_result(s);

	fuzz_require(isnan(result) || (result >= 0 && isfinite(result)), "a result is infinite, or negative");
	for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]); i++)
		fuzz_require(strcmp(s->index->name, shares[i]) != 0 || !(result > 1 + 1e-9), "a share is above 1");
	if (s->index->kept == CM_KEEP_ALL || s->index->kept == CM_KEEP_WEIGHTED)
		try_curve(s);
}

/* Values and stored states that are added to whatever was read give something sound. */
static void
try_adding(CmInequality *s, const uint8_t *bytes, size_t count)
{
	CmBytes		flat;
	CmStatus	status = cm_inequality_add_flat(s, bytes, count);

	fuzz_require(status == CM_OK || status == CM_TOO_LARGE, "a state cannot be added to itself");
	if (status != CM_OK || s->values > CM_VALUES_MOST - 2)
		return;
	if (s->index->parameter != NULL && isnan(s->parameter))
		cm_inequality_parameter(s, s->index->most);
	fuzz_require(cm_inequality_add(s, 0, 1) == CM_OK && cm_inequality_add(s, 0.1, 1) == CM_OK, "a value cannot be added");
	try_results(s);
	flat = stored(s);
	fuzz_require(cm_inequality_sound(test_host(), flat.data, flat.used), "what is added up is not sound");
	cm_release(test_host(), flat.data);
}

/* Of two states with the same measure and parameter. */
static CmBytes
sum_of(const uint8_t *a, size_t a_count, const uint8_t *b, size_t b_count)
{
	CmInequality s;
	CmBytes		flat = {.host = test_host()};

	cm_inequality_init(&s, test_host(), cm_inequality_index_of(a, a_count));
	if (cm_inequality_add_flat(&s, a, a_count) == CM_OK && cm_inequality_add_flat(&s, b, b_count) == CM_OK)
		cm_inequality_encode(&s, &flat);
	cm_inequality_free(&s);
	return flat;
}

/* Sums of sound states do not depend on their order. */
static void
try_order(const CmIndex *m, double parameter, const uint8_t *bytes, size_t count)
{
	CmInequality s;
	CmBytes		other,
				forth,
				back;

	cm_inequality_init(&s, test_host(), m);
	if (m->parameter != NULL)
		cm_inequality_parameter(&s, parameter);
	cm_inequality_add(&s, 1e-200, 1);
	cm_inequality_add(&s, 0, 1);
	cm_inequality_add(&s, 7, 1);
	other = stored(&s);
	forth = sum_of(bytes, count, other.data, other.used);
	back = sum_of(other.data, other.used, bytes, count);
	fuzz_require(forth.used == back.used && (forth.used == 0 || memcmp(forth.data, back.data, forth.used) == 0),
				 "a sum depends on its order");
	cm_release(test_host(), other.data);
	cm_release(test_host(), forth.data);
	cm_release(test_host(), back.data);
	cm_inequality_free(&s);
}

/* A sound state's text is read as the same state. */
static void
try_printing(const CmIndex *m, const uint8_t *bytes, size_t count)
{
	CmBytes		text = {.host = test_host()},
				again = {.host = test_host()};

	fuzz_require(cm_inequality_print(bytes, count, &text), "a sound state has no text");
	cm_put_byte(&text, '\0');
	fuzz_require(cm_inequality_parse(m, (const char *) text.data + strlen(m->name), &again), "a state's text cannot be read");
	fuzz_require(again.used == count && memcmp(again.data, bytes, count) == 0, "a state's text is another state's");
	cm_release(test_host(), text.data);
	cm_release(test_host(), again.data);
}

static bool
try_stored(const uint8_t *bytes, size_t count)
{
	bool		sound = cm_inequality_sound(test_host(), bytes, count);
	const CmIndex *m = cm_inequality_index_of(bytes, count);
	CmInequality s;

	if (m == NULL)
	{
		fuzz_require(!sound, "a state without a measure is sound");
		return false;
	}
	cm_inequality_init(&s, test_host(), m);
	if (cm_inequality_add_flat(&s, bytes, count) == CM_OK)
	{
		try_results(&s);
		try_adding(&s, bytes, count);
	}
	else
		fuzz_require(!sound, "a sound state cannot be read");
	if (sound)
	{
		try_printing(m, bytes, count);
		try_order(m, isnan(s.parameter) ? m->most : s.parameter, bytes, count);
	}
	cm_inequality_free(&s);
	return sound;
}

/* What comes before the first NUL as text: one that is read is what is written. */
static bool
try_text(const uint8_t *bytes, size_t count)
{
	CmBytes		text = {.host = test_host()},
				flat = {.host = test_host()},
				again = {.host = test_host()};
	size_t		length;
	const CmIndex *m;
	bool		sound;

	cm_put_bytes(&text, bytes, count);
	cm_put_byte(&text, '\0');
	length = strcspn((const char *) text.data, ":");
	m = cm_index((const char *) text.data, length);
	sound = m != NULL && cm_inequality_parse(m, (const char *) text.data + length, &flat);
	if (sound)
	{
		fuzz_require(cm_inequality_print(flat.data, flat.used, &again), "what was read cannot be written");
		cm_put_byte(&again, '\0');
		fuzz_require(strcmp((const char *) text.data, (const char *) again.data) == 0, "a text is not written as it was");
		try_stored(flat.data, flat.used);
	}
	cm_release(test_host(), text.data);
	cm_release(test_host(), flat.data);
	cm_release(test_host(), again.data);
	return sound;
}

static bool
test(const uint8_t *bytes, size_t count)
{
	bool		as_stored = try_stored(bytes, count);

	return try_text(bytes, count) || as_stored;
}

/* Seeds ---------------------------------------------------------------- */

static double
seed_value(int kind)
{
	switch (kind % 3)
	{
		case 0:
			return (double) test_below(300);
		case 1:
			return (double) test_below(4) / 10;
		default:
			return ldexp((double) (test_random() >> 11), (int) test_below(1900) - 1100);
	}
}

/* Each measure, as bytes and as text. */
static CmBytes
make_seed(int kind)
{
	const char *name = indices[kind / 2].name;
	const CmIndex *m = cm_index(name, strlen(name));
	CmInequality s;
	CmBytes		flat,
				text = {.host = test_host()};

	cm_inequality_init(&s, test_host(), m);
	if (m->parameter != NULL)
		cm_inequality_parameter(&s, indices[kind / 2].parameter);
	for (uint64_t n = test_below(12); n > 0; n--)
		cm_inequality_add(&s, seed_value(kind), m->kept == CM_KEEP_WEIGHTED ? (double) test_below(5) : 1);
	flat = stored(&s);
	cm_inequality_free(&s);
	if (kind % 2 == 0)
		return flat;
	cm_inequality_print(flat.data, flat.used, &text);
	cm_release(test_host(), flat.data);
	return text;
}

/* Bytes behind the name as any stored form; characters of a text now and then. */
static size_t
mutate(uint8_t *bytes, size_t count, const CmBytes *other)
{
	static const char character[] = "0123456789abcdef:_iA \n";

	if (bytes[0] < ' ' || test_below(2) == 0)
		return fuzz_mutate(bytes, count, other, fuzz_splice);
	return fuzz_splice(bytes, count, test_below(count), test_below(3),
					   (const uint8_t *) character + test_below(sizeof(character) - 2), test_below(3));
}

const FuzzTarget fuzz_target = {
	.mutations = 200000,
	.most = 4096,
	.memory = 65536,
	.seeds = 2 * STATES,
	.seed = make_seed,
	.mutate = mutate,
	.test = test,
};
