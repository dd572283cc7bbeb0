/* Files of what is published: lines of text, which psql -At or COPY write.  That of tau-ARGUS tells all, and is for the publisher. */

CREATE FUNCTION @extschema@.publication_csv_field(value text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
SELECT CASE WHEN value OPERATOR(pg_catalog.~) '[",\r\n]' OR value OPERATOR(pg_catalog.=) '' THEN pg_catalog.concat('"', pg_catalog.replace(value, '"', '""'), '"') ELSE coalesce(value, '') END
$$;
COMMENT ON FUNCTION @extschema@.publication_csv_field(text) IS
'A field of a file of comma-separated values, quoted if need be. Empty for NULL, and "" for what is empty (RFC 4180).';

CREATE FUNCTION @extschema@.publication_csv(published regclass)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
SET search_path = pg_catalog, pg_temp
SET extra_float_digits = 1
SET TimeZone = 'UTC'
SET DateStyle = 'ISO'
AS $$
DECLARE
    listed text;
    header text;
    key text;
BEGIN
    SELECT string_agg(format('@extschema@.publication_csv_field(value => %s)', CASE WHEN atttypid = 'timestamptz'::regtype THEN format('to_char(t.%I, ''YYYY-MM-DD"T"HH24:MI:SS"Z"'')', attname) ELSE format('t.%I::text', attname) END), ', ' ORDER BY attnum),
        string_agg(@extschema@.publication_csv_field(value => attname::text), ',' ORDER BY attnum), (array_agg(attname ORDER BY attnum))[1]
    INTO listed, header, key FROM pg_attribute WHERE attrelid = published AND attnum > 0 AND NOT attisdropped;
    RETURN NEXT header;
    RETURN QUERY EXECUTE format('SELECT concat_ws('','', %s) FROM %s AS t ORDER BY t.%I', listed, published, key);
END
$$;
COMMENT ON FUNCTION @extschema@.publication_csv(regclass) IS
'A published table as comma-separated values, by its first column. The first line names the columns; times are UTC, numbers have all their digits.';

CREATE FUNCTION @extschema@.publication_sdmx_csv(
    published regclass,
    dataflow text,
    measure text DEFAULT 'value',
    region_dimension text DEFAULT 'REF_AREA',
    industry_dimension text DEFAULT 'ACTIVITY',
    fixed text[] DEFAULT '{}')
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
SET search_path = pg_catalog, pg_temp
SET extra_float_digits = 1
AS $$
DECLARE
    missing text := (SELECT c FROM unnest(ARRAY[measure, 'region', 'industry', 'period', 'conf_status']) AS c WHERE @extschema@.publication_attribute(relation => published, attribute => c) IS NULL LIMIT 1);
BEGIN
    IF missing IS NOT NULL OR measure IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = '42703', MESSAGE = format('relation %s has no column "%s"', published, coalesce(missing, 'NULL')),
            DETAIL = 'It is not the table of a publication, or has no such measure.', HINT = 'Name a table that publish made, and one of its columns of numbers.';
    END IF;
    IF dataflow !~ '^[A-Za-z][A-Za-z0-9_.-]*:[A-Za-z0-9_@$-]+\(\d+(\.\d+)*\)$' OR dataflow IS NULL OR fixed IS NULL OR EXISTS (SELECT FROM unnest(fixed) AS f WHERE f IS NULL OR f !~ '^[A-Za-z0-9_@$-]+=.+') THEN
        RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'a dataflow is an agency, a name and a version, and what is fixed a dimension and its code',
            DETAIL = format('They are %s and %s.', coalesce(dataflow, 'NULL'), coalesce(fixed::text, 'NULL')), HINT = 'For example ''OFFICE:JOBS(1.0)'' and ''{FREQ=A}''.';
    END IF;
    RETURN NEXT concat_ws(',', 'DATAFLOW', (SELECT string_agg(split_part(f, '=', 1), ',' ORDER BY n) FROM unnest(fixed) WITH ORDINALITY AS u(f, n)),
        @extschema@.publication_csv_field(value => region_dimension), @extschema@.publication_csv_field(value => industry_dimension), 'TIME_PERIOD', 'OBS_VALUE', 'OBS_STATUS', 'CONF_STATUS');
    RETURN QUERY EXECUTE format($q$SELECT concat_ws(',', %1$s, @extschema@.publication_csv_field(value => region), @extschema@.publication_csv_field(value => industry), @extschema@.publication_csv_field(value => period::text),
            CASE WHEN conf_status = 'F' AND %2$I IS NOT NULL THEN %2$I::text ELSE '' END, CASE WHEN conf_status <> 'F' THEN 'Q' WHEN %2$I IS NULL THEN 'O' ELSE 'A' END, conf_status)
        FROM %3$s ORDER BY period::text COLLATE "C", region COLLATE "C", industry COLLATE "C"$q$,
        quote_literal(concat_ws(',', @extschema@.publication_csv_field(value => dataflow), (SELECT string_agg(@extschema@.publication_csv_field(value => substr(f, strpos(f, '=') + 1)), ',' ORDER BY n) FROM unnest(fixed) WITH ORDINALITY AS u(f, n)))), measure, published);
END
$$;
COMMENT ON FUNCTION @extschema@.publication_sdmx_csv(regclass, text, text, text, text, text[]) IS
'Published cells as SDMX-CSV 1.0. OBS_STATUS is A, Q (suppressed) or O (missing), CONF_STATUS F, C or D; fixed gives further dimensions, each with the code that all rows have. 22023 for a dataflow that is none, 42703 for another relation.';

CREATE FUNCTION @extschema@.publication_tau_argus_hierarchy(definition @extschema@.publications, side text)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 100000 ROWS 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tree regclass := CASE side WHEN 'region' THEN definition.region_tree ELSE definition.industry_tree END;
BEGIN
    -- Labels that begin another are above it, and come before it in any case.
    RETURN QUERY EXECUTE format($q$WITH RECURSIVE above AS (
            SELECT %1$I AS label, %1$I AS top, ARRAY[%1$I COLLATE "C"] AS path FROM %2$s
            UNION ALL SELECT a.label, p.parent::text, p.parent::text || a.path FROM above AS a JOIN (%3$s) AS p ON p.label::text = a.top WHERE p.parent::text NOT IN ('', '_T'))
        SELECT repeat('@', greatest(l.level - 1, 0)) || l.%1$I FROM %2$s AS l
        CROSS JOIN LATERAL (SELECT a.path FROM above AS a WHERE a.label = l.%1$I ORDER BY cardinality(a.path) DESC LIMIT 1) AS a WHERE l.%1$I <> '_T' ORDER BY a.path$q$,
        side, @extschema@.publication_table(definition, side),
        CASE WHEN tree IS NULL THEN 'SELECT NULL::text AS label, NULL::text AS parent' ELSE format('SELECT %I AS label, parent FROM %s', side, tree) END);
END
$$;
COMMENT ON FUNCTION @extschema@.publication_tau_argus_hierarchy(@extschema@.publications, text) IS
'Regions or industries of a publication as a file .hrc of tau-ARGUS. One @ for each level below the first, the total left out.';

CREATE FUNCTION @extschema@.publication_tau_argus_cells(definition @extschema@.publications, period text)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY EXECUTE format($q$WITH given AS MATERIALIZED (
            SELECT @extschema@.with_totals(s.%2$I, ($1).region_digits, ($1).industry_digits, ($1).region_tree, ($1).industry_tree) AS m,
                @extschema@.with_totals(%3$s, ($1).region_digits, ($1).industry_digits, ($1).region_tree, ($1).industry_tree) AS unwaived
            FROM %1$s AS s WHERE (%4$s)::text = $2)
        SELECT concat_ws(',', concat('"', p.region, '"'), concat('"', p.industry, '"'), coalesce(c.size::numeric::text, ''), coalesce(c.firms::text, ''), coalesce(c.largest::numeric::text, ''), CASE WHEN c.firms = 1 THEN '0' ELSE coalesce(c.second_largest::numeric::text, '') END,
            CASE WHEN j.status = 'C' THEN 'U' WHEN p.conf_status = 'F' THEN 'S' ELSE 'M' END, coalesce(j.protection::numeric, 0)::text, coalesce(j.protection::numeric, 0)::text)
        FROM given AS g CROSS JOIN LATERAL @extschema@.cells(g.m) AS c
        JOIN @extschema@.disclosure_status(g.m, ($1).rule, g.unwaived) AS j ON j.region = c.region AND j.industry = c.industry
        JOIN %5$s AS p ON p.period::text = $2 AND p.region = coalesce(nullif(c.region, ''), '_T') AND p.industry = coalesce(nullif(c.industry, ''), '_T')
        ORDER BY p.region COLLATE "C", p.industry COLLATE "C"$q$,
        definition.source, definition.matrix_column, coalesce('s.' || quote_ident(definition.unwaived_column), 'NULL'),
        @extschema@.publication_period(definition), @extschema@.publication_table(definition, 'cells')) USING definition, period;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_tau_argus_cells(@extschema@.publications, text) IS
'Cells of a publication as lines of a table of tau-ARGUS. True values, firms, the two largest, status S, U or M, and protection.';

CREATE FUNCTION @extschema@.publication_tau_argus(publication text, file text DEFAULT 'tab', period text DEFAULT NULL)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    definition @extschema@.publications := @extschema@.publication_definition(publication => publication);
    last text;
BEGIN
    IF file IN ('region', 'industry') THEN
        RETURN QUERY SELECT h FROM @extschema@.publication_tau_argus_hierarchy(definition, file) AS h;
    ELSIF file = 'tab' THEN
        EXECUTE format('SELECT max(period)::text FROM %s', @extschema@.publication_table(definition, 'cells')) INTO last;
        RETURN QUERY SELECT c FROM @extschema@.publication_tau_argus_cells(definition, coalesce(period, last)) AS c;
    ELSIF file = 'rda' THEN
        RETURN QUERY SELECT unnest(string_to_array(format(E'<SEPARATOR> ","\n<SAFE> "S"\n<UNSAFE> "U"\n<PROTECT> "P"\n'
            'Region\n    <RECODEABLE>\n    <TOTCODE> "_T"\n    <HIERARCHICAL>\n    <HIERCODELIST> "%1$s_regions.hrc"\n    <HIERLEADSTRING> "@"\n'
            'Industry\n    <RECODEABLE>\n    <TOTCODE> "_T"\n    <HIERARCHICAL>\n    <HIERCODELIST> "%1$s_industries.hrc"\n    <HIERLEADSTRING> "@"\n'
            'Value\n    <NUMERIC>\n    <DECIMALS> 2\nFirms\n    <FREQUENCY>\nLargest\n    <MAXSCORE>\nSecond\n    <MAXSCORE>\nStatus\n    <STATUS>\n'
            'Lower\n    <NUMERIC> <LOWERPL>\nUpper\n    <NUMERIC> <UPPERPL>', publication), E'\n'));
    ELSE
        RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = format('there is no file "%s"', file), DETAIL = 'tau-ARGUS reads a table, what its columns are, and two hierarchies.',
            HINT = 'Ask for tab, rda, region or industry.';
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_tau_argus(text, text, text) IS
'Files for tau-ARGUS 4, with all that is hidden. Lines of the table (tab), metadata (rda), hierarchies (region, industry). Of the last period unless one is given; for the publisher. 22023 for another file.';
