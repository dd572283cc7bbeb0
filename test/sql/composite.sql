-- Building blocks of composite indicators.
\pset null '-'
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 6) $$;
CREATE FUNCTION r(x float8[]) RETURNS numeric[] LANGUAGE sql AS $$ SELECT array_agg(round(e::numeric, 6) ORDER BY n) FROM unnest(x) WITH ORDINALITY AS u(e, n) $$;
-- Normalising 10, 20, 20, 40 and an unknown: range 30; mean 22.5, squares 475, so z = -12.5, -2.5, 17.5 over sqrt(475/3) = -0.993399, -0.198680, 1.390759;
-- the twenties share places 2 and 3.
CREATE VIEW column_of_five AS SELECT * FROM (VALUES ('a', 20), ('b', 40), ('c', NULL), ('d', 10), ('e', 20)) AS v(unit, x);
SELECT unit, x, r(normalize_min_max(x) OVER ()) AS min_max, r(normalize_z(x) OVER ()) AS z, normalize_rank(x) OVER () AS rank, normalize_rank(x, ties => 'min') OVER () AS lowest,
       normalize_rank(x, ties => 'max') OVER () AS highest, normalize_percentile(x) OVER () AS percentile, r(normalize_percentile(x, ties => 'min') OVER ()) AS as_percent_rank
FROM column_of_five ORDER BY unit;
-- Turned round: 1 - (x - 10)/30, -z, and places from the other end. An order of the window is no matter.
SELECT unit, x, r(normalize_min_max(x, -1) OVER (ORDER BY unit)) AS min_max, r(normalize_z(x, -1) OVER (ORDER BY x)) AS z, normalize_rank(x, -1) OVER () AS rank, normalize_rank(x, -1, 'min') OVER () AS lowest,
       normalize_percentile(x, direction => -1) OVER (ORDER BY x DESC ROWS CURRENT ROW) AS percentile
FROM column_of_five ORDER BY unit;
-- By partition: nothing known, one value, equal ones (no binary fraction), two, far beyond squares (0, 1/2, 1 of the range; z -1, 0, 1), close to nothing, one giant.
CREATE TEMP TABLE g (name text, x float8);
INSERT INTO g VALUES ('0 null', NULL), ('1 one', 7), ('3 two', -1), ('3 two', 3), ('4 large', 1.7e308), ('4 large', -1.7e308), ('4 large', 0),
    ('5 small', 5e-324), ('5 small', 0), ('5 small', 1e-323), ('6 giant', 1e300), ('6 giant', 1e-300), ('6 giant', 2e-300), ('6 giant', '-0'), ('6 giant', 0);
INSERT INTO g SELECT '2 thirds', 1 / 3::float8 FROM generate_series(1, 3);
SELECT name, x, normalize_min_max(x) OVER w AS min_max, r(normalize_z(x) OVER w) AS z, normalize_rank(x) OVER w AS rank, normalize_percentile(x) OVER w AS percentile
FROM g WINDOW w AS (PARTITION BY name) ORDER BY name, x, rank;
SELECT normalize_z(x) OVER (), topsis(ARRAY[x]) OVER () FROM g WHERE false;
-- Each partition may have its own direction.
SELECT name, x, normalize_rank(x, CASE WHEN name < '4' THEN -1 ELSE 1 END) OVER (PARTITION BY name) AS rank FROM g WHERE name IN ('3 two', '4 large') ORDER BY name, x;
-- Fixed points: below, at, between, at, above; high < low turns round; points far apart, x far away from close ones.
SELECT x, goalpost(x, 10, 20) AS up, goalpost(x, 20, 10) AS down FROM unnest(ARRAY[-5, 10, 12.5, 20, 1e300, NULL]::float8[]) AS x;
SELECT goalpost(0, -1.7e308, 1.7e308) AS middle, goalpost(1.7e308, 2e-300, 1e-300) AS beyond, r(goalpost(1.5e-300, 2e-300, 1e-300)) AS between, goalpost('-0', 0, 1) AS zero;
-- Two cuts: the values of the worked example in the notes on risk, and what they give there; then clamped: u = 0 at a - (b - a), 1 at b + (b - a).
SELECT name, r(risk_ramp(x, a, b)) AS u FROM (VALUES ('lq', .60, 1.0, .5), ('rel_density', -.4, 0, -1), ('mass', .7, 1, .4), ('dominance', .35, .18, .40), ('footloose', .30, .40, .60),
    ('copycat', .774, .35, .65), ('overcapacity', .72, .76, .70), ('local_shift', -.02, -.01, -.04), ('ambition', .04, .25, .10), ('no risk', 1.5, 1, .5), ('sure', 0, 1, .5), ('far', 1e308, 1e-300, 2e-300)) AS v(name, x, a, b);
SELECT risk_ramp(1, 1, .5) = 1 / 3::float8 AS at_elevated, risk_ramp(.5, 1, .5) = 2 / 3::float8 AS at_high, risk_ramp(NULL, 1, 2) AS unknown;

-- Weights: the worked example of the literature notes. Entropies .920620 and .937231; correlation -.981981; with two indicators PCA is even.
CREATE VIEW y AS SELECT * FROM (VALUES ('u', 1, 5), ('v', 2, 3), ('w', 3, 2)) AS v(unit, a, b);
SELECT r(shannon_entropy(a) / ln(3::float8)) AS e1, r(shannon_entropy(b) / ln(3::float8)) AS e2, r(entropy_weights(ARRAY[a, b])) AS entropy,
       r(critic_weights(ARRAY[a, b])) AS critic, r(pca_weights(ARRAY[a, b])) AS pca FROM y;
-- A constant has no weight. Entropies of (0, 0, 0, 4), (0, 0, 2, 2) over ln 4 are 0, 1/2. Indicators b = a and c without correlation to both: sd 1/2 each, conflicts
-- 1, 1, 2; the first component is (1, 1, 0)/sqrt 2. A unit with a gap is left out.
CREATE VIEW four AS SELECT * FROM (VALUES (7, -1, -1, -1, 0, 0), (7, -1, -1, 1, 0, 0), (7, 1, 1, -1, 0, 2), (7, 1, 1, 1, 4, 2), (9, NULL, 5, 5, NULL, 5)) AS v(k, a, b, c, d, e);
SELECT r(entropy_weights(ARRAY[k, d, e])) AS entropy, r(critic_weights(ARRAY[a, k, b, c])) AS critic, r(pca_weights(ARRAY[a, b, k, c])) AS pca FROM four;
-- Neither unit nor sign nor size of numbers matters; a is 1, 2, 3, so that 5, 3, 2 and its tiny copy b share out what conflicts with it.
SELECT r(entropy_weights(ARRAY[a * 1e300, b * 1e-300])) AS entropy, r(critic_weights(ARRAY[1e300 * a - 1e301, b * 1e-300])) AS critic, r(pca_weights(ARRAY[a * 1e300, -b * 1e-300])) AS pca FROM y;
-- Columns that hardly vary: 10^6 + 0, 1, 2 against 10^6 + 0, 2, 4: T is as the square of it, 1 to 4 (to 1e-6 of it).
SELECT r(entropy_weights(ARRAY[1e6 + x, 1e6 + 2 * x - 1])) AS entropy FROM generate_series(0, 2) AS x;
-- Undefined: no units, one, all the same; indicators that all tell the same have no conflict, nor a tie of components a first one. Alone it has all the weight.
SELECT entropy_weights(v), critic_weights(v), pca_weights(v) FROM (SELECT ARRAY[1, 2] AS v WHERE false) AS x;
SELECT entropy_weights(v), critic_weights(v), pca_weights(v) FROM (VALUES (ARRAY[1, 2]), (ARRAY[1, NULL]), (NULL)) AS x(v);
SELECT entropy_weights(v), critic_weights(v), pca_weights(v) FROM (VALUES (ARRAY[.1, .2]), (ARRAY[.1, .2]), (ARRAY[.1, .2])) AS x(v);
SELECT r(entropy_weights(ARRAY[x, 3 * x])) AS entropy, critic_weights(ARRAY[x, 3 * x]) AS critic, r(pca_weights(ARRAY[x, 3 * x])) AS pca FROM unnest(ARRAY[.1, .2, .4, .7]) AS x;
SELECT pca_weights(ARRAY[a, c]) AS tie, entropy_weights(ARRAY[d]) AS alone, critic_weights(ARRAY[d, k]), pca_weights(ARRAY[k, d]) FROM four;
-- By group, as window aggregates.
SELECT unit > 'u' AS later, r(entropy_weights(ARRAY[a, b])) FROM y GROUP BY 1 ORDER BY 1;
SELECT unit, r(critic_weights(ARRAY[a, b]) OVER (ORDER BY unit)) FROM y;
SELECT entropy_weights(ARRAY[x, 1]) FROM (VALUES (1), (-2)) AS v(x);
SELECT pca_weights(ARRAY[x, 'Infinity'::float8]) FROM (VALUES (1), (2)) AS v(x);
SELECT pca_weights(v) FROM (VALUES (ARRAY[1, 2]), (ARRAY[1, 2, 3])) AS x(v);
SELECT pca_weights('{}'::float8[]);
SELECT pca_weights('{{1,2},{3,4}}'::float8[]);
SELECT pca_weights(array_fill(1::float8, ARRAY[1001]));

-- TOPSIS: the worked example; then one indicator, 0, 1, 4, up and down and beside a constant; gaps, units all the same, one unit.
SELECT unit, r(topsis(ARRAY[a, b]) OVER ()) AS topsis, r(topsis(ARRAY[1e300 * a, 1e-300 * b], '{1e300,1e300}') OVER (ORDER BY a DESC)) AS in_other_units FROM y ORDER BY unit;
SELECT x, topsis(ARRAY[x]) OVER () AS up, topsis(ARRAY[x], directions => '{-1}') OVER () AS down, topsis(ARRAY[3, x], '{2,1}') OVER () AS beside, topsis(ARRAY[0, x, x], '{1,1,0}', '{1,1,-1}') OVER () AS weightless
FROM (VALUES (1), (0), (NULL), (4)) AS v(x) ORDER BY x;
-- Weights 1 and 0 leave the first indicator, and the lower the better: 1, 1/2, 0.
SELECT unit, topsis(ARRAY[a, b], '{1,0}', '{-1,1}') OVER () FROM y ORDER BY unit;
SELECT topsis(v) OVER () FROM (VALUES (ARRAY[1, 2]), (ARRAY[1, 2]), (NULL)) AS x(v);
SELECT topsis(ARRAY[1, 2]) OVER ();
SELECT topsis(NULL) OVER ();
SELECT topsis(ARRAY[a, b], '{1,-1}') OVER () FROM y;
SELECT topsis(ARRAY[a, b], '{0,0}') OVER () FROM y;
SELECT topsis(ARRAY[a, b], '{1,1,1}') OVER () FROM y;
SELECT topsis(ARRAY[a, b], directions => '{1,0}') OVER () FROM y;
SELECT topsis(ARRAY[a, b], ARRAY[a, 1]) OVER () FROM y;
SELECT topsis(CASE WHEN a > 1 THEN ARRAY[a, b] ELSE ARRAY[a] END) OVER () FROM y;

-- Means: .6 and .2 of weights 1, 3: .3; quadratic sqrt(.12) = .346410, geometric .2^.75 * .6^.25 = .263215, harmonic 1/(.25/.6 + .75/.2) = .24; of safety 1 - .8^.75 * .4^.25 = .327283.
CREATE VIEW i AS SELECT * FROM (VALUES ('x', 'p', .6, 1), ('x', 'q', .2, 3), ('x', 'r', NULL, 4), ('x', 's', .9, 0), ('x', 't', .9, NULL), ('z', 'p', NULL, 1)) AS v(unit, indicator, u, w);
SELECT unit, composite_mean(u, w) AS mean, r(composite_power_mean(u, w, 2)) AS quadratic, r(composite_power_mean(u, w, 0)) AS geometric, r(composite_power_mean(u, w, -1)) AS harmonic,
       composite_power_mean(u, w, 'Infinity') AS largest, composite_power_mean(u, w, '-Infinity') AS smallest, r(composite_geometric_safety(u, w)) AS safety, composite_coverage(u, w) AS coverage
FROM i GROUP BY unit ORDER BY unit;
-- Known are 4 of 8: at least that, and more.
SELECT composite_mean(u, w, 0.5) AS half, composite_mean(u, w, 0.51) AS more, r(composite_power_mean(u, w, 2, 0.5)) AS half, composite_power_mean(u, w, 2, 0.51) AS more,
       r(composite_geometric_safety(u, w, 0.5)) AS half, composite_geometric_safety(u, w, 0.51) AS more FROM i WHERE unit = 'x';
-- The worked example in the notes on risk: six pillars of plain means, then p = 2: 54.8223; 1: 53.317; 4: 57.796; of safety 55.342. The NULLs are not known.
WITH pillars AS (
    SELECT array_agg(risk_power_mean(u::float8[], p => 1) ORDER BY n) AS u FROM (VALUES (1, ARRAY[risk_ramp(.6, 1, .5), risk_ramp(-.4, 0, -1), risk_ramp(ln(2), ln(1.5), ln(3))]),
        (2, ARRAY[risk_ramp(.7, 1, .4), risk_ramp(.35, .18, .4), risk_ramp(.3, .4, .6)]), (3, ARRAY[risk_ramp(.774, .35, .65), risk_ramp(.72, .76, .7), NULL]),
        (4, ARRAY[risk_ramp(.03, .02, .05), risk_ramp(.08, .05, .15), risk_ramp(.45, .5, .3)]), (5, ARRAY[risk_ramp(-.02, -.01, -.04), risk_ramp(.12, .1, .2)]),
        (6, ARRAY[risk_ramp(.04, .25, .1), NULL, risk_ramp(.5, .25, .5)])) AS v(n, u))
SELECT r(u) AS pillars, round(100 * risk_power_mean(u)::numeric, 4) AS p2, round(100 * risk_power_mean(u, p => 1)::numeric, 3) AS p1, round(100 * risk_power_mean(u, NULL, 4)::numeric, 3) AS p4,
       round(100 * risk_geometric_safety(u)::numeric, 3) AS safety FROM pillars;
-- Equal values give just that; a zero is the geometric and harmonic mean; a sure risk has safety .01: 1 - .01^.5; nothing known, nothing that weighs.
SELECT composite_mean(.3, w) AS mean, composite_power_mean(.3, w, 3) AS cubic, composite_power_mean(.3, w, -0.1) AS p_01 FROM unnest(ARRAY[.1, .2, .7]) AS w;
SELECT risk_power_mean('{0,4}', p => 0) AS geometric, risk_power_mean('{0,4}', p => -1) AS harmonic, risk_power_mean('{0,4}', p => 0.5) AS half, risk_power_mean('{-1,4}', p => 1) AS negative,
       r(risk_geometric_safety('{0,1}')) AS sure, risk_geometric_safety('{1}') AS only_sure, risk_power_mean('{NULL}') AS unknown, risk_power_mean('{}') AS empty, risk_power_mean(NULL) AS none, risk_power_mean('{5,7}', '{0,3}') AS one_weighs;
-- Far beyond the range of squares, close to p = 0, and weights far apart: sqrt(1/2) 1e300; sqrt(1e300 1e-300) = 1; 1e-150; sqrt(1e-20).
SELECT risk_power_mean('{1e300,1e-300}') / 1e300 AS quadratic, r(risk_power_mean('{1e300,1e-300}', p => 0)) AS geometric, r(risk_power_mean('{1e300,1e-300}', p => 1e-30)) AS close_to_it, r(risk_power_mean('{2,8}', p => 1e-9)) AS close_to_4,
       r(1e300 * risk_power_mean('{1e300,1e-300}', p => -1)) AS harmonic, r(1e150 * risk_power_mean('{1,1e-300}', '{1e-300,1}')) AS light, r(1e10 * risk_power_mean('{1,0}', '{1e-20,1}')) AS heavy_zero, risk_power_mean('{1e308,1.5e308}', '{1e308,1e308}', 1) AS mean;
-- Few rows are held otherwise than many: the mean of 1 to n is (n + 1)/2, so far and in all; units that come several times do not change CRITIC.
SELECT n, composite_mean(g, 1) AS mean, composite_mean(CASE WHEN g % 2 = 0 THEN g END, 1, 0.5) AS even FROM unnest(ARRAY[127, 128, 129, 1000]) AS n, generate_series(1, n) AS g GROUP BY n ORDER BY n;
SELECT count(*) FROM (SELECT g, composite_mean(g, 1) OVER (ORDER BY g) AS mean FROM generate_series(1, 400) AS g) AS x WHERE mean = (g + 1) / 2.0;
SELECT times, r(critic_weights(ARRAY[a, b])) AS critic FROM y, unnest(ARRAY[1, 40, 50, 200]) AS times, generate_series(1, times) GROUP BY times ORDER BY times;
-- Mistakes.
SELECT composite_mean(u, w - 3) FROM i;
SELECT composite_mean('NaN', 1);
SELECT composite_power_mean(-1, 1, 2);
SELECT composite_power_mean(u, w, NULL) FROM i;
SELECT composite_power_mean(u, w, w) FROM i;
SELECT composite_mean(u, w, 1.5) FROM i;
SELECT composite_geometric_safety(1.5, 1);
SELECT risk_power_mean('{1,2}', '{1}');
SELECT risk_power_mean('{1,2}', '{1,NULL}');
SELECT risk_power_mean('{1,2}', p => NULL);
SELECT composite_mean_result(composite_accumulate(NULL, 1, 2, 3, 4));
SELECT normalize_rank(x, ties => 'dense') OVER () FROM column_of_five;
SELECT normalize_z(x, 2) OVER () FROM column_of_five;
SELECT normalize_z(x, NULL) OVER () FROM column_of_five;
SELECT normalize_z(x, CASE WHEN x > 20 THEN -1 ELSE 1 END) OVER () FROM column_of_five;
SELECT normalize_z('NaN'::float8) OVER ();
SELECT normalize_z(1);
SELECT goalpost(1, 2, 2);
SELECT goalpost('NaN', 1, 2);
SELECT risk_ramp(1, 'Infinity', 2);
SELECT risk_ramp(value => 'NaN', high_from => 2, elevated_from => 1);

-- States: byte 01, the length of a row, then its doubles (.5 is 3fe0..., 1 is 3ff0..., 3 is 4008..., a missing one 7ff8...), little-endian. They can be kept and merged.
SELECT composite_accumulate(composite_accumulate(NULL, .5, 1), NULL, 3) AS state, composite_accumulate(NULL, '{3}') AS of_weights, composite_accumulate(NULL, .5, 0) AS nothing, composite_merge(NULL, NULL) AS nothing;
SELECT s, composite_merge(NULL, s)::text = s::text AS alone, composite_merge(s, NULL)::text = s::text AS with_nothing, composite_merge(s, s)::text = s::text || substr(s::text, 5) AS twice
FROM (SELECT composite_accumulate(NULL, 1, 1)::text::composite_state AS s) AS x;
SELECT composite_mean_result(composite_merge(a, b)) AS mean, composite_coverage_result(b) AS coverage, composite_power_mean_result(composite_accumulate(composite_accumulate(NULL, 3, 1, 2), 4, 1, 2)) ^ 2 AS quadratic,
       composite_geometric_safety_result(composite_accumulate(NULL, .5, 1)) AS safety, composite_mean_result('0102') AS no_rows
FROM (SELECT composite_accumulate(NULL, .6, 1) AS a, composite_accumulate(composite_accumulate(NULL, .2, 3), NULL, 4) AS b) AS x;
SELECT composite_merge(composite_accumulate(NULL, '{1,2}'), composite_accumulate(NULL, '{1,2,3}'));
SELECT composite_accumulate('0102', '{1,2,3}');
-- No digits, half a byte, another version, no length, half a number; rows that no mean takes.
CREATE FUNCTION refused(text text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM text::composite_state; RETURN 'accepted'; EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE; END $$;
SELECT text, refused(text) FROM unnest(ARRAY['xy', '010', '0A02', '0202', '0100', '01', '', '0102' || repeat('00', 8), '0102' || repeat('00', 16), '0102']) AS text;
SELECT 'xy'::composite_state;
SELECT composite_mean_result(('0101' || repeat('00', 8))::composite_state);
SELECT composite_mean_result(('0102' || repeat('00', 8) || repeat('ff', 8))::composite_state);
DROP FUNCTION refused(text);
DROP VIEW column_of_five, y, four, i;
DROP FUNCTION r(float8), r(float8[]);
