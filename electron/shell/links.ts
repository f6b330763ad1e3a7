/** Pages that the app may open in the person's own browser, and nothing else. */
export function mayOpen(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.username !== '' || url.port !== '') return false;
  return url.hostname === 'salesbinder.com' || url.hostname.endsWith('.salesbinder.com');
}
