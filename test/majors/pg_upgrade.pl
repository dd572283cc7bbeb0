# From one major of PostgreSQL to another, by pg_upgrade and by dump: pg_upgrade.pl OLD NEW, as the owner of
# clusters, where both are installed with the extension.  scripts/test-upgrade makes such a place.
use strict;
use warnings;
use lib 'test/t/lib';
use Catalogue;
use ClusterTest;
use FilledDatabase;
use Test::More;

my ($old, $new) = @ARGV;
my $release = '0.1.0';

sub drop { my ($cluster) = @_; system("pg_dropcluster --stop $_ $cluster >/dev/null 2>&1") for $old, $new }

# pg_upgradecluster restores schema and data apart: without contents of materialized views, and with triggers
# enabled as ordinary ones, for which the reference tells a subscriber what to do.
sub after_dump
{
	refresh_database('filled');
	is(sql_fails('filled', "UPDATE policy_risk_models SET exponent = 1 WHERE model = 'standard'")->{sqlstate}, '55000', 'dump: shipped models are kept');
	sql('filled', "ALTER TABLE $_ ENABLE REPLICA TRIGGER pass_over_shipped") for split /\n/, sql('filled', "SELECT tgrelid::regclass FROM pg_trigger WHERE tgname = 'pass_over_shipped'");
}

# What a command says is of interest if it fails.
sub run
{
	my ($name, $command) = @_;
	my $said = qx($command 2>&1);
	is($?, 0, $name) or do { diag($said); BAIL_OUT("cannot go on without: $name") };
}

for my $method ('upgrade', 'dump')
{
	my $cluster = "by_$method";
	drop($cluster);	# of a run that was interrupted
	run("a cluster of $old", "pg_createcluster --locale=C.UTF-8 --pgoption=listen_addresses= --start $old $cluster");	# others may have its port
	$ENV{PGCLUSTER} = "$old/$cluster";
	sql('postgres', 'CREATE DATABASE filled');
	sql('filled', "CREATE EXTENSION cluster_ext VERSION '$release'");
	my $calls = fill_database('filled');
	my $state = state_of_database('filled');
	note("$method: $calls functions called, ", scalar(split /\n/, $state), ' relations');

	run("from $old to $new by $method", "pg_upgradecluster --version=$new --method=$method $old $cluster");
	$ENV{PGCLUSTER} = "$new/$cluster";
	after_dump() if $method eq 'dump';
	like(sql('filled', 'SHOW server_version'), qr/^$new\b/, "$method: a server of $new");
	is(state_of_database('filled'), $state, "$method: what was stored and seen is");
	refresh_database('filled');
	is(state_of_database('filled'), $state, "$method: refreshed, it is the same");
	sql('filled', 'ALTER EXTENSION cluster_ext UPDATE');
	sql('postgres', 'CREATE DATABASE fresh');
	sql('fresh', 'CREATE EXTENSION cluster_ext');
	same_catalogue('filled', [ catalogue('fresh') ], "$method: updated, the catalogue is that of a fresh installation");
	is(state_of_database('filled'), $state, "$method: updated, it is the same");
	drop($cluster);
}
done_testing();
