"""Which regions share a border: by the arcs of a TopoJSON, by the corners of a GeoJSON."""
import csv
from collections import Counter
from itertools import combinations

from maps import Fault, arcs_of, polygons, say, some

DIGITS = 7  # of coordinates that are compared: a centimetre, where they are degrees


def corners(shape):
    """The points of a shape's rings; the antimeridian has one name."""
    for rings in polygons(shape.geometry, None):
        for ring in rings:
            for point in ring:
                x, y = round(point[0], DIGITS), round(point[1], DIGITS)
                yield (-180 if x == 180 else x), y


def sharing(owners, least):
    """Pairs of labels that have at least so many things in common."""
    common = Counter(pair for labels in owners.values() for pair in combinations(sorted(labels), 2))
    return {pair for pair, count in common.items() if count >= least}


def borders(matched):
    """Pairs of regions that have a side in common, each once; a corner alone is no border."""
    arcs, points = {}, {}
    for label, shapes in matched.items():
        for shape in shapes:
            if shape.topology is None:
                for point in corners(shape):
                    points.setdefault(point, set()).add(label)
            else:
                for arc in arcs_of(shape.geometry):
                    arcs.setdefault(arc if arc >= 0 else ~arc, set()).add(label)
    return sharing(arcs, 1) | sharing(points, 2)


def write_borders(path, matched):
    """As CSV: a region and its neighbour, from both sides; a region without one beside itself."""
    pairs = borders(matched)
    alone = [label for label in matched if label not in {label for pair in pairs for label in pair}]
    try:
        with open(path, 'w', encoding='utf-8', newline='') as file:
            csv.writer(file).writerows(sorted(pairs | {(b, a) for a, b in pairs} | {(label, label) for label in alone}))
    except OSError as error:
        raise Fault(f'the borders cannot be written to {path}: {error.strerror}')
    if alone:
        say(f'map: {len(alone)} of {len(matched)} regions share no border with another: {some(alone)}')
