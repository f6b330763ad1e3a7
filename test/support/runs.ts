/**
 * How often a property is tried: a fifth of the full number, and at least fifty times; in full on a build server (CI).
 * A property without a seed draws other cases each time, so the rest comes with the next runs.
 */
export function runs(full: number): number {
  return process.env['CI'] === undefined ? Math.max(Math.min(full, 50), Math.round(full / 5)) : full;
}
