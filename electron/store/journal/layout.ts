import * as v from 'valibot';
import type { Notice } from '../../../shared/contract/session.ts';
import { frame } from './frame.ts';
import type { Frame } from './frame.ts';

/**
 * The files of one collection, side by side in its folder:
 *
 *     outbox.4.snapshot   every row as of sequence `after`; at most one counts: the newest that is whole
 *     outbox.4.journal    what was committed after that, a line a commit
 *     outbox.5.journal    …and went on here, because a sync failed, or because snapshot 5 is being written
 *     outbox.mark         the durable sequence once more, so that a journal cut at a line's end shows
 *
 * Every file's first line is a heading.
 */
export type StoreName = Notice['store'];

/** What could not be read at an opening, and where it is kept. */
export type DamageReport = Pick<Notice, 'setAside' | 'recovered' | 'lost'>;

export type FileKind = 'snapshot' | 'journal';

export interface FileName {
  readonly file: string;
  readonly kind: FileKind;
  readonly generation: number;
}

const report = v.object({
  setAside: v.string(),
  recovered: v.number(),
  lost: v.nullable(v.number()),
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

/** `seq`: the sequence that this file begins after; in a mark, the durable one. */
export function frameHeading(seq: number, content: Heading): Buffer {
  return frame({ seq, durable: seq, json: JSON.stringify(content) });
}

export function parseHeading(line: Frame | null, kind: Heading['kind'], store: StoreName): Heading | null {
  if (line === null) return null;
  const parsed = v.safeParse(heading, parseJson(line.json));
  if (!parsed.success || parsed.output.kind !== kind || parsed.output.store !== store) return null;
  return parsed.output;
}

/** Whether it is a heading, of a file that belongs to another collection. */
export function isForeignHeading(line: Frame, store: StoreName): boolean {
  const parsed = v.safeParse(heading, parseJson(line.json));
  return parsed.success && parsed.output.store !== store;
}

/** Undefined when it is no JSON. */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

export function fileName(store: StoreName, generation: number, kind: FileKind): string {
  return `${store}.${generation}.${kind}`;
}

export function markName(store: StoreName): string {
  return `${store}.mark`;
}

/** The data files among these names, oldest generation first. */
export function dataFiles(store: StoreName, names: readonly string[]): readonly FileName[] {
  return names
    .flatMap((file): readonly FileName[] => {
      const [name, generation = '', kind, ...rest] = file.split('.');
      if (name !== store || rest.length > 0 || !/^[1-9]\d{0,14}$/.test(generation)) return [];
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
