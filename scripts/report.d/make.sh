# shellcheck shell=bash
# make.sh: from what is to be read to the page, on a server whose PGHOST and the like are set.  scripts/report sources
# it, and so does its test.  Reads the variables of scripts/report's options, here (this folder) and scratch.

read_file() { python3 "$here/read.py" "$@"; }
fact() { sed -n "s/^ \"$1\": \"\(.*\)\",\{0,1\}\$/\1/p" "$2"; }
# Titles and policies, whose mistakes are told before any work.
read_lists() {
    [ -z "$titles" ] || read_file titles "$titles" >"$scratch/titles"
    [ -z "$policies" ] || read_file policies "$policies" --facts "$scratch/policies.json" >"$scratch/policies"
}
sql() { psql -Xq -v ON_ERROR_STOP=1 "$@"; }
read_rows() { # arguments of read.py
    if [ -n "$url" ]; then
        (ask_server "$select") | read_file firms - --name "$what" "$@"
    else
        read_file firms "$file" "$@"
    fi
}
load() {
    local facts=(--facts "$scratch/facts.json" --fact title "$title" --fact policies "$policies") column
    createdb -T template0 -E UTF8 --locale=C.UTF-8 "$database"
    export PGDATABASE=$database
    sql -f "$here/tables.sql"
    say "Reading $what"
    read_rows "${facts[@]}" "$@" | sql -c 'COPY report.firms FROM STDIN'
    [ -z "$titles" ] || sql -c 'COPY report.titles FROM STDIN' <"$scratch/titles"
    if [ -n "$policies" ]; then
        sql -c 'COPY report.policies FROM STDIN' <"$scratch/policies"
        # A column of NULLs tells that there is no end and no target, one that is absent that nobody knows.
        for column in end_year target_value; do
            grep -q "\"$column\"" "$scratch/policies.json" || sql -c "ALTER TABLE report.policies DROP COLUMN $column"
        done
    fi
}
# The shapes of the register's regions, and their borders; what they are called there is their title unless there is another.
draw_map() {
    sql -At -c "SELECT DISTINCT ${region_digits:+left}(region${region_digits:+, $region_digits}) FROM report.firms" >"$scratch/regions"
    python3 "$here/shapes.py" "$map" ${map_key:+--key "$map_key"} --regions "$scratch/regions" --borders "$scratch/borders" >"$scratch/shapes.json"
    sql -c 'COPY report.borders FROM STDIN (FORMAT csv)' <"$scratch/borders"
    python3 -c 'if True:
        import csv, json, sys
        names = csv.writer(sys.stdout)
        for shape in json.load(open(sys.argv[1], encoding="utf-8"))["features"]:
            if "name" in shape["properties"]:
                names.writerow([shape["id"], shape["properties"]["name"]])' "$scratch/shapes.json" |
        sql -c 'CREATE TEMP TABLE name (code text, title text)' -c 'COPY name FROM STDIN (FORMAT csv)' \
            -c 'INSERT INTO report.titles SELECT code, min(title) FROM name GROUP BY code ON CONFLICT DO NOTHING'
}
compute() {
    load "$@"
    say "Computing"
    [ -z "$map" ] || draw_map
    sql -v rows="$rows" -v region_digits="$region_digits" -v industry_digits="$industry_digits" -v focus="$focus" -v language="$language" \
        -v unit="$(fact unit "$scratch/facts.json")" -f "$here/prepare.sql" -f "$here/views.sql"
    if [ -n "$focus" ] && [ -z "$(sql -At -c 'SELECT focus FROM report.subject')" ]; then
        die "--focus: there is no region $focus; there are $(sql -At -c "SELECT string_agg(name, ', ' ORDER BY place) || CASE WHEN max(place) < max(regions) THEN ' ...' ELSE '' END
            FROM (SELECT name, row_number() OVER (ORDER BY name) AS place, count(*) OVER () AS regions FROM report.names WHERE kind = 'region') AS n WHERE place <= 20")"
    fi
    say "Drawing"
    python3 "$here/page.py" --facts "$scratch/facts.json" --language "$language" ${map:+--shapes "$scratch/shapes.json"} >"$scratch/report.html"
}
