/** Tests the sandbox panel: conditions, inbound messages, and saving everything as a scenario. */

import { createHmac } from 'node:crypto';
import { englishText } from '../../shared/problems/english-text.ts';
import { startCallbackReceiver } from '../helpers/callback-receiver.ts';
import { startSandbox } from '../helpers/e2e-sandbox.ts';
import { violationsOf } from './axe.ts';
import type { Deck } from './pages/deck.ts';
import { SandboxScreen, sandboxSections } from './pages/sandbox-screen.ts';
import { expect, test } from './test.ts';

/** Sends one plain SMS to a number that ends in 00, through the window. */
async function send(deck: Deck, to: string): Promise<void> {
  await deck.newMessage();
  await deck.compose.to.fill(to);
  await deck.compose.to.press('Enter');
  await deck.compose.text.fill('How is the weather?');
  await deck.compose.send.click();
}

test('an outage set in the sandbox panel holds a message back, is visible on every screen, and ends with one click', async ({
  deck,
  page,
}) => {
  const sandbox = new SandboxScreen(page);
  await page.keyboard.press('Control+4');
  await expect(sandbox.head).toContainText('Fair weather');
  await sandbox.outage.focus();
  await page.keyboard.press('Space');
  await expect(sandbox.head).toContainText('Foul weather: every request is refused (503)');

  await send(deck, '+372 5550 1400');
  await expect(deck.message.number).toBeVisible();
  await expect(sandbox.entry).toHaveAccessibleName('Sandbox: Foul weather');
  await expect(page.getByRole('main')).toContainText('Unknown');

  await sandbox.open();
  await sandbox.makeFair.click();
  await expect(sandbox.head).toContainText('Fair weather');
  await expect(sandbox.outage).not.toBeChecked();
  await send(deck, '+372 5550 1500');
  await expect(deck.message.outcome).toHaveText('Delivered');
});

test('the sandbox panel shows an invalid value at its field, and loses nothing', async ({ deck, page }) => {
  await deck.ready();
  const sandbox = new SandboxScreen(page);
  await sandbox.open();
  await sandbox.latency.fill('soon');
  await sandbox.latency.press('Enter');
  await expect(sandbox.latency).toHaveAccessibleDescription(/Enter a time of at most 1 h/);
  await expect(sandbox.latency).toHaveValue('soon');
  await sandbox.latency.fill('0,5 s');
  await sandbox.latency.press('Enter');
  await expect(sandbox.head).toContainText('answers take 500 ms');

  await page.getByRole('textbox', { name: 'Lost' }).fill('120');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Enter a share from 0 to 100.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Lost' }).press('Escape');
  await expect(page.getByRole('textbox', { name: 'Lost' })).toHaveValue('0');

  await page.getByRole('textbox', { name: 'EUR a part' }).fill('0.24');
  await page.getByRole('button', { name: 'Change the price' }).click();
  await expect(page.getByText('Choose a country.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Country' }).fill('Eston');
  await page.getByRole('option', { name: /Estonia/ }).click();
  await page.getByRole('button', { name: 'Change the price' }).click();
  await expect(sandbox.head).toContainText('1 changed price');
  await page.getByRole('button', { name: 'Use the list’s price: Estonia, SMS' }).click();
  await expect(page.getByText('All prices are from the price list.')).toBeVisible();
});

test('a scenario is stored and run again, and a faulty scenario file names its lines', async ({
  deck,
  page,
}) => {
  await deck.ready();
  const sandbox = new SandboxScreen(page);
  await sandbox.open('Weather');
  await page.getByRole('radio', { name: 'Never: all are dropped' }).click();
  await expect(sandbox.head).toContainText('every report is dropped');
  await sandbox.open('Scenarios');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Deaf');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(sandbox.run('Deaf')).toBeVisible();
  await sandbox.makeFair.click();
  await expect(sandbox.head).toContainText('Fair weather');
  await sandbox.run('Deaf').click();
  await expect(sandbox.head).toContainText('every report is dropped');
  await expect(sandbox.head).toContainText('Scenario: Deaf');

  const files = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file…' }).click();
  await (await files).setFiles({
    name: 'bad.yaml',
    mimeType: 'text/yaml',
    buffer: Buffer.from('name: Bad\nlatency: soon\ncallbacks:\n  dropped: 300%\n'),
  });
  const faults = page.getByRole('region', { name: 'Errors in the scenario' });
  await expect(faults.getByRole('listitem')).toHaveCount(2);
  await expect(faults).toContainText('“soon” is not a time');
  await expect(faults).toContainText('“300%” is not a share');
  expect.soft(await violationsOf(page, 'a bad scenario')).toEqual([]);
  await faults.getByRole('button', { name: 'Line 4' }).click();
  const text = page.getByRole('textbox', { name: 'The scenario, YAML' });
  await expect(text).toBeFocused();
  await text.fill('name: Deaf\ncredit: "3"\n');
  await expect(page.getByText('“Deaf” can be run and saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(deck.dialog('Replace “Deaf”?')).toBeVisible();
  await deck.dialog('Replace “Deaf”?').getByRole('button', { name: 'Replace' }).click();
  await expect(text).toBeHidden();

  // Deleted, with an undo.
  await page.getByRole('button', { name: 'More for “Deaf”' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(sandbox.run('Deaf')).toBeHidden();
  await page.getByRole('button', { name: /Undo/ }).click();
  await expect(sandbox.run('Deaf')).toBeVisible();
});

test('a sandbox number is found by typing and messaged, and the message is listed as arrived', async ({
  deck,
  page,
}) => {
  await deck.ready();
  const sandbox = new SandboxScreen(page);
  await sandbox.open('Numbers');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('blacklisted');
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'Send to +372 5550 1450' }).click();
  await expect(deck.compose.heading).toBeVisible();
  await deck.compose.text.fill('Hello there');
  await deck.compose.send.click();
  await expect(deck.message.number).toContainText('1450');

  await sandbox.open('What arrived');
  const arrived = page.getByRole('list', { name: 'What arrived, the newest first' }).getByRole('listitem');
  await expect(arrived).toHaveCount(1);
  await expect(arrived).toContainText('Hello there');
  await expect(arrived).toContainText('SMS: Rejected');
  await expect(arrived).toContainText('1 accepted');
  expect.soft(await violationsOf(page, 'what arrived')).toEqual([]);
  if (process.env.PICTURES !== undefined)
    await page.screenshot({ path: `${process.env.PICTURES}/arrived.png` });
  await page.getByRole('searchbox', { name: 'Search what arrived' }).fill('goodbye');
  await expect(page.getByText('Nothing that arrived has “goodbye”.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search what arrived' }).fill('1450');
  await arrived.getByRole('button', { name: /^Open the message/ }).click();
  await expect(deck.message.number).toContainText('1450');
});

test('an inbound sandbox message reaches a program signed, and a reset asks first', async ({
  deck,
  page,
}) => {
  const receiver = await startCallbackReceiver();
  try {
    await deck.ready();
    const sandbox = new SandboxScreen(page);
    await sandbox.open('Replies');
    await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
    await page.getByRole('textbox', { name: 'URL' }).fill('nowhere');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('textbox', { name: 'URL' })).toHaveAccessibleDescription(/http/);
    await page.getByRole('textbox', { name: 'URL' }).fill(`${receiver.url}/inbound`);
    await page.getByLabel('Signing secret').fill('quite a secret');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText(`Replies are sent to ${receiver.url}/inbound`)).toBeVisible();
    await expect(page.getByLabel('Signing secret')).toHaveValue('');

    const now = page.getByRole('region', { name: 'Send a reply now' });
    await now.getByRole('textbox', { name: 'Text' }).fill('Tere, kas pakk on käes?');
    await now.getByRole('button', { name: 'Send' }).click();
    const [came] = await receiver.waitFor(1, '/inbound');
    if (came === undefined) throw new Error('nothing came');
    const expected = createHmac('sha256', 'quite a secret').update(came.rawBody).digest('hex');
    expect(came.headers['x-messente-signature']).toBe(expected);
    expect(JSON.parse(came.rawBody.toString('utf8'))).toMatchObject({
      sender: '+37255501400',
      text: 'Tere, kas pakk on käes?',
      channel: 'sms',
    });

    // A simulated recipient who replies automatically.
    const rules = page.getByRole('region', { name: 'Automatic replies' });
    await rules.getByRole('textbox', { name: 'Number ends in' }).fill('00');
    await rules.getByRole('textbox', { name: 'Text' }).fill('Thank you!');
    await rules.getByRole('textbox', { name: 'After' }).fill('100 ms');
    await rules.getByRole('button', { name: 'Add' }).click();
    await expect(rules.getByRole('listitem')).toContainText('Thank you!');
    await send(deck, '+372 5550 1600');
    await receiver.waitFor(2, '/inbound');

    await sandbox.open('What arrived');
    await expect(page.getByRole('listitem').filter({ hasText: 'Thank you!' })).toContainText('1 accepted');
    await sandbox.open('Seed and addresses');
    await page.getByRole('button', { name: 'Delete everything…' }).click();
    const dialog = deck.dialog('Delete everything in the sandbox?');
    await expect(dialog).toContainText('1 message, 2 replies');
    expect.soft(await violationsOf(page, 'beginning anew')).toEqual([]);
    await page.keyboard.press('Escape');
    await sandbox.open('What arrived');
    await expect(page.getByRole('listitem').filter({ hasText: 'Thank you!' })).toBeVisible();
    await sandbox.open('Seed and addresses');
    await page.getByRole('button', { name: 'Delete everything…' }).click();
    await dialog.getByRole('button', { name: 'Delete everything' }).click();
    await sandbox.open('What arrived');
    await expect(page.getByRole('heading', { name: 'Nothing has arrived yet' })).toBeVisible();
    await deck.go('Messages');
    await expect(deck.messages.row('+372 5550 1600')).toBeVisible();
  } finally {
    await receiver.close();
  }
});

test('with a real account selected, the sandbox panel names the sandbox and messages only there', async ({
  deck,
  page,
  engine,
}) => {
  const other = await startSandbox('theirs', 'a password');
  try {
    await deck.ready();
    const added = await engine.ask((client) =>
      client.accounts.add({
        name: 'Our shop',
        username: 'theirs',
        password: 'a password',
        baseUrl: other.baseUrl,
        plainUrl: other.plainUrl,
        unchecked: true,
      }),
    );
    if (!added.ok) throw new Error(englishText(added.problem).message);
    await engine.ask((client) => client.accounts.use({ id: added.value.account.id }));
    const sandbox = new SandboxScreen(page);
    await sandbox.open('Numbers');
    await expect(page.getByText('You send with “Our shop”.')).toBeVisible();
    expect.soft(await violationsOf(page, 'with another account')).toEqual([]);
    await page.getByRole('button', { name: 'Switch to the sandbox and send to +372 5550 1412' }).click();
    await expect(deck.compose.heading).toBeVisible();
    await expect(deck.bar.account).toContainText('Sandbox');
    await sandbox.open('Numbers');
    await expect(page.getByText('You send with “Our shop”.')).toBeHidden();
  } finally {
    await other.stop();
  }
});

for (const [name, options] of [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['900 × 600', { viewport: { width: 900, height: 600 } }],
  ['200 %', { viewport: { width: 680, height: 430 }, deviceScaleFactor: 2 }],
] as const) {
  test.describe(`at ${name}`, () => {
    test.use(options);

    test('every part of the sandbox panel passes axe, and nothing is cut off, in both languages', async ({
      deck,
      page,
    }) => {
      await deck.ready();
      const sandbox = new SandboxScreen(page);
      await sandbox.open('Weather');
      await page.getByRole('radio', { name: 'Late' }).click();
      for (const section of sandboxSections) {
        await sandbox.open(section);
        const look = async () => {
          expect.soft(await violationsOf(page, section)).toEqual([]);
          const over = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect.soft(over, section).toBeLessThanOrEqual(1);
          const content = page.getByRole('main');
          const cut = await content.evaluate((main) => {
            const edge = main.getBoundingClientRect().right + 1;
            return [...main.querySelectorAll('button, input, textarea')]
              .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > edge)
              .map((one) => one.outerHTML.slice(0, 120));
          });
          expect.soft(cut, section).toEqual([]);
        };
        await look();
        if (process.env.PICTURES !== undefined) {
          await page.screenshot({
            path: `${process.env.PICTURES}/${name}-${section}.png`.replaceAll(' ', ''),
          });
        }
        await deck.inEstonian(look);
      }
    });
  });
}
