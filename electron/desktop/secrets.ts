import { safeStorage } from 'electron';
import type { Secrets } from '../host.ts';
import { keysFile } from '../shell/keys-file.ts';
import type { FoundKeystore, Sealing } from '../shell/keys-file.ts';

/** Only once the app is ready. The system may ask its person first, so nothing that can go on without waits for it. */
export function desktopSecrets(path: string): Secrets {
  return keysFile(path, findKeystore());
}

async function findKeystore(): Promise<FoundKeystore> {
  if (process.platform === 'linux' && NO_KEYSTORE.has(safeStorage.getSelectedStorageBackend())) {
    return { is: 'plain' };
  }
  return (await safeStorage.isAsyncEncryptionAvailable())
    ? { is: 'keystore', sealing: keystoreSealing }
    : { is: 'unavailable' };
}

/** With `basic_text` Chromium encrypts with a password that stands in its source: that is no keystore. */
const NO_KEYSTORE: ReadonlySet<string> = new Set(['basic_text', 'unknown']);

const keystoreSealing: Sealing = {
  seal: async (key) => (await safeStorage.encryptStringAsync(key)).toString('base64'),
  unseal: async (sealed) => {
    try {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'));
      return { key: result, outdated: shouldReEncrypt };
    } catch {
      // Another user's keystore, or one that was reset: the key is asked for again.
      return null;
    }
  },
};
