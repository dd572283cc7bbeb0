# Result columns are only ever appended.  Rows have named types, so that an update can append under views that
# depend on them.  A library gives the objects of an earlier release the columns that they know, so that a database
# goes on between the update of the package and its own; to objects of a later one it says so.
use strict;
use warnings;
use lib 'test/t/lib';
use Calls;
use ClusterTest;
use Test::More;

my $db = create_db('columns');
create_subjects($db);

# Every function of several columns, with a call of it that gives a row.
my %has_columns = map { $_ => 1 } split /\n/, sql($db, 'SELECT format_type(oid, NULL) FROM pg_type WHERE typrelid <> 0');
my @functions = grep { $_->{kind} eq 'f' && $_->{symbol} ne '' && $has_columns{ $_->{type} } && $_->{name} !~ /_result$/ } calls($db);	# _result: a final function
cmp_ok(scalar @functions, '>', 45, 'functions of several columns');

# Catalogues of an earlier and of a later version, as functions over the same symbols of the library.
my ($script, %wrong) = ("\\set VERBOSITY verbose\n\\set ON_ERROR_STOP 0\n");
for my $f (@functions)
{
	my @columns = split /, /, sql($db, "SELECT string_agg(quote_ident(attname) || ' ' || format_type(atttypid, NULL), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '$f->{type}'::regclass AND attnum > 0");
	my %types = ('as it is' => [ @columns ], 'one text more' => [ @columns, 'more text' ], 'one number more' => [ @columns, 'more float8' ], 'forty more' => [ @columns, map { "more$_ text" } 1 .. 40 ],
		'one fewer' => [ @columns[ 0 .. $#columns - 1 ] ], 'the first' => [ $columns[0] ]);
	for my $what (sort keys %types)
	{
		$wrong{"$f->{name}, $what"} = 1;
		$script .= "\\warn -- $f->{name}, $what\nBEGIN; CREATE TYPE other_row AS (" . join(', ', @{ $types{$what} }) . "); CREATE FUNCTION other($f->{arguments}) RETURNS " . ($f->{set} =~ /^t/ ? 'SETOF ' : '')
		  . "other_row LANGUAGE c AS '\$libdir/cluster_ext', '$f->{symbol}';\nSELECT '$f->{name}, $what', count(x) FROM other($f->{values}) AS x; ROLLBACK;\n";
	}
}
my ($status, $out, $err) = run_sql($db, $script);
delete $wrong{$_} for $out =~ /^(\w+, (?:as it is|one fewer|the first))\|[1-9]/mg;
for my $piece (split /^.*?-- (?=\w+, )/m, $err)
{
	my ($call) = $piece =~ /^(.*)/;
	delete $wrong{$call} if $call =~ / more$/ && $piece =~ /ERROR:  55000: / && $piece =~ /^HINT:  Reconnect, so that the installed library is loaded/m;
}
is(join("\n", sort keys %wrong), '', 'each answers as it is and to fewer columns, and tells that it fills no more');

# Appending under views.  The functions of this release do not fill what is appended; one in another language shows what an update will do.
sql($db, <<'SQL');
CREATE VIEW v AS SELECT * FROM cells((SELECT matrix FROM kept WHERE period = 2018));
CREATE MATERIALIZED VIEW w AS SELECT c.* FROM kept, cells(matrix) AS c;
CREATE FUNCTION filled(m cluster_matrix) RETURNS SETOF cells_row LANGUAGE plpgsql AS 'BEGIN RETURN QUERY SELECT * FROM public.cells(m); END';
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
like($error->{hint}, qr/^Reconnect/, 'with what to do');
drop_dbs();
done_testing();
