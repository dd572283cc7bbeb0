/* Growth of a region's industries in components. */

CREATE FUNCTION @extschema@.shift_share(
    base @extschema@.cluster_matrix,
    final @extschema@.cluster_matrix,
    method text DEFAULT 'classic',
    "of" text DEFAULT 'size',
    OUT region text, OUT industry text, OUT base double precision, OUT final double precision,
    OUT change double precision, OUT "national" double precision, OUT industry_mix double precision, OUT regional double precision,
    OUT homothetic double precision, OUT competitive double precision, OUT allocation double precision,
    OUT national_homothetic double precision, OUT national_differential double precision,
    OUT mix_homothetic double precision, OUT mix_differential double precision,
    OUT regional_homothetic double precision, OUT regional_differential double precision,
    OUT regional_industry_homothetic double precision, OUT regional_industry_differential double precision,
    OUT status text)
RETURNS SETOF record
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_shift_share_rows';
COMMENT ON FUNCTION @extschema@.shift_share(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text, text) IS
'Change of every cell, split into national, industry-mix and regional components that add up. No rows for a NULL matrix; 22023 for an unknown method. Dunn 1960; Esteban-Marquillas 1972; Arcelus 1984.';

CREATE FUNCTION @extschema@.shift_share_dynamic(
    periods integer[],
    matrices @extschema@.cluster_matrix[],
    method text DEFAULT 'classic',
    "of" text DEFAULT 'size',
    step integer DEFAULT 1,
    OUT region text, OUT industry text, OUT base double precision, OUT final double precision,
    OUT change double precision, OUT "national" double precision, OUT industry_mix double precision, OUT regional double precision,
    OUT homothetic double precision, OUT competitive double precision, OUT allocation double precision,
    OUT national_homothetic double precision, OUT national_differential double precision,
    OUT mix_homothetic double precision, OUT mix_differential double precision,
    OUT regional_homothetic double precision, OUT regional_differential double precision,
    OUT regional_industry_homothetic double precision, OUT regional_industry_differential double precision,
    OUT status text)
RETURNS SETOF record
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 10000
AS 'MODULE_PATHNAME', 'cext_shift_share_dynamic';
COMMENT ON FUNCTION @extschema@.shift_share_dynamic(integer[], @extschema@.cluster_matrix[], text, text, integer) IS
'Shift-share between each period and the next, added up over periods. No rows for a NULL array; 22023 for a missing, NULL or repeated period. Barff, Knight 1988.';

CREATE FUNCTION @extschema@.shift_share_spatial(
    base @extschema@.cluster_matrix,
    final @extschema@.cluster_matrix,
    neighbours @extschema@.cluster_matrix,
    "of" text DEFAULT 'size',
    OUT region text, OUT industry text, OUT base double precision, OUT final double precision,
    OUT change double precision, OUT neighbour_base double precision, OUT neighbour_final double precision,
    OUT "national" double precision, OUT industry_mix double precision, OUT neighbourhood double precision, OUT regional double precision,
    OUT status text)
RETURNS SETOF record
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_shift_share_spatial';
COMMENT ON FUNCTION @extschema@.shift_share_spatial(@extschema@.cluster_matrix, @extschema@.cluster_matrix, @extschema@.cluster_matrix, text) IS
'Shift-share of every cell with the growth of the same industry in neighbouring regions. No rows for a NULL matrix; components are NULL without neighbours. Nazara, Hewings 2004.';
