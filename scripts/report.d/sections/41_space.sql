-- What goes with what: the space of industries, and what the region in focus has of it.
-- table: industry also relatedness
-- data: links
SELECT l.industry_a AS a, l.industry_b AS b, report.industry(l.industry_a) AS industry, report.industry(l.industry_b) AS also, l.relatedness
FROM report.broad, industry_space(matrix, 0.4) AS l ORDER BY l.backbone DESC, l.relatedness DESC, 1, 2 LIMIT 1500;
-- data: nodes
SELECT g.industry AS id, report.industry(g.industry) AS industry, s.sector, i.size, g.present, q.lq, g.density, g.pci > e.eci AND NOT g.present AS complex
FROM report.broad CROSS JOIN report.focus AS f CROSS JOIN LATERAL opportunity_gain(matrix, region => f.region) AS g JOIN LATERAL industries(matrix) AS i ON i.industry = g.industry
     JOIN LATERAL region_complexity(matrix) AS e ON e.region = f.region
     LEFT JOIN report.quotients AS q ON q.region = f.region AND q.industry = g.industry LEFT JOIN report.sectors AS s ON s.industry = g.industry
ORDER BY g.industry;
