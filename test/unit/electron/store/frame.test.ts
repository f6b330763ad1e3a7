import { describe, expect, it } from 'vitest';
import { frame, readLines } from '../../../../electron/store/journal/frame.ts';
import type { Frame } from '../../../../electron/store/journal/frame.ts';

/** For a busy machine; nothing here is about time. */
const ROOM = { timeout: 60_000 };

const LINES = [
  { seq: 1, durable: 0, json: '[["a",{"text":"one"}]]' },
  { seq: 2, durable: 1, json: '[]' },
  { seq: 3, durable: 2, json: '["ü 🚚"]' },
];
const BYTES = Buffer.concat(LINES.map(frame));

/** The lines as they were framed; null for what doesn't check. */
function linesOf(bytes: Buffer): readonly (Frame | null)[] {
  return [...readLines(bytes)].map((line) =>
    line === null ? null : { seq: line.seq, durable: line.durable, json: line.json },
  );
}

describe('lines', ROOM, () => {
  it('come back as they were framed', () => {
    expect(linesOf(BYTES)).toEqual(LINES);
  });

  it('are plain text that a person can read', () => {
    expect(frame({ seq: 12, durable: 11, json: '[["a"]]' }).toString()).toMatch(
      /^[0-9a-f]{8} 7 12 11 \[\["a"\]\]\n$/,
    );
  });

  it('never come back otherwise, whichever bit is flipped', () => {
    for (let bit = 0; bit < BYTES.length * 8; bit += 1) {
      const damaged = Buffer.from(BYTES);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const read = linesOf(damaged);
      expect(read).toContain(null);
      const whole = read.filter((line) => line !== null);
      expect(LINES).toEqual(expect.arrayContaining(whole));
      expect(whole.length).toBeGreaterThanOrEqual(2);
    }
  });
});
