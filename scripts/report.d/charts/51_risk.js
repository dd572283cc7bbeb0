// Targets by indicators of risk.
charts.risk = width => {
  // where there is little room, only what is known of some target
  const known = new Set(data.findings.filter(r => r.risk !== null).map(r => r.ordinal));
  const rows = narrow(width) ? data.findings.filter(r => known.has(r.ordinal)) : data.findings, targets = new Set(rows.map(r => r.target)), room = narrow(width) ? 120 : 270;
  const pillars = [...new Map([...rows].sort((a, b) => a.ordinal - b.ordinal).map(r => [r.pillar_code, r.pillar]))].map(([code, pillar]) => ({pillar, ordinal: Math.min(...rows.filter(r => r.pillar_code === code).map(r => r.ordinal))}));
  return picture(width, 23 * targets.size, {
    data: [
      {name: 'findings', values: rows},
      {name: 'known', source: 'findings', transform: [{type: 'filter', expr: 'datum.risk !== null'}]},
      {name: 'unknown', source: 'findings', transform: [{type: 'filter', expr: 'datum.risk === null'}]},
      {name: 'targets', source: 'findings', transform: [{type: 'aggregate', groupby: ['target', 'score', 'band']}]},
      {name: 'pillars', values: pillars},
    ],
    scales: [
      {name: 'x', type: 'band', range: 'width', domain: {data: 'findings', field: 'indicator', sort: {field: 'ordinal', op: 'min'}}, paddingInner: 0.1},
      {name: 'place', type: 'band', range: 'width', domain: {data: 'findings', field: 'ordinal', sort: true}, paddingInner: 0.1},
      {name: 'y', type: 'band', range: 'height', domain: {data: 'targets', field: 'target', sort: {field: 'score', op: 'min', order: 'descending'}}, paddingInner: 0.12},
      {name: 'verdict', type: 'ordinal', domain: [...targets], range: [...targets].map(t => { const r = rows.find(f => f.target === t); return `${r.score.toFixed(1)} ${r.band}`; })},
      {name: 'colour', type: 'threshold', domain: [1 / 6, 1 / 2, 5 / 6], range: risks},
      {name: 'legend', type: 'ordinal', domain: words.risk_steps, range: risks},
    ],
    axes: [
      {orient: 'bottom', scale: 'x', labelAngle: -60, labelAlign: 'right', labelBaseline: 'middle', labelLimit: 270, labelOverlap: false, ticks: false, domain: false},
      {orient: 'left', scale: 'y', ticks: false, domain: false, labelLimit: room, labelOverlap: false},
      {orient: 'right', scale: 'y', ticks: false, domain: false, labelOverlap: false, labelColor: colour('ink'), encode: {labels: {update: {text: {signal: "scale('verdict', datum.value)"}}}}},
      ...(narrow(width) ? [] : [{orient: 'top', scale: 'place', ticks: false, domain: false, labelAngle: -30, labelAlign: 'left', labelOverlap: false, labelPadding: 2, values: pillars.map(p => p.ordinal),
        encode: {labels: {update: {text: {signal: `${quote(Object.fromEntries(pillars.map(p => [p.ordinal, p.pillar])))}[datum.value]`}}}}}]),
    ],
    legends: [legend(width, words.risk_steps, {fill: 'legend', title: words.risk, symbolType: 'square'})],
    marks: [
      {type: 'rect', name: 'risks', from: {data: 'known'}, encode: {enter: {
        x: {scale: 'x', field: 'indicator'}, y: {scale: 'y', field: 'target'}, width: {scale: 'x', band: 1}, height: {scale: 'y', band: 1}, fill: {scale: 'colour', field: 'risk'},
        tooltip: {signal: "datum.target + ', ' + datum.indicator + ': ' + format(datum.value, '.3~g') + ', ' + format(datum.risk, '.2f')"}}}},
      {type: 'symbol', name: 'gaps', from: {data: 'unknown'}, encode: {enter: {
        x: {scale: 'x', field: 'indicator', band: 0.5}, y: {scale: 'y', field: 'target', band: 0.5}, size: {value: 9}, fill: {value: colour('axis')},
        tooltip: {signal: `datum.indicator + ': ' + ${quote(words.unknown)}`}}}},
    ],
  });
};
