-- Specialisations that came and went: the largest.
-- needs: years
-- table: status region industry base final base_lq final_lq
-- data: entries
SELECT status, report.region(region) AS region, report.industry(industry) AS industry, base, final, base_lq, final_lq
FROM (SELECT e.*, row_number() OVER (PARTITION BY e.status ORDER BY greatest(e.base, e.final) DESC, e.region, e.industry) AS rank
      FROM report.compared AS c, entry_exit(c.base, c.final) AS e WHERE e.status IN ('entry', 'exit')) AS x
WHERE rank <= 15 ORDER BY status, rank;
