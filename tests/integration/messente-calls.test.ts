import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { checkAccount } from '../../electron/engine/messente/account-check.ts';
import type { OmnimessageId } from '../../shared/messaging/types.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { inEnglish } from '../helpers/english.ts';
import {
  accepted,
  clientFor,
  freePort,
  omnimessageJson,
  password,
  type ScriptedServer,
  startScriptedHttp,
  startScriptedTcp,
  username,
} from '../helpers/scripted-messente.ts';

const stages: ScriptedServer[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((stage) => stage.close()));
});

function staged<S extends ScriptedServer>(stage: S): S {
  stages.push(stage);
  return stage;
}

type Answers = Readonly<Record<string, readonly [number, string]>>;

/**
 * Starts a server that answers by the path without its query, and with 404 and a web page for unknown paths.
 */
async function site(answers: Answers): Promise<ScriptedServer> {
  return staged(
    await startScriptedHttp((request, response) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      const key = Object.keys(answers).find((pattern) => new RegExp(`^${pattern}$`).test(path));
      const [status, body] = answers[key ?? ''] ?? [404, '<!doctype html><title>Not found</title>'];
      response.writeHead(status).end(body);
    }),
  );
}

const id = accepted.omnimessage_id as OmnimessageId;
const apiError = (code: string, title: string): string =>
  JSON.stringify({ errors: [{ code, title, detail: title, source: null }] });
const notFound = apiError('101', 'Not found');

describe('GET status', () => {
  const report = {
    status: 'DELIVRD',
    sender: 'MySender',
    err: 0,
    message_id: '3e28ec48-d620-4191-a96e-d91ba8ecc949',
    channel: 'sms',
    error: null,
    timestamp: '2020-02-04T08:09:42.389630',
    price_info: { part_price: '0.1', parts_count: 2, total_price: '0.2' },
  };

  it("returns the statuses, and the answer's bytes for storage", async () => {
    const body = ` ${JSON.stringify({ omnimessage_id: id, to: '+37255500010', statuses: [report] })}\n`;
    const stage = await site({ [`/v1/omnimessage/${id}/status`]: [200, body] });
    const answer = await clientFor(stage.url).status(id);
    expect(answer).toMatchObject({
      ok: true,
      value: {
        omnimessageId: id,
        to: '+37255500010',
        httpStatus: 200,
        body,
        statuses: [{ status: 'DELIVRD', at: Date.UTC(2020, 1, 4, 8, 9, 42, 389), channel: 'sms' }],
      },
    });
    expect(stage.seen[0]?.method).toBe('GET');
  });

  it.each([
    ['an id that Messente does not know', 404, notFound, 'not-found'],
    ["a web server's own 404", 404, '<html>Not found', 'address-not-found'],
    ['wrong credentials', 401, apiError('103', 'Unauthorized'), 'wrong-credentials'],
    ['a failure of the server', 500, apiError('104', 'Internal Server Error'), 'server-error'],
    ['too many requests', 429, '', 'too-many-requests'],
    ['another omnimessage', 200, '{"omnimessage_id":"other","statuses":[]}', 'answer-unreadable'],
    ['no statuses', 200, '{"omnimessage_id":"x"}', 'answer-unreadable'],
    ['a web page', 200, '<html>', 'answer-unreadable'],
    ['nothing', 200, '', 'answer-unreadable'],
  ])('returns a problem if the answer is %s', async (_what, status, body, code) => {
    const stage = await site({ '/v1/omnimessage/.*': [status, body] });
    expect(await clientFor(stage.url).status(id)).toMatchObject({
      ok: false,
      problem: { code, httpStatus: status },
    });
    expect(stage.seen).toHaveLength(1);
  });

  it('is retried exactly once if the connection was cut', async () => {
    const body = JSON.stringify({ omnimessage_id: id, to: null, statuses: [] });
    const once = staged(
      await startScriptedTcp((socket, received, connection) => {
        if (!received.includes('\r\n\r\n')) return;
        if (connection === 0) socket.resetAndDestroy();
        else socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
      }),
    );
    expect((await clientFor(once.url).status(id)).ok).toBe(true);
    expect(once.connections()).toBe(2);
    const always = staged(
      await startScriptedTcp((socket, received) => received.includes('\r\n\r\n') && socket.destroy()),
    );
    expect(await clientFor(always.url).status(id)).toMatchObject({
      ok: false,
      problem: { code: 'connection-cut' },
    });
    expect(always.connections()).toBe(2);
  });

  it.each(['', '.', '..', '../balance', 'a/b', 'a?b', 'a b', 'ä'])(
    'is never requested for an id such as "%s"',
    async (odd) => {
      const stage = await site({});
      const client = clientFor(stage.url);
      expect(await client.status(odd as OmnimessageId)).toMatchObject({
        ok: false,
        problem: { code: 'not-found' },
      });
      expect(await client.cancel(odd as OmnimessageId)).toMatchObject({
        ok: false,
        problem: { code: 'not-found' },
      });
      expect(stage.seen).toHaveLength(0);
    },
  );
});

describe('cancelling at Messente', () => {
  it.each([
    ['cancelled', 202, '{}', { ok: true, value: 'cancelled' }],
    ['too late', 404, notFound, { ok: false, problem: { code: 'too-late' } }],
    ['no such call there', 404, '<html>', { ok: false, problem: { code: 'address-not-found' } }],
    [
      'unauthorized',
      401,
      apiError('103', 'Unauthorized'),
      { ok: false, problem: { code: 'wrong-credentials' } },
    ],
    ['a web page', 200, '<html>', { ok: false, problem: { code: 'answer-unreadable' } }],
  ])('returns: %s', async (_what, status, body, expected) => {
    const stage = await site({ [`/v1/omnimessage/${id}`]: [status, body] });
    expect(await clientFor(stage.url).cancel(id)).toMatchObject(expected);
    expect(stage.seen.map(({ method }) => method)).toEqual(['DELETE']);
  });

  it('is never retried automatically, because the second request would be answered 404', async () => {
    const stage = staged(
      await startScriptedTcp((socket, received) => received.includes('\r\n\r\n') && socket.destroy()),
    );
    expect(await clientFor(stage.url).cancel(id)).toMatchObject({
      ok: false,
      problem: { code: 'connection-cut' },
    });
    expect(stage.connections()).toBe(1);
  });
});

describe('the balance at Messente', () => {
  it.each(['OK 10.23', 'OK 10.23\n', ' OK  10.23 '])('is read from "%s"', async (body) => {
    const stage = await site({ '/get_balance': [200, body] });
    expect(await clientFor(stage.url).balance()).toEqual({
      ok: true,
      value: { amount: '10.23', currency: 'EUR' },
    });
    const query = new URL(stage.seen[0]?.url ?? '', stage.url).searchParams;
    expect(Object.fromEntries(query)).toEqual({ username, password });
  });

  it.each([
    ['ERROR 101', 'wrong-credentials', '101'],
    ['FAILED 209', 'server-error', '209'],
    ['OK', 'answer-unreadable', null],
    ['OK ten', 'answer-unreadable', null],
    ['OK 1e9', 'answer-unreadable', null],
    ['<html>OK 10.23</html>', 'answer-unreadable', null],
    ['', 'answer-unreadable', null],
  ])('is not read from "%s", though the status is 200', async (body, code, apiCode) => {
    const stage = await site({ '/get_balance': [200, body] });
    expect(await clientFor(stage.url).balance()).toMatchObject({
      ok: false,
      problem: { code, apiCode, httpStatus: 200 },
    });
  });

  it('is requested from the backup host if the first host fails or cannot be reached, and not if it answers', async () => {
    const backup = await site({ '/get_balance': [200, 'OK 7.00'] });
    const failing = await site({ '/get_balance': [200, 'FAILED 209'] });
    const refusing = await site({ '/get_balance': [200, 'ERROR 101'] });
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const ask = (plainUrl: string) =>
      clientFor(plainUrl, {
        endpoint: { baseUrl: `${plainUrl}/v1`, plainUrl, backupPlainUrl: backup.url },
      }).balance();
    expect(await ask(failing.url)).toMatchObject({ ok: true, value: { amount: '7.00' } });
    expect(await ask(nobody)).toMatchObject({ ok: true, value: { amount: '7.00' } });
    expect(await ask(refusing.url)).toMatchObject({ ok: false, problem: { code: 'wrong-credentials' } });
    expect(backup.seen).toHaveLength(2);
  });
});

describe('prices at Messente', () => {
  it('are read with mccmnc and price as text or number', async () => {
    const body = {
      country: 'EE',
      name: 'Estonia',
      prefix: '372',
      networks: [
        { mccmnc: '24801', name: 'Telia', price: '0.045' },
        { mccmnc: 24802, name: 'Elisa', price: 0.05 },
        { mccmnc: '24803', name: 'No price', price: 'free' },
        null,
      ],
    };
    const stage = await site({ '/prices': [200, JSON.stringify(body)] });
    expect(await clientFor(stage.url).prices('ee')).toEqual({
      ok: true,
      value: {
        country: 'EE',
        name: 'Estonia',
        prefix: '372',
        networks: [
          { mccmnc: '24801', name: 'Telia', price: '0.045' },
          { mccmnc: '24802', name: 'Elisa', price: '0.05' },
        ],
      },
    });
    expect(new URL(stage.seen[0]?.url ?? '', stage.url).searchParams.get('country')).toBe('EE');
    expect(new URL(stage.seen[0]?.url ?? '', stage.url).searchParams.get('format')).toBe('json');
  });

  it.each([
    ['ERROR 101', 'wrong-credentials'],
    ['ERROR 103', 'address-not-allowed'],
    ['ERROR 104', 'country-not-found'],
    ['ERROR 105', 'country-not-supported'],
    ['{}', 'answer-unreadable'],
  ])('are not read from "%s"', async (body, code) => {
    const stage = await site({ '/prices': [200, body] });
    expect(await clientFor(stage.url).prices('EE')).toMatchObject({ ok: false, problem: { code } });
  });

  it.each(['', 'Estonia', 'E1', '&a'])('are never requested for a country "%s"', async (country) => {
    const stage = await site({});
    expect(await clientFor(stage.url).prices(country)).toMatchObject({
      ok: false,
      problem: { code: 'country-not-found' },
    });
    expect(stage.seen).toHaveLength(0);
  });
});

describe('checking an account at Messente', () => {
  const prices = JSON.stringify({ country: 'EE', name: 'Estonia', prefix: '372', networks: [] });
  const good: Answers = {
    '/v1/omnimessage/[0-9a-f-]{36}/status': [404, notFound],
    '/get_balance': [200, 'OK 10.23'],
    '/prices': [200, prices],
  };
  const status = '/v1/omnimessage/[0-9a-f-]{36}/status';

  it('with valid credentials returns balance and prices, and sends nothing', async () => {
    const stage = await site(good);
    expect(await checkAccount(clientFor(stage.url))).toMatchObject({
      ok: true,
      value: { balance: { amount: '10.23' }, prices: { country: 'EE' } },
    });
    expect(new Set(stage.seen.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it('succeeds even if Messente does not serve the country', async () => {
    const stage = await site({ ...good, '/prices': [200, 'ERROR 105'] });
    expect(await checkAccount(clientFor(stage.url))).toMatchObject({ ok: true, value: { prices: null } });
  });

  it.each<[string, Answers, string]>([
    [
      'a 401 of the JSON calls',
      { ...good, [status]: [401, apiError('103', 'Unauthorized')], '/prices': [200, 'ERROR 101'] },
      'wrong-credentials',
    ],
    ['a balance that says ERROR 101', { ...good, '/get_balance': [200, 'ERROR 101'] }, 'wrong-credentials'],
    ['prices that say ERROR 103', { ...good, '/prices': [200, 'ERROR 103'] }, 'address-not-allowed'],
    [
      'a 401 where prices say ERROR 103',
      { ...good, [status]: [401, ''], '/prices': [200, 'ERROR 103'] },
      'address-not-allowed',
    ],
    [
      'a 403 of the JSON calls',
      { ...good, [status]: [403, apiError('102', 'Forbidden')] },
      'address-not-allowed',
    ],
    ['404 for everything', {}, 'wrong-host'],
    ['a web page for everything', { '.*': [200, '<html>'] }, 'wrong-host'],
    ['a redirect for everything', { '.*': [302, ''] }, 'wrong-host'],
    ['a web page with 400, as of a TLS port', { '.*': [400, '<html>'] }, 'wrong-host'],
    ['JSON calls alone', { [status]: [404, notFound] }, 'wrong-host'],
    ['a failure of the server', { ...good, [status]: [503, ''] }, 'server-error'],
  ])('fails by %s', async (_what, answers, code) => {
    const stage = await site(answers);
    const result = await checkAccount(clientFor(stage.url));
    expect(result).toMatchObject({ ok: false, problem: { code } });
    expect(
      !result.ok &&
        englishText(result.problem).message.length > 10 &&
        englishText(result.problem).hint.length > 10,
    ).toBe(true);
  });

  it('reports a wrong host, with its name, if no server listens at a custom address', async () => {
    const port = await freePort();
    const result = await checkAccount(clientFor(`http://127.0.0.1:${port}`));
    expect(inEnglish(result)).toMatchObject({
      ok: false,
      problem: { code: 'wrong-host', message: expect.stringContaining(`127.0.0.1:${port}`) },
    });
  });

  it("reports a wrong host if only that host's name is unknown, and no network if no name is found", async () => {
    const client = clientFor('http://no-such-host.invalid');
    // The system's resolver may answer either "no such name" or "cannot ask"; the second always means no
    // network.
    const probe = await client.status(id);
    const certain = !probe.ok && probe.problem.code === 'host-not-found';
    expect(await checkAccount(client, { resolves: async () => true })).toMatchObject({
      problem: { code: certain ? 'wrong-host' : 'no-network' },
    });
    expect(await checkAccount(client, { resolves: async () => false })).toMatchObject({
      problem: { code: 'no-network' },
    });
  });

  it('has four different messages for the four problems', async () => {
    const results = await Promise.all([
      site({ ...good, '/get_balance': [200, 'ERROR 101'] }).then(({ url }) => checkAccount(clientFor(url))),
      site({ ...good, '/prices': [200, 'ERROR 103'] }).then(({ url }) => checkAccount(clientFor(url))),
      site({}).then(({ url }) => checkAccount(clientFor(url))),
      checkAccount(clientFor('http://no-such-host.invalid'), { resolves: async () => false }),
    ]);
    const problems = results.flatMap((result) => (result.ok ? [] : [inEnglish(result.problem)]));
    expect(problems.map(({ code }) => code)).toEqual([
      'wrong-credentials',
      'address-not-allowed',
      'wrong-host',
      'no-network',
    ]);
    expect(new Set(problems.map(({ message }) => message)).size).toBe(4);
    expect(new Set(problems.map(({ hint }) => hint)).size).toBe(4);
  });
});

describe('a connection to Messente over TLS', () => {
  const fixture = (name: string): string =>
    readFileSync(new URL(`fixtures/messente-tls/${name}`, import.meta.url), 'utf8');

  async function stageTls(): Promise<ScriptedServer & { port: number }> {
    const stage = createTlsServer(
      { key: fixture('localhost-key.pem'), cert: fixture('localhost-cert.pem') },
      (_request, response) => response.writeHead(201).end(JSON.stringify(accepted)),
    );
    await new Promise<void>((resolve) => stage.listen(0, '127.0.0.1', resolve));
    const { port } = stage.address() as AddressInfo;
    return staged({
      url: `https://localhost:${port}`,
      port,
      seen: [],
      close: () => new Promise((resolve) => stage.close(() => resolve())),
    });
  }

  it('is used for a send if the certificate is trusted', async () => {
    const stage = await stageTls();
    const client = clientFor(stage.url, { ca: fixture('localhost-cert.pem') });
    expect((await client.send(omnimessageJson)).kind).toBe('accepted');
    expect((await client.send(omnimessageJson)).kind).toBe('accepted');
  });

  it('is refused, and nothing is sent, if the certificate is untrusted or for another host name', async () => {
    const stage = await stageTls();
    expect(inEnglish(await clientFor(stage.url).send(omnimessageJson))).toMatchObject({
      kind: 'not-sent',
      problem: { code: 'tls-failed', message: expect.stringContaining('signed by itself') },
    });
    const byAddress = clientFor(`https://127.0.0.1:${stage.port}`, { ca: fixture('localhost-cert.pem') });
    expect(inEnglish(await byAddress.send(omnimessageJson))).toMatchObject({
      kind: 'not-sent',
      problem: { code: 'tls-failed', message: expect.stringContaining('another name') },
    });
    expect(await checkAccount(byAddress)).toMatchObject({ ok: false, problem: { code: 'wrong-host' } });
  });
});
