# shellcheck shell=bash disable=SC2154 # $here, $scratch and $rounds are of who sources this
# What benchmarks share that measure queries of one process: lines of name | query, whose first column is told.
serial='SET max_parallel_workers_per_gather = 0;'
# shellcheck source=test/bench/memory.sh
source "$here/memory.sh"

say() { printf '%s\n' "$*" >&2; }

chosen() { measured | awk -F'|' -v words="${bench_only:-.}" '$1 ~ words'; }

# Milliseconds, and what a query answers.
timed() { psql -XqAt -v ON_ERROR_STOP=1 -c "$serial" -c '\timing on' -c "$1" | awk '/^Time:/ {ms = $2; next} {answer = $0} END {print ms "|" answer}'; }

median() { sort -n | awk '{t[NR] = $1} END {print t[int((NR + 1) / 2)]}'; }

# Seconds, megabytes and the answer of what is in standard input, a line each.
table() {
    local name query file i
    printf '%-44s %9s %7s  %s\n' '' seconds MB answer
    while IFS='|' read -r name query; do
        file=$(mktemp -p "$scratch")
        for ((i = 0; i < rounds; i++)); do timed "$query" >>"$file"; done
        printf '%-44s %9.3f %7d  %s\n' "$name" "$(cut -d'|' -f1 "$file" | median | awk '{print $1 / 1000}')" "$(($(peak_memory "$query" </dev/null) / 1000000))" "$(tail -n 1 "$file" | cut -d'|' -f2-)"
    done
}

# What machine it is.
heading() { echo "PostgreSQL $(psql -Xqtc 'SHOW server_version' | xargs), $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), one process, median of $rounds rounds"; }
