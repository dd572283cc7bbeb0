# The documents as a site: links lead somewhere, every function has its anchor and is
# found by the search, nothing comes from another host, no page is wider than its window.
use strict;
use warnings;
use lib 'test/t/lib';
use ClusterTest;
use File::Temp qw(tempdir);
use JSON::PP;
use Test::More;

my $theme = qx(dpkg-query -W -f '\${Version}' mkdocs-material 2>/dev/null);
plan skip_all => "the site is made for mkdocs-material 8, this Debian has '$theme'" unless $theme =~ /^8\./;

my $scratch = tempdir(CLEANUP => 1);
my $site = "$scratch/site";
is(system("scripts/site --output $site >$scratch/said 2>&1"), 0, 'the site is made') or BAIL_OUT(slurp("$scratch/said"));

sub slurp
{
	open my $file, '<:encoding(UTF-8)', $_[0] or die "$_[0]: $!";
	local $/;
	return <$file>;
}

sub none { my ($what, @found) = @_; is(join("\n", @found), '', $what) }

my @files = map { chomp; $_ } qx(cd $site && find * -type f | sort);
my %page = map { $_ => slurp("$site/$_") =~ s{(<script[^>]*>).*?</script>}{$1}gsr } grep { /\.html$/ } @files;
cmp_ok(scalar keys %page, '>', 12, 'pages');

# Links -------------------------------------------------------------------

my (%anchor, @broken, @foreign);
for my $name (keys %page) { $anchor{$name}{$_} = 1 for $page{$name} =~ /\sid="([^"]+)"/g }
sub target
{
	my ($from, $link) = @_;
	my ($path, $anchor) = $link =~ /^([^#?]*)(?:\?[^#]*)?(?:#(.*))?$/;
	my @steps = split m{/}, $from;
	$steps[-1] = $path if $path ne '';
	$path = join '/', @steps;
	1 while $path =~ s{(?:^|(?<=/))(?!\.\.)[^/]+/\.\./|(?<![^/])\./}{};
	return ($path, $anchor);
}
for my $name (sort keys %page)
{
	for my $link ($page{$name} =~ /\s(?:href|src)="([^"]*)"/g)
	{
		next if $link =~ /^(?:https?:|mailto:|data:)/;
		my ($path, $anchor) = target($name, $link);
		push @broken, "$name: $link" unless -f "$site/$path" && (!defined $anchor || $anchor eq '' || $anchor{$path}{$anchor});
	}
	push @foreign, "$name: $_" for $page{$name} =~ m{<(?!a\s)\w+\s[^>]*(?:src|href|srcset|data|action)="(?:https?:)?//[^"]*}g;
	push @foreign, "$name: a mermaid, whose script is elsewhere" if $page{$name} =~ /class="mermaid/;
}
none('links and anchors lead somewhere', @broken);
ok($page{'index.html'} =~ /href="reference\.html#policy-risk"/, 'documents link to each other');
for my $name (grep { /\.(?:css|html|svg)$/ } @files)
{
	push @foreign, "$name: $_" for slurp("$site/$name") =~ m{(?:url\(\s*["']?|\@import\s+["']?)(?:https?:)?//[^)"']*}g;
}
none('nothing comes from another host', @foreign);
none('pictures are small', grep { -s "$site/$_" > 150_000 } grep { m{^pictures/} } @files);

# Functions ---------------------------------------------------------------

my @functions = split /\n/, sql(create_db('site'), <<'SQL');
SELECT DISTINCT proname FROM pg_proc p JOIN pg_depend d ON d.objid = p.oid AND d.classid = 'pg_proc'::regclass
JOIN pg_extension e ON d.refobjid = e.oid AND d.refclassid = 'pg_extension'::regclass WHERE extname = 'cluster_ext' AND deptype = 'e' ORDER BY 1
SQL
my $index = decode_json(Encode::encode_utf8(slurp("$site/search/search_index.json")));
my %indexed = map { $_->{location} => 1 } @{ $index->{docs} };
cmp_ok(scalar @functions, '>', 150, 'functions in the catalogue');
none('every function has its anchor', grep { !$anchor{'reference.html'}{$_} } @functions);
none('and one only', grep { (() = $page{'reference.html'} =~ /\sid="$_"/g) > 1 } @functions);
none('every function is in the index of the search', grep { !$indexed{"reference.html#$_"} } @functions);
none('every function is on the page that lists them', grep { $page{'functions.html'} !~ /"reference\.html#$_"/ } @functions);
drop_dbs();

# In a browser ------------------------------------------------------------

# A page beside the site looks at it through a frame and tells a server what it saw.
my $json = JSON::PP->new->canonical;
my $pages = $json->encode([ sort keys %page ]);
my @sought = qw(gini location_quotients regions industries sum cells theil policy_risk_scores composite_mean zombie_icr zombie_fn topsis);
my $sought = $json->encode(\@sought);
open my $probe, '>', "$site/probe.html" or die;
print $probe <<"HTML";
<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,"><iframe width="1200" height="800"></iframe>
<script>
const frame = document.querySelector('iframe'), result = {wide: [], blank: [], found: {}, top: {}};
const wait = ms => new Promise(resolve => setTimeout(resolve, ms));
const open = url => new Promise(resolve => { frame.onload = resolve; frame.src = url; });
async function until(look, tries = 600) { for (let i = 0; i < tries; i++) { const seen = look(); if (seen) return seen; await wait(50); } return null; }
async function look(page) {
  await open(page);
  for (const width of [390, 768, 1200]) {
    frame.width = width;
    await wait(50);
    const whole = frame.contentDocument.documentElement;
    // what moves, such as the search field, comes to rest
    if (!await until(() => whole.scrollWidth <= whole.clientWidth, 20)) result.wide.push(page + ' at ' + width);
  }
  for (const image of frame.contentDocument.images) if (!image.naturalWidth) result.blank.push(page + ': ' + image.src);
}
async function search(name) {
  const field = frame.contentDocument.querySelector('input[name=query]');
  field.focus();
  field.value = name;
  field.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true}));
  const link = await until(() => [...frame.contentDocument.querySelectorAll('.md-search-result__link')].find(a => a.hash === '#' + name));
  result.found[name] = link ? link.getAttribute('href') : 'nothing';
}
async function follow(name) {
  frame.contentWindow.sessionStorage.clear();
  await open('about:blank');
  await open(result.found[name]);
  const place = () => frame.contentDocument.getElementById(name).getBoundingClientRect().top;
  result.top[name] = await until(() => place() >= 0 && place() < 400, 100) ? 'in sight' : place();
}
(async () => {
  for (const page of $pages) await look(page);
  await open('index.html');
  for (const name of $sought) await search(name);
  for (const name of $sought.slice(0, 3)) await follow(name);
})().catch(error => { result.error = String(error); }).finally(() => fetch('/', {method: 'POST', body: JSON.stringify(result)}));
</script>
HTML
close $probe;
open my $program, '>', "$scratch/server.py" or die;
print $program <<'PYTHON';
import http.server, os, sys
class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_): pass
    def do_POST(self):
        sys.stdout.buffer.write(self.rfile.read(int(self.headers['Content-Length'])))
        sys.stdout.flush()
        os._exit(0)
server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
PYTHON
close $program;

my $browser = (grep { -x } map { "$_/chromium" } split /:/, $ENV{PATH})[0];
ok($browser, 'a browser') or BAIL_OUT('chromium is missing');
my @browser = ($browser, qw(--headless --no-sandbox --disable-gpu --disable-quic --no-first-run
	--disable-background-networking --disable-component-update --disable-sync --enable-logging=stderr),
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1');
$ENV{HOME} = $scratch;
my $server = open(my $answer, '-|', "cd $site && exec python3 $scratch/server.py") or die;
chomp(my $port = <$answer>);
my $visitor = fork() // die "fork: $!";
if ($visitor == 0)
{
	open STDOUT, '>', '/dev/null' or die;
	open STDERR, '>', "$scratch/log" or die;
	exec(@browser, "--user-data-dir=$scratch/profile", '--remote-debugging-port=0', "http://127.0.0.1:$port/probe.html") or die;
}
local $SIG{ALRM} = sub { kill 'TERM', $server, $visitor };
alarm 300;
my $told = do { local $/; <$answer> };
alarm 0;
kill 'TERM', $visitor;
waitpid $visitor, 0;
my $saw = eval { decode_json($told) } // { error => 'the browser said nothing' };
is($saw->{error}, undef, 'the browser came to the end') or diag(slurp("$scratch/log"));
none('no page is wider than its window', @{ $saw->{wide} // ['?'] });
none('every picture is drawn', @{ $saw->{blank} // ['?'] });
like($saw->{found}{$_}, qr{reference\.html(?:\?[^#]*)?#$_$}, "the search finds $_") for @sought;
is($saw->{top}{$_}, 'in sight', "and its result leads to $_") for @sought[ 0 .. 2 ];

# The same from a disk.
my $dom = do
{
	open my $page, '-|', 'sh', '-c', 'exec "$@" 2>>"$0"', "$scratch/log", @browser, "--user-data-dir=$scratch/disk", '--virtual-time-budget=20000', '--dump-dom',
	  "file://$site/index.html?q=gini" or die;
	local $/;
	<$page>;
};
like($dom, qr{href="[^"]*/reference\.html[^"#]*#gini"}, 'the search works without a server');
none('nothing on the console', grep { /:CONSOLE/ } split /\n/, slurp("$scratch/log"));
done_testing();
