// What a PDF looks like, by poppler's tools.
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

const plain = text => text.replace(/&(lt|gt|quot|amp);/g, (_, name) => ({lt: '<', gt: '>', quot: '"', amp: '&'})[name]);

const textOf = (pdf, ...how) => execFileSync('pdftotext', [...how, pdf, '-'], {encoding: 'utf8', maxBuffer: 1 << 28});

// In the order in which it was written: upright characters of a line that is turned stay in theirs.
export const writtenIn = pdf => textOf(pdf, '-raw');

// The pages, each with its words and where they begin and end.
export function wordsOf(pdf) {
  return textOf(pdf, '-bbox').split('<page ').slice(1).map(page => ({
    width: Number(/width="([\d.]+)"/.exec(page)[1]),
    words: [...page.matchAll(/<word xMin="([-\d.]+)" yMin="[-\d.]+" xMax="([-\d.]+)" yMax="[-\d.]+">(.*?)<\/word>/gs)]
      .map(([, left, right, text]) => ({left: Number(left), right: Number(right), text: plain(text)})),
  }));
}

// Grey values of all pages; every page of a report has the same size.
function pixels(pdf, folder) {
  const place = mkdtempSync(join(folder, 'pages-'));
  execFileSync('pdftoppm', ['-gray', '-r', '36', pdf, join(place, 'page')]);
  const pages = readdirSync(place).sort().map(file => {
    const image = readFileSync(join(place, file));
    return image.subarray(/^P5\s+\d+\s+\d+\s+\d+\s/.exec(image.subarray(0, 64).toString('latin1'))[0].length);
  });
  return Buffer.concat(pages);
}

// The share of the paper that is much darker or lighter in one than in the other.
export function pixelsThatDiffer(pdf, other, folder) {
  const [a, b] = [pixels(pdf, folder), pixels(other, folder)];
  if (a.length !== b.length) return 1;
  let different = 0;
  for (let i = 0; i < a.length; i++) if (Math.abs(a[i] - b[i]) > 40) different++;
  return different / a.length;
}
