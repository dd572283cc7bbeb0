// Bubbles of clusters, and the heat map of who shares what.
charts.clusters = width => {
  const rows = data.clusters.filter(c => c.size > 0).map(c => ({...c, firms: c.firms ?? 1, colour: sectorOf(c)}));
  const named = rows.filter(c => c.rank <= (narrow(width) ? 5 : 14) || c.rank_by_size <= (narrow(width) ? 3 : 6)).map(c => ({...c, label: `${c.region}: ${c.industry}`}));
  const [low, high] = extent(rows, 'lq'), [least, most] = extent(rows, 'size'), firms = extent(rows, 'firms')[1];
  const height = narrow(width) ? 380 : 520;
  const place = {x: {scale: 'x', field: 'lq'}, y: {scale: 'y', field: 'size'}, size: {scale: 'area', field: 'firms'}};
  const known = data.facts[0].firms !== null;
  const kinds = [...sectors.map((s, i) => [s, palette[i], colour('paper')]), ...(rows.every(c => c.strong) ? [] : [[words.maybe, colour('paper'), colour('soft')]])];
  return picture(width, height, {
    data: [{name: 'points', values: rows}, {name: 'named', values: named}],
    scales: [
      {name: 'x', type: 'log', range: 'width', domain: [low, high * 1.02], nice: false, zero: false, padding: 22},
      {name: 'y', type: 'log', range: 'height', domain: [least, most * 1.02], nice: false, zero: false, padding: 24},
      {name: 'area', type: 'linear', range: [16, narrow(width) ? 800 : 1800], domain: [0, firms], zero: true},
      {name: 'colour', type: 'ordinal', domain: kinds.map(k => k[0]), range: kinds.map(k => k[1])},
      {name: 'edge', type: 'ordinal', domain: kinds.map(k => k[0]), range: kinds.map(k => k[2])},
    ],
    axes: [
      {orient: 'bottom', scale: 'x', grid: true, labelFlush: true, labelBound: true, title: lines(words.log_lq, width - 90), values: ticks(low, high, width), format: '~r'},
      {orient: 'left', scale: 'y', grid: true, title: unit(words.log_size), values: ticks(least, most, height), format: amounts(most)},
    ],
    legends: [
      legend(width, kinds.map(k => k[0]), {fill: 'colour', stroke: 'edge', symbolStrokeWidth: 1.3}),
      ...(known && firms > 4 ? [legend(width, ['00000', '00000', '00000'], {size: 'area', title: words.firms, columns: 3, values: ticks(1, firms, 160).slice(-3), format: ',d', symbolFillColor: colour('pale'), symbolStrokeColor: colour('soft')})] : []),
    ],
    marks: [
      {type: 'symbol', name: 'bubbles', from: {data: 'points'}, encode: {
        enter: {...place, stroke: [{test: 'datum.strong', value: colour('paper')}, {scale: 'colour', field: 'colour'}], strokeWidth: {signal: 'datum.strong ? 0.8 : 1.3'},
          fill: {scale: 'colour', field: 'colour'},
          tooltip: {signal: `datum.region + ': ' + datum.industry + ', ' + ${quotient('datum.lq', '.1f')} + (datum.lq_lower === null ? '' : ' (' + format(datum.lq_lower, '.1f') + ' – ' + format(datum.lq_upper, '.1f') + ')') + ', ' + ${sized('datum.size')}`}},
        hover: {fillOpacity: {value: 0.9}}, update: {fillOpacity: {signal: 'datum.strong ? 0.6 : 0.08'}}}},
      ...labels('labels', 'named', ['bubbles'], place, narrow(width) ? 150 : 330),
    ],
  });
};

charts.heat = width => {
  const rows = data.heat, regions = new Set(rows.map(h => h.region)), industries = new Set(rows.map(h => h.industry));
  const room = narrow(width) ? 120 : width < 800 ? 165 : 210;
  return picture(width, 21 * regions.size, {
    data: [{name: 'pairs', values: rows}],
    scales: [
      {name: 'x', type: 'band', range: 'width', domain: {data: 'pairs', field: 'industry', sort: {field: 'column', op: 'min'}}, paddingInner: 0.06},
      {name: 'y', type: 'band', range: 'height', domain: {data: 'pairs', field: 'region', sort: {field: 'row', op: 'min'}}, paddingInner: 0.08},
      {name: 'colour', type: 'threshold', domain: [1, 2, 5, 20], range: steps},
      {name: 'legend', type: 'ordinal', domain: [...words.steps, words.none], range: [...steps, colour('nothing')]},
    ],
    axes: [
      {orient: 'bottom', scale: 'x', labelAngle: industries.size > 4 ? -60 : 0, labelAlign: industries.size > 4 ? 'right' : 'center', labelBaseline: industries.size > 4 ? 'middle' : 'top', labelLimit: room, labelOverlap: false, ticks: false, domain: false},
      {orient: 'left', scale: 'y', ticks: false, domain: false, labelLimit: room, labelOverlap: false},
    ],
    legends: [legend(width, [...words.steps, words.none], {fill: 'legend', title: words.lq, symbolType: 'square', symbolStrokeColor: colour('axis'), symbolStrokeWidth: 0.5})],
    marks: [{type: 'rect', name: 'cells', from: {data: 'pairs'}, encode: {enter: {
      x: {scale: 'x', field: 'industry'}, y: {scale: 'y', field: 'region'}, width: {scale: 'x', band: 1}, height: {scale: 'y', band: 1},
      fill: [{test: 'datum.lq === 0', value: colour('nothing')}, {scale: 'colour', field: 'lq'}], stroke: {value: colour('grid')},
      tooltip: {signal: `datum.region + ': ' + datum.industry + ', ' + ${quotient('datum.lq')} + ', ' + ${sized('datum.size')}`}}}}],
  });
};
