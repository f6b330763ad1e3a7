/**
 * Wraps the true preload bundle for a page: it gets `require('electron')` with a contextBridge and an ipcRenderer,
 * as a sandboxed preload does, and nothing else of Node. What it exposes reaches the page as frozen functions whose
 * arguments and answers are structured clones, as over Electron's bridge. Only in the top frame.
 */
export function preloadScript(bundle: string): string {
  return `(() => {
  if (window !== window.top) return;
  const { standInIpc: ipc, standInViolation: tell } = window;
  const listeners = new Map();
  const clone = (value) => structuredClone(value);
  const across = (value) =>
    typeof value !== 'function' ? clone(value) : (...args) => {
      const result = value(...args.map((each) => (typeof each === 'function' ? each : clone(each))));
      return result instanceof Promise ? result.then(clone) : across(result);
    };
  const electron = {
    contextBridge: {
      exposeInMainWorld(name, api) {
        const exposed = Object.fromEntries(Object.entries(api).map(([key, value]) => [key, across(value)]));
        Object.defineProperty(window, name, { value: Object.freeze(exposed), enumerable: true });
      },
    },
    ipcRenderer: {
      invoke: async (channel, ...args) => ipc('invoke', channel, clone(args)),
      send: (channel, ...args) => void ipc('send', channel, clone(args)),
      on: (channel, listener) => listeners.set(listener, channel),
      off: (_channel, listener) => listeners.delete(listener),
    },
  };
  Object.defineProperty(window, Symbol.for('stand-in'), {
    value: {
      deliver(channel, args) {
        for (const [listener, name] of [...listeners]) if (name === channel) listener({}, ...args);
      },
    },
  });
  addEventListener('securitypolicyviolation', (event) =>
    tell(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
  const require = (name) => {
    if (name !== 'electron') throw new Error('A sandboxed preload has no ' + name);
    return electron;
  };
  const module = { exports: {} };
  (function (require, module, exports, process, Buffer, global) {
${bundle}
  })(require, module, module.exports);
})();`;
}
