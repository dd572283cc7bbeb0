-- Location quotients as published by the US Bureau of Labor Statistics
-- (test/data/QCEW.md), computed again through the extension.
-- Run from the root of the repository: pg_prove test/pgtap/quotients_bls.sql
\ir lib/begin.sql

SELECT plan(11);

CREATE TEMP TABLE county (area_fips text, own_code text, industry_code text, agglvl_code text, qtr int, jobs float8, published numeric);
\copy county FROM PROGRAM 'zcat test/data/qcew_nj_2016.csv.gz' CSV HEADER
CREATE TEMP TABLE nation (own_code text, industry_code text, qtr int, low float8, high float8, counties int);
\copy nation FROM PROGRAM 'zcat test/data/implied_us_share.csv.gz' CSV HEADER
ANALYZE county; ANALYZE nation;

-- Every disclosed cell with the total its quotient divides by, all covered jobs
-- of the county.  The bounds of the shares are printed to 9 decimals.
CREATE TEMP TABLE cell AS
SELECT c.*, t.jobs AS county_jobs, p.jobs AS private_jobs, n.low - 5e-10 AS low, (n.low + n.high) / 2 AS share, n.counties
FROM county c
JOIN county t ON t.area_fips = c.area_fips AND t.qtr = c.qtr AND t.own_code = '0' AND t.industry_code = '10'
JOIN county p ON p.area_fips = c.area_fips AND p.qtr = c.qtr AND p.own_code = '5' AND p.industry_code = '10'
JOIN nation n ON n.own_code = c.own_code AND n.industry_code = c.industry_code AND n.qtr = c.qtr;
ANALYZE cell;

SELECT is(count(*), 18620::bigint, 'disclosed cells') FROM county;
SELECT is(count(*), (SELECT count(*) FROM county WHERE published > 0), 'every cell above zero has a share of the United States') FROM cell WHERE published > 0;

-- How far a quotient may be from the published one: the rounding of the latter,
-- and what the width of the share's interval makes of it.
CREATE FUNCTION pg_temp.agrees(lq float8, published numeric, low float8, share float8) RETURNS boolean LANGUAGE sql IMMUTABLE AS
    $$SELECT lq IS NOT NULL AND abs(lq - published::float8) <= 0.005 + lq * (share / low - 1) + 1e-9$$;

-- The scalar form, for every level and ownership.
CREATE TEMP TABLE scalar AS
SELECT c.*, location_quotient(jobs, county_jobs, share, 1) AS lq,
       location_quotient(jobs, county_jobs, share * 1.01, 1) AS lq_of_another_share,
       location_quotient(jobs, private_jobs, share, 1) AS lq_of_another_base
FROM cell c;
SELECT is(count(*) FILTER (WHERE NOT pg_temp.agrees(lq, published, low, share)), 0::bigint,
    format('location_quotient of numbers: all %s published cells, %s of them above 0', count(*), count(*) FILTER (WHERE published > 0))) FROM scalar;
SELECT cmp_ok(count(*), '>', 14000::bigint, 'of them above zero and not the only county that the share comes from') FROM scalar WHERE published > 0 AND counties > 1;
SELECT cmp_ok(count(*) FILTER (WHERE NOT pg_temp.agrees(lq_of_another_share, published, low, share)), '>', 3000::bigint,
    'the comparison is sharp: shares 1 percent higher contradict thousands') FROM scalar;
SELECT cmp_ok(count(*) FILTER (WHERE NOT pg_temp.agrees(lq_of_another_base, published, low, share)), '>', 10000::bigint,
    'the comparison is sharp: private jobs as base contradict most') FROM scalar;

-- One matrix for each ownership, level and quarter.  What a level does not list
-- (suppressed cells, other ownerships) is an industry of its own, so that a
-- county adds up to its covered jobs.
CREATE TEMP TABLE matrix AS
SELECT own_code, agglvl_code, qtr, cluster_matrix_from_cells(area_fips, industry, NULL, jobs, NULL, NULL, NULL) AS m
FROM (SELECT own_code, agglvl_code, qtr, area_fips, industry_code AS industry, jobs FROM cell
      UNION ALL
      SELECT own_code, agglvl_code, qtr, area_fips, 'rest', county_jobs - sum(jobs) FROM cell
      GROUP BY own_code, agglvl_code, qtr, area_fips, county_jobs) c
GROUP BY own_code, agglvl_code, qtr;
CREATE TEMP TABLE reference AS
SELECT own_code, agglvl_code, qtr, cluster_matrix_from_cells('US', industry, NULL, share, NULL, NULL, NULL) AS m
FROM (SELECT DISTINCT own_code, agglvl_code, qtr, industry_code AS industry, share FROM cell
      UNION ALL
      SELECT own_code, agglvl_code, qtr, 'rest', greatest(0, 1 - sum(share))
      FROM (SELECT DISTINCT own_code, agglvl_code, qtr, industry_code, share FROM cell) s GROUP BY own_code, agglvl_code, qtr) n
GROUP BY own_code, agglvl_code, qtr;
CREATE TEMP TABLE quotient AS
SELECT own_code, agglvl_code, qtr, q.*
FROM matrix JOIN reference USING (own_code, agglvl_code, qtr), location_quotients(matrix.m, absent => true, reference => reference.m) q;

CREATE TEMP TABLE compared AS
SELECT c.*, q.lq FROM cell c
LEFT JOIN quotient q ON q.own_code = c.own_code AND q.agglvl_code = c.agglvl_code AND q.qtr = c.qtr
    AND q.region = c.area_fips AND q.industry = c.industry_code;
SELECT is(count(*), (SELECT count(*) FROM cell), 'location_quotients: one row for each cell') FROM compared;
SELECT is(count(*) FILTER (WHERE NOT pg_temp.agrees(lq, published, low, share)), 0::bigint,
    format('location_quotients: all %s published cells', count(*))) FROM compared;
SELECT is(count(*) FILTER (WHERE NOT pg_temp.agrees(lq, published, low, share)), 0::bigint,
    format('location_quotients, private, NAICS 4: all %s published cells', count(*))) FROM compared WHERE own_code = '5' AND agglvl_code = '76';
SELECT cmp_ok(count(*), '>', 3000::bigint, 'private, NAICS 4: thousands of cells') FROM compared WHERE own_code = '5' AND agglvl_code = '76';
SELECT is(count(*), 0::bigint, 'what needs the number of firms is NULL where it is not published')
FROM quotient WHERE firms IS NOT NULL AND size > 0 OR p_value IS NOT NULL AND size > 0 OR p_adjusted IS NOT NULL AND size > 0 OR lq_lower IS NOT NULL AND size > 0;
SELECT * FROM finish();
ROLLBACK;
