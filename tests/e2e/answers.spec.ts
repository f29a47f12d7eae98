/** Tests the screen of what people wrote: the list, one message, and what can be done about its sender. */
import { addNumber, addShop, writeTo } from '../helpers/e2e-inbound.ts';
import { violationsOf } from './axe.ts';
import { expect, test } from './test.ts';

const person = '+37255501411';

test('a message that a person writes appears at once, with all its fields and its request', async ({
  deck,
  engine,
}) => {
  const { answers, page } = deck;
  const number = await addNumber(engine.ask, '1234');
  await deck.go('Answers');
  await expect(page.getByText('Nobody has written to your numbers so far.')).toBeVisible();
  await writeTo(engine.ask, number, {
    sender: person,
    text: 'Fine, thank you!\nWhich locker?',
    msg_id: 'message-1',
    sub_msg_id: 'part-1',
    time: '2026-11-30T14:51:13.000000Z',
  });
  await expect(answers.rows).toHaveCount(1);
  await expect(answers.rows).toContainText('+372 5550 1411');
  await answers.rows.first().click();
  await expect(answers.person).toContainText('+372 5550 1411');
  await expect(answers.pane).toContainText('Fine, thank you!\nWhich locker?', { useInnerText: true });
  for (const field of ['1234', 'Sandbox', 'SMS', '30 November 2026', 'message-1', 'part-1'])
    await expect(answers.pane).toContainText(field);
  await page.reload();
  await expect(answers.person).toContainText('+372 5550 1411');
  await answers.pane.getByRole('button', { name: 'The request that brought it' }).click();
  await expect(deck.reports.pane).toContainText('It is an inbound message.');
  await expect(deck.reports.pane).toContainText('message-1');
});

test('what could not be read of a message is named, and a sender without a number gets no answer', async ({
  deck,
  engine,
}) => {
  const { answers, page } = deck;
  const number = await addNumber(engine.ask, '1234');
  await writeTo(engine.ask, number, { sender: 'TELIA', text: 17, time: 'yesterday' });
  await deck.go('Answers');
  await answers.row('TELIA').click();
  await expect(answers.pane).toContainText('No text');
  await expect(answers.pane.getByRole('definition').filter({ hasText: 'could not be read' })).toHaveCount(1);
  await expect(answers.pane.getByRole('button', { name: 'Write to this number' })).toHaveCount(0);
  await answers.more.click();
  await expect(page.getByRole('menuitem', { name: 'Never write to this person' })).toBeDisabled();
});

test('by keyboard alone, an answer is opened and its sender written to', async ({ deck, engine }) => {
  const { answers, compose, page } = deck;
  const number = await addNumber(engine.ask, '1234');
  await writeTo(engine.ask, number, { sender: '+37255501400', text: 'The first one' });
  await writeTo(engine.ask, number, { sender: person, text: 'The second one' });
  await page.keyboard.press('Control+5');
  await expect(answers.rows).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await expect(answers.person).toContainText('+372 5550 1411');
  await page.keyboard.press('ArrowDown');
  await expect(answers.person).toContainText('+372 5550 1400');
  await page.keyboard.press('Escape');
  await expect(answers.pane).toContainText('Choose an answer to read it');
  await page.keyboard.press('ArrowDown');
  await expect(answers.person).toContainText('+372 5550 1411');
  await page.keyboard.press('r');
  await expect(compose.heading).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove +372 5550 1411' })).toBeVisible();
});

test('several hundred answers are loaded page by page, and a number shows only its own', async ({
  deck,
  engine,
}) => {
  const { answers, page } = deck;
  const many = await addNumber(engine.ask, '1234');
  const few = await addNumber(engine.ask, '1515');
  const texts = Array.from({ length: 230 }, (_, index) => `Text ${index}.`);
  for (const text of texts) await writeTo(engine.ask, many, { sender: person, text });
  await writeTo(engine.ask, few, { sender: person, text: 'To the other number' });
  await deck.go('Answers');
  await answers.list.focus();
  await page.keyboard.press('End');
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(answers.pane).toContainText('Text 0.', { timeout: 500 });
  }).toPass();
  const choose = page.getByRole('combobox', { name: 'Number that was written to' });
  await choose.click();
  await page.getByRole('option', { name: '1515' }).click();
  await expect(answers.rows).toHaveCount(1);
  await expect(answers.rows).toContainText('To the other number');
});

test('a person is never written to again, from the answer', async ({ deck, engine }) => {
  const { answers, page } = deck;
  const number = await addNumber(engine.ask, '1234');
  await writeTo(engine.ask, number, { sender: person, text: 'Please leave me alone' });
  await deck.go('Answers');
  await answers.rows.first().click();
  await answers.more.click();
  await page.getByRole('menuitem', { name: 'Never write to this person' }).click();
  const dialog = deck.dialog('Never write to +372 5550 1411?');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await dialog.getByLabel('Reason (optional)').fill('wrote so');
  await dialog.getByRole('button', { name: 'Never write', exact: true }).click();
  await expect(deck.notice('Nothing is sent to +372 5550 1411 from now on.')).toBeVisible();
  await expect(answers.pane).toContainText('On the do-not-send list since');
  expect(await engine.ask((client) => client.doNotSend.list())).toMatchObject([
    { number: person, reason: 'wrote so' },
  ]);
  await answers.more.click();
  await page.getByRole('menuitem', { name: 'Never write to this person' }).click();
  await expect(deck.dialog(/is on the do-not-send list since/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a person is erased from the palette, and their answers leave the list', async ({ deck, engine }) => {
  const { answers, page } = deck;
  const number = await addNumber(engine.ask, '1234');
  await writeTo(engine.ask, number, { sender: '+37255501400', text: 'I stay' });
  await writeTo(engine.ask, number, { sender: person, text: 'Forget me' });
  await deck.go('Answers');
  await answers.row('Forget me').click();
  await expect(answers.person).toContainText('+372 5550 1411');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('erase this');
  await page.keyboard.press('Enter');
  const dialog = deck.dialog('Erase everything about +372 5550 1411?');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Erase permanently' }).click();
  await expect(deck.dialog('About a person')).toContainText('was erased');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(answers.rows).toHaveCount(1);
  await expect(answers.rows).toContainText('I stay');
  await expect(answers.pane).toContainText('This answer is no longer stored.');
});

test('a sent message offers what can be done about its recipient, in its menu and in the palette', async ({
  deck,
  engine,
}) => {
  const { page } = deck;
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 8800', sms: 'Hello' });
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('Delivered');
  await page.getByRole('button', { name: 'More for this message' }).click();
  await page.getByRole('menuitem', { name: 'About this person' }).click();
  const about = deck.dialog('About a person');
  await expect(about).toContainText('Stored about +372 5550 8800');
  await about.getByRole('button', { name: 'Erase permanently' }).click();
  await expect(deck.dialog('Erase everything about +372 5550 8800?')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('never write');
  await page.keyboard.press('Enter');
  await deck
    .dialog('Never write to +372 5550 8800?')
    .getByRole('button', { name: 'Never write', exact: true })
    .click();
  await expect(deck.notice('Nothing is sent to')).toBeVisible();
  expect(await engine.ask((client) => client.doNotSend.list())).toMatchObject([{ number: '+37255508800' }]);
});

test('at 900 × 600, answers and numbers fit in both languages', async ({ deck, engine }) => {
  const { answers, page } = deck;
  await page.setViewportSize({ width: 900, height: 600 });
  await engine.ask((client) => client.settings.set({ tunnel: 'https://hooks.example.com' }));
  const number = await addNumber(engine.ask, '1234', await addShop(engine.ask));
  await writeTo(engine.ask, number, { sender: person, text: 'Fine, thank you! '.repeat(20) });
  await deck.go('Answers');
  await answers.rows.first().click();
  await expect(answers.person).toBeVisible();
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  for (const language of ['et', 'en'] as const) {
    await deck.speak(language);
    await page.getByRole('button', { name: /Write to this number|Kirjuta sellele/ }).click({ trial: true });
    expect(await overflow()).toBe(0);
    expect.soft(await violationsOf(page, `an answer in ${language}`)).toEqual([]);
  }
  await answers.tab('Numbers').click();
  for (const language of ['et', 'en'] as const) {
    await deck.speak(language);
    await page.getByRole('button', { name: /^Remove…|^Eemalda…/ }).click({ trial: true });
    expect(await overflow()).toBe(0);
    expect.soft(await violationsOf(page, `numbers in ${language}`)).toEqual([]);
  }
});

test('an answer STOP is shown as honoured, and one that may be an opt-out is decided about', async ({
  deck,
  engine,
}) => {
  const { answers, page } = deck;
  const number = await addNumber(engine.ask, '1234');
  await writeTo(engine.ask, number, { sender: '+37255501400', text: 'STOP' });
  await writeTo(engine.ask, number, { sender: person, text: 'please stop' });
  await writeTo(engine.ask, number, { sender: '+37255501511', text: 'please stop' });
  await deck.go('Answers');
  await expect(answers.row('+372 5550 1400')).toContainText('Opted out');
  await answers.row('+372 5550 1400').click();
  await expect(answers.pane).toContainText('Honoured: nothing more is sent to this person.');
  await answers.row('+372 5550 1411').click();
  await expect(answers.pane).toContainText('Does this person want no more messages?');
  expect.soft(await violationsOf(page, 'a decision')).toEqual([]);
  await answers.pane.getByRole('button', { name: 'It is not an opt-out' }).click();
  await expect(answers.pane).toContainText('Decided: it is not an opt-out.');
  await expect(answers.row('+372 5550 1411')).not.toContainText('May be an opt-out');
  await expect(answers.row('+372 5550 1511')).toContainText('May be an opt-out');
  await answers.row('+372 5550 1511').click();
  await answers.pane.getByRole('button', { name: 'It is an opt-out' }).click();
  await expect(answers.pane).toContainText('Honoured: nothing more is sent to this person.');
  await expect(answers.pane).toContainText('On the do-not-send list since');
  const listed = await engine.ask((client) => client.doNotSend.list());
  expect(listed.map((entry) => entry.number).toSorted()).toEqual(['+37255501400', '+37255501511']);
});

test('somebody who subscribed is confirmed by keyboard, and consent is recorded', async ({
  deck,
  engine,
}) => {
  const { page } = deck;
  await engine.ask((client) => client.accounts.sandbox());
  const [first] = await engine.ask((client) => client.subscriptions.addresses());
  const subscribe = (phone: string) =>
    fetch(`${first?.address}?${new URLSearchParams({ id: '4711', phone, time: '2026-11-30 08:00:00' })}`);
  await subscribe('+37255501411');
  await deck.go('Answers');
  await page.getByRole('button', { name: 'Subscriptions' }).press('Enter');
  const list = page.getByRole('list', { name: 'Subscriptions that wait' });
  await expect(list).toContainText('+372 5550 1411');
  await expect(list).toContainText('id 4711');
  await expect(page.getByText(String(first?.address))).toBeVisible();
  await subscribe('+37255501412');
  await expect(list.getByRole('listitem')).toHaveCount(2);
  const item = list.getByRole('listitem').filter({ hasText: '+372 5550 1411' });
  await item.getByRole('button', { name: 'Confirm' }).press('Enter');
  await expect(deck.notice('Consent of +372 5550 1411 was recorded')).toBeVisible();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await list.getByRole('button', { name: 'Dismiss' }).press('Enter');
  await expect(page.getByText('No subscription waits to be confirmed.')).toBeVisible();
  const shown = await engine.ask((client) => client.consent.show({ number: '+37255501411' }));
  expect(shown).toMatchObject({ ok: true, value: { entries: [{ kind: 'given', source: 'subscription' }] } });
  await page.getByRole('switch', { name: 'Confirm subscriptions automatically' }).press('Space');
  await expect
    .poll(() => engine.ask((client) => client.settings.get()).then(({ subscriptions }) => subscriptions))
    .toBe('automatically');
});

test('the list of answers is narrowed to those that need a decision', async ({ deck, engine }) => {
  const { page } = deck;
  const number = await addNumber(engine.ask, '1234');
  await writeTo(engine.ask, number, { sender: '+37255501400', text: 'Thank you' });
  await writeTo(engine.ask, number, { sender: '+37255501401', text: 'please stop' });
  await deck.go('Answers');
  const rows = page.getByRole('listbox').getByRole('option');
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'Only undecided' }).click();
  await expect(rows).toHaveCount(1);
  await rows.first().click();
  await page.getByRole('button', { name: 'It is not an opt-out' }).click();
  await expect(page.getByText('Nothing to decide')).toBeVisible();
  await page.getByRole('button', { name: 'Show all answers' }).click();
  await expect(rows).toHaveCount(2);
});

test('the bar of problems stays low with several of them, and leads to the answers that need a decision', async ({
  deck,
  engine,
}) => {
  const { page } = deck;
  const number = await addNumber(engine.ask, '1234');
  await writeTo(engine.ask, number, { sender: person, text: 'please stop' });
  await engine.ask((client) => client.settings.set({ tunnel: 'https://old.example.com' }));
  const shop = await addShop(engine.ask);
  for (const name of ['1511', '1512', '1513']) await addNumber(engine.ask, name, shop);
  await engine.ask((client) => client.settings.set({ tunnel: 'https://hooks.example.com' }));
  const bar = page.getByRole('alert').filter({ hasText: 'Messente still sends messages to' });
  await expect(bar).toBeVisible();
  await expect(bar.getByRole('listitem').filter({ visible: true })).toHaveCount(1);
  const low = await bar.boundingBox();
  expect(low?.height).toBeLessThan(80);
  await bar.getByText(/^\+\d+$/u).press('Enter');
  await expect(bar.getByRole('listitem').filter({ visible: true })).not.toHaveCount(1);
  await bar.getByRole('button', { name: 'Answers' }).press('Enter');
  await expect(page).toHaveURL(/#\/answers$/u);
  await expect(bar.getByRole('button', { name: 'Answers' })).toBeHidden();
});
