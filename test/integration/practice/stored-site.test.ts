import { expect, test } from 'vitest';
import { openPractice } from '../../../electron/app/practice-workspace.ts';
import { WIRE_FIELDS } from '../../../electron/practice/fields.ts';
import type { WireField } from '../../../electron/practice/fields.ts';
import type { Site } from '../../../electron/practice/site.ts';
import { openPracticeSite, SITE } from '../../../electron/store/schemas/practice-store.ts';
import { FakeDisk } from '../../support/disk.ts';
import { FakePacer } from '../../support/pacer.ts';
import { must } from '../../support/running-app.ts';
import { FOLDER } from '../../support/store.ts';

test.each(WIRE_FIELDS)('a practice site from before there was %s goes on as it was', async (field) => {
  const place = { files: new FakeDisk(), pacer: new FakePacer(), folder: FOLDER };
  const first = must(await openPractice(place, 'key', 1));
  const before = first.practice.accounts();
  await first.close();
  const { collection } = must(await openPracticeSite(place, (stored) => stored as Site));
  const site = collection.rows.get(SITE);
  must(await collection.commit([{ put: SITE, row: without(site, field) }]));
  await collection.close();

  const second = must(await openPractice(place, 'key', 1));
  expect(second.kept.notice).toBeNull();
  expect(second.practice.began).toBe('saved');
  expect(second.practice.accounts()).toEqual(
    before.map((account) => ({ ...account, values: { ...account.values, [field]: '' } })),
  );
  await second.close();
});

function without(site: Site | undefined, field: WireField): Site {
  if (site === undefined) throw new Error('A site was stored');
  const accounts = site.accounts.map(({ values, ...account }) => {
    const { [field]: _, ...others } = values;
    return { ...account, values: others };
  });
  return { ...site, accounts } as unknown as Site;
}
