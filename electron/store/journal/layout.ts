import * as v from 'valibot';
import type { Notice } from '../../../shared/contract/session.ts';
import type { StoreName } from '../collection-schema.ts';
import type { Frame, FrameCodec } from '../frame-codec.ts';
import { parseJson } from '../json.ts';

/**
 * The files of one collection, side by side in its folder:
 *
 *     outbox.4.snapshot   every row as of sequence `after`; at most one counts: the newest that is whole
 *     outbox.4.journal    what was committed after that, a frame a commit
 *     outbox.5.journal    …and went on here, because a sync failed, or because snapshot 5 is being written
 *     outbox.mark         the watermark: the durable sequence once more, so that a journal cut at a frame's end shows
 *
 * Every file's first frame is a heading.
 */
export interface FileName {
  readonly file: string;
  readonly kind: FileKind;
  readonly generation: number;
}

export type FileKind = 'snapshot' | 'journal';

/** The rows that an opening could not read: how many, and where the damaged files are kept. */
export type DamageReport = Pick<Notice, 'setAside' | 'recovered' | 'lost' | 'orMore'>;

const report = v.object({
  setAside: v.string(),
  recovered: v.number(),
  lost: v.nullable(v.number()),
  /** Older reports lack it. */
  orMore: v.optional(v.boolean(), false),
});

const heading = v.variant('kind', [
  v.object({ kind: v.literal('journal'), store: v.string(), schema: v.number(), generation: v.number() }),
  v.object({
    kind: v.literal('snapshot'),
    store: v.string(),
    schema: v.number(),
    generation: v.number(),
    rows: v.number(),
    /** Kept with the data for as long as there is data: who missed the words once can be told again. */
    finding: v.nullable(report),
  }),
  v.object({ kind: v.literal('mark'), store: v.string(), schema: v.number() }),
]);

export type Heading = v.InferOutput<typeof heading>;

/** @param seq the sequence that this file begins after; in a watermark, the durable one */
export function encodeHeading(codec: FrameCodec, seq: number, content: Heading): Buffer {
  return codec.encode(seq, seq, JSON.stringify(content));
}

export function parseHeading(frame: Frame | null, kind: Heading['kind'], store: StoreName): Heading | null {
  if (frame === null) return null;
  const parsed = v.safeParse(heading, parseJson(frame.json));
  if (!parsed.success || parsed.output.kind !== kind || parsed.output.store !== store) return null;
  return parsed.output;
}

/** Whether it is a heading, of a file that belongs to another collection. */
export function isForeignHeading(frame: Frame, store: StoreName): boolean {
  const parsed = v.safeParse(heading, parseJson(frame.json));
  return parsed.success && parsed.output.store !== store;
}

export function fileName(store: StoreName, generation: number, kind: FileKind): string {
  return `${store}.${generation}.${kind}`;
}

export function watermarkName(store: StoreName): string {
  return `${store}.mark`;
}

/** The data files among these names, oldest generation first. */
export function dataFiles(store: StoreName, names: readonly string[]): readonly FileName[] {
  return names
    .flatMap((file): readonly FileName[] => {
      const [name, generation = '', kind, ...more] = file.split('.');
      if (name !== store || more.length > 0 || !/^[1-9]\d{0,14}$/.test(generation)) return [];
      return kind === 'snapshot' || kind === 'journal'
        ? [{ file, kind, generation: Number(generation) }]
        : [];
    })
    .sort((a, b) => a.generation - b.generation);
}

/** Snapshots that were never finished. */
export function unfinishedFiles(store: StoreName, names: readonly string[]): readonly string[] {
  return names.filter((name) => name.startsWith(`${store}.`) && name.endsWith('.unfinished'));
}
