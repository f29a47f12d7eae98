import { expect, type Locator, type Page } from '@playwright/test';

export const sandboxSections = [
  'Weather',
  'Numbers',
  'Replies',
  'What arrived',
  'Scenarios',
  'Seed and addresses',
] as const;

/** The panel of the built-in sandbox. */
export class SandboxScreen {
  /** The link to the panel, which also shows bad conditions. */
  readonly entry: Locator;
  readonly head: Locator;
  readonly makeFair: Locator;
  readonly outage: Locator;
  readonly latency: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    const main = page.getByRole('main');
    this.entry = page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: /^Sandbox/ });
    this.head = main.getByRole('status').filter({ hasText: /weather/ });
    this.makeFair = main.getByRole('button', { name: 'Back to fair weather' });
    this.outage = main.getByRole('switch', { name: /^Outage/ });
    this.latency = main.getByRole('textbox', { name: 'Delay of each answer' });
  }

  async open(section: (typeof sandboxSections)[number] = 'Weather'): Promise<void> {
    const parts = this.#page.getByRole('main').getByRole('navigation', { name: 'Sandbox' });
    if (!(await parts.isVisible())) await this.entry.click();
    await parts.getByRole('link', { name: section }).click();
    await expect(this.#page.getByRole('heading', { name: section, level: 2 })).toBeVisible();
    await expect(this.head).toBeVisible();
  }

  run(scenario: string): Locator {
    return this.#page.getByRole('button', { name: `Run “${scenario}”` });
  }
}
