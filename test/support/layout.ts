/**
 * happy-dom lays nothing out. The virtual list only shows rows that have room, so tests that look at rows say how
 * tall things are: the list is `viewport` high and each row `row`. Pixels.
 */
export function layOut({ viewport = 600, row = 40 } = {}): void {
  const heightOf = (element: Element): number =>
    element.getAttribute('role') === 'rowgroup' ? viewport : row;

  class Observer {
    #tell: ResizeObserverCallback;
    constructor(tell: ResizeObserverCallback) {
      this.#tell = tell;
    }
    observe(target: Element): void {
      const contentRect = new DOMRect(0, 0, 800, heightOf(target));
      const entry = { target, contentRect } as unknown as ResizeObserverEntry;
      queueMicrotask(() => this.#tell([entry], this));
    }
    unobserve(): void {}
    disconnect(): void {}
  }

  Object.defineProperty(window, 'ResizeObserver', { configurable: true, value: Observer });
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
    configurable: true,
    get(this: HTMLElement) {
      return this.parentElement;
    },
  });
}
