# shellcheck shell=bash disable=SC2154 # $serial is of who sources this
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
