#!/usr/bin/env python3
"""Reads a map, GeoJSON or TopoJSON, and writes the shapes of the regions that are in the data.

usage: shapes.py MAP [--key PROPERTY] [--regions FILE] [--object NAME] [--borders FILE]

What it writes is GeoJSON as d3-geo wants it: the id of a feature is the label that its region has
in the data, "projection" beside "features" is what suits them, outer rings run clockwise, and
there are no more points than a map 1,200 pixels wide can show.  What it found, it says on stderr.  --borders
gets the pairs of regions that share a side, as CSV.
"""
import argparse
import gc
import json
import os
import sys
import unicodedata

sys.dont_write_bytecode = True  # the tree may be read-only, and is to stay as it is
from borders import write_borders  # noqa: E402
from maps import SAMPLES, Fault, blame, choose_layers, layers, read_labels, read_map, say, some  # noqa: E402
from outlines import Grid, outlines, project, regions_of  # noqa: E402


# Keys ----------------------------------------------------------------------

def plain(value):
    """What a label and the value of a property are compared by; None for what is no label."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    return unicodedata.normalize('NFC', str(value).strip()) or None


def folded(value):
    """The same without case and diacritics."""
    letters = unicodedata.normalize('NFKD', value.casefold())
    return ' '.join(''.join(c for c in letters if not unicodedata.combining(c)).split())


def number(value):
    """Without the zeros that a number loses and a text keeps; None for what has other than digits."""
    return (value.lstrip('0') or '0') if value.isascii() and value.isdigit() else None


class Labels:
    """The regions of the data, to be found by the values of properties."""

    def __init__(self, labels):
        self.labels = labels
        self.by = [self.index(form) for form in (lambda value: value, number, folded)]

    def index(self, form):
        """Labels by a form of theirs, where it is of one label only."""
        index = {}
        for label in self.labels:
            index.setdefault(form(plain(label)), []).append(label)
        return {form: labels[0] for form, labels in index.items() if form is not None and len(labels) == 1}

    def find(self, value, loose):
        value = plain(value)
        if value is None:
            return None
        exact, numbers, loosely = self.by
        label = exact.get(value, numbers.get(number(value)))
        return loosely.get(folded(value)) if label is None and loose else label

    def match(self, shapes, key, loose):
        """Shapes by label; loosely only for labels that are not there as they are."""
        matched = {}
        for shape in shapes:
            label = self.find(shape.keys.get(key), False)
            if label is not None:
                matched.setdefault(label, []).append(shape)
        loosely = {}
        for shape in shapes if loose else ():
            label = self.find(shape.keys.get(key), True)
            if label is not None and label not in matched:
                loosely.setdefault(label, []).append(shape)
        return {**matched, **loosely}


def properties(shapes):
    """Values by property, the id first."""
    values = {'id': []}
    for shape in shapes:
        for key, value in shape.keys.items():
            if plain(value) is not None:
                values.setdefault(key, []).append(value)
    return {key: found for key, found in values.items() if found}


def describe(found):
    """The properties of all layers, with some of their values."""
    seen = {}
    for shapes in found.values():
        for key, values in properties(shapes).items():
            seen.setdefault(key, []).extend(values[:SAMPLES])
    samples = {key: ', '.join(dict.fromkeys(plain(value)[:40] for value in values[:SAMPLES])) for key, values in seen.items()}
    return '; '.join(f'{key} ({sample})' for key, sample in samples.items()) or 'none'


def keep_all(found, key):
    """Without regions to look for: the largest layer, by the first property that tells its shapes apart if none is given."""
    shapes = max(found.values(), key=len)
    values = properties(shapes)
    if key is None:
        key = next((k for k, v in values.items() if len(set(map(plain, v))) == len(shapes)), next(iter(values), None))
    if key not in values:
        raise Fault(no_property(key, found) if key else 'the shapes have neither ids nor properties')
    labels = Labels(list(dict.fromkeys(map(plain, values[key]))))
    return shapes, key, labels.match(shapes, key, False)


def no_property(key, found):
    return f'no shape has a property {key}; there are: {describe(found)}'


def choose_key(found, key, labels):
    """The layer and the property that know most of the regions; of equals those with fewer shapes beside them."""
    if key is not None and not any(key in shape.keys for shapes in found.values() for shape in shapes):
        raise Fault(no_property(key, found))
    best, choice = (0, 0), None
    for loose in (False, True):
        before = best[0]
        for shapes in found.values():
            for candidate in [key] if key is not None else properties(shapes):
                matched = labels.match(shapes, candidate, loose)
                merit = len(matched), -sum(map(len, matched.values()))
                if len(matched) > (before if loose else 0) and merit > best:
                    best, choice = merit, (shapes, candidate, matched)
        if loose and best[0] > before:
            say('map: regions are compared without case and accents')
        if best[0] == len(labels.labels):
            break
    if choice:
        return choice
    raise Fault(f'no region of the data is a value of {key or "any property"}; there are: {describe(found)}; the data have {some(labels.labels)}')


def report_matches(labels, matched):
    missing = [label for label in labels if label not in matched]
    say(f'map: {len(matched)} of {len(labels)} regions have a shape' + (f'; without one: {some(missing)}' if missing else ''))
    several = [label for label in matched if len(matched[label]) > 1]
    if several:
        say(f'map: {len(several)} regions are made of several shapes: {some(several)}')


# All of it -----------------------------------------------------------------

def feature(label, name, parts):
    """One line of GeoJSON; an end of a script in it would end the script that it is put into."""
    rings = [[outline.coordinates(place == 0) for place, outline in enumerate(outlines)] for outlines in parts]
    geometry = {'type': 'Polygon', 'coordinates': rings[0]} if len(rings) == 1 else {'type': 'MultiPolygon', 'coordinates': rings}
    return line({'type': 'Feature', 'id': label, 'properties': {'name': name} if name else {}, 'geometry': geometry})


def line(thing):
    return json.dumps(thing, ensure_ascii=False, separators=(',', ':')).replace('</', '<\\/')


def draw(document, wanted, key, labels, borders):
    """The text of the GeoJSON; borders is the file for the pairs that share one, or None."""
    found = choose_layers(layers(document), wanted)
    if labels is None:
        _, chosen, matched = keep_all(found, key)
    else:
        _, chosen, matched = choose_key(found, key, Labels(labels))
    if key is None:
        say(f'map key: {chosen} (guessed; --map-key PROPERTY)')
    report_matches(labels or matched, matched)
    projection, extent, sphere, regions = project(document, regions_of(matched))
    drawn = outlines(Grid(extent, sphere), regions)
    if borders is not None:
        write_borders(borders, matched)
    lines = [feature(label, matched[label][0].name(chosen), drawn[label]) for label in labels or matched if label in drawn]
    return '{"type":"FeatureCollection","projection":' + line(projection) + ',"features":[\n' + ',\n'.join(lines) + '\n]}\n'


def write(text):
    try:
        sys.stdout.buffer.write(text.encode('utf-8', 'replace'))
        sys.stdout.buffer.flush()
    except OSError as error:
        # Python would try again at its end, and say so at length.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        say(f'error: cannot write the shapes: {error.strerror}')
        sys.exit(1)


def main():
    parser = argparse.ArgumentParser(description='Writes the shapes of regions from a map, GeoJSON or TopoJSON, as GeoJSON for Vega.')
    parser.add_argument('map', metavar='MAP', help='the map, plain or gz')
    parser.add_argument('--key', metavar='PROPERTY', help="what the regions are called by; id for the shape's own id (default: what matches most of them)")
    parser.add_argument('--regions', metavar='FILE', help='labels of the regions, one a line (default: all shapes)')
    parser.add_argument('--object', metavar='NAME', help='of a TopoJSON (default: the one that matches most of them)')
    parser.add_argument('--borders', metavar='FILE', help='where to write which regions share a border')
    given = parser.parse_args()
    gc.disable()  # coordinates are a great many lists, none of them garbage
    labels = None
    if given.regions is not None:
        with blame(given.regions):
            labels = read_labels(given.regions)
    with blame(given.map):
        write(draw(read_map(given.map), given.object, given.key, labels, given.borders))


if __name__ == '__main__':
    main()
