import { isStoredChange } from '../rows/changes.ts';
import type { CollectionSchema, StoreName } from '../collection-schema.ts';
import type { Files } from '../disk/files.ts';
import { readFrames } from '../frame-codec.ts';
import type { DecodedFrame, FrameCodec } from '../frame-codec.ts';
import { parseJson } from '../json.ts';
import { encodeHeading, isForeignHeading, parseHeading } from './layout.ts';
import type { FileName, DamageReport } from './layout.ts';
import type { ReadBudget } from '../disk/pacer.ts';
import type { Table } from './table.ts';

/** A file's bytes, in slices that end where a frame does. */
export interface Content extends FileName {
  readonly slices: readonly Buffer[];
  /** Of all slices, bytes. */
  readonly length: number;
  readonly codec: FrameCodec;
}

const LINE_END = 0x0a;
/** Bytes a slice: small enough to be given up while most others are still of use. */
const SLICE = 1024 * 1024;

/**
 * The whole file, in slices that each end behind a line end, but for the last. As no frame has a line end within, none is cut. Throws the disk's error.
 */
export async function readSlices(files: Files, path: string): Promise<Pick<Content, 'slices' | 'length'>> {
  const file = await files.open(path);
  try {
    const slices: Buffer[] = [];
    let length = 0;
    for (let size = SLICE; ;) {
      const read = await file.read(size, length);
      const end = read.length < size ? read.length : read.lastIndexOf(LINE_END) + 1;
      if (end > 0) slices.push(read.subarray(0, end));
      length += end;
      if (read.length < size) return { slices, length };
      // Not one line end: a line that is longer, or damage.
      size = end > 0 ? SLICE : size * 2;
    }
  } finally {
    await file.close();
  }
}

export interface JournalContent extends Content {
  /** The sequence it begins after; null when the heading is lost and no frame tells. */
  readonly after: number | null;
  readonly version: number | null;
  readonly frames: readonly DecodedFrame[];
  /** Something before the last whole frame does not check. */
  readonly damaged: boolean;
  /** It ends in bytes that do not check: a write that never finished, or damage. */
  readonly loose: boolean;
}

export async function readJournal(
  content: Content,
  store: StoreName,
  budget: ReadBudget,
): Promise<JournalContent> {
  const pieces: (DecodedFrame | null)[] = [];
  for (const slice of isForeign(content, store) ? [] : content.slices) {
    pieces.push(...readFrames(content.codec, slice));
    if (budget.isSpent(slice.length)) await budget.renew();
  }
  const heading = headingOf(content, store);
  const frames = (heading === null ? pieces : pieces.slice(1)).filter((piece) => piece !== null);
  const firstBad = pieces.indexOf(null);
  const lastWhole = pieces.findLastIndex((piece) => piece !== null);
  return {
    ...content,
    after: heading?.seq ?? (frames[0] === undefined ? null : frames[0].seq - 1),
    version: heading?.version ?? null,
    frames,
    damaged: heading === null || (firstBad !== -1 && firstBad < lastWhole),
    loose: pieces.at(-1) === null,
  };
}

/**
 * Whether nothing of a journal can be read that is no longer than a heading. Its creation was interrupted, unless
 * something is missing: the disk may have come to any part of it, so what is there tells nothing.
 */
export function wasPerhapsBeingCreated(
  journal: JournalContent,
  { name: store, version: schema }: Pick<CollectionSchema<unknown>, 'name' | 'version'>,
  lastSeen: number,
): boolean {
  const { codec, length, generation, frames } = journal;
  if (journal.version !== null || frames.length > 0) return false;
  return length <= encodeHeading(codec, lastSeen, { kind: 'journal', store, schema, generation }).length;
}

export interface SnapshotContent {
  readonly whole: boolean;
  /** The sequence as of which it holds the rows; null when the heading is lost. */
  readonly after: number | null;
  readonly version: number | null;
  /** How many rows could not be read; null when that cannot be told. */
  readonly lost: number | null;
  readonly report: DamageReport | null;
}

/** Puts what can be read into the table. */
export async function readSnapshot<Row>(
  content: Content,
  store: StoreName,
  fallbackVersion: number,
  table: Table<Row>,
  budget: ReadBudget,
): Promise<SnapshotContent> {
  const heading = headingOf(content, store);
  const version = heading?.version ?? fallbackVersion;
  if (isForeign(content, store))
    return { whole: false, after: null, version: null, lost: null, report: null };
  let read = 0;
  let bad = false;
  let first = heading !== null;
  for (const slice of content.slices) {
    for (const frame of readFrames(content.codec, slice)) {
      if (first) {
        first = false;
        continue;
      }
      const row = frame === null ? undefined : parseJson(frame.json);
      if (isStoredChange(row) && row.length === 2) {
        read += 1;
        table.put(row[0], row[1], version, content.file, frame);
      } else bad = true;
      if (frame !== null && budget.isSpent(frame.to - frame.from)) await budget.renew();
    }
  }
  const lost = heading === null ? null : Math.max(0, heading.rows - read);
  return {
    whole: lost === 0 && !bad,
    after: heading?.seq ?? null,
    version: heading?.version ?? null,
    lost,
    report: heading?.report ?? null,
  };
}

/** A file that came here under a wrong name: none of its rows are ours. */
function isForeign(content: Content, store: StoreName): boolean {
  const frame = firstFrame(content);
  return frame !== null && isForeignHeading(frame, store);
}

interface FileHeading {
  readonly seq: number;
  readonly version: number;
  readonly rows: number;
  readonly report: DamageReport | null;
}

/** Null when there is none that checks and belongs to this very file. */
export function headingOf(content: Content, store: StoreName): FileHeading | null {
  const frame = firstFrame(content);
  const heading = parseHeading(frame, content.kind, store);
  if (frame === null || heading === null || heading.kind === 'mark') return null;
  if (heading.generation !== content.generation) return null;
  const { schema: version } = heading;
  return heading.kind === 'snapshot'
    ? { seq: frame.seq, version, rows: heading.rows, report: heading.finding }
    : { seq: frame.seq, version, rows: 0, report: null };
}

function firstFrame({ codec, slices }: Content): DecodedFrame | null {
  return slices[0] === undefined ? null : codec.decode(slices[0], 0);
}
