import type { NeedsYou } from '../../shared/outbox/status.ts';
import { recordStatusOf } from '../../shared/outbox/status.ts';
import { ALL_SENT, needsYouNotice } from '../../shared/words/en/notify.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../clock.ts';
import type { Host } from '../host.ts';
import { countsOf } from './status.ts';

/** Quiet: a notification between two is never sooner than this, ms. */
const PAUSE = 60_000;

/**
 * The badge counts what needs a person. A notification comes only when things turn: the first record that needs
 * someone, and the outbox empty again after that. @returns what ends it
 */
export function startAlerts(accounts: Accounts, host: Host, clock: Clock): () => void {
  let before = countsOf(accounts.records.values());
  let wasFailing = before.needsYou > 0;
  let last = -PAUSE;
  host.badge(before.needsYou);

  function say([title, body]: readonly [string, string], localId: string | null): void {
    if (clock.mono() - last < PAUSE) return;
    last = clock.mono();
    host.notify({ title, body, localId });
  }

  return accounts.subscribe(() => {
    const now = countsOf(accounts.records.values());
    if (now.needsYou !== before.needsYou) host.badge(now.needsYou);
    const first = now.needsYou > 0 && before.needsYou === 0 ? firstInNeed(accounts) : null;
    if (first !== null) say(needsYouNotice(first.why), first.localId);
    wasFailing ||= now.needsYou > 0;
    const done = now.waiting + now.sending + now.checking + now.needsYou === 0;
    if (done && wasFailing) {
      wasFailing = false;
      say(ALL_SENT, null);
    }
    before = now;
  });
}

function firstInNeed({ records }: Accounts): { readonly localId: string; readonly why: NeedsYou } | null {
  for (const record of records.values()) {
    const status = recordStatusOf(record);
    if (status.is === 'needs-you') return { localId: record.localId, why: status.why };
  }
  return null;
}
