/** The header made from a person's API key. The key leaves this computer in it alone, and turns up nowhere else. */

/** HTTP Basic with the key as the user name and `x` as the password: as SalesBinder's own plugins do it. */
export function authorization(key: string): string {
  return `Basic ${Buffer.from(`${key}:x`, 'utf8').toString('base64')}`;
}

/** Keys of API 3 look different, and API 2 can only say 401 to them. */
export function whyRefused(key: string): 'refused' | 'v3' {
  return key.trim().startsWith('sb_live_') ? 'v3' : 'refused';
}
