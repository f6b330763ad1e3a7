import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * The peers, each as much of it as is used here. They are installed beside this file when the benchmark first runs,
 * so nothing can know their types before.
 */
export interface Peers {
  lowdb<Content>(file: string, empty: Content): Promise<LowdbFile<Content>>;
  /** Null where it could not be built. */
  sqlite(file: string): Promise<SqliteFile | null>;
  writeFileAtomic(file: string, text: string): Promise<void>;
}

export interface LowdbFile<Content> {
  data: Content;
  read(): Promise<void>;
  write(): Promise<void>;
}

export interface SqliteFile {
  put(id: string, text: string): void;
  putAll(rows: Iterable<readonly [id: string, text: string]>): void;
  texts(): readonly string[];
  close(): void;
}

/** @param beside the package.json beside which they are installed */
export function peersBeside(beside: string): Peers {
  const require = createRequire(beside);
  const load = async (name: string): Promise<unknown> => import(pathToFileURL(require.resolve(name)).href);
  return {
    async lowdb<Content>(file: string, empty: Content) {
      const { JSONFile } = (await loadLowdb(beside, 'lib/node.js')) as Lowdb;
      const { Low } = (await loadLowdb(beside, 'lib/index.js')) as Lowdb;
      return new Low(new JSONFile(file), empty) as LowdbFile<Content>;
    },
    async sqlite(file) {
      const loaded = await load('better-sqlite3').catch(() => null);
      return loaded === null ? null : openSqlite((loaded as BetterSqlite).default, file);
    },
    async writeFileAtomic(file, text) {
      const loaded = (await load('write-file-atomic')) as WriteFileAtomic;
      await loaded.default(file, text);
    },
  };
}

/** A package of modules alone, which `require.resolve` does not see. */
async function loadLowdb(beside: string, path: string): Promise<unknown> {
  return import(new URL(`node_modules/lowdb/${path}`, pathToFileURL(beside)).href);
}

interface Lowdb {
  readonly Low: new (adapter: unknown, empty: unknown) => unknown;
  readonly JSONFile: new (file: string) => unknown;
}

interface WriteFileAtomic {
  readonly default: (file: string, text: string) => Promise<void>;
}

interface BetterSqlite {
  readonly default: new (file: string) => SqliteHandle;
}

interface SqliteHandle {
  pragma(text: string): unknown;
  exec(text: string): unknown;
  prepare(text: string): { run(...values: unknown[]): unknown; all(): readonly { readonly text: string }[] };
  transaction<T>(work: (given: T) => void): (given: T) => void;
  close(): void;
}

/** As durable as it gets: WAL, every commit flushed, and on a Mac the drive's own cache as well. */
function openSqlite(Database: BetterSqlite['default'], file: string): SqliteFile {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('fullfsync = 1');
  database.exec('CREATE TABLE IF NOT EXISTS accounts (id TEXT PRIMARY KEY, text TEXT NOT NULL)');
  const insert = database.prepare('INSERT OR REPLACE INTO accounts VALUES (?, ?)');
  const all = database.prepare('SELECT text FROM accounts');
  const putAll = database.transaction((rows: Iterable<readonly [string, string]>) => {
    for (const row of rows) insert.run(...row);
  });
  return {
    put: (id, text) => void insert.run(id, text),
    putAll,
    texts: () => all.all().map(({ text }) => text),
    close: () => database.close(),
  };
}
