package FilledDatabase;

# A database that uses all of the extension, as somebody's does after years: to be updated, dumped and upgraded.
use strict;
use warnings;
use utf8;
use Exporter 'import';
use Calls;
use ClusterTest;

our @EXPORT = qw(fill_database state_of_database refresh_database keep_stored read_stored);

# Tables, views and materialized views over every function and type; models of one's own.  Returns how many calls.
sub fill_database
{
	my ($database) = @_;
	create_subjects($database);
	sql($database, <<'SQL');
CREATE TABLE stored (id int PRIMARY KEY, m cluster_matrix, i inequality_state, c composite_state, ms cluster_matrix[], r location_quotients_row, rs cells_row[]);
INSERT INTO stored SELECT period, matrix, inequality_accumulate('gini'::inequality_state, period / 7.0), composite_accumulate(NULL, 0.1, 1.0 / 3), ARRAY[matrix, NULL], (SELECT q FROM location_quotients(matrix) q LIMIT 1), (SELECT array_agg(x) FROM cells(matrix) x) FROM kept;
INSERT INTO stored (id, m) SELECT 1, cluster_matrix_agg(r, i, 1.5) FROM (VALUES ('上海', '汽车'), ('', 'a,b'), (E'tab\there', E'line\nbreak'), (E'back\\slash', '"quoted"'), (E'\\N', '{}'), ('NULL', repeat('x', 1024))) v(r, i);
INSERT INTO stored (id, m) SELECT 2, cluster_matrix_from_cells('a', i, n, s, NULL, l, NULL) FROM (VALUES ('b', NULL, 80, 30), ('c', 4, NULL, NULL)) AS v(i, n, s, l);
INSERT INTO stored (id, m) SELECT 4, cluster_matrix_agg('a', 'b', x) FROM unnest(ARRAY[1e300, 1e-300, 0.1]) x;
INSERT INTO stored (id, m) SELECT 5, cluster_matrix_agg('R' || g % 300, 'I' || g % 97, g) FROM generate_series(1, 20000) g;
INSERT INTO stored (id, m) VALUES (6, NULL), (7, cluster_matrix_empty());
CREATE INDEX ON stored (m) WHERE id NOT IN (1, 5);
CREATE INDEX ON stored USING hash (m);
CREATE INDEX ON stored ((location_quotient(m, 'R1', 'I1'))) WHERE m IS NOT NULL;
CREATE TABLE generated (m cluster_matrix DEFAULT cluster_matrix_empty(), text text GENERATED ALWAYS AS (cluster_matrix_json(m)) STORED, CHECK (location_quotient_reaches(3, 4, 5, 9)));
INSERT INTO generated SELECT matrix FROM kept;
INSERT INTO generated DEFAULT VALUES;
CREATE DOMAIN small_matrix AS cluster_matrix CHECK ((summary(VALUE)).regions < 10);
CREATE TABLE domains (m small_matrix);
INSERT INTO domains SELECT matrix FROM kept;
CREATE FUNCTION own_quotients(m cluster_matrix) RETURNS SETOF location_quotients_row LANGUAGE plpgsql AS 'BEGIN RETURN QUERY SELECT * FROM public.location_quotients(m) WHERE lq > 1; END';
CREATE VIEW own_view AS SELECT k.period, q.* FROM kept k, own_quotients(matrix) q;
CREATE VIEW sums AS SELECT sum(matrix) AS whole, sum(matrix + matrix) AS twice, count(DISTINCT matrix - matrix) AS none FROM kept WHERE matrix <> cluster_matrix_empty() AND matrix > cluster_matrix_empty();
SELECT policy_risk_copy_model('standard', 'mine', 'of our own');
UPDATE policy_risk_cuts SET weight = 3 WHERE model = 'mine' AND indicator = 'lq';
INSERT INTO policy_risk_phrases SELECT 'mine', language, key, phrase || '!' FROM policy_risk_phrases WHERE model = 'standard' AND language = 'en' ON CONFLICT DO NOTHING;
UPDATE policy_risk_setups SET model = 'mine' WHERE setup = 'here';
SQL
	# Releases before 0.2.0 have no points.
	sql($database, <<'SQL') if sql($database, "SELECT to_regtype('cluster_points') IS NOT NULL") eq 't';
CREATE TABLE stored_points (id int PRIMARY KEY, p cluster_points, rs points_places_row[]);
INSERT INTO stored_points SELECT 1, p, (SELECT array_agg(l) FROM points_places(p) l) FROM (SELECT cluster_points_agg(g * 0.7, g % 89, 'I' || g % 5, g % 4) AS p FROM generate_series(1, 200) g) x;
INSERT INTO stored_points (id, p) SELECT 2, cluster_points_agg(x, 39.9, i, 1.5, 'plane') FROM (VALUES (1e100, '汽车'), (1.0 / 3, 'a,b'), (0, E'line\nbreak'), (-2, E'back\\slash'), (3, '"quoted"'), (4, repeat('x', 1024))) v(x, i);
INSERT INTO stored_points (id, p) SELECT 3, points_snap(cluster_points_agg(g % 337 / 7.0, g % 89 / 3.0, 'I' || g % 97, g % 3), 0.5) FROM generate_series(1, 20000) g;
INSERT INTO stored_points (id, p) VALUES (4, NULL);
CREATE INDEX ON stored_points USING hash (p);
SQL
	my @calls = calls($database);
	my $number = 0;
	my $script = '';
	for my $call (@calls)
	{
		$number++;
		$script .= "CREATE VIEW view_$number AS SELECT x.*::text AS x FROM ($call->{query}) AS x;\nCOMMENT ON VIEW view_$number IS '$call->{signature}';\n";
		$script .= "CREATE MATERIALIZED VIEW kept_$number AS $call->{query};\n";
	}
	sql($database, $script);
	return scalar @calls;
}

sub refresh_database
{
	my ($database) = @_;
	sql($database, join ";\n", split /\n/, sql($database, "SELECT 'REFRESH MATERIALIZED VIEW ' || oid::regclass FROM pg_class WHERE relkind = 'm' ORDER BY oid"));
}

# What the database holds and answers, a line for each relation but those of the extension that 0.1.0 lacks; and the bytes of stored values.
sub state_of_database
{
	my ($database) = @_;
	my @queries = split /\n/, sql($database, <<'SQL');
SELECT format('SELECT %L, count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text COLLATE "C")) FROM %s AS t', oid::regclass, oid::regclass) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm') AND relname NOT IN ('disclosure_rules', 'publications', 'publication_log') ORDER BY oid::regclass::text COLLATE "C"
SQL
	push @queries, "SELECT 'bytes of stored values', count(*), md5(string_agg(concat_ws(' ', id, cluster_matrix_send(m), inequality_state_send(i), composite_state_send(c)), ' ' ORDER BY id)) FROM stored",
	  "SELECT 'found by index', count(*), md5(string_agg(a.id::text, ' ' ORDER BY a.id)) FROM stored AS a JOIN stored AS b ON a.m = b.m";
	return sql($database, join ";\n", @queries);
}

# The stored values of a filled database, which are to be read for ever: as text and as bytes.
my %format = (tsv => 'text', bin => 'binary');
sub keep_stored
{
	my ($file) = @_;
	my $database = create_db('kept');
	fill_database($database);
	sql($database, "\\copy (SELECT id, m, i, c FROM stored WHERE id <> 5 ORDER BY id) TO '$file.$_' (FORMAT $format{$_})") for sort keys %format;
}

# Tables stored_tsv and stored_bin of them.
sub read_stored
{
	my ($database, $file) = @_;
	sql($database, "CREATE TABLE stored_$_ (id int, m cluster_matrix, i inequality_state, c composite_state);\n\\copy stored_$_ FROM '$file.$_' (FORMAT $format{$_})") for sort keys %format;
}

1;
