import { readBaseSnapshot } from './base-snapshot.ts';
import type { BaseSnapshot } from './base-snapshot.ts';
import type { CollectionSchema } from '../collection-schema.ts';
import { NewerSchema } from '../disk/disk-error.ts';
import type { DamageReport } from './layout.ts';
import { watermarkName } from './layout.ts';
import type { Watermark } from './watermark-file.ts';
import { headingOf, readJournal, wasPerhapsBeingCreated } from './read-files.ts';
import type { Content, JournalContent } from './read-files.ts';
import { ReadBudget } from '../disk/pacer.ts';
import type { Pacer } from '../disk/pacer.ts';
import type { StoredRows } from '../rows/rows.ts';

/** The files of a collection, read together. */
export interface Replay<Row> {
  readonly rows: StoredRows<Row>;
  /** The highest sequence that is known to have been durable. */
  readonly durable: number;
  /** A whole commit after that, as JSON: nobody may have been told that it is saved, or somebody may. */
  readonly unproven: string | null;
  /** The snapshot all begins from; older files are left over. 0 when there is none. */
  readonly base: number;
  readonly damage: Damage | null;
  /** The damage that an earlier opening found, told again until it is dismissed. */
  readonly earlier: DamageReport | null;
  /** Some file is of an older schema version. */
  readonly outdated: boolean;
  /** The journal to go on with; null when its end is not to be trusted. */
  readonly tail: JournalContent | null;
}

export interface Damage {
  /** Names of the files that don't check. */
  readonly files: readonly string[];
  /** Commits and rows known to have been saved that could not be read; null when that can't be told. */
  readonly lost: number | null;
  /** The last line is cut beside that, and nothing tells whether somebody was told that it is saved. */
  readonly orMore: boolean;
}

/** Pure but for its pauses. Throws NewerSchema when any file, or the watermark, is of a newer schema version. */
export async function replay<Row>(
  contents: readonly Content[],
  watermark: Watermark,
  schema: CollectionSchema<Row>,
  pacer: Pick<Pacer, 'yieldToEventLoop'>,
): Promise<Replay<Row>> {
  const budget = new ReadBudget(pacer);
  const newest = newestVersion(contents, watermark, schema);
  const base = await readBaseSnapshot(contents, schema, newest ?? schema.version, budget);
  const journals: JournalContent[] = [];
  for (const content of contents) {
    if (content.kind === 'snapshot' || content.generation < base.generation) continue;
    journals.push(await readJournal(content, schema.name, budget));
  }
  const durable = Math.max(watermark.seq, base.after, ...journals.map(highestProven));
  const lastSeen = Math.max(durable, ...journals.map(({ frames }) => frames.at(-1)?.seq ?? 0));
  const begun = journals.filter((journal) => !wasPerhapsBeingCreated(journal, schema, lastSeen));
  const chain = await followChain(begun, { ...base, version: newest ?? schema.version }, durable, budget);
  const tail = journals.at(-1);
  const missing = durable - base.after - chain.found;
  const born = missing > 0 ? journals : begun;
  const versions = [base.version, ...born.map(({ version }) => version)];
  return {
    rows: base.table.rows,
    durable,
    unproven: chain.unproven,
    base: base.generation,
    damage: sumUp(
      { base, chain, journals: born, watermark, durable, missing },
      watermarkName(schema.name),
      contents.at(-1)?.file,
    ),
    earlier: base.report,
    outdated: versions.some((version) => version !== null && version < schema.version),
    tail: tail === born.at(-1) && tail?.loose === false && chain.unproven === null ? tail : null,
  };
}

function newestVersion<Row>(
  contents: readonly Content[],
  watermark: Watermark,
  schema: CollectionSchema<Row>,
): number | null {
  const versions = [
    watermark.version,
    ...contents.map((content) => headingOf(content, schema.name)?.version ?? null),
  ];
  const known = versions.filter((version) => version !== null);
  if (known.length === 0) return null;
  const newest = Math.max(...known);
  if (newest > schema.version) throw new NewerSchema(newest, schema.version);
  return newest;
}

/** A line says that all before it were durable; a journal's heading, that all up to its beginning were. */
function highestProven({ after, frames, version }: JournalContent): number {
  const begin = version === null ? 0 : (after ?? 0);
  return frames.reduce((highest, { durable }) => Math.max(highest, durable), begin);
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
  { table, after, version }: Pick<BaseSnapshot<Row>, 'table' | 'after'> & { readonly version: number },
  durable: number,
  budget: ReadBudget,
): Promise<Chain> {
  const lacking: string[] = [];
  let found = 0;
  let unproven: string | null = null;
  let last = after;
  for (const [index, journal] of journals.entries()) {
    const next = journals.slice(index + 1).find((later) => later.after !== null)?.after ?? Infinity;
    const from = Math.max(after, journal.after ?? last);
    let read = 0;
    for (const frame of journal.frames) {
      const { seq } = frame;
      if (budget.isSpent(frame.to - frame.from)) await budget.renew();
      if (seq <= last || seq > next) continue;
      if (!table.apply(frame, journal.version ?? version, journal.file)) continue;
      last = seq;
      if (seq <= durable) read += 1;
      else unproven = frame.json;
    }
    found += read;
    if (read < Math.min(next, durable) - from) lacking.push(journal.file);
  }
  const begin = journals.find((journal) => journal.after !== null)?.after ?? after;
  return { found, unproven, lacking, gapAtStart: begin > after };
}

interface Evidence<Row> {
  readonly base: BaseSnapshot<Row>;
  readonly chain: Chain;
  readonly journals: readonly JournalContent[];
  readonly watermark: Watermark;
  readonly durable: number;
  /** Commits up to the durable sequence that no file has. */
  readonly missing: number;
}

/**
 * The journal ends in a line that does not check, behind everything that is known to have been durable. By itself that
 * is a write which never finished; beside damage it may as well be one more save that was damaged.
 */
function endsInDoubt({ journals, durable }: Pick<Evidence<unknown>, 'journals' | 'durable'>): boolean {
  const last = journals.at(-1);
  return last?.loose === true && (last.frames.at(-1)?.seq ?? last.after ?? 0) >= durable;
}

function sumUp<Row>(
  { base, chain, journals, watermark, durable, missing }: Evidence<Row>,
  watermarkFile: string,
  lastFile = watermarkFile,
): Damage | null {
  const { unfit } = base.table;
  const broken = journals.filter(({ damaged }) => damaged).map(({ file }) => file);
  const files = new Set([...base.damaged, ...broken, ...chain.lacking, ...unfit.values()]);
  if (watermark.damaged) files.add(watermarkFile);
  // A journal that is gone, or empty: what is left, if only what tells of it, is all there is to keep.
  if (missing > 0 && files.size === 0) files.add(lastFile);
  if (files.size === 0) return null;
  const untold = watermark.damaged || base.lost === null || chain.gapAtStart;
  return {
    files: [...files],
    lost: untold ? null : missing + unfit.size + base.lost,
    orMore: !untold && endsInDoubt({ journals, durable }),
  };
}
