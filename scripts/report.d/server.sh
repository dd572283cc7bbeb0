# shellcheck shell=bash
# server.sh: rows of a server that is there.  scripts/report sources it.

# Whether what follows --database can be one.  Of others libpq would print what it does not understand, a password perhaps.
is_database() {
    [[ $1 =~ ^postgres(ql)?://([^/@]*@)?[^?@]*([?].*)?$ ]] || [[ $1 != *://* && $1 =~ ^[[:space:]]*[a-z_]+[[:space:]]*= ]] || [[ $1 =~ ^[[:alnum:]_.-]+$ ]]
}

# A table, perhaps of a schema, as SQL writes it.
is_name() {
    local name='("([^"]|"")+"|[^][:space:]"();,.[]+)'
    [[ $1 =~ ^$name(\.$name)?$ ]]
}

# Takes the password out of $url, which programs may print and everybody can list, and keeps the environment
# for this server in $outside: the private one has its own.
hide_password() {
    local found
    if [[ $url =~ ^(postgres[^/]*//[^/@:]*):([^/@]*)(@.*)$ ]] || [[ $url =~ ^(postgres[^/]*//.*[?&])password=([^\&]*)\&?(.*)$ ]]; then
        found=${BASH_REMATCH[2]//\\/\\\\}
        printf -v PGPASSWORD %b "${found//%/\\x}"
        url=${BASH_REMATCH[1]}${BASH_REMATCH[3]}
        export PGPASSWORD
    elif [[ $url =~ ^((.*[[:space:]])?)password[[:space:]]*=[[:space:]]*(\'(([^\'\\]|\\.)*)\'|[^\'[:space:]]+)(.*)$ ]]; then
        # Of key = value a backslash stands before what is meant as it is.
        found=${BASH_REMATCH[4]:-${BASH_REMATCH[3]}}
        url=${BASH_REMATCH[1]}${BASH_REMATCH[6]}
        # shellcheck disable=SC2001 # a pattern with a group
        PGPASSWORD=$(sed 's/\\\(.\)/\1/g' <<<"$found")
        export PGPASSWORD
    fi
    outside=$(export -p | grep '^declare -x PG' || true)
}

# What the server answers to a query, as CSV; in a subshell, for it changes the environment.
ask_server() {
    unset "${!PG@}"
    eval "$outside"
    PGCLIENTENCODING=UTF8 psql -Xq -v ON_ERROR_STOP=1 -d "$url" -c 'BEGIN READ ONLY' -c "COPY ($1) TO STDOUT (FORMAT csv, HEADER)"
}

# The columns that are needed, by what a check found.
needed_columns() { # facts
    python3 -c 'if True:
        import json, sys
        columns = json.load(open(sys.argv[1], encoding="utf-8"))["columns"].values()
        print(", ".join("\"%s\"" % name.replace("\"", "\"\"") for name in dict.fromkeys(c["name"] for c in columns if c)))' "$1"
}
