/**
 * Tests that scheduled messages are cancelled at Messente if the recipient opts out or is erased, or if the
 * account is removed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../electron/engine/sandbox/sandbox.ts';
import {
  changeWeather,
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  openTestSandbox,
  postReport,
  reportUrl,
  requestKey,
  sendOne,
  type TestConsole,
} from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { jsonLines, omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { runToEnd } from '../helpers/plan-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

const person = '+37255512300';
/** The sandbox accepts a message to this number, but the answer is lost. */
const personWithoutAnswer = '+37255512343';
const hour = 60 * 60 * 1000;
const day = 24 * hour;

type Arrived = {
  readonly omnimessage_id: string;
  readonly to: string;
  readonly cancelled_at: string | null;
};

/** Returns the messages that the sandbox has, and whether each was cancelled there. */
async function arrivedAt(sandbox: Sandbox): Promise<readonly Arrived[]> {
  const answer = await fetch(`${sandbox.controlUrl}/messages`);
  return ((await answer.json()) as { messages: Arrived[] }).messages;
}

async function isCancelledAt(sandbox: Sandbox): Promise<boolean> {
  const all = await arrivedAt(sandbox);
  return all.length > 0 && all.every((message) => message.cancelled_at !== null);
}

function scheduled(at: number) {
  return { chain: { steps: [{ channel: 'sms' as const, text: 'Tere' }], timeToSend: at } };
}

async function scheduleOne({ client }: TestConsole, to = person): Promise<string> {
  const id = await sendOne(client, to, scheduled(Date.now() + 10 * hour));
  await eventually(async () => (await messageOf(client, id)).state).toBe('scheduled');
  return id;
}

/** Opens a console with one scheduled message, at a sandbox that can be stopped and restarted. */
async function withScheduled() {
  const dataDir = join(temporaryFolder(), 'sandbox');
  const open = await consoleWithSandbox({}, { dataDir });
  const id = await scheduleOne(open);
  const { port } = open.sandbox;
  return { ...open, id, sandboxAgain: () => openTestSandbox({ dataDir, port }) };
}

/** Opens a console with a scheduled message whose answer was lost, so that Messente's id is not known. */
async function withoutAnswer() {
  const open = await consoleWithSandbox();
  const id = await sendOne(open.client, personWithoutAnswer, scheduled(Date.now() + 10 * hour));
  await eventually(async () => (await messageOf(open.client, id)).state).toBe('unknown');
  const [arrived] = await arrivedAt(open.sandbox);
  if (arrived === undefined) throw new Error('the sandbox has not taken it');
  const report = {
    status: 'ACK',
    err: 0,
    channel: 'sms',
    to: personWithoutAnswer,
    omnimessage_id: arrived.omnimessage_id,
    timestamp: '2026-01-01T00:00:00',
  };
  const url = `${await reportUrl(open.client, open.accountId)}/${id}`;
  return { ...open, id, report, tell: () => postReport(url, report) };
}

const openOf = async ({ client }: TestConsole) => (await client.console.overview()).cancellations;
const tasksIn = (folder: string) =>
  rowsOf(join(folder, 'omnideck.db'), 'SELECT reason, tries, outcome FROM cancellation');

/** Returns whether the database's files contain the number anywhere. */
function isNamed(folder: string, number: string): boolean {
  return readdirSync(folder)
    .filter((name) => name.startsWith('omnideck.db'))
    .some((name) => readFileSync(join(folder, name)).toString('latin1').includes(number.slice(1)));
}

describe('a scheduled message', () => {
  it('is cancelled at Messente when its recipient opts out', async () => {
    const { client, sandbox, id } = await withScheduled();
    const added = must(await client.doNotSend.add({ number: person }));
    expect(added.cancelling).toMatchObject({ withdrawn: 0, cancelled: 1, count: 0 });
    expect(await isCancelledAt(sandbox)).toBe(true);
    expect(await messageOf(client, id)).toMatchObject({
      state: 'cancelled',
      cancellation: { reason: 'opt-out', state: 'cancelled' },
    });
    must(await client.doNotSend.remove({ number: person }));
    expect((await messageOf(client, id)).state).toBe('cancelled');
  });

  it('is cancelled at Messente when everything about its recipient is erased', async () => {
    const { client, sandbox, folder } = await withScheduled();
    expect(must(await client.privacy.about({ number: person })).toCancel).toBe(1);
    expect(must(await client.privacy.erase({ number: person }))).toMatchObject({
      messages: 1,
      cancelling: { cancelled: 1, count: 0 },
    });
    expect(await isCancelledAt(sandbox)).toBe(true);
    expect(isNamed(folder, person)).toBe(false);
  });

  it('is cancelled at Messente when its account is removed, and the password is deleted afterwards', async () => {
    const { client, sandbox, accountId, id, folder, console } = await withScheduled();
    const removed = must(await client.accounts.remove({ id: accountId }));
    expect(removed.cancelling).toMatchObject({ cancelled: 1, count: 0 });
    expect(await isCancelledAt(sandbox)).toBe(true);
    expect((await messageOf(client, id)).state).toBe('cancelled');
    await eventually(() => rowsOf(join(folder, 'omnideck.db'), 'SELECT password_set FROM account')).toEqual([
      { password_set: 0 },
    ]);
    await eventually(() => console.parts.registry.passwords(accountId).kind).toBe('none');
  });

  it('whose recipient is named twice has one cancellation task, in either order', async () => {
    const { client, sandbox, folder } = await withScheduled();
    await sandbox.stop();
    must(await client.doNotSend.add({ number: person }));
    must(await client.doNotSend.add({ number: person, reason: 'asked twice' }));
    must(await client.privacy.erase({ number: person }));
    expect(tasksIn(folder)).toMatchObject([{ reason: 'opt-out', outcome: null }]);
  });

  it('is cancelled together with all others to the same person', async () => {
    const open = await withScheduled();
    await Promise.all(Array.from({ length: 60 }, () => scheduleOne(open)));
    const added = must(await open.client.doNotSend.add({ number: person }));
    expect(added.cancelling.cancelled + added.cancelling.count).toBe(61);
    await eventually(() => isCancelledAt(open.sandbox)).toBe(true);
    await eventually(async () => (await openOf(open)).count).toBe(0);
  });

  it('to somebody else stays scheduled', async () => {
    const open = await withScheduled();
    const other = await scheduleOne(open, '+37255512400');
    must(await open.client.doNotSend.add({ number: person }));
    must(await open.client.privacy.erase({ number: person }));
    expect((await messageOf(open.client, other)).state).toBe('scheduled');
    const left = (await arrivedAt(open.sandbox)).filter(({ cancelled_at }) => cancelled_at === null);
    expect(left.map(({ to }) => to)).toEqual(['+37255512400']);
  });
});

describe('without a connection to Messente', () => {
  it('the opt-out applies, and the message is shown until it has been cancelled', async () => {
    const open = await withScheduled();
    const { client, sandbox, id, sandboxAgain } = open;
    await sandbox.stop();
    const added = must(await client.doNotSend.add({ number: person }));
    expect(added.cancelling).toMatchObject({ cancelled: 0, count: 1 });
    expect((await client.doNotSend.list()).map(({ number }) => number)).toEqual([person]);
    expect((await messageOf(client, id)).cancellation).toMatchObject({
      state: 'retrying',
      problem: { code: 'connection-refused' },
    });
    const shown = await openOf(open);
    expect(shown).toMatchObject({ count: 1, first: [{ id, reason: 'opt-out' }] });
    expect(JSON.stringify(shown)).not.toContain(person.slice(1));
    const again = await sandboxAgain();
    await eventually(() => isCancelledAt(again)).toBe(true);
    await eventually(async () => (await openOf(open)).count).toBe(0);
    expect((await messageOf(client, id)).state).toBe('cancelled');
  });

  it('the cancellation of an erased message is retried after a restart', async () => {
    const open = await withScheduled();
    await open.sandbox.stop();
    must(await open.client.privacy.erase({ number: person }));
    await open.stop();
    const again = await open.sandboxAgain();
    const second = await openConsole({ folder: open.folder });
    await eventually(() => isCancelledAt(again)).toBe(true);
    await eventually(async () => (await openOf(second)).count).toBe(0);
    expect(isNamed(open.folder, person)).toBe(false);
  });

  it('a removed account keeps its password until its messages are cancelled, and is used for nothing else', async () => {
    const open = await withScheduled();
    const { client, sandbox, accountId, folder } = open;
    await sandbox.stop();
    const removed = must(await client.accounts.remove({ id: accountId }));
    expect(removed.cancelling).toMatchObject({ cancelled: 0, count: 1 });
    expect(await client.accounts.list()).toEqual([]);
    expect(codeOf(await client.accounts.check({ id: accountId }))).toBe('no-such-account');
    await open.stop();
    const again = await open.sandboxAgain();
    const second = await openConsole({ folder });
    await eventually(() => isCancelledAt(again)).toBe(true);
    await eventually(() => rowsOf(join(folder, 'omnideck.db'), 'SELECT password_set FROM account')).toEqual([
      { password_set: 0 },
    ]);
    await eventually(() => second.console.parts.registry.passwords(accountId).kind).toBe('none');
  });

  it('the user’s cancellation is retried until it succeeds', async () => {
    const { client, sandbox, id, sandboxAgain } = await withScheduled();
    await sandbox.stop();
    expect(codeOf(await client.messages.cancel({ id }))).toBe('not-cancelled-yet');
    expect(await messageOf(client, id)).toMatchObject({
      state: 'scheduled',
      cancellation: { reason: 'person', state: 'retrying' },
    });
    const again = await sandboxAgain();
    await eventually(() => isCancelledAt(again)).toBe(true);
    await eventually(async () => (await messageOf(client, id)).state).toBe('cancelled');
  });

  it('a kill -9 right after an opt-out forgets nothing', async () => {
    const open = await withScheduled();
    const { folder } = open;
    await open.stop();
    await open.sandbox.stop();
    const env = { OMNIDECK_PASSPHRASE: testPassphrase };
    const words = ['serve', '--no-open', '--data', folder];
    const serve = startOmnideck(words, { env });
    await serve.ready();
    const added = await omnideck(['do-not-send', 'add', person, '--json', '--data', folder], { env });
    expect(jsonLines(added.stdout)).toMatchObject([
      { number: person, cancelling: { cancelled: 0, may_still_go_out: { count: 1 } } },
    ]);
    await serve.kill();
    const again = await open.sandboxAgain();
    const second = startOmnideck(words, { env });
    await second.ready();
    await eventually(() => isCancelledAt(again)).toBe(true);
    second.signal('SIGTERM');
    expect((await second.ended).code).toBe(0);
    expect(tasksIn(folder)).toMatchObject([{ outcome: 'cancelled' }]);
  });
});

describe('a message whose answer was lost', () => {
  it('is cancelled once a report contains its id', async () => {
    const open = await withoutAnswer();
    const { client, sandbox, id, tell } = open;
    const added = must(await client.doNotSend.add({ number: personWithoutAnswer }));
    expect(added.cancelling).toMatchObject({ count: 1, first: [{ state: 'waiting' }] });
    expect(await tell()).toBe(200);
    await eventually(() => isCancelledAt(sandbox)).toBe(true);
    await eventually(async () => (await messageOf(client, id)).state).toBe('cancelled');
  });

  it('is cancelled although it was erased, and nothing of the report is kept', async () => {
    const open = await withoutAnswer();
    const { client, sandbox, tell, report, folder } = open;
    expect(must(await client.privacy.erase({ number: personWithoutAnswer })).cancelling.count).toBe(1);
    expect(await tell()).toBe(200);
    await eventually(() => isCancelledAt(sandbox)).toBe(true);
    await eventually(async () => (await openOf(open)).count).toBe(0);
    // Also if the next report arrives at the account's default path.
    expect(await postReport(await reportUrl(client, open.accountId), report)).toBe(200);
    expect(isNamed(folder, personWithoutAnswer)).toBe(false);
  });

  it('is not cancelled by a forged report, or by a report about another message', async () => {
    const open = await withoutAnswer();
    const { client, accountId, id, report } = open;
    const other = await scheduleOne(open, '+37255512400');
    must(await client.privacy.erase({ number: personWithoutAnswer }));
    const url = `${await reportUrl(client, accountId)}/${id}`;
    const { omnimessageId } = await messageOf(client, other);
    expect(await postReport(url, report, 'a guess')).toBe(401);
    expect(await postReport(url, { ...report, omnimessage_id: omnimessageId })).toBe(200);
    expect(await openOf(open)).toMatchObject({ count: 1, first: [{ state: 'waiting', tries: 0 }] });
    expect((await messageOf(client, other)).state).toBe('scheduled');
  });

  it('can be cancelled by the user before its id is known', async () => {
    const { client, sandbox, id, tell } = await withoutAnswer();
    expect(codeOf(await client.messages.cancel({ id }))).toBe('cancel-waits');
    await tell();
    await eventually(() => isCancelledAt(sandbox)).toBe(true);
  });

  it('is not deleted by the retention rule while it may still be sent', async () => {
    let now = Date.now();
    const { client, console } = await consoleWithSandbox({ now: () => now });
    const id = await sendOne(client, personWithoutAnswer, scheduled(now + 40 * day));
    await eventually(async () => (await messageOf(client, id)).state).toBe('unknown');
    must(await client.settings.set({ retention: { kind: 'delete', days: 30 } }));
    now += 35 * day;
    await console.parts.retention.apply();
    expect((await messageOf(client, id)).state).toBe('unknown');
    now += 6 * day;
    await console.parts.retention.apply();
    expect(codeOf(await client.messages.get({ id }))).toBe('no-such-message');
  });
});

describe('an opt-out while a message is on its way', () => {
  it('also cancels a message that is being sent at that moment', async () => {
    const { client, sandbox } = await consoleWithSandbox();
    await changeWeather(sandbox, { latency_ms: 1_000 });
    const id = await sendOne(client, person, scheduled(Date.now() + 10 * hour));
    await eventually(async () => (await messageOf(client, id)).state).toBe('sending');
    must(await client.doNotSend.add({ number: person }));
    await eventually(async () => (await messageOf(client, id)).state).toBe('cancelled');
    expect(await isCancelledAt(sandbox)).toBe(true);
  });

  it('shows until when a message may still reach the person, and that it was sent before', async () => {
    const open = await consoleWithSandbox({}, { speed: 1 });
    const { client, sandbox, accountId } = open;
    await changeWeather(sandbox, { callbacks: 'dropped' });
    const id = await sendOne(client, person, {
      chain: { steps: [{ channel: 'sms', text: 'Tere', validityMinutes: 5 }] },
    });
    await eventually(async () => (await messageOf(client, id)).state).toBe('pending');
    const before = Date.now();
    const added = must(await client.doNotSend.add({ number: person }));
    expect(added.cancelling).toMatchObject({ cancelled: 0, count: 1, first: [{ state: 'too-late' }] });
    const until = added.cancelling.first[0]?.untilAt ?? 0;
    expect(until).toBeGreaterThan(before + 5 * 60_000 - 30_000);
    expect(until).toBeLessThan(before + 10 * 60_000);
    const { omnimessageId } = await messageOf(client, id);
    await postReport(`${await reportUrl(client, accountId)}/${id}`, {
      status: 'DELIVRD',
      err: 0,
      channel: 'sms',
      to: person,
      omnimessage_id: omnimessageId,
      timestamp: '2026-01-01T00:00:00',
    });
    await eventually(async () => (await messageOf(client, id)).cancellation?.state).toBe('reached');
    expect((await openOf(open)).count).toBe(0);
  });

  it('withdraws queued messages, and an undo does not bring them back', async () => {
    const { client, sandbox } = await consoleWithSandbox();
    await client.outbox.pause();
    const id = await sendOne(client, person, scheduled(Date.now() + 10 * hour));
    const added = must(await client.doNotSend.add({ number: person }));
    expect(added.cancelling).toEqual({ withdrawn: 1, cancelled: 0, count: 0, first: [] });
    must(await client.doNotSend.remove({ number: person }));
    await client.outbox.resume();
    expect(await messageOf(client, id)).toMatchObject({ state: 'refused', problem: { code: 'do-not-send' } });
    expect(await arrivedAt(sandbox)).toEqual([]);
  });

  it('cancels messages even while all sending is paused', async () => {
    const { client, sandbox, id } = await withScheduled();
    await client.outbox.pause();
    must(await client.doNotSend.add({ number: person }));
    expect(await isCancelledAt(sandbox)).toBe(true);
    expect((await messageOf(client, id)).state).toBe('cancelled');
  });

  it('also cancels messages of a test run', async () => {
    const open = await consoleWithSandbox({}, { speed: 1 });
    await changeWeather(open.sandbox, { callbacks: 'dropped' });
    const plan = `name: Runs\ntimeout: 2 s\nnumbers:\n  - number: "${person}"\nchains:\n  - steps:\n      - sms: Hello\nexpect:\n  - reaches: sms\n`;
    const { id: run } = must(
      await open.client.runs.start({
        text: plan,
        accountId: open.accountId,
        live: false,
        requestKey: requestKey(),
      }),
    );
    await eventually(async () => (await open.client.messages.list({})).rows[0]?.state).toBe('pending');
    must(await open.client.doNotSend.add({ number: person }));
    expect(await openOf(open)).toMatchObject({ count: 1, first: [{ state: 'too-late' }] });
    await runToEnd(open.client, run);
  });
});

describe('a restore', () => {
  it('keeps pending cancellations, even if the backup does not know the opt-out', async () => {
    const open = await withScheduled();
    const own = ownClient(open.console);
    const file = join(temporaryFolder(), 'before.db');
    await done(own, own.backups.backup({ file }));
    await open.sandbox.stop();
    must(await open.client.doNotSend.add({ number: person }));
    await done(own, own.backups.restore({ file }));
    expect(await openOf(open)).toMatchObject({ count: 1, first: [{ id: open.id, hasMessage: true }] });
    const again = await open.sandboxAgain();
    await eventually(() => isCancelledAt(again)).toBe(true);
    await eventually(async () => (await messageOf(open.client, open.id)).state).toBe('cancelled');
  });

  it('cancels what was scheduled since then for a contact on the backup’s do-not-send list', async () => {
    const open = await consoleWithSandbox();
    const own = ownClient(open.console);
    must(await open.client.doNotSend.add({ number: person }));
    const file = join(temporaryFolder(), 'before.db');
    await done(own, own.backups.backup({ file }));
    must(await open.client.doNotSend.remove({ number: person }));
    await scheduleOne(open);
    await done(own, own.backups.restore({ file }));
    const isListed = (await open.client.doNotSend.list()).some(({ number }) => number === person);
    if (isListed) await eventually(() => isCancelledAt(open.sandbox)).toBe(true);
    else expect((await openOf(open)).count).toBe(0);
  });

  it('that repeats an erasure cancels messages that only the backup contained', async () => {
    const open = await consoleWithSandbox();
    const own = ownClient(open.console);
    const place = temporaryFolder();
    const [empty, full] = [join(place, 'empty.db'), join(place, 'full.db')];
    await done(own, own.backups.backup({ file: empty }));
    await scheduleOne(open);
    await done(own, own.backups.backup({ file: full }));
    await done(own, own.backups.restore({ file: empty }));
    must(await open.client.privacy.erase({ number: person }));
    expect(await isCancelledAt(open.sandbox)).toBe(false);
    await done(own, own.backups.restore({ file: full }));
    await eventually(() => isCancelledAt(open.sandbox)).toBe(true);
    expect((await open.client.messages.list({})).rows).toEqual([]);
  });
});

it('an import cancels what is scheduled for a contact on the current do-not-send list', async () => {
  const from = await withScheduled();
  const file = join(temporaryFolder(), 'all.jsonl');
  const own = ownClient(from.console);
  await done(own, own.backups.export({ filter: {}, format: 'jsonl', file }));
  const to = await openConsole();
  must(
    await to.client.accounts.add({
      name: 'T',
      username: 'demo',
      password: 'demo',
      baseUrl: from.sandbox.baseUrl,
    }),
  );
  must(await to.client.doNotSend.add({ number: person }));
  const there = ownClient(to.console);
  await done(there, there.backups.import({ file }));
  await eventually(() => isCancelledAt(from.sandbox)).toBe(true);
});

describe('the command line', () => {
  it('reports what was cancelled and what may still be sent, as text and as JSON', async () => {
    const open = await withScheduled();
    const other = await scheduleOne(open, '+37255512400');
    await open.stop();
    const run = (...words: string[]) =>
      omnideck([...words, '--data', open.folder], { env: { OMNIDECK_PASSPHRASE: testPassphrase } });
    const added = await run('do-not-send', 'add', person);
    expect(added.code).toBe(0);
    expect(added.stdout).toContain('One scheduled message was cancelled at Messente.');
    expect(await arrivedAt(open.sandbox)).toMatchObject([
      { cancelled_at: expect.any(String) },
      { cancelled_at: null },
    ]);

    await open.sandbox.stop();
    const erased = await run('erase', '+37255512400', '--json');
    expect(jsonLines(erased.stdout)).toMatchObject([
      {
        messages: 1,
        cancelling: {
          cancelled: 0,
          may_still_go_out: { count: 1, first: [{ id: other, state: 'retrying' }] },
        },
      },
    ]);
    const listed = await run('list');
    expect(listed.stderr).toContain('One scheduled message may still go out at');
    expect(listed.stderr).toContain('still to be cancelled: Omnideck tries that only while it runs.');
    const lines = jsonLines((await run('list', '--json')).stdout);
    expect(lines.at(-1)).toMatchObject({ may_still_go_out: { count: 1 } });
    expect((await run('status', open.id)).stdout).toContain('its recipient is on the do-not-send list');
    const removed = await run('do-not-send', 'remove', person);
    expect(removed.stdout).toContain('Messages that were cancelled stay cancelled.');
  });
});
