import type { Problem, StorageReason } from '../../../shared/problem.ts';

/** A failure of the disk that the system reports by other means than an error: told in its codes. */
export class DiskError extends Error {
  readonly code: string;
  readonly syscall: string;

  constructor(code: string, syscall: string) {
    super(`${code}: ${syscall}`);
    this.code = code;
    this.syscall = syscall;
  }
}

/** The code of a DiskError: another process has the folder, so nothing may be written there any more. */
export const FOLDER_TAKEN = 'EFOLDERTAKEN';

/** The files were written by a newer version of the app. Thrown before anything was touched. */
export class NewerSchema extends Error {
  readonly found: number;
  readonly known: number;

  constructor(found: number, known: number) {
    super(`schema ${found}, known up to ${known}`);
    this.found = found;
    this.known = known;
  }
}

/** The problem that a thrown error is for the person; null when it is no failure of the disk, so a bug. */
export function storageProblem(error: unknown): Problem | null {
  if (error instanceof NewerSchema) return storage('newer', error.message);
  const code = codeOf(error);
  if (code === null) return null;
  return storage(reasonOf(code), `${code} ${syscallOf(error)}`.trim());
}

export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const unnamed = 'errno' in error && typeof error.errno === 'number' ? nameOfErrno(error.errno) : null;
  return unnamed ?? error.code;
}

/** For the errors that Node has no name for. */
export function nameOfErrno(errno: number, platform: NodeJS.Platform = process.platform): string | null {
  const names = platform === 'linux' ? LINUX : platform === 'darwin' ? MACOS : {};
  return names[errno] ?? null;
}

const LINUX: Readonly<Record<number, string>> = { [-116]: 'ESTALE', [-122]: 'EDQUOT' };
const MACOS: Readonly<Record<number, string>> = { [-69]: 'EDQUOT', [-70]: 'ESTALE' };

function storage(reason: StorageReason, detail: string): Problem {
  return { what: 'storage', reason, detail };
}

function syscallOf(error: unknown): string {
  return error instanceof Error && 'syscall' in error && typeof error.syscall === 'string'
    ? error.syscall
    : '';
}

function reasonOf(code: string): StorageReason {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'full';
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return 'read-only';
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV':
    case 'ENXIO':
    case 'ENOTCONN':
    case 'ESTALE':
      return 'vanished';
    case FOLDER_TAKEN:
      return 'taken';
    default:
      return 'io';
  }
}
