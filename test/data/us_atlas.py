#!/usr/bin/env python3
"""Cuts shapes out of the files of us-atlas, as US_ATLAS.md tells: us_atlas.py counties-10m.json counties 13 >counties_georgia.topojson

The arguments are the file, the object, and what the ids of its shapes begin with (default: the states of the union).
Arcs that no shape needs any more go, the others are as they were; states get their two letters as `postal`.
"""
import json
import sys

POSTAL = dict(zip(
    '01 02 04 05 06 08 09 10 11 12 13 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 44 45 46 47 48 49 50 51 53 54 55 56'.split(),
    'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY'.split()))

with open(sys.argv[1], encoding='utf-8') as file:
    atlas = json.load(file)
wanted = tuple(sys.argv[3:] or POSTAL)
shapes = [shape for shape in atlas['objects'][sys.argv[2]]['geometries'] if shape['id'].startswith(wanted)]
places = {}


def renumber(arcs):
    if isinstance(arcs, list):
        return [renumber(part) for part in arcs]
    place = places.setdefault(max(arcs, ~arcs), len(places))
    return place if arcs >= 0 else ~place


for shape in shapes:
    shape['arcs'] = renumber(shape['arcs'])
    if shape['id'] in POSTAL:
        shape['properties']['postal'] = POSTAL[shape['id']]
json.dump({'type': 'Topology', 'transform': atlas['transform'], 'arcs': [atlas['arcs'][place] for place in places],
           'objects': {sys.argv[2]: {'type': 'GeometryCollection', 'geometries': shapes}}}, sys.stdout, separators=(',', ':'))
