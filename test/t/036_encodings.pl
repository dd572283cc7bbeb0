# The extension in databases of every encoding that a server can have: it installs,
# and stores no letter for another.
use strict;
use warnings;
use utf8;
use lib 'test/t/lib';
use ClusterTest;
use Test::More;

binmode Test::More->builder->$_, ':encoding(UTF-8)' for qw(output failure_output);

# What is shipped, from the database where everything can be stored.
my $utf8 = create_db('utf8');
my $phrases = "SELECT language, count(*), md5(string_agg(convert_to(key || phrase, 'UTF8'), '|'::bytea ORDER BY key COLLATE \"C\")) FROM policy_risk_phrases GROUP BY language ORDER BY language";
my %shipped = map { my ($language, @rest) = split /\|/; $language => "@rest" } split /\n/, sql($utf8, $phrases);
is(join(' ', sort keys %shipped), 'en zh', 'English and Chinese are shipped');

my (@installed, %with_chinese);
for my $encoding (split /\n/, sql($utf8, 'SELECT DISTINCT name FROM pg_conversion, LATERAL (VALUES (conforencoding), (contoencoding)) AS v(e), pg_encoding_to_char(e) AS name ORDER BY 1'))
{
	my $db = "cext_encoding_" . lc($encoding) . "_$$";
	my ($status, $out, $err) = run_sql('postgres', "CREATE DATABASE $db ENCODING '$encoding' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
	if ($status != 0)
	{
		like($err, qr/is not a valid encoding name/, "$encoding: clients alone have it");
		next;
	}
	push @installed, $encoding;
	($status, $out, $err) = run_sql($db, 'CREATE EXTENSION cluster_ext');
	is($status, 0, "$encoding: installed") or diag($err);
	my %stored = map { my ($language, @rest) = split /\|/; $language => "@rest" } split /\n/, sql($db, $encoding =~ /SQL_ASCII|MULE/ ? $phrases =~ s/convert_to\(key \|\| phrase, 'UTF8'\)/(key || phrase)::bytea/r : $phrases);
	is($stored{$_}, $shipped{$_}, "$encoding: what it has of language $_ is as it was shipped") for sort keys %stored;
	is($stored{en}, $shipped{en}, "$encoding: English is there");
	$with_chinese{$encoding} = 1 if $stored{zh};
	is(sql($db, "SELECT cluster_matrix_agg(r, 'x', 1)::text::cluster_matrix = cluster_matrix_agg(r, 'x', 1) FROM unnest(ARRAY['a', 'b']) r"), 't', "$encoding: a value is read as it was written");
	sql('postgres', "DROP DATABASE $db");
}
cmp_ok(scalar @installed, '>', 25, 'encodings of servers: ' . join ' ', @installed);
is(join(' ', sort keys %with_chinese), 'EUC_CN UTF8', 'Chinese is stored where it converts');

# A client with another encoding reads the same letters.
my $gb = "cext_gb_$$";
sql('postgres', "CREATE DATABASE $gb ENCODING 'EUC_CN' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
sql($gb, "CREATE EXTENSION cluster_ext; SET client_encoding = 'UTF8'; CREATE TABLE t AS SELECT cluster_matrix_agg(r, i, 1) AS m FROM (VALUES ('上海', '汽车'), ('北京', '纺织')) v(r, i)");
is(sql($gb, "SET client_encoding = 'UTF8'; SELECT string_agg(region || industry, ' ' ORDER BY region COLLATE \"C\") FROM t, cells(m)"), '北京纺织 上海汽车', 'EUC_CN: labels, in its own order of bytes');
# Points go into another database as bytes, and come back as text, with labels in the other order.
my $file = "/tmp/cext_encodings_$$";
my $places = "SELECT string_agg(industry || firms, ' ' ORDER BY x) FROM p, points_cells(points)";
sql($gb, "SET client_encoding = 'UTF8'; CREATE TABLE p AS SELECT cluster_points_agg(g, 1, i) AS points FROM generate_series(1, 3000) g0, LATERAL (VALUES (g0 % 2 + 1, (ARRAY['上海', '北京'])[g0 % 2 + 1])) v(g, i);
\\copy p TO '$file' (FORMAT binary)");
sql($utf8, "CREATE TABLE p (points cluster_points);\n\\copy p FROM '$file' (FORMAT binary)");
is(sql($utf8, $places), '上海1500 北京1500', 'points from EUC_CN as bytes');
is(sql($utf8, "SELECT industry FROM p, points_industries(points) LIMIT 1"), '上海', 'in the order of UTF8');
sql($utf8, "\\copy p TO '$file'");
sql($gb, "SET client_encoding = 'UTF8'; CREATE TABLE q (points cluster_points);\n\\copy q FROM '$file'");
is(sql($gb, 'SELECT count(*) FROM p JOIN q USING (points)'), 1, 'and back as text: the same bytes');
unlink $file;
is(sql($gb, "SET client_encoding = 'UTF8'; SELECT phrase FROM policy_risk_phrases WHERE language = 'zh' AND key = 'band.high'"), '高', 'EUC_CN: phrases');
sql('postgres', "DROP DATABASE $gb");
my $latin = "cext_latin_$$";
sql('postgres', "CREATE DATABASE $latin ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
sql($latin, 'CREATE EXTENSION cluster_ext');
is(sql_fails($latin, "CREATE TABLE p AS SELECT 2020 AS period, 'employment' AS measure, cluster_matrix_agg('a', 'b', 1) AS matrix; CREATE TABLE q AS SELECT 'a' AS region, 'b' AS industry;
	SELECT * FROM policy_risk_explain('p', 'q', 2020, language => 'zh')")->{sqlstate}, '22023', 'LATIN1: a language that cannot be stored is refused');
sql('postgres', "DROP DATABASE $latin");
drop_dbs();
done_testing();
