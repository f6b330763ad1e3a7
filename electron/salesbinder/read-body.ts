/**
 * The whole body as text, or null when it is longer than `maxBytes` (uncompressed) or not UTF-8.
 * Reads the stream itself: ky bounds neither a body's size nor its time. The caller's abort ends it.
 */
export async function readBody(response: Response, maxBytes: number): Promise<string | null> {
  if (response.body === null) return '';
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return utf8(chunks);
    size += value.byteLength;
    if (size > maxBytes) {
      // Whether the other side likes it or not: nobody waits for this, and its failure changes nothing.
      reader.cancel().catch(() => undefined);
      return null;
    }
    chunks.push(value);
  }
}

/** JSON is UTF-8; putting replacement characters into somebody's address would be worse than no answer. */
function utf8(chunks: readonly Uint8Array[]): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return null;
  }
}
