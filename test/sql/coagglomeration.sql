-- Industries that go together, at the edges.
\pset null '-'
SET extra_float_digits = 0;
-- The worked example of the literature: three regions, two industries.
CREATE TABLE t (region text, industry text, size float8);
INSERT INTO t VALUES ('R1', 'I1', 10), ('R1', 'I2', 40), ('R2', 'I1', 20), ('R2', 'I2', 10), ('R3', 'I1', 30), ('R3', 'I2', 10);
CREATE VIEW e AS SELECT cluster_matrix_agg(region, industry, size) AS m FROM t;
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 6) $$;
-- Pairs: n_a = (2, 1, 0), n_b = (1, 1, 2) give 0.25 and 0.011905 beyond chance.
SELECT industry_a, industry_b, r(colocation) AS colocation, r(excess_colocation) AS excess
FROM coagglomeration((SELECT cluster_matrix_agg(r, i, 1) FROM (VALUES ('1', 'a'), ('1', 'a'), ('2', 'a'), ('1', 'b'), ('2', 'b'), ('3', 'b'), ('3', 'b')) v(r, i)));
SELECT count(*) FROM coagglomeration((SELECT cluster_matrix_agg('r', 'i', 1)));
SELECT r(group_coagglomeration(m, ARRAY['I1', 'I2'])) AS both, group_coagglomeration(m, ARRAY['I1', 'nothing']) AS one, group_coagglomeration(m, NULL) AS no_group FROM e;

-- Worked example: plants of 10 and 20 in r1, 30 in r2, none in r3, against a nation of (.5, .3, .2).
CREATE VIEW plants AS SELECT cluster_matrix_agg(r, i, s) AS m FROM (VALUES ('r1', 'a', 10), ('r1', 'a', 20), ('r2', 'a', 30), ('r1', 'b', 2), ('r2', 'b', 4), ('r3', 'b', 4)) v(r, i, s);
CREATE VIEW nation AS SELECT cluster_matrix_agg(r, 'all', s) AS n FROM (VALUES ('r1', 50), ('r2', 30), ('r3', 20)) v(r, s);
-- Coagglomeration with (.2, .4, .4): -.032258; against the unweighted mean of both industries, (.35, .45, .2): -.065/.635 = -.102362.
SELECT r(c.gamma) AS against_nation, r(x.gamma) AS against_mean
FROM plants, nation, coagglomeration(m, reference => n) AS c,
     LATERAL (SELECT cluster_matrix_from_cells(k.region, 'mean', NULL, k.size / i.size, NULL, NULL, NULL) AS mean FROM cells(m) AS k JOIN industries(m) AS i USING (industry)) AS e,
     coagglomeration(m, reference => mean) AS x;
DROP VIEW plants, nation;

-- One giant among dwarfs.
CREATE VIEW giants AS SELECT cluster_matrix_agg(r, i, s) AS m FROM (VALUES ('g', 'x', 1e-300), ('g', 'y', 1e300), ('d', 'x', 1e-300), ('h', 'y', 1e300), ('z', 'z', 0)) v(r, i, s);
SELECT c.industry_a, c.industry_b, r(c.gamma) AS gamma, c.colocation, r(c.excess_colocation) AS excess FROM giants, coagglomeration(m) AS c;
DROP VIEW giants;
DROP VIEW e;
DROP TABLE t;
DROP FUNCTION r;
