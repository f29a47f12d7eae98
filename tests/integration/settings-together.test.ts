/** Settings that are changed at the same time. */
import { expect, it } from 'vitest';
import { must, openConsole } from '../helpers/console-fixture.ts';

it.fails('two settings that are changed at once are both kept', async () => {
  const { client } = await openConsole();
  const changes = [{ theme: 'dark' }, { density: 'compact' }, { notifications: 'all' }] as const;
  for (const answer of await Promise.all(changes.map((change) => client.settings.set(change)))) must(answer);
  expect(await client.settings.get()).toMatchObject({
    theme: 'dark',
    density: 'compact',
    notifications: 'all',
  });
});
