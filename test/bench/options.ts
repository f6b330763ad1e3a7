/** The options of the command line. */
export interface Options {
  /** Null: every row. */
  readonly only: readonly string[] | null;
  readonly accounts: number;
  readonly readme: boolean;
}

const DEFAULT_ACCOUNTS = 100_000;

/** @throws Error with one plain sentence */
export function readOptions(args: readonly string[], rows: readonly string[]): Options {
  let only: readonly string[] | null = null;
  let accounts = DEFAULT_ACCOUNTS;
  let readme = false;
  for (let at = 0; at < args.length; at += 1) {
    const value = args[at + 1] ?? '';
    const option = args[at] ?? '';
    switch (option) {
      case '--only':
        only = value.split(',');
        at += 1;
        break;
      case '--accounts':
        accounts = Number(value);
        at += 1;
        break;
      case '--readme':
        readme = true;
        break;
      default:
        throw new Error(`There is no option "${option}". The options: --only ROW, --accounts N, --readme.`);
    }
  }
  const unknown = only?.filter((name) => !rows.includes(name)) ?? [];
  if (unknown.length > 0)
    throw new Error(`There is no row "${unknown.join('", "')}". The rows: ${rows.join(', ')}.`);
  if (!Number.isSafeInteger(accounts) || accounts < 10) throw new Error('--accounts takes a number from 10.');
  if (readme && only !== null) throw new Error('--readme writes every row; leave --only out.');
  return { only, accounts, readme };
}
