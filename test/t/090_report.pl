# The demo's report, opened in a real browser: everything drawn, nothing fetched,
# no error on the console, the tables beside the pictures tell the same.
use strict;
use warnings;
use File::Temp qw(tempdir);
use JSON::PP;
use Test::More;

plan skip_all => 'the library of charts is in Debian from 12 on' unless -d '/usr/share/javascript/vega';
my $database = "cext_report_$$";
$ENV{PGDATABASE} = $database;
my $scratch = tempdir(CLEANUP => 1);

sub run_ok
{
	my ($name, $command) = @_;
	ok(system($command) == 0, $name) or BAIL_OUT("cannot go on without: $name");
}

sub slurp
{
	open my $file, '<:encoding(UTF-8)', $_[0] or die "$_[0]: $!";
	local $/;
	return <$file>;
}

run_ok('database', "createdb -T template0 -E UTF8 --locale=C.UTF-8 $database");
run_ok('demo data', "psql -Xq -v ON_ERROR_STOP=1 -f scripts/demo.d/load.sql");
run_ok('report', "scripts/demo.d/report >$scratch/report.html");

my $html = slurp("$scratch/report.html");
unlike($html, qr{(?:src|href)\s*=\s*["']?(?:https?:)?//}i, 'nothing to fetch from a network');
unlike($html, qr{<!-- (?:data|library|charts|table)}, 'every part of the template is filled in');
my ($json) = $html =~ m{<script type="application/json" id="data">\s*(.*?)\s*</script>}s;
my $data = decode_json(Encode::encode_utf8($json));
cmp_ok(scalar @{ $data->{bubbles} }, '>', 40, 'dozens of clusters');
cmp_ok(scalar @{ $data->{heat} }, '>=', 200, 'a heat map of counties by industries');

my $browser = (grep { -x } map { "$_/chromium" } split /:/, $ENV{PATH})[0];
ok($browser, 'a browser') or BAIL_OUT('chromium is missing');
my $flags = join ' ', qw(--headless --no-sandbox --disable-gpu --disable-quic --no-first-run
  --disable-background-networking --disable-component-update --disable-sync
  --virtual-time-budget=20000 --enable-logging=stderr), "--user-data-dir=$scratch/profile";
system("HOME=$scratch $browser $flags --dump-dom file://$scratch/report.html >$scratch/dom.html 2>$scratch/log");
my $dom = slurp("$scratch/dom.html");
my $log = slurp("$scratch/log");
unlike($log, qr{:CONSOLE}, 'nothing on the console')
  or diag(join "\n", grep { /:CONSOLE/ } split /\n/, $log);
like($dom, qr{data-ready="true"}, 'the charts were drawn');

sub marks
{
	my ($class) = @_;
	my ($group) = $dom =~ m{<g class="$class"[^>]*>(.*?)</g>}s;
	return () = ($group // '') =~ /<(?:path|line) /g;
}
is(marks('mark-symbol role-mark bubbles'), scalar @{ $data->{bubbles} }, 'a bubble for each cluster');
is(marks('mark-rect role-mark cells'), scalar @{ $data->{heat} }, 'a square for each pair');
is(marks('mark-symbol role-mark points'), scalar @{ $data->{funnel} }, 'a point for each industry');
is(marks('mark-rect role-mark bars'), scalar @{ $data->{special} }, 'a bar for each county');
is(marks('mark-rect role-mark risks'), (scalar grep { defined $_->{risk} } @{ $data->{risk} }), 'a square for each indicator of risk that is known');
is(marks('mark-symbol role-mark gaps'), (scalar grep { !defined $_->{risk} } @{ $data->{risk} }), 'a dot for each that is not');
is(marks('mark-symbol role-mark areas'), scalar @{ $data->{backtest} }, 'a mark for each back-test');
is(marks('mark-symbol role-mark moves'), scalar @{ $data->{moves} }, 'a point for each branch of a state');
is(marks('mark-rect role-mark seen'), scalar @{ $data->{tenths} }, 'a bar for each tenth by score');
cmp_ok((scalar grep { $_->{beyond} } @{ $data->{moves} }), '>', 10, 'some branches moved beyond chance');
like($html, qr{by the chance of few plants alone|by chance alone|of so few plants}, 'what to expect of one branch, in words');
like($html, qr{This is not a forecast and not a verdict on officials}, 'the riskiest target in words, with their caveat');
is(scalar(() = $dom =~ /<g class="mark-line role-mark curves"/g), 4, 'four Lorenz curves');
my ($nodes, $links) = @{ $data->{space} }{qw(nodes links)};
is(marks('mark-symbol role-mark nodes') + marks('mark-symbol role-mark own'), scalar @$nodes, 'a node for each industry');
is(marks('mark-symbol role-mark own'), (scalar grep { $_->{present} || $_->{next} } @$nodes), 'those of the county and those near to it stand out');
is(marks('mark-rule role-mark links'), scalar @$links, 'a line for each link');
is(marks('mark-symbol role-mark chances'), scalar @{ $data->{strategy} }, 'a point for each industry that the county lacks');
is(scalar(grep { !$_->{present} } @$nodes), scalar @{ $data->{strategy} }, 'what is not coloured there is here');
cmp_ok(scalar(grep { $_->{near_and_complex} } @{ $data->{strategy} }), '>', 4, 'some are near and complex');
like($dom, qr{>Textile Furnishings Mills<}, 'the carpet mills are labelled among the industries');

# The links hold all industries together.
my %group = map { $_->{industry} => $_->{industry} } @$nodes;
sub root { my ($i) = @_; $i = $group{$i} while $group{$i} ne $i; return $i }
$group{ root($_->{a}) } = root($_->{b}) for @$links;
is(scalar(grep { root($_) eq $_ } keys %group), 1, 'one network');
like($dom, qr{>Whitfield: Textile Furnishings Mills<}, 'the carpet cluster is labelled');
like($dom, qr{>Location quotient \(logarithmic}, 'the axis has a title');

# The tables are made by psql, the pictures from JSON: same numbers?
for my $b (@{ $data->{bubbles} }[0, 1, -1])
{
	my $row = join '\s*', map { "<td[^>]*>" . quotemeta($_) . "</td>" }
	  $b->{county}, $b->{title} =~ s/&/&amp;/gr, $b->{firms}, $b->{jobs}, sprintf('%.1f', $b->{lq});
	like($html, qr{$row}s, "table row of $b->{county}, $b->{title}");
}

run_ok('clean up', "dropdb $database");
done_testing();
