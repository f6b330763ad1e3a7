import { EventEmitter } from 'node:events';

/** A line of a menu, as far as a test looks at it. */
export interface StandInItem {
  readonly label?: string;
  readonly role?: string;
  readonly accelerator?: string;
  readonly checked?: boolean;
  readonly registerAccelerator?: boolean;
  readonly submenu?: StandInMenu;
  readonly click?: () => void;
}
export type StandInMenu = readonly StandInItem[];

export function linesOf(menu: StandInMenu): StandInMenu {
  return menu.flatMap((item) => [item, ...(item.submenu ?? [])]);
}

export function itemIn(menu: StandInMenu, label: string): StandInItem {
  const found = linesOf(menu).find((item) => item.label === label);
  if (found === undefined) throw new Error(`No ${label} in the menu`);
  return found;
}

export class StandInTray extends EventEmitter {
  menu: StandInMenu = [];
  toolTip = '';
  destroyed = false;
  setContextMenu = (menu: StandInMenu): void => void (this.menu = menu);
  setToolTip = (text: string): void => void (this.toolTip = text);
  destroy = (): void => void (this.destroyed = true);
}
