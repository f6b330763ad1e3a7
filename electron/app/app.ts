import { failed, ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';
import type { App, AppOptions } from './app-port.ts';
import { systemClock } from '../clock.ts';
import { handlersOf } from './handlers.ts';
import { keepSettings } from './settings.ts';
import { originOf } from '../salesbinder/origin.ts';
import { nodeFiles } from '../store/disk/files.ts';
import { guardedFiles } from '../store/disk/guarded-files.ts';
import type { FolderLock, OnTrouble } from '../store/disk/held-lock.ts';
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
  let tell: OnTrouble = () => undefined;
  const lock = await lockFolder(folder, (problem) => tell(problem));
  if (lock.is === 'held') return failed({ what: 'storage', reason: 'in-use', detail: 'lock' });
  if (lock.is === 'failed') return failed(lock.problem);

  const files = guardedFiles(options.files ?? nodeFiles, () => lock.mayWrite());
  const place = { files, pacer: realPacer, folder };
  const opened = await openSettings(place);
  if (!opened.ok) {
    await lock.release();
    return opened;
  }
  const current = new CurrentWorkspace({
    ...options,
    place,
    isOurs: () => lock.isStillOurs(),
    settings: keepSettings(opened.value.collection),
    clock: systemClock(),
    random: Math.random,
    settingsNotices: noticesOf('', [opened.value]),
  });
  tell = (problem) => current.folderTrouble(problem);
  const close = async (): Promise<boolean> => {
    const settled = await current.close();
    await opened.value.collection.close();
    await lock.release();
    return settled;
  };
  const reopened = await current.reopen();
  if (!reopened.ok) {
    await close();
    return reopened;
  }
  return ok(running(current, lock, close));
}

function running(current: CurrentWorkspace, lock: FolderLock, close: App['close']): App {
  return {
    handlers: handlersOf(current),
    get workspace() {
      return current.open?.workspace.id ?? null;
    },
    subscribe: (listener) => current.subscribe(listener),
    hint: () => wake(current, lock),
    close,
  };
}

function wake(current: CurrentWorkspace, lock: FolderLock): void {
  // Who lost the folder while asleep hears that before anything is tried.
  lock.isStillOurs();
  current.open?.sync.hasten();
}
