/**
 * Tests replaying a callback: in this console it changes nothing; for a program on this computer it is the
 * same request.
 */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { version } from '../../electron/cli/version.ts';
import { readLoopbackTarget } from '../../electron/engine/features/reports/loopback-target.ts';
import { postToLoopback } from '../../electron/engine/features/reports/replay.ts';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import type { ReportRow } from '../../shared/contract/reports.ts';
import { type CallbackReceiver, isSignedWith, startCallbackReceiver } from '../helpers/callback-receiver.ts';
import {
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  postReport,
  reportUrl,
  sendOne,
} from '../helpers/console-fixture.ts';
import { omnideck } from '../helpers/omnideck-process.ts';

async function receiver(): Promise<CallbackReceiver> {
  const started = await startCallbackReceiver();
  onTestFinished(() => started.close());
  return started;
}

/** Waits until the console shows the message in this state. */
async function until(client: Client, id: string, state: string): Promise<void> {
  await expect.poll(async () => (await messageOf(client, id)).state).toBe(state);
}

async function callbacksOf(client: Client, messageId: string): Promise<readonly ReportRow[]> {
  return (await client.reports.list({ messageId })).rows;
}

/** Starts the built-in sandbox and one message that it has delivered by Viber. */
async function delivered() {
  const open = await openConsole();
  must(await open.client.accounts.sandbox());
  const id = await sendOne(open.client, '+37255508800');
  await until(open.client, id, 'delivered');
  const rows = await callbacksOf(open.client, id);
  const newest = rows.find((row) => row.status === 'DELIVRD');
  if (!newest) throw new Error('nothing was told');
  return { ...open, id, newest };
}

/** Returns everything about a message on disk, except what a repeat adds: the callback and its event. */
function onDisk(folder: string): unknown {
  const db = new Database(join(folder, 'omnideck.db'), { readonly: true });
  try {
    return {
      messages: db.prepare('SELECT * FROM omnimessage').all(),
      steps: db.prepare('SELECT * FROM step ORDER BY omnimessage_seq, position').all(),
      attempts: db.prepare('SELECT * FROM attempt').all(),
      counts: db.prepare('SELECT * FROM state_count').all(),
      distinct: db
        .prepare(
          'SELECT DISTINCT message_id, channel, status, err, error, at, part_price, parts_count, total_price FROM status_event ORDER BY 1, 3',
        )
        .all(),
    };
  } finally {
    db.close();
  }
}

describe('a callback replayed into this console', () => {
  test('that is verified is a repeat, however often, and changes nothing in the message', async () => {
    const { client, folder, id, newest } = await delivered();
    const before = onDisk(folder);
    for (let turn = 0; turn < 3; turn += 1) {
      const again = must(await client.reports.replay({ id: newest.id, to: 'store' }));
      expect(again).toMatchObject({
        status: 200,
        kept: { verdict: 'verified', outcome: 'repeat', messageId: id, status: 'DELIVRD' },
        message: { id, before: 'delivered', after: 'delivered', changed: false },
      });
      expect(again.kept?.id).toBeGreaterThan(newest.id);
    }
    expect(onDisk(folder)).toEqual(before);
    const story = must(await client.reports.story({ id: newest.id }));
    expect(story.tries.map(({ outcome }) => outcome)).toEqual(['applied', 'repeat', 'repeat', 'repeat']);
    const last = must(await client.reports.story({ id: story.tries.at(-1)?.id ?? 0 }));
    expect(last.effect).toMatchObject({ why: 'repeat', knownAt: newest.receivedAt });
    expect(last.previous?.diff).toEqual({ kind: 'same-bytes' });
  });

  test('does not prove that others can reach this computer', async () => {
    const { client, newest } = await delivered();
    const { lastVerifiedAt } = (await client.console.overview()).callbacks;
    must(await client.reports.replay({ id: newest.id, to: 'store' }));
    expect((await client.console.overview()).callbacks.lastVerifiedAt).toBe(lastVerifiedAt);
  });

  test('that is forged is marked as forged again', async () => {
    const { client, id, newest, folder } = await delivered();
    const { callbackUrl } = await messageOf(client, id);
    await postReport(callbackUrl ?? '', { status: 'FAILED', channel: 'viber' }, 'a guess');
    const forged = (await client.reports.list({ verdict: 'forged' })).rows[0];
    const before = onDisk(folder);
    const again = must(await client.reports.replay({ id: forged?.id ?? 0, to: 'store' }));
    expect(again).toMatchObject({
      status: 401,
      kept: { verdict: 'forged', outcome: 'not-applied' },
      message: { changed: false },
    });
    expect(onDisk(folder)).toEqual(before);
    const story = must(await client.reports.story({ id: again.kept?.id ?? 0 }));
    expect(story.effect.why).toBe('forged');
    // It is compared with the last trusted report, because its path names that message.
    expect(story.previous?.id).toBeGreaterThanOrEqual(newest.id);
    expect(story.previous?.diff).toMatchObject({ kind: 'fields' });
    expect(story.tries.map(({ verdict }) => verdict)).toEqual(['forged', 'forged']);
  });

  test('that does not exist is reported as missing', async () => {
    const { client } = await openConsole();
    expect(codeOf(await client.reports.replay({ id: 99, to: 'store' }))).toBe('no-such-callback');
    expect(codeOf(await client.reports.story({ id: 99 }))).toBe('no-such-callback');
  });
});

describe('a callback replayed to a program on this machine', () => {
  test('has the original bytes and headers, and the answer is shown', async () => {
    const { client, newest } = await delivered();
    const program = await receiver();
    program.answerWith(() => 202);
    const again = must(
      await client.reports.replay({ id: newest.id, to: { url: `${program.url}/dlr?from=omnideck` } }),
    );
    expect(again).toMatchObject({ status: 202, kept: null, message: null, answer: { cut: false } });
    const [got] = program.whole();
    const detail = must(await client.reports.get({ id: newest.id }));
    expect(got?.path).toBe('/dlr?from=omnideck');
    expect(got?.rawBody.toString('base64')).toBe(detail.bodyBase64);
    expect(isSignedWith('demo', got ?? raise())).toBe(true);
    for (const [name, value] of detail.headers) {
      if (['host', 'connection', 'content-length', 'transfer-encoding'].includes(name.toLowerCase()))
        continue;
      expect(got?.headers[name.toLowerCase()]).toBe(value);
    }
    expect(got?.headers['content-length']).toBe(String(detail.bytes));
  });

  test('shows a redirect and does not follow it', async () => {
    const { client, newest } = await delivered();
    const program = await receiver();
    program.answerWith(() => 302);
    const again = must(await client.reports.replay({ id: newest.id, to: { url: program.url } }));
    expect(again.status).toBe(302);
    expect(program.whole()).toHaveLength(1);
  });

  test('cuts off an endless answer at 4 KiB', async () => {
    const { client, newest } = await delivered();
    const endless = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const more = () => {
        while (response.write('õ'.repeat(1_001)));
        response.once('drain', more);
      };
      more();
    });
    await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void endless.close());
    const { port } = endless.address() as AddressInfo;
    const again = must(
      await client.reports.replay({ id: newest.id, to: { url: `http://127.0.0.1:${port}/` } }),
    );
    expect(again.answer.cut).toBe(true);
    expect(Buffer.from(again.answer.base64, 'base64')).toHaveLength(4096);
    expect(again.answer.text).toMatch(/^õ+$/);
    endless.closeAllConnections();
  });

  test('ends at the time limit if the program does not answer, and reports if nobody listens', async () => {
    const mute = createTcpServer(() => undefined);
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void mute.close());
    const { port } = mute.address() as AddressInfo;
    const target = must(readLoopbackTarget(`http://127.0.0.1:${port}/`));
    const body = Buffer.from('{}');
    expect(codeOf(await postToLoopback(target, { headers: [], body }, { limitMs: 50 }))).toBe(
      'target-silent',
    );
    const nobody = must(readLoopbackTarget('http://[::1]:9/'));
    expect(codeOf(await postToLoopback(nobody, { headers: [], body }))).toMatch(
      /^target-(not-there|broke-off)$/,
    );
  });

  test.each([
    ['another machine', 'http://example.com/dlr'],
    ['another machine of this network', 'http://192.168.1.10/'],
    ['a cloud’s metadata', 'http://169.254.169.254/latest'],
    ['every address of this machine', 'http://0.0.0.0:3000/'],
    ['a name that only begins so', 'http://127.0.0.1.example.com/'],
    ['a name that only begins so', 'http://localhost.example.com/'],
    ['a name that leads here today and elsewhere tomorrow', 'http://localtest.me/'],
    ['this machine as a user name', 'http://127.0.0.1@example.com/'],
    ['this machine as a user name and its port as a password', 'http://127.0.0.1:80@example.com/'],
    ['a backslash', 'http://127.0.0.1\\@example.com/'],
    ['a tab in the middle', 'http://127.0.0.1\t.example.com/'],
    ['a user name for this machine', 'http://user:word@127.0.0.1/'],
    ['one number', 'http://134744072/'],
    ['one number that is this machine', 'http://2130706433/'],
    ['hexadecimal', 'http://0x7f.0.0.1/'],
    ['octal', 'http://0177.0.0.1/'],
    ['short', 'http://127.1/'],
    ['full-width digits', 'http://１２７.0.0.1/'],
    ['an IPv4 address in an IPv6 one', 'http://[::ffff:127.0.0.1]/'],
    ['any address of IPv6', 'http://[::]/'],
    ['another one of IPv6', 'http://[2001:db8::1]/'],
    ['https, whose certificate nobody could check', 'https://127.0.0.1/'],
  ])('%s is refused: %s', async (_what, url) => {
    expect(codeOf(readLoopbackTarget(url))).toBe('not-this-machine');
  });

  test.each(['', 'dlr', 'file:///etc/passwd', 'javascript:alert(1)', 'http://', 'ftp://127.0.0.1/'])(
    '“%s” is not a valid address',
    (url) => {
      expect(codeOf(readLoopbackTarget(url))).toBe('not-a-url');
    },
  );

  test('is refused by the call as well, with the field', async () => {
    const { client, newest } = await delivered();
    const refused = await client.reports.replay({ id: newest.id, to: { url: 'http://example.com/' } });
    expect(refused).toMatchObject({ ok: false, problem: { code: 'not-this-machine', field: 'url' } });
  });

  test('is not sent to a localhost that resolves elsewhere', async () => {
    const program = await receiver();
    const target = must(readLoopbackTarget(program.url.replace('127.0.0.1', 'localhost')));
    const sent = { headers: [], body: Buffer.from('{}') };
    const elsewhere = await postToLoopback(target, sent, {
      lookUpAll: (_name, done) =>
        done(null, [
          { address: '127.0.0.1', family: 4 },
          { address: '198.51.100.7', family: 4 },
        ]),
    });
    expect(codeOf(elsewhere)).toBe('not-this-machine');
    expect(program.all).toHaveLength(0);
    const here = must(
      await postToLoopback(target, sent, {
        lookUpAll: (_name, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
      }),
    );
    expect(here.status).toBe(204);
  });
});

describe('replaying at the command line', () => {
  test('shows the response, and ends with exit code 1 if the callback was not accepted', async () => {
    const open = await openConsole({ version });
    must(await open.client.accounts.sandbox());
    await sendOne(open.client, '+37255508800');
    // Both reports: one that arrives during the replay would change the message.
    await expect.poll(async () => (await open.client.reports.list({})).rows.length).toBe(2);
    const id = String((await open.client.reports.list({})).rows.at(-1)?.id);
    const again = await omnideck(['replay', id, '--data', open.folder]);
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(
      /^Answered 200 after \d+ ms\. Callback \d+: verified, repeat\. The message has not changed\.\n$/,
    );
    const program = await receiver();
    program.answerWith(() => 503);
    const refused = await omnideck(['replay', id, '--to', program.url, '--json', '--data', open.folder]);
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({ status: 503, callback_id: null });
    const nobody = await omnideck(['replay', id, '--to', 'http://127.0.0.1:1', '--data', open.folder]);
    expect(nobody.code).toBe(2);
    const elsewhere = await omnideck(['replay', id, '--to', 'http://example.com', '--data', open.folder]);
    expect(elsewhere.code).toBe(2);
    expect(elsewhere.stderr).toContain('only to a program on this computer');
  });
});

test('a callback that a program may have received without an answer was sent: exit code 1', async () => {
  const { newest, folder, stop } = await delivered();
  await stop();
  const silent = createServer((request, response) => request.resume().on('end', () => response.destroy()));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  const words = ['replay', String(newest.id), '--to', `http://127.0.0.1:${port}`, '--data', folder];
  const ended = await omnideck([...words, '--json']);
  expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'target-broke-off' } });
  expect(ended.code).toBe(1);
});

describe('a callback that is edited and signed again', () => {
  test('is sent to a program with a signature that an independent HMAC confirms', async () => {
    const { client, newest } = await delivered();
    const program = await receiver();
    const body = '{"status":"FAILED","note":"õ, not JSON';
    must(await client.reports.replayEdited({ id: newest.id, body, to: { url: program.url } }));
    const [got] = program.whole();
    expect(got?.rawBody.toString('utf8')).toBe(body);
    expect(got?.headers['x-messente-signature']).toBe(
      createHmac('sha256', 'demo').update(Buffer.from(body, 'utf8')).digest('hex'),
    );
    expect(got?.headers['content-type']).toBe('application/json');
  });

  test('is trusted by this console, which shows what it changed', async () => {
    const { client, id, newest } = await delivered();
    const detail = must(await client.reports.get({ id: newest.id }));
    const report = { ...(JSON.parse(detail.bodyText ?? '{}') as object), status: 'SEEN', err: 10 };
    const again = must(
      await client.reports.replayEdited({ id: newest.id, body: JSON.stringify(report), to: 'store' }),
    );
    expect(again).toMatchObject({
      status: 200,
      kept: { verdict: 'verified', outcome: 'applied', status: 'SEEN' },
      message: { id, before: 'delivered', after: 'seen', changed: true },
    });
    const story = must(await client.reports.story({ id: again.kept?.id ?? 0 }));
    expect(story.effect).toMatchObject({
      why: 'changed',
      step: { channel: 'viber', before: { state: 'delivered' }, after: { state: 'seen', status: 'SEEN' } },
      message: { before: 'delivered', after: 'seen' },
    });
    expect(story.previous?.diff).toMatchObject({
      kind: 'fields',
      changes: [
        { kind: 'changed', path: 'status', before: '"DELIVRD"', after: '"SEEN"' },
        { kind: 'changed', path: 'err', before: '0', after: '10' },
      ],
    });
  });

  test('cannot be signed for an account without its own API password', async () => {
    const { client, accountId } = await consoleWithSandbox();
    await postReport(await reportUrl(client, accountId), { status: 'DELIVRD', omnimessage_id: 'x' });
    const [row] = (await client.reports.list({})).rows;
    const program = await receiver();
    const refused = await client.reports.replayEdited({
      id: row?.id ?? 0,
      body: '{}',
      to: { url: program.url },
    });
    expect(codeOf(refused)).toBe('not-sandbox');
    expect(program.all).toHaveLength(0);
  });

  test('of more than 64 KiB is refused, whatever its characters', async () => {
    const { client, newest } = await delivered();
    const refused = await client.reports.replayEdited({
      id: newest.id,
      body: 'õ'.repeat(40_000),
      to: 'store',
    });
    expect(codeOf(refused)).toBe('body-too-large');
  });
});

function raise(): never {
  throw new Error('nothing came');
}
