/*
 * How evidence becomes a risk score: models as rows, and the score of given values.
 *
 * Numbers in the checks are quoted so that they have the type of their column, whatever that is.
 */

CREATE TABLE @extschema@.policy_risk_models (
    model text PRIMARY KEY,
    description text NOT NULL,
    aggregation text NOT NULL DEFAULT 'power mean' CHECK (aggregation IN ('power mean', 'geometric safety')),
    exponent double precision NOT NULL DEFAULT 2 CHECK (exponent BETWEEN '1' AND '100'),
    shrinkage_firms double precision NOT NULL DEFAULT 5 CHECK (shrinkage_firms BETWEEN '0' AND '1e6'),
    mass_firms double precision NOT NULL DEFAULT 10 CHECK (mass_firms > '0' AND mass_firms < 'Infinity'),
    mass_size double precision NOT NULL DEFAULT 1000 CHECK (mass_size > '0' AND mass_size < 'Infinity'),
    elevated_score double precision NOT NULL DEFAULT 33.333333333333336 CHECK (elevated_score BETWEEN '0' AND '100'),
    high_score double precision NOT NULL DEFAULT 66.66666666666667 CHECK (high_score BETWEEN '0' AND '100'),
    flag_from double precision NOT NULL DEFAULT 0.6666666666666666 CHECK (flag_from BETWEEN '0' AND '1'),
    minimum_coverage double precision NOT NULL DEFAULT 0.4 CHECK (minimum_coverage BETWEEN '0' AND '1'),
    minimum_pillars integer NOT NULL DEFAULT 3 CHECK (minimum_pillars >= 1),
    grade_a double precision NOT NULL DEFAULT 0.8 CHECK (grade_a BETWEEN '0' AND '1'),
    grade_b double precision NOT NULL DEFAULT 0.6 CHECK (grade_b BETWEEN '0' AND '1'),
    CHECK (elevated_score <= high_score));
COMMENT ON TABLE @extschema@.policy_risk_models IS
'Models of policy risk: how pillars are put together and what the bands are. Those named standard... belong to the extension; copy one with policy_risk_copy_model to change it.';
COMMENT ON COLUMN @extschema@.policy_risk_models.model IS 'its name; those that begin with standard belong to the extension';
COMMENT ON COLUMN @extschema@.policy_risk_models.description IS 'what it is and why it differs';
COMMENT ON COLUMN @extschema@.policy_risk_models.aggregation IS 'power mean of the pillars'' risks, or 1 - geometric mean of their safety';
COMMENT ON COLUMN @extschema@.policy_risk_models.exponent IS 'of the power mean: 1 is the plain mean, large ones look at the worst pillar';
COMMENT ON COLUMN @extschema@.policy_risk_models.shrinkage_firms IS 'firms of prior evidence in the location quotient; 0 takes it as it is';
COMMENT ON COLUMN @extschema@.policy_risk_models.mass_firms IS 'firms that make a critical mass, unless policy_risk_levels tells for the administrative level';
COMMENT ON COLUMN @extschema@.policy_risk_models.mass_size IS 'workers that make a critical mass; not asked for where the measure counts none';
COMMENT ON COLUMN @extschema@.policy_risk_models.elevated_score IS 'band elevated from this score on, 0 to 100';
COMMENT ON COLUMN @extschema@.policy_risk_models.high_score IS 'band high from this score on';
COMMENT ON COLUMN @extschema@.policy_risk_models.flag_from IS 'a pillar''s risk from which on it is flagged beside the band, 0 to 1, if half of its weight is known';
COMMENT ON COLUMN @extschema@.policy_risk_models.minimum_coverage IS 'share of the weights that must be known for a score';
COMMENT ON COLUMN @extschema@.policy_risk_models.minimum_pillars IS 'pillars of which something must be known for a score';
COMMENT ON COLUMN @extschema@.policy_risk_models.grade_a IS 'coverage from which on the evidence is graded A';
COMMENT ON COLUMN @extschema@.policy_risk_models.grade_b IS 'coverage from which on the evidence is graded B';

CREATE TABLE @extschema@.policy_risk_pillars (
    model text NOT NULL,
    pillar text NOT NULL,
    ordinal integer NOT NULL,
    weight double precision NOT NULL DEFAULT 1 CHECK (weight BETWEEN '0' AND '1e6'),
    required boolean NOT NULL DEFAULT false,
    PRIMARY KEY (model, pillar));
COMMENT ON TABLE @extschema@.policy_risk_pillars IS 'Pillars of a model: kinds of failure, each with its weight in the score.';
COMMENT ON COLUMN @extschema@.policy_risk_pillars.model IS 'the model';
COMMENT ON COLUMN @extschema@.policy_risk_pillars.pillar IS 'a kind of failure';
COMMENT ON COLUMN @extschema@.policy_risk_pillars.ordinal IS 'place in lists';
COMMENT ON COLUMN @extschema@.policy_risk_pillars.weight IS 'in the score, 0 or more; only proportions matter';
COMMENT ON COLUMN @extschema@.policy_risk_pillars.required IS 'no score if nothing is known of it';

CREATE TABLE @extschema@.policy_risk_cuts (
    model text NOT NULL,
    indicator text NOT NULL,
    pillar text,
    weight double precision NOT NULL DEFAULT 1 CHECK (weight BETWEEN '0' AND '1e6'),
    elevated_from double precision,
    high_from double precision,
    proxy_elevated_from double precision,
    proxy_high_from double precision,
    movable boolean NOT NULL DEFAULT false,
    PRIMARY KEY (model, indicator),
    CHECK (elevated_from > '-Infinity' AND elevated_from < 'Infinity'),
    CHECK (high_from > '-Infinity' AND high_from < 'Infinity' AND high_from <> elevated_from),
    CHECK (proxy_elevated_from > '-Infinity' AND proxy_elevated_from < 'Infinity'),
    CHECK (proxy_high_from > '-Infinity' AND proxy_high_from < 'Infinity'),
    CHECK (coalesce(proxy_elevated_from, elevated_from) <> coalesce(proxy_high_from, high_from)));
COMMENT ON TABLE @extschema@.policy_risk_cuts IS 'Indicators of a model: their pillar, their weight in it, and from where their values are risky.';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.model IS 'the model';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.indicator IS 'one of the view policy_risk_catalog';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.pillar IS 'NULL: reported, not scored';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.weight IS 'within its pillar, 0 or more; only proportions matter';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.elevated_from IS 'value with risk 1/3';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.high_from IS 'value with risk 2/3; below elevated_from if less is riskier';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.proxy_elevated_from IS 'the same where a substitute is measured; NULL: as elevated_from';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.proxy_high_from IS 'the same where a substitute is measured; NULL: as high_from';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.movable IS 'can the policy itself change it?';

CREATE TABLE @extschema@.policy_risk_portfolio_cuts (
    model text NOT NULL,
    part text NOT NULL CHECK (part IN ('mean_risk', 'tail', 'breadth', 'founded', 'isomorphism', 'fiscal')),
    weight double precision NOT NULL DEFAULT 1 CHECK (weight >= '0' AND weight < 'Infinity'),
    elevated_from double precision,
    high_from double precision,
    PRIMARY KEY (model, part),
    CHECK (elevated_from <> high_from),
    CHECK (part NOT IN ('mean_risk', 'tail') OR elevated_from IS NULL AND high_from IS NULL));
COMMENT ON TABLE @extschema@.policy_risk_portfolio_cuts IS 'Parts of the score of a whole list: what they weigh, and from where their values are risky.';
COMMENT ON COLUMN @extschema@.policy_risk_portfolio_cuts.model IS 'the model';
COMMENT ON COLUMN @extschema@.policy_risk_portfolio_cuts.part IS 'mean_risk and tail, or one of the shape of the list';
COMMENT ON COLUMN @extschema@.policy_risk_portfolio_cuts.weight IS 'in the score of a list, 0 or more; only proportions matter';
COMMENT ON COLUMN @extschema@.policy_risk_portfolio_cuts.elevated_from IS 'value with risk 1/3; NULL: no risk is told';
COMMENT ON COLUMN @extschema@.policy_risk_portfolio_cuts.high_from IS 'value with risk 2/3; below elevated_from if less is riskier';

CREATE TABLE @extschema@.policy_risk_levels (
    model text NOT NULL,
    admin_level text NOT NULL,
    mass_firms double precision NOT NULL CHECK (mass_firms > '0' AND mass_firms < 'Infinity'),
    mass_size double precision NOT NULL CHECK (mass_size > '0' AND mass_size < 'Infinity'),
    PRIMARY KEY (model, admin_level));
COMMENT ON TABLE @extschema@.policy_risk_levels IS 'Critical mass by administrative level: a county needs less than a province.';
COMMENT ON COLUMN @extschema@.policy_risk_levels.model IS 'the model';
COMMENT ON COLUMN @extschema@.policy_risk_levels.admin_level IS 'as policies or the tree of regions name it';
COMMENT ON COLUMN @extschema@.policy_risk_levels.mass_firms IS 'firms that make a critical mass there';
COMMENT ON COLUMN @extschema@.policy_risk_levels.mass_size IS 'workers that make a critical mass there';

CREATE TABLE @extschema@.policy_risk_phrases (
    model text NOT NULL,
    language text NOT NULL,
    key text NOT NULL,
    phrase text NOT NULL,
    PRIMARY KEY (model, language, key));
COMMENT ON TABLE @extschema@.policy_risk_phrases IS 'Sentences of policy_risk_explain. A model without a phrase takes that of the shipped model.';
COMMENT ON COLUMN @extschema@.policy_risk_phrases.model IS 'the model';
COMMENT ON COLUMN @extschema@.policy_risk_phrases.language IS 'en, zh, or one of your own';
COMMENT ON COLUMN @extschema@.policy_risk_phrases.key IS 'what the sentence is about';
COMMENT ON COLUMN @extschema@.policy_risk_phrases.phrase IS 'the sentence; words in braces are filled in';

CREATE TABLE @extschema@.policy_risk_stances (
    model text NOT NULL,
    ordinal integer NOT NULL,
    stance text NOT NULL,
    scored boolean,
    bands text[],
    stages text[],
    flagged text,
    risky text[],
    safe text[],
    not_risky text[],
    PRIMARY KEY (model, ordinal));
COMMENT ON TABLE @extschema@.policy_risk_stances IS 'What a government might do about a target: rules of thumb, of which the first that fits wins. A rule fits if all its conditions do; NULL asks nothing. Its sentence is the phrase stance.<stance>. After Rodrik 2004, Porter 2000, Lin 2012, Duranton 2011.';
COMMENT ON COLUMN @extschema@.policy_risk_stances.model IS 'the model';
COMMENT ON COLUMN @extschema@.policy_risk_stances.ordinal IS 'rules are tried in this order';
COMMENT ON COLUMN @extschema@.policy_risk_stances.stance IS 'what to do';
COMMENT ON COLUMN @extschema@.policy_risk_stances.scored IS 'is there a score?';
COMMENT ON COLUMN @extschema@.policy_risk_stances.bands IS 'bands that it is for';
COMMENT ON COLUMN @extschema@.policy_risk_stances.stages IS 'stages of the cluster that it is for';
COMMENT ON COLUMN @extschema@.policy_risk_stances.flagged IS 'a pillar that is flagged';
COMMENT ON COLUMN @extschema@.policy_risk_stances.risky IS 'pillars or indicators with a risk of 2/3 and more';
COMMENT ON COLUMN @extschema@.policy_risk_stances.safe IS 'pillars or indicators with a risk of 1/3 and less';
COMMENT ON COLUMN @extschema@.policy_risk_stances.not_risky IS 'pillars or indicators whose risk is not known to be 2/3 or more';

CREATE FUNCTION @extschema@.policy_risk_keep_shipped()
RETURNS trigger
LANGUAGE c
AS 'MODULE_PATHNAME', 'cext_policy_keep_shipped';
COMMENT ON FUNCTION @extschema@.policy_risk_keep_shipped() IS
'Trigger that refuses to change models whose name begins with standard. They belong to the extension; raises 55000.';
REVOKE EXECUTE ON FUNCTION @extschema@.policy_risk_keep_shipped() FROM PUBLIC;

CREATE FUNCTION @extschema@.policy_risk_pass_over_shipped()
RETURNS trigger
LANGUAGE c
AS 'MODULE_PATHNAME', 'cext_policy_pass_over_shipped';
COMMENT ON FUNCTION @extschema@.policy_risk_pass_over_shipped() IS
'Trigger that passes over models whose name begins with standard where rows are replicated. The subscriber has its own.';
REVOKE EXECUTE ON FUNCTION @extschema@.policy_risk_pass_over_shipped() FROM PUBLIC;

CREATE FUNCTION @extschema@.policy_risk_take_rows_along()
RETURNS trigger
LANGUAGE c
AS 'MODULE_PATHNAME', 'cext_policy_take_rows_along';
COMMENT ON FUNCTION @extschema@.policy_risk_take_rows_along() IS
'Trigger that renames or deletes the rows of a model, or of a pillar, with it. Foreign keys would, too, but parallel restores fill tables in any order.';
REVOKE EXECUTE ON FUNCTION @extschema@.policy_risk_take_rows_along() FROM PUBLIC;

INSERT INTO @extschema@.policy_risk_models (model, description)
VALUES ('standard', 'Six pillars of equal weight, each as far as it is known, quadratic mean, cuts of 2026');

INSERT INTO @extschema@.policy_risk_pillars (model, pillar, ordinal, required) VALUES
    ('standard', 'fit', 1, true), ('standard', 'structure', 2, false), ('standard', 'crowding', 3, false),
    ('standard', 'softbudget', 4, false), ('standard', 'dynamics', 5, false), ('standard', 'ambition', 6, false);

INSERT INTO @extschema@.policy_risk_cuts
    (model, indicator, pillar, weight, elevated_from, high_from, proxy_elevated_from, proxy_high_from, movable) VALUES
    ('standard', 'lq', 'fit', 1, 1, 0.5, NULL, NULL, false),
    ('standard', 'rel_density', 'fit', 1, 0, -1, NULL, NULL, false),
    ('standard', 'factor_gap', 'fit', 1, pg_catalog.ln(1.5::double precision), pg_catalog.ln(3::double precision), NULL, NULL, false),
    ('standard', 'mass', 'structure', 1, 1, 0.4, NULL, NULL, false),
    ('standard', 'dominance', 'structure', 1, 0.18, 0.4, NULL, NULL, false),
    ('standard', 'footloose', 'structure', 0.5, 0.4, 0.6, 0.2, 0.35, false),
    ('standard', 'copycat', 'crowding', 1, 0.35, 0.65, NULL, NULL, true),
    ('standard', 'overcapacity', 'crowding', 1, 0.76, 0.7, NULL, NULL, false),
    ('standard', 'sum_of_plans', 'crowding', 1, 1, 1.3, NULL, NULL, true),
    ('standard', 'subsidy', 'softbudget', 1, 0.02, 0.05, NULL, NULL, true),
    ('standard', 'zombie', 'softbudget', 1, 0.05, 0.15, NULL, NULL, false),
    ('standard', 'linkage', 'softbudget', 1, 0.5, 0.3, NULL, NULL, false),
    ('standard', 'local_shift', 'dynamics', 1, -0.01, -0.04, NULL, NULL, false),
    ('standard', 'volatility', 'dynamics', 1, 0.1, 0.2, NULL, NULL, false),
    ('standard', 'branch_outlook', 'dynamics', 1, -0.01, -0.04, NULL, NULL, false),
    ('standard', 'region_trend', 'dynamics', 1, -0.005, -0.02, NULL, NULL, false),
    ('standard', 'related_trend', 'dynamics', 1, -0.01, -0.03, NULL, NULL, false),
    ('standard', 'ambition', 'ambition', 1, 0.25, 0.1, NULL, NULL, true),
    ('standard', 'leverage', 'ambition', 1, 0.1, 0.3, NULL, NULL, true),
    ('standard', 'design_gap', 'ambition', 1, 0.25, 0.5, NULL, NULL, true),
    ('standard', 'export_share', NULL, 0, NULL, NULL, NULL, NULL, false),
    ('standard', 'champion_bias', NULL, 0, NULL, NULL, NULL, NULL, false),
    ('standard', 'follower_rank', NULL, 0, NULL, NULL, NULL, NULL, false),
    ('standard', 'env_gap', NULL, 0, 0, pg_catalog.ln(1.5::double precision), NULL, NULL, false),
    ('standard', 'top1_share', NULL, 0, NULL, NULL, NULL, NULL, false),
    ('standard', 'raw_shift', NULL, 0, NULL, NULL, NULL, NULL, false);

INSERT INTO @extschema@.policy_risk_stances (model, ordinal, stance, scored, bands, stages, flagged, risky, safe, not_risky) VALUES
    ('standard', 1, 'learn first', false, NULL, NULL, NULL, NULL, NULL, NULL),
    ('standard', 2, 'stay out', NULL, '{high}', NULL, NULL, '{fit}', NULL, NULL),
    ('standard', 3, 'reform first', NULL, NULL, NULL, 'softbudget', NULL, NULL, NULL),
    ('standard', 4, 'scale back', NULL, NULL, NULL, 'crowding', NULL, '{fit}', NULL),
    ('standard', 5, 'scale back', NULL, NULL, NULL, 'ambition', NULL, '{fit}', NULL),
    ('standard', 6, 'broaden', NULL, NULL, NULL, NULL, '{dominance}', '{mass}', NULL),
    ('standard', 7, 'manage the decline', NULL, NULL, NULL, NULL, '{branch_outlook}', NULL, NULL),
    ('standard', 8, 'pilot', NULL, '{low,elevated}', '{emerging}', NULL, NULL, NULL, '{fit}'),
    ('standard', 9, 'enable', NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO @extschema@.policy_risk_portfolio_cuts (model, part, weight, elevated_from, high_from) VALUES
    ('standard', 'mean_risk', 0.5, NULL, NULL),
    ('standard', 'tail', 0.2, NULL, NULL),
    ('standard', 'breadth', 0.1, 1, 2),
    ('standard', 'founded', 0.1, 0.5, 0.25),
    ('standard', 'isomorphism', 0.1, 0.3, 0.5),
    ('standard', 'fiscal', 0, 0.02, 0.05);

CREATE TRIGGER keep_shipped AFTER INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_models
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER keep_shipped_whole AFTER TRUNCATE ON @extschema@.policy_risk_models
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER pass_over_shipped BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_models
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_pass_over_shipped();
ALTER TABLE @extschema@.policy_risk_models ENABLE REPLICA TRIGGER pass_over_shipped;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_risk_models', 'WHERE model NOT LIKE ''standard%''');
CREATE TRIGGER keep_shipped AFTER INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_pillars
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER keep_shipped_whole AFTER TRUNCATE ON @extschema@.policy_risk_pillars
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER pass_over_shipped BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_pillars
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_pass_over_shipped();
ALTER TABLE @extschema@.policy_risk_pillars ENABLE REPLICA TRIGGER pass_over_shipped;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_risk_pillars', 'WHERE model NOT LIKE ''standard%''');
CREATE TRIGGER keep_shipped AFTER INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_cuts
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER keep_shipped_whole AFTER TRUNCATE ON @extschema@.policy_risk_cuts
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER pass_over_shipped BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_cuts
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_pass_over_shipped();
ALTER TABLE @extschema@.policy_risk_cuts ENABLE REPLICA TRIGGER pass_over_shipped;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_risk_cuts', 'WHERE model NOT LIKE ''standard%''');
CREATE TRIGGER keep_shipped AFTER INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_portfolio_cuts
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER keep_shipped_whole AFTER TRUNCATE ON @extschema@.policy_risk_portfolio_cuts
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER pass_over_shipped BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_portfolio_cuts
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_pass_over_shipped();
ALTER TABLE @extschema@.policy_risk_portfolio_cuts ENABLE REPLICA TRIGGER pass_over_shipped;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_risk_portfolio_cuts', 'WHERE model NOT LIKE ''standard%''');
CREATE TRIGGER keep_shipped AFTER INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_levels
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER keep_shipped_whole AFTER TRUNCATE ON @extschema@.policy_risk_levels
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER pass_over_shipped BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_levels
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_pass_over_shipped();
ALTER TABLE @extschema@.policy_risk_levels ENABLE REPLICA TRIGGER pass_over_shipped;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_risk_levels', 'WHERE model NOT LIKE ''standard%''');
CREATE TRIGGER keep_shipped AFTER INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_phrases
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER keep_shipped_whole AFTER TRUNCATE ON @extschema@.policy_risk_phrases
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER pass_over_shipped BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_phrases
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_pass_over_shipped();
ALTER TABLE @extschema@.policy_risk_phrases ENABLE REPLICA TRIGGER pass_over_shipped;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_risk_phrases', 'WHERE model NOT LIKE ''standard%''');
CREATE TRIGGER keep_shipped AFTER INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_stances
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER keep_shipped_whole AFTER TRUNCATE ON @extschema@.policy_risk_stances
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER pass_over_shipped BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_stances
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_pass_over_shipped();
ALTER TABLE @extschema@.policy_risk_stances ENABLE REPLICA TRIGGER pass_over_shipped;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_risk_stances', 'WHERE model NOT LIKE ''standard%''');
CREATE TRIGGER take_rows_along AFTER UPDATE OR DELETE ON @extschema@.policy_risk_models
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_take_rows_along('policy_risk_pillars', 'policy_risk_cuts', 'policy_risk_portfolio_cuts', 'policy_risk_levels', 'policy_risk_phrases', 'policy_risk_stances');
CREATE TRIGGER take_rows_along AFTER UPDATE OR DELETE ON @extschema@.policy_risk_pillars
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_take_rows_along('policy_risk_cuts');
-- Everybody reads all models.  Whoever owns the extension edits them; more rights on tables that a superuser owns, such as TRIGGER, could be turned against that superuser.
GRANT SELECT ON @extschema@.policy_risk_models, @extschema@.policy_risk_pillars, @extschema@.policy_risk_cuts,
    @extschema@.policy_risk_portfolio_cuts, @extschema@.policy_risk_levels, @extschema@.policy_risk_phrases, @extschema@.policy_risk_stances TO PUBLIC;
GRANT SELECT, INSERT, UPDATE, DELETE ON @extschema@.policy_risk_models, @extschema@.policy_risk_pillars, @extschema@.policy_risk_cuts,
    @extschema@.policy_risk_portfolio_cuts, @extschema@.policy_risk_levels, @extschema@.policy_risk_phrases, @extschema@.policy_risk_stances TO @extowner@;

CREATE FUNCTION @extschema@.policy_risk_copy_model(source text, target text, description text DEFAULT NULL)
RETURNS text
LANGUAGE sql VOLATILE PARALLEL UNSAFE
AS $$
    INSERT INTO @extschema@.policy_risk_models (model, description, aggregation, exponent, shrinkage_firms, mass_firms, mass_size, elevated_score, high_score, flag_from,
        minimum_coverage, minimum_pillars, grade_a, grade_b)
    SELECT target, coalesce(policy_risk_copy_model.description, m.description), aggregation, exponent, shrinkage_firms, mass_firms, mass_size, elevated_score, high_score, flag_from,
        minimum_coverage, minimum_pillars, grade_a, grade_b
    FROM @extschema@.policy_risk_models AS m WHERE model OPERATOR(pg_catalog.=) source;
    INSERT INTO @extschema@.policy_risk_pillars (model, pillar, ordinal, weight, required)
    SELECT target, pillar, ordinal, weight, required
    FROM @extschema@.policy_risk_pillars WHERE model OPERATOR(pg_catalog.=) source;
    INSERT INTO @extschema@.policy_risk_cuts (model, indicator, pillar, weight, elevated_from, high_from, proxy_elevated_from, proxy_high_from, movable)
    SELECT target, indicator, pillar, weight, elevated_from, high_from, proxy_elevated_from, proxy_high_from, movable
    FROM @extschema@.policy_risk_cuts WHERE model OPERATOR(pg_catalog.=) source;
    INSERT INTO @extschema@.policy_risk_portfolio_cuts (model, part, weight, elevated_from, high_from)
    SELECT target, part, weight, elevated_from, high_from
    FROM @extschema@.policy_risk_portfolio_cuts WHERE model OPERATOR(pg_catalog.=) source;
    INSERT INTO @extschema@.policy_risk_levels (model, admin_level, mass_firms, mass_size)
    SELECT target, admin_level, mass_firms, mass_size
    FROM @extschema@.policy_risk_levels WHERE model OPERATOR(pg_catalog.=) source;
    INSERT INTO @extschema@.policy_risk_phrases (model, language, key, phrase)
    SELECT target, language, key, phrase
    FROM @extschema@.policy_risk_phrases WHERE model OPERATOR(pg_catalog.=) source;
    INSERT INTO @extschema@.policy_risk_stances (model, ordinal, stance, scored, bands, stages, flagged, risky, safe, not_risky)
    SELECT target, ordinal, stance, scored, bands, stages, flagged, risky, safe, not_risky
    FROM @extschema@.policy_risk_stances WHERE model OPERATOR(pg_catalog.=) source;
    SELECT target FROM @extschema@.policy_risk_models WHERE model OPERATOR(pg_catalog.=) source
$$;
COMMENT ON FUNCTION @extschema@.policy_risk_copy_model(text, text, text) IS
'Copies a model of policy risk under a new name, to be edited. Returns the name, NULL if there is no such source; 23505 if the name is taken.';

CREATE TYPE @extschema@.policy_risk_score_row AS (
    score double precision, band text, band_code integer,
    score_low double precision, score_high double precision,
    score_if_best double precision, score_if_worst double precision, band_if_best text, band_if_worst text,
    coverage double precision, grade text, flags integer, flagged text[]);
COMMENT ON TYPE @extschema@.policy_risk_score_row IS
'Row of policy_risk_score';

CREATE FUNCTION @extschema@.policy_risk_score(
    indicators text[],
    "values" double precision[],
    model text DEFAULT 'standard',
    not_applicable text[] DEFAULT NULL)
RETURNS @extschema@.policy_risk_score_row
LANGUAGE c STABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_policy_model_score';
COMMENT ON FUNCTION @extschema@.policy_risk_score(text[], double precision[], text, text[]) IS
'Risk score, 0 to 100, of given values of indicators by a model. Those that are not given lower the coverage, unless they do not apply; NULL below the model''s minimum. score_low and score_high need a panel and are NULL. 22023 for unknown indicators or models.';

CREATE TYPE @extschema@.policy_risk_contributions_row AS (
    indicator text, pillar text, value double precision, risk double precision,
    pillar_risk double precision, contribution double precision);
COMMENT ON TYPE @extschema@.policy_risk_contributions_row IS
'Row of policy_risk_contributions';

CREATE FUNCTION @extschema@.policy_risk_contributions(
    indicators text[],
    "values" double precision[],
    model text DEFAULT 'standard',
    not_applicable text[] DEFAULT NULL)
RETURNS SETOF @extschema@.policy_risk_contributions_row
LANGUAGE c STABLE PARALLEL SAFE COST 1000 ROWS 20
AS 'MODULE_PATHNAME', 'cext_policy_model_contributions';
COMMENT ON FUNCTION @extschema@.policy_risk_contributions(text[], double precision[], text, text[]) IS
'What each indicator contributes to the risk score of given values. Contributions add up to the score; NULL where the value is missing.';

CREATE TYPE @extschema@.policy_risk_indicator_cards_row AS (
    indicator text, ordinal integer, title text, unit text, formula text, needs text, fallback text, source text);
COMMENT ON TYPE @extschema@.policy_risk_indicator_cards_row IS
'Row of policy_risk_indicator_cards';

CREATE FUNCTION @extschema@.policy_risk_indicator_cards()
RETURNS SETOF @extschema@.policy_risk_indicator_cards_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 ROWS 26
AS 'MODULE_PATHNAME', 'cext_policy_model_cards';
COMMENT ON FUNCTION @extschema@.policy_risk_indicator_cards() IS
'The indicators of policy risk as the library computes them. See the view policy_risk_catalog.';

CREATE TYPE @extschema@.policy_risk_measure_cards_row AS (
    measure text, unit text, meaning text);
COMMENT ON TYPE @extschema@.policy_risk_measure_cards_row IS
'Row of policy_risk_measure_cards';

CREATE FUNCTION @extschema@.policy_risk_measure_cards()
RETURNS SETOF @extschema@.policy_risk_measure_cards_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 ROWS 25
AS 'MODULE_PATHNAME', 'cext_policy_model_measures';
COMMENT ON FUNCTION @extschema@.policy_risk_measure_cards() IS
'The measures that a panel may have. See the view policy_risk_measures.';

CREATE VIEW @extschema@.policy_risk_catalog AS
SELECT c.model, i.ordinal, i.indicator, i.title, c.pillar, c.weight, i.unit, i.formula,
       CASE WHEN c.high_from OPERATOR(pg_catalog.<) c.elevated_from THEN 'less is riskier' WHEN c.high_from IS NOT NULL THEN 'more is riskier' END AS direction,
       c.elevated_from, c.high_from, c.proxy_elevated_from, c.proxy_high_from, c.movable, i.needs, i.fallback, i.source
FROM @extschema@.policy_risk_indicator_cards() AS i
JOIN @extschema@.policy_risk_cuts AS c ON c.indicator OPERATOR(pg_catalog.=) i.indicator;
COMMENT ON VIEW @extschema@.policy_risk_catalog IS 'What every indicator of policy risk is: formula, unit, direction, cuts of each model, data it needs, source.';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.model IS 'the model whose cuts these are';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.ordinal IS 'place in lists';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.indicator IS 'its name';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.title IS 'its name for people';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.pillar IS 'kind of failure that it is evidence of; NULL: reported, not scored';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.weight IS 'within its pillar';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.unit IS 'unit of the value';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.formula IS 'how the value is computed';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.direction IS 'whether more or less of it is riskier; NULL: neither';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.elevated_from IS 'value with risk 1/3';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.high_from IS 'value with risk 2/3';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.proxy_elevated_from IS 'the same where a substitute is measured; NULL: as elevated_from';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.proxy_high_from IS 'the same where a substitute is measured; NULL: as high_from';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.movable IS 'can the policy itself change it?';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.needs IS 'measures of the panel, and columns of the policies';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.fallback IS 'what is measured without some of them';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.source IS 'literature that the indicator rests on';
GRANT SELECT ON @extschema@.policy_risk_catalog TO PUBLIC;

CREATE VIEW @extschema@.policy_risk_measures AS
SELECT measure, unit, meaning FROM @extschema@.policy_risk_measure_cards();
COMMENT ON VIEW @extschema@.policy_risk_measures IS 'Names of the measures that a panel may have, their units and meanings.';
COMMENT ON COLUMN @extschema@.policy_risk_measures.measure IS 'its name in the panel';
COMMENT ON COLUMN @extschema@.policy_risk_measures.unit IS 'unit of the sizes';
COMMENT ON COLUMN @extschema@.policy_risk_measures.meaning IS 'what the firms of its matrix add up to';
GRANT SELECT ON @extschema@.policy_risk_measures TO PUBLIC;
