#!/usr/bin/env bash
# Prints what disclosure control takes; scripts/bench --disclosure calls it with a server at hand.
#   disclosure.sh scratch_directory
# Every time is that of one process, the median of the rounds; memory is private, at its peak, of another run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
scratch=$1
rounds=${bench_rounds:-3}
export PGDATABASE=cluster_ext_bench PGOPTIONS='-c jit=off -c work_mem=512MB -c session_preload_libraries=cluster_ext -c client_min_messages=error'
# shellcheck source=test/bench/table.sh
source "$here/table.sh"

# What is measured: name | query, whose first column is told.  A pattern's cells, and how many of its hidden ones sums give away.
measured() {
    local place levels audited="count(*) FILTER (WHERE finding = 'exact') || ' of the hidden cells can be computed'"
    local told="count(*) || ' cells, C ' || count(*) FILTER (WHERE status = 'C') || ', D ' || count(*) FILTER (WHERE status = 'D') || ' (' || round(100.0 * count(*) FILTER (WHERE status = 'D') / count(*), 2) || ' %), exposed ' || count(*) FILTER (WHERE exposed)"
    for place in georgia states; do
        levels="'{2,5}', '{0,2,3,4}'"
        [ $place = georgia ] || levels="'{0,2,5}', '{0,2,3,4}'"
        cat <<EOF
$place: with_totals|SELECT s.cells || ' cells' FROM $place, summary(with_totals(m, $levels)) AS s
$place: audit, primary cells hidden only|SELECT $audited FROM disclosure_audit('${place}_primary', $levels)
$place: suppress|SELECT $told FROM $place, suppress(m, $levels)
$place: audit of the pattern|SELECT $audited FROM disclosure_audit('${place}_pattern', $levels)
$place: suppress, singletons|SELECT $told FROM $place, suppress(m, $levels, singletons => true)
$place: suppress, least size|SELECT $told FROM $place, suppress(m, $levels, cost => 'size')
$place: publish again, nothing changed|SELECT publish('$place', '${place}_source', 'mart', region_digits => '{2,5}', industry_digits => '{2,3,4}') || ' hidden'
EOF
    done
    cat <<EOF
georgia: suppress, intervals|SELECT $told FROM georgia, suppress(m, '{2,5}', '{0,2,3,4}', intervals => true)
georgia: audit, intervals|SELECT count(*) FILTER (WHERE finding = 'narrow') || ' too narrow of ' || count(*) FROM disclosure_audit('georgia_pattern', '{2,5}', '{0,2,3,4}', intervals => true)
EOF
}

say "Loading"
createdb -T template0 -E UTF8 --locale=C "$PGDATABASE"
psql -Xq -v ON_ERROR_STOP=1 -f "$here/disclosure.sql"
heading
echo
chosen | table
