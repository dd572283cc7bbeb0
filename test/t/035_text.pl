# The text form, readable and compact: what is stored can be dumped and restored,
# in other encodings and at the limit of size, too.
use strict;
use warnings;
use utf8;
use lib 'test/t/lib';
use ClusterTest;
use File::Temp qw(tempdir);
use Test::More;

binmode Test::More->builder->$_, ':encoding(UTF-8)' for qw(output failure_output);
my $scratch = tempdir(CLEANUP => 1);
chmod 0777, $scratch;
my $db = create_db('text');
create_compact($db);
my $sum = 'SELECT md5(string_agg(md5(cluster_matrix_send(m)), \' \' ORDER BY id)) FROM kept';

# Both forms of every value are read, whatever its size; one of them is written.
sql($db, <<'SQL');
CREATE TABLE kept (id serial, m cluster_matrix);
INSERT INTO kept (m) SELECT cluster_matrix_agg('R' || g % n, 'I' || g % 17, g % 13 + g / 100.0) FROM generate_series(1, 3000) g, unnest(ARRAY[1, 2, 5, 17, 1000]) n GROUP BY n;
INSERT INTO kept (m) SELECT cluster_matrix_agg(E'a"b\\c\t\x01' || g % n, '汽车' || g % 7, g) FROM generate_series(1, 3000) g, unnest(ARRAY[1, 3, 900]) n GROUP BY n;
INSERT INTO kept (m) SELECT cluster_matrix_agg(NULL, 'x', 1);
INSERT INTO kept (m) SELECT cluster_matrix_agg(repeat('x', 1000) || g, '', 1) FROM generate_series(1, 9) g;
INSERT INTO kept (m) SELECT cluster_matrix_from_cells((g % 50)::text, g::text, NULLIF(g % 5, 3), CASE WHEN g % 35 <> 4 THEN g * (g % 5 <> 0)::int END, NULL, NULL, NULL) FROM generate_series(1, 2500) g;
SQL
is(sql($db, 'SELECT count(*) FILTER (WHERE bytes <= 4096), count(*) FILTER (WHERE bytes > 4096) FROM kept, summary(m)'), '7|4', 'small and large values');
is(sql($db, 'SELECT id FROM kept WHERE compact(m)::cluster_matrix <> m OR cluster_matrix_json(m)::cluster_matrix <> m'), '', 'both forms of each are read');
is(sql($db, 'SELECT id FROM kept WHERE (compact(m)::cluster_matrix)::text <> m::text OR (cluster_matrix_json(m)::cluster_matrix)::text <> m::text'), '',
	'and what was read is written in one form');
is(sql($db, 'SELECT id FROM kept WHERE m::text <> CASE WHEN (summary(m)).bytes <= 4096 THEN cluster_matrix_json(m) ELSE compact(m) END'), '',
	'which is readable up to 4,096 bytes and compact beyond');
is(sql($db, 'SELECT id FROM kept, LATERAL (SELECT cluster_matrix_json(m)::jsonb AS j, summary(m) AS s) x WHERE (SELECT count(*) FROM jsonb_each(j->\'cells\') r, jsonb_each(r.value)) <> (s).cells'),
	'', 'readable text is JSON of all cells');

# pg_dump by COPY, by INSERT.
for my $options ('', '--inserts')
{
	my $copy = create_db('text_copy', bare => 1);
	is(system("pg_dump $options -t kept $db > $scratch/dump && (echo 'CREATE EXTENSION cluster_ext;'; cat $scratch/dump) | psql -Xq -v ON_ERROR_STOP=1 -d $copy >/dev/null"), 0, "dump $options and restore");
	is(sql($copy, $sum), sql($db, $sum), 'the same matrices');
	drop_db($copy);
}

# Other encodings: other lengths and another order of labels.
my %words = (
	KOI8R => [ '{Москва,Юг,Тула,Яр,Ухта,Ц,Абакан,z}', '{Хлеб,Ель,Чугун,Бумага,б,ю,e,""}' ],
	LATIN1 => [ '{Île,Évry,Ain,Eure,ß,Ñ,z,ÿ}', '{é,e,z,à,ü,ö,""}' ]);
for my $encoding (sort keys %words)
{
	my $there = create_db("text_$encoding", bare => 1, encoding => $encoding);
	my $back = create_db("text_back", bare => 1);
	sql($db, <<"SQL");
CREATE TABLE firms AS SELECT l[1 + g % array_length(l, 1)] AS region, l[1 + g / 7 % array_length(l, 1)] AS industry, g % 101 / 4.0 AS jobs
FROM (SELECT array_agg(a || ' ' || b) FROM unnest('$words{$encoding}[0]'::text[]) a, unnest('$words{$encoding}[1]'::text[]) b) x(l), generate_series(1, 9000) g;
CREATE TABLE carried AS SELECT cluster_matrix_agg(region, industry, jobs) AS m FROM firms;
SQL
	is(sql($db, "SELECT count(DISTINCT o) FROM (SELECT array_agg(region ORDER BY convert_to(region, e)) AS o FROM carried, regions(m), unnest('{UTF8,$encoding}'::name[]) e GROUP BY e) x"),
		$encoding eq 'KOI8R' ? 2 : 1, "$encoding: the order of labels");
	for my $step ([ $db, $there ], [ $there, $back ])
	{
		is(system("(echo 'CREATE EXTENSION cluster_ext;'; pg_dump -t firms -t carried $step->[0]) | tee $scratch/dump | psql -Xq -v ON_ERROR_STOP=1 -d $step->[1] >/dev/null"), 0, "$encoding: from $step->[0] to $step->[1]");
		is(system("grep -aq '^{\"cluster_matrix\":1,\"regions\"' $scratch/dump"), 0, "$encoding: as compact text");
		is(sql($step->[1], 'SELECT m = (SELECT cluster_matrix_agg(region, industry, jobs) FROM firms) FROM carried'), 't', "$encoding: the matrix of the same firms");
	}
	is(sql($back, 'SELECT md5(m::text) FROM carried'), sql($db, 'SELECT md5(m::text) FROM carried'), "$encoding: and back, the same");
	sql($db, 'DROP TABLE firms, carried');
	drop_db($_) for $there, $back;
}

my $gb18030 = create_db('text_gb18030');
sql($db, "CREATE TABLE carried AS SELECT cluster_matrix_agg('上海' || chr(20000 + g % 97), '汽车' || g % 41, g) AS m FROM generate_series(1, 9000) g");
is(system("pg_dump -E GB18030 -t carried $db | psql -Xq -v ON_ERROR_STOP=1 -d $gb18030 >/dev/null"), 0, 'a dump in GB18030');
is(sql($gb18030, 'SELECT md5(m::text) FROM carried'), sql($db, 'SELECT md5(m::text) FROM carried'), 'brings the same matrix');
sql($db, 'DROP TABLE carried');

# No label takes more in a row of COPY than what is counted for it; one of control characters takes nearly that.
sql($db, <<'SQL');
CREATE TABLE worst AS
SELECT name, CASE form WHEN 'text' THEN octet_length(replace(t, '\', '\\')) ELSE octet_length(replace(t, '"', '""')) + 2 END AS line,
       labels, bytes - 4 - labels AS rest, form
FROM (SELECT c::text AS name, cluster_matrix_agg(repeat(chr(c), 1000 / octet_length(chr(c))) || g, '', 1) AS m
      FROM unnest(array_remove(ARRAY(SELECT generate_series(1, 127)) || ARRAY[233, 19978, 128512], 92)) c, generate_series(1, 9) g GROUP BY c
      UNION ALL SELECT 'backslash', cluster_matrix_agg(repeat('\', 1000) || g, '', 1) FROM generate_series(1, 9) g
      UNION ALL SELECT 'none', cluster_matrix_agg(CASE g WHEN 0 THEN '' ELSE g::text END, '', 1) FROM generate_series(0, 900) g) x,
     summary(m), CAST(m AS text) AS t, cluster_matrix_send(m) AS b,
     LATERAL (SELECT get_byte(b, 49) + 256 * get_byte(b, 50) AS labels) l, unnest('{text,csv}'::text[]) form;
SQL
is(sql($db, 'SELECT count(*), string_agg(name || form, chr(32)) FILTER (WHERE line > 7 * labels + (rest + 2) / 3 * 4 + 80) FROM worst'), '262|', 'what a label is counted for is enough');
cmp_ok(sql($db, 'SELECT max((line - rest * 4 / 3.0) / labels) FROM worst'), '>', 6.95, 'and not too much');
sql($db, 'DROP TABLE worst');

# Of labels that long 147,000 fit.
sub controls { return "cluster_matrix_agg(repeat(E'\\x01', 1018) || $_[0] + g, 'i', 1) AS m FROM generate_series(1, $_[1]) g" }
sql($db, 'CREATE TABLE most AS SELECT ' . controls(100000, 147000));
my %too_large = (
	build => 'SELECT ' . controls(100000, 147300),
	add => 'SELECT m + (SELECT ' . controls(900000, 300) . ') FROM most',
	convert => "SET client_encoding = UTF8; \\copy (SELECT cluster_matrix_agg(repeat('é', 253) || 100000 + g, 'i', 1) FROM generate_series(1, 149000) g) TO '$scratch/large' (FORMAT binary)
SET client_encoding = LATIN1; \\copy most FROM '$scratch/large' (FORMAT binary)");
for my $how (sort keys %too_large)
{
	my $error = sql_fails($db, $too_large{$how});
	is($error->{sqlstate}, '54000', "$how: more is refused before it is stored");
	like($error->{detail}, qr/^At most 792 MB can be dumped as text; each byte of a label counts as 5\.25\.$/, "$how: detail") ;
	ok($error->{hint}, "$how: hint");
}
my $readable = sql_fails($db, "SELECT cluster_matrix_json(cluster_matrix_agg(g::text, repeat('x', 1000), 1)) FROM generate_series(1, 1100000) g");
is("$readable->{sqlstate}, $readable->{hint}", '54000, Read it as rows: cells(m), regions(m), industries(m).', 'readable text of more than 1 GB');
sql($db, 'DROP TABLE most');

# 40 million cells.
sql($db, 'CREATE TABLE kept40 AS SELECT cluster_matrix_agg(r, 1000000000000000000 + i, 1 + r * i % 89) AS m FROM generate_series(1, 8000) r, generate_series(1, 5000) i');
is(sql($db, 'SELECT cells FROM kept40, summary(m)'), 40000000, '40 million cells');
is(sql_fails($db, "SET statement_timeout = 100; SELECT length(m::text) FROM kept40")->{sqlstate}, '57014', 'writing their text can be cancelled');
is(sql_fails($db, "SET statement_timeout = '3s'; SELECT summary(m::text::cluster_matrix) FROM kept40")->{sqlstate}, '57014', 'and reading it');
is(system("pg_dump -t kept40 $db | sed 's/kept40/restored40/' | psql -Xq -v ON_ERROR_STOP=1 -d $db >/dev/null"), 0, 'are dumped and restored');
is(sql($db, 'SELECT count(*) FROM kept40 JOIN restored40 USING (m)'), 1, 'the same');
drop_dbs();
done_testing();
