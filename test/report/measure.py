"""Runs a command; writes the seconds it took and the most memory it had, in KiB, to a file.

  measure.py FILE COMMAND [ARGUMENT ...]

The memory is that of the command, of what it starts, and of servers that left it
but work below $TMPDIR, where its scratch directories are: the sum of their
proportional set sizes (memory that several share counts once), looked at
every tenth of a second.
"""
import os
import subprocess
import sys
import time


def processes():
    """Parents and working directories by process."""
    found = {}
    for pid in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open(f'/proc/{pid}/stat') as file:
                parent = int(file.read().rpartition(')')[2].split()[1])
            try:
                place = os.readlink(f'/proc/{pid}/cwd')
            except PermissionError:
                place = ''
            found[int(pid)] = (parent, place)
        except (FileNotFoundError, ProcessLookupError):
            pass
    return found


def family(first, below):
    """The process, its descendants, and those that work below a directory."""
    known = processes()
    members = {first} | {pid for pid, (_, place) in known.items() if place.startswith(below + '/')}
    grown = True
    while grown:
        young = {pid for pid, (parent, _) in known.items() if parent in members} - members
        members |= young
        grown = bool(young)
    return members


def memory(pid):
    try:
        with open(f'/proc/{pid}/smaps_rollup') as file:
            return sum(int(line.split()[1]) for line in file if line.startswith('Pss:'))
    except OSError:
        return 0


def main():
    out, command = sys.argv[1], sys.argv[2:]
    below = os.path.realpath(os.environ['TMPDIR'])
    started = time.monotonic()
    peak = 0
    child = subprocess.Popen(command)
    while child.poll() is None:
        peak = max(peak, sum(map(memory, family(child.pid, below))))
        time.sleep(0.1)
    with open(out, 'w') as file:
        print(f'{time.monotonic() - started:.1f}', peak, sep='\t', file=file)
    sys.exit(child.returncode if child.returncode >= 0 else 1)


main()
