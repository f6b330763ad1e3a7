import { amountWords } from './amount.ts';

/** @param most how many can be selected at once */
export function selectedWords(count: number, most: number): string {
  const selected = `${amountWords(count)} selected`;
  return count < most ? selected : `${selected} (maximum)`;
}

/** A button's whole name: "Discard: 3 selected"; plain "Discard" belongs to the open account. */
export function forSelectedWords(name: string, count: number): string {
  return `${name}: ${amountWords(count)} selected`;
}

/** The result of the last action on the selected accounts. */
export function doneWords(done: {
  readonly what: 'sendNow' | 'tryAgain' | 'discard' | 'undo';
  readonly count: number;
}): string {
  const those = done.count === 1 ? '1 account' : `${amountWords(done.count)} accounts`;
  switch (done.what) {
    case 'sendNow':
      return `${those} will be sent next`;
    case 'tryAgain':
      return `${those} will be tried again`;
    case 'discard':
      return `${those} discarded`;
    case 'undo':
      return `${those} restored`;
  }
}
