-- Clustered beyond chance?  The index of Ellison and Glaeser, and where 95 of 100 industries would fall if plants were thrown at regions.
-- needs: plants
-- table: industry firms size ellison_glaeser z low high
-- data: funnel
SELECT report.industry(industry) AS industry, firms, size, ellison_glaeser, ellison_glaeser_z AS z,
       -1.96 * ellison_glaeser / ellison_glaeser_z AS low, 1.96 * ellison_glaeser / ellison_glaeser_z AS high, abs(ellison_glaeser_z) > 1.96 AS beyond
FROM report.current, industry_concentration(matrix) WHERE firms >= 10 AND ellison_glaeser_z <> 0 ORDER BY ellison_glaeser DESC, industry LIMIT 1000;
