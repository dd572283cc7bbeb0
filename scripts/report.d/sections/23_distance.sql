-- Do firms of an industry stand closer together than all firms?  The K-density of Duranton and Overman.
-- needs: coordinates
-- table of distances: industry firms places kind localized_from gamma psi p_value p_adjusted
-- data: located
SELECT to_char(s.firms, 'FM999,999,999,999') AS located_firms, to_char(p.places, 'FM999,999,999') AS located_places, to_char(s.places, 'FM999,999') AS cells, round(s.moved::numeric, 2) AS moved FROM report.places AS p, points_summary(p.points) AS s;
-- data: distances
SELECT report.industry(t.industry) AS industry, t.firms, t.places, t.kind, t.localized_from, t.gamma, t.psi, t.p_value, t.p_adjusted
FROM report.places AS p, k_density_test(p.points) AS t WHERE t.kind IS NOT NULL ORDER BY t.p_value, t.gamma DESC, t.psi DESC, t.industry;
-- data: k_density
SELECT report.industry(k.industry) AS industry, k.distance, k.k, k.expected, k.local_lower, k.local_upper, k.global_lower, k.global_upper
FROM (SELECT f.industry, f.place FROM report.places AS p, points_industries(p.points) AS i JOIN report.featured AS f USING (industry) WHERE i.firms >= 10 AND i.places > 1 ORDER BY f.place LIMIT 3) AS f,
     report.places AS p, k_density(p.points, f.industry) AS k WHERE k.k IS NOT NULL ORDER BY f.place, k.distance;
