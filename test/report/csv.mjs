// Reads CSV as RFC 4180 has it: the records, each an array of fields.
export function rowsOfCsv(text) {
  const rows = [];
  let row = [];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  text = text.replace(/^\ufeff/, '');
  while (field.lastIndex < text.length) {
    const at = field.lastIndex, match = field.exec(text);
    if (!match) throw new Error(`no CSV: ${JSON.stringify(text.slice(at, at + 40))}`);
    row.push(match[1].startsWith('"') ? match[1].slice(1, -1).replace(/""/g, '"') : match[1]);
    if (match[2] === ',' && field.lastIndex < text.length) continue;
    if (match[2] === ',') row.push('');
    rows.push(row);
    row = [];
  }
  return rows;
}
