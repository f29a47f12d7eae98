import type { Locator, Page } from '@playwright/test';

/** The first-start screen, shown without an account. */
export class WelcomeScreen {
  readonly heading: Locator;
  readonly startSandbox: Locator;
  readonly connect: Locator;

  constructor(page: Page) {
    const main = page.getByRole('main');
    this.heading = main.getByRole('heading', { name: 'Send a message and watch it arrive' });
    this.startSandbox = main.getByRole('button', { name: 'Start the sandbox' });
    this.connect = main.getByRole('button', { name: 'Connect…' });
  }
}
