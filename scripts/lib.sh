# shellcheck shell=bash
# lib.sh: what demo, report, psql, test and bench share.  Source it from bash.
#
# Everything happens in a scratch directory that goes away at the end: a copy
# of the tree is built there, installed there, and served by a private
# PostgreSQL that finds it there.  The machine keeps the packages it lacked,
# nothing else.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

# What the work is for must be writable: better told now than after it.  The hint says how to name another file.
need_writable() { # file hint
    local place
    place=$(dirname "$1")
    mkdir -p "$place" 2>/dev/null || true
    if [ ! -w "$place" ] || [ -d "$1" ] || { [ -e "$1" ] && [ ! -w "$1" ]; }; then
        die "cannot write $1; name another file: $2"
    fi
}

# The commands that need rights run through this.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo -- "$@"
    else
        die "installing packages takes root's rights: run this as root, or install sudo"
    fi
}

# Installs the packages among the arguments that the machine lacks.
need_packages() {
    local package missing=()
    for package in "$@"; do
        dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed' ||
            missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null || die "this needs the Debian packages ${missing[*]}"
    say "Installing Debian packages: ${missing[*]}"
    as_root apt-get -qq update >&2
    # PostgreSQL's package would start a server of its own; we only want the programs.
    # shellcheck disable=SC2016 # the inner shell expands them
    as_root env DEBIAN_FRONTEND=noninteractive sh -ec '
        no_server=/etc/postgresql-common/createcluster.d/cluster_ext.conf
        trap "rm -f $no_server" EXIT
        trap "exit 130" INT TERM
        apt-get -qq install -y --no-install-recommends postgresql-common
        mkdir -p "${no_server%/*}"
        echo "create_main_cluster = false" >"$no_server"
        apt-get -qq install -y --no-install-recommends "$@"
    ' sh "${missing[@]}" >/dev/null </dev/null || die "apt-get could not install ${missing[*]}"
}

# The PostgreSQL to build for: the one whose development files are here, else the
# distribution's own; nothing where apt-get has not been told of any package yet.
postgresql_version() {
    if command -v pg_config >/dev/null && [ -e "$(pg_config --pgxs)" ]; then
        pg_config --version | sed 's/[^0-9]*\([0-9]*\).*/\1/'
    else
        { apt-cache depends postgresql 2>/dev/null || true; } | sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p'
    fi
}

# Packages to build and to run, and those among the arguments; @ stands for the
# version of PostgreSQL.
need_postgresql() {
    version=$(postgresql_version)
    if [ -z "$version" ]; then
        command -v apt-get >/dev/null || die "this needs PostgreSQL and its development files, or a Debian to install them on"
        as_root apt-get -qq update >&2
        version=$(postgresql_version)
        [ -n "$version" ] || die "apt-get knows no package postgresql"
    fi
    need_packages make gcc libc6-dev postgresql-common "postgresql-$version" \
        "postgresql-server-dev-$version" "${@//@/$version}"
}

scratch=
clean_up() { [ -z "$scratch" ] || rm -rf "$scratch"; }

# The tree without what was built in it, into a new directory.
copy_sources() {
    mkdir "$1"
    tar -C "$root" --exclude=./.git --exclude=./build --exclude=./test/unit/build --exclude='*.o' --exclude='*.bc' --exclude='*.so' --mode=u+w -cf - . |
        tar -C "$1" -xf -
}

extension_version() { sed -n 's/^EXTVERSION = //p' "$root/Makefile"; }

# A scratch directory with a copy of the tree in $scratch/tree.
make_scratch() {
    scratch=$(mktemp -d)
    trap clean_up EXIT
    trap 'exit 130' INT TERM
    chmod 755 "$scratch"
    copy_sources "$scratch/tree"
}

# Builds the copy and installs it into the scratch directory.
build_extension() {
    say "Building cluster_ext for $(pg_config --version)${CC:+ with $CC}"
    make -s -C "$scratch/tree" -j"$(nproc)" ${CC:+"CC=$CC"} with_llvm=no >&2
    make -s -C "$scratch/tree" with_llvm=no DESTDIR="$scratch/installed" install >/dev/null
    chmod -R a+rX "$scratch"
}

# Runs a command with a private server around it; PGHOST and the like point there.
# Two of the options are how PostgreSQL finds extensions elsewhere: Debian's of its
# own up to 17, everybody's from 18 on.
server_options=(-o fsync=off -o full_page_writes=off -o max_wal_size=4GB -o shared_buffers=256MB
    -o log_min_messages=fatal -o jit=off)
with_server() {
    local library found status attempt
    # What points to another server would lead there.
    unset "${!PG@}"
    library=$(pg_config --pkglibdir)
    found=extension_destdir=$scratch/installed
    # shellcheck disable=SC2016 # the server expands it
    [ "$version" -lt 18 ] || found='extension_control_path='$scratch/installed$(pg_config --sharedir)':$system'
    rm -f "$scratch/started"
    # Another server may have taken the port between being looked for and used: then again.
    for attempt in 1 2 3; do
        status=0
        # shellcheck disable=SC2016 # the inner bash expands them
        # What pg_virtualenv itself says goes to a log, what the command says does not.
        pg_virtualenv -t -v "$version" -c '--locale=C.UTF-8 --encoding=UTF8' "${server_options[@]}" \
            -o "$found" \
            -o "dynamic_library_path=$scratch/installed$library:$library" \
            bash -c 'touch "$0"; "$@" >&3 2>&4' "$scratch/started" "$@" \
            3>&1 4>&2 >"$scratch/server.log" 2>&1 || status=$?
        [ ! -e "$scratch/started" ] || return $status
        sleep "$attempt"
    done
    cat "$scratch/server.log" >&2
    die "the private server did not start"
}

# Creates database $1 with the demo data.
load_demo() {
    createdb "$1"
    (cd "$root" && psql -Xq -v ON_ERROR_STOP=1 -d "$1" -f scripts/demo.d/load.sql)
}
