import { describe, expect, it, vi } from 'vitest';
import { menuTemplate } from '../../../../electron/desktop/menu.ts';

vi.mock('electron', () => ({ Menu: {} }));

function menuOn(platform: NodeJS.Platform) {
  const nothing = () => undefined;
  return menuTemplate({ choose: nothing, openSite: nothing, showLog: nothing }, platform);
}

describe('the menu bar', () => {
  it('begins with the app’s own menu on macOS, which holds Settings and Quit', () => {
    const [first, file] = menuOn('darwin');
    expect(first?.role).toBe('appMenu');
    expect(JSON.stringify(first)).toMatch(/Settings.*"quit"/);
    expect(JSON.stringify(file)).toContain('"close"');
    expect(JSON.stringify(file)).not.toMatch(/Settings|"quit"/);
  });

  it.each(['win32', 'linux'] as const)(
    'begins with File on %s, which holds Settings and Quit',
    (platform) => {
      const [first] = menuOn(platform);
      expect(first?.label).toBe('File');
      expect(JSON.stringify(first)).toMatch(/Settings.*"quit"/);
    },
  );

  it.each(['darwin', 'win32', 'linux'] as const)(
    'offers no reload and no developer tools on %s',
    (platform) => {
      expect(JSON.stringify(menuOn(platform))).not.toMatch(/viewMenu|reload|devtools/i);
    },
  );
});
