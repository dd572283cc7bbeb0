// What is chance: growth by number of plants, and scores of the past against what came.
charts.chance = width => {
  const rows = data.chance.map(m => ({...m, times: Math.min(4, Math.max(m.times, 0.25))})), most = extent(rows, 'expected')[1], height = narrow(width) ? 340 : 420;
  const named = rows.filter(m => m.beyond).slice(0, narrow(width) ? 4 : 10).map(m => ({...m, label: m.cell}));
  const {first: from, last: to} = data.chance_band[0];
  const place = {x: {scale: 'x', field: 'expected'}, y: {scale: 'y', field: 'times'}};
  return picture(width, height, {
    data: [{name: 'cells', values: rows}, {name: 'titled', values: named}, {name: 'band', values: data.chance_band.map(b => ({...b, low: Math.max(0.2, b.low)}))}],
    scales: [
      {name: 'x', type: 'log', range: 'width', domain: [0.5, most * 1.1], nice: false, zero: false},
      {name: 'y', type: 'log', range: 'height', domain: [0.24, 4], nice: false, zero: false},
    ],
    axes: [
      {orient: 'bottom', scale: 'x', labelFlush: true, labelBound: true, title: lines(years(words.plants, from, to), width - 90), values: ticks(1, most, width), format: amounts(most)},
      {orient: 'left', scale: 'y', grid: true, title: years(words.times, from, to), values: [0.25, 0.5, 0.8, 1, 1.25, 2, 4],
        encode: {labels: {update: {text: {signal: "(datum.value === 0.25 ? '≤ ' : datum.value === 4 ? '≥ ' : '') + format(datum.value, '.2~f')"}}}}},
    ],
    marks: [
      {type: 'area', name: 'noise', from: {data: 'band'}, clip: true, encode: {enter: {x: {scale: 'x', field: 'n'}, y: {scale: 'y', field: 'low'}, y2: {scale: 'y', field: 'high'}, fill: {value: colour('pale')}}}},
      {type: 'symbol', name: 'moves', from: {data: 'cells'}, clip: true, encode: {enter: {...place, size: {value: 14}, fillOpacity: {value: 0.6}, fill: [{test: 'datum.beyond', value: colour('b')}, {value: colour('point')}],
        tooltip: {signal: "datum.cell + ': ' + format(datum.base, ',d') + ' → ' + format(datum.final, ',d') + ' (' + format(datum.expected, ',.1f') + ')'"}}}},
      ...labels('move_labels', 'titled', ['moves'], {...place, size: {value: 45}}, narrow(width) ? 150 : 260),
    ],
  });
};

charts.tenths = width => {
  const kinds = [words.seen, words.by_chance], wide = Math.min(width, 720), {as_of: from, horizon} = data.tenths[0];
  return picture(wide, 250, {
    data: [{name: 'tenths', values: data.tenths}],
    scales: [
      {name: 'x', type: 'band', range: 'width', domain: {data: 'tenths', field: 'tenth'}, paddingInner: 0.3, paddingOuter: 0.2},
      {name: 'y', type: 'linear', range: 'height', domain: [0, Math.max(...data.tenths.map(t => Math.max(t.event_rate, t.chance_rate))) * 1.1], nice: true},
      {name: 'kind', type: 'ordinal', domain: kinds, range: [colour('fill-a'), colour('ink')]},
    ],
    axes: [
      {orient: 'bottom', scale: 'x', labelFlush: true, labelBound: true, title: lines(words.tenth, wide - 90), labelAngle: 0},
      {orient: 'left', scale: 'y', grid: true, format: '.0%', title: years(words.fell, from, from + horizon)},
    ],
    legends: [legend(wide, kinds, {fill: 'kind', symbolType: 'square'})],
    marks: [
      {type: 'rect', name: 'seen', from: {data: 'tenths'}, encode: {enter: {
        x: {scale: 'x', field: 'tenth'}, width: {scale: 'x', band: 1}, y: {scale: 'y', field: 'event_rate'}, y2: {scale: 'y', value: 0}, fill: {value: colour('fill-a')},
        tooltip: {signal: "datum.events + ' / ' + datum.pairs"}}}},
      {type: 'rect', name: 'by_chance', from: {data: 'tenths'}, encode: {enter: {
        x: {scale: 'x', field: 'tenth', offset: -4}, width: {scale: 'x', band: 1, offset: 8}, y: {scale: 'y', field: 'chance_rate', offset: -1.5}, height: {value: 3}, fill: {value: colour('ink')}}}},
    ],
  });
};

charts.tests = width => {
  const rows = data.tests.map(t => ({...t, told: words.predictors[t.predictor] ?? t.predictor, what: words.outcomes[t.outcome] ?? t.outcome}));
  const kinds = Object.values(words.outcomes).filter(kind => rows.some(b => b.what === kind)), middle = "scale('y', datum.told) + scale('outcome', datum.what) + bandwidth('outcome') / 2";
  return picture(width, 32 * new Set(rows.map(b => b.told)).size, {
    data: [{name: 'tests', values: rows}],
    scales: [
      {name: 'x', type: 'linear', range: 'width', domain: [0.2, 1], zero: false},
      {name: 'y', type: 'band', range: 'height', domain: {data: 'tests', field: 'told', sort: {field: 'auc', op: 'max', order: 'descending'}}, padding: 0.2},
      {name: 'outcome', type: 'band', range: [0, {signal: "bandwidth('y')"}], domain: kinds, padding: 0.2},
      {name: 'colour', type: 'ordinal', domain: kinds, range: kinds.map(kind => colour(kind === words.outcomes.beyond ? 'b' : 'c'))},
    ],
    axes: [
      {orient: 'bottom', scale: 'x', grid: true, labelFlush: true, labelBound: true, title: lines(words.auc, width - (narrow(width) ? 160 : 290))},
      {orient: 'left', scale: 'y', ticks: false, domain: false, labelLimit: narrow(width) ? 130 : 260, labelOverlap: false},
    ],
    legends: [legend(width, kinds, {fill: 'colour'})],
    marks: [
      rule({x: {scale: 'x', value: 0.5}, y: {value: 0}, y2: {field: {group: 'height'}}}),
      {type: 'rule', from: {data: 'tests'}, clip: true, encode: {enter: {x: {scale: 'x', field: 'auc_lower'}, x2: {scale: 'x', field: 'auc_upper'}, y: {signal: middle}, stroke: {scale: 'colour', field: 'what'}, strokeWidth: {value: 2}}}},
      {type: 'symbol', name: 'areas', from: {data: 'tests'}, encode: {enter: {x: {scale: 'x', field: 'auc'}, y: {signal: middle}, size: {value: 60}, fill: {scale: 'colour', field: 'what'},
        shape: {signal: "test(/^composite/, datum.predictor) ? 'diamond' : 'circle'"},
        tooltip: {signal: "datum.told + ', ' + datum.what + ': ' + format(datum.auc, '.2f') + ' (' + format(datum.auc_lower, '.2f') + ' – ' + format(datum.auc_upper, '.2f') + ')'"}}}},
    ],
  });
};
