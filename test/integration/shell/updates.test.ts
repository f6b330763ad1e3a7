import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { NEW, OLD, updaterRig } from '../../support/updater-rig.ts';

vi.mock('electron', () => ({ app: { isPackaged: false } }));

const rig = updaterRig();

describe('a newer version', () => {
  it('is downloaded, told with what is new in it, and takes its place only when the app is closed', async () => {
    rig.feed.offer({ version: '1.1.0', program: NEW, notes: '<h2>New</h2><p>Faster.</p>' });
    const looking = rig.updates();
    await looking.look();
    expect(rig.ready).toEqual([{ version: '1.1.0', notes: 'NewFaster.' }]);
    expect(looking.update?.version).toBe('1.1.0');
    expect(readFileSync(rig.installed)).toEqual(OLD);
    rig.quit();
    expect(readFileSync(rig.installed)).toEqual(NEW);
  });

  it('is told once, however often it is looked for', async () => {
    rig.feed.offer({ version: '1.1.0', program: NEW });
    const looking = rig.updates();
    await looking.look();
    await looking.look();
    expect(rig.ready).toHaveLength(1);
    expect(rig.feed.asked.filter((path) => path.endsWith('.AppImage'))).toHaveLength(1);
  });

  it('is not even asked for while the person stays offline', async () => {
    rig.feed.offer({ version: '1.1.0', program: NEW });
    await rig.updates('1.0.0', false).look();
    expect(rig.feed.asked).toEqual([]);
  });

  it('in a staged rollout comes to nobody at 0 percent and to everybody at 100', async () => {
    rig.feed.offer({ version: '1.1.0', program: NEW, rollout: 0 });
    await rig.updates().look();
    expect(rig.ready).toEqual([]);
    rig.feed.offer({ version: '1.1.0', program: NEW, rollout: 100 });
    await rig.updates().look();
    expect(rig.ready).toHaveLength(1);
  });
});

describe('what is refused', () => {
  it.each(['0.9.0', '1.0.0'])('version %s, which is no newer', async (version) => {
    rig.feed.offer({ version, program: NEW });
    await rig.updates().look();
    expect(rig.ready).toEqual([]);
    expect(rig.feed.asked).toEqual(['/latest-linux.yml']);
  });

  it('a program that is not the one the feed names, of the same length or another', async () => {
    for (const tampered of [Buffer.from(NEW).fill('x', 0, 1), Buffer.concat([NEW, Buffer.from('more')])]) {
      rig.feed.offer({ version: '1.1.0', program: NEW, tampered });
      await rig.updates().look();
      expect(rig.ready).toEqual([]);
      expect(rig.lines.at(-1)).toEqual({ is: 'update', step: 'failed', version: null });
      expect(rig.downloaded().filter((name) => name.endsWith('.AppImage'))).toEqual([]);
    }
    expect(readFileSync(rig.installed)).toEqual(OLD);
  });

  it('a feed that is not there, or none of sense', async () => {
    await rig.updates().look();
    expect(rig.lines).toEqual([{ is: 'update', step: 'failed', version: null }]);
    rig.feed.offer({ version: 'not a version', program: NEW });
    await rig.updates().look();
    expect(rig.ready).toEqual([]);
  });
});
