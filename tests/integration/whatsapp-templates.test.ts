/**
 * Tests WhatsApp templates: the sandbox's calls, the client that requests them, and the list that the console
 * keeps.
 */

import { describe, expect, it } from 'vitest';
import { englishText } from '../../shared/problems/english-text.ts';
import { codeOf, consoleWithSandbox, must, openConsole } from '../helpers/console-fixture.ts';
import { eventually, sandboxFixture } from '../helpers/sandbox-fixture.ts';
import { clientFor, holdsNoPassword, password, startScriptedHttp } from '../helpers/scripted-messente.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const path = '/whatsapp/wabas/demo/templates';
type Listed = {
  templates: { id: string; name: string; language: string; status: string }[];
  paging: { cursors: { before: string; after: string }; previous?: string; next?: string };
};
type ErrorBody = { errors: { code: string; source: string | null }[] };

const created = {
  name: 'new_one',
  language: 'en',
  category: 'utility',
  components: [{ type: 'body', text: 'Hi {{1}}', example: { body_text: [['Ann']] } }],
};

describe('the sandbox’s template calls', () => {
  it('list templates in pages that can be read forward and back', async () => {
    await using fixture = await sandboxFixture();
    const list = async (query: string) => (await fixture.api('GET', `${path}${query}`)).body as Listed;
    const all = (await list('')).templates;
    expect(all.length).toBeGreaterThan(10);
    const walked: string[] = [];
    let page = await list('?limit=4');
    for (;;) {
      walked.push(...page.templates.map(({ id }) => id));
      if (page.paging.next === undefined) break;
      expect(page.templates).toHaveLength(4);
      page = await list(`?limit=4&after=${page.paging.cursors.after}`);
    }
    expect(walked).toEqual(all.map(({ id }) => id));
    const back = await list(`?limit=2&before=${page.paging.cursors.before}`);
    expect(back.templates.map(({ id }) => id)).toEqual(
      walked.slice(-page.templates.length - 2, -page.templates.length),
    );
    expect(new URL(back.paging.next ?? '').pathname).toBe(`/v1${path}`);
  });

  it('filter by name, language, category, status and content', async () => {
    await using fixture = await sandboxFixture();
    const names = async (query: string) =>
      ((await fixture.api('GET', `${path}?${query}`)).body as Listed).templates.map(
        ({ name, language }) => `${name} ${language}`,
      );
    expect(await names('name=order_ready&language=et')).toEqual(['order_ready et']);
    expect(await names('status=rejected')).toEqual(['win_a_car en']);
    expect(await names('category=authentication')).toEqual(['login_code en', 'login_code et']);
    expect(await names('content=won a car')).toEqual(['win_a_car en']);
    expect(await names('name=nothing')).toEqual([]);
  });

  it('create, read, change and delete a template', async () => {
    await using fixture = await sandboxFixture();
    const made = await fixture.api('POST', path, created);
    expect(made).toMatchObject({ status: 200, body: { status: 'pending', category: 'utility' } });
    const { id } = made.body as { id: string };
    const status = async () =>
      ((await fixture.api('GET', `${path}/${id}`)).body as { status: string }).status;
    await eventually(status).toBe('approved');
    expect((await fixture.api('PUT', `${path}/${id}`, { category: 'marketing' })).status).toBe(200);
    expect((await fixture.api('GET', `${path}/${id}`)).body).toMatchObject({
      id,
      category: 'marketing',
      components: created.components,
    });
    expect((await fixture.api('DELETE', `${path}?name=new_one`)).status).toBe(200);
    expect((await fixture.api('GET', `${path}/${id}`)).status).toBe(404);
    // One of several languages.
    const both = (await fixture.api('GET', `${path}?name=login_code`)).body as Listed;
    await fixture.api('DELETE', `${path}?name=login_code&hsmId=${both.templates[0]?.id}`);
    const left = (await fixture.api('GET', `${path}?name=login_code`)).body as Listed;
    expect(left.templates.map(({ language }) => language)).toEqual(['et']);
  });

  it('refuse undocumented requests, and name the field', async () => {
    await using fixture = await sandboxFixture();
    const refusal = async (method: string, at: string, body?: unknown, headers = {}) => {
      const answer = await fixture.api(method, at, body, headers);
      return [
        answer.status,
        ...(answer.body as ErrorBody).errors.map(({ code, source }) => `${code} ${source}`),
      ];
    };
    expect(await refusal('GET', path, undefined, { authorization: 'Basic x' })).toEqual([401, '103 null']);
    expect(await refusal('GET', '/whatsapp/wabas/other/templates')).toEqual([403, '102 null']);
    expect(await refusal('GET', `${path}?limit=501`)).toEqual([400, '105 limit']);
    expect(await refusal('GET', `${path}?status=great`)).toEqual([400, '105 status']);
    expect(await refusal('POST', path, { ...created, category: 'spam' })).toEqual([400, '105 category']);
    expect(await refusal('POST', path, { ...created, name: 'order_ready' })).toEqual([400, '105 name']);
    expect(await refusal('POST', path, { ...created, colour: 'red' })).toEqual([400, '105 colour']);
    expect(await refusal('POST', path, '{')).toEqual([400, '105 payload']);
    const long = [{ type: 'buttons', buttons: [{ type: 'quick_reply', text: 'x'.repeat(26) }] }];
    expect(await refusal('POST', path, { ...created, components: long })).toEqual([
      400,
      '105 components[0][buttons][0][text]',
    ]);
    expect(await refusal('DELETE', path)).toEqual([400, '106 name']);
    expect(await refusal('PATCH', path)).toEqual([405, '107 null']);
  });

  it('keep templates after a restart, and delete them on a reset', async () => {
    const dataDir = temporaryFolder();
    {
      await using fixture = await sandboxFixture({ dataDir });
      await fixture.api('POST', path, created);
      await fixture.api('DELETE', `${path}?name=hello`);
    }
    await using again = await sandboxFixture({ dataDir });
    const names = async () =>
      ((await again.api('GET', `${path}?limit=500`)).body as Listed).templates.map(({ name }) => name);
    expect(await names()).toContain('new_one');
    expect(await names()).not.toContain('hello');
    await again.control('POST', '/reset');
    expect(await names()).toContain('hello');
    expect(await names()).not.toContain('new_one');
  });
});

describe('Messente’s template calls in the client', () => {
  const template = (number: number) => ({
    id: String(number),
    name: `t${number}`,
    language: 'en',
    category: 'UTILITY',
    status: 'APPROVED',
    components: [],
  });

  it('follow the pages by their cursors, and never an address in an answer', async () => {
    const stage = await startScriptedHttp((request, response) => {
      const after = new URL(request.url ?? '', 'http://x').searchParams.get('after');
      const first = after === null;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          templates: [template(first ? 1 : 2)],
          paging: {
            cursors: { before: 'b', after: first ? 'next page=' : 'end' },
            ...(first ? { next: 'http://198.51.100.1/elsewhere' } : {}),
          },
        }),
      );
    });
    const client = clientFor(stage.url);
    const listed = must(await client.whatsappTemplates('123'));
    expect(listed.map(({ name, status }) => `${name} ${status}`)).toEqual(['t1 approved', 't2 approved']);
    expect(stage.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /v1/whatsapp/wabas/123/templates?limit=100',
      'GET /v1/whatsapp/wabas/123/templates?limit=100&after=next%20page%3D',
    ]);
    expect(stage.seen.every(({ authorization }) => authorization?.startsWith('Basic '))).toBe(true);
    await client.close();
    await stage.close();
  });

  it('stop if the pages repeat', async () => {
    const stage = await startScriptedHttp((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const paging = { cursors: { before: 'same', after: 'same' }, next: 'more' };
      response.end(JSON.stringify({ templates: [template(1), { id: 5 }, 'no template'], paging }));
    });
    const client = clientFor(stage.url);
    expect(must(await client.whatsappTemplates('123')).map(({ id }) => id)).toEqual(['1']);
    expect(stage.seen).toHaveLength(2);
    await client.close();
    await stage.close();
  });

  it.each([
    [400, '105', 'invalid-data', 'wabaId'],
    [401, '103', 'wrong-credentials', null],
    [403, '102', 'forbidden', 'wabaId'],
    [500, '104', 'server-error', null],
  ])('report a %i with its meaning, without the password', async (status, code, ours, field) => {
    const stage = await startScriptedHttp((request, response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      const detail = `${request.headers.authorization} ${password}`;
      response.end(JSON.stringify({ errors: [{ code, title: 'T', detail, source: null }] }));
    });
    const client = clientFor(stage.url);
    const listed = await client.whatsappTemplates('123');
    expect(listed).toMatchObject({
      ok: false,
      problem: { code: ours, field, httpStatus: status, apiCode: code },
    });
    expect(holdsNoPassword(listed)).toBe(true);
    await client.close();
    await stage.close();
  });

  it('make no request for an invalid id', async () => {
    const stage = await startScriptedHttp((_request, response) => response.end());
    const client = clientFor(stage.url);
    for (const id of ['', '../../omnimessage', 'a b', 'x'.repeat(65)]) {
      expect(codeOf(await client.whatsappTemplates(id))).toBe('waba-id-invalid');
    }
    expect(stage.seen).toEqual([]);
    await client.close();
    await stage.close();
  });
});

describe('the WhatsApp templates of a console', () => {
  it('are the sandbox’s templates without any configuration', async () => {
    const { client } = await openConsole();
    must(await client.accounts.sandbox());
    const list = must(await client.compose.whatsappTemplates({}));
    expect(list.templates.map(({ name }) => name)).toContain('order_ready');
    expect(list.templates.length).toBeGreaterThan(10);
  });

  it('need the id if it is not known, and the problem says where to set it', async () => {
    const { client } = await consoleWithSandbox();
    const list = await client.compose.whatsappTemplates({});
    expect(list).toMatchObject({ ok: false, problem: { code: 'no-waba-id', field: 'wabaId' } });
    expect(list.ok ? '' : englishText(list.problem).hint).toContain('Settings');
    expect(codeOf(await client.compose.whatsappTemplates({ accountId: 'nobody' }))).toBe('no-such-account');
  });

  it('are cached for an hour, reloaded on request, and shown from the cache if nobody answers', async () => {
    let now = Date.now();
    const { client, accountId, sandbox } = await consoleWithSandbox({ now: () => now });
    must(await client.accounts.update({ id: accountId, wabaId: 'demo' }));
    const first = must(await client.compose.whatsappTemplates({ accountId }));
    const answer = await fetch(`${sandbox.baseUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('demo:demo')}`, 'content-type': 'application/json' },
      body: JSON.stringify(created),
    });
    expect(answer.status).toBe(200);
    const hasNew = (list: typeof first) => list.templates.some(({ name }) => name === 'new_one');
    now += 59 * 60_000;
    expect(must(await client.compose.whatsappTemplates({ accountId }))).toEqual(first);
    expect(hasNew(must(await client.compose.whatsappTemplates({ accountId, fresh: true })))).toBe(true);
    now += 61 * 60_000;
    await sandbox.stop();
    const last = must(await client.compose.whatsappTemplates({ accountId }));
    expect(hasNew(last)).toBe(true);
    expect(last.fetchedAt).toBeLessThan(now);
    expect((await client.compose.whatsappTemplates({ accountId, fresh: true })).ok).toBe(false);
    // Another account's templates are not shown for this one.
    must(await client.accounts.update({ id: accountId, wabaId: 'other' }));
    expect((await client.compose.whatsappTemplates({ accountId })).ok).toBe(false);
  });
});
