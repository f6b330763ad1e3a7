/**
 * `fieldbinder://record/<local id>` shows a record, and that is all a link can do: anybody may put one anywhere.
 *
 * @returns the local id, or null when it is not such a link
 */
export function recordOf(link: string): string | null {
  // The local id as shared/contract/contract.ts has it; some systems add a slash.
  return /^fieldbinder:\/\/record\/([a-z0-9][a-z0-9-]{7,63})\/?$/.exec(link)?.[1] ?? null;
}

/** Windows and Linux pass a link among a program's arguments. */
export function recordIn(args: readonly string[]): string | null {
  return args.map(recordOf).find((id) => id !== null) ?? null;
}
