import { expect, it } from 'vitest';
import { consoleWithSandbox, must } from '../helpers/console-fixture.ts';
import { rawConnection, rawRequest } from '../helpers/raw-http.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

it('a callback request that was not stored is listed with its time, content, response and reason', async () => {
  const { client, accountId } = await consoleWithSandbox();
  const { callbacks } = await client.console.overview();
  expect(callbacks.refused).toBe(0);
  const { localUrl } = must(await client.accounts.callbackUrl({ id: accountId }));
  const { pathname } = new URL(localUrl);
  const token = pathname.split('/').at(-1) ?? '';
  const wrong = `/dlr/${'f'.repeat(32)}`;
  const statusOf = async (method: string, path: string, body?: string) =>
    (await fetch(`${callbacks.localUrl}${path}`, { method, ...(body === undefined ? {} : { body }) })).status;
  expect(await statusOf('POST', wrong, '{"status":"DELIVRD"}')).toBe(404);
  expect(await statusOf('POST', `${pathname}?x=1`, '{}')).toBe(404);
  expect(await statusOf('GET', pathname)).toBe(405);
  expect(await statusOf('POST', pathname, 'x'.repeat(70_000))).toBe(413);
  // A callback that is cut off in the middle of its body.
  const cut = await rawConnection(callbacks.port);
  const whole = rawRequest('POST', pathname, {}, Buffer.from('{"status":"DELIVRD"}'));
  await cut.write(whole.subarray(0, -8));
  cut.socket.destroy();
  // A stored callback, forged or not, is not in this list.
  expect(await statusOf('POST', pathname, '{}')).toBe(401);

  await eventually(async () => (await client.reports.refused()).total).toBe(5);
  const { rows } = await client.reports.refused();
  expect(rows.map(({ id, method, why, answered }) => [id, method, why, answered])).toEqual([
    [5, 'POST', 'cut', null],
    [4, 'POST', 'too-large', 413],
    [3, 'GET', 'not-post', 405],
    [2, 'POST', 'no-such-path', 404],
    [1, 'POST', 'no-such-path', 404],
  ]);
  expect(rows[0]?.bytes).toBe(12);
  expect(JSON.stringify(rows), 'the token lets reports in').not.toContain(token.slice(0, 12));
  expect(rows.every(({ at }) => Math.abs(Date.now() - at) < 600_000)).toBe(true);
  expect((await client.console.overview()).callbacks.refused).toBe(5);
  expect((await client.reports.list({})).rows).toHaveLength(1);
});

it('of a flood of refused callback requests the newest are kept, with the total count', async () => {
  const { client } = await consoleWithSandbox();
  const { callbacks } = await client.console.overview();
  for (let count = 0; count < 230; count += 10) {
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        fetch(`${callbacks.localUrl}/${'long'.repeat(300)}/${count + index}`).then((answer) => answer.text()),
      ),
    );
  }
  const { rows, total } = await client.reports.refused();
  expect(total).toBe(230);
  expect(rows).toHaveLength(200);
  expect(rows[0]?.id).toBe(230);
  expect(Math.max(...rows.map(({ path }) => path.length))).toBe(200);
});
