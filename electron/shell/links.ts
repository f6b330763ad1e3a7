/** Pages that the window itself may lead to: SalesBinder's, and nothing else. */
export function mayOpen(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.username !== '' || url.port !== '') return false;
  return url.hostname === 'salesbinder.com' || url.hostname.endsWith('.salesbinder.com');
}

/**
 * Addresses that the app may hand to the system because a person pressed a button for it: a page, a mail to write, a
 * number to call. Never a file, a script, another program's scheme, or a page with a name and password in its address.
 */
export function mayOpenOutside(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  switch (url.protocol) {
    case 'https:':
    case 'http:':
      return url.username === '' && url.password === '';
    case 'mailto:':
      return url.search === '' && /^[^@,;]+@[^@,;]+$/.test(url.pathname);
    case 'tel:':
      return /^\+?\d+(?:;ext=\d+)?$/.test(url.pathname) && url.search === '';
    default:
      return false;
  }
}
