"""A file as a header and records of fields: which character separates them, and what is no table."""
import csv
import itertools
import re

from .columns import Header
from .refusal import Refusal, Usage, quoted
from .source import NUL

DELIMITERS = {'comma': ',', 'semicolon': ';', 'tab': '\t', 'bar': '|'}
WORDS = {character: word for word, character in DELIMITERS.items()}
FIRST_LINES = 500
ROWS_AT_ONCE = 4096
LONGEST_FIELD = 1 << 20
csv.field_size_limit(LONGEST_FIELD)
LINE_END = re.compile('\r\n|\r|\n')
SEPARATOR = re.compile('sep=(.)[\r\n]*$')  # as Excel writes it above the header
FEW = 5  # records of another width that are borne, and then one in a thousand


def parsed(lines, delimiter):
    """The records of these lines as far as they can be parsed."""
    rows = []
    try:
        for row in csv.reader(lines, delimiter=delimiter, strict=True):
            if row:
                rows.append(row)
    except csv.Error:
        pass
    return rows


def guess_delimiter(lines):
    """The one that makes most records as wide as the first, and these wide."""
    def score(delimiter):
        rows = parsed(lines, delimiter)
        width = len(rows[0]) if rows else 1
        return (width > 1) * sum(len(row) == width for row in rows) / max(len(rows), 1), width
    return max(DELIMITERS.values(), key=score)


def blank(row):
    """Spreadsheets write rows of separators alone."""
    return not any(map(str.strip, row))


def lines_of(row):
    """How many lines a record takes: a quoted text may hold ends of lines."""
    return 1 + sum(len(LINE_END.findall(field)) for field in row)


class Table:
    def __init__(self, source, delimiter=None):
        self.source = source
        asked = DELIMITERS.get(delimiter, delimiter)
        if asked is not None and (len(asked) != 1 or asked in '"\r\n'):
            raise Usage(f'a delimiter is comma, semicolon, tab, bar or one character, not {quoted(delimiter)}')
        lines = source.lines()
        first = list(itertools.islice(lines, FIRST_LINES))
        if not any(line.strip() for line in first):
            raise Refusal(source.name, 'is empty' if not first else 'has no header: its first lines are blank')
        told = SEPARATOR.match(first[0])
        self.guessed = delimiter is None and not told
        self.delimiter = asked or (told.group(1) if told else guess_delimiter(first))
        self.reader = csv.reader(itertools.chain(first, lines), delimiter=self.delimiter, strict=True)
        if told:
            next(self.reader)
        names = self._first_record()
        self.width = len(names)
        self._check_header(names, first)
        sample = [row for row in parsed(first[1:] if told else first, self.delimiter)[1:] if len(row) == self.width and not blank(row)]
        self.header = Header(source.name, names, sample, self.reader.line_num)
        self.misfits = 0

    def _first_record(self):
        try:
            return next(filter(None, self.reader))
        except csv.Error as error:
            raise self._unparsed(error, 1) from None

    def _check_header(self, names, first):
        name, line = self.source.name, self.reader.line_num
        if any(NUL in n for n in names):
            raise Refusal(name, 'holds bytes of zero: is it no text, or UTF-16? --encoding utf-16', line)
        if self.width == 1:
            below = [max(len(row) for row in rows[1:]) for rows in (parsed(first, d) for d in DELIMITERS.values()) if len(rows) > 1]
            if max(below, default=1) > 2:
                raise Refusal(name, f'one field, while lines below have {max(below)}: the header must be the first line; delete what stands above it', line)
            raise Refusal(name, f'one column only, {quoted(names[0])}: no comma, semicolon, tab or bar separates fields; --delimiter CHARACTER', line)

    @property
    def delimiter_shown(self):
        return WORDS.get(self.delimiter, repr(self.delimiter))

    def chunks(self):
        """The records, some thousands at a time; those without any field are blank lines."""
        while True:
            self.chunk, self.chunk_line = [], self.reader.line_num + 1
            try:
                self.chunk.extend(itertools.islice(self.reader, ROWS_AT_ONCE))
            except csv.Error as error:
                raise self._unparsed(error, self.line(len(self.chunk))) from None
            if not self.chunk:
                return
            yield self.chunk

    def line(self, place):
        """Where a record of this chunk begins."""
        return self.chunk_line + sum(map(lines_of, self.chunk[:place]))

    def records(self):
        """The records one by one with the lines they begin in: for short files."""
        for chunk in self.chunks():
            line = self.chunk_line
            for row in chunk:
                if not blank(row):
                    yield line, row
                line += lines_of(row)

    def _unparsed(self, error, line):
        name = self.source.name
        if 'field limit' in str(error) or 'end of data' in str(error):
            long = f', or a field is longer than {LONGEST_FIELD:,} characters' if 'field limit' in str(error) else ''
            return Refusal(name, f'a quote opens in this record and is never closed{long}; close it, or double it if it is part of a text', line)
        if "expected after '\"'" in str(error):
            at = '' if line == self.reader.line_num else f' (in line {self.reader.line_num:,})'
            return Refusal(name, f'text follows a closing quote{at}: a quote within a quoted text is written twice', line)
        return Refusal(name, f'cannot be parsed: {error}', line)

    def misfit(self, place, records):
        """A record of another width: some are borne, not those that show that the file is not what it seems."""
        row, line = self.chunk[place], self.line(place)
        self.misfits += 1
        found = f'{len(row)} field{"s" if len(row) > 1 else ""}, the header has {self.width}'
        for other in DELIMITERS.values():
            if other != self.delimiter and len(next(csv.reader([self.delimiter.join(row)], delimiter=other), ())) == self.width:
                raise Refusal(self.source.name, f'separated by {WORDS[other]}, the header by {self.delimiter_shown}; a file has one separator', line)
        if self.misfits > FEW + records // 1000:
            raise Refusal(self.source.name, f'{found}, and so it is with {self.misfits - 1:,} lines before it; is the separator {self.delimiter_shown}?', line)
        return line, found
