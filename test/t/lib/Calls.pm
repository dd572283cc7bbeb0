package Calls;

# A call of every function of the extension, with arguments that it answers to.
use strict;
use warnings;
use Exporter 'import';
use ClusterTest;

our @EXPORT = qw(create_subjects calls);

# The relations that the arguments name.
sub create_subjects
{
	my ($database) = @_;
	sql($database, <<'SQL');
CREATE TABLE kept AS SELECT 2015 + k AS period, 'employment' AS measure, cluster_matrix_agg('R' || g % 4, CASE g WHEN 60 THEN 'new' ELSE 'I' || g % 3 END, CASE g WHEN 60 THEN 1 ELSE g END + k) AS matrix FROM generate_series(1, 60) g, generate_series(0, 6) k GROUP BY k;
CREATE TABLE policies AS SELECT 'R' || r AS region, 'I' || g AS industry, 2015 AS start_year FROM generate_series(0, 2) g, generate_series(1, 3) r UNION ALL SELECT 'R1', 'I9', 2015;
CREATE TABLE tree AS SELECT 'R' || g AS region, 'P' AS parent FROM generate_series(1, 3) g;
CREATE TABLE map AS SELECT 'I1' AS policy_label, 'I1' AS industry;
INSERT INTO policy_risk_setups (setup, panel, policies) VALUES ('here', 'kept', 'policies');
CREATE TABLE outlook AS SELECT * FROM policy_outlook_fit('kept', 2018);
SQL
	# Releases before 0.2.0 publish nothing.
	sql($database, "SELECT publish('shown', 'kept', 'mart'); CREATE VIEW audited AS SELECT region, industry, value, CASE WHEN (region, industry) = ('_T', '_T') THEN 'D' ELSE conf_status END AS conf_status FROM mart.shown WHERE period = 2018") if sql($database, "SELECT to_regproc('publish') IS NOT NULL") eq 't';
}

# What an argument is given: of a function (function.argument), by its name and type, by its name, by its type.
# g is 1 where a call has no rows of its own.
my %value = (
	'cluster_matrix' => '(SELECT matrix FROM kept WHERE period = 2018)', 'base' => '(SELECT matrix FROM kept WHERE period = 2016)', 'final' => '(SELECT matrix FROM kept WHERE period = 2019)',
	'cluster_matrix[]' => '(SELECT array_agg(matrix ORDER BY period) FROM kept)', 'periods' => '(SELECT array_agg(period ORDER BY period) FROM kept)',
	'cluster_points' => "(SELECT cluster_points_agg(110 + h % 17, 25 + h % 11, 'I' || h % 3, h) FROM generate_series(1, 60) h)", 'metric' => "'sphere'", 'industry_a' => "'I0'", 'industry_b' => "'I1'",
	'neighbours' => "(SELECT cluster_matrix_agg(r, q, 1) FROM unnest('{R0,R1,R2,R3}'::text[]) r, unnest('{R0,R1,R2,R3}'::text[]) q WHERE r <> q)",
	'inequality_state' => "inequality_accumulate('gini'::inequality_state, 3)", 'composite_state' => 'composite_accumulate(composite_accumulate(NULL, 0.5, 1), 0.7, 2)', 'state bigint' => 'NULL',
	'text' => "'R1'", 'text[]' => "'{R1,R2,R3}'", 'double precision[]' => "'{1,2,3}'", 'integer' => 2018, 'bigint' => '7', 'double precision' => '(g + 0.5)', 'integer[]' => "'{2015}'", 'boolean' => 'true',
	'region text' => "('R' || g % 4)", 'industry text' => "('I' || g % 3)", 'region bigint' => '(g % 4)', 'industry bigint' => '(g % 3)', 'copies' => '(g % 3)', 'region_width' => 3, 'industry_width' => 0,
	'panel' => "'kept'", 'fit' => "'outlook'", 'policies' => "'policies'", 'setup' => "'here'", 'industry_map' => "'map'", 'as_of' => 2018, 'industries' => "'{I0,I1}'", 'indicators text[]' => "'{lq}'", 'values' => "'{1}'",
	'sizes' => '(SELECT array_agg(g + 3) FROM generate_series(1, 60) g WHERE g % 3 = 1)', 'indicators' => 'ARRAY[g, g % 3, 1.0 / g]', 'firms bigint' => '(g % 5 + 2)', 'sum_squares' => 'NULL', 'largest' => 'NULL', 'second_largest' => 'NULL',
	'parameter' => '0.5', 'parameter integer' => 2, 'k' => 2, 'alpha' => '0.5', 'epsilon' => '0.5', 'exponent' => 2, 'minimum_coverage' => '0.5', 'direction' => 1, 'draws' => 100, 'region_digits' => 2, 'industry_digits' => 1,
	'year' => '(2000 + g)', 'years' => 3, 'minimum_age' => 10, 'high' => 5, 'high_from' => 5, 'cell' => 10, 'total_area' => 900, 'total_population' => 900, 'industry_firms' => 900, 'industry_size' => 900,
	'policy_backtest.as_of' => "'{2015}'", 'policy_backtest_calibration.as_of' => "'{2015}'", 'policy_backtest_breaks.as_of' => "'{2015}'", 'policy_event_study.as_of' => 2021,
	'ellison_glaeser_simulated.industry text' => "'I1'", 'location_quotient.region text' => "'R1'", 'location_quotient.industry text' => "'I1'", 'flegg_quotients.region text' => "'R1'", 'locational_lorenz.industry text' => "'I1'",
	'ellison_glaeser_simulated.size' => 'CASE WHEN g % 3 = 1 THEN g + 3 END', 'ellison_glaeser_simulated_result.m' => "(SELECT cluster_matrix_agg(r, i, s) FROM (VALUES ('R1', 'I1', 40), ('R2', 'I1', 20), ('R1', 'I2', 30), ('R2', 'I2', 50)) AS v(r, i, s))", 'ellison_glaeser_simulated_result.industry' => "'I1'", 'every_year_merge.other' => 'every_year_accumulate(NULL, 2002, true)',
	'definition' => "(SELECT p FROM publications AS p WHERE publication = 'shown')", 'publication' => "'shown'", 'published' => "'mart.shown'", 'disclosure_audit.published' => "'audited'", 'relation' => "'kept'", 'attribute' => "'matrix'", 'part' => "'cells'", 'side' => 50,
	'publication_labels.side' => "'region'", 'publication_tau_argus_hierarchy.side' => "'region'", 'dataflow' => "'OFFICE:SHOWN(1.0)'", 'publication_period_end.period' => "'2018-Q1'", 'publication_tau_argus_cells.period' => "'2018'", 'value text' => "'a,b'",
	'risk' => '(1.0 / g)', 'risk_geometric_safety.u' => "'{0.2,0.5,0.9}'", 'relatedness_density.relatedness' => 'NULL',
	(map { ("$_.values" => "'{1,2,3}'") } qw(moran geary getis_ord local_moran local_getis_ord)),
	(map { ("neighbours_$_.p" => "(SELECT cluster_points_agg(n, n, 'R' || n) FROM generate_series(0, 5) AS n)") } qw(within nearest)));

# States of other measures than the two above, for the functions that take those.
my $indicators = join '', 'composite_accumulate(' x 3, 'NULL::composite_state', map { ", ARRAY[$_]::float8[])" } '1, 2', '2, 5', '4, 3';
my %state = ('inequality_accumulate.double precision,integer' => "'concentration_ratio'::inequality_state", 'inequality_accumulate.double precision,double precision' => "'hannah_kay'::inequality_state",
	'inequality_accumulate.double precision,double precision,double precision' => "'atkinson_weighted'::inequality_state",
	'ellison_glaeser_simulated_result.cluster_matrix,text,integer,bigint' => "inequality_accumulate(inequality_accumulate('plants'::inequality_state, 40), 20)",
	(map { ("composite_accumulate.$_" => 'NULL::composite_state') } 'double precision[]', join(',', ('double precision') x 3), join ',', ('double precision') x 4),
	'composite_power_mean_result.' => 'composite_accumulate(NULL, 0.5, 1, 2)', (map { ("${_}_weights_result." => $indicators) } qw(entropy critic pca)),
	'every_year_result.' => 'every_year_accumulate(every_year_accumulate(every_year_accumulate(NULL, 2001, true), 2002, true), 2003, true)', 'every_year_merge.bigint' => 'every_year_accumulate(NULL, 2001, true)');

# All that a user can call: { name, signature, kind, symbol, set, type, arguments, values, query }.
# Functions that take rows get sixty of them.
sub calls
{
	my ($database) = @_;
	my @calls;
	for (split /\n/, sql($database, <<'SQL'))
SELECT concat_ws('|', p.oid::regprocedure, proname, prokind, coalesce(aggkind, ' '), CASE WHEN probin IS NULL THEN '' ELSE prosrc END, proretset, format_type(prorettype, NULL), pg_get_function_arguments(p.oid),
	(SELECT string_agg(coalesce(proargnames[n], '') || ' ' || format_type(proargtypes[n - 1], NULL), ',' ORDER BY n) FROM generate_series(1, pronargs - pronargdefaults) n))
FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'cluster_ext' AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e'
JOIN pg_proc p ON p.oid = d.objid LEFT JOIN pg_aggregate a ON a.aggfnoid = p.oid
WHERE provolatile <> 'v' AND NOT prorettype = ANY ('{internal,trigger,cstring}'::regtype[]) AND NOT proargtypes::oid[] && '{internal,cstring}'::regtype[]::oid[]
ORDER BY proname COLLATE "C", p.oid::regprocedure::text COLLATE "C"
SQL
	{
		my ($signature, $name, $kind, $aggregate, $symbol, $set, $type, $arguments, $needed) = split /\|/;
		my @arguments = split /,/, $needed // '';
		my @types = map { s/^\S* //r } @arguments;
		my @values;
		for my $i (0 .. $#arguments)
		{
			my ($argument) = split / /, $arguments[$i];
			my $of_state = $state{ "$name." . join ',', @types[ 1 .. $#types ] } if $argument eq 'state';
			my $value = $of_state // $value{"$name.$arguments[$i]"} // $value{"$name.$argument"} // $value{ $arguments[$i] } // $value{$argument} // $value{ $types[$i] };
			die "nothing to give to $name: $arguments[$i]" unless defined $value;
			push @values, "$value\::$types[$i]";
		}
		push @values, "region_tree => 'tree'" if $arguments =~ /region_tree/;
		my $values = join ', ', @values;
		# The last argument of an ordered-set aggregate is its order.
		my $called = $aggregate eq 'o' ? "$name(" . join(', ', @values[ 0 .. $#values - 1 ]) . ") WITHIN GROUP (ORDER BY $values[-1])" : "$name($values)" . ($kind eq 'w' ? ' OVER (ORDER BY g)' : '');
		my $query = $kind eq 'f' ? "SELECT x.* FROM (SELECT 1 AS g) AS one, LATERAL $called AS x" : "SELECT $called AS x FROM generate_series(1, 60) AS g";
		push @calls, { name => $name, signature => $signature, kind => $kind, symbol => $symbol, set => $set, type => $type, arguments => $arguments, values => $values, query => $query };
	}
	return @calls;
}

1;
