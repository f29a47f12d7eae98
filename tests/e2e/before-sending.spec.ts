/** Tests the questions before sending, the cost estimate, and local times of recipients. */

import type { Settings } from '../../shared/contract/settings.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { violationsOf } from './axe.ts';
import { type Engine, expect, test } from './test.ts';

const hourMs = 3_600_000;

/** Returns the local time in Tallinn some hours from now. */
function inTallinn(hours: number): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Tallinn',
    hour: '2-digit',
    minute: '2-digit',
  });
  return format.format(Date.now() + hours * hourMs);
}

/** Switches on the questions in the sandbox, as with a live account. */
async function askAlways(engine: Engine, more: Partial<Settings['beforeSending']>): Promise<void> {
  await engine.ask(async (client) => {
    const { beforeSending } = await client.settings.get();
    await client.settings.set({ beforeSending: { ...beforeSending, inSandbox: true, ...more } });
  });
}

const quietNow = () => ({ on: true, from: inTallinn(-2), to: inTallinn(3) });
const loud = { on: false, from: '21:00', to: '08:00' };

/** Returns the time_to_send of the messages that the sandbox accepted, UTC epoch ms; null means at once. */
async function acceptedTimes(engine: Engine): Promise<Record<string, number | null>> {
  const accounts = await engine.ask((client) => client.accounts.list());
  const baseUrl = accounts.find((one) => one.kind === 'sandbox')?.baseUrl ?? '';
  const answer = await fetch(new URL('/sandbox/messages', baseUrl));
  const { messages } = (await answer.json()) as {
    messages: { to: string; body: { time_to_send?: string } }[];
  };
  return Object.fromEntries(
    messages.map(({ to, body: { time_to_send: time } }) => [
      to,
      time === undefined ? null : Date.parse(time),
    ]),
  );
}

test('a send in quiet hours asks first, and can wait until the recipient’s morning', async ({
  deck,
  engine,
}) => {
  await askAlways(engine, { quietHours: quietNow() });
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 5500', sms: 'Good night.' });
  await deck.compose.send.click();
  const dialog = deck.dialog('Before this is sent to 1 person');
  await expect(dialog.getByRole('region', { name: 'It is quiet hours for 1 person' })).toContainText(
    'in Tallinn',
  );
  expect(await violationsOf(deck.page, 'what is asked')).toEqual([]);

  await dialog.getByRole('button', { name: 'Change it' }).click();
  await expect(deck.compose.text).toHaveValue('Good night.');

  await deck.compose.send.click();
  await expect(dialog.getByRole('radio', { name: /^Hold the message until/ })).toBeChecked();
  await expect(dialog.getByRole('button', { name: 'Send to 1 person' })).toBeFocused();
  await deck.page.keyboard.press('Enter');
  await expect(deck.notice('Held until the morning for 1 person')).toBeVisible();
  await expect.poll(() => acceptedTimes(engine)).toHaveProperty('+37255505500');
  const until = ((await acceptedTimes(engine))['+37255505500'] ?? 0) - Date.now();
  const { quietHours } = (await engine.ask((client) => client.settings.get())).beforeSending;
  expect(inTallinn(until / hourMs)).toBe(quietHours.to);
});

test('a send in quiet hours can go out anyway, and the choice is recorded', async ({ deck, engine }) => {
  await askAlways(engine, { quietHours: quietNow() });
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 5500', sms: 'The alarm is on.' });
  await deck.compose.send.click();
  const dialog = deck.dialog('Before this is sent to 1 person');
  await dialog.getByRole('radio', { name: 'Send now anyway' }).check();
  await dialog.getByRole('button', { name: 'Send to 1 person' }).click();
  await expect(deck.message.outcome).toHaveText('Delivered');
  const kept = await engine.ask(async (client) => {
    const [row] = (await client.messages.list({})).rows;
    const detail = await client.messages.get({ id: row?.id ?? '' });
    return detail.ok ? detail.value : null;
  });
  expect(kept?.overridden).toEqual(['quiet-hours']);
  expect(kept?.estimate).toEqual({ low: '0.06', high: '0.06' });
});

test('a repeat of the same text to the same recipient asks first, and can leave the recipient out', async ({
  deck,
  engine,
}) => {
  await askAlways(engine, { quietHours: loud });
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 5500', sms: 'Your parcel is here.' });
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('Delivered');
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 5500, +372 5550 5501', sms: 'Your parcel is here.' });
  await deck.compose.send.click();
  const dialog = deck.dialog('Before this is sent to 2 people');
  const same = dialog.getByRole('region', { name: '1 person was sent the same text within a day' });
  await expect(same).toContainText('+372 5550 5500');
  await dialog.getByRole('button', { name: 'Send to 1 person' }).click();
  await expect(deck.messages.row('+372 5550 5501')).toHaveCount(1);
  await expect(deck.messages.row('+372 5550 5500')).toHaveCount(1);
});

test('by default a repeated send in the sandbox asks nothing', async ({ deck }) => {
  for (const count of [1, 2]) {
    await deck.newMessage();
    await deck.compose.write({ to: '+372 5550 5500', sms: 'Once more.' });
    await deck.compose.send.click();
    await expect(deck.messages.row('+372 5550 5500')).toHaveCount(count);
  }
});

test('the sending dialog shows the estimated cost and the unknown part of it', async ({ deck }) => {
  const { compose, page } = deck;
  await deck.newMessage();
  await compose.write({ to: '+372 5550 5500, +371 2155 5001', sms: 'x'.repeat(161) });
  // Two parts each, at 0.06 and 0.058.
  const cost = page.getByRole('button', { name: '€0.236', exact: true });
  await expect(cost).toBeVisible();
  await compose.add('Viber');
  await compose.text.fill('Hi');
  await page.getByRole('button', { name: 'up to €0.236, and Viber (not known)' }).click();
  const details = page.getByRole('dialog').filter({ hasText: 'At most' });
  await expect(details).toContainText('has not been charged for it');
  expect(await violationsOf(deck.page, 'the cost')).toEqual([]);
});

test('a confirmed high cost is in the audit log, in both languages', async ({ deck, engine }, info) => {
  const { page } = deck;
  await askAlways(engine, { quietHours: loud, highCost: '0.10' });
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 5500, +371 2155 5001', sms: 'x'.repeat(161) });
  await deck.compose.send.click();
  await deck
    .dialog('Before this is sent to 2 people')
    .getByRole('button', { name: 'Send to 2 people' })
    .click();
  await expect(deck.messages.row('+372 5550 5500')).toHaveCount(1);
  await deck.go('Settings');
  await deck.settings.open('Audit log');
  const entry = page.getByRole('listbox', { name: 'Changes' }).getByRole('option').first();
  await expect(entry).toContainText('High cost approved');
  await expect(entry).toContainText('Highest cost, EUR: 0.236');
  await expect(entry).toContainText('Window');
  await page.screenshot({ path: info.outputPath('cost-approved.png') });
  await deck.inEstonian(async () => {
    const translated = page.getByRole('listbox').getByRole('option').first();
    await expect(translated).toContainText('Suur kulu kinnitatud');
    await expect(translated).toContainText('Suurim kulu, EUR: 0.236');
  });
});

test('a scheduled send goes out at each recipient’s local time', async ({ deck, engine }) => {
  const { compose, page } = deck;
  await deck.newMessage();
  await compose.write({ to: '+372 5550 5500, +1 212 555 0100', sms: 'Good morning.' });
  await compose.when.click();
  await page.getByText('In each recipient’s local time').click();
  const at = '2027-06-15T09:00';
  await page.getByLabel('Send at').fill(at);
  await expect(page.getByRole('button', { name: 'Send later' })).toBeDisabled();
  await page.getByRole('combobox', { name: /United States has several time zones/ }).fill('New York');
  await page.getByRole('option', { name: /New York/ }).click();
  await expect(page.getByText(/^Estonia: Tue 15 Jun, \d\d:\d\d your time$/)).toBeVisible();
  expect(await violationsOf(deck.page, 'when')).toEqual([]);
  await page.getByRole('button', { name: 'Send later' }).click();
  await expect(compose.when).toContainText('each recipient’s local time');
  await compose.send.click();
  await expect(deck.notice('Scheduled for 2 people')).toBeVisible();
  await expect
    .poll(() => acceptedTimes(engine))
    .toEqual({
      '+37255505500': Date.parse('2027-06-15T09:00:00+03:00'),
      '+12125550100': Date.parse('2027-06-15T09:00:00-04:00'),
    });
});

test('a local time that does not exist or occurs twice is explained', async ({ deck }) => {
  const { compose, page } = deck;
  await deck.newMessage();
  await compose.write({ to: '+372 5550 5500', sms: 'Spring.' });
  await compose.when.click();
  await page.getByText('In each recipient’s local time').click();
  await page.getByLabel('Send at').fill('2027-03-28T03:30');
  await expect(
    page.getByText(/03:30 does not exist in Estonia on that day.*The message is sent at 04:30/),
  ).toBeVisible();
  await page.getByLabel('Send at').fill('2027-10-31T03:30');
  await expect(page.getByText(/03:30 occurs twice in Estonia on that day.*The first is used/)).toBeVisible();
});

test('a step of a chain can be dragged to another place, and its waiting time is shown in words', async ({
  deck,
}) => {
  const { compose, page } = deck;
  await deck.newMessage();
  await compose.add('Viber');
  await compose.add('WhatsApp');
  const names = compose.steps.getByRole('listitem').locator('strong');
  await expect(names).toHaveText(['SMS', 'Viber', 'WhatsApp']);
  const grip = await page.getByTitle('Drag WhatsApp to another place').boundingBox();
  const target = await compose.step('SMS').boundingBox();
  if (!grip || !target) throw new Error('not on the screen');
  await page.mouse.move(grip.x + 4, grip.y + 4);
  await page.mouse.down();
  await page.mouse.move(grip.x + 4, target.y + 40, { steps: 6 });
  await page.mouse.move(grip.x + 4, target.y + 6, { steps: 3 });
  await page.mouse.up();
  await expect(names).toHaveText(['WhatsApp', 'SMS', 'Viber']);
  await expect(page.getByRole('status').filter({ hasText: 'WhatsApp is now step 1' })).toHaveCount(1);
  await expect(compose.step('WhatsApp')).toContainText('then try SMS');
  await compose.choose('Viber');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(names).toHaveText(['WhatsApp', 'Viber', 'SMS']);
  await compose.wait('WhatsApp').fill('10 min');
  await compose.wait('WhatsApp').press('Enter');
  await expect(compose.chain.getByRole('row', { name: /^Viber/ })).toContainText(
    // Shortly before midnight, the time is tomorrow.
    /by (Tomorrow, )?\d\d:\d\d.*after 10 min/i,
  );
});

test('a cancellation that came too late is shown with the outcome of the message', async ({
  deck,
  engine,
}) => {
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 5500', sms: 'Soon.' });
  const accounts = await engine.ask((client) => client.accounts.list());
  const baseUrl = accounts.find((one) => one.kind === 'sandbox')?.baseUrl ?? '';
  await deck.compose.when.click();
  const at = new Date(Date.now() + 26 * hourMs);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  await deck.page.getByLabel('Send at').fill(local);
  await deck.page.getByRole('button', { name: 'Send later' }).click();
  await deck.compose.send.click();
  await expect(deck.message.pane).toContainText(/Sends/);
  // The message is cancelled directly at the API, so Omnideck's own cancellation comes too late.
  const id = await engine.ask(async (client) => {
    const [row] = (await client.messages.list({})).rows;
    const detail = await client.messages.get({ id: row?.id ?? '' });
    return detail.ok ? detail.value.omnimessageId : null;
  });
  const authorization = `Basic ${Buffer.from('demo:demo').toString('base64')}`;
  const gone = await fetch(`${baseUrl}/omnimessage/${id}`, { method: 'DELETE', headers: { authorization } });
  expect(gone.status).toBe(202);
  await deck.message.cancel.click();
  const dialog = deck.dialog('Too late: Messente no longer has the message waiting');
  await expect(dialog).toContainText('Messente had nothing to cancel');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(dialog).toHaveCount(0);
});

test('quiet hours of a later step alone do not hold a message: Enter sends the first step now', async ({
  deck,
  engine,
}) => {
  // Quiet hours start in an hour: only a step after the first step's wait may fall into them.
  await askAlways(engine, { quietHours: { on: true, from: inTallinn(1), to: inTallinn(5) } });
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 5500', sms: 'Good evening.' });
  await deck.compose.wait('SMS').fill('3 h');
  await deck.compose.wait('SMS').press('Enter');
  await deck.compose.add('Viber');
  await deck.compose.text.fill('Good evening.');
  await deck.compose.send.click();
  const dialog = deck.dialog('Before this is sent to 1 person');
  await expect(
    dialog.getByRole('region', { name: 'A later step may reach 1 person in quiet hours' }),
  ).toContainText('Viber');
  await expect(dialog.getByRole('radio', { name: 'Send anyway' })).toBeChecked();
  await expect(dialog.getByRole('button', { name: 'Send to 1 person' })).toBeFocused();
  await deck.page.keyboard.press('Enter');
  await expect.poll(() => acceptedTimes(engine)).toEqual({ '+37255505500': null });
});

test('resending one message asks the same questions, shows the cost, and can wait until the morning', async ({
  deck,
  engine,
}) => {
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 5500', sms: 'x'.repeat(161) });
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('Delivered');
  await askAlways(engine, { quietHours: quietNow() });
  await deck.message.pane.getByRole('button', { name: 'Send again' }).click();
  const dialog = deck.dialog('Send this message again?');
  await expect(dialog.getByRole('alert')).toContainText('the recipient receives it twice');
  await expect(dialog).toContainText('Cost €0.12');
  await expect(dialog.getByRole('region', { name: 'It is quiet hours for 1 person' })).toBeVisible();
  await expect(dialog.getByRole('radio', { name: /^Hold the message until/ })).toBeChecked();
  expect(await violationsOf(deck.page, 'sending again')).toEqual([]);
  await dialog.getByRole('button', { name: 'Send again anyway' }).click();
  await expect(deck.notice('Held until the morning for 1 person')).toBeVisible();
  await expect(deck.message.pane).toContainText(/Sends/);
});

test('resending several messages asks the same questions, and records that they were overridden', async ({
  deck,
  engine,
}) => {
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 5500, +371 2155 5001', sms: 'The alarm is on.' });
  await deck.compose.send.click();
  await expect(deck.messages.row('The alarm is on.').filter({ hasText: 'Delivered' })).toHaveCount(2);
  await askAlways(engine, { quietHours: quietNow() });
  await deck.messages.list.focus();
  await deck.page.keyboard.press('Control+a');
  await deck.messages.chosen.getByRole('button', { name: 'Send again' }).click();
  const dialog = deck.dialog('Send 2 messages again?');
  await expect(dialog).toContainText('Cost €0.118');
  await expect(dialog.getByRole('region', { name: 'It is quiet hours for 2 people' })).toBeVisible();
  expect(await violationsOf(deck.page, 'sending several again')).toEqual([]);
  await dialog.getByRole('radio', { name: 'Send now anyway' }).check();
  await dialog.getByRole('button', { name: 'Send all again anyway' }).click();
  await expect(deck.notice('2 sent again')).toBeVisible();
  const kept = await engine.ask(async (client) => {
    const { rows } = await client.messages.list({});
    const details = await Promise.all(rows.map(({ id }) => client.messages.get({ id })));
    return details.flatMap((one) => (one.ok && one.value.resendOf !== null ? [one.value.overridden] : []));
  });
  expect(kept).toEqual([['quiet-hours'], ['quiet-hours']]);
});

test('editing a message as new keeps the purpose and the tags', async ({ deck, engine }) => {
  const sent = await engine.ask((client) =>
    client.messages.send({
      to: ['+37255505500'],
      chain: { steps: [{ channel: 'sms', text: 'Renew it.' }] },
      requestKey: 'edit-as-new-1',
      purpose: 'appointments',
      tags: ['renewal'],
    }),
  );
  if (!sent.ok) throw new Error(englishText(sent.problem).message);
  await deck.messages.row('Renew it.').click();
  await expect(deck.message.outcome).toHaveText('Delivered');
  await deck.page.keyboard.press('e');
  await expect(deck.compose.text).toHaveValue('Renew it.');
  await deck.page.getByRole('button', { name: 'More', exact: true }).last().click();
  await expect(deck.page.getByText('renewal', { exact: true })).toBeVisible();
  await expect(deck.page.getByRole('combobox', { name: 'Purpose' })).toHaveValue('Appointments');
});
