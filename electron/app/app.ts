import { failed, ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';
import type { App, AppOptions } from './app-port.ts';
import { systemClock } from '../clock.ts';
import { handlersOf } from './handlers.ts';
import { keepSettings } from './settings.ts';
import { originOf } from '../salesbinder/origin.ts';
import { nodeFiles } from '../store/disk/files.ts';
import { lockFolder } from '../store/disk/lock.ts';
import { realPacer } from '../store/disk/pacer.ts';
import { openSettings } from '../store/schemas/settings-store.ts';
import { CurrentWorkspace } from './current-workspace.ts';
import { noticesOf } from './workspace.ts';

/** The app without its shell: opens the stores, starts the sync, answers the contract. It knows no Electron. */
export async function startApp({ folder, ...options }: AppOptions): Promise<Result<App>> {
  const { salesbinderOrigin } = options;
  const standIn = originOf('any', salesbinderOrigin ?? undefined);
  if (!standIn.ok) return standIn;
  let lost = (): void => undefined;
  const lock = await lockFolder(folder, () => {
    lost();
  });
  if (lock.is === 'held') return failed({ what: 'storage', reason: 'io', detail: 'in-use' });
  if (lock.is === 'failed') return failed(lock.problem);

  const place = { files: options.files ?? nodeFiles, pacer: realPacer, folder };
  const opened = await openSettings(place);
  if (!opened.ok) {
    await lock.release();
    return opened;
  }
  const settings = keepSettings(opened.value.collection);
  const desk = new CurrentWorkspace({
    ...options,
    place,
    settings,
    clock: systemClock(),
    random: Math.random,
    settingsNotices: noticesOf('', [opened.value]),
  });
  lost = () => void desk.abandon();
  const close = async (): Promise<boolean> => {
    const settled = await desk.closeWorkspace();
    await opened.value.collection.close();
    await lock.release();
    return settled;
  };
  const reopened = await desk.reopen();
  if (!reopened.ok) {
    await close();
    return reopened;
  }
  return ok({
    handlers: handlersOf(desk),
    subscribe: (listener) => desk.subscribe(listener),
    hint: () => desk.open?.sync.hasten(),
    close,
  });
}
