// Choropleths: regions filled by steps of a value; those without one are pale.
function choropleth(width, rows, {field, title, thresholds, names, fills, tooltip, missing, opacity = '1'}) {
  // The height follows from the shapes, up to that of a screen.
  const {type, ...settings} = page.shapes.projection, room = width - 10, tallest = Math.min(1.1 * room, 620);
  const fitted = vega.projection(type)();
  for (const [name, value] of Object.entries(settings)) fitted[name](value);
  fitted.fitWidth(room, page.shapes);
  let height = fitted.path.bounds(page.shapes)[1][1];
  if (height > tallest) fitted.fitSize([room, height = tallest], page.shapes);
  const values = new Map(rows.map(row => [row.id, row]));
  const regions = page.shapes.features.map(shape => {
    const row = values.get(shape.id);
    return {...shape, row, value: row?.[field] ?? null, name: row?.region ?? shape.properties.name ?? shape.id};
  });
  const [legends, colours] = regions.some(r => r.value === null) ? [[...names, missing], [...fills, colour('nothing')]] : [names, fills];
  return picture(room, Math.ceil(height), {
    autosize: 'pad', padding: 5,
    data: [{name: 'regions', values: regions}],
    projections: [{name: 'projection', type, ...settings, scale: fitted.scale(), translate: fitted.translate()}],
    scales: [
      {name: 'colour', type: 'threshold', domain: thresholds, range: fills},
      {name: 'legend', type: 'ordinal', domain: legends, range: colours},
    ],
    legends: [legend(width, legends, {fill: 'legend', title, symbolType: 'square', symbolStrokeColor: colour('axis'), symbolStrokeWidth: 0.5})],
    marks: [{type: 'shape', name: 'shapes', from: {data: 'regions'}, transform: [{type: 'geoshape', projection: 'projection'}], encode: {
      enter: {fill: [{test: 'datum.value === null', value: colour('nothing')}, {scale: 'colour', field: 'value'}], fillOpacity: {signal: opacity}, strokeJoin: {value: 'round'},
        tooltip: {signal: `datum.name + ': ' + (datum.value === null ? ${quote(missing)} : ${tooltip})`}},
      hover: {strokeWidth: {value: 2}, stroke: {value: colour('ink')}, zindex: {value: 1}},
      update: {strokeWidth: {value: regions.length > 500 ? 0.3 : 0.6}, stroke: {value: colour('point')}, zindex: {value: 0}},
    }}],
  });
}

// The industry that people chose for a map; the first one until they do.
function chosen(name) {
  const select = document.getElementById(`${name}-industry`);
  if (!select.options.length) {
    select.append(...[...new Set(data.map.map(row => row.industry))].map(industry => new Option(industry)));
    select.addEventListener('change', () => draw(document.getElementById(`chart-${name}`)));
  }
  return row => row.industry === select.value;
}

charts.map = width => choropleth(width, data.map.filter(chosen('map')).filter(row => row.lq > 0), {
  field: 'lq', title: words.lq, thresholds: [1, 2, 5, 20], names: words.steps, fills: steps, missing: words.none,
  tooltip: `${quotient('datum.value')} + ', ' + ${sized('datum.row.size')}`});

const quadrants = ['high-high', 'low-low', 'high-low', 'low-high'];
charts.local = width => choropleth(width, data.local.filter(chosen('local')).map(row => ({...row, quadrant: quadrants.indexOf(row.quadrant)})), {
  field: 'quadrant', title: words.lq, thresholds: [1, 2, 3], names: quadrants.map(q => words.quadrants[q]), fills: ['b', 'c', 'd', 'f'].map(colour), missing: words.maybe,
  opacity: 'datum.row && !datum.row.beyond ? 0.4 : 1',
  tooltip: `${quotient('datum.row.lq')} + ', ' + ${quote(words.around + ' ')} + format(datum.row.lag_lq, '.2f') + ', p ' + format(datum.row.p_adjusted, '.1g')`});

charts.complexity = width => choropleth(width, data.complexity, {
  field: 'eci', title: words.eci, thresholds: [-1, 0, 1], names: words.eci_steps, fills: [steps[0], steps[1], steps[3], steps[4]], missing: words.no_data, tooltip: "format(datum.value, '.2f')"});

const risks = [0, 1, 2, 3].map(n => colour(`risk-${n}`));
charts.risk_map = width => choropleth(width, data.risk_map, {
  field: 'score', title: words.score, thresholds: [25, 50, 75], names: words.score_steps, fills: risks, missing: words.no_data, tooltip: "format(datum.value, '.0f')"});
