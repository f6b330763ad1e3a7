import { createCipheriv, createDecipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DecodedFrame, plainCodec, readFrames } from '../../../../electron/store/frame-codec.ts';
import type { Frame, FrameCodec } from '../../../../electron/store/frame-codec.ts';
import { FakeDisk } from '../../../support/disk.ts';
import { FOLDER, NOTES, openNotes, opened } from '../../../support/store.ts';

/** For a busy machine; nothing here is about time. */
const ROOM = { timeout: 60_000 };

const FRAMES = [
  { seq: 1, durable: 0, json: '[["a",{"text":"one"}]]' },
  { seq: 2, durable: 1, json: '[]' },
  { seq: 3, durable: 2, json: '["ü 🚚"]' },
];
const BYTES = Buffer.concat(FRAMES.map(encode));

function encode({ seq, durable, json }: Frame): Buffer {
  return plainCodec.encode(seq, durable, json);
}

/** The frames as they were encoded; null for what doesn't check. */
function decoded(bytes: Buffer): readonly (Frame | null)[] {
  return [...readFrames(plainCodec, bytes)].map((frame) =>
    frame === null ? null : { seq: frame.seq, durable: frame.durable, json: frame.json },
  );
}

describe('plain frames', ROOM, () => {
  it('come back as they were encoded', () => {
    expect(decoded(BYTES)).toEqual(FRAMES);
  });

  it('are the same whether text or bytes were given', () => {
    const bytes = FRAMES.map(({ seq, durable, json }) => plainCodec.encode(seq, durable, Buffer.from(json)));
    expect(Buffer.concat(bytes)).toEqual(BYTES);
  });

  it('are plain text that a person can read', () => {
    expect(plainCodec.encode(12, 11, '[["a"]]').toString()).toMatch(/^[0-9a-f]{8} 7 12 11 \[\["a"\]\]\n$/);
  });

  it('never come back otherwise, whichever bit is flipped', () => {
    for (let bit = 0; bit < BYTES.length * 8; bit += 1) {
      const damaged = Buffer.from(BYTES);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const read = decoded(damaged);
      expect(read).toContain(null);
      const whole = read.filter((frame) => frame !== null);
      expect(FRAMES).toEqual(expect.arrayContaining(whole));
      expect(whole.length).toBeGreaterThanOrEqual(2);
    }
  });
});

const PACKED = { ...NOTES, packing: { fits: (): boolean => true, numbers: [] } };

describe('the codec that a folder names', ROOM, () => {
  it.each([
    ['in plain rows', NOTES],
    ['in packed rows', PACKED],
  ])(
    'keeps every typed word off the disk, in journal and snapshot, and gives it back %s',
    async (_, schema) => {
      const disk = new FakeDisk();
      const options = { ...schema, codec: encrypting(Buffer.alloc(32, 7)), foldAt: 2_000 };
      const { collection } = opened(await openNotes(disk, options));
      for (let note = 0; note < 40; note += 1) {
        await collection.commit([{ put: `n${note}`, row: { text: `secret lead ${note}` } }]);
      }
      await collection.close();
      const names = await disk.list(FOLDER);
      expect(names.some((name) => name.endsWith('.snapshot'))).toBe(true);
      for (const name of names)
        expect((await disk.read(`${FOLDER}/${name}`)).toString()).not.toContain('secret');
      const again = opened(await openNotes(disk, options));
      expect([...again.collection.rows.values()].map(({ text }) => text)).toContain('secret lead 39');
      expect(again.collection.rows.size).toBe(40);
      expect(again.notice).toBeNull();
    },
  );
});

/** Each frame's JSON enciphered with its sequence as the nonce, in base64, within a plain frame. For this test alone. */
function encrypting(key: Buffer): FrameCodec {
  const nonce = (seq: number): Buffer => Buffer.from(String(seq).padStart(16, '0'));
  return {
    encode: (seq, durable, json) => {
      const cipher = createCipheriv('aes-256-ctr', key, nonce(seq));
      const sealed = Buffer.concat([cipher.update(json), cipher.final()]);
      return plainCodec.encode(seq, durable, JSON.stringify(sealed.toString('base64')));
    },
    decode: (file, at) => {
      const frame = plainCodec.decode(file, at);
      if (frame === null) return null;
      const decipher = createDecipheriv('aes-256-ctr', key, nonce(frame.seq));
      const sealed = Buffer.from(JSON.parse(frame.json) as string, 'base64');
      const bytes = Buffer.concat([decipher.update(sealed), decipher.final()]);
      return new DecodedFrame(frame.seq, frame.durable, { bytes, from: 0, to: bytes.length }, frame.end);
    },
  };
}
