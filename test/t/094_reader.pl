# The reader of scripts/report: files as people have them, good ones and bad ones.
use strict;
use warnings;
use utf8;
use Encode qw(encode);
use File::Temp qw(tempdir);
use IO::Compress::Gzip qw(gzip);
use JSON::PP;
use Test::More;

plan skip_all => 'python3 is missing' if system('python3 -c "" 2>/dev/null');
binmode Test::More->builder->$_, ':encoding(UTF-8)' for qw(output failure_output);
my $scratch = tempdir(CLEANUP => 1);
my $reader = 'scripts/report.d/read.py';

sub slurp
{
	open my $file, '<:raw', $_[0] or die "$_[0]: $!";
	local $/;
	return <$file> // '';
}

sub spurt
{
	my ($name, $bytes) = @_;
	open my $file, '>:raw', "$scratch/$name" or die;
	print $file $bytes;
	close $file or die;
}

# Exit status, rows and messages of a command; messages without the folder.
sub run
{
	my ($command) = @_;
	my $status = system("{ $command ; } >$scratch/out 2>$scratch/err");
	my ($out, $err) = map { Encode::decode('UTF-8', slurp("$scratch/$_"), Encode::FB_CROAK) } qw(out err);
	return ($status >> 8, $out, $err =~ s/\Q$scratch\E\///gr);
}

my $N = '\\N';
# Of firms longitude and latitude, the last of seven columns, may be left out.
sub rows { return join '', map { join("\t", @$_, @$_ < 7 ? ($N) x (7 - @$_) : ()) . "\n" } @_ }

# A file that is read: what is written of it, and what is said.
sub good
{
	my ($what, $bytes, $arguments, $rows, @said) = @_;
	spurt('firms.csv', $bytes);
	my ($status, $out, $err) = run("python3 $reader firms $scratch/firms.csv $arguments");
	is($status, 0, "$what: is read") or diag $err;
	is($out, $rows, "$what: rows");
	like($err, $_, "$what: says $_") for @said;
}

# A file that is refused.
sub bad
{
	my ($what, $bytes, $arguments, @said) = @_;
	my $kind = $what =~ /^(titles|policies)/ ? $1 : 'firms';
	spurt("$kind.csv", $bytes);
	my ($status, $out, $err) = run("python3 $reader $kind $scratch/$kind.csv $arguments");
	is($status, 1, "$what: is refused");
	like($err, qr/^error: \Q$kind\E\.csv\b.*\n\z/m, "$what: one plain line");
	unlike($err, qr/Traceback/, "$what: nothing of the reader's insides");
	like($err, $_, "$what: says $_") for @said;
}

# Good files ------------------------------------------------------------------

my $two = rows([ 'Ulm', '2611', 12, $N, $N ], [ 'Kiel', '3011', 7, $N, $N ]);
good('plain', "region,industry,jobs\nUlm,2611,12\nKiel,3011,7\n", '', $two, qr/^region: region \(guessed; --region COLUMN\)$/m, qr/^2 rows read, 2 kept$/m);
good('CR LF', "region,industry,jobs\r\nUlm,2611,12\r\nKiel,3011,7\r\n", '', $two);
good('CR', "region,industry,jobs\rUlm,2611,12\rKiel,3011,7\r", '', $two);
good('no end of the last line', "region,industry,jobs\nUlm,2611,12\nKiel,3011,7", '', $two);
good('blank lines', "\nregion,industry,jobs\n\nUlm,2611,12\n\nKiel,3011,7\n\n", '', $two);
good('mark of UTF-8', "\xef\xbb\xbfregion,industry,jobs\nUlm,2611,12\nKiel,3011,7\n", '', $two);
good('mark of UTF-16', "\xff\xfe" . encode('UTF-16LE', "region,industry,jobs\nUlm,2611,12\nKiel,3011,7\n"), '', $two);
good('semicolon', "region;industry;jobs\nUlm;2611;12\nKiel;3011;7\n", '', $two, qr/^separator: semicolon \(guessed/m);
good('tab', "region\tindustry\tjobs\nUlm\t2611\t12\nKiel\t3011\t7\n", '', $two, qr/^separator: tab/m);
good('bar', "region|industry|jobs\nUlm|2611|12\nKiel|3011|7\n", '', $two);
good('a separator that is told', "region#industry#jobs\nUlm#2611#12\nKiel#3011#7\n", "--delimiter '#'", $two);
good('the separator in the first line, as Excel has it', "sep=#\nregion#industry#jobs\nUlm#2611#12\nKiel#3011#7\n", '', $two);
good('blank rows of a spreadsheet', "region,industry,jobs\n" . ",,\n" x 9 . "Ulm,2611,12\nKiel,3011,7\n" . ", ,\n" x 9, '', $two, qr/^2 rows read, 2 kept$/m);
good('names in any case, with blanks about them', " Region , INDUSTRY,Jobs \nUlm,2611,12\nKiel,3011,7\n", '--region region --size JOBS', $two, qr/^region: Region$/m);
good('one row', "region,industry,jobs\nUlm,2611,12\n", '', rows([ 'Ulm', '2611', 12, $N, $N ]), qr/^1 rows? read/m);
good('a year and a number of firms', "year,region,industry,firms,jobs\n2019,Ulm,2611,3,12\n", '', rows([ 'Ulm', '2611', 12, 3, 2019 ]), qr/^firms: firms/m, qr/^year: year/m);
good('no size', "region,industry\nUlm,2611\n", '', rows([ 'Ulm', '2611', $N, $N, $N ]), qr/every firm counts 1/);
good('a size that is not wanted', "region,industry,jobs\nUlm,2611,12\n", '--size none', rows([ 'Ulm', '2611', $N, $N, $N ]));
good('dates', "region,industry,since\nA,1,2020-04-03\nB,2,2021\nC,3,03/04/2022\nD,4,20230405\nE,5,2024年4月\nF,6,2025-01-02 10:00:00\n" =~ s/年/\xe5\xb9\xb4/r =~ s/月/\xe6\x9c\x88/r,
	'--year since', rows(map { [ $_->[0], $_->[1], $N, $N, $_->[2] ] } [ A => 1, 2020 ], [ B => 2, 2021 ], [ C => 3, 2022 ], [ D => 4, 2023 ], [ E => 5, 2024 ], [ F => 6, 2025 ]));
good('leading zeros', "county_fips,naics,jobs\n01001,0111,05\n", '', rows([ '01001', '0111', 5, $N, $N ]));
good('blanks about labels', "region,industry,jobs\n  Ulm ,\xc2\xa02611, 12 \n", '', rows([ 'Ulm', '2611', 12, $N, $N ]));
good('quoted separators, quotes and ends of lines', "region,industry,jobs\n\"Ulm, \"\"Donau\"\"\",\"a\nb\",12\nKiel,3011,7\n", '', rows([ 'Ulm, "Donau"', 'a\\nb', 12, $N, $N ], [ 'Kiel', '3011', 7, $N, $N ]));
good('what COPY would take for something else', "region,industry,jobs\n\\N,\"a\tb\",12\n\\.,c\\d,7\n", '', rows([ '\\\\N', 'a\\tb', 12, $N, $N ], [ '\\\\.', 'c\\\\d', 7, $N, $N ]));

# Numbers
good('numbers', "region,industry,size\nA,1,\"1,234\"\nB,2,1 234\nC,3,1e3\nD,4,2.50\nE,5,\"1,234,567.5\"\nF,6,0\nG,7,1'234\n", '',
	rows(map { [ @$_, $N, $N ] } [ A => 1, 1234 ], [ B => 2, 1234 ], [ C => 3, 1000 ], [ D => 4, 2.5 ], [ E => 5, 1234567.5 ], [ F => 6, 0 ], [ G => 7, 1234 ]));
good('decimals after a comma', "region;industry;size\nA;1;3,5\nB;2;1.234,25\nC;3;1.234\nD;4;7\n", '',
	rows(map { [ @$_, $N, $N ] } [ A => 1, 3.5 ], [ B => 2, 1234.25 ], [ C => 3, 1234 ], [ D => 4, 7 ]), qr/^decimals: after a comma \(guessed; --decimal point\)/m);
good('a comma between thousands in a file of tabs', "region\tindustry\tsize\nA\t1\t1,234\nB\t2\t3.5\n", '', rows([ A => 1, 1234, $N, $N ], [ B => 2, 3.5, $N, $N ]));
bad('thousands or decimals', "region;industry;size\nA;1;7\nB;2;1.234\n", '', qr/line 3, column "size": '1\.234' has thousands or decimals\?.*--decimal point or --decimal comma/);
good('thousands or decimals, told', "region;industry;size\nA;1;7\nB;2;1.234\n", '--decimal comma', rows([ A => 1, 7, $N, $N ], [ B => 2, 1234, $N, $N ]));

# Rows that are skipped
good('skipped rows', "region,industry,size\n" . join('', map { "R$_,I,$_\n" } 1 .. 20) . "\"\n\",I,1\nR, ,1\nR,,1\nR,I,\nR,I,n/a\nR,I,D\nR,I,-3\nR,I,NaN\nR,I,inf\nR,I,1e999\n", '',
	rows(map { [ "R$_", 'I', $_, $N, $N ] } 1 .. 20),
	qr/^30 rows read, 20 kept; skipped: 5 size is not a number \(first: 'n\/a' in line 27\), 2 no industry \(first in line 24\)/m,
	qr/1 no region \(first in line 22\)/, qr/1 no size \(first in line 26\)/, qr/1 size is negative \(first: '-3' in line 29\)/);
good('skipped years and labels', "region,industry,year\n" . "A,1,2001\n" x 5 . "A,1,soon\nA,1,\n" . 'x' x 1025 . ",1,2001\na\0b,1,2001\n", '--year year', rows(([ 'A', 1, $N, $N, 2001 ]) x 5),
	qr/1 year is neither year nor date \(first: 'soon' in line 7\)/, qr/1 no year \(first in line 8\)/, qr/1 region is longer than 1,024 bytes \(first in line 9\)/, qr/1 region holds a byte of zero \(first: 'a\?b' in line 10\)/);
good('a label of 1,024 bytes', "region,industry\n" . 'x' x 1024 . ",1\n", '', rows([ 'x' x 1024, 1, $N, $N, $N ]));
good('one field too few', "region,industry,size\nA,1,1\nB,2\nC,3,3\n", '', rows([ A => 1, 1, $N, $N ], [ C => 3, 3, $N, $N ]), qr/1 wrong number of fields \(first: '2 fields, the header has 3' in line 3\)/);
good('a file that was cut off', "region,industry,size\nA,1,1\nB,2,2\nC,3", '', rows([ A => 1, 1, $N, $N ], [ B => 2, 2, $N, $N ]), qr/line 4: the last line is not complete; the file may have been cut off/);

# Encodings
my $chinese = "城市,行业代码,从业人数\n绍兴市,1751,120\n深圳市,3912,88\n";
my @chinese = ([ '绍兴市', 1751, 120, $N, $N ], [ '深圳市', 3912, 88, $N, $N ]);
good('Chinese in UTF-8', encode('UTF-8', $chinese), '', rows(@chinese), qr/^region: 城市 \(guessed/m, qr/^industry: 行业代码/m, qr/^size: 从业人数/m);
# GB18030's bytes of these characters, from its table.
my %gb = ('城' => "\xb3\xc7", '市' => "\xca\xd0", '行' => "\xd0\xd0", '业' => "\xd2\xb5", '代' => "\xb4\xfa", '码' => "\xc2\xeb", '从' => "\xb4\xd3", '人' => "\xc8\xcb", '数' => "\xca\xfd",
	'绍' => "\xc9\xdc", '兴' => "\xd0\xcb", '深' => "\xc9\xee", '圳' => "\xdb\xda");
sub gb { return join '', map { $gb{$_} // $_ } split //, $_[0] }
good('Chinese in GB18030', gb($chinese), '', rows(@chinese), qr/^encoding: GB18030 \(guessed; it makes "城市"; --encoding NAME\)/m);
good('GB18030 after a million bytes', "region,industry\n" . "A,1\n" x 300000 . gb("深圳市,2\n"), '', rows(([ 'A', 1, $N, $N, $N ]) x 300000, [ '深圳市', 2, $N, $N, $N ]), qr/guessed; it makes "深圳市"/);
good('GB2312, told', gb($chinese), '--encoding gb2312', rows(@chinese));
good('French in Latin-1', "r\xe9gion,ape\n\xcele-de-France,2611Z\nRh\xf4ne-Alpes,3030Z\nGuyane fran\xe7aise,0311Z\n", '--region r\xc3\xa9gion' =~ s/\\x(..)/chr hex $1/ger,
	rows([ 'Île-de-France', '2611Z', $N, $N, $N ], [ 'Rhône-Alpes', '3030Z', $N, $N, $N ], [ 'Guyane française', '0311Z', $N, $N, $N ]), qr/^encoding: Latin-1 \(Windows-1252\) \(guessed; it makes "région"/m);
good('German in Latin-1', "region,wz,size\nK\xf6ln,29,1\nGr\xf6\xdfe,28,2\n", '', rows([ 'Köln', 29, 1, $N, $N ], [ 'Größe', 28, 2, $N, $N ]), qr/Latin-1/);
bad('UTF-8 that breaks', encode('UTF-8', "region,industry\n東京,1\n大阪,2\n京都,3\n") . "K\xf6ln,4\n", '', qr/line 5, column 2: the bytes F6 6C 6E 2C are not UTF-8/);
bad('another encoding than told', gb($chinese), '--encoding utf-8', qr/line 1, column 1: the bytes B3 C7 CA D0 are not UTF-8; is it in another encoding\? --encoding NAME/);
bad('UTF-16 without its mark', encode('UTF-16LE', "region,industry\nUlm,1\n"), '', qr/line 1: .*UTF-16\? --encoding utf-16/);

# gz, and standard input
my $plain = "region,industry,jobs\nUlm,2611,12\nKiel,3011,7\n";
gzip(\$plain => \my $packed);
good('gz, whatever its name', $packed, '', $two);
bad('gz that was cut off', substr($packed, 0, length($packed) - 9), '', qr/compressed file ends too early/);
bad('gz that is damaged', substr($packed, 0, 12) . "\xff" x 20, '', qr/compressed file (is damaged|ends too early)/);
spurt('packed', $packed);
is((run("cat $scratch/packed | python3 $reader firms -"))[1], $two, 'gz from standard input');
is((run("bash -c 'python3 $reader firms <(cat $scratch/packed)'"))[1], $two, 'a pipe with a name');
my @closed = run("python3 $reader firms - <&-");
is($closed[0], 1, 'standard input that is closed');
like($closed[2], qr/^error: standard input: cannot be opened/, 'is told');

# What a header says in five languages
for (
	[ 'de', 'Gemeinde;Landkreis;WZ2008;Beschäftigte;Berichtsjahr', 'Landkreis', 'WZ2008', 'Beschäftigte', 'Berichtsjahr' ],
	[ 'fr', "Siret;Département;APE;Effectif;Année", 'Département', 'APE', 'Effectif', 'Année' ],
	[ 'es', 'RFC;Provincia;Código SCIAN;Personal ocupado;Año', 'Provincia', 'Código SCIAN', 'Personal ocupado', 'Año' ],
	[ 'en', 'name;County FIPS;NAICS 2017;Number of employees;Year', 'County FIPS', 'NAICS 2017', 'Number of employees', 'Year' ],
	[ 'zh', '企业名称;城市;行业代码;从业人员;年份', '城市', '行业代码', '从业人员', '年份' ])
{
	my ($language, $header, @columns) = @$_;
	good("header ($language)", encode('UTF-8', "$header\n") . "x;R;1;5;2020\n", '', rows([ 'R', 1, 5, $N, 2020 ]),
		map { qr/: \Q$_\E \(guessed/ } @columns);
}
for ([ cbp_states => 'state', 'naics', 'employment', 'establishments', 'year' ], [ firms_georgia => 'county_fips', 'naics6', 'jobs', undef, undef, 'lon', 'lat' ],
	[ qcew_nj_2016 => 'area_fips', 'industry_code', undef, undef, undef ], [ cbp_states_detail => 'state', 'naics', undef, 'establishments', 'year' ])
{
	my ($name, %columns) = ($_->[0]);
	@columns{qw(region industry size firms year lon lat)} = @$_[ 1 .. 7 ];
	my ($status) = run("python3 $reader firms test/data/$name.csv.gz --check --facts $scratch/facts.json");
	is($status, 0, "$name is looked at");
	my $facts = decode_json(slurp("$scratch/facts.json"));
	is_deeply({ map { $_ => $facts->{columns}{$_} && $facts->{columns}{$_}{name} } keys %columns }, \%columns, "columns of $name");
}
good('a size by its name only if it has numbers', "region,industry,employment\nA,1,low\nB,2,high\n", '', rows([ A => 1, $N, $N, $N ], [ B => 2, $N, $N, $N ]), qr/every firm counts 1/);
good('a year by its name only if it has years', "region,industry,year\nA,1,first\n", '', rows([ A => 1, $N, $N, $N ]));

# Coordinates
sub placed { return rows(map { [ @$_[ 0, 1 ], ($N) x 3, @$_[ 2, 3 ] ] } @_) }
good('coordinates', "region,industry,lat,lon\nUlm,1,48.4,9.99\nKiel,2,54.32,10\nQuito,3,-0.2,-78.5\n", '', placed([ Ulm => 1, 9.99, 48.4 ], [ Kiel => 2, 10, 54.32 ], [ Quito => 3, -78.5, -0.2 ]),
	qr/^lon: lon \(guessed; --lon COLUMN\)\nlat: lat \(guessed; --lat COLUMN\)$/m, qr/^3 rows read, 3 kept$/m);
good('coordinates with a comma in a file of points', "region;industry;size;lat;lon\nUlm;1;2.5;48,401;9,987\nKiel;2;3;54,321;10,1\n", '', rows([ Ulm => 1, 2.5, $N, $N, 9.987, 48.401 ], [ Kiel => 2, 3, $N, $N, 10.1, 54.321 ]));
good('rows without a place', "region,industry,lat,lon\n" . "A,1,50,8\n" x 10 . "B,1,,8\nB,1,50, \nB,1,n/a,8\nB,1,91,8\nB,1,50,-180.5\nB,1,0,0.0\nB,1,1e999,2\nB,1,90,-180\n", '',
	placed(([ A => 1, 8, 50 ]) x 10, ([ B => 1, $N, $N ]) x 7, [ B => 1, -180, 90 ]),
	qr/^18 rows read, 18 kept; without a place, and kept: 2 no longitude or latitude \(first in line 12\), 2 longitude or latitude is not a number \(first: '8, n\/a' in line 14\), 2 longitude or latitude is beyond the globe \(first: '8, 91' in line 15\), 1 longitude and latitude are 0 \(first in line 17\)$/m);
is_deeply([ @{ decode_json(slurp("$scratch/facts.json")) }{qw(located rows_kept)} ], [ 11, 18 ], 'facts: rows with a place')
  if is((run("python3 $reader firms $scratch/firms.csv --facts $scratch/facts.json"))[0], 0, 'facts of coordinates');
is_deeply(decode_json(slurp("$scratch/facts.json"))->{unplaced}[0], { reason => 'no longitude or latitude', count => 2, line => 12, example => undef }, 'facts: rows without');
good('a row that is skipped is not told twice', "region,industry,lat,lon\nA,1,50,8\n,1,,\n", '', placed([ A => 1, 8, 50 ]), qr/^2 rows read, 1 kept; skipped: 1 no region \(first in line 3\)$/m);
good('a latitude alone', "region,industry,lat\nA,1,50\n", '', placed([ A => 1, $N, $N ]));
good('coordinates that are not wanted', "region,industry,lat,lon\nA,1,50,8\n", '--lon none', placed([ A => 1, $N, $N ]));
good('coordinates that are named', "region,industry,y,x\nA,1,50,8\n", '--lon x --lat y', placed([ A => 1, 8, 50 ]), qr/^lon: x$/m);
good('x and y are no coordinates unless they are named', "region,industry,y,x\nA,1,50,8\n", '', placed([ A => 1, $N, $N ]));
good('coordinates by their name only if they are numbers', "region,industry,lat,long\nA,1,Riga,far\n", '', placed([ A => 1, $N, $N ]));
good("coordinates ($_->[0])", encode('UTF-8', "region;ape;$_->[1];$_->[2]\nA;1;50;8\n"), '', placed([ A => 1, 8, 50 ]), qr/^lon: \Q$_->[2]\E \(guessed/m)
  for [ de => 'Breitengrad', 'Längengrad' ], [ es => 'Latitud', 'Longitud' ], [ fr => 'Latitude', 'Longitude' ], [ zh => '纬度', '经度' ], [ en => 'LAT', 'Lng' ];
my $swapped = "region,industry,lat,lon\n" . "A,1,116.4,39.9\n" x 3 . "B,1,87.6,43.8\n" x 3 . "C,1,121.5,31.2\n";
bad("swapped coordinates$_->[0]", $swapped, $_->[1], qr/firms\.csv: most latitudes are beyond 90 degrees; are they longitudes\? say --lon "lat" --lat "lon"$/m) for [ '', '' ], [ ', looked at', '--check' ];
good('swapped coordinates, told', $swapped, '--lon lat --lat lon', placed(([ A => 1, 116.4, 39.9 ]) x 3, ([ B => 1, 87.6, 43.8 ]) x 3, [ C => 1, 121.5, 31.2 ]));
bad('coordinates in metres', "region,industry,x,y\nA,1,512345.5,5403210\nA,1,512346,5403211\n", '--lon x --lat y', qr/most values of x and y are no degrees; give WGS 84 in decimal degrees, or say --lon none$/m);
bad('a longitude without its latitude', "region,industry,x,y\nA,1,8,50\n", '--lon x', qr/line 1: which column is the latitude\? say --lat COLUMN; there are region \('A'\)/);
bad('one column twice', "region,industry,x\nA,1,8\n", '--lon x --lat x', qr/line 1: column "x" cannot be longitude and latitude at once/);

# Facts
spurt('firms.csv', "region,industry,jobs,year\nA,1,2,2001\nB,,3,2002\nC,1,n/a,2003\nD,1,4,2004\n");
run("python3 $reader firms $scratch/firms.csv --facts $scratch/facts.json --size jobs --fact title Ours");
my $facts = decode_json(slurp("$scratch/facts.json"));
is($facts->{rows_read} . ' ' . $facts->{rows_kept}, '4 2', 'facts: rows');
is($facts->{source} . ' ' . $facts->{encoding} . ' ' . $facts->{unit} . ' ' . $facts->{title}, 'firms.csv UTF-8 jobs Ours', 'facts: file');
is_deeply($facts->{columns}{size}, { name => 'jobs', guessed => JSON::PP::false }, 'facts: a column that was named');
is_deeply($facts->{columns}{year}, { name => 'year', guessed => JSON::PP::true }, 'facts: a column that was guessed');
is_deeply([ sort { $a->{line} <=> $b->{line} } @{ $facts->{skipped} } ],
	[ { reason => 'no industry', count => 1, line => 3, example => undef }, { reason => 'size is not a number', count => 1, line => 4, example => 'n/a' } ], 'facts: skipped rows');
run("python3 $reader firms $scratch/firms.csv --check --facts $scratch/checked.json");
my ($status, $out, $err) = run("python3 $reader firms $scratch/firms.csv --checked $scratch/checked.json");
is($out, rows([ 'A', 1, 2, $N, 2001 ], [ 'D', 1, 4, $N, 2004 ]), 'after a check the same is read');
unlike($err, qr/guessed/, 'and told once');

spurt('firms.csv', "region,industry,jobs,firms\nA,1,2,1\nB,1,,3\nC,1,4,1\n");
like((run("python3 $reader firms $scratch/firms.csv --facts $scratch/facts.json"))[2], qr/^firms\.csv: rows whose size is withheld are missing in all sums; --size none counts firms/m, 'sizes that are withheld are told');
is(decode_json(slurp("$scratch/facts.json"))->{withheld}, JSON::PP::true, 'facts: sizes are withheld');
is((run("python3 $reader firms $scratch/firms.csv --size none"))[1], rows([ 'A', 1, $N, 1, $N ], [ 'B', 1, $N, 3, $N ], [ 'C', 1, $N, 1, $N ]), 'without sizes all are there');

# Bad files -------------------------------------------------------------------

bad('empty', '', '', qr/is empty/);
bad('blank', "\n\n\n", '', qr/blank/);
bad('a header only', "region,industry\n", '', qr/has a header and no rows/);
bad('a header only, looked at', "region,industry\n", '--check', qr/has a header and no rows/);
bad('no header', "Ulm,2611,12\nKiel,3011,7\n", '', qr/line 1: looks like values, not like the names of columns.*put a header above it/);
bad('no header, columns named', "Ulm,2611,12\nKiel,3011,7\n", '--region county', qr/line 1: no column "county"; there are Ulm, 2611, 12; .*not a header/);
bad('a column that is not there', "region,naics,jobs\nA,1,2\n", '--industry naisc', qr/line 1: no column "naisc"; there are region, naics, jobs; did you mean "naics"\?/);
bad('a region that cannot be guessed', "x,naics\nA,1\n", '', qr/line 1: which column is the region\? say --region COLUMN; there are x \('A'\), naics \('1'\)/);
bad('a duplicate name that is needed', "region,region,industry\nA,B,1\n", '', qr/line 1: 2 columns are called "region" \(the 1st and the 2nd\); rename one/);
good('a duplicate name that is not', "x,x,region,industry\n1,2,A,1\n", '', rows([ A => 1, $N, $N, $N ]));
good('a column without a name', ",region,industry\n1,A,1\n", '', rows([ A => 1, $N, $N, $N ]));
bad('one column for two', "region,industry\nA,1\n", '--region industry --industry industry', qr/line 1: column "industry" cannot be region and industry at once/);
bad('one column', "region\nA\nB\n", '', qr/line 1: one column only, 'region'/);
bad('a title above the header', "Table 1\nregion,industry,jobs\nA,1,2\n", '', qr/line 1: one field, while lines below have 3: the header must be the first line/);
bad('mixed separators', "region,industry,jobs\nA,1,2\nB;2;3\nC,3,4\n", '', qr/line 3: separated by semicolon, the header by comma/);
bad('a header of another separator', "region;industry;jobs\nA,1,2\nB,2,3\n", '', qr/line 2: separated by comma, the header by semicolon/);
bad('records of other widths', "region,industry,jobs\n" . "A,1,2\n" x 20 . "A,1\n" x 9, '', qr/line 27: 2 fields, the header has 3/);
bad('more fields than names', "region,industry\n" . "A,1,x\n" x 9, '', qr/line \d: 3 fields, the header has 2/);
bad('a quote that is not closed', "region,industry\nA,1\n\"B,2\nC,3\n", '', qr/line 3: a quote opens .* never closed/);
bad('a quote that is not closed for long', "region,industry\nA,1\n\"B,2\n" . "C,3\n" x 200000, '', qr/line 3: a quote opens/);
bad('text after a quote', "region,industry\n\"A\" x,1\n", '', qr/line 2: text follows a closing quote/);
bad('text after a quote of several lines', "region,industry\nA,1\n\"A\nB\" x,1\n", '', qr/line 3: text follows a closing quote \(in line 4\)/);
bad('negative sizes', "region,industry,jobs\nA,1,-2\nB,1,-3\nC,1,4\n", '', qr/1 of 3 rows can be used; skipped: 2 size is negative \(first: '-2' in line 2\)/);
bad('no row that can be used', "region,industry\n,1\n,2\n", '', qr/0 of 2 rows can be used; skipped: 2 no region \(first in line 2\)/);
bad('sizes that nothing has', "region,industry,jobs\nA,1,1e18\nA,1,1e19\nA,1,1e308\n", '', qr/1 of 3 rows can be used; skipped: 2 size is above 10\^18 \(first: '1e19' in line 3\)/);
bad('a workbook', "PK\x03\x04" . "\0" x 100, '', qr/workbook or a zip archive/);
bad('bytes', join('', map { chr($_ * 7 % 256) } 0 .. 2000), '', qr/firms\.csv/);
bad('a line without an end', 'x' x (1 << 25), '', qr/line 1: a line longer than 16,777,216 characters/);
like((run("python3 $reader firms $scratch/none.csv"))[2], qr/^error: none\.csv: cannot be opened: no such file or directory$/, 'a file that is not there');
like((run("python3 $reader firms $scratch"))[2], qr/^error: .*: cannot be opened: is a directory$/, 'a folder');
($status, $out, $err) = run("python3 $reader firms $scratch/firms.csv --encoding klingon");
is($status, 2, 'an encoding that nobody knows is wrong usage');
like($err, qr/^error: no encoding is called klingon/, 'and told');
is((run(qq(python3 $reader firms $scratch/firms.csv --delimiter '"')))[0], 2, 'a quote is no delimiter');
is((run("python3 $reader firms"))[0], 2, 'no file is wrong usage');

# Nobody takes a part for the whole.
spurt('firms.csv', "region,industry\n" . "A,1\n" x 20000 . "B;2\n");
($status) = run("bash -c 'set -o pipefail; python3 $reader firms $scratch/firms.csv | cat >/dev/null'");
is($status, 1, 'a pipeline fails with its reader');
spurt('firms.csv', "region,industry\n" . "A,1\n" x 400000);
($status, $out, $err) = run("bash -c 'set -o pipefail; python3 $reader firms $scratch/firms.csv | head -1'");
isnt($status, 0, 'a reader whose rows nobody wants fails');
unlike($err, qr/Traceback|Exception|Broken pipe/, 'quietly');
SKIP:
{
	skip 'no device that is full', 2 unless -w '/dev/full';
	($status, $out, $err) = run("python3 $reader firms $scratch/firms.csv >/dev/full");
	is($status, 1, 'rows that cannot be written');
	like($err, qr/^error: the rows cannot be written: no space left on device$/m, 'are told');
}
ok(!-e 'scripts/report.d/reader/__pycache__', 'nothing is left in the tree');

# Titles and policies -----------------------------------------------------------

spurt('titles.csv', "name,code,x\nCars,29,\nShips,30,\nShips and boats,30,\n,31,\n");
($status, $out, $err) = run("python3 $reader titles $scratch/titles.csv");
is($out, "29\tCars\n30\tShips\n", 'titles');
like($err, qr/^titles: name of code, 2 codes; rows without code or title: 1; further titles of the same codes, left out: 1$/m, 'are told');
spurt('titles.csv', "a,b\n29,Cars\n");
is((run("python3 $reader titles $scratch/titles.csv"))[1], "29\tCars\n", 'titles in the first two columns');
bad('titles without a header', "29,Cars\n30,Ships\n", '', qr/line 1: looks like values.*put the header code,title above it/);
bad('titles of another width', "code,title\n29,Cars, and more\n", '', qr/line 2: 3 fields, the header has 2/);

spurt('policies.csv', "Region,industry,start_year,amount,has_review,is_competitive,comment\nUlm,2611,2020,\"1,000\",yes,否,x\nKiel,3011,,,no,TRUE,\n" =~ s/否/\xe5\x90\xa6/r);
($status, $out, $err) = run("python3 $reader policies $scratch/policies.csv");
is($out, rows([ 'Ulm', 2611, $N, 2020, $N, 1000, ($N) x 7, 'f', 't' ], [ 'Kiel', 3011, ($N) x 11, 't', 'f' ]), 'policies');
like($err, qr/^policies: columns left out: comment$/m, 'columns that are unknown are told');
spurt('policies.csv', "region,industry\nUlm,2611\n,\n");
is((run("python3 $reader policies $scratch/policies.csv"))[1], rows([ 'Ulm', 2611, ($N) x 13 ]), 'policies with a blank row');
bad('policies without industry', "region,start_year\nUlm,2020\n", '', qr/line 1: no column "industry"/);
bad('policies of no region', "region,industry\nUlm,1\n,2\n", '', qr/line 3, column "region": '' must be there/);
bad('policies of no year', "region,industry,start_year\nUlm,1,2020.5\n", '', qr/line 2, column "start_year": '2020\.5' is not a year/);
bad('policies of no number', "region,industry,amount\nUlm,1,much\n", '', qr/line 2, column "amount": 'much' is not a number/);
bad('policies of a negative number', "region,industry,target_value\nUlm,1,-5\n", '', qr/line 2, column "target_value": '-5' is negative/);
bad('policies of no switch', "region,industry,has_end\nUlm,1,perhaps\n", '', qr/line 2, column "has_end": 'perhaps' is neither yes nor no/);

# scripts/report: what it refuses before it works -----------------------------------

sub wrong
{
	my ($what, $arguments, $expected, $said) = @_;
	my ($status, $out, $err) = run("scripts/report $arguments --output $scratch/report.html");
	is($status, $expected, "$what: status");
	like($err, $said, "$what: says $said");
	unlike($err, qr/Building/, "$what: before the work");
	ok(!-e "$scratch/report.html", "$what: no report");
}
spurt('firms.csv', "region,naics,jobs\nA,1,2\n");
spurt('titles.csv', "29,Cars\n");
wrong('no file', '', 2, qr/^error: which file of firms\?$/m);
wrong('two files', 'a b', 2, qr/^error: one file at a time: a, or b\?$/m);
wrong('a file that is not there', "$scratch/none.csv", 1, qr/^error: none\.csv: cannot be opened/m);
wrong('a wrong column', "$scratch/firms.csv --industry naisc", 1, qr/did you mean "naics"/);
wrong('a longitude alone', "$scratch/firms.csv --lon jobs", 1, qr/which column is the latitude\? say --lat COLUMN/);
wrong('wrong titles', "$scratch/firms.csv --titles $scratch/titles.csv", 1, qr/^error: titles\.csv, line 1: looks like values/m);
wrong('no value', "$scratch/firms.csv --region", 2, qr/^error: --region needs a value$/m);
wrong('a language', "$scratch/firms.csv --language fr", 2, qr/^error: --language is en or zh, not fr$/m);
wrong('digits', "$scratch/firms.csv --industry-digits two", 2, qr/^error: --industry-digits is a number of characters, not two$/m);
wrong('a database without a table', '--database postgresql://localhost/x', 2, qr/^error: --database needs --table NAME or --query SQL$/m);
wrong('a table that is more', q(--database postgresql://localhost/x --table 'x; DROP TABLE y'), 2, qr/--query takes more/);
wrong('no database', '--database http://me:secret@localhost/ --table x', 2, qr/begins with postgresql:/);
($status, $out, $err) = run("scripts/report $scratch/firms.csv --output $scratch");
like($err, qr/^error: cannot write .*; name another file: scripts\/report --output FILE$/m, 'a folder as the output');

# The server that is there ------------------------------------------------------------

sub hidden { return (run("bash -c '. scripts/report.d/server.sh; url=\"\$0\"; is_database \"\$url\" || exit 9; hide_password; echo \"\$url|\${PGPASSWORD-}\"' '$_[0]'"))[1] =~ s/\n//r }
is(hidden('postgresql://me:se%40cret@host:1/db'), 'postgresql://me@host:1/db|se@cret', 'a password goes out of a URL');
is(hidden('postgresql:///db?user=me&password=x%20y&port=1'), 'postgresql:///db?user=me&port=1|x y', 'and out of its end');
is(hidden('host=h password=secret user=me') =~ s/ +/ /gr, 'host=h user=me|secret', 'and out of key = value');
is(hidden($_), '', 'what libpq might print is refused') for 'postgresql://me:a/b@host/db', 'me:secret@host', 'postgres//me:secret@host/db';
SKIP:
{
	skip 'no server', 13 if system('psql -Xqc "" postgres >/dev/null 2>&1');
	my $database = "cext_reader_$$";
	$ENV{PGDATABASE} = $database;
	is(system("createdb -T template0 -E UTF8 --locale=C.UTF-8 $database"), 0, 'database');
	is(system(qq(psql -Xqc 'CREATE TABLE "Our firms" (id int, "Region" text, "naics ""6""" text, jobs numeric); INSERT INTO "Our firms" VALUES (1, \$\$a, b\$\$, 29, 1.5), (2, \$\$c\$\$ || chr(10) || \$\$d\$\$, 30, NULL), (3, \$\$e\$\$, 31, 2)')), 0, 'table');
	my $ask = "bash -c '. scripts/report.d/server.sh; url=$database; hide_password; (ask_server \"\$0\")'";
	($status, $out, $err) = run(qq($ask 'SELECT * FROM "Our firms"' | python3 $reader firms - --industry 'naics "6"' --name 'table firms' --facts $scratch/facts.json));
	is($out, rows([ 'a, b', 29, 1.5, $N, $N ], [ 'e', 31, 2, $N, $N ]), 'rows of a table');
	like($err, qr/1 no size \(first in line 3\)/, 'a NULL is no value');
	is((run("bash -c '. scripts/report.d/server.sh; needed_columns $scratch/facts.json'"))[1], qq("Region", "naics ""6""", "jobs"\n), 'the columns that are needed');
	run("python3 $reader firms test/data/firms_georgia.csv.gz --check --facts $scratch/facts.json");
	is((run("bash -c '. scripts/report.d/server.sh; needed_columns $scratch/facts.json'"))[1], qq("county_fips", "naics6", "jobs", "lon", "lat"\n), 'coordinates among them');
	($status, $out, $err) = run(qq($ask 'SELECT * FROM nowhere'));
	isnt($status, 0, 'a table that is not there');
	like($err, qr/relation "nowhere" does not exist/, 'is told as the server does');
	($status, $out, $err) = run(qq($ask 'DELETE FROM "Our firms" RETURNING *'));
	like($err, qr/read-only transaction/, 'nothing is written there');
	wrong('a table that is not there', "--database $database --table nowhere", 1, qr/relation "nowhere" does not exist/);
	is(system("dropdb --maintenance-db=postgres $database"), 0, 'clean up');
}
done_testing();
