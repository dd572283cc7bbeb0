# From every release to this version: objects, rows and answers are those of a fresh installation, and nothing that
# was stored, seen or dumped before is lost.
# What a release is held to, scripts/release.d/freeze has kept.
use strict;
use warnings;
use lib 'test/t/lib';
use Catalogue;
use ClusterTest;
use File::Temp qw(tempdir);
use FilledDatabase;
use Test::More;

my $scratch = tempdir(CLEANUP => 1);
my $fresh = create_db('fresh');
my @fresh = catalogue($fresh);
my $version = sql($fresh, "SELECT extversion FROM pg_extension WHERE extname = 'cluster_ext'");
cmp_ok(scalar @fresh, '>', 1500, 'a catalogue to compare with');

is(system('sha256sum --quiet --check sql/released.sha256'), 0, 'released scripts are as they were released');

# The comparison would see it: each change is of another kind.
for my $change (
	'ALTER FUNCTION coarsen COST 7',
	'ALTER FUNCTION cells ROWS 7',
	'ALTER FUNCTION coarsen STABLE',
	'ALTER FUNCTION coarsen PARALLEL RESTRICTED',
	'ALTER FUNCTION coarsen STRICT',
	'ALTER FUNCTION coarsen SECURITY DEFINER',
	'ALTER FUNCTION coarsen SET work_mem = 64',
	'ALTER FUNCTION cells SUPPORT generate_series_int4_support',
	'GRANT EXECUTE ON FUNCTION coarsen TO pg_monitor',
	'REVOKE SELECT ON policy_risk_cuts FROM PUBLIC',
	"COMMENT ON FUNCTION coarsen IS 'another'",
	"COMMENT ON COLUMN policy_risk_cuts.weight IS 'another'",
	'ALTER EXTENSION cluster_ext DROP FUNCTION coarsen',
	'ALTER TYPE cells_row ADD ATTRIBUTE median float8',
	'ALTER TABLE policy_risk_cuts ALTER weight SET DEFAULT 7',
	'ALTER TABLE policy_risk_cuts ADD CHECK (weight < 1e9)',
	'CREATE INDEX ON policy_risk_cuts (weight)',
	'ALTER TABLE policy_risk_cuts DISABLE TRIGGER USER',
	'ALTER TABLE policy_risk_cuts SET (fillfactor = 50)',
	'CREATE OR REPLACE VIEW policy_risk_measures AS SELECT * FROM policy_risk_measure_cards() WHERE true')
{
	isnt(join("\n", catalogue($fresh, $change)), join("\n", @fresh), "it sees: $change");
}
my ($rows) = grep { /^rows of policy_risk_cuts/ } catalogue($fresh, "ALTER TABLE policy_risk_cuts DISABLE TRIGGER USER; UPDATE policy_risk_cuts SET weight = 7 WHERE model = 'standard' AND indicator = 'lq'");
is((scalar grep { $_ eq $rows } @fresh), 0, 'it sees rows of a shipped model');

open my $sums, '<', 'sql/released.sha256' or die;
my @releases = map { /cluster_ext--(.*)\.sql$/ } <$sums>;
is_deeply([ split /\n/, sql($fresh, "SELECT source FROM pg_extension_update_paths('cluster_ext') WHERE target = '$version' AND path IS NOT NULL ORDER BY string_to_array(source, '.')::int[]") ],
	\@releases, 'from every release there is a way');
my @models = split /\n/, sql($fresh, "SELECT tgrelid::regclass FROM pg_trigger WHERE tgname = 'pass_over_shipped' ORDER BY 1");
for my $release (@releases)
{
	# A database of the release, with the library of today.
	my $db = create_db('old', bare => 1);
	sql($db, "CREATE EXTENSION cluster_ext VERSION '$release'");
	my $calls = fill_database($db);
	my $state = state_of_database($db);
	note("$release: ", scalar(catalogue($db)), " lines of the catalogue, $calls functions called, ", scalar(split /\n/, $state), ' relations');
	cmp_ok($calls, '>', 150, "$release: functions to call");
	my @empty = grep { /^view_\d+\|0\|/ } split /\n/, $state;
	is("@empty", '', "$release: every one answers");

	my $copy = sub {
		my ($from, $what) = @_;
		my $to = create_db('copy', bare => 1);
		is(system('pg_dump', '-Fc', '-f', "$scratch/dump", $from), 0, "$release: dumped, $what");
		is(system('pg_restore', '--exit-on-error', '-d', $to, "$scratch/dump"), 0, "$release: restored, $what");
		is(state_of_database($to), $state, "$release: the same, $what");
		is(sql($to, "SELECT extversion FROM pg_extension WHERE extname = 'cluster_ext'"), $version, "$release: of this version, $what");
		same_catalogue($to, \@fresh, "$release: the catalogue of this version, $what");
		drop_db($to);
	};
	$copy->($db, 'before the update');
	# What 0.2.0 mends, as a restore of data alone leaves it.
	sql($db, "ALTER TABLE $_ DISABLE TRIGGER ALL; ALTER TABLE $_ ENABLE TRIGGER ALL") for @models;
	isnt(join("\n", catalogue($db)), join("\n", @fresh), "$release: triggers are not as they were");
	sql($db, 'ALTER EXTENSION cluster_ext UPDATE');
	same_catalogue($db, \@fresh, "$release: the catalogue of a fresh installation");
	is(state_of_database($db), $state, "$release: what was stored and seen is");
	refresh_database($db);
	is(state_of_database($db), $state, "$release: refreshed, it is the same");
	$copy->($db, 'after the update');

	# What the release itself stored is read, as text and as bytes, and stored anew from the same firms it is the same.
	my $new = create_db('new');
	fill_database($new);
	read_stored($new, "test/data/stored_$release");
	my $bytes = "concat_ws(' ', cluster_matrix_send(m), inequality_state_send(i), composite_state_send(c))";
	for my $kept ('stored_tsv', 'stored_bin')
	{
		is(sql($new, "SELECT count(*), count(*) FILTER (WHERE k.bytes = s.bytes) FROM (SELECT id, $bytes AS bytes FROM $kept) k JOIN (SELECT id, $bytes AS bytes FROM stored) s USING (id)"), '12|12',
			"$release: $kept is what is stored today");
	}
	drop_db($_) for $db, $new;
}
drop_dbs();
done_testing();
