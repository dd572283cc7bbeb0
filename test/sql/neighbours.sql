-- Neighbours: who they are, what they weigh, and at the edges of it.
\pset null '-'
SET extra_float_digits = 0;
CREATE FUNCTION shown(m cluster_matrix) RETURNS text LANGUAGE sql AS $$ SELECT string_agg(format('%s>%s %s', region, industry, round(size::numeric, 6)), ', ' ORDER BY region COLLATE "C", industry COLLATE "C") FROM cells(m) $$;
CREATE FUNCTION line(VARIADIC x float8[]) RETURNS cluster_points LANGUAGE sql AS $$ SELECT cluster_points_agg(v, 0, chr(96 + n::int), 1, 'plane') FROM unnest(x) WITH ORDINALITY AS t(v, n) $$;
-- A line of places, 0, 1, 3, 7, 8, 20: by distance, and the nearest. b is 1 from a and 2 from c; f is an island of the first.
SELECT shown(neighbours_within(line(0, 1, 3, 7, 8, 20), 2));
SELECT k, shown(neighbours_nearest(line(0, 1, 3, 7, 8, 20), k)) FROM generate_series(1, 2) AS k;
-- Of equally near ones the first label: b of a and c. Of distance 0 are others at the same place.
SELECT shown(neighbours_nearest(line(0, 1, 2), 1)), shown(neighbours_nearest(line(5, 5, 5), 1)), shown(neighbours_within(line(5, 5, 7), 0));
-- The same matrix as the pairs of a table make, with a pair of its own for the island.
SELECT neighbours_within(line(0, 1, 3, 7, 8, 20), 2) = (SELECT cluster_matrix_agg(a, b, w) FROM (VALUES ('a', 'b', 1), ('b', 'a', 1), ('b', 'c', 1), ('c', 'b', 1), ('d', 'e', 1), ('e', 'd', 1), ('f', 'f', 0)) AS v(a, b, w)) AS same,
       neighbours_within(line(0, 1, 3, 7, 8, 20), 2, decay => 2) = (SELECT cluster_matrix_agg(a, b, w) FROM (VALUES ('a', 'b', 1), ('b', 'a', 1), ('b', 'c', 0.25), ('c', 'b', 0.25), ('d', 'e', 1), ('e', 'd', 1), ('f', 'f', 0)) AS v(a, b, w)) AS decaying;
-- A lattice of 4 x 5: rook and queen. Corners have 2 and 3 neighbours, edges 3 and 5, others 4 and 8.
CREATE TEMP TABLE lattice AS SELECT x, y, format('%s%s', x, y) AS label FROM generate_series(1, 4) x, generate_series(1, 5) y;
CREATE TEMP VIEW board AS SELECT scale, cluster_points_agg(x * scale, y * scale, label, 1, 'plane') AS p FROM lattice, unnest('{1, 0.1, 1e-7, 1e9}'::float8[]) scale GROUP BY scale;
SELECT scale, rook.links, rook.fewest, rook.mean, rook.most, queen.links, queen.fewest, queen.mean, queen.most, queen.is_symmetric, queen.components
FROM board, neighbours_summary(neighbours_within(p, scale)) rook, neighbours_summary(neighbours_within(p, 1.5 * scale)) queen ORDER BY scale;
-- The four nearest of the lattice that rounding has its way with are those of the whole numbers.
SELECT count(DISTINCT neighbours_nearest(p, 4)), count(DISTINCT neighbours_nearest(p, 7)) FROM board;
-- Distances that decay: 1, and 2^-1/2 along the diagonal.
SELECT size, count(*) FROM board, cells(neighbours_within(p, 1.5, decay => 1)) WHERE scale = 1 GROUP BY size ORDER BY size;
-- The sphere: over the antimeridian (22.239 km), over the pole, and at it, where all longitudes are one.
SELECT shown(neighbours_within(cluster_points_agg(x, y, label), 23)), shown(neighbours_nearest(cluster_points_agg(x, y, label), 1)) AS nearest
FROM (VALUES (179.9, 0, 'a'), (-179.9, 0, 'b'), (0, 89.95, 'c'), (180, 89.95, 'd'), (10, -90, 'e'), (-170, -90, 'f'), (180, 45, 'g'), (-180, 45, 'h')) AS v(x, y, label);
SELECT shown(neighbours_within(cluster_points_agg(x, 0, label), 23, decay => 1)) FROM (VALUES (179.9, 'a'), (-179.9, 'b')) AS v(x, label);
SELECT (neighbours_summary(neighbours_within(cluster_points_agg(x, 0, x::text), d))).links FROM generate_series(-180, 170, 10) AS x, unnest('{1111, 1112, 20015, 20015.2, Infinity}'::float8[]) AS d GROUP BY d ORDER BY d;
-- None, one, two, and more wanted than there are. Weights and numbers of firms at the place do not count.
SELECT shown(neighbours_nearest(cluster_points_agg(1, 1, NULL), 3)), (neighbours_summary(neighbours_within(cluster_points_agg(1, 1, NULL), 3))).*;
SELECT shown(neighbours_nearest(line(4), 3)), (neighbours_summary(neighbours_within(line(4), 3))).*;
SELECT shown(neighbours_nearest(line(4, 9), 3)), shown(neighbours_nearest(line(4, 9, 10), 2147483647));
SELECT shown(neighbours_within(cluster_points_agg(x, 0, label, weight), 1000)) FROM (VALUES (1, 'a', 5), (1, 'a', 7), (1, 'a', 7), (2, 'b', 0)) AS v(x, label, weight);

-- Styles. Rows of 3 + 1 + 4 and of 2; n is 2, for c has no neighbours.
CREATE TEMP VIEW w AS SELECT cluster_matrix_agg(a, b, w) AS w FROM (VALUES ('a', 'b', 3), ('a', 'c', 1), ('a', 'd', 4), ('b', 'a', 2), ('c', 'c', 0)) AS v(a, b, w);
SELECT style, shown(neighbours_style(w, style)) FROM w, unnest('{B,W,C,S,U}'::text[]) AS style;
-- S by hand: q = sqrt(26) and 2, so that all are 8/sqrt(26) + 1 before they are scaled to n.
SELECT round((3 / sqrt(26) * 2 / (8 / sqrt(26) + 1))::numeric, 6) AS a_b, round((1 * 2 / (8 / sqrt(26) + 1))::numeric, 6) AS b_a;
-- As points in a style are, and of distances that decay, which B leaves there as they are.
SELECT style, neighbours_nearest(line(0, 1, 3, 7, 8, 20), 2, style) = neighbours_style(neighbours_nearest(line(0, 1, 3, 7, 8, 20), 2), style) AS same,
       neighbours_nearest(line(0, 1, 3, 7, 8, 20), 2, style, 1) = neighbours_style(neighbours_nearest(line(0, 1, 3, 7, 8, 20), 2, decay => 1), style) AS decaying
FROM unnest('{B,W,C,S,U}'::text[]) AS style;
SELECT shown(neighbours_nearest(line(0, 1, 3), 2, 'W', 1));
-- Weights of any magnitude, of which sums would overflow, or squares vanish.
SELECT style, shown(neighbours_style(w, style)) FROM (SELECT cluster_matrix_agg(a, b, w) AS w FROM (VALUES ('a', 'b', 5e307), ('a', 'c', 5e307), ('b', 'a', 5e307)) AS v(a, b, w)) AS t, unnest('{W,C,S,U}'::text[]) AS style;
SELECT style, shown(neighbours_style(w, style)) FROM (SELECT cluster_matrix_agg(a, b, w) AS w FROM (VALUES ('a', 'b', 3e-300), ('a', 'c', 1e-300), ('b', 'a', 1e-300)) AS v(a, b, w)) AS t, unnest('{W,C,S,U}'::text[]) AS style;
-- A weight of a region's own is a weight; a matrix without any stays without.
SELECT shown(neighbours_style(m + cluster_matrix_agg('a', 'a', 1), 'W')) FROM (SELECT neighbours_within(line(0, 1, 5), 1) AS m) AS t GROUP BY m;
SELECT style, shown(neighbours_style(neighbours_within(line(0, 1), 0.5), style)) FROM unnest('{B,W,C,S,U}'::text[]) AS style;

-- The same both ways.
SELECT by, shown(neighbours_symmetric(w, by)) FROM w, unnest('{max,min,mean}'::text[]) AS by;
SELECT (neighbours_summary(n)).is_symmetric, (neighbours_summary(neighbours_symmetric(n))).is_symmetric AS made, neighbours_symmetric(n) = neighbours_style(n + transpose(n), 'B') AS is_union
FROM neighbours_nearest(line(0, 1, 3, 7, 8, 20), 2) AS n;
SELECT neighbours_symmetric(n) = n AS already FROM neighbours_within(line(0, 1, 3, 7, 8, 20), 2, decay => 1) AS n;

-- Summary. By hand: S1 half of (3+2)^2 + (3+2)^2 + 1 + 1 + 4^2 + 4^2; S2 (8+2)^2 + (2+3)^2 + 1 + 4^2.
SELECT (neighbours_summary(w)).* FROM w;
-- The chain of four of the literature: 6, 12, 40. With weights of their own 1 each: S1 gains 2 a unit, and S2 is of sums that are 2 larger.
SELECT regions, links, own, s0, s1, s2 FROM neighbours_summary(neighbours_within(line(1, 2, 3, 4), 1));
SELECT regions, links, own, is_symmetric, s0, s1, s2 FROM neighbours_summary(neighbours_within(line(1, 2, 3, 4), 1) + (SELECT cluster_matrix_agg(l, l, 1) FROM unnest('{a,b,c,d}'::text[]) AS l));
-- Links of one direction join parts; an island has a name, a hundred of them have.
SELECT islands, island_labels, components, fewest, most FROM neighbours_summary(neighbours_within(line(0, 1, 3, 7, 8, 20, 30), 2));
SELECT components, islands FROM neighbours_summary((SELECT cluster_matrix_agg(a, b, 1) FROM (VALUES ('a', 'b'), ('c', 'b'), ('d', 'e')) AS v(a, b)));
SELECT islands, cardinality(island_labels), island_labels[1], island_labels[100] FROM neighbours_summary((SELECT neighbours_within(cluster_points_agg(x, 0, to_char(x, 'FM0000'), 1, 'plane'), 0.5) FROM generate_series(1, 250) AS x));

-- Errors.
\set VERBOSITY default
SELECT neighbours_within(cluster_points_agg(x, 0, 'a'), 5) FROM generate_series(1, 2) AS x;
SELECT neighbours_within(line(0, 5, 5), 1, decay => 1);
SELECT neighbours_within(line(0, 1e150), 'Infinity', decay => 3);
SELECT neighbours_within(line(0, 1), -1);
SELECT neighbours_within(line(0, 1), 'NaN');
SELECT neighbours_within(line(0, 1), NULL);
SELECT neighbours_nearest(line(0, 1), 0);
SELECT neighbours_nearest(line(0, 1), NULL);
SELECT neighbours_nearest(line(0, 1), 1, decay => 11);
SELECT neighbours_nearest(line(0, 1), 1, style => 'w');
SELECT neighbours_style(NULL, style => NULL);
SELECT neighbours_symmetric(w, 'sum') FROM w;
SELECT neighbours_style((SELECT cluster_matrix_from_cells('a', 'b', 1, NULL, NULL, NULL, NULL)), 'W');
SET cluster_ext.max_cells = 5;
SELECT neighbours_within(line(0, 1, 2), 2);
SELECT neighbours_nearest(line(0, 1, 2), 1);
SELECT neighbours_nearest(line(0, 1, 2), 2);
SELECT neighbours_within(line(0, 1, 10, 11, 12), 1);
SELECT neighbours_within(line(0, 1, 10, 11, 50), 1) IS NOT NULL AS five_cells, neighbours_style(neighbours_within(line(0, 10, 20, 30, 40), 1)) IS NOT NULL AS five_islands;
RESET cluster_ext.max_cells;
-- What is NULL.
SELECT neighbours_within(NULL, 1), neighbours_nearest(NULL, 1), neighbours_style(NULL, 'B'), neighbours_symmetric(NULL), neighbours_summary(NULL);
DROP FUNCTION shown, line(float8[]);
