# Intervals of hidden cells of thousands of small tables of chance, against the linear programs that define them,
# solved by lp_solve; see test/programs/linear_programs.c.  LINEAR_PROGRAMS=100 compares a hundred times as many.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

my $lp_solve = '-llpsolve55 -lcolamd -ldl';
my $scratch = tempdir(CLEANUP => 1);
my $cc = $ENV{CC} // 'gcc';
open my $probe, '>', "$scratch/probe.c" or die;
print $probe "#include <setjmp.h>\n#include <stdarg.h>\n#include <stddef.h>\n#include <stdint.h>\n#include <cmocka.h>\n#include <lpsolve/lp_lib.h>\nint main(void) { return make_lp(0, 1) == 0; }\n";
close $probe;
plan skip_all => 'no lp_solve (liblpsolve55-dev), or no cmocka' if system("$cc -o $scratch/probe $scratch/probe.c $lp_solve -lcmocka -lm 2>$scratch/why") != 0;

my @objects = grep { -e } map { s/c$/o/r } glob 'src/core/disclosure/*.c src/core/numeric/*.c src/core/matrix/*.c';
my @sources = ('test/programs/linear_programs.c', 'test/unit/small_sums.c', 'test/unit/hidden_table.c', 'test/unit/host.c');
is(system("$cc -std=gnu11 -O1 -Wall -Wextra -Wno-unused-parameter -Werror -Isrc -Itest/unit -o $scratch/compare @sources @objects $lp_solve -lcmocka -lm"), 0, 'it is built');

my $times = $ENV{LINEAR_PROGRAMS} // 1;
# tables, nodes of a side at most, seed
for my $run ([ 5000, 6, 1 ], [ 1500, 9, 2 ], [ 200, 16, 3 ])
{
	my ($tables, $nodes, $seed) = @$run;
	my $told = qx($scratch/compare @{[ $times * $tables ]} $nodes $seed);
	is($?, 0, "intervals are what lp_solve says, sides of up to $nodes labels") or diag $told;
	note $told;
}
done_testing();
