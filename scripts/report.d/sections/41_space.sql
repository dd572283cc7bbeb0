-- What goes with what: the space of industries, and what the region in focus has of it.
-- table: industry also relatedness
-- data: links
SELECT l.industry_a AS a, l.industry_b AS b, report.industry(l.industry_a) AS industry, report.industry(l.industry_b) AS also, l.relatedness
FROM report.broad, industry_space(matrix, 0.4) AS l ORDER BY l.backbone DESC, l.relatedness DESC, 1, 2 LIMIT 1500;
-- data: nodes
CREATE TEMP TABLE opportunity AS SELECT o.* FROM report.broad, report.focus AS f, region_opportunities(matrix, f.region) AS o;
SELECT o.industry AS id, report.industry(o.industry) AS industry, s.sector, o.industry_size AS size, o.present, o.lq, o.density, o.quadrant IN ('complex', 'near and complex') AS complex
FROM opportunity AS o LEFT JOIN report.sectors AS s ON s.industry = o.industry ORDER BY o.industry;
