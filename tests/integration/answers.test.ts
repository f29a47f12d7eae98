/** Answers of people: an opt-out ends all sending at once, one that may be an opt-out holds it, and START ends one by reply. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import {
  acceptedBy,
  changeWeather,
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  postReport,
  requestKey,
  sendOne,
  viberThenSms,
} from '../helpers/console-fixture.ts';
import { addNumber, inboundBody, numberSecret, person } from '../helpers/inbound-fixture.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { runToEnd } from '../helpers/plan-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

const hour = 3_600_000;

async function open(options: Parameters<typeof consoleWithSandbox>[0] = {}) {
  const console = await consoleWithSandbox(options);
  const number = await addNumber(console.client, console.accountId);
  /** The person answers. */
  const answer = async (text: string, more: Readonly<Record<string, unknown>> = {}) => {
    const body = inboundBody({ text, ...more });
    expect(await postReport(number.url, body, numberSecret)).toBe(200);
    return body;
  };
  const again = async (body: string) => expect(await postReport(number.url, body, numberSecret)).toBe(200);
  const listed = async () => (await console.client.doNotSend.list()).map((entry) => entry.number);
  return { ...console, number, answer, again, listed };
}

const stateOf = async (client: Client, id: string) => (await messageOf(client, id)).state;

describe('STOP', () => {
  it('refuses what is queued, cancels what Messente has, and is in the list and in the audit log', async () => {
    const { client, sandbox, answer, listed } = await open();
    const chain = { ...viberThenSms, timeToSend: Date.now() + 10 * hour };
    const scheduled = await sendOne(client, person, { chain });
    await eventually(() => stateOf(client, scheduled)).toBe('scheduled');
    await client.outbox.pause();
    const queued = await sendOne(client, person);
    const beside = await sendOne(client, '+37255500000');
    await answer(' Stop! ');
    expect(await listed()).toEqual([person]);
    expect(await messageOf(client, queued)).toMatchObject({
      state: 'refused',
      problem: { code: 'do-not-send' },
    });
    await eventually(() => stateOf(client, scheduled)).toBe('cancelled');
    await client.outbox.resume();
    await eventually(() => stateOf(client, beside)).toBe('delivered');
    expect((await acceptedBy(sandbox)).filter(({ to }) => to === person)).toMatchObject([
      { cancelled_at: expect.any(String) },
    ]);
    expect(must(await client.inbound.list({})).rows).toMatchObject([
      { meaning: 'stop', decision: 'opted-out' },
    ]);
    const { entries } = await client.journal.list({ limit: 50 });
    expect(entries.find(({ what }) => what === 'do-not-send-added')).toMatchObject({
      actor: { kind: 'rule' },
      number: person,
    });
  });

  it('between composing and sending of a running batch reaches everybody in time: nobody who opted out is written to', async () => {
    const { client, sandbox, number } = await open();
    await changeWeather(sandbox, { latency_ms: 300 });
    const people = Array.from({ length: 120 }, (_, index) => `+37255${5100 + index}00`);
    const sent = must(
      await client.messages.send({ to: people, chain: viberThenSms, requestKey: requestKey() }),
    );
    await eventually(async () => (await acceptedBy(sandbox)).length).toBeGreaterThan(5);
    const stopping = people.slice(-40);
    await Promise.all(
      stopping.map((sender) => postReport(number.url, inboundBody({ sender, text: 'STOP' }), numberSecret)),
    );
    const written = async () => new Set((await acceptedBy(sandbox)).map(({ to }) => to));
    const answered = new Set(
      (await client.doNotSend.list()).map((entry) => entry.number).filter((to) => stopping.includes(to)),
    );
    expect(answered.size).toBe(40);
    const before = await written();
    await changeWeather(sandbox, { latency_ms: 0 });
    await eventually(async () => (await client.console.overview()).outbox).toEqual({
      queued: 0,
      inFlight: 0,
    });
    const after = await written();
    // What was under way to somebody at the moment of the answer had been sent; nothing else follows.
    const late = [...after].filter((to) => answered.has(to) && !before.has(to));
    expect(late.length).toBeLessThanOrEqual(16);
    const states = await Promise.all(sent.messages.map(({ id }) => messageOf(client, id)));
    const refused = states.filter(({ state }) => state === 'refused');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter(({ to }) => after.has(to))).toEqual([]);
    for (const to of people) if (!answered.has(to)) expect(after.has(to), to).toBe(true);
  });

  it('in any writing of the number, from each of its numbers, is one entry, and a repeat changes nothing', async () => {
    const { client, answer, again, listed } = await open();
    const body = await answer('STOPP', { sender: person.slice(1) });
    await answer('arrêt', { sender: `00${person.slice(1)}` });
    expect(await listed()).toEqual([person]);
    must(await client.doNotSend.remove({ number: person }));
    await again(body);
    expect(await listed()).toEqual([]);
  });

  it('from a short number or a name opts nobody out', async () => {
    const { client, answer, listed } = await open();
    await answer('STOP', { sender: '1234' });
    await answer('STOP', { sender: 'Shop' });
    expect(await listed()).toEqual([]);
    expect(must(await client.inbound.list({})).rows).toMatchObject([
      { meaning: 'stop', decision: null },
      { meaning: 'stop', decision: null },
    ]);
  });
});

describe('START', () => {
  it('ends an opt-out by reply, and only that', async () => {
    const { client, answer, again, listed } = await open();
    const stop = await answer('STOP');
    const start = await answer('START');
    await eventually(listed).toEqual([]);
    const id = await sendOne(client, person);
    await eventually(() => stateOf(client, id)).toMatch(/delivered|seen/u);
    await answer('stop');
    // What was signed once and is posted again is no new answer.
    await again(start);
    await again(stop);
    await answer('help');
    expect(await listed()).toEqual([person]);

    must(await client.doNotSend.add({ number: person, reason: 'by phone' }));
    await answer('START');
    const settled = async () =>
      must(await client.inbound.list({})).rows.filter(
        (one) => one.meaning === 'start' && one.decision !== null,
      );
    await eventually(async () => (await settled()).length).toBe(2);
    expect(await listed()).toEqual([person]);
    expect((await settled()).map(({ decision }) => decision)).toEqual(['none', 'lifted']);
  });

  it('does not end one that somebody added before the answer STOP', async () => {
    const { client, answer, listed } = await open();
    must(await client.doNotSend.add({ number: person }));
    await answer('STOP');
    await answer('START');
    await eventually(async () => must(await client.inbound.list({})).rows[0]?.decision).toBe('none');
    expect(await listed()).toEqual([person]);
  });
});

describe('an answer that may be an opt-out', () => {
  it('holds sending to its sender until somebody decides to keep the person', async () => {
    const { client, folder, sandbox, answer } = await open();
    await client.outbox.pause();
    const queued = await sendOne(client, person);
    await answer('please stop');
    await client.outbox.resume();
    const later = await sendOne(client, person);
    const beside = await sendOne(client, '+37255500000');
    await eventually(() => stateOf(client, beside)).toBe('delivered');
    for (const id of [queued, later])
      expect(await messageOf(client, id)).toMatchObject({
        state: 'queued',
        problem: { code: 'held-by-answer' },
      });
    expect((await acceptedBy(sandbox)).filter(({ to }) => to === person)).toEqual([]);
    const { troubles } = await client.console.overview();
    expect(troubles.map(({ problem }) => problem.code)).toContain('answers-undecided');

    const sent = await omnideck(['send', '--to', person, '--sms', 'Tere', '--data', folder]);
    expect(sent.code).toBe(1);
    expect(sent.stdout).toContain('Held: this person has sent an answer that may be an opt-out.');
    const list = await omnideck(['inbound', 'list', '--undecided', '--json', '--data', folder]);
    const [line] = jsonLines(list.stdout);
    expect(line).toMatchObject({ text: 'please stop', meaning: 'near-miss', decision: null });
    const decided = await omnideck(['inbound', 'decide', String(line?.id), 'keep', '--data', folder]);
    expect(decided.code, decided.stderr).toBe(0);
    for (const id of [queued, later]) {
      await eventually(() => stateOf(client, id)).toMatch(/delivered|seen/u);
      expect((await messageOf(client, id)).problem).toBeNull();
    }
    const again = await client.inbound.decide({ id: Number(line?.id), decision: 'opt-out' });
    expect(codeOf(again)).toBe('answer-needs-no-decision');
    expect(codeOf(await client.inbound.decide({ id: 999, decision: 'keep' }))).toBe('no-such-answer');
  });

  it('refuses what was held if it is an opt-out, which a later START ends', async () => {
    const { client, answer, listed } = await open();
    await answer('Ärge saatke mulle midagi');
    const held = await sendOne(client, person);
    const [message] = must(await client.inbound.list({ undecided: true })).rows;
    must(await client.inbound.decide({ id: message?.id ?? 0, decision: 'opt-out' }));
    expect(await messageOf(client, held)).toMatchObject({
      state: 'refused',
      problem: { code: 'do-not-send' },
    });
    expect(await listed()).toEqual([person]);
    expect(must(await client.inbound.list({ undecided: true })).rows).toEqual([]);
    await answer('START');
    await eventually(listed).toEqual([]);
  });

  it.each(['keep', 'opt-out'] as const)(
    'keeps a test run waiting, which ends after the decision %s',
    async (decision) => {
      const { client, answer } = await open();
      const account = must(await client.accounts.sandbox());
      await answer('please stop');
      const text = `name: Held
timeout: 5 s
numbers:
  - number: "${person}"
  - number: "+37255500200"
chains:
  - steps:
      - sms: Tere
`;
      const started = { text, accountId: account.id, live: false, requestKey: requestKey() };
      const { id } = must(await client.runs.start(started));
      const cells = async () => must(await client.runs.get({ id })).list;
      const judged = async () => (await cells()).map(({ result }) => result !== null);
      await eventually(judged).toEqual([false, true]);
      const [held] = await cells();
      const waiting = await messageOf(client, held?.messageId ?? '');
      expect(waiting).toMatchObject({ state: 'queued', problem: { code: 'held-by-answer' } });
      const [message] = must(await client.inbound.list({ undecided: true })).rows;
      must(await client.inbound.decide({ id: message?.id ?? 0, decision }));
      const run = await runToEnd(client, id);
      expect(run.cells).toMatchObject(
        decision === 'keep' ? { passed: 2, failed: 0 } : { passed: 1, failed: 1 },
      );
    },
  );

  it('is an opt-out if everything about its sender is erased before the decision', async () => {
    const { client, answer, listed } = await open();
    await answer('please stop');
    await sendOne(client, person);
    must(await client.privacy.erase({ number: person }));
    expect(await listed()).toEqual([person]);
    expect((await client.doNotSend.list())[0]?.reason).toBeNull();
    expect((await client.console.overview()).troubles).toEqual([]);
    expect(JSON.stringify(await client.journal.list({ limit: 50 }))).not.toContain(person);
  });

  it('is CANCEL after a message about an appointment', async () => {
    const { client, answer, listed } = await open();
    await sendOne(client, person, { purpose: 'appointments' });
    await answer('CANCEL');
    expect(await listed()).toEqual([]);
    expect(must(await client.inbound.list({})).rows).toMatchObject([
      { meaning: 'near-miss', decision: null },
    ]);
  });

  it('is not removed by the retention rule before the decision', async () => {
    let now = Date.now();
    const { client, answer } = await open({ now: () => now });
    await answer('please stop');
    await answer('Tere!');
    now += 400 * 24 * hour;
    must(await client.settings.set({ retention: { kind: 'delete', days: 30 } }));
    await eventually(async () => must(await client.inbound.list({})).rows.map(({ text }) => text)).toEqual([
      'please stop',
    ]);
  });
});

describe('an opt-out that arrives while the key store is locked', () => {
  /** The console is locked, and then unlocked. */
  async function locked(prepare: (client: Client) => Promise<void> = async () => undefined) {
    const before = await open();
    await prepare(before.client);
    await before.stop();
    const now = await openConsole({ folder: before.folder, passphrase: null });
    const [number] = await now.client.inbound.numbers();
    const post = async (secret: string) => {
      expect(await postReport(number?.address ?? '', inboundBody({ text: 'STOP' }), secret)).toBe(200);
    };
    const queued = await sendOne(now.client, person);
    const listed = async () => (await now.client.doNotSend.list()).map((entry) => entry.number);
    const unverified = async () =>
      (await now.client.console.overview()).troubles.flatMap(({ problem }) =>
        problem.code === 'opt-outs-unverified' ? [problem.params] : [],
      );
    return { ...now, sandbox: before.sandbox, post, queued, listed, unverified };
  }

  it('names the scheduled messages to its sender, which are cancelled when it is verified', async () => {
    let scheduled = '';
    const { client, sandbox, post, unverified } = await locked(async (before) => {
      const chain = { ...viberThenSms, timeToSend: Date.now() + 10 * hour };
      scheduled = await sendOne(before, person, { chain });
      await eventually(() => stateOf(before, scheduled)).toBe('scheduled');
    });
    expect(await unverified()).toEqual([]);
    await post(numberSecret);
    expect(await unverified()).toEqual([{ count: 1, messages: `+372 5550 0001 (${scheduled})` }]);
    expect(await stateOf(client, scheduled)).toBe('scheduled');
    must(await client.secrets.unlock({ passphrase: testPassphrase }));
    await eventually(() => stateOf(client, scheduled)).toBe('cancelled');
    expect(await unverified()).toEqual([]);
    expect(await acceptedBy(sandbox)).toMatchObject([{ to: person, cancelled_at: expect.any(String) }]);
  });

  it('holds sending at once, and is an opt-out when it is verified', async () => {
    const { client, sandbox, post, queued, listed } = await locked();
    await post(numberSecret);
    expect(await messageOf(client, queued)).toMatchObject({
      state: 'queued',
      problem: { code: 'held-by-answer' },
    });
    expect(await listed()).toEqual([]);
    must(await client.secrets.unlock({ passphrase: testPassphrase }));
    await eventually(() => stateOf(client, queued)).toBe('refused');
    expect(await listed()).toEqual([person]);
    expect((await acceptedBy(sandbox)).filter(({ to }) => to === person)).toEqual([]);
  });

  it('holds nothing any more when its signature is invalid', async () => {
    const { client, post, queued, listed } = await locked();
    await post('another secret');
    expect(await messageOf(client, queued)).toMatchObject({ problem: { code: 'held-by-answer' } });
    must(await client.secrets.unlock({ passphrase: testPassphrase }));
    await eventually(() => stateOf(client, queued)).toMatch(/delivered|seen/u);
    expect(await listed()).toEqual([]);
    expect((await client.reports.list({ limit: 10 })).rows).toContainEqual(
      expect.objectContaining({ verdict: 'forged' }),
    );
  });
});

describe('a restore', () => {
  it('neither forgets an opt-out by reply, nor ends one, nor brings back one that START has ended', async () => {
    const opened = await open();
    const own = ownClient(opened.console);
    const backUp = async () => {
      const file = join(temporaryFolder(), 'backup.db');
      await done(own, own.backups.backup({ file }));
      return file;
    };
    const restore = (file: string) => done(own, own.backups.restore({ file }));
    const empty = await backUp();
    await opened.answer('STOP');
    const stopped = await backUp();
    await restore(empty);
    expect(await opened.listed()).toEqual([person]);
    await opened.answer('START');
    await eventually(opened.listed).toEqual([]);
    await restore(stopped);
    expect(await opened.listed()).toEqual([]);

    must(await own.doNotSend.add({ number: person }));
    const manual = await backUp();
    must(await own.doNotSend.remove({ number: person }));
    await opened.answer('STOP');
    await opened.answer('START');
    await eventually(opened.listed).toEqual([]);
    await restore(manual);
    expect(await opened.listed()).toEqual([]);
  });

  it('of a backup with an opt-out that a person added keeps it, whatever was answered since', async () => {
    const [one, other] = [await open(), await open()];
    const [own, others] = [ownClient(one.console), ownClient(other.console)];
    must(await own.doNotSend.add({ number: person }));
    const file = join(temporaryFolder(), 'backup.db');
    await done(own, own.backups.backup({ file }));
    await other.answer('STOP');
    await other.answer('START');
    await eventually(other.listed).toEqual([]);
    await done(others, others.backups.restore({ file }));
    expect(await other.listed()).toEqual([person]);
  });
});
