import { describe, expect, it } from 'vitest';
import { soakKills } from '../../support/kill-soak.ts';
import { tell } from '../../support/tell.ts';

const KILLS = 20;
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

describe('a process that is killed while it acknowledges saves', () => {
  it(`has kept each one that it acknowledged, ${KILLS} times over`, async () => {
    const { kills, acknowledged, lost } = await soakKills(KILLS, SEED);
    tell(
      `kills: ${kills} with SIGKILL, ${acknowledged} saves acknowledged, ${lost} of them lost, SEED=${SEED}`,
    );
    expect({ kills, lost }, `SEED=${SEED}`).toEqual({ kills: KILLS, lost: 0 });
    expect(acknowledged).toBeGreaterThan(KILLS);
  });
});
