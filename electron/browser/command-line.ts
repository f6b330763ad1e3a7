import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { TERMINAL } from '../../shared/words/en/terminal.ts';

/** The command that browser mode was given. */
export type Command =
  | {
      readonly is: 'run';
      readonly open: boolean;
      /** 0 picks a free one. */
      readonly port: number;
      /** The data folder, absolute. */
      readonly folder: string;
      readonly timeScale: number;
    }
  | { readonly is: 'help' }
  /** One line for the person. */
  | { readonly is: 'wrong'; readonly line: string };

export function readCommandLine(args: readonly string[]): Command {
  const given = parsed(args);
  if (typeof given === 'string') return { is: 'wrong', line: given };
  if (given.help === true) return { is: 'help' };
  const port = wholeNumber(given.port ?? '8123', 0, 65_535);
  if (port === null) return { is: 'wrong', line: TERMINAL.wrongPort };
  const timeScale = wholeNumber(given['time-scale'] ?? '1', 1, 10_000);
  if (timeScale === null) return { is: 'wrong', line: TERMINAL.wrongTimeScale };
  if (given.data === '') return { is: 'wrong', line: TERMINAL.wrongFolder };
  const folder = resolve(given.data ?? defaultFolder());
  return { is: 'run', open: given['no-open'] !== true, port, folder, timeScale };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    return TERMINAL.notUnderstood(error instanceof Error ? (error.message.split(/\. |\.?\n/)[0] ?? '') : '');
  }
}

const options = {
  'no-open': { type: 'boolean' },
  port: { type: 'string' },
  data: { type: 'string' },
  'time-scale': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

function wholeNumber(text: string, least: number, most: number): number | null {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  return number >= least && number <= most ? number : null;
}

/** Not Electron's own folder: the two may run at once, and neither would get the other's lock. */
export function defaultFolder(platform = process.platform, env = process.env, home = homedir()): string {
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Fieldbinder Browser');
    case 'win32':
      return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Fieldbinder Browser');
    default:
      return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'fieldbinder-browser');
  }
}
