/**
 * Tests actions on several messages: selecting by keyboard and pointer, tagging, resending, cancelling,
 * exporting.
 */

import { readFile } from 'node:fs/promises';
import { englishText } from '../../shared/problems/english-text.ts';
import type { Engine } from './test.ts';
import { expect, test } from './test.ts';

async function send(engine: Engine, to: readonly string[], text: string): Promise<readonly string[]> {
  const sent = await engine.ask((client) =>
    client.messages.send({
      to: [...to],
      chain: { steps: [{ channel: 'sms', text }] },
      requestKey: `several-${text}`,
    }),
  );
  if (!sent.ok) throw new Error(englishText(sent.problem).message);
  return sent.value.messages.map(({ id }) => id);
}

test.describe('selecting messages of a history', () => {
  test.use({ start: { sandbox: true, messages: 60 } });

  test('a range is selected by keyboard and tagged, and a key undoes the tags', async ({ deck }) => {
    const { messages, page } = deck;
    await expect(messages.rows.first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await expect(messages.chosen).toContainText('1 selected');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(messages.chosen).toContainText('3 selected');
    await expect(messages.list.getByRole('option', { selected: true })).toHaveCount(3);

    await page.keyboard.press('t');
    await expect(page.getByRole('dialog', { name: 'Tags' }).getByRole('combobox')).toBeFocused();
    await page.keyboard.type('a call');
    await expect(page.getByRole('option', { name: 'New tag “a call”' })).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(deck.notice('3 messages tagged a call')).toBeVisible();
    await expect(messages.row('a call')).toHaveCount(3);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'Tags' })).toBeHidden();

    await page.keyboard.press('Control+z');
    await expect(messages.row('a call')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(messages.chosen).toBeHidden();
  });

  test('a key, the palette and a button export; the arrow keys move between the buttons', async ({
    deck,
  }) => {
    const { messages, page } = deck;
    const button = (name: string) => messages.chosen.getByRole('toolbar').getByRole('button', { name });
    const exporting = deck.dialog('Export messages');
    await expect(messages.rows.first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await page.keyboard.press('d');
    await expect(exporting).toContainText('The chosen message');
    await page.keyboard.press('Escape');
    await expect(exporting).toBeHidden();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Export…');
    await expect(page.getByRole('option', { name: /^Export…/ })).toContainText('D');
    await page.keyboard.press('Escape');

    await expect(button('Cancel sending')).toBeDisabled();
    await button('Tag').focus();
    await page.keyboard.press('ArrowRight');
    await expect(button('Export…')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(button('Send again')).toBeFocused();
    await page.keyboard.press('Home');
    await expect(button('Tag')).toBeFocused();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await expect(exporting).toContainText('The chosen message');
  });

  test('works with the pointer, by checkbox, with Ctrl and with Shift', async ({ deck }) => {
    const { messages } = deck;
    await messages.rows.nth(0).hover();
    await messages.rows.nth(0).click({ position: { x: 20, y: 18 } });
    await expect(messages.chosen).toContainText('1 selected');
    await messages.rows.nth(3).click({ modifiers: ['ControlOrMeta'] });
    await expect(messages.chosen).toContainText('2 selected');
    await messages.rows.nth(5).click({ modifiers: ['Shift'] });
    await expect(messages.chosen).toContainText('4 selected');
    await messages.chosen.getByRole('button', { name: 'Clear the selection' }).click();
    await expect(messages.chosen).toBeHidden();
  });

  test('a key selects all, and they stay selected while new messages arrive', async ({ deck, engine }) => {
    const { messages, page } = deck;
    await expect(messages.tab('All')).toHaveText('All60');
    await messages.list.focus();
    await page.keyboard.press('Control+a');
    await expect(messages.chosen).toContainText('60 selected');
    await send(engine, ['+37255501400'], 'One more');
    await expect(messages.row('One more')).toBeVisible();
    await expect(messages.row('One more')).toHaveAttribute('aria-selected', 'false');
    await expect(messages.chosen).toContainText('60 selected');
  });

  test('resending several shows how many recipients may get the message twice, and can leave them out', async ({
    deck,
    engine,
  }) => {
    const { messages, page } = deck;
    await send(engine, ['+37255501400', '+37255502100', '+37255503200'], 'Arrives');
    await expect(messages.row('Arrives').filter({ hasText: 'Delivered' })).toHaveCount(3);
    await messages.search.fill('arrives');
    await expect(messages.rows).toHaveCount(3);
    await messages.list.focus();
    await page.keyboard.press('Control+a');
    await messages.chosen.getByRole('button', { name: 'Send again' }).click();
    const asking = deck.dialog('Send 3 messages again?');
    await expect(asking.getByRole('alert')).toContainText('3 recipients may receive it twice');
    await asking.getByRole('button', { name: 'Send all again anyway' }).click();
    await expect(deck.notice('3 sent again')).toBeVisible();
    await expect(asking).toBeHidden();
    await page.keyboard.press('Escape');
    await messages.search.fill('');
    await expect(messages.row('Arrives')).toHaveCount(6);
  });

  test('cancelling several shows which were too late', async ({ deck, engine }) => {
    const { messages, page } = deck;
    await send(engine, ['+37255501400'], 'Has gone out');
    await expect(messages.row('Has gone out')).toContainText('Delivered');
    await engine.ask((client) => client.outbox.pause());
    await send(engine, ['+37255502100', '+37255503200'], 'Waits');
    await expect(messages.row('Waits')).toHaveCount(2);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('x');
    await expect(deck.dialog('Cancel 3 messages?')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(deck.dialog('Cancel 3 messages?')).toBeHidden();
    await messages.chosen.getByRole('button', { name: 'Cancel sending' }).click();
    await deck.dialog('Cancel 3 messages?').getByRole('button', { name: 'Cancel messages' }).click();
    const result = deck.dialog('2 cancelled, 1 failed');
    await expect(result).toContainText('+372 5550 1400');
    await result.getByRole('button', { name: 'Close' }).last().click();
    await expect(messages.row('Waits').filter({ hasText: 'Cancelled' })).toHaveCount(2);
  });

  test('the listed messages are exported to the file that the window names', async ({ deck, engine }) => {
    const { messages } = deck;
    await messages.narrow('Channel', 'SMS');
    const filter = { channels: ['sms' as const] };
    const { messages: count } = await engine.ask((client) =>
      client.messages.countMatching({ filter, upTo: 1000 }),
    );
    await expect(messages.found).toHaveText(`${count} found`);
    await messages.export.click();
    const dialog = deck.dialog('Export messages');
    await dialog.getByRole('radio', { name: /^JSON Lines/ }).check();
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(dialog.getByRole('status')).toHaveText(`${count} messages exported`);
    const file = (await dialog.locator('.mono').textContent()) ?? '';
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    expect(lines.filter((line) => JSON.parse(line)).length).toBeGreaterThanOrEqual(count);
  });
});
