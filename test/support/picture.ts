import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DeskPage } from './desk-page.ts';
import { browserShell, closeChromium } from './shell-browser.ts';

/** `npm run picture`: takes the README's picture anew, in the practice workspace. */
const target = fileURLToPath(new URL('../../build/readme/desk.png', import.meta.url));

const folder = await mkdtemp(join(tmpdir(), 'fieldbinder-picture-'));
const shell = await browserShell.open({ folder, viewport: { width: 1280, height: 800 } });
const desk = new DeskPage(shell);
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
await desk.open('Atelier Lefèvre');
await mkdir(dirname(target), { recursive: true });
await desk.page.mouse.move(640, 700);
await desk.page.screenshot({ path: target });
await shell.quit();
await closeChromium();
await rm(folder, { recursive: true, force: true });
console.log(`The picture is in ${target}`);
