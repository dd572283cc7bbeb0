#!/usr/bin/env bash
# Prints the benchmark table; scripts/bench calls it with a server at hand.
#   run.sh scratch_directory
# Options come as bench_* variables.  Every time is the median over the rounds; a
# ratio is to F, the serial sum(jobs) of the same table in the same rounds.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
scratch=$1
firms=${bench_firms:-20000000}
rounds=${bench_rounds:-5}
export PGDATABASE=cluster_ext_bench PGOPTIONS='-c jit=off -c work_mem=512MB -c session_preload_libraries=cluster_ext'
# shellcheck source=test/bench/queries.sh
source "$here/queries.sh"
# shellcheck source=test/bench/memory.sh
source "$here/memory.sh"
if [ -n "${bench_duckdb:-}" ]; then
    # shellcheck source=test/bench/duckdb.sh
    source "$here/duckdb.sh"
fi

say() { printf '%s\n' "$*" >&2; }

prepare() {
    say "Generating $firms firms"
    createdb -T template0 -E UTF8 --locale=C "$PGDATABASE"
    PGOPTIONS="$PGOPTIONS -c work_mem=2GB -c maintenance_work_mem=1GB" \
        psql -Xq -v ON_ERROR_STOP=1 -o /dev/null -v firms="$firms" -v regions="${bench_regions:-3000}" -v industries="${bench_industries:-1200}" \
        -v spread="${bench_spread:-0}" -v long="${bench_long:-0}" -v sorted="${bench_sorted:-0}" -v narrow="${bench_narrow:-0}" \
        -c "CREATE EXTENSION cluster_ext; CREATE EXTENSION pg_prewarm" -f "$here/firms.sql" -f "$here/policy.sql" -f - <<'EOF'
CREATE TABLE stored AS
SELECT 0 AS part, cluster_matrix_agg(region, industry, jobs) AS m FROM firms
UNION ALL
SELECT 1 + region_code % 2, cluster_matrix_agg(region, industry, jobs) FROM firms GROUP BY 1;
CREATE TABLE cells AS SELECT region, industry, sum(jobs) AS jobs FROM firms GROUP BY region, industry;
CREATE TABLE fresh AS SELECT * FROM firms ORDER BY firm_id LIMIT 10000;
CREATE UNLOGGED TABLE three_columns AS SELECT region, industry, jobs FROM firms;
CREATE UNLOGGED TABLE in_order AS SELECT region, industry, jobs FROM firms ORDER BY region, industry;
VACUUM ANALYZE cells;
VACUUM (FREEZE, ANALYZE) three_columns, in_order;
EOF
}

warm_up() { psql -Xq -o /dev/null -c "SELECT pg_prewarm('firms'), pg_prewarm('three_columns'), pg_prewarm('in_order')"; }

# What has one of the words in its name; and what all is compared with.
named() { awk -F'|' -v words="${bench_only:-.}" '$1 ~ words || /^F:/'; }

chosen() { measured | named; }

# Milliseconds of every query of a list, one line each.
timed() {
    while IFS='|' read -r _ settings query; do
        printf 'RESET cluster_ext.enable_scan;%s\n\\timing on\n%s;\n\\timing off\n' "$settings" "$query"
    done | psql -Xqt -v ON_ERROR_STOP=1 | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p'
}

chosen_from_disk() { from_disk | named; }

# A server that has just started has nothing in memory; the system forgets files when it is told to.
forget() {
    local file
    file=$(psql -XqAtc "SELECT current_setting('data_directory') || '/' || pg_relation_filepath('firms')")
    psql -Xqc CHECKPOINT
    pg_ctlcluster "$PGVERSION" regress restart
    for file in "$file" "$file".[0-9]*; do
        [ ! -e "$file" ] || dd if="$file" iflag=nocache count=0 status=none
    done
}

one_round() {
    chosen | timed
    chosen_from_disk | while read -r line; do
        forget
        timed <<<"$line"
    done
    [ -z "$(chosen_from_disk)" ] || warm_up
    [ -z "${bench_duckdb:-}" ] || duckdb_round
}

names() {
    chosen | cut -d'|' -f1
    chosen_from_disk | cut -d'|' -f1
    [ -z "${bench_duckdb:-}" ] || duckdb_names
}

# Names, medians and ratios; with bench_markdown as a Markdown table.
report() {
    paste -d'|' <(names) <(paste -d' ' "$@") | awk -F'|' -v markdown="${bench_markdown:-}" '
        BEGIN { if (markdown) print "| | ms | F |\n|---|---:|---:|" }
        { n = split($2, t, " ")
          for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (t[j] + 0 < t[i] + 0) { x = t[i]; t[i] = t[j]; t[j] = x }
          median = t[int((n + 1) / 2)]
          if (NR == 1) F = median
          printf markdown ? "| %s | %.0f | %.2f |\n" : "%-54s %9.0f ms %7.2f F\n", $1, median, median / F }'
}

# What one query says, in a line.
line() { psql -XqtA -F ' ' -c "$1" | awk "$2"; }

# A table of psql's; with bench_markdown as a Markdown table.
table() {
    if [ -n "${bench_markdown:-}" ]; then
        psql -XqA -F ' | ' -P footer=off -v ON_ERROR_STOP=1 "$@" | sed -e 's/.*/| & |/' -e '1{p;s/[^|]\+/---/g}'
    else
        psql -Xq -P footer=off -v ON_ERROR_STOP=1 "$@"
    fi
}

prepare
warm_up
files=()
one_round >/dev/null
for ((i = 1; i <= rounds; i++)); do
    say "Round $i of $rounds"
    one_round >"$scratch/round_$i"
    files+=("$scratch/round_$i")
done
echo "PostgreSQL $(psql -Xqtc 'SHOW server_version' | xargs), $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(nproc) processors, median of $rounds rounds"
line "SELECT s.firms, pg_table_size('firms') / 1e9, s.regions, s.industries, s.cells, s.firms::float8 / s.cells FROM stored, summary(m) AS s WHERE part = 0" \
    '{printf "%d firms (%.1f GB), %d regions x %d industries, %d non-empty cells of %.1f firms\n\n", $1, $2, $3, $4, $5, $6}'
report "${files[@]}"
echo
line "SELECT s.bytes::float8 / s.cells FROM stored, summary(m) AS s WHERE part = 0" '{printf "Stored: %.2f bytes a cell for whole numbers, ", $1}'
line "SELECT s.bytes::float8 / s.cells FROM (SELECT cluster_matrix_agg(region, industry, revenue) AS m FROM firms) AS x, summary(m) AS s" '{printf "%.2f for cents.\n", $1}'
peak=$(peak_memory 'SELECT cluster_matrix_agg(region, industry, jobs) IS NULL FROM firms')
line "SELECT s.cells, $peak FROM stored, summary(m) AS s WHERE part = 0" '{printf "Private memory of the build at its peak: %d MB, %.0f bytes a cell.\n", $2 / 1e6, $2 / $1}'
for function in region_complexity industry_relatedness; do
    echo "Private memory of $function at its peak: $(($(peak_memory "SELECT count(*) FROM stored, $function(m) WHERE part = 0") / 1000000)) MB."
done
if [[ shipped =~ ${bench_only:-.} ]]; then
    printf '\nStates that are shipped as text:\n\n'
    table -f "$here/shipped.sql"
fi
