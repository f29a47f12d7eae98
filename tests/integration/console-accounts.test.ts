import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { englishText } from '../../shared/problems/english-text.ts';
import {
  acceptedBy,
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
} from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { inEnglish } from '../helpers/english.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { freePort, startScriptedHttp } from '../helpers/scripted-messente.ts';

const report = (status: string, more: Readonly<Record<string, unknown>> = {}) => ({
  status,
  err: 0,
  channel: 'viber',
  to: '+37255500000',
  timestamp: '2026-01-01T00:00:00.000000',
  ...more,
});

describe('an account that is connected', () => {
  it('is checked by reading its balance and its prices', async () => {
    const sandbox = await openTestSandbox();
    const { client } = await openConsole();
    const { account, check } = must(
      await client.accounts.add({
        name: 'Live',
        username: 'demo',
        password: 'demo',
        baseUrl: sandbox.baseUrl,
      }),
    );
    expect(check).toMatchObject({ balance: '100.00', currency: 'EUR', prices: { country: 'EE' } });
    expect(account).toMatchObject({ current: true, passwordSet: true, textStore: 'nostore', pause: null });
    expect(JSON.stringify(await client.accounts.list())).not.toContain('"password"');
  });

  it('keeps its WhatsApp Business account and whether it has Telegram, and forgets them on request', async () => {
    const { client, accountId } = await consoleWithSandbox();
    const kept = must(
      await client.accounts.update({ id: accountId, wabaId: ' 102290129340398 ', telegram: true }),
    );
    expect(kept).toMatchObject({ wabaId: '102290129340398', telegram: true });
    const renamed = must(await client.accounts.update({ id: accountId, name: 'Renamed' }));
    expect(renamed).toMatchObject({ name: 'Renamed', wabaId: '102290129340398', telegram: true });
    const wrong = await client.accounts.update({ id: accountId, wabaId: '../me' });
    expect(wrong).toMatchObject({ ok: false, problem: { code: 'waba-id-invalid', field: 'wabaId' } });
    const without = must(await client.accounts.update({ id: accountId, wabaId: '', telegram: false }));
    expect(without).toMatchObject({ wabaId: null, telegram: false });
    expect(must(await client.accounts.sandbox())).toMatchObject({ wabaId: 'demo', telegram: true });
  });

  it('has its name for itself, although the same name is given twice at once', async () => {
    const { client, accountId } = await consoleWithSandbox();
    const { baseUrl } = (await client.accounts.list()).find(({ id }) => id === accountId) ?? {};
    const given = { username: 'demo', password: 'demo', baseUrl };
    const answers = await Promise.all([
      client.accounts.add({ ...given, name: 'Shop' }),
      client.accounts.add({ ...given, name: 'Shop', unchecked: true }),
      client.accounts.add({ ...given, name: 'Sandbox' }),
      client.accounts.update({ id: accountId, name: 'Shop' }),
      client.accounts.sandbox(),
    ]);
    const refused = answers.filter(({ ok }) => !ok);
    expect(refused.map(codeOf)).toEqual(refused.map(() => 'name-taken'));
    const names = (await client.accounts.list()).map(({ name }) => name);
    expect(new Set(names)).toHaveLength(names.length);
    expect(names).toContain('Shop');
    expect((await client.console.overview()).troubles).toEqual([]);
  });

  it('reports what is wrong: credentials, a barred address, an unreachable server, another server', async () => {
    const sandbox = await openTestSandbox();
    const barred = await startScriptedHttp((_request, response) => {
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ errors: [{ title: 'Forbidden', detail: 'IP', code: '103', source: null }] }),
      );
    });
    const other = await startScriptedHttp((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html><body>It works!</body></html>');
    });
    const { client } = await openConsole();
    const failing = async (baseUrl: string, password = 'demo') => {
      const answer = await client.accounts.add({ name: 'X', username: 'demo', password, baseUrl });
      if (answer.ok) throw new Error('it was added');
      return answer.problem;
    };
    const problems = [
      await failing(sandbox.baseUrl, 'not it'),
      await failing(`${barred.url}/v1`),
      await failing(`http://127.0.0.1:${await freePort()}/v1`),
      await failing(`${other.url}/v1`),
    ];
    expect(problems.map(({ code }) => code)).toEqual([
      'wrong-credentials',
      'address-not-allowed',
      'wrong-host',
      'wrong-host',
    ]);
    const texts = problems.map(englishText);
    expect(new Set(texts.map(({ message }) => message)).size).toBe(4);
    for (const { message, hint } of texts)
      expect([message, hint]).toEqual([expect.stringMatching(/\.$/u), expect.stringMatching(/\.$/u)]);
    expect(await client.accounts.list()).toEqual([]);
    await Promise.all([barred.close(), other.close()]);
  });

  it.each([
    ['not a URL', 'url-invalid'],
    ['ftp://127.0.0.1/v1', 'url-invalid'],
    ['http://api.example.com/v1', 'url-not-private'],
    ['https://user:secret@api.example.com/v1', 'url-has-credentials'],
  ])('is refused with the base URL %s', async (baseUrl, code) => {
    const { client } = await openConsole();
    const refused = await client.accounts.add({ name: 'X', username: 'demo', password: 'demo', baseUrl });
    expect(codeOf(refused)).toBe(code);
    expect(JSON.stringify(inEnglish(refused))).not.toContain('secret');
  });
});

describe('a password that has become wrong', () => {
  it('pauses the account with the reason; with the new password sending continues, and refused reports are verified', async () => {
    const port = await freePort();
    const first = await openTestSandbox({ port, password: 'old' });
    const { client } = await openConsole();
    const { account } = must(
      await client.accounts.add({ name: 'T', username: 'demo', password: 'old', baseUrl: first.baseUrl }),
    );
    await first.stop();
    const sandbox = await openTestSandbox({ port, password: 'new' });
    const ids = await Promise.all(
      ['+37255500000', '+37255500100', '+37255500200'].map((to) => sendOne(client, to)),
    );
    await eventually(async () => (await client.accounts.list())[0]?.pause?.reason).toBe('wrong-credentials');
    const [paused] = await client.accounts.list();
    expect(inEnglish(paused?.pause?.problem)).toMatchObject({
      code: 'wrong-credentials',
      message: expect.stringMatching(/\.$/u),
    });
    await eventually(async () => (await client.console.overview()).outbox).toEqual({
      queued: 3,
      inFlight: 0,
    });
    // Resuming without a new password pauses the account again, and nothing is lost.
    await client.outbox.resume();
    await eventually(async () => (await client.accounts.list())[0]?.pause?.reason).toBe('wrong-credentials');
    expect(await acceptedBy(sandbox)).toEqual([]);

    // A report signed with the new password, which Omnideck does not know yet.
    const [one = ''] = ids;
    const path = `${await reportUrl(client, account.id)}/${one}`;
    expect(await postReport(path, report('ACK'), 'new')).toBe(401);
    expect((await messageOf(client, one)).callbacks).toBe(0);

    expect(codeOf(await client.accounts.update({ id: account.id, password: 'wrong again' }))).toBe(
      'wrong-credentials',
    );
    must(await client.accounts.update({ id: account.id, password: 'new' }));
    await eventually(async () => (await client.messages.counts({})).byState.delivered).toBe(3);
    expect(await acceptedBy(sandbox)).toHaveLength(3);
    const kept = (await client.reports.list({ messageId: one })).rows.at(-1);
    expect(kept).toMatchObject({ verdict: 'verified', outcome: 'applied', status: 'ACK' });
    expect((await client.reports.list({ verdict: 'forged' })).rows).toEqual([]);
  });

  it('does not orphan messages under way: reports signed with the earlier password are still accepted', async () => {
    const { client, accountId } = await consoleWithSandbox({}, { password: 'old' });
    await client.outbox.pause();
    const id = await sendOne(client, '+37255500000');
    must(await client.accounts.update({ id: accountId, password: 'new', unchecked: true }));
    const path = `${await reportUrl(client, accountId)}/${id}`;
    expect(await postReport(path, report('DELIVRD'), 'old')).toBe(200);
    expect(await postReport(path, report('SEEN'), 'new')).toBe(200);
    expect(await postReport(path, report('FAILED'), 'older')).toBe(401);
    expect(await messageOf(client, id)).toMatchObject({ state: 'seen' });
    const { rows } = await client.reports.list({});
    expect(rows.map(({ verdict }) => verdict)).toEqual(['forged', 'verified', 'verified']);
    const details = await Promise.all(rows.map(({ id: callback }) => client.reports.get({ id: callback })));
    expect(details.map((detail) => must(detail).secret)).toEqual([null, 'current', 'earlier']);
  });

  it('reported for a single message refuses only that message: the account continues', async () => {
    const { client } = await consoleWithSandbox();
    const odd = await sendOne(client, '+37255500041');
    const good = await sendOne(client, '+37255500000');
    await eventually(async () => (await messageOf(client, good)).state).toBe('delivered');
    await eventually(async () => (await messageOf(client, odd)).state).toBe('refused');
    expect((await client.accounts.list())[0]?.pause).toBeNull();
  });
});

describe('used-up credit', () => {
  it('pauses the account with the reason; polling an old message does not pause the account again', async () => {
    const { client, sandbox } = await consoleWithSandbox();
    await changeWeather(sandbox, { credit: '0' });
    const id = await sendOne(client, '+37255500000');
    await eventually(async () => (await client.accounts.list())[0]?.pause?.reason).toBe('no-credit');
    expect(inEnglish(await client.accounts.list())[0]?.pause?.problem.hint).toContain('credit');
    const waiting = await sendOne(client, '+37255500100');
    await eventually(async () => (await messageOf(client, id)).state).toBe('failed');
    expect(await messageOf(client, waiting)).toMatchObject({ state: 'queued' });

    await changeWeather(sandbox, { credit: '50' });
    await client.outbox.resume();
    await eventually(async () => (await messageOf(client, waiting)).state).toBe('delivered');
    must(await client.messages.ask({ id }));
    const after = await sendOne(client, '+37255500200');
    await eventually(async () => (await messageOf(client, after)).state).toBe('delivered');
    expect((await client.accounts.list())[0]?.pause).toBeNull();
  });
});

describe('invalid delivery reports', () => {
  it('about another account’s message change nothing, although they are signed', async () => {
    const { client, accountId, sandbox } = await consoleWithSandbox();
    const other = must(
      await client.accounts.add({
        name: 'Other',
        username: 'demo',
        password: 'demo',
        baseUrl: sandbox.baseUrl,
      }),
    ).account.id;
    await client.outbox.pause();
    const id = await sendOne(client, '+37255500000', { accountId });
    expect(await postReport(`${await reportUrl(client, other)}/${id}`, report('DELIVRD'))).toBe(200);
    expect(await messageOf(client, id)).toMatchObject({ state: 'queued', callbacks: 0 });
    expect((await client.reports.list({})).rows[0]).toMatchObject({
      verdict: 'verified',
      outcome: 'unknown-message',
      accountId: other,
    });
  });

  it('about another omnimessage on this one’s path are stored and not trusted', async () => {
    const { client, accountId } = await consoleWithSandbox();
    const id = await sendOne(client, '+37255500000');
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    const path = `${await reportUrl(client, accountId)}/${id}`;
    expect(await postReport(path, report('SEEN', { omnimessage_id: 'somebody-else-s' }))).toBe(200);
    expect(await messageOf(client, id)).toMatchObject({ state: 'delivered' });
    expect((await client.reports.list({})).rows[0]).toMatchObject({
      outcome: 'not-applied',
      messageId: id,
    });
  });

  it('at the default path that arrive before Messente’s id is known are applied once it is known', async () => {
    const { client, accountId, sandbox } = await consoleWithSandbox();
    const base = await reportUrl(client, accountId);
    await changeWeather(sandbox, { callbacks: 'dropped', latency_ms: 1_500 });
    const id = await sendOne(client, '+37255500000');
    await eventually(async () => (await acceptedBy(sandbox)).length).toBe(1);
    const [there] = await acceptedBy(sandbox);
    const early = report('SEEN', { omnimessage_id: there?.omnimessage_id });
    expect(await postReport(base, early)).toBe(200);
    await eventually(async () => (await messageOf(client, id)).state).toBe('seen');
    expect(await messageOf(client, id)).toMatchObject({ omnimessageId: there?.omnimessage_id, callbacks: 1 });
  });

  it('are stored byte for byte, whatever they contain', async () => {
    const { client, accountId, folder } = await consoleWithSandbox();
    await client.outbox.pause();
    const id = await sendOne(client, '+37255500000');
    const base = await reportUrl(client, accountId);
    const odd = [
      '',
      'not JSON',
      '[]',
      '"text"',
      '{"status":7}',
      '{"status":"DELIVRD"',
      '[['.repeat(20_000),
      '{ "status" : "ACK" }\r\n',
    ];
    for (const body of odd) expect(await postReport(`${base}/${id}`, body)).toBe(200);
    const kept = rowsOf(join(folder, 'omnideck.db'), 'SELECT body FROM callback ORDER BY id');
    expect(kept.map(({ body }) => Buffer.from(body as Uint8Array).toString())).toEqual(odd);
    expect(await messageOf(client, id)).toMatchObject({ state: 'pending', callbacks: odd.length });
  });

  it('in a flood of forgeries are limited in the database, and genuine ones are kept', {
    timeout: 120_000,
  }, async () => {
    const { client, accountId, folder } = await consoleWithSandbox();
    await client.outbox.pause();
    const id = await sendOne(client, '+37255500000');
    const path = `${await reportUrl(client, accountId)}/${id}`;
    expect(await postReport(path, report('ACK'))).toBe(200);
    for (let round = 0; round < 30; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          postReport(path, report('FAILED', { n, round }), n % 2 ? 'guess' : null),
        ),
      );
      expect(new Set(answers)).toEqual(new Set([401]));
    }
    expect(await postReport(path, report('DELIVRD'))).toBe(200);
    const [{ n } = { n: 0 }] = rowsOf(
      join(folder, 'omnideck.db'),
      `SELECT count(*) AS n FROM callback WHERE verdict <> 'verified'`,
    );
    expect(n).toBeGreaterThan(500);
    expect(n).toBeLessThanOrEqual(1_000);
    expect(await messageOf(client, id)).toMatchObject({ state: 'delivered' });
  });
});

describe('a removed account', () => {
  it('is gone with its password, keeps its history, and its reports are answered 401', async () => {
    const { client, accountId, folder } = await consoleWithSandbox();
    const id = await sendOne(client, '+37255500000');
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    await client.outbox.pause();
    const queued = await sendOne(client, '+37255500100');
    const path = `${await reportUrl(client, accountId)}/${id}`;
    must(await client.accounts.remove({ id: accountId }));
    expect(await client.accounts.list()).toEqual([]);
    expect(await messageOf(client, queued)).toMatchObject({ state: 'cancelled' });
    expect(await postReport(path, report('FAILED'))).toBe(401);
    expect(await messageOf(client, id)).toMatchObject({ state: 'delivered' });
    expect(rowsOf(join(folder, 'omnideck.db'), 'SELECT password_set FROM account')).toEqual([
      { password_set: 0 },
    ]);
    expect(
      codeOf(
        await client.messages.send({
          to: ['+37255500000'],
          chain: { steps: [{ channel: 'sms', text: 'A' }] },
          requestKey: requestKey(),
        }),
      ),
    ).toBe('no-account');
    // Its name can be used again.
    expect(
      must(
        await client.accounts.add({
          name: 'T',
          username: 'demo',
          password: 'x',
          baseUrl: 'http://127.0.0.1:9/v1',
          unchecked: true,
        }),
      ).account.name,
    ).toBe('T');
  });
});
