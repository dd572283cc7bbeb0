// Draws the report's charts with Vega; the data stand in the page.
'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const whole = new Intl.NumberFormat('en');
const font = 'system-ui, "Liberation Sans", sans-serif';
const config = {
  axis: {labelFont: font, titleFont: font, titleFontWeight: 500, labelColor: '#5b6875', titleColor: '#1c2733',
         labelFontSize: 12, titleFontSize: 13, gridColor: '#e8ecef', domainColor: '#b9c2ca', tickColor: '#b9c2ca'},
  legend: {labelFont: font, titleFont: font, titleFontWeight: 500, labelFontSize: 12, titleFontSize: 12, layout: {bottom: {margin: 36}}},
};

const bubbles = {
  width: 900, height: 520, padding: 8, config,
  data: [{name: 'points', values: data.bubbles}],
  scales: [
    {name: 'x', type: 'log', range: 'width', domain: {data: 'points', field: 'lq'}, nice: false, zero: false, padding: 34},
    {name: 'y', type: 'log', range: 'height', domain: {data: 'points', field: 'jobs'}, nice: false, zero: false, padding: 26},
    {name: 'area', type: 'linear', range: [20, 1800], domain: {data: 'points', field: 'firms'}, zero: true},
    {name: 'colour', type: 'ordinal', domain: ['Farming and forestry', 'Mining, utilities, building, manufacturing', 'Trade and services'],
     range: ['#009e73', '#d55e00', '#0072b2']},
  ],
  axes: [
    {orient: 'bottom', scale: 'x', grid: true, title: 'Location quotient (logarithmic; 1 = share in the state)',
     values: [1, 2, 5, 10, 20, 50, 100, 200], format: 'd'},
    {orient: 'left', scale: 'y', grid: true, title: 'Jobs (logarithmic)', values: [10, 20, 50, 100, 200, 500, 1000, 2000, 5000], format: ',d'},
  ],
  legends: [
    {fill: 'colour', orient: 'bottom', direction: 'horizontal', symbolType: 'circle', columnPadding: 24, labelLimit: 320},
    {size: 'area', orient: 'bottom', direction: 'horizontal', title: 'Firms', values: [10, 50, 100], symbolFillColor: '#b9c2ca', symbolStrokeColor: '#5b6875'},
  ],
  marks: [
    {type: 'symbol', name: 'bubbles', from: {data: 'points'}, encode: {
      enter: {
        x: {scale: 'x', field: 'lq'}, y: {scale: 'y', field: 'jobs'}, size: {scale: 'area', field: 'firms'},
        fill: {scale: 'colour', field: 'branch'}, fillOpacity: {value: 0.55}, stroke: {value: '#fff'}, strokeWidth: {value: 0.8},
        tooltip: {signal: "datum.county + ': ' + datum.title + ', LQ ' + format(datum.lq, '.1f') + ' (' + format(datum.lq_lower, '.1f') + ' to ' + format(datum.lq_upper, '.1f') + '), ' + datum.firms + ' firms, ' + format(datum.jobs, ',d') + ' jobs'"},
      },
      hover: {fillOpacity: {value: 0.9}}, update: {fillOpacity: {value: 0.55}},
    }},
    {type: 'text', name: 'labels', from: {data: 'points'}, interactive: false,
     encode: {enter: {text: {field: 'datum.label'}, fontSize: {value: 11}, font: {value: font}, fill: {value: '#1c2733'}, limit: {value: 250}}},
     transform: [{type: 'label', size: {signal: '[width, height]'}, offset: [1, 1, 1, 1], avoidMarks: ['bubbles'], anchor: ['right', 'left', 'top', 'bottom', 'top-right', 'bottom-right', 'top-left', 'bottom-left']}]},
  ],
};
// The label transform labels every item of a mark: we give it those with a label.
bubbles.data.push({name: 'named', values: data.bubbles.filter(b => b.label !== null)});
bubbles.marks.splice(1, 0, {type: 'symbol', name: 'anchors', from: {data: 'named'}, interactive: false, encode: {enter: {
  x: {scale: 'x', field: 'lq'}, y: {scale: 'y', field: 'jobs'}, size: {scale: 'area', field: 'firms'}, opacity: {value: 0}}}});
bubbles.marks[2].from.data = 'anchors';

const steps = [
  {label: 'below 1', from: 0, colour: '#e3e6e9'}, {label: '1 to 2', from: 1, colour: '#c7e3d4'}, {label: '2 to 5', from: 2, colour: '#7fc4b5'},
  {label: '5 to 20', from: 5, colour: '#2f8fa3'}, {label: '20 and more', from: 20, colour: '#143d6b'},
];
const heat = {
  width: 640, height: 20 * new Set(data.heat.map(h => h.county)).size, padding: 8, config,
  data: [{name: 'pairs', values: data.heat}],
  scales: [
    {name: 'x', type: 'band', range: 'width', domain: {data: 'pairs', field: 'title'}, paddingInner: 0.06},
    {name: 'y', type: 'band', range: 'height', domain: {data: 'pairs', field: 'county'}, paddingInner: 0.08},
    {name: 'colour', type: 'threshold', domain: steps.slice(1).map(s => s.from), range: steps.map(s => s.colour)},
    {name: 'legend', type: 'ordinal', domain: steps.map(s => s.label), range: steps.map(s => s.colour)},
  ],
  axes: [
    {orient: 'bottom', scale: 'x', labelAngle: -40, labelAlign: 'right', labelBaseline: 'middle', labelLimit: 260, ticks: false, domain: false, title: 'Industry (NAICS, 4 digits)'},
    {orient: 'left', scale: 'y', ticks: false, domain: false, title: 'County'},
  ],
  legends: [{fill: 'legend', orient: 'right', title: 'Location quotient', symbolType: 'square', symbolSize: 180}],
  marks: [{type: 'rect', name: 'cells', from: {data: 'pairs'}, encode: {enter: {
    x: {scale: 'x', field: 'title'}, y: {scale: 'y', field: 'county'}, width: {scale: 'x', band: 1}, height: {scale: 'y', band: 1},
    fill: [{test: 'datum.firms === 0', value: '#ffffff'}, {scale: 'colour', field: 'lq'}], stroke: {value: '#eceff1'},
    tooltip: {signal: "datum.county + ': ' + datum.title + ', ' + (datum.firms === 0 ? 'no firm' : 'LQ ' + format(datum.lq, '.2f') + ', ' + datum.firms + ' firms, ' + format(datum.jobs, ',d') + ' jobs')"},
  }}}],
};

const funnel = {
  width: 900, height: 420, padding: 8, config,
  data: [{name: 'industries', values: data.funnel}, {name: 'titled', values: data.funnel.filter(f => f.label !== null)}],
  scales: [
    {name: 'x', type: 'log', range: 'width', domain: {data: 'industries', field: 'firms'}, nice: false, zero: false, padding: 20},
    {name: 'y', type: 'linear', range: 'height', domain: [-0.2, Math.max(...data.funnel.map(f => f.gamma)) * 1.05], nice: true},
  ],
  axes: [
    {orient: 'bottom', scale: 'x', title: 'Firms (logarithmic)', values: [10, 20, 50, 100, 200, 500, 1000, 2000, 5000], format: ',d'},
    {orient: 'left', scale: 'y', grid: true, title: 'Ellison\u2013Glaeser index'},
  ],
  marks: [
    {type: 'rule', name: 'chance', from: {data: 'industries'}, clip: true, encode: {enter: {
      x: {scale: 'x', field: 'firms'}, y: {scale: 'y', field: 'low'}, y2: {scale: 'y', field: 'high'}, stroke: {value: '#d9dee2'}, strokeWidth: {value: 3}}}},
    {type: 'symbol', name: 'points', from: {data: 'industries'}, clip: true, encode: {enter: {
      x: {scale: 'x', field: 'firms'}, y: {scale: 'y', field: 'gamma'}, size: {value: 45}, fillOpacity: {value: 0.75},
      fill: [{test: 'datum.beyond', value: '#d55e00'}, {value: '#8a97a3'}],
      tooltip: {signal: "datum.title + ': ' + format(datum.gamma, '.3f') + ', z ' + format(datum.z, '.1f') + ', ' + format(datum.firms, ',d') + ' firms'"}}}},
    {type: 'symbol', name: 'title_anchors', from: {data: 'titled'}, interactive: false, encode: {enter: {
      x: {scale: 'x', field: 'firms'}, y: {scale: 'y', field: 'gamma'}, size: {value: 45}, opacity: {value: 0}}}},
    {type: 'text', name: 'titles', from: {data: 'title_anchors'}, interactive: false,
     encode: {enter: {text: {field: 'datum.label'}, fontSize: {value: 11}, font: {value: font}, fill: {value: '#1c2733'}, limit: {value: 260}}},
     transform: [{type: 'label', size: {signal: '[width, height]'}, offset: [1, 1, 1, 1], avoidMarks: ['points'], anchor: ['right', 'left', 'top', 'bottom']}]},
  ],
};

const special = {
  width: 640, height: 20 * data.special.length, padding: 8, config,
  data: [{name: 'counties', values: data.special}],
  scales: [
    {name: 'x', type: 'linear', range: 'width', domain: [0, 2]},
    {name: 'y', type: 'band', range: 'height', domain: {data: 'counties', field: 'county'}, paddingInner: 0.25},
  ],
  axes: [
    {orient: 'bottom', scale: 'x', grid: true, title: 'Krugman index (0 = mix of the state, 2 = nothing in common)'},
    {orient: 'left', scale: 'y', ticks: false, domain: false},
  ],
  marks: [{type: 'rect', name: 'bars', from: {data: 'counties'}, encode: {enter: {
    x: {scale: 'x', value: 0}, x2: {scale: 'x', field: 'krugman'}, y: {scale: 'y', field: 'county'}, height: {scale: 'y', band: 1}, fill: {value: '#2f8fa3'},
    tooltip: {signal: "datum.county + ': ' + format(datum.krugman, '.2f') + ', ' + format(datum.jobs, ',d') + ' jobs'"}}}}],
};

const lorenz = {
  width: 460, height: 460, padding: 8, config,
  data: [{name: 'steps', values: [...new Set(data.lorenz.map(l => l.title))].map(title => ({title, region_share: 0, industry_share: 0})).concat(data.lorenz)}],
  scales: [
    {name: 'x', type: 'linear', range: 'width', domain: [0, 1]},
    {name: 'y', type: 'linear', range: 'height', domain: [0, 1]},
    {name: 'colour', type: 'ordinal', domain: {data: 'steps', field: 'title'}, range: ['#009e73', '#e69f00', '#0072b2', '#d55e00']},
  ],
  axes: [
    {orient: 'bottom', scale: 'x', grid: true, format: '.0%', title: 'Share of all jobs, cumulated'},
    {orient: 'left', scale: 'y', grid: true, format: '.0%', title: 'Share of the industry\u2019s jobs, cumulated'},
  ],
  legends: [{stroke: 'colour', orient: 'right', symbolType: 'stroke', labelLimit: 320}],
  marks: [
    {type: 'rule', encode: {enter: {x: {value: 0}, y: {field: {group: 'height'}}, x2: {field: {group: 'width'}}, y2: {value: 0}, stroke: {value: '#b9c2ca'}, strokeDash: {value: [4, 4]}}}},
    {type: 'group', from: {facet: {name: 'curve', data: 'steps', groupby: 'title'}}, marks: [
      {type: 'line', name: 'curves', from: {data: 'curve'}, encode: {enter: {
        x: {scale: 'x', field: 'region_share'}, y: {scale: 'y', field: 'industry_share'}, stroke: {scale: 'colour', field: 'title'}, strokeWidth: {value: 2.2}}}}]},
  ],
};

// Where the industries stand: Vega's forces find out, then the picture is fitted to its frame.
const frame = {width: 980, height: 700, margin: 40};
async function layOut() {
  const view = await new vega.View(vega.parse({
    data: [
      {name: 'links', values: data.space.links.map(l => ({source: l.a, target: l.b, relatedness: l.relatedness}))},
      {name: 'nodes', values: data.space.nodes, transform: [{type: 'force', static: true, iterations: 600, forces: [
        {force: 'nbody', strength: -42, distanceMax: 300}, {force: 'collide', radius: 8, iterations: 2},
        {force: 'link', links: 'links', id: 'industry', distance: {expr: '10 + 45 * (0.6 - datum.relatedness)'}, strength: 0.55, iterations: 2},
        {force: 'x', x: 0, strength: 0.022}, {force: 'y', y: 0, strength: 0.036}]}]},
    ],
  }), {renderer: 'none'}).runAsync();
  const nodes = view.data('nodes');
  const fit = (axis, size) => {
    const low = Math.min(...nodes.map(n => n[axis])), high = Math.max(...nodes.map(n => n[axis]));
    return n => frame.margin + (n[axis] - low) / (high - low) * (size - 2 * frame.margin);
  };
  const x = fit('x', frame.width), y = fit('y', frame.height);
  const placed = new Map(nodes.map(n => [n.industry, {industry: n.industry, title: n.title, branch: n.branch, jobs: n.jobs, present: n.present,
    lq: n.lq, next: n.next, label: n.label, px: x(n), py: y(n)}]));
  return {nodes: [...placed.values()], links: data.space.links.map(l => {
    const a = placed.get(l.a), b = placed.get(l.b);
    return {relatedness: l.relatedness, within: a.present && b.present, x: a.px, y: a.py, x2: b.px, y2: b.py};
  })};
}

function space(placed) {
  const kinds = [
    ['Farming and forestry', '#009e73', '#ffffff'], ['Mining, utilities, building, manufacturing', '#d55e00', '#ffffff'], ['Trade and services', '#0072b2', '#ffffff'],
    ['Not a specialisation here', '#dde2e6', '#c3cbd2'], ['Near, and more complex', '#fdfdfb', '#1c2733'],
  ].filter(([name], place) => place > 2 || placed.nodes.some(n => n.present && n.branch === name));
  // Labels may lie on pale nodes, not on others.
  const node = (name, from) => ({type: 'symbol', name, from: {data: from}, encode: {enter: {
    x: {field: 'px'}, y: {field: 'py'}, size: {scale: 'area', field: 'jobs'},
    fill: [{test: 'datum.present', scale: 'colour', field: 'branch'}, {test: 'datum.next', value: '#fdfdfb'}, {value: '#dde2e6'}],
    stroke: [{test: 'datum.next', value: '#1c2733'}, {test: 'datum.present', value: '#ffffff'}, {value: '#c3cbd2'}],
    strokeWidth: [{test: 'datum.next', value: 2.2}, {value: 1}],
    tooltip: {signal: "datum.title + ': ' + (datum.present ? 'LQ ' + format(datum.lq, '.1f') : datum.next ? 'near, and more complex than the county' : 'not a specialisation here') + ', ' + format(datum.jobs, ',d') + ' jobs in the state'"}}}});
  return {
    width: frame.width, height: frame.height, padding: 8, config,
    data: [{name: 'ties', values: placed.links}, {name: 'placed', values: placed.nodes}, {name: 'pale', values: placed.nodes.filter(n => !n.present && !n.next)},
      {name: 'strong', values: placed.nodes.filter(n => n.present || n.next)},
      {name: 'labelled', values: placed.nodes.filter(n => n.label !== null).sort((a, b) => b.next - a.next || b.lq - a.lq)}],
    scales: [
      {name: 'colour', type: 'ordinal', domain: kinds.map(k => k[0]), range: kinds.map(k => k[1])},
      {name: 'edge', type: 'ordinal', domain: kinds.map(k => k[0]), range: kinds.map(k => k[2])},
      {name: 'area', type: 'sqrt', range: [45, 640], domain: {data: 'placed', field: 'jobs'}, zero: true},
    ],
    legends: [{fill: 'colour', stroke: 'edge', orient: 'bottom', direction: 'horizontal', symbolType: 'circle', symbolStrokeWidth: 1.6, symbolSize: 130, columnPadding: 24, labelLimit: 320}],
    marks: [
      {type: 'rule', name: 'links', from: {data: 'ties'}, interactive: false, encode: {enter: {
        x: {field: 'x'}, y: {field: 'y'}, x2: {field: 'x2'}, y2: {field: 'y2'}, strokeCap: {value: 'round'},
        stroke: [{test: 'datum.within', value: '#8fa3b3'}, {value: '#d7dde2'}], strokeWidth: {signal: '0.5 + 3 * datum.relatedness'}}}},
      node('nodes', 'pale'), node('own', 'strong'),
      {type: 'symbol', name: 'space_anchors', from: {data: 'labelled'}, interactive: false, encode: {enter: {
        x: {field: 'px'}, y: {field: 'py'}, size: {scale: 'area', field: 'jobs'}, opacity: {value: 0}}}},
      {type: 'text', name: 'space_labels', from: {data: 'space_anchors'}, interactive: false,
       encode: {enter: {text: {field: 'datum.label'}, fontSize: {value: 11}, font: {value: font}, limit: {value: 290},
         fill: [{test: 'datum.datum.present || datum.datum.next', value: '#1c2733'}, {value: '#7b8894'}], fontWeight: [{test: 'datum.datum.next', value: 600}, {value: 400}]}},
       transform: [{type: 'label', size: {signal: '[width, height]'}, offset: [2, 2, 2, 2], avoidMarks: ['own'], anchor: ['right', 'left', 'top', 'bottom', 'top-right', 'bottom-right', 'top-left', 'bottom-left']}]},
    ],
  };
}

const chances = data.strategy, eci = chances[0].eci, usual = chances[0].usual_density;
const strategy = {
  width: 900, height: 560, padding: 8, config,
  data: [{name: 'lacking', values: chances}, {name: 'named_chances', values: chances.filter(c => c.label !== null).sort((a, b) => b.near_and_complex - a.near_and_complex || b.pci - a.pci)}],
  scales: [
    // room for labels to the right of the nearest
    {name: 'x', type: 'linear', range: 'width', domain: [Math.min(...chances.map(c => c.density)), Math.max(...chances.map(c => c.density)) + 0.01], zero: false, nice: false, padding: 22},
    {name: 'y', type: 'linear', range: 'height', domain: {data: 'lacking', field: 'pci'}, zero: false, nice: false, padding: 22},
    {name: 'area', type: 'linear', range: [14, 420], domain: [0, Math.max(...chances.map(c => c.gain))], zero: true, clamp: true},
  ],
  axes: [
    {orient: 'bottom', scale: 'x', grid: true, format: '.0%', title: 'Nearness to what the county has (relatedness density)'},
    {orient: 'left', scale: 'y', grid: true, title: 'Complexity of the industry (PCI)'},
  ],
  legends: [{size: 'area', orient: 'bottom', direction: 'horizontal', title: 'Gain', values: [0.2, 0.6, 1, 1.4], symbolFillColor: '#b9c2ca', symbolStrokeColor: '#5b6875'}],
  marks: [
    {type: 'rect', interactive: false, encode: {enter: {x: {scale: 'x', value: usual}, x2: {field: {group: 'width'}}, y: {value: 0}, y2: {scale: 'y', value: eci}, fill: {value: '#d55e00'}, fillOpacity: {value: 0.05}}}},
    {type: 'rule', encode: {enter: {x: {value: 0}, x2: {field: {group: 'width'}}, y: {scale: 'y', value: eci}, stroke: {value: '#8a97a3'}, strokeDash: {value: [4, 4]}}}},
    {type: 'rule', encode: {enter: {x: {scale: 'x', value: usual}, y: {value: 0}, y2: {field: {group: 'height'}}, stroke: {value: '#8a97a3'}, strokeDash: {value: [4, 4]}}}},
    {type: 'symbol', name: 'chances', from: {data: 'lacking'}, encode: {
      enter: {
        x: {scale: 'x', field: 'density'}, y: {scale: 'y', field: 'pci'}, size: {scale: 'area', field: 'gain'}, stroke: {value: '#fff'}, strokeWidth: {value: 0.8},
        fill: [{test: 'datum.near_and_complex', value: '#d55e00'}, {value: '#8a97a3'}],
        tooltip: {signal: "datum.title + ': nearness ' + format(datum.density, '.1%') + ', complexity ' + format(datum.pci, '.1f') + ', gain ' + format(datum.gain, '.2f') + ', ' + datum.firms_here + ' of ' + format(datum.firms, ',d') + ' firms here'"}},
      hover: {fillOpacity: {value: 1}}, update: {fillOpacity: {value: 0.7}}}},
    {type: 'symbol', name: 'chance_anchors', from: {data: 'named_chances'}, interactive: false, encode: {enter: {
      x: {scale: 'x', field: 'density'}, y: {scale: 'y', field: 'pci'}, size: {scale: 'area', field: 'gain'}, opacity: {value: 0}}}},
    {type: 'text', name: 'chance_labels', from: {data: 'chance_anchors'}, interactive: false,
     encode: {enter: {text: {field: 'datum.label'}, fontSize: {value: 11}, font: {value: font}, fill: {value: '#1c2733'}, limit: {value: 225}}},
     transform: [{type: 'label', size: {signal: '[width, height]'}, offset: [2, 2, 2, 2], avoidMarks: ['chances'], anchor: ['right', 'left', 'top', 'bottom', 'top-left', 'bottom-left', 'top-right', 'bottom-right']}]},
    {type: 'text', interactive: false, encode: {enter: {x: {field: {group: 'width'}, offset: -6}, y: {value: 14}, align: {value: 'right'}, text: {value: 'near and complex'},
      font: {value: font}, fontSize: {value: 13}, fontWeight: {value: 600}, fill: {value: '#d55e00'}}}},
    {type: 'text', interactive: false, encode: {enter: {x: {value: 6}, y: {scale: 'y', value: eci, offset: -6}, text: {value: 'the county\u2019s own complexity (ECI)'},
      font: {value: font}, fontSize: {value: 11}, fill: {value: '#5b6875'}}}},
    {type: 'text', interactive: false, encode: {enter: {x: {scale: 'x', value: usual, offset: 6}, y: {field: {group: 'height'}, offset: -6}, text: {value: 'mean nearness of all industries \u2192'},
      font: {value: font}, fontSize: {value: 11}, fill: {value: '#5b6875'}}}},
  ],
};

const pillars = ['fit', 'structure', 'crowding', 'softbudget', 'dynamics', 'ambition'];
const risk = {
  width: 540, height: 22 * new Set(data.risk.map(r => r.pair)).size, padding: 8, config,
  data: [
    {name: 'findings', values: data.risk},
    {name: 'known', source: 'findings', transform: [{type: 'filter', expr: 'datum.risk !== null'}]},
    {name: 'unknown', source: 'findings', transform: [{type: 'filter', expr: 'datum.risk === null'}]},
    {name: 'pairs', source: 'findings', transform: [{type: 'aggregate', groupby: ['pair', 'score', 'band']}]},
    {name: 'columns', source: 'findings', transform: [{type: 'aggregate', groupby: ['title', 'pillar', 'ordinal']}]},
  ],
  scales: [
    {name: 'x', type: 'band', range: 'width', domain: {data: 'columns', field: 'title', sort: {field: 'ordinal', op: 'min'}}, paddingInner: 0.1},
    {name: 'y', type: 'band', range: 'height', domain: {data: 'pairs', field: 'pair', sort: {field: 'score', op: 'min', order: 'descending'}}, paddingInner: 0.12},
    {name: 'colour', type: 'linear', domain: [0, 1 / 3, 2 / 3, 1], range: ['#dcefe6', '#f4e3a1', '#ef9a5b', '#b3202a']},
  ],
  axes: [
    {orient: 'bottom', scale: 'x', labelAngle: -45, labelAlign: 'right', labelBaseline: 'middle', labelLimit: 260, ticks: false, domain: false},
    {orient: 'left', scale: 'y', ticks: false, domain: false, labelLimit: 270},
  ],
  legends: [{fill: 'colour', orient: 'right', offset: 96, title: 'Risk', type: 'gradient', gradientLength: 140, values: [0, 1 / 3, 2 / 3, 1],
    encode: {labels: {update: {text: {signal: "['none', 'elevated', 'high', 'most'][round(datum.value * 3)]"}}}}}],
  marks: [
    {type: 'rect', name: 'risks', from: {data: 'known'}, encode: {enter: {
      x: {scale: 'x', field: 'title'}, y: {scale: 'y', field: 'pair'}, width: {scale: 'x', band: 1}, height: {scale: 'y', band: 1}, fill: {scale: 'colour', field: 'risk'},
      tooltip: {signal: "datum.pair + ', ' + datum.title + ': ' + format(datum.value, '.3~g') + ', risk ' + format(datum.risk, '.2f') + (datum.status === 'ok' ? '' : ' (' + datum.status + ')')"}}}},
    {type: 'symbol', name: 'gaps', from: {data: 'unknown'}, encode: {enter: {
      x: {scale: 'x', field: 'title', band: 0.5}, y: {scale: 'y', field: 'pair', band: 0.5}, size: {value: 9}, fill: {value: '#c3cbd2'},
      tooltip: {signal: "datum.title + ': not known (' + datum.status + ')'"}}}},
    {type: 'text', name: 'verdicts', from: {data: 'pairs'}, encode: {enter: {
      x: {field: {group: 'width'}, offset: 8}, y: {scale: 'y', field: 'pair', band: 0.5}, baseline: {value: 'middle'}, font: {value: font}, fontSize: {value: 12}, fontWeight: {value: 600},
      fill: {value: '#1c2733'}, text: {signal: "format(datum.score, '.0f') + ' ' + datum.band"}}}},
    {type: 'text', from: {data: 'columns'}, encode: {enter: {
      x: {scale: 'x', field: 'title', band: 0.5}, y: {value: -8}, align: {value: 'center'}, font: {value: font}, fontSize: {value: 10}, fill: {value: '#5b6875'},
      text: {signal: "indata('firsts', 'ordinal', datum.ordinal) ? datum.pillar : ''"}}}},
  ],
};
risk.data.push({name: 'firsts', values: pillars.map(p => ({ordinal: Math.min(...data.risk.filter(r => r.pillar === p).map(r => r.ordinal))}))});

const backtest = {
  width: 560, height: 30 * new Set(data.backtest.map(b => b.predictor)).size, padding: 8, config,
  data: [{name: 'tests', values: data.backtest}],
  scales: [
    {name: 'x', type: 'linear', range: 'width', domain: [0.2, 1], zero: false},
    {name: 'y', type: 'band', range: 'height', domain: {data: 'tests', field: 'predictor', sort: {field: 'auc', op: 'max', order: 'descending'}}, padding: 0.2},
    {name: 'outcome', type: 'band', range: [0, {signal: "bandwidth('y')"}], domain: {data: 'tests', field: 'outcome', sort: true}, padding: 0.2},
    {name: 'colour', type: 'ordinal', domain: {data: 'tests', field: 'outcome', sort: true}, range: ['#8fbcd4', '#143d6b']},
  ],
  axes: [
    {orient: 'bottom', scale: 'x', grid: true, title: 'Area under the curve (1/2 = a coin, 1 = always right)'},
    {orient: 'left', scale: 'y', ticks: false, domain: false},
  ],
  legends: [{fill: 'colour', orient: 'top', title: null, symbolType: 'circle'}],
  marks: [
    {type: 'rule', encode: {enter: {x: {scale: 'x', value: 0.5}, y: {value: 0}, y2: {field: {group: 'height'}}, stroke: {value: '#8a97a3'}, strokeDash: {value: [4, 4]}}}},
    {type: 'rule', from: {data: 'tests'}, encode: {enter: {x: {scale: 'x', field: 'auc_lower'}, x2: {scale: 'x', field: 'auc_upper'},
      y: {signal: "scale('y', datum.predictor) + scale('outcome', datum.outcome) + bandwidth('outcome') / 2"}, stroke: {scale: 'colour', field: 'outcome'}, strokeWidth: {value: 2}}}},
    {type: 'symbol', name: 'areas', from: {data: 'tests'}, encode: {enter: {x: {scale: 'x', field: 'auc'},
      y: {signal: "scale('y', datum.predictor) + scale('outcome', datum.outcome) + bandwidth('outcome') / 2"}, size: {value: 60}, fill: {scale: 'colour', field: 'outcome'},
      shape: {signal: "datum.composite ? 'diamond' : 'circle'"},
      tooltip: {signal: "datum.predictor + ', ' + datum.outcome + ': ' + format(datum.auc, '.2f') + ' (' + format(datum.auc_lower, '.2f') + ' to ' + format(datum.auc_upper, '.2f') + '), ' + datum.events + ' of ' + format(datum.pairs, ',d')"}}}},
  ],
};

const moves = {
  width: 900, height: 420, padding: 8, config,
  data: [{name: 'cells', values: data.moves}, {name: 'titled', values: data.moves.filter(m => m.label !== null)}, {name: 'band', values: data.band}],
  scales: [
    {name: 'x', type: 'log', range: 'width', domain: [0.8, Math.max(...data.moves.map(m => m.base)) * 1.1], nice: false, zero: false},
    {name: 'y', type: 'log', range: 'height', domain: [0.24, 4], nice: false, zero: false},
  ],
  axes: [
    {orient: 'bottom', scale: 'x', title: 'Plants in 2003 (logarithmic)', values: [1, 3, 10, 30, 100, 300, 1000, 3000, 10000, 30000], format: ',d'},
    {orient: 'left', scale: 'y', grid: true, title: 'Plants in 2006, over those expected', values: [0.25, 0.5, 0.8, 1, 1.25, 2, 4], format: '.2~f'},
  ],
  marks: [
    {type: 'area', name: 'noise', from: {data: 'band'}, clip: true, encode: {enter: {
      x: {scale: 'x', field: 'n'}, y: {scale: 'y', field: 'low'}, y2: {scale: 'y', field: 'high'}, fill: {value: '#d9dee2'}}}},
    {type: 'symbol', name: 'moves', from: {data: 'cells'}, clip: true, encode: {enter: {
      x: {scale: 'x', field: 'base'}, y: {scale: 'y', field: 'times'}, size: {value: 14}, fillOpacity: {value: 0.6},
      fill: [{test: 'datum.beyond', value: '#d55e00'}, {value: '#5b6875'}],
      tooltip: {signal: "datum.cell + ': ' + datum.base + ' to ' + datum.final + ' plants, ' + datum.expected + ' expected; ' + datum.surprise + ' standard deviations'"}}}},
    {type: 'symbol', name: 'move_anchors', from: {data: 'titled'}, interactive: false, encode: {enter: {
      x: {scale: 'x', field: 'base'}, y: {scale: 'y', field: 'times'}, size: {value: 45}, opacity: {value: 0}}}},
    {type: 'text', from: {data: 'move_anchors'}, interactive: false,
     encode: {enter: {text: {field: 'datum.label'}, fontSize: {value: 11}, font: {value: font}, fill: {value: '#1c2733'}, limit: {value: 260}}},
     transform: [{type: 'label', size: {signal: '[width, height]'}, offset: [1, 1, 1, 1], anchor: ['right', 'left', 'top', 'bottom']}]},
  ],
};

const tenths = {
  width: 560, height: 240, padding: 8, config,
  data: [{name: 'tenths', values: data.tenths}],
  scales: [
    {name: 'x', type: 'band', range: 'width', domain: {data: 'tenths', field: 'tenth'}, paddingInner: 0.3, paddingOuter: 0.2},
    {name: 'y', type: 'linear', range: 'height', domain: [0, Math.max(...data.tenths.map(t => Math.max(t.event_rate, t.chance_rate))) * 1.1], nice: true},
    {name: 'kind', type: 'ordinal', domain: ['what was seen', 'what the chance of few plants alone would have made'], range: ['#8fbcd4', '#d55e00']},
  ],
  axes: [
    {orient: 'bottom', scale: 'x', title: 'Tenth of all branches by their score, 10 the riskiest'},
    {orient: 'left', scale: 'y', grid: true, format: '.0%', title: 'Fell a fifth behind in three years'},
  ],
  legends: [{fill: 'kind', orient: 'top-left', symbolType: 'square', labelLimit: 420}],
  marks: [
    {type: 'rect', name: 'seen', from: {data: 'tenths'}, encode: {enter: {
      x: {scale: 'x', field: 'tenth'}, width: {scale: 'x', band: 1}, y: {scale: 'y', field: 'event_rate'}, y2: {scale: 'y', value: 0}, fill: {value: '#8fbcd4'},
      tooltip: {signal: "datum.events + ' of ' + datum.pairs + ' fell; by chance ' + format(datum.chance_rate * datum.pairs, '.0f') + ' would have'"}}}},
    {type: 'rect', name: 'by_chance', from: {data: 'tenths'}, encode: {enter: {
      x: {scale: 'x', field: 'tenth', offset: -4}, width: {scale: 'x', band: 1, offset: 8}, y: {scale: 'y', field: 'chance_rate', offset: -1.5}, height: {value: 3}, fill: {value: '#d55e00'}}}},
  ],
};

document.getElementById('facts').innerHTML = [
  ['firms', data.facts.firms], ['jobs', data.facts.jobs], ['counties', data.facts.counties], ['industries', data.facts.industries],
].map(([name, count]) => `<div><b>${whole.format(count)}</b>${name}</div>`).join('');

function draw(spec, place) {
  return new vega.View(vega.parse(spec), {renderer: 'svg', container: place, hover: true}).runAsync();
}
Promise.all([draw(bubbles, '#bubble'), draw(heat, '#heat'), draw(funnel, '#funnel'), draw(special, '#special'), draw(lorenz, '#lorenz'), draw(strategy, '#strategy'), draw(risk, '#risk'), draw(backtest, '#backtest'), draw(moves, '#moves'), draw(tenths, '#tenths'),
  layOut().then(placed => draw(space(placed), '#space'))]).then(() => { document.body.dataset.ready = 'true'; });
