-- Who shares what: the regions and industries of the strongest clusters, all pairs of them.
-- table: region industry firms size lq
-- data: heat
WITH first AS (SELECT * FROM report.clusters WHERE place <= 200),
    rows AS (SELECT region, min(place) AS rank FROM first GROUP BY region ORDER BY 2, 1 LIMIT 20),
    columns AS (SELECT industry, min(place) AS rank FROM first GROUP BY industry ORDER BY 2, 1 LIMIT 16)
SELECT report.region(r.region) AS region, report.industry(c.industry) AS industry, r.rank AS row, c.rank AS "column", coalesce(q.firms, 0) AS firms, coalesce(q.size, 0) AS size, coalesce(q.lq, 0) AS lq
FROM rows AS r CROSS JOIN columns AS c LEFT JOIN report.quotients AS q USING (region, industry) ORDER BY r.rank, c.rank;
