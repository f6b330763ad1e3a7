import * as v from 'valibot';
import { INPUTS, WITHIN_WORKSPACE } from '../../shared/contract/contract.ts';
import type { CallName, Handlers } from '../../shared/contract/contract.ts';
import { failed } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';

/** The app as its calls are answered: its functions, and the id of the workspace that is open now (null: none). */
interface Answering {
  readonly handlers: Handlers;
  readonly workspace: string | null;
}

/** Told of a handler that threw: a bug of ours. The error goes to the log, never to the window. */
export type SayBug = (call: CallName, error: unknown) => void;

/**
 * The host's one door for the window, over IPC and over the socket: finds the call, parses its input, runs it.
 * A call that was made in another workspace than the open one is refused, also when that changed just now.
 * Nothing that the window sends can make this throw; what is not a call of the contract is a `bad-call`.
 */
export async function answerCall(
  { handlers, workspace }: Answering,
  asked: { readonly name: unknown; readonly input: unknown; readonly workspace?: unknown },
  sayBug: SayBug = logBug,
): Promise<Result<unknown>> {
  const { name, input } = asked;
  if (!isCallName(name)) return failed({ what: 'bad-call', detail: 'unknown-call' });
  const parsed = v.safeParse(INPUTS[name], input);
  if (!parsed.success) return failed({ what: 'bad-call', detail: `bad-input:${name}` });
  if (WITHIN_WORKSPACE[name] && (asked.workspace ?? null) !== workspace) {
    return failed({ what: 'bad-call', detail: 'another-workspace' });
  }
  // Sound: the schema just parsed is the one that this handler's input is inferred from.
  const handler = handlers[name] as (input: unknown) => Promise<Result<unknown>>;
  try {
    return await handler.call(handlers, parsed.output);
  } catch (error) {
    sayBug(name, error);
    return failed({ what: 'bad-call', detail: 'internal' });
  }
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(INPUTS, name);
}

/** The place, not the message: a message may quote what was typed, or a key. */
function logBug(call: CallName, error: unknown): void {
  const stack =
    error instanceof Error ? (error.stack ?? '').split('\n').filter(isPlace).slice(0, 5).join('\n') : '';
  const kind = error instanceof Error ? error.name : typeof error;
  console.error(`Bug in "${call}": ${kind}\n${stack}`);
}

function isPlace(line: string): boolean {
  return line.startsWith('    at ');
}
