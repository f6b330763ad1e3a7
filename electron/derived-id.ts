import { createHash } from 'node:crypto';

/** The local id of a downloaded account that was never created here: always the same for the same remote id. */
export function derivedId(remoteId: string): string {
  const plain = remoteId.toLowerCase();
  const safe = plain === remoteId && /^[a-z0-9-]{1,60}$/.test(plain);
  return `sb-${safe ? plain : createHash('sha256').update(remoteId).digest('hex').slice(0, 40)}`;
}

export function isDerived(localId: string): boolean {
  return localId.startsWith('sb-');
}
