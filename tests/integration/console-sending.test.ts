import { describe, expect, it } from 'vitest';
import {
  acceptedBy,
  changeWeather,
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  requestKey,
  sendOne,
  viberThenSms,
} from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { inEnglish } from '../helpers/english.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

const attempts = async (client: Parameters<typeof messageOf>[0], id: string) =>
  (await messageOf(client, id)).attempts.map(({ outcome }) => outcome);

describe('a chain that is sent', () => {
  it('falls back to SMS when Viber fails, with every status received as a delivery report', async () => {
    const { client, sandbox } = await consoleWithSandbox();
    const id = await sendOne(client, '+37255500010');
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    const message = await messageOf(client, id);
    expect(message).toMatchObject({ deliveredBy: 'sms', deliveredTwice: false, polls: 0 });
    expect(message.steps.map(({ state }) => state)).toEqual(['failed', 'delivered']);
    const sources = message.steps.flatMap(({ events }) => events.map(({ source }) => source));
    expect(new Set(sources)).toEqual(new Set(['callback']));
    const [there] = await acceptedBy(sandbox);
    expect(there).toMatchObject({ omnimessage_id: message.omnimessageId, dlr_url: message.callbackUrl });
  });

  it('that reaches the recipient twice is shown as delivered twice', async () => {
    const { client } = await consoleWithSandbox();
    const id = await sendOne(client, '+37255500020');
    await eventually(async () => (await messageOf(client, id)).deliveredTwice).toBe(true);
    const counts = await client.messages.counts({});
    expect(counts).toMatchObject({ all: 1, attention: 1 });
  });

  it('is refused with the API’s own words, and not retried', async () => {
    const { client, sandbox } = await consoleWithSandbox();
    const id = await sendOne(client, '+37255500040');
    await eventually(async () => (await messageOf(client, id)).state).toBe('refused');
    const message = await messageOf(client, id);
    expect(message.problem).toMatchObject({ field: 'to', httpStatus: 400, apiCode: '105' });
    expect(message.attempts).toHaveLength(1);
    expect(await acceptedBy(sandbox)).toEqual([]);
  });

  it('is retried after 429, and accepted once', async () => {
    const { client, sandbox } = await consoleWithSandbox();
    const id = await sendOne(client, '+37255500045');
    await eventually(async () => (await messageOf(client, id)).acceptedAt).not.toBeNull();
    expect(await attempts(client, id)).toEqual(['not-sent', 'accepted']);
    expect(await acceptedBy(sandbox)).toHaveLength(1);
  });

  it('with a thousand recipients is stored at once, and each message is accepted once', async () => {
    const { client, sandbox } = await consoleWithSandbox({}, { speed: 100 });
    const to = Array.from({ length: 1_000 }, (_, index) => `+3725${String(6_000_000 + index * 100)}`);
    await changeWeather(sandbox, { credit: '1000000' });
    const sent = must(await client.messages.send({ to, chain: viberThenSms, requestKey: requestKey() }));
    expect(sent.messages).toHaveLength(1_000);
    await eventually(async () => (await client.messages.counts({})).open).toBe(0);
    const there = await acceptedBy(sandbox);
    expect(there).toHaveLength(1_000);
    expect(new Set(there.map((message) => message.to)).size).toBe(1_000);
  });
});

describe('a send whose outcome is unknown', () => {
  it('is shown as unknown, and settled by a report at the message’s own callback path', async () => {
    const { client, sandbox } = await consoleWithSandbox({}, { speed: 2 });
    await changeWeather(sandbox, { callbacks: 'delayed', delay_ms: 4_000 });
    const id = await sendOne(client, '+37255500043');
    await eventually(async () => (await messageOf(client, id)).state).toBe('unknown');
    const unknown = await messageOf(client, id);
    expect(unknown).toMatchObject({ omnimessageId: null, acceptedAt: null });
    expect(inEnglish(unknown).problem?.hint).toMatch(/\.$/u);
    expect(codeOf(await client.messages.ask({ id }))).toBe('not-known-at-messente');

    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    const [there] = await acceptedBy(sandbox);
    expect(await messageOf(client, id)).toMatchObject({
      omnimessageId: there?.omnimessage_id,
      problem: null,
    });
    expect(await attempts(client, id)).toEqual(['unknown']);
    expect(await acceptedBy(sandbox)).toHaveLength(1);
  });

  it('is settled by GET status once a report contains Messente’s id', async () => {
    let ahead = 0;
    const { client, console, sandbox } = await consoleWithSandbox(
      { now: () => Date.now() + ahead },
      { speed: 1 },
    );
    const id = await sendOne(client, '+37255500043');
    await eventually(async () => (await messageOf(client, id)).omnimessageId).not.toBeNull();
    await changeWeather(sandbox, { callbacks: 'dropped' });
    const isOver = async () => {
      ahead += 120_000;
      console.parts.reconciler.wake();
      return (await messageOf(client, id)).state;
    };
    await eventually(isOver).toBe('delivered');
    const message = await messageOf(client, id);
    expect(message.polls).toBeGreaterThan(0);
    const [viber] = message.steps;
    expect(viber?.events.map(({ source }) => source)).toContain('callback');
    expect(viber?.events.find(({ status }) => status === 'DELIVRD')?.source).toBe('poll');
  });

  it('with an answer that takes too long is delivered by its reports, and its attempt stays unknown', {
    timeout: 120_000,
  }, async () => {
    const { client, sandbox } = await consoleWithSandbox({ answerTimeoutMs: 4_000 });
    const id = await sendOne(client, '+37255500044');
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    await expect.poll(() => attempts(client, id), { interval: 100 }).toEqual(['unknown']);
    expect(await messageOf(client, id)).toMatchObject({ state: 'delivered', problem: null });
    expect(await acceptedBy(sandbox)).toHaveLength(1);
  });

  it('that was not accepted stays unknown and is not resent automatically, only when a person takes the risk', async () => {
    const { client, sandbox } = await consoleWithSandbox();
    const id = await sendOne(client, '+37255500042');
    await eventually(async () => (await messageOf(client, id)).state).toBe('unknown');
    expect(await acceptedBy(sandbox)).toEqual([]);
    expect(inEnglish(must(await client.messages.resendRisk({ id })))?.message).toContain('twice');
    expect(codeOf(await client.messages.resend({ id, evenIfTwice: false, requestKey: requestKey() }))).toBe(
      'may-reach-twice',
    );
    expect(await acceptedBy(sandbox)).toEqual([]);

    const again = must(await client.messages.resend({ id, evenIfTwice: true, requestKey: requestKey() })).id;
    await eventually(async () => (await messageOf(client, again)).state).toBe('delivered');
    expect(await messageOf(client, again)).toMatchObject({ resendOf: id });
    expect(await messageOf(client, id)).toMatchObject({ state: 'unknown', resentAs: [again] });
    expect(await acceptedBy(sandbox)).toHaveLength(1);
  });
});

describe('a console that sends', () => {
  it('stores a request key once, however often and from wherever it is requested', async () => {
    const { client, sandbox } = await consoleWithSandbox();
    const key = requestKey();
    const asked = { to: ['+37255500000', '+37255500100'], chain: viberThenSms, requestKey: key };
    const answers = await Promise.all([
      client.messages.send(asked),
      client.messages.send(asked),
      client.messages.send(asked),
    ]);
    const [first, ...others] = answers.map(must);
    for (const other of others) expect(other).toEqual(first);
    await eventually(async () => (await client.messages.counts({})).open).toBe(0);
    expect(must(await client.messages.send(asked))).toEqual(first);
    expect(await acceptedBy(sandbox)).toHaveLength(2);
  });

  it('stops at once when paused, does not busy-wait, and continues when resumed', async () => {
    const { client, sandbox, console } = await consoleWithSandbox();
    expect((await client.outbox.pause()).pause).toMatchObject({ reason: 'person' });
    const id = await sendOne(client, '+37255500000');
    expect(await messageOf(client, id)).toMatchObject({ state: 'queued' });
    expect((await client.console.overview()).outbox).toEqual({ queued: 1, inFlight: 0 });
    // Nothing is due while everything is paused: a timer that fires at once would keep a processor busy.
    expect(
      await console.parts.store.read('outboxWork', {
        accounts: console.parts.registry.active().map((a) => a.id),
      }),
    ).toEqual({
      queued: 1,
      nextDueAt: null,
    });
    expect(await acceptedBy(sandbox)).toEqual([]);
    expect((await client.outbox.resume()).pause).toBeNull();
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
  });

  it('stays paused after a restart', async () => {
    const first = await consoleWithSandbox();
    await first.client.outbox.pause();
    const id = await sendOne(first.client, '+37255500000');
    await first.stop();
    const { client } = await openConsole({ folder: first.folder });
    expect((await client.console.overview()).pause).toMatchObject({ reason: 'person' });
    expect(await messageOf(client, id)).toMatchObject({ state: 'queued' });
    await client.outbox.resume();
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
  });

  it('skips numbers on the do-not-send list, also if they were added after the message was queued', async () => {
    const { client, sandbox } = await consoleWithSandbox();
    must(await client.doNotSend.add({ number: '+372 5550 0000', reason: 'asked us to stop' }));
    const before = await sendOne(client, '+37255500000');
    await eventually(async () => (await messageOf(client, before)).state).toBe('refused');
    expect(await messageOf(client, before)).toMatchObject({ problem: { code: 'do-not-send' }, attempts: [] });

    await client.outbox.pause();
    const queued = await sendOne(client, '+37255500100');
    must(await client.doNotSend.add({ number: '+37255500100' }));
    await client.outbox.resume();
    await eventually(async () => (await messageOf(client, queued)).state).toBe('refused');
    // Resent by the user: the do-not-send list still takes precedence.
    const again = must(
      await client.messages.resend({ id: queued, evenIfTwice: true, requestKey: requestKey() }),
    ).id;
    await eventually(async () => (await messageOf(client, again)).state).toBe('refused');
    expect(await acceptedBy(sandbox)).toEqual([]);

    must(await client.doNotSend.remove({ number: '+37255500000' }));
    const after = await sendOne(client, '+37255500000');
    await eventually(async () => (await messageOf(client, after)).state).toBe('delivered');
  });

  it('sends to all or none: a single invalid number prevents all messages and is named', async () => {
    const { client, folder } = await consoleWithSandbox();
    const refused = await client.messages.send({
      to: ['+37255500000', '0037255500100', 'call me', '+37255500200'],
      chain: viberThenSms,
      requestKey: requestKey(),
    });
    expect(refused).toMatchObject({ ok: false, problem: { field: 'to[2]' } });
    expect(rowsOf(`${folder}/omnideck.db`, 'SELECT count(*) AS n FROM omnimessage')).toEqual([{ n: 0 }]);
  });
});

describe('cancelling', () => {
  it('permanently withdraws queued messages', async () => {
    const { client, sandbox } = await consoleWithSandbox();
    await client.outbox.pause();
    const id = await sendOne(client, '+37255500000');
    expect(must(await client.messages.cancel({ id }))).toMatchObject({ state: 'cancelled' });
    await client.outbox.resume();
    const other = await sendOne(client, '+37255500100');
    await eventually(async () => (await messageOf(client, other)).state).toBe('delivered');
    expect(await messageOf(client, id)).toMatchObject({ state: 'cancelled', attempts: [] });
    expect((await acceptedBy(sandbox)).map(({ to }) => to)).toEqual(['+37255500100']);
  });

  it('cancels a scheduled message at Messente', async () => {
    const { client } = await consoleWithSandbox();
    const id = await sendOne(client, '+37255500000', {
      chain: { ...viberThenSms, timeToSend: Date.now() + 3_600_000 },
    });
    await eventually(async () => (await messageOf(client, id)).state).toBe('scheduled');
    expect((await client.messages.counts({})).scheduled).toBe(1);
    expect(must(await client.messages.cancel({ id }))).toMatchObject({ state: 'cancelled' });
    expect(await messageOf(client, id)).toMatchObject({ nextPollAt: null });
    // Repeating the cancellation changes nothing.
    expect(must(await client.messages.cancel({ id }))).toMatchObject({ state: 'cancelled' });
  });

  it('reports if it is too late', async () => {
    const { client } = await consoleWithSandbox();
    const id = await sendOne(client, '+37255500000');
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    expect(codeOf(await client.messages.cancel({ id }))).toBe('too-late');
    expect(codeOf(await client.messages.cancel({ id: 'zzzzzzzzzzzzzzzz' }))).toBe('no-such-message');
  });
});

describe('resending', () => {
  it('needs no confirmation after a refusal, and warns after a delivery', async () => {
    const { client } = await consoleWithSandbox();
    const refused = await sendOne(client, '+37255500040');
    const delivered = await sendOne(client, '+37255500000');
    await eventually(async () => (await client.messages.counts({})).open).toBe(0);
    expect(must(await client.messages.resendRisk({ id: refused }))).toBeNull();
    expect(must(await client.messages.resendRisk({ id: delivered }))).toMatchObject({
      code: 'may-reach-twice',
    });
    expect(
      must(await client.messages.resend({ id: refused, evenIfTwice: false, requestKey: requestKey() })).id,
    ).not.toBe(refused);
  });

  it('is refused while the first message is still waiting to be sent, whatever risk is accepted', async () => {
    const { client } = await consoleWithSandbox();
    await client.outbox.pause();
    const id = await sendOne(client, '+37255500000');
    expect(codeOf(await client.messages.resendRisk({ id }))).toBe('still-open');
    expect(codeOf(await client.messages.resend({ id, evenIfTwice: true, requestKey: requestKey() }))).toBe(
      'still-open',
    );
  });

  it('with the same request key creates one new message', async () => {
    const { client } = await consoleWithSandbox();
    const id = await sendOne(client, '+37255500000');
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    const key = requestKey();
    const first = must(await client.messages.resend({ id, evenIfTwice: true, requestKey: key }));
    expect(must(await client.messages.resend({ id, evenIfTwice: true, requestKey: key }))).toEqual(first);
    expect((await messageOf(client, id)).resentAs).toEqual([first.id]);
  });
});
