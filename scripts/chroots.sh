# shellcheck shell=bash
# chroots.sh: other Debians on this machine, for test-majors, test-packages and test-upgrade.
# Source it after lib.sh.
#
# Chroots are kept, a gigabyte each, in $CLUSTER_EXT_CHROOTS; whoever made them may
# remove them at any time.  They take root's rights.
chroots=${CLUSTER_EXT_CHROOTS:-$HOME/.cache/cluster_ext/chroots}

need_chroots() {
    [ "$(id -u)" = 0 ] || die "chroots take root's rights"
    need_packages mmdebstrap
    mkdir -p "$chroots"
    [ -n "$(mirror)" ] || apt-get -qq update >&2
    [ -n "$(mirror)" ] || die "this machine's packages come from no mirror of Debian"
}

# The mirror that this machine's own packages come from.
mirror() {
    # shellcheck disable=SC2016 # apt-get expands them
    apt-get indextargets --format '$(REPO_URI) $(LABEL)' 'Identifier: Packages' | sed -n 's/ Debian$//p' | sort -u | sed -n 1p
}

# A chroot NAME of a suite, for this machine's processors or others that it can run;
# complete or not there.
make_chroot() {
    local name=$1 suite=$2 architecture=${3:-$(dpkg --print-architecture)}
    [ ! -e "$chroots/$name" ] || return 0
    say "Making a chroot of $suite, $architecture"
    rm -rf "$chroots/$name.part"
    # Snapshots of sid are older than they say they last.
    mmdebstrap --quiet --variant=apt --mode=root --aptopt='Acquire::Check-Valid-Until "false"' \
        --architectures="$architecture" "$suite" "$chroots/$name.part" "deb $(mirror) $suite main" >&2
    mv "$chroots/$name.part" "$chroots/$name"
}

# A chroot to throw away, with nothing but apt, from a kept one of its suite.
make_fresh_chroot() {
    make_chroot "$2-clean" "$2"
    rm -rf "${chroots:?}/$1"
    cp -a "$chroots/$2-clean" "$chroots/$1"
}

# Runs a command in a chroot, without this machine's environment; its mounts go away with it.
inside() {
    local place=$chroots/$1
    shift
    # shellcheck disable=SC2016 # the inner shell expands them
    unshare --mount sh -ec '
        mount --make-rprivate /
        mkdir -p "$0/dev/shm" "$0/dev/pts"
        mount -t proc proc "$0/proc"
        mount -t tmpfs tmpfs "$0/dev/shm"
        mount -t devpts devpts "$0/dev/pts"
        exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
            ${TERM:+"TERM=$TERM"} chroot "$0" "$@"' "$place" "$@"
}

# A fresh copy of this tree, as /tree of a chroot.
copy_tree() {
    rm -rf "$chroots/$1/tree"
    copy_sources "$chroots/$1/tree"
}
