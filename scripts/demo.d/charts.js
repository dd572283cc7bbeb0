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

document.getElementById('facts').innerHTML = [
  ['firms', data.facts.firms], ['jobs', data.facts.jobs], ['counties', data.facts.counties], ['industries', data.facts.industries],
].map(([name, count]) => `<div><b>${whole.format(count)}</b>${name}</div>`).join('');

function draw(spec, place) {
  return new vega.View(vega.parse(spec), {renderer: 'svg', container: place, hover: true}).runAsync();
}
Promise.all([draw(bubbles, '#bubble'), draw(heat, '#heat')]).then(() => { document.body.dataset.ready = 'true'; });
