import type { AccountType, Values } from '../../shared/account.ts';
import type { Write } from '../../electron/salesbinder/gateway.ts';

export function aWrite(type: AccountType, values: Values): Write {
  return { attemptId: 'attempt-1', type, values };
}
