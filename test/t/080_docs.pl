# The documents say what happens: every ```sql block is run, in order, in one
# session a document, and the ```text block after it must be its output.
# REGENERATE=1 writes the outputs into the documents instead, to be read by you.
use strict;
use warnings;
use utf8;
use lib 'test/t/lib';
use ClusterTest;
use Test::More;

binmode Test::More->builder->$_, ':encoding(UTF-8)' for qw(output failure_output);
my $mark = '--- end of block ---';

sub slurp
{
	open my $file, '<:encoding(UTF-8)', $_[0] or die "$_[0]: $!";
	local $/;
	return <$file>;
}

sub trimmed { return join "\n", map { s/\s+$//r } split /\n/, $_[0] =~ s/\s+\z//r }

# Output and errors of psql together, as a reader at the terminal sees them.
sub run_blocks
{
	my ($database, @blocks) = @_;
	my $script = File::Temp->new();
	binmode $script, ':encoding(UTF-8)';
	print $script "\\set VERBOSITY default\n\\set SHOW_CONTEXT never\n\\pset null '-'\n\\pset pager off\n";
	print $script "$_\n\\echo $mark\n" for @blocks;
	close $script;
	open my $psql, '-|:encoding(UTF-8)', "psql -Xq -d $database < $script 2>&1" or die;
	local $/;
	my @output = split /^\Q$mark\E\n/m, <$psql> // '', -1;
	close $psql;
	s/^\w*:?[^\s:]*:\d+: (?=ERROR|NOTICE|WARNING)//mg for @output;
	return @output;
}

for my $document ('README.md', 'doc/reference.md', 'doc/tutorial.md')
{
	my $text = slurp($document);
	my $name = $document =~ s{.*/|\.md$}{}gr;
	my $database = create_db("docs_\L$name", bare => 1);
	if ($text =~ /<!-- setup: demo -->/)
	{
		is(system('psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $database, '-f', 'scripts/demo.d/load.sql'), 0, "$document: demo data");
	}
	else
	{
		sql($database, 'CREATE EXTENSION cluster_ext');
	}
	my (@sql, @shown, @line);
	while ($text =~ /^```sql\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?/msg)
	{
		push @sql, $1;
		push @shown, $2;
		push @line, 1 + (substr($text, 0, $-[0]) =~ tr/\n//);
	}
	cmp_ok(scalar @sql, '>', 0, "$document: has examples");
	my @output = run_blocks($database, @sql);
	for my $i (0 .. $#sql)
	{
		if (defined $shown[$i])
		{
			is(trimmed($output[$i]), trimmed($shown[$i]), "$document:$line[$i]: the output shown") unless $ENV{REGENERATE};
		}
		else
		{
			unlike($output[$i], qr/^ERROR/m, "$document:$line[$i]: no error") or diag($output[$i]);
		}
	}
	if ($ENV{REGENERATE})
	{
		my $i = 0;
		$text =~ s{^(```sql\n.*?^```\n)(\n```text\n)?(.*?^```\n)??(?=\n|\z)}{
			my ($code, $open) = ($1, $2);
			my $new = $open ? "$code\n```text\n" . trimmed($output[$i]) . "\n```\n" : $code;
			$i++; $new }msge;
		open my $file, '>:encoding(UTF-8)', $document or die;
		print $file $text;
	}
}

# The reference names every object of the extension.
my $database = create_db('members');
my $reference = slurp('doc/reference.md');
for my $object (split /\n/, sql($database, <<'SQL'))
SELECT DISTINCT CASE d.classid
	WHEN 'pg_proc'::regclass THEN (SELECT proname FROM pg_proc WHERE oid = d.objid)
	WHEN 'pg_type'::regclass THEN (SELECT typname FROM pg_type WHERE oid = d.objid)
	WHEN 'pg_operator'::regclass THEN (SELECT 'm ' || oprname || ' m' FROM pg_operator WHERE oid = d.objid)
	WHEN 'pg_opclass'::regclass THEN (SELECT opcname FROM pg_opclass WHERE oid = d.objid) END
FROM pg_depend d JOIN pg_extension e ON d.refobjid = e.oid AND d.refclassid = 'pg_extension'::regclass
WHERE e.extname = 'cluster_ext' AND d.deptype = 'e' AND d.classid IN ('pg_proc'::regclass, 'pg_type'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass)
UNION SELECT name FROM pg_settings WHERE name LIKE 'cluster_ext.%'
ORDER BY 1
SQL
{
	next if $object =~ /^_/;		# array types
	like($reference, qr/`[^`]*\Q$object\E/, "doc/reference.md names $object");
}
drop_dbs();
done_testing();
