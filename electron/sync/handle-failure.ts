import { assertNever } from '../../shared/exhaustive.ts';
import type { Problem } from '../../shared/problem.ts';
import { onFailure, triesOf } from '../../shared/sync/failure-policy.ts';
import type {
  Circumstances,
  Decision,
  Failure,
  LinkCommand,
  ProbeKind,
  Probed,
  Proof,
} from '../../shared/sync/failure-policy.ts';
import type { Answer } from '../salesbinder/gateway.ts';
import { applyEvents, ask } from './context.ts';
import type { LinkControl, SyncContext } from './context.ts';

/** A failed answer as the policy reads it. */
export type FailedAnswer = Pick<
  Extract<Answer<unknown>, { ok: false }>,
  'problem' | 'retryAfter' | 'mayHaveActed'
>;

/**
 * Does what the failure policy decides: applies its events, obeys its commands, and asks for the proof that it wants
 * until it wants none.
 *
 * @param localIds the records that the failed request was for
 * @returns whether requests for others make sense right now
 */
export async function handleFailure(
  context: SyncContext,
  about: Pick<Failure, 'purpose' | 'type'> & Partial<Pick<Failure, 'attemptId'>>,
  { problem, retryAfter, mayHaveActed }: FailedAnswer,
  localIds: readonly string[] = [],
): Promise<Decision['others']> {
  const failure: Failure = { attemptId: '', ...about, problem, retryAfter, mayHaveActed };
  const { link } = context;
  const alike = [
    ...new Set(localIds.flatMap((localId) => link.failed({ localId, type: failure.type, problem }))),
  ];
  let next: Proof | null = {};
  let others: Decision['others'] = 'stop';
  while (next !== null) {
    const proof: Proof = next;
    const now = circumstances(context, alike.length);
    const decided = onFailure(failure, proof, now(0));
    // First of all: while the disk writes down the rest, another request could leave.
    for (const command of decided.links) await obey(link, command);
    let durable = true;
    for (const localId of localIds) {
      const kept = await applyEvents(
        context,
        localId,
        (record) => onFailure(failure, proof, now(triesOf(record))).events,
      );
      durable = durable && kept.ok;
    }
    if (decided.reopens) durable = (await reopen(context, alike, problem)) && durable;
    others = durable ? decided.others : 'stop';
    const { probe } = decided;
    next =
      probe === null || !durable
        ? null
        : { ...proof, [probe]: await probed(context, failure, probe, localIds) };
  }
  return others;
}

/** Records that were refused just like another one, for a reason that turned out to be everybody's. */
async function reopen(context: SyncContext, localIds: readonly string[], problem: Problem): Promise<boolean> {
  let durable = true;
  for (const localId of localIds) {
    const at = context.time.clock.now();
    const kept = await applyEvents(context, localId, () => [{ is: 'reopened', at, problem }]);
    durable = durable && kept.ok;
  }
  return durable;
}

export function resultOf(answer: Answer<unknown> | null): Probed {
  if (answer === null) return { is: 'not-asked' };
  if (answer.ok) return { is: 'answered' };
  return { is: 'failed', problem: answer.problem, retryAfter: answer.retryAfter };
}

export async function obey(link: LinkControl, command: LinkCommand): Promise<void> {
  switch (command.do) {
    case 'hold':
      return link.hold(command.problem);
    case 'cool-down':
      return link.coolDown(command.retryAfter);
    case 'hold-type':
      return link.holdType(command.type);
    default:
      return assertNever(command);
  }
}

async function probed(
  context: SyncContext,
  { type }: Failure,
  kind: ProbeKind,
  localIds: readonly string[],
): Promise<Probed> {
  if (kind === 'list') return resultOf(await context.gatekeeper.probe(type));
  const remoteId = context.accounts.records.get(localIds[0] ?? '')?.remoteId ?? null;
  return resultOf(remoteId === null ? null : await ask(context, (gateway) => gateway.view(remoteId, type)));
}

/** The moment at which an answer failed, and chance; the tries are those of each record. */
function circumstances({ time, gatekeeper }: SyncContext, alike: number): (tries: number) => Circumstances {
  const at = time.clock.now();
  const ended = gatekeeper.instant();
  return (tries) => ({ at, ended, tries, alike, random: time.random(), waits: time.waits });
}
