"""What is drawn of regions: a projection that suits them, and their rings on a grid of pixels."""
import json
import math
import re

from maps import Fault, polygons, say, some

PIXELS = 1200  # that a map is wide at most
CELLS = 3.5 * PIXELS  # at least, of the grid that coordinates are rounded to, over the larger side of the map


# Coordinates ---------------------------------------------------------------

class Ring:
    """Coordinates of a closed ring, that may end a `turn` about the Earth from where it began."""

    def __init__(self, points):
        try:
            self.xs = [point[0] for point in points]
            self.ys = [point[1] for point in points]
        except (TypeError, LookupError):
            raise Fault('coordinates that are no pairs of numbers')
        if not set(map(type, self.xs + self.ys)) <= {int, float}:
            raise Fault('coordinates that are no numbers')
        if not math.isfinite(sum(self.xs) + sum(self.ys)):
            raise Fault('coordinates that are not finite')
        self.turn = 0
        if self.xs:
            self.xs.append(self.xs[0])
            self.ys.append(self.ys[0])

    def unwrap(self):
        """Lets longitudes run on over the antimeridian."""
        if max(self.xs) - min(self.xs) > 180:
            turns, xs = 0, self.xs[:1]
            for before, x in zip(self.xs, self.xs[1:]):
                turns -= round((x - before) / 360)
                xs.append(x + 360 * turns)
            self.xs, self.turn = xs, turns

    def box(self):
        return min(self.xs), min(self.ys), max(self.xs), max(self.ys)


def rings_of(shape, label):
    """Polygons, each a list of rings that are not empty."""
    try:
        found = [[Ring(ring) for ring in rings] for rings in polygons(shape.geometry, shape.topology)]
    except Fault as fault:
        raise Fault(f'region {label}: {fault}')
    except OverflowError:
        raise Fault(f'region {label}: coordinates that are not finite')
    except (TypeError, LookupError, AttributeError):
        raise Fault(f'region {label}: what should be a polygon is none')
    return [rings for rings in ([ring for ring in rings if ring.xs] for rings in found) if rings]


def regions_of(matched):
    """The polygons of all regions that have some."""
    regions = {label: [rings for shape in shapes for rings in rings_of(shape, label)] for label, shapes in matched.items()}
    empty = [label for label, parts in regions.items() if not parts]
    if len(empty) == len(regions):
        raise Fault('the polygons of all regions are empty')
    if empty:
        say(f'map: the polygons of {some(empty)} are empty')
    return {label: parts for label, parts in regions.items() if parts}


def box(rings):
    """West, south, east and north of all of them."""
    boxes = [ring.box() for ring in rings]
    return (*(min(b[side] for b in boxes) for side in (0, 1)), *(max(b[side] for b in boxes) for side in (2, 3)))


def largest(boxes):
    return max(boxes, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))


def on_the_sphere(document, extent):
    """Whether coordinates are longitudes and latitudes: by their size, else by what the file says of itself."""
    west, south, east, north = extent
    if west < -360 or east > 360 or south < -90 or north > 90:
        return False
    code = re.search(r'EPSG\W+(?:[\d.]*:)?(\d+)', json.dumps(document.get('crs')), re.I)
    # The registry keeps longitudes and latitudes among its numbers from 4000 on.
    return not code or 4000 <= int(code.group(1)) < 5000


# Projections ---------------------------------------------------------------

# Where the composite projection of the United States has room: west, south, east, north.
MAINLAND = -125.5, 24, -66, 50
ISLANDS = (-190, 51, -129, 72), (-179, 18, -154, 29)


def within(polygons, room):
    """Whether the largest of the polygons is."""
    west, south, east, north = largest([rings[0].box() for rings in polygons])
    turn = 360 * math.floor(((west + east) / 2 + 200) / 360)
    return room[0] <= west - turn and east - turn <= room[2] and room[1] <= south and north <= room[3]


def longitudes(rings):
    """West and span of the shortest arc that holds all of them, over the antimeridian if need be."""
    arcs = sorted(((min(r.xs) + 180) % 360 - 180, max(r.xs) - min(r.xs)) for r in rings)
    reach = max(west + span for west, span in arcs) - 360
    gaps = []
    for west, span in arcs:
        gaps.append((west - reach, west))
        reach = max(reach, west + span)
    gap, west = max(gaps)
    return west, 360 - max(gap, 0)


def of_the_sphere(rings):
    """A projection that keeps areas, and the extent in degrees of a great circle."""
    west, span = longitudes(rings)
    _, south, _, north = box(rings)
    middle = round((west + span / 2 + 180) % 360 - 180, 2)
    if span > 180:
        # A map of the world is cut where everybody cuts it.
        return {'type': 'equalEarth', 'rotate': [-middle if span < 330 else 0, 0]}, span
    sixth = (north - south) / 6
    extent = max(span * math.cos(math.radians((south + north) / 2)), north - south)
    return {'type': 'conicEqualArea', 'rotate': [-middle, 0], 'parallels': [round(south + sixth, 2), round(north - sixth, 2)]}, extent


def of_the_plane(document, extent):
    west, south, east, north = extent
    # Maps that were projected for a screen count its pixels downwards; metres go up, and there are more of them.
    screen = document['type'] == 'Topology' and max(map(abs, extent)) < 5000
    return {'type': 'identity', 'reflectY': not screen}, max(east - west, north - south)


def project(document, regions):
    """The projection, its extent if it is of the sphere, that of the plane else, and the regions that it has room for."""
    rings = [rings[0] for parts in regions.values() for rings in parts]
    if not on_the_sphere(document, box(rings)):
        say('map: the coordinates are projected already')
        return (*of_the_plane(document, box(rings)), False, regions)
    for ring in (ring for parts in regions.values() for rings in parts for ring in rings):
        ring.unwrap()
    mainland = [label for label, parts in regions.items() if within(parts, MAINLAND)]
    islands = [label for label, parts in regions.items() if any(within(parts, room) for room in ISLANDS)]
    outside = len(regions) - len(mainland) - len(islands)
    if not mainland or not islands or outside > len(regions) / 10:
        return (*of_the_sphere(rings), True, regions)
    placed = {label: regions[label] for label in mainland + islands}
    if outside:
        say(f'map: the map of the United States has no room for {some(label for label in regions if label not in placed)}')
    return {'type': 'albersUsa'}, of_the_sphere([rings[0] for label in mainland for rings in regions[label]])[1], True, placed


# The grid ------------------------------------------------------------------

class Grid:
    """Where points may be: about a quarter of a pixel apart, at numbers that are short to write."""

    def __init__(self, extent, sphere):
        cell = max(extent / CELLS, 1e-9)
        self.digits = -math.floor(math.log10(cell))
        self.unit = max(unit for unit in (1, 2, 5) if unit == 1 or unit <= cell * 10.0 ** self.digits)
        # Cells around the Earth; and stretches of it so short that great circles leave no straight
        # line of the map by half a cell.
        self.around = round(360 * 10.0 ** self.digits / self.unit) if sphere else 0
        self.stretches = math.ceil(math.sqrt(math.pi * self.around / 4))

    def snap(self, numbers):
        scale = 10.0 ** self.digits / self.unit
        return [round(number * scale) for number in numbers]

    def number(self, cells):
        units = cells * self.unit
        if self.digits <= 0:
            return units * 10 ** -self.digits
        return units / 10 ** self.digits if units % 10 ** self.digits else units // 10 ** self.digits

    def place(self, point):
        """The same for a point seen from the other side of the antimeridian."""
        return (point[0] % self.around, point[1]) if self.around else point

    def between(self, a, b):
        """Points on a side where one stretch ends and the next one begins: d3-geo draws great circles, but the sides are straight."""
        (west, y), (east, end) = sorted((a, b))
        stretches = range(west * self.stretches // self.around + 1, -(-east * self.stretches // self.around)) if self.around else ()
        xs = [-(-stretch * self.around // self.stretches) for stretch in stretches]
        points = [(x, y + round((end - y) * (x - west) / (east - west))) for x in xs if x < east]
        return points if a < b else points[::-1]


def straight(a, b, c):
    """Whether b does nothing between a and c."""
    dx, dy, ex, ey = b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]
    return dx * ey == dy * ex and dx * ex + dy * ey > 0


def doubled_area(points):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:]))


class Outline:
    """A ring on the grid, without the point that closes it."""

    def __init__(self, grid, xs, ys, turn):
        self.grid, self.turn = grid, turn
        points = list(zip(grid.snap(xs), grid.snap(ys)))[:-1]
        self.points = [point for before, point in zip(points[-1:] + points, points) if grid.place(point) != grid.place(before)]

    def shifted(self, point, turn):
        return point[0] + turn * self.grid.around, point[1]

    def closed(self):
        return self.points + [self.shifted(self.points[0], self.turn)]

    def corners(self):
        """The points at which it bends, as places."""
        if len(self.points) < 2:
            return
        closed = self.closed()
        for before, point, after in zip([self.shifted(closed[-2], -self.turn)] + closed, closed, closed[1:]):
            if not straight(before, point, after):
                yield self.grid.place(point)

    def thin(self, corners):
        """Leaves out what is a corner neither here nor in a neighbour: borders that are shared stay so."""
        kept = [point for point in self.points if self.grid.place(point) in corners]
        # A parallel around the whole Earth has none.
        self.points = kept or self.points[:abs(self.turn)]

    def empty(self):
        return not self.turn and (len(self.points) < 3 or doubled_area(self.closed()) == 0)

    def coordinates(self, clockwise):
        points = self.closed()
        points = [point for a, b in zip(points, points[1:]) for point in [a] + self.grid.between(a, b)] + points[-1:]
        if self.clockwise(points) != clockwise:
            points.reverse()
        around, number = self.grid.around, self.grid.number
        # Not beyond 180 degrees, but on the side of that on which they were.
        return [[number(x - around * ((2 * x > around) - (2 * x < -around))), number(y)] for x, y in points]

    def clockwise(self, points):
        """Whether they have the inside to the right; on the sphere that is what d3-geo fills."""
        if not self.grid.around:
            return doubled_area(points) < 0
        # The area between each side and the equator, positive where it runs eastwards north of that.
        half, area = math.pi / self.grid.around, 0.0
        halves = [(x * half, math.tan(y * half)) for x, y in points]
        for (x, tangent), (end, other) in zip(halves, halves[1:]):
            area += math.atan2(math.tan(end - x) * (tangent + other), 1 + tangent * other)
        # About a pole, the inside is the smaller part of the sphere.
        return area < 0 if self.turn else area > 0


def speck(grid, parts):
    """Stands for a region that is smaller than the grid: a square of a pixel, which one can see."""
    west, south, east, north = largest([rings[0].box() for rings in parts])
    outline = Outline(grid, [(west + east) / 2] * 2, [(south + north) / 2] * 2, 0)
    (x,), (y,) = grid.snap([(west + east) / 2]), grid.snap([(south + north) / 2])
    if grid.around:
        y = max(2 - grid.around // 4, min(grid.around // 4 - 2, y))
    outline.points = [(x - 2, y - 2), (x - 2, y + 2), (x + 2, y + 2), (x + 2, y - 2)]
    return outline


def outlines(grid, regions):
    """Polygons on the grid by label."""
    drawn = {label: [[Outline(grid, ring.xs, ring.ys, ring.turn) for ring in rings] for rings in parts] for label, parts in regions.items()}
    every = [outline for parts in drawn.values() for rings in parts for outline in rings]
    corners = {corner for outline in every for corner in outline.corners()}
    for outline in every:
        outline.thin(corners)
    for label, parts in drawn.items():
        kept = [[ring for ring in rings if not ring.empty()] for rings in parts if not rings[0].empty()]
        drawn[label] = kept or [[speck(grid, regions[label])]]
    return drawn
