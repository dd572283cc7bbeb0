#!/usr/bin/env bash
# Prints the benchmark table; scripts/bench calls it with a server at hand.
#   run.sh [firms] [rounds]
# Every figure is the median over the rounds; a ratio is to F, the serial
# sum(jobs) of the same table in the same rounds.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
firms=${1:-5000000}
rounds=${2:-5}
export PGDATABASE=cluster_ext_bench PGOPTIONS='-c jit=off -c work_mem=256MB'
parallel='SET max_parallel_workers_per_gather = 1; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;'
serial='SET max_parallel_workers_per_gather = 0;'

# name | settings | query
measured() {
    cat <<EOF
F: sum(jobs), one process|$serial|SELECT sum(jobs) FROM firms
matrix, text codes|$serial|SELECT (summary(cluster_matrix_agg(region, industry, jobs))).bytes FROM firms
matrix, integer codes|$serial|SELECT (summary(cluster_matrix_agg(region_code, industry_code, jobs))).bytes FROM firms
matrix, sizes in cents|$serial|SELECT (summary(cluster_matrix_agg(region, industry, revenue))).bytes FROM firms
sum(jobs), two processes|$parallel|SELECT sum(jobs) FROM firms
matrix, text codes, two processes|$parallel|SELECT (summary(cluster_matrix_agg(region, industry, jobs))).bytes FROM firms
SQL: GROUP BY region, industry|$serial|SELECT count(*) FROM (SELECT count(*), sum(jobs), sum(jobs * jobs), max(jobs) FROM firms GROUP BY region, industry) x
add two matrices|$serial|SELECT (summary(a.m + b.m)).bytes FROM stored a, stored b WHERE a.half = 1 AND b.half = 2
location quotients, all columns|$serial|SELECT count(*), sum(q.p_adjusted) FROM stored, location_quotients(m) q WHERE half = 0
industry_concentration|$serial|SELECT count(c.gini) FROM stored, industry_concentration(m) c WHERE half = 0
region_specialization|$serial|SELECT count(s.gini) FROM stored, region_specialization(m) s WHERE half = 0
coagglomeration, all pairs|$serial|SELECT count(c.gamma) FROM stored, coagglomeration(m) c WHERE half = 0
SQL: location quotients by windows|$serial|SELECT sum(lq) FROM (SELECT jobs / sum(jobs) OVER (PARTITION BY region) / (sum(jobs) OVER (PARTITION BY industry) / sum(jobs) OVER ()) AS lq FROM cells) x
EOF
}

prepare() {
    dropdb --if-exists "$PGDATABASE" 2>/dev/null
    createdb -T template0 -E UTF8 --locale=C "$PGDATABASE"
    psql -Xq -v ON_ERROR_STOP=1 -v firms="$firms" -o /dev/null \
        -c "CREATE EXTENSION cluster_ext" -f "$here/firms.sql"
    psql -Xq -v ON_ERROR_STOP=1 -o /dev/null <<'EOF'
CREATE TABLE stored AS
SELECT 0 AS half, cluster_matrix_agg(region, industry, jobs) AS m FROM firms
UNION ALL
SELECT 1 + region_code % 2, cluster_matrix_agg(region, industry, jobs) FROM firms GROUP BY 1;
CREATE TABLE cells AS SELECT region, industry, sum(jobs) AS jobs FROM firms GROUP BY region, industry;
VACUUM ANALYZE cells;
EOF
}

# Milliseconds of every query of the list, one line each.
one_round() {
    measured | while IFS='|' read -r _ settings query; do
        printf '%s\n\\timing on\n%s;\n\\timing off\n' "$settings" "$query"
    done | psql -Xqt -v ON_ERROR_STOP=1 | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p'
}

# Highest private memory of a backend during a query, in bytes, above its start.
peak_memory() {
    local pid rss low=0 high=0
    coproc session { psql -Xqt -v ON_ERROR_STOP=1; }
    echo "$serial SELECT pg_backend_pid();" >&"${session[1]}"
    while read -r pid <&"${session[0]}"; do [ -n "$pid" ] && break; done
    low=$(awk '/RssAnon/ {print $2}' "/proc/$pid/status")
    printf '%s;\n\\q\n' "$1" >&"${session[1]}"
    while rss=$(awk '/RssAnon/ {print $2}' "/proc/$pid/status" 2>/dev/null) && [ -n "$rss" ]; do
        [ "$rss" -gt "$high" ] && high=$rss
        sleep 0.01
    done
    wait "${session_PID:-}" 2>/dev/null || true
    echo $(((high - low) * 1024))
}

report() {
    paste -d'|' <(measured | cut -d'|' -f1) <(paste -d' ' "$@") | awk -F'|' '
        { n = split($2, t, " ")
          for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (t[j] < t[i]) { x = t[i]; t[i] = t[j]; t[j] = x }
          median = t[int((n + 1) / 2)]
          if (NR == 1) F = median
          printf "%-36s %10.0f ms %8.2f F\n", $1, median, median / F }'
}

prepare
files=()
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"; dropdb --if-exists "$PGDATABASE" 2>/dev/null' EXIT
one_round >/dev/null
for ((i = 1; i <= rounds; i++)); do
    one_round >"$scratch/$i"
    files+=("$scratch/$i")
done
echo "$firms firms, median of $rounds rounds, $(psql -Xqtc 'SHOW server_version'), $(nproc) processors"
report "${files[@]}"
echo
psql -Xqt -F ' ' -A -c "SELECT s.regions, s.industries, s.cells, s.firms::float8 / s.cells, s.bytes::float8 / s.cells FROM stored, summary(m) s WHERE half = 0" |
    awk '{printf "%d regions x %d industries, %d non-empty cells, %.1f firms each\nstored: %.2f bytes a cell (whole numbers)\n", $1, $2, $3, $4, $5}'
psql -Xqt -F ' ' -A -c "SELECT s.bytes::float8 / s.cells FROM (SELECT cluster_matrix_agg(region, industry, revenue) AS m FROM firms) x, summary(m) s" |
    awk '{printf "stored: %.2f bytes a cell (cents)\n", $1}'
cells=$(psql -XqtA -c "SELECT (summary(m)).cells FROM stored WHERE half = 0")
peak=$(peak_memory 'SELECT cluster_matrix_agg(region, industry, jobs) IS NULL FROM firms')
echo "peak private memory while building: $((peak / 1048576)) MB, $((peak / cells)) bytes a cell"
