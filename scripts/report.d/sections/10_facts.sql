-- What the report is about, in numbers.
-- data: facts
SELECT s.firms, s.size, s.regions, s.industries, s.cells, (SELECT count(*) FROM report.clusters WHERE strong) AS clusters, s.skipped,
       report.region(f.region) AS focus,
       report.region(c.focus) AS change_focus, c.first AS first_year, c.last AS last_year, current.period AS year
FROM report.current AS current, summary(matrix) AS s, report.focus AS f LEFT JOIN report.compared AS c ON true;
-- data: sums
-- Labels that look like sums of others: a part of the whole as if that were counted twice, thrice or four times, or as large as the longer ones that begin with them.
WITH label AS (
    SELECT 'region' AS kind, region AS code, size FROM report.current, regions(matrix) UNION ALL SELECT 'industry', industry, size FROM report.current, industries(matrix)
), lengths AS (
    SELECT DISTINCT kind, length(code) AS digits FROM label
), below AS (
    SELECT p.kind, p.code, p.size, length(c.code) AS digits, sum(c.size) AS sum
    FROM label AS p JOIN lengths AS l ON l.kind = p.kind AND l.digits = length(p.code) JOIN label AS c ON c.kind = p.kind AND left(c.code, l.digits) = p.code AND c.code <> p.code
    GROUP BY p.kind, p.code, p.size, length(c.code) HAVING count(*) > 1
), next AS (
    SELECT DISTINCT ON (kind, code) kind, code, abs(sum / nullif(size, 0) - 1) AS off FROM below ORDER BY kind, code, digits
), levels AS (
    SELECT kind FROM next GROUP BY kind HAVING count(*) FILTER (WHERE off < 0.2) >= 3 AND count(*) FILTER (WHERE off < 0.2) * 3 >= count(*) * 2 OR count(*) FILTER (WHERE off < 0.001) * 2 > count(*)
), totals AS (
    SELECT kind, code FROM (SELECT kind, code, sum(size) OVER kinds / nullif(size, 0) AS times, count(*) OVER kinds AS labels FROM label WINDOW kinds AS (PARTITION BY kind)) AS t
    WHERE labels > 3 AND round(times) BETWEEN 2 AND 4 AND abs(times / round(times) - 1) < 0.0005
)
SELECT code FROM (SELECT kind, code FROM totals UNION SELECT kind, code FROM next JOIN levels USING (kind) WHERE off < 0.2) AS s ORDER BY kind DESC, code;
