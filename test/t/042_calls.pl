# Every C function of the extension, called in every wrong way that a user has: by
# hand, with NULLs and with odd values; as a trigger of every kind; behind operators,
# aggregates, window aggregates, casts, ranges, indexes, generated columns and
# procedural languages of the user's own.  The server answers, or refuses with an
# error that has a code; it never crashes and never meets an internal error.
use strict;
use warnings;
use lib 'test/t/lib';
use ClusterTest;
use Test::More;

my $db = create_db('calls');
my $user = "cext_caller_$$";
sql($db, <<"SQL");
CREATE ROLE $user;
CREATE SCHEMA own AUTHORIZATION $user;
SQL

# Values by type: NULL first.
my %values = (
	'cluster_matrix' => [ 'NULL', "(SELECT cluster_matrix_agg('R' || g % 3, 'I' || g % 2, g) FROM generate_series(1, 9) g)", "(SELECT cluster_matrix_agg(NULL, 'x', 1))" ],
	'cluster_matrix[]' => [ 'NULL', "(SELECT array_agg(m) FROM (SELECT cluster_matrix_agg('R' || g % 3, 'I' || g % 2, g * k) AS m FROM generate_series(1, 9) g, generate_series(1, 2) k GROUP BY k) x)" ],
	'cluster_points' => [ 'NULL', "(SELECT cluster_points_agg(g, g % 5, 'I' || g % 2, g) FROM generate_series(1, 9) g)", "(SELECT cluster_points_agg(NULL, 1, 'x'))" ],
	'composite_state' => [ 'NULL', "'0102'", "public.composite_accumulate(NULL, 1, 2)" ],
	'inequality_state' => [ 'NULL', "'gini'", "'concentration_ratio'" ],
	'double precision[]' => [ 'NULL', "'{1,2,3}'", "'{{1,2},{NULL,4}}'", "'{}'" ],
	'text[]' => [ 'NULL', "'{R1,I1}'", "'{}'" ],
	'integer[]' => [ 'NULL', "'{2015,2016}'" ],
	'boolean' => [ 'NULL', 'true' ],
	'text' => [ 'NULL', "'R1'", "'size'" ],
	'cstring' => [ 'NULL', "'gini'" ],
	'regclass' => [ 'NULL', "'pg_class'", '0' ],
	'internal' => [ 'NULL' ],
	'publications' => [ 'NULL' ],
	map { $_ => [ 'NULL', '0', '2' ] } ('integer', 'bigint', 'double precision'));

my @functions = map { my ($name, $kind, $result, $set, @types) = split /\|/; { name => $name, kind => $kind, result => $result, set => $set eq 't', types => [ grep { $_ ne '' } @types ] } }
  split /\n/, sql($db, <<'SQL');
SELECT concat_ws('|', proname, prokind, format_type(prorettype, NULL), proretset, (SELECT string_agg(format_type(t, NULL), '|' ORDER BY n) FROM unnest(proargtypes) WITH ORDINALITY AS x(t, n)))
FROM pg_depend d JOIN pg_proc p ON p.oid = d.objid
WHERE d.classid = 'pg_proc'::regclass AND d.deptype = 'e' AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cluster_ext') AND prokind <> 'a' ORDER BY proname, p.oid
SQL
cmp_ok(scalar @functions, '>', 90, 'functions to call');

my $number = 0;
my @attempts;		# a few statements each, run in a transaction of their own that is rolled back
sub attempt { push @attempts, join ' ', map { "$_;" } @_ }
sub name_of { my ($f) = @_; return "public.$f->{name}" }
sub signature { my ($f) = @_; return name_of($f) . '(' . join(', ', @{ $f->{types} }) . ')' }
sub typed { my ($f, $pick) = @_; return map { my $v = $values{ $f->{types}[$_] }; defined $v ? $v->[ $pick % @$v ] . "::$f->{types}[$_]" : "NULL::$f->{types}[$_]" } 0 .. $#{ $f->{types} } }

sub by_hand
{
	my ($f) = @_;
	my $over = $f->{kind} eq 'w' ? ' OVER ()' : '';
	for my $pick (0 .. 2)
	{
		my $call = name_of($f) . '(' . join(', ', typed($f, $pick)) . ')';
		attempt("SELECT $call");
		attempt("SELECT $call FROM generate_series(1, 2)") if $pick == 1;
		attempt("SELECT * FROM $call x");
		attempt("SELECT $call OVER () FROM generate_series(1, 3)", "SELECT $call OVER (ORDER BY g ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM generate_series(1, 3) g");
		attempt("SELECT CASE WHEN random() < 2 THEN $call END");
		attempt("DO \$\$ DECLARE x $f->{result}; BEGIN FOR i IN 1 .. 3 LOOP x := $call; END LOOP; END \$\$") unless $f->{result} =~ /record|internal|trigger|cstring/;
	}
}

sub as_trigger
{
	my ($f) = @_;
	my $g = "EXECUTE FUNCTION " . name_of($f);
	for my $table ('TABLE t (model text, x int)', 'TEMP TABLE t (model int)', 'TEMP TABLE t (y text)', 'TABLE t (pillar text, model text)')
	{
		for my $event ('BEFORE INSERT OR UPDATE OR DELETE', 'AFTER INSERT OR UPDATE OR DELETE', 'BEFORE TRUNCATE', 'AFTER TRUNCATE')
		{
			for my $level ('ROW', 'STATEMENT')
			{
				attempt("CREATE $table", "CREATE TRIGGER a $event ON t FOR EACH $level $g('t')", 'INSERT INTO t DEFAULT VALUES', 'UPDATE t SET ' . ($table =~ /\((\w+)/)[0] . ' = NULL', 'TRUNCATE t', 'DELETE FROM t');
				attempt("CREATE $table", "CREATE TRIGGER a $event ON t FOR EACH $level $g('t')", 'TRUNCATE t', 'DELETE FROM t');
			}
		}
	}
	attempt('CREATE TABLE t (model text)', 'CREATE VIEW v AS SELECT * FROM t', "CREATE TRIGGER a INSTEAD OF INSERT OR UPDATE OR DELETE ON v FOR EACH ROW $g()", "INSERT INTO v VALUES ('standard')");
	attempt('CREATE TABLE t (model text)', "CREATE CONSTRAINT TRIGGER a AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW $g()", "INSERT INTO t VALUES ('standard')", 'SET CONSTRAINTS ALL IMMEDIATE');
	attempt('CREATE TABLE t (model text)', "CREATE TRIGGER a AFTER INSERT ON t REFERENCING NEW TABLE AS n FOR EACH STATEMENT $g()", "INSERT INTO t VALUES ('standard')");
	attempt("CREATE EVENT TRIGGER a ON ddl_command_start $g()", 'CREATE TABLE t ()');
	attempt("CREATE TRIGGER zzz AFTER INSERT ON public.policy_risk_cuts FOR EACH STATEMENT $g()", "INSERT INTO public.policy_risk_cuts (model, indicator) VALUES ('x', 'lq')");
	attempt("CREATE TRIGGER aaa BEFORE INSERT OR UPDATE ON public.policy_risk_cuts FOR EACH ROW $g('policy_risk_models')", "INSERT INTO public.policy_risk_cuts (model, indicator) VALUES ('x', 'lq')", "UPDATE public.policy_risk_cuts SET model = 'y' WHERE model = 'x'");
}

sub as_operator
{
	my ($f) = @_;
	my @types = @{ $f->{types} };
	return if @types < 1 || @types > 2;
	my $arguments = @types == 1 ? "RIGHTARG = $types[0]" : "LEFTARG = $types[0], RIGHTARG = $types[1]";
	for my $pick (0 .. 2)
	{
		my @v = typed($f, $pick);
		attempt("CREATE OPERATOR own.@@@ ($arguments, FUNCTION = " . name_of($f) . ')', 'SELECT ' . (@v == 1 ? "OPERATOR(own.@@@) $v[0]" : "$v[0] OPERATOR(own.@@@) $v[1]"),
			'SELECT ' . (@v == 1 ? "OPERATOR(own.@@@) $v[0]" : "$v[0] OPERATOR(own.@@@) $v[1]") . ' FROM generate_series(1, 3)');
	}
	attempt("CREATE OPERATOR own.@@@ (LEFTARG = int, RIGHTARG = int, FUNCTION = pg_catalog.int4eq, RESTRICT = " . name_of($f) . ', JOIN = ' . name_of($f) . ')', 'SELECT count(*) FROM pg_class WHERE relnatts::int OPERATOR(own.@@@) 3');
}

sub as_aggregate
{
	my ($f) = @_;
	my ($state, @rest) = @{ $f->{types} };
	return if !defined $state;
	my $name = name_of($f);
	for my $pick (0 .. 2)
	{
		my @v = typed($f, $pick);
		shift @v;
		my $rows = 'FROM generate_series(1, 4) AS g';
		for my $first ('', ", INITCOND = 'gini'", ", INITCOND = '{}'", ', MSFUNC = ' . "$name, MINVFUNC = $name, MSTYPE = $state", ", COMBINEFUNC = $name, PARALLEL = SAFE")
		{
			my $call = 'own.a(' . (join(', ', @v) || '*') . ')';
			attempt('CREATE AGGREGATE own.a(' . (join(', ', @rest) || '*') . ") (SFUNC = $name, STYPE = $state$first)", "SELECT $call $rows", "SELECT $call OVER (ORDER BY g ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) $rows",
				"SELECT $call $rows GROUP BY g % 2");
		}
	}
	# as what comes at the end
	attempt("CREATE FUNCTION own.s($state, int) RETURNS $state LANGUAGE sql AS 'SELECT \$1'", "CREATE AGGREGATE own.a(int) (SFUNC = own.s, STYPE = $state, FINALFUNC = $name)", 'SELECT own.a(g) FROM generate_series(1, 3) g', 'SELECT own.a(g) OVER (ORDER BY g) FROM generate_series(1, 3) g');
	attempt("CREATE FUNCTION own.s($state" . join('', map { ", $_" } @rest) . ") RETURNS $state LANGUAGE sql AS 'SELECT \$1'", 'CREATE AGGREGATE own.a(' . (join(', ', @rest) || '*') . ") (SFUNC = own.s, STYPE = $state, FINALFUNC = $name, FINALFUNC_EXTRA)",
		'SELECT own.a(' . (join(', ', (typed($f, 1))[ 1 .. @rest ]) || '*') . ') FROM generate_series(1, 3) g') if @rest;
	attempt("CREATE FUNCTION own.s($state, float8) RETURNS $state LANGUAGE sql AS 'SELECT \$1'", 'CREATE AGGREGATE own.a(' . join(', ', @rest) . " ORDER BY float8) (SFUNC = own.s, STYPE = $state, FINALFUNC = $name)",
		'SELECT own.a(' . join(', ', (typed($f, 2))[ 1 .. @rest ]) . ') WITHIN GROUP (ORDER BY g) FROM generate_series(1, 3) g');
	attempt("CREATE AGGREGATE own.a(anyelement) (SFUNC = $name, STYPE = $state)", 'SELECT own.a(g) FROM generate_series(1, 3) g');
}

sub elsewhere
{
	my ($f) = @_;
	my ($name, @types) = (name_of($f), @{ $f->{types} });
	my $call = "$name(" . join(', ', typed($f, 1)) . ')';
	attempt("CREATE TYPE own.r AS RANGE (SUBTYPE = $types[0], SUBTYPE_DIFF = $name)", "CREATE TABLE t AS SELECT own.r(NULL, NULL) AS x FROM generate_series(1, 500)", 'CREATE INDEX ON t USING gist (x)') if @types == 2 && $types[0] eq $types[1];
	attempt('CREATE TYPE own.r AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = ' . "$name)", 'CREATE TABLE t AS SELECT own.r(g, g + 1) AS x FROM generate_series(1, 500) g', 'CREATE INDEX ON t USING gist (x)', 'ANALYZE t') if "@types" eq 'double precision double precision';
	attempt("CREATE TYPE own.c AS (x int)", "CREATE CAST (own.c AS $f->{result}) WITH FUNCTION " . signature($f), "SELECT ROW(1)::own.c::$f->{result}");
	attempt("CREATE TYPE own.c AS (x int)", "CREATE CAST (own.c AS $types[0]) WITHOUT FUNCTION", "SELECT $name(ROW(1)::own.c)") if @types;
	attempt("CREATE TABLE t (x int, y $f->{result} GENERATED ALWAYS AS ($call) STORED)", 'INSERT INTO t VALUES (1)') unless $f->{result} =~ /record|internal|trigger|cstring/;
	attempt('CREATE TABLE t (x int)', "CREATE INDEX ON t (($call))", 'INSERT INTO t VALUES (1)');
	attempt("CREATE TABLE t (x int CHECK ($call IS NULL))", 'INSERT INTO t VALUES (1)');
	attempt("CREATE DOMAIN own.d AS $types[0]", "SELECT $name(" . join(', ', 'NULL::own.d', (typed($f, 1))[ 1 .. $#types ]) . ')') if @types && $types[0] !~ /internal|cstring/;
	attempt("CREATE FUNCTION own.f(" . join(', ', @types) . ") RETURNS $f->{result} LANGUAGE internal AS '$f->{name}'", "SELECT own.f(" . join(', ', typed($f, 1)) . ')');
	attempt("CREATE FUNCTION own.f() RETURNS int LANGUAGE c AS '\$libdir/cluster_ext', 'cext_version'");
	attempt("CREATE CONVERSION own.c FOR 'UTF8' TO 'LATIN1' FROM $name");
	attempt("CREATE FUNCTION own.f(int, text) RETURNS SETOF int LANGUAGE sql IMMUTABLE AS 'SELECT \$1'", "ALTER FUNCTION own.f(int, text) SUPPORT $name", "EXPLAIN SELECT * FROM own.f(1, 'x')");
	attempt("CREATE FUNCTION own.f(text) RETURNS SETOF int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN; END'", "ALTER FUNCTION own.f(text) SUPPORT $name", "EXPLAIN SELECT * FROM own.f(repeat('x', 100))");
}

for my $f (@functions)
{
	by_hand($f);
	as_trigger($f) if $f->{result} eq 'trigger' || $f->{name} =~ /^(cluster_matrix_in|cluster_ext_version)$/;
	as_operator($f);
	as_aggregate($f);
	elsewhere($f);
}
# Trigger functions take no arguments, whatever their rows are.
for my $name (grep { $_ } map { $_->{result} eq 'trigger' ? $_->{name} : '' } @functions)
{
	is(sql_fails($db, "CREATE TEMP TABLE t (x int); CREATE TRIGGER a AFTER INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION $name(); INSERT INTO t VALUES (1)")->{sqlstate}, '39P01', "$name refuses to be another trigger");
	# (PL/pgSQL refuses that itself, as not supported.)
	like(sql_fails($db, "SELECT $name()")->{sqlstate}, qr/^(?:39P01|0A000)$/, "$name refuses to be called");
	is(sql_fails($db, "SET ROLE $user; CREATE TEMP TABLE t (x int); CREATE TRIGGER a AFTER INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION $name()")->{sqlstate}, '42501', "$name is not for everybody");
}
is(sql_fails($db, 'CREATE OPERATOR @@@ (LEFTARG = double precision, RIGHTARG = integer, FUNCTION = normalize_z); SELECT 3.0::float8 @@@ 1')->{sqlstate}, '0A000', 'a window function refuses to be called without a window');

# As an ordinary user, and as one with all rights.  Errors of the server's own parts with the code XX000 that any extension can provoke are known.
my $known = qr/aggregate function \d+ called as normal function|unrecognized SubLink|could not find hash function/;
for my $who ($user, 'a superuser')
{
	my $script = "\\set VERBOSITY verbose\n\\set ON_ERROR_STOP 0\nSET client_min_messages = error; SET statement_timeout = '20s'; SET search_path = own, public;\n" . ($who eq $user ? "SET ROLE $user;\n" : '') . "SELECT 'pid', pg_backend_pid();\n";
	$script .= "\\echo -- $_\n\\warn -- $_\nBEGIN; $_ ROLLBACK;\n" for map { s/\n/ /gr } @attempts;
	$script .= "SELECT 'pid', pg_backend_pid();\n";
	my ($status, $out, $err) = run_sql($db, $script);
	my @pids = $out =~ /^pid\|(\d+)$/mg;
	is(scalar @pids, 2, "$who: the server is up to the end");
	is($pids[0], $pids[-1], "$who: the same server process") or diag(substr $err, -2000);
	my ($now, %internal, %codes) = ('');
	for my $line (split /\n/, $err)
	{
		$now = $1 if $line =~ /^-- (.*)/ || $line =~ /psql:\S+ -- (.*)/;
		my ($code, $message) = $line =~ /(?:ERROR|FATAL|PANIC):  (\w{5}): (.*)/ or next;
		$codes{$code}++;
		$internal{"$message <- $now"}++ if $code =~ /^(XX|57P)/ && $message !~ $known;
	}
	is(join("\n", sort keys %internal), '', "$who: no internal error");
	diag(scalar(@attempts), ' attempts, ', join ', ', map { "$_: $codes{$_}" } sort keys %codes) if $ENV{SHOW};
	cmp_ok(scalar keys %codes, '>', 5, "$who: refused for many reasons");
}
drop_dbs();
sql('postgres', "DROP ROLE $user");
done_testing();
