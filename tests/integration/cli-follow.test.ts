/** What `send` returns for messages that end before the command looks at them. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { followMessages } from '../../electron/cli/commands/follow.ts';
import { openSession, type Session } from '../../electron/cli/session.ts';
import { must } from '../helpers/console-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

/** Sends a message in the sandbox, and waits for its last state. @returns its id */
async function sendUntil(session: Session, to: string, state: string): Promise<string> {
  const account = must(await session.client.accounts.sandbox());
  const sent = must(
    await session.client.messages.send({
      ...{ accountId: account.id, to: [to], literal: true, requestKey: crypto.randomUUID() },
      chain: { steps: [{ channel: 'sms', text: 'Tere' }] },
    }),
  );
  const id = sent.messages[0]?.id ?? '';
  await eventually(async () => must(await session.client.messages.get({ id })).state).toBe(state);
  return id;
}

async function opened(): Promise<Session> {
  const session = must(
    await openSession({
      ...{ folder: temporaryFolder(), passphrase: testPassphrase, tunnel: null, tunnelHost: null },
      ...{ callbackPort: null, callbackPathPrefix: '' },
    }),
  );
  onTestFinished(async () => {
    await session.close();
  });
  return session;
}

/** Follows messages as `send` does. @returns the exit code, and what was printed on standard error */
async function follow(session: Session, ids: readonly string[], until: 'accepted' | 'settled', json = false) {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const errors = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { signal } = new AbortController();
  const code = await followMessages({ session, ids, until, seconds: 30, json, interrupted: signal });
  const notes = errors.mock.calls.map(([text]) => String(text)).join('');
  vi.restoreAllMocks();
  return { code, notes };
}

it('a send without --wait succeeds if its message was accepted, even if it has failed since', async () => {
  const session = await opened();
  const failed = await sendUntil(session, '+37255500012', 'failed');
  expect(await follow(session, [failed], 'accepted')).toEqual({ code: 0, notes: '' });
});

it('a send that is not successful says on standard error how many messages are the reason', async () => {
  const session = await opened();
  const failed = await sendUntil(session, '+37255500012', 'failed');
  const refused = await sendUntil(session, '+37255500040', 'refused');
  const ids = [failed, refused];
  for (const json of [false, true]) {
    expect(await follow(session, ids, 'accepted', json)).toEqual({
      code: 1,
      notes: 'Not known to be accepted: 1 of 2 messages.\n',
    });
    expect(await follow(session, ids, 'settled', json)).toEqual({
      code: 1,
      notes: 'Not delivered: 2 of 2 messages.\n',
    });
  }
});
