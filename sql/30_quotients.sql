/* Location quotients and what is derived from them. */

CREATE TYPE @extschema@.location_quotients_row AS (
    region text, industry text, firms bigint, size double precision,
    lq double precision, log_lq double precision, symmetric_lq double precision,
    standardized_lq double precision, additive_lq double precision, normalized_lq double precision,
    horizontal_cluster double precision, lq_lower double precision, lq_upper double precision,
    p_value double precision, p_adjusted double precision);
COMMENT ON TYPE @extschema@.location_quotients_row IS
'Row of location_quotients';

CREATE FUNCTION @extschema@.location_quotients(
    m @extschema@.cluster_matrix,
    confidence double precision DEFAULT 0.95,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    absent boolean DEFAULT false,
    "of" text DEFAULT 'size',
    bounds text DEFAULT 'plants',
    standardize text DEFAULT 'lq',
    herfindahl_industries text[] DEFAULT NULL,
    herfindahl_firms double precision[] DEFAULT NULL)
RETURNS SETOF @extschema@.location_quotients_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_quotients_rows';
COMMENT ON FUNCTION @extschema@.location_quotients(@extschema@.cluster_matrix, double precision,
    @extschema@.cluster_matrix, boolean, text, text, text, text[], double precision[]) IS
'Location quotient of every non-empty cell with its variants, confidence bounds and dartboard test. Undefined is NULL; a NOTICE tells where the sizes of plants are unknown and bounds need them. 22023 for a bad argument.';

CREATE FUNCTION @extschema@.location_quotient(
    m @extschema@.cluster_matrix, region text, industry text)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_quotients_of_cell';
COMMENT ON FUNCTION @extschema@.location_quotient(@extschema@.cluster_matrix, text, text) IS
'Location quotient (share of the industry in the region / its share overall) of one cell, 0 or more. NULL for a label the matrix lacks or a zero total.';

CREATE FUNCTION @extschema@.location_quotient(
    cell double precision, region_total double precision, industry_total double precision, total double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_quotients_of_totals';
COMMENT ON FUNCTION @extschema@.location_quotient(double precision, double precision, double precision, double precision) IS
'Location quotient (cell / region_total) / (industry_total / total) from plain numbers, 0 or more. NULL for a zero total; 22023 for a negative or non-finite number.';

CREATE FUNCTION @extschema@.location_quotient_reaches(
    cell double precision, region_total double precision, industry_total double precision, total double precision,
    threshold double precision DEFAULT 1)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_quotients_reach';
COMMENT ON FUNCTION @extschema@.location_quotient_reaches(double precision, double precision, double precision, double precision, double precision) IS
'Is the location quotient the threshold or more: the rule of presence of all measures. Whole numbers below 2^53 are compared exactly (cell * total with threshold * region_total * industry_total, the threshold as a decimal of up to 6 places), others within 1e-12 of the threshold. NULL for a zero total; 22023 for a negative or non-finite number.';

CREATE TYPE @extschema@.flegg_quotients_row AS (
    supplying_industry text, purchasing_industry text,
    cross_industry_lq double precision, flegg_lq double precision, augmented_flegg_lq double precision);
COMMENT ON TYPE @extschema@.flegg_quotients_row IS
'Row of flegg_quotients';

CREATE FUNCTION @extschema@.flegg_quotients(
    m @extschema@.cluster_matrix,
    region text,
    delta double precision DEFAULT 0.3,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.flegg_quotients_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 100000
AS 'MODULE_PATHNAME', 'cext_quotients_flegg';
COMMENT ON FUNCTION @extschema@.flegg_quotients(@extschema@.cluster_matrix, text, double precision, text) IS
'Cross-industry, Flegg (FLQ) and augmented Flegg (AFLQ) quotients of one region, one row per pair of industries. NULL where the purchasing industry is absent.';

CREATE FUNCTION @extschema@.litzenberger_sternberg(
    size double precision, industry_size double precision,
    firms double precision, industry_firms double precision,
    area double precision, total_area double precision,
    population double precision, total_population double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_quotients_litzenberger';
COMMENT ON FUNCTION @extschema@.litzenberger_sternberg(double precision, double precision, double precision,
    double precision, double precision, double precision, double precision, double precision) IS
'Litzenberger-Sternberg cluster index from plain numbers, 0 or more, 1 = average. NULL for a zero denominator; 22023 for a negative or non-finite number.';

CREATE TYPE @extschema@.litzenberger_sternberg_row AS (
    region text, industry text, firms bigint, size double precision, cluster_index double precision);
COMMENT ON TYPE @extschema@.litzenberger_sternberg_row IS
'Row of litzenberger_sternberg';

CREATE FUNCTION @extschema@.litzenberger_sternberg(
    m @extschema@.cluster_matrix, regions text[], area double precision[], population double precision[])
RETURNS SETOF @extschema@.litzenberger_sternberg_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_quotients_litzenberger_rows';
COMMENT ON FUNCTION @extschema@.litzenberger_sternberg(@extschema@.cluster_matrix, text[], double precision[], double precision[]) IS
'Litzenberger-Sternberg cluster index of every non-empty cell. The arrays give area and population of each region; NULL for a region that they lack.';
