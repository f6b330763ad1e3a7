import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { NEW, OLD, updaterRig } from '../../support/updater-rig.ts';

vi.mock('electron', () => ({ app: { isPackaged: false } }));

const rig = updaterRig();

describe('a download that breaks off', () => {
  it.each([0, 1, 10_000, NEW.length - 1])(
    'after %i bytes leaves nothing that could be installed, and the next look brings it whole',
    async (breaksAfter) => {
      rig.feed.offer({ version: '1.1.0', program: NEW, breaksAfter });
      const looking = rig.updates();
      await looking.look();
      expect(rig.ready).toEqual([]);
      expect(rig.lines.at(-1)).toEqual({ is: 'update', step: 'failed', version: null });
      expect(rig.downloaded().filter((name) => /^Fieldbinder.*AppImage$/.test(name))).toEqual([]);
      rig.quit();
      expect(readFileSync(rig.installed)).toEqual(OLD);
      rig.feed.offer({ version: '1.1.0', program: NEW });
      await looking.look();
      expect(rig.ready.map(({ version }) => version)).toEqual(['1.1.0']);
      rig.quit();
      expect(readFileSync(rig.installed)).toEqual(NEW);
    },
  );

  it('because the app was closed in the middle of it leaves the program alone', async () => {
    rig.feed.offer({ version: '1.1.0', program: NEW, stallsAfter: 10_000 });
    const looking = rig.updates();
    const look = looking.look();
    await eventually(() => expect(rig.downloaded()).not.toEqual([]));
    looking.stop({ settled: true, withSession: false });
    rig.quit();
    expect(readFileSync(rig.installed)).toEqual(OLD);
    await rig.feed.stop();
    await look;
    expect(rig.ready).toEqual([]);
  });

  it('because the program was killed leaves pieces, which the next start throws away', async () => {
    const pending = join(rig.folder, 'cache', 'pending');
    const file = 'Fieldbinder-1.1.0-linux-x64.AppImage';
    mkdirSync(pending, { recursive: true });
    writeFileSync(join(pending, `temp-${file}`), NEW.subarray(0, 500));
    writeFileSync(join(pending, file), NEW.subarray(0, 10_000));
    const sha512 = createHash('sha512').update(NEW).digest('base64');
    writeFileSync(join(pending, 'update-info.json'), JSON.stringify({ fileName: file, sha512 }));
    rig.feed.offer({ version: '1.1.0', program: NEW });
    await rig.updates().look();
    rig.quit();
    expect(readFileSync(rig.installed)).toEqual(NEW);
  });
});

describe('a whole download', () => {
  it('is not fetched again by the next start, only looked through', async () => {
    rig.feed.offer({ version: '1.1.0', program: NEW });
    await rig.updates().look();
    await rig.updates().look();
    expect(rig.feed.asked.filter((path) => path.endsWith('.AppImage'))).toHaveLength(1);
    expect(rig.ready.map(({ version }) => version)).toEqual(['1.1.0', '1.1.0']);
  });

  it('that was tampered with on the disk afterwards is fetched again by the next start', async () => {
    rig.feed.offer({ version: '1.1.0', program: NEW });
    await rig.updates().look();
    const [file = ''] = rig.downloaded().filter((name) => name.endsWith('.AppImage'));
    writeFileSync(join(rig.folder, 'cache', 'pending', file), 'somebody else’s');
    await rig.updates().look();
    rig.quit();
    expect(readFileSync(rig.installed)).toEqual(NEW);
  });

  it('waits for the next closing when this one cut a send off', async () => {
    rig.feed.offer({ version: '1.1.0', program: NEW });
    const looking = rig.updates();
    await looking.look();
    looking.stop({ settled: false, withSession: false });
    rig.quit();
    expect(readFileSync(rig.installed)).toEqual(OLD);
  });

  it('is not put in place while the system ends, which would cut the installer off', async () => {
    rig.feed.offer({ version: '1.1.0', program: NEW });
    const looking = rig.updates();
    await looking.look();
    looking.stop({ settled: true, withSession: true });
    rig.quit();
    expect(readFileSync(rig.installed)).toEqual(OLD);
  });
});
