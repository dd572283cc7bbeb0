-- How special regions are: Krugman's index, and how many industries of equal size their mix amounts to.
-- table: region size krugman equal_industries
-- data: special
SELECT report.region(region) AS region, size, krugman, 2 ^ (related_variety + unrelated_variety) AS equal_industries
FROM report.current, region_specialization(matrix)
WHERE size >= (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY size) FROM report.current, regions(matrix)) ORDER BY krugman DESC NULLS LAST, region LIMIT 20;
