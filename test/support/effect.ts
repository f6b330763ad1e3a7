/** One change of a disk. A file has a number of its own, whatever it is called later. */
export type Effect =
  | { readonly does: 'makeFolder'; readonly path: string }
  | { readonly does: 'create'; readonly path: string; readonly file: number }
  | { readonly does: 'write'; readonly file: number; readonly at: number; readonly bytes: Buffer }
  | { readonly does: 'truncate'; readonly file: number; readonly length: number }
  /** Only one that went well: a sync that failed leaves pages that the system never writes again. */
  | { readonly does: 'sync'; readonly file: number }
  | { readonly does: 'rename'; readonly from: string; readonly to: string }
  | { readonly does: 'remove'; readonly path: string }
  | { readonly does: 'syncFolder'; readonly path: string };

/** All that is on a disk, by path. */
export interface Image {
  readonly folders: ReadonlySet<string>;
  readonly files: ReadonlyMap<string, Buffer>;
}

/** Bytes written over others at a position; a gap before them is zeros. */
export function overwritten(bytes: Buffer, more: Buffer, position: number): Buffer {
  const result = Buffer.alloc(Math.max(bytes.length, position + more.length));
  bytes.copy(result);
  more.copy(result, position);
  return result;
}
