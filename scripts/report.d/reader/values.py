"""Values as they stand in files, and as PostgreSQL's COPY reads them.

Each kind is a dictionary that fills itself: what occurs again, as most labels and
sizes do, is looked up and not converted.  A value that tells why its row is skipped
is an object Skip in place of a text.
"""
import math
import re

from .source import NUL

ABSENT = '\\N'
NOWHERE = f'{ABSENT}\t{ABSENT}'  # a longitude and a latitude
LONGEST_LABEL = 1024
LARGEST = 1e18  # sums of more than that are a mistake in the file
MOST_VALUES = 1 << 16  # remembered of a column

SPACES = ' \u00a0\u2009\u202f\''  # between thousands, the last one in Switzerland
GROUPED = re.compile(rf'[+-]?\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?:[.,]\d+)?')
PLAIN = re.compile(r'[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?')
# What a number tells of the marks in all of its file.
TELL_COMMA = re.compile(r'[+-]?(?:0,\d+|\d+,(?!\d{3}$)\d+|\d{4,},\d{3}|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,})')
TELL_POINT = re.compile(r'[+-]?(?:0?\.\d+|\d+\.(?!\d{3}$)\d+|\d{4,}\.\d{3}|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,})')
AMBIGUOUS = re.compile(r'[+-]?[1-9]\d{0,2}[.,]\d{3}')
THOUSANDS = {'.': re.compile(r'[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?'), ',': re.compile(r'[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?')}

YEAR = re.compile(r'(?:1[5-9]|2[0-2])\d\d')
DATE = re.compile(rf'({YEAR.pattern})(?:\.0+|年?|\d{{4}}|[-/.年]\d{{1,2}}(?:[-/.月].*)?)|\d{{1,2}}[-/. ]\d{{1,2}}[-/. ]({YEAR.pattern})(?: .*)?')
YES = {'yes', 'y', 'true', 't', '1', '是'}
NO = {'no', 'n', 'false', 'f', '0', '否'}


class Skip:
    """Why a row is skipped."""

    def __init__(self, reason, shown=False):
        self.reason = reason
        self.shown = shown  # whether the value tells more


class Unclear(Exception):
    """A number that may be either of two."""


def is_unclear(text):
    return AMBIGUOUS.fullmatch(text.strip()) is not None


def number(text, decimal):
    """The number that a text stands for, or None.  decimal is the mark of decimals in the file, or None if
    nothing has told it yet."""
    text = text.strip()
    if decimal is None and is_unclear(text):
        raise Unclear
    if GROUPED.fullmatch(text):
        text = text.translate(dict.fromkeys(map(ord, SPACES)))
    if THOUSANDS[decimal or '.'].fullmatch(text):
        text = text.replace(',' if decimal != ',' else '.', '')
    if decimal == ',':
        if '.' in text:
            return None
        text = text.replace(',', '.')
    if not PLAIN.fullmatch(text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def mark_of_decimals(values):
    """What the numbers of a column tell of it: '.', ',' or None."""
    comma = point = 0
    for value in values:
        value = value.strip()
        comma += TELL_COMMA.fullmatch(value) is not None
        point += TELL_POINT.fullmatch(value) is not None
    return None if comma == point else ',' if comma > point else '.'


def written(value):
    """A number for COPY: no fraction where there is none, else all digits that it has."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


class Values(dict):
    """Of one column: from what stands in the file to what COPY reads."""

    def __init__(self, role, after=''):
        super().__init__()
        self.role = role
        self.after = after  # the absent columns that follow

    def __missing__(self, raw):
        if len(self) >= MOST_VALUES:
            self.clear()
        found = self.convert(raw)
        self[raw] = found = found if isinstance(found, Skip) else found + self.after
        return found


class Labels(Values):
    def convert(self, raw):
        text = raw.strip()
        if not text:
            return Skip(f'no {self.role}')
        if NUL in text:
            return Skip(f'{self.role} holds a byte of zero', True)
        if len(text.encode()) > LONGEST_LABEL:
            return Skip(f'{self.role} is longer than {LONGEST_LABEL:,} bytes')
        return escaped(text)


class Numbers(Values):
    def __init__(self, role, after, decimal):
        super().__init__(role, after)
        self.decimal = decimal

    def convert(self, raw):
        if raw.isdigit() and raw.isascii() and len(raw) < 16 and raw[0] != '0':
            return raw
        if not raw or raw.isspace():
            return Skip(f'no {self.role}')
        value = number(raw, self.decimal)
        if value is None:
            return Skip(f'{self.role} is not a number', True)
        if value < 0:
            return Skip(f'{self.role} is negative', True)
        if value > LARGEST:
            return Skip(f'{self.role} is above 10^18', True)
        return written(value)


class Places(Values):
    """Of two columns, longitude and latitude in degrees.  A row without a place is kept."""

    def __init__(self):
        super().__init__('place')
        self.numbers = self.swapped = self.strange = 0  # places of numbers; those that fit the other way round, and no way

    def convert(self, raw):
        try:
            lon, lat = map(float, raw)
        except ValueError:
            lon, lat = map(degrees, raw)
        if on_earth(lon, lat):
            self.numbers += 1
            return f'{written(lon)}\t{written(lat)}' if lon or lat else NOWHERE
        if math.isfinite(lon + lat):
            self.numbers += 1
            self.swapped += on_earth(lat, lon)
            self.strange += not on_earth(lat, lon)
        return NOWHERE

    def lost(self, raw):
        """Why a row has no place."""
        if '' in raw or any(map(str.isspace, raw)):
            return Skip('no longitude or latitude')
        lon, lat = map(degrees, raw)
        if not math.isfinite(lon + lat):
            return Skip('longitude or latitude is not a number', True)
        # 0 and 0 is what some write for what they do not know
        return Skip('longitude or latitude is beyond the globe', True) if lon or lat else Skip('longitude and latitude are 0')


def degrees(text):
    """There are no thousands of them: a comma or a point is that of decimals, in whatever file."""
    text = text.strip().replace(',', '.')
    return float(text) if PLAIN.fullmatch(text) else math.nan


def on_earth(lon, lat):
    return -180 <= lon <= 180 and -90 <= lat <= 90


class Years(Values):
    def convert(self, raw):
        text = raw.strip()
        if not text:
            return Skip('no year')
        found = DATE.fullmatch(text)
        return (found.group(1) or found.group(2)) if found else Skip('year is neither year nor date', True)


def escaped(text):
    """A text for COPY."""
    return text.replace('\\', '\\\\').replace('\t', '\\t').replace('\n', '\\n').replace('\r', '\\r')
