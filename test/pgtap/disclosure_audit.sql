-- What a table of Georgia's counties gives away that hides cells of fewer than 3 establishments and shows all totals.
\ir lib/begin.sql
CREATE TEMP TABLE establishments (county text, naics4 text, n int);
\copy establishments FROM PROGRAM 'gzip -dc test/data/cbp_establishments.csv.gz' (FORMAT csv, HEADER)
CREATE TABLE published AS
SELECT left(county, c) AS region, left(naics4, d) AS industry, sum(n)::float8 AS value, sum(n) AS firms, sum(n) < 3 AS hidden
FROM establishments, unnest('{2,5}'::int[]) AS c, unnest('{0,2,3,4}'::int[]) AS d WHERE county LIKE '13%' GROUP BY 1, 2;
CREATE TEMP TABLE audit AS SELECT * FROM disclosure_audit('published', '{2,5}', '{0,2,3,4}');
SELECT plan(7);
SELECT is((SELECT (count(*), count(*) FILTER (WHERE hidden))::text FROM published), '(33727,15189)', 'cells, hidden ones');
-- Found by an elimination that was written apart.
SELECT is(count(*), 2691::bigint, 'hidden cells that sums give away') FROM audit WHERE finding = 'exact';

-- Subtraction alone, over and over: of each sum that lacks one cell that cell is known. No more than these takes several sums at once.
CREATE TEMP TABLE part AS
SELECT w.region AS whole_region, w.industry AS whole_industry, 'regions' AS side, p.region, p.industry FROM published w JOIN published p ON p.industry = w.industry AND length(p.region) = 5 AND left(p.region, 2) = w.region
UNION ALL
SELECT w.region, w.industry, 'industries', p.region, p.industry FROM published w JOIN published p ON p.region = w.region
  AND length(p.industry) = CASE length(w.industry) WHEN 0 THEN 2 ELSE length(w.industry) + 1 END AND left(p.industry, length(w.industry)) = w.industry;
INSERT INTO part SELECT DISTINCT whole_region, whole_industry, side, whole_region, whole_industry FROM part;
CREATE TEMP TABLE told AS SELECT region, industry, value FROM published WHERE NOT hidden;
CREATE INDEX ON told (region, industry);
ANALYZE part;
DO $$
DECLARE more bigint := 1;
BEGIN
    WHILE more > 0 LOOP
        ANALYZE told;
        WITH sums AS (
            SELECT count(*) FILTER (WHERE t.value IS NULL) AS missing, max(p.region) FILTER (WHERE t.value IS NULL) AS region, max(p.industry) FILTER (WHERE t.value IS NULL) AS industry,
                sum(CASE WHEN (p.region, p.industry) = (whole_region, whole_industry) THEN t.value ELSE -t.value END) AS rest,
                bool_or(t.value IS NULL AND (p.region, p.industry) = (whole_region, whole_industry)) AS is_whole
            FROM part p LEFT JOIN told t USING (region, industry) GROUP BY whole_region, whole_industry, side)
        INSERT INTO told SELECT DISTINCT ON (region, industry) region, industry, CASE WHEN is_whole THEN -rest ELSE rest END FROM sums WHERE missing = 1;
        GET DIAGNOSTICS more = ROW_COUNT;
    END LOOP;
END $$;
CREATE TEMP TABLE subtracted AS SELECT t.*, p.value AS truth FROM told t JOIN published p USING (region, industry) WHERE p.hidden;
SELECT cmp_ok((SELECT count(*) FROM subtracted), '>', 2000::bigint, 'subtraction finds many');
SELECT is((SELECT count(*) FROM subtracted WHERE value <> truth), 0::bigint, 'and finds them right');
SELECT is((SELECT count(*) FROM subtracted s WHERE NOT EXISTS (SELECT FROM audit a WHERE (a.region, a.industry) = (s.region, s.industry) AND finding = 'exact' AND a.value = s.truth)), 0::bigint, 'the audit finds all of these');

-- It reads what its caller may read: without the state's rows there are no sums over counties.
CREATE ROLE auditor;
DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %I TO auditor', (SELECT nspname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE c.oid = 'published'::regclass)); END $$;
SET ROLE auditor;
SELECT throws_ok($$SELECT count(*) FROM disclosure_audit('published', '{2,5}', '{0,2,3,4}')$$, '42501', NULL, 'who may not read the table may not have it audited');
RESET ROLE;
GRANT SELECT ON published TO auditor;
ALTER TABLE published ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_county ON published TO auditor USING (region = '13001');
SET ROLE auditor;
SELECT is((SELECT string_agg(DISTINCT region, ',') FROM disclosure_audit('published', '{2,5}', '{0,2,3,4}', intervals => true)), '13001', 'rows that a policy hides are not read');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
