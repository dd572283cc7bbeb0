# The report, opened in a real browser: of the demo's data, and of small registers with little or odd in them.
# Everything is drawn, nothing fetched, nothing on the console; the numbers are those that plain queries give.
use strict;
use warnings;
use utf8;
use Encode qw(encode_utf8);
use File::Temp qw(tempdir);
use JSON::PP;
use Test::More;

binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output, Test::More->builder->todo_output;
plan skip_all => 'the library of charts is in Debian from 12 on' unless -d '/usr/share/javascript/vega';
my $database = "cext_report_$$";
$ENV{PGDATABASE} = $database;
my $scratch = tempdir(CLEANUP => 1);
my $make = 'scripts/report.d';

sub run_ok
{
	my ($name, $command) = @_;
	ok(system('bash', '-o', 'pipefail', '-c', $command) == 0, $name) or BAIL_OUT("cannot go on without: $name");
}

sub slurp
{
	open my $file, '<:encoding(UTF-8)', $_[0] or die "$_[0]: $!";
	local $/;
	return <$file>;
}

sub spew
{
	open my $file, '>:encoding(UTF-8)', $_[0] or die "$_[0]: $!";
	print $file $_[1];
	return close $file;
}

sub query { my $answer = qx(psql -XAt -c "$_[0]"); utf8::decode($answer); chomp $answer; return $answer }

my $browser = (grep { -x } map { "$_/chromium" } split /:/, $ENV{PATH})[0];
ok($browser, 'a browser') or BAIL_OUT('chromium is missing');
my $flags = join ' ', qw(--headless --no-sandbox --disable-gpu --disable-quic --no-first-run
  --disable-background-networking --disable-component-update --disable-sync
  --virtual-time-budget=20000 --enable-logging=stderr), "--window-size=1000,1000", "--user-data-dir=$scratch/profile";

# A page as it is written and as the browser has it, and its data.
sub opened
{
	my ($name) = @_;
	system("HOME=$scratch $browser $flags --dump-dom file://$scratch/$name.html >$scratch/dom.html 2>$scratch/log");
	my $log = slurp("$scratch/log");
	unlike($log, qr{:CONSOLE}, "$name: nothing on the console") or diag(join "\n", grep { /:CONSOLE/ } split /\n/, $log);
	my $dom = slurp("$scratch/dom.html");
	like($dom, qr{data-ready="true"}, "$name: the charts were drawn");
	my $html = slurp("$scratch/$name.html");
	unlike($html, qr{(?:src|href)\s*=\s*["']?(?:https?:)?//}i, "$name: nothing to fetch from a network");
	my ($json) = $html =~ m{<script type="application/json" id="data">\s*(.*?)\s*</script>}s;
	my $text = $html =~ s{<(script|style|code).*?</\1>}{}gsr =~ s{<[^>]*>}{ }gr;
	unlike($text, qr/[{}]|<!--/, "$name: every part of the template is filled in");
	my @raw = grep { !/^(?:cluster_ext|own_report|us_atlas)$/ } $text =~ /\b([a-z]+_[a-z_]+)\b/g;
	is("@raw", '', "$name: no identifiers among the words");
	return ($html, $dom, decode_json(encode_utf8($json))->{data});
}

sub marks
{
	my ($dom, $class) = @_;
	my $count = 0;
	$count += () = $1 =~ /<(?:path|line) /g while $dom =~ m{<g class="mark-\w+ role-mark $class"[^>]*>(.*?)</g>}sg;
	return $count;
}

sub missing { return scalar(() = $_[0] =~ /<p class="missing">/g) }

# Both languages say the same things.
sub paths { my ($x, $path) = @_; return ref $x eq 'HASH' ? map { paths($x->{$_}, "$path/$_") } sort keys %$x : $path }
my %words = map { $_ => decode_json(encode_utf8(slurp("$make/words/$_.json"))) } qw(en zh);
is_deeply([ paths($words{zh}, '') ], [ paths($words{en}, '') ], 'English and Chinese words have the same keys');
my @sections = map { m{/\d+_(\w+)\.sql$} } glob("$make/sections/*.sql");
is_deeply([ sort grep { $_ ne 'facts' } @sections ], [ sort keys %{ $words{en}{sections} } ], 'every section has words');

# The demo ------------------------------------------------------------------

run_ok('database', "createdb -T template0 -E UTF8 --locale=C.UTF-8 $database");
run_ok('demo data', 'psql -Xq -v ON_ERROR_STOP=1 -f scripts/demo.d/load.sql');
run_ok('report', "scripts/demo.d/report en >$scratch/demo.html");
my ($html, $dom, $data) = opened('demo');
is(missing($html), 0, 'the demo fills every section');
is(scalar(() = $html =~ /<section id=/g), scalar(@sections), 'all sections are there');
is(scalar(() = $dom =~ /<svg /g), scalar(() = $html =~ /class="chart"/g), 'a picture in every chart');

my @clusters = @{ $data->{clusters} };
is((scalar grep { $_->{strong} } @clusters), query('SELECT count(*) FROM clusters WHERE firms >= 5 AND p_adjusted < 0.01 AND lq_lower > 1'), 'the clusters beyond chance are those of a plain query');
is(marks($dom, 'bubbles'), scalar @clusters, 'a bubble for each cluster');
is(marks($dom, 'cells'), 320, 'a square for each of 20 counties by 16 industries');
my ($featured) = $data->{map}[0]{industry};
is(marks($dom, 'shapes'), 4 * query('SELECT count(*) FROM counties'), 'each county on four maps');
is($featured, 'Textile Furnishings Mills', 'the first map is of the carpet mills');
my %shown = map { $_->{id} => $_->{lq} } grep { $_->{industry} eq $featured } @{ $data->{map} };
my %queried = map { split /\|/ } split /\n/, query(q(SELECT region, round(lq::numeric, 6) FROM clusters WHERE industry = '3141' AND firms > 0));
is_deeply([ sort keys %shown ], [ sort keys %queried ], 'the map has the counties with carpet mills');
is((scalar grep { abs($shown{$_} - $queried{$_}) > 1e-6 * (1 + $queried{$_}) } keys %queried), 0, '... and their quotients');
# Local clusters: the carpet mills, and what borders on them.
my %local = map { $_->{id} => $_ } grep { $_->{industry} eq $featured } @{ $data->{local} };
is("@{ $local{13313} }{qw(region quadrant)}", 'Whitfield high-high', 'carpet mills are high among high');
my %beside = map { split /\|/ } split /\n/, query(q(SELECT b.region, avg(coalesce(q.lq, 0)) FROM report.borders AS b LEFT JOIN report.quotients AS q ON q.region = b.neighbour AND q.industry = '3141' GROUP BY b.region));
is((scalar grep { abs($local{$_}{lag_lq} - $beside{$_}) > 1e-6 * (1 + $beside{$_}) } keys %local), 0, '... and neighbours have the mean of their quotients');
is((scalar grep { $_->{p_value} >= 0.05 || $_->{p_adjusted} < $_->{p_value} || ($_->{beyond} xor $_->{p_adjusted} < 0.05) } @{ $data->{local} }), 0, '... each with p below 0.05, and beyond chance by the adjusted one');
is((scalar grep { $_->{quadrant} ne ($_->{lq} > $_->{lag_lq} ? 'high-low' : 'low-high') } grep { $_->{quadrant} =~ /high-low|low-high/ } @{ $data->{local} }), 0, '... those that differ from their neighbours in the direction that is said');

# Distances: what firms are known by.
is(join(' ', map { scalar(() = $dom =~ /<g class="mark-\w+ role-mark $_"/g) } qw(seen_distances expected_distances local_bands global_bands)), '3 3 3 3', 'K-densities of three industries, with bands');
my ($carpets) = grep { $_->{industry} eq $featured } @{ $data->{distances} };
is("@{$carpets}{qw(firms places kind)}", query(q(SELECT count(*), count(DISTINCT (lat, lon)), 'localized' FROM firms WHERE left(naics6, 4) = '3141')) =~ tr/|/ /r, 'carpet mills stand close together');
is(scalar @{ $data->{distances} }, query(q(SELECT count(*) FROM (SELECT FROM firms WHERE naics6 <> '' GROUP BY left(naics6, 4) HAVING count(*) >= 10) AS large)), 'all industries of ten firms are tested');
is(marks($dom, 'points'), scalar @{ $data->{funnel} }, 'a point for each industry');
is(marks($dom, 'bars'), 20, 'a bar for each of twenty counties');
is(marks($dom, 'risks'), (scalar grep { defined $_->{risk} } @{ $data->{findings} }), 'a square for each indicator of risk that is known');
is(marks($dom, 'gaps'), (scalar grep { !defined $_->{risk} } @{ $data->{findings} }), 'a dot for each that is not');
is(marks($dom, 'areas'), scalar @{ $data->{tests} }, 'a mark for each back-test');
is(marks($dom, 'moves'), scalar @{ $data->{chance} }, 'a point for each branch of a state');
is(marks($dom, 'seen'), scalar @{ $data->{tenths} }, 'a bar for each tenth by score');
is(marks($dom, 'moved'), scalar @{ $data->{portfolio} }, 'a bubble for each industry that changed');
is(scalar(() = $dom =~ /<g class="mark-line role-mark curves"/g), 4, 'four Lorenz curves');
is(scalar(() = $dom =~ /aria-roledescription="title"/g), 12 + 3, 'twelve small multiples, and three');
cmp_ok((scalar grep { $_->{beyond} } @{ $data->{chance} }), '>', 10, 'some branches moved beyond chance');
my %said;
is((scalar grep { $said{ s/ On this indicator.*//r }++ } map { $_->{sentence} } @{ $data->{reasons} }), 0, '... each thing said once');
is((scalar grep { /: \d+$/ } map({ $_->{target} } @{ $data->{scores} }), map({ $_->{plan} } @{ $data->{plans} }), map({ $_->{cell} } @{ $data->{chance} })), 0, 'every label has its name');
like($html, qr{This is not a forecast and not a verdict on officials}, 'the riskiest target in words, with their caveat');
like($html, qr{No rule asks for more than this|Broaden}, 'what a government might do');
like($dom, qr{>Whitfield: Textile Furnishings Mills<}, 'the carpet cluster is labelled');
like($dom, qr{>Location quotient \(logarithmic}, 'the axis has a title');

# Points outside of the drawn band are those that the function calls surprising.
my %band = map { sprintf('%.6g', $_->{n}) => $_ } @{ $data->{chance_band} };
my ($phi, $a2) = split /\|/, query(q(SELECT phi, a2 FROM report.tests AS t JOIN state_panel AS a ON a.period = t.scored JOIN state_panel AS b ON b.period = t.scored + t.horizon, growth_surprise(a.matrix, b.matrix) LIMIT 1));
ok(abs($band{100}{high} - 1 - 1.96 * sqrt($phi / 100 + $a2)) < 1e-6, 'the band of a hundred plants');

my ($nodes, $links) = @{$data}{qw(nodes links)};
is(marks($dom, 'nodes') + marks($dom, 'own'), scalar @$nodes, 'a node for each industry');
is(marks($dom, 'links'), scalar @$links, 'a line for each link');
is(marks($dom, 'chances'), scalar @{ $data->{next} }, 'a point for each industry that the county lacks');
is(scalar(grep { !$_->{present} } @$nodes), scalar @{ $data->{next} }, 'what is not coloured there is here');
cmp_ok(scalar(grep { $_->{near_and_complex} } @{ $data->{next} }), '>', 4, 'some are near and complex');
my %group = map { $_->{id} => $_->{id} } @$nodes;
sub root { my ($i) = @_; $i = $group{$i} while $group{$i} ne $i; return $i }
$group{ root($_->{a}) } = root($_->{b}) for @$links;
is(scalar(grep { root($_) eq $_ } keys %group), 1, 'the links hold all industries together');

# What a table shows, and what its file would have.
for my $c (@clusters[ 0, 1, -1 ])
{
	my $row = join '', map { "<td[^>]*>" . quotemeta($_) . "</td>" } $c->{region}, $c->{industry} =~ s/&/&amp;/gr,
	  map { 1 while $_ =~ s/^(\d+)(\d{3})/$1,$2/; $_ } $c->{firms}, $c->{size}, sprintf('%.2f', $c->{lq});
	like($html, qr{$row}s, "table row of $c->{region}, $c->{industry}");
}
for my $table ($html =~ m{<details>(.*?)</details>}sg)
{
	my ($rows, $columns) = $table =~ /class="csv" data-rows="(\w+)" data-columns="([\w ]+)"/ or fail('a table without a file');
	my ($count) = $table =~ /<table data-rows="(\d+)"/;
	is($count, scalar @{ $data->{$rows} }, "$rows: the file has all rows");
	is((scalar grep { !exists $data->{$rows}[0]{$_} } split / /, $columns), 0, "$rows: and the columns of the table");
}

run_ok('once more', q(psql -Xq -c "SET client_min_messages = error" -c "DROP SCHEMA report CASCADE" -c "DELETE FROM policy_risk_setups WHERE setup = 'report'"));
run_ok('report in Chinese', "scripts/demo.d/report zh >$scratch/zh.html");
my ($chinese) = opened('zh');
like($chinese, qr{<html lang="zh-Hans">.*区位商.*这不是预测，也不是对官员的评判}s, 'Chinese words');

# One's own registers ---------------------------------------------------------

sub report_of
{
	my ($name, $csv, %with) = @_;
	my $own = "own_$name";
	my %told = (map({ $_ => '' } qw(url title map map_key region_digits industry_digits focus titles policies)), rows => 'auto', language => 'en', here => $make, scratch => $scratch,
		database => "${database}_own", what => $name, file => "$scratch/$name.csv");
	spew($told{file}, $csv);
	$told{$_} = $with{$_} for grep { exists $with{$_} } qw(language focus);
	for my $list (grep { $with{$_} } qw(titles policies map))
	{
		$told{$list} = "$scratch/$list.csv";
		spew($told{$list}, $with{$list});
	}
	local @ENV{ keys %told } = map { encode_utf8($_) } values %told;
	run_ok("$name: report", q(set -eu; source "$here/make.sh"; say() { :; }; die() { echo "error: $*" >&2; exit 1; }; exec 2>"$scratch/said"; read_lists; compute; mv "$scratch/report.html" "$scratch/) . qq($own.html"));
	is(decode_json(encode_utf8(slurp("$scratch/facts.json")))->{unit}, $with{unit}, "$name: sizes are $with{unit}");
	my @page = opened($own);
	run_ok("$name: away", "dropdb ${database}_own");
	return @page;
}

# A panel: twelve regions, ten industries, six years; every third industry at home in one region.
my $panel = "地区,industry code,jobs,year\n";
for my $year (2016 .. 2021) { for my $r (0 .. 11) { for my $i (0 .. 9) {
	$panel .= join(',', "区域$r", 100 + $i, 3 + ($r * 7 + $i * 5 + $_ * 11 + $year) % 23, $year) . "\n" for 1 .. (2 + ($r * 3 + $i * 5 + $year * ($i % 2)) % 4 + ($i % 3 == 0 && $r == $i ? 30 : 0));
} } }
my ($page, undef, $own) = report_of('panel', $panel, unit => 'jobs', language => 'zh', policies => "region,industry,start_year\n" . join('', map { "区域$_,10$_,2020\n" } 0 .. 8));
is(missing($page), 4, 'panel: three maps and the places of firms are missing, and nothing else');
is_deeply([ map { "$_->{region} $_->{industry}" } grep { $_->{strong} } sort { $a->{region} cmp $b->{region} } @{ $own->{clusters} } ], [ map { "区域$_ 10$_" } 0, 3, 6, 9 ], 'panel: the clusters that were planted are found');
is($own->{years}[0]{period} . ' ' . $own->{years}[-1]{period}, '2016 2021', 'panel: from the first year to the last');
cmp_ok(scalar @{ $own->{scores} }, '>', 5, 'panel: targets are scored');
is("@{ $own->{targets}[0] }{qw(listed active as_of)}", '9 9 2021', 'panel: all that are listed are in force in its last year');
my $this_year = (localtime)[5] + 1900;
(undef, undef, $own) = report_of('today', ($panel =~ s/,year\n/\n/r) =~ s/,20\d\d$//gmr, unit => 'jobs',
	policies => "region,industry,start_year,end_year\n" . join('', map { "区域$_,10$_," . ($this_year - 2 + $_) . ",\n" } 0 .. 4) . "区域5,105,2000,2001\n");
is("@{ $own->{targets}[0] }{qw(listed active as_of)}", "6 3 $this_year", 'today: without years it is of this one, when some have begun, some not, and one has ended');

my ($cells, undef, $table) = report_of('cells', "region,industry,revenue\n" . join('', map { my $r = $_; map { "R$r,$_," . (10 + ($r == $_ ? 90 : $r + $_)) . "\n" } 1 .. 6 } 1 .. 6), unit => 'size');
is($table->{facts}[0]{firms}, undef, 'cells: a table of totals is no list of firms');
like($cells, qr{This needs the number of firms in each cell}, 'cells: which the page says');
unlike($cells, qr{clusters beyond chance|single firms|Filled bubbles}, 'cells: and claims nothing that takes firms');

# Published tables: 31 is the sum of 311 to 313, and so on; numbers of firms are means of months.
my $levels = "region,industry,jobs,firms\n";
for my $r (1 .. 4) { for my $i (31 .. 33) {
	$levels .= "R$r,$i," . (3 * $r + 6) . ",3\n" . join('', map { "R$r,$i$_," . ($r + $_) . ",1\n" } 1 .. 3);
} }
my ($sums, undef, $level) = report_of('levels', $levels . "R5,311,7,0.4\nR5,312,0,0\n", unit => 'jobs');
is(join(' ', map { $_->{code} } @{ $level->{sums} }), '31 32 33', 'levels: sums of others are found');
like($sums, qr{so that much is counted twice: 31, 32, 33\.}, 'levels: and told');
is("@{$level->{facts}[0]}{qw(firms size)}", '73 331', 'levels: where there are jobs there is a firm');

# Titles: 11 is a region and an industry, and the list is of industries; two are called the same; a label holds a separator of lines.
my $called = "region,industry,jobs\n" . join('', map { my $r = $_; map { "$r,$_," . ($r == $_ ? 90 : 10) . "\n" } 11 .. 14 } 11, 41, 42) . "\x{2028}x\x{2028}y,11,5\n";
my ($titled, undef, $names) = report_of('titled', $called, unit => 'jobs', titles => "code,title\n11,Farming\n12,\"Mines, \"\"deep\"\" & <b>\"\n13,Same\n14,Same\n42,Nowhere\n", focus => 42);
my %seen = map { $_->{region} => 1 } @{ $names->{special} };
ok(!$seen{Farming}, 'titled: a title of industries is none of a region');
is_deeply([ sort map { $_->{industry} } @{ $names->{nodes} } ], [ 'Farming', 'Mines, "deep" & <b>', 'Same (13)', 'Same (14)' ], 'titled: industries, each by a name of its own');
is($names->{facts}[0]{focus}, 'Nowhere', 'titled: the region that was named');

# Eight by eight regions and an island.  Of industry X are half of the firms in three by three of them at a corner, of Y all others; quotients are
# 7.2 and 0, so that chance is that of urns: of the other 64 regions 8 have it.  All four neighbours of the middle of the nine have with a probability of
# 70 / 635,376, all three of its neighbours at the edge with 56 / 41,664, three of four with 3,206 / 635,376, both of the corner with 28 / 2,016: twice
# that is below 0.05; adjusted, times 64 / 1 for the first and 64 / 3 for the next two, only the first is.
my ($grid, @shapes) = "region,industry,lat,lon\n";
for my $r (0 .. 7) { for my $c (0 .. 7) {
	push @shapes, { type => 'Feature', id => "r${r}c$c", properties => {}, geometry => { type => 'Polygon', coordinates => [ [ [ $c, $r ], [ $c + 1, $r ], [ $c + 1, $r + 1 ], [ $c, $r + 1 ], [ $c, $r ] ] ] } };
	$grid .= sprintf("r%dc%d,%s,%.1f,%.1f\n", $r, $c, $r < 3 && $c < 3 && $_ < 5 ? 'X' : 'Y', $r + 0.5, $c + 0.5) for 0 .. 9;
} }
push @shapes, { type => 'Feature', id => 'island', properties => {}, geometry => { type => 'Polygon', coordinates => [ [ [ 20, 20 ], [ 21, 20 ], [ 21, 21 ], [ 20, 20 ] ] ] } };
my ($mapped, $drawn, $places) = report_of('grid', $grid . "island,Y,,\n" x 10, unit => 'firms', map => encode_json({ type => 'FeatureCollection', features => \@shapes }));
my %found = map { ("$_->{industry} $_->{id}" => $_) } @{ $places->{local} };
is(join(' ', map { /X (.*)/ ? $1 : () } sort keys %found), 'r0c0 r0c1 r1c0 r1c1 r1c2 r2c1', 'grid: local clusters are found where the urn has them');
is(join(', ', map { "$_ $found{$_}{quadrant}" } grep { $found{$_}{beyond} } sort keys %found), 'X r1c1 high-high, Y r1c1 low-low', 'grid: the middle beyond chance');
cmp_ok(abs($found{'X r1c1'}{p_value} / (2 * 70 / 635376) - 1), '<', 0.5, 'grid: with about the p of the urn') or diag $found{'X r1c1'}{p_value};
is(marks($drawn, 'shapes'), 2 * 65, 'grid: all regions on two maps');
my ($near) = grep { $_->{industry} eq 'X' } @{ $places->{distances} };
is("@{$near}{qw(firms places kind)} $places->{located}[0]{located_firms} $places->{located}[0]{moved}", '45 9 localized 640 0', 'grid: X stands close together; the island is nowhere');
like($mapped, qr{Not located, and missing only where distances are looked at: 10 without a longitude or a latitude\.}, 'grid: which is told');

# More places than are kept, a hundredth of a degree apart at the equator, 1.112 km: cells of 0.1 * 1.4^7 = 1.054 km are as many, those of 1.476 km are not.
my ($snapped, undef, $cells_of) = report_of('many', "region,industry,lat,lon\n" . join('', map { my $r = $_; map { sprintf("R%d,I%d,%.2f,%.2f\n", $r % 3, ($r * 7 + $_) % 20, $r / 100, 10 + $_ / 100) } 0 .. 200 } 0 .. 100), unit => 'firms');
is("@{ $cells_of->{located}[0] }{qw(located_firms located_places)}", '20,301 20,301', 'many: places');
cmp_ok($cells_of->{located}[0]{cells} =~ tr/,//dr, '<', 20000, 'many: are put together into cells');
ok($cells_of->{located}[0]{moved} > 0.1 && $cells_of->{located}[0]{moved} <= 1.05, 'many: no firm moves farther than half a diagonal') or diag $cells_of->{located}[0]{moved};
like($snapped, qr{Each firm was moved by at most \Q$cells_of->{located}[0]{moved}\E km}, 'many: which is told');

# Odd ones: what cannot be told is said, and the page is whole.
my %odd = (
	one => [ "region,industry,jobs\nA,1,5\n", 'jobs' ], region => [ "region,industry,jobs\nA,1,5\nA,2,7\nA,2,9\n", 'jobs' ],
	unsized => [ "region,industry\nA,1\nB,2\nA,1\nB,1\nC,2\n", 'firms' ], zero => [ "region,industry,jobs\nA,1,0\nB,1,0\n", 'jobs' ],
	marked => [ join("\n", 'region,industry,jobs', map({ qq{"<b>A</b> \$1 \\ ""x"" 'y' <!--<script>",</script>,$_\nB,C,$_} } 1 .. 12), 'B,</script>,1') . "\n", 'jobs' ]);
for my $name (sort keys %odd)
{
	my ($odd) = report_of($name, $odd{$name}[0], unit => $odd{$name}[1]);
	cmp_ok(missing($odd), '>=', 12, "$name: says what is missing");
	unlike($odd, qr{<b>A|<td>[^<]*</script>}, "$name: what labels hold is shown, not obeyed");
}
run_ok('clean up', "dropdb $database");
done_testing();
