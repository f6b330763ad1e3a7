/** What runs in the page: it watches, and changes nothing. Functions here travel as text, so they name nothing outside. */

export interface Loading {
  /** Ms since the navigation began. */
  readonly firstPaint: number;
  /** Ms: the first row is there and can be found (with no accounts: the list says that it is empty). */
  readonly firstRow: number;
  /** Ms: every row is there. */
  readonly allRows: number;
}

export interface Stroke {
  /** Ms from the key to the next frame's beginning. */
  readonly toFrame: number;
  /** What was typed was already shown when that frame began. */
  readonly shown: boolean;
}

export interface Frames {
  /** Ms between the beginnings of frames that follow each other. */
  readonly intervals: readonly number[];
  /** Frames in whose list some place showed nothing. */
  readonly blank: number;
}

declare global {
  interface Window {
    probe: { firstRow: number; allRows: number; rowsWanted: number; strokes: Stroke[]; frames: Frames };
  }
}

/** Before the window's first script. */
export function watchLoading(rowsWanted: number): void {
  window.probe = { firstRow: 0, allRows: 0, rowsWanted, strokes: [], frames: { intervals: [], blank: 0 } };
  const look = (): void => {
    const { probe } = window;
    const grid = document.querySelector('[role="grid"]');
    const row = grid?.querySelector('[role="row"][aria-selected]') ?? null;
    const empty = rowsWanted === 0 && document.querySelector('.empty h3') !== null;
    if (probe.firstRow === 0 && (row !== null || empty)) probe.firstRow = performance.now();
    const count = Number(grid?.getAttribute('aria-rowcount') ?? 0) - 1;
    if (probe.firstRow > 0 && count >= rowsWanted) probe.allRows = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** For each key: was the first frame after it there in time, and did it show what the key asked for? */
export function watchTyping(): void {
  const search = document.querySelector<HTMLInputElement>('input[type="search"]');
  window.probe.strokes = [];
  search?.addEventListener('input', (event) => {
    const asked = search.value;
    requestAnimationFrame((frameAt) => {
      const first = document.querySelector('[role="row"][aria-selected]')?.textContent ?? null;
      const words = asked.toLowerCase().trim().split(' ');
      const fold = (text: string): string =>
        text
          .normalize('NFD')
          .replace(/\p{Mn}/gu, '')
          .toLowerCase();
      const shown =
        first === null || search.value !== asked || words.every((word) => fold(first).includes(word));
      window.probe.strokes.push({ toFrame: frameAt - event.timeStamp, shown });
    });
  });
}

/** Until `window.probe.frames` is taken away. */
export function watchFrames(): void {
  const list = document.querySelector('[role="rowgroup"]');
  const box = list?.getBoundingClientRect();
  const frames = { intervals: [] as number[], blank: 0 };
  window.probe.frames = frames;
  let before: number | null = null;
  const frame = (at: number): void => {
    if (window.probe.frames !== frames || box === undefined) return;
    if (before !== null) frames.intervals.push(at - before);
    before = at;
    // Not by elementFromPoint: the list takes no pointer while it scrolls.
    const rows = [...document.querySelectorAll('[role="rowgroup"] [role="row"]')];
    const boxes = rows.map((row) => row.getBoundingClientRect());
    const places = [box.top + 8, box.top + box.height / 2, box.bottom - 8];
    if (!places.every((y) => boxes.some(({ top, bottom }) => top <= y && y <= bottom))) frames.blank += 1;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
