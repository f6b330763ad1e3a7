import { Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../shared/contract/desktop.ts';
import { MENU } from '../../shared/words/en/shell.ts';

export interface MenuActions {
  choose(command: MenuCommand): void;
  openSite(): void;
  showLog(): void;
}

/** The menu bar as each platform wants it. */
export function setMenu(actions: MenuActions, platform = process.platform): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate([...menuTemplate(actions, platform)]));
}

export function menuTemplate(
  actions: MenuActions,
  platform: NodeJS.Platform,
): readonly MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const item = itemFor(actions);
  const settings = item('settings', MENU.settings, 'CmdOrCtrl+,');
  return [
    ...(mac ? [appMenu(settings)] : []),
    { label: MENU.file, submenu: fileMenu(item, mac ? [{ role: 'close' }] : [settings, { role: 'quit' }]) },
    { role: 'editMenu' },
    { label: MENU.view, submenu: viewMenu(item) },
    { role: 'windowMenu' },
    {
      role: 'help',
      label: MENU.help,
      submenu: [
        item('shortcuts', MENU.shortcuts),
        { label: MENU.website, click: actions.openSite },
        { label: MENU.log, click: actions.showLog },
        ...(mac ? [] : [SEPARATOR, { role: 'about' as const }]),
      ],
    },
  ];
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

type Item = ReturnType<typeof itemFor>;

function fileMenu(item: Item, last: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return [
    item('new', MENU.newAccount, 'CmdOrCtrl+N'),
    SEPARATOR,
    item('save', MENU.save, 'CmdOrCtrl+Enter'),
    item('save-and-new', MENU.saveAndNew, 'CmdOrCtrl+Shift+Enter'),
    SEPARATOR,
    item('sync', MENU.sync, 'F5'),
    SEPARATOR,
    ...last,
  ];
}

/** Not the `viewMenu` role: that brings Reload and the developer tools, and F5 is the window's own key. */
function viewMenu(item: Item): MenuItemConstructorOptions[] {
  return [
    item('search', MENU.search, 'CmdOrCtrl+F'),
    item('commands', MENU.commands, 'CmdOrCtrl+K'),
    SEPARATOR,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    ...MORE_ZOOM_KEYS,
    SEPARATOR,
    { role: 'togglefullscreen' },
  ];
}

/**
 * The roles alone have Ctrl+Plus, Ctrl+- and Ctrl+0: where Plus needs Shift, people press Ctrl+=, and the keypad has keys
 * of its own.
 */
const MORE_ZOOM_KEYS: readonly MenuItemConstructorOptions[] = (
  [
    ['zoomIn', 'CmdOrCtrl+='],
    ['zoomIn', 'CmdOrCtrl+numadd'],
    ['zoomOut', 'CmdOrCtrl+numsub'],
    ['resetZoom', 'CmdOrCtrl+num0'],
  ] as const
).map(([role, accelerator]) => ({ role, accelerator, visible: false, acceleratorWorksWhenHidden: true }));

function appMenu(settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      settings,
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
}

/**
 * The window hears its own keys itself, in browser mode too, and by their place where a keyboard writes no Latin
 * letters: the menu only shows them, else each would act twice. macOS knows no key that is only shown
 * (electron/electron#18295: registerAccelerator has no effect there), but asks the page first, and the menu only about
 * what the page did not take: so the window takes each of these keys, also where it does nothing with it.
 */
function itemFor(actions: MenuActions) {
  return (command: MenuCommand, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    click: () => actions.choose(command),
  });
}
