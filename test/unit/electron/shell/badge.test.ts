import type { BrowserWindow } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Badge } from '../../../../electron/desktop/badge.ts';

const counts: number[] = [];
vi.mock('electron', () => ({
  app: { setBadgeCount: (count: number) => counts.push(count) },
  nativeImage: { createFromBuffer: (bytes: Buffer) => ({ begins: bytes.toString('latin1', 1, 4) }) },
}));
beforeEach(() => void counts.splice(0));

/** A window's button on Windows' taskbar. */
function taskbarButton() {
  const shown: (readonly [unknown, string])[] = [];
  const window = { setOverlayIcon: (image: unknown, words: string) => shown.push([image, words]) };
  return { shown, window: window as unknown as BrowserWindow };
}

describe('what needs a person', () => {
  it.each(['darwin', 'linux'] as const)('is a number on %s', (platform) => {
    const { shown, window } = taskbarButton();
    const badge = new Badge(() => window, platform);
    badge.show(3);
    badge.show(0);
    expect(counts).toEqual([3, 0]);
    expect(shown).toEqual([]);
  });

  it('is a dot with words on Windows’ taskbar, which goes when nothing does', () => {
    const { shown, window } = taskbarButton();
    const badge = new Badge(() => window, 'win32');
    badge.show(1);
    badge.show(2);
    badge.show(0);
    expect(shown).toEqual([
      [{ begins: 'PNG' }, '1 account needs you'],
      [{ begins: 'PNG' }, '2 accounts need you'],
      [null, ''],
    ]);
    expect(counts).toEqual([]);
  });

  it('is drawn on a window that comes later, on Windows', () => {
    const { shown, window } = taskbarButton();
    let current: BrowserWindow | null = null;
    const badge = new Badge(() => current, 'win32');
    badge.show(2);
    current = window;
    badge.draw();
    expect(shown.map(([, words]) => words)).toEqual(['2 accounts need you']);
  });
});
