/* How near to each other firms are: the density of their distances, against chance. */

CREATE TYPE @extschema@.k_density_row AS (
    industry text,
    distance double precision, k double precision, expected double precision, standard_deviation double precision,
    local_lower double precision, local_upper double precision, global_lower double precision, global_upper double precision,
    gamma double precision, psi double precision);
COMMENT ON TYPE @extschema@.k_density_row IS
'Row of k_density';

CREATE FUNCTION @extschema@.k_density(
    p @extschema@.cluster_points,
    industry text DEFAULT NULL,
    range double precision DEFAULT NULL,
    steps integer DEFAULT 64,
    bandwidth double precision DEFAULT NULL,
    rule text DEFAULT 'silverman',
    weighted boolean DEFAULT false,
    minimum_firms integer DEFAULT 10,
    level double precision DEFAULT 0.95,
    draws integer DEFAULT 1000,
    seed bigint DEFAULT 1,
    reference @extschema@.cluster_points DEFAULT NULL)
RETURNS SETOF @extschema@.k_density_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000000 ROWS 65000
AS 'MODULE_PATHNAME', 'cext_k_density';
COMMENT ON FUNCTION @extschema@.k_density(@extschema@.cluster_points, text, double precision, integer, double precision, text, boolean, integer, double precision, integer, bigint, @extschema@.cluster_points) IS
'K-density of distances between an industry''s firms, per kilometre, with bands of chance, at each distance. The median distance of all sites is the range where none is given; no rows where all distances are equal and no bandwidth is given, NULL bands where sites are fewer than firms; no rows for NULL points; 22023 for an unknown industry. Duranton, Overman 2005.';

CREATE TYPE @extschema@.k_density_test_row AS (
    industry text,
    firms bigint, places bigint, weight double precision, bandwidth double precision,
    gamma double precision, psi double precision, localized_from double precision, kind text,
    p_value double precision, p_adjusted double precision, chance text, error_bound double precision);
COMMENT ON TYPE @extschema@.k_density_test_row IS
'Row of k_density_test';

CREATE FUNCTION @extschema@.k_density_test(
    p @extschema@.cluster_points,
    industry text DEFAULT NULL,
    range double precision DEFAULT NULL,
    steps integer DEFAULT 64,
    bandwidth double precision DEFAULT NULL,
    rule text DEFAULT 'silverman',
    weighted boolean DEFAULT false,
    minimum_firms integer DEFAULT 10,
    level double precision DEFAULT 0.95,
    draws integer DEFAULT 1000,
    seed bigint DEFAULT 1,
    reference @extschema@.cluster_points DEFAULT NULL)
RETURNS SETOF @extschema@.k_density_test_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000000 ROWS 500
AS 'MODULE_PATHNAME', 'cext_k_density_test';
COMMENT ON FUNCTION @extschema@.k_density_test(@extschema@.cluster_points, text, double precision, integer, double precision, text, boolean, integer, double precision, integer, bigint, @extschema@.cluster_points) IS
'Whether industries are localized or dispersed, from which distance on, and how likely that is by chance. One row for every industry of at least minimum_firms; kind and what follows from bands is NULL where there is no bandwidth or sites are fewer than firms; no rows for NULL points; 22023 for an unknown industry. Duranton, Overman 2005; p-values by extreme rank length, Myllymäki et al. 2017; adjusted by Benjamini, Hochberg 1995.';

CREATE TYPE @extschema@.k_density_colocalization_row AS (
    industry_a text, industry_b text,
    distance double precision, k double precision, expected double precision, standard_deviation double precision,
    local_lower double precision, local_upper double precision, global_lower double precision, global_upper double precision,
    gamma double precision, psi double precision);
COMMENT ON TYPE @extschema@.k_density_colocalization_row IS
'Row of k_density_colocalization';

CREATE FUNCTION @extschema@.k_density_colocalization(
    p @extschema@.cluster_points,
    industry_a text,
    industry_b text,
    range double precision DEFAULT NULL,
    steps integer DEFAULT 64,
    bandwidth double precision DEFAULT NULL,
    rule text DEFAULT 'silverman',
    weighted boolean DEFAULT false,
    minimum_firms integer DEFAULT 10,
    level double precision DEFAULT 0.95,
    draws integer DEFAULT 1000,
    seed bigint DEFAULT 1,
    reference @extschema@.cluster_points DEFAULT NULL)
RETURNS SETOF @extschema@.k_density_colocalization_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000000 ROWS 65
AS 'MODULE_PATHNAME', 'cext_k_density_colocalization';
COMMENT ON FUNCTION @extschema@.k_density_colocalization(@extschema@.cluster_points, text, text, double precision, integer, double precision, text, boolean, integer, double precision, integer, bigint, @extschema@.cluster_points) IS
'K-density of distances between firms of two industries, per kilometre, with bands of chance. Chance draws the sites of both from all of p or of the reference; a NULL industry_b stands for every other industry; no rows for NULL points; 22023 for an unknown industry. Duranton, Overman 2005, 2008.';

CREATE TYPE @extschema@.k_density_colocalization_test_row AS (
    industry_a text, industry_b text,
    firms bigint, places bigint, weight double precision, bandwidth double precision,
    gamma double precision, psi double precision, localized_from double precision, kind text,
    p_value double precision, p_adjusted double precision, chance text, error_bound double precision);
COMMENT ON TYPE @extschema@.k_density_colocalization_test_row IS
'Row of k_density_colocalization_test';

CREATE FUNCTION @extschema@.k_density_colocalization_test(
    p @extschema@.cluster_points,
    industry_a text,
    industry_b text,
    range double precision DEFAULT NULL,
    steps integer DEFAULT 64,
    bandwidth double precision DEFAULT NULL,
    rule text DEFAULT 'silverman',
    weighted boolean DEFAULT false,
    minimum_firms integer DEFAULT 10,
    level double precision DEFAULT 0.95,
    draws integer DEFAULT 1000,
    seed bigint DEFAULT 1,
    reference @extschema@.cluster_points DEFAULT NULL)
RETURNS SETOF @extschema@.k_density_colocalization_test_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000000 ROWS 10
AS 'MODULE_PATHNAME', 'cext_k_density_colocalization_test';
COMMENT ON FUNCTION @extschema@.k_density_colocalization_test(@extschema@.cluster_points, text, text, double precision, integer, double precision, text, boolean, integer, double precision, integer, bigint, @extschema@.cluster_points) IS
'Whether firms of two industries stand closer together, or farther apart, than by chance. Columns as of k_density_test; firms and weight of both, places of the first; a NULL industry_b stands for every other industry; no rows for NULL points; 22023 for an unknown industry. Duranton, Overman 2005, 2008.';
