# Logical replication between two servers, both with the extension, whose tables are
# published with all others, by the statements of doc/reference.md.
use strict;
use warnings;
use utf8;
use lib 'test/t/lib';
use ClusterTest;
use File::Temp qw(tempdir);
use OwnServer;
use Test::More;
use Time::HiRes qw(sleep time);

my $scratch = tempdir(CLEANUP => 1);
chmod 0755, $scratch;
my ($publisher, $subscriber) = map { start_server($_, wal_level => 'logical', wal_retrieve_retry_interval => '100ms') } qw(publisher subscriber);
sub published { my @arguments = @_; return at($publisher, sub { sql(@arguments) }) }
sub subscribed { my @arguments = @_; return at($subscriber, sub { sql(@arguments) }) }
sub create_databases { my ($name) = @_; at($_, sub { system('createdb', $name) == 0 or die }) for $publisher, $subscriber }

# Dumps a database of the publisher into that of the subscriber.
sub dump_across
{
	my ($name, @options) = @_;
	at($publisher, sub { system('pg_dump', '--no-publications', '-f', "$scratch/dump.sql", @options, $name) == 0 or die });
	subscribed($name, "\\i $scratch/dump.sql");
}

sub soon
{
	my ($name, $code) = @_;
	my $end = time() + 15;
	my $left;
	sleep 0.1 while ($left = $code->()) ne '' && time() < $end;
	is($left, '', $name);
}

my $waiting = "SELECT string_agg(srrelid::regclass::text, ' ' ORDER BY 1) FROM pg_subscription_rel WHERE srsubstate <> 'r'";
sub all_ready { my ($database, $name) = @_; soon($name, sub { subscribed($database, $waiting) }) }

# All that was committed on the publisher has been applied.
sub caught_up
{
	my ($name) = @_;
	my $position = published('postgres', 'SELECT pg_current_wal_lsn()');
	soon($name, sub { published('postgres', "SELECT string_agg(slot_name, ' ') FROM pg_replication_slots WHERE confirmed_flush_lsn < '$position' OR confirmed_flush_lsn IS NULL") });
}

# By the book ------------------------------------------------------------

open my $file, '<:encoding(UTF-8)', 'doc/reference.md' or die;
my ($section) = do { local $/; <$file> } =~ /^## Replication\n(.*?)(?=^## |\z)/ms;
my @steps = $section =~ /^```\n(.*?)^```$/msg;
is(scalar @steps, 2, 'the document has a step for each server');
my $count = $steps[1] =~ s/host=publisher dbname=stats/host=$publisher port=5432 user=postgres dbname=stats/;
is($count, 1, 'and says where the publisher is');

create_databases('stats');
published('stats', <<'SQL');
CREATE EXTENSION cluster_ext;
CREATE TABLE matrices (year int PRIMARY KEY, matrix cluster_matrix, points cluster_points);
INSERT INTO matrices SELECT 2015 + g % 6, cluster_matrix_agg('R' || g % 23, 'I' || g * 31 % 77, 1 + g % 101 / 10.0), cluster_points_agg(g % 23, g % 31, 'I' || g % 7, 1 + g % 3) FROM generate_series(1, 6000) g GROUP BY 1;
SELECT policy_risk_copy_model('standard', 'ours');
UPDATE policy_risk_models SET exponent = 4 WHERE model = 'ours';
INSERT INTO policy_risk_levels VALUES ('ours', 'county', 4, 200);
INSERT INTO policy_risk_stances (model, ordinal, stance) VALUES ('ours', 99, 'wait');
SQL
my @models = map { "policy_risk_$_" } qw(models pillars cuts portfolio_cuts levels phrases stances setups);
my $content = join ' UNION ALL ', map { "SELECT '$_', count(*), md5(string_agg(m::text, ' ' ORDER BY m::text)) FROM $_ m" } 'matrices', @models;
dump_across('stats', '--schema-only');
published('stats', $steps[0]);
subscribed('stats', $steps[1]);
all_ready('stats', 'publication of all tables: all of them get ready');
is(subscribed('stats', 'SELECT count(*) FROM pg_subscription_rel'), 12, 'tables of the extension among them');
is(subscribed('stats', $content), published('stats', $content), 'matrices and own models are there, shipped rows once');

# Changes ----------------------------------------------------------------

published('stats', <<'SQL');
UPDATE policy_risk_models SET model = 'of us', exponent = 3 WHERE model = 'ours';
DELETE FROM policy_risk_phrases WHERE model = 'of us' AND language = 'zh';
SELECT policy_risk_copy_model('of us', 'third');
DELETE FROM policy_risk_models WHERE model = 'of us';
UPDATE matrices SET matrix = matrix + (SELECT cluster_matrix_agg('R1', 'new', 0.1)), points = points + (SELECT cluster_points_agg(0.1, 0.2, 'new')) WHERE year = 2016;
SQL
caught_up('changes arrive');
is(subscribed('stats', $content), published('stats', $content), 'own models and matrices, changed, renamed and deleted');
subscribed('stats', 'ALTER SUBSCRIPTION everything SET (binary = true)') if sql('postgres', 'SHOW server_version_num') >= 140000;
published('stats', "UPDATE matrices SET matrix = matrix + matrix, points = points_snap(points, 700) WHERE year = 2017");
caught_up('changes arrive in binary form');
is(subscribed('stats', $content), published('stats', $content), 'matrices as well');

# What an update of the extension on the publisher would send.
my $standard = join ' UNION ALL ', map { "SELECT '$_', count(*), md5(string_agg(m::text, ' ' ORDER BY m::text)) FROM $_ m WHERE model LIKE 'standard%'" } @models;
my $own = subscribed('stats', $standard);
published('stats', join '', map { "ALTER TABLE $_ DISABLE TRIGGER ALL;\n" } @models);
published('stats', <<'SQL');
INSERT INTO policy_risk_models (model, description) VALUES ('standard 2', 'of a later release');
UPDATE policy_risk_models SET description = 'cuts of 2027' WHERE model = 'standard';
DELETE FROM policy_risk_phrases WHERE model = 'standard' AND language = 'zh';
UPDATE policy_risk_pillars SET weight = 5 WHERE model IN ('standard', 'third');
SQL
caught_up('a later release of shipped models arrives');
is(subscribed('stats', $standard), $own, 'and is passed over: they are those of the extension that is here');
is(subscribed('stats', "SELECT string_agg(DISTINCT weight::text, ' ') FROM policy_risk_pillars WHERE model = 'third'"), '5', 'own rows of the same statement are not');
my $delete = "DELETE FROM policy_risk_models WHERE model = 'standard'";
is(at($subscriber, sub { sql_fails('stats', $delete)->{sqlstate} }), '55000', 'on the subscriber they are kept as ever');
is(subscribed('stats', "SET session_replication_role = replica; $delete; $standard"), $own, 'also from what empties tables before a subscription');

# Other ways -------------------------------------------------------------

my $connection = "CONNECTION 'host=$publisher port=5432 user=postgres dbname=%s' PUBLICATION p";
create_databases('later');
published('later', 'CREATE PUBLICATION p FOR ALL TABLES');
subscribed('later', 'CREATE SUBSCRIPTION later ' . sprintf $connection, 'later');
$_->('later', 'CREATE EXTENSION cluster_ext') for \&subscribed, \&published;
subscribed('later', 'ALTER SUBSCRIPTION later REFRESH PUBLICATION');
all_ready('later', 'the extension may come after the subscription');

SKIP:
{
	skip 'publications of schemas came with PostgreSQL 15', 1 if published('postgres', 'SHOW server_version_num') < 150000;
	create_databases('schema');
	$_->('schema', 'CREATE EXTENSION cluster_ext') for \&published, \&subscribed;
	published('schema', 'CREATE PUBLICATION p FOR TABLES IN SCHEMA public');
	subscribed('schema', 'CREATE SUBSCRIPTION of_schema ' . sprintf $connection, 'schema');
	all_ready('schema', 'publication of the schema');
}

create_databases('whole');
published('whole', "CREATE EXTENSION cluster_ext; SELECT policy_risk_copy_model('standard', 'ours'); CREATE PUBLICATION p FOR ALL TABLES");
dump_across('whole');
subscribed('whole', 'CREATE SUBSCRIPTION whole ' . sprintf($connection, 'whole') . ' WITH (copy_data = false)');
published('whole', "UPDATE policy_risk_models SET exponent = 4 WHERE model = 'ours'");
caught_up('after a full dump, without a copy');
is(subscribed('whole', "SELECT exponent FROM policy_risk_models WHERE model = 'ours'"), '4', 'changes arrive');

open my $log, '<:encoding(UTF-8)', "$subscriber/log" or die;
is(join('', grep { /ERROR|FATAL/ && !/models whose name begins/ } <$log>), '', 'the subscriber met no error');
done_testing();
