/** Tests what the window asks the engine for while it follows messages: the calls on its socket. */
import { expect, test } from './test.ts';

test('the row of a delivery report comes with the change, without a call for it', async ({ deck, page }) => {
  const calls: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => void calls.push(String(payload)));
  });
  await page.reload();
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 8800', sms: 'Hello' });
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('Delivered');
  await expect(page.getByRole('option').first()).toContainText('Delivered');
  expect(calls.length).toBeGreaterThan(0);
  expect(calls.filter((call) => call.includes('/messages/rows'))).toEqual([]);
});
