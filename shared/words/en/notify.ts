/** System notifications: title and text. No names in them: a booth's screen is seen by visitors. */
export const NOTIFY = {
  needsYou: ['An account needs you', 'SalesBinder did not take it. Open Fieldbinder to see why.'],
  allSent: ['All accounts are in SalesBinder', 'Nothing is waiting any more.'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
