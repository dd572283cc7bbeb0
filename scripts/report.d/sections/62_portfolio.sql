-- What changed in one region: growth against the industry elsewhere, and specialisation.
-- needs: years
-- table: industry base final growth industry_growth base_lq final_lq category
-- data: portfolio
SELECT report.industry(p.industry) AS industry, p.base, p.final, p.growth, p.industry_growth, p.base_lq, p.final_lq, p.category
FROM report.compared AS c, portfolio(c.base, c.final) AS p
WHERE p.region = c.focus AND p.category IS NOT NULL AND p.growth IS NOT NULL ORDER BY p.final DESC, p.industry LIMIT 60;
