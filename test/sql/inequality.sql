-- Indices of one column.
\pset null '-'
-- Worked examples of the literature notes: 1, 2, 3, 10 with mean 4, and shares .5, .3, .2.
CREATE VIEW a AS SELECT x FROM unnest(ARRAY[3, 1, 10, 2]::float8[]) x;
CREATE VIEW b AS SELECT x FROM unnest(ARRAY[2, 5, 3]::float8[]) x;
-- 0.4375, 6/16, 0.345455, 0.362708, 0.390625, sqrt(2 * 0.390625) = 0.883883
SELECT gini(x), hoover(x), round(theil(x)::numeric, 6) AS theil, round(mean_log_deviation(x)::numeric, 6) AS l,
       generalized_entropy(x, 2) AS ge2, round(coefficient_of_variation(x)::numeric, 6) AS cv FROM a;
-- 0, 0.165394, 0.304211, 0.482759; GE at 0 and 1 are L and T; 13/16
SELECT atkinson(x, 0) AS a0, round(atkinson(x, 0.5)::numeric, 6) AS a05, round(atkinson(x, 1)::numeric, 6) AS a1,
       round(atkinson(x, 2)::numeric, 6) AS a2, round(generalized_entropy(x, 0)::numeric, 6) AS ge0,
       round(generalized_entropy(x, 1)::numeric, 6) AS ge1, concentration_ratio(x, 2) AS cr2 FROM a;
-- 0.38, 0.07, 1/2.4, ln 2.800094 = 1.029653, 2.711284, 2.631579, 2.800094
SELECT round(herfindahl(x)::numeric, 15) AS h, round(herfindahl_normalized(x)::numeric, 15) AS hn, round(hall_tideman(x)::numeric, 6) AS ht,
       round(shannon_entropy(x)::numeric, 6) AS e, round(hannah_kay(x, 1.5)::numeric, 6) AS hk15,
       round(hannah_kay(x, 2)::numeric, 6) AS hk2, round(hannah_kay(x, 1)::numeric, 6) AS hk1 FROM b;
-- GE(-1) = (mean of mean/x - 1)/2 = (4 * (1 + 1/2 + 1/3 + 1/10)/4 - 1)/2 = 7/15
SELECT round(generalized_entropy(x, -1)::numeric, 12) AS ge_1 FROM a;

-- NULL x is ignored, zeros are values: 0, 0, 1, 3 with mean 1.
-- H 10/16, (10/16 - 1/4)/(3/4) = 1/2, CR1 3/4, Gini (2(3 + 12)/16 - 5/4) = 5/8, Hoover 1/2, CV sqrt(6/4), HT 1/(4(1 - 5/8)) = 2/3
CREATE VIEW z AS SELECT x FROM unnest(ARRAY[0, NULL, 3, 0, 1]::float8[]) x;
SELECT herfindahl(x), herfindahl_normalized(x), concentration_ratio(x, 1) AS cr, gini(x), hoover(x), round((coefficient_of_variation(x) ^ 2)::numeric, 12) AS cv2,
       round(hall_tideman(x)::numeric, 12) AS ht FROM z;
-- T = 3/4 ln 3; entropy = ln 4 - T; L, GE(0) and GE(-1) undefined; GE(1/2) = -4 ((1 + sqrt 3)/4 - 1); A(1/2) = 1 - ((1 + sqrt 3)/4)^2; A(1) = A(2) = 1
SELECT abs(theil(x) - 0.75 * ln(3::float8)) < 1e-15 AS t, abs(shannon_entropy(x) - (ln(4::float8) - 0.75 * ln(3::float8))) < 1e-15 AS e,
       mean_log_deviation(x) AS l, generalized_entropy(x, 0) AS ge0, generalized_entropy(x, -1) AS ge_1,
       abs(generalized_entropy(x, 0.5) + 4 * ((1 + sqrt(3::float8)) / 4 - 1)) < 1e-15 AS ge05,
       abs(atkinson(x, 0.5) - (1 - ((1 + sqrt(3::float8)) / 4) ^ 2)) < 1e-15 AS a05, atkinson(x, 1) AS a1, atkinson(x, 2) AS a2 FROM z;

-- One value, two equal ones, equal ones that are no binary fraction, no rows, only NULLs, only zeros.
CREATE TEMP TABLE g (name text, x float8);
INSERT INTO g VALUES ('1 one', 7), ('2 two', 7), ('2 two', 7), ('5 null', NULL), ('6 zero', 0), ('6 zero', 0), ('7 one of two', 0), ('7 one of two', 0.1);
INSERT INTO g SELECT '3 thirds', 1 / 3::float8 FROM generate_series(1, 49);
INSERT INTO g SELECT '4 large', 1e300 FROM generate_series(1, 4);
SELECT name, herfindahl(x) AS h, herfindahl_normalized(x) AS hn, concentration_ratio(x, 1) AS cr, gini(x), theil(x), mean_log_deviation(x) AS l,
       hoover(x), coefficient_of_variation(x) AS cv FROM g GROUP BY name ORDER BY name;
SELECT name, generalized_entropy(x, 3) AS ge3, round(generalized_entropy(x, 0.5)::numeric, 12) AS ge05, atkinson(x, 0) AS a0, round(atkinson(x, 0.5)::numeric, 12) AS a05, atkinson(x, 1) AS a1, atkinson(x, 3) AS a3,
       shannon_entropy(x) AS e, hall_tideman(x) AS ht, hannah_kay(x, 0.5) AS hk05, hannah_kay(x, 1) AS hk1, hannah_kay(x, 3) AS hk3
FROM g GROUP BY name ORDER BY name;
SELECT gini(x), theil(x), concentration_ratio(x, 3), gini(x, x), atkinson(x, 1) FROM g WHERE false;
-- k of all values or more is 1.
SELECT k, concentration_ratio(x, k) FROM a, generate_series(1, 5) k GROUP BY k ORDER BY k;

-- A weight is as good as repetition; weight 0 and NULL add nothing: 2 (1 + 2 + 3 + 20 + 25 + 54)/(6 * 22) - 7/6 = 14/33.
SELECT gini(x, w) AS weighted, gini(x, w * 1e-3) AS in_thousands, abs(gini(x, w * 1e300) - gini(x, w)) < 1e-15 AS huge,
       (SELECT gini(x) FROM (VALUES (1, 3), (5, 2), (9, 1)) v(x, w), generate_series(1, w)) AS repeated
FROM (VALUES (5, 2), (1, 3), (9, 1), (100, 0), (7, NULL), (NULL, 7)) v(x, w);

-- By hand, 1 with weight 3 and 3 with weight 1, mean 1.5: theil ln(4/3)/2, deviation (3 ln 1.5 - ln 2)/4, Atkinson 1 - ((3 + sqrt 3)/4)^2/1.5, 1 - exp(-.1308), 1 - 1.2/1.5.
SELECT theil(x, w), mean_log_deviation(x, w), atkinson(x, 0.5, w) AS atkinson_half, atkinson(x, 1, w) AS atkinson_one, atkinson(x, 2, w) AS atkinson_two, atkinson(x, 0, w) AS atkinson_zero
FROM (VALUES (1, 3), (3, 1), (5, 0), (NULL, 1), (2, NULL)) v(x, w);
-- As repetition; with zeros; of equal values; of one value; of nothing; in any unit of values and weights.
SELECT abs(theil(x, w) - t) < 1e-15 AND abs(mean_log_deviation(x, w) - l) < 1e-15 AND abs(atkinson(x, 0.3, w) - a) < 1e-15 AS as_repeated
FROM (VALUES (1, 3), (5, 2), (9, 1)) v(x, w), (SELECT theil(x) AS t, mean_log_deviation(x) AS l, atkinson(x, 0.3) AS a FROM (VALUES (1, 3), (5, 2), (9, 1)) v(x, w), generate_series(1, w)) r GROUP BY t, l, a;
SELECT round(theil(x, w)::numeric, 12) AS ln_4, mean_log_deviation(x, w), round(atkinson(x, 0.5, w)::numeric, 12) AS three_quarters, atkinson(x, 1, w) AS one FROM (VALUES (0, 3), (7, 1)) v(x, w);
SELECT theil(0.1, w) AS theil, mean_log_deviation(0.1, w) AS mld, atkinson(0.1, 0.7, w) AS atkinson FROM unnest(ARRAY[0.1, 0.7, 3]) w;
SELECT theil(0, w) AS theil, mean_log_deviation(0, w) AS mld, atkinson(0, 0.7, w) AS atkinson FROM unnest(ARRAY[0.1, 0.7, 3]) w;
SELECT round(theil(x, w)::numeric, 12) AS theil, round(mean_log_deviation(x, w)::numeric, 9) AS mld, round(atkinson(x, 0.5, w)::numeric, 12) AS half, round(atkinson(x, 100, w)::numeric, 12) AS hundred FROM (VALUES (1e-300, 1e-300), (1e300, 1e-300)) v(x, w);
SELECT atkinson(x, x, 1) FROM (VALUES (1), (2)) v(x);
SELECT atkinson(x, -1, 1) FROM (VALUES (1), (2)) v(x);
SELECT theil(x, -1) FROM (VALUES (1), (2)) v(x);
SELECT inequality_accumulate('atkinson_weighted'::inequality_state, 1, 2::float8);

-- Far beyond the range of squares: one giant is all there is; two giants are a half each.
SELECT herfindahl(x) AS h, herfindahl_normalized(x) AS hn, concentration_ratio(x, 1) AS cr, round(gini(x)::numeric, 12) AS gini, hoover(x),
       coefficient_of_variation(x) AS cv, generalized_entropy(x, 2) AS ge2, hall_tideman(x) AS ht FROM unnest(ARRAY[1e-300, 1e300]) x;
SELECT round(theil(x)::numeric, 12) AS t, round(shannon_entropy(x)::numeric, 12) AS e, round(hannah_kay(x, 3)::numeric, 12) AS hk3,
       round(hannah_kay(x, 50)::numeric, 12) AS hk50, round(atkinson(x, 2)::numeric, 12) AS a2, round(atkinson(x, 1)::numeric, 12) AS a1,
       round(generalized_entropy(x, 3)::numeric, 12) AS ge3, generalized_entropy(x, -2) AS ge_2 FROM unnest(ARRAY[1e-300, 1e300]) x;
SELECT herfindahl(x) AS h, round(hannah_kay(x, 3)::numeric, 12) AS hk3, gini(x), concentration_ratio(x, 1) AS cr FROM unnest(ARRAY[1.7e308, 1e-300, 1.7e308]) x;
SELECT abs(herfindahl(x * 1e-305) - herfindahl(x)) < 1e-12 AS h, abs(coefficient_of_variation(x * 1e-305) - coefficient_of_variation(x)) < 1e-12 AS cv,
       abs(gini(x * 1e-305) - gini(x)) < 1e-12 AS gini, abs(theil(x * 1e-305) - theil(x)) < 1e-12 AS t, abs(atkinson(x * 1e300, 2) - atkinson(x, 2)) < 1e-12 AS a2 FROM b;
-- Differences far below the values: 10^8 + 0, 1, 2 has variance 2/3.
SELECT round((coefficient_of_variation(x) * (1e8 + 1))::numeric, 12) AS sd FROM unnest(ARRAY[1e8, 1e8 + 1, 1e8 + 2]) x;

-- Bad values and parameters are errors.
SELECT theil(x - 2) FROM a;
SELECT gini('NaN'::float8);
SELECT gini('Infinity'::float8);
SELECT gini(1, -1);
-- 0, 1, 8: 2 (2 + 24)/(3 * 9) - 4/3 = 16/27
SELECT gini(x - 2) FILTER (WHERE x >= 2) FROM a;
SELECT concentration_ratio(x, 0) FROM a;
SELECT concentration_ratio(x, x::int) FROM a;
SELECT atkinson(x, -0.1) FROM a;
SELECT atkinson(x, NULL) FROM a;
SELECT hannah_kay(x, 0) FROM a;
SELECT generalized_entropy(x, 'NaN') FROM a;
SELECT generalized_entropy(x, CASE WHEN x > 2 THEN 1 ELSE 2 END) FROM a;
-- A parameter of a row that is ignored does not matter.
SELECT atkinson(x, CASE WHEN x > 2 THEN 1 END) FROM (VALUES (3), (4), (NULL)) v(x);

-- As window aggregates.
SELECT x, gini(x) OVER (ORDER BY x), herfindahl(x) OVER (ORDER BY x) AS h, concentration_ratio(x, 1) OVER (ORDER BY x) AS cr FROM a;

-- Frames that move, DISTINCT values, and the whole of a group beside one of its rows: 1,1,2,10 has 2 (1 + 2 + 6 + 40)/(4 14) - 5/4 = 0.5,
-- 1,2,10 2 (1 + 4 + 30)/(3 13) - 4/3 = 6/13.
SELECT x, gini(x) OVER (ORDER BY x, n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS of_two, theil(x) OVER (ORDER BY x, n ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS of_one
FROM unnest(ARRAY[1, 1, 3]::float8[]) WITH ORDINALITY AS v(x, n);
SELECT gini(x) AS all_values, round(gini(DISTINCT x)::numeric, 12) AS different, gini(x) FILTER (WHERE x < 2) AS ones, gini(x ORDER BY x DESC) AS sorted FROM unnest(ARRAY[1, 10, 2, 1]::float8[]) AS x;
SELECT DISTINCT ON (g) g, x AS largest, gini(x) OVER (PARTITION BY g) AS gini FROM (VALUES ('a', 1), ('a', 3), ('b', 5), ('b', 5)) AS v(g, x) ORDER BY g, x DESC;
SELECT g, herfindahl(x), count(*) FROM (VALUES ('a', 1), ('a', 1), ('b', 5)) AS v(g, x) GROUP BY ROLLUP (g) ORDER BY g;

-- The state: the name of a measure is an empty one; what it holds can travel.
SELECT 'theil'::inequality_state, inequality_result('theil') IS NULL AS undefined;
SELECT inequality_accumulate('gini'::inequality_state, 5), inequality_accumulate('concentration_ratio'::inequality_state, 5, 1);
-- Merged with itself a state has every value twice, which halves Herfindahl's index and changes no other one here.
SELECT name, inequality_result(s::text::inequality_state) = inequality_result(s) AS same,
       inequality_result(inequality_merge(s, s)) = inequality_result(s) AS merged
FROM (SELECT name, inequality_merge(inequality_accumulate(name::inequality_state, 0.1), inequality_accumulate(name::inequality_state, 1e-200)) AS s
      FROM unnest(ARRAY['herfindahl', 'gini', 'theil', 'hoover', 'mean_log_deviation', 'coefficient_of_variation']) name) v;
SELECT inequality_result(inequality_merge(NULL, inequality_accumulate('herfindahl'::inequality_state, 5))), inequality_merge(NULL, NULL) IS NULL AS nothing;
SELECT inequality_merge('gini', 'theil');
-- The largest one and a half values are none.
SELECT inequality_accumulate('concentration_ratio'::inequality_state, 5, 1.5);
SELECT inequality_accumulate('concentration_ratio'::inequality_state, 5, 2.0::float8);
SELECT 'concentration_ratio:000000000000f83f0100000000000000f03f000000000000f03f801000010000010101'::inequality_state;
SELECT 'nonsense'::inequality_state;
SELECT 'gini:'::inequality_state;
SELECT 'gini:00'::inequality_state;
SELECT 'gini:xy'::inequality_state;
-- two values, no zeros, one run: 5, twice; then three runs' worth of times, runs out of order, a run twice
SELECT inequality_result('gini:0200010502'::inequality_state) AS sound;
SELECT 'gini:0200010503'::inequality_state;
SELECT 'gini:02000205010301'::inequality_state;
SELECT 'gini:02000205010501'::inequality_state;

-- Lorenz curve of 1, 2, 3, 10: 1/16, 3/16, 6/16; then weighted; then thinned.
SELECT * FROM lorenz_curve(ARRAY[3, 1, NULL, 10, 2]);
SELECT * FROM lorenz_curve(ARRAY[5, 1, 9, 100], ARRAY[2, 3, 1, 0]);
SELECT * FROM lorenz_curve((SELECT array_agg(g::float8) FROM generate_series(1, 999) g), points => 4);
SELECT * FROM lorenz_curve(ARRAY[0, 0]::float8[]);
SELECT * FROM lorenz_curve(NULL);
SELECT * FROM lorenz_curve(ARRAY[7, 7]);
SELECT lorenz_curve(ARRAY[1], ARRAY[1, 2]);
SELECT lorenz_curve(ARRAY[1, -1]);
SELECT lorenz_curve(ARRAY[1], points => 0);
DROP VIEW a, b, z;
