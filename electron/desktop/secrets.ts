import { safeStorage } from 'electron';
import type { Secrets } from '../host.ts';
import { keysFile, plainSealing } from '../shell/keys-file.ts';
import type { Sealing } from '../shell/keys-file.ts';

/** Only once the app is ready. Without a keystore the file is plain, and a key goes there only on the person's wish. */
export async function desktopSecrets(path: string): Promise<Secrets> {
  return keysFile(path, (await hasKeystore()) ? keystoreSealing : plainSealing);
}

async function hasKeystore(): Promise<boolean> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
  // With `basic_text` Chromium encrypts with a password that stands in its source: that is no keystore.
  return (
    process.platform !== 'linux' ||
    !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
  );
}

const keystoreSealing: Sealing = {
  kind: 'keystore',
  seal: async (key) => (await safeStorage.encryptStringAsync(key)).toString('base64'),
  unseal: async (sealed) => {
    try {
      return (await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))).result;
    } catch {
      // Another user's keystore, or one that was reset: the key is asked for again.
      return null;
    }
  },
};
