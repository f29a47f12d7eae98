/**
 * Tests the callback inspector: what each callback changed, its difference from the previous one, search, and
 * replay.
 */
import { createHmac } from 'node:crypto';
import { startCallbackReceiver } from '../helpers/callback-receiver.ts';
import { violationsOf } from './axe.ts';
import { ReplayDialog } from './pages/replay-dialog.ts';
import { expect, test } from './test.ts';

test.beforeEach(async ({ deck }) => {
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 8800', sms: 'Hello' });
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('Delivered');
  await deck.go('Delivery reports');
});

test('a callback shows what it changed and its differences from the previous one', async ({ deck }) => {
  const { reports } = deck;
  await reports.row('DELIVRD').click();
  const changed = reports.pane.getByRole('region', { name: 'What it changed' });
  await expect(changed).toContainText('On its way ACK');
  await expect(changed).toContainText('Delivered DELIVRD');
  const before = reports.pane.getByRole('region', { name: 'Since the one before' });
  await expect(before).toContainText('was status: "ACK"');
  await expect(before).toContainText('is status: "DELIVRD"');
  await expect(before).toContainText('fields the same');
  // A byte-order mark and a non-breaking space are visible only here.
  await reports.pane.getByText('Bytes', { exact: true }).click();
  await expect(reports.pane.getByRole('region', { name: 'Bytes' })).toContainText(
    /0000\s+7b 22 73 74 61 74 75 73 22 .*\{"status":/u,
  );
  await before.getByRole('button', { name: /^ACK/ }).click();
  await expect(reports.pane.getByRole('region', { name: 'Since the one before' })).toContainText(
    'This is the first report of its message.',
  );
});

test('a callback replayed into the console is counted as a repeat and changes nothing', async ({ deck }) => {
  const { reports, page } = deck;
  const dialog = new ReplayDialog(page);
  await reports.row('DELIVRD').click();
  await expect(reports.headline).toHaveText('Verified and applied');
  await page.keyboard.press('r');
  await expect(dialog.here).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.result).toContainText('Answered 200');
  await expect(dialog.result).toContainText('Verified, but reported before');
  await expect(dialog.result).toContainText('The message has not changed.');
  await dialog.result.getByRole('button', { name: 'Show it' }).click();
  await expect(reports.headline).toHaveText('Verified, but reported before');
  await expect(reports.pane.getByRole('region', { name: 'What it changed' })).toContainText(
    'Nothing: the same was reported before.',
  );
  await expect(reports.pane.getByRole('region', { name: 'Since the one before' })).toContainText(
    'Identical, byte for byte.',
  );
  const times = reports.pane.getByRole('region', { name: 'Times received' });
  await expect(times).toContainText('2 times');
  await expect(times.getByRole('listitem')).toHaveCount(2);
  await expect(times.getByRole('listitem').last()).toContainText('later');
});

test('a callback is replayed to a program on this machine, and never to another machine', async ({
  deck,
}) => {
  const { reports, page } = deck;
  const program = await startCallbackReceiver();
  const dialog = new ReplayDialog(page);
  await reports.row('DELIVRD').click();
  await reports.pane.getByRole('button', { name: 'Replay' }).click();
  await dialog.program.check();
  await dialog.url.fill('http://example.com/dlr');
  await dialog.send.click();
  await expect(dialog.box).toContainText('only to a program on this computer');
  await expect(dialog.url).toHaveAttribute('aria-invalid', 'true');

  program.answerWith(() => 500);
  await dialog.url.fill(`${program.url}/dlr`);
  await dialog.send.click();
  await expect(dialog.result).toContainText('Answered 500');
  await expect(dialog.result).toContainText('not received');
  program.answerWith(() => 204);
  await dialog.send.click();
  await expect(dialog.result).toContainText('Answered 204');
  const [, got] = program.whole('/dlr');
  expect(got?.headers['x-messente-signature']).toBe(
    createHmac('sha256', 'demo')
      .update(got?.rawBody ?? '')
      .digest('hex'),
  );

  // The address is remembered for the next replay.
  await page.keyboard.press('Escape');
  await expect(dialog.box).toBeHidden();
  await reports.row('ACK').click();
  await reports.pane.getByRole('button', { name: 'Replay' }).click();
  await dialog.program.check();
  await expect(dialog.url).toHaveValue(`${program.url}/dlr`);
  await program.close();
  await dialog.send.click();
  await expect(dialog.box).toContainText('No program listens at');
});

test('an edited callback is signed again, and invalid JSON is sent after a warning', async ({ deck }) => {
  const { reports, page } = deck;
  const program = await startCallbackReceiver();
  const dialog = new ReplayDialog(page);
  await reports.row('DELIVRD').click();
  await reports.pane.getByRole('button', { name: 'Replay' }).click();
  await dialog.edit.check();
  const original = await dialog.body.inputValue();
  await dialog.body.fill(original.replace('DELIVRD', 'SEEN'));
  await dialog.send.click();
  await expect(dialog.result).toContainText('Verified and applied');
  await expect(dialog.result).toContainText('The message has changed: Delivered, now Seen.');

  await dialog.program.check();
  await dialog.url.fill(program.url);
  await dialog.body.fill('{"status":');
  await expect(dialog.box).toContainText('This is not JSON.');
  await dialog.box.getByRole('button', { name: 'Send anyway' }).click();
  await expect(dialog.result).toContainText('Answered 204');
  const [got] = program.whole();
  expect(got?.rawBody.toString()).toBe('{"status":');
  expect(got?.headers['x-messente-signature']).toBe(
    createHmac('sha256', 'demo').update('{"status":').digest('hex'),
  );
  await program.close();
});

test('callbacks are found by number, id, status and word while typing', async ({ deck }) => {
  const { reports, page } = deck;
  const search = page.getByRole('searchbox', { name: 'Search by number, id, status or word' });
  await expect(reports.rows).toHaveCount(2);
  await page.keyboard.press('/');
  await expect(search).toBeFocused();
  await page.keyboard.type('delivrd sms');
  await expect(reports.rows).toHaveCount(1);
  await search.fill('+372 5550 88');
  await expect(reports.rows).toHaveCount(2);
  await search.fill('nothing like it');
  await expect(page.getByText('Nothing found for “nothing like it”')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the search' }).last().click();
  await expect(reports.rows).toHaveCount(2);
  await expect(search).toHaveValue('');
  await search.fill('ack');
  await expect(reports.rows).toHaveCount(1);
  await search.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(reports.headline).toHaveText('Verified and applied');
});

test('a callback request that was not stored is shown with its reason at once', async ({ deck, engine }) => {
  const { reports, page } = deck;
  const tab = page.getByRole('button', { name: /^Not stored/ });
  await tab.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Every request was stored')).toBeVisible();
  const { localUrl } = await engine.ask(async (client) => (await client.console.overview()).callbacks);
  await fetch(`${localUrl}/dlr/${'a'.repeat(32)}`, { method: 'POST', body: '{}' });
  const list = page.getByRole('region', { name: 'Requests that were not stored' });
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list).toContainText('POST /dlr/aaaa…');
  await expect(list).toContainText('answered 404');
  await expect(list).toContainText('Omnideck has no such callback address.');
  await expect(tab).toHaveText('Not stored1');
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await expect(reports.row('DELIVRD')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the callback inspector passes axe, wide and narrow, and nothing is cut off', async ({
      deck,
      engine,
    }) => {
      const { reports, page } = deck;
      const dialog = new ReplayDialog(page);
      const found: string[] = [];
      await reports.row('DELIVRD').click();
      await expect(reports.pane.getByRole('region', { name: 'Times received' })).toBeVisible();
      await page.keyboard.press('r');
      await dialog.edit.check();
      await dialog.body.fill('{');
      found.push(...(await violationsOf(page, 'the dialog, with a body that is no JSON')));
      await dialog.edit.uncheck();
      await dialog.send.click();
      await expect(dialog.result).toContainText('Verified, but reported before');
      found.push(...(await violationsOf(page, 'the dialog, with what came of it')));
      await dialog.result.getByRole('button', { name: 'Show it' }).click();
      await expect(reports.headline).toHaveText('Verified, but reported before');
      await reports.rows.filter({ hasText: 'DELIVRD' }).last().click();
      await expect(reports.headline).toHaveText('Verified and applied');
      await page.getByRole('searchbox').fill('372');
      found.push(...(await violationsOf(page, 'the inspector')));
      await page.setViewportSize({ width: 900, height: 600 });
      found.push(...(await violationsOf(page, 'the inspector at 900 × 600')));
      const { localUrl } = await engine.ask(async (client) => (await client.console.overview()).callbacks);
      await fetch(`${localUrl}/${'no-such-path/'.repeat(14)}`);
      await page.setViewportSize({ width: 1360, height: 860 });
      await page.getByRole('button', { name: /^Not stored/ }).click();
      await expect(page.getByText('answered 404')).toBeVisible();
      found.push(...(await violationsOf(page, 'what was refused')));
      await page.getByRole('button', { name: 'All', exact: true }).click();
      await page.setViewportSize({ width: 900, height: 600 });
      await reports.pane.getByRole('region', { name: 'Times received' }).scrollIntoViewIfNeeded();
      await reports.pane.getByRole('button', { name: 'Replay' }).click();
      await dialog.program.check();
      await dialog.url.fill('http://example.com/');
      await dialog.send.click();
      await expect(dialog.url).toHaveAttribute('aria-invalid', 'true');
      found.push(...(await violationsOf(page, 'the dialog at 900 × 600')));
      expect(found).toEqual([]);
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(beyond).toBe(0);
    });
  });
}
