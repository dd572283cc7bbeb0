# Result columns are only ever appended.  Rows have named types, so that an update can
# append under views that depend on them; and a library that fills other columns than
# the catalogue has, being older or newer, says so.
use strict;
use warnings;
use lib 'test/t/lib';
use ClusterTest;
use Test::More;

my $db = create_db('columns');
sql($db, <<'SQL');
CREATE TABLE kept AS SELECT 2015 + k AS period, 'employment' AS measure, cluster_matrix_agg('R' || g % 4, CASE g WHEN 60 THEN 'new' ELSE 'I' || g % 3 END, CASE g WHEN 60 THEN 1 ELSE g END + k) AS matrix FROM generate_series(1, 60) g, generate_series(0, 6) k GROUP BY k;
CREATE TABLE policies AS SELECT 'R' || r AS region, 'I' || g AS industry, 2015 AS start_year FROM generate_series(0, 2) g, generate_series(1, 3) r UNION ALL SELECT 'R1', 'I9', 2015;
CREATE TABLE tree AS SELECT 'R' || g AS region, 'P' AS parent FROM generate_series(1, 3) g;
CREATE TABLE map AS SELECT 'I1' AS policy_label, 'I1' AS industry;
INSERT INTO policy_risk_setups (setup, panel) VALUES ('here', 'kept');
CREATE TABLE outlook AS SELECT * FROM policy_outlook_fit('kept', 2018);
SQL

# Every function of several columns, with a call of it that gives a row.
my %argument = ('cluster_matrix' => '(SELECT matrix FROM kept WHERE period = 2018)', 'text' => "'R1'", 'text[]' => "'{R1,R2,R3}'", 'double precision[]' => "'{1,2,3}'", 'integer' => 2018, 'double precision' => 1,
	'integer[]' => "'{2015}'", 'cluster_matrix[]' => '(SELECT array_agg(matrix ORDER BY period) FROM kept)');
my %named = (panel => "'kept'", fit => "'outlook'", policies => "'policies'", setup => "'here'", as_of => 2018, industry => "'I1'", industries => "'{I0,I1}'", periods => '(SELECT array_agg(period ORDER BY period) FROM kept)', indicators => "'{lq}'", values => "'{1}'",
	sizes => "(SELECT array_agg(g + 3) FROM generate_series(1, 60) g WHERE g % 3 = 1)", industry_map => "'map'",
	neighbours => "(SELECT cluster_matrix_agg(r, q, 1) FROM unnest('{R0,R1,R2,R3}'::text[]) r, unnest('{R0,R1,R2,R3}'::text[]) q WHERE r <> q)");
my %of_function = ('policy_backtest.as_of' => "'{2015}'", 'policy_backtest_calibration.as_of' => "'{2015}'", 'policy_backtest_breaks.as_of' => "'{2015}'", 'relatedness_density.relatedness' => 'NULL', 'policy_event_study.as_of' => 2021);
my @functions;
for (split /\n/, sql($db, <<'SQL'))
SELECT concat_ws('|', proname, prosrc, proretset, typname, pg_get_function_arguments(p.oid),
	(SELECT string_agg(proargnames[n] || ' ' || format_type(proargtypes[n - 1], NULL), ',' ORDER BY n) FROM generate_series(1, pronargs - pronargdefaults) n))
FROM pg_depend d JOIN pg_proc p ON p.oid = d.objid JOIN pg_type t ON t.oid = prorettype
WHERE d.classid = 'pg_proc'::regclass AND d.deptype = 'e' AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cluster_ext') AND typrelid <> 0 AND prokind = 'f' AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'c') AND proname NOT LIKE '%\_result'	-- a final function
ORDER BY proname, pronargs
SQL
{
	my ($name, $symbol, $set, $type, $arguments, $needed) = split /\|/;
	my @values = map { my ($n, $t) = split / /, $_, 2; $of_function{"$name.$n"} // $named{$n} // $argument{$t} // die "$name: $n $t" } split /,/, $needed // '';
	push @functions, { name => $name, symbol => $symbol, set => $set, type => $type, arguments => $arguments, values => join(', ', @values) . ($arguments =~ /region_tree/ ? ", region_tree => 'tree'" : '') };
}
cmp_ok(scalar @functions, '>', 45, 'functions of several columns');

# Catalogues of an earlier and of a later version, as functions over the same symbols of the library.
my ($script, %wrong) = ("\\set VERBOSITY verbose\n\\set ON_ERROR_STOP 0\n");
for my $f (@functions)
{
	my @columns = split /, /, sql($db, "SELECT string_agg(quote_ident(attname) || ' ' || format_type(atttypid, NULL), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '$f->{type}'::regclass AND attnum > 0");
	my %types = ('as it is' => [ @columns ], 'one text more' => [ @columns, 'more text' ], 'one number more' => [ @columns, 'more float8' ], 'one fewer' => [ @columns[ 0 .. $#columns - 1 ] ],
		'forty more' => [ @columns, map { "more$_ text" } 1 .. 40 ]);
	for my $what (sort keys %types)
	{
		$wrong{"$f->{name}, $what"} = 1;
		$script .= "\\warn -- $f->{name}, $what\nBEGIN; CREATE TYPE other_row AS (" . join(', ', @{ $types{$what} }) . "); CREATE FUNCTION other($f->{arguments}) RETURNS " . ($f->{set} =~ /^t/ ? 'SETOF ' : '')
		  . "other_row LANGUAGE c AS '\$libdir/cluster_ext', '$f->{symbol}';\nSELECT '$f->{name}, $what', count(x) FROM other($f->{values}) AS x; ROLLBACK;\n";
	}
}
my ($status, $out, $err) = run_sql($db, $script);
delete $wrong{$_} for $out =~ /^(\w+, as it is)\|[1-9]/mg;
for my $piece (split /^.*?-- (?=\w+, )/m, $err)
{
	my ($call) = $piece =~ /^(.*)/;
	delete $wrong{$call} if $call !~ /as it is/ && $piece =~ /ERROR:  55000: / && $piece =~ /^HINT:  Run ALTER EXTENSION cluster_ext UPDATE, and reconnect\.$/m;
}
is(join("\n", sort keys %wrong), '', 'each answers as it is, and tells a library of another version from its columns');

# Appending under views.  The functions of this release do not fill what is appended; one in another language shows what an update will do.
sql($db, <<'SQL');
CREATE VIEW v AS SELECT * FROM cells((SELECT matrix FROM kept WHERE period = 2018));
CREATE MATERIALIZED VIEW w AS SELECT c.* FROM kept, cells(matrix) AS c;
CREATE FUNCTION filled(m cluster_matrix) RETURNS SETOF cells_row LANGUAGE plpgsql AS 'BEGIN RETURN QUERY SELECT * FROM cells(m); END';
CREATE VIEW x AS SELECT * FROM filled((SELECT matrix FROM kept WHERE period = 2018));
CREATE MATERIALIZED VIEW y AS SELECT c.region, c.size FROM kept, filled(matrix) AS c;
CREATE VIEW z AS SELECT sum(size), region FROM x GROUP BY region;
SQL
my $before = sql($db, 'SELECT * FROM x ORDER BY 1, 2; SELECT * FROM z ORDER BY 2; SELECT * FROM y ORDER BY 1, 2; SELECT * FROM w ORDER BY 1, 2, 3, 4');
sql($db, <<'SQL');
ALTER TYPE cells_row ADD ATTRIBUTE median double precision;
CREATE OR REPLACE FUNCTION filled(m cluster_matrix) RETURNS SETOF cells_row LANGUAGE plpgsql AS 'BEGIN
	RETURN QUERY SELECT ''R'' || g, ''I'' || g, 1::bigint, 2.0::float8, 4.0::float8, 2.0::float8, NULL::float8, 7.0::float8 FROM generate_series(1, 3) g; END'
SQL
is(sql($db, 'SELECT * FROM x; SELECT median FROM filled(NULL) LIMIT 1'), "R1|I1|1|2|4|2|\nR2|I2|1|2|4|2|\nR3|I3|1|2|4|2|\n7", 'a view keeps its columns, and a new query has the new one');
is(sql($db, 'REFRESH MATERIALIZED VIEW y; SELECT count(*) FROM y; SELECT count(*) FROM w; SELECT * FROM z ORDER BY 2'), "21\n91\n2|R1\n2|R2\n2|R3", 'materialized views are refreshed, views over views work');
my $error = sql_fails($db, 'SELECT * FROM v');
is($error->{sqlstate}, '55000', 'what the loaded library does not fill is told');
like($error->{hint}, qr/ALTER EXTENSION cluster_ext UPDATE/, 'with what to do');
drop_dbs();
done_testing();
