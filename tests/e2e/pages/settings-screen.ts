import type { Locator, Page } from '@playwright/test';

export const settingsSections = [
  'Accounts',
  'Sending',
  'Delivery reports',
  'Data',
  'Privacy',
  'Audit log',
  'Appearance',
  'Doctor',
  'About',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

export class SettingsScreen {
  readonly heading: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.heading = page.getByRole('heading', { name: 'Settings', level: 1 });
  }

  async open(section: SettingsSection): Promise<void> {
    await this.#page
      .getByRole('navigation', { name: 'Settings' })
      .getByRole('link', { name: section })
      .click();
    await this.#page.getByRole('heading', { name: section, level: 2 }).waitFor();
  }

  button(name: string): Locator {
    return this.#page.getByRole('main').getByRole('button', { name });
  }
}
