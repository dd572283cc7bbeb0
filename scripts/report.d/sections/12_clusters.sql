-- The clusters: how special, how large.  Those that chance does not explain, and where they are few, the next.
-- table: region industry firms size lq lq_lower lq_upper p_adjusted strong
-- data: clusters
SELECT report.region(c.region) AS region, report.industry(c.industry) AS industry, s.sector, c.firms, c.size, c.lq, c.lq_lower, c.lq_upper, c.p_adjusted, c.strong,
       c.place AS rank, c.place_by_size AS rank_by_size
FROM report.clusters AS c LEFT JOIN report.sectors AS s USING (industry)
WHERE strong AND least(place, place_by_size) <= 150 OR place <= 30 ORDER BY strong DESC, size DESC, c.region, c.industry;
