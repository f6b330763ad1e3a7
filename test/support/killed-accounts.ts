/** The local ids under which a process that is to be killed saves accounts. */
export function killedName(number: number): string {
  return `local-kill-${number}`;
}

/** One that every save changes. */
export const SHARED = 'local-shared';
