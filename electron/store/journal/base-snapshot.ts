import type { DamageReport } from './layout.ts';
import { headingOf, readSnapshot } from './read-files.ts';
import type { Content } from './read-files.ts';
import type { ReadBudget } from '../disk/pacer.ts';
import type { CollectionSchema } from '../collection-schema.ts';
import { Table } from './table.ts';

/** The rows that the journals' commits are applied to. */
export interface BaseSnapshot<Row> {
  readonly table: Table<Row>;
  /** 0: no snapshot. */
  readonly generation: number;
  readonly after: number;
  readonly version: number | null;
  /** Rows that could not be read; null when that can't be told. */
  readonly lost: number | null;
  readonly report: DamageReport | null;
  /** Snapshots that don't check, and would have been newer. */
  readonly damaged: readonly string[];
}

/**
 * The newest snapshot that is whole, or nothing where the journals go back to the very beginning; only when
 * there is neither, what can be read of the newest snapshot. (Older snapshots are removed before older
 * journals, so whatever is still there has its journals.)
 */
export async function readBaseSnapshot<Row>(
  contents: readonly Content[],
  schema: CollectionSchema<Row>,
  version: number,
  budget: ReadBudget,
): Promise<BaseSnapshot<Row>> {
  const damaged: string[] = [];
  let partly: BaseSnapshot<Row> | null = null;
  for (const content of contents.filter(({ kind }) => kind === 'snapshot').reverse()) {
    const table = new Table(schema);
    const { generation } = content;
    const { whole, after: told, ...read } = await readSnapshot(content, schema.name, version, table, budget);
    // Without a heading nothing can be counted any more; the journals that are there are laid on all the same.
    const after = told ?? 0;
    if (whole) return { ...read, table, generation, after, damaged };
    damaged.push(content.file);
    partly ??= { ...read, table, generation, after, damaged };
  }
  if (partly !== null && !goBackToTheBeginning(contents, schema)) return partly;
  const table = new Table(schema);
  return { table, generation: 0, after: 0, version: null, lost: 0, report: null, damaged };
}

function goBackToTheBeginning<Row>(contents: readonly Content[], schema: CollectionSchema<Row>): boolean {
  const oldest = contents.find(({ kind }) => kind === 'journal');
  return oldest !== undefined && headingOf(oldest, schema.name)?.seq === 0;
}
