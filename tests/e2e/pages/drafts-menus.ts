import type { Locator, Page } from '@playwright/test';

/** Drafts, templates and tables of recipients on the compose screen. */
export class DraftsMenus {
  readonly drafts: Locator;
  readonly templates: Locator;
  readonly kept: Locator;
  readonly table: Locator;
  readonly people: Locator;
  readonly seenBy: Locator;
  readonly preview: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    const main = page.getByRole('main');
    this.drafts = main.getByRole('button', { name: /^Drafts/ });
    this.templates = main.getByRole('button', { name: 'Templates' });
    this.kept = main.getByText('Draft saved', { exact: true });
    this.table = page.getByRole('dialog', { name: 'Import recipients from a table' });
    this.people = page.getByRole('dialog', { name: /^\d+ (person|people)$/ });
    this.seenBy = main.getByRole('group', { name: 'Seen by' }).last();
    this.preview = main.getByRole('region', { name: 'Preview' }).last();
  }

  /** Pastes as a user does: through the field's own paste event. */
  async paste(into: Locator, text: string): Promise<void> {
    await into.focus();
    await into.evaluate((field, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  draft(text: string): Locator {
    return this.#page.getByRole('button', { name: `Open “${text}”` });
  }

  value(column: string, number: string): Locator {
    return this.people.getByRole('textbox', { name: `${column} of ${number}` });
  }
}
