-- Which industries are found in the same regions.
\pset null '-'
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 6) $$;
-- The worked example of the literature: regions 1 to 4 have industries 1110, 1100, 1000, 0111, with one job each. The quotients of what is
-- there are 1, 1, 1.5; 1.5, 1.5; 3; 1, 1.5, 3.
CREATE VIEW e AS
SELECT cluster_matrix_agg(region, 'I' || i, 1) AS m
FROM (VALUES ('R1', '1110'), ('R2', '1100'), ('R3', '1000'), ('R4', '0111')) AS v(region, has), generate_series(1, 4) AS i WHERE substr(has, i, 1) = '1';
-- u = 3, 3, 2, 1; proximity 2/3, 1/3, 2/3, 1/3, 1/2
SELECT p.* FROM e, industry_relatedness(m) AS p ORDER BY industry_a, industry_b;
-- inclusion 2/3, 1/2, 1, 1, 1; cosine 2/3, 1/sqrt 6, 2/sqrt 6, 1/sqrt 3, 1/sqrt 2; jaccard 1/2, 1/4, 2/3, 1/3, 1/2; association 8/9, 2/3, 4/3, 4/3, 2;
-- means of the count 9/4, 3/2, 3/2, 3/4, 1/2, variances 3/16, 1/4, 1/4, 3/16, 1/4, so z -1/sqrt 3, -1, 1, 1/sqrt 3, 1
SELECT industry_a AS a, industry_b AS b, max(r(relatedness)) FILTER (WHERE method = 'inclusion') AS inclusion, max(r(relatedness)) FILTER (WHERE method = 'cosine') AS cosine,
       max(r(relatedness)) FILTER (WHERE method = 'jaccard') AS jaccard, max(r(relatedness)) FILTER (WHERE method = 'association') AS association,
       max(r(relatedness)) FILTER (WHERE method = 'z-score') AS z
FROM e, unnest(ARRAY['inclusion', 'cosine', 'jaccard', 'association', 'z-score']) AS method, industry_relatedness(m, method) GROUP BY 1, 2 ORDER BY 1, 2;
-- From co-occurrences S = 3, 5, 4, 2, T = 14: cosine 2/sqrt 15, 1/sqrt 12, 2/sqrt 20, 1/sqrt 10, 1/sqrt 8; jaccard 1/3, 1/6, 2/7, 1/6, 1/5;
-- association 28/15, 7/6, 7/5, 7/5, 7/4; pairs expected 50/33, 63/55, 19/9, 35/36, 11/15, so probability 1.32, 55/63, 18/19, 36/35, 15/11
SELECT industry_a AS a, industry_b AS b, max(r(relatedness)) FILTER (WHERE method = 'cosine') AS cosine, max(r(relatedness)) FILTER (WHERE method = 'jaccard') AS jaccard,
       max(r(relatedness)) FILTER (WHERE method = 'association') AS association, max(r(relatedness)) FILTER (WHERE method = 'probability') AS probability
FROM e, unnest(ARRAY['cosine', 'jaccard', 'association', 'probability']) AS method, industry_relatedness(m, method, margins => 'cooccurrences') GROUP BY 1, 2 ORDER BY 1, 2;
-- probability needs no word about its margins
SELECT count(*), min(r(relatedness)) FROM e, industry_relatedness(m, 'probability');
-- The cut, the threshold (1.5 leaves 3 in region 1, 1 and 2 in region 2, 1 in region 3, 3 and 4 in region 4), the plants.
SELECT industry_a, industry_b, r(relatedness) AS relatedness FROM e, industry_relatedness(m, minimum => 0.5);
SELECT p.* FROM e, industry_relatedness(m, threshold => 1.5) AS p ORDER BY 1, 2;
SELECT count(*) FROM e, industry_relatedness(m, "of" => 'firms');

-- The network of 12: 2/3, 13: 1/3, 23: 2/3, 24: 1/3, 34: 1/2. Its backbone is 12, 23 and 34, of which the last is below the minimum; no minimum adds the others, NULL none.
SELECT s.industry_a, s.industry_b, r(s.relatedness) AS relatedness, s.backbone FROM e, industry_space(m) AS s;
SELECT s.industry_a, s.industry_b, r(s.relatedness) AS relatedness, s.backbone FROM e, industry_space(m, 0) AS s;
SELECT array_agg(industry_a || industry_b) AS only FROM e, industry_space(m, NULL) WHERE backbone;
-- Whatever method, threshold, margins, reference and amounts are: the values are those of industry_relatedness. Z-scores below 0 are no links, which leaves 23, 24 and 34.
SELECT method, count(*), count(*) FILTER (WHERE s.backbone) AS backbone, bool_and(s.relatedness = p.relatedness) AS same
FROM e, (VALUES ('proximity', NULL), ('cosine', 'cooccurrences'), ('probability', 'cooccurrences'), ('z-score', 'occurrences')) AS v(method, margins),
     industry_space(m, 0, method, 0.9, margins, m + m, 'firms') AS s, industry_relatedness(m, method, 0.9, margins, NULL, m + m, 'firms') AS p
WHERE (p.industry_a, p.industry_b) = (s.industry_a, s.industry_b) GROUP BY 1 ORDER BY 1;
-- A threshold of 1.5 leaves 12 and 34, each in one region of two: two trees. Of associations 8/9, 2/3, 4/3, 4/3 and 2, the first of the two equal ones is in the backbone.
SELECT s.* FROM e, industry_space(m, threshold => 1.5) AS s;
SELECT s.industry_a, s.industry_b, r(s.relatedness) AS relatedness, s.backbone FROM e, industry_space(m, 1.2, 'association') AS s;
-- All equal: the backbone is the first of them. Nobody is related to the industry that has a region of its own.
SELECT s.* FROM (SELECT cluster_matrix_agg(r, i, 1) AS m FROM (VALUES ('a', 'w'), ('a', 'x'), ('a', 'y'), ('a', 'z'), ('b', 'alone')) AS v(r, i)) AS x, industry_space(m) AS s;

-- Density: region 2 has 1 and 2, so for industry 3, which is 1/3, 2/3, 1, 1/2 to all, it is 1/2.5 with itself and 1/1.5 without.
SELECT region, industry, present, r(density) AS density FROM e, relatedness_density(m) ORDER BY 1, 2;
SELECT region, r(density) AS density FROM e, relatedness_density(m, own_industry => false) WHERE industry = 'I3' ORDER BY 1;
-- Of probabilities 55/63, 18/19, 15/11 to industry 3: region 2 has (55/63 + 18/19) / (55/63 + 18/19 + 15/11) = 0.571725
SELECT region, r(density) AS density FROM e, relatedness_density(m, method => 'probability') WHERE industry = 'I3' ORDER BY 1;
-- Relatedness from elsewhere: one direction or both, the larger counts; I9 is not in the matrix. For I3: 2, 6, 0, 8; for I1: 0, 1, 2, 0.
CREATE VIEW patents AS
SELECT cluster_matrix_from_cells(a, b, NULL, n, NULL, NULL, NULL) AS p
FROM (VALUES ('I1', 'I2', 1), ('I3', 'I1', 2), ('I2', 'I3', 6), ('I3', 'I2', 5), ('I4', 'I3', 8), ('I9', 'I3', 100)) AS v(a, b, n);
SELECT region, industry, r(density) AS density FROM e, patents, relatedness_density(m, relatedness => p) WHERE industry IN ('I1', 'I3') ORDER BY 2, 1;

-- One region alone has the same rows, in every bit.
SELECT count(*), count(*) FILTER (WHERE a IS NOT DISTINCT FROM b) AS same FROM e, regions(m) AS r, relatedness_density(m, region => r.region) AS a
JOIN relatedness_density((SELECT m FROM e)) AS b USING (region, industry);
SELECT region, industry, r(density) AS density FROM e, patents, relatedness_density(m, relatedness => p, region => 'R2') ORDER BY 2;

-- Edges: nothing, one industry, one region, a giant among dwarfs, an industry that is nowhere present and a region that has none.
SELECT count(*) FROM (SELECT cluster_matrix_agg('r', 'i', 1) FILTER (WHERE false) AS m) AS x, industry_relatedness(m);
SELECT p.* FROM (SELECT cluster_matrix_agg('r' || g, 'i', 1) AS m FROM generate_series(1, 2) g) AS x, relatedness_density(m) AS p;
SELECT p.* FROM (SELECT cluster_matrix_agg('r', 'i' || g, g) AS m FROM generate_series(1, 3) g) AS x, industry_relatedness(m, 'z-score') AS p;
SELECT p.* FROM (SELECT cluster_matrix_agg(r, i, s) AS m FROM (VALUES ('a', 'x', 1e300), ('b', 'y', 1e-300), ('b', 'z', 1e-300)) AS v(r, i, s)) AS x, industry_relatedness(m) AS p;
SELECT p.* FROM (SELECT cluster_matrix_agg(r, i, s) AS m FROM (VALUES ('a', 'x', 1), ('b', 'x', 0), ('a', 'y', 0)) AS v(r, i, s)) AS x, relatedness_density(m) AS p ORDER BY 1, 2;
SELECT count(*) FROM industry_relatedness(NULL);
SELECT count(*) FROM (SELECT cluster_matrix_agg('r', 'i', 1) FILTER (WHERE false) AS m) AS x, industry_space(m);
SELECT count(*) FROM (SELECT cluster_matrix_agg('r' || g, 'i', 1) AS m FROM generate_series(1, 2) g) AS x, industry_space(m, NULL);
SELECT count(*) FROM (SELECT cluster_matrix_agg('r', 'i' || g, g) AS m FROM generate_series(1, 3) g) AS x, industry_space(m, 0, 'z-score');
SELECT count(*) FROM industry_space(NULL);
-- Mistakes.
SELECT industry_relatedness(m, 'probability', margins => 'occurrences') FROM e;
SELECT industry_relatedness(m, 'nearness') FROM e;
SELECT industry_relatedness(m, threshold => 0) FROM e;
SELECT industry_space(m, 0.55, 'nearness') FROM e;
SELECT industry_space(m, method => 'probability', margins => 'occurrences') FROM e;
SELECT relatedness_density(m, method => 'z-score') FROM e;
SELECT relatedness_density(m, region => 'R9') FROM e;
SELECT relatedness_density(m, method => 'probability', own_industry => true) FROM e;
DROP VIEW patents, e;
DROP FUNCTION r;
