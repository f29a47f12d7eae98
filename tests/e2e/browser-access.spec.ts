/** Tests access to the browser UI: an address works once; everybody else sees a plain explanation. */
import { englishText } from '../../shared/problems/english-text.ts';
import { expect, test } from './test.ts';

test('an address of the browser UI that was used already shows an explanation in another browser', async ({
  deck,
  engine,
  chromiumBrowser,
}) => {
  await expect(deck.messages.search).toBeVisible();
  const other = await chromiumBrowser.newContext();
  const page = await other.newPage();
  const answer = await page.goto(engine.headless?.firstUrl() ?? '');
  expect(answer?.status()).toBe(401);
  await expect(page.getByText('This page is opened by its owner')).toBeVisible();
  await expect(page.getByText('run "omnideck open"')).toBeVisible();
  await other.close();
});

test('a made-up token and a missing token show the same explanation', async ({
  deck,
  engine,
  chromiumBrowser,
}) => {
  const origin = new URL(deck.page.url()).origin;
  const other = await chromiumBrowser.newContext();
  const page = await other.newPage();
  for (const path of ['/?token=0123456789abcdef', '/', '/index.html', '/#/settings/accounts']) {
    const answer = await page.goto(`${origin}${path}`);
    expect(answer?.status()).toBe(401);
    await expect(page.getByText('This page is opened by its owner')).toBeVisible();
  }
  const minted = await engine.ask((client) => client.page.open());
  if (!minted.ok) throw new Error(englishText(minted.problem).message);
  await page.goto(minted.value.url ?? '');
  await expect(page.getByRole('searchbox', { name: 'Search by number or word' })).toBeVisible();
  expect(page.url()).not.toContain('token');
  await other.close();
});

test('reload, back and forward keep the current screen', async ({ deck }) => {
  await deck.go('Delivery reports');
  await deck.go('Settings');
  await deck.page.goBack();
  await expect(deck.reports.heading).toBeVisible();
  await deck.page.reload();
  await expect(deck.reports.heading).toBeVisible();
  await deck.page.goForward();
  await expect(deck.settings.heading).toBeVisible();
});
