# The documents say what happens.  Every ```sql block of a document is run, in
# order, in one session; the ```text (or bare) block after it must be what psql
# shows, and a block without one must run without a word.  The reference names
# every object of the extension, with the arguments and columns it has.
#
# <!-- setup: demo --> in a document gives it the demo database, <!-- setup: none -->
# an empty one, else it gets an empty one with the extension.
#
# REGENERATE=1 writes the outputs into the documents instead: run it by hand
# against a server with this extension, and read what it wrote against the formulas.
use strict;
use warnings;
use utf8;
use lib 'test/t/lib';
use ClusterTest;
use JSON::PP ();
use Test::More;

binmode Test::More->builder->$_, ':encoding(UTF-8)' for qw(output failure_output);
my @documents = ('README.md', 'doc/reference.md', 'doc/tutorial.md', 'doc/studies.md', 'doc/disclosure.md', 'doc/clients.md');
my $mark = '--- end of block ---';

sub slurp
{
	open my $file, '<:encoding(UTF-8)', $_[0] or die "$_[0]: $!";
	local $/;
	return <$file>;
}

sub trimmed { return join "\n", map { s/\s+$//r } split /\n/, ($_[0] // '') =~ s/\s+\z//r }

sub one_line { return join ' ', split ' ', $_[0] }

# Examples ---------------------------------------------------------------

# All fenced blocks: language, text, where the text starts, line.
sub fenced_blocks
{
	my ($text) = @_;
	my @blocks;
	while ($text =~ /^```(\w*)\n(.*?)^```$/msg)
	{
		my %block = (language => $1, text => $2, start => $-[2], end => $+[0]);
		$block{line} = 1 + (substr($text, 0, $-[0]) =~ tr/\n//);
		$block{follows} = @blocks && substr($text, $blocks[-1]{end}, $-[0] - $blocks[-1]{end}) =~ /\A\s*\z/;
		push @blocks, \%block;
	}
	return @blocks;
}

# SQL blocks, each with the block of its output, if there is one; and output
# that belongs to no SQL.
sub examples
{
	my (@examples, @stray, $last);
	for my $block (fenced_blocks($_[0]))
	{
		my $is_output = $block->{language} =~ /^(?:text)?$/ && $block->{follows} && $last && $last->{language} eq 'sql';
		if ($block->{language} eq 'sql') { push @examples, { sql => $block } }
		elsif ($is_output) { $examples[-1]{output} = $block }
		elsif ($block->{language} eq 'text') { push @stray, $block }
		$last = $block;
	}
	return (\@examples, \@stray);
}

# Output and errors of psql together, as a reader at the terminal sees them.
sub run_blocks
{
	my ($database, @blocks) = @_;
	my $script = File::Temp->new();
	binmode $script, ':encoding(UTF-8)';
	print $script "\\set VERBOSITY default\n\\set SHOW_CONTEXT never\n\\pset null '-'\n\\pset pager off\n";
	print $script "$_\n\\echo '$mark'\n" for @blocks;
	close $script;
	open my $psql, '-|:encoding(UTF-8)', "psql -Xq -d $database < $script 2>&1" or die;
	local $/;
	# How far a long call is, is told on slow machines only.
	my @output = split /^\Q$mark\E\n/m, (<$psql> // '') =~ s/^NOTICE:  \w+: \d+ of \d+ (?:industries|places) have [^\n]*\n//mgr, -1;
	close $psql;
	return @output;
}

sub difference
{
	my @files = map {
		my $file = File::Temp->new();
		binmode $file, ':encoding(UTF-8)';
		print $file "$_\n";
		close $file;
		$file
	} @_;
	open my $diff, '-|:encoding(UTF-8)', 'diff', '-u', '--label', 'shown', '--label', 'psql', map { $_->filename } @files or die;
	local $/;
	return <$diff>;
}

sub same_output
{
	my ($got, $shown, $name) = map { trimmed($_) } @_;
	ok($got eq $shown, $name) or diag(difference($shown, $got));
}

sub regenerate
{
	my ($document, $text, $examples, $output) = @_;
	for my $i (reverse 0 .. $#$examples)
	{
		my $block = $examples->[$i]{output} or next;
		substr($text, $block->{start}, length $block->{text}) = trimmed($output->[$i]) . "\n";
	}
	open my $file, '>:encoding(UTF-8)', $document or die "$document: $!";
	print $file $text;
	close $file;
}

for my $document (@documents)
{
	my $text = slurp($document);
	my $database = create_db('docs_' . lc($document =~ s{.*/|\.md$}{}gr), bare => 1);
	if ($text =~ /<!-- setup: demo -->/)
	{
		is(system('psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $database, '-f', 'scripts/demo.d/load.sql'), 0, "$document: demo data");
	}
	elsif ($text !~ /<!-- setup: none -->/)
	{
		sql($database, 'CREATE EXTENSION cluster_ext');
	}
	my ($examples, $stray) = examples($text);
	cmp_ok(scalar @$examples, '>', 0, "$document: has examples");
	is("@{[map { $_->{line} } @$stray]}", '', "$document: every output shown follows its SQL");
	my @output = run_blocks($database, map { $_->{sql}{text} } @$examples);
	is(scalar @output, @$examples + 1, "$document: psql came to the end");
	if ($ENV{REGENERATE})
	{
		regenerate($document, $text, $examples, \@output);
		next;
	}
	for my $i (0 .. $#$examples)
	{
		my $shown = $examples->[$i]{output};
		same_output($output[$i], $shown ? $shown->{text} : '',
			"$document:$examples->[$i]{sql}{line}: " . ($shown ? 'the output shown' : 'runs without a word'));
	}
}

# Links ------------------------------------------------------------------

# The anchors that headings get.
sub anchors
{
	my ($text) = @_;
	$text =~ s/^```.*?^```$//msg;
	return { map { (lc($_) =~ s/[^\w\s-]//gr) =~ s/\s/-/gr => 1 } $text =~ /^#+\s+(.*?)\s*$/mg };
}

for my $document (@documents, 'CHANGELOG.md', 'SECURITY.md', 'doc/development.md', 'doc/performance.md')
{
	my $text = slurp($document);
	my ($folder) = $document =~ m{^(.*/)};
	my @broken;
	while ($text =~ /\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)
	{
		my ($path, $anchor) = ($1, $2);
		my $file = $path eq '' ? $document : ($folder // '') . $path;
		push @broken, "$path#" . ($anchor // '') unless -e $file && (!defined $anchor || anchors(slurp($file))->{$anchor});
	}
	is("@broken", '', "$document: links lead somewhere");
}

# Every object -----------------------------------------------------------

my $database = create_db('members');
my $reference = slurp('doc/reference.md') =~ s/^```.*?^```$//msgr;
my @spans = map { one_line($_) } map { /`([^`]+)`/g } split /\n\s*\n/, $reference;
my $members = <<'SQL';
FROM pg_depend d JOIN pg_extension e ON d.refobjid = e.oid AND d.refclassid = 'pg_extension'::regclass
WHERE e.extname = 'cluster_ext' AND d.deptype = 'e'
SQL

for my $object (split /\n/, sql($database, <<"SQL"))
SELECT DISTINCT CASE d.classid
	WHEN 'pg_proc'::regclass THEN (SELECT proname FROM pg_proc WHERE oid = d.objid)
	WHEN 'pg_type'::regclass THEN (SELECT typname FROM pg_type WHERE oid = d.objid)
	WHEN 'pg_operator'::regclass THEN (SELECT 'm ' || oprname || ' m' FROM pg_operator WHERE oid = d.objid)
	WHEN 'pg_opclass'::regclass THEN (SELECT opcname FROM pg_opclass WHERE oid = d.objid)
	WHEN 'pg_class'::regclass THEN (SELECT relname FROM pg_class WHERE oid = d.objid) END
$members AND d.classid IN ('pg_proc'::regclass, 'pg_type'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass, 'pg_class'::regclass)
UNION SELECT name FROM pg_settings WHERE name LIKE 'cluster\\_ext.%'
ORDER BY 1
SQL
{
	next if $object =~ /^_|_row$/;		# array types; rows, which are told by their functions
	ok((grep { /(?<![\w.])\Q$object\E(?!\w)/ } @spans), "doc/reference.md names $object");
}

# Signatures as a reader would write them: no casts of defaults, no quotes.
my @signatures = split /\n/, sql($database, <<"SQL");
SELECT proname || '(' || regexp_replace(replace(pg_get_function_arguments(p.oid), '"', ''),
           '::[a-z_ ]+(\\[\\])?|^IN ', '', 'g') || ')'
       || ' → ' || CASE WHEN typrelid = 0 OR EXISTS (SELECT FROM pg_class WHERE oid = typrelid AND relkind = 'r') THEN format_type(prorettype, NULL) ELSE (SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = typrelid) END
FROM pg_proc p JOIN pg_type t ON t.oid = prorettype WHERE p.oid IN (SELECT d.objid $members AND d.classid = 'pg_proc'::regclass)
AND (proname = 'cluster_ext_version' OR proargnames IS NOT NULL AND proname NOT LIKE '%\\_accumulate%' AND proname NOT LIKE '%\\_merge')
ORDER BY 1
SQL
my $span_without_types = sub {
	my ($head, $columns) = split / → /, $_[0], 2;
	return $_[0] unless defined $columns && $columns =~ /,/;
	return "$head → " . join ', ', map { (split ' ')[0] } split /, /, $columns;
};
my %written = map { $span_without_types->($_) => 1 } @spans;
ok($written{$_}, "doc/reference.md has the signature $_") for @signatures;
drop_dbs();

# Release data -----------------------------------------------------------

my $meta = JSON::PP->new->utf8(0)->decode(slurp('META.json'));
my ($version) = slurp('cluster_ext.control') =~ /default_version = '(.*?)'/;
is($meta->{$_ }, { name => 'cluster_ext', version => $version, license => 'postgresql' }->{$_}, "META.json: $_") for qw(name version license);
is($meta->{provides}{cluster_ext}{version}, $version, 'META.json: version provided');
ok(-e $meta->{provides}{cluster_ext}{docfile}, 'META.json: docfile');
like(slurp('CHANGELOG.md'), qr/^## \[\Q$version\E\]/m, 'CHANGELOG.md has this version');
done_testing();
