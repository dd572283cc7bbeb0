/*
 * k_jobs.c: bands of many K-densities, each chance curve made once.
 *
 * A band depends on how many firms are drawn and on the bandwidth.  Industries
 * whose nearest nodes of both are the same have the same one, in standard
 * deviations, and its draws serve all bandwidths of so many firms.
 */
#include "core/space/k_jobs.h"

#include "core/numeric/sort.h"
#include "core/space/k_band.h"

#define BINS_SHARED 4			/* bins in a bandwidth, of shared curves and of exact ones */
#define BINS_OWN 16
#define CURVES_MOST 16777216	/* numbers of curves that are held at a time */
#define PAIRS_MOST 2e10			/* that are drawn for one band */
#define FIRMS_MOST 1000000
#define OTHER_TIMES 16			/* so many times the firms of the smaller of two industries stand for those of the other */

typedef struct Job
{
	uint64_t	firms;			/* drawn */
	uint64_t	apart;
	int			node;			/* of bandwidth */
	bool		own;			/* a band of its own: exact, of its weights, or of two industries */
	bool		gaussian;
	uint32_t	result;
} Job;

static int
compare_jobs(const void *a, const void *b)
{
	const Job  *x = a,
			   *y = b;

	if (x->own != y->own)
		return x->own - y->own;
	if (x->own)
		return (x->result > y->result) - (x->result < y->result);
	if (x->firms != y->firms)
		return (x->firms > y->firms) - (x->firms < y->firms);
	if (x->node != y->node)
		return (x->node > y->node) - (x->node < y->node);
	return (x->result > y->result) - (x->result < y->result);
}

static void
make_job(const CmKDensity *d, const CmKNodes *nodes, const CmKResult *r, Job *job)
{
	bool		weighted = d->options.weighted;
	bool		between = r->other != r->industry;
	uint64_t	firms = d->p->industry_firms[r->industry],
				others = d->p->industry_firms[r->other];
	uint64_t	least = firms < others ? firms : others;

	job->node = nodes == NULL || nodes->fixed ? 0 : cm_k_node(r->bandwidth);
	job->own = d->exact || weighted || between;
	job->gaussian = least >= CM_NULL_GAUSSIAN_FROM;
	job->apart = 0;
	if (!between)
		job->firms = job->own ? firms : cm_null_node((uint64_t) d->sites.sites, firms);
	else
	{
		uint64_t	most = weighted ? UINT64_MAX : OTHER_TIMES * (least < CM_NULL_GAUSSIAN_FROM / OTHER_TIMES ? CM_NULL_GAUSSIAN_FROM / OTHER_TIMES : least);

		firms = firms < most ? firms : most;
		others = others < most ? others : most;
		job->apart = firms;
		job->firms = firms + others;
		job->gaussian |= (double) firms * (double) others * d->options.draws > PAIRS_MOST || job->firms > FIRMS_MOST;
	}
}

/* What serves the jobs of one band or, with the same draws, of several. */
typedef struct Work
{
	const CmKDensity *d;
	const CmHost *host;
	const CmKNodes *nodes;
	CmKResult  *result;
	CmKChance	chance;
	CmKGrown	grown;			/* draws of shared bands, in order of their firms */
	uint32_t	done;
	uint32_t	all;
} Work;

static void
take_bands(const Work *w, CmKResult *r, const CmKBand *b)
{
	static const CmKColumn columns[] = {CM_K_LOCAL_LOWER, CM_K_LOCAL_UPPER, CM_K_GLOBAL_LOWER, CM_K_GLOBAL_UPPER};
	const double *bands[] = {b->local_lower, b->local_upper, b->global_lower, b->global_upper};
	uint32_t	points = w->d->points;
	const double *expected = r->column + CM_K_EXPECTED * (size_t) points,
			   *deviation = r->column + CM_K_DEVIATION * (size_t) points;

	for (int i = 0; i < 4; i++)
		for (uint32_t s = 0; s < points; s++)
			r->column[columns[i] * (size_t) points + s] = fmax(0, expected[s] + deviation[s] * bands[i][s]);
}

/* Gamma, psi, their sums, and where they begin. */
static void
take_excess(const CmKDensity *d, CmKResult *r)
{
	uint32_t	points = d->points;
	const double *k = r->column,
			   *lower = r->column + CM_K_GLOBAL_LOWER * (size_t) points,
			   *upper = r->column + CM_K_GLOBAL_UPPER * (size_t) points;
	double	   *gamma = r->column + CM_K_GAMMA * (size_t) points,
			   *psi = r->column + CM_K_PSI * (size_t) points;

	r->gamma = r->psi = 0;
	for (uint32_t s = 0; s < points; s++)
	{
		gamma[s] = cm_k_above(k[s], upper[s]) ? k[s] - upper[s] : 0;
		if (gamma[s] > 0 && isnan(r->localized_from))
			r->localized_from = d->step[s];
		r->gamma += gamma[s] * d->step[1];
	}
	for (uint32_t s = 0; s < points; s++)
	{
		psi[s] = r->gamma == 0 && cm_k_above(lower[s], k[s]) ? lower[s] - k[s] : 0;
		r->psi += psi[s] * d->step[1];
	}
}

static void
finish(Work *w, const Job *job, const CmKBand *b, double *observed)
{
	CmKResult  *r = &w->result[job->result];
	uint32_t	points = w->d->points;

	take_bands(w, r, b);
	take_excess(w->d, r);
	for (uint32_t s = 0; s < points; s++)
		observed[s] = cm_k_standard(r->column[s], r->column[CM_K_EXPECTED * (size_t) points + s], r->column[CM_K_DEVIATION * (size_t) points + s]);
	r->p = cm_envelope_p(b->envelope, w->host, observed);
	r->null = job->gaussian ? CM_K_GAUSSIAN : CM_K_DRAWS;
	w->done++;
	cm_tell(&w->d->options.telling, "industries have bands", w->done, w->all);
}

/* The bands of jobs that share one, from its curves. */
static void
finish_all(Work *w, const Job *job, uint32_t jobs, const double *curve)
{
	double	   *observed = cm_resize(w->host, NULL, w->d->points, sizeof(double));
	CmKBand		band;

	cm_k_band_open(&band, &w->chance, w->host, curve);
	for (uint32_t i = 0; i < jobs; i++)
		finish(w, &job[i], &band, observed);
	cm_k_band_close(&band, w->host);
	cm_release(w->host, observed);
}

/* Moments at the bandwidth of a result, or with those of all two steps, where bins are used, at the node next to it. */
static void
find_moments(const Work *w, const Job *job, CmKMoments *m, bool all)
{
	const CmKDensity *d = w->d;
	double		bandwidth = w->result[job->result].bandwidth;

	cm_k_moments_open(m, w->host, d->points, all || d->exact);
	if (d->exact)
		cm_k_moments_exact(m, w->host, &d->sites, d->step, d->points, bandwidth);
	else if (all)
		cm_k_moments_node(m, w->host, w->nodes, job->node);
	else
		cm_k_moments_at(m, w->host, w->nodes, bandwidth);
}

static void
gaussian_curves(const Work *w, const Job *job, CmNullFactors factors, double *curve)
{
	uint32_t	points = w->d->points;
	double	   *covariance = cm_resize(w->host, NULL, (size_t) points * points, sizeof(double));
	CmKMoments	m;

	find_moments(w, job, &m, true);
	cm_k_covariance(&m, points, factors, covariance);
	cm_k_curves_gaussian(&w->chance, w->host, covariance, curve);
	cm_k_moments_close(&m, w->host);
	cm_release(w->host, covariance);
}

/* Weights of the firms of one, then of the other. */
static double *
weights_of(const Work *w, const CmKPairs *p)
{
	size_t		first = (size_t) p->one->firms,
				then = p->other == NULL ? 0 : (size_t) p->other->firms;
	double	   *weight = cm_resize(w->host, NULL, first + then + 1, sizeof(double));

	memcpy(weight, p->one->each, first * sizeof(double));
	if (p->other != NULL)
		memcpy(weight + first, p->other->each, then * sizeof(double));
	return weight;
}

/* What draws have as deviation that are of as many firms as there are, or of fewer where one of two industries is much larger. */
static void
find_deviation(const Work *w, const Job *job, const CmKPairs *p, double *deviation)
{
	double		a = (double) job->apart,
				b = (double) (job->firms - job->apart);
	const CmKResult *r = &w->result[job->result];
	uint32_t	points = w->d->points;
	CmKMoments	m;

	memcpy(deviation, r->column + CM_K_DEVIATION * (size_t) points, points * sizeof(double));
	if (p->other == NULL || a + b == r->firms)
		return;
	find_moments(w, job, &m, false);
	cm_k_deviation(&m, points, cm_k_factors_between(w->d->sites.sites, (double[]) {a, a, a}, (double[]) {b, b, b}), deviation);
	cm_k_moments_close(&m, w->host);
}

static void
drawn_curves(const Work *w, const Job *job, const CmKPairs *p, double *curve)
{
	bool		weighted = w->d->options.weighted;
	const CmKResult *r = &w->result[job->result];
	uint32_t	points = w->d->points;
	double		a = (double) job->apart,
				b = (double) (job->firms - job->apart);
	double	   *weight = weighted ? weights_of(w, p) : NULL;
	double	   *deviation = cm_resize(w->host, NULL, points, sizeof(double));
	CmKDraw		draw = {job->firms, job->apart, weight, weighted ? cm_k_pairs_all(p, true) : p->other != NULL ? a * b : b * (b - 1) / 2};
	CmKCurves	curves = {r->bandwidth, r->column + CM_K_EXPECTED * (size_t) points, deviation, curve};

	find_deviation(w, job, p, deviation);
	cm_k_curves_drawn(&w->chance, w->host, &draw, NULL, &curves, 1);
	cm_release(w->host, weight);
	cm_release(w->host, deviation);
}

/* A job that shares nothing: firms with weights, or of two industries, or every pair as it is. */
static void
run_own(Work *w, const Job *job)
{
	const CmKDensity *d = w->d;
	CmKResult  *r = &w->result[job->result];
	bool		weighted = d->options.weighted,
				between = r->other != r->industry;
	double	   *curve = cm_resize(w->host, NULL, (size_t) w->chance.draws * d->points, sizeof(double));
	CmKFirms	firms[2];
	CmKPairs	pairs = {&d->at, &d->sites.extent, &firms[0], between ? &firms[1] : NULL};

	w->chance.parts = d->exact ? BINS_OWN : BINS_SHARED;
	cm_k_firms_open(&firms[0], w->host, d->p, r->industry, weighted && !job->gaussian);
	cm_k_firms_open(&firms[1], w->host, d->p, r->other, weighted && !job->gaussian);
	if (job->gaussian)
		gaussian_curves(w, job, cm_k_pairs_factors(&pairs, d->sites.sites, weighted), curve);
	else
		drawn_curves(w, job, &pairs, curve);
	finish_all(w, job, 1, curve);
	cm_k_firms_close(&firms[0], w->host);
	cm_k_firms_close(&firms[1], w->host);
	cm_release(w->host, curve);
}

/* A node of bandwidths with the jobs that it serves. */
typedef struct Shared
{
	uint32_t	first;
	uint32_t	jobs;
	CmKMoments	moments;
	double	   *deviation;
} Shared;

static double
shared_bandwidth(const Work *w, const Job *job)
{
	return w->nodes->fixed ? w->nodes->node[0].bandwidth : cm_k_node_bandwidth(job->node);
}

/* Jobs of equally many firms: their nodes, as many as are held at a time, and how many jobs these serve. */
static uint32_t
open_shared(const Work *w, const Job *job, uint32_t jobs, Shared *shared, CmKCurves *curves, uint32_t most, uint32_t *nodes)
{
	const CmKDensity *d = w->d;
	uint32_t	i = 0;

	for (*nodes = 0; *nodes < most && i < jobs && job[i].firms == job[0].firms; ++*nodes)
	{
		Shared	   *s = &shared[*nodes];

		*s = (Shared) {.first = i};
		while (i < jobs && job[i].firms == job[0].firms && job[i].node == job[s->first].node)
			i++;
		s->jobs = i - s->first;
		cm_k_moments_open(&s->moments, w->host, d->points, false);
		cm_k_moments_node(&s->moments, w->host, w->nodes, job[s->first].node);
		s->deviation = cm_resize(w->host, NULL, d->points, sizeof(double));
		cm_k_deviation(&s->moments, d->points, cm_null_factors(d->sites.sites, (double) job[0].firms), s->deviation);
		curves[*nodes] = (CmKCurves) {
			.bandwidth = shared_bandwidth(w, &job[s->first]),
			.theta = s->moments.theta,
			.deviation = s->deviation,
			.curve = cm_resize(w->host, NULL, (size_t) w->chance.draws * d->points, sizeof(double)),
		};
	}
	return i;
}

/* Bands of jobs of equally many firms; returns how many jobs are done. */
static uint32_t
run_shared(Work *w, const Job *job, uint32_t jobs, uint32_t most)
{
	Shared	   *shared = cm_resize(w->host, NULL, most, sizeof(Shared));
	CmKCurves  *curves = cm_resize(w->host, NULL, most, sizeof(CmKCurves));
	double		firms = (double) job[0].firms;
	CmKDraw		draw = {.firms = job[0].firms, .pairs = firms * (firms - 1) / 2};
	uint32_t	nodes;
	uint32_t	served = open_shared(w, job, jobs, shared, curves, most, &nodes);

	w->chance.parts = BINS_SHARED;
	if (job[0].gaussian)
		for (uint32_t i = 0; i < nodes; i++)
			gaussian_curves(w, &job[shared[i].first], cm_null_factors(w->d->sites.sites, firms), curves[i].curve);
	else
		cm_k_curves_drawn(&w->chance, w->host, &draw, &w->grown, curves, nodes);
	for (uint32_t i = 0; i < nodes; i++)
	{
		finish_all(w, &job[shared[i].first], shared[i].jobs, curves[i].curve);
		cm_k_moments_close(&shared[i].moments, w->host);
		cm_release(w->host, shared[i].deviation);
		cm_release(w->host, curves[i].curve);
	}
	cm_release(w->host, shared);
	cm_release(w->host, curves);
	return served;
}

/* For the draws of all jobs that share them. */
static void
open_grown(Work *w, const Job *job)
{
	double		narrowest = INFINITY,
				widest = 0;
	uint64_t	most = 0;

	for (uint32_t i = 0; i < w->all; i++)
		if (!job[i].own && !job[i].gaussian)
		{
			narrowest = fmin(narrowest, shared_bandwidth(w, &job[i]));
			widest = fmax(widest, shared_bandwidth(w, &job[i]));
			most = job[i].firms;
		}
	if (most > 0)
		cm_k_grown_open(&w->grown, &w->chance, w->host, narrowest, widest, most);
}

void
cm_k_jobs_run(const CmKDensity *d, const CmHost *host, const CmKNodes *nodes, CmKResult *result, uint32_t results)
{
	const CmKOptions *o = &d->options;
	Work		w = {.d = d, .host = host, .nodes = nodes, .result = result};
	Job		   *job = cm_resize(host, NULL, (size_t) results + 1, sizeof(Job));
	uint32_t	at = 0,
				most = CURVES_MOST / (o->draws * d->points);

	for (uint32_t i = 0; i < results; i++)
		if (result[i].column != NULL && result[i].firms <= d->sites.sites)
		{
			job[w.all] = (Job) {.result = i};
			make_job(d, nodes, &result[i], &job[w.all++]);
		}
	cm_sort(host, job, w.all, sizeof(Job), compare_jobs);
	w.chance = (CmKChance) {&d->sites, d->step, d->points, o->seed, o->draws, o->level, BINS_SHARED};
	open_grown(&w, job);
	while (at < w.all)
		if (job[at].own)
			run_own(&w, &job[at++]);
		else
			at += run_shared(&w, &job[at], w.all - at, most < 1 ? 1 : most);
	cm_k_grown_close(&w.grown, host);
	cm_release(host, job);
}
