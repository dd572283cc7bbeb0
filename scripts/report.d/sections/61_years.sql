-- The quotients of the largest clusters, year by year.
-- needs: years
-- table: cluster period firms size lq
-- data: years
CREATE TEMP TABLE past AS SELECT p.period, q.region, q.industry, q.firms, q.size, q.lq, q.horizontal_cluster FROM report.change AS p, location_quotients(p.matrix) AS q;
WITH first AS (
    SELECT region, industry, row_number() OVER (ORDER BY horizontal_cluster DESC, region, industry) AS rank
    FROM past, report.compared AS c WHERE period = c.last AND lq > 1 ORDER BY rank LIMIT 12
)
SELECT report.region(f.region) || ': ' || report.industry(f.industry) AS cluster, f.rank, y.period, coalesce(p.firms, 0) AS firms, coalesce(p.size, 0) AS size, coalesce(p.lq, 0) AS lq
FROM first AS f CROSS JOIN (SELECT DISTINCT period FROM report.change) AS y LEFT JOIN past AS p USING (region, industry, period) ORDER BY f.rank, y.period;
