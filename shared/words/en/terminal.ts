/** Browser mode in a terminal. */
export const TERMINAL = {
  /** @param folder where everything is kept when `--data` says nothing */
  usage: (folder: string): string =>
    `Fieldbinder in your browser. Everything stays on this computer until it is sent to SalesBinder.

  --no-open       open no window, only print the address
  --port N        the port on 127.0.0.1 (8123; 0 picks a free one)
  --data FOLDER   where everything is kept (${folder})
  --time-scale N  divide the waits between tries by N, for tests (1)
  --help          this text`,
  wrongPort: '--port takes a number from 0 to 65535.',
  wrongTimeScale: '--time-scale takes a whole number from 1.',
  wrongFolder: '--data takes a folder.',
  /** @param why Node's own reason, where it gave one */
  notUnderstood: (why: string): string => `${why || 'Not understood'}. Try --help.`,
  portTaken: (port: number): string =>
    `Port ${port} is taken; choose another with --port, or --port 0 for any.`,
  running: (address: string): string => `Fieldbinder is running at ${address}`,
} as const;
