/** Tests that no container cuts the outline of the focused element, on each screen in a small window. */
import { cutRing } from './cut-rings.ts';
import { expect, test } from './test.ts';

test.use({ start: { sandbox: true, messages: 60 } });

const screens = [
  ...['#/messages', '#/compose', '#/reports', '#/runs', '#/runs/new'],
  ...['weather', 'numbers', 'people', 'arrived', 'scenarios', 'programs'].map((part) => `#/sandbox/${part}`),
  ...['accounts', 'sending', 'reports', 'data', 'privacy', 'audit', 'appearance', 'doctor', 'about'].map(
    (section) => `#/settings/${section}`,
  ),
];
/** More than any screen has before its elements repeat in kind. */
const mostStops = 30;

test('the outline of each focused element is visible in full', async ({ deck }) => {
  const { page } = deck;
  await page.setViewportSize({ width: 900, height: 600 });
  const cut: string[] = [];
  for (const hash of screens) {
    await page.evaluate((to) => {
      window.location.hash = to;
    }, hash);
    const main = page.getByRole('main');
    await expect(main.getByRole('heading').first()).toBeVisible();
    await main.focus();
    for (let stop = 0; stop < mostStops; stop += 1) {
      await page.keyboard.press('Tab');
      const found = await cutRing(page);
      if (found !== null) cut.push(`${hash}: ${found}`);
      if (!(await main.evaluate((own) => own.contains(document.activeElement)))) break;
    }
  }
  expect(cut).toEqual([]);
});
