-- Industries are words here; what is told of prefixes of words is in reshape.
SET client_min_messages = warning;
-- Why a pair has its risk score, in sentences.
\pset null '-'
\pset format unaligned
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 4) $$;
-- Five counties with lists, one with a list of what it has not, and forty places that have none.  汽车 in 上海: two firms with 6 and 4 jobs.
CREATE TABLE plants (year int, region text, industry text, jobs float8);
INSERT INTO plants SELECT y, '上海', '汽车', unnest(ARRAY[6, 4]) FROM unnest(ARRAY[2019, 2022]) AS y;
INSERT INTO plants SELECT y, '上海', 'other', 90 FROM unnest(ARRAY[2019, 2022]) AS y;
INSERT INTO plants SELECT y, c, i, CASE i WHEN '汽车' THEN 38 ELSE 62 END
FROM unnest(ARRAY[2019, 2022]) AS y, unnest(ARRAY['B', 'C', 'D', 'E', 'F']) AS c, unnest(ARRAY['汽车', 'other']) AS i;
-- Of the forty, two doubled in three years, nine grew to 13.31, by 10 percent a year.
INSERT INTO plants SELECT y, 'p' || g, '汽车', CASE WHEN y = 2019 OR g > 11 THEN 10 WHEN g > 2 THEN 13.31 ELSE 20 END
FROM unnest(ARRAY[2019, 2022]) AS y, generate_series(1, 40) AS g;
CREATE VIEW panel AS
SELECT year AS period, m AS measure, cluster_matrix_agg(region, industry, CASE m WHEN 'employment' THEN jobs ELSE 2 * jobs END) AS matrix
FROM plants, unnest(ARRAY['employment', 'value_added']) AS m GROUP BY year, m;
CREATE TABLE policies (region text, industry text, start_year int, end_year int, amount float8, target_value float8, target_year int, is_competitive boolean);
INSERT INTO policies VALUES ('上海', '汽车', 2020, NULL, 36, 20, 2025, true);
INSERT INTO policies VALUES ('B', '汽车', 2020, NULL, 57), ('C', '汽车', 2020, NULL, 57), ('D', '汽车', 2020, NULL, 57), ('E', '汽车', 2020, NULL, 57), ('F', 'chips', 2020, NULL, NULL);
SELECT policy_risk_copy_model('standard', 'plain');
UPDATE policy_risk_models SET shrinkage_firms = 0 WHERE model = 'plain';
CREATE VIEW told AS SELECT * FROM policy_risk_explain('panel', 'policies', 2022, model => 'plain');
-- By hand, for 上海: lq = (10/100) / (649.79/1049.79) = 0.16156, u = 0.8923; mass min(2/10, 10/1000) = 0.01, u = 1/3 + 0.99/1.8 = 0.8833; dominance 0.36 + 0.16, u = 1/3 + 0.34/0.66
-- = 0.8485; copycat 4 of 5, u = 1/3 + 0.45/0.9 = 0.8333; the raw shift is -ln(639.79/590)/3 = -0.0270, of which 0.0011/(0.0011 + 0.9/1.923) is no noise of 100/52 = 1.923 firms: -0.00006, u = 0.2229;
-- the branch grew by 0.0270 elsewhere, u = 0; the region's other industry did not grow, nor did it elsewhere, u = 1/3 - 0.005/0.045 = 0.2222; ambition: the plan doubles in three years; of the forty and itself 2
-- did: 2/41, u = 1/3 + (0.25 - 2/41)/0.45 = 0.7805; leverage: 36 over 2020 to 2025, 6 a year over 20, u = 2/3; design_gap: target and competition of four, u = 1/3 + (1/2 - 1/4)/0.75 = 2/3.
-- Pillars 0.8923 (a third of it known), 0.8659 (0.8), 0.8333 (a third), 0.1484 (0.6), 0.7046 (all): score 100 sqrt((0.2654 + 0.5998 + 0.2315 + 0.0132 + 0.4965)/3.0667) = 72.38; contributions are its shares of these,
-- within a pillar of risks. Structure and ambition are at 2/3 and known by half and more. With copycat at 1/3 it is 67.85, with ambition 68.01, which 10 percent a year would be, as 11 of the 41 did; with leverage 69.05.
SELECT section, ordinal, indicator, r(value) AS value, r(risk) AS risk, r(contribution) AS contribution, peer_rank, peers, r(score_if) AS score_if, sentence
FROM told WHERE region = '上海';
-- Equal counties have equal ranks; of what F lists nobody has heard. B: lq = 0.38/0.61897 = 0.6139, u = 0.5907; mass 0.038, u = 0.8678; a single owner, u = 1; copycat 4 of 5,
-- u = 0.8333; the shift of one firm is all noise, u = 0.2225; leverage 19/76 = 0.25, u = 0.5833; none of four safeguards, u = 1. Pillars 0.5907 (1/3), 0.9339 (0.8), 0.8333 (1/3), 0.1482 (0.6), 0.7917 (2/3);
-- score 100 sqrt((0.1163 + 0.6977 + 0.2315 + 0.0132 + 0.4178)/2.7333) = 73.50
SELECT region, section, ordinal, indicator, r(contribution) AS contribution, peer_rank, peers, sentence FROM told
WHERE region IN ('B', 'E', 'F') AND (section NOT IN ('reason', 'strength') OR region = 'F' OR region = 'B' OR indicator = 'lq');
-- The same in Chinese; labels are left alone.
SELECT section, ordinal, sentence FROM policy_risk_explain('panel', 'policies', 2022, model => 'plain', language => 'zh') WHERE region = '上海';
SELECT sentence FROM policy_risk_explain('panel', 'policies', 2022, language => 'zh') WHERE region = 'F';

-- Reasons are the largest contributions, five at most; strengths the lowest risks; every change is the score of the values with that one at its cut.
CREATE TABLE measured AS SELECT * FROM policy_risk_indicators('panel', 'policies', 2022, model => 'plain');
SELECT count(*) FILTER (WHERE t.indicator IS DISTINCT FROM m.indicator OR t.contribution IS DISTINCT FROM m.contribution) AS differ, count(*)
FROM (SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY region ORDER BY contribution DESC, indicator = 'copycat' DESC) AS place FROM measured WHERE contribution >= 1) AS m WHERE place <= 5) AS m
FULL JOIN (SELECT * FROM told WHERE section = 'reason' AND contribution IS NOT NULL) AS t ON (t.region, t.ordinal) = (m.region, m.place);
SELECT count(*) FILTER (WHERE t.risk >= 1 / 3.0 OR t.risk > (SELECT max(risk) FROM (SELECT risk FROM measured AS m WHERE m.region = t.region AND pillar IS NOT NULL ORDER BY risk LIMIT 3) AS m)) AS wrong, count(*)
FROM told AS t WHERE section = 'strength';
SELECT c.region, c.indicator, abs(c.score_if - p.score) < 1e-9 AS as_scored, p.band
FROM told AS c, LATERAL (SELECT array_agg(t.indicator) AS i, array_agg(CASE WHEN t.indicator = c.indicator THEN c.value ELSE t.value END) AS v
    FROM measured AS t WHERE t.pillar IS NOT NULL AND t.region = c.region) AS a, policy_risk_score(i, v, 'plain') AS p WHERE c.section = 'change' ORDER BY 1, c.ordinal;
DROP TABLE measured;

-- Phrases: the languages say the same things, of every indicator, with words that exist.
SELECT key FROM policy_risk_phrases WHERE model = 'standard' GROUP BY key HAVING count(*) <> 2;
SELECT indicator FROM policy_risk_cuts WHERE model = 'standard' AND pillar IS NOT NULL
AND (NOT EXISTS (SELECT FROM policy_risk_phrases WHERE key = 'reason.' || indicator) OR movable AND NOT EXISTS (SELECT FROM policy_risk_phrases WHERE key = 'change.' || indicator));
SELECT indicator FROM policy_risk_catalog WHERE model = 'standard' AND NOT EXISTS (SELECT FROM policy_risk_phrases WHERE key = 'name.' || indicator);
SELECT DISTINCT w[1] FROM policy_risk_phrases, regexp_matches(phrase, '\{(\w*)\}', 'g') AS w WHERE model = 'standard' AND key NOT LIKE 'outlook%' AND w[1] <> ALL (string_to_array(
    'region industry as_of score score_low score_high score_if_best score_if_worst band band_low band_high coverage grade flagged unknown_label rank rank_th through of size measure firms n mass_firms mass_size missing proxies lacking target '
    'target_year asked name value distance elevated_from high_from contribution cases count too_many equal equal_from score_if band_if fall asked_if', ' '));
-- A phrase of one's own, with a word that there is not, an open brace, and words that only others may use; a language of one's own, that lacks most.
UPDATE policy_risk_phrases SET phrase = '{region} {as_of}: {nonsense} {value} {score_if} {' WHERE model = 'plain' AND language = 'en' AND key = 'summary';
DELETE FROM policy_risk_phrases WHERE model = 'plain' AND language = 'en' AND key <> 'summary';
INSERT INTO policy_risk_phrases VALUES ('plain', 'fr', 'caveat.claim', 'Ceci n''est pas une prévision.'), ('plain', 'fr', 'change.copycat', '{name} {value} {count} {cases} {score_if} {contribution} {fall} {high_from}');
SELECT section, sentence FROM told WHERE region = 'B' AND section <> 'reason';
SELECT section, sentence FROM policy_risk_explain('panel', 'policies', 2022, model => 'plain', language => 'fr') WHERE region = 'B' AND section <> 'reason';
-- Phrases that name themselves.
INSERT INTO policy_risk_phrases VALUES ('plain', 'fr', 'firms', 'a {firms}');
\set VERBOSITY terse
SELECT count(*) FROM policy_risk_explain('panel', 'policies', 2022, model => 'plain', language => 'fr');
\set VERBOSITY default
SELECT count(*) FROM policy_risk_explain('panel', 'policies', 2022, language => 'fr');
SELECT count(*) FROM policy_risk_explain('panel', 'policies', 2022, language => NULL);
-- Titles: in the language, else without one, else any; of regions, too.
CREATE TABLE titles (code text, language text, title text);
INSERT INTO titles VALUES ('汽车', 'en', 'Cars'), ('汽车', 'zh', '汽车制造业'), ('B', NULL, 'Birmingham'), ('上海', 'fr', 'Shanghaï'), ('上海', 'de', 'Schanghai'), (NULL, 'en', 'nothing'), ('C', 'en', NULL);
SELECT sentence FROM policy_risk_explain('panel', 'policies', 2022, model => 'plain', titles => 'titles') WHERE section = 'summary';
SELECT sentence FROM policy_risk_explain('panel', 'policies', 2022, language => 'zh', titles => 'titles') WHERE section = 'summary' AND region = 'B';
SELECT count(*) FROM policy_risk_explain('panel', 'policies', 2022, titles => 'policies');
DROP TABLE titles;
-- Pairs that nobody targets, one of them unheard of; one alone has no rank to tell.
SELECT section, ordinal, sentence FROM policy_risk_explain('panel', 'policies', 2022, (SELECT cluster_matrix_agg('p1', '汽车', 1)));
SELECT section, ordinal, sentence FROM policy_risk_explain('panel', NULL, 2022, (SELECT cluster_matrix_agg('Mars', 'ice', 1)));
SELECT section, ordinal, sentence FROM policy_risk_explain('panel', NULL, 2022, (SELECT cluster_matrix_agg('B', 'ice', 1)), language => 'zh');
DELETE FROM policy_risk_models WHERE model = 'plain';
DROP TABLE policies CASCADE;
DROP VIEW panel CASCADE;
DROP TABLE plants;
DROP FUNCTION r;
