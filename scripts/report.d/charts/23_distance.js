// How far firms of an industry stand from each other, and how far they would by chance.
charts.distance = width => {
  const industries = [...new Set(data.k_density.map(k => k.industry))], columns = width < 640 ? 1 : industries.length;
  const gap = 40, inner = Math.floor((width - 24 - gap * columns) / columns), height = columns === 1 ? 190 : 240;
  const farthest = extent(data.k_density, 'distance')[1], legendOf = (labels, parts) => legend(width, labels, {...parts, columns: narrow(width) ? 1 : 2});
  const curve = (field, name, stroke, dash) => ({type: 'line', name, from: {data: 'one'}, clip: true, encode: {enter: {
    x: {scale: 'x', field: 'distance'}, y: {scale: 'y', field}, stroke: {value: stroke}, strokeWidth: {value: name === 'seen_distances' ? 2.4 : 1.5}, strokeDash: {value: dash}}}});
  const band = (which, name, fill) => ({type: 'area', name, from: {data: 'one'}, clip: true, encode: {enter: {
    x: {scale: 'x', field: 'distance'}, y: {scale: 'y', field: `${which}_lower`}, y2: {scale: 'y', field: `${which}_upper`}, fill: {value: fill}}}});
  return picture(width, 0, {
    autosize: 'pad', width: undefined, height: undefined, padding: 5,
    layout: {columns, padding: {row: 72, column: gap}, bounds: 'flush', align: 'each'},
    data: [{name: 'pairs', values: data.k_density.map(k => ({...k, place: industries.indexOf(k.industry)}))}],
    scales: [
      {name: 'line', type: 'ordinal', domain: [words.seen, words.expected], range: [colour('b'), colour('ink')]},
      {name: 'dash', type: 'ordinal', domain: [words.seen, words.expected], range: [[1, 0], [5, 4]]},
      {name: 'band', type: 'ordinal', domain: [words.global_band, words.local_band], range: [colour('pale'), colour('fill-a')]},
    ],
    legends: [
      legendOf([words.seen, words.expected], {stroke: 'line', strokeDash: 'dash', symbolType: 'stroke', symbolStrokeWidth: 2.4}),
      legendOf([words.global_band, words.local_band], {fill: 'band', symbolType: 'square'}),
    ],
    marks: [{type: 'group', name: 'densities', from: {facet: {name: 'one', data: 'pairs', groupby: ['place', 'industry']}}, sort: {field: 'datum.place'},
      encode: {enter: {width: {value: inner}, height: {value: height}}},
      title: {text: {signal: 'parent.industry'}, limit: inner, anchor: 'start', frame: 'group', font, fontSize: 12, fontWeight: 500, color: colour('ink'), offset: 6},
      scales: [
        {name: 'x', type: 'linear', range: [0, inner], domain: [0, farthest], zero: true, nice: false},
        {name: 'y', type: 'linear', range: [height, 0], domain: {fields: [{data: 'one', field: 'k'}, {data: 'one', field: 'global_upper'}]}, zero: true, nice: 4},
      ],
      axes: [
        {orient: 'bottom', scale: 'x', tickCount: Math.floor(inner / 60), labelFlush: true, labelBound: true, title: lines(words.kilometres, inner - 20)},
        {orient: 'left', scale: 'y', grid: true, tickCount: 4, format: '~%'},
      ],
      marks: [
        band('global', 'global_bands', colour('pale')), band('local', 'local_bands', colour('fill-a')),
        curve('expected', 'expected_distances', colour('ink'), [5, 4]), curve('k', 'seen_distances', colour('b'), [1, 0]),
      ]}],
  });
};
