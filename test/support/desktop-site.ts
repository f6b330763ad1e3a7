import { startPractice } from '../../electron/practice/practice.ts';
import type { Practice } from '../../electron/practice/practice.ts';

export const KEY = 'k3y-of-a-person-who-sells+0123456789';

/** A SalesBinder on loopback that takes that key. */
export function runSalesbinder(): Promise<Practice> {
  return startPractice({ key: KEY, seeded: false });
}
