/**
 * The `.xml` side of add and edit. The official pages show one flat `<customer>` of text elements; that, and no more
 * of XML, is read here (no attributes, no document type), so whatever else arrives is malformed.
 */

const TOKEN =
  /<!--[^]*?-->|<!\[CDATA\[(?<cdata>[^]*?)\]\]>|<(?<end>\/)?(?<name>[A-Za-z_][\w.-]*)\s*(?<empty>\/)?>|(?<text>[^<]+)/y;
const PROLOG = /^\uFEFF?\s*(?:<\?xml\s[^?]*\?>)?/;

/** `{customer: {...}}` with every value as text; null when it is not that. */
export function readXml(text: string): unknown {
  const reading: Reading = { at: 'before', field: null, value: '', fields: [] };
  TOKEN.lastIndex = PROLOG.exec(text)?.[0].length ?? 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text)?.groups;
    if (token === undefined || !take(reading, token)) return null;
  }
  return reading.at === 'after' ? { customer: Object.fromEntries(reading.fields) } : null;
}

interface Reading {
  at: 'before' | 'inside' | 'after';
  /** The element being read, within the customer. */
  field: string | null;
  value: string;
  readonly fields: [string, string][];
}

/** False when the token has no place here. */
function take(reading: Reading, token: Readonly<Record<string, string | undefined>>): boolean {
  const { cdata, text, name, end, empty } = token;
  if (cdata !== undefined || text !== undefined) return takeText(reading, cdata ?? decode(text ?? ''));
  if (name === undefined) return true;
  if (end === undefined) return takeStart(reading, name, empty !== undefined);
  return empty === undefined && takeEnd(reading, name);
}

/** Text is a field's value; around the fields it can only be space. Null is an entity that nobody knows. */
function takeText(reading: Reading, text: string | null): boolean {
  if (text === null) return false;
  if (reading.field === null) return text.trim() === '';
  reading.value += text;
  return true;
}

function takeStart(reading: Reading, name: string, empty: boolean): boolean {
  if (reading.at === 'before' && name === 'customer') {
    reading.at = empty ? 'after' : 'inside';
    return true;
  }
  if (reading.at !== 'inside' || reading.field !== null) return false;
  if (empty) reading.fields.push([name, '']);
  else reading.field = name;
  return true;
}

function takeEnd(reading: Reading, name: string): boolean {
  if (reading.field === null) {
    if (reading.at !== 'inside' || name !== 'customer') return false;
    reading.at = 'after';
    return true;
  }
  if (reading.field !== name) return false;
  reading.fields.push([name, reading.value]);
  reading.field = null;
  reading.value = '';
  return true;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const STRAY = /&(?!(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos);)/;

function decode(text: string): string | null {
  if (STRAY.test(text)) return null;
  return text.replace(/&(#x?)?(\w+);/g, (_, kind: string | undefined, name: string) =>
    kind === undefined ? (NAMED[name] ?? '') : fromPoint(parseInt(name, kind === '#' ? 10 : 16)),
  );
}

function fromPoint(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD';
}

/** The pages print no XML answer. `<response>` is what CakePHP, which SalesBinder is made with, names the root. */
export function writeXml(body: object): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('response', body, '')}\n`;
}

function element(name: string, value: unknown, indent: string): string {
  if (value === null) return `${indent}<${name}/>`;
  if (typeof value !== 'object') {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `${indent}<${name}>${escape(text)}</${name}>`;
  }
  const children = Object.entries(value).map(([key, child]) => element(key, child, `${indent}  `));
  return [`${indent}<${name}>`, ...children, `${indent}</${name}>`].join('\n');
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
    .replace(NOT_XML, '');
}

/** Characters that XML 1.0 can't hold in any spelling. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
