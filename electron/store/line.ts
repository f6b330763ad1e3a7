import { crc32 } from 'node:zlib';

/**
 * One line of a store's file, in bytes:
 *
 *     3f9c01aa 57 12 11 [["record/…",{…}]]\n
 *     crc      │  │  │  JSON
 *              │  │  highest sequence known durable when this was written
 *              │  sequence
 *              bytes of the JSON
 *
 * The CRC covers everything after it but the line's end. JSON has no raw line ends, so after damage the next
 * line end is where reading can go on.
 */
export interface Line {
  readonly seq: number;
  readonly durable: number;
  readonly json: string;
}

const LINE_END = 0x0a;
const HEAD = /^([0-9a-f]{8}) ((\d{1,10}) (\d{1,15}) (\d{1,15}) )/;
const LONGEST_HEAD = 60;

export function frame({ seq, durable, json }: Line): Buffer {
  const body = Buffer.from(json);
  const head = Buffer.from(`${body.length} ${seq} ${durable} `);
  const crc = crc32(body, crc32(head)).toString(16).padStart(8, '0');
  return Buffer.concat([Buffer.from(`${crc} `), head, body, Buffer.from('\n')]);
}

/** The lines in order; null for each stretch of bytes that does not check. */
export function* readLines(bytes: Buffer): Generator<Line | null> {
  let at = 0;
  while (at < bytes.length) {
    const found = lineAt(bytes, at);
    if (found === null) {
      const end = bytes.indexOf(LINE_END, at);
      at = end === -1 ? bytes.length : end + 1;
      yield null;
    } else {
      yield found.line;
      at = found.end + 1;
      // A lost line end: the line itself is whole, yet this file is not as it was written.
      if (bytes[found.end] !== LINE_END) yield null;
    }
  }
}

/** The line that begins here, and where its line end should be; null when it does not check. */
export function lineAt(bytes: Buffer, at: number): { readonly line: Line; readonly end: number } | null {
  const head = HEAD.exec(bytes.toString('latin1', at, at + LONGEST_HEAD));
  if (head === null) return null;
  const [whole, crc = '', , length, seq, durable] = head;
  const start = at + whole.length;
  const end = start + Number(length);
  if (end > bytes.length) return null;
  if (crc32(bytes.subarray(at + crc.length + 1, end)) !== Number.parseInt(crc, 16)) return null;
  return {
    line: { seq: Number(seq), durable: Number(durable), json: bytes.toString('utf8', start, end) },
    end,
  };
}
