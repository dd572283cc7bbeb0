// Runs in the page under test: what a reader would see of it, measured.  check.mjs asks.
'use strict';
window.cextLook = (() => {
  const shown = element => element.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const brief = text => { text = text.replace(/\s+/g, ' ').trim(); return text.length > 40 ? text.slice(0, 37) + '...' : text; };
  const scrolls = element => /^(auto|scroll)$/.test(getComputedStyle(element).overflowX);
  const whole = number => Math.round(number * 10) / 10;

  // What a person would call the element.
  function name(element) {
    const words = brief(element.getAttribute('aria-label') || element.textContent || '');
    return `${element.localName}${element.id && '#' + element.id}${words && ` "${words}"`}`;
  }

  function charts() {
    const figures = [...document.querySelectorAll('figure')].filter(f => f.querySelector('svg') && !f.querySelector('.chart') && !f.closest('.chart'));
    return [...document.querySelectorAll('.chart'), ...figures];
  }
  const label = chart => chart.id || brief(chart.getAttribute('aria-label') || chart.textContent) || 'without a name';

  function texts(inside) {
    return [...inside.querySelectorAll('svg text')].filter(t => t.textContent.trim() && shown(t));
  }

  // The part of the page, if there is one, that an element may be wider than: it scrolls, ends
  // in an ellipsis, or is for screen readers alone.
  function region(element) {
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      const {overflowX, textOverflow} = getComputedStyle(e);
      if (scrolls(e) || (overflowX !== 'visible' && (textOverflow === 'ellipsis' || e.getBoundingClientRect().width <= 1))) return e;
    }
    return null;
  }

  // Charts ------------------------------------------------------------------

  function marks(chart) {
    return [...chart.querySelectorAll('g.role-mark :is(path, rect, line, circle)')]
      .filter(m => !m.matches('.background, .foreground') && m.getAttribute('d') !== '' && shown(m)).length;
  }

  function listCharts() {
    return charts().map(c => ({id: c.id, name: label(c), marks: marks(c), drawings: c.querySelectorAll('svg').length,
      described: c.localName === 'figure' || c.getAttribute('role') !== 'img' || Boolean(c.getAttribute('aria-label') || c.getAttribute('aria-labelledby'))}));
  }

  // Beyond the edge: of the page, of the container, of the drawing ------------

  function overflow() {
    const found = [], width = window.innerWidth, root = document.documentElement;
    if (root.scrollWidth > width) found.push(`the page is ${root.scrollWidth} wide`);
    const beyond = [...document.body.querySelectorAll(':not(svg *)')].filter(e => {
      const box = e.getBoundingClientRect();
      return box.width > 1 && (box.right > width + 1 || box.left < -1) && shown(e) && !region(e.parentElement);
    });
    // The innermost ones are at fault.
    const inner = beyond.filter(e => !beyond.some(other => other !== e && e.contains(other)));
    if (inner.length) found.push(`${inner.length} elements lie beyond its edge, such as ${name(inner[0])} to ${Math.round(inner[0].getBoundingClientRect().right)}`);
    return found;
  }

  // On paper nobody can scroll.
  function wideCharts(paper) {
    const found = [];
    for (const chart of charts())
      for (const svg of chart.querySelectorAll('svg')) {
        const box = svg.getBoundingClientRect(), place = chart.getBoundingClientRect();
        if ((box.right > place.right + 1 || box.left < place.left - 1) && (paper || !region(svg)))
          found.push(`chart ${label(chart)}: ${Math.round(box.width)} wide in ${Math.round(place.width)}`);
      }
    return found;
  }

  function tallCharts(height) {
    return charts().filter(c => c.getBoundingClientRect().height > height)
      .map(c => `chart ${label(c)}: ${Math.round(c.getBoundingClientRect().height)} high, the paper ${Math.round(height)}`);
  }

  // The box of a text has room for accents above and tails below that its letters may not have.
  function letters(text) {
    const box = text.getBoundingClientRect(), size = drawnSize(text);
    const room = Math.min(size * 0.2, box.height / 4, box.width / 4);
    return {left: box.left + room / 2, right: box.right - room / 2, top: box.top + room, bottom: box.bottom - room};
  }

  function croppedTexts() {
    const found = [];
    for (const chart of charts()) {
      const cropped = texts(chart).filter(t => {
        const box = letters(t), frame = t.ownerSVGElement.getBoundingClientRect();
        return box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom;
      });
      if (cropped.length) found.push(`chart ${label(chart)}: ${cropped.length} texts cropped, such as "${brief(cropped[0].textContent)}"`);
    }
    return found;
  }

  function overlaps(a, b) {
    return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0;
  }

  function pairs(chart, list, what) {
    const boxes = list.map(letters), found = [];
    for (let i = 0; i < list.length; i++)
      for (let j = 0; j < i; j++)
        if (overlaps(boxes[i], boxes[j])) found.push([list[j], list[i]]);
    if (!found.length) return [];
    return [`chart ${label(chart)}: ${found.length} pairs of ${what} overlap, such as "${brief(found[0][0].textContent)}" and "${brief(found[0][1].textContent)}"`];
  }

  // Boxes of slanted texts overlap where the texts do not.
  function slanted(text) {
    const m = text.getScreenCTM();
    return Math.abs(m.b) > 0.01 && Math.abs(m.a) > 0.01;
  }

  function overlappingTexts() {
    const found = [];
    for (const chart of charts()) {
      const all = texts(chart).filter(t => !slanted(t));
      found.push(...pairs(chart, all.filter(t => t.closest('g.role-legend')), 'legend texts'));
      for (const axis of chart.querySelectorAll('g.role-axis-label')) found.push(...pairs(chart, all.filter(t => axis.contains(t)), 'axis labels'));
    }
    return found;
  }

  // Letters -------------------------------------------------------------------

  function drawnSize(text) {
    const m = text.getScreenCTM();
    return parseFloat(getComputedStyle(text).fontSize) * Math.sqrt(Math.abs(m.a * m.d - m.b * m.c));
  }

  function smallTexts(least) {
    const found = [];
    const tell = (place, small, size) => {
      if (small.length) found.push(`${place}: ${small.length} texts below ${least} pixels, such as ${whole(size(small[0]))}: "${brief(small[0].textContent)}"`);
    };
    for (const chart of charts()) tell(`chart ${label(chart)}`, texts(chart).filter(t => drawnSize(t) < least - 0.05), drawnSize);
    const size = element => parseFloat(getComputedStyle(element).fontSize);
    tell('page', [...document.body.querySelectorAll(':not(svg *, script, style, template, option)')].filter(e =>
      [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim()) && size(e) < least - 0.05 && shown(e)), size);
    return found;
  }

  // Colours --------------------------------------------------------------------

  const dot = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const known = new Map();
  // As red, green, blue and opacity, whatever notation the style has.
  function colour(text) {
    if (!known.has(text)) {
      dot.clearRect(0, 0, 1, 1);
      dot.fillStyle = text;
      dot.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = dot.getImageData(0, 0, 1, 1).data;
      known.set(text, [r, g, b, a / 255]);
    }
    return known.get(text);
  }

  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];

  function luminance([r, g, b]) {
    const [R, G, B] = [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  }

  function contrast(a, b) {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  }

  function canvas() {
    const probe = document.createElement('div');
    probe.style.background = 'Canvas';
    document.body.append(probe);
    const found = colour(getComputedStyle(probe).backgroundColor);
    probe.remove();
    return found;
  }

  function paper(element) {
    let found = canvas();
    const around = [];
    for (let e = element; e; e = e.parentElement) around.unshift(e);
    for (const e of around) found = over(colour(getComputedStyle(e).backgroundColor), found);
    return found;
  }

  // How opaque a shape is, all groups around it included.
  function opacity(shape, own) {
    let product = Number(getComputedStyle(shape)[own]);
    for (let e = shape; e && e.localName !== 'svg'; e = e.parentElement) product *= Number(getComputedStyle(e).opacity);
    return product;
  }

  function paint(shape, beneath) {
    const fill = getComputedStyle(shape).fill;
    if (fill === 'none' || fill.startsWith('url')) return beneath;
    const [r, g, b, a] = colour(fill);
    return over([r, g, b, a * opacity(shape, 'fillOpacity')], beneath);
  }

  // A text that is there to set off the same one above it.
  function halo(text) {
    const {fill, stroke} = getComputedStyle(text);
    return fill === stroke;
  }

  // What is beneath the middle of a text: a halo of its own, else the marks there, else the page.
  function ground(text, page) {
    const style = getComputedStyle(text);
    if (style.stroke !== 'none' && parseFloat(style.strokeWidth) >= 2 && style.paintOrder.startsWith('stroke')) return over(colour(style.stroke), page);
    text.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
    const box = text.getBoundingClientRect();
    const pile = document.elementsFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    const shapes = pile.filter(e => e.matches('svg :is(path, rect, circle)') && shown(e) && e.ownerSVGElement === text.ownerSVGElement);
    return shapes.reverse().reduce((beneath, shape) => paint(shape, beneath), page);
  }

  function paleTexts(least) {
    const found = [];
    const style = document.createElement('style');
    style.textContent = 'svg * { pointer-events: visiblePainted !important }';
    document.head.append(style);
    const place = [window.scrollX, window.scrollY];
    for (const chart of charts()) {
      const page = paper(chart);
      const pale = texts(chart).filter(t => !halo(t)).map(t => {
        const beneath = ground(t, page);
        return {text: t.textContent, ratio: contrast(paint(t, beneath), beneath)};
      }).filter(t => t.ratio < least);
      if (pale.length) found.push(`chart ${label(chart)}: ${pale.length} texts of a contrast below ${least}, such as ${whole(pale[0].ratio)}: "${brief(pale[0].text)}"`);
    }
    style.remove();
    window.scrollTo(...place);
    return found;
  }

  const darkness = () => 1 - luminance(paper(document.body));

  // The keyboard ----------------------------------------------------------------

  function open(all) {
    for (const details of document.querySelectorAll('details')) details.open = all;
  }

  let stops = [], looks = [];
  const look = element => {
    const s = getComputedStyle(element);
    return [s.boxShadow, s.borderColor, s.backgroundColor, s.textDecorationLine].join();
  };
  function startTabbing() {
    stops = [...document.querySelectorAll('a[href], summary, button, select, input, textarea')]
      .filter(e => !e.disabled && !['radio', 'hidden'].includes(e.type) && shown(e));
    looks = stops.map(look);
    return stops.map(name);
  }
  function stop() {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const at = stops.indexOf(element), style = getComputedStyle(element);
    return {at, visible: at < 0 || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || look(element) !== looks[at]};
  }

  // Tables -----------------------------------------------------------------------

  // data-rows is how many rows the source has, where the page shows the first of them only.
  function tables() {
    return [...document.querySelectorAll('table')].filter(t => !/^(presentation|none)$/.test(t.getAttribute('role') || '')).map(table => {
      const details = table.closest('details'), all = details ? [...details.querySelectorAll('button.csv')] : [];
      const button = all[[...(details?.querySelectorAll('table') ?? [])].indexOf(table)];
      if (button) button.dataset.cextButton = [...document.querySelectorAll('button.csv')].indexOf(button);
      const heading = [...document.querySelectorAll('h1, h2, h3, h4')].filter(h => h.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
      const rows = [...table.rows].filter(r => r.querySelector('td') && !r.closest('thead, tfoot'));
      return {name: `table under "${brief(heading?.textContent ?? '')}"`, folded: Boolean(details), button: button?.dataset.cextButton,
        rows: Number(table.dataset.rows ?? rows.length), columns: table.rows[0]?.cells.length ?? 0};
    });
  }

  // Words ------------------------------------------------------------------------

  // Those that a print must have: headings, and of each chart the title of its last axis.
  function words() {
    const headings = [...document.querySelectorAll('h1, h2, h3')].filter(shown).map(h => ({place: 'heading', text: h.textContent}));
    const titles = charts().flatMap(c => [...c.querySelectorAll('g.role-axis-title text')].filter(shown).slice(-1)
      .map(t => ({place: `chart ${label(c)}`, text: t.textContent})));
    return [...headings, ...titles];
  }

  // The margins that the page asks paper for, in the order of CSS.
  function margins() {
    for (const sheet of document.styleSheets)
      for (const rule of sheet.cssRules)
        if (rule instanceof CSSPageRule && rule.style.marginTop) return ['Top', 'Right', 'Bottom', 'Left'].map(side => rule.style[`margin${side}`]);
    return null;
  }

  return {listCharts, overflow, wideCharts, tallCharts, croppedTexts, overlappingTexts, smallTexts, paleTexts, darkness, open, startTabbing, stop, tables, words, margins};
})();
