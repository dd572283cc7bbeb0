/*
 * k_moments.c: mean and covariance that chance gives to K-densities.
 */
#include "core/space/k_moments.h"

#define ROUNDING 1e-13			/* a variance below, in shares of the mean's square, is none */
#define WIDE 4					/* bins in a bandwidth where many rows are averaged */
#define FIXED 16
#define BLOCK 8					/* products that are added at once */

double
cm_k_node_place(double bandwidth)
{
	return 4 * log2(bandwidth);
}

int
cm_k_node(double bandwidth)
{
	return (int) floor(cm_k_node_place(bandwidth) + 0.5);
}

double
cm_k_node_bandwidth(int node)
{
	return exp2(node / 4.0);
}

void
cm_k_moments_open(CmKMoments *m, const CmHost *host, uint32_t steps, bool all)
{
	size_t		squares = all ? (size_t) steps * steps : 0;

	m->theta = cm_zeros(host, steps, sizeof(double));
	m->s = cm_zeros(host, steps, sizeof(double));
	m->q = cm_zeros(host, steps, sizeof(double));
	m->s_all = all ? cm_zeros(host, squares, sizeof(double)) : NULL;
	m->q_all = all ? cm_zeros(host, squares, sizeof(double)) : NULL;
}

void
cm_k_moments_close(CmKMoments *m, const CmHost *host)
{
	cm_release(host, m->theta);
	cm_release(host, m->s);
	cm_release(host, m->q);
	cm_release(host, m->s_all);
	cm_release(host, m->q_all);
}

void
cm_k_deviation(const CmKMoments *m, uint32_t steps, CmNullFactors factors, double *deviation)
{
	for (uint32_t d = 0; d < steps; d++)
		deviation[d] = sqrt(factors.of_s * m->s[d] + factors.of_q * m->q[d]);
}

void
cm_k_covariance(const CmKMoments *m, uint32_t steps, CmNullFactors factors, double *covariance)
{
	for (size_t i = 0; i < (size_t) steps * steps; i++)
		covariance[i] = factors.of_s * m->s_all[i] + factors.of_q * m->q_all[i];
}

/* What is left of nothing after rounding. */
static inline double
beyond_rounding(double variance, double theta)
{
	return variance > ROUNDING * theta * theta ? variance : 0;
}

/* Q of two steps, from the mean of the product of phi at them, and S. */
static inline double
q_of(const CmKSites *s, double product, double theta, double other, double s_of)
{
	return s->sites <= 3 ? 0 : s->pairs * (product - theta * other) - (s->sites - 2) * (s->sites - 1) * s_of;
}

/* The diagonals, of which S and Q of all are known. */
static void
take_diagonals(CmKMoments *m, const CmKSites *s, uint32_t steps)
{
	for (uint32_t d = 0; d < steps; d++)
	{
		size_t		at = (size_t) d * steps + d;

		m->s[d] = m->s_all[at] = beyond_rounding(m->s_all[at], m->theta[d]);
		m->q[d] = m->q_all[at] = s->pairs * beyond_rounding(m->q_all[at] / s->pairs, m->theta[d]);
	}
}

/* Adds a multiple of the products of all two of some numbers, to the diagonal and what is right of it. */
static void
add_products(double *restrict to, const double *restrict x, uint32_t count, double times)
{
	for (uint32_t i = 0; i < count; i++)
	{
		double	   *row = to + (size_t) i * count;
		double		of = times * x[i];
		uint32_t	k = i;

		for (; k + BLOCK <= count; k += BLOCK)
			for (uint32_t in = 0; in < BLOCK; in++)
				row[k + in] += of * x[k + in];
		for (; k < count; k++)
			row[k] += of * x[k];
	}
}

/* S from sums of products of rows' means less theta, and of these alone. */
static void
finish_s(const CmKSites *s, double *to, const double *sum, uint32_t steps)
{
	double		factor = s->sites <= 2 ? 0 : (s->sites - 1) / (s->sites - 2) / (s->sites - 2) * (s->sites / s->all_times);

	for (uint32_t d = 0; d < steps; d++)
		for (uint32_t e = d; e < steps; e++)
			to[(size_t) d * steps + e] = to[(size_t) e * steps + d] =
				factor * (to[(size_t) d * steps + e] - sum[d] * sum[e] / s->all_times);
}

/* Sums of phi over the other sites, for the sites of each place. */
static void
sum_rows(CmKMoments *m, const CmHost *host, const CmKSites *s, const double *step, uint32_t steps, double bandwidth, double *row)
{
	const double *firms = s->spots.weight;
	double	   *phi = cm_resize(host, NULL, steps, sizeof(double));

	for (uint32_t i = 0; i < s->spots.count; i++)
		for (uint32_t j = i; j < s->spots.count; j++)
		{
			double		distance = i == j ? 0 : cm_distance(&s->at, i, j);

			for (uint32_t d = 0; d < steps; d++)
			{
				phi[d] = cm_kernel(step[d], distance, bandwidth);
				row[(size_t) i * steps + d] += phi[d] * (i == j ? firms[i] - 1 : firms[j]);
				row[(size_t) j * steps + d] += i == j ? 0 : phi[d] * firms[i];
			}
			add_products(m->q_all, phi, steps, i == j ? firms[i] * (firms[i] - 1) / 2 : firms[i] * firms[j]);
			cm_breathe_at(host, j);
		}
	cm_release(host, phi);
}

void
cm_k_moments_exact(CmKMoments *m, const CmHost *host, const CmKSites *s, const double *step, uint32_t steps, double bandwidth)
{
	uint32_t	places = s->spots.count;
	double	   *row = cm_zeros(host, (size_t) places * steps + 1, sizeof(double));
	double	   *sum = cm_zeros(host, steps, sizeof(double));

	sum_rows(m, host, s, step, steps, bandwidth, row);
	for (uint32_t i = 0; i < places; i++)
		for (uint32_t d = 0; d < steps; d++)
			m->theta[d] += s->spots.weight[i] * row[(size_t) i * steps + d] / (2 * s->pairs);
	for (uint32_t i = 0; i < places; i++)
	{
		for (uint32_t d = 0; d < steps; d++)
		{
			row[(size_t) i * steps + d] = row[(size_t) i * steps + d] / (s->sites - 1) - m->theta[d];
			sum[d] += s->spots.weight[i] * row[(size_t) i * steps + d];
		}
		add_products(m->s_all, row + (size_t) i * steps, steps, s->spots.weight[i]);
		cm_breathe(host);
	}
	finish_s(s, m->s_all, sum, steps);
	for (uint32_t d = 0; d < steps; d++)
		for (uint32_t e = d; e < steps; e++)
		{
			size_t		at = (size_t) d * steps + e;

			m->q_all[at] = m->q_all[(size_t) e * steps + d] = q_of(s, m->q_all[at] / s->pairs, m->theta[d], m->theta[e], m->s_all[at]);
		}
	take_diagonals(m, s, steps);
	cm_release(host, row);
	cm_release(host, sum);
}

static void
add_node(CmKNodes *n, const CmHost *host, int node, double bandwidth)
{
	uint32_t	at = n->count;

	for (uint32_t i = 0; i < n->count; i++)
		if (n->node[i].node == node)
			return;
	n->node = cm_resize(host, n->node, (size_t) n->count + 1, sizeof(CmKNode));
	for (; at > 0 && n->node[at - 1].node > node; at--)
		n->node[at] = n->node[at - 1];
	n->node[at] = (CmKNode) {.node = node, .bandwidth = bandwidth};
	n->count++;
}

/* A part between 0 and 1 of the way to the next node; the four around it by Lagrange's polynomials. */
static void
weights_between(double part, double weight[4])
{
	weight[0] = -part * (part - 1) * (part - 2) / 6;
	weight[1] = (part + 1) * (part - 1) * (part - 2) / 2;
	weight[2] = -(part + 1) * part * (part - 2) / 2;
	weight[3] = (part + 1) * part * (part - 1) / 6;
}

/* The density of the bandwidth of each node, by bins of its own. */
static void
open_node(CmKNode *node, const CmHost *host, const CmKNodes *n)
{
	CmKSites   *s = n->sites;
	uint32_t	steps = n->steps;
	int			exponent = cm_k_exponent(s, node->bandwidth, n->fixed ? FIXED : WIDE);
	CmBins		own = cm_k_bins(s, n->step[steps - 1], node->bandwidth);
	double		reach = cm_chord_of_distance(s->metric, n->step[steps - 1] + CM_KERNEL_REACH * node->bandwidth);
	const double *level = cm_k_sites_level(s, host, &own);
	CmKernel	kernel;

	while (reach / CM_BINS_MOST >= ldexp(1, exponent))
		exponent++;
	node->bins = cm_bins(s->metric, exponent, reach);
	cm_kernel_open(&node->kernel, host, &node->bins, n->step, steps, node->bandwidth, true);
	node->theta = cm_zeros(host, steps, sizeof(double));
	node->row = cm_zeros(host, steps, sizeof(double));
	node->sum = cm_zeros(host, steps, sizeof(double));
	node->s = cm_zeros(host, (size_t) steps * steps, sizeof(double));
	cm_kernel_open(&kernel, host, &own, n->step, steps, node->bandwidth, true);
	cm_kernel_smooth(&kernel, level, s->pairs, node->theta);
	cm_kernel_close(&kernel, host);
}

/* One site's mean of phi less theta, for the sites of its place. */
static void
add_row(CmKNode *node, const CmPyramid *row, double others, double times, uint32_t steps)
{
	cm_kernel_smooth(&node->kernel, cm_pyramid_level(row, &node->bins), others, node->row);
	for (uint32_t d = 0; d < steps; d++)
	{
		node->row[d] -= node->theta[d];
		node->sum[d] += times * node->row[d];
	}
	add_products(node->s, node->row, steps, times);
}

/* Looks at the pairs of all rows, for all nodes at once. */
static void
add_rows(CmKNodes *n, const CmHost *host)
{
	const CmKSites *s = n->sites;
	const CmBins **bins = cm_resize(host, NULL, n->count, sizeof(CmBins *));
	CmPyramid	row;
	double	   *room;

	for (uint32_t i = 0; i < n->count; i++)
		bins[i] = &n->node[i].bins;
	cm_pyramid_open(&row, host, bins, n->count);
	room = cm_zeros(host, (size_t) CM_PAIRS_ROOM * cm_bins_all(&row.bins), sizeof(double));
	for (uint32_t r = 0; r < s->rows; r++)
	{
		cm_k_sites_row(s, host, r, &row.bins, room, row.count[0]);
		cm_pyramid_rise(&row);
		for (uint32_t i = 0; i < n->count; i++)
			add_row(&n->node[i], &row, s->sites - 1, s->times[r], n->steps);
		cm_breathe(host);
	}
	cm_pyramid_close(&row, host);
	cm_release(host, room);
	cm_release(host, bins);
}

void
cm_k_nodes_open(CmKNodes *n, const CmHost *host, CmKSites *sites, const double *step, uint32_t steps,
				const double *bandwidth, uint32_t bandwidths, bool fixed)
{
	*n = (CmKNodes) {.sites = sites, .step = step, .steps = steps, .fixed = fixed};
	for (uint32_t i = 0; i < bandwidths; i++)
		for (int k = fixed ? 2 : -1; k <= 2; k++)
		{
			int			node = (int) floor(cm_k_node_place(bandwidth[i])) + k;

			add_node(n, host, fixed ? 0 : node, fixed ? bandwidth[i] : cm_k_node_bandwidth(node));
		}
	if (n->count == 0)
		return;
	for (uint32_t i = 0; i < n->count; i++)
		open_node(&n->node[i], host, n);
	add_rows(n, host);
	for (uint32_t i = 0; i < n->count; i++)
		finish_s(sites, n->node[i].s, n->node[i].sum, steps);
}

void
cm_k_nodes_close(CmKNodes *n, const CmHost *host)
{
	for (uint32_t i = 0; i < n->count; i++)
	{
		cm_kernel_close(&n->node[i].kernel, host);
		cm_release(host, n->node[i].theta);
		cm_release(host, n->node[i].row);
		cm_release(host, n->node[i].sum);
		cm_release(host, n->node[i].s);
	}
	cm_release(host, n->node);
}

/* The node of that number; of a fixed bandwidth the only one. */
static const CmKNode *
node_of(const CmKNodes *n, int node)
{
	uint32_t	i = 0;

	while (!n->fixed && i + 1 < n->count && n->node[i].node < node)
		i++;
	return &n->node[i];
}

/* S at a place among the nodes. */
static void
take_s(CmKMoments *m, const CmKNodes *n, double place)
{
	double		weight[4] = {0, 1, 0, 0};
	uint32_t	steps = n->steps;

	if (!n->fixed)
		weights_between(place - floor(place), weight);
	for (int k = 0; k < 4; k++)
	{
		const CmKNode *node = node_of(n, (int) floor(place) + k - 1);

		if (weight[k] == 0)
			continue;
		for (uint32_t d = 0; d < steps; d++)
			m->s[d] += weight[k] * node->s[(size_t) d * steps + d];
		for (size_t i = 0; m->s_all != NULL && i < (size_t) steps * steps; i++)
			m->s_all[i] += weight[k] * node->s[i];
	}
}

/* Theta and Q by all pairs in bins that suit a bandwidth. */
static void
take_moments(CmKMoments *m, const CmHost *host, const CmKNodes *n, double bandwidth, double place)
{
	CmKSites   *s = n->sites;
	uint32_t	steps = n->steps;
	CmBins		b = cm_k_bins(s, n->step[steps - 1], bandwidth);
	const double *level = cm_k_sites_level(s, host, &b);
	CmKernel	kernel;

	cm_kernel_open(&kernel, host, &b, n->step, steps, bandwidth, true);
	cm_kernel_smooth(&kernel, level, s->pairs, m->theta);
	cm_kernel_close(&kernel, host);
	cm_kernel_open(&kernel, host, &b, n->step, steps, bandwidth, false);
	take_s(m, n, place);
	for (uint32_t d = 0; d < steps; d++)
	{
		double		theta = m->theta[d];

		m->s[d] = beyond_rounding(m->s[d], theta);
		m->q[d] = s->pairs * beyond_rounding(q_of(s, cm_kernel_product(&kernel, level, s->pairs, d, d), theta, theta, m->s[d]) / s->pairs, theta);
	}
	for (size_t i = 0; m->q_all != NULL && i < (size_t) steps * steps; i++)
	{
		uint32_t	d = (uint32_t) (i / steps),
					e = (uint32_t) (i % steps);

		m->q_all[i] = d == e ? m->q[d] : q_of(s, cm_kernel_product(&kernel, level, s->pairs, d, e), m->theta[d], m->theta[e], m->s_all[i]);
		cm_breathe_at(host, i);
	}
	for (uint32_t d = 0; m->s_all != NULL && d < steps; d++)
		m->s_all[(size_t) d * steps + d] = m->s[d];
	cm_kernel_close(&kernel, host);
}

void
cm_k_moments_at(CmKMoments *m, const CmHost *host, const CmKNodes *n, double bandwidth)
{
	take_moments(m, host, n, bandwidth, cm_k_node_place(bandwidth));
}

void
cm_k_moments_node(CmKMoments *m, const CmHost *host, const CmKNodes *n, int node)
{
	take_moments(m, host, n, n->fixed ? n->node[0].bandwidth : cm_k_node_bandwidth(node), node);
}
