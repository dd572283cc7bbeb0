# Bytes and rows from outside: errors with code, detail and hint; no crash, no
# growing memory, nothing lost in a transaction that goes on.
use strict;
use warnings;
use utf8;
use lib 'test/t/lib';
use ClusterTest;
use File::Temp qw(tempdir);
use Test::More;

binmode Test::More->builder->$_, ':encoding(UTF-8)' for qw(output failure_output);
my $mutations = 10000;			# of text, and as many of binary values
my $scratch = tempdir(CLEANUP => 1);
chmod 0755, $scratch;
my $db = create_db('hostile');

sql($db, <<'SQL');
CREATE TABLE victims (id serial, m cluster_matrix);
INSERT INTO victims (m) SELECT cluster_matrix_agg(r, i, s) FROM (VALUES ('上海', '汽车', 3), ('上海', 'x', 4), ('b', 'x', 5.25), ('b', 'x', 1), ('b', 'x', 7.5)) v(r, i, s);
INSERT INTO victims (m) SELECT cluster_matrix_agg(g % 7, g % 5, g * 1.37) FROM generate_series(1, 60) g;
INSERT INTO victims (m) SELECT cluster_matrix_from_cells(r, i, n, s, q, NULL, NULL) FROM (VALUES ('a', 'b', 12, 80.5, NULL), ('a', 'c', NULL, 9, 81), ('d', 'b', 0, 0, NULL), ('d', 'c', 3, NULL, NULL)) v(r, i, n, s, q);
INSERT INTO victims (m) SELECT cluster_matrix_agg('a', 'b', x) FROM unnest(ARRAY[1e300, 1e-300, 0.1, 0.2, 1e17]) x;
INSERT INTO victims (m) SELECT cluster_matrix_agg(NULL, 'b', 1);
CREATE TABLE target (m cluster_matrix);
SQL
my $victims = sql($db, 'SELECT count(*) FROM victims');
create_compact($db);

# Text, of both forms -----------------------------------------------------

# PostgreSQL shows memory from 14 on.
my $memory = sql($db, "SELECT CASE WHEN to_regclass('pg_backend_memory_contexts') IS NULL THEN 'SELECT 0::bigint' ELSE 'SELECT sum(total_bytes)::bigint FROM pg_backend_memory_contexts' END");
my $tally = sql($db, <<"SQL");
CREATE FUNCTION memory() RETURNS bigint LANGUAGE sql AS '$memory';
CREATE FUNCTION mutate(t text, INOUT seed bigint, OUT r text) LANGUAGE plpgsql AS \$\$
DECLARE at int; n int; kind int; letters text := '{}[],:"0123456789-.eE\\ nul上a+/=ABQ';
BEGIN
	r := t;
	FOR i IN 1 .. 1 + seed % 3 LOOP
		seed := (seed * 1103515245 + 12345) & 2147483647; at := 1 + (seed >> 8) % length(r);
		seed := (seed * 1103515245 + 12345) & 2147483647; kind := (seed >> 8) % 5; n := 1 + (seed >> 16) % 9;
		r := CASE kind WHEN 0 THEN overlay(r PLACING substr(letters, 1 + (seed >> 12)::int % length(letters), 1) FROM at)
			WHEN 1 THEN left(r, at - 1) || substr(r, at + n)
			WHEN 2 THEN left(r, at) || substr(r, greatest(at - n, 1))
			WHEN 3 THEN left(r, at) || substr(letters, 1 + (seed >> 12)::int % length(letters), 1) || substr(r, at + 1)
			ELSE CASE WHEN seed % 7 = 0 THEN left(r, at) ELSE overlay(r PLACING (seed % 1000)::text FROM at) END END;
		EXIT WHEN r = '';
	END LOOP;
END \$\$;
DO \$\$
DECLARE seed bigint := 20260101; t text; v text[]; m cluster_matrix; before bigint; d text; h text; code text;
	tally jsonb := '{}'; pid int := pg_backend_pid();
BEGIN
	SELECT array_agg(x.m::text ORDER BY id) || array_agg(compact(x.m) ORDER BY id) INTO v FROM victims x;
	FOR i IN 1 .. $mutations LOOP
		IF i = 500 THEN before := memory(); END IF;
		SELECT * FROM mutate(v[1 + i % array_length(v, 1)], seed) INTO seed, t;
		BEGIN
			m := t::cluster_matrix;
			IF m::text::cluster_matrix <> m OR m::text <> (m::text::cluster_matrix)::text THEN RAISE EXCEPTION 'no round trip: %', t; END IF;
			code := CASE WHEN t LIKE '%"base64"%' THEN 'accepted, compact' ELSE 'accepted' END;
		EXCEPTION WHEN OTHERS THEN
			GET STACKED DIAGNOSTICS d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT;
			code := SQLSTATE || CASE WHEN d = '' OR h = '' THEN ' without detail or hint' ELSE '' END;
		END;
		tally := jsonb_set(tally, ARRAY[code], to_jsonb(coalesce((tally->>code)::int, 0) + 1));
	END LOOP;
	INSERT INTO victims (m) VALUES (NULL);
	PERFORM set_config('cext.tally', tally::text, false), set_config('cext.growth', (memory() - before)::text, false);
END \$\$;
SELECT key, value FROM jsonb_each_text(current_setting('cext.tally')::jsonb) ORDER BY key;
SELECT 'growth', current_setting('cext.growth')::bigint < 2000000;
SQL
my %tally = map { split /\|/ } split /\n/, $tally;
is(delete $tally{growth}, 't', 'text: memory does not grow');
cmp_ok($tally{'22P02'}, '>', $mutations / 2, 'text: most mutations are refused as malformed');
cmp_ok($tally{accepted}, '>', 100, 'text: some are values, and these round-trip');
cmp_ok($tally{'accepted, compact'}, '>', 50, 'text: compact ones, too');
is_deeply([ sort keys %tally ], [ '0A000', '22P02', 'accepted', 'accepted, compact' ], "text: $mutations mutations, no other outcome") or diag($tally);
is(sql($db, 'DELETE FROM victims WHERE m IS NULL; SELECT count(*) FROM victims'), $victims, 'text: the table is as it was');

# Binary -----------------------------------------------------------------

my $header = "PGCOPY\n\xff\r\n\0" . pack('NN', 0, 0);
sql($db, "\\copy (SELECT m FROM victims ORDER BY id) TO '$scratch/victims' (FORMAT binary)");
open my $file, '<:raw', "$scratch/victims" or die;
my $copy = do { local $/; <$file> };
my @values;
for (my $at = length $header; unpack('n', substr $copy, $at) == 1;)
{
	my $length = unpack 'N', substr $copy, $at + 2;
	push @values, substr $copy, $at + 6, $length;
	$at += 6 + $length;
}
is(scalar @values, $victims, 'binary: values to mutate');

my $seed = 20260102;
sub random { $seed = ($seed * 1103515245 + 12345) & 0x7fffffff; return ($seed >> 8) % $_[0] }
sub mutate
{
	my ($v) = @_;
	for (0 .. random(3))
	{
		my ($at, $kind) = (random(length $v), random(6));
		if    ($kind == 0) { substr($v, $at, 1) = chr random(256) }
		elsif ($kind == 1) { substr($v, $at, 1) = chr(ord(substr $v, $at, 1) ^ 1 << random(8)) }
		elsif ($kind == 2) { substr($v, $at, 1 + random(6)) = '' }
		elsif ($kind == 3) { substr($v, $at, 0) = substr($v, $at, 1 + random(8)) }
		elsif ($kind == 4) { substr($v, 1 + random(68), 1) = chr((0, 1, 255, 128, 127)[ random(5) ]) if length $v > 70 }
		else               { $v = substr($v, 0, $at) if random(4) == 0 }
		return $v if $v eq '';
	}
	return $v;
}
my $script = "\\set VERBOSITY verbose\n\\set ON_ERROR_STOP 0\nSELECT pg_backend_pid();\n";
for my $i (1 .. $mutations)
{
	my $v = mutate($values[ $i % @values ]);
	open my $out, '>:raw', "$scratch/$i" or die;
	print $out $header, pack('nN', 1, length $v), $v, pack('n', 0xffff);
	close $out;
	$script .= "SELECT 'memory', memory();\n" if $i == 500 || $i == $mutations;
	$script .= "COPY target FROM '$scratch/$i' (FORMAT binary);\n";
}
$script .= "SELECT pg_backend_pid();\n";
my ($status, $out, $err) = run_sql($db, $script);
my @pids = $out =~ /^(\d+)$/mg;
is($pids[0], $pids[-1], 'binary: the same server process to the end');
my @memory = $out =~ /^memory\|(\d+)$/mg;
cmp_ok($memory[1] - $memory[0], '<', 2000000, 'binary: memory does not grow');
my %codes;
$codes{$1}++ while $err =~ /ERROR:  (\w{5}): /g;
my $accepted = sql($db, 'SELECT count(*) FROM target');
cmp_ok($codes{'22P03'}, '>', $mutations / 2, 'binary: most mutations are refused as malformed');
cmp_ok($accepted, '>', 20, 'binary: some are values');
is_deeply([ sort keys %codes ], [ '0A000', '22021', '22P03' ], "binary: $mutations mutations, no other outcome") or diag(explain(\%codes));
my ($sum) = $accepted;
$sum += $_ for values %codes;
is($sum, $mutations, 'binary: each one accounted for');
is(scalar(() = $err =~ /ERROR:  22P03: .*\nDETAIL:  .+\nHINT:  .+/g), $codes{'22P03'}, 'binary: every refusal has a detail and a hint');
is(scalar(() = $err =~ /ERROR:  0A000: cluster_matrix was written by a newer version of cluster_ext\nDETAIL:  .+\nHINT:  .+/g), $codes{'0A000'}, 'binary: also that of a later format');
is(sql($db, 'SELECT count(*) FROM target WHERE m::text::cluster_matrix <> m'), 0, 'binary: what was accepted is sound');
cmp_ok(sql($db, 'SELECT sum(c.firms) + count(*) FROM target, cells(m) c'), '>', 0, 'binary: and can be read');

# Points, in both forms of text and as bytes ------------------------------------

sql($db, <<'SQL');
CREATE TABLE places (id serial, p cluster_points);
INSERT INTO places (p) SELECT cluster_points_agg(x, y, i, w) FROM (VALUES (116.4, 39.9, '上海', 3), (116.4, 39.9, 'x', 4), (-180, 0, 'x', 5.25), (121.5, 31.2, 'x', 5.25)) v(x, y, i, w);
INSERT INTO places (p) SELECT cluster_points_agg(g / 7.0, g % 5, 'I' || g % 3) FROM generate_series(1, 20) g;
INSERT INTO places (p) SELECT cluster_points_agg(g % 3, g % 2, 'a', 1, 'plane') FROM generate_series(1, 30) g;
CREATE FUNCTION compact_points(p cluster_points) RETURNS text LANGUAGE sql AS $$
SELECT format('{"cluster_points":1,"industries":[%s],"base64":"%s"}', (SELECT string_agg(to_json(industry)::text, ',') FROM points_industries(p)),
	translate(encode(substr(b, 6, get_byte(b, 3) * 256 + get_byte(b, 4)), 'base64'), E'\n', '')) FROM cluster_points_send(p) b $$;
CREATE TABLE target_points (p cluster_points);
SQL
is(sql($db, 'SELECT count(*) FROM places WHERE compact_points(p)::cluster_points = p'), 3, 'points: compact text is read');
my $tally_points = sql($db, <<"SQL");
DO \$\$
DECLARE seed bigint := 20260103; t text; v text[]; p cluster_points; code text; d text; h text; tally jsonb := '{}';
BEGIN
	SELECT array_agg(x.p::text ORDER BY id) || array_agg(compact_points(x.p) ORDER BY id) INTO v FROM places x;
	FOR i IN 1 .. $mutations LOOP
		SELECT * FROM mutate(v[1 + i % array_length(v, 1)], seed) INTO seed, t;
		BEGIN
			p := t::cluster_points;
			IF p::text::cluster_points <> p OR compact_points(p)::cluster_points <> p THEN RAISE EXCEPTION 'no round trip: %', t; END IF;
			code := CASE WHEN t LIKE '%"base64"%' THEN 'accepted, compact' ELSE 'accepted' END;
		EXCEPTION WHEN OTHERS THEN
			GET STACKED DIAGNOSTICS d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT;
			code := SQLSTATE || CASE WHEN d = '' OR h = '' THEN ' without detail or hint' ELSE '' END;
		END;
		tally := jsonb_set(tally, ARRAY[code], to_jsonb(coalesce((tally->>code)::int, 0) + 1));
	END LOOP;
	PERFORM set_config('cext.tally', tally::text, false);
END \$\$;
SELECT key, value FROM jsonb_each_text(current_setting('cext.tally')::jsonb) ORDER BY key;
SQL
my %tally_points = map { split /\|/ } split /\n/, $tally_points;
cmp_ok($tally_points{'22P02'}, '>', $mutations / 2, 'points: most mutations of text are refused as malformed');
cmp_ok($tally_points{$_}, '>', 50, "points: some are $_") for 'accepted', 'accepted, compact';
is(join(' ', grep { !/^(0A000|22P02|accepted|accepted, compact)$/ } sort keys %tally_points), '', 'points: no other outcome') or diag($tally_points);

my @points = map { pack 'H*', $_ } split /\n/, sql($db, "SELECT encode(cluster_points_send(p), 'hex') FROM places ORDER BY id");
my $points_script = "\\set VERBOSITY verbose\n\\set ON_ERROR_STOP 0\nSELECT pg_backend_pid();\n";
for my $i (1 .. $mutations / 4)
{
	my $v = mutate($points[ $i % @points ]);
	open my $out, '>:raw', "$scratch/p$i" or die;
	print $out $header, pack('nN', 1, length $v), $v, pack('n', 0xffff);
	close $out;
	$points_script .= "COPY target_points FROM '$scratch/p$i' (FORMAT binary);\n";
}
my (undef, $points_out, $points_err) = run_sql($db, "${points_script}SELECT pg_backend_pid();\n");
my @points_pids = $points_out =~ /^(\d+)$/mg;
is($points_pids[0], $points_pids[-1], 'points: the same server process to the end of all bytes');
my %points_codes;
$points_codes{$1}++ while $points_err =~ /ERROR:  (\w{5}): /g;
is(join(' ', grep { !/^(0A000|22021|22P03)$/ } sort keys %points_codes), '', 'points: bytes that are none are refused as such');
cmp_ok($points_codes{'22P03'}, '>', $mutations / 10, 'points: most of them');
cmp_ok(sql($db, 'SELECT count(*) FROM target_points WHERE p::text::cluster_points = p AND (points_summary(p)).firms >= 0'), '>', 20, 'points: some are values');
is(sql($db, 'SELECT count(*) FROM target_points WHERE p::text::cluster_points <> p'), 0, 'points: and these are sound');

# Rows -------------------------------------------------------------------

for my $case ([ "'北京', '汽车', -1", qr/negative size in region "北京", industry "汽车"/ ], [ "'a', 'b', 'NaN'", qr/NaN size in region "a", industry "b"/ ],
	[ "'a', 'b', 'Infinity'", qr/infinite size in region "a", industry "b"/ ], [ "repeat('长', 342), 'b', 1", qr/label of region or industry is too long/ ])
{
	my $error = sql_fails($db, "SELECT cluster_matrix_agg($case->[0])");
	is($error->{sqlstate}, '22023', "row ($case->[0]): code");
	like($error->{message}, $case->[1], "row ($case->[0]): message names it");
	ok($error->{detail} && $error->{hint}, "row ($case->[0]): detail and hint");
}
is(sql($db, <<'SQL', '-v', 'ON_ERROR_STOP=0'), "before\nafter\n2", 'a transaction goes on after a savepoint and loses nothing');
BEGIN;
CREATE TEMP TABLE notes (n text);
INSERT INTO notes VALUES ('before');
SAVEPOINT s;
INSERT INTO notes SELECT cluster_matrix_agg('a', 'b', x)::text FROM unnest(ARRAY[1, 2, -3]) x;
ROLLBACK TO s;
INSERT INTO notes VALUES ('after');
COMMIT;
SELECT n FROM notes;
SELECT count(*) FROM notes;
SQL
my $limit = sql_fails($db, "SET cluster_ext.max_cells = 10; SELECT cluster_matrix_agg(g::text, 'b', 1) FROM generate_series(1, 11) g");
is($limit->{sqlstate}, '54000', 'too many cells: code');
like($limit->{hint}, qr/cluster_ext\.max_cells/, 'too many cells: the hint names the setting');
my $carried = File::Temp->new();
is(sql_fails($db, "CREATE TEMP TABLE many (m cluster_matrix);
\\copy (SELECT cluster_matrix_agg(g::text, 'b', 1) FROM generate_series(1, 11) g) TO '$carried' (FORMAT binary)
SET cluster_ext.max_cells = 10;
\\copy many FROM '$carried' (FORMAT binary)")->{sqlstate}, '54000', 'too many cells: also in binary form');
is(sql_fails($db, "CREATE TEMP TABLE many AS SELECT compact(cluster_matrix_agg(g::text, 'b', 1)) AS t FROM generate_series(1, 11) g;
SET cluster_ext.max_cells = 10; SELECT t::cluster_matrix FROM many")->{sqlstate}, '54000', 'too many cells: and as compact text');
is(sql_fails($db, "SET statement_timeout = 300; SELECT cluster_matrix_agg(g % 5000, g / 5000, 1) FROM generate_series(1, 50000000) g")->{sqlstate},
	'57014', 'a long build can be cancelled');
is(sql_fails($db, "SET statement_timeout = 300; SELECT count(*) FROM (SELECT cluster_matrix_agg(g % 3000, g / 3000, 1) AS m FROM generate_series(1, 100000) g) x, generate_series(1, 1000) k, location_quotients(m, confidence => 1 - 1.0 / (k + 1), absent => true)")->{sqlstate},
	'57014', 'long reading can be cancelled');

# Aggregates kept in other hands -------------------------------------------

is(sql($db, <<'SQL'), "t\nt\nt", 'running matrices, shared states and variables of a procedural language');
SELECT bool_and(w = (SELECT cluster_matrix_agg(k % 3, k % 2, k) FROM generate_series(1, g) k))
FROM (SELECT g, cluster_matrix_agg(g % 3, g % 2, g) OVER (ORDER BY g) AS w FROM generate_series(1, 600) g) x;
SELECT cluster_matrix_agg(g % 3, 1, g)::text = min(b) AND (summary(cluster_matrix_agg(g % 3, 1, g))).firms = 999
FROM generate_series(1, 999) g, (SELECT cluster_matrix_agg(k % 3, 1, k)::text AS b FROM generate_series(1, 999) k) y;
DO $$ DECLARE m cluster_matrix; BEGIN
	FOR i IN 1 .. 700 LOOP m := cluster_matrix_accumulate(m, (i % 9)::text, 'x', i); END LOOP;
	FOR i IN 1 .. 20 LOOP m := cluster_matrix_merge(m, m - m); END LOOP;
	PERFORM set_config('cext.loop', (m = (SELECT cluster_matrix_agg((i % 9)::text, 'x', i) FROM generate_series(1, 700) i))::text, false);
END $$;
SELECT left(current_setting('cext.loop'), 1);
SQL
drop_dbs();
done_testing();
