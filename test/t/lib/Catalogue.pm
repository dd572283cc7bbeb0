package Catalogue;

# What an extension has put into a database, as sorted lines of text that two databases can be compared by.
use strict;
use warnings;
use Exporter 'import';
use ClusterTest;
use Test::More;

our @EXPORT = qw(catalogue same_catalogue);

# The lines as a query.  Everything that can differ between an installation and an update is in them.
sub catalogue_query
{
	return <<'SQL';
WITH member AS (SELECT d.classid, d.objid FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid WHERE e.extname = 'cluster_ext' AND d.deptype = 'e'),
relation AS (SELECT c.* FROM member m JOIN pg_class c ON m.classid = 'pg_class'::regclass AND m.objid = c.oid
	UNION ALL SELECT c.* FROM member m JOIN pg_type t ON m.classid = 'pg_type'::regclass AND m.objid = t.oid JOIN pg_class c ON c.oid = t.typrelid WHERE typtype = 'c' AND c.relkind = 'c'),
line(what, name, properties) AS (
SELECT 'member', pg_describe_object(classid, objid, 0), NULL FROM member
UNION ALL SELECT 'extension', extname::text, concat_ws(' | ', extrelocatable, (SELECT string_agg(concat_ws(' ', r::regclass, c), ', ' ORDER BY r::regclass::text COLLATE "C") FROM unnest(extconfig, extcondition) AS u(r, c))) FROM pg_extension WHERE extname = 'cluster_ext'
UNION ALL SELECT 'comment', pg_describe_object(m.classid, m.objid, objsubid), description FROM member m JOIN pg_description d ON d.classoid = m.classid AND d.objoid = m.objid
UNION ALL SELECT 'column comment', relname || ' ' || objsubid, description FROM relation r JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = r.oid
UNION ALL SELECT 'first rights', pg_describe_object(m.classid, m.objid, objsubid), p.initprivs::text FROM member m JOIN pg_init_privs p ON p.classoid = m.classid AND p.objoid = m.objid
UNION ALL SELECT 'function', p.oid::regprocedure::text, concat_ws(' | ', prokind, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), l.lanname, prosrc, probin, provolatile, proparallel, proisstrict, proretset,
		proleakproof, prosecdef, procost, prorows, prosupport::regproc, proconfig, proacl) FROM member m JOIN pg_proc p ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid JOIN pg_language l ON l.oid = prolang
UNION ALL SELECT 'aggregate', a.aggfnoid::regprocedure::text, concat_ws(' | ', aggkind, aggnumdirectargs, aggtransfn, aggfinalfn, aggcombinefn, aggserialfn, aggdeserialfn, aggmtransfn, aggminvtransfn, aggmfinalfn, aggfinalextra,
		aggfinalmodify, aggsortop::regoperator, aggtranstype::regtype, aggtransspace, agginitval) FROM member m JOIN pg_aggregate a ON m.classid = 'pg_proc'::regclass AND m.objid = a.aggfnoid
UNION ALL SELECT 'type', t.oid::regtype::text, concat_ws(' | ', typlen, typbyval, typtype, typcategory, typispreferred, typdelim, typinput, typoutput, typreceive, typsend, typmodin, typmodout, typanalyze, typalign, typstorage,
		typnotnull, typbasetype::regtype, typelem::regtype, typcollation::regcollation, typdefault, typacl) FROM member m JOIN pg_type t ON m.classid = 'pg_type'::regclass AND m.objid = t.oid
UNION ALL SELECT 'relation', relname, concat_ws(' | ', relkind, relpersistence, relrowsecurity, relreplident, reloptions, relacl, CASE WHEN relkind = 'v' THEN pg_get_viewdef(oid) END) FROM relation
UNION ALL SELECT 'column', relname || ' ' || attnum, concat_ws(' | ', attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, attstorage, attcollation::regcollation, attacl, pg_get_expr(adbin, adrelid))
	FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND attnum > 0 AND NOT attisdropped LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = attnum
UNION ALL SELECT 'constraint', relname || ' ' || conname, concat_ws(' | ', pg_get_constraintdef(c.oid), convalidated) FROM relation r JOIN pg_constraint c ON c.conrelid = r.oid
UNION ALL SELECT 'index', indexrelid::regclass::text, concat_ws(' | ', pg_get_indexdef(indexrelid), indisreplident) FROM relation r JOIN pg_index i ON i.indrelid = r.oid
UNION ALL SELECT 'trigger', relname || ' ' || tgname, concat_ws(' | ', pg_get_triggerdef(t.oid), tgenabled) FROM relation r JOIN pg_trigger t ON t.tgrelid = r.oid
UNION ALL SELECT 'rule', relname || ' ' || rulename, concat_ws(' | ', pg_get_ruledef(u.oid), ev_enabled) FROM relation r JOIN pg_rewrite u ON u.ev_class = r.oid
UNION ALL SELECT 'operator', o.oid::regoperator::text, concat_ws(' | ', oprkind, oprcanmerge, oprcanhash, oprresult::regtype, oprcom::regoperator, oprnegate::regoperator, oprcode, oprrest, oprjoin)
	FROM member m JOIN pg_operator o ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid
UNION ALL SELECT 'operator class', opcname || ' ' || opcmethod, concat_ws(' | ', opcintype::regtype, opcdefault, opckeytype::regtype) FROM member m JOIN pg_opclass o ON m.classid = 'pg_opclass'::regclass AND m.objid = o.oid
UNION ALL SELECT 'operator of a family', opfname || ' ' || opfmethod || ' ' || amopstrategy, concat_ws(' | ', amopopr::regoperator, amoppurpose) FROM member m JOIN pg_opfamily f ON m.classid = 'pg_opfamily'::regclass AND m.objid = f.oid JOIN pg_amop ON amopfamily = f.oid
UNION ALL SELECT 'function of a family', opfname || ' ' || opfmethod || ' ' || amprocnum, amproc::text FROM member m JOIN pg_opfamily f ON m.classid = 'pg_opfamily'::regclass AND m.objid = f.oid JOIN pg_amproc ON amprocfamily = f.oid
UNION ALL SELECT 'cast', castsource::regtype || ' to ' || casttarget::regtype, concat_ws(' | ', castfunc::regprocedure, castcontext, castmethod) FROM member m JOIN pg_cast c ON m.classid = 'pg_cast'::regclass AND m.objid = c.oid)
SELECT concat_ws(' | ', what, name, replace(properties, chr(10), ' ')) AS line FROM line ORDER BY what COLLATE "C", name COLLATE "C", properties COLLATE "C"
SQL
}

# The lines, with the rows that the extension ships in its tables.
sub catalogue
{
	my ($database, $before) = @_;
	my @shipped = split /\n/, sql($database, <<'SQL');
SELECT format('SELECT %L, count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text COLLATE "C")) FROM %s AS t%s', 'rows of ' || r::regclass, r::regclass,
	CASE WHEN EXISTS (SELECT FROM pg_attribute WHERE attrelid = r AND attname = 'model') THEN ' WHERE model LIKE ''standard%''' END)
FROM pg_extension, unnest(extconfig) AS r WHERE extname = 'cluster_ext' ORDER BY 1
SQL
	my $queries = join ";\n", catalogue_query(), @shipped;
	return split /\n/, sql($database, defined $before ? "BEGIN; $before;\n$queries; ROLLBACK" : $queries);
}

# Tests that a database has the lines that are expected; tells those that differ.
sub same_catalogue
{
	my ($database, $expected, $name) = @_;
	my (%lines, @differing);
	$lines{$_}++ for @$expected;
	$lines{$_}-- for catalogue($database);
	push @differing, ($lines{$_} > 0 ? 'lacks ' : 'has ') . $_ for grep { $lines{$_} } sort keys %lines;
	is(join("\n", @differing), '', $name);
}

1;
