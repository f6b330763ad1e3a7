import { readFileSync, writeFileSync } from 'node:fs';
import { screen } from 'electron';
import type { BrowserWindow, Rectangle } from 'electron';
import * as v from 'valibot';

const whole = v.pipe(v.number(), v.integer());
const schema = v.strictObject({ x: whole, y: whole, width: whole, height: whole, maximized: v.boolean() });

export interface Bounds {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

const FIRST: Bounds = { width: 1280, height: 820, maximized: false };

/** Where the window was, when a screen is still there to show it; else the first size, centred. */
export function boundsFor(file: string): Bounds {
  const kept = read(file);
  if (kept === null) return FIRST;
  const seen = screen.getAllDisplays().some(({ workArea }) => overlaps(kept, workArea));
  return seen ? kept : { ...FIRST, maximized: kept.maximized };
}

/**
 * A window's place while it is neither maximized, minimized nor full screen. Electron's `getNormalBounds` gives the
 * maximized ones on Linux, where a window may also grow a moment before it is known to be maximized.
 */
export class NormalBounds {
  #now: Rectangle;
  #before: Rectangle;
  #changedAt = -Infinity;

  constructor(window: BrowserWindow, clock: () => number = () => performance.now()) {
    this.#now = window.getBounds();
    this.#before = this.#now;
    const note = (): void => {
      if (window.isMaximized() || window.isMinimized() || window.isFullScreen()) return;
      const bounds = window.getBounds();
      if (sameBounds(bounds, this.#now)) return;
      // A drag changes them many times; what was before all of it is what a maximizing goes back to.
      if (clock() - this.#changedAt > SETTLED) this.#before = this.#now;
      this.#now = bounds;
      this.#changedAt = clock();
    };
    const takeBack = (): void => {
      if (clock() - this.#changedAt <= SETTLED) this.#now = this.#before;
    };
    window.on('resize', note);
    window.on('move', note);
    window.on('maximize', takeBack);
    window.on('enter-full-screen', takeBack);
  }

  get now(): Rectangle {
    return this.#now;
  }
}

/** Within so many ms a change of size and the word that the window is maximized belong together. */
const SETTLED = 500;

function sameBounds(one: Rectangle, other: Rectangle): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}

/** A comfort, not data: when it can't be written, nobody is bothered. */
export function keepBounds(file: string, kept: Required<Bounds>): void {
  try {
    writeFileSync(file, JSON.stringify(kept), { mode: 0o600 });
  } catch {
    return;
  }
}

function read(file: string) {
  try {
    const kept = v.safeParse(schema, JSON.parse(readFileSync(file, 'utf8')));
    return kept.success ? kept.output : null;
  } catch {
    return null;
  }
}

/** Enough of it to take hold of. */
function overlaps(window: Rectangle, area: Rectangle): boolean {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const height = Math.min(window.y + window.height, area.y + area.height) - Math.max(window.y, area.y);
  return width >= 120 && height >= 80;
}
