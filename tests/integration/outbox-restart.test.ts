/** The outbox is stopped and started again while the disk refuses writes, as a restore on a full disk does. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { StoreFailure } from '../../electron/engine/db/store-failure.ts';
import { createOutbox } from '../../electron/engine/features/messages/outbox.ts';
import type { MessenteClient, SendOutcome } from '../../electron/engine/messente/types.ts';
import type { Store } from '../../electron/engine/store.ts';
import type { OmnimessageId } from '../../shared/messaging/types.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { addTestAccount, createMessage, openTestStore } from '../helpers/store-fixture.ts';

it('an attempt whose outcome could not be stored becomes unknown, and is never sent again', async () => {
  const { store, file } = await openTestStore();
  await addTestAccount(store, 'a');
  await createMessage(store, 1);
  let isFull = false;
  const write = ((...call: Parameters<Store['write']>) =>
    isFull
      ? Promise.reject(new StoreFailure({ message: 'full', code: 'SQLITE_FULL' }))
      : store.write(...call)) as Store['write'];
  const answer = Promise.withResolvers<SendOutcome>();
  const send = vi.fn(() => answer.promise);
  const noteFailure = vi.fn();
  const outbox = createOutbox({
    store: { ...store, write },
    accounts: () => [{ id: 'a', callbackBase: null }],
    client: () => ({ send }) as unknown as MessenteClient,
    pause: async () => undefined,
    now: Date.now,
    random: () => 0,
    randomUuid: () => '',
    log: () => undefined,
    noteFailure,
  });
  onTestFinished(() => outbox.stop());
  await outbox.start();
  await eventually(() => send.mock.calls.length).toBe(1);

  isFull = true;
  outbox.wake();
  await eventually(() => noteFailure.mock.calls.length).toBe(1);
  const stopped = outbox.stop();
  answer.resolve({
    ...{ kind: 'accepted', omnimessageId: 'messente-1' as OmnimessageId },
    ...{ to: null, messages: [], httpStatus: 201, body: '{}' },
  });
  await stopped;
  await outbox.start();
  await eventually(() => noteFailure.mock.calls.length).toBeGreaterThanOrEqual(3);

  isFull = false;
  const state = () => rowsOf(file, 'SELECT state FROM omnimessage')[0]?.state;
  await eventually(state).not.toBe('sending');
  expect(state()).toBe('unknown');
  expect(send).toHaveBeenCalledTimes(1);
});
