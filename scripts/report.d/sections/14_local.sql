-- Regions like their neighbours, or unlike them, more than chance makes them: local Moran's I of the location quotient.
-- The null shuffles the quotients: those of a rare industry are far from a normal distribution.
-- needs: map
-- table: industry region lq lag_lq quadrant p_value p_adjusted beyond
-- data: local
SELECT region AS id, report.region(region) AS region, report.industry(industry) AS industry, lq, lag_lq, quadrant, p_value, p_adjusted, p_adjusted < 0.05 AS beyond
FROM (SELECT f.place, l.industry, l.region, l.value AS lq, l.quadrant, l.p_permutation AS p_value, l.p_permutation_adjusted AS p_adjusted,
             regr_intercept(l.value, l.z) OVER regions + regr_slope(l.value, l.z) OVER regions * l.lag AS lag_lq  -- z and lag are standardized
      FROM report.featured AS f, report.current AS c, report.neighbours AS n, local_moran(c.matrix, n.matrix, industry => f.industry, permutations => 99999) AS l
      WHERE f.place <= 12 WINDOW regions AS (PARTITION BY l.industry)) AS m
WHERE p_value < 0.05 AND quadrant IS NOT NULL ORDER BY place, p_value, lq DESC, m.region;
