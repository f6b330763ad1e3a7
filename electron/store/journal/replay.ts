import { readBase } from './base-snapshot.ts';
import type { Base } from './base-snapshot.ts';
import { NewerSchema } from '../disk/disk-error.ts';
import type { DamageReport } from './layout.ts';
import { markName } from './layout.ts';
import type { Watermark } from './watermark-file.ts';
import { headingOf, readJournal, wasPerhapsBeingCreated } from './read-files.ts';
import type { Content, JournalContent } from './read-files.ts';
import { Rest } from '../disk/pace.ts';
import type { Pace } from '../disk/pace.ts';
import type { StoredRows } from '../rows/rows.ts';
import type { CollectionSchema } from '../collection-schema.ts';

/** What the files of a collection say, taken together. */
export interface Replay<Row> {
  readonly rows: StoredRows<Row>;
  /** The highest sequence that is known to have been durable. */
  readonly durable: number;
  /** A whole commit after that, as JSON: nobody may have been told that it is saved, or somebody may. */
  readonly unproven: string | null;
  /** The snapshot all begins from; what is older is left over. 0 when there is none. */
  readonly base: number;
  readonly damage: Damage | null;
  /** What an earlier opening found. */
  readonly earlier: DamageReport | null;
  /** Something is of an older schema. */
  readonly outdated: boolean;
  /** The journal to go on with; null when its end is not to be trusted. */
  readonly tail: JournalContent | null;
}

export interface Damage {
  /** Names of the files that don't check. */
  readonly files: readonly string[];
  /** Commits and rows known to have been saved that could not be read; null when that can't be told. */
  readonly lost: number | null;
}

/** Pure but for its rests. Throws NewerSchema when any file, or the mark, is of a newer schema. */
export async function replay<Row>(
  contents: readonly Content[],
  mark: Watermark,
  shape: CollectionSchema<Row>,
  pace: Pick<Pace, 'yieldToEventLoop'>,
): Promise<Replay<Row>> {
  const rest = new Rest(pace);
  const newest = newestSchema(contents, mark, shape);
  const base = await readBase(contents, shape, newest ?? shape.schema, rest);
  const journals: JournalContent[] = [];
  for (const content of contents) {
    if (content.kind === 'snapshot' || content.generation < base.generation) continue;
    journals.push(await readJournal(content, shape.name, rest));
  }
  const durable = Math.max(mark.seq, base.after, ...journals.map(highestTold));
  const lastSeen = Math.max(durable, ...journals.map(({ lines }) => lines.at(-1)?.seq ?? 0));
  const begun = journals.filter((journal) => !wasPerhapsBeingCreated(journal, shape, lastSeen));
  const chain = await followChain(begun, { ...base, schema: newest ?? shape.schema }, durable, rest);
  const tail = journals.at(-1);
  const missing = durable - base.after - chain.found;
  const born = missing > 0 ? journals : begun;
  const schemas = [base.schema, ...born.map(({ schema }) => schema)];
  return {
    rows: base.table.rows,
    durable,
    unproven: chain.unproven,
    base: base.generation,
    damage: sumUp(
      { base, chain, journals: born, mark, missing },
      markName(shape.name),
      contents.at(-1)?.file,
    ),
    earlier: base.report,
    outdated: schemas.some((schema) => schema !== null && schema < shape.schema),
    tail: tail === born.at(-1) && tail?.loose === false && chain.unproven === null ? tail : null,
  };
}

function newestSchema<Row>(
  contents: readonly Content[],
  mark: Watermark,
  shape: CollectionSchema<Row>,
): number | null {
  const schemas = [mark.schema, ...contents.map((content) => headingOf(content, shape.name)?.schema ?? null)];
  const known = schemas.filter((schema) => schema !== null);
  if (known.length === 0) return null;
  const newest = Math.max(...known);
  if (newest > shape.schema) throw new NewerSchema(newest, shape.schema);
  return newest;
}

/** A line says that all before it were durable; a journal's heading, that all up to its beginning were. */
function highestTold({ after, lines, schema }: JournalContent): number {
  const begin = schema === null ? 0 : (after ?? 0);
  return lines.reduce((highest, { durable }) => Math.max(highest, durable), begin);
}

interface Chain {
  /** Commits up to the durable sequence that were found. */
  readonly found: number;
  readonly unproven: string | null;
  /** Journals that lack a commit they should hold. */
  readonly lacking: readonly string[];
  /** The first journal begins later than the base ends: a file is missing. */
  readonly gapAtStart: boolean;
}

/**
 * Applies the journals in order. A journal ends where the next one begins: what it has beyond was given up,
 * because its sync had failed, and has been answered with "not saved".
 */
async function followChain<Row>(
  journals: readonly JournalContent[],
  { table, after, schema }: Pick<Base<Row>, 'table' | 'after'> & { readonly schema: number },
  durable: number,
  rest: Rest,
): Promise<Chain> {
  const lacking: string[] = [];
  let found = 0;
  let unproven: string | null = null;
  let last = after;
  for (const [index, journal] of journals.entries()) {
    const next = journals.slice(index + 1).find((later) => later.after !== null)?.after ?? Infinity;
    const from = Math.max(after, journal.after ?? last);
    let read = 0;
    for (const line of journal.lines) {
      const { seq } = line;
      if (rest.isDue(line.to - line.from)) await rest.take();
      if (seq <= last || seq > next) continue;
      if (!table.apply(line, journal.schema ?? schema, journal.file)) continue;
      last = seq;
      if (seq <= durable) read += 1;
      else unproven = line.json;
    }
    found += read;
    if (read < Math.min(next, durable) - from) lacking.push(journal.file);
  }
  const begin = journals.find((journal) => journal.after !== null)?.after ?? after;
  return { found, unproven, lacking, gapAtStart: begin > after };
}

interface Evidence<Row> {
  readonly base: Base<Row>;
  readonly chain: Chain;
  readonly journals: readonly JournalContent[];
  readonly mark: Watermark;
  /** Commits up to the durable sequence that no file has. */
  readonly missing: number;
}

function sumUp<Row>(
  { base, chain, journals, mark, missing }: Evidence<Row>,
  markFile: string,
  lastFile = markFile,
): Damage | null {
  const { unfit } = base.table;
  const broken = journals.filter(({ damaged }) => damaged).map(({ file }) => file);
  const files = new Set([...base.damaged, ...broken, ...chain.lacking, ...unfit.values()]);
  if (mark.damaged) files.add(markFile);
  // A journal that is gone, or empty: what is left, if only what tells of it, is all there is to keep.
  if (missing > 0 && files.size === 0) files.add(lastFile);
  if (files.size === 0) return null;
  const untold = mark.damaged || base.lost === null || chain.gapAtStart;
  return { files: [...files], lost: untold ? null : missing + unfit.size + base.lost };
}
