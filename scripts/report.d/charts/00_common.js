// What all charts have in common.  A chart is a function of the width it may have, which gives a specification for Vega;
// colours are the page's (page.css), so that they follow it into the dark and onto paper.
const page = JSON.parse(document.getElementById('data').textContent);
const {data, words} = page;
const charts = {};
const font = getComputedStyle(document.documentElement).getPropertyValue('--sans');
const colour = name => `var(--${name})`;
const steps = [0, 1, 2, 3, 4].map(n => colour(`step-${n}`));
const unit = text => text.replace('{unit}', page.unit[0].toUpperCase() + page.unit.slice(1));
const years = (text, from, to) => text.replace('{from}', from).replace('{to}', to);
const quote = text => JSON.stringify(text);
// For tooltips: a quotient and a size with what they are.
const quotient = (value, format = '.2f') => `${quote(words.lq + ' ')} + format(${value}, '${format}')`;
const sized = value => `${quote(page.unit + ' ')} + format(${value}, ',d')`;
const amounts = most => most < 1e6 ? ',~r' : '~s';
const narrow = width => width < 560;

const config = {
  background: null,
  axis: {labelFont: font, titleFont: font, titleFontWeight: 500, labelColor: colour('soft'), titleColor: colour('ink'), labelFontSize: 12, titleFontSize: 13,
         gridColor: colour('grid'), domainColor: colour('axis'), tickColor: colour('axis'), titleLimit: 700, labelOverlap: 'greedy'},
  legend: {labelFont: font, titleFont: font, titleFontWeight: 500, labelFontSize: 12, titleFontSize: 12, labelColor: colour('soft'), titleColor: colour('ink'),
           layout: {bottom: {anchor: 'start', direction: 'vertical', margin: 14, offset: 12}}},
};

// All of it, axes and legends included, is as wide as the page allows.
const picture = (width, height, parts) => ({width, height, padding: 4, autosize: {type: 'fit-x', contains: 'padding'}, config, ...parts});

// Words in as many lines as the room asks for.
const wordWidth = text => [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? 13 : 7.2), 0);
const lines = (text, room) => {
  const rows = [''];
  for (const part of text.match(/\uff08?(?:[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*)[\u3001\u3002\uff09\uff0c\uff1a\uff1b]*/g) ?? []) {
    if (rows.at(-1) && wordWidth((rows.at(-1) + part).trimEnd()) > room) rows.push('');
    rows[rows.length - 1] += part;
  }
  return rows.map(row => row.trimEnd());
};

// Below the chart, in as many columns as there is room for.
const legend = (width, labels, parts) => {
  const longest = 0.92 * Math.max(...labels.map(wordWidth));
  return {orient: 'bottom', direction: 'horizontal', symbolType: 'circle', symbolSize: 110, labelLimit: width - 120, columns: Math.max(1, Math.min(labels.length, Math.floor((width - 80) / (longest + 44)))), columnPadding: 20, ...parts};
};

// Ticks of a logarithmic axis: as many round numbers as there is room for.
const ticks = (low, high, room) => {
  for (const digits of [...(high < 10 * low ? [[1, 1.5, 2, 3, 5, 7]] : []), [1, 2, 5], [1, 3], [1]]) {
    const values = [];
    for (let e = Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++) for (const d of digits) { const v = d * 10 ** e; if (v >= low && v <= high) values.push(Number(v.toPrecision(2))); }
    if (values.length <= Math.max(3, room / 55)) return values;
  }
  const values = [];
  const every = Math.ceil(Math.log10(high / low) / Math.max(2, room / 70));
  for (let e = Math.ceil(Math.log10(low)); 10 ** e <= high; e += every) values.push(Number((10 ** e).toPrecision(1)));
  return values;
};
// From the least to the most, and some room around where these are one.
const extent = (rows, field) => {
  const [low, high] = rows.reduce(([low, high], row) => [Math.min(low, row[field]), Math.max(high, row[field])], [Infinity, -Infinity]);
  return low < high ? [low, high] : low > 0 ? [low / 1.5, high * 1.5] : [low - 1, high + 1];
};

// Names beside some of the points of a mark, where there is room; places are those of the points, which are drawn again, unseen.
function labels(name, source, anchors, encode, limit = 220) {
  return [
    {type: 'symbol', name: `${name}_anchors`, from: {data: source}, interactive: false, encode: {enter: {...encode, opacity: {value: 0}}}},
    {type: 'text', name, from: {data: `${name}_anchors`}, interactive: false,
     encode: {enter: {text: {field: 'datum.label'}, fontSize: {value: 11}, font: {value: font}, fill: {value: colour('ink')}, limit: {value: limit}}},
     transform: [{type: 'label', size: {signal: '[width, height]'}, offset: [2, 2, 2, 2], avoidMarks: anchors, anchor: ['right', 'left', 'top', 'bottom', 'top-right', 'bottom-right', 'top-left', 'bottom-left']}]},
  ];
}
const text = (encode, size = 11) => ({type: 'text', interactive: false, encode: {enter: {font: {value: font}, fontSize: {value: size}, fill: {value: colour('soft')}, ...encode}}});
// Words beside a line, right or left of x and up or down from y, on paper of their own: no mark makes them pale.
const note = (words, x, right, y, down) => {
  const room = 0.86 * wordWidth(words) + 6;
  return [
    {type: 'rect', interactive: false, encode: {enter: {x: {...x, offset: right ? 3 : -3 - room}, width: {value: room}, y: {...y, offset: down ? 2 : -17}, height: {value: 15}, fill: {value: colour('paper')}, fillOpacity: {value: 0.92}}}},
    text({x: {...x, offset: right ? 6 : -6}, y: {...y, offset: down ? 13 : -6}, align: {value: right ? 'left' : 'right'}, text: {value: words}}),
  ];
};
const rule = encode => ({type: 'rule', encode: {enter: {stroke: {value: colour('point')}, strokeDash: {value: [4, 4]}, ...encode}}});

// The largest sectors have a colour, the same in every chart; without sectors all have that of what is beyond chance.
const sectors = (() => {
  const sizes = new Map();
  for (const {sector, size} of data.nodes) if (sector) sizes.set(sector, (sizes.get(sector) || 0) + size);
  const names = [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
  return names.length > 6 ? [...names.slice(0, 5), words.other] : names.length ? names : [data.facts[0].firms === null ? words.maybe : words.beyond];
})();
const palette = sectors[0] === words.beyond ? [colour('b')] : ['c', 'a', 'd', 'e', 'b', 'f'].map(colour);
const sectorOf = row => sectors.includes(row.sector) ? row.sector : sectors.at(-1);
