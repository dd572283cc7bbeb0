-- How often a replicate of the bootstrap draws a firm.
\pset null '-'
-- From an independent computation with big integers: mix(x) as in SplitMix64; h = mix(seed + golden), then mix((h xor word) + golden) for each word of eight bytes of
-- the name, the last one padded with zeros, and for length * 2^32 + replicate; the weight is the least k with h/2^64 < (1/0! + ... + 1/k!)/e.
SELECT firm, string_agg(bootstrap_weight(firm, r)::text, ' ' ORDER BY r) AS replicates_1_to_12, bootstrap_weight(firm, -1) AS replicate_less_1, bootstrap_weight(firm, 1, -1) AS seed_less_1, bootstrap_weight(firm, 1, 42) AS seed_42
FROM unnest(ARRAY['', 'A', 'firm 1', '91350200MA2XN', '123456789012345678', '企业', '12345', '-7']) WITH ORDINALITY AS f(firm, place), generate_series(1, 12) AS r GROUP BY place, firm ORDER BY place;
-- A number is its decimal text.
SELECT string_agg(bootstrap_weight(12345, r)::text, ' ' ORDER BY r) AS n12345, string_agg(bootstrap_weight(-7, r)::text, ' ' ORDER BY r) AS n_7, string_agg(bootstrap_weight(-7::smallint, r)::text, ' ' ORDER BY r) AS small FROM generate_series(1, 12) AS r;
SELECT bootstrap_weight(NULL::text, 1) AS firm, bootstrap_weight(NULL::bigint, 1) AS number, bootstrap_weight('A', NULL) AS replicate, bootstrap_weight('A', 1, NULL) AS seed;
-- In replicate 3 'A' comes twice, '' twice, 'firm 1' four times and '企业' twice (above): 2 * 5 + 4 * 10 + 2 * 1 = 52 of 8 firms in x; its two largest are
-- copies of the same firm. In replicate 4 only 'A' (twice) of x is drawn, and nothing of y.
CREATE TEMP TABLE f (firm text, industry text, size float8);
INSERT INTO f VALUES ('A', 'x', 5), ('firm 1', 'x', 10), ('企业', 'x', 1), ('', 'y', 7);
SELECT replicate, c.* FROM (SELECT replicate, cluster_matrix_agg('r', industry, size, bootstrap_weight(firm, replicate)) AS m FROM f, generate_series(3, 4) AS replicate GROUP BY replicate) AS b, cells(m) AS c ORDER BY 1, 2, 3;
SELECT replicate, c.* FROM (SELECT replicate, cluster_matrix_agg('r', industry, size) AS m FROM f, generate_series(3, 4) AS replicate, generate_series(1, bootstrap_weight(firm, replicate)) GROUP BY replicate) AS b, cells(m) AS c ORDER BY 1, 2, 3;
-- Copies: none, unknown, many; of integer codes. 0.1 a hundred thousand times is 10000 as exactly as a double can say 0.1.
SELECT cluster_matrix_agg('r', 'i', 5, n) AS m, cluster_matrix_agg(1, 2, 5, n) AS codes FROM unnest(ARRAY[0, NULL, 2]) AS n;
SELECT cluster_matrix_agg('r', 'i', 5, 0) AS nothing FROM generate_series(1, 3);
SELECT c.firms, c.size, c.largest, c.second_largest FROM (SELECT cluster_matrix_agg('r', 'i', 0.1, 100000) AS m) AS x, cells(m) AS c;
SELECT cluster_matrix_agg('东', 'i', 5, -1);
SELECT cluster_matrix_agg(1, 2, 5, -1);
SELECT cluster_matrix_agg('r', 'i', -5, 0);
