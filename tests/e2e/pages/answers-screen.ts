import type { Locator, Page } from '@playwright/test';

/** The screen of what people wrote, and of the numbers that they write to. */
export class AnswersScreen {
  readonly list: Locator;
  readonly pane: Locator;
  /** The sender of the shown message. */
  readonly person: Locator;
  readonly more: Locator;
  readonly addNumber: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.list = page.getByRole('listbox', { name: 'List of answers' });
    this.pane = page.getByRole('region', { name: 'Answer', exact: true });
    this.person = this.pane.getByRole('heading', { level: 2 });
    this.more = this.pane.getByRole('button', { name: 'More actions' });
    this.addNumber = page.getByRole('button', { name: 'Add a number' });
  }

  get rows(): Locator {
    return this.list.getByRole('option');
  }

  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text });
  }

  tab(name: 'Answers' | 'Numbers'): Locator {
    return this.#page.getByRole('group', { name: 'What to show' }).getByRole('button', { name });
  }

  /** A number that people write to. @param number as the screen shows it */
  number(number: string): Locator {
    return this.#page
      .getByRole('list', { name: 'Numbers that people write to' })
      .getByRole('listitem')
      .filter({ has: this.#page.getByRole('heading', { name: number }) });
  }
}
