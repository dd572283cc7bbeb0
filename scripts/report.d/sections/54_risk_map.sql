-- Where plans are risky: the mean score of a region's targets.
-- needs: policies map
-- table: region score targets
-- data: risk_map
SELECT region AS id, report.region(region) AS region, avg(score) AS score, count(*) AS targets FROM score GROUP BY region ORDER BY score DESC, region;
