/*
 * Tables for everybody, made from matrices of firms: what is published, and what its tables look like.
 *
 * What readers get is rows of plain types; what must not be seen, parameters of rules among them, stays
 * with the publisher.  Functions here run on a path of their own; procedures cannot, and name all.
 */

CREATE TABLE @extschema@.publications (
    publication text PRIMARY KEY CHECK (octet_length(publication) BETWEEN 1 AND 48),
    publisher text NOT NULL DEFAULT current_user,
    source regclass NOT NULL,
    matrix_column text NOT NULL,
    period_column text NOT NULL,
    measures text[] NOT NULL DEFAULT '{}',
    unwaived_column text,
    target_schema text NOT NULL,
    reader text,
    region_digits integer[],
    industry_digits integer[],
    region_tree regclass,
    industry_tree regclass,
    rule text NOT NULL,
    cost text NOT NULL,
    singletons boolean NOT NULL,
    intervals boolean NOT NULL,
    region_titles regclass,
    industry_titles regclass,
    language text NOT NULL,
    regions regclass);
COMMENT ON TABLE @extschema@.publications IS 'What is published, from what, and by which rules. For publishers only; publish writes it.';
COMMENT ON COLUMN @extschema@.publications.publication IS 'its name, and that of its table';
COMMENT ON COLUMN @extschema@.publications.publisher IS 'role that published it, and alone refreshes it';
COMMENT ON COLUMN @extschema@.publications.source IS 'relation with a matrix for each period';
COMMENT ON COLUMN @extschema@.publications.matrix_column IS 'its column of matrices';
COMMENT ON COLUMN @extschema@.publications.period_column IS 'its column of periods';
COMMENT ON COLUMN @extschema@.publications.measures IS 'its further columns of matrices of the same firms, hidden by the same pattern';
COMMENT ON COLUMN @extschema@.publications.unwaived_column IS 'its column of matrices of the firms that have not consented to be recognisable; NULL: no firm has';
COMMENT ON COLUMN @extschema@.publications.target_schema IS 'schema of the tables';
COMMENT ON COLUMN @extschema@.publications.reader IS 'role that may read them; NULL: the publisher grants';
COMMENT ON COLUMN @extschema@.publications.region_digits IS 'lengths of labels of regions, one for each level; 0 is the total';
COMMENT ON COLUMN @extschema@.publications.industry_digits IS 'lengths of labels of industries, one for each level; 0 is the total';
COMMENT ON COLUMN @extschema@.publications.region_tree IS 'relation with region, parent';
COMMENT ON COLUMN @extschema@.publications.industry_tree IS 'relation with industry, parent';
COMMENT ON COLUMN @extschema@.publications.rule IS 'row of disclosure_rules';
COMMENT ON COLUMN @extschema@.publications.cost IS 'what suppress keeps small: cells, size or firms';
COMMENT ON COLUMN @extschema@.publications.singletons IS 'must firms that are alone in a cell not find others?';
COMMENT ON COLUMN @extschema@.publications.intervals IS 'must cells not be found nearly, either?';
COMMENT ON COLUMN @extschema@.publications.region_titles IS 'relation with code, title and perhaps language';
COMMENT ON COLUMN @extschema@.publications.industry_titles IS 'relation with code, title and perhaps language';
COMMENT ON COLUMN @extschema@.publications.language IS 'of titles';
COMMENT ON COLUMN @extschema@.publications.regions IS 'relation with region, geom';

-- Who could write another role's name here could have that role run code: a source may be a view.
CREATE FUNCTION @extschema@.publication_claim()
RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_LEVEL <> 'ROW' OR TG_WHEN <> 'BEFORE' OR TG_OP NOT IN ('INSERT', 'UPDATE') OR TG_RELID <> '@extschema@.publications'::regclass THEN
        RAISE EXCEPTION USING ERRCODE = '39P01', MESSAGE = 'publication_claim is a trigger of the table publications alone', DETAIL = 'It is called before its rows are written.',
            HINT = 'Publish by publish(...).';
    END IF;
    -- Superusers restore dumps.
    IF NOT (SELECT r.rolsuper FROM pg_roles AS r WHERE r.rolname = current_user) THEN
        NEW.publisher := current_user;
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_claim() IS
'Trigger of publications: a row is of who writes it. Superusers may write rows of others. 39P01 elsewhere.';
REVOKE EXECUTE ON FUNCTION @extschema@.publication_claim() FROM PUBLIC;
CREATE TRIGGER claim BEFORE INSERT OR UPDATE ON @extschema@.publications FOR EACH ROW EXECUTE FUNCTION @extschema@.publication_claim();

CREATE TABLE @extschema@.publication_log (
    publication text NOT NULL,
    started timestamp with time zone NOT NULL,
    ended timestamp with time zone NOT NULL,
    status text NOT NULL CHECK (status IN ('done', 'failed')),
    inserted integer,
    updated integer,
    deleted integer,
    confidential integer,
    secondary integer,
    version text NOT NULL,
    error_code text,
    error text,
    error_detail text,
    error_hint text,
    PRIMARY KEY (publication, started));
COMMENT ON TABLE @extschema@.publication_log IS 'Every refresh of a publication and how it ended. For publishers only.';
COMMENT ON COLUMN @extschema@.publication_log.publication IS 'its name';
COMMENT ON COLUMN @extschema@.publication_log.started IS 'when the refresh began';
COMMENT ON COLUMN @extschema@.publication_log.ended IS 'when it ended';
COMMENT ON COLUMN @extschema@.publication_log.status IS 'done or failed; what failed has changed nothing';
COMMENT ON COLUMN @extschema@.publication_log.inserted IS 'cells that are new';
COMMENT ON COLUMN @extschema@.publication_log.updated IS 'cells that changed';
COMMENT ON COLUMN @extschema@.publication_log.deleted IS 'cells that are gone';
COMMENT ON COLUMN @extschema@.publication_log.confidential IS 'cells that a rule hides';
COMMENT ON COLUMN @extschema@.publication_log.secondary IS 'cells that are hidden to keep those';
COMMENT ON COLUMN @extschema@.publication_log.version IS 'version of the extension';
COMMENT ON COLUMN @extschema@.publication_log.error_code IS 'SQLSTATE of what went wrong';
COMMENT ON COLUMN @extschema@.publication_log.error IS 'what went wrong';
COMMENT ON COLUMN @extschema@.publication_log.error_detail IS 'its detail';
COMMENT ON COLUMN @extschema@.publication_log.error_hint IS 'its hint';

SELECT pg_catalog.pg_extension_config_dump('@extschema@.publications', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.publication_log', '');
GRANT SELECT, INSERT, UPDATE, DELETE ON @extschema@.publications, @extschema@.publication_log TO @extowner@;

CREATE FUNCTION @extschema@.publication_period_end(period text)
RETURNS timestamp with time zone
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $$
SELECT (CASE WHEN period ~ '^[1-9]\d{3}$' THEN make_date(left(period, 4)::integer, 12, 31)
             WHEN period ~ '^[1-9]\d{3}-S[12]$' THEN (make_date(left(period, 4)::integer, right(period, 1)::integer * 6, 1) + interval '1 month - 1 day')::date
             WHEN period ~ '^[1-9]\d{3}-Q[1-4]$' THEN (make_date(left(period, 4)::integer, right(period, 1)::integer * 3, 1) + interval '1 month - 1 day')::date
             WHEN period ~ '^[1-9]\d{3}-(0[1-9]|1[0-2])$' THEN (make_date(left(period, 4)::integer, right(period, 2)::integer, 1) + interval '1 month - 1 day')::date
             WHEN period ~ '^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$'
                 THEN make_date(left(period, 4)::integer, substr(period, 6, 2)::integer, 1) + (right(period, 2)::integer - 1) END)::timestamp AT TIME ZONE 'UTC'
$$;
COMMENT ON FUNCTION @extschema@.publication_period_end(text) IS
'Last day of a period as SDMX writes it (2024, 2024-S1, 2024-Q1, 2024-03, 2024-03-31), at midnight UTC. NULL for others.';

CREATE FUNCTION @extschema@.publication_attribute(relation regclass, attribute text)
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 100
SET search_path = pg_catalog, pg_temp
AS $$
SELECT format_type(atttypid, atttypmod) FROM pg_attribute
WHERE attrelid = relation AND attname = attribute AND attnum > 0 AND NOT attisdropped
$$;
COMMENT ON FUNCTION @extschema@.publication_attribute(regclass, text) IS
'Type of a column of a relation. NULL if there is no such column.';

CREATE TYPE @extschema@.publication_columns_row AS (name text, type text, required boolean, description text);
COMMENT ON TYPE @extschema@.publication_columns_row IS
'Row of publication_columns';

CREATE FUNCTION @extschema@.publication_columns(definition @extschema@.publications, part text)
RETURNS SETOF @extschema@.publication_columns_row
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF part = 'cells' THEN
        RETURN QUERY VALUES
            ('period', CASE WHEN @extschema@.publication_attribute(relation => definition.source, attribute => definition.period_column) IN ('smallint', 'integer', 'bigint') THEN 'integer' ELSE 'text' END,
             true, 'period, as its source has it'),
            ('as_of', 'timestamp with time zone', false, 'last day of the period'),
            ('region', 'text', true, 'region; _T is the total'),
            ('region_title', 'text', true, 'title of the region'),
            ('region_level', 'integer', true, 'level of the region; 0 is the total'),
            ('industry', 'text', true, 'industry; _T is the total'),
            ('industry_title', 'text', true, 'title of the industry'),
            ('industry_level', 'integer', true, 'level of the industry; 0 is the total'),
            ('n', 'integer', false, 'firms; NULL: hidden, or unknown'),
            ('value', 'double precision', false, 'sum of what firms have of ' || definition.matrix_column || '; NULL: hidden, or unknown'),
            ('lq', 'double precision', false, 'location quotient of the value against the totals of region and industry; NULL: one of these is hidden, or 0'),
            ('firms_lq', 'double precision', false, 'location quotient of the number of firms'),
            ('firms_lq_lower', 'double precision', false, 'firms_lq less what chance does to so few firms, 95 percent'),
            ('firms_lq_upper', 'double precision', false, 'firms_lq and what chance does to so few firms, 95 percent'),
            ('conf_status', 'text', true, 'F free, C confidential, D hidden to keep others confidential (SDMX CL_CONF_STATUS)');
        RETURN QUERY SELECT m, 'double precision', false, 'sum of what firms have of ' || m || '; NULL: hidden, or unknown' FROM unnest(definition.measures) AS m;
    ELSIF part = 'refreshed' THEN
        RETURN QUERY VALUES ('refreshed_at', 'timestamp with time zone', true, 'when the tables were last compared with their source');
    ELSE
        RETURN QUERY VALUES (part, 'text', true, 'label; _T is the total'), ('title', 'text', true, 'title'), ('level', 'integer', true, 'level; 0 is the total');
        IF part = 'region' AND definition.regions IS NOT NULL THEN
            RETURN QUERY VALUES ('geom', @extschema@.publication_attribute(relation => definition.regions, attribute => 'geom'), false, 'where it is');
        END IF;
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_columns(@extschema@.publications, text) IS
'Columns of a table of a publication, without its key. Tables are those of cells, of region, of industry, and refreshed.';

CREATE FUNCTION @extschema@.publication_table(definition @extschema@.publications, part text)
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 100
SET search_path = pg_catalog, pg_temp
AS $$
SELECT format('%I.%I', definition.target_schema, definition.publication || CASE part WHEN 'cells' THEN '' WHEN 'region' THEN '_regions' WHEN 'industry' THEN '_industries' WHEN 'refreshed' THEN '_refreshed' END)
$$;
COMMENT ON FUNCTION @extschema@.publication_table(@extschema@.publications, text) IS
'Name of a table of a publication. Tables are those of cells, of region, of industry, and refreshed.';

CREATE FUNCTION @extschema@.publication_period(definition @extschema@.publications)
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 100
SET search_path = pg_catalog, pg_temp
AS $$
SELECT format(CASE WHEN t IN ('smallint', 'integer', 'bigint') THEN 's.%I::integer' WHEN t ~ '^(date|timestamp)' THEN 'to_char(s.%I, ''YYYY-MM-DD'')' ELSE 's.%I::text' END, definition.period_column)
FROM @extschema@.publication_attribute(relation => definition.source, attribute => definition.period_column) AS t
$$;
COMMENT ON FUNCTION @extschema@.publication_period(@extschema@.publications) IS
'Expression for the period of a row s of the source of a publication. Numbers stay numbers; dates are written as SDMX does.';

CREATE FUNCTION @extschema@.publication_make_table(definition @extschema@.publications, part text)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    made text := @extschema@.publication_table(definition, part);
    key text := CASE WHEN part IN ('region', 'industry') THEN 'gid' ELSE 'id' END;
    one record;
BEGIN
    IF to_regclass(made) IS NULL THEN
        EXECUTE format('CREATE TABLE %s (%I integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY)', made, key);
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', made, key, 'key; a row keeps it when it is refreshed');
    END IF;
    -- Measures and geometries come and go; what the rows are of does not.
    FOR one IN SELECT a.attname FROM pg_attribute AS a WHERE a.attrelid = made::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> key
               AND NOT EXISTS (SELECT FROM @extschema@.publication_columns(definition, part) AS c WHERE c.name = a.attname AND c.type = format_type(a.atttypid, a.atttypmod)) LOOP
        IF one.attname = 'period' THEN
            RAISE EXCEPTION USING ERRCODE = '0A000', MESSAGE = format('periods of publication "%s" would be of another type', definition.publication),
                DETAIL = 'Its table has rows already.', HINT = 'Call unpublish first.';
        END IF;
        EXECUTE format('ALTER TABLE %s DROP COLUMN %I', made, one.attname);
    END LOOP;
    FOR one IN SELECT c.* FROM @extschema@.publication_columns(definition, part) AS c WHERE @extschema@.publication_attribute(relation => made::regclass, attribute => c.name) IS NULL LOOP
        EXECUTE format('ALTER TABLE %s ADD COLUMN %I %s%s', made, one.name, one.type, CASE WHEN one.required THEN ' NOT NULL' ELSE '' END);
    END LOOP;
    FOR one IN SELECT c.* FROM @extschema@.publication_columns(definition, part) AS c LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', made, one.name, one.description);
    END LOOP;
    EXECUTE format('COMMENT ON TABLE %s IS %L', made, CASE part
        WHEN 'cells' THEN format('Cells of publication %s at all levels. What is confidential is NULL, and marked.', definition.publication)
        WHEN 'refreshed' THEN format('When publication %s was last refreshed.', definition.publication)
        ELSE format('What %s labels of publication %s mean.', part, definition.publication) END);
    IF part <> 'refreshed' AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = made::regclass AND contype = 'u') THEN
        EXECUTE format('ALTER TABLE %s ADD UNIQUE (%s)', made, CASE part WHEN 'cells' THEN 'period, region, industry' ELSE part END);
        IF part = 'cells' THEN
            EXECUTE format('CREATE INDEX ON %s (region, industry)', made);
            EXECUTE format('CREATE INDEX ON %s (industry, region)', made);
        END IF;
    END IF;
    IF definition.reader IS NOT NULL THEN
        EXECUTE format('GRANT SELECT ON %s TO %I', made, definition.reader);
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_make_table(@extschema@.publications, text) IS
'Makes a table of a publication, or gives one that is there the columns of a changed definition.';

CREATE TYPE @extschema@.publication_merge_row AS (inserted integer, updated integer, deleted integer);
COMMENT ON TYPE @extschema@.publication_merge_row IS
'Row of publication_merge';

CREATE FUNCTION @extschema@.publication_merge(target regclass, query text)
RETURNS @extschema@.publication_merge_row
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    id text := (SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = target AND attnum > 0 AND NOT attisdropped AND attidentity <> '');
    keys text[] := (SELECT array_agg(a.attname ORDER BY a.attnum) FROM pg_constraint AS c, pg_attribute AS a WHERE c.conrelid = target AND c.contype = 'u' AND a.attrelid = target AND a.attnum = ANY (c.conkey));
    matched text := (SELECT string_agg(format('t.%1$I = f.%1$I', k), ' AND ') FROM unnest(keys) AS k);
    ordered text := (SELECT string_agg(format(CASE @extschema@.publication_attribute(relation => target, attribute => k) WHEN 'text' THEN '%I COLLATE "C"' ELSE '%I' END, k), ', ' ORDER BY n) FROM unnest(keys) WITH ORDINALITY AS u(k, n));
    columns text;
    old text;
    new text;
    merged @extschema@.publication_merge_row;
BEGIN
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum), string_agg('t.' || quote_ident(attname), ', ' ORDER BY attnum), string_agg('f.' || quote_ident(attname), ', ' ORDER BY attnum)
    INTO columns, old, new FROM pg_attribute WHERE attrelid = target AND attnum > 0 AND NOT attisdropped AND attidentity = '';
    -- Rows are compared bit by bit, which every type can; new ones get their keys in an order that is the same everywhere.
    EXECUTE format($q$WITH f AS MATERIALIZED (
            SELECT t.%2$s, %6$s FROM %1$s AS t FULL JOIN (%3$s) AS f ON %4$s WHERE t.%2$s IS NULL OR f.%8$I IS NULL OR ROW(%5$s)::record *<> ROW(%6$s)::record),
        gone AS (DELETE FROM %1$s AS t USING f WHERE t.%2$s = f.%2$s AND f.%8$I IS NULL RETURNING 1),
        changed AS (UPDATE %1$s AS t SET (%7$s) = ROW(%6$s) FROM f WHERE t.%2$s = f.%2$s AND f.%8$I IS NOT NULL RETURNING 1),
        added AS (INSERT INTO %1$s (%7$s) SELECT %7$s FROM f WHERE %2$s IS NULL ORDER BY %9$s RETURNING 1)
        SELECT (SELECT count(*) FROM added), (SELECT count(*) FROM changed), (SELECT count(*) FROM gone)$q$, target, id, query, matched, old, new, columns, keys[1], ordered) INTO merged;
    RETURN merged;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_merge(regclass, text) IS
'Makes the rows of a table those of a query, by its unique key. Rows that are the same stay as they are, and readers are not blocked.';

CREATE FUNCTION @extschema@.publication_labels(definition @extschema@.publications, side text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    titles regclass := CASE side WHEN 'region' THEN definition.region_titles ELSE definition.industry_titles END;
    geometries regclass := CASE side WHEN 'region' THEN definition.regions END;
BEGIN
    RETURN format($q$SELECT c.%1$I, coalesce(n.title, CASE c.%1$I WHEN '_T' THEN 'Total' ELSE c.%1$I END) AS title, c.level%2$s
        FROM (SELECT %1$I, min(%3$I) AS level FROM pg_temp.publication_stage GROUP BY 1) AS c
        LEFT JOIN (%4$s) AS n ON n.code = c.%1$I%5$s$q$, side, CASE WHEN geometries IS NOT NULL THEN ', g.geom' ELSE '' END, side || '_level',
        CASE WHEN titles IS NULL THEN 'SELECT NULL::text AS code, NULL::text AS title'
            ELSE format('SELECT code::text, min(title::text COLLATE "C") COLLATE "default" AS title FROM %s%s GROUP BY 1', titles,
                CASE WHEN @extschema@.publication_attribute(relation => titles, attribute => 'language') IS NOT NULL THEN format(' WHERE language IS NULL OR language = %L', definition.language) ELSE '' END) END,
        CASE WHEN geometries IS NOT NULL THEN format(' LEFT JOIN %s AS g ON g.region::text = c.region', geometries) ELSE '' END);
END
$$;
COMMENT ON FUNCTION @extschema@.publication_labels(@extschema@.publications, text) IS
'Query for the regions or industries of the temporary table publication_stage, with titles and geometries.';

CREATE FUNCTION @extschema@.publication_cells(definition @extschema@.publications)
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
SELECT format($q$WITH e AS MATERIALIZED (SELECT period, @extschema@.publication_period_end(period => period::text) AS as_of FROM pg_temp.publication_stage GROUP BY period)
    SELECT c.period, e.as_of, c.region, a.title AS region_title, c.region_level, c.industry, b1.title AS industry_title, c.industry_level,
        CASE WHEN c.status = 'F' THEN c.firms::integer END AS n, CASE WHEN c.status = 'F' THEN c.size END AS value,
        CASE WHEN s.shown THEN @extschema@.location_quotient(cell => c.size, region_total => r.size, industry_total => i.size, total => t.size) END AS lq,
        CASE WHEN s.shown THEN b.firms_lq END AS firms_lq,
        CASE WHEN s.shown THEN greatest(0, b.firms_lq - b.chance) END AS firms_lq_lower, CASE WHEN s.shown THEN b.firms_lq + b.chance END AS firms_lq_upper, c.status AS conf_status%3$s
    FROM pg_temp.publication_stage AS c JOIN e ON e.period = c.period JOIN %1$s AS a ON a.region = c.region JOIN %2$s AS b1 ON b1.industry = c.industry
    LEFT JOIN pg_temp.publication_stage AS r ON r.period = c.period AND r.region = c.region AND r.industry = '_T'
    LEFT JOIN pg_temp.publication_stage AS i ON i.period = c.period AND i.region = '_T' AND i.industry = c.industry
    LEFT JOIN pg_temp.publication_stage AS t ON t.period = c.period AND t.region = '_T' AND t.industry = '_T'
    CROSS JOIN LATERAL (SELECT c.status = 'F' AND r.status = 'F' AND i.status = 'F' AND t.status = 'F' AS shown) AS s
    -- The bounds of location_quotients of firms, each of which is 1 of the industry: a Herfindahl of 1 / n.
    CROSS JOIN LATERAL (SELECT @extschema@.location_quotient(cell => c.firms, region_total => r.firms, industry_total => i.firms, total => t.firms) AS firms_lq,
        1.959963984540054 * sqrt(greatest(0, t.firms - r.firms)::float8 / nullif(r.firms, 0) / nullif(i.firms, 0)) AS chance) AS b$q$,
    @extschema@.publication_table(definition, 'region'), @extschema@.publication_table(definition, 'industry'),
    (SELECT string_agg(format(', CASE WHEN c.status = ''F'' THEN c.%1$I END AS %1$I', m), '' ORDER BY n) FROM unnest(definition.measures) WITH ORDINALITY AS u(m, n)))
$$;
COMMENT ON FUNCTION @extschema@.publication_cells(@extschema@.publications) IS
'Query for what is shown of the temporary table publication_stage. A quotient is a function of four cells, and shown where these are; its bounds are of their numbers of firms alone.';
