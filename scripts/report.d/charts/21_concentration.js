// How concentrated industries, how special regions are.
charts.funnel = width => {
  const rows = data.funnel, [fewest, most] = extent(rows, 'firms'), height = narrow(width) ? 340 : 420;
  const named = rows.filter(f => f.beyond).slice(0, narrow(width) ? 5 : 12).map(f => ({...f, label: f.industry}));
  const place = {x: {scale: 'x', field: 'firms'}, y: {scale: 'y', field: 'ellison_glaeser'}, size: {value: 45}};
  const values = rows.map(f => f.ellison_glaeser);
  return picture(width, height, {
    data: [{name: 'industries', values: rows}, {name: 'titled', values: named}],
    scales: [
      {name: 'x', type: 'log', range: 'width', domain: [fewest, most], nice: false, zero: false, padding: 18},
      {name: 'y', type: 'linear', range: 'height', domain: [Math.max(-0.2, Math.min(...values)), Math.max(...values) * 1.05], nice: true},
    ],
    axes: [
      {orient: 'bottom', scale: 'x', labelFlush: true, labelBound: true, title: lines(words.firms_log, width - 90), values: ticks(fewest, most, width), format: amounts(most)},
      {orient: 'left', scale: 'y', grid: true, title: words.eg},
    ],
    marks: [
      {type: 'rule', name: 'chance', from: {data: 'industries'}, clip: true, encode: {enter: {
        x: {scale: 'x', field: 'firms'}, y: {scale: 'y', field: 'low'}, y2: {scale: 'y', field: 'high'}, stroke: {value: colour('pale')}, strokeWidth: {value: 3}}}},
      {type: 'symbol', name: 'points', from: {data: 'industries'}, clip: true, encode: {enter: {...place, fillOpacity: {value: 0.75}, fill: [{test: 'datum.beyond', value: colour('b')}, {value: colour('point')}],
        tooltip: {signal: "datum.industry + ': ' + format(datum.ellison_glaeser, '.3f') + ', z ' + format(datum.z, '.1f')"}}}},
      ...labels('titles', 'titled', ['points'], place, narrow(width) ? 150 : 260),
    ],
  });
};

charts.special = width => picture(width, 22 * data.special.length, {
  data: [{name: 'regions', values: data.special}],
  scales: [
    {name: 'x', type: 'linear', range: 'width', domain: [0, 2]},
    {name: 'y', type: 'band', range: 'height', domain: {data: 'regions', field: 'region'}, paddingInner: 0.25},
  ],
  axes: [
    {orient: 'bottom', scale: 'x', grid: true, labelFlush: true, labelBound: true, title: lines(words.krugman, width - (narrow(width) ? 150 : 270))},
    {orient: 'left', scale: 'y', ticks: false, domain: false, labelLimit: narrow(width) ? 120 : 240, labelOverlap: false},
  ],
  marks: [{type: 'rect', name: 'bars', from: {data: 'regions'}, encode: {enter: {
    x: {scale: 'x', value: 0}, x2: {scale: 'x', field: 'krugman'}, y: {scale: 'y', field: 'region'}, height: {scale: 'y', band: 1}, fill: {value: steps[3]},
    tooltip: {signal: "datum.region + ': ' + format(datum.krugman, '.2f')"}}}}],
});

charts.lorenz = width => {
  const names = data.curves.map(c => c.industry), size = Math.min(width, 620);
  return picture(size, size - 60, {
    data: [{name: 'corners', values: [...names.map(industry => ({industry, region_share: 0, industry_share: 0})), ...data.lorenz]}],
    scales: [
      {name: 'x', type: 'linear', range: 'width', domain: [0, 1]},
      {name: 'y', type: 'linear', range: 'height', domain: [0, 1]},
      {name: 'colour', type: 'ordinal', domain: names, range: ['a', 'e', 'c', 'b'].map(colour)},
    ],
    axes: [
      {orient: 'bottom', scale: 'x', grid: true, format: '.0%', labelFlush: true, labelBound: true, title: lines(words.share_all, size - 90)},
      {orient: 'left', scale: 'y', grid: true, format: '.0%', title: words.share_industry},
    ],
    legends: [legend(size, names, {stroke: 'colour', symbolType: 'stroke', symbolStrokeWidth: 2.5})],
    marks: [
      rule({x: {value: 0}, y: {field: {group: 'height'}}, x2: {field: {group: 'width'}}, y2: {value: 0}}),
      {type: 'group', from: {facet: {name: 'curve', data: 'corners', groupby: 'industry'}}, marks: [
        {type: 'line', name: 'curves', from: {data: 'curve'}, encode: {enter: {
          x: {scale: 'x', field: 'region_share'}, y: {scale: 'y', field: 'industry_share'}, stroke: {scale: 'colour', field: 'industry'}, strokeWidth: {value: 2.2}}}}]},
    ],
  });
};
