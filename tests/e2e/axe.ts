/** WCAG 2.2 AA as far as axe can tell. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds in the window as it is now, each named with the place that it was found at. */
export async function violationsOf(page: Page, where: string): Promise<string[]> {
  // What moves is looked at when it has come to rest.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((each) => each.finished.catch(() => 0))),
  );
  const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${where}: ${id} (${help}) ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}
