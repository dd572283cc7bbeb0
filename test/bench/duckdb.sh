# shellcheck shell=bash disable=SC2154 # run.sh sets these
# DuckDB on the same firms: the two queries written by hand on a file of its own,
# and what it costs to bring the firms there.
file=$scratch/duckdb/firms.duckdb

duckdb_names() {
    cat <<'EOF'
DuckDB: GROUP BY region, industry, 1 thread
DuckDB: GROUP BY region, industry, 2 threads
DuckDB: quotients and indices by hand, 1 thread
DuckDB: quotients and indices by hand, 2 threads
DuckDB: exporting three columns to CSV
DuckDB: importing them, 2 threads
EOF
}

# Milliseconds of everything; the file is made anew in each round.
duckdb_round() {
    local csv=$scratch/duckdb/firms.csv started=${EPOCHREALTIME/./} exported
    rm -f "$file" "$csv"
    psql -Xqc "\\copy (SELECT region, industry, jobs FROM firms) TO '$csv' (FORMAT csv)"
    exported=$(((${EPOCHREALTIME/./} - started) / 1000))
    node "$here/duckdb.js" "$file" "$csv" "SELECT count(*), sum(largest) FROM ($group_by) AS c" "$full_query" "$exported"
    rm -f "$file" "$csv"
}
