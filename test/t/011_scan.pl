# Scans of our own give what the server's plans give: random tables, queries and
# changes in between, each query with cluster_ext.enable_scan on and off.
#   CEXT_SCAN_QUERIES   how many (default 3000)
#   CEXT_SCAN_SEED      which (default 1)
use strict;
use warnings;
use lib 'test/t/lib';
use ClusterTest;
use List::Util 'shuffle';
use Test::More;

my $wanted = $ENV{CEXT_SCAN_QUERIES} // 3000;
srand($ENV{CEXT_SCAN_SEED} // 1);
my $db = create_db('scan');

sub one_of { return $_[ rand @_ ] }
sub maybe { return rand() < $_[0] }

# Tables --------------------------------------------------------------------

my @labels = qw(text varchar varchar(30) char(12) smallint integer bigint);
my @sizes = ('double precision', 'real', 'smallint', 'integer', 'bigint', 'numeric', 'numeric(12,3)');
my @keys = ('smallint', 'integer', 'bigint', 'text', 'numeric', 'date', 'boolean', 'char(4)', 'double precision', 'uuid');
my @fillers = ('text', 'integer', 'boolean', 'numeric', 'char(3)', 'smallint[]', 'double precision', '"char"', 'interval');

# An expression over g for a value of a type; the more kinds the more different values.
sub value
{
	my ($type, $kinds, $nulls, $what) = @_;
	my $salt = int rand 1000;
	my $number = "(abs(hashint8extended(g, $salt)) % $kinds)";
	my $value =
	  $type =~ /^(text|varchar|char\(12\)|varchar\(30\))$/ ? one_of("'L' || $number", "repeat('k', ($number)::int % 7) || $number", "'区' || $number", "($number)::text", "md5(($number)::text)")
	  : $type eq 'char(4)' || $type eq 'char(3)' ? "($number % 90)::text"
	  : $type eq 'numeric' && $what eq 'key' ? one_of("$number", "$number + 0.50", "CASE WHEN g % 2 = 0 THEN $number ELSE ($number)::numeric(20,2) END")
	  : $type eq 'date' ? "date '2000-01-01' + ($number)::int"
	  : $type eq 'boolean' ? "$number % 2 = 0"
	  : $type eq 'uuid' ? "md5(($number)::text)::uuid"
	  : $type eq 'smallint[]' ? "ARRAY[1, $number, NULL]::smallint[]"
	  : $type eq '"char"' ? "'x'::\"char\""
	  : $type eq 'interval' ? "make_interval(days => ($number)::int)"
	  : $type eq 'double precision' && $what eq 'key' ? "CASE WHEN $number = 0 THEN '-0'::float8 ELSE $number / 3.0 END"
	  : $type =~ /double|real|numeric/ ? one_of("$number", "$number / 8.0", "$number / 7.0", "$number * 1e6")
	  : $number;
	$value = "CASE WHEN abs(hashint8extended(g, $salt + 7)) % 1000 < $nulls THEN NULL ELSE $value END" if $nulls;
	return "($value)::$type";
}

sub label_kind { return $_[0] =~ /int/ ? 'code' : 'label' }

# A table of random columns; rows come by insert, so that values are as they would be.
sub new_table
{
	my ($name) = @_;
	my %t = (name => $name, rows => one_of(0, 1, 3, 200, 900, 3000), kinds => one_of(1, 5, 40));
	my $kind = maybe(0.6) ? 'label' : 'code';
	my @of_kind = grep { label_kind($_) eq $kind } @labels;
	my %type = (region => one_of(@of_kind), industry => one_of(@of_kind), size => one_of(@sizes), copies => one_of('integer', 'smallint'),
		key => one_of(@keys), other_key => one_of(@keys), flag => 'integer');
	$t{kind} = $kind;
	$t{type} = \%type;
	my (@columns, @names, @values, @dropped);
	for my $column (shuffle(sort(keys %type), map { "filler$_" } 1 .. rand 5))
	{
		my $type = $type{$column} // one_of(@fillers);
		my $nulls = maybe(0.4) ? one_of(5, 100, 500) : 0;
		my $what = $column =~ /key/ ? 'key' : $column;
		my $kinds = $column =~ /region|industry/ ? $t{kinds} : $column eq 'copies' ? 3 : $column =~ /key/ ? one_of(2, 12, 300) : 50;
		push @columns, qq("$column" $type) . (!$nulls && maybe(0.5) ? ' NOT NULL' : '');
		push @names, $column;
		push @values, value($type, $kinds, $nulls, $what);
		push @dropped, $column if $column =~ /filler/ && maybe(0.3);
	}
	my $partitioned = maybe(0.15);
	my $kind_of_table = $partitioned ? '' : one_of('', '', 'UNLOGGED', 'TEMP');
	my $sql = "CREATE $kind_of_table TABLE $name (" . join(', ', @columns, 'id bigint') . ')' .
	  ($partitioned ? ' PARTITION BY RANGE (id)' : maybe(0.2) ? ' WITH (fillfactor = 60)' : '') . ";\n";
	$sql .= "CREATE TABLE ${name}_a PARTITION OF $name FOR VALUES FROM (MINVALUE) TO (300);\nCREATE TABLE ${name}_b PARTITION OF $name FOR VALUES FROM (300) TO (MAXVALUE);\n" if $partitioned;
	my $insert = "INSERT INTO $name (" . join(', ', map { qq("$_") } @names, 'id') . ') SELECT ' . join(', ', @values, 'g') . ' FROM generate_series';
	$sql .= "$insert(1, $t{rows}) g;\n";
	$sql .= "ALTER TABLE $name DROP COLUMN $_;\n" for @dropped;
	if (maybe(0.3))
	{
		# Rows that end before these columns have their default of then.
		$sql .= "ALTER TABLE $name ADD COLUMN added_label text DEFAULT '新';\nALTER TABLE $name ADD COLUMN added_size integer DEFAULT 4;\n";
		$t{added} = 1;
	}
	if (maybe(0.2) && $type{size} ne 'real')
	{
		$sql .= "ALTER TABLE $name ADD COLUMN made double precision GENERATED ALWAYS AS (size * 2) STORED;\n";
		$t{made} = 1;
	}
	if (maybe(0.2) && $kind eq 'label')
	{
		# Labels that are stored elsewhere, or compressed.
		$sql .= "ALTER TABLE $name ADD COLUMN far text;\nALTER TABLE $name ALTER far SET STORAGE " . one_of('EXTERNAL', 'EXTENDED', 'MAIN') .
		  ";\nALTER TABLE $name SET (toast_tuple_target = 128);\n" . ($partitioned ? "" : "UPDATE $name SET far = repeat('far away ', 20 + (id % 90)::int) WHERE id % 3 > 0;\n");
		$sql =~ s/ALTER TABLE \S+ SET \(toast_tuple_target = 128\);\n// if $partitioned;
		$t{far} = 1;
	}
	$sql .= "VACUUM $name;\n" if maybe(0.4);
	$sql .= "ANALYZE $name;\n" if maybe(0.6);
	$t{partitioned} = $partitioned;
	return (\%t, $sql);
}

# Changes -------------------------------------------------------------------

my $begun = 0;
sub change
{
	my ($t) = @_;
	my $n = $t->{name};
	my $what = int rand 9;
	return "UPDATE $n SET size = size WHERE id % " . one_of(2, 7, 50) . " = 1;\n" if $what == 0;
	return "DELETE FROM $n WHERE id % " . one_of(3, 11, 97) . " = 2;\n" if $what == 1;
	return "UPDATE $n SET region = industry WHERE id % 13 = 4 AND industry IS NOT NULL;\n" if $what == 2 && $t->{type}{region} eq $t->{type}{industry};
	return "SAVEPOINT s; DELETE FROM $n WHERE id % 2 = 0; ROLLBACK TO s;\n" if $what == 3 && $begun;
	return "SAVEPOINT s; UPDATE $n SET flag = flag WHERE id % 4 = 0; RELEASE s;\n" if $what == 4 && $begun;
	return "BEGIN; DELETE FROM $n; ROLLBACK;\n" if $what == 5 && !$begun;
	return one_of('BEGIN', 'BEGIN ISOLATION LEVEL REPEATABLE READ', 'BEGIN ISOLATION LEVEL SERIALIZABLE') . ";\n" if $what == 6 && !$begun++;
	if ($what == 7 && $begun) { $begun = 0; return one_of('COMMIT', 'ROLLBACK') . ";\n" }
	return "VACUUM $n;\n" if $what == 8 && !$begun;
	return '';
}

# Queries -------------------------------------------------------------------

sub aggregate
{
	my ($t) = @_;
	my $filter = maybe(0.25) ? ' FILTER (WHERE ' . condition($t) . ')' : '';
	return "count(*)$filter" if maybe(0.2);
	my @l = ('region', 'industry');
	@l = reverse @l if maybe(0.1);
	$l[0] = 'far' if $t->{far} && maybe(0.3);
	$l[1] = 'added_label' if $t->{added} && $t->{kind} eq 'label' && maybe(0.3);
	$l[0] = "'const'" if $t->{kind} eq 'label' && maybe(0.05);
	$l[1] = 'industry + 1' if $t->{kind} eq 'code' && maybe(0.05);
	my $size = $t->{made} && maybe(0.3) ? 'made' : $t->{added} && maybe(0.3) ? 'added_size' : maybe(0.08) ? '1' : maybe(0.05) ? 'size + 1' : maybe(0.03) ? '-1' : 'size';
	my @more = $t->{kind} eq 'code' && maybe(0.2) ? ('4', one_of('4', 'NULL', '1', '0')) : maybe(0.2) ? ('copies') : ();
	my $call = 'cluster_matrix_agg(' . join(', ', @l, $size, @more) . ")$filter";
	return maybe(0.5) ? "md5(cluster_matrix_send($call))" : maybe(0.2) ? "(summary($call)).cells" : "$call\::text";
}

sub condition
{
	my ($t) = @_;
	return one_of(
		'flag > ' . int(rand 50), 'flag = ' . int(rand 60), 'key IS NOT NULL', 'key IS NULL', 'size >= ' . int(rand 40), 'region IS NOT NULL AND flag < 30',
		'id BETWEEN ' . int(rand 500) . ' AND ' . int(rand 3000), "region::text LIKE '%1%'", 'random() >= 0', 'ctid IS NOT NULL', "id IN (SELECT id FROM $t->{name} WHERE flag > 10)",
		"EXISTS (SELECT 1 FROM generate_series(1, 3) e WHERE e = flag % 5)", 'false', 'true', 'id / 0 = 1 OR true', "size / nullif(flag, 3) > 1");
}

sub query
{
	my ($t) = @_;
	my @group = maybe(0.55) ? () : maybe(0.2) ? ('key', 'other_key') : maybe(0.1) ? ('flag % 5') : (one_of('key', 'key', 'flag', 'other_key'));
	my @what = map { aggregate($t) } 0 .. rand 2.2;
	my $where = maybe(0.5) ? ' WHERE ' . condition($t) . (maybe(0.2) ? ' AND ' . condition($t) : '') : '';
	my $having = @group && maybe(0.1) ? ' HAVING count(*) > 1' : '';
	my $from = $t->{name};
	my $n = 0;
	my $q = 'SELECT ' . join(', ', map({ "$_ AS g" . $n++ } @group), map { "$_ AS a" . $n++ } @what) . " FROM $from$where" . (@group ? ' GROUP BY ' . join(', ', @group) : '') . $having;
	$n = rand();
	return $q if $n < 0.6;
	return "WITH c AS MATERIALIZED ($q) SELECT * FROM c" if $n < 0.65;
	return "$q UNION ALL $q" if $n < 0.7;
	return "SELECT * FROM (VALUES (1), (2), (3)) v(x), LATERAL (" . ($q =~ s/ FROM \Q$from\E/, x AS xx FROM $from/r =~ s/(?= GROUP BY|\z)/ /r) . ") l" if $n < 0.72 && !@group;
	return "SELECT x, (SELECT row(s.*)::text FROM ($q LIMIT 1) s) FROM generate_series(1, 2) x" if $n < 0.76 && !@group;
	return "SELECT x, (SELECT md5(cluster_matrix_send(cluster_matrix_agg(region, industry, size))) FROM $from WHERE flag = x) FROM generate_series(1, 6) x" if $n < 0.82;
	return "SELECT DISTINCT * FROM ($q) d" if $n < 0.85;
	return "SELECT a.*, b.* FROM ($q) a, ($q) b" if $n < 0.88 && !@group;
	return "PREPARE p AS $q;\nEXECUTE p;\nEXECUTE p" if $n < 0.94;
	return "DO \$\$ DECLARE c CURSOR FOR $q; r record; t text := ''; BEGIN FOR r IN c LOOP t := t || md5(r::text); END LOOP; RAISE NOTICE '%', length(t); END \$\$" if $n < 0.96;
	return $q;
}

my @plain = map { "SET $_" } 'max_parallel_workers_per_gather = 0', 'work_mem = \'4MB\'', 'enable_partitionwise_aggregate = off', 'enable_hashagg = on', 'enable_sort = on';
my @strange = (
	[ 'SET max_parallel_workers_per_gather = 2', 'SET parallel_setup_cost = 0', 'SET parallel_tuple_cost = 0', 'SET min_parallel_table_scan_size = 0' ],
	[ 'SET work_mem = \'64kB\'', 'SET enable_sort = off' ], [ 'SET work_mem = \'64kB\'', 'SET enable_sort = off' ], [ 'SET enable_partitionwise_aggregate = on' ], [ 'SET enable_hashagg = off' ], [], [], []);

# The rows of a statement in any order.  Which of equal values stands for its group, 1 or 1.00, 0 or -0,
# follows from the order in which rows are met, and so does which of several errors is raised.
sub rows_of
{
	my ($text) = @_;
	return join "\n", sort map { /ERROR/ ? 'ERROR' : s/(^|\|)(\d+)\.00(?=\|)/$1$2/gr =~ s/(^|\|)-0(?=\|)/${1}0/gr }
	  grep { !/^(LINE|CONTEXT|PL\/pgSQL|QUERY|DETAIL|HINT|\s*\^)/ } map { s/^psql:\S+ //r } split /\n/, $text;
}

sub errors_of { return join '', map { s/"[^"]*"//gr } $_[0] =~ /ERROR:(.*)/g }

my ($asked, $ours, $failed, $otherwise, $different, $table) = (0, 0, 0, 0, 0, 0);
while ($asked < $wanted)
{
	my ($t, $create) = new_table('t' . ++$table);
	my (@queries, $script);
	$begun = 0;
	$script = "SET session_replication_role = origin;\nLOAD 'cluster_ext';\nSET client_min_messages = notice;\n$create";
	for (1 .. 60)
	{
		my $q = query($t);
		$script .= change($t) if maybe(0.4);
		my @settings = (@plain, @{ one_of(@strange) });
		push @queries, $q;
		$script .= join(";\n", @settings, '');
		# A failed statement must not end the transaction for what follows.
		my $guard = $begun ? "SAVEPOINT q;\n" : '';
		my $free = ($begun ? "ROLLBACK TO q;\n" : '') . "DEALLOCATE ALL;\n";
		$script .= "SET cluster_ext.enable_scan = on;\n\\echo <on>\n$guard$q;\n$free\\echo <plan>\n$guard" . ($q =~ /^(PREPARE|DO)/ ? '' : "EXPLAIN (COSTS OFF) $q;\n") .
		  "${free}SET cluster_ext.enable_scan = off;\n\\echo <off>\n$guard$q;\n$free\\echo <end>\n";
	}
	$script .= "ROLLBACK;\n" if $begun;
	open my $file, '>:encoding(UTF-8)', "/tmp/cext_scan_$$.sql" or die;
	utf8::decode($script);
	print $file $script;
	close $file;
	my $out = `psql -XqAt -d $db -f /tmp/cext_scan_$$.sql 2>&1`;
	my $before = $out =~ /^(.*?)<on>/s ? $1 : $out;
	if ($before =~ /ERROR/) { diag("table $t->{name}: $before\n$create"); $different++ }
	for my $q (@queries)
	{
		if ($out !~ /\G.*?<on>\n(.*?)<plan>\n(.*?)<off>\n(.*?)<end>\n/gcs) { diag("no answer to $q: " . substr($out, -1000)); $different++; last }
		my ($on, $plan, $off) = ($1, $2, $3);
		$asked++;
		$ours++ if $plan =~ /ClusterMatrixBuild/;
		$failed++ if $off =~ /ERROR/;
		$otherwise++ if errors_of($on) ne errors_of($off);
		next if rows_of($on) eq rows_of($off);
		$different++;
		diag("$q\n$plan--- on\n" . substr($on, 0, 2000) . "--- off\n" . substr($off, 0, 2000) . "--- table\n$create") if $different < 4;
	}
	sql($db, "DROP TABLE IF EXISTS $t->{name}");
	last if $different > 20;
}
unlink "/tmp/cext_scan_$$.sql";
is($different, 0, "$asked queries of $table tables: the same rows with and without");
cmp_ok($ours, '>', $asked / 5, "$ours of them by a scan of ours");
cmp_ok($failed, '<', $asked / 4, "$failed of them end in an error");
cmp_ok($failed, '>', 0, 'errors are among them');
cmp_ok($otherwise, '<', $failed / 10, "$otherwise of them in another one");
done_testing();
