-- Industries are words here; what is told of prefixes of words is in reshape.
SET client_min_messages = warning;
-- Risk indicators and scores of targeted pairs.
\pset null '-'
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 6) $$;
-- Six places with 100 workers each. Cars in A: firms of 6 and 4, before one of 20; elsewhere one firm of 38 each, always; the rest is food, one firm each.
CREATE TABLE figures (year int, measure text, region text, industry text, x float8);
INSERT INTO figures SELECT y, 'employment', r, i, CASE i WHEN 'car' THEN 38 ELSE 62 END FROM unnest(ARRAY[2017, 2020]) AS y, unnest(ARRAY['B', 'C', 'D', 'E', 'F']) AS r, unnest(ARRAY['car', 'food']) AS i;
INSERT INTO figures VALUES (2020, 'employment', 'A', 'car', 6), (2020, 'employment', 'A', 'car', 4), (2020, 'employment', 'A', 'food', 90), (2017, 'employment', 'A', 'car', 20), (2017, 'employment', 'A', 'food', 80);
INSERT INTO figures SELECT 2020, m, r, i, CASE m WHEN 'value_added' THEN 100 WHEN 'emissions' THEN 10 ELSE CASE i WHEN 'car' THEN 76 ELSE 62 END END
FROM unnest(ARRAY['capital', 'classified_capital', 'value_added', 'emissions']) AS m, unnest(ARRAY['B', 'C', 'D', 'E', 'F']) AS r, unnest(ARRAY['car', 'food']) AS i;
INSERT INTO figures SELECT 2020, v.m, 'A', v.i, v.x FROM (VALUES ('capital', 'car', 40), ('capital', 'car', 10), ('capital', 'food', 90), ('classified_capital', 'car', 40), ('classified_capital', 'car', 10),
    ('zombie_capital', 'car', 10), ('value_added', 'car', 40), ('output', 'car', 100), ('output', 'food', 50), ('subsidy', 'car', 2), ('subsidy', 'food', 3), ('outside_employment', 'car', 6), ('export', 'car', 20),
    ('emissions', 'car', 8), ('capacity', 'car', 100), ('capacity_output', 'car', 70), ('capacity_employment', 'car', 4)) AS v(m, i, x);
INSERT INTO figures VALUES (2020, 'capacity', 'B', 'car', 100), (2020, 'capacity_output', 'B', 'car', 80), (2020, 'capacity_employment', 'B', 'car', 38);
CREATE TABLE panel AS SELECT year AS period, measure, cluster_matrix_agg(region, industry, x) AS matrix FROM figures GROUP BY 1, 2;
INSERT INTO panel SELECT 2018, 'input_coefficients', cluster_matrix_from_cells(j, i, NULL, a, NULL, NULL, NULL) FROM (VALUES ('food', 'car', 0.3), ('car', 'car', 0.1), ('steel', 'car', 0.1)) AS v(j, i, a);
CREATE TABLE policies (region text, industry text, start_year int, end_year int, amount float8, target_value float8, target_year int, is_competitive boolean, has_review boolean);
INSERT INTO policies VALUES ('A', 'car', 2017, 2021, 20, 20, 2023, false);
INSERT INTO policies SELECT r, 'car', 2019 FROM unnest(ARRAY['B', 'C', 'D', 'E', 'F']) AS r;
CREATE VIEW told AS SELECT * FROM policy_risk_indicators('panel', 'policies', 2020);
-- By hand, A: lq: a firm of cars has 200/7, five of them 142.857; (10 + 142.857)/(100/3 + 142.857) = 0.867568; factor_gap ln((380/190)/(90/90)); mass min(2/10, 10/1000); dominance .36 + .16;
-- footloose 6/10; copycat 5/5; of overcapacity 4 of 10 workers are known, too few; one plan has a target; subsidy 2/40; zombie (2 * 10/50 + 10 * 10/430)/12 = 0.052713; linkage: food's lq is
-- (90 + 333.33)/(66.67 + 333.33) > 1, steel's unknown: (0.3 + 0.1 * 0.867568)/0.5 = 0.773514; raw_shift ln(10/20)/3 = -.231049, and local_shift that of one firm where twelve cells are too few to tell noise: times .0011/(.0011 + .9/1);
-- branch_outlook: 190 elsewhere, then and now; region_trend: ln(90/80)/3, as food elsewhere stands still; twelve cells are too few cases of ambition; leverage 20/5 over 40; design_gap: an end that is yet
-- to come and a target of the four; export 20/100; champion_bias 1 - .52; A came first; env_gap ln(.2/.1); largest 6/10.
SELECT indicator, r(value) AS value, r(risk) AS risk, r(elevated_from) AS elevated, r(high_from) AS high, status, firms, r(effective_firms) AS effective, pillar FROM told WHERE region = 'A';
-- Pillars: fit mean(1/3 + .132432/1.5, .471658) = .446650; structure (.883333 + .848485 + .5 * 2/3)/2.5 = .826061; crowding 1; softbudget mean(2/3, .342377, 0) = .336348; dynamics
-- mean(.225356, 2/9, 0) = .149193; ambition mean(1/3, 2/3) = .5; they weigh 2/3, 1, 1/3, 1, 3/5, 2/3, of 6: .711111; score 100 sqrt(weighted mean of squares) = 58.1322; of few firms, in dominance, footloose,
-- subsidy and local_shift, are 19.03 of it, not half.  With what is missing at 0: .297767, .826061, 1/3, .336348, .089516, 1/3; at 1: .631100, .826061, 1, .336348, .489516, 2/3.  Flags: structure; a third of
-- crowding is known.
SELECT region, industry, r(score) AS score, band, band_code, r(score_if_best) AS if_best, r(score_if_worst) AS if_worst, band_if_best, band_if_worst, r(coverage) AS coverage, grade, flags, flagged
FROM policy_risk_scores('panel', 'policies', 2020) WHERE region = 'A';
SELECT fragile, has_proxy, status, stage, firms, r(effective_firms) AS effective, model, as_of FROM policy_risk_scores('panel', 'policies', 2020) WHERE region = 'A';
SELECT indicator, r(contribution) AS contribution FROM told WHERE region = 'A' AND contribution IS NOT NULL;
SELECT abs(sum(contribution) - score) < 1e-12 AS adds_up FROM told JOIN policy_risk_scores('panel', 'policies', 2020) USING (region, industry) WHERE region = 'A' GROUP BY score;
-- B: five of five peers; A adopted before, C to F did not: 1/5; local_shift ln((10 + 152)/(20 + 152)) less, over three years: 0.019966, times .0011/.9011; zombie (10 * 10/430)/11; both safeguards that columns
-- tell of are absent, and the others not told
SELECT indicator, r(value) AS value, status FROM told WHERE region = 'B' AND indicator IN ('copycat', 'overcapacity', 'follower_rank', 'local_shift', 'subsidy', 'leverage', 'design_gap', 'ambition', 'zombie', 'footloose');
SELECT count(*), count(DISTINCT region) FROM told;

-- What if: pairs that nobody targets, food in A among them, which has subsidies and output but no value added of its own: 3 / (50 * 500/50); and pairs of which the
-- panel does not know the region, or the industry, or both: they are not empty, there is nothing to say.
CREATE VIEW asked AS SELECT cluster_matrix_agg(region, industry, 0) AS pairs FROM (VALUES ('A', 'food'), ('Mars', 'food'), ('A', 'ice'), ('Mars', 'ice')) AS v(region, industry);
SELECT region, industry, max(r(value)) FILTER (WHERE indicator = 'lq') AS lq, max(r(value)) FILTER (WHERE indicator = 'mass') AS mass, max(r(value)) FILTER (WHERE indicator = 'copycat') AS copycat,
       max(r(value)) FILTER (WHERE indicator = 'subsidy') AS subsidy, max(r(value)) FILTER (WHERE indicator = 'zombie') AS zombie, string_agg(DISTINCT status, ' ' ORDER BY status) AS statuses
FROM asked, policy_risk_indicators('panel', 'policies', 2020, pairs) GROUP BY 1, 2 ORDER BY 1, 2;
SELECT region, industry, band, status, stage, firms, effective_firms, r(coverage) AS coverage, score_low, score_if_best, score_if_worst FROM asked, policy_risk_scores('panel', 'policies', 2020, pairs);
SELECT count(*) FROM asked, policy_risk_indicators('panel', NULL, 2020, pairs) WHERE status = 'no_policy';
-- Cars in A had twenty workers, and have a firm of none: it is there, so what is asked of firms applies; money over no value added is all of it. lq: 190 of 590 are of six firms: (0 + 158.333333)/(28.983051 + 158.333333) = 0.845272.
CREATE VIEW ruin AS
SELECT period, measure, matrix FROM panel WHERE measure NOT IN ('value_added', 'output') AND NOT (measure = 'employment' AND period = 2020)
UNION ALL SELECT 2020, 'employment', cluster_matrix_agg(region, industry, x) FROM figures WHERE year = 2020 AND measure = 'employment' AND (region, industry) <> ('A', 'car')
UNION ALL SELECT 2020, 'employment', cluster_matrix_agg('A', 'car', 0)
UNION ALL SELECT 2020, 'value_added', cluster_matrix_agg(region, industry, x) FROM figures WHERE measure = 'value_added' AND region <> 'A';
SELECT indicator, r(value) AS value, risk, status FROM policy_risk_indicators('ruin', 'policies', 2020) WHERE region = 'A' AND indicator IN ('subsidy', 'leverage', 'local_shift', 'dominance', 'mass', 'zombie', 'lq');
SELECT status, stage, firms FROM policy_risk_scores('ruin', 'policies', 2020) WHERE region = 'A';
-- Published figures do not tell firms: the quotient is as it is, 10/(100/3), and called a substitute; mass and owners are not known, nor how
-- much of growth is noise; subsidies are.
CREATE VIEW published AS
SELECT year AS period, measure, cluster_matrix_from_cells(region, industry, NULL, x, NULL, NULL, NULL) AS matrix FROM (SELECT year, measure, region, industry, sum(x) AS x FROM figures GROUP BY 1, 2, 3, 4) AS f GROUP BY 1, 2;
SELECT indicator, r(value) AS value, status, firms, effective_firms FROM policy_risk_indicators('published', 'policies', 2020) WHERE region = 'A' AND indicator IN ('lq', 'mass', 'dominance', 'top1_share', 'subsidy', 'zombie', 'local_shift', 'raw_shift');
-- Without capital zombies are counted by employment, which is called a substitute.
INSERT INTO panel SELECT 2020, m, cluster_matrix_agg('A', 'car', x) FROM (VALUES ('zombie_employment', 4), ('classified_employment', 6), ('classified_employment', 4)) AS v(m, x) GROUP BY m;
CREATE VIEW poor AS SELECT * FROM panel WHERE measure NOT IN ('zombie_capital', 'capital', 'classified_capital');
SELECT indicator, r(value) AS value, status FROM policy_risk_indicators('poor', 'policies', 2020) WHERE region = 'A' AND indicator IN ('factor_gap', 'zombie');
SELECT has_proxy FROM policy_risk_scores('poor', 'policies', 2020) WHERE region = 'A';

-- Of a place without firms.  B to F as above; Z has food alone, 100 of it; Y had cars, 20 beside 80 of food, and has 100 of food.  Seven lists have cars, and two tell of a review.
CREATE TABLE land AS SELECT year AS period, 'employment' AS measure, cluster_matrix_agg(region, industry, x) AS matrix FROM (
    SELECT year, region, industry, x FROM figures WHERE measure = 'employment' AND region <> 'A'
    UNION ALL VALUES (2017, 'Z', 'food', 100), (2020, 'Z', 'food', 100), (2017, 'Y', 'car', 20), (2017, 'Y', 'food', 80), (2020, 'Y', 'food', 100)) AS f GROUP BY year;
CREATE TABLE hopes AS SELECT r AS region, 'car' AS industry, nullif(r IN ('Y', 'Z'), false) AS has_review FROM unnest(ARRAY['B', 'C', 'D', 'E', 'F', 'Y', 'Z']) AS r;
INSERT INTO hopes VALUES ('Z', 'spaceships'), ('Atlantis', 'car');
-- Z: a firm of cars has 38: lq 190/(100 * 190/700 + 190) = .875; no firms is a mass of risk 1; copycat 7/7, Atlantis among them; branch_outlook ln(190/210)/3; region_trend -ln(410/390)/3; design_gap 3/4.
-- Y had cars: all of them are gone, which is a local shift of risk 1.  Where there are none of it, then and now, there is no shift to speak of.
SELECT indicator, r(max(value) FILTER (WHERE region = 'Z')) AS z, r(max(risk) FILTER (WHERE region = 'Z')) AS z_risk, max(status) FILTER (WHERE region = 'Z') AS z_status,
       r(max(value) FILTER (WHERE region = 'Y')) AS y, max(status) FILTER (WHERE region = 'Y') AS y_status
FROM policy_risk_indicators('land', 'hopes', 2020) WHERE region IN ('Y', 'Z') AND industry = 'car' GROUP BY 1 ORDER BY max(array_position(ARRAY(SELECT indicator FROM policy_risk_indicator_cards()), indicator));
-- Pillars: .416667 of 1/3, 1 of 1, 1 of 1/2 (overcapacity does not apply), nothing of linkage, (.592902 + .592670)/2 of 2/3 (neither local shift nor volatility applies), 1 of 1/3: 2.8333 of 6 are .4722;
-- 100 sqrt((.173611/3 + 1 + 1/2 + .351395 * 2/3 + 1/3)/2.8333) = 86.6120.  With what is not known at 0: .138889, 1, 1/2, 0, .395191, 1/3; at 1: .805556, 1, 1, 1, .728524, 1.
SELECT region, industry, r(score) AS score, band, r(score_if_best) AS if_best, r(score_if_worst) AS if_worst, r(coverage) AS coverage, grade, flagged, status, stage, firms
FROM policy_risk_scores('land', 'hopes', 2020) WHERE region IN ('Atlantis', 'Z') ORDER BY 1, 2;
-- An end counts as far as it was known: decided by 2020, or, without word of when, yet to come.  3/4, 4/4, 3/4, unknown, 3/4, 4/4, and what is said of the end itself.
CREATE TABLE ends AS SELECT * FROM (VALUES ('B', 2021, 2019, NULL), ('C', 2021, 2021, NULL), ('D', 2021, NULL, NULL), ('E', 2020, NULL, NULL), ('F', 2020, 2018, NULL), ('Y', NULL, 2018, NULL),
    ('Z', 2021, 2019, false)) AS v(region, end_year, decided, has_end), (SELECT 'car' AS industry) AS i;
SELECT region, value AS design_gap, status FROM policy_risk_indicators('land', 'ends', 2020) WHERE indicator = 'design_gap';
ALTER TABLE ends DROP decided;
SELECT region, value AS design_gap, status FROM policy_risk_indicators('land', 'ends', 2020) WHERE indicator = 'design_gap' AND region IN ('C', 'E', 'F');

-- The stage is told by what happened, whether or not that is noise: of two firms one is gone.
CREATE VIEW fading AS SELECT year AS period, 'employment' AS measure, cluster_matrix_agg(region, industry, 10) AS matrix
FROM (VALUES (2017, 'A', 'car'), (2017, 'A', 'car'), (2020, 'A', 'car'), (2017, 'B', 'car'), (2020, 'B', 'car'), (2017, 'A', 'food'), (2020, 'A', 'food')) AS v(year, region, industry) GROUP BY year;
SELECT stage, firms FROM policy_risk_scores('fading', 'policies', 2020) WHERE region = 'A';
DROP VIEW fading;

-- Plausible ranges lie between the best and the worst; a pair asked alone has the same as among others; seeds tell draws apart, and nothing else; no draws, no range.
SELECT count(s.score_low) AS ranges, bool_and(s.score_if_best <= s.score_low AND s.score_low < s.score_high AND s.score_high <= s.score_if_worst) AS in_order,
       bool_and((alone.score, alone.score_low, alone.score_high) = (s.score, s.score_low, s.score_high)) AS alone
FROM policy_risk_scores('panel', 'policies', 2020) AS s, LATERAL (SELECT cluster_matrix_agg(r, i, 1) AS pair FROM (VALUES (s.region, s.industry)) AS v(r, i)) AS one, policy_risk_scores('panel', 'policies', 2020, pair) AS alone;
-- Nor do other places without firms that are asked about change it, although where plans are few all cells are drawn from.
CREATE TABLE sparse AS SELECT y AS period, 'employment' AS measure, cluster_matrix_agg('R' || r, 'I' || i, (r * (i - 10) * 7 + y) % 23 + 1) AS matrix
FROM generate_series(10, 21) AS r, generate_series(10, 25) AS i, unnest(ARRAY[2017, 2020]) AS y WHERE (r * 3 + i + r * i) % 4 > 0 GROUP BY y;
CREATE TABLE few AS SELECT 'R' || r AS region, 'I10' AS industry, r % 2 = 0 AS has_review FROM generate_series(10, 17) AS r;
SELECT count(*) AS pairs, count(s.score_low) AS ranges, bool_and((alone.score_low, alone.score_high) = (s.score_low, s.score_high)) AS alone
FROM (SELECT cluster_matrix_agg('R' || r, 'I' || i, 1) AS pairs FROM generate_series(10, 21) AS r, generate_series(10, 25) AS i WHERE (r * 3 + i + r * i) % 4 = 0) AS p, policy_risk_scores('sparse', 'few', 2020, pairs) AS s,
    LATERAL (SELECT cluster_matrix_agg(r, i, 1) AS pair FROM (VALUES (s.region, s.industry)) AS v(r, i)) AS one, policy_risk_scores('sparse', 'few', 2020, pair) AS alone;
SELECT (SELECT count(*) FROM (SELECT * FROM policy_risk_scores('panel', 'policies', 2020) EXCEPT SELECT * FROM policy_risk_scores('panel', 'policies', 2020, draws => 500, seed => 1)) AS d) AS same,
       (SELECT bool_and((s.score, s.score_if_best) = (o.score, o.score_if_best)) AND bool_or(s.score_low <> o.score_low) FROM policy_risk_scores('panel', 'policies', 2020) AS s
        JOIN policy_risk_scores('panel', 'policies', 2020, seed => 2) AS o USING (region, industry)) AS other_seed;
SELECT count(score) AS scores, count(score_low) AS lows, count(score_high) AS highs FROM policy_risk_scores('panel', 'policies', 2020, draws => 0);
-- Everything known: the score is all that is plausible.  B alone tells its use of capacity, .8, of risk 1/9, which is drawn for all others: 100 sqrt((.421622^2 + 1/81)/2) = 30.8310, less than what is
-- known of A.
SELECT policy_risk_copy_model('standard', 'capacity');
UPDATE policy_risk_models SET minimum_coverage = 0, minimum_pillars = 1 WHERE model = 'capacity';
UPDATE policy_risk_cuts SET pillar = NULL WHERE model = 'capacity' AND indicator NOT IN ('lq', 'overcapacity');
SELECT region, coverage, r(score) AS score, r(score_low) AS low, r(score_high) AS high, r(score_if_best) AS if_best, r(score_if_worst) AS if_worst FROM policy_risk_scores('panel', 'policies', 2020, model => 'capacity') WHERE region < 'C';
DELETE FROM policy_risk_models WHERE model = 'capacity';
-- Plans that are worse have no lower score: others follow, safeguards go, money grows.
CREATE TABLE worse AS SELECT *, 'car' AS wanted FROM policies;
UPDATE worse SET is_competitive = true, has_review = true WHERE region = 'A';
UPDATE worse SET industry = 'food' WHERE region <> 'A';
CREATE TABLE steps (step serial, did text, score float8, band_code int);
CREATE FUNCTION step(did text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'UPDATE worse SET ' || did;
    INSERT INTO steps (did, score, band_code) SELECT step.did, s.score, s.band_code FROM policy_risk_scores('panel', 'worse', 2020, draws => 0) AS s WHERE s.region = 'A';
END $$;
SELECT count(step(did)) FROM unnest(ARRAY['amount = amount', $$industry = wanted WHERE region = 'B'$$, $$industry = wanted WHERE region < 'D'$$, 'industry = wanted', 'has_review = NULL', 'is_competitive = false',
    'amount = 2 * amount', 'end_year = NULL', 'target_value = NULL', 'amount = 3 * amount', 'amount = 1e9 * amount']) AS did;
SELECT did, r(score) AS score, band_code, score >= lag(score, 1, 0::float8) OVER w AND band_code >= lag(band_code, 1, 1) OVER w AS no_lower FROM steps WINDOW w AS (ORDER BY step) ORDER BY step;
DROP FUNCTION step;
DROP TABLE worse, steps, land, hopes, ends, sparse, few;

-- Policies: only region and industry, always active; several of a pair; past, future, and of which little is said.
CREATE TABLE bare (region text, industry text);
INSERT INTO bare SELECT region, industry FROM policies;
SELECT indicator, r(value) AS value, status FROM policy_risk_indicators('panel', 'bare', 2020) WHERE region = 'A' AND indicator IN ('copycat', 'design_gap', 'leverage', 'ambition', 'local_shift', 'follower_rank');
CREATE TABLE plans (region text, industry text, start_year int, end_year numeric, amount int, amount_unit text, target_value float8, target_year int, measure text, has_end boolean, p int, j int, m text, x text);
-- A: growth is counted from 2017; 10 over two years and 30 over three are 15 a year, if units were not mixed; the target of 2018 is past, 40 in 2025 asks for less growth a year than 30 in 2021, for
-- which there are no windows of a year; of four safeguards of three policies three targets and one end, that of 2021,
-- are there: 1 - 4/12; of the other two that ever had it in mind one came first; neither is active, so there are no peers.
INSERT INTO plans VALUES ('A', 'car', 2019, 2020, 10, 'CNY', 500, 2018), ('A', 'car', 2019, 2021, 30, 'CNY', 40, 2025), ('A', 'car', NULL, NULL, NULL, NULL, 30, 2021),
    ('B', 'car', 2021, NULL, 7, 'USD', NULL, NULL), ('C', 'car', 1990, 2019, 7, 'USD', NULL, NULL);
SELECT indicator, r(value) AS value, status FROM policy_risk_indicators('panel', 'plans', 2020) WHERE indicator IN ('copycat', 'design_gap', 'leverage', 'ambition', 'local_shift', 'follower_rank');
-- Amounts of mixed units are unknown; those of one unit are asked for.
SELECT r(value) AS leverage FROM policy_risk_indicators('panel', 'plans', 2020, amount_unit => 'CNY') WHERE indicator = 'leverage';
SELECT value, status FROM policy_risk_indicators('panel', 'plans', 2020, amount_unit => 'USD') WHERE indicator = 'leverage';
-- Targets in money need the past of that money: forty places that all doubled.
INSERT INTO panel SELECT y, 'value_added', cluster_matrix_agg('p' || g, 'car', 40 * CASE y WHEN 2019 THEN 1 ELSE 2 END) FROM generate_series(1, 40) AS g, unnest(ARRAY[2018, 2019]) AS y GROUP BY y;
CREATE TABLE money (region text, industry text, target_value float8, target_year int, measure text);
INSERT INTO money VALUES ('A', 'car', 80, 2021, 'value_added'), ('B', 'car', 1000, 2020, 'value_added'), ('C', 'car', 1000, 2021, 'nonsense'), ('D', 'car', 0, 2021, 'export');
SELECT region, r(value) AS ambition, status FROM policy_risk_indicators('panel', 'money', 2020) WHERE indicator = 'ambition';
DELETE FROM panel WHERE measure = 'value_added' AND period < 2020;

-- Labels of plans: shares split the amount; 10 * .25 / 40 a year
CREATE TABLE map (policy_label text, industry text, share float8);
INSERT INTO map VALUES ('mobility', 'car', 0.25), ('mobility', 'food', 0.75), ('void', NULL, 1);
CREATE TABLE labels (region text, industry text, amount float8);
INSERT INTO labels VALUES ('A', 'mobility', 10), ('A', 'void', 10), ('A', 'nobody', 10), ('A', NULL, 10);
SELECT industry, r(value) AS leverage, status FROM policy_risk_indicators('panel', 'labels', 2020, industry_map => 'map') WHERE indicator = 'leverage';
-- Levels: of the policies; of the tree by depth or in its own words; cycles have none. A has five peers only among its like.
ALTER TABLE policies ADD admin_level text;
UPDATE policies SET admin_level = CASE WHEN region = 'F' THEN 'province' ELSE 'city' END;
SELECT region, r(value) AS copycat, status FROM told WHERE indicator = 'copycat' AND region IN ('A', 'F');
CREATE TABLE tree (region text, parent text);
INSERT INTO tree VALUES ('land', NULL), ('A', 'land'), ('B', 'land'), ('C', 'land'), ('D', 'land'), ('E', 'land'), ('F', 'land');
SELECT region, r(value) AS copycat, status FROM policy_risk_indicators('panel', 'policies', 2020, region_tree => 'tree') WHERE indicator = 'copycat' AND region IN ('A', 'F');
UPDATE tree SET parent = 'E' WHERE region = 'F';
UPDATE tree SET parent = 'F' WHERE region = 'E';
SELECT region, value AS copycat, status FROM policy_risk_indicators('panel', 'policies', 2020, region_tree => 'tree') WHERE indicator = 'copycat' AND region IN ('A', 'F');
ALTER TABLE tree ADD admin_level text;
UPDATE tree SET admin_level = 'county';
-- A county needs less: 5 firms, 20 workers; min(2/5, 10/20)
SELECT policy_risk_copy_model('standard', 'counties');
INSERT INTO policy_risk_levels VALUES ('counties', 'county', 5, 20);
SELECT region, r(value) AS mass FROM policy_risk_indicators('panel', 'policies', 2020, model => 'counties', region_tree => 'tree') WHERE indicator = 'mass' AND region IN ('A', 'F');
DELETE FROM policy_risk_models WHERE model = 'counties';
-- Another base: shares of capital. A car: 50 of 140, of 430 and 830; five firms of 430/7: (50 + 307.142857)/(72.530120 + 307.142857)
SELECT r(value) AS lq FROM policy_risk_indicators('panel', 'policies', 2020, measure => 'capital') WHERE region = 'A' AND indicator = 'lq';

-- Names that need quotes, a relation of another schema, columns named as aliases of ours, and no schema in the path.
CREATE SCHEMA "Odd ""schema";
CREATE VIEW "Odd ""schema"."a; b" AS SELECT 1 AS m, 2 AS p, 3 AS y, 4 AS x, period::bigint, measure::varchar, matrix FROM panel;
CREATE VIEW "Odd ""schema"."c'd" AS SELECT *, 1 AS p, 2 AS j, 3 AS m, 4 AS x, 5 AS r FROM policies;
CREATE VIEW "Odd ""schema".tree AS SELECT *, 1 AS m, 2 AS t, 3 AS d, 4 AS depth FROM tree;
CREATE VIEW "Odd ""schema".map AS SELECT *, 1 AS m, 2 AS y, 3 AS shares FROM (SELECT 'car' AS policy_label, 'car' AS industry) AS one;
SELECT count(*), count(o.value), count(*) FILTER (WHERE o.value IS DISTINCT FROM t.value AND o.indicator <> 'copycat') AS changed
FROM policy_risk_indicators('"Odd ""schema"."a; b"', '"Odd ""schema"."c''d"', 2020, industry_map => '"Odd ""schema".map', region_tree => '"Odd ""schema".tree') AS o JOIN told AS t USING (region, industry, indicator);
DROP SCHEMA "Odd ""schema" CASCADE;
CREATE MATERIALIZED VIEW refreshed AS SELECT * FROM policy_risk_scores('panel', 'policies', 2020);
SET search_path = pg_catalog, pg_temp;
REFRESH MATERIALIZED VIEW public.refreshed;
SELECT count(*) FROM public.refreshed;
RESET search_path;
DROP MATERIALIZED VIEW refreshed;
BEGIN READ ONLY;
SELECT count(*) FROM policy_risk_scores('panel', 'policies', 2020);
COMMIT;

-- Edges: no rows of policies, labels as long as they may be, Chinese, huge and tiny amounts, ties of all kinds, a panel in parts.
SELECT count(*) FROM policy_risk_scores('panel', 'policies', 2020) WHERE false;
CREATE TABLE none (region text, industry text);
SELECT count(*) FROM policy_risk_scores('panel', 'none', 2020);
INSERT INTO none VALUES (repeat('长', 341), repeat('业', 341)), ('', '');
SELECT length(region), length(industry), band, status FROM policy_risk_scores('panel', 'none', 2020);
CREATE TABLE extremes AS
SELECT 2020 AS period, measure, cluster_matrix_agg(r, i, x) AS matrix
FROM (VALUES ('huge', 'a', 1e150), ('huge', 'b', 1e-150), ('tiny', 'a', 1e-150), ('tiny', 'b', 1e-150)) AS v(r, i, x), unnest(ARRAY['employment', 'value_added', 'subsidy', 'capital']) AS measure GROUP BY 2;
CREATE TABLE most AS SELECT 'tiny' AS region, i AS industry, 1e300 AS amount, 1e300 AS target_value, 2021 AS target_year FROM unnest(ARRAY['a', 'b']) AS i;
-- b: expected is 2e-150 * 2e-150/1e150, nothing to a double: (1e-150 + 5e-150)/5e-150 = 1.2; money over nearly nothing is all of it
SELECT industry, indicator, value < 1 AS below_1, r(risk) AS risk, status FROM policy_risk_indicators('extremes', 'most', 2020) WHERE indicator IN ('lq', 'factor_gap', 'mass', 'dominance', 'subsidy', 'leverage', 'ambition') ORDER BY 1, 2;
-- Known are 2/3 of fit, .8 of structure, 1/3 of soft budgets, 2/3 of ambition: .411
SELECT industry, score BETWEEN 0 AND 100 AS sane, band, r(coverage) AS coverage FROM policy_risk_scores('extremes', 'most', 2020);

-- Who may read what.
CREATE ROLE regress_risk_reader;
GRANT SELECT ON policies TO regress_risk_reader;
SET ROLE regress_risk_reader;
SELECT count(*) FROM policy_risk_scores('panel', 'policies', 2020);
RESET ROLE;
GRANT SELECT ON panel TO regress_risk_reader;
ALTER TABLE policies ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON policies TO regress_risk_reader USING (region IN ('A', 'B'));
SET ROLE regress_risk_reader;
SELECT count(*) FROM policy_risk_scores('panel', 'policies', 2020);
UPDATE policy_risk_models SET exponent = 1;
SELECT policy_risk_copy_model('standard', 'mine');
RESET ROLE;
ALTER TABLE policies DISABLE ROW LEVEL SECURITY;
DROP POLICY own ON policies;
REVOKE ALL ON panel, policies FROM regress_risk_reader;
DROP ROLE regress_risk_reader;
-- It can be cancelled.
CREATE TABLE large AS SELECT 2020 AS period, 'employment' AS measure, cluster_matrix_agg(r::text, i::text, 1 + r * i % 7) AS matrix FROM generate_series(1, 400) AS r, generate_series(1, 400) AS i;
\set SHOW_CONTEXT never
SET statement_timeout = '20ms';
SELECT count(*) FROM large, policy_risk_scores('large', 'policies', 2020, matrix);
RESET statement_timeout;
\set SHOW_CONTEXT errors

-- Mistakes.
SELECT policy_risk_scores(NULL, 'policies', 2020);
SELECT policy_risk_scores('panel', NULL, 2020);
SELECT policy_risk_scores('panel', 'policies', NULL);
SELECT policy_risk_scores('panel', 'policies', 2019);
SELECT policy_risk_scores('panel', 'policies', 2016);
SELECT policy_risk_scores('panel', 'policies', 2020, model => 'nonsense');
SELECT policy_risk_scores('panel', 'policies', 2020, measure => 'nonsense');
SELECT policy_risk_scores('panel', 'policies', 2020, measure => 'input_coefficients');
SELECT policy_risk_scores('panel', 'policies', 2020, measure => 'profit');
SELECT policy_risk_scores('panel', 'policies', 2020, group_digits => -1);
SELECT policy_risk_scores('policies', 'policies', 2020);
SELECT policy_risk_scores('panel', 'panel', 2020);
SELECT policy_risk_scores('panel', 'policies', 2020, industry_map => 'policies');
SELECT policy_risk_scores('panel', 'policies', 2020, region_tree => 'policies');
SELECT policy_risk_scores(4294967295::oid::regclass, 'policies', 2020);
CREATE VIEW texts AS SELECT period, measure, matrix::text FROM panel;
SELECT policy_risk_scores('texts', 'policies', 2020);
CREATE VIEW dates AS SELECT make_date(period, 1, 1) AS period, measure, matrix FROM panel;
SELECT policy_risk_scores('dates', 'policies', 2020);
CREATE VIEW days AS SELECT period * 10000 + 1231 AS period, measure, matrix FROM panel;
SELECT policy_risk_scores('days', 'policies', 20201231);
TRUNCATE none;
ALTER TABLE none ADD start_year float8, ADD end_year float8, ADD amount float8, ADD target_value float8, ADD target_year float8;
CREATE FUNCTION try(region text, industry text, start float8, finish float8, amount float8, target float8, due float8) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE none;
    INSERT INTO none VALUES (region, industry, start, finish, amount, target, due);
    RETURN QUERY SELECT s.band FROM policy_risk_scores('panel', 'none', 2020) AS s;
END $$;
\set SHOW_CONTEXT never
SELECT try(NULL, 'car', NULL, NULL, NULL, NULL, NULL);
SELECT try('A', 'car', 2019.5, NULL, NULL, NULL, NULL);
SELECT try('A', 'car', 'NaN', NULL, NULL, NULL, NULL);
SELECT try('A', 'car', NULL, 1e7, NULL, NULL, NULL);
SELECT try('A', 'car', NULL, NULL, -1, NULL, NULL);
SELECT try('A', 'car', NULL, NULL, 'Infinity', NULL, NULL);
SELECT try('A', 'car', NULL, NULL, 'NaN', NULL, NULL);
SELECT try('A', 'car', NULL, NULL, NULL, -1, NULL);
SELECT try('A', 'car', NULL, NULL, NULL, 1, 'Infinity');
SELECT try(repeat('A', 1025), 'car', NULL, NULL, NULL, NULL, NULL);
ALTER TABLE none DROP start_year;
ALTER TABLE none ADD start_year date;
INSERT INTO none VALUES ('A', 'car', NULL, NULL, NULL, NULL, '2019-01-01');
SELECT policy_risk_scores('panel', 'none', 2020);
\set SHOW_CONTEXT errors
DROP FUNCTION try, r;
DROP VIEW told, asked, ruin, published, poor, texts, dates, days;
DROP TABLE figures, panel, policies, bare, plans, money, map, labels, tree, none, extremes, most, large;
