import type { Locator, Page } from '@playwright/test';

export type MessagesTab = 'All' | 'In progress' | 'Needs attention' | 'Scheduled';

export class MessagesScreen {
  readonly list: Locator;
  readonly search: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.list = page.getByRole('listbox', { name: 'List of messages' });
    this.search = page.getByRole('searchbox', { name: 'Search by number or word' });
  }

  /** The rows that are drawn now; far fewer than there are. */
  get rows(): Locator {
    return this.list.getByRole('option');
  }

  /** The row or rows with a number or a text, as they read. */
  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text });
  }

  tab(name: MessagesTab): Locator {
    return this.#page
      .getByRole('group', { name: 'Which messages' })
      .getByRole('button', { name: new RegExp(`^${name}`) });
  }
}
