/* Tables for everybody: one call publishes, another refreshes.  Functions run on a path of their own; procedures, which commit, name all. */

CREATE FUNCTION @extschema@.publication_check(definition @extschema@.publications)
RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    one record;
BEGIN
    IF octet_length(definition.publication) NOT BETWEEN 1 AND 48 OR num_nulls(definition.publication, definition.source, definition.target_schema, definition.matrix_column, definition.period_column, definition.measures) > 0 THEN
        RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'a publication has a name of up to 48 bytes, a source with two columns, and a schema',
            DETAIL = format('They are %s, %s (%s, %s) and %s.', quote_nullable(definition.publication), definition.source, definition.matrix_column, definition.period_column, quote_nullable(definition.target_schema)),
            HINT = 'Tables are named by it: SELECT publish(''jobs'', ''matrices'', ''mart'').';
    END IF;
    IF octet_length(definition.target_schema) > 63 OR NOT EXISTS (SELECT FROM pg_class AS c WHERE c.oid = definition.source) THEN
        RAISE EXCEPTION USING ERRCODE = CASE WHEN octet_length(definition.target_schema) > 63 THEN '42622' ELSE '42P01' END,
            MESSAGE = format(CASE WHEN octet_length(definition.target_schema) > 63 THEN 'the schema of publication "%s" has too long a name' ELSE 'the source of publication "%s" does not exist' END, definition.publication),
            DETAIL = format('Schema %s, source %s.', quote_ident(definition.target_schema), definition.source), HINT = 'Names have up to 63 bytes. Publish again where the source has been made anew.';
    END IF;
    FOR one IN SELECT v.relation, v.attribute, v.type FROM (VALUES
            (definition.source, definition.period_column, NULL), (definition.source, definition.matrix_column, '@extschema@.cluster_matrix'::regtype), (definition.source, definition.unwaived_column, '@extschema@.cluster_matrix'::regtype),
            (definition.region_titles, 'code', NULL), (definition.region_titles, 'title', NULL), (definition.industry_titles, 'code', NULL), (definition.industry_titles, 'title', NULL),
            (definition.regions, 'region', NULL), (definition.regions, 'geom', NULL)) AS v(relation, attribute, type)
            UNION ALL SELECT definition.source, m, '@extschema@.cluster_matrix'::regtype FROM unnest(definition.measures) AS m LOOP
        IF one.relation IS NOT NULL AND one.attribute IS NOT NULL AND NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = one.relation AND a.attname = one.attribute AND a.attnum > 0
                AND NOT a.attisdropped AND a.atttypid = coalesce(one.type, a.atttypid)) THEN
            RAISE EXCEPTION USING ERRCODE = '42703', MESSAGE = format('relation %s has no column "%s"%s', one.relation, one.attribute, CASE WHEN one.type IS NOT NULL THEN ' of matrices' ELSE '' END),
                DETAIL = format('Publication "%s" would be made from it.', definition.publication), HINT = 'Name another column, or publish a view that has it.';
        END IF;
    END LOOP;
    FOR one IN SELECT m FROM unnest(definition.measures) AS m WHERE m IN (SELECT name FROM @extschema@.publication_columns(definition, 'cells') GROUP BY name HAVING count(*) > 1)
            OR m IN ('id', 'firms', 'size', 'status', 'reason', 'protection', 'exposed') LOOP
        RAISE EXCEPTION USING ERRCODE = '42701', MESSAGE = format('a measure cannot be called "%s"', one.m),
            DETAIL = 'Each measure becomes a column of tables that have columns of that name.', HINT = 'Publish a view in which it has another name.';
    END LOOP;
    IF definition.reader IS NOT NULL AND to_regrole(quote_ident(definition.reader)) IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = '42704', MESSAGE = format('role "%s" does not exist', definition.reader),
            DETAIL = format('Publication "%s" would be for it to read.', definition.publication), HINT = 'CREATE ROLE makes one; without a reader the publisher grants.';
    END IF;
    RETURN true;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_check(@extschema@.publications) IS
'True for a definition that can be; raises 22023, 42622, 42P01, 42703, 42701 or 42704 for others. One that lacks something, or names relations, columns or roles that are not there, or measures that cannot be columns.';

CREATE FUNCTION @extschema@.publication_definition(publication text)
RETURNS @extschema@.publications
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 100
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    definition @extschema@.publications;
BEGIN
    SELECT p.* INTO definition FROM @extschema@.publications AS p WHERE p.publication = $1;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = '42704', MESSAGE = format('there is no publication "%s"', publication),
            DETAIL = 'The table publications does not have it.', HINT = 'Call publish, which makes one.';
    END IF;
    -- A source may be a view that runs code of its owner.
    IF definition.publisher <> current_user THEN
        RAISE EXCEPTION USING ERRCODE = '42501', MESSAGE = format('publication "%s" is another role''s', publication),
            DETAIL = format('%s published it.', definition.publisher), HINT = 'SET ROLE to that role.';
    END IF;
    RETURN definition;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_definition(text) IS
'Row of publications that the caller published. Raises 42704 if there is none, 42501 if it is another role''s.';

CREATE FUNCTION @extschema@.publication_open(publication text)
RETURNS @extschema@.publications
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM FROM @extschema@.publications AS p WHERE p.publication = $1 FOR NO KEY UPDATE NOWAIT;
    RETURN @extschema@.publication_definition(publication => publication);
EXCEPTION WHEN lock_not_available THEN
    RAISE EXCEPTION USING ERRCODE = '55P03', MESSAGE = format('publication "%s" is being refreshed or changed', publication),
        DETAIL = 'Another transaction is at it.', HINT = 'Call again when that has ended.';
END
$$;
COMMENT ON FUNCTION @extschema@.publication_open(text) IS
'Row of publications that the caller published, locked to the end of the transaction. Raises what publication_definition raises, and 55P03 if another transaction has it.';

CREATE FUNCTION @extschema@.publication_audit(definition @extschema@.publications, period text)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    findings text[] := ARRAY['exact'] || CASE WHEN definition.singletons THEN '{singleton}'::text[] END || CASE WHEN definition.intervals THEN '{narrow,unproven}'::text[] END;
    measure text;
    found bigint;
    first text;
BEGIN
    SELECT count(*), min(format('"%s", "%s"', s.region, s.industry) COLLATE "C") INTO found, first FROM pg_temp.publication_stage AS s WHERE s.period::text = $2 AND s.exposed;
    FOREACH measure IN ARRAY '{size}'::text[] || definition.measures LOOP
        EXIT WHEN found > 0;
        EXECUTE format('CREATE OR REPLACE TEMP VIEW publication_audited AS SELECT region, industry, %1$I AS value, status <> ''F'' OR %1$I IS NULL AS hidden, %2$s AS firms, %3$s AS protection'
            ' FROM pg_temp.publication_stage WHERE period = %4$L%5$s', measure, CASE WHEN definition.singletons THEN 'firms' ELSE 'NULL::bigint' END,
            CASE WHEN definition.intervals AND measure = 'size' THEN 'protection' ELSE 'NULL::double precision' END, period,
            -- A free cell that a measure does not have is seen to be none of it.
            CASE WHEN measure <> 'size' THEN format(' AND (status <> ''F'' OR %I IS NOT NULL)', measure) END);
        SELECT count(*), min(format('"%s", "%s"', a.region, a.industry) COLLATE "C") INTO found, first
        FROM @extschema@.disclosure_audit(published => 'pg_temp.publication_audited'::regclass, region_digits => definition.region_digits, industry_digits => definition.industry_digits,
            region_tree => definition.region_tree, industry_tree => definition.industry_tree, intervals => definition.intervals) AS a
        -- Free cells are not hidden, and what firms find out about cells that only keep others is not confidential.
        JOIN pg_temp.publication_stage AS s ON s.period::text = $2 AND s.region = a.region AND s.industry = a.industry
        WHERE a.finding = ANY (findings) AND s.status <> 'F' AND (a.finding <> 'singleton' OR s.status = 'C');
    END LOOP;
    IF found > 0 THEN
        RAISE EXCEPTION USING ERRCODE = '55000', MESSAGE = format('publication "%s" would give away hidden cells of period %s', definition.publication, period),
            DETAIL = format('Sums of what is shown tell of %s, the first of region, industry %s. Nothing was written.', found, first),
            HINT = 'Publish fewer levels, or coarser ones, so that there is enough to hide them with.';
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_audit(@extschema@.publications, text) IS
'Audits a period of the temporary table publication_stage as readers will see it. Raises 55000 if sums give a hidden cell away, or what else the definition asks for.';

CREATE FUNCTION @extschema@.publication_stage(definition @extschema@.publications)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    made text := @extschema@.publication_table(definition, 'cells');
    period text := @extschema@.publication_period(definition);
    listed text := (SELECT string_agg(format(', m%s.size AS %I', n, m), '' ORDER BY n) FROM unnest(definition.measures) WITH ORDINALITY AS u(m, n));
    also text := (SELECT string_agg(format('s.%I', m), ', ' ORDER BY n) FROM unnest(definition.measures) WITH ORDINALITY AS u(m, n));
    joined text := (SELECT string_agg(format($q$ LEFT JOIN LATERAL @extschema@.cells(@extschema@.with_totals(s.%1$I, ($1).region_digits, ($1).industry_digits, ($1).region_tree, ($1).industry_tree)) AS m%2$s
        ON coalesce(nullif(m%2$s.region, ''), '_T') = c.region AND coalesce(nullif(m%2$s.industry, ''), '_T') = c.industry$q$, m, n), '' ORDER BY n) FROM unnest(definition.measures) WITH ORDINALITY AS u(m, n));
    query text := format($q$SELECT %1$s AS period, c.*%2$s FROM %3$s AS s CROSS JOIN LATERAL @extschema@.suppress(s.%4$I, ($1).region_digits, ($1).industry_digits, ($1).region_tree, ($1).industry_tree,
        ($1).rule, unwaived => %5$s, also => %6$s, previous => $2, cost => ($1).cost, singletons => ($1).singletons, intervals => ($1).intervals) AS c%7$s WHERE %1$s = $3$q$,
        period, listed, definition.source, definition.matrix_column, coalesce('s.' || quote_ident(definition.unwaived_column), 'NULL'), coalesce('ARRAY[' || also || ']', 'NULL'), joined);
    one record;
    earlier text;
    published boolean;
BEGIN
    EXECUTE format('CREATE TEMP TABLE publication_stage AS SELECT %s AS period, c.*%s FROM %s AS s, @extschema@.suppress(NULL) AS c WITH NO DATA', period,
        (SELECT string_agg(format(', NULL::double precision AS %I', m), '' ORDER BY n) FROM unnest(definition.measures) WITH ORDINALITY AS u(m, n)), definition.source);
    FOR one IN EXECUTE format('SELECT %s AS period, count(*) AS rows FROM %s AS s GROUP BY 1 ORDER BY 1', period, definition.source) LOOP
        IF one.period IS NULL OR one.rows > 1 THEN
            RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = format('%s has not one row for each period', definition.source),
                DETAIL = CASE WHEN one.period IS NULL THEN 'A row has no period.' ELSE format('Period %s has %s rows.', one.period, one.rows) END,
                HINT = 'Publish a view of sum(matrix) ... GROUP BY period.';
        END IF;
        -- What was hidden of a period stays hidden where that will do; of a new one, what was of the one before.
        EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE period = $1)', made) INTO published USING one.period;
        EXECUTE CASE WHEN published THEN format('CREATE OR REPLACE TEMP VIEW publication_previous AS SELECT region, industry, conf_status AS status FROM %s WHERE period = %L', made, one.period)
            ELSE format('CREATE OR REPLACE TEMP VIEW publication_previous AS SELECT region, industry, status FROM pg_temp.publication_stage WHERE period = %L', earlier) END;
        EXECUTE 'INSERT INTO pg_temp.publication_stage ' || query USING definition, 'pg_temp.publication_previous'::regclass, one.period;
        PERFORM @extschema@.publication_audit(definition, one.period::text);
        earlier := one.period;
    END LOOP;
    -- A source that a policy of row-level security hides, or that is being loaded, is no reason to empty tables.
    IF earlier IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = '55000', MESSAGE = format('%s has no rows', definition.source),
            DETAIL = format('Publication "%s" would lose all of its cells.', definition.publication), HINT = 'Call unpublish if that is what is meant.';
    END IF;
    ANALYZE pg_temp.publication_stage;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_stage(@extschema@.publications) IS
'Makes a temporary table, publication_stage, of the cells of a publication, what is hidden included. Raises what publication_audit raises; 22023 for two matrices of a period.';

CREATE FUNCTION @extschema@.publication_write(definition @extschema@.publications)
RETURNS @extschema@.publication_log
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    entry @extschema@.publication_log;
BEGIN
    entry.publication := definition.publication;
    entry.started := clock_timestamp();
    PERFORM @extschema@.publication_check(definition);
    PERFORM @extschema@.publication_stage(definition);
    PERFORM @extschema@.publication_merge(target => @extschema@.publication_table(definition, side)::regclass, query => @extschema@.publication_labels(definition, side)) FROM unnest('{region,industry}'::text[]) AS side;
    SELECT m.inserted, m.updated, m.deleted INTO entry.inserted, entry.updated, entry.deleted
    FROM @extschema@.publication_merge(target => @extschema@.publication_table(definition, 'cells')::regclass, query => @extschema@.publication_cells(definition)) AS m;
    SELECT count(*) FILTER (WHERE status = 'C'), count(*) FILTER (WHERE status = 'D') INTO entry.confidential, entry.secondary FROM pg_temp.publication_stage;
    EXECUTE format('INSERT INTO %s AS r (id, refreshed_at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET refreshed_at = excluded.refreshed_at', @extschema@.publication_table(definition, 'refreshed')) USING now();
    DROP VIEW IF EXISTS pg_temp.publication_previous, pg_temp.publication_audited;
    DROP TABLE pg_temp.publication_stage;
    entry.ended := clock_timestamp();
    entry.status := 'done';
    entry.version := @extschema@.cluster_ext_version();
    RETURN entry;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_write(@extschema@.publications) IS
'Refreshes the tables of a publication and tells what that did. All or nothing; readers are not blocked.';

CREATE FUNCTION @extschema@.publication_refresh(publication text)
RETURNS @extschema@.publication_log
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    definition @extschema@.publications := @extschema@.publication_open(publication => publication);
    entry @extschema@.publication_log;
    began timestamp with time zone := clock_timestamp();
BEGIN
    BEGIN
        entry := @extschema@.publication_write(definition);
    -- All that was done is undone here, but for the lock.  Time-outs are what fails most.
    EXCEPTION WHEN query_canceled OR assert_failure OR OTHERS THEN
        GET STACKED DIAGNOSTICS entry.error_code = RETURNED_SQLSTATE, entry.error = MESSAGE_TEXT, entry.error_detail = PG_EXCEPTION_DETAIL, entry.error_hint = PG_EXCEPTION_HINT;
        entry.publication := definition.publication;
        entry.started := began;
        entry.ended := clock_timestamp();
        entry.status := 'failed';
        entry.version := @extschema@.cluster_ext_version();
    END;
    INSERT INTO @extschema@.publication_log SELECT entry.*;
    RETURN entry;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_refresh(text) IS
'Refreshes a publication and logs how that ended. An error becomes part of the row that is logged and returned; raises what publication_open raises.';

CREATE FUNCTION @extschema@.publish(
    publication text,
    source regclass,
    target_schema text,
    reader text DEFAULT NULL,
    matrix_column text DEFAULT 'matrix',
    period_column text DEFAULT 'period',
    region_digits integer[] DEFAULT NULL,
    industry_digits integer[] DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    industry_tree regclass DEFAULT NULL,
    rule text DEFAULT 'default',
    region_titles regclass DEFAULT NULL,
    industry_titles regclass DEFAULT NULL,
    language text DEFAULT 'en',
    regions regclass DEFAULT NULL,
    measures text[] DEFAULT '{}',
    unwaived_column text DEFAULT NULL,
    cost text DEFAULT 'cells',
    singletons boolean DEFAULT false,
    intervals boolean DEFAULT false)
RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    definition @extschema@.publications;
    was @extschema@.publications;
    entry @extschema@.publication_log;
    part text;
BEGIN
    -- Quotients are against totals, so these are always there; labels of any length are told apart by 1024 characters.
    definition := ROW(publication, current_user, source, matrix_column, period_column, measures, unwaived_column, target_schema, reader,
        CASE WHEN region_tree IS NULL THEN (SELECT array_agg(DISTINCT d ORDER BY d) FROM unnest(coalesce(region_digits, '{1024}') || 0) AS d) END,
        CASE WHEN industry_tree IS NULL THEN (SELECT array_agg(DISTINCT d ORDER BY d) FROM unnest(coalesce(industry_digits, '{1024}') || 0) AS d) END,
        region_tree, industry_tree, rule, cost, singletons, intervals, region_titles, industry_titles, language, regions);
    PERFORM @extschema@.publication_check(definition);
    IF EXISTS (SELECT FROM @extschema@.publications AS p WHERE p.publication = definition.publication) THEN
        was := @extschema@.publication_open(publication => publication);
        IF was.target_schema <> target_schema THEN
            RAISE EXCEPTION USING ERRCODE = '0A000', MESSAGE = format('publication "%s" is in schema "%s"', publication, was.target_schema),
                DETAIL = 'Its tables do not move.', HINT = 'Call unpublish first.';
        END IF;
        IF was.reader IS DISTINCT FROM reader AND to_regrole(quote_ident(was.reader)) IS NOT NULL THEN
            FOREACH part IN ARRAY '{cells,region,industry,refreshed}'::text[] LOOP
                EXECUTE format('REVOKE SELECT ON %s FROM %I', @extschema@.publication_table(was, part), was.reader);
            END LOOP;
        END IF;
        DELETE FROM @extschema@.publications AS p WHERE p.publication = definition.publication;
    ELSE
        FOREACH part IN ARRAY '{cells,region,industry,refreshed}'::text[] LOOP
            IF to_regclass(@extschema@.publication_table(definition, part)) IS NOT NULL THEN
                RAISE EXCEPTION USING ERRCODE = '42P07', MESSAGE = format('relation %s exists', @extschema@.publication_table(definition, part)),
                    DETAIL = format('Publication "%s" is not the one that made it.', publication), HINT = 'Take another name, or drop it.';
            END IF;
        END LOOP;
    END IF;
    INSERT INTO @extschema@.publications SELECT definition.*;
    IF to_regnamespace(quote_ident(target_schema)) IS NULL THEN
        EXECUTE format('CREATE SCHEMA %I', target_schema);
    END IF;
    IF reader IS NOT NULL THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', target_schema, reader);
    END IF;
    FOREACH part IN ARRAY '{cells,region,industry,refreshed}'::text[] LOOP
        PERFORM @extschema@.publication_make_table(definition, part);
    END LOOP;
    entry := @extschema@.publication_write(definition);
    INSERT INTO @extschema@.publication_log SELECT entry.*;
    FOREACH part IN ARRAY '{cells,region,industry}'::text[] LOOP
        EXECUTE format('ANALYZE %s', @extschema@.publication_table(definition, part));
    END LOOP;
    RETURN entry.confidential + entry.secondary;
END
$$;
COMMENT ON FUNCTION @extschema@.publish(text, regclass, text, text, text, text, integer[], integer[], regclass, regclass, text, regclass, regclass, text, regclass, text[], text, text, boolean, boolean) IS
'Publishes matrices as tables for everybody, and tells how many cells are hidden. Again under the same name, it changes what is published. Makes schema and tables, fills them, and lets the reader read them; refresh_publication keeps them current. 55000 if hidden cells would be given away; 42703 or 42704 for columns and roles that are not there; 42P07 for tables that are; 0A000 for what calls for unpublish.';

CREATE FUNCTION @extschema@.unpublish(publication text)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    definition @extschema@.publications := @extschema@.publication_open(publication => publication);
BEGIN
    EXECUTE format('DROP TABLE %s, %s, %s, %s', @extschema@.publication_table(definition, 'cells'), @extschema@.publication_table(definition, 'region'),
        @extschema@.publication_table(definition, 'industry'), @extschema@.publication_table(definition, 'refreshed'));
    DELETE FROM @extschema@.publications AS p WHERE p.publication = definition.publication;
END
$$;
COMMENT ON FUNCTION @extschema@.unpublish(text) IS
'Drops the tables of a publication and forgets it. The schema stays, and so does the log. 2BP01 where views need the tables.';

CREATE FUNCTION @extschema@.publication_commit_refused()
RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    COMMIT;
    RETURN NULL;
EXCEPTION WHEN invalid_transaction_termination THEN
    RETURN SQLERRM;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_commit_refused() IS
'What the server says, in its language, where code that is called must not commit. No function may.';

CREATE PROCEDURE @extschema@.publication_refresh_each(publications text[])
LANGUAGE plpgsql
AS $$
DECLARE
    commits boolean;
    publication pg_catalog.text;
    entry @extschema@.publication_log;
    failed @extschema@.publication_log[];
BEGIN
    -- Within a transaction that has more to it the server says so; else that a block such as this one cannot commit.
    BEGIN
        COMMIT;
    EXCEPTION WHEN invalid_transaction_termination THEN
        commits := SQLERRM OPERATOR(pg_catalog.<>) @extschema@.publication_commit_refused();
    END;
    FOREACH publication IN ARRAY publications LOOP
        entry := @extschema@.publication_refresh(publication => publication);
        IF entry.status OPERATOR(pg_catalog.=) 'failed' THEN
            failed := pg_catalog.array_append(failed, entry);
        END IF;
        IF commits THEN
            COMMIT;
        END IF;
        EXIT WHEN entry.error_code OPERATOR(pg_catalog.=) '57014';
    END LOOP;
    IF pg_catalog.cardinality(publications) OPERATOR(pg_catalog.=) 1 AND failed IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = failed[1].error_code, MESSAGE = failed[1].error,
            DETAIL = CASE WHEN failed[1].error_detail OPERATOR(pg_catalog.<>) '' THEN failed[1].error_detail ELSE pg_catalog.format('Publication "%s" was being refreshed.', failed[1].publication) END,
            HINT = CASE WHEN failed[1].error_hint OPERATOR(pg_catalog.<>) '' THEN failed[1].error_hint ELSE 'Look into publication_log.' END;
    ELSIF failed IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = failed[1].error_code, MESSAGE = pg_catalog.format('%s of %s publications were not refreshed', pg_catalog.cardinality(failed), pg_catalog.cardinality(publications)),
            DETAIL = pg_catalog.format('The first was "%s": %s', failed[1].publication, failed[1].error), HINT = 'Look into publication_log.';
    END IF;
END
$$;
COMMENT ON PROCEDURE @extschema@.publication_refresh_each(text[]) IS
'Refreshes publications, each in a transaction of its own where that can be. Raises what went wrong in the end.';

CREATE PROCEDURE @extschema@.refresh_publication(publication text)
LANGUAGE plpgsql
AS $$
BEGIN
    CALL @extschema@.publication_refresh_each(publications => ARRAY[publication]);
END
$$;
COMMENT ON PROCEDURE @extschema@.refresh_publication(text) IS
'Makes the tables of a publication what its source says now, all or nothing. Rows that did not change are not rewritten, readers are not blocked. Failures are logged and raised; in a transaction block that is rolled back, the log with it. 55P03 while another refreshes it; 55000 if hidden cells would be given away.';

CREATE PROCEDURE @extschema@.refresh_publications()
LANGUAGE plpgsql
AS $$
DECLARE
    publications pg_catalog.text[] := (SELECT coalesce(pg_catalog.array_agg(p.publication ORDER BY p.publication COLLATE pg_catalog."C"), '{}')
        FROM @extschema@.publications AS p WHERE p.publisher OPERATOR(pg_catalog.=) current_user);
BEGIN
    CALL @extschema@.publication_refresh_each(publications => publications);
END
$$;
COMMENT ON PROCEDURE @extschema@.refresh_publications() IS
'Refreshes all publications of the caller, each in a transaction of its own. One that fails does not keep the others from it: at the end an error tells of the first. In a transaction block all is one.';
