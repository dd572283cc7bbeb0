-- What the report is about, in numbers.
-- data: facts
SELECT s.firms, s.size, s.regions, s.industries, s.cells, (SELECT count(*) FROM report.clusters WHERE strong) AS clusters, s.skipped,
       report.name(f.region) AS focus,
       report.name(c.focus) AS change_focus, c.first AS first_year, c.last AS last_year
FROM report.current, summary(matrix) AS s, report.focus AS f LEFT JOIN report.compared AS c ON true;
