-- How rich the regions are where industries are.
\pset null '-'
-- Shares R1 1/5, 4/5; R2 2/3, 1/3; R3 3/4, 1/4; incomes 30, 60, 90: PRODY of I1 (6 + 40 + 67.5)/(97/60) = 70.206186, of I2 (24 + 20 + 22.5)/(83/60) = 48.072289;
-- EXPY R1 70.206186/5 + 48.072289 4/5 = 52.499068, R2 62.828220, R3 64.672711
CREATE VIEW e AS SELECT cluster_matrix_agg(region, industry, size) AS m
FROM (VALUES ('R1', 'I1', 10), ('R1', 'I2', 40), ('R2', 'I1', 20), ('R2', 'I2', 10), ('R3', 'I1', 30), ('R3', 'I2', 10)) AS v(region, industry, size);
SELECT industry, round(prody::numeric, 6) AS prody FROM e, prody(m, ARRAY['R1', 'R2', 'R3'], ARRAY[30, 60, 90]) ORDER BY 1;
SELECT region, figure, round(expy::numeric, 6) AS expy, coverage FROM e, expy(m, ARRAY['R1', 'R2', 'R3'], ARRAY[30, 60, 90]) ORDER BY 1;
-- Without income of R3: I1 (6 + 40)/(13/15) = 53.076923, I2 (24 + 20)/(17/15) = 38.823529; R1 53.076923/5 + 38.823529 4/5 = 41.674208,
-- R2 48.325792, R3 49.513575. R9 is nowhere.
SELECT industry, round(prody::numeric, 6) AS prody FROM e, prody(m, ARRAY['R1', 'R2', 'R3', 'R9'], ARRAY[30, 60, NULL, 5]) ORDER BY 1;
SELECT region, figure, round(expy::numeric, 6) AS expy, coverage FROM e, expy(m, ARRAY['R1', 'R2'], ARRAY[30, 60]) ORDER BY 1;
-- An industry without income: 0.25 of R4 is in I9, which is nowhere else, and R4 has none; R5 has nothing else, R6 has a zero.
CREATE VIEW f AS SELECT m + cluster_matrix_agg(region, industry, size) AS m FROM e, (VALUES ('R4', 'I1', 3), ('R4', 'I9', 1), ('R5', 'I9', 7), ('R6', 'I1', 0)) AS v(region, industry, size) GROUP BY m;
SELECT industry, round(prody::numeric, 6) AS prody FROM f, prody(m, ARRAY['R1', 'R2', 'R3', 'R6'], ARRAY[30, 60, 90, 1000]) ORDER BY 1;
SELECT region, figure, round(expy::numeric, 6) AS expy, coverage FROM f, expy(m, ARRAY['R1', 'R2', 'R3', 'R6'], ARRAY[30, 60, 90, 1000]) ORDER BY 1;
-- A figure beyond all others does not overflow; equal ones are their own mean.
SELECT abs(expy / 1.7e308 - 1) < 1e-15 AS same FROM e, expy(m, ARRAY['R1', 'R2', 'R3'], ARRAY[1.7e308, 1.7e308, 1.7e308]) WHERE region = 'R2';
SELECT prody FROM e, prody(m, ARRAY['R1', 'R2', 'R3'], ARRAY[0, 0, 0]);
-- Plants are one each: I1 and I2 have a half everywhere.
SELECT prody FROM e, prody(m, ARRAY['R1', 'R2', 'R3'], ARRAY[30, 60, 90], "of" => 'firms');
-- Without figures, without a matrix; mistakes.
SELECT prody FROM e, prody(m, NULL, NULL);
SELECT count(*) FROM expy(NULL, ARRAY['R1'], ARRAY[1]);
SELECT prody(m, ARRAY['R1'], ARRAY[1, 2]) FROM e;
SELECT expy(m, ARRAY['R1'], ARRAY[-1]) FROM e;
DROP VIEW f, e;
