// Opens a report in a browser, as readers do, and says what is wrong with it.
//   node check.mjs REPORT COUNTS [FOLDER FOR SCREENSHOTS]
// A line for each fault goes to the output, a row of counts to the file COUNTS; exit status 1 if there is a fault.
// scripts/test-report installs what this takes, and calls it.
import {readFileSync, writeFileSync} from 'node:fs';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {basename, join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';
import {rowsOfCsv} from './csv.mjs';
import {pixelsThatDiffer, wordsOf, writtenIn} from './paper.mjs';

const widths = (process.env.WIDTHS ?? '390 768 1200').split(' ').map(Number), schemes = ['light', 'dark'];
const leastPixels = 9, leastContrast = 4.5;
const a4 = {width: 210 / 25.4 * 96, height: 297 / 25.4 * 96};
const kinds = ['ready', 'console', 'network', 'charts', 'overflow', 'cropped', 'overlap', 'small', 'pale', 'scheme', 'keyboard', 'csv', 'axe', 'print'];

const [report, row, screenshots] = process.argv.slice(2);
const title = basename(report, '.html');
const address = pathToFileURL(resolve(report)).href;
const here = new URL('.', import.meta.url);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// The same fault at several widths is one, with its places.
const faults = new Map(), notes = new Map();
function note(list, kind, place, message) {
  const key = `${kind}: ${message}`;
  if (!list.has(key)) list.set(key, {kind, places: []});
  if (!list.get(key).places.includes(place)) list.get(key).places.push(place);
}
const fault = (kind, place, message) => note(faults, kind, place, message);
const faultsOf = (kind, place, messages) => messages.forEach(message => fault(kind, place, message));

// Opening -----------------------------------------------------------------------

async function open(browser, place, width, height, colorScheme) {
  const context = await browser.newContext({viewport: {width, height}, colorScheme, acceptDownloads: true});
  await context.addInitScript({path: new URL('look.js', here).pathname});
  const page = await context.newPage();
  page.setDefaultTimeout(10000);
  page.on('console', message => {
    if (['error', 'warning', 'assert'].includes(message.type())) fault('console', place, `${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', error => fault('console', place, `uncaught: ${error.message}`));
  page.on('crash', () => fault('console', place, 'the page crashed'));
  await context.route(/^(?!data:|blob:)/, route => {
    const url = route.request().url();
    if (url.split('#')[0] === address) return route.continue();
    fault('network', place, `asks for ${url}`);
    return route.abort();
  });
  await page.goto(address, {timeout: 60000});
  const ready = await page.waitForFunction(() => document.body.dataset.ready === 'true', null, {timeout: 60000}).catch(() => null);
  if (!ready) fault('ready', place, 'body has no data-ready="true" after 60 seconds');
  await settle(page, 100);
  return page;
}

// Whatever follows an event has happened then, and has been drawn.
async function settle(page, milliseconds) {
  await page.waitForTimeout(milliseconds);
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
}

// What a function of look.js finds.
const look = (page, what, ...given) => page.evaluate(([w, g]) => window.cextLook[w](...g), [what, given]);

// Checks of one page as it stands -----------------------------------------------

async function checkCharts(page, place) {
  const charts = await look(page, 'listCharts'), seen = new Set();
  if (!charts.length) fault('charts', place, 'no chart');
  for (const {id, name, marks, drawings, described} of charts) {
    if (!id) fault('charts', place, `chart ${name} has no id`);
    else if (seen.has(id)) fault('charts', place, `two charts have the id ${id}`);
    seen.add(id);
    if (!drawings) fault('charts', place, `chart ${name} has no drawing (svg)`);
    else if (!marks) fault('charts', place, `chart ${name} has no mark`);
    if (!described) fault('charts', place, `chart ${name} has no aria-label`);
  }
  return {charts: seen.size, marks: charts.reduce((sum, c) => sum + c.marks, 0)};
}

async function checkTexts(page, place) {
  faultsOf('cropped', place, await look(page, 'croppedTexts'));
  faultsOf('overlap', place, await look(page, 'overlappingTexts'));
  faultsOf('small', place, await look(page, 'smallTexts', leastPixels));
}

const widthFaults = async page => [...await look(page, 'overflow'), ...await look(page, 'wideCharts', false)];

async function checkWidth(page, place) {
  faultsOf('overflow', place, await widthFaults(page));
}

async function checkAxe(page, place) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, {resultTypes: ['violations']}));
  for (const {id, impact, help, nodes} of found.violations)
    note(['serious', 'critical'].includes(impact) ? faults : notes, 'axe', place, `${impact}: ${id}: ${help}, such as ${nodes[0].target.flat().join(' ')}`);
}

// Checks that use the page --------------------------------------------------------

async function checkKeyboard(page, place) {
  const stops = await look(page, 'startTabbing'), reached = [];
  for (let i = 0; i < 2 * stops.length + 200; i++) {
    await page.keyboard.press('Tab');
    const stop = await look(page, 'stop');
    if (!stop || (stop.at >= 0 && reached.includes(stop.at))) break;
    if (stop.at < 0) continue;
    if (stop.at < (reached.at(-1) ?? -1)) fault('keyboard', place, `Tab comes to ${stops[stop.at]} after ${stops[reached.at(-1)]}, which is below it`);
    if (!stop.visible) fault('keyboard', place, `nothing shows that ${stops[stop.at]} has the focus`);
    reached.push(stop.at);
  }
  stops.forEach((name, at) => { if (!reached.includes(at)) fault('keyboard', place, `Tab does not reach ${name}`); });
}

async function checkCsv(page, place, table) {
  if (!table.folded) return fault('csv', place, `${table.name}: not in <details>`);
  if (table.button === undefined) return fault('csv', place, `${table.name}: no button.csv`);
  const waiting = page.waitForEvent('download', {timeout: 5000}).catch(() => null);
  await page.locator(`button.csv[data-cext-button="${table.button}"]`).click().catch(() => fault('csv', place, `${table.name}: its button cannot be clicked`));
  const download = await waiting;
  if (!download) return fault('csv', place, `${table.name}: its button downloads nothing`);
  if (!/\.csv$/.test(download.suggestedFilename())) fault('csv', place, `${table.name}: downloads ${download.suggestedFilename()}, not a .csv`);
  const text = await readFile(await download.path(), 'utf8');
  if (text.includes('\ufffd')) fault('csv', place, `${table.name}: the CSV is not UTF-8`);
  const [head, ...rows] = rowsOfCsv(text);
  if (rows.length !== table.rows) fault('csv', place, `${table.name}: ${rows.length} rows in the CSV, ${table.rows} in the table`);
  const odd = rows.find(row => row.length !== head.length);
  if (odd) fault('csv', place, `${table.name}: a row of ${odd.length} fields below ${head.length} columns`);
  if ((head?.length ?? 0) < table.columns) fault('csv', place, `${table.name}: ${head?.length ?? 0} columns in the CSV, ${table.columns} in the table`);
}

async function checkSelects(page, place) {
  for (const select of await page.locator('select').all()) {
    if (!await select.isVisible()) continue;
    for (const option of await select.locator('option').all()) {
      const name = (await option.textContent()).trim(), chosen = `${place} with "${name}"`;
      await select.selectOption({index: await option.evaluate(o => o.index)});
      await settle(page, 150);
      await checkCharts(page, chosen);
      await checkTexts(page, chosen);
    }
  }
}

// Paper ---------------------------------------------------------------------------

const inPixels = length => parseFloat(length) * ({cm: 96 / 2.54, mm: 96 / 25.4, in: 96, pt: 96 / 72, px: 1}[/[a-z]+$/.exec(length)?.[0]] ?? 1);

// Chromium's own margins, unless the page asks for others.
async function paperOf(page) {
  const [top, right, bottom, left] = await look(page, 'margins') ?? ['1cm', '1cm', '1cm', '1cm'];
  return {margin: {top, right, bottom, left}, width: Math.floor(a4.width - inPixels(left) - inPixels(right)), height: Math.floor(a4.height - inPixels(top) - inPixels(bottom))};
}

async function checkPaperOnScreen(browser) {
  const place = 'print', page = await open(browser, place, 1200, 800, 'light');
  const paper = await paperOf(page);
  await page.setViewportSize({width: paper.width, height: paper.height});
  await page.emulateMedia({media: 'print'});
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await settle(page, 500);
  const at = `paper of ${paper.width} by ${paper.height}`;
  for (const what of [['overflow'], ['wideCharts', true], ['tallCharts', paper.height], ['croppedTexts'], ['overlappingTexts'], ['smallTexts', leastPixels]])
    faultsOf('print', at, await look(page, ...what));
  const words = await look(page, 'words');
  await page.context().close();
  return words;
}

// Without what the end of a line makes of it.
const bare = text => text.normalize('NFKC').replace(/[\s\u00ad\u2010-]+/g, '').toLowerCase();

function checkWords(printed, pages, words) {
  const all = bare(writtenIn(printed));
  for (const {place, text} of words)
    for (const word of text.split(/\s+/).filter(Boolean))
      if (!all.includes(bare(word))) { fault('print', 'PDF', `${place}: "${text.trim()}" is not there whole`); break; }
  pages.forEach(({width, words: on}, i) => {
    const cut = on.find(w => w.left < -1 || w.right > width + 1);
    if (cut) fault('print', 'PDF', `page ${i + 1}: "${cut.text}" is beyond the edge`);
  });
}

// Both ends of a chart are marked: on which pages are they?
async function checkBreaks(page, paper, folder) {
  const names = await page.evaluate(() => {
    const charts = [...document.querySelectorAll('.chart')];
    charts.forEach((chart, i) => { chart.dataset.cextEnds = `${i}z`; });
    return charts.map(chart => chart.id);
  });
  await page.addStyleTag({content: `[data-cext-ends] { position: relative }
    [data-cext-ends]::before, [data-cext-ends]::after { position: absolute; font: 5px sans-serif; color: #ddd; text-transform: none; letter-spacing: 0 }
    [data-cext-ends]::before { content: "zfirst" attr(data-cext-ends); top: 0; left: 0 }
    [data-cext-ends]::after { content: "zlast" attr(data-cext-ends); bottom: 0; right: 0 }`});
  const pages = wordsOf(await print(page, paper, join(folder, 'marked.pdf')));
  const pageOf = mark => pages.findIndex(p => p.words.map(w => w.text).join('').includes(mark)) + 1;
  names.forEach((name, i) => {
    const first = pageOf(`zfirst${i}z`), last = pageOf(`zlast${i}z`);
    if (!first || !last) fault('print', 'PDF', `chart ${name} is not there whole`);
    else if (first !== last) fault('print', 'PDF', `chart ${name} is torn between pages ${first} and ${last}`);
  });
}

async function print(page, {margin}, path) {
  await page.pdf({path, format: 'A4', margin});
  return path;
}

// Of pages as readers have them when they print: wide, in either scheme.
async function checkPdf(light, dark, words, folder) {
  const paper = await paperOf(light);
  const printed = await print(light, paper, join(screenshots ?? folder, `${title}.pdf`));
  const pages = wordsOf(printed);
  if (!pages.length) return fault('print', 'PDF', 'no page');
  checkWords(printed, pages, words);
  await checkBreaks(light, paper, folder);
  const different = pixelsThatDiffer(printed, await print(dark, paper, join(folder, 'dark.pdf')), folder);
  if (different > 0.01) fault('print', 'PDF', `printed from the dark scheme, ${Math.round(different * 100)}% of the paper looks otherwise`);
}

// All -------------------------------------------------------------------------------

async function checkAt(page, place, width, scheme) {
  const counts = await checkCharts(page, place);
  if (screenshots) await page.screenshot({path: join(screenshots, `${title}-${width}-${scheme}.png`), fullPage: true});
  await checkWidth(page, place);
  await checkTexts(page, place);
  faultsOf('pale', place, await look(page, 'paleTexts', leastContrast));
  const darkness = await look(page, 'darkness');
  if ((darkness > 0.5) !== (scheme === 'dark')) fault('scheme', place, `the page is ${darkness > 0.5 ? 'dark' : 'light'} though the reader asks for ${scheme}`);
  // axe takes long for long tables: once a scheme, where there is least room for them.
  const narrow = width === widths[0];
  if (!narrow) await checkAxe(page, place);
  await look(page, 'open', true);
  await settle(page, 100);
  await checkWidth(page, `${place}, tables open`);
  if (narrow) await checkAxe(page, `${place}, tables open`);
  await look(page, 'open', false);
  return counts;
}

async function checkUse(page, place) {
  await look(page, 'open', true);
  await checkKeyboard(page, place);
  for (const table of await look(page, 'tables')) await checkCsv(page, place, table);
  await checkSelects(page, place);
  await page.setViewportSize({width: widths[0], height: 800});
  // A page may wait until the window is at rest.
  for (let tries = 0; tries < 5; tries++) {
    await settle(page, 600);
    if (!(await widthFaults(page)).length) break;
  }
  await checkWidth(page, `${place} narrowed to ${widths[0]}`);
}

async function checkReport(browser, folder) {
  let counts;
  for (const width of widths) {
    const pages = await Promise.all(schemes.map(async scheme => {
      const place = `${width} ${scheme}`, page = await open(browser, place, width, 800, scheme);
      counts = await checkAt(page, place, width, scheme);
      return page;
    }));
    if ([...faults.values()].some(f => f.kind === 'ready')) return counts;
    if (width === widths.at(-1)) {
      const words = await checkPaperOnScreen(browser);
      await checkPdf(...pages, words, folder);
      await checkUse(pages[0], `${width} light`);
    }
    await Promise.all(pages.map(page => page.context().close()));
  }
  return counts;
}

const started = Date.now();
const folder = await mkdtemp(join(tmpdir(), 'check-'));
const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium'});
let counts;
try {
  counts = await checkReport(browser, folder);
} finally {
  await browser.close();
  await rm(folder, {recursive: true});
}
const tell = (list, what) => list.forEach(({places}, message) => console.log(`${report}: ${what}${message} (${places.join('; ')})`));
tell(notes, 'note, no fault: ');
tell(faults, '');
const found = kinds.map(kind => [...faults.values()].filter(f => f.kind === kind).length);
writeFileSync(row, [counts.charts, counts.marks, ...found, ((Date.now() - started) / 1000).toFixed(0)].join('\t') + '\n');
process.exitCode = faults.size ? 1 : 0;
