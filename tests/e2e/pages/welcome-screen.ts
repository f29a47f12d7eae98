import type { Locator, Page } from '@playwright/test';

/** What a person sees who has no account yet. */
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
