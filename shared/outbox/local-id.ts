/** Begins the local id of every account that came here by a download; ids of accounts created here are random. */
export const DERIVED_PREFIX = 'sb-';

/** Whether this local id was derived from a remote id, so that its account was never created here. */
export function isDerived(localId: string): boolean {
  return localId.startsWith(DERIVED_PREFIX);
}
