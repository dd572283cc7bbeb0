/* Location quotients and what is derived from them. */

CREATE FUNCTION @extschema@.location_quotients(
    m @extschema@.cluster_matrix,
    confidence double precision DEFAULT 0.95,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    absent boolean DEFAULT false,
    "of" text DEFAULT 'size',
    bounds text DEFAULT 'plants',
    standardize text DEFAULT 'lq',
    OUT region text, OUT industry text, OUT firms bigint, OUT size double precision,
    OUT lq double precision, OUT log_lq double precision, OUT symmetric_lq double precision,
    OUT standardized_lq double precision, OUT additive_lq double precision, OUT normalized_lq double precision,
    OUT horizontal_cluster double precision, OUT lq_lower double precision, OUT lq_upper double precision,
    OUT p_value double precision, OUT p_adjusted double precision)
RETURNS SETOF record
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_quotients_rows';
COMMENT ON FUNCTION @extschema@.location_quotients(@extschema@.cluster_matrix, double precision,
    @extschema@.cluster_matrix, boolean, text, text, text) IS
'Location quotient of every non-empty cell with its variants, confidence bounds and dartboard test. Undefined is NULL.';

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

CREATE FUNCTION @extschema@.flegg_quotients(
    m @extschema@.cluster_matrix,
    region text,
    delta double precision DEFAULT 0.3,
    "of" text DEFAULT 'size',
    OUT supplying_industry text, OUT purchasing_industry text,
    OUT cross_industry_lq double precision, OUT flegg_lq double precision, OUT augmented_flegg_lq double precision)
RETURNS SETOF record
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

CREATE FUNCTION @extschema@.litzenberger_sternberg(
    m @extschema@.cluster_matrix, regions text[], area double precision[], population double precision[],
    OUT region text, OUT industry text, OUT firms bigint, OUT size double precision, OUT cluster_index double precision)
RETURNS SETOF record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_quotients_litzenberger_rows';
COMMENT ON FUNCTION @extschema@.litzenberger_sternberg(@extschema@.cluster_matrix, text[], double precision[], double precision[]) IS
'Litzenberger-Sternberg cluster index of every non-empty cell. The arrays give area and population of each region; NULL for a region that they lack.';
