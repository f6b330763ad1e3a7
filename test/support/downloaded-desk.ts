import type { Practice } from '../../electron/practice/practice.ts';
import type { SomeValues } from '../../electron/practice/site.ts';
import type { DeskPage } from './desk-page.ts';
import type { DeskRig } from './desk-rig.ts';
import { siteWith } from './fake-site.ts';

export const ACME: SomeValues = {
  name: 'Acme, Inc',
  office_email: 'sales@acme.example',
  office_phone: '604 555 0100',
  url: 'acme.example',
  billing_city: 'Bath',
};

/** A desk that has downloaded a site's accounts. */
export async function downloadedDesk(
  { server, folder, desk }: DeskRig,
  accounts: readonly SomeValues[],
): Promise<{ readonly site: Practice; readonly app: DeskPage }> {
  const site = await server({ saved: siteWith(accounts) });
  const app = await desk({ folder: await folder(), salesbinder: site.origin });
  await app.connect();
  await app.status.filter({ hasText: 'Ready for offline' }).waitFor();
  return { site, app };
}

export async function search(app: DeskPage, text: string): Promise<void> {
  await app.page.getByRole('searchbox', { name: 'Search accounts' }).fill(text);
}

export function idOf(site: Practice, name: string): string {
  const account = site.accounts().find((one) => one.values.name === name);
  if (account === undefined) throw new Error(`SalesBinder has no ${name}`);
  return account.id;
}

export function valuesOf(site: Practice, name: string): SomeValues | undefined {
  return site.accounts().find((one) => one.values.name === name)?.values;
}
