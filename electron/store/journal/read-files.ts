import { isStoredChange } from '../rows/changes.ts';
import { frameHeading, isForeignHeading, parseHeading, parseJson } from './layout.ts';
import type { FileName, DamageReport, StoreName } from './layout.ts';
import { lineAt, readLines } from './frame.ts';
import type { FoundFrame } from './frame.ts';
import type { Rest } from '../disk/pace.ts';
import type { CollectionSchema } from '../collection-schema.ts';
import type { Table } from './table.ts';

/** A file's bytes, in slices that end where a line does, and what they say. */
export interface Content extends FileName {
  readonly slices: readonly Buffer[];
  /** Of all slices, bytes. */
  readonly length: number;
}

export interface JournalContent extends Content {
  /** The sequence it begins after; null when the heading is lost and no line tells. */
  readonly after: number | null;
  readonly schema: number | null;
  readonly lines: readonly FoundFrame[];
  /** Something before the last whole line does not check. */
  readonly damaged: boolean;
  /** It ends in bytes that do not check: a write that never finished, or damage. */
  readonly loose: boolean;
}

export async function readJournal(content: Content, store: StoreName, rest: Rest): Promise<JournalContent> {
  const pieces: (FoundFrame | null)[] = [];
  for (const slice of isForeign(content, store) ? [] : content.slices) {
    pieces.push(...readLines(slice));
    if (rest.isDue(slice.length)) await rest.take();
  }
  const heading = headingOf(content, store);
  const lines = (heading === null ? pieces : pieces.slice(1)).filter((piece) => piece !== null);
  const firstBad = pieces.indexOf(null);
  const lastWhole = pieces.findLastIndex((piece) => piece !== null);
  return {
    ...content,
    after: heading?.seq ?? (lines[0] === undefined ? null : lines[0].seq - 1),
    schema: heading?.schema ?? null,
    lines,
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
  { name: store, schema }: Pick<CollectionSchema<unknown>, 'name' | 'schema'>,
  lastSeen: number,
): boolean {
  const { length, generation, lines } = journal;
  if (journal.schema !== null || lines.length > 0) return false;
  return length <= frameHeading(lastSeen, { kind: 'journal', store, schema, generation }).length;
}

export interface SnapshotContent {
  readonly whole: boolean;
  /** The sequence as of which it holds the rows; null when the heading is lost. */
  readonly after: number | null;
  readonly schema: number | null;
  /** How many rows could not be read; null when that cannot be told. */
  readonly lost: number | null;
  readonly report: DamageReport | null;
}

/** Puts what can be read into the table. */
export async function readSnapshot<Row>(
  content: Content,
  store: StoreName,
  fallbackSchema: number,
  table: Table<Row>,
  rest: Rest,
): Promise<SnapshotContent> {
  const heading = headingOf(content, store);
  const schema = heading?.schema ?? fallbackSchema;
  if (isForeign(content, store)) return { whole: false, after: null, schema: null, lost: null, report: null };
  let read = 0;
  let bad = false;
  let first = heading !== null;
  for (const slice of content.slices) {
    for (const line of readLines(slice)) {
      if (first) {
        first = false;
        continue;
      }
      const row = line === null ? undefined : parseJson(line.json);
      if (isStoredChange(row) && row.length === 2) {
        read += 1;
        table.put(row[0], row[1], schema, content.file, line);
      } else bad = true;
      if (line !== null && rest.isDue(line.to - line.from)) await rest.take();
    }
  }
  const lost = heading === null ? null : Math.max(0, heading.rows - read);
  return {
    whole: lost === 0 && !bad,
    after: heading?.seq ?? null,
    schema: heading?.schema ?? null,
    lost,
    report: heading?.report ?? null,
  };
}

/** A file that came here under a wrong name: none of its rows are ours. */
function isForeign(content: Content, store: StoreName): boolean {
  const line = firstLine(content);
  return line !== null && isForeignHeading(line, store);
}

interface FileHeading {
  readonly seq: number;
  readonly schema: number;
  readonly rows: number;
  readonly report: DamageReport | null;
}

/** Null when there is none that checks and belongs to this very file. */
export function headingOf(content: Content, store: StoreName): FileHeading | null {
  const line = firstLine(content);
  const heading = parseHeading(line, content.kind, store);
  if (line === null || heading === null || heading.kind === 'mark') return null;
  if (heading.generation !== content.generation) return null;
  const { schema } = heading;
  return heading.kind === 'snapshot'
    ? { seq: line.seq, schema, rows: heading.rows, report: heading.finding }
    : { seq: line.seq, schema, rows: 0, report: null };
}

function firstLine({ slices }: Content): FoundFrame | null {
  return slices[0] === undefined ? null : lineAt(slices[0], 0);
}
