-- Ripley's K at the edges.
\pset null '-'
SET extra_float_digits = 0;
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 6) $$;
-- Three pairs of five within 1.5: 100/20 * 6 = 30.  All firms are what chance draws, too.
CREATE TEMP TABLE line AS SELECT cluster_points_agg(x, 0, 'all', 1, 'plane') AS p FROM unnest('{0,1,2,10,11}'::float8[]) x;
SELECT industry, radius, r(k) AS k, r(l) AS l, r(l_minus_r) AS l_minus_r, r(g) AS g, d FROM line, ripley_k(p, area => 100, radii => '{0,1.5,20}');
SELECT radius, r(expected) AS expected, standard_deviation, r(local_lower) AS local_lower, r(local_upper) AS local_upper, r(global_lower) AS global_lower, r(global_upper) AS global_upper FROM line, ripley_k(p, area => 100, radii => '{0,1.5,20}');
SELECT t.* FROM line, ripley_k_test(p) t;
-- Two industries of six sites: by all 20 samples of three, expected and deviation at 2 are .2 and sqrt(.037777778) of the area.
CREATE TEMP TABLE six AS SELECT cluster_points_agg(x, 0, i, 1, 'plane') AS p FROM unnest('{0,1,3,7,8,20}'::float8[], '{A,A,A,B,B,B}'::text[]) AS u(x, i);
SELECT industry, radius, r(k) AS k, r(g) AS g, r(d) AS d, r(expected) AS expected, r(standard_deviation) AS standard_deviation FROM six, ripley_k(p, area => 100, radii => '{2,7,20}');
SELECT industry, radius, r(k) AS k FROM six, ripley_k(p, 'B', area => 100, radii => '{2}');
-- Of the 20 samples one, {0, 1, 3}, has two pairs within 2.
SELECT industry, firms, p_value BETWEEN 0.03 AND 0.07 AS one_of_20, p_adjusted >= p_value AS adjusted FROM six, ripley_k_test(p, radii => '{2}');
-- The same draws for one industry as for all, and the same seed, same bands.
SELECT (SELECT array_agg(t) FROM ripley_k(p, radii => '{2,7}') t WHERE industry = 'B') = (SELECT array_agg(t) FROM ripley_k(p, 'B', radii => '{2,7}') t) AS same FROM six;
CREATE TEMP TABLE many AS SELECT cluster_points_agg(hashint4(g) % 1000, hashint4(-g) % 1000, 'I' || g % 2, 1, 'plane') AS p FROM generate_series(1, 60) g;
SELECT s.seed, (SELECT array_agg(t) FROM ripley_k(p) t) = (SELECT array_agg(t) FROM ripley_k(p, seed => s.seed) t) AS same FROM many, (VALUES (1), (2)) s(seed);
-- Several firms at a place are pairs at 0, one firm has none.
SELECT industry, radius, r(k) AS k, r(d) AS d, r(expected) AS expected, r(standard_deviation) AS standard_deviation, r(global_upper) AS global_upper FROM ripley_k((SELECT cluster_points_agg(x, x, i, 1, 'plane') FROM unnest('{0,0,4,5}'::float8[], '{A,A,A,B}'::text[]) u(x, i)), radii => '{0,2}');
SELECT * FROM ripley_k_test((SELECT cluster_points_agg(x, x, i, 1, 'plane') FROM unnest('{0,0,4,5}'::float8[], '{A,A,A,B}'::text[]) u(x, i)), 'B');
-- Edges of the unit square: (.1, .5) and (.3, .6) are .223607 apart; translation 1/(.8 * .9).  Isotropic: the circle around the first one reaches over the left side by 2 acos(.1/.223607), the other one's is inside.
CREATE TEMP TABLE square AS SELECT cluster_points_agg(x, y, 'A', 1, 'plane') AS p FROM unnest('{0.1,0.3}'::float8[], '{0.5,0.6}'::float8[]) u(x, y);
SELECT e, r(k) AS k FROM square, unnest('{none,translation,isotropic}'::text[]) e, ripley_k(p, edge => e, rectangle => '{0,0,1,1}', radii => '{0.3}');
SELECT r((1 / (1 - acos(.1 / sqrt(.05)) / pi()) + 1) / 2) AS isotropic, r(1 / .72) AS translation;
-- Another area than the rectangle's, and no area at all, which leaves p-values.
SELECT r(k) AS k FROM square, ripley_k(p, edge => 'translation', rectangle => '{0,0,1,1}', area => 36, radii => '{0.3}');
SELECT k, l, expected, local_upper FROM line, ripley_k(p, radii => '{1.5}');
SELECT p_value FROM line, ripley_k_test(p, radii => '{1.5}');
-- Radii by default: 64, to a quarter of the shorter side; on the sphere one degree of latitude is 111.195 km, across the antimeridian.
SELECT count(*), r(min(radius)) AS min, r(max(radius)) AS max FROM square, ripley_k(p);
CREATE TEMP TABLE pacific AS SELECT cluster_points_agg(x, y, 'A') AS p FROM unnest('{179,-179}'::float8[], '{0,1}'::float8[]) u(x, y);
SELECT count(*), r(max(radius) * 4) AS side FROM pacific, ripley_k(p);
SELECT radius, r(k) AS k FROM pacific, ripley_k(p, radii => '{240,250}', area => 1000);
-- The sites of a reference: its K is expected and the difference d; too few of them have no samples.
SELECT industry, radius, r(k) AS k, r(d) AS d, r(expected) AS expected, r(standard_deviation) AS standard_deviation FROM six, ripley_k(p, area => 100, radii => '{2}', reference => (SELECT l.p FROM line l));
SELECT r(k) AS k, r(expected) AS expected, standard_deviation, global_lower FROM line, ripley_k(p, area => 100, radii => '{2}', reference => (SELECT cluster_points_agg(x, 0, 'r', 1, 'plane') FROM generate_series(1, 4) x));
-- Nothing to tell.
SELECT * FROM ripley_k(NULL);
SELECT * FROM ripley_k_test(NULL);
SELECT * FROM line, ripley_k('{"cluster_points":1,"metric":"plane","skipped":0,"moved":0,"firms":{}}') k;
-- What is refused.
SELECT * FROM line, ripley_k(p, 'none');
SELECT * FROM line, ripley_k(p, radii => '{}');
SELECT * FROM line, ripley_k(p, radii => '{2,1}');
SELECT * FROM line, ripley_k(p, radii => '{-1}');
SELECT * FROM line, ripley_k(p, radii => '{1,NULL}');
SELECT * FROM line, ripley_k(p, radii => '{1,Infinity}');
SELECT * FROM line, ripley_k(p, radii => array_fill(1.0::float8, ARRAY[251]));
SELECT * FROM line, ripley_k(p, edge => 'torus');
SELECT * FROM line, ripley_k(p, edge => 'isotropic');
SELECT * FROM line, ripley_k(p, rectangle => '{0,0,1}');
SELECT * FROM line, ripley_k(p, rectangle => '{0,0,0,1}');
SELECT * FROM line, ripley_k(p, rectangle => '{0,-1,10,1}');
SELECT * FROM line, ripley_k(p, rectangle => '{0,-1,11,1}', reference => (SELECT s.p FROM six s));
SELECT * FROM pacific, ripley_k(p, rectangle => '{0,0,1,1}');
SELECT * FROM line, ripley_k(p, area => 0);
SELECT * FROM line, ripley_k(p, area => 'NaN');
SELECT * FROM line, ripley_k(p, level => 1.5);
SELECT * FROM line, ripley_k(p, level => 0.49);
SELECT * FROM line, ripley_k(p, draws => 0);
SELECT * FROM line, ripley_k(p, draws => NULL);
SELECT * FROM line, ripley_k(p, seed => NULL);
SELECT * FROM line, ripley_k(p, draws => 100000, radii => (SELECT array_agg(x) FROM generate_series(1, 101) x)::float8[]);
SELECT * FROM line, ripley_k(p, reference => (SELECT q.p FROM pacific q));
SELECT * FROM ripley_k((SELECT cluster_points_agg(1, 2, 'A') FROM generate_series(1, 3)));
DROP FUNCTION r;
