/** Tests that the list of messages always shows the day of its first row, and the whole ring of its focus. */
import { expect, test } from './test.ts';

test.use({ start: { sandbox: true, messages: 60 } });

test('the day of the first row stays visible while the list is scrolled, and hides no current row', async ({
  deck,
}) => {
  const { page, messages } = deck;
  await expect(messages.rows.first()).toBeVisible();
  await messages.list.focus();
  await page.keyboard.press('End');
  await expect(messages.current).toBeInViewport();
  await messages.list.evaluate((list) => {
    list.scrollTop = 50;
  });
  const day = messages.list.locator('[aria-hidden="true"]').getByText('Today', { exact: true });
  await expect(day).toBeInViewport();
  for (let row = 0; row < 60; row += 1) await page.keyboard.press('ArrowUp');
  await expect(messages.rows.first()).toHaveAttribute('aria-current', 'true');
  await messages.list.evaluate((list) => {
    list.scrollTop = 1_000;
  });
  // The current row is so far above that it is not rendered any more.
  await expect(messages.current).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  const header = messages.list.locator('div[aria-hidden="true"] > span').first();
  await expect
    .poll(async () => {
      const [row, above] = await Promise.all([messages.current.boundingBox(), header.boundingBox()]);
      return row !== null && (above === null || row.y >= above.y + above.height - 1);
    })
    .toBe(true);
});

test('the ring around a focused list without a current row is whole', async ({ deck }) => {
  const { messages } = deck;
  await expect(messages.rows.first()).toBeVisible();
  await messages.list.press('Shift');
  const ring = await messages.list.evaluate((list) => {
    const style = getComputedStyle(list.parentElement ?? list, '::after');
    return { width: style.borderTopWidth, over: Number(style.zIndex) > 0 };
  });
  expect(ring).toEqual({ width: '2px', over: true });
});
