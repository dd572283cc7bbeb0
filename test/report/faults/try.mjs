// Does check.mjs find what is wrong, and that alone?  A page without fault, then the same with one fault each.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const good = readFileSync(new URL('good.html', import.meta.url), 'utf8');
const check = new URL('../check.mjs', import.meta.url).pathname;
const endOf = tag => text => [`</${tag}>`, `${text}</${tag}>`];
const style = endOf('style'), script = endOf('script');
// A chart of two parts in which a page ends; a part alone, an svg, no browser tears.
const atTheEnd = ['height: 200px', 'height: 600px', 'aria-label="Bars of firms by town">', 'aria-label="Bars of firms by town"><div style="height: 150px"></div>'];

// What is wrong; the kinds of fault that tell of it (the first must, the others may); what to replace by what.
const planted = [
  ['nothing', []],
  ['an error on the console', ['console'], script('console.error("oh");')],
  ['an exception', ['console'], script('setTimeout(() => { throw new Error("oh"); }, 0);')],
  ['a picture from elsewhere', ['network', 'console'], '<main>', '<main><img alt="" src="https://example.org/x.png">'],
  ['a file beside it', ['network', 'console'], '<main>', '<main><img alt="" src="x.png">'],
  ['a chart without a mark', ['charts'], '<path id="area"', '<path id="area" opacity="0"'],
  ['a mark that goes when another option is chosen', ['charts'], "'M40,20h100v50z'", "''"],
  ['two charts of one id', ['charts', 'axe'], 'id="map"', 'id="bars"'],
  ['a chart without a name', ['charts', 'axe'], ' aria-label="Map of firms"', ''],
  ['a paragraph too wide for a telephone', ['overflow', 'axe'], '<div class="filler">', '<div class="filler" style="width: 500px; height: 1px">'],
  ['one that is cut at the edge', ['overflow', 'axe'], style('html, body { overflow-x: hidden } @media screen { h1 { width: 900px } }')],
  ['a table too wide, folded at first', ['overflow', 'axe'], style('table { width: 900px }')],
  ['a chart too wide for paper', ['print', 'axe'], '<svg width="340"', '<svg width="900"', style('.chart { overflow-x: auto }')],
  ['a text cut by its drawing', ['cropped', 'print'], 'x="200" y="60">firms', 'x="320" y="60">firms'],
  ['legends one on the other', ['overlap', 'print'], 'x="200" y="80"', 'x="204" y="65"'],
  ['labels one on the other', ['overlap', 'print'], 'x="100" y="20"', 'x="60" y="20"'],
  ['small letters in a chart', ['small', 'print'], 'x="200" y="60"', 'x="200" y="60" style="font-size: 8px"'],
  ['letters of a chart that shrinks', ['small', 'print'], '<svg width="340" height="200"', '<svg width="200" height="120" viewBox="0 0 340 200"'],
  ['pale letters in a chart', ['pale'], 'x="200" y="60"', 'x="200" y="60" style="fill: #999"'],
  ['dark letters on dark marks', ['pale'], ' style="fill:#fff"', ' style="fill: #222"'],
  ['no dark scheme', ['scheme'], '@media screen and (prefers-color-scheme: dark)', '@media not all'],
  ['a link that Tab passes over', ['keyboard'], '<a href', '<a tabindex="-1" href'],
  ['an order that is not that of the page', ['keyboard', 'axe'], '<select', '<select tabindex="1"'],
  ['a focus that nobody sees', ['keyboard'], ':focus-visible { outline: 2px solid #888; }', ':focus-visible { outline: none; }'],
  ['a table without a button', ['csv'], '<button class="csv">Download as CSV</button>', '<button class="csv" hidden></button><p>'],
  ['a button that does nothing', ['csv'], '  link.click();', ''],
  ['a CSV that lacks a row', ['csv'], 'Bedorf,6\\r\\n', ''],
  ['a CSV whose commas are not quoted', ['csv'], '"Ahausen, Upper"', 'Ahausen, Upper'],
  ['a select without a label', ['axe'], '<label>Industry ', '<label></label>'],
  ['letters that axe finds pale', ['axe'], '<p><a', '<p style="color: #888">Pale.</p><p><a'],
  ['nothing, though a page ends where a chart would be', [], ...atTheEnd],
  ['a chart torn between two pages', ['print'], ...atTheEnd, '.chart, tr { break-inside: avoid; }', ''],
  ['a chart higher than paper', ['print'], style('@media print { #map { height: 1100px } }')],
  ['the dark scheme on paper', ['print'], '@media screen and (prefers', '@media (prefers'],
];

// With one fault in it.
function pageWith(what, changes) {
  let page = good;
  for (let i = 0; i < changes.length; i += 2) {
    if (!page.includes(changes[i])) throw new Error(`${what}: there is no ${changes[i]} to replace`);
    page = page.replace(changes[i], () => changes[i + 1]);
  }
  return page;
}

const wanted = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'faults-')), file = join(folder, 'page.html');
for (const [what, kinds, ...changes] of planted.filter(([name]) => !wanted.length || wanted.some(w => name.includes(w)))) {
  writeFileSync(file, pageWith(what, changes.flat()));
  const {stdout, status} = spawnSync('node', [check, file, join(folder, 'counts')], {encoding: 'utf8', env: {...process.env, WIDTHS: '390'}, stdio: ['ignore', 'pipe', 'inherit']});
  const found = [...stdout.matchAll(/^\S+: (\w+): /gm)].map(m => m[1]).filter(kind => kind !== 'note');
  const right = kinds.length ? status === 1 && found.includes(kinds[0]) && found.every(kind => kinds.includes(kind)) : status === 0 && !found.length;
  console.log(`${right ? 'ok' : 'not ok'} - ${what}${right ? '' : `\n${stdout.replace(/^/gm, '  ')}`}`);
  if (!right) process.exitCode = 1;
}
rmSync(folder, {recursive: true});
