-- Firm measures: zombie tests by calendar year, what to aggregate for owners and exits.
\pset null '-'
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 12) $$;
-- The worked example of the literature notes: 100 short at 5 percent, 200 long at a mean of 4, so R* = 5 + 8 = 13. 10 is paid: a zombie; EBIT of 15 clears it.
SELECT r(x) AS minimum_interest, zombie_chk(10, x, 300) AS chk, zombie_fn(10, x, 300, 15, 300, 0.4) AS fn
FROM minimum_interest(100, 200, NULL, 0.05, ARRAY[0.03, 0.05, 0.04, 0.035, 0.045], NULL) AS x;
-- 50 of bonds at 2 percent are 1 more. Without their rate, or without them, the term falls away; without a long rate there is no minimum.
SELECT r(minimum_interest(100, 200, 50, 0.05, ARRAY[0.04], 0.02)) AS bonds, r(minimum_interest(100, 200, 50, 0.05, ARRAY[0.04], NULL)) AS no_rate,
       r(minimum_interest(100, 200, NULL, 0.05, ARRAY[0.04], 0.02)) AS no_bonds, minimum_interest(100, 200, 0, 0.05, '{}', 0) AS no_long_rate,
       minimum_interest(100, 200, 0, 0.05, ARRAY[0.04, NULL], 0) AS a_year_lacks, minimum_interest(100, 200, 0, 0.05, NULL, 0) AS no_array,
       minimum_interest(NULL, 200, 0, 0.05, ARRAY[0.04], 0) AS no_short, minimum_interest(100, NULL, 0, 0.05, ARRAY[0.04], 0) AS no_long,
       r(minimum_interest(100, 200, 0, -0.01, ARRAY[0.04], 0)) AS negative_rate, minimum_interest(1e308, 1e308, 0, 10, ARRAY[10], 0) AS too_much;
-- What is paid exactly, up to rounding, is enough: 5 + 8.2 at the mean of .03, .05, .04, .035, .05. So is EBIT. Without debt nobody can tell.
SELECT zombie_chk(13.2, x, 300) AS exact, zombie_chk(13.199999, x, 300) AS less, zombie_fn(10, x, 300, 13.2, 400, 0.9) AS exact_ebit, zombie_chk(0, 0, 0) AS no_debt,
       zombie_chk(-1, -0.5, 300) AS lender_pays, zombie_chk(NULL, x, 300) AS unknown
FROM minimum_interest(100, 200, NULL, 0.05, ARRAY[0.03, 0.05, 0.04, 0.035, 0.05], NULL) AS x;
-- Fukuda and Nakamura, EBIT just below 13: paid too little; or new credit to a debtor; but not at half of assets, not without new credit, not at EBIT of 13.
SELECT zombie_fn(10, 13, 300, 12.9, 200, 0.1) AS paid_less, zombie_fn(20, 13, 300, 12.9, 301, 0.51) AS evergreened, zombie_fn(20, 13, 300, 12.9, 301, 0.5) AS half,
       zombie_fn(20, 13, 300, 12.9, 300, 0.51) AS no_credit, zombie_fn(20, 13, 300, 13, 301, 0.51) AS earns, zombie_fn(10, 13, 300, -1e300, 1e300, 1e300) AS far,
       zombie_fn(10, 13, 0, 5, 301, 0.9) AS no_debt_before, zombie_fn(10, 13, 300, 5, 301, NULL) AS unknown;
SELECT interest_cover(15, 10) AS "1.5", interest_cover(-5, 10) AS "-0.5", interest_cover(0, 10) AS "0", interest_cover(5, 0) AS none, interest_cover(5, -1) AS received,
       interest_cover(1e300, 1e-300) AS too_much, interest_cover(NULL, 1) AS unknown;

-- Years in a row are calendar years. A has all of them; B lacks 2019; C has a good year; D has an unknown one; E has two rows in 2017, one of them
-- good, F one of them unknown. A window needs no frame: earlier years than the last three do not count.
CREATE TEMP TABLE y (firm text, year int, bad bool);
INSERT INTO y SELECT 'A', g, true FROM generate_series(2016, 2022) g;
INSERT INTO y SELECT 'B', g, true FROM generate_series(2016, 2022) g WHERE g <> 2019;
INSERT INTO y SELECT 'C', g, g <> 2018 FROM generate_series(2016, 2022) g;
INSERT INTO y SELECT 'D', g, CASE WHEN g <> 2018 THEN true END FROM generate_series(2016, 2022) g;
INSERT INTO y SELECT 'E', g, true FROM generate_series(2016, 2022) g UNION ALL SELECT 'E', 2017, false;
INSERT INTO y SELECT 'F', g, true FROM generate_series(2016, 2022) g UNION ALL SELECT 'F', 2017, NULL;
SELECT year, max(e::text) FILTER (WHERE firm = 'A') AS a, max(e::text) FILTER (WHERE firm = 'B') AS b, max(e::text) FILTER (WHERE firm = 'C') AS c, max(e::text) FILTER (WHERE firm = 'D') AS d,
       max(e::text) FILTER (WHERE firm = 'E') AS e, max(e::text) FILTER (WHERE firm = 'F') AS f
FROM (SELECT firm, year, every_year(year, bad) OVER (PARTITION BY firm ORDER BY year) AS e FROM y) AS x GROUP BY year ORDER BY year;
-- The frame that one would write gives the same; so do GROUP BY for the firm's last year, and rows in another order.
SELECT count(*) FILTER (WHERE a IS DISTINCT FROM b) AS different, count(*) FROM (SELECT every_year(year, bad) OVER (PARTITION BY firm ORDER BY year) AS a,
    every_year(year, bad, 3) OVER (PARTITION BY firm ORDER BY year RANGE BETWEEN 2 PRECEDING AND CURRENT ROW) AS b FROM y) AS x;
SELECT firm, every_year(year, bad) AS last_3, every_year(year, bad, 4) AS last_4, every_year(year, bad, 5 ORDER BY year DESC) AS last_5, every_year(year, bad, 1) FILTER (WHERE year <= 2018) AS in_2018
FROM y GROUP BY firm ORDER BY firm;
-- The most years, the farthest years, no year, no rows.
SELECT every_year(g, true, 12) AS twelve, every_year(g, g <> 9, 12) AS not_in_one, every_year(g, true, 12) FILTER (WHERE g <> 9) AS one_lacks, every_year(g, g > 12, 12) AS older_do_not_count FROM generate_series(1, 24) g;
SELECT every_year(g, true, 1) AS one, every_year(g, true, 2) AS two FROM unnest(ARRAY[-2147483648, 2147483647]) g;
SELECT every_year(g, true, 2) AS two FROM unnest(ARRAY[-2147483648, -2147483647]) g;
SELECT every_year(NULL, true) AS no_year, every_year(g, true) FILTER (WHERE false) AS no_rows, every_year(CASE WHEN g > 1 THEN g END, true) AS some_without FROM generate_series(1, 4) g;

-- Interest not earned three years running at age 10. Without interest to pay only a loss is a bad year; unknown figures and an unknown age leave it open.
SELECT firm, zombie_icr(year, ebit, interest, 2020 - born) AS icr, zombie_icr(year, ebit, interest, 2020 - born, 2, 5) AS two_years_age_5
FROM (VALUES ('01 zombie', 2000, 5), ('02 zombie at ten', 2010, 5), ('03 young', 2011, 5), ('04 age unknown', NULL, 5), ('05 earns it', 2000, 10), ('06 nearly', 2000, 9.999999)) AS v(firm, born, ebit),
     (VALUES (2018, 10), (2019, 10), (2020, 10)) AS w(year, interest) GROUP BY firm
UNION ALL SELECT firm, zombie_icr(year, ebit, interest, 20), zombie_icr(year, ebit, interest, 20, 2, 5)
FROM (VALUES ('11 no interest, loss', -1, 0), ('12 no interest, no loss', 0, 0), ('13 receives interest', 1, -5), ('14 the same, loss', -1, -5), ('15 interest unknown', 1, NULL), ('16 ebit unknown', NULL, 1)) AS v(firm, ebit, interest),
     generate_series(2018, 2020) AS year GROUP BY firm
UNION ALL SELECT '21 gap', zombie_icr(year, 1, 2, 20), zombie_icr(year, 1, 2, 20, 2, 5) FROM unnest(ARRAY[2016, 2017, 2019, 2020]) AS year
UNION ALL SELECT '22 grows old', zombie_icr(year, 1, 2, year - 2010), zombie_icr(year, 1, 2, year - 2010, 2, 11) FROM generate_series(2018, 2020) AS year ORDER BY 1;
-- A loss but for subsidies: profits of 1, 2, 0 all are below subsidies of 2.1, and not all below 2. Without subsidies -2 is a loss and 0 none.
SELECT zombie_loss(year, profit, 2.1) AS loss, zombie_loss(year, profit, 2) AS even, zombie_loss(year, profit, NULL) AS unknown, zombie_loss(year, profit, 2, 1) AS last_year, zombie_loss(year, -profit, 0, 2) AS true_loss
FROM (VALUES (2018, 1), (2019, 2), (2020, 0)) AS v(year, profit);

-- The minimum interest needs last year's debt, by calendar year: lag() would take 2018's for 2020. Firm 1: R* of 2019 is .05 * 100 + .04 * 200 = 13.
CREATE TEMP TABLE books (firm int, year int, short_debt float8, long_debt float8, interest float8);
INSERT INTO books VALUES (1, 2018, 100, 200, 12), (1, 2019, 50, 100, 10), (1, 2020, 0, 100, 6.4), (2, 2018, 100, 200, 12), (2, 2020, 50, 100, 10);
SELECT firm, year, r(minimum_interest(short_before, long_before, NULL, 0.05, ARRAY[0.04], NULL)) AS minimum_interest,
       zombie_chk(interest, minimum_interest(short_before, long_before, NULL, 0.05, ARRAY[0.04], NULL), short_before + long_before) AS chk
FROM (SELECT *, max(short_debt) OVER before AS short_before, max(long_debt) OVER before AS long_before FROM books
      WINDOW before AS (PARTITION BY firm ORDER BY year RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING)) AS b ORDER BY firm, year;

-- Dominance over owners: plants of 30, 30, 40 have H = .34, but two belong to one group: 60 and 40 have H = .52. Plants without a group are their own.
CREATE TEMP TABLE plants (firm int, owner text, region text, industry text, jobs int);
INSERT INTO plants VALUES (1, 'g', 'A', 'x', 30), (2, 'g', 'A', 'x', 30), (3, NULL, 'A', 'x', 40), (4, 'g', 'A', 'z', 10), (5, 'g', 'B', 'x', 10), (6, NULL, 'B', 'x', 10);
SELECT p.region, p.industry, p.firms AS plants, r(p.sum_squares / p.size ^ 2) AS h_plants, o.firms AS owners, r(o.sum_squares / o.size ^ 2) AS h_owners
FROM (SELECT cluster_matrix_agg(region, industry, jobs) AS m FROM plants) AS x, cells(m) AS p,
     (SELECT cluster_matrix_agg(region, industry, jobs) AS g FROM (SELECT region, industry, sum(jobs) AS jobs FROM plants GROUP BY region, industry, coalesce('group ' || owner, 'firm ' || firm)) AS s) AS y, cells(g) AS o
WHERE (p.region, p.industry) = (o.region, o.industry) ORDER BY 1, 2;
-- Exits within three years, under the later year: 3 leaves after 2016 and is missed in 2018 and 2019; 2 is away and back in time; of 2021 on nobody can tell.
SELECT year + 3 AS year, array_agg(firm ORDER BY firm) FILTER (WHERE gone) AS exits, count(*) AS of_firms
FROM (SELECT firm, year, count(*) OVER (PARTITION BY firm ORDER BY year RANGE BETWEEN 3 FOLLOWING AND 3 FOLLOWING) = 0 AS gone
      FROM (SELECT 1 AS firm, generate_series(2015, 2020) AS year UNION ALL SELECT 2, unnest(ARRAY[2015, 2018, 2019, 2020]) UNION ALL SELECT 3, unnest(ARRAY[2015, 2016]) UNION ALL SELECT 4, unnest(ARRAY[2015, 2018])) AS f) AS g
WHERE year + 3 <= 2020 GROUP BY year ORDER BY year;

-- Mistakes.
SELECT every_year(g, true, 13) FROM generate_series(1, 3) g;
SELECT every_year(g, true, NULL) FROM generate_series(1, 3) g;
SELECT every_year(g, true, g) FROM generate_series(1, 3) g;
SELECT zombie_icr(g, 1, 2, 20, 3, -1) FROM generate_series(1, 3) g;
SELECT zombie_icr(g, 'NaN', 2, 20) FROM generate_series(1, 3) g;
SELECT zombie_loss(g, 1, 'Infinity') FROM generate_series(1, 3) g;
SELECT every_year_result(0);
SELECT minimum_interest(-1, 200, NULL, 0.05, ARRAY[0.04], NULL);
SELECT minimum_interest(1, 200, NULL, 0.05, ARRAY['NaN'::float8], NULL);
SELECT zombie_chk(10, 13, -300);
DROP FUNCTION r;
