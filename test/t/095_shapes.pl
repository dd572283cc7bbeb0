# The shapes of a map for the report: which of them, at what points, which way round, in
# what projection; and a plain word for every file that is none.  Maps and what becomes
# of them are written by hand; what Georgia must be is the Census Bureau's.
use strict;
use warnings;
use Encode ();
use File::Temp qw(tempdir);
use IO::Compress::Gzip qw(gzip);
use JSON::PP;
use List::Util qw(max min sum);
use Math::Trig qw(pi);
use Test::More;

my $scratch = tempdir(CLEANUP => 1);
my $json = JSON::PP->new->utf8->canonical->allow_nonref;

sub spew
{
	my ($name, $bytes) = @_;
	open my $file, '>:raw', "$scratch/$name" or die "$name: $!";
	print $file $bytes;
	close $file or die "$name: $!";
	return "$scratch/$name";
}

sub slurp
{
	open my $file, '<:raw', $_[0] or die "$_[0]: $!";
	local $/;
	return <$file>;
}

# What it wrote, what it said, how it ended.
sub shapes
{
	my ($map, $regions, @options) = @_;
	push @options, '--regions', spew('regions', join '', map { "$_\n" } @$regions) if $regions;
	my $command = join ' ', map { "'$_'" } 'scripts/report.d/shapes.py', $map, @options;
	my $text = qx($command 2>$scratch/said);
	return ($? == 0 ? $json->decode($text) : $text, slurp("$scratch/said") =~ s{\Q$scratch\E/}{}gr, $? >> 8);
}

sub feature { my ($id, $coordinates, %properties) = @_; return { type => 'Feature', id => $id, properties => \%properties, geometry => { type => 'Polygon', coordinates => $coordinates } } }
sub collection { return spew('map.geojson', $json->encode({ type => 'FeatureCollection', features => [@_] })) }
sub box { my ($w, $s, $e, $n) = @_; return [ [ $w, $s ], [ $e, $s ], [ $e, $n ], [ $w, $n ], [ $w, $s ] ] }

# A ring from its smallest point on, without the one that closes it.
sub ring
{
	my @points = map { join ' ', map { 0 + $_ } @$_ } @{ $_[0] };
	is($points[0], $points[-1], 'a ring is closed');
	pop @points;
	my ($first) = sort { $points[$a] cmp $points[$b] } 0 .. $#points;
	return join ', ', @points[ $first .. $#points, 0 .. $first - 1 ];
}

sub rings { my ($feature) = @_; return map { ring($_) } map { @$_ } $feature->{geometry}{type} eq 'Polygon' ? $feature->{geometry}{coordinates} : @{ $feature->{geometry}{coordinates} } }

# Winding, and what is left of points ----------------------------------------

# d3-geo fills what is to the right of a ring: outer ones clockwise, holes the other way.
my @counter = ([ 10, 0 ], [ 11, 0 ], [ 11, 1 ], [ 10, 1 ], [ 10, 0 ]);
my @hole = ([ 10.2, 0.2 ], [ 10.4, 0.2 ], [ 10.4, 0.4 ], [ 10.2, 0.4 ], [ 10.2, 0.2 ]);
my $clockwise = '10 0, 10 1, 11 1, 11 0';
my $against = qr/^10\.2 0\.2, .*10\.4 0\.2, 10\.4 0\.4, .*10\.2 0\.4$/;
for my $case ([ 'as RFC 7946 has it', [@counter], [ reverse @hole ] ], [ 'the other way', [ reverse @counter ], [@hole] ], [ 'both alike', [@counter], [@hole] ])
{
	my ($got) = shapes(collection(feature('a', [ $case->[1], $case->[2] ])), ['a']);
	my ($outer, $inner) = rings($got->{features}[0]);
	like($outer, qr/^10 0, 10 1, .*11 1, 11 0/, "clockwise: $case->[0]");
	like($inner, $against, "the hole against it: $case->[0]");
}

# B has a corner in the middle of A's side, C does not share it: A keeps it, since B would.
my $small = collection(
	feature('A', [ [ [ 0, 0 ], [ 0, 0.5 ], [ 0, 1 ], [ 0.5, 1 ], [ 1, 1 ], [ 1, 0.5 ], [ 1, 0.25 ], [ 1, 0 ], [ 0, 0 ], [ 0, 0 ] ] ]),
	feature('B', [ [ [ 1, 0 ], [ 1, 0.25 ], [ 1, 0.5 ], [ 2, 0.5 ], [ 2, 0 ], [ 1, 0 ] ] ]),
	feature('C', [ [ [ 1, 0.5 ], [ 1, 1 ], [ 2, 1 ], [ 2, 0.5 ], [ 1, 0.5 ] ] ]));
my ($got, $said) = shapes($small, [qw(A B C)]);
my %ring = map { $_->{id} => (rings($_))[0] } @{ $got->{features} };
unlike($ring{A}, qr/(?:^|, )(?:0 0\.5|1 0\.25)(?:,|$)/, 'points on a straight side go on both sides');
like($ring{$_}, qr/(?:^|, )1 0\.5(?:,|$)/, "the corner of others stays in $_") for qw(A B C);
is($said, "map key: id (guessed; --map-key PROPERTY)\nmap: 3 of 3 regions have a shape\n", 'what it says of a map that fits');

# What two regions share before, they share after: all sides of a crooked border, at any scale.
srand 7;
for my $scale (0.01, 1, 20, 1000000)
{
	my @border = map { [ 2 * $scale + ($_ % 3 ? 0.1 : 0.37) * $scale * rand, $_ * $scale / 40 ] } 0 .. 80;
	my ($both) = shapes(collection(feature('left', [ [ [ 0, 0 ], @border, [ 0, 2 * $scale ], [ 0, 0 ] ] ]), feature('right', [ [ [ 4 * $scale, 0 ], [ 4 * $scale, 2 * $scale ], reverse(@border), [ 4 * $scale, 0 ] ] ])), [qw(left right)]);
	my (%side, %count);
	for my $feature (@{ $both->{features} })
	{
		my @points = @{ $feature->{geometry}{coordinates}[0] };
		for (1 .. $#points)
		{
			my ($from, $to) = map { join ' ', @$_ } @points[ $_ - 1, $_ ];
			next if $points[$_][1] == $points[ $_ - 1 ][1] || $points[$_][0] == $points[ $_ - 1 ][0] && $points[$_][0] =~ /^(?:0|\Q@{[ 4 * $scale ]}\E)$/;
			$side{ $feature->{id} }{ join ' - ', sort $from, $to } = 1;
			$count{ $feature->{id} }++;
		}
	}
	cmp_ok($count{left}, '>', 40, "a border of many sides, at $scale");
	is_deeply($side{left}, $side{right}, '... is the same on both sides');
}

# Of a side along a parallel d3-geo would make a great circle, which is farther north in the
# middle: atan(tan 50 / cos 10) is 50.434 degrees.  So it has points on its way.
($got) = shapes(collection(feature('a', [ box(0, 40, 20, 50) ])), ['a']);
my @north = sort { $a <=> $b } map { $_->[0] } grep { $_->[1] == 50 } @{ $got->{features}[0]{geometry}{coordinates}[0] };
cmp_ok(max(map { $north[$_] - $north[ $_ - 1 ] } 1 .. $#north), '<', 2, 'a long side along a parallel has points on its way');
is((rings($got->{features}[0]))[0] =~ s/(?:^|, )(?!20 )[^,]*//gr, ', 20 50, 20 40', 'one along a meridian needs none');

# A region smaller than a pixel can still be seen, its small islands need not be.
my $tiny = feature('tiny', [ box(5, 5, 5.00001, 5.00001) ]);
my $islands = { type => 'Feature', id => 'islands', properties => {}, geometry => { type => 'MultiPolygon', coordinates => [ [ box(0, 0, 10, 10) ], [ box(12, 5, 12.00001, 5.00001) ] ] } };
($got) = shapes(collection($tiny, $islands), [qw(tiny islands)]);
my @square = @{ $got->{features}[0]{geometry}{coordinates}[0] };
my ($wide, $high) = map { my $axis = $_; max(map { $_->[$axis] } @square) - min(map { $_->[$axis] } @square) } 0, 1;
cmp_ok($wide, '>=', 12 / 4800, "a tiny region has a width") and cmp_ok($high, '>=', 12 / 4800, '... and a height');
ok(abs($square[0][0] - 5) < 0.1 && abs($square[0][1] - 5) < 0.1, '... at its place');
is($got->{features}[1]{geometry}{type}, 'Polygon', 'a tiny island goes');

# Projections ----------------------------------------------------------------

# Albers has its parallels a sixth of the latitudes away from their ends.
($got) = shapes(collection(feature('a', [ box(10, 40, 20, 52) ])), ['a']);
is_deeply($got->{projection}, { type => 'conicEqualArea', rotate => [ -15, 0 ], parallels => [ 42, 50 ] }, 'a country');
($got) = shapes(collection(feature('a', [ box(166, -47, 178, -35) ]), feature('b', [ box(-178, -44, -176, -43) ])), [qw(a b)]);
is($got->{projection}{rotate}[0], -175, 'one on both sides of the antimeridian has its middle there');
($got) = shapes(collection(feature('a', [ [ [ 178, -20 ], [ -178, -20 ], [ -178, -16 ], [ 178, -16 ], [ 178, -20 ] ] ])), ['a']);
cmp_ok(abs($got->{projection}{rotate}[0]), '==', 180, 'so has a ring that crosses it');
my @crossing = map { [ $_->[0] < 0 ? $_->[0] + 360 : $_->[0], $_->[1] ] } @{ $got->{features}[0]{geometry}{coordinates}[0] };
is(sum(map { $crossing[ $_ - 1 ][0] * $crossing[$_][1] - $crossing[$_][0] * $crossing[ $_ - 1 ][1] } 1 .. $#crossing) / 2, -16, 'which is clockwise, and as large as it was: 4 by 4 degrees');
is((grep { abs($_->[0]) > 180 } @{ $got->{features}[0]{geometry}{coordinates}[0] }), 0, 'no longitude beyond 180');
($got) = shapes(collection(feature('a', [ box(-100, -40, -60, 50) ]), feature('b', [ box(60, -40, 140, 60) ])), [qw(a b)]);
is($got->{projection}{type}, 'equalEarth', 'the world');
# Around the south pole: eastwards has the pole to the right.
my @coast = map { [ $_, -70 ] } map { 20 * $_ } reverse -9 .. 9;
for my $ring ([ [ -180, -90 ], [ 180, -90 ], @coast, [ -180, -90 ] ], [ reverse [ -180, -90 ], [ 180, -90 ], @coast, [ -180, -90 ] ], [@coast])
{
	($got) = shapes(collection(feature('a', [$ring])), ['a']);
	my @east = map { $_->[0] } grep { $_->[1] == -70 && abs $_->[0] < 170 } @{ $got->{features}[0]{geometry}{coordinates}[0] };
	ok($east[0] != max(@east) && $east[1] > $east[0], 'a land around a pole is not the rest of the Earth');
}

# In metres: drawn as it is, its north up.
my $metres = feature('a', [ box(500000, 4649776, 501000, 4650776) ]);
($got, $said) = shapes(collection($metres), ['a']);
is_deeply($got->{projection}, { type => 'identity', reflectY => JSON::PP::true }, 'metres are drawn as they are');
is((rings($got->{features}[0]))[0], '500000 4649776, 500000 4650776, 501000 4650776, 501000 4649776', 'without points in between');
like($said, qr/^map: the coordinates are projected already$/m, 'it says so');
for my $case ([ 'urn:ogc:def:crs:EPSG::31467', 'identity' ], [ 'EPSG:3857', 'identity' ], [ 'urn:ogc:def:crs:EPSG:6.9:4326', 'conicEqualArea' ], [ 'urn:ogc:def:crs:OGC:1.3:CRS84', 'conicEqualArea' ])
{
	my $map = { type => 'FeatureCollection', crs => { type => 'name', properties => { name => $case->[0] } }, features => [ feature('a', [ box(1, 2, 3, 4) ]) ] };
	($got) = shapes(spew('map.geojson', $json->encode($map)), ['a']);
	is($got->{projection}{type}, $case->[1], "coordinates of $case->[0]");
}

# TopoJSON -------------------------------------------------------------------

# Two squares beside each other: A's arcs are 0 and 1, B's are 2 and 0 backwards.
my $topology = { type => 'Topology', transform => { scale => [ 0.5, 0.25 ], translate => [ 10, 20 ] },
	arcs => [ [ [ 2, 0 ], [ 0, 4 ] ], [ [ 2, 4 ], [ -2, 0 ], [ 0, -4 ], [ 2, 0 ] ], [ [ 2, 0 ], [ 2, 0 ], [ 0, 4 ], [ -2, 0 ] ] ],
	objects => {
		land => { type => 'Polygon', id => 'all', arcs => [ [ 1, 2 ] ] },
		squares => { type => 'GeometryCollection', geometries => [
			{ type => 'Polygon', id => 1, properties => { NAME => 'Ä', code => 'x1' }, arcs => [ [ 0, 1 ] ] },
			{ type => 'MultiPolygon', id => 2, properties => { NAME => 'B', code => 'x2' }, arcs => [ [ [ 2, -1 ] ] ] } ] } } };
($got, $said) = shapes(spew('map.topojson', $json->encode($topology)), [qw(02 01)]);
is(join(' ', map { $_->{id} } @{ $got->{features} }), '02 01', 'numbers match labels with zeros before them; in the order of the labels');
like((rings($got->{features}[1]))[0], qr/^10 20, 10 21, (?:[\d.]+ 21, )*11 21, 11 20/, 'arcs are decoded');
like((rings($got->{features}[0]))[0], qr/^11 20, 11 21, (?:[\d.]+ 21, )*12 21, 12 20/, '... and turned');
is_deeply($got->{features}[0]{properties}, { name => 'B' }, 'of the properties the name is left');
my $zipped;
gzip(\slurp("$scratch/map.topojson"), \$zipped);
is_deeply((shapes(spew('map.topojson.gz', $zipped), [qw(02 01)]))[0], $got, 'gz');
{
	local $topology->{arcs} = [ [ [ 11, 20 ], [ 11, 21 ] ], [ [ 11, 21 ], [ 10, 21 ], [ 10, 20 ], [ 11, 20 ] ], [ [ 11, 20 ], [ 12, 20 ], [ 12, 21 ], [ 11, 21 ] ] ];
	delete local $topology->{transform};
	is_deeply((shapes(spew('map.topojson', $json->encode($topology)), [qw(02 01)]))[0], $got, 'without a transform');
}
($got) = shapes(spew('map.topojson', $json->encode($topology)), ['all']);
is_deeply([ map { $_->{id} } @{ $got->{features} } ], ['all'], 'the object that has the regions');
like((shapes("$scratch/map.topojson", ['all'], '--object', 'squares'))[1], qr/^error: map\.topojson: no region of the data is a value of any property; there are: id \(1, 2\); .*code \(x1, x2\).*; the data have all$/m, 'or the one that was asked for');
like((shapes("$scratch/map.topojson", ['all'], '--object', 'sea'))[1], qr/^error: map\.topojson: there is no object sea; there are: (?:land, squares|squares, land)$/m, '... which there must be');

# Coordinates of a screen, as TopoJSON has them after a projection, count downwards.
$topology->{transform}{scale} = [ 100, 100 ];
is_deeply((shapes(spew('map.topojson', $json->encode($topology)), ['1']))[0]{projection}, { type => 'identity', reflectY => JSON::PP::false }, 'coordinates of a screen');

# Keys -----------------------------------------------------------------------

my @regions = map { feature(100 + $_, [ box($_, 0, $_ + 1, 1) ], GEOID => "0100$_", County => "Kr\x{e9}is $_", state => '01') } 1 .. 3;
my $regions = collection(@regions);
for my $case (
	[ [qw(01001 01003)], 'GEOID', '2 of 2 regions have a shape' ],
	[ [ ' 101 ', '102', '0103' ], 'id', '3 of 3 regions have a shape' ],
	[ [qw(1001 1002 9 8 7 6)], 'GEOID', '2 of 6 regions have a shape; without one: 9, 8, 7 and 1 more' ],
	[ [ 'KREIS 1', 'kreis 3' ], 'County', '2 of 2 regions have a shape' ],
	[ [ 'Kreis 1', 'kreis 3', 'Atlantis' ], 'County', '2 of 3 regions have a shape; without one: Atlantis' ],
	[ ["Kre\xcc\x81is 2"], 'County', '1 of 1 regions have a shape' ])
{
	my ($features, $told) = shapes($regions, $case->[0]);
	like($told, qr/^map key: $case->[1] \(guessed; --map-key PROPERTY\)\nmap: \Q$case->[2]\E$/m, "$case->[1] is guessed for @{ $case->[0] }");
	is($features->{features}[0]{id}, Encode::decode('UTF-8', $case->[0][0]), 'the id is the label');
}
like((shapes($regions, [ 'KREIS 1', 'kreis 3' ]))[1], qr/^map: regions are compared without case and accents$/m, 'what was overlooked is told');
($got, $said) = shapes($regions, ['01'], '--key', 'state');
is($got->{features}[0]{geometry}{type}, 'MultiPolygon', 'shapes of one region are put together');
is($said, "map: 1 of 1 regions have a shape\nmap: 1 regions are made of several shapes: 01\n", 'it says so, and nothing of a guess');
is((shapes($regions, ['01'], '--key', 'GEOID'))[2], 1, 'a key that matches none is refused');
is(scalar @{ (shapes($regions, undef, '--key', 'GEOID'))[0]{features} }, 3, 'without regions all of them');
like((shapes($regions, ['x'], '--key', 'GEOID10'))[1], qr/^error: map\.geojson: no shape has a property GEOID10; there are: id \(101, 102, 103\); .*GEOID \(01001, 01002, 01003\)/m, 'a key that is not there');
unlike(slurp("$scratch/said"), qr/guessed/, '... is no guess');
($got, $said) = shapes(collection(@regions, { type => 'Feature', id => 7, properties => {}, geometry => undef }, { type => 'Feature', id => 8, properties => {}, geometry => { type => 'Point', coordinates => [ 1, 1 ] } }), [qw(101 7)]);
is($said, "map: no polygons, left out: null (1), Point (1)\nmap key: id (guessed; --map-key PROPERTY)\nmap: 1 of 2 regions have a shape; without one: 7\n", 'what has no polygon is left out, and told');
($got) = shapes(collection(feature('a', [ box(0, 0, 1, 1) ], name => '</script>')), ['a']);
is($got->{features}[0]{properties}{name}, '</script>', 'a name that ends a script');
unlike(qx(scripts/report.d/shapes.py $scratch/map.geojson 2>&1), qr{</script}, '... does not');

# Borders --------------------------------------------------------------------

# Pairs that share one, each once; regions without one stand beside themselves.
sub borders
{
	my ($map, $regions, @options) = @_;
	my (undef, $told) = shapes($map, $regions, '--borders', "$scratch/borders", @options);
	my %rows = map { $_ => 1 } split /\r\n/, slurp("$scratch/borders");
	is(join(' ', grep { !$rows{ join ',', reverse split /,/ } } sort keys %rows), '', 'a border has two sides');
	return (join(' ', grep { my ($a, $b) = split /,/; $a le $b } sort keys %rows), $told);
}

# a b on c d, which touch across the middle in a corner; e beside them, f far away.
my %cell = (a => [ 0, 1, 1, 2 ], b => [ 1, 1, 2, 2 ], c => [ 0, 0, 1, 1 ], d => [ 1, 0, 2, 1 ]);
my @squares = map { feature($_, [ box(@{ $cell{$_} }) ]) } sort keys %cell;
my ($found, $told) = borders(collection(@squares), [qw(a b c d)]);
is($found, 'a,b a,c b,d c,d', 'squares of a grid: sides are borders, a corner is none');
unlike($told, qr/border/, '... and nothing to tell');
($found, $told) = borders(collection(@squares, feature('f', [ box(5, 5, 6, 6) ]), feature('e', [ box(2, 2, 3, 3) ])), [qw(a b c d e f)]);
is($found, 'a,b a,c b,d c,d e,e f,f', 'an island, and one that touches in a corner, have none');
like($told, qr/^map: 2 of 6 regions share no border with another: f, e$/m, '... which is told');
($found) = borders(collection(feature('hole', [ box(0, 0, 3, 3), [ reverse @{ box(1, 1, 2, 2) } ] ]), feature('in it', [ box(1, 1, 2, 2) ])), undef);
is($found, 'hole,in it', 'what fills a hole');
($found) = borders(collection(feature('a', [ box(170, 0, 180, 1) ]), feature('b', [ box(-180, 0, -170, 1.00000000001) ])), undef);
is($found, 'a,b', 'across the antimeridian, and a hair apart');
($found) = borders(collection($squares[0], { type => 'Feature', id => 'bd', properties => {}, geometry => { type => 'GeometryCollection', geometries => [ map { $_->{geometry} } @squares[ 1, 3 ] ] } }, $squares[2]), [qw(a bd c)]);
is($found, 'a,bd a,c bd,c', 'of several polygons');
shapes(collection(map { feature(@$_) } [ 1, [ box(0, 0, 1, 1) ], state => '01' ], [ 2, [ box(1, 0, 2, 1) ], state => '01' ], [ 3, [ box(2, 0, 3, 1) ], state => 'x, "y"' ]), undef, '--key', 'state', '--borders', "$scratch/borders");
is(slurp("$scratch/borders"), qq(01,"x, ""y"""\r\n"x, ""y""",01\r\n), 'of regions that are made of several shapes, and have odd names');

# The same grid as arcs, from the middle northwards, southwards, eastwards and westwards; then the outside of each square. -1 - n is n backwards.
my %arcs = (a => [ -1 - 3, 0, 4 ], b => [ -1, 2, 5 ], c => [ 3, 7, -1 - 1 ], d => [ -1 - 2, 1, 6 ]);
my $grid = { type => 'Topology', arcs => [ [ [ 1, 1 ], [ 1, 2 ] ], [ [ 1, 1 ], [ 1, 0 ] ], [ [ 1, 1 ], [ 2, 1 ] ], [ [ 1, 1 ], [ 0, 1 ] ],
		[ [ 1, 2 ], [ 0, 2 ], [ 0, 1 ] ], [ [ 2, 1 ], [ 2, 2 ], [ 1, 2 ] ], [ [ 1, 0 ], [ 2, 0 ], [ 2, 1 ] ], [ [ 0, 1 ], [ 0, 0 ], [ 1, 0 ] ] ],
	objects => { squares => { type => 'GeometryCollection', geometries => [ map { { type => $_ eq 'd' ? 'MultiPolygon' : 'Polygon', id => $_, arcs => $_ eq 'd' ? [ [ $arcs{$_} ] ] : [ $arcs{$_} ] } } sort keys %arcs ] } } };
is((borders(spew('grid.topojson', $json->encode($grid)), undef))[0], 'a,b a,c b,d c,d', 'the grid as a TopoJSON');
is((borders("$scratch/grid.topojson", [qw(a d)]))[0], 'a,a d,d', 'what is between regions of the data and is none of them is no border');
like((shapes("$scratch/grid.topojson", undef, '--borders', "$scratch/no/where"))[1], qr/^error: grid\.topojson: the borders cannot be written to \S+: No such file or directory$/m, 'borders that cannot be written');

# Files that are none --------------------------------------------------------

my $good = $json->encode({ type => 'FeatureCollection', features => [ feature('a', [ box(0, 0, 1, 1) ]) ] });
my $number = 0;
sub refused
{
	my ($bytes, $reason) = @_;
	my $name = 'bad' . ++$number . '.geojson';
	my ($out, $told, $status) = shapes(spew($name, $bytes), ['a']);
	like($told, qr/^error: \Q$name\E: $reason/m, "refused: $reason");
	unlike($told, qr/Traceback/, '... without a traceback');
	is("$status$out", '1', '... and nothing is written');
}
sub coordinates { return $json->encode(feature('a', $_[0])) }
refused('', 'the file is empty');
refused(" \n", 'the file is empty');
refused("{\n \"type\": FeatureCollection}", 'not JSON: .*, line 2, column 10$');
refused(substr($good, 0, -9), 'not JSON: .*, line 1, column \d+$');
refused('<html>', 'not JSON: .*, line 1, column 1$');
refused("{\"a\": \"\xff\"}", 'not JSON: .* at byte 8 is no UTF-8$');
refused('[' x 200000, '(?:nested too deeply|not JSON)');
refused("PK\x03\x04", 'this is a zip archive: unpack it$');
refused("\0\0\x27\x0a\0", 'this is a shapefile: convert it first, ogr2ogr');
refused('[1, 2]', 'JSON, but no map');
refused('"FeatureCollection"', 'JSON, but no map');
refused('{"type": "Feature"}', 'there are no polygons in it, only null \(1\)$');
refused('{"type": "FeatureCollection"}', 'a FeatureCollection without a list of features$');
refused('{"type": "FeatureCollection", "features": []}', 'there are no features in it$');
refused('{"type": "FeatureCollection", "features": [7]}', 'a FeatureCollection without a list of features$');
refused('{"type": "GeometryCollection", "geometries": [{"type": "LineString", "coordinates": [[0, 0], [1, 1]]}, {"type": "Point", "coordinates": [0, 0]}]}', 'there are no polygons in it, only LineString \(1\), Point \(1\)$');
refused('{"type": "Topology", "objects": {}, "arcs": []}', 'there are no features in it$');
refused('{"type": "Topology", "objects": {}}', 'a TopoJSON without arcs$');
refused('{"type": "Topology", "transform": {"scale": [1]}, "objects": {}, "arcs": []}', 'a TopoJSON whose transform has no scale and translate$');
refused('{"type": "Topology", "objects": {"x": {"type": "Polygon", "id": "a", "arcs": [[0, -3]]}}, "arcs": [[[0, 0], [1, 1]], [[1, 1], [0, 0]]]}', 'region a: arc -3 is not among the 2 that there are$');
refused('{"type": "Topology", "objects": {"x": {"type": "Polygon", "id": "a", "arcs": 5}}, "arcs": []}', 'region a: what should be a polygon is none$');
refused(coordinates([ [ [ 0, 0 ], [ 1, '1' ], [ 1, 0 ] ] ]), 'region a: coordinates that are no numbers$');
refused(coordinates([ [ [ 0, 0 ], [ 1, JSON::PP::true ], [ 1, 0 ] ] ]), 'region a: coordinates that are no numbers$');
refused(coordinates([ [ [ 0, 0 ], [1], [ 1, 0 ] ] ]), 'region a: coordinates that are no pairs of numbers$');
refused(coordinates([ [ 0, 0 ], [ 1, 1 ] ]), 'region a: coordinates that are no pairs of numbers$');
refused(coordinates(5), 'region a: ');
refused(coordinates([]), 'the polygons of all regions are empty$');
refused($good =~ s/\[0,1\]/[0,$_]/r, 'region a: coordinates that are not finite$') for 'NaN', 'Infinity', '1e999';
refused(substr($zipped, 0, -20), 'the gz file is cut off$');
refused(substr($zipped, 0, 40) . 'x' x 20 . substr($zipped, 60), 'the gz file is damaged: ');
like((shapes("$scratch/nowhere.geojson", ['a']))[1], qr/^error: nowhere\.geojson: No such file or directory$/, 'a file that is not there');
like((shapes($scratch, ['a']))[1], qr/^error: \S+: Is a directory$/, 'a directory');
like((shapes($regions, undef, '--regions', "$scratch/nowhere"))[1], qr/^error: nowhere: No such file or directory$/, 'regions that are not there');
like((shapes($regions, ["\xff"]))[1], qr/^error: regions: byte 1 is no UTF-8$/, 'regions of another encoding');
is((shapes($regions, ['101'], '--nonsense'))[2], 2, 'an unknown option is wrong usage');
is(system('scripts/report.d/shapes.py >/dev/null 2>&1') >> 8, 2, 'no map, too');
SKIP: {
	skip 'no /dev/full', 1 unless -w '/dev/full';
	is(qx(scripts/report.d/shapes.py $regions 2>&1 >/dev/full | grep error), "error: cannot write the shapes: No space left on device\n", 'a full disk');
}

# Georgia --------------------------------------------------------------------

# Land and water of its 159 counties in square metres, the sum of ALAND and AWATER in the
# Census Bureau's 2019_Gaz_counties_national.txt; on a sphere of the area of the Earth.
my ($area, $radius) = (149484604230 + 4420380296, 6371007.2);
my @counties = map { (split /,/)[1] } split /\n/, qx(gzip -dc test/data/firms_georgia.csv.gz | tail -n +2);
my %county = map { $_ => 1 } @counties;
($got, $said) = shapes('test/data/counties_georgia.topojson.gz', [ sort keys %county ]);
is(scalar @{ $got->{features} }, scalar keys %county, 'every county of the firms has a shape');
like($said, qr/^map key: id \(guessed/, '... by its id');
# The Census Bureau's county_adjacency.txt has 431 pairs of them; 15 of these meet in a corner at most.
is(scalar(split / /, (borders('test/data/counties_georgia.topojson.gz', undef))[0]), 416, 'the counties have 416 borders');
($got) = shapes('test/data/counties_georgia.topojson.gz', undef);
is(scalar @{ $got->{features} }, 159, 'Georgia has 159 counties');
is($got->{projection}{type}, 'conicEqualArea', 'on a projection that keeps areas');

# The area below a side is its width times the mean sine of the latitude.
my $sphere = 0;
for my $points (map { @$_ } map { $_->{geometry}{type} eq 'Polygon' ? $_->{geometry}{coordinates} : @{ $_->{geometry}{coordinates} } } @{ $got->{features} })
{
	$sphere += ($points->[$_][0] - $points->[ $_ - 1 ][0]) * pi / 180 * (sin($points->[$_][1] * pi / 180) + sin($points->[ $_ - 1 ][1] * pi / 180)) / 2 for 1 .. $#$points;
}
cmp_ok(abs($sphere * $radius**2 / $area - 1), '<', 0.01, 'as large as they are: all clockwise, none twice') or diag($sphere * $radius**2);

my %state = map { (split /,/)[1] => 1 } split /\n/, qx(gzip -dc test/data/cbp_states.csv.gz | tail -n +2);
($got, $said) = shapes('test/data/states.topojson.gz', [ sort keys %state ]);
is(scalar @{ $got->{features} }, 51, 'every state of the establishments has a shape');
like($said, qr/^map key: postal \(guessed/, '... by its two letters');
is_deeply($got->{projection}, { type => 'albersUsa' }, 'with Alaska and Hawaii beside the others');
($got) = shapes('test/data/states.topojson.gz', [ grep { !/^(?:AK|HI)$/ } sort keys %state ]);
is($got->{projection}{type}, 'conicEqualArea', 'without them as any country');
done_testing();
