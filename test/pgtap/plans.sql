-- What the planner makes of the aggregates and functions, with its own defaults.
\ir lib/begin.sql
SELECT plan(16);

CREATE TABLE firms AS
SELECT 'R' || g % 97 AS region, 'I' || g % 89 AS industry, (g % 7)::float8 AS jobs, g % 3 AS year FROM generate_series(1, 400000) AS g;
ANALYZE firms;
\ir lib/plan_of.sql

SELECT matches(pg_temp.plan_of(q), 'Finalize (Group)?Aggregate.*Gather.*(Partial (Hash)?Aggregate.*Parallel Seq Scan|Parallel Custom Scan \(ClusterMatrixBuild\))', 'parallel by default: ' || q)
FROM (VALUES ('SELECT cluster_matrix_agg(region, industry, jobs) FROM firms'), ('SELECT year, cluster_matrix_agg(region, industry, jobs) FROM firms GROUP BY year'),
             ('SELECT theil(jobs), gini(jobs) FROM firms')) AS v(q);
-- Where hashed matrices would not fit, groups are sorted: one matrix in memory at a time.
SET LOCAL work_mem = '1MB';
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT doesnt_match(pg_temp.plan_of('SELECT region || industry, cluster_matrix_agg(region, industry, jobs) FROM firms GROUP BY 1'), '^HashAggregate(?!.*Planned Partitions)',
    'many groups are not hashed all at once');

-- Rows of a matrix that is known when a query is planned.
DO $$ BEGIN PERFORM set_config('test.matrix', (SELECT cluster_matrix_agg('R' || r, 'I' || i, 1) FROM generate_series(1, 30) r, generate_series(1, 20) i WHERE (r + i) % 2 = 0)::text, true); END $$;
SELECT matches(pg_temp.plan_of(format('SELECT * FROM %s', replace(q, '$', quote_literal(current_setting('test.matrix')) || '::cluster_matrix'))), 'rows=' || n || ' ', q || ': ' || n || ' rows')
FROM (VALUES ('location_quotients($)', 300), ('region_specialization($)', 30), ('industry_relatedness($)', 190), ('industry_space($)', 20), ('relatedness_density($)', 600),
    ('region_complexity($)', 30), ('industry_complexity($)', 20), ('opportunity_gain($)', 600), ('relatedness_density($, region => ''R1'')', 20), ('opportunity_gain($, region => ''R1'')', 20), ('prody($, NULL, NULL)', 20), ('expy($, NULL, NULL)', 30)) AS v(q, n);
SELECT * FROM finish();
ROLLBACK;
