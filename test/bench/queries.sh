# shellcheck shell=bash disable=SC2034 # run.sh reads these
# What is measured: name | settings | query, in the order of the table.
serial='SET max_parallel_workers_per_gather = 0;'
parallel() { echo "SET max_parallel_workers_per_gather = $1;"; }

# The moments of every cell, as one would write them by hand.
group_by='SELECT region, industry, count(*) AS firms, sum(jobs) AS jobs, sum(jobs * jobs) AS squares, max(jobs) AS largest FROM firms GROUP BY region, industry'

# Location quotients of all cells, Ellison-Glaeser and Herfindahl of all industries.
full_query="WITH cell AS MATERIALIZED ($group_by),
    region AS (SELECT region, sum(jobs) AS jobs FROM cell GROUP BY region),
    industry AS (SELECT industry, sum(jobs) AS jobs, sum(squares) / sum(jobs) ^ 2 AS h FROM cell GROUP BY industry),
    total AS (SELECT sum(jobs) AS jobs, sum((jobs / (SELECT sum(jobs) FROM region)) ^ 2) AS squared_shares FROM region),
    quotient AS (SELECT c.region, c.industry, i.h, i.jobs AS in_industry, c.jobs / i.jobs AS s, r.jobs / t.jobs AS x,
                        (c.jobs / r.jobs) / (i.jobs / t.jobs) AS lq, t.squared_shares
                 FROM cell c JOIN region r USING (region) JOIN industry i USING (industry), total t),
    index AS (SELECT industry, min(h) AS h, (sum(s * s - 2 * s * x) + min(squared_shares)) / (1 - min(squared_shares)) AS g FROM quotient GROUP BY industry)
SELECT (SELECT sum(lq) FROM quotient), (SELECT sum((g - h) / (1 - h)) FROM index WHERE h < 1)"

# Proximity of all pairs, from grouped cells, as one would write it by hand.
proximity_query="WITH lq AS (SELECT region, industry, jobs * sum(jobs) OVER () / (sum(jobs) OVER (PARTITION BY region) * sum(jobs) OVER (PARTITION BY industry)) AS lq FROM cells),
    present AS MATERIALIZED (SELECT region, industry FROM lq WHERE lq >= 1),
    ubiquity AS (SELECT industry, count(*) AS u FROM present GROUP BY industry),
    pair AS (SELECT a.industry AS a, b.industry AS b, count(*) AS c FROM present AS a JOIN present AS b USING (region) WHERE a.industry < b.industry GROUP BY 1, 2)
SELECT count(*), sum(c / greatest(u.u, v.u)::float8) FROM pair JOIN ubiquity AS u ON u.industry = a JOIN ubiquity AS v ON v.industry = b"

build='cluster_matrix_agg(region, industry, jobs)'
server='SET cluster_ext.enable_scan = off;'

# Every column of a function's rows, so that each is asked for.
every_column() {
    psql -XqAtc "SELECT string_agg(format('count(%I)', attname), ', ' ORDER BY attnum) FROM pg_attribute
                 WHERE attnum > 0 AND NOT attisdropped AND attrelid = (SELECT typrelid FROM pg_proc JOIN pg_type AS t ON t.oid = prorettype WHERE proname = '$1' LIMIT 1)"
}

measured() {
    cat <<EOF
F: sum(jobs)|$serial|SELECT sum(jobs) FROM firms
sum(jobs), 2 processes|$(parallel 1)|SELECT sum(jobs) FROM firms
count(*)|$serial|SELECT count(*) FROM firms
SQL: GROUP BY region, industry|$serial|SELECT count(*), sum(largest) FROM ($group_by) AS c
SQL: quotients and indices by hand|$serial|${full_query//$'\n'/ }
matrix|$serial|SELECT (summary($build)).bytes FROM firms
matrix, the server's nodes|$server $serial|SELECT (summary($build)).bytes FROM firms
matrix, 2 processes|$(parallel 1)|SELECT (summary($build)).bytes FROM firms
matrix, 2 processes, the server's nodes|$server $(parallel 1)|SELECT (summary($build)).bytes FROM firms
matrix, 3 processes|$(parallel 2)|SELECT (summary($build)).bytes FROM firms
matrix, integer codes|$serial|SELECT (summary(cluster_matrix_agg(region_code, industry_code, jobs))).bytes FROM firms
matrix, integer codes, 2 processes|$(parallel 1)|SELECT (summary(cluster_matrix_agg(region_code, industry_code, jobs))).bytes FROM firms
matrix, sizes in cents|$serial|SELECT (summary(cluster_matrix_agg(region, industry, revenue))).bytes FROM firms
matrix, quotients and indices|$serial|SELECT (SELECT sum(lq) FROM location_quotients(m)), (SELECT sum(ellison_glaeser) FROM industry_concentration(m)) FROM (SELECT $build AS m FROM firms) AS x
one year: sum(jobs)|$serial|SELECT sum(jobs) FROM firms WHERE year = 2015
one year: matrix|$serial|SELECT (summary($build)).bytes FROM firms WHERE year = 2015
one year: matrix, the server's nodes|$server $serial|SELECT (summary($build)).bytes FROM firms WHERE year = 2015
three columns: sum(jobs)|$serial|SELECT sum(jobs) FROM three_columns
three columns: matrix|$serial|SELECT (summary($build)).bytes FROM three_columns
sorted: sum(jobs)|$serial|SELECT sum(jobs) FROM in_order
sorted: matrix|$serial|SELECT (summary($build)).bytes FROM in_order
50 groups: sum(jobs)|$serial|SELECT sum(s) FROM (SELECT sum(jobs) AS s FROM firms GROUP BY year) AS x
50 groups: matrix|$serial|SELECT sum((summary(m)).bytes) FROM (SELECT $build AS m FROM firms GROUP BY year) AS x
50 groups: matrix, the server's nodes|$server $serial|SELECT sum((summary(m)).bytes) FROM (SELECT $build AS m FROM firms GROUP BY year) AS x
stored: location_quotients, all columns|$serial|SELECT $(every_column location_quotients) FROM stored, location_quotients(m) WHERE part = 0
stored: location_quotients, all columns, all rows kept|$server $serial|SELECT $(every_column location_quotients) FROM stored, location_quotients(m) WHERE part = 0
stored: location_quotients, four columns|$serial|SELECT count(region), count(industry), sum(firms), sum(lq) FROM stored, location_quotients(m) WHERE part = 0
stored: ten quotients|$serial|SELECT count(region), count(industry), sum(lq) FROM (SELECT region, industry, lq FROM stored, location_quotients(m) WHERE part = 0 LIMIT 10) AS x
stored: quotients of one region|$serial|SELECT count(region), count(industry), sum(lq) FROM stored, location_quotients(m) WHERE part = 0 AND region = '111500'
SQL: lq by windows over grouped cells|$serial|SELECT sum(lq) FROM (SELECT jobs / sum(jobs) OVER (PARTITION BY region) / (sum(jobs) OVER (PARTITION BY industry) / sum(jobs) OVER ()) AS lq FROM cells) AS x
stored: industry_concentration, all columns|$serial|SELECT $(every_column industry_concentration) FROM stored, industry_concentration(m) WHERE part = 0
stored: region_specialization, all columns|$serial|SELECT $(every_column region_specialization) FROM stored, region_specialization(m) WHERE part = 0
stored: coagglomeration, all pairs|$serial|SELECT count(gamma) FROM stored, coagglomeration(m) WHERE part = 0
stored: industry_relatedness, all pairs|$serial|SELECT count(*), sum(relatedness) FROM stored, industry_relatedness(m) WHERE part = 0
stored: industry_space, the network drawn|$serial|SELECT count(*), sum(relatedness) FROM stored, industry_space(m) WHERE part = 0
SQL: proximity of all pairs by a self-join|$serial|${proximity_query//$'\n'/ }
stored: relatedness_density, all pairs|$serial|SELECT count(*), sum(density) FROM stored, relatedness_density(m) WHERE part = 0
stored: region_complexity|$serial|SELECT count(eci), sum(outlook) FROM stored, region_complexity(m) WHERE part = 0
stored: industry_complexity|$serial|SELECT count(pci), sum(quality) FROM stored, industry_complexity(m) WHERE part = 0
stored: opportunity_gain, all pairs|$serial|SELECT count(*), sum(gain) FROM stored, opportunity_gain(m) WHERE part = 0
stored: structural_similarity above 0.9|$serial|SELECT count(*) FROM stored, structural_similarity(m, minimum => 0.9) WHERE part = 0
stored: shift_share of two halves|$serial|SELECT sum(regional) FROM stored AS a, stored AS b, shift_share(a.m, b.m) WHERE a.part = 1 AND b.part = 2
stored: add two halves|$serial|SELECT (summary(a.m + b.m)).bytes FROM stored AS a, stored AS b WHERE a.part = 1 AND b.part = 2
stored: 10,000 new firms as a row of their own|$serial|SELECT (summary($build)).bytes FROM fresh
stored: 10,000 new firms added in|$serial|SELECT (summary(m + (SELECT $build FROM fresh))).bytes FROM stored WHERE part = 0
policy: indicators of 1,000 policies|$serial|SELECT count(value) FROM policy_risk_indicators('policy_panel', 'policy_list', 2019)
policy: scores of 1,000 policies|$serial|SELECT sum(score) FROM policy_risk_scores('policy_panel', 'policy_list', 2019)
policy: scores of all 80,000 pairs|$serial|SELECT sum(score) FROM policy_risk_scores('policy_panel', 'policy_list', 2019, pairs => (SELECT matrix FROM policy_panel WHERE period = 2019 AND measure = 'employment'))
policy: scores of all 80,000 pairs, no ranges|$serial|SELECT sum(score) FROM policy_risk_scores('policy_panel', 'policy_list', 2019, pairs => (SELECT matrix FROM policy_panel WHERE period = 2019 AND measure = 'employment'), draws => 0)
policy: uncertainty, 1,000 draws|$serial|SELECT sum(score_p95) FROM policy_risk_uncertainty('policy_panel', 'policy_list', 2019, draws => 1000)
policy: back-test over three years|$serial|SELECT sum(auc) FROM policy_backtest('policy_panel', 'policy_list', ARRAY[2014, 2015, 2016])
policy: outlook, learnt from 560,000 rows|$serial|SELECT count(*) FROM policy_outlook_fit('plant_panel', 2019, measure => 'establishments')
100,000 groups: sum|$serial|SELECT sum(s) FROM (SELECT sum(jobs) AS s FROM firms GROUP BY firm_id % 100000) AS x
100,000 groups: theil|$serial|SELECT sum(t) FROM (SELECT theil(jobs) AS t FROM firms GROUP BY firm_id % 100000) AS x
gini(jobs)|$serial|SELECT gini(jobs) FROM firms
SQL: gini(jobs) by row_number()|$serial|SELECT 2 * sum(n * jobs) / (count(*) * sum(jobs)) - (count(*) + 1.0) / count(*) FROM (SELECT jobs, row_number() OVER (ORDER BY jobs) AS n FROM firms) AS x
EOF
}

# A table that neither the server nor the system has in memory: name | settings | query.
from_disk() {
    cat <<EOF
from disk: sum(jobs)|$serial|SELECT sum(jobs) FROM firms
from disk: matrix|$serial|SELECT (summary($build)).bytes FROM firms
from disk: matrix, the server's nodes|$server $serial|SELECT (summary($build)).bytes FROM firms
EOF
}
