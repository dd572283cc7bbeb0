/* Is an industry too rich in capital for its region? */

CREATE FUNCTION @extschema@.technology_choice_index(
    value_added double precision, employment double precision,
    region_value_added double precision, region_employment double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_technology_choice_index';
COMMENT ON FUNCTION @extschema@.technology_choice_index(double precision, double precision, double precision, double precision) IS
'Lin''s technology choice index: value added (or capital) a worker over that of the region. NULL unless all four are above 0; 22023 for a number that is not finite. Lin 2003, Economic Development and Cultural Change 51.';

CREATE TYPE @extschema@.technology_choice_row AS (
    region text, industry text, value_added double precision, employment double precision,
    technology_choice_index double precision);
COMMENT ON TYPE @extschema@.technology_choice_row IS
'Row of technology_choice';

CREATE FUNCTION @extschema@.technology_choice(
    value_added @extschema@.cluster_matrix,
    employment @extschema@.cluster_matrix)
RETURNS SETOF @extschema@.technology_choice_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_technology_choice_rows';
COMMENT ON FUNCTION @extschema@.technology_choice(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Lin''s technology choice index of every cell, from matrices of value added (or capital) and employment. NULL where one of them is 0; no rows for a NULL matrix. Lin 2003.';
