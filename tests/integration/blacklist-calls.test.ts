/** The blacklist's calls: in the sandbox, and in the client. */
import { afterEach, describe, expect, it } from 'vitest';
import type { ApiResult } from '../../electron/engine/messente/types.ts';
import type { E164 } from '../../shared/messaging/types.ts';
import { bodyOf } from '../helpers/callback-receiver.ts';
import { must } from '../helpers/console-fixture.ts';
import { basicAuth, eventually, sandboxFixture } from '../helpers/sandbox-fixture.ts';
import {
  clientFor,
  holdsNoPassword,
  password,
  type ScriptedServer,
  startScriptedHttp,
} from '../helpers/scripted-messente.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const path = '/phonebook/blacklist';
const mari = '+37255501400' as E164;
const jaan = '+37255501401' as E164;
const listed = { phoneNumber: mari };

describe('the sandbox’s blacklist', () => {
  it('belongs to one account, and is shown and changed on the control side as in the Dashboard', async () => {
    await using fixture = await sandboxFixture();
    await fixture.control('PUT', '/accounts/other', {});
    const other = { authorization: basicAuth('other') };
    expect((await fixture.api('POST', path, listed)).status).toBe(204);
    expect((await fixture.api('GET', path, undefined, other)).body).toEqual({ phoneNumbers: [] });
    const change = { add: [jaan, jaan], remove: [mari] };
    const changed = await fixture.control('PUT', '/blacklist?account=other', change);
    expect(changed.body).toEqual({ phone_numbers: [jaan] });
    expect((await fixture.control('GET', '/blacklist')).body).toEqual({ phone_numbers: [mari] });
    expect((await fixture.api('GET', path, undefined, other)).body).toEqual({ phoneNumbers: [jaan] });
    expect((await fixture.control('GET', '/blacklist?account=nobody')).status).toBe(404);
  });

  it('is kept after a restart, and loses an erased number; a reset empties it', async () => {
    const dataDir = temporaryFolder();
    const numbers = async (fixture: Awaited<ReturnType<typeof sandboxFixture>>) =>
      (await fixture.api('GET', path)).body;
    {
      await using fixture = await sandboxFixture({ dataDir });
      await fixture.control('PUT', '/blacklist', { add: [mari, jaan, '+37255501402'] });
      await fixture.api('DELETE', `${path}/${encodeURIComponent(jaan)}`);
    }
    {
      await using fixture = await sandboxFixture({ dataDir });
      expect(await numbers(fixture)).toEqual({ phoneNumbers: [mari, '+37255501402'] });
    }
    await using fixture = await sandboxFixture({ dataDir, forget: mari });
    expect(await numbers(fixture)).toEqual({ phoneNumbers: ['+37255501402'] });
    await fixture.control('POST', '/reset');
    expect(await numbers(fixture)).toEqual({ phoneNumbers: [] });
  });

  it('rejects every step of a message to a listed number with err 8, free of charge', async () => {
    await using fixture = await sandboxFixture();
    await fixture.control('PUT', '/blacklist', { add: [mari] });
    const messages = [
      { channel: 'viber', text: 'Tere' },
      { channel: 'sms', text: 'Tere' },
    ];
    await fixture.api('POST', '/omnimessage', { to: mari, dlr_url: fixture.receiver.url, messages });
    const reports = (await fixture.receiver.waitFor(2)).map(bodyOf);
    expect(reports.map(({ status, err }) => [status, err])).toEqual([
      ['REJECTD', 8],
      ['REJECTD', 8],
    ]);
    expect((await fixture.control('GET', '/weather')).body).toMatchObject({ credit: '100.00' });
  });
});

const servers: ScriptedServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function answering(status: number, body: string) {
  const server = await startScriptedHttp((request, response) => {
    const echoed = `${request.headers.authorization} ${password}`;
    response.writeHead(status).end(body.replace('ECHO', echoed));
  });
  servers.push(server);
  return { server, client: clientFor(server.url) };
}

const error = (code: string) =>
  JSON.stringify({ errors: [{ code, title: 'Some title', detail: 'Some detail ECHO' }] });

describe('the blacklist’s calls in the client', () => {
  it('list, add and remove numbers, and say what was so before', async () => {
    await using fixture = await sandboxFixture();
    const server = await startScriptedHttp((request, response, body) => {
      // The client's own account and path reach the sandbox's.
      void fetch(`${fixture.sandbox.plainUrl}${request.url}`, {
        method: request.method ?? 'GET',
        headers: { authorization: basicAuth() },
        ...(body === '' ? {} : { body }),
      }).then(async (answer) => {
        response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
      });
    });
    servers.push(server);
    const client = clientFor(server.url);
    expect(must(await client.addToBlacklist(mari))).toBe('added');
    expect(must(await client.addToBlacklist(mari))).toBe('was-there');
    expect(must(await client.blacklist())).toEqual([mari]);
    expect(must(await client.removeFromBlacklist(mari))).toBe('removed');
    expect(must(await client.removeFromBlacklist(mari))).toBe('was-not-there');
    expect(must(await client.blacklist())).toEqual([]);
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toContain(
      'DELETE /v1/phonebook/blacklist/%2B37255501400',
    );
  });

  it.each([
    [400, '201', 'invalid-data'],
    [401, '202', 'wrong-credentials'],
    [404, '203', 'not-found'],
    [500, '205', 'server-error'],
  ])('report a %i with its meaning, without the password', async (status, code, ours) => {
    const { client } = await answering(status, error(code));
    const answers: ApiResult<unknown>[] = [await client.blacklist(), await client.addToBlacklist(mari)];
    if (status !== 404) answers.push(await client.removeFromBlacklist(mari));
    for (const answer of answers) {
      expect(answer).toMatchObject({ ok: false, problem: { code: ours, httpStatus: status, apiCode: code } });
      expect(holdsNoPassword(answer)).toBe(true);
    }
    await client.close();
  });

  it.each([
    [200, '', 'an empty answer to GET is no empty list'],
    [200, '{}', 'no list'],
    [200, '{"phoneNumbers":{}}', 'not a list'],
    [200, '[', 'half a JSON'],
    [404, '<!doctype html>', 'a web page with 404 is not "not listed"'],
    [409, '<!doctype html>', 'a web page with 409 is not "listed before"'],
    [409, error('203'), 'another code with 409'],
    [201, '{}', 'another success'],
    [302, '', 'a redirect'],
  ])('take %i %j for a problem: %s', async (status, body) => {
    const { client } = await answering(status, body);
    for (const answer of [
      await client.blacklist(),
      await client.addToBlacklist(mari),
      await client.removeFromBlacklist(mari),
    ]) {
      expect(answer.ok).toBe(false);
    }
    await client.close();
  });

  it('read a list of 1,000,000 numbers, each once, without what cannot be a number', async () => {
    const numbers = Array.from({ length: 1_000_000 }, (_, index) => `+3725${1_000_000 + index}`);
    const odd = [5, null, '', {}, 'x'.repeat(65), numbers[0]];
    const { client } = await answering(200, JSON.stringify({ phoneNumbers: [...numbers, ...odd] }));
    expect(must(await client.blacklist())).toEqual(numbers);
    await client.close();
  });

  it('refuse a list of more than 32 MiB, and never call it short', async () => {
    const { client } = await answering(200, `{"phoneNumbers":["${'5'.repeat(33 * 1024 * 1024)}"]}`);
    expect(await client.blacklist()).toMatchObject({
      ok: false,
      problem: { code: 'answer-unreadable', id: 'messente.answer-unreadable/too-large' },
    });
    await client.close();
  });

  it('add and remove with one request each, also if the connection is lost', async () => {
    const server = await startScriptedHttp((request) => request.socket.destroy());
    servers.push(server);
    const client = clientFor(server.url);
    expect((await client.addToBlacklist(mari)).ok).toBe(false);
    expect((await client.removeFromBlacklist(mari)).ok).toBe(false);
    await eventually(() => server.seen.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
    await client.close();
  });
});
