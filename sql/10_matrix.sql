/* The type cluster_matrix: input and output, equality, hashing. */

CREATE TYPE @extschema@.cluster_matrix;

CREATE FUNCTION @extschema@.cluster_matrix_in(cstring)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_matrix_in';
COMMENT ON FUNCTION @extschema@.cluster_matrix_in(cstring) IS
'Input function of cluster_matrix. Raises 22P02 on malformed text.';

CREATE FUNCTION @extschema@.cluster_matrix_out(@extschema@.cluster_matrix)
RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_matrix_out';
COMMENT ON FUNCTION @extschema@.cluster_matrix_out(@extschema@.cluster_matrix) IS
'Output function of cluster_matrix: lossless JSON, readable up to 4096 stored bytes, compact beyond.';

CREATE FUNCTION @extschema@.cluster_matrix_recv(internal)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_matrix_recv';
COMMENT ON FUNCTION @extschema@.cluster_matrix_recv(internal) IS
'Binary input function of cluster_matrix. Raises 22P03 on malformed bytes.';
REVOKE EXECUTE ON FUNCTION @extschema@.cluster_matrix_recv(internal) FROM PUBLIC;

CREATE FUNCTION @extschema@.cluster_matrix_send(@extschema@.cluster_matrix)
RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_matrix_send';
COMMENT ON FUNCTION @extschema@.cluster_matrix_send(@extschema@.cluster_matrix) IS
'Binary output function of cluster_matrix: labels in the client encoding, numbers little-endian.';

CREATE TYPE @extschema@.cluster_matrix (
    INPUT = @extschema@.cluster_matrix_in,
    OUTPUT = @extschema@.cluster_matrix_out,
    RECEIVE = @extschema@.cluster_matrix_recv,
    SEND = @extschema@.cluster_matrix_send,
    INTERNALLENGTH = variable,
    ALIGNMENT = int4,
    STORAGE = external
);
COMMENT ON TYPE @extschema@.cluster_matrix IS
'Sparse region x industry table of what firms add up to: firms, size, sum of squares, two largest';

CREATE FUNCTION @extschema@.cluster_matrix_json(m @extschema@.cluster_matrix)
RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_matrix_json';
COMMENT ON FUNCTION @extschema@.cluster_matrix_json(@extschema@.cluster_matrix) IS
'A matrix of any size as readable JSON. The type accepts it back. Raises 54000 beyond 1 GB of text.';

CREATE FUNCTION @extschema@.cluster_matrix_eq(@extschema@.cluster_matrix, @extschema@.cluster_matrix)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_eq';
COMMENT ON FUNCTION @extschema@.cluster_matrix_eq(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Implementation of the = operator of cluster_matrix: same stored bytes.';

CREATE FUNCTION @extschema@.cluster_matrix_ne(@extschema@.cluster_matrix, @extschema@.cluster_matrix)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_ne';
COMMENT ON FUNCTION @extschema@.cluster_matrix_ne(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Implementation of the <> operator of cluster_matrix.';

CREATE FUNCTION @extschema@.cluster_matrix_hash(@extschema@.cluster_matrix)
RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_hash';
COMMENT ON FUNCTION @extschema@.cluster_matrix_hash(@extschema@.cluster_matrix) IS
'Hash of the stored bytes, for DISTINCT, UNION, GROUP BY and hash joins.';

CREATE OPERATOR @extschema@.= (
    LEFTARG = @extschema@.cluster_matrix, RIGHTARG = @extschema@.cluster_matrix,
    FUNCTION = @extschema@.cluster_matrix_eq,
    COMMUTATOR = OPERATOR(@extschema@.=), NEGATOR = OPERATOR(@extschema@.<>),
    RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR @extschema@.= (@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'equal: same labels, same cells, same bytes';

CREATE OPERATOR @extschema@.<> (
    LEFTARG = @extschema@.cluster_matrix, RIGHTARG = @extschema@.cluster_matrix,
    FUNCTION = @extschema@.cluster_matrix_ne,
    COMMUTATOR = OPERATOR(@extschema@.<>), NEGATOR = OPERATOR(@extschema@.=),
    RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR @extschema@.<> (@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'not equal';

CREATE OPERATOR CLASS @extschema@.cluster_matrix_ops
DEFAULT FOR TYPE @extschema@.cluster_matrix USING hash AS
    OPERATOR 1 @extschema@.= (@extschema@.cluster_matrix, @extschema@.cluster_matrix),
    FUNCTION 1 @extschema@.cluster_matrix_hash(@extschema@.cluster_matrix);
COMMENT ON OPERATOR CLASS @extschema@.cluster_matrix_ops USING hash IS
'equality of matrices for DISTINCT, UNION and GROUP BY';

/* An order, for what sorts or needs keys. It is that of stored bytes and means nothing. */

CREATE FUNCTION @extschema@.cluster_matrix_lt(@extschema@.cluster_matrix, @extschema@.cluster_matrix)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_lt';
COMMENT ON FUNCTION @extschema@.cluster_matrix_lt(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Implementation of the < operator of cluster_matrix: by stored bytes, without a meaning.';

CREATE FUNCTION @extschema@.cluster_matrix_le(@extschema@.cluster_matrix, @extschema@.cluster_matrix)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_le';
COMMENT ON FUNCTION @extschema@.cluster_matrix_le(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Implementation of the <= operator of cluster_matrix: by stored bytes, without a meaning.';

CREATE FUNCTION @extschema@.cluster_matrix_gt(@extschema@.cluster_matrix, @extschema@.cluster_matrix)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_gt';
COMMENT ON FUNCTION @extschema@.cluster_matrix_gt(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Implementation of the > operator of cluster_matrix: by stored bytes, without a meaning.';

CREATE FUNCTION @extschema@.cluster_matrix_ge(@extschema@.cluster_matrix, @extschema@.cluster_matrix)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_ge';
COMMENT ON FUNCTION @extschema@.cluster_matrix_ge(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Implementation of the >= operator of cluster_matrix: by stored bytes, without a meaning.';

CREATE FUNCTION @extschema@.cluster_matrix_cmp(@extschema@.cluster_matrix, @extschema@.cluster_matrix)
RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_cmp';
COMMENT ON FUNCTION @extschema@.cluster_matrix_cmp(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Order of two matrices by stored bytes, below, at or above 0; without a meaning.';

CREATE OPERATOR @extschema@.< (
    LEFTARG = @extschema@.cluster_matrix, RIGHTARG = @extschema@.cluster_matrix,
    FUNCTION = @extschema@.cluster_matrix_lt,
    COMMUTATOR = OPERATOR(@extschema@.>), NEGATOR = OPERATOR(@extschema@.>=),
    RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR @extschema@.< (@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'before, by stored bytes: an order without meaning';

CREATE OPERATOR @extschema@.<= (
    LEFTARG = @extschema@.cluster_matrix, RIGHTARG = @extschema@.cluster_matrix,
    FUNCTION = @extschema@.cluster_matrix_le,
    COMMUTATOR = OPERATOR(@extschema@.>=), NEGATOR = OPERATOR(@extschema@.>),
    RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR @extschema@.<= (@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'before, or equal, by stored bytes: an order without meaning';

CREATE OPERATOR @extschema@.> (
    LEFTARG = @extschema@.cluster_matrix, RIGHTARG = @extschema@.cluster_matrix,
    FUNCTION = @extschema@.cluster_matrix_gt,
    COMMUTATOR = OPERATOR(@extschema@.<), NEGATOR = OPERATOR(@extschema@.<=),
    RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR @extschema@.> (@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'after, by stored bytes: an order without meaning';

CREATE OPERATOR @extschema@.>= (
    LEFTARG = @extschema@.cluster_matrix, RIGHTARG = @extschema@.cluster_matrix,
    FUNCTION = @extschema@.cluster_matrix_ge,
    COMMUTATOR = OPERATOR(@extschema@.<=), NEGATOR = OPERATOR(@extschema@.<),
    RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR @extschema@.>= (@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'after, or equal, by stored bytes: an order without meaning';

CREATE OPERATOR CLASS @extschema@.cluster_matrix_ops
DEFAULT FOR TYPE @extschema@.cluster_matrix USING btree AS
    OPERATOR 1 @extschema@.< (@extschema@.cluster_matrix, @extschema@.cluster_matrix),
    OPERATOR 2 @extschema@.<= (@extschema@.cluster_matrix, @extschema@.cluster_matrix),
    OPERATOR 3 @extschema@.= (@extschema@.cluster_matrix, @extschema@.cluster_matrix),
    OPERATOR 4 @extschema@.>= (@extschema@.cluster_matrix, @extschema@.cluster_matrix),
    OPERATOR 5 @extschema@.> (@extschema@.cluster_matrix, @extschema@.cluster_matrix),
    FUNCTION 1 @extschema@.cluster_matrix_cmp(@extschema@.cluster_matrix, @extschema@.cluster_matrix),
    FUNCTION 4 (@extschema@.cluster_matrix, @extschema@.cluster_matrix) pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS @extschema@.cluster_matrix_ops USING btree IS
'order of matrices by stored bytes, for count(DISTINCT), UNIQUE, ORDER BY and comparing rows';

CREATE FUNCTION @extschema@.cluster_ext_version()
RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_version';
COMMENT ON FUNCTION @extschema@.cluster_ext_version() IS
'Version of the loaded cluster_ext library.';
