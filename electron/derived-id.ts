import { createHash } from 'node:crypto';
import type { OutboxRecord } from '../shared/record.ts';

/** The local id of a downloaded account that was never created here: always the same for the same remote id. */
export function derivedId(remoteId: string): string {
  const plain = remoteId.toLowerCase();
  const safe = plain === remoteId && /^[a-z0-9-]{1,60}$/.test(plain);
  return `sb-${safe ? plain : createHash('sha256').update(remoteId).digest('hex').slice(0, 40)}`;
}

/** Whether a record began as a downloaded account; an edit of it that was sent says nothing of who created it. */
export function isDownloaded({ localId, remoteId }: Pick<OutboxRecord, 'localId' | 'remoteId'>): boolean {
  return remoteId !== null && isDerived(localId) && localId === derivedId(remoteId);
}

export function isDerived(localId: string): boolean {
  return localId.startsWith('sb-');
}
