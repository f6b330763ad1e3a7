import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { KEY } from '../support/desk-page.ts';
import { deskRig } from '../support/desk-rig.ts';
import { startHost } from '../support/shell-browser.ts';

const { server, folder, desk } = deskRig();

/** The key as it is, and as it travels. */
const forms = [KEY, Buffer.from(`${KEY}:x`).toString('base64'), Buffer.from(KEY).toString('base64')];

describe('the API key', () => {
  it('is in no file, no output and no answer to the window unless the person chose to keep it', async () => {
    const site = await server();
    const data = await folder();
    const toWindow: string[] = [];
    const app = await desk({ folder: data, salesbinder: site.origin });
    app.page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => toWindow.push(String(payload))),
    );
    await app.page.reload();
    await app.connect(KEY, false);
    await app.capture({ type: 'Customer', main: { 'Business name': 'Acme', 'E-mail': 'not an e-mail' } });
    await app.reads('Acme', /Needs you/);
    expect(toWindow.length).toBeGreaterThan(5);
    expect(await app.shell.quit()).toBe(0);
    expect(await holding(data)).toEqual([]);
    for (const form of forms) {
      expect(app.shell.said()).not.toContain(form);
      expect(toWindow.join('\n')).not.toContain(form);
    }

    const again = await desk({ folder: data, salesbinder: site.origin });
    await again.button('Enter the API key').waitFor();
    await again.reads('Acme', /Needs you/);
  });

  it('is in one file that only this user can read when the person chose so', async () => {
    const site = await server();
    const data = await folder();
    const app = await desk({ folder: data, salesbinder: site.origin });
    await app.connect(KEY, true);
    await app.capture({ type: 'Customer', main: { 'Business name': 'Acme' } });
    await app.reads('Acme', /Sent/);
    expect(await app.shell.quit()).toBe(0);
    expect(await holding(data)).toEqual(['keys.json']);
    const again = await desk({ folder: data, salesbinder: site.origin });
    await again.status.filter({ hasText: /Connected/ }).waitFor();
  });
});

describe('the data folder', () => {
  it('belongs to one process: a second one says so in a line and leaves it alone', async () => {
    const data = await folder();
    const app = await desk({ folder: data });
    await app.practise();
    const second = startHost(join(await ensureBuilt(), 'host', 'browser.js'), { folder: data });
    await expect(second.address).rejects.toThrow('is already running');
    expect(second.said().trim().split('\n')).toHaveLength(1);
    await app.capture({ type: 'Customer', main: { 'Business name': 'Still works' } });
  });

  it('with a damaged journal is opened with what could be read; the rest is set aside and told', async () => {
    const data = await folder();
    const site = await server({ faults: { offline: true } });
    const app = await desk({ folder: data, salesbinder: site.origin });
    await app.connect();
    for (const name of ['One', 'Two', 'Three'])
      await app.capture({ type: 'Customer', main: { 'Business name': name } });
    await app.shell.quit();
    const workspace = join(data, 'workspaces', 'acme');
    const journal = (await readdir(workspace)).find((name) => /^outbox\..*journal$/.test(name));
    const path = join(workspace, journal ?? 'no journal');
    const bytes = await readFile(path);
    const at = bytes.indexOf('"Two"');
    expect(at).toBeGreaterThan(0);
    await writeFile(path, bytes.fill('X', at, at + 3));

    const again = await desk({ folder: data, salesbinder: site.origin });
    await again.page
      .getByText(/was damaged/)
      .first()
      .waitFor();
    await again.reads('One', 'Waiting to send');
    await again.reads('Three', 'Waiting to send');
    const kept = (await readdir(workspace)).filter((name) => name.includes('damaged'));
    expect(kept).not.toEqual([]);
  });

  it('with unreadable settings begins with the defaults and says so; accounts are untouched', async () => {
    const data = await folder();
    const app = await desk({ folder: data });
    await app.practise();
    await app.capture({ type: 'Customer', main: { 'Business name': 'One' } });
    await app.reads('One', /Sent/);
    await app.shell.quit();
    for (const name of await readdir(data)) {
      if (name.startsWith('settings.')) await writeFile(join(data, name), 'null');
    }
    const again = await desk({ folder: data });
    await again.page
      .getByText(/was damaged/)
      .first()
      .waitFor();
    await again.practise();
    await again.reads('One', /Sent/);
  });
});

async function holding(data: string): Promise<readonly string[]> {
  const files = await readdir(data, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const file of files) {
    if (!file.isFile()) continue;
    const text = await readFile(join(file.parentPath, file.name), 'latin1');
    if (forms.some((form) => text.includes(form))) found.push(file.name);
  }
  return found;
}
