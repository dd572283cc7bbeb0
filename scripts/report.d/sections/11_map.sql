-- Where an industry is: its quotient in every region, one industry at a time.
-- needs: map
-- table: industry region firms size lq lq_lower lq_upper
-- data: map
SELECT q.region AS id, report.region(q.region) AS region, report.industry(q.industry) AS industry, f.place AS rank, q.firms, q.size, q.lq, q.lq_lower, q.lq_upper
FROM report.featured AS f JOIN report.quotients AS q USING (industry) WHERE f.place <= 12 AND coalesce(q.firms, q.size) > 0 ORDER BY f.place, q.lq DESC NULLS LAST, q.region;
