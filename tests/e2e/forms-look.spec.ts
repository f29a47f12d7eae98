/** Tests validation in forms, the pictures behind links, and each form with axe. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConsoleStart } from '../helpers/e2e-console.ts';
import { png } from '../helpers/tiny-media.ts';
import { allViolationsOf, violationsOf } from './axe.ts';
import type { Deck } from './pages/deck.ts';
import type { ChannelName } from './pages/message-pane.ts';
import { StepForm } from './pages/step-form.ts';
import { test as base, expect } from './test.ts';

type Pictures = { readonly asked: string[]; readonly port: number };

/** A server that acts as an internet server with a picture, a mislabelled file and a document. */
const test = base.extend<{ pictures: Pictures; start: ConsoleStart }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here
  pictures: async ({}, use) => {
    const asked: string[] = [];
    const server: Server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url === '/lie.png')
        response.writeHead(200, { 'content-type': 'image/png' }).end('<!doctype html><p>Hello');
      else if (request.url === '/called.jpg')
        response.writeHead(200, { 'content-type': 'image/jpeg' }).end(png(40, 30));
      else if (request.url === '/invoice.pdf')
        response.writeHead(200, { 'content-type': 'application/pdf' }).end(`%PDF-1.7\n${' '.repeat(2048)}`);
      else response.writeHead(200, { 'content-type': 'image/png' }).end(png(40, 30));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use({ asked, port: (server.address() as AddressInfo).port });
    server.closeAllConnections();
    server.close();
  },
  start: async ({ pictures }, use) => use({ sandbox: true, hosts: { 'pictures.test': pictures.port } }),
});

async function begin(deck: Deck, channel: ChannelName): Promise<StepForm> {
  await deck.newMessage();
  await deck.compose.add(channel);
  await deck.compose.removeStep('SMS');
  await expect(deck.compose.steps.getByRole('listitem')).toHaveCount(1);
  return new StepForm(deck.page, channel);
}

test('pictures of a message are fetched only on request, and their faults are shown', async ({
  deck,
  pictures,
}) => {
  const form = await begin(deck, 'Viber');
  await form.text.fill('New');
  await form.chooseKind('Carousel');
  await form.field('Link to the image', form.part('Card 1')).fill('http://pictures.test/one.png');
  await form.field('Link to the image', form.part('Card 2')).fill('http://pictures.test/lie.png');
  await expect(form.preview).toContainText('pictures.test');
  await form.showPictures.click();
  await expect(form.preview.locator('img')).toHaveCount(1);
  await expect(form.preview.locator('img')).toHaveJSProperty('naturalWidth', 40);
  await expect(form.preview).toContainText('The server reports image/png, but the file is HTML.');
  expect(pictures.asked.toSorted()).toEqual(['/lie.png', '/one.png']);

  // Another link needs another request.
  await form.field('Link to the image', form.part('Card 2')).fill('http://pictures.test/two.png');
  await expect(form.showPictures).toBeVisible();
  await form.preview.getByRole('button', { name: 'When to show pictures' }).click();
  await deck.page.getByRole('menuitemradio', { name: 'Always for this message' }).click();
  await expect(form.preview.locator('img')).toHaveCount(2);
  await form.field('Link to the image', form.part('Card 1')).fill('http://pictures.test/three.png');
  await expect.poll(() => pictures.asked).toContain('/three.png');
  expect(pictures.asked.filter((path) => path === '/one.png')).toHaveLength(1);

  // Pictures of another message need their own consent.
  await deck.compose.discard.click();
  const next = await begin(deck, 'WhatsApp');
  await next.chooseKind('Document');
  await next.field('Link to the file').fill('http://pictures.test/invoice.pdf');
  await expect(next.showPictures).toBeVisible();
  expect(pictures.asked).not.toContain('/invoice.pdf');
  await next.showPictures.click();
  await expect(next.preview).toContainText('application/pdf · 2 kB');
  await next.field('Link to the file').fill('http://127.0.0.1/invoice.pdf');
  await next.showPictures.click();
  await expect(next.preview).toContainText('leads to this computer or into a private network');
});

test('a media address with the wrong file type is reported at its field', async ({ deck }) => {
  const form = await begin(deck, 'WhatsApp');
  await form.chooseKind('Image');
  await form.field('Link to the file').fill('http://pictures.test/called.jpg');
  await form.showPictures.click();
  const warning = form.region.getByRole('status').filter({ hasText: 'image/png' });
  await expect(warning).toContainText('The server reports image/jpeg, but the file is image/png.');
  expect(await allViolationsOf(deck.page)).toEqual([]);
  await form.field('Link to the file').fill('http://pictures.test/one.png');
  await form.showPictures.click();
  await expect(form.preview.locator('img')).toHaveCount(1);
  await expect(warning).toHaveCount(0);
  for (const [kind, wanted] of [
    ['Audio', 'not a sound'],
    ['Video', 'not a video'],
  ] as const) {
    await form.chooseKind(kind);
    await form.field('Link to the file').fill('http://pictures.test/one.png');
    await expect(warning).toContainText(wanted);
  }
});

test('the sender field explains that a name cannot be answered, and shows the country of a number', async ({
  deck,
}) => {
  await deck.newMessage();
  const { compose, page } = deck;
  const warning = page.getByRole('status').filter({ hasText: 'Recipients cannot reply to' });
  await compose.sender.fill('+372 5550 1400');
  await expect(warning).toHaveCount(0);
  await compose.sender.fill('Northwind');
  await expect(warning).toContainText('Recipients cannot reply to “Northwind”');
  await compose.sender.fill('');
  await expect(warning).toHaveCount(0);
  await compose.add('Viber');
  await compose.sender.fill('Northwind');
  await expect(warning).toHaveCount(0);

  await compose.to.fill('+372 5550 1400, +371 2155 5001');
  await compose.to.press('Enter');
  const chip = (number: string) =>
    page.locator('[class*="chip"]').filter({ has: page.getByRole('button', { name: `Remove ${number}` }) });
  await expect(chip('+372 5550 1400')).toContainText('EEEstonia');
  await expect(chip('+371 21 555 001')).toContainText('LVLatvia');
  expect(await allViolationsOf(page)).toEqual([]);
});

test('each fault of a message is shown at its field, and a link leads there', async ({ deck }) => {
  const form = await begin(deck, 'Viber');
  await deck.compose.to.fill('+372 5550 1400');
  await deck.compose.to.press('Enter');
  await form.text.fill('New');
  await form.chooseKind('Carousel');
  const first = form.part('Card 1');
  const title = form.field('Title', first);
  // Nothing is reported before the user has done anything.
  await expect(title).not.toHaveAttribute('aria-invalid', 'true');
  await title.fill('x'.repeat(40));
  await expect(title).toHaveAccessibleDescription(/The title has 40 characters; at most 38 are allowed/);
  await expect(first).toContainText('40/38');
  await title.fill('Scarf');
  await form.field('Link to the image', first).fill('pictures.test/one.png');
  await form.field('Button text', first).focus();
  await expect(form.field('Link to the image', first)).toHaveAccessibleDescription(/starts with https/);
  await form.field('Link to the image', first).fill('https://pictures.test/one.png');
  await deck.compose.send.click();
  await expect(form.field('Button text', first)).toBeFocused();
  await expect(form.field('Button text', first)).toHaveAccessibleDescription(/The label is empty/);

  // A problem inside a collapsed section is still visible.
  await form
    .part('Card 2')
    .getByRole('button', { name: /^Card 2/ })
    .click();
  await expect(form.field('Title', form.part('Card 2'))).toBeVisible();
  await expect(form.field('Title', form.part('Card 2'))).toHaveAttribute('aria-invalid', 'true');

  await form.chooseKind('Text');
  await expect(form.text).not.toHaveAttribute('aria-invalid', 'true');
  await form.chooseKind('Carousel');
  await expect(title).toHaveValue('Scarf');
});

test('Telegram is offered only if the account has it', async ({ deck, engine }) => {
  await deck.newMessage();
  await deck.compose.addStep.click();
  await expect(deck.page.getByRole('menuitem', { name: 'Telegram' })).toBeVisible();
  await deck.page.keyboard.press('Escape');
  await engine.ask((client) =>
    client.accounts.add({
      name: 'Shop',
      username: 'user',
      password: 'password',
      baseUrl: 'http://127.0.0.1:9/v1',
      plainUrl: 'http://127.0.0.1:9',
      unchecked: true,
    }),
  );
  const accounts = await engine.ask((client) => client.accounts.list());
  const shop = accounts.find((one) => one.name === 'Shop');
  await engine.ask((client) => client.accounts.use({ id: shop?.id ?? '' }));
  await expect(deck.bar.account).toContainText('Shop');
  await deck.compose.addStep.click();
  await expect(deck.page.getByRole('menuitem', { name: 'Viber' })).toBeVisible();
  await expect(deck.page.getByRole('menuitem', { name: 'Telegram' })).toHaveCount(0);
  await deck.page.keyboard.press('Escape');

  await deck.go('Settings');
  await deck.settings.open('Accounts');
  await deck.page
    .getByRole('listitem')
    .filter({ hasText: 'Shop' })
    .getByRole('button', { name: 'Edit', exact: true })
    .click();
  const dialog = deck.dialog('Change Shop');
  await dialog.getByRole('button', { name: 'WhatsApp templates and Telegram' }).click();
  await dialog.getByRole('checkbox', { name: 'This account has Telegram' }).check();
  await dialog.getByLabel('WhatsApp Business account id').fill('waba 1');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByLabel('WhatsApp Business account id')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('WhatsApp Business account id').fill('10042');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toBeHidden();
  expect(
    (await engine.ask((client) => client.accounts.list())).find((one) => one.name === 'Shop'),
  ).toMatchObject({
    wabaId: '10042',
    telegram: true,
  });
  await deck.newMessage();
  await deck.compose.addStep.click();
  await expect(deck.page.getByRole('menuitem', { name: 'Telegram' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('every channel form passes axe', async ({ deck }) => {
      test.setTimeout(240_000);
      const check = async (where: string) => {
        expect.soft(await violationsOf(deck.page, where)).toEqual([]);
      };
      const kinds: Readonly<Partial<Record<ChannelName, readonly string[]>>> = {
        Viber: ['Image, text and a button', 'Video, text and a button', 'Carousel', 'Template'],
        WhatsApp: ['Text', 'Template', 'Document', 'Sticker'],
        RCS: ['Text', 'File', 'Card', 'Carousel of cards'],
        Telegram: ['Image', 'Audio'],
      };
      await deck.newMessage();
      await deck.compose.to.fill('+372 5550 1400');
      await deck.compose.to.press('Enter');
      // With every problem shown.
      await deck.compose.send.click();
      for (const channel of ['Viber', 'WhatsApp', 'RCS', 'Telegram'] as const) {
        await deck.compose.add(channel);
        const form = new StepForm(deck.page, channel);
        for (const kind of kinds[channel] ?? []) {
          await form.chooseKind(kind);
          if (kind === 'Template' && channel === 'WhatsApp') {
            await form.choose('Template', 'payment_received');
            await expect(form.region.getByRole('group', { name: 'Header' })).toBeVisible();
          }
          if (channel === 'RCS') await form.add('Add a suggestion');
          await check(`${channel}, ${kind}`);
        }
      }
    });
  });
}
