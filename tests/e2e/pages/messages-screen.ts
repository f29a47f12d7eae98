import { expect, type Locator, type Page } from '@playwright/test';

export type MessagesTab = 'All' | 'In progress' | 'Needs attention' | 'Scheduled';
export type FilterName = 'State' | 'Channel' | 'Sender' | 'Country' | 'Account' | 'Time' | 'Tag' | 'Cost';
export type OrderName = 'Newest first' | 'Oldest first' | 'Most expensive first' | 'Least expensive first';

export class MessagesScreen {
  readonly list: Locator;
  readonly search: Locator;
  readonly filter: Locator;
  /** The active filters. */
  readonly filters: Locator;
  /** The number of messages that match the filters. */
  readonly found: Locator;
  readonly clearAll: Locator;
  readonly saveView: Locator;
  /** The actions for the selected messages. */
  readonly chosen: Locator;
  readonly export: Locator;
  readonly #page: Page;
  readonly #body: Locator;

  constructor(page: Page) {
    this.#page = page;
    const pane = page.getByRole('region', { name: 'Messages', exact: true });
    this.#body = pane.locator('[aria-busy]');
    this.list = page.getByRole('listbox', { name: 'List of messages' });
    this.search = page.getByRole('searchbox', { name: 'Search by number or word' });
    this.filter = pane.getByRole('button', { name: 'Filter', exact: true });
    this.filters = page.getByRole('list', { name: 'Active filters' });
    this.found = pane.getByRole('status').filter({ hasText: 'found' });
    this.clearAll = pane.getByRole('button', { name: 'Clear all' });
    this.saveView = pane.getByRole('button', { name: 'Save as a view…' });
    this.chosen = page.getByRole('region', { name: 'Selected messages' });
    this.export = pane.getByRole('button', { name: 'Export…' }).first();
  }

  /** The currently rendered rows; far fewer than exist. */
  get rows(): Locator {
    return this.list.getByRole('option');
  }

  /** The current row. */
  get current(): Locator {
    return this.list.locator('[role="option"][aria-current="true"]');
  }

  /** The row or rows with a number or a text. */
  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text });
  }

  tab(name: MessagesTab): Locator {
    return this.#page
      .getByRole('group', { name: 'Which messages' })
      .getByRole('button', { name: new RegExp(`^${name}`) });
  }

  /** Waits until the chosen list is shown; the previous one stays visible while it loads. */
  async loaded(): Promise<void> {
    await expect(this.#body).toHaveAttribute('aria-busy', 'false');
  }

  async show(name: MessagesTab): Promise<void> {
    await this.tab(name).click();
    await expect(this.tab(name)).toHaveAttribute('aria-pressed', 'true');
    await this.loaded();
  }

  savedView(name: string): Locator {
    return this.#page.getByRole('group', { name: 'Saved views' }).getByRole('button', { name, exact: true });
  }

  savedViewMenu(name: string): Locator {
    return this.#page.getByRole('button', { name: `Actions for the view ${name}` });
  }

  /** The editor of one filter, or the menu that chooses a filter. */
  editor(name: FilterName | 'Filter by…'): Locator {
    return this.#page.getByRole('dialog', { name, exact: true });
  }

  chip(name: FilterName): Locator {
    return this.filters.getByRole('listitem').filter({ hasText: name });
  }

  /** Opens the editor of a filter with the pointer. */
  async filterBy(name: FilterName): Promise<Locator> {
    await this.filter.click();
    await this.editor('Filter by…').getByRole('option', { name, exact: true }).click();
    await expect(this.editor(name)).toBeVisible();
    return this.editor(name);
  }

  /** Chooses values of a filter, and closes its editor. */
  async narrow(name: FilterName, ...values: readonly string[]): Promise<void> {
    const editor = await this.filterBy(name);
    for (const value of values) await editor.getByRole('option', { name: value }).first().click();
    if (await editor.isVisible()) await this.#page.keyboard.press('Escape');
    await expect(editor).toBeHidden();
    await this.loaded();
  }

  async order(name: OrderName): Promise<void> {
    await this.#page.getByRole('button', { name: /^Order:/ }).click();
    await this.#page.getByRole('menuitemradio', { name }).click();
    await expect(this.#page.getByRole('menu')).toHaveCount(0);
    await expect(this.#page.getByRole('button', { name: `Order: ${name}` })).toBeVisible();
    await this.loaded();
  }
}
