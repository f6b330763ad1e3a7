import axe from 'axe-core';
import { describe, it } from 'vitest';
import { passesAxe } from '../support/accessible.ts';
import { deskRig } from '../support/desk-rig.ts';

// Browser mode's own: the desktop app has one window.

const { folder, desk } = deskRig();

describe('a window from which another one took over', () => {
  it.each([false, true])('says so, and axe finds nothing in it (dark: %s)', async (dark) => {
    const app = await desk({ folder: await folder(), dark });
    await app.page.addInitScript({ content: axe.source });
    await app.page.reload();
    await app.practise();
    const other = await app.page.context().newPage();
    await other.goto(app.shell.address);
    await app.page.getByText('Fieldbinder was opened in another window').waitFor();
    await passesAxe(app.page, 'superseded');
  });
});
