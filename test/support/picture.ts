import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DeskPage } from './desk-page.ts';
import { browserShell, closeChromium } from './shell-browser.ts';

/** `npm run pictures`: takes the README's pictures anew, from the product: the first run and the practice workspace. */
const target = fileURLToPath(new URL('../../build/readme', import.meta.url));
await mkdir(target, { recursive: true });

const folder = await mkdtemp(join(tmpdir(), 'fieldbinder-picture-'));
const shell = await browserShell.open({ folder, viewport: { width: 1280, height: 800 } });
const desk = new DeskPage(shell);
await desk.page.getByRole('button', { name: 'Practice' }).waitFor();
await take('first-run');
await desk.practise();
const accounts = [
  ['Supplier', 'Cascade Packaging', 'orders@cascade.example', 'Seattle', 'United States'],
  ['Customer', 'Bäckerei Müller & Söhne', 'info@mueller.example', 'Berlin', 'Germany'],
  ['Prospect', 'Northwind Traders', 'hello@northwind.example', 'Vancouver', 'Canada'],
  ['Customer', 'Atelier Lefèvre', 'contact@lefevre', 'Lyon', 'France'],
  ['Customer', 'Harbour Books', 'till@harbour.example', 'Bristol', 'United Kingdom'],
] as const;
for (const [type, name, email, City, Country] of accounts) {
  await desk.capture({
    type,
    main: { 'Business name': name, 'E-mail': email, Phone: '604 555 0142' },
    billing: { City, Country },
  });
}
await desk.reads('Harbour Books', /Sent/);
await desk.reads('Atelier', /Needs you/);
await desk.page.getByRole('switch', { name: 'No connection' }).click();
for (const name of ['Okanagan Cider Works', 'Maritime Outfitters']) {
  await desk.capture({ type: 'Prospect', main: { 'Business name': name }, billing: { City: 'Halifax' } });
}
await desk.status.filter({ hasText: /\d+ waiting/ }).waitFor();
await desk.open('Okanagan Cider Works');
await take('offline');
await desk.open('Atelier Lefèvre');
await take('desk');
await shell.quit();
await closeChromium();
await rm(folder, { recursive: true, force: true });
console.log(`The pictures are in ${target}`);

async function take(name: string): Promise<void> {
  // Over nothing that answers to it.
  await desk.page.mouse.move(640, 790);
  await desk.page.screenshot({ path: join(target, `${name}.png`) });
}
