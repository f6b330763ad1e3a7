import type { FakeDisk } from '../disk.ts';
import type { Notice, Scenario } from './scenario.ts';
import { written } from './ledger.ts';
import type { Session } from './session.ts';

type Stores = Pick<Scenario, 'stores' | 'wrongNotice'>;

/** The test of every opening: all opens, a save goes through, and is there when all is opened once more. */
export async function useAgain(
  { stores, wrongNotice = wrongUnlessNull }: Stores,
  session: Session,
  disk: FakeDisk,
): Promise<string | null> {
  for (const { name, extra } of stores) {
    const opened = await session.open(name);
    if (!opened.ok) return `${name} would not open: ${JSON.stringify(opened.problem)}`;
    const wrong = wrongNotice(name, opened.value, disk);
    if (wrong !== null) return `${name}: ${wrong}`;
    const problem = await session.commit(name, [extra]);
    if (problem !== null) return `${name} would not save again: ${JSON.stringify(problem)}`;
  }
  const expected = new Map(stores.map(({ name }) => [name, written(session.rows(name))] as const));
  for (const { name } of stores) await session.close(name);
  return lookOnceMore({ stores, wrongNotice }, expected, disk.afterPowerCut());
}

async function lookOnceMore(
  { stores, wrongNotice }: Required<Stores>,
  expected: ReadonlyMap<string, string>,
  disk: FakeDisk,
): Promise<string | null> {
  for (const { name, open } of stores) {
    const opened = await open(disk);
    if (!opened.ok) return `${name} would not open once more: ${JSON.stringify(opened.problem)}`;
    if (written(opened.value.collection.rows) !== expected.get(name)) return `${name} lost the save after`;
    const wrong = wrongNotice(name, opened.value.notice, disk);
    if (wrong !== null) return `${name}, once more: ${wrong}`;
  }
  return null;
}

function wrongUnlessNull(_store: string, notice: Notice): string | null {
  return notice === null ? null : `told of a loss that is none: ${JSON.stringify(notice)}`;
}
