# The extension is trusted: whoever owns a database installs it, and its script then
# runs with a superuser's rights in a schema that the owner, and perhaps others, have
# filled.  Here it is filled with traps: an operator for every name in the script and
# every two types in use, a function of every name with every type, types of the same
# names, functions that differ from those of the extension by one type.  Nothing of it
# may ever be looked up: by an installation, an update, a restore, a use.
use strict;
use warnings;
use lib 'test/t/lib';
use ClusterTest;
use File::Temp qw(tempdir);
use Test::More;

my $scratch = tempdir(CLEANUP => 1);
chmod 0755, $scratch;
my $owner = "cext_owner_$$";
my $other = "cext_other_$$";
sql('postgres', "CREATE ROLE $owner; CREATE ROLE $other");

# What the script names, and what the extension consists of.
my ($destination, $path) = split /\|/, sql('postgres', "SELECT coalesce(current_setting('extension_destdir', true), ''), coalesce(current_setting('extension_control_path', true), '')");
chomp(my $share = `pg_config --sharedir`);
my ($folder) = grep { -e "$_/cluster_ext.control" } map { "$_/extension" } "$destination$share", split(/:/, $path // ''), $share;	# the second from PostgreSQL 18 on
my $reference = create_db('reference');
my $version = sql($reference, "SELECT extversion FROM pg_extension WHERE extname = 'cluster_ext'");
open my $file, '<:encoding(UTF-8)', "$folder/cluster_ext--$version.sql" or die "$folder: $!";
my $script = do { local $/; <$file> };
my $own = sql($reference, <<'SQL');
SELECT proname, pg_get_function_identity_arguments(p.oid), (SELECT string_agg(format_type(t, NULL), ',') FROM unnest(proargtypes) t)
FROM pg_depend d JOIN pg_proc p ON p.oid = d.objid WHERE d.classid = 'pg_proc'::regclass AND d.deptype = 'e' AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cluster_ext')
SQL

my $traps = <<'SQL';
CREATE FUNCTION trap() RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped' USING ERRCODE = 'XXTRP'; END $$;
CREATE TABLE in_use (type text);
INSERT INTO in_use SELECT unnest('{boolean,smallint,integer,bigint,real,double precision,numeric,text,character varying,character,name,oid,regclass,jsonb,text[],double precision[],integer[]}'::text[]);
DO $do$
DECLARE script text := current_setting('cext.script'); schema text := current_setting('cext.schema'); o record; t text; own record; planted int := 0; body text;
BEGIN
	body := format(' LANGUAGE plpgsql AS $$ BEGIN PERFORM %I.trap(); RETURN NULL; END $$', schema);
	FOR o IN SELECT x.type AS a, y.type AS b FROM in_use x, in_use y LOOP
		EXECUTE format('CREATE FUNCTION %I.t(%s, %s) RETURNS boolean', schema, o.a, o.b) || body;
	END LOOP;
	FOR o IN SELECT DISTINCT oprname AS name, x.type AS a, y.type AS b FROM pg_operator, in_use x, in_use y WHERE oprkind = 'b' AND position(oprname IN script) > 0 AND oprname !~ '^[?#@&|]' LOOP
		EXECUTE format('CREATE OPERATOR %I.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = %I.t)', schema, o.name, o.a, o.b, schema);
		planted := planted + 1;
	END LOOP;
	FOR o IN SELECT DISTINCT proname AS name, a.type AS a, '' AS b FROM pg_proc, in_use a WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f' AND script ~ ('\m' || proname || '\(') LOOP
		EXECUTE format('CREATE FUNCTION %I.%I(%s) RETURNS double precision', schema, o.name, o.a) || body;
		EXECUTE format('CREATE FUNCTION %I.%I(%s, text DEFAULT NULL) RETURNS double precision', schema, o.name, o.a) || body;
		planted := planted + 2;
	END LOOP;
	-- Functions of the extension with one argument more, or with another type in one place.  (One without arguments that meets another which may go without is not unique: an error, no trap.)
	FOR own IN SELECT x[1] AS name, string_to_array(x[2], ',') AS types FROM regexp_split_to_table(current_setting('cext.own'), E'\n') AS line, string_to_array(line, '|') AS x WHERE line !~ 'cluster_matrix|cluster_points|inequality_state|composite_state|publications|internal|cstring|\|$' LOOP
		FOR i IN 0 .. array_length(own.types, 1) LOOP
			IF i = 0 THEN
				t := array_to_string(own.types || 'numeric DEFAULT 1'::text, ',');
			ELSE
				own.types[i] := CASE own.types[i] WHEN 'double precision' THEN 'integer' WHEN 'integer' THEN 'smallint' ELSE 'name' END;
				t := array_to_string(own.types, ',');
			END IF;
			BEGIN
				EXECUTE format('CREATE FUNCTION %I.%I(%s) RETURNS double precision', schema, own.name, t) || body;
				planted := planted + 1;
			EXCEPTION WHEN duplicate_function THEN NULL;
			END;
		END LOOP;
	END LOOP;
	FOREACH t IN ARRAY '{bool,int4,int8,float8,text,name,regclass,jsonb}'::text[] LOOP
		EXECUTE format('CREATE DOMAIN %I.%I AS pg_catalog.%I CHECK (%I.t(1, 1))', schema, t, t, schema);
		planted := planted + 1;
	END LOOP;
	PERFORM set_config('cext.planted', planted::text, false);
END $do$;
SELECT current_setting('cext.planted');
SQL

sub quoted { my ($text) = @_; $text =~ s/'/''/g; return "'$text'" }
(my $signatures = $own) =~ s/\|[^|\n]*\|/|/g;

# Fills a schema of a new database, whose owner is no superuser; who plants is the owner or somebody else.
sub trapped_db
{
	my ($name, $schema, $planter) = @_;
	my $db = create_db($name, bare => 1);
	sql($db, "ALTER DATABASE $db OWNER TO $owner; GRANT CREATE ON SCHEMA public TO PUBLIC");
	sql($db, "CREATE SCHEMA $schema AUTHORIZATION $owner; GRANT ALL ON SCHEMA $schema TO PUBLIC") if $schema ne 'public';
	my $planted = sql($db, "SET ROLE $planter; SET search_path = $schema; SET check_function_bodies = off; SET client_min_messages = warning;
		SELECT length(set_config('cext.schema', '$schema', false) || set_config('cext.script', @{[quoted($script)]}, false) || set_config('cext.own', @{[quoted($signatures)]}, false));\n$traps");
	cmp_ok((split /\n/, $planted)[-1], '>', 1000, "$name: traps are set");
	return $db;
}

# Nothing of the extension holds anything that was planted, and its owner has no more rights than before.
sub is_clean
{
	my ($db, $what) = @_;
	is(sql($db, <<"SQL"), '', "$what: nothing of the extension refers to a trap");
SET search_path = pg_catalog;
WITH member AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e' AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cluster_ext')),
part AS (SELECT * FROM member UNION SELECT 'pg_constraint'::regclass, oid FROM pg_constraint WHERE (SELECT count(*) FROM member WHERE classid = 'pg_class'::regclass AND objid = conrelid) > 0
	UNION SELECT 'pg_attrdef'::regclass, oid FROM pg_attrdef WHERE adrelid IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass)
	UNION SELECT 'pg_trigger'::regclass, oid FROM pg_trigger WHERE tgrelid IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass)
	UNION SELECT 'pg_rewrite'::regclass, oid FROM pg_rewrite WHERE ev_class IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass))
SELECT pg_describe_object(d.classid, d.objid, d.objsubid) || ' needs ' || pg_describe_object(d.refclassid, d.refobjid, 0)
FROM pg_depend d JOIN part p USING (classid, objid)
WHERE d.refclassid IN ('pg_operator'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass)
  AND (SELECT count(*) FROM member m WHERE m.classid = d.refclassid AND m.objid = d.refobjid) = 0
  AND NOT (d.refclassid = 'pg_type'::regclass AND (SELECT count(*) FROM member m JOIN pg_type t ON m.classid = d.refclassid AND t.oid = m.objid WHERE t.typarray = d.refobjid) > 0)
  AND NOT (d.refclassid = 'pg_type'::regclass AND (SELECT count(*) FROM member m JOIN pg_type t ON m.classid = 'pg_class'::regclass AND t.typrelid = m.objid WHERE t.oid = d.refobjid) > 0)
  AND d.refobjid >= 16384
SQL
	is(sql($db, "SELECT rolsuper FROM pg_roles WHERE rolname = '$owner'"), 'f', "$what: its owner is no superuser");
}

# Uses by somebody with all rights whose path finds the traps before anything else.
sub is_usable
{
	my ($db, $schema, $what) = @_;
	my ($status, $out, $err) = run_sql($db, <<"SQL");
CREATE TABLE public.panel_$$ AS SELECT pg_catalog.int4mi(2020, g) AS period, 'employment'::pg_catalog.text AS measure, (SELECT $schema.cluster_matrix_agg(pg_catalog.concat('R', pg_catalog.int4mod(k, 7)), pg_catalog.concat('I', pg_catalog.int4mod(k, 5)), k::pg_catalog.float8) FROM pg_catalog.generate_series(1, 200) AS k) AS matrix
FROM pg_catalog.generate_series(0, 5) AS g;
ALTER TABLE public.panel_$$ ADD other $schema.cluster_matrix;
UPDATE public.panel_$$ SET other = matrix;
CREATE TABLE public.titles_$$ AS SELECT 'R1' AS code, 'en' AS language, 'One' AS title;
CREATE TABLE public.shapes_$$ AS SELECT 'R1' AS region, pg_catalog.box(pg_catalog.point(0, 0), pg_catalog.point(1, 1)) AS geom;
CREATE TABLE public.policies_$$ AS SELECT pg_catalog.concat('R', g) AS region, 'I1' AS industry, 'county' AS admin_level, 2018 AS start_year, 900.5 AS target_value, 2025 AS target_year FROM pg_catalog.generate_series(1, 6) AS g;
CREATE TABLE public.map_$$ AS SELECT 'I1' AS policy_label, 'I1' AS industry, 1.0::pg_catalog.float8 AS share;
CREATE TABLE public.tree_$$ AS SELECT pg_catalog.concat('R', g) AS region, 'country' AS parent FROM pg_catalog.generate_series(1, 6) AS g;
SET search_path = $schema, public, pg_catalog;
SELECT $schema.policy_risk_copy_model('standard', 'mine');
INSERT INTO $schema.policy_risk_levels VALUES ('mine', 'county', 3, 300);
UPDATE $schema.policy_risk_models SET model = 'yours', exponent = 3, grade_a = 0.9 WHERE model OPERATOR(pg_catalog.=) 'mine';
UPDATE $schema.policy_risk_pillars SET pillar = 'fits' WHERE model OPERATOR(pg_catalog.=) 'yours' AND pillar OPERATOR(pg_catalog.=) 'fit';
SELECT pg_catalog.count(*) FROM $schema.policy_risk_catalog;
SELECT pg_catalog.count(*) FROM $schema.policy_risk_explain('public.panel_$$', 'public.policies_$$', 2020, model => 'yours', industry_map => 'public.map_$$', region_tree => 'public.tree_$$');
SELECT pg_catalog.count(*) FROM $schema.policy_risk_unmapped('public.panel_$$', 'public.policies_$$', 2020, industry_map => 'public.map_$$');
SELECT pg_catalog.count(*) FROM $schema.policy_portfolio_risk('public.panel_$$', 'public.policies_$$', 2020);
SELECT pg_catalog.count(*) FROM $schema.policy_backtest('public.panel_$$', 'public.policies_$$', ARRAY[2016]);
SELECT $schema.publish('shown', 'public.panel_$$', 'mart', region_titles => 'public.titles_$$', measures => '{other}', regions => 'public.shapes_$$');
CALL $schema.refresh_publication(publication => 'shown');
CALL $schema.refresh_publications();
SELECT pg_catalog.count(*) FROM $schema.publication_csv(published => 'mart.shown');
SELECT pg_catalog.count(*) FROM $schema.publication_sdmx_csv(published => 'mart.shown', dataflow => 'A:B(1.0)');
SELECT pg_catalog.count(*) FROM pg_catalog.unnest('{tab,rda,region,industry}'::pg_catalog.text[]) AS f, $schema.publication_tau_argus(publication => 'shown', file => f);
SELECT $schema.unpublish(publication => 'shown');
SQL
	is($status, 0, "$what: all of it works where traps come first in the path") or diag($err);
}

for my $case ([ 's', $owner ], [ 's', $other ], [ 'public', $other ])
{
	my ($schema, $planter) = @$case;
	my $what = "schema $schema filled by " . ($planter eq $owner ? 'the owner' : 'somebody else');
	my $db = trapped_db("install_${schema}_" . ($planter eq $owner ? 'own' : 'foreign'), $schema, $planter);
	my ($status, $out, $err) = run_sql($db, "SET ROLE $owner; CREATE EXTENSION cluster_ext SCHEMA $schema");
	is($status, 0, "$what: installed") or diag($err);
	is_clean($db, $what);
	next if $planter ne $owner;

	# Dump and restore with the traps in place.
	sql($db, "SELECT $schema.policy_risk_copy_model('standard', 'kept')");
	my $models = "SELECT md5(string_agg(m::pg_catalog.text, ' ' ORDER BY m::pg_catalog.text)) FROM $schema.policy_risk_cuts AS m";
	my $before = sql($db, $models);
	my $copy = create_db('restored', bare => 1);
	sql($copy, "ALTER DATABASE $copy OWNER TO $owner");
	is(system('pg_dump', '-Fc', '-f', "$scratch/dump", $db), 0, "$what: dumped");
	is(system('pg_restore', '--exit-on-error', '-d', $copy, "$scratch/dump"), 0, "$what: restored");
	is(sql($copy, $models), $before, "$what: models are restored");
	is_clean($copy, "$what, restored");
	is_usable($db, $schema, $what);
}

# An update runs as the script of an installation does: here that very script updates an empty extension.
SKIP:
{
	skip 'the folder of extensions cannot be written to', 5 unless -w $folder;
	my @stand_in = ("$folder/cluster_ext--0.0.0.sql", "$folder/cluster_ext--0.0.0--$version.sql");
	open my $empty, '>', $stand_in[0] or die;
	close $empty;
	open my $update, '>:encoding(UTF-8)', $stand_in[1] or die;
	print $update $script;
	close $update;
	my $db = trapped_db('update', 's', $owner);
	my ($status, $out, $err) = run_sql($db, "SET ROLE $owner; CREATE EXTENSION cluster_ext SCHEMA s VERSION '0.0.0'; ALTER EXTENSION cluster_ext UPDATE");
	unlink @stand_in;
	is($status, 0, 'updated') or diag($err);
	is_clean($db, 'updated');
}
# So do the updates themselves.
for my $release (split /\n/, sql($reference, "SELECT source FROM pg_extension_update_paths('cluster_ext') WHERE target = '$version' AND path IS NOT NULL"))
{
	my $db = trapped_db('update_' . ($release =~ tr/./_/r), 's', $owner);
	my ($status, $out, $err) = run_sql($db, "SET ROLE $owner; CREATE EXTENSION cluster_ext SCHEMA s VERSION '$release'; ALTER EXTENSION cluster_ext UPDATE");
	is($status, 0, "updated from $release") or diag($err);
	is_clean($db, "updated from $release");
	is_usable($db, 's', "updated from $release");
}
like($_, qr{\A(?:\s|/\*.*?\*/|\\echo[^\n]*\n)*SET LOCAL search_path = pg_catalog, pg_temp;\n}s, 'a script of the extension begins with a path of its own')
  for map { open my $f, '<', $_ or die; local $/; <$f> } glob "$folder/cluster_ext--*.sql";

# What the owner may do with tables that a superuser owns.
my $rights = create_db('rights', bare => 1);
sql($rights, "ALTER DATABASE $rights OWNER TO $owner; SET ROLE $owner; CREATE EXTENSION cluster_ext");
is(sql($rights, <<"SQL"), 'DELETE,INSERT,SELECT,UPDATE|8', 'the owner may edit rows of all eight tables, and nothing else');
SELECT privileges, count(*) FROM (SELECT table_name, string_agg(privilege_type, ',' ORDER BY privilege_type) AS privileges FROM information_schema.role_table_grants
	WHERE grantee = '$owner' AND table_name LIKE 'policy_risk_%' GROUP BY table_name) t GROUP BY privileges
SQL
my $function = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.model := ''standard''; RETURN NEW; END'";
for my $attack (
	[ "$function; CREATE TRIGGER a BEFORE INSERT ON policy_risk_cuts FOR EACH ROW EXECUTE FUNCTION f()", '42501', 'a trigger' ],
	[ "CREATE RULE a AS ON INSERT TO policy_risk_cuts DO ALSO SELECT 1", '42501', 'a rule' ],
	[ "CREATE TABLE child () INHERITS (policy_risk_cuts)", '42501', 'a child table' ],
	[ "CREATE TABLE child (LIKE policy_risk_cuts); ALTER TABLE child INHERIT policy_risk_cuts", '42501', 'a child table by and by' ],
	[ "CREATE TABLE child (model text REFERENCES policy_risk_models)", '42501', 'a foreign key' ],
	[ "ALTER TABLE policy_risk_cuts DISABLE TRIGGER ALL", '42501', 'triggers switched off' ],
	[ "SET session_replication_role = replica", '42501', 'the role of a replica' ],
	[ "TRUNCATE policy_risk_phrases", '42501', 'an emptied table' ],
	[ "CREATE POLICY p ON policy_risk_cuts", '42501', 'a policy' ],
	[ "INSERT INTO policy_risk_models (model, description) VALUES ('standard', '') ON CONFLICT (model) DO UPDATE SET exponent = 1", '55000', 'ON CONFLICT' ],
	[ "INSERT INTO policy_risk_pillars (model, pillar, ordinal) VALUES ('standard', 'fit', 1) ON CONFLICT (model, pillar) DO UPDATE SET model = 'mine'", '55000', 'ON CONFLICT by another name' ],
	[ "WITH x AS (DELETE FROM policy_risk_cuts WHERE model = 'standard' RETURNING *) INSERT INTO policy_risk_cuts SELECT * FROM x", '55000', 'out and in again' ],
	[ "CREATE VIEW v AS SELECT * FROM policy_risk_cuts; UPDATE v SET weight = 9", '55000', 'a view' ],
	[ "COPY policy_risk_pillars (model, pillar, ordinal) FROM stdin;\nstandard9\tx\t1\n\\.\n", '55000', 'COPY' ],
	[ "CREATE TRIGGER a AFTER INSERT ON policies FOR EACH STATEMENT EXECUTE FUNCTION policy_risk_keep_shipped()", '42501', 'its trigger elsewhere', 'CREATE TEMP TABLE policies (model text)' ])
{
	my ($statement, $code, $what, $first) = @$attack;
	is(sql_fails($rights, "BEGIN; SET ROLE $owner; " . ($first ? "$first; " : '') . $statement)->{sqlstate}, $code, "not by $what");
}
# A trigger of a superuser that comes later in the alphabet than the guard does not get round it either.
is(sql_fails($rights, "BEGIN; $function; CREATE TRIGGER zz BEFORE INSERT ON policy_risk_levels FOR EACH ROW EXECUTE FUNCTION f(); SET ROLE $owner; INSERT INTO policy_risk_levels VALUES ('mine', 'county', 3, 300)")->{sqlstate},
	'55000', 'not by another trigger that changes the row');
is(sql($rights, "SELECT count(*) FROM policy_risk_cuts; SELECT count(*) FROM policy_risk_phrases"), sql($reference, "SELECT count(*) FROM policy_risk_cuts; SELECT count(*) FROM policy_risk_phrases"), 'shipped rows are all there');

# Models are for everybody to read, and that is said; who wants otherwise revokes it.
sql($rights, "SET ROLE $owner; SELECT policy_risk_copy_model('standard', 'confidential')");
is(sql($rights, "SET ROLE $other; SELECT count(*) FROM policy_risk_models WHERE model = 'confidential'; SELECT score IS NULL FROM policy_risk_score('{}', '{}', 'confidential')"), "1\nt", 'everybody reads and uses every model');
is(sql_fails($rights, "SET ROLE $other; SELECT policy_risk_copy_model('standard', 'x')")->{sqlstate}, '42501', 'and not everybody makes one');
sql($rights, "REVOKE SELECT ON policy_risk_models FROM PUBLIC");
is(sql_fails($rights, "SET ROLE $other; SELECT policy_risk_score('{}', '{}', 'confidential')")->{sqlstate}, '42501', 'unless the right is revoked');

drop_dbs();
sql('postgres', "DROP ROLE $owner; DROP ROLE $other");
done_testing();
