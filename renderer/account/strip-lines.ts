import type { Connection } from '../../shared/contract/status.ts';
import type { Problem } from '../../shared/problem.ts';
import { guidanceWords } from '../../shared/words/en/guidance.ts';
import { historyWords } from '../../shared/words/en/history.ts';
import { clashingWords, likenessWords, moreAlikeWords, updatedWords } from '../../shared/words/en/mirror.ts';
import { nextWords } from '../../shared/words/en/next.ts';
import { problemWords } from '../../shared/words/en/problem.ts';
import { SAY } from '../../shared/words/en/window.ts';
import type { AccountForm } from './account-form.svelte.ts';

/** One thing to be told about the open account: what is the matter, and what follows from it. */
export interface StripLine {
  readonly kind: 'problem' | 'needs-you' | 'clashing' | 'alike' | 'stays-there' | 'updated' | 'status';
  readonly tone: 'plain' | 'attention' | 'error';
  /** Null: the status itself, with its sign. */
  readonly heading: string | null;
  readonly what: string | null;
}

/** An undo that could not undo everything is told for so long, ms. */
const TOLD_FOR = 10 * 60_000;

/**
 * All that is to be told about an account, the most important first: that one stands in the strip, the others come with
 * its details.
 *
 * @param problem why the last thing asked of it could not be done
 * @param now local ms
 */
export function stripLines(
  form: AccountForm,
  problem: Problem | null,
  connection: Connection,
  now: number,
): readonly [StripLine, ...StripLine[]] {
  const status = form.isNew ? null : (form.view?.status ?? null);
  const needs = status?.is === 'needs-you' ? guidanceWords(status.why) : null;
  const { likely } = form.duplicates;
  const [first] = likely;
  const stays = form.view?.history.findLast(
    ({ event, at }) => event.what === 'stays-there' && now - at < TOLD_FOR,
  );
  const about: readonly (StripLine | null)[] = [
    problem === null ? null : line('problem', 'error', problemWords(problem)),
    needs === null ? null : line('needs-you', 'attention', ...needs),
    form.clashing.length === 0 ? null : line('clashing', 'attention', clashingWords(form.clashing)),
    first === undefined
      ? null
      : line('alike', 'attention', likenessWords(first), moreAlikeWords(likely.length - 1)),
    stays === undefined ? null : line('stays-there', 'plain', historyWords(stays)),
    form.updated.length === 0 ? null : line('updated', 'plain', updatedWords(form.updated)),
  ];
  const told = about.filter((one) => one !== null);
  const stands: StripLine =
    status === null
      ? line('status', 'plain', SAY.notThereYet, SAY.notThereYetWhat)
      : { kind: 'status', tone: 'plain', heading: null, what: nextWords(status, connection) };
  const [top, ...others] = told;
  if (top === undefined) return [stands];
  // What needs a person is the status, said in full.
  return needs === null ? [top, ...others, stands] : [top, ...others];
}

function line(
  kind: StripLine['kind'],
  tone: StripLine['tone'],
  heading: string,
  what: string | null = null,
): StripLine {
  return { kind, tone, heading, what };
}

/** The one action that stands beside a line; null: none, or only in its details. */
export type StripAction =
  'compare' | 'create-again' | 'try-again' | 'undo' | 'send-now' | 'open-alike' | null;

/** What the status asks for stays at hand, whatever news stand above it: an undo that failed can be tried again. */
export function actionFor({ kind }: StripLine, form: AccountForm, comparable: boolean): StripAction {
  return kind === 'alike' ? 'open-alike' : actionOfStatus(form, comparable);
}

function actionOfStatus({ view, isNew }: AccountForm, comparable: boolean): StripAction {
  if (view === null) return null;
  const { can, status } = view;
  if (can.undo) return 'undo';
  if (isNew) return null;
  if (comparable) return 'compare';
  if (status.is === 'needs-you' && status.why.because === 'gone') return 'create-again';
  if (can.sendNow) return 'send-now';
  return can.tryAgain ? 'try-again' : null;
}
