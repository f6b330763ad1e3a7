import { expect, test } from 'vitest';
import { readBody } from '../../../../electron/salesbinder/read-body.ts';

/** A body in the given pieces that tells when it was cancelled, and fails to be when asked to. */
function bodyOf(pieces: readonly (string | Uint8Array<ArrayBuffer>)[], endless = false) {
  const seen = { cancelled: false };
  const left = pieces.map((piece) => (typeof piece === 'string' ? new TextEncoder().encode(piece) : piece));
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => {
      const next = left.shift();
      if (next !== undefined) controller.enqueue(next);
      else if (!endless) controller.close();
    },
    cancel: () => {
      seen.cancelled = true;
      throw new Error('The other side does not care');
    },
  });
  return { seen, response: new Response(stream) };
}

test('pieces become one text, cut anywhere', async () => {
  const { response } = bodyOf([new Uint8Array([0x5a, 0x6f, 0xc3]), new Uint8Array([0xab]), '!']);
  expect(await readBody(response, 5)).toBe('Zoë!');
});

test('no body is an empty text', async () => {
  expect(await readBody(new Response(null), 5)).toBe('');
});

test('a byte too many: no text, and the rest is cancelled without waiting for more', async () => {
  const { response, seen } = bodyOf(['12345', '6'], true);
  expect(await readBody(response, 5)).toBeNull();
  expect(seen.cancelled).toBe(true);
});

test('bytes that are not UTF-8 are no text', async () => {
  const { response } = bodyOf([new Uint8Array([0x41, 0xe9, 0x42])]);
  expect(await readBody(response, 5)).toBeNull();
});
