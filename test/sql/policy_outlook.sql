-- Outlooks: refusals in words, fits as rows that anybody may have written, and by hand.
\pset null '-'
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 5) $$;
-- Plants of two industries in three regions, one year; then several, with a gap.
CREATE TABLE plants AS
SELECT 'R' || r AS region, i AS industry, y AS year, (5 + r * 7 + y % 4 * r + CASE r WHEN 1 THEN y % 5 ELSE 0 END)::float8 AS n FROM generate_series(1, 3) AS r, unnest(ARRAY['I', 'J']) AS i, generate_series(2001, 2009) AS y;
CREATE VIEW panel AS SELECT year AS period, 'establishments'::text AS measure, cluster_matrix_from_cells(region, industry, n::bigint, n, n, NULL, NULL) AS matrix FROM plants GROUP BY year;
CREATE VIEW one_year AS SELECT * FROM panel WHERE period = 2009;
CREATE VIEW with_gaps AS SELECT * FROM panel WHERE period IN (2001, 2003, 2008, 2009);
CREATE FUNCTION status(panel regclass) RETURNS TABLE (status text, rows float8, events float8, coefficients bigint) LANGUAGE sql AS $$
SELECT max(text) FILTER (WHERE key = 'status'), max(value) FILTER (WHERE key = 'rows'), max(value) FILTER (WHERE key = 'events'), count(*) FILTER (WHERE kind IN ('term', 'covariance'))
FROM policy_outlook_fit(panel, 2009, measure => 'establishments') $$;
SELECT * FROM status('one_year');
SELECT * FROM status('with_gaps');
SELECT * FROM status('panel');
-- J was redefined in 2005: it is left out, and listed.
UPDATE plants SET n = n * 2 WHERE industry = 'J' AND year >= 2005;
SELECT * FROM status('panel');
SELECT key, value, text FROM policy_outlook_fit('panel', 2009, measure => 'establishments') WHERE kind = 'break';
SELECT key FROM policy_outlook_fit('panel', 2004, measure => 'establishments') WHERE kind = 'break';
-- What a refused fit says of pairs: their chance, no outlook; what is not there, is not known, or was redefined has its own reason.
CREATE TABLE refused AS SELECT * FROM policy_outlook_fit('panel', 2009, measure => 'establishments');
INSERT INTO plants VALUES ('R4', 'I', 2009, 4), ('R4', 'J', 2009, 9);
SELECT region, industry, size, effective_firms, probability, r(chance_alone) AS chance, outside, status, fit
FROM policy_outlook('panel', 'refused', 2009, (SELECT cluster_matrix_agg(region, industry, 1) FROM (VALUES ('R1', 'I'), ('R4', 'I'), ('R4', 'J'), ('R5', 'I'), ('R1', 'K')) AS v(region, industry)));
DELETE FROM plants WHERE region = 'R4';
SELECT region, industry, place, term, value, sentence FROM policy_outlook_reasons('panel', 'refused', 2009, (SELECT cluster_matrix_agg('R1', i, 1) FROM unnest(ARRAY['I', 'J', 'K']) AS i));
SELECT sentence FROM policy_outlook_reasons('panel', 'refused', 2009, (SELECT cluster_matrix_agg('R1', 'I', 1)), 'zh');
-- By hand: phi 0.9, a2 0; the log odds of chance have mean -1.5 and deviation 0.5, coefficient 0.8, of past surprise mean 0, deviation 1, coefficient 0.3; intercept -2; errors independent, 0.1 and 0.2 and 0.05.
CREATE TABLE made (kind text, key text, value float8, text text);
INSERT INTO made VALUES ('fit', 'measure', NULL, 'establishments'), ('fit', 'horizon', 3, NULL), ('fit', 'fall', -0.2, NULL), ('fit', 'as_of', 2009, NULL), ('fit', 'phi', 0.9, NULL), ('fit', 'a2', 0, NULL), ('fit', 'regions', 26, NULL), ('fit', 'status', NULL, 'ok'),
    ('term', 'intercept.coefficient', -2, NULL), ('term', 'chance.coefficient', 0.8, NULL), ('term', 'chance.mean', -1.5, NULL), ('term', 'chance.sd', 0.5, NULL), ('term', 'chance.p01', -9, NULL), ('term', 'chance.p99', 9, NULL),
    ('term', 'past_surprise.coefficient', 0.3, NULL), ('term', 'past_surprise.mean', 0, NULL), ('term', 'past_surprise.sd', 1, NULL), ('term', 'past_surprise.p01', -0.1, NULL), ('term', 'past_surprise.p99', 0.1, NULL),
    ('covariance', 'intercept,intercept', 0.01, NULL), ('covariance', 'chance,intercept', 0, NULL), ('covariance', 'chance,chance', 0.04, NULL), ('covariance', 'past_surprise,intercept', 0, NULL), ('covariance', 'past_surprise,chance', 0, NULL), ('covariance', 'past_surprise,past_surprise', 0.0025, NULL),
    ('rate', 'I', 0.1, NULL), ('of mine', 'a note', NULL, 'is passed over');
-- Past growth of I in R1, and of the others; the standard error's t on 25 degrees is 2.059539.
WITH x AS (SELECT max(n) FILTER (WHERE region = 'R1' AND year = 2009) AS n, max(n) FILTER (WHERE region = 'R1' AND year = 2006) AS before,
        sum(n) FILTER (WHERE region <> 'R1' AND year = 2009) AS others, sum(n) FILTER (WHERE region <> 'R1' AND year = 2006) AS others_before FROM plants WHERE industry = 'I'),
     y AS (SELECT n, ln(p.chance_alone / (1 - p.chance_alone)) AS chance, (n - before * others / others_before) / sqrt(0.9 * before * others / others_before) AS past, p.*
        FROM x, policy_outlook('panel', 'made', 2009, (SELECT cluster_matrix_agg('R1', 'I', 1))) AS p),
     z AS (SELECT *, (chance + 1.5) / 0.5 AS z1, past AS z2 FROM y)
SELECT n, r(chance_alone) AS chance_alone, r(past) AS past, r(probability) AS probability, r(1 / (1 + exp(2 - 0.8 * z1 - 0.3 * z2)) - probability) AS off, outside, status,
       r(lower - 1 / (1 + exp(2 - 0.8 * z1 - 0.3 * z2 + 2.059539 * sqrt(0.01 + 0.04 * z1 ^ 2 + 0.0025 * z2 ^ 2)))) AS lower_off FROM z;
SELECT place, term, r(value) AS value, r(contribution) AS contribution, sentence FROM policy_outlook_reasons('panel', 'made', 2009, (SELECT cluster_matrix_agg('R1', 'I', 1)));
SELECT count(*) FROM policy_outlook('panel', 'made', 2009);
-- An industry that is nowhere else; no log odds where there is no outlook.
INSERT INTO plants VALUES ('R1', 'alone', 2009, 30);
SELECT region, industry, size, probability, chance_alone, status FROM policy_outlook('panel', 'made', 2009, (SELECT cluster_matrix_agg('R1', 'alone', 1)));
SELECT place, value, contribution, sentence FROM policy_outlook_reasons('panel', 'made', 2009, (SELECT cluster_matrix_agg('R1', 'alone', 1)));
DELETE FROM plants WHERE industry = 'alone';
-- Rows that are no fit; a fit of later; what is misspelt.
CREATE VIEW mixed AS SELECT * FROM made UNION ALL SELECT * FROM made WHERE key = 'phi';
SELECT * FROM policy_outlook('panel', 'mixed', 2009);
UPDATE made SET value = 0 WHERE key = 'chance.sd';
SELECT * FROM policy_outlook('panel', 'made', 2009);
UPDATE made SET value = 'NaN' WHERE key = 'chance.sd';
SELECT * FROM policy_outlook('panel', 'made', 2009);
DELETE FROM made WHERE key = 'chance.sd';
SELECT * FROM policy_outlook('panel', 'made', 2009);
UPDATE made SET text = 'perhaps' WHERE key = 'status';
SELECT * FROM policy_outlook('panel', 'made', 2009);
DELETE FROM made;
SELECT * FROM policy_outlook('panel', 'made', 2009);
SELECT * FROM policy_outlook('panel', 'plants', 2009);
SELECT * FROM policy_outlook('panel', NULL, 2009);
SELECT * FROM policy_outlook('panel', 'refused', 2008);
SELECT * FROM policy_outlook('panel', 'refused', 2010);
SELECT * FROM policy_outlook_reasons('panel', 'refused', 2009, NULL, 'xx');
SELECT * FROM policy_outlook_fit('panel', 2009, measure => 'establishments', terms => '{lq,luck}');
SELECT * FROM policy_outlook_fit('panel', 2009, measure => 'establishments', fall => 0.2);
SELECT * FROM policy_outlook_fit('panel', 2009, measure => 'establishments', folds => 1);
SELECT * FROM policy_outlook_fit('panel', 2009, measure => 'jobs');
SELECT * FROM policy_outlook_fit(NULL, 2009);
DROP VIEW panel, one_year, with_gaps, mixed CASCADE;
DROP FUNCTION r, status;
DROP TABLE plants, refused, made;
