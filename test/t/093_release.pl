# The archives of a release: the same bytes wherever they are made, enough to build,
# install and check from; and refused, with the reason, where something does not fit.
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use JSON::PP;
use Test::More;

my $scratch = tempdir(CLEANUP => 1);
my ($one, $two) = ("$scratch/one", "$scratch/by another/two");
# Whoever runs this may have settings of his own, or run it from a hook.
delete $ENV{"GIT_$_"} for qw(DIR WORK_TREE INDEX_FILE);
%ENV = (%ENV, GIT_CONFIG_GLOBAL => '/dev/null', GIT_CONFIG_NOSYSTEM => 1,
	map { +"GIT_${_}_NAME" => 'Somebody', "GIT_${_}_EMAIL" => 'somebody@example.org', "GIT_${_}_DATE" => '2026-01-31 23:30:01 +0500' } qw(AUTHOR COMMITTER));

sub run_ok
{
	my ($name, $command) = @_;
	my $said = qx(($command) 2>&1);
	ok($? == 0, $name) or do { diag($said); BAIL_OUT("cannot go on without: $name") };
}

sub slurp
{
	open my $file, '<:raw', $_[0] or die "$_[0]: $!";
	local $/;
	return <$file>;
}

sub spew
{
	my ($file, $text) = @_;
	make_path(dirname($file));
	open my $out, '>:raw', $file or die "$file: $!";
	print $out $text;
	close $out or die "$file: $!";
}

sub commit { system("git -C $one add -A && git -C $one commit -qm changed") == 0 or die 'git cannot commit' }

# A file of the repository, changed.
sub edit
{
	my ($file, $from, $to) = @_;
	my $text = slurp("$one/$file");
	$text =~ s/$from/$to/ or die "$file has no $from";
	spew("$one/$file", $text);
}

my $version = slurp('Makefile') =~ /^EXTVERSION = (\S+)/m ? $1 : die 'no version';
my $name = "cluster_ext-$version";

# This tree as a repository, in which the version is released whether it is here or not.
run_ok('a repository', "git init -q $one && git --git-dir=$one/.git --work-tree=. add -A && git -C $one commit -qm 'All of it' && git -C $one reset -q --hard");
edit('CHANGELOG.md', qr/^## \[\Q$version\E\] - .*/m, "## [$version] - 2026-01-31");
my $meta = decode_json(slurp("$one/META.json"));
sub write_meta { spew("$one/META.json", JSON::PP->new->utf8->canonical->pretty->encode({ %$meta, @_ })) }
$meta->{release_status} = 'stable';
$meta->{maintainer} = ['Somebody <somebody@example.org>'];
write_meta();
commit();

# Bytes ---------------------------------------------------------------------

run_ok('a release', "cd / && umask 022 && TZ=America/New_York $one/scripts/release");
run_ok('the same of a clone', "umask 077 && git clone -q $one '$two' && cd '$two' && TZ=Asia/Shanghai GZIP=-1 LC_ALL=C scripts/release --output ../out");
my ($made, $again) = ("$one/build/release", "$scratch/by another/out");
is(slurp("$again/SHA256SUMS"), slurp("$made/SHA256SUMS"), 'the same bytes in another place, zone and umask');
like(slurp("$made/SHA256SUMS"), qr/\A\w{64}  \Q$name\E\.tar\.gz\n\w{64}  \Q$name\E\.zip\n\z/, 'sums of both archives');
run_ok('which are those of the files', "cd '$again' && sha256sum --quiet -c SHA256SUMS");
is(unpack('x3 H10', slurp("$made/$name.tar.gz")), '0000000000', 'gzip kept neither name nor time');

# Contents ------------------------------------------------------------------

run_ok('unpack', "mkdir $scratch/zip && tar -C $scratch -xzf $made/$name.tar.gz && python3 -m zipfile -e $made/$name.zip $scratch/zip");
run_ok('both archives hold the same', "diff -r $scratch/$name $scratch/zip/$name");
is(join(' ', glob("$scratch/zip/*")), "$scratch/zip/$name", 'all in one directory');
ok(-x "$scratch/$name/scripts/demo", 'scripts can be run');
ok(!-e "$scratch/$name/.ci", 'what an archive can do without is not in it');
run_ok('builds', "make -s -C $scratch/$name -j2 COPT=-O0 with_llvm=no");
run_ok('installs', "make -s -C $scratch/$name with_llvm=no DESTDIR=$scratch/installed install");
my $installed = join ' ', map { s{.*/}{}r } split ' ', qx(find $scratch/installed -type f);
like($installed, qr/(?:^| )\Q$_\E(?: |$)/, "... $_") for 'cluster_ext.so', 'cluster_ext.control', "cluster_ext--$version.sql";
run_ok('checks', "chmod -R a+rX $scratch && make -s -C $scratch/$name with_llvm=no installcheck");

# Refusals ------------------------------------------------------------------

sub refused
{
	my ($what, $reason, $where) = (@_, $one);
	my $said = qx(cd / && '$where'/scripts/release --output $scratch/refused 2>&1);
	ok($? != 0, "$what is refused");
	like($said, qr/^error: $reason/m, '... with the reason');
	system("git -C $one reset -q --hard released && git -C $one clean -qfd");
}
system("git -C $one tag released");

refused('an unpacked archive', 'this tree is no git repository', "$scratch/$name");
run_ok('an archive in a repository', "mkdir -p '$two/build' && tar -C '$two/build' -xzf $made/$name.tar.gz");
refused('an archive inside of a repository', 'this tree is no git repository', "$two/build/$name");
spew("$one/new.sql", '');
refused('a new file', 'not committed:\n\?\? new\.sql');
edit('README.md', qr/^/, 'x');
refused('a changed file', 'not committed:\n M README\.md');
system("git -C $one -c tag.gpgSign=false tag v$version HEAD~");
refused('a version that was tagged before', "the tag v\Q$version\E is another commit's");
system("git -C $one tag -d v$version >/dev/null");
spew("$one/sql/cluster_ext--$version.sql", '');
system("git -C $one add -f sql/cluster_ext--$version.sql");
commit();
refused('a script that is made and committed', "sql/cluster_ext--\Q$version\E.sql is committed");
edit('cluster_ext.control', qr/\Q$version\E/, '9.9.9');
commit();
refused('what is faulty', 'cluster_ext.control is of version 9.9.9');
ok(!-e "$scratch/refused", 'a refusal leaves nothing behind');

# Faults --------------------------------------------------------------------

# What the release refused just now is found by a program of its own, which is quicker.
sub faulty
{
	my ($what, $reason) = @_;
	my $said = qx(cd $one && scripts/release.d/check 2>&1);
	ok($? != 0, "$what is faulty");
	like($said, qr/^error: $reason/m, '... with the reason');
	system("git -C $one reset -q --hard released && git -C $one clean -qfd");
}

is(qx(cd $one && scripts/release.d/check 2>&1), '', 'no fault in what was released');
for my $case (
	[ 'Makefile', qr/^EXTVERSION = \S+/m, 'EXTVERSION = 9.9.9', "cluster_ext.control is of version \Q$version\E, Makefile of 9.9.9" ],
	[ 'cluster_ext.control', qr/\Q$version\E/, '9.9.9', 'cluster_ext.control is of version 9.9.9' ],
	[ '.gitignore', qr{^/sql/cluster_ext--.*$}m, '', '.gitignore does not have the script' ],
	[ 'Makefile', qr/^RELEASED = .*/m, 'RELEASED = 9.9.8', 'sql/released.sha256 has no sum of 9.9.8' ],
	[ 'Makefile', qr/^RELEASED = .*/m, 'RELEASED = 9.9.8', 'there is no update from 9.9.8' ],
	[ 'doc/reference.md', qr/\Q$version\E/, '9.9.9', 'doc/reference.md is of version 9.9.9' ],
	[ 'CHANGELOG.md', qr/^## \[\Q$version\E\]/m, '## [9.9.9]', 'CHANGELOG.md, its first section, is of version 9.9.9' ],
	[ 'CHANGELOG.md', qr/2026-01-31$/m, 'unreleased', "CHANGELOG.md: the date of \Q$version\E is \"unreleased\"" ],
	[ 'META.json', qr/"postgresql"/, '"none"', 'META.json: license is no licence that PGXN knows' ],
	[ 'META.json', qr/^\}/m, '', 'META.json is not JSON' ])
{
	my ($file, $from, $to, $reason) = @$case;
	edit($file, $from, $to);
	faulty("$file with \"$to\"", $reason);
}
for my $debian ([ '9.9.9-1', 'is of version 9.9.9' ], [ "$version~rc1-1", "is of version \Q$version\E-rc1" ])
{
	spew("$one/debian/changelog", "cluster-ext ($debian->[0]) unstable; urgency=medium\n");
	faulty("debian/changelog of $debian->[0]", "debian/changelog $debian->[1]");
}

write_meta(maintainer => 'Somebody');
like(qx(cd $one && scripts/release.d/check 2>&1), qr/\Aremark: META.json: maintainer has no address.*\n\z/, 'a maintainer without an address is remarked upon');
is($?, 0, 'and no fault');

my $provided = $meta->{provides}{cluster_ext};
for my $case (
	[ { version => '9.9.9' }, 'META.json is of version 9.9.9' ],
	[ { version => '1.0' }, 'META.json: version is no version' ],
	[ { name => 'cluster ext' }, 'META.json: name is no term' ],
	[ { maintainer => [] }, 'META.json: maintainer is empty' ],
	[ { release_status => 'testing' }, 'META.json: release_status is not stable' ],
	[ { release_status => 'ready' }, 'META.json: release_status is no status' ],
	[ { license => { mine => 'no link' } }, 'META.json: license: mine is no URI' ],
	[ { provides => {} }, 'META.json: provides is not a map of something' ],
	[ { provides => { cluster_ext => { %$provided, version => '9.9.9' } } }, 'META.json: provides: cluster_ext is of version 9.9.9' ],
	[ { provides => { cluster_ext => { %$provided, file => 'sql/cluster_ext--9.9.9.sql' } } }, 'META.json: provides: cluster_ext: file is not cluster_ext--' ],
	[ { provides => { cluster_ext => { %$provided, file => "cluster_ext--$version.sql" } } }, 'META.json: .* is neither there nor made' ],
	[ { provides => { cluster_ext => { version => $version } } }, 'META.json: provides: cluster_ext lacks file' ],
	[ { provides => { other => $provided } }, 'META.json: provides: other has no other.control' ],
	[ { 'meta-spec' => { version => '2.0.0' } }, 'META.json: meta-spec: version is no version of the spec' ],
	[ { resources => {} }, 'META.json: resources is not a map of something' ],
	[ { prereqs => { runtime => { requires => { PostgreSQL => '13+' } } } }, 'META.json: .*PostgreSQL is no range of versions' ],
	[ { no_index => { directory => ['no/where'] } }, 'META.json: no_index: no/where is not there' ],
	[ { licence => 'postgresql' }, 'META.json: licence is nothing that the spec knows' ])
{
	write_meta(%{ $case->[0] });
	faulty('META.json with ' . JSON::PP->new->canonical->encode($case->[0]), $case->[1]);
}
for my $field (qw(name version abstract maintainer license provides meta-spec))
{
	my %others = %$meta;
	delete $others{$field};
	spew("$one/META.json", encode_json(\%others));
	faulty("META.json without $field", "META.json lacks $field");
}

# Previews ------------------------------------------------------------------

edit('CHANGELOG.md', qr/2026-01-31$/m, 'unreleased');
write_meta(release_status => 'testing', maintainer => 'Somebody');
commit();
run_ok('a preview, when asked for', "$one/scripts/release --allow-unreleased --output $scratch/preview");
is(join(' ', sort { lc $a cmp lc $b } map { s{.*/}{}r } glob "$scratch/preview/*"), "$name.tar.gz $name.zip SHA256SUMS", 'the archives and their sums');
done_testing();
