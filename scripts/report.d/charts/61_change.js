// Years beside each other, and what changed between the first and the last.
charts.years = width => {
  const clusters = [...new Map(data.years.map(y => [y.cluster, y.rank])).keys()];
  const columns = width < 480 ? 2 : width < 800 ? 3 : 4, gap = 34, inner = Math.floor((width - 10 - gap * columns) / columns);
  const [first, last] = extent(data.years, 'period'), most = extent(data.years, 'lq')[1];
  return picture(width, 0, {
    autosize: 'pad', width: undefined, height: undefined, padding: 5,
    layout: {columns, padding: {row: 44, column: gap}, bounds: 'flush', align: 'each'},
    data: [{name: 'years', values: data.years.map(y => ({...y, place: clusters.indexOf(y.cluster)}))}],
    marks: [{type: 'group', name: 'multiples', from: {facet: {name: 'one', data: 'years', groupby: ['place', 'cluster']}}, sort: {field: 'datum.place'},
      encode: {enter: {width: {value: inner}, height: {value: 90}}},
      title: {text: {signal: 'parent.cluster'}, limit: inner + gap - 8, anchor: 'start', font, fontSize: 11, fontWeight: 500, color: colour('ink'), offset: 6},
      scales: [
        {name: 'x', type: 'linear', range: [0, inner], domain: [first, last], zero: false},
        {name: 'y', type: 'linear', range: [90, 0], domain: [0, Math.max(most, 1)], nice: true},
      ],
      axes: [
        {orient: 'bottom', scale: 'x', values: [first, last], format: 'd', labelFlush: true},
        {orient: 'left', scale: 'y', tickCount: 3, grid: true},
      ],
      marks: [
        rule({x: {value: 0}, x2: {value: inner}, y: {scale: 'y', value: 1}}),
        {type: 'line', from: {data: 'one'}, encode: {enter: {x: {scale: 'x', field: 'period'}, y: {scale: 'y', field: 'lq'}, stroke: {value: colour('c')}, strokeWidth: {value: 2}}}},
        {type: 'symbol', from: {data: 'one'}, encode: {enter: {x: {scale: 'x', field: 'period'}, y: {scale: 'y', field: 'lq'}, fill: {value: colour('c')}, size: {value: 14},
          tooltip: {signal: `datum.cluster + ', ' + datum.period + ': ' + ${quotient('datum.lq')} + ', ' + format(datum.size, ',d')`}}}},
      ]}],
  });
};

charts.portfolio = width => {
  const rows = data.portfolio.filter(p => p.final_lq > 0 && p.final > 0).map(p => ({...p, change: p.final_lq - p.base_lq})), height = narrow(width) ? 380 : 480;
  const kinds = Object.keys(words.categories), [low, high] = extent(rows, 'final_lq');
  // the largest, and those at the edges
  const first = (by, most) => [...rows].sort((a, b) => by(b) - by(a)).slice(0, most), few = narrow(width);
  const named = [...new Set([...first(p => Math.abs(p.change), few ? 3 : 8), ...first(p => p.final_lq, few ? 2 : 5), ...first(p => p.final, few ? 3 : 8)])].map(p => ({...p, label: p.industry}));
  const {first_year: from, last_year: to} = data.facts[0];
  const place = {x: {scale: 'x', field: 'final_lq'}, y: {scale: 'y', field: 'change'}, size: {scale: 'area', field: 'final'}};
  return picture(width, height, {
    data: [{name: 'industries', values: rows}, {name: 'named', values: named}],
    scales: [
      {name: 'x', type: 'log', range: 'width', domain: [low, high], nice: false, zero: false, padding: 22},
      {name: 'y', type: 'symlog', constant: 0.5, range: 'height', domain: extent([...rows, {change: 0}], 'change'), zero: true, padding: 20},
      {name: 'area', type: 'linear', range: [20, 900], domain: {data: 'industries', field: 'final'}, zero: true},
      {name: 'colour', type: 'ordinal', domain: kinds, range: ['a', 'c', 'e', 'f'].map(colour)},
      {name: 'legend', type: 'ordinal', domain: kinds.map(k => words.categories[k]), range: ['a', 'c', 'e', 'f'].map(colour)},
    ],
    axes: [
      {orient: 'bottom', scale: 'x', grid: true, labelFlush: true, labelBound: true, title: lines(years(words.lq_now, from, to), width - 90), values: ticks(low, high, width), format: '~r'},
      {orient: 'left', scale: 'y', grid: true, title: years(words.lq_change, from, to), tickCount: 6},
    ],
    legends: [legend(width, Object.values(words.categories), {fill: 'legend'})],
    marks: [
      rule({x: {value: 0}, x2: {field: {group: 'width'}}, y: {scale: 'y', value: 0}}), rule({x: {scale: 'x', value: 1}, y: {value: 0}, y2: {field: {group: 'height'}}}),
      {type: 'symbol', name: 'moved', from: {data: 'industries'}, encode: {enter: {...place, fill: {scale: 'colour', field: 'category'}, fillOpacity: {value: 0.65}, stroke: {value: colour('paper')},
        tooltip: {signal: `datum.industry + ': ' + ${quotient('datum.base_lq')} + ' → ' + format(datum.final_lq, '.2f') + ', ' + format(datum.base, ',d') + ' → ' + format(datum.final, ',d')`}}}},
      ...labels('moved_labels', 'named', ['moved'], place, narrow(width) ? 150 : 220),
    ],
  });
};
