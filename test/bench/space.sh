#!/usr/bin/env bash
# Prints what neighbours, autocorrelation and measures of points take; scripts/bench --space calls it with a server at hand.
#   space.sh scratch_directory
# Every time is that of one process, the median of the rounds; memory is private, at its peak, of another run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
scratch=$1
rounds=${bench_rounds:-3}
units=${bench_units:-1000000}
export PGDATABASE=cluster_ext_bench PGOPTIONS='-c jit=off -c work_mem=512MB -c session_preload_libraries=cluster_ext -c client_min_messages=warning'
# shellcheck source=test/bench/table.sh
source "$here/table.sh"

# What is measured: name | query, whose first column is told.
measured() {
    cat <<EOF
read the firms: count(lon, lat)|SELECT count(lon + lat) || ' firms' FROM firms
cluster_points_agg, firms|SELECT s.places || ' places, ' || s.bytes / 1000 || ' kB' FROM (SELECT cluster_points_agg(lon, lat, naics6) AS p FROM firms) AS x, points_summary(p) AS s
cluster_points_agg, jobs|SELECT s.bytes / 1000 || ' kB' FROM (SELECT cluster_points_agg(lon, lat, naics6, greatest(jobs, 0)) AS p FROM firms) AS x, points_summary(p) AS s
k_density_test, all industries|SELECT count(*) || ' industries, localized ' || count(*) FILTER (WHERE p_adjusted < 0.05 AND kind = 'localized') FROM points, k_density_test(p)
k_density, all industries|SELECT count(*) || ' rows' FROM points, k_density(p)
k_density_test, one industry|SELECT kind FROM points, k_density_test(p, industry => '541110')
k_density_test, one, by jobs|SELECT kind FROM points, k_density_test(weighted, industry => '332710', weighted => true)
m_function_test, 64 radii, all|SELECT count(*) || ' industries, concentrated ' || count(*) FILTER (WHERE p_adjusted < 0.05 AND kind = 'concentrated') FROM points, m_function_test(p)
ripley_k, one industry|SELECT count(*) || ' radii' FROM points, ripley_k(p, industry => '332710')
neighbours_nearest, 8 of each unit|SELECT s.cells || ' links' FROM (SELECT neighbours_nearest(cluster_points_agg(lon, lat, unit), 8, 'W') AS w FROM units) AS x, summary(w) AS s
moran of a column|SELECT 'I = ' || round(m.moran::numeric, 6) FROM column_of, neighbours, moran(regions, vals, w) AS m
local_moran, p and adjusted p|SELECT 'p < .05: ' || count(*) FILTER (WHERE p_adjusted < 0.05) || ' of ' || count(p_value) FROM column_of, neighbours, local_moran(regions, vals, w)
local_getis_ord, p and adjusted p|SELECT 'p < .05: ' || count(*) FILTER (WHERE p_adjusted < 0.05) || ' of ' || count(p_value) FROM column_of, neighbours, local_getis_ord(regions, vals, w)
local_moran, 999 permutations|SELECT 'p < .05: ' || count(*) FILTER (WHERE p_permutation_adjusted < 0.05) || ' of ' || count(p_permutation) FROM column_of, neighbours, local_moran(regions, vals, w, permutations => 999)
EOF
}
# Points that all differ, one industry in a thousand, in cells where pairs of all would be too many.
scaled() { # firms
    psql -Xq -v ON_ERROR_STOP=1 -v units="$1" -f "$here/scaled.sql"
    cat <<EOF
$1 firms: cluster_points_agg|SELECT s.places || ' places, ' || s.bytes / 1000 || ' kB' FROM (SELECT cluster_points_agg(lon, lat, industry) AS p FROM scaled) AS x, points_summary(p) AS s
$1 firms: points_snap, 20 km|SELECT s.places || ' places, moved at most ' || round(s.moved::numeric, 1) || ' km' FROM scaled_points, points_summary(points_snap(p, 20)) AS s
$1 firms: k_density_test, one, 20 km|SELECT k.firms || ' firms' FROM scaled_points, k_density_test(points_snap(p, 20), industry => 'I500') AS k
$1 firms: m_function_test, one, 20 km|SELECT m.firms || ' firms' FROM scaled_points, m_function_test(points_snap(p, 20), industry => 'I500') AS m
EOF
    # More links than cluster_ext.max_cells lets be.
    [ "$1" -gt 5000000 ] || echo "$1 units: neighbours_nearest, 8 of each|SELECT s.cells || ' links' FROM (SELECT neighbours_nearest(cluster_points_agg(lon, lat, unit), 8, 'W') AS w FROM scaled) AS x, summary(w) AS s"
}

say "Loading"
createdb -T template0 -E UTF8 --locale=C "$PGDATABASE"
psql -Xq -v ON_ERROR_STOP=1 -v units="$units" -f "$here/space.sql"
heading
psql -XqAt -c "SELECT format('%s firms on %s places, %s industries; %s units', s.firms, s.places, s.industries, $units) FROM points, points_summary(p) AS s"
echo
chosen | table
for firms in ${bench_scale:-}; do
    echo
    scaled "$firms" | table
done
