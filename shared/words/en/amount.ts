const amount = new Intl.NumberFormat('en-GB');

/** "12,480". */
export function amountWords(count: number): string {
  return amount.format(count);
}
