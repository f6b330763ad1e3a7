/** A process that measures one row and hands its figures to the one that started it. */
import { fillDesk } from './bench-desk.ts';
import type { Order } from './order.ts';
import { HOST_ROWS } from './rows.ts';

/** The task: fill a folder, or measure a row. */
export type Task =
  | { readonly do: 'fill'; readonly folder: string; readonly accounts: number; readonly unsent: number }
  | { readonly do: 'measure'; readonly row: string; readonly order: Order };

process.once('message', (task: Task) => {
  void perform(task).then((figures) => {
    process.send?.(figures, () => process.disconnect());
  });
});

// Whoever started it is gone, or has everything.
process.once('disconnect', () => process.exit());

async function perform(task: Task): Promise<unknown> {
  if (task.do === 'fill') {
    await fillDesk(task.folder, task.accounts, task.unsent);
    return [];
  }
  const measure = HOST_ROWS[task.row];
  if (measure === undefined) throw new Error(`No row ${task.row}`);
  return measure(task.order);
}
