/**
 * The watcher that runs in the page, and changes nothing. Functions here travel as text, so they name nothing outside.
 */

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
  /** The typed text was already shown when that frame began. */
  shown: boolean;
}

export interface Frames {
  /** Ms between the beginnings of frames that follow each other. */
  readonly intervals: readonly number[];
  /** Frames in whose list some place showed nothing. */
  readonly blank: number;
}

declare global {
  interface Window {
    probe: {
      firstRow: number;
      allRows: number;
      rowsWanted: number;
      strokes: Stroke[];
      /** Looks whether the last stroke's first frame was right. */
      judge: () => void;
      frames: Frames;
    };
  }
}

/** Before the window's first script. */
export function watchLoading(rowsWanted: number): void {
  window.probe = {
    firstRow: 0,
    allRows: 0,
    rowsWanted,
    strokes: [],
    judge: () => undefined,
    frames: { intervals: [], blank: 0 },
  };
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

/**
 * For each key: was the first frame after it there in time, and did it show what still stood there when the next key
 * came? (That a row's text has what was typed says less: a phone number is searched in and stands in no column.)
 */
export function watchTyping(): void {
  const search = document.querySelector<HTMLInputElement>('input[type="search"]');
  const { probe } = window;
  probe.strokes = [];
  const onTop = (): string =>
    [...document.querySelectorAll('[role="row"][aria-selected]')]
      .filter((row) => Number(row.getAttribute('aria-rowindex')) <= 15)
      .map((row) => row.textContent)
      .join();
  probe.judge = () => undefined;
  search?.addEventListener('input', (event) => {
    // The list shows nothing of this key yet.
    probe.judge();
    requestAnimationFrame((frameAt) => {
      const first = onTop();
      const stroke = { toFrame: frameAt - event.timeStamp, shown: false };
      probe.strokes.push(stroke);
      probe.judge = () => {
        stroke.shown = onTop() === first;
      };
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
