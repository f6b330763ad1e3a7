import { measureWindow } from './window.ts';

/** `tsx test/bench/window-alone.ts [accounts …]`: the window's figures by themselves. */
const asked = process.argv.slice(2).map(Number);
for (const accounts of asked.length === 0 ? [0, 1_000, 10_000, 100_000] : asked) {
  console.log(JSON.stringify(await measureWindow(accounts), round, 1));
}

function round(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value;
}
