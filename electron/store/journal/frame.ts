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
export interface Frame {
  readonly seq: number;
  readonly durable: number;
  readonly json: string;
}

const LINE_END = 0x0a;
const SPACE = 0x20;
const CRC_DIGITS = 8;
const NO_CRC = '0'.repeat(CRC_DIGITS);
const LENGTH_DIGITS = 10;
const SEQ_DIGITS = 15;

export function frame({ seq, durable, json }: Frame): Buffer {
  // As one text, because each save waits for it: a place for the CRC, and then what it is of.
  const line = Buffer.from(`${NO_CRC} ${Buffer.byteLength(json)} ${seq} ${durable} ${json}\n`);
  line.write(crcOf(line.subarray(CRC_DIGITS + 1, -1)), 'latin1');
  return line;
}

/** @param body JSON */
export function frameBytes(seq: number, durable: number, body: Buffer): Buffer {
  const head = Buffer.from(`${body.length} ${seq} ${durable} `);
  return Buffer.concat([Buffer.from(`${crcOf(body, crc32(head))} `), head, body, Buffer.from('\n')]);
}

function crcOf(bytes: Buffer, before = 0): string {
  return crc32(bytes, before).toString(16).padStart(CRC_DIGITS, '0');
}

/** A line that was read. Its JSON stays where it is, as bytes, and becomes text only when asked for. */
export class FoundFrame implements Frame {
  readonly seq: number;
  readonly durable: number;
  readonly bytes: Buffer;
  /** Where its JSON begins in the bytes, and where it ends. */
  readonly from: number;
  readonly to: number;

  constructor(seq: number, durable: number, bytes: Buffer, from: number, to: number) {
    this.seq = seq;
    this.durable = durable;
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  get json(): string {
    return this.bytes.toString('utf8', this.from, this.to);
  }
}

/** The lines in order; null for each stretch of bytes that does not check. */
export function* readLines(bytes: Buffer): Generator<FoundFrame | null> {
  let at = 0;
  while (at < bytes.length) {
    const line = lineAt(bytes, at);
    if (line === null) {
      const end = bytes.indexOf(LINE_END, at);
      at = end === -1 ? bytes.length : end + 1;
      yield null;
    } else {
      yield line;
      at = line.to + 1;
      // A lost line end: the line itself is whole, yet this file is not as it was written.
      if (bytes[line.to] !== LINE_END) yield null;
    }
  }
}

/** The line that begins here (its line end should stand at its `to`); null when it does not check. */
export function lineAt(bytes: Buffer, at: number): FoundFrame | null {
  const crc = readCrc(bytes, at);
  const head = at + CRC_DIGITS + 1;
  const length = numberAt(bytes, head, LENGTH_DIGITS);
  const seq = length === null ? null : numberAt(bytes, length.end, SEQ_DIGITS);
  const durable = seq === null ? null : numberAt(bytes, seq.end, SEQ_DIGITS);
  if (crc === null || length === null || seq === null || durable === null) return null;
  const to = durable.end + length.value;
  if (to > bytes.length || crc32(bytes.subarray(head, to)) !== crc) return null;
  return new FoundFrame(seq.value, durable.value, bytes, durable.end, to);
}

/** Eight hexadecimal digits and a space. */
function readCrc(bytes: Buffer, at: number): number | null {
  if (bytes[at + CRC_DIGITS] !== SPACE) return null;
  let crc = 0;
  for (let digit = at; digit < at + CRC_DIGITS; digit += 1) {
    const value = hexValue(bytes[digit] ?? 0);
    if (value === -1) return null;
    crc = crc * 16 + value;
  }
  return crc;
}

function hexValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  return code >= 0x61 && code <= 0x66 ? code - 0x61 + 10 : -1;
}

/** Digits, at most so many, and a space. `end`: behind the space. */
function numberAt(
  bytes: Buffer,
  from: number,
  most: number,
): { readonly value: number; readonly end: number } | null {
  let value = 0;
  for (let at = from; at <= from + most; at += 1) {
    const code = bytes[at] ?? 0;
    if (code === SPACE && at > from) return { value, end: at + 1 };
    if (code < 0x30 || code > 0x39) return null;
    value = value * 10 + code - 0x30;
  }
  return null;
}
