-- The firms of Georgia as they come: table raw.
CREATE TEMP TABLE raw (firm_id text, county_fips text, county text, cbsa text, region text, zcta text, lat float8, lon float8, naics6 text,
    sector text, business_type text, nonprofit int, jobs int, loan_amount float8, date_approved date);
\copy raw FROM PROGRAM 'gzip -dc test/data/firms_georgia.csv.gz' (FORMAT csv, HEADER)
