// Draws what is there, again when the page gets another width; files of the tables.
const drawn = new Map();
async function draw(place) {
  const width = Math.floor(place.clientWidth);
  drawn.get(place)?.view.finalize();
  const spec = await charts[place.dataset.chart](width);
  const view = new vega.View(vega.parse(spec), {renderer: 'svg', container: place, hover: true});
  drawn.set(place, {view, width});
  await view.runAsync();
  // what it shows, its place says
  place.querySelector('svg').setAttribute('aria-hidden', 'true');
}
const places = [...document.querySelectorAll('.chart')];
const resized = new ResizeObserver(entries => {
  for (const {target} of entries) {
    const now = drawn.get(target);
    if (now && target.clientWidth > 0 && Math.abs(now.width - target.clientWidth) > 1 && !matchMedia('print').matches) draw(target);
  }
});
places.forEach(place => resized.observe(place));

for (const button of document.querySelectorAll('button.csv')) {
  button.addEventListener('click', () => {
    const columns = button.dataset.columns.split(' ');
    const cell = value => value === null || value === undefined ? '' : /[",\n\r]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
    const lines = [columns.map(c => cell(page.columns[c])), ...data[button.dataset.rows].map(row => columns.map(c => cell(row[c])))].map(line => line.join(','));
    // the mark tells spreadsheets that this is UTF-8
    const file = URL.createObjectURL(new Blob(['\ufeff' + lines.join('\r\n') + '\r\n'], {type: 'text/csv'}));
    const link = Object.assign(document.createElement('a'), {href: file, download: `${button.dataset.rows}.csv`});
    link.click();
    setTimeout(() => URL.revokeObjectURL(file), 1000);
  });
}
Promise.all(places.map(draw)).then(() => { document.body.dataset.ready = 'true'; });
