-- How complex the mix of regions is.
-- table: region eci diversity
-- data: complexity
SELECT c.region AS id, report.region(c.region) AS region, c.eci, c.diversity FROM report.broad, region_complexity(matrix) AS c WHERE eci IS NOT NULL ORDER BY eci DESC, c.region;
