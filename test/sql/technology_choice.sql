-- Technology choice: of plain numbers, and of every cell.
\pset null '-'
-- Technology choice: (30/10)/(100/50) = 1.5, and (70/40)/2 = 0.875 for the rest. 1e300/1e-300 is too large for a double, its ratio to itself is 1.
SELECT technology_choice_index(30, 10, 100, 50) AS "1.5", technology_choice_index(1e300, 1e-300, 1e300, 1e-300) AS far, technology_choice_index(0, 10, 100, 50) AS nothing_added,
       technology_choice_index(30, 0, 100, 50) AS nobody, technology_choice_index(30, 10, 0, 50) AS poor, technology_choice_index(30, 10, 100, 0) AS empty,
       technology_choice_index(-30, 10, 100, 50) AS value_destroyed, technology_choice_index(NULL, 10, 100, 50) AS unknown;
SELECT t.* FROM (SELECT cluster_matrix_agg(r, i, v) AS value_added, cluster_matrix_agg(r, i, l) AS employment
    FROM (VALUES ('A', 'steel', 30, 10), ('A', '服装', 70, 40), ('B', 'steel', NULL, 5), ('B', '服装', 20, 10), ('C', 'steel', 8, NULL), ('D', 'steel', 0, 3)) AS v(r, i, v, l)) AS m,
    technology_choice(value_added, employment) AS t ORDER BY 1, 2;
SELECT count(*) FROM technology_choice(NULL, NULL);
SELECT technology_choice_index('NaN', 10, 100, 50);
