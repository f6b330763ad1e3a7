import { crc32 } from 'node:zlib';

/** One commit in a journal, one row in a snapshot, or a file's heading. */
export interface Frame {
  readonly seq: number;
  /** The highest sequence known durable when this was written. */
  readonly durable: number;
  readonly json: string;
}

/**
 * How frames become bytes on the disk and frames again, for journals and snapshots alike: the one place where rows
 * could be encrypted. A `StoreFolder` names its codec, so a whole folder speaks one.
 *
 * A frame ends with a line end and holds no other: after damage, the next line end is where reading goes on.
 */
export interface FrameCodec {
  /** With its line end. @param json text, or the same as UTF-8 bytes */
  encode(seq: number, durable: number, json: string | Buffer): Buffer;
  /** The frame that begins at `at`; null when the bytes there don't check. */
  decode(bytes: Buffer, at: number): DecodedFrame | null;
}

const LINE_END = 0x0a;
const SPACE = 0x20;
const CRC_DIGITS = 8;
const NO_CRC = '0'.repeat(CRC_DIGITS);
const LENGTH_DIGITS = 10;
const SEQ_DIGITS = 15;

/**
 * Plain text:
 *
 *     3f9c01aa 57 12 11 [["record/…",{…}]]\n
 *     crc      │  │  │  JSON
 *              │  │  highest sequence known durable when this was written
 *              │  sequence
 *              bytes of the JSON
 *
 * The CRC covers everything after it but the line end. JSON has no raw line ends.
 */
export const plainCodec: FrameCodec = {
  encode: (seq, durable, json) =>
    typeof json === 'string' ? encodeText(seq, durable, json) : encodeBytes(seq, durable, json),
  decode: decodeAt,
};

function encodeText(seq: number, durable: number, json: string): Buffer {
  // In one string, because each save waits for it: first room for the CRC, then the part that it covers.
  const bytes = Buffer.from(`${NO_CRC} ${Buffer.byteLength(json)} ${seq} ${durable} ${json}\n`);
  bytes.write(crcOf(bytes.subarray(CRC_DIGITS + 1, -1)), 'latin1');
  return bytes;
}

function encodeBytes(seq: number, durable: number, json: Buffer): Buffer {
  const head = Buffer.from(`${json.length} ${seq} ${durable} `);
  return Buffer.concat([Buffer.from(`${crcOf(json, crc32(head))} `), head, json, Buffer.from('\n')]);
}

function crcOf(bytes: Buffer, before = 0): string {
  return crc32(bytes, before).toString(16).padStart(CRC_DIGITS, '0');
}

/** A frame that was read. Its JSON stays where it is, as bytes, and becomes text only when asked for. */
export class DecodedFrame implements Frame {
  readonly seq: number;
  readonly durable: number;
  /** The file's own bytes, or where the codec had to make them, others. */
  readonly bytes: Buffer;
  /** Where its JSON begins in `bytes`, and where it ends. */
  readonly from: number;
  readonly to: number;
  /** Where its line end should stand in the file's bytes. */
  readonly end: number;

  constructor(
    seq: number,
    durable: number,
    json: Readonly<{ bytes: Buffer; from: number; to: number }>,
    end: number,
  ) {
    this.seq = seq;
    this.durable = durable;
    this.bytes = json.bytes;
    this.from = json.from;
    this.to = json.to;
    this.end = end;
  }

  get json(): string {
    return this.bytes.toString('utf8', this.from, this.to);
  }
}

/** The frames in order; null for each stretch of bytes that does not check. */
export function* readFrames(codec: FrameCodec, bytes: Buffer): Generator<DecodedFrame | null> {
  let at = 0;
  while (at < bytes.length) {
    const frame = codec.decode(bytes, at);
    if (frame === null) {
      const end = bytes.indexOf(LINE_END, at);
      at = end === -1 ? bytes.length : end + 1;
      yield null;
    } else {
      yield frame;
      at = frame.end + 1;
      // A lost line end: the frame itself is whole, yet this file is not as it was written.
      if (bytes[frame.end] !== LINE_END) yield null;
    }
  }
}

function decodeAt(bytes: Buffer, at: number): DecodedFrame | null {
  const crc = readCrc(bytes, at);
  const head = at + CRC_DIGITS + 1;
  const length = numberAt(bytes, head, LENGTH_DIGITS);
  const seq = length === null ? null : numberAt(bytes, length.end, SEQ_DIGITS);
  const durable = seq === null ? null : numberAt(bytes, seq.end, SEQ_DIGITS);
  if (crc === null || length === null || seq === null || durable === null) return null;
  const to = durable.end + length.value;
  if (to > bytes.length || crc32(bytes.subarray(head, to)) !== crc) return null;
  return new DecodedFrame(seq.value, durable.value, { bytes, from: durable.end, to }, to);
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
