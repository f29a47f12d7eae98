/** Tests scheduling, cancelling, resending and pausing. */
import { expect, test } from './test.ts';

test('a scheduled message can be cancelled before it is sent', async ({ deck }) => {
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 5500', sms: 'See you tomorrow.' });
  await deck.compose.when.click();
  const at = new Date(Date.now() + 36 * 3_600_000);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  await deck.page.getByLabel('Send at').fill(local);
  await deck.page.getByRole('button', { name: 'Send later' }).click();
  await expect(deck.compose.send).toHaveText(/Schedule for 1 in the sandbox/);
  await deck.compose.send.click();
  await expect(deck.notice('Scheduled for 1 person')).toBeVisible();
  await expect(deck.message.pane).toContainText(/Sends/);

  await deck.messages.show('Scheduled');
  await expect(deck.messages.row('+372 5550 5500')).toBeVisible();
  await deck.message.cancel.click();
  await expect(deck.notice('Cancelled')).toBeVisible();
  await expect(deck.message.outcome).toHaveText('Cancelled');
  await expect(deck.messages.tab('Scheduled')).toHaveText('Scheduled0');
  await deck.messages.show('All');
  await expect(deck.messages.row('+372 5550 5500')).toContainText('Cancelled');
});

test('scheduled messages are listed under the day and time at which they will be sent', async ({
  deck,
  engine,
}) => {
  const today = new Date();
  const inDays = (days: number) =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() + days, 12, 34).getTime();
  const schedule = (text: string, days: number) =>
    engine.ask((client) =>
      client.messages.send({
        to: ['+37255505500'],
        chain: { steps: [{ channel: 'sms', text }], timeToSend: inDays(days) },
        requestKey: `schedule-${text}`,
      }),
    );
  await schedule('Last', 20);
  await schedule('First', 2);
  await schedule('Second', 3);
  const previews = () => deck.messages.rows.allTextContents();
  await deck.messages.show('Scheduled');
  await expect(deck.messages.rows).toHaveCount(3);
  await expect.poll(previews).toEqual([/First/, /Second/, /Last/].map((text) => expect.stringMatching(text)));
  await expect(deck.messages.row('First').locator('time')).toContainText(/12:34/);
  await expect(deck.messages.list).not.toContainText('Today');
  await expect(deck.page.getByRole('button', { name: 'Order: Next to be sent first' })).toBeVisible();
  // A message scheduled meanwhile appears at its time.
  await schedule('Between', 4);
  await expect
    .poll(previews)
    .toEqual([/First/, /Second/, /Between/, /Last/].map((text) => expect.stringMatching(text)));
  await deck.messages.show('All');
  await expect(deck.messages.rows.first()).toContainText('Between');
  await deck.messages.narrow('State', 'Scheduled');
  await expect.poll(previews).toHaveLength(4);
  await expect(deck.messages.rows.first()).toContainText('First');
});

test('a message cannot be scheduled for a time in the past', async ({ deck }) => {
  await deck.newMessage();
  await deck.compose.when.click();
  await deck.page.getByLabel('Send at').fill('2020-01-01T10:00');
  await expect(deck.page.getByText('This time is in the past.')).toBeVisible();
  await expect(deck.page.getByRole('button', { name: 'Send later' })).toBeDisabled();
});

test('a failed message is resent as a new message that is linked to the old one', async ({ deck }) => {
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 5512', sms: 'Hello?' });
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('Undelivered');
  await deck.message.sendAgain.click();
  const dialog = deck.dialog('Send this message again?');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await expect(deck.notice('Sent again as a new message')).toBeVisible();
  await expect(deck.message.pane.getByRole('link', { name: 'an earlier message' })).toBeVisible();
  await expect(deck.messages.row('+372 5550 5512')).toHaveCount(2);
  await deck.message.pane.getByRole('link', { name: 'an earlier message' }).click();
  await expect(deck.message.pane.getByRole('link', { name: 'a later message' })).toBeVisible();
});

test('resending a message that may have been delivered warns first', async ({ deck }) => {
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 5500', sms: 'Hello' });
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('Delivered');
  await deck.message.sendAgain.click();
  const dialog = deck.dialog('Send this message again?');
  await expect(dialog.getByRole('alert')).toContainText(/twice|again|already/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(deck.messages.row('+372 5550 5500')).toHaveCount(1);
  await deck.message.sendAgain.click();
  await dialog.getByRole('button', { name: 'Send again anyway' }).click();
  await expect(deck.messages.row('+372 5550 5500')).toHaveCount(2);
});

test('paused sending keeps new messages, and sends them after resuming', async ({ deck }) => {
  await deck.bar.pause.click();
  await expect(deck.bar.bar).toContainText('Sending is paused');
  await deck.newMessage();
  await expect(deck.page.getByText('Sending is paused: the message is saved')).toBeVisible();
  await deck.compose.write({ to: '+372 5550 5500', sms: 'Hello' });
  await deck.compose.send.click();
  await expect(deck.notice('Saved for 1 person; sending is paused')).toBeVisible();
  await expect(deck.message.outcome).toHaveText('Not sent yet');
  await expect(deck.bar.bar).toContainText('1 waiting to be sent');
  await expect(deck.messages.row('+372 5550 5500')).toContainText('Not sent yet');

  await deck.bar.resume.click();
  await expect(deck.message.outcome).toHaveText('Delivered');
  await expect(deck.bar.bar).not.toContainText('waiting to be sent');
  await expect(deck.bar.pause).toBeVisible();
});
