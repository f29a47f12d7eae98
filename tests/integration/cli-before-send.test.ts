/** Tests the `send` command in quiet hours, and with a text that was sent to the same recipient before. */
import { expect, it } from 'vitest';
import { must, openConsole } from '../helpers/console-fixture.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const hourMs = 3_600_000;
const number = '+37255500000';

/** Returns the local time in Tallinn some hours from now. */
function inTallinn(hours: number): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Tallinn',
    hour: '2-digit',
    minute: '2-digit',
  });
  return format.format(Date.now() + hours * hourMs);
}

/**
 * Creates a folder whose console shows warnings in the sandbox too, with or without current quiet hours in
 * Estonia.
 */
async function folderWith(quiet: boolean): Promise<string> {
  const folder = temporaryFolder();
  const { client, stop } = await openConsole({ folder });
  const { beforeSending } = await client.settings.get();
  const quietHours = { on: quiet, from: inTallinn(-2), to: inTallinn(3) };
  must(await client.settings.set({ beforeSending: { ...beforeSending, inSandbox: true, quietHours } }));
  await stop();
  return folder;
}

const send = (folder: string, ...more: string[]) =>
  omnideck(['send', '--sandbox', '--data', folder, '--to', number, '--sms', 'Tere', ...more]);

it('the send command refuses in quiet hours, and sends nothing', { timeout: 120_000 }, async () => {
  const folder = await folderWith(true);
  const ran = await send(folder);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain(`It is in quiet hours for ${number}.`);
  expect(ran.stderr).toContain('--hold');
  const listed = await omnideck(['list', '--data', folder, '--json']);
  expect(jsonLines(listed.stdout)).toEqual([]);
  const json = await send(folder, '--json');
  expect(json.code).toBe(2);
  expect(json.stdout + json.stderr).toContain('"quiet-hours"');
});

it('the send command with --hold waits until quiet hours end', { timeout: 120_000 }, async () => {
  const folder = await folderWith(true);
  const ran = await send(folder, '--hold', '--json');
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.stderr).toContain('Held until');
  const [message] = jsonLines(ran.stdout);
  expect(message).toMatchObject({ state: 'scheduled', to: number });
  const { client } = await openConsole({ folder });
  const [row] = (await client.messages.list({})).rows;
  const until = (row?.sendAt ?? 0) - Date.now();
  expect(until).toBeGreaterThan(2.5 * hourMs);
  expect(until).toBeLessThanOrEqual(3 * hourMs);
  const { quietHours } = (await client.settings.get()).beforeSending;
  expect(inTallinn(until / hourMs)).toBe(quietHours.to);
});

it('the send command with --even-in-quiet-hours sends anyway, and records the override', {
  timeout: 120_000,
}, async () => {
  const folder = await folderWith(true);
  const ran = await send(folder, '--even-in-quiet-hours', '--json');
  expect(ran.code).toBe(0);
  const { client } = await openConsole({ folder });
  const [row] = (await client.messages.list({})).rows;
  expect(must(await client.messages.get({ id: row?.id ?? '' }))).toMatchObject({
    sendAt: null,
    overridden: ['quiet-hours'],
  });
  const both = await send(folder, '--even-in-quiet-hours', '--hold');
  expect(both.code).toBe(2);
  expect(both.stderr).toContain('given together');
});

it('the send command reports a repeated text and sends it, and refuses with --not-if-same', {
  timeout: 120_000,
}, async () => {
  const folder = await folderWith(false);
  expect((await send(folder)).code).toBe(0);
  const again = await send(folder);
  expect(again.code).toBe(0);
  expect(again.stderr).toContain(
    `The same words were sent to ${number} within a day; they are sent again anyway.`,
  );
  const refused = await send(folder, '--not-if-same');
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(`The same words were sent to ${number} within a day.`);
  const listed = await omnideck(['list', '--data', folder, '--json']);
  expect(jsonLines(listed.stdout)).toHaveLength(2);
});
