# The house: who may know whom, and that every topic has its files.  See doc/development.md.
use strict;
use warnings;
use Test::More;

my @sources = split ' ', `find src -name '*.[ch]' | sort`;
my %text = map { open my $f, '<', $_ or die "$_: $!"; local $/; $_ => scalar <$f> } @sources;
cmp_ok(scalar @sources, '>', 150, 'files to look at');
sub none { my ($what, @found) = @_; is(join("\n", @found), '', $what) }

# Includes ------------------------------------------------------------------

# The floors of src/core, from below; rooms of one floor do not know each other.
my @floors = ([ 'numeric' ], [ 'matrix' ], [ qw(measures inequality composite firms space disclosure) ], [ 'structure' ], [ qw(change policy) ]);
my %floor;
for my $n (0 .. $#floors) { $floor{$_} = $n for @{ $floors[$n] } }
sub room { return $_[0] =~ m{^(?:src/)?core/(\w+)/} ? $1 : '' }
my (@server, @upward, @unknown);
for my $file (grep { m{^src/core/} } @sources)
{
	my $room = room($file);
	push @unknown, $file if $room ne '' && !defined $floor{$room};
	for ($text{$file} =~ /^\s*#\s*include\s+["<]([^">]+)/mg)
	{
		if (m{^core/})
		{
			my $other = room($_);
			push @upward, "$file includes $_" if $other ne $room && $other ne '' && ($room eq '' || $floor{$other} >= $floor{$room});
		}
		else
		{
			push @server, "$file includes $_" unless /^(?:assert|ctype|errno|float|inttypes|limits|math|stdalign|stdarg|stdbool|stddef|stdint|stdio|stdlib|string|xmmintrin|emmintrin)\.h$/;
		}
	}
}
none('src/core includes itself and the C library only', @server);
none('includes of src/core go downwards', @upward);
none('every room of src/core is on a floor', @unknown);

# Objects -------------------------------------------------------------------

my (%defined, %needs, %uses);
for my $object (split ' ', `find src -name '*.o' | sort`)
{
	for (`nm $object`)
	{
		$defined{$1} = $object if /^\S+ [TDBRV] (\w+)/;
		push @{ $needs{$object} }, $1 if /^\s+U (\w+)/;
	}
}
cmp_ok(scalar keys %needs, '>', 90, 'objects are built: make');
for my $object (keys %needs)
{
	for (@{ $needs{$object} }) { $uses{$object}{ $defined{$_} } = $_ if defined $defined{$_} && $defined{$_} ne $object }
}
# Tarjan: objects that need each other
my (@stack, %on, %index, %low, @circles);
sub visit
{
	my ($v) = @_;
	$index{$v} = $low{$v} = keys %index;
	push @stack, $v;
	$on{$v} = 1;
	for my $w (sort keys %{ $uses{$v} // {} })
	{
		visit($w) if !defined $index{$w};
		$low{$v} = $low{$w} if $on{$w} && $low{$w} < $low{$v};
	}
	return if $low{$v} != $index{$v};
	my @circle;
	do { push @circle, pop @stack; $on{ $circle[-1] } = 0 } until $circle[-1] eq $v;
	push @circles, join ' ', @circle if @circle > 1;
}
defined $index{$_} or visit($_) for sort keys %needs;
none('no objects need each other in a circle', @circles);

# A header says what one file does: the one of its name.
my @strangers;
for my $header (grep { /\.h$/ } @sources)
{
	(my $object = $header) =~ s/h$/o/;
	next unless -e $object;
	my $code = $text{$header} =~ s{/\*.*?\*/}{}gsr;
	for ($code =~ /^(?:extern\s+)?[a-zA-Z][\w\s]*?[\s*]\*?(c(?:m|ext)_\w+)\(/mg)
	{
		push @strangers, "$header declares $_ of $defined{$_}" if defined $defined{$_} && $defined{$_} ne $object;
	}
}
none('a header belongs to one file', @strangers);

# Topics --------------------------------------------------------------------

my %sql = map { open my $f, '<', $_ or die; local $/; $_ => scalar <$f> } glob 'sql/[0-9][0-9]_*.sql';
my @lonely;
for my $part (grep { !/guard/ } sort keys %sql)
{
	my ($topic) = $part =~ /\d\d_(\w+)\.sql/;
	# What is written in PL/pgSQL has no C.
	push @lonely, "$part has no src/pg/*/$topic.c" unless $sql{$part} !~ /MODULE_PATHNAME/ || grep { m{^src/pg/\w+/$topic\.c$} } @sources;
	push @lonely, "$part has no test/sql/$topic.sql or test/pgtap/$topic.sql" unless -e "test/sql/$topic.sql" || -e "test/pgtap/$topic.sql";
}
none('every topic of sql/ has its files', @lonely);
my %named = map { $_ => 1 } map { /'(cext_\w+)'/g } values %sql;
my %made = map { $_ => 1 } map { /^PG_FUNCTION_INFO_V1\((\w+)\)/mg } values %text;
none('every C function is made in sql/, and the other way round', grep { !($named{$_} && $made{$_}) } sort keys %{ { %named, %made } });

# Sizes ---------------------------------------------------------------------

my (@long, @tall);
for my $file (@sources)
{
	my ($line, $start) = (0, 0);
	for (split /\n/, $text{$file})
	{
		$line++;
		$start = $line if /^\{/;
		push @long, "$file:$start" if /^\}/ && $start && $line - $start > 60;
		$start = 0 if /^\}/;
	}
	push @tall, "$file: $line" if $line > 600;
}
none('no function above 60 lines', @long);
none('no file above 600 lines', @tall);
done_testing();
