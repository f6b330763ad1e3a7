/** The app's promises, each as the judge names it when it is broken. */
export const PROMISES = [
  'nothing typed is lost',
  'what was typed stands in the history',
  'a no to everything refuses nobody',
  'nothing is sent that nobody typed',
  'nothing is sent that was discarded',
  'what is sent stands on the disk before it leaves',
  'one account for each create',
  'one record for each account',
  'nothing is overwritten unseen',
  'nothing is changed without a fresh look',
  'sent means sent',
  'nobody is asked about a conflict that is none',
  'everything comes to rest',
  'what is shown is what SalesBinder has',
  'what a list leaves out is not deleted',
  'the limits are kept',
] as const;

export type PromiseName = (typeof PROMISES)[number];

/** One promise that was broken, and how. */
export interface Broken {
  readonly promise: PromiseName;
  /** One line; true time in it. */
  readonly how: string;
}
