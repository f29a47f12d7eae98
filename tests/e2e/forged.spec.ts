/** Tests that knowing the callback address is not enough to forge a delivery report. */
import { createHmac } from 'node:crypto';
import type { Engine } from './test.ts';
import { expect, test } from './test.ts';

/** Returns the callback address that was sent to the sandbox with a message. */
async function reportAddress(engine: Engine): Promise<{ url: string; body: string }> {
  return engine.ask(async (client) => {
    const { rows } = await client.messages.list({});
    const detail = await client.messages.get({ id: rows[0]?.id ?? '' });
    if (!detail.ok || detail.value.callbackUrl === null) throw new Error('it was sent without an address');
    const [step] = detail.value.steps;
    return {
      url: detail.value.callbackUrl,
      body: JSON.stringify({
        status: 'FAILED',
        sender: 'Northwind',
        err: 999,
        message_id: step?.messageId,
        to: detail.value.to,
        channel: step?.channel,
        error: null,
        omnimessage_id: detail.value.omnimessageId,
        timestamp: '2030-01-01T00:00:00.000000',
      }),
    };
  });
}

const post = (url: string, body: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

test.beforeEach(async ({ deck }) => {
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 8800', sms: 'Hello' });
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('Delivered');
});

test('a report with a wrong signature is shown as forged, and changes nothing', async ({ deck, engine }) => {
  const { url, body } = await reportAddress(engine);
  const signature = createHmac('sha256', 'not the password').update(body).digest('hex');
  await post(url, body, { 'x-messente-signature': signature });

  await deck.go('Delivery reports');
  await deck.reports.show('Invalid signature');
  await expect(deck.reports.rows).toHaveCount(1);
  await deck.reports.rows.first().click();
  await expect(deck.reports.headline).toHaveText('Invalid signature, so not applied');
  await expect(deck.reports.pane).toContainText(signature);
  await expect(deck.reports.pane).toContainText('"FAILED"');
  await deck.reports.show('Verified');
  await expect(deck.reports.row('FAILED')).toHaveCount(0);

  await deck.go('Messages');
  await expect(deck.messages.row('+372 5550 8800')).toContainText('Delivered');
  await expect(deck.messages.tab('Needs attention')).toHaveText('Needs attention0');
});

test('a report without a signature is shown as unsigned, and changes nothing', async ({ deck, engine }) => {
  const { url, body } = await reportAddress(engine);
  await post(url, body);
  await deck.go('Delivery reports');
  await deck.reports.show('Unsigned');
  await deck.reports.rows.first().click();
  await expect(deck.reports.headline).toHaveText('Unsigned, so not applied');
  await expect(deck.reports.pane).toContainText('none came with it');
  await deck.go('Messages');
  await expect(deck.messages.row('+372 5550 8800')).toContainText('Delivered');
});

test('markup in a report with a wrong signature is shown as text', async ({ deck, engine }) => {
  const { url } = await reportAddress(engine);
  await post(url, '<img src=x onerror="document.title=1"><script>document.title=2</script>', {
    'x-messente-signature': 'no hex <b>at all</b>',
  });
  await deck.go('Delivery reports');
  await deck.reports.row('Invalid signature').click();
  await expect(deck.reports.pane).toContainText('<script>document.title=2</script>');
  await expect(deck.reports.pane).toContainText('<b>at all</b>');
  await expect(deck.page).toHaveTitle(/Omnideck/);
});
