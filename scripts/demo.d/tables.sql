-- What the demo prints: a few tables an analyst would look at first.
\pset border 1
\pset footer off
\pset null '-'
\pset linestyle unicode
\set QUIET 1

\echo
\echo '1. The firms, read once: one matrix of counties x industries a month, and the sum of them.'
SELECT coalesce(month::text, 'all months') AS month, s.regions AS counties, s.industries, s.cells, s.firms,
       s.size AS jobs, s.skipped, s.bytes
FROM (SELECT month, matrix FROM matrices
      UNION ALL SELECT NULL, sum(matrix) FROM matrices) AS m(month, matrix), LATERAL summary(matrix) AS s
ORDER BY m.month;

\echo '2. The clusters that chance does not explain: location quotient (share of the industry in the county /'
\echo '   share in the state), its 95 % bounds, the chance of so many firms (adjusted for the number of tests).'
SELECT county, left(title, 36) AS industry, firms, size AS jobs, round(lq::numeric, 1) AS lq,
       round(lq_lower::numeric, 1) AS lower, round(lq_upper::numeric, 1) AS upper, to_char(p_adjusted, '9.9EEEE') AS p
FROM clusters WHERE firms >= 10 AND p_adjusted < 0.001
ORDER BY lq_lower DESC LIMIT 12;

\echo '3. One county: Whitfield, whose town of Dalton calls itself the carpet capital of the world.'
SELECT left(title, 44) AS industry, firms, size AS jobs, round(horizontal_cluster::numeric) AS beyond_average,
       round(lq::numeric, 1) AS lq, round(lq_lower::numeric, 1) AS lower, round(lq_upper::numeric, 1) AS upper
FROM clusters WHERE county = 'Whitfield' AND firms >= 3
ORDER BY horizontal_cluster DESC LIMIT 10;

\echo '4. One industry: textile furnishings mills (carpets), county by county.'
SELECT county, firms, size AS jobs, round(lq::numeric, 1) AS lq, round(lq_lower::numeric, 1) AS lower,
       round(lq_upper::numeric, 1) AS upper, repeat('█', least(40, ceil(lq)::int)) AS " "
FROM clusters WHERE industry = '3141' AND size > 0 ORDER BY size DESC LIMIT 10;

\echo '5. How risky would it be to target what got most money? Of five branches a county by loans of 2020 the riskiest, some in the'
\echo '   middle and the soundest, by what these data tell: no value added, no earlier years, no safeguards. Plausible is the score'
\echo '   if the rest, which is known of nobody here, were as risky as all that is known.'
SELECT c.county, left(coalesce(n.title, s.industry), 40) AS branch, round(s.score::numeric) AS score, s.band,
       round(s.score_low::numeric) || ' to ' || round(s.score_high::numeric) AS plausible, s.grade, array_to_string(s.flagged, ', ') AS flagged, s.firms
FROM (SELECT *, rank() OVER (ORDER BY score DESC, region, industry) AS place, count(*) OVER () AS places
      FROM policy_risk_scores('panel', 'targets', 2020, model => 'counties') WHERE stage <> 'absent') AS s
     JOIN counties c ON c.county_fips = s.region LEFT JOIN naics n ON n.code = s.industry
WHERE s.place <= 3 OR abs(s.place - s.places / 2) <= 1 OR s.place > s.places - 3 ORDER BY s.place;

\echo '   The five targets of one county on one page, with what a government might do, by rules of thumb.'
SELECT left(n.title, 36) AS branch, round(o.score::numeric) AS score, o.band, o.stance, left(o.reasons[1], 90) AS "first reason"
FROM policy_risk_overview('georgia', 2020) AS o JOIN counties c ON c.county_fips = o.region JOIN naics n ON n.code = o.industry WHERE c.county = 'Whitfield' ORDER BY o.score DESC NULLS LAST, n.title;

\echo '6. Would scores of the past have told? All states, establishments by branch: those that fell a fifth behind in three years,'
\echo '   which few plants do by chance, and those that fell beyond it.'
SELECT outcome, predictor, pairs, events, round(auc::numeric, 2) AS area, round(auc_lower::numeric, 2) || ' to ' || round(auc_upper::numeric, 2) AS bounds,
       round(auc_within_size::numeric, 2) AS "within size", round(lift::numeric, 1) AS lift, verdict
FROM policy_backtest('state_panel', NULL, ARRAY[2003, 2005, 2006], measure => 'establishments', outcomes => '{fell}')
WHERE as_of = 2006 ORDER BY outcome DESC, auc DESC NULLS LAST;

\echo '7. What to expect of one branch: cars in Nevada, 2010.'
SELECT sentence FROM policy_outlook_reasons('state_panel', 'state_outlook', 2010, (SELECT cluster_matrix_agg('NV', '336', 1)), 'en', 'titles') ORDER BY place;
