-- What states cost that travel as text, as Citus always sends them, beside the same ones merged as they are: by the cell that is
-- shipped, in the sender (writing) and where they end (reading and merging).  Shards by region have no cell in common, by firm most;
-- groups of one region are many small states, whose text is readable.  Processor time, medians of five rounds.
SET max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE state AS
SELECT l.place, l.layout, s.place AS size_place, s.sizes, m, m::text AS written, cluster_matrix_json(m) AS json
FROM (SELECT 1 AS place, '4 shards by region' AS layout, cluster_matrix_agg(region, industry, jobs) AS whole, cluster_matrix_agg(region, industry, revenue) AS cents FROM firms GROUP BY region_code % 4
      UNION ALL SELECT 2, '4 shards by firm', cluster_matrix_agg(region, industry, jobs), cluster_matrix_agg(region, industry, revenue) FROM firms GROUP BY firm_id % 4
      UNION ALL SELECT 3, 'groups of a region', cluster_matrix_agg(region, industry, jobs), cluster_matrix_agg(region, industry, revenue) FROM firms GROUP BY region_code) AS l,
     LATERAL (VALUES (1, 'whole', whole), (2, 'cents', cents)) AS s(place, sizes, m);
CREATE FUNCTION pg_temp.processor_ns() RETURNS bigint LANGUAGE sql AS $$ SELECT split_part(pg_read_file('/proc/self/schedstat'), ' ', 1)::bigint $$;
-- Writing is measured on values that are in memory, reading on text that is.
CREATE FUNCTION pg_temp.median_ns(work text, place int, sizes text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE begun bigint; taken float8[]; held cluster_matrix[]; texts text[]; nothing text;
BEGIN
    SELECT array_agg(m), CASE work WHEN 'json' THEN array_agg(json) ELSE array_agg(written) END INTO held, texts FROM state AS s WHERE s.place = median_ns.place AND s.sizes = median_ns.sizes;
    FOR round IN 0 .. 5 LOOP
        begun := pg_temp.processor_ns();
        IF work = 'write' THEN
            SELECT sum(length(m::text)) INTO nothing FROM unnest(held) AS m;
        ELSIF work = 'merge' THEN
            SELECT (summary(sum(m))).bytes INTO nothing FROM unnest(held) AS m;
        ELSE
            SELECT (summary(sum(t::cluster_matrix))).bytes INTO nothing FROM unnest(texts) AS t;
        END IF;
        IF round > 0 THEN
            taken := taken || (pg_temp.processor_ns() - begun)::float8;
        END IF;
    END LOOP;
    RETURN (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t) FROM unnest(taken) AS t);
END $$;
SELECT layout AS "states", sizes, count(*) AS "number", sum((summary(m)).cells) AS "cells shipped",
       round((sum((summary(m)).bytes) / sum((summary(m)).cells))::numeric, 1) AS "stored, B a cell", round(sum(octet_length(written)) / sum((summary(m)).cells), 1) AS "as text",
       round(sum(octet_length(json)) / sum((summary(m)).cells), 1) AS "as JSON",
       round((pg_temp.median_ns('write', place, sizes) / sum((summary(m)).cells)::float8)::numeric) AS "writing, ns a cell", round((pg_temp.median_ns('merge', place, sizes) / sum((summary(m)).cells)::float8)::numeric) AS "merging",
       round((pg_temp.median_ns('read', place, sizes) / sum((summary(m)).cells)::float8)::numeric) AS "reading and merging", round((pg_temp.median_ns('json', place, sizes) / sum((summary(m)).cells)::float8)::numeric) AS "the same of JSON"
FROM state GROUP BY place, layout, size_place, sizes ORDER BY place, size_place;
