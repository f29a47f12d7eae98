/** Tests that a key or button that removes the focused element leaves the focus at a useful place, never nowhere. */

import type { Locator, Page } from '@playwright/test';
import { englishText } from '../../shared/problems/english-text.ts';
import { DraftsMenus } from './pages/drafts-menus.ts';
import { type Engine, expect, test } from './test.ts';

/** Returns the tag of the element with the focus; 'BODY' if no element has it. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element === null || element === document.body ? 'BODY' : element.tagName;
  });
}

/** Activates a control by keyboard, waits until something is gone, and checks that an element has the focus. */
async function press(page: Page, control: Locator, gone: Locator, key = 'Enter'): Promise<void> {
  const name = `after ${await control.evaluate((own) => own.ariaLabel ?? own.textContent)}`;
  await control.focus();
  await page.keyboard.press(key);
  await expect(gone, name).toBeHidden();
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect.poll(() => focused(page), { message: name }).not.toBe('BODY');
}

async function send(engine: Engine, text: string, more: { tags?: string[]; later?: boolean } = {}) {
  const { tags = [], later = false } = more;
  const timeToSend = Date.now() + 20 * 60 * 60 * 1000;
  const sent = await engine.ask((client) =>
    client.messages.send({
      to: ['+37255505500'],
      chain: { steps: [{ channel: 'sms', text }], ...(later ? { timeToSend } : {}) },
      requestKey: `focus-${text}`,
      tags,
    }),
  );
  if (!sent.ok) throw new Error(englishText(sent.problem).message);
}

test.describe('the focus while a message is written', () => {
  test('goes to the text of a step that is added by keyboard', async ({ deck }) => {
    const { page, compose } = deck;
    await deck.newMessage();
    await compose.text.focus();
    await page.keyboard.press('Control+Shift+A');
    await expect(page.getByRole('menuitem', { name: 'Viber' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Viber', exact: true })).toBeVisible();
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(compose.text).toBeFocused();
    await page.keyboard.press('Control+Shift+A');
    await expect(page.getByRole('menuitem', { name: 'WhatsApp' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(compose.text).toBeFocused();
  });

  test('goes to the text of a step that is added with its button', async ({ deck }) => {
    const { page, compose } = deck;
    await deck.newMessage();
    await compose.add('Viber');
    await expect(compose.text).toBeFocused();
    await page.keyboard.type('Tere');
    await expect(compose.text).toHaveValue('Tere');
  });

  test('goes to the next step when a step is removed, and stays with a step that is moved', async ({
    deck,
  }) => {
    const { page, compose } = deck;
    await deck.newMessage();
    await compose.add('Viber');
    await compose.add('WhatsApp');
    await compose.step('Viber').getByRole('button', { name: 'More: Viber' }).focus();
    await page.keyboard.press('Enter');
    await press(page, page.getByRole('menuitem', { name: 'Move Viber up' }), page.getByRole('menu'));
    await expect(compose.steps.getByRole('listitem').first()).toContainText('Viber');
    await compose.step('Viber').getByRole('button', { name: 'More: Viber' }).focus();
    await page.keyboard.press('Enter');
    await press(page, page.getByRole('menuitem', { name: 'Remove Viber' }), compose.step('Viber'));
    await expect(compose.step('SMS').locator(':focus')).toHaveCount(1);
    await compose.step('WhatsApp').getByRole('button', { name: 'More: WhatsApp' }).focus();
    await page.keyboard.press('Enter');
    await press(page, page.getByRole('menuitem', { name: 'Remove WhatsApp' }), compose.step('WhatsApp'));
    await expect(compose.step('SMS').locator(':focus')).toHaveCount(1);
  });

  test('stays near a recipient, a text or a hint that is removed', async ({ deck }) => {
    const { page, compose } = deck;
    const menus = new DraftsMenus(page);
    await deck.newMessage();
    await menus.paste(compose.to, 'Mari +372 5550 1400\n+372 5550 1401\n+372 5550 1402');
    const remove = (number: string) => page.getByRole('button', { name: `Remove ${number}` });
    await press(page, remove('+372 5550 1402'), remove('+372 5550 1402'));
    await compose.text.fill(`Tere, {name}! “Hea” ${'kevad '.repeat(12)}`);
    const replacement = page.getByRole('textbox', { name: 'Replacement if there is no {name}' });
    await replacement.fill('sõber');
    await press(page, replacement, replacement);
    const all = page.getByRole('button', { name: /^Replace/ }).first();
    await press(page, all, all);
    await compose.add('Viber');
    const copy = page.getByRole('button', { name: 'Use the SMS text' });
    await press(page, copy, copy);
    await expect(compose.text).toBeFocused();
    await press(page, compose.discard, compose.discard);
  });

  test('stays near a draft or a template that is deleted', async ({ deck }) => {
    const { page, compose } = deck;
    const menus = new DraftsMenus(page);
    await deck.newMessage();
    await compose.write({ to: '+372 5550 1400', sms: 'Half' });
    await expect(menus.kept).toBeVisible();
    await menus.templates.click();
    await page.getByRole('button', { name: 'Save this message as a template…' }).click();
    await page.getByRole('textbox', { name: /name/i }).fill('Ready');
    await page.keyboard.press('Enter');
    const template = page.getByRole('listitem').filter({ hasText: 'Ready' });
    await template.getByRole('button').last().focus();
    await page.keyboard.press('Enter');
    await press(page, page.getByRole('menuitem', { name: 'Delete' }), template);
    await page.keyboard.press('Escape');
    await menus.drafts.click();
    const draft = page.getByRole('button', { name: /Delete.*Half/ });
    await press(page, draft, draft);
  });

  test('stays on the screen when sending is resumed', async ({ deck, engine }) => {
    const { page } = deck;
    await engine.ask((client) => client.outbox.pause());
    await deck.newMessage();
    const resume = page.getByRole('main').getByRole('button', { name: 'Resume sending' });
    await press(page, resume, resume);
  });
});

test.describe('the focus among the messages', () => {
  test('stays near a filter that is removed', async ({ deck, engine }) => {
    const { page, messages } = deck;
    await send(engine, 'Hello', { tags: ['vip'] });
    await expect(messages.row('Hello')).toBeVisible();
    await messages.narrow('Channel', 'SMS');
    await messages.narrow('Tag', 'vip');
    await messages.narrow('Country', 'Estonia');
    for (const name of ['Country', 'Channel'] as const) {
      const chip = messages.chip(name).getByRole('button', { name: /^Remove/ });
      await press(page, chip, chip);
    }
    await press(page, messages.clearAll, messages.clearAll);
  });

  test('stays near a tag that is removed and a note that is saved or left', async ({ deck, engine }) => {
    const { page, messages, message } = deck;
    await send(engine, 'Hello', { tags: ['order', 'vip'] });
    await messages.row('Hello').click();
    for (const tag of ['vip', 'order']) {
      const chip = message.pane.getByRole('button', { name: new RegExp(`Remove.*${tag}`) });
      await press(page, chip, chip);
    }
    await message.pane.getByRole('button', { name: 'Add a note' }).click();
    await press(page, message.note, message.note, 'Escape');
    await message.pane.getByRole('button', { name: 'Add a note' }).click();
    await message.note.fill('Called');
    await press(page, message.note, message.note, 'Control+Enter');
  });

  test('stays on the screen when messages are cancelled or the selection ends', async ({ deck, engine }) => {
    const { page, messages, message } = deck;
    for (const text of ['One', 'Two', 'Three']) await send(engine, text, { later: true });
    await messages.show('Scheduled');
    await messages.row('One').click();
    await press(page, message.cancel, message.cancel);
    for (const text of ['Two', 'Three']) await messages.row(text).click({ modifiers: ['ControlOrMeta'] });
    await messages.chosen.getByRole('button', { name: 'Cancel sending' }).click();
    const dialog = page.getByRole('dialog');
    await press(page, dialog.getByRole('button', { name: 'Cancel messages' }), dialog);
    await messages.show('All');
    await messages.row('Two').click({ modifiers: ['ControlOrMeta'] });
    const clear = messages.chosen.getByRole('button', { name: 'Clear the selection' });
    await press(page, clear, clear);
  });

  test('stays on the screen when a view is deleted and the notice’s Undo is used', async ({
    deck,
    engine,
  }) => {
    const { page, messages } = deck;
    await send(engine, 'Hello');
    await expect(messages.row('Hello')).toBeVisible();
    await messages.narrow('Channel', 'SMS');
    await messages.saveView.click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Texts');
    await page.keyboard.press('Enter');
    await expect(messages.savedView('Texts')).toBeVisible();
    await messages.savedViewMenu('Texts').focus();
    await page.keyboard.press('Enter');
    await press(page, page.getByRole('menuitem', { name: /Delete/ }), messages.savedView('Texts'));
    const undo = deck.notice('Texts').last().getByRole('button', { name: 'Undo' });
    await press(page, undo, undo);
    await expect(messages.savedView('Texts')).toBeVisible();
  });
});

test.describe('the focus on the other screens', () => {
  test('stays near a number that is removed from the do-not-send list', async ({ deck }) => {
    const { page } = deck;
    await deck.go('Settings');
    await deck.settings.open('Privacy');
    for (const number of ['+372 5550 1411', '+372 5550 1412']) {
      await page.getByLabel('Number, or a list of numbers').fill(number);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('listitem').filter({ hasText: number })).toBeVisible();
    }
    for (const number of ['+372 5550 1411', '+372 5550 1412']) {
      const entry = page.getByRole('listitem').filter({ hasText: number });
      await press(page, entry.getByRole('button', { name: /from the list/ }), entry);
    }
  });

  test('stays near a part of a plan that is removed', async ({ deck, page }) => {
    await deck.go('Test runs');
    await page.getByRole('button', { name: 'Write a plan' }).click();
    await page.getByRole('radiogroup', { name: 'Edit as' }).getByText('Form', { exact: true }).click();
    const third = page.getByRole('button', { name: 'Remove number 3' });
    await press(page, page.getByRole('button', { name: 'Remove number 1' }), third);
    const second = page.getByRole('button', { name: 'Remove chain 2' });
    await press(page, second, second);
  });

  test('stays on the screen when an account is removed', async ({ deck, page }) => {
    await deck.go('Settings');
    await deck.settings.open('Accounts');
    await page.getByRole('main').getByRole('button', { name: 'Remove…' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await press(page, dialog.getByRole('button', { name: 'Cancel' }), dialog, 'Escape');
    await page.getByRole('main').getByRole('button', { name: 'Remove…' }).press('Enter');
    await press(page, dialog.getByRole('button', { name: 'Remove the account' }), dialog);
  });

  test('stays near a row of the sandbox that is removed', async ({ deck, page }) => {
    await page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('link', { name: /^Sandbox/ })
      .click();
    const parts = page.getByRole('main').getByRole('navigation', { name: 'Sandbox' });
    await parts.getByRole('link', { name: 'Replies' }).click();
    await deck.ready();
    const remove = (text: string) => page.getByRole('button', { name: new RegExp(`^Remove: .*${text}`) });
    for (const text of ['Yes', 'No']) {
      await page.getByLabel('Number ends in').fill('07');
      await page.getByLabel('Text', { exact: true }).first().fill(text);
      await page.getByLabel('After', { exact: true }).fill('1 s');
      await page.keyboard.press('Enter');
      await expect(remove(text)).toBeVisible();
    }
    await press(page, remove('Yes'), remove('Yes'));
    await press(page, remove('No'), remove('No'));
  });

  test('stays near a part of a message that is removed', async ({ deck, page }) => {
    await deck.newMessage();
    await deck.compose.add('RCS');
    const region = page.getByRole('region', { name: 'RCS', exact: true });
    for (let count = 0; count < 2; count += 1) {
      await region.getByRole('button', { name: 'Add a suggestion' }).first().click();
    }
    const remove = (number: number) =>
      region.getByRole('button', { name: new RegExp(`^Remove.*Suggestion ${number}`, 'i') });
    await press(page, remove(1), remove(2));
    await press(page, remove(1), remove(1));
  });

  test('stays on the screen when a backup is made and its dialog is closed', async ({ deck, page }) => {
    await deck.go('Settings');
    await deck.settings.open('Data');
    const now = page.getByRole('button', { name: 'Back up now' });
    await now.focus();
    await page.keyboard.press('Enter');
    const restore = page.getByRole('button', { name: /^Restore the backup/ }).first();
    await expect(restore).toBeVisible();
    await expect.poll(() => focused(page)).not.toBe('BODY');
    await restore.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await press(page, dialog.getByRole('button', { name: 'Cancel' }), dialog);
    await expect(restore).toBeFocused();
  });
});
