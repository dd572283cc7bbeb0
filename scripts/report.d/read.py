#!/usr/bin/env python3
"""Reads a file of firms, of titles of codes or of policies for scripts/report.

Rows go to standard output as PostgreSQL's COPY reads them, what was guessed and what
was skipped to standard error, and facts about it to a file of JSON.
"""
import signal
import sys

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a word
sys.dont_write_bytecode = True  # nothing is left in the tree

import argparse
import gc
import json
import os
import time
from operator import itemgetter

from reader import lists
from reader.columns import COORDINATES, choose, counts_jobs
from reader.refusal import Refusal, Usage, quoted
from reader.source import Source
from reader.table import Table, blank
from reader.values import ABSENT, NOWHERE, Labels, Numbers, Places, Skip, Unclear, Years, is_unclear, mark_of_decimals

ROLES = ('region', 'industry', 'size', 'firms', 'year')
ALL_ROLES = (*ROLES, *COORDINATES)
POINTS = {'point': '.', 'comma': ','}


def say(text):
    print(text, file=sys.stderr)


class Progress:
    """How far it is: a line that is written over, at most once a second, for people who watch."""

    def __init__(self, quiet):
        self.start = self.last = time.monotonic()
        self.rows = 0
        self.shown = False
        self.wanted = sys.stderr.isatty() and not quiet

    def __call__(self, source):
        now = time.monotonic()
        if self.wanted and now - self.last >= 1:
            self.last, self.shown = now, True
            part = f' of {source.size / 1e6:,.0f} MB ({100 * source.bytes / source.size:.0f} %)' if source.size else ' MB'
            rows = f', {self.rows:,} rows, {self.rows / (now - self.start):,.0f} a second' if self.rows else ' looked through'
            sys.stderr.write(f'\r\x1b[K{source.name}: {source.bytes / 1e6:,.0f}{part}{rows}')
            sys.stderr.flush()

    def end(self):
        if self.shown:
            sys.stderr.write('\r\x1b[K')
            self.shown = False

    @property
    def seconds(self):
        return time.monotonic() - self.start


class Skipped:
    """Rows that are left out, by reason, with the first of each."""

    def __init__(self):
        self.reasons = {}

    def add(self, reason, value, line):
        """line is a function that tells it: it is asked for of the first row only."""
        if reason not in self.reasons:
            self.reasons[reason] = {'reason': reason, 'count': 0, 'line': line(), 'example': value}
        self.reasons[reason]['count'] += 1

    def __len__(self):
        return sum(found['count'] for found in self.reasons.values())

    def most(self):
        return sorted(self.reasons.values(), key=lambda found: -found['count'])

    def __str__(self):
        return ', '.join(f'{found["count"]:,} {found["reason"]} ' + (f'(first: {quoted(found["example"])} in line {found["line"]:,})'
                         if found['example'] is not None else f'(first in line {found["line"]:,})') for found in self.most())


class Firms:
    """The rows of firms, or of published cells."""

    def __init__(self, table, columns, asked_decimal):
        self.table = table
        self.columns = columns
        self.skipped = Skipped()
        self.kept = 0
        self.places = Places() if 'lon' in columns else None
        self.place_of = itemgetter(*(columns[role].index for role in COORDINATES)) if 'lon' in columns else None
        self.unplaced = Skipped()  # rows that are kept and have no place
        self.cut_off = None  # the line in which the file ends too early
        measured = [column.index for role, column in columns.items() if role in ('size', 'firms')]
        self.decimal = POINTS.get(asked_decimal)
        if measured and not self.decimal:
            usual = '.' if table.delimiter == ',' else None
            self.decimal = mark_of_decimals(v for i in measured for v in table.header.values(i)) or usual

    def _caches(self):
        """Of each column that is there what turns its values into those for COPY; an absent one is written with
        the one before it."""
        there = [role for role in ROLES if role in self.columns]
        caches = []
        for role, following in zip(there, there[1:] + [None]):
            absent = ROLES.index(following) if following else len(ROLES if self.places is not None else ALL_ROLES)
            after = f'\t{ABSENT}' * (absent - ROLES.index(role) - 1)
            if role in ('size', 'firms'):
                caches.append(Numbers(role, after, self.decimal))
            else:
                caches.append((Years if role == 'year' else Labels)(role, after))
        return [self.columns[role].index for role in there], caches

    def copy(self, write, progress):
        indexes, caches = self._caches()
        pick = itemgetter(*indexes)
        for chunk in self.table.chunks():
            rows, places = self._whole(chunk)
            lines = []
            # What is done for every row is done by the interpreter's own loops, but for one.
            converted = [map(cache.__getitem__, column) for cache, column in zip(caches, zip(*map(pick, rows)))]
            if self.places is not None:
                converted.append(map(self.places.__getitem__, map(self.place_of, rows)))
            try:
                for place, fields in zip(places, zip(*converted)):
                    try:
                        lines.append('\t'.join(fields))
                    except TypeError:  # not all are texts: one tells why the row is skipped
                        if blank(chunk[place]):
                            continue
                        skip, index = next((field, index) for field, index in zip(fields, indexes) if isinstance(field, Skip))
                        self._skip(skip.reason, place, chunk[place][index] if skip.shown else None)
                    else:
                        if fields[-1] == NOWHERE:
                            self._unplace(place, chunk[place])
            except Unclear:
                self._refuse_unclear(rows, places)
            if lines:
                write(('\n'.join(lines) + '\n').encode())
            self.kept += len(lines)
            progress.rows = self.kept + len(self.skipped)
        self._check()

    def _skip(self, reason, place, value):
        self.skipped.add(reason, value, lambda: self.table.line(place))

    def _unplace(self, place, row):
        texts = self.place_of(row)
        why = self.places.lost(texts)
        self.unplaced.add(why.reason, ', '.join(texts) if why.shown else None, lambda: self.table.line(place))

    def look(self):
        """At the first rows, for what is wrong with all of them."""
        if self.places is not None:
            for row in self.table.header.sample:
                self.places.convert(self.place_of(row))
        self._check_places()

    def _check_places(self):
        places, name = self.places, self.table.source.name
        if places is None or 2 * max(places.swapped, places.strange) <= places.numbers:
            return
        lon, lat = (self.columns[role].name for role in COORDINATES)
        if places.swapped > places.strange:
            raise Refusal(name, f'most latitudes are beyond 90 degrees; are they longitudes? say --lon "{lat}" --lat "{lon}"')
        raise Refusal(name, f'most values of {lon} and {lat} are no degrees; give WGS 84 in decimal degrees, or say --lon none')

    def _whole(self, chunk):
        """The records that are as wide as the header, and their places in the chunk."""
        width = self.table.width
        self.cut_off = None
        if set(map(len, chunk)) == {width}:
            return chunk, range(len(chunk))
        for place, row in enumerate(chunk):
            if row and len(row) != width:
                line, found = self.table.misfit(place, self.kept + len(self.skipped))
                self.skipped.add('wrong number of fields', found, lambda: line)
                self.cut_off = line if place == len(chunk) - 1 and len(row) < width else None
        places = [place for place, row in enumerate(chunk) if len(row) == width]
        return [chunk[place] for place in places], places

    def _refuse_unclear(self, rows, places):
        for place, row in zip(places, rows):
            for role in ('size', 'firms'):
                column = self.columns.get(role)
                if column and is_unclear(row[column.index]):
                    raise Refusal(self.table.source.name, f'{quoted(row[column.index])} has thousands or decimals? say --decimal point or --decimal comma',
                                  self.table.line(place), column.name)

    def _check(self):
        name, rows = self.table.source.name, self.kept + len(self.skipped)
        if not rows:
            raise Refusal(name, 'has a header and no rows')
        if not self.kept or 2 * self.kept < rows:
            raise Refusal(name, f'{self.kept:,} of {rows:,} rows can be used; skipped: {self.skipped}; are these the right columns?')
        self._check_places()

    def withheld(self):
        """Whether sizes are missing where numbers of firms are known, as in tables that withhold some."""
        return 'firms' in self.columns and not {'no size', 'size is not a number'}.isdisjoint(self.skipped.reasons)

    def told(self):
        rows = self.kept + len(self.skipped)
        places = f'; without a place, and kept: {self.unplaced}' if self.unplaced.reasons else ''
        return f'{rows:,} rows read, {self.kept:,} kept' + (f'; skipped: {self.skipped}' if self.skipped.reasons else '') + places


def say_columns(columns, asked):
    for role in ALL_ROLES:
        column = columns.get(role)
        if column:
            also = f', could be {" or ".join(column.also)}' if column.also else ''
            say(f'{role}: {column.name}' + (f' (guessed{also}; --{role} COLUMN)' if column.guessed else ''))
        elif role == 'size' and asked['size'] is None and 'firms' not in columns:
            say('size: none found, every firm counts 1 (--size COLUMN)')


def unit_of(columns):
    """What sizes are: jobs if their column says so."""
    if 'size' not in columns:
        return 'firms'
    return 'jobs' if counts_jobs(columns['size'].name) else 'size'


def facts_of(source, table, firms, progress):
    return {'source': os.path.basename(source.name), 'unit': unit_of(firms.columns), 'encoding': source.encoding_shown, 'codec': source.encoding, 'encoding_guessed': source.guessed is not None,
            'delimiter': table.delimiter, 'decimal': firms.decimal,
            'columns': {role: {'name': firms.columns[role].name, 'guessed': firms.columns[role].guessed} if role in firms.columns else None for role in ALL_ROLES},
            'located': 0 if firms.places is None else firms.kept - len(firms.unplaced), 'unplaced': firms.unplaced.most(),
            'rows_read': firms.kept + len(firms.skipped), 'rows_kept': firms.kept, 'skipped': firms.skipped.most(), 'withheld': firms.withheld(),
            'seconds': round(progress.seconds, 3), 'bytes': source.bytes}


def write_facts(path, facts):
    try:
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(facts, file, ensure_ascii=False, indent=1)
            file.write('\n')
    except OSError as error:
        raise Refusal(path, f'cannot be written: {error.strerror.lower()}') from None


def checked_before(options):
    """What --check found out need not be looked for, or told, again."""
    with open(options.checked, encoding='utf-8') as file:
        facts = json.load(file)
    options.encoding, options.delimiter = facts['codec'], facts['delimiter']
    options.decimal = next((word for word, mark in POINTS.items() if mark == facts['decimal']), None)
    for role in ALL_ROLES:
        setattr(options, role, facts['columns'][role]['name'] if facts['columns'][role] else 'none')
    return {role: column['guessed'] for role, column in facts['columns'].items() if column}, facts['encoding_guessed']


def read_firms(options, write):
    guessed, encoding_guessed = checked_before(options) if options.checked else ({}, False)
    progress = Progress(options.check)
    source = Source(options.file, options.name, options.encoding, progress)
    table = Table(source, options.delimiter)
    asked = {role: getattr(options, role) for role in ALL_ROLES}
    columns = choose(table.header, asked)
    for role, was in guessed.items():
        columns[role].guessed = was
    firms = Firms(table, columns, options.decimal)
    progress.end()
    if not options.checked:
        if source.guessed:
            say(f'encoding: {source.guessed}')
        if table.delimiter != ',':
            say(f'separator: {table.delimiter_shown}' + (' (guessed; --delimiter CHARACTER)' if table.guessed else ''))
        if firms.decimal == ',':
            say('decimals: after a comma' + ('' if options.decimal else ' (guessed; --decimal point)'))
        say_columns(columns, asked)
    if not options.check:
        firms.copy(write, progress)
        progress.end()
        if firms.cut_off:
            say(f'{source.name}, line {firms.cut_off:,}: the last line is not complete; the file may have been cut off')
        say(firms.told())
        if firms.withheld():
            say(f'{source.name}: rows whose size is withheld are missing in all sums; --size none counts firms, of which all are known')
    elif not table.header.sample:
        raise Refusal(source.name, 'has a header and no rows')
    else:
        firms.look()
    if options.facts:
        facts = facts_of(source, table, firms, progress)
        facts['encoding_guessed'] = facts['encoding_guessed'] or encoding_guessed
        write_facts(options.facts, {**facts, **dict(options.fact)})


def read_list(options, write):
    table = Table(Source(options.file, options.name, options.encoding), options.delimiter)
    columns = lists.READ[options.kind](table, write, say)
    if options.facts:
        write_facts(options.facts, {'columns': columns, **dict(options.fact)})


def parse(arguments):
    parser = argparse.ArgumentParser(prog='read.py', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('kind', choices=['firms', 'titles', 'policies'])
    parser.add_argument('file', help='the file, plain or gz; - for standard input')
    for role in ALL_ROLES:
        parser.add_argument(f'--{role}', metavar='COLUMN', help='none for no such column' if role not in ROLES[:2] else None)
    parser.add_argument('--name', help='what messages call the file')
    parser.add_argument('--encoding', help='utf-8, gb18030, latin-1 ...')
    parser.add_argument('--delimiter', help='comma, semicolon, tab, bar or a character')
    parser.add_argument('--decimal', choices=POINTS, help='the mark of decimals')
    parser.add_argument('--facts', metavar='FILE', help='where to write what was found, as JSON')
    parser.add_argument('--fact', nargs=2, metavar=('NAME', 'TEXT'), action='append', default=[], help='one more of them')
    parser.add_argument('--check', action='store_true', help='look at the encoding, the header and the first rows only')
    parser.add_argument('--checked', metavar='FILE', help='the facts of a check of the same file')
    return parser.parse_args(arguments)


def main():
    gc.disable()  # it would look through millions of rows for circles that are not there
    out = sys.stdout.buffer
    options = parse(sys.argv[1:])
    try:
        (read_firms if options.kind == 'firms' else read_list)(options, out.write)
        out.flush()
        return 0
    except (Refusal, Usage) as refusal:
        if sys.stderr.isatty():
            sys.stderr.write('\r\x1b[K')
        say(f'error: {refusal}')
        return 2 if isinstance(refusal, Usage) else 1
    except BrokenPipeError:
        status = 1  # who does not read on says why
    except OSError as error:
        say(f'error: the rows cannot be written: {(error.strerror or str(error)).lower()}')
        status = 1
    # What is still to be written has no reader.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status


if __name__ == '__main__':
    sys.exit(main())
