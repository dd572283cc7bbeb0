"""Maps as they are on disk: GeoJSON or TopoJSON, plain or gz, into shapes by layer."""
import gzip
import json
import re
import sys
import zlib
from collections import Counter
from contextlib import contextmanager

SAMPLES = 3  # that a message shows of many


class Fault(Exception):
    """What is wrong with a file, for whoever gave it."""


@contextmanager
def blame(path):
    """Ends the program with a message about the file, whatever is wrong with it."""
    try:
        yield
    except Fault as fault:
        reason = str(fault)
    except RecursionError:
        reason = 'nested too deeply'
    except MemoryError:
        reason = 'too large for the memory of this machine'
    else:
        return
    say(f'error: {path}: {reason}')
    sys.exit(1)


def say(message):
    print(message, file=sys.stderr)


def some(things):
    """The first of many things, in words."""
    things = list(things)
    return ', '.join(map(str, things[:SAMPLES])) + (f' and {len(things) - SAMPLES} more' if len(things) > SAMPLES else '')


# Files ---------------------------------------------------------------------

def contents(path):
    try:
        with open(path, 'rb') as file:
            data = file.read()
        if data[:2] == b'\x1f\x8b':
            data = gzip.decompress(data)
    except EOFError:
        raise Fault('the gz file is cut off')
    except (gzip.BadGzipFile, zlib.error) as error:
        raise Fault(f'the gz file is damaged: {error}')
    except OSError as error:
        raise Fault(error.strerror or str(error))
    if not data.strip():
        raise Fault('the file is empty')
    return data


def read_map(path):
    data = contents(path)
    if data[:2] == b'PK':
        raise Fault('this is a zip archive: unpack it')
    if data[:4] == b'\0\0\x27\x0a':
        raise Fault('this is a shapefile: convert it first, ogr2ogr -f GeoJSON -t_srs EPSG:4326 regions.geojson regions.shp')
    try:
        return json.loads(data)
    except json.JSONDecodeError as error:
        raise Fault(f'not JSON: {error.msg}, line {error.lineno}, column {error.colno}')
    except UnicodeDecodeError as error:
        raise Fault(f'not JSON: {error.reason} at byte {error.start + 1} is no {error.encoding.upper()}')
    except ValueError as error:  # a number of thousands of digits
        raise Fault(f'not JSON: {error}')


def read_labels(path):
    try:
        text = contents(path).decode('utf-8-sig')
    except UnicodeDecodeError as error:
        raise Fault(f'byte {error.start + 1} is no UTF-8')
    return list(dict.fromkeys(line for line in re.split('\r?\n', text) if line.strip()))


# Shapes --------------------------------------------------------------------

class Shape:
    """One feature: what it is called, and its geometry."""

    def __init__(self, thing, geometry, topology=None):
        properties = thing.get('properties')
        self.keys = dict(properties) if isinstance(properties, dict) else {}
        if thing.get('id') is not None:
            self.keys['id'] = thing['id']
        self.geometry = geometry
        self.topology = topology

    def name(self, key):
        """What people call it, where it says so."""
        names = [k for k, value in self.keys.items() if k != key and 'name' in k.lower() and isinstance(value, str) and value.strip()]
        return self.keys[min(names, key=lambda k: k.lower() != 'name')].strip() if names else None


class Topology:
    """The arcs of a TopoJSON, of which its rings are made; decoded as they are asked for."""

    def __init__(self, topology):
        self.arcs = topology.get('arcs')
        self.decoded = {}
        self.scale = self.translate = None
        if not isinstance(self.arcs, list):
            raise Fault('a TopoJSON without arcs')
        transform = topology.get('transform')
        if transform is not None:
            try:
                numbers = [float(transform[part][axis]) for part in ('scale', 'translate') for axis in (0, 1)]
            except (TypeError, KeyError, IndexError, ValueError, OverflowError):
                raise Fault('a TopoJSON whose transform has no scale and translate')
            self.scale, self.translate = numbers[:2], numbers[2:]

    def arc(self, number):
        if number not in self.decoded:
            points = self.arcs[number]
            if self.scale is not None:
                points, (x, y) = [], (0, 0)
                for step in self.arcs[number]:
                    x += step[0]
                    y += step[1]
                    points.append((x * self.scale[0] + self.translate[0], y * self.scale[1] + self.translate[1]))
            self.decoded[number] = points
        return self.decoded[number]

    def ring(self, numbers):
        """The arcs one behind the other, ~n backwards; each begins where the last one ended."""
        points = []
        for number in numbers:
            if type(number) is not int or not -len(self.arcs) <= number < len(self.arcs):
                raise Fault(f'arc {json.dumps(number)} is not among the {len(self.arcs)} that there are')
            arc = self.arc(number) if number >= 0 else self.arc(~number)[::-1]
            points += arc[1:] if points else arc
        return points


def polygons(geometry, topology):
    """Each a list of rings, the outer one first."""
    kind = geometry.get('type')
    if kind == 'GeometryCollection':
        return [p for part in geometry.get('geometries') or [] if isinstance(part, dict) for p in polygons(part, topology)]
    found = geometry.get('coordinates' if topology is None else 'arcs') or []
    found = [found] if kind == 'Polygon' and found else found if kind == 'MultiPolygon' else []
    return found if topology is None else [[topology.ring(ring) for ring in rings] for rings in found]


def arcs_of(geometry):
    """The numbers of all arcs that a geometry is made of."""
    if geometry.get('type') == 'GeometryCollection':
        return [arc for part in geometry.get('geometries') or [] if isinstance(part, dict) for arc in arcs_of(part)]
    found = geometry.get('arcs') or []
    found = [found] if geometry.get('type') == 'Polygon' else found if geometry.get('type') == 'MultiPolygon' else []
    return [arc for rings in found for ring in rings for arc in ring]


def kinds(geometry):
    """The types of what a geometry is made of."""
    if not isinstance(geometry, dict):
        return ['null']
    parts = geometry.get('geometries')
    if geometry.get('type') == 'GeometryCollection' and isinstance(parts, list) and parts:
        return [kind for part in parts for kind in kinds(part)]
    return [str(geometry.get('type'))]


def list_of(thing, member):
    found = thing.get(member)
    if not isinstance(found, list) or not all(isinstance(part, dict) for part in found):
        raise Fault(f'a {thing["type"]} without a list of {member}')
    return found


def layers(document):
    """Lists of shapes by name: the objects of a TopoJSON, the one list of a GeoJSON."""
    kind = document.get('type') if isinstance(document, dict) else None
    if kind == 'Topology':
        topology = Topology(document)
        objects = document.get('objects')
        if not isinstance(objects, dict) or not all(isinstance(part, dict) for part in objects.values()):
            raise Fault('a TopoJSON without objects')
        return {name: [Shape(part, part, topology) for part in
                       (list_of(thing, 'geometries') if thing.get('type') == 'GeometryCollection' else [thing])]
                for name, thing in objects.items()}
    if kind == 'FeatureCollection':
        return {'': [Shape(part, part.get('geometry')) for part in list_of(document, 'features')]}
    if kind == 'Feature':
        return {'': [Shape(document, document.get('geometry'))]}
    if kind == 'GeometryCollection':
        return {'': [Shape(part, part) for part in list_of(document, 'geometries')]}
    if kind in ('Polygon', 'MultiPolygon'):
        return {'': [Shape(document, document)]}
    raise Fault('JSON, but no map: neither GeoJSON nor TopoJSON')


def drawable(shape):
    return not {'Polygon', 'MultiPolygon'}.isdisjoint(kinds(shape.geometry))


def tally(shapes):
    """What shapes without polygons are."""
    counts = Counter(kinds(shape.geometry)[0] for shape in shapes if not drawable(shape))
    return ', '.join(f'{kind} ({count})' for kind, count in counts.items())


def choose_layers(found, wanted):
    """Those to choose among, of shapes that can be drawn."""
    if wanted is not None:
        if wanted not in found:
            raise Fault(f'there is no object {wanted}' + (': this is no TopoJSON' if '' in found else f'; there are: {", ".join(found)}'))
        found = {wanted: found[wanted]}
    every = [shape for shapes in found.values() for shape in shapes]
    if not every:
        raise Fault('there are no features in it')
    kept = {name: [shape for shape in shapes if drawable(shape)] for name, shapes in found.items()}
    if not any(kept.values()):
        raise Fault(f'there are no polygons in it, only {tally(every)}')
    if tally(every):
        say(f'map: no polygons, left out: {tally(every)}')
    return {name: shapes for name, shapes in kept.items() if shapes}
