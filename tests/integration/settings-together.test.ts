/** Settings that are changed at the same time. */
import { expect, it } from 'vitest';
import { must, openConsole } from '../helpers/console-fixture.ts';

it('two settings that are changed at once are both kept', async () => {
  const { client } = await openConsole();
  const changes = [{ theme: 'dark' }, { density: 'compact' }, { notifications: 'all' }] as const;
  for (const answer of await Promise.all(changes.map((change) => client.settings.set(change)))) must(answer);
  expect(await client.settings.get()).toMatchObject({
    theme: 'dark',
    density: 'compact',
    notifications: 'all',
  });
});

it('the fields of the spend caps that are changed at once are all kept', async () => {
  const { client } = await openConsole();
  const caps = [{ daily: '50' }, { monthly: '500' }, { zone: 'Europe/Tallinn' }];
  const answers = await Promise.all(caps.map((spendCaps) => client.settings.set({ spendCaps })));
  for (const answer of answers) must(answer);
  expect((await client.settings.get()).spendCaps).toEqual({
    ...{ daily: '50', monthly: '500', zone: 'Europe/Tallinn', prices: [] },
  });
});
