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
  readonly what: 'sendNow' | 'tryAgain' | 'discard' | 'undo' | 'edit';
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
    case 'edit':
      return `${those} changed`;
  }
}

/** What an edit of one field in all selected accounts will do, before it is done. @param clears the new value is empty */
export function planWords(plan: Plan, clears: boolean): string {
  const { changing, same, left } = plan;
  const parts = [changing === 0 ? 'No account will change.' : willWords(changing, clears)];
  if (same > 0) parts.push(`${amountWords(same)} already ${same === 1 ? 'has' : 'have'} this value.`);
  if (left > 0) {
    const stay = left === 1 ? '1 stays as it is' : `${amountWords(left)} stay as they are`;
    parts.push(`${stay}: discarded, deleted in SalesBinder, to be decided, or with unsaved changes.`);
  }
  return parts.join(' ');
}

interface Plan {
  readonly changing: number;
  readonly same: number;
  readonly left: number;
}

function willWords(count: number, clears: boolean): string {
  const those = count === 1 ? '1 account' : `${amountWords(count)} accounts`;
  return clears
    ? `In ${those} the field will be emptied, here and in SalesBinder.`
    : `${those} will change, here and in SalesBinder.`;
}

/** The button that does it. */
export function changeWords(count: number): string {
  return count === 1 ? 'Change 1 account' : `Change ${amountWords(count)} accounts`;
}
