import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sign, signatureOf, verifySignature } from '../../electron/engine/features/reports/signature.ts';
import type { PostponedCallback } from '../../electron/engine/features/reports/types.ts';
import { readReport } from '../../electron/engine/messente/read-report.ts';
import {
  account,
  hmac,
  localId,
  startTestCallbackServer,
  token,
} from '../helpers/callback-server-fixture.ts';
import { rawConnection, rawRequest } from '../helpers/raw-http.ts';

const report = Buffer.from('{"status":"DELIVRD","err":0,"sender":"Привіт"}', 'utf8');
const path = `/dlr/${token}/${localId}`;

async function post(port: number, headers: Record<string, string>, body: Uint8Array, target = path) {
  const connection = await rawConnection(port);
  await connection.write(rawRequest('POST', target, headers, body));
  const text = await connection.until(/\r\n\r\n/);
  connection.socket.destroy();
  return { status: Number(text.split(' ')[1]), text };
}

/** Returns the HMAC that another implementation computes. */
function pythonHmac(body: Uint8Array, password: string): string {
  const program =
    'import hmac,sys;print(hmac.new(sys.argv[1].encode(),sys.stdin.buffer.read(),"sha256").hexdigest())';
  return execFileSync('python3', ['-c', program, password], { input: body }).toString().trim();
}

describe('an incoming callback', () => {
  test('with a right signature is stored byte for byte and answered 200 with an empty body', async () => {
    const desk = await startTestCallbackServer();
    const signature = pythonHmac(report, 'correct horse');
    const { status, text } = await post(
      desk.server.port,
      { 'X-MESSENTE-Signature': signature, 'x-Odd': 'a  b' },
      report,
    );
    expect(status).toBe(200);
    expect(text).toMatch(/content-length: 0/i);
    expect(text).not.toMatch(/server:|x-powered-by/i);
    expect(desk.kept).toHaveLength(1);
    expect(desk.kept[0]).toMatchObject({
      accountId: account,
      localId,
      method: 'POST',
      target: path,
      receivedAt: 1_700_000_000_000,
      verdict: { kind: 'verified', secret: 'current' },
    });
    expect(desk.kept[0]?.headers).toEqual([
      ['Host', 'callbacks.test'],
      ['X-MESSENTE-Signature', signature],
      ['x-Odd', 'a  b'],
      ['Content-Length', String(report.length)],
    ]);
    expect(Buffer.from(desk.kept[0]?.body ?? []).equals(report)).toBe(true);
  });

  test('is also verified with an earlier password, and with upper-case hexadecimal digits', async () => {
    const desk = await startTestCallbackServer();
    const signature = pythonHmac(report, 'older staple').toUpperCase();
    expect((await post(desk.server.port, { 'X-Messente-Signature': signature }, report)).status).toBe(200);
    expect(desk.kept[0]?.verdict).toEqual({ kind: 'verified', secret: 'earlier' });
  });

  test('may use the key’s default URL, which names no message', async () => {
    const desk = await startTestCallbackServer();
    const target = `/dlr/${token}`;
    const answer = await post(desk.server.port, { 'X-Messente-Signature': hmac(report) }, report, target);
    expect(answer.status).toBe(200);
    expect(desk.kept[0]?.localId).toBeNull();
    expect(desk.server.pathFor(token, null)).toBe(target);
  });

  test('is accepted under the proxy’s path prefix, and only there', async () => {
    const desk = await startTestCallbackServer({ pathPrefix: '/messente/hooks/' });
    const target = desk.server.pathFor(token, null);
    expect(target).toBe(`/messente/hooks/dlr/${token}`);
    const headers = { 'X-Messente-Signature': hmac(report) };
    expect((await post(desk.server.port, headers, report, target)).status).toBe(200);
    expect((await post(desk.server.port, headers, report, path)).status).toBe(404);
  });

  test.each([
    ['an empty one', report.subarray(0, 0)],
    ['every byte there is', Buffer.from(Array.from({ length: 256 }, (_, index) => index))],
    ['64 KiB exactly', randomBytes(65_536)],
    ['a gzipped one, as it is', Buffer.from('1f8b0800000000000003ab56ca2f2d51b25202d2b54000', 'hex')],
    ['one that is no JSON', Buffer.from('<html>')],
  ])('may have any body: %s', async (_name, body) => {
    const desk = await startTestCallbackServer();
    const headers = { 'X-Messente-Signature': pythonHmac(body, 'correct horse'), 'Content-Encoding': 'gzip' };
    const length: Record<string, string> = body.length === 0 ? { 'Content-Length': '0' } : {};
    expect((await post(desk.server.port, { ...headers, ...length }, body)).status).toBe(200);
    expect(Buffer.from(desk.kept[0]?.body ?? [1]).equals(body)).toBe(true);
  });

  test('is refused and stored separately if its signature is wrong, missing, cut off, doubled or made without a password', async () => {
    const desk = await startTestCallbackServer();
    const right = hmac(report);
    const wrong = right.startsWith('0') ? `1${right.slice(1)}` : `0${right.slice(1)}`;
    const doubled = `${right}\r\nx-messente-signature: ${right}`;
    for (const signature of [wrong, right.slice(1), `${right}00`, '', 'zz', hmac(report, ''), doubled]) {
      const answer = await post(desk.server.port, { 'X-Messente-Signature': signature }, report);
      expect(answer.status).toBe(401);
      expect(answer.text).toMatch(/content-length: 0/i);
    }
    expect((await post(desk.server.port, {}, report)).status).toBe(401);
    expect(desk.kept.map((callback) => callback.verdict.kind)).toEqual([
      ...Array.from({ length: 7 }, () => 'forged'),
      'unsigned',
    ]);
    // A report that was changed on its way does not match its signature.
    const changed = Buffer.from(report);
    changed[5] = 0x41;
    expect((await post(desk.server.port, { 'X-Messente-Signature': right }, changed)).status).toBe(401);
  });

  test('matches nothing if the account has no password, not even an empty one', async () => {
    const desk = await startTestCallbackServer();
    desk.passwords = { kind: 'none' };
    const headers = { 'X-Messente-Signature': hmac(report) };
    expect((await post(desk.server.port, headers, report)).status).toBe(401);
    desk.passwords = { kind: 'known', current: '', earlier: [''] };
    const empty = { 'X-Messente-Signature': hmac(report, '') };
    expect((await post(desk.server.port, empty, report)).status).toBe(401);
    expect(desk.kept.map((callback) => callback.verdict.kind)).toEqual(['forged', 'forged']);
  });

  test('is postponed while the key store is locked, and gets 503 if too many are postponed', async () => {
    const desk = await startTestCallbackServer();
    desk.passwords = { kind: 'locked' };
    const postponed: PostponedCallback[] = [];
    desk.postpone = async (callback) => {
      postponed.push(callback);
      return postponed.length === 1;
    };
    const headers = { 'X-Messente-Signature': hmac(report) };
    expect((await post(desk.server.port, headers, report)).status).toBe(200);
    expect(Buffer.from(postponed[0]?.body ?? []).equals(report)).toBe(true);
    const full = await post(desk.server.port, headers, report);
    expect(full.status).toBe(503);
    expect(full.text).toMatch(/retry-after: \d+/i);
    desk.postpone = () => Promise.reject(new Error('the disk is full'));
    expect((await post(desk.server.port, headers, report)).status).toBe(503);
    expect(desk.kept).toHaveLength(0);
    expect(desk.server.stats()).toMatchObject({ postponed: 1, locked: 1, notKept: 1, bufferedBytes: 0 });
  });

  test('gets 503 if it could not be stored, and its content is not in the log', async () => {
    const desk = await startTestCallbackServer();
    const headers = { 'X-Messente-Signature': hmac(report) };
    desk.keep = () => Promise.reject(new Error(`disk full while writing ${report.toString()}`));
    expect((await post(desk.server.port, headers, report)).status).toBe(503);
    desk.keep = () => {
      throw new TypeError('thrown, not rejected');
    };
    expect((await post(desk.server.port, headers, report)).status).toBe(503);
    expect(desk.server.stats()).toMatchObject({ notKept: 2, inFlight: 0 });
    const log = JSON.stringify(desk.logged);
    for (const secret of [token, localId, 'correct horse', 'DELIVRD', hmac(report)]) {
      expect(log).not.toContain(secret);
    }
    expect(log).toContain('callback-not-kept');
  });

  test('is answered only after it is on disk', async () => {
    const desk = await startTestCallbackServer();
    let commit: () => void = () => undefined;
    const asked = new Promise<void>((reached) => {
      desk.keep = () =>
        new Promise((resolve) => {
          commit = resolve;
          reached();
        });
    });
    const connection = await rawConnection(desk.server.port);
    await connection.write(rawRequest('POST', path, { 'X-Messente-Signature': hmac(report) }, report));
    await asked;
    // Another request on another connection is completely answered meanwhile, so ours could have been
    // answered, too.
    const other = await rawConnection(desk.server.port);
    await other.write(rawRequest('GET', '/', {}));
    await other.until(/404/);
    expect(connection.received()).toBe('');
    commit();
    await connection.until(/^HTTP\/1\.1 200 /);
    other.socket.destroy();
    connection.socket.destroy();
  });
});

describe('the signature of a callback', () => {
  test('equals that of another implementation, whatever the password and the body', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ unit: 'grapheme' }), (body, password) => {
        expect(sign(body, password)).toBe(hmac(body, password));
      }),
    );
    expect(sign(report, 'pässwörd 🔑')).toBe(pythonHmac(report, 'pässwörd 🔑'));
  });

  test('verifies only for an account that has or had the password', () => {
    const passwords = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ minLength: 1 }), passwords, (body, signer, mine) => {
        const [current = '', ...earlier] = mine;
        const verdict = verifySignature(body, hmac(body, signer), { current, earlier });
        if (signer === current) expect(verdict).toEqual({ kind: 'verified', secret: 'current' });
        else if (earlier.includes(signer)) expect(verdict).toEqual({ kind: 'verified', secret: 'earlier' });
        else expect(verdict).toEqual({ kind: 'forged' });
      }),
    );
  });

  test('that was stored as invalid is verified later, with a newly entered password', async () => {
    const desk = await startTestCallbackServer();
    await post(desk.server.port, { 'X-Messente-Signature': hmac(report, 'new one') }, report);
    const kept = desk.kept[0];
    expect(kept?.verdict).toEqual({ kind: 'forged' });
    if (kept === undefined) return;
    const again = verifySignature(kept.body, signatureOf(kept.headers), { current: 'new one', earlier: [] });
    expect(again).toEqual({ kind: 'verified', secret: 'current' });
  });
});

describe('a delivery report that arrives', () => {
  test('is read from the raw body, and a body that is not a report is marked as such', () => {
    const read = readReport(report);
    expect(read.ok && read.value).toMatchObject({ status: 'DELIVRD', err: 0 });
    expect(readReport(Buffer.from([0xff, 0xfe])).ok).toBe(false);
    expect(readReport(report.subarray(0, report.length - 3)).ok).toBe(false);
    expect(readReport(Buffer.from('[]')).ok).toBe(false);
  });
});
