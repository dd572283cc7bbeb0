-- From even to uneven: Lorenz curves of four industries of some size, from the most even to the most uneven.
-- table: industry gini
-- data: curves
CREATE TEMP TABLE curve AS
WITH large AS (
    SELECT industry, gini, ntile(4) OVER (ORDER BY gini, industry) AS quarter, row_number() OVER (ORDER BY gini DESC, industry) AS from_above, row_number() OVER (ORDER BY gini, industry) AS from_below
    FROM (SELECT * FROM report.current, industry_concentration(matrix) WHERE gini IS NOT NULL ORDER BY size DESC, industry LIMIT 60) AS c
)
SELECT industry, gini FROM large WHERE from_above = 1 OR from_below = 1
UNION SELECT industry, gini FROM (SELECT DISTINCT ON (quarter) * FROM large WHERE quarter IN (2, 4) ORDER BY quarter, gini, industry) AS middle;
SELECT report.industry(industry) AS industry, gini FROM curve ORDER BY curve.gini, curve.industry;
-- data: lorenz
SELECT report.industry(c.industry) AS industry, c.gini, l.region_share, l.industry_share
FROM report.current, curve AS c, LATERAL (
    -- a curve of thousands of regions has no need of all its corners
    SELECT DISTINCT ON (round(region_share::numeric, 3), round(industry_share::numeric, 3)) region_share, industry_share FROM locational_lorenz(matrix, c.industry)
    ORDER BY round(region_share::numeric, 3), round(industry_share::numeric, 3), region_share DESC, industry_share DESC) AS l
ORDER BY c.gini, c.industry, l.region_share, l.industry_share;
