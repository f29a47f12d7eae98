/** Messages that were written for an API of this computer, and whose account gets an address that reaches people. */
import { describe, expect, test } from 'vitest';
import { messenteProblem } from '../../shared/problems/messente.ts';
import { consoleWithSandbox, messageOf, must, sendOne } from '../helpers/console-fixture.ts';
import { noQuietHours } from '../helpers/quiet-facts.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import {
  accountValues,
  addTestAccount,
  createMessage,
  localId,
  openTestStore,
} from '../helpers/store-fixture.ts';

// Nobody answers there, so a test that finds the fault sends nothing either.
const people = 'https://api.messente.invalid/v1';

describe('a queued message whose account has moved to an address that reaches people', () => {
  test('is refused, and says why', async () => {
    const { client, accountId } = await consoleWithSandbox();
    await client.outbox.pause();
    const id = await sendOne(client, '+37255500100');
    must(await client.accounts.update({ id: accountId, baseUrl: people, password: 'demo', unchecked: true }));
    await client.outbox.resume();
    await eventually(async () => (await messageOf(client, id)).state).not.toBe('queued');
    expect(await messageOf(client, id)).toMatchObject({
      state: 'refused',
      problem: { code: 'account-moved', params: { name: 'T' } },
    });
  });

  test('is refused also if its attempt was under way, and later messages are sent', async () => {
    const { store } = await openTestStore();
    await addTestAccount(store, 'a');
    await createMessage(store, 1);
    const begin = (now: number) =>
      store.write('beginAttempts', {
        ...{ now, limit: 5, accounts: [{ id: 'a', callbackBase: null }], quiet: noQuietHours },
      });
    const [first] = (await begin(2_000)).started;
    const values = { ...accountValues, baseUrl: people };
    await store.write('updateAccount', { id: 'a', values, now: 3_000 });
    await store.write('finishAttempt', {
      ...{ attemptId: first?.attemptId ?? 0, now: 4_000, httpStatus: null, response: null },
      ...{ outcome: 'not-sent', problem: messenteProblem('closed'), retryAt: 5_000 },
    });
    await createMessage(store, 2, { now: 3_001 });
    expect((await begin(6_000)).started.map(({ id }) => id)).toEqual([localId(2)]);
  });
});
