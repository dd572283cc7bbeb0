// The space of industries, and what the region in focus could grow next.

// Where the industries stand: Vega's forces find out once; each drawing fits that to its frame.
let standing;
async function layOut() {
  const view = await new vega.View(vega.parse({
    data: [
      {name: 'links', values: data.links.map(l => ({source: l.a, target: l.b, relatedness: Math.min(1, l.relatedness)}))},
      {name: 'nodes', values: linked().map(n => ({id: n.id})), transform: [{type: 'force', static: true, iterations: 500, forces: [
        {force: 'nbody', strength: -42, distanceMax: 300}, {force: 'collide', radius: 8, iterations: 2},
        {force: 'link', links: 'links', id: 'id', distance: {expr: '10 + 45 * max(0, 0.6 - datum.relatedness)'}, strength: 0.55, iterations: 2},
        {force: 'x', x: 0, strength: 0.022}, {force: 'y', y: 0, strength: 0.036}]}]},
    ],
  }), {renderer: 'none'}).runAsync();
  return new Map(view.data('nodes').map(n => [n.id, {x: n.x, y: n.y}]));
}

function linked() {
  const some = new Set(data.links.flatMap(l => [l.a, l.b]));
  return data.nodes.filter(n => some.has(n.id));
}

// Without sectors the colour tells here what the region is specialised in.
const here = sector => sector === words.beyond ? words.here : sector;

charts.space = async width => {
  const at = await (standing ??= layOut()), height = narrow(width) ? 420 : 680, inner = width - 10;
  const fit = (axis, room) => {
    const values = [...at.values()].map(p => p[axis]), low = Math.min(...values), high = Math.max(...values);
    return id => 24 + (at.get(id)[axis] - low) / (high - low || 1) * (room - 48);
  };
  const x = fit('x', inner), y = fit('y', height);
  const near = data.nodes.filter(n => n.complex).sort((a, b) => b.density - a.density).slice(0, 8).map(n => n.id);
  const nodes = linked().map(n => ({...n, next: near.includes(n.id), colour: here(sectorOf(n)), px: x(n.id), py: y(n.id)}));
  const there = new Map(nodes.map(n => [n.id, n]));
  const ties = data.links.map(l => ({relatedness: Math.min(1, l.relatedness), within: there.get(l.a).present && there.get(l.b).present, x: x(l.a), y: y(l.a), x2: x(l.b), y2: y(l.b)}));
  const strongest = nodes.filter(n => n.present).sort((a, b) => b.lq - a.lq).slice(0, narrow(width) ? 5 : 14), largest = [...nodes].sort((a, b) => b.size - a.size).slice(0, narrow(width) ? 2 : 6);
  const named = [...new Set([...nodes.filter(n => n.next).slice(0, narrow(width) ? 3 : 8), ...strongest, ...largest])].map(n => ({...n, label: n.industry}));
  const own = sectors.filter(s => nodes.some(n => n.present && sectorOf(n) === s));
  const kinds = [...own.map(s => [here(s), palette[sectors.indexOf(s)], colour('paper')]), [words.not_here, colour('pale'), colour('axis')], [words.near, colour('paper'), colour('ink')]];
  const place = {x: {field: 'px'}, y: {field: 'py'}, size: {scale: 'area', field: 'size'}};
  const node = (name, from) => ({type: 'symbol', name, from: {data: from}, encode: {enter: {...place,
    fill: [{test: 'datum.present', scale: 'colour', field: 'colour'}, {test: 'datum.next', value: colour('paper')}, {value: colour('pale')}],
    stroke: [{test: 'datum.next', value: colour('ink')}, {test: 'datum.present', value: colour('paper')}, {value: colour('axis')}],
    strokeWidth: [{test: 'datum.next', value: 2.2}, {value: 1}],
    tooltip: {signal: `datum.industry + (datum.lq ? ', ' + ${quotient('datum.lq', '.1f')} : '') + ', ' + ${sized('datum.size')}`}}}});
  return picture(inner, height, {
    autosize: 'pad', padding: 5,
    data: [{name: 'ties', values: ties}, {name: 'placed', values: nodes}, {name: 'pale', values: nodes.filter(n => !n.present && !n.next)},
      {name: 'strong', values: nodes.filter(n => n.present || n.next)}, {name: 'labelled', values: named}],
    scales: [
      {name: 'colour', type: 'ordinal', domain: kinds.map(k => k[0]), range: kinds.map(k => k[1])},
      {name: 'edge', type: 'ordinal', domain: kinds.map(k => k[0]), range: kinds.map(k => k[2])},
      {name: 'area', type: 'sqrt', range: narrow(width) ? [16, 260] : [45, 640], domain: {data: 'placed', field: 'size'}, zero: true},
    ],
    legends: [legend(width, kinds.map(k => k[0]), {fill: 'colour', stroke: 'edge', symbolStrokeWidth: 1.6})],
    marks: [
      {type: 'rule', name: 'links', from: {data: 'ties'}, interactive: false, encode: {enter: {
        x: {field: 'x'}, y: {field: 'y'}, x2: {field: 'x2'}, y2: {field: 'y2'}, strokeCap: {value: 'round'},
        stroke: [{test: 'datum.within', value: colour('point')}, {value: colour('pale')}], strokeWidth: {signal: '0.5 + 3 * datum.relatedness'}}}},
      node('nodes', 'pale'), node('own', 'strong'),
      ...labels('space_labels', 'labelled', ['own'], place, narrow(width) ? 150 : 290),
    ],
  });
};

charts.next = width => {
  const rows = data.next, {eci, usual_density: usual} = rows[0], height = narrow(width) ? 400 : 560;
  const [near, nearest] = extent(rows, 'density'), gains = extent(rows, 'gain')[1];
  const named = [...rows.filter(c => c.near_and_complex).slice(0, narrow(width) ? 5 : 14), ...rows.filter(c => !c.near_and_complex).sort((a, b) => b.pci - a.pci).slice(0, narrow(width) ? 1 : 4)].map(c => ({...c, label: c.industry}));
  const place = {x: {scale: 'x', field: 'density'}, y: {scale: 'y', field: 'pci'}, size: {scale: 'area', field: 'gain'}};
  return picture(width, height, {
    data: [{name: 'lacking', values: rows}, {name: 'named', values: named}],
    scales: [
      // room for labels to the right of the nearest
      {name: 'x', type: 'linear', range: 'width', domain: [Math.min(near, usual), nearest + (nearest - near) * 0.15], zero: false, nice: false, padding: 16},
      {name: 'y', type: 'linear', range: 'height', domain: extent(rows, 'pci'), zero: false, nice: false, padding: 22},
      {name: 'area', type: 'linear', range: [14, 420], domain: [0, gains > 0 ? gains : 1], zero: true, clamp: true},
    ],
    axes: [
      {orient: 'bottom', scale: 'x', grid: true, format: '.0%', labelFlush: true, labelBound: true, title: lines(words.density, width - 90), tickCount: narrow(width) ? 4 : 8},
      {orient: 'left', scale: 'y', grid: true, title: words.pci},
    ],
    legends: gains > 0 ? [legend(width, ['0.00'], {size: 'area', title: words.gain, columns: 5, tickCount: 3, format: '.1f', symbolFillColor: colour('pale'), symbolStrokeColor: colour('soft')})] : [],
    marks: [
      {type: 'rect', interactive: false, encode: {enter: {x: {scale: 'x', value: usual}, x2: {field: {group: 'width'}}, y: {value: 0}, y2: {scale: 'y', value: eci}, fill: {value: colour('b')}, fillOpacity: {value: 0.06}}}},
      rule({x: {value: 0}, x2: {field: {group: 'width'}}, y: {scale: 'y', value: eci}}),
      rule({x: {scale: 'x', value: usual}, y: {value: 0}, y2: {field: {group: 'height'}}}),
      {type: 'symbol', name: 'chances', from: {data: 'lacking'}, encode: {
        enter: {...place, stroke: {value: colour('paper')}, strokeWidth: {value: 0.8}, fill: [{test: 'datum.near_and_complex', value: colour('b')}, {value: colour('point')}],
          tooltip: {signal: "datum.industry + ': ' + format(datum.density, '.1%') + ', PCI ' + format(datum.pci, '.1f')"}},
        hover: {fillOpacity: {value: 1}}, update: {fillOpacity: {value: 0.7}}}},
      ...labels('chance_labels', 'named', ['chances'], place, narrow(width) ? 150 : 225),
      text({x: {field: {group: 'width'}, offset: -6}, y: {value: 14}, align: {value: 'right'}, text: {value: words.near_and_complex}, fontWeight: {value: 600}, fill: {value: colour('b')}}, 13),
      ...note(words.own_eci, {field: {group: 'width'}}, false, {scale: 'y', value: eci}, true),
      ...note(words.usual_density, {scale: 'x', value: usual}, usual < (near + nearest) / 2, {field: {group: 'height'}}, false),
    ],
  });
};
