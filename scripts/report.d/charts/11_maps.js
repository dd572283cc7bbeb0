// Choropleths: regions filled by steps of a value; those without one are pale.
function choropleth(width, rows, {field, title, thresholds, names, fills, tooltip, missing}) {
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
      enter: {fill: [{test: 'datum.value === null', value: colour('nothing')}, {scale: 'colour', field: 'value'}], strokeJoin: {value: 'round'},
        tooltip: {signal: `datum.name + ': ' + (datum.value === null ? ${quote(missing)} : ${tooltip})`}},
      hover: {strokeWidth: {value: 2}, stroke: {value: colour('ink')}, zindex: {value: 1}},
      update: {strokeWidth: {value: regions.length > 500 ? 0.3 : 0.6}, stroke: {value: colour('point')}, zindex: {value: 0}},
    }}],
  });
}

charts.map = width => {
  const industries = [...new Map(data.map.map(row => [row.industry, row.rank]))].map(([industry]) => industry);
  const select = document.getElementById('map-industry');
  if (!select.options.length) {
    select.append(...industries.map(industry => new Option(industry)));
    select.addEventListener('change', () => draw(document.getElementById('chart-map')));
  }
  return choropleth(width, data.map.filter(row => row.industry === select.value && row.lq > 0), {
    field: 'lq', title: words.lq, thresholds: [1, 2, 5, 20], names: words.steps, fills: steps, missing: words.none,
    tooltip: `${quotient('datum.value')} + ', ' + ${sized('datum.row.size')}`});
};

charts.complexity = width => choropleth(width, data.complexity, {
  field: 'eci', title: words.eci, thresholds: [-1, 0, 1], names: words.eci_steps, fills: [steps[0], steps[1], steps[3], steps[4]], missing: words.no_data, tooltip: "format(datum.value, '.2f')"});

const risks = [0, 1, 2, 3].map(n => colour(`risk-${n}`));
charts.risk_map = width => choropleth(width, data.risk_map, {
  field: 'score', title: words.score, thresholds: [25, 50, 75], names: words.score_steps, fills: risks, missing: words.no_data, tooltip: "format(datum.value, '.0f')"});
