-- What the region in focus could grow next: near to what it has, and complex.
-- table: industry density pci gain firms_here firms
-- data: next
SELECT report.industry(g.industry) AS industry, g.density, g.pci, g.gain, i.firms, coalesce(q.firms, 0) AS firms_here, e.eci, m.usual AS usual_density, g.pci > e.eci AND g.density > m.usual AS near_and_complex
FROM report.broad CROSS JOIN report.focus AS f CROSS JOIN LATERAL opportunity_gain(matrix, region => f.region) AS g JOIN LATERAL industries(matrix) AS i ON i.industry = g.industry
     JOIN LATERAL region_complexity(matrix) AS e ON e.region = f.region
     CROSS JOIN LATERAL (SELECT avg(density) AS usual FROM opportunity_gain(matrix, region => f.region)) AS m
     LEFT JOIN report.quotients AS q ON q.region = f.region AND q.industry = g.industry
WHERE NOT g.present AND g.pci IS NOT NULL AND g.density IS NOT NULL ORDER BY near_and_complex DESC, g.density DESC, g.industry;
