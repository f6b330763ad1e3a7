import type { DamageReport } from './layout.ts';
import { headingOf, readSnapshot } from './read-files.ts';
import type { Content } from './read-files.ts';
import type { Rest } from '../disk/pace.ts';
import type { CollectionSchema } from '../collection-schema.ts';
import { Table } from './table.ts';

/** What the journals are laid upon. */
export interface Base<Row> {
  readonly table: Table<Row>;
  /** 0: no snapshot. */
  readonly generation: number;
  readonly after: number;
  readonly schema: number | null;
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
export async function readBase<Row>(
  contents: readonly Content[],
  shape: CollectionSchema<Row>,
  schema: number,
  rest: Rest,
): Promise<Base<Row>> {
  const damaged: string[] = [];
  let partly: Base<Row> | null = null;
  for (const content of contents.filter(({ kind }) => kind === 'snapshot').reverse()) {
    const table = new Table(shape);
    const { generation } = content;
    const { whole, after: told, ...read } = await readSnapshot(content, shape.name, schema, table, rest);
    // Without a heading nothing can be counted any more; the journals that are there are laid on all the same.
    const after = told ?? 0;
    if (whole) return { ...read, table, generation, after, damaged };
    damaged.push(content.file);
    partly ??= { ...read, table, generation, after, damaged };
  }
  if (partly !== null && !goBackToTheBeginning(contents, shape)) return partly;
  const table = new Table(shape);
  return { table, generation: 0, after: 0, schema: null, lost: 0, report: null, damaged };
}

function goBackToTheBeginning<Row>(contents: readonly Content[], shape: CollectionSchema<Row>): boolean {
  const oldest = contents.find(({ kind }) => kind === 'journal');
  return oldest !== undefined && headingOf(oldest, shape.name)?.seq === 0;
}
