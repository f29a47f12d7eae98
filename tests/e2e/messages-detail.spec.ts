/** Tests the detail of a message: its tags and note, its requests and answers, and editing it as new. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { englishText } from '../../shared/problems/english-text.ts';
import type { Engine } from './test.ts';
import { expect, test } from './test.ts';

const run = promisify(execFile);

async function send(engine: Engine, text: string, more: object = {}): Promise<string> {
  const sent = await engine.ask((client) =>
    client.messages.send({
      to: ['+37255501411'],
      chain: {
        steps: [
          { channel: 'viber', text: `${text}, by Viber`, sender: 'Northwind', ttlSeconds: 5 },
          { channel: 'sms', text, sender: 'NORTHWIND' },
        ],
      },
      requestKey: `detail-${text}`,
      ...more,
    }),
  );
  if (!sent.ok) throw new Error(englishText(sent.problem).message);
  return sent.value.messages[0]?.id ?? '';
}

test('a note of a message is written by keyboard, shown in the list, and undone', async ({
  deck,
  engine,
}) => {
  const { messages, message, page } = deck;
  await send(engine, 'Hello');
  await messages.row('Hello').click();
  await expect(message.number).toBeVisible();
  await page.keyboard.press('m');
  await expect(message.note).toBeFocused();
  await page.keyboard.type('Called on Friday.');
  await page.keyboard.press('Control+Enter');
  await expect(message.pane.getByRole('button', { name: 'Edit the note' })).toContainText(
    'Called on Friday.',
  );
  await expect(messages.row('Hello').getByRole('img', { name: 'Has a note' })).toBeVisible();
  await deck.notice('Note added').getByRole('button', { name: 'Undo' }).click();
  await expect(message.pane.getByRole('button', { name: 'Add a note' })).toBeVisible();
});

test('an unsaved note is kept when another message is opened', async ({ deck, engine }) => {
  const { messages, message } = deck;
  await send(engine, 'First');
  await send(engine, 'Second');
  await messages.row('First').click();
  await message.pane.getByRole('button', { name: 'Add a note' }).click();
  await message.note.fill('Not saved yet');
  await messages.row('Second').click();
  await expect(deck.notice('Note added')).toBeVisible();
  await messages.row('First').click();
  await expect(message.pane.getByRole('button', { name: 'Edit the note' })).toContainText('Not saved yet');
});

test('tags are added to a message and removed', async ({ deck, engine }) => {
  const { messages, message, page } = deck;
  await send(engine, 'Hello', { tags: ['order'] });
  await messages.row('Hello').click();
  await expect(message.tags.getByRole('listitem')).toHaveText(['order']);
  await page.keyboard.press('t');
  await page.getByRole('dialog', { name: 'Tags' }).getByRole('combobox').fill('vip');
  await page.getByRole('option', { name: 'New tag “vip”' }).click();
  await expect(message.tags.getByRole('listitem')).toHaveText(['order', 'vip']);
  await page.keyboard.press('Escape');
  await message.pane.getByRole('button', { name: 'Remove the tag order' }).click();
  await expect(message.tags.getByRole('listitem')).toHaveText(['vip']);
  await page.keyboard.press('Control+z');
  await expect(message.tags.getByRole('listitem')).toHaveText(['order', 'vip']);
});

test('the request and the response of a message are shown without the callback token', async ({
  deck,
  engine,
}) => {
  const { messages, message } = deck;
  const id = await send(engine, 'Hello', { purpose: 'appointments' });
  await messages.row('Hello').click();
  await message.pane.getByRole('button', { name: 'Request and answer' }).click();
  const request = message.pane.getByRole('region', { name: 'Request' });
  await expect(request).toContainText('"to": "+37255501411"');
  await expect(request).toContainText('/dlr/…/');
  await expect(message.pane.getByRole('region', { name: 'Answer' })).toContainText('omnimessage_id');
  const detail = await engine.ask((client) => client.messages.get({ id }));
  const token = detail.ok ? (/\/dlr\/([^/]+)/.exec(detail.value.callbackUrl ?? '')?.[1] ?? '') : '';
  expect(token).not.toBe('');
  expect(await deck.page.content()).not.toContain(token);
  await expect(message.pane.getByRole('region', { name: 'More about this message' })).toContainText(
    'Appointments',
  );
});

test('the answer to a status request is shown after the request', async ({ deck, engine }) => {
  const { messages, message } = deck;
  // The sandbox never sends a report for ending 32: the status is known only by polling.
  const sent = await engine.ask((client) =>
    client.messages.send({
      to: ['+37255501432'],
      chain: { steps: [{ channel: 'sms', text: 'Silent' }] },
      requestKey: 'a-silent-message',
    }),
  );
  const id = sent.ok ? (sent.value.messages[0]?.id ?? '') : '';
  await messages.row('Silent').click();
  await expect
    .poll(async () => {
      const asked = await engine.ask((client) => client.messages.ask({ id }));
      return asked.ok ? asked.value.state : asked.problem.code;
    })
    .toBe('delivered');
  await message.pane.getByRole('button', { name: /^Status checked/u }).click();
  await expect(message.pane.getByRole('region', { name: /^Answer at .*, 200$/u }).first()).toContainText(
    '"status": "DELIVRD"',
  );
});

test('a message copied as curl can be resent from a shell', async ({ deck, engine }) => {
  const { messages, message, page } = deck;
  await page
    .context()
    .grantPermissions(['clipboard-read', 'clipboard-write'])
    .catch(() => undefined);
  await send(engine, "It's 5 o'clock");
  await messages.row("It's").click();
  await message.more.click();
  await page.getByRole('menuitem', { name: 'Copy as curl' }).click();
  await expect(deck.notice('Copied')).toBeVisible();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  const { stdout } = await run('sh', ['-c', `${command} -sS -o /dev/null -w '%{http_code}'`], {
    env: { ...process.env, MESSENTE_USERNAME: 'nobody', MESSENTE_PASSWORD: 'wrong' },
  });
  // The sandbox accepted everything except the missing password.
  expect(stdout).toBe('401');
});

test('a message edited as new becomes a draft with the same chain and number', async ({ deck, engine }) => {
  const { messages, message, page, compose } = deck;
  await send(engine, 'Your {parcel} is here', { literal: true });
  await messages.row('is here').click();
  await expect(message.number).toBeVisible();
  await page.keyboard.press('e');
  await expect(compose.heading).toBeVisible();
  await expect(compose.steps.getByRole('listitem')).toHaveCount(2);
  await compose.choose('SMS');
  await expect(compose.text).toHaveValue(/parcel.* is here/);
  await expect(page.getByRole('button', { name: 'Remove +372 5550 1411' })).toBeVisible();
});
