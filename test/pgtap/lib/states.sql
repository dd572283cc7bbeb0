-- Establishments (n) and jobs of industries in the states, as published: table cbp.
CREATE TEMP TABLE cbp (year int, state text, naics text, n float8, jobs float8);
\copy cbp FROM PROGRAM 'gzip -dc test/data/cbp_states.csv.gz' (FORMAT csv, HEADER)
