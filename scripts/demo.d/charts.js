// Draws the report's charts with Vega; the data stand in the page.
'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const whole = new Intl.NumberFormat('en');
const font = 'system-ui, "Liberation Sans", sans-serif';
const config = {
  axis: {labelFont: font, titleFont: font, titleFontWeight: 500, labelColor: '#5b6875', titleColor: '#1c2733',
         labelFontSize: 12, titleFontSize: 13, gridColor: '#e8ecef', domainColor: '#b9c2ca', tickColor: '#b9c2ca'},
  legend: {labelFont: font, titleFont: font, titleFontWeight: 500, labelFontSize: 12, titleFontSize: 12},
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

document.getElementById('facts').innerHTML = [
  ['firms', data.facts.firms], ['jobs', data.facts.jobs], ['counties', data.facts.counties], ['industries', data.facts.industries],
].map(([name, count]) => `<div><b>${whole.format(count)}</b>${name}</div>`).join('');

function draw(spec, place) {
  return new vega.View(vega.parse(spec), {renderer: 'svg', container: place, hover: true}).runAsync();
}
Promise.all([draw(bubbles, '#bubble'), draw(heat, '#heat'), draw(funnel, '#funnel'), draw(special, '#special'), draw(lorenz, '#lorenz')]).then(() => { document.body.dataset.ready = 'true'; });
